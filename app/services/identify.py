"""Identify: what a code is, and whether it counts here and now; nobody is asked, so it works without the centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Protocol

from app.contract.codes import CodeForms
from app.domain.codes import identify as codes
from app.domain.codes.identify import (
    BadgeText,
    Carrier,
    CouponCode,
    Identified,
    MemberCode,
    PickupCode,
    Product,
    ReceiptCode,
    Unknown,
)
from app.domain.codes.paper import PAPER_CONTEXT, PaperLine, PaperReceipt
from app.domain.codes.settings import (
    CodeSettings,
    EmbeddedCode,
    Letters,
    Measure,
    PlainCode,
    PlainKind,
)
from app.domain.codes.signed import CONTEXT, SignedCode, key_id
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.shop import Shop

#: Public key, context, message, signature; never raises. The vault's.
Verify = Callable[[bytes, str, bytes, bytes], bool]
#: What keys are for, as the centre names it.
CODE, RECEIPT = "code", "receipt"
#: Microseconds that a code counts longer than it says: the clocks of two machines differ.
PATIENCE = 120 * 1_000_000


@frozen
class PublicKey:
    """A key that codes may be signed with; microseconds UTC.

    Attributes:
        until_at: nothing counts that was signed from then on; None while nobody ended it.
        terminal_id: whose receipts it signs; None for the centre's.
    """

    public: bytes
    until_at: int | None = None
    terminal_id: str | None = None


class KeyReads(Protocol):
    """What the centre told of keys and codes; each an indexed read."""

    def public_keys(self, use: str, named: bytes) -> tuple[PublicKey, ...]:
        """The keys of a use under the id that codes name them by: one, but for chance none."""
        ...

    def code_forms(self) -> CodeForms | None:
        """How the store's own codes are recognised; None where it has none, or there is no centre."""
        ...


class NoKeys:
    """Fits the port `KeyReads`: nobody told anything."""

    def public_keys(self, use: str, named: bytes) -> tuple[PublicKey, ...]:
        """None."""
        del use, named
        return ()

    def code_forms(self) -> CodeForms | None:
        """None."""
        return None


@frozen
class Verified:
    """What a code is, and why it does not count; None where it does, or where it is a plain one that proves nothing.

    Attributes:
        refused: ``code.forged``; ``code.unknown_key``; ``code.expired`` (at); ``code.other_store`` (store);
            ``code.unreadable``.
    """

    what: Identified
    refused: UserError | None = None

    @property
    def is_signed(self) -> bool:
        """Whether the code proves itself, and counts."""
        return self.refused is None and _signed(self.what) is not None

    @property
    def is_genuine(self) -> bool:
        """Whether somebody who may has signed it, whether or not it still counts here."""
        code = None if self.refused is None else self.refused.code
        return _signed(self.what) is not None and code in {None, "code.expired", "code.other_store"}


@frozen
class Identify:
    """Says what codes are, on the calling thread's connection.

    Attributes:
        shop: of which the codes must be.
        now: microseconds UTC.
        own_key: the terminal's own public key, with which its receipts are signed.
    """

    reads: Callable[[], KeyReads]
    verify: Verify
    shop: Callable[[], Shop]
    now: Callable[[], int]
    own_key: Callable[[], bytes]

    def settings(self) -> CodeSettings:
        """How this shop's own codes are recognised."""
        return settings_of(self.reads().code_forms(), self.shop().currency.exponent)

    def identify(self, text: str) -> Verified:
        """The first of what a text may be, and whether it counts. Never raises for what the text is."""
        return self.check(codes.identify(text, self.settings()))

    def meant(self, text: str, knows: Callable[[str], bool]) -> Verified:
        """What a text is by the catalogue: goods that it knows, else the first that it may be beside goods.

        Args:
            knows: whether there are goods under a code, exactly.
        """
        found = self.meanings(text)
        for what in found:
            if not isinstance(what, Product) or any(knows(code) for code in (what.code, *what.others)):
                return self.check(what)
        return self.check(found[0])

    def meanings(self, text: str) -> tuple[Identified, ...]:
        """All that a text may be, the first thing to look up first. Never raises for what the text is."""
        return codes.meanings(text, self.settings())

    def check(self, what: Identified) -> Verified:
        """Whether what was identified counts here and now; what no signature proves is not refused."""
        if isinstance(what, Unknown) and what.broken:
            return Verified(what, UserError("code.unreadable"))
        signed = _signed(what)
        if isinstance(signed, SignedCode):
            return Verified(what, self._of_code(signed))
        if isinstance(signed, PaperReceipt):
            return Verified(what, self._of_receipt(signed))
        return Verified(what)

    def _of_code(self, code: SignedCode) -> UserError | None:
        claim, now = code.claim, self.now()
        keys = self.reads().public_keys(CODE, claim.key)
        if (refused := self._need_signed(keys, CONTEXT, code)) is not None:
            return refused
        if claim.store not in {"", self.shop().store}:
            return UserError("code.other_store", store=claim.store)
        if claim.expires_at + PATIENCE <= now or not any(one.until_at is None or now < one.until_at for one in keys):
            return UserError("code.expired", at=claim.expires_at)
        return None

    def _of_receipt(self, receipt: PaperReceipt) -> UserError | None:
        made_at = receipt.sale.completed_at
        keys = [*self.reads().public_keys(RECEIPT, receipt.key)]
        if key_id(own := self.own_key()) == receipt.key:
            keys.append(PublicKey(own))
        if (refused := self._need_signed(keys, PAPER_CONTEXT, receipt)) is not None:
            return refused
        if all(one.until_at is not None and one.until_at <= made_at for one in keys):
            return UserError("code.unknown_key")  # it was not this terminal's any more
        return None

    def _need_signed(
        self, keys: list[PublicKey] | tuple[PublicKey, ...], context: str, code: SignedCode | PaperReceipt
    ) -> UserError | None:
        if not keys:
            return UserError("code.unknown_key")
        right = any(self.verify(one.public, context, code.message, code.signature) for one in keys)
        return None if right else UserError("code.forged")


def _signed(what: Identified) -> SignedCode | PaperReceipt | None:
    match what:
        case PickupCode() | MemberCode() | CouponCode():
            return what.signed
        case ReceiptCode():
            return what.paper
        case _:
            return None


def settings_of(forms: CodeForms | None, decimals: int) -> CodeSettings:
    """A store's forms as the rules take them; what a newer version means by some of them is left out."""
    if forms is None:
        return CodeSettings(decimals=decimals)
    plain, embedded = [], []
    for one in forms.plain:
        try:
            plain.append(PlainCode(PlainKind(one.kind), one.prefix, one.least, one.most, Letters(one.letters)))
        except (UserError, ValueError):
            continue
    for other in forms.embedded:
        try:
            embedded.append(EmbeddedCode(other.form, Measure(other.measure), other.step))
        except (UserError, ValueError):
            continue
    return CodeSettings(tuple(plain), tuple(embedded), decimals)


_NAMES: dict[type[object], str] = {
    Product: "product",
    PickupCode: "pickup",
    MemberCode: "member",
    CouponCode: "coupon",
    ReceiptCode: "receipt",
    BadgeText: "badge",
    Carrier: "carrier",
    Unknown: "unknown",
}


def described(verified: Verified) -> dict[str, object]:
    """What a code is in plain names and values, those left out that say nothing."""
    what, signed = verified.what, _signed(verified.what)
    told: dict[str, object] = {"kind": _NAMES[type(what)]}
    for one in fields(what):
        value = getattr(what, one.name)
        if one.name not in {"signed", "paper", "broken"} and (value or one.name == "minor"):
            told[one.name] = value
    if isinstance(signed, SignedCode):
        told |= {"signed": True, "key": signed.claim.key.hex(), "store": signed.claim.store}
        told |= {"expires_at": signed.claim.expires_at}
    elif isinstance(signed, PaperReceipt):
        sale = signed.sale
        told |= {"signed": True, "key": signed.key.hex(), "number": sale.number, "completed_at": sale.completed_at}
        told |= {"total_minor": sale.total, "currency": sale.currency, "line_count": sale.count}
        told |= {"lines": [_line(one) for one in sale.lines]}
    if signed is not None:
        told["counts"] = verified.refused is None
    if verified.refused is not None:
        told["refused"] = verified.refused.code
    return {name: value for name, value in told.items() if value not in ("", None, (), [])}


def _line(one: PaperLine) -> dict[str, object]:
    quantity = {"milli": one.quantity.milli, "unit": one.quantity.unit.value}
    return {"line": one.line, "sku": one.sku, **quantity, "paid_minor": one.paid, "tax_minor": one.tax}
