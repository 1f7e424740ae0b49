"""Routing: where a scanned code goes, whatever screen is shown. Features say what they take; goods are the rest."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from app.domain.codes.identify import (
    Carrier,
    CouponCode,
    Identified,
    MemberCode,
    PickupCode,
    Product,
    ReceiptCode,
    Unknown,
)
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.services.identify import Identify, Verified


class Kind(Enum):
    """What a feature may take."""

    PICKUP = "pickup"
    MEMBER = "member"
    COUPON = "coupon"
    RECEIPT = "receipt"
    CARRIER = "carrier"
    UNKNOWN = "unknown"  # a text that no look-up knows: the last question before it is called unknown


#: Takes what was scanned; False leaves it to the next, and to the screen in the end.
Handler = Callable[[Identified], bool]
#: Takes what was refused, such as to say more than a line; False has the line said.
Refusal = Callable[[Verified], bool]
_KINDS: dict[type[object], Kind] = {
    PickupCode: Kind.PICKUP,
    MemberCode: Kind.MEMBER,
    CouponCode: Kind.COUPON,
    ReceiptCode: Kind.RECEIPT,
    Carrier: Kind.CARRIER,
}
#: What a code says that somebody signed, and that still does not count here: a feature may say more of it.
_TOLD = frozenset(("code.expired", "code.other_store"))


@frozen
class Routed:
    """What became of a code.

    Attributes:
        is_taken: a feature took it.
        refused: why it does not count; nobody took it.
        receipt: a receipt, for the screen where goods come back; a signed one is genuine.
        goods: what may be goods; None where it is certainly something else.
    """

    is_taken: bool = False
    refused: UserError | None = None
    receipt: ReceiptCode | None = None
    goods: Product | None = None


class Router:
    """Knows who takes what. Lives in the GUI thread.

    Args:
        knows: whether the catalogue has goods under a code, exactly. An indexed read.
    """

    def __init__(self, identify: Identify, knows: Callable[[str], bool]) -> None:
        self._identify = identify
        self._knows = knows
        self._takers: dict[Kind, list[tuple[Handler, Refusal | None]]] = {}

    def on(self, kind: Kind | str, handler: Handler, refused: Refusal | None = None) -> Callable[[], None]:
        """Have codes of a kind handed over; the one that came last is asked first.

        A handler never sees a signed code that is not genuine, or that does not count here and now.

        Args:
            refused: is handed a genuine code that has expired or is of another store.

        Returns:
            What ends it.
        """
        takers, taker = self._takers.setdefault(Kind(kind), []), (handler, refused)
        takers.insert(0, taker)

        def end() -> None:
            if taker in takers:
                takers.remove(taker)

        return end

    def route(self, text: str) -> Routed:
        """Hand a code to who takes it. Never raises for what the text is."""
        goods: Product | None = None
        meanings = self._identify.meanings(text)
        for what in meanings:
            if isinstance(what, Product):
                goods = goods or what
                if any(self._knows(code) for code in (what.code, *what.others)):
                    return Routed(goods=what)
            elif (routed := self._hand_over(what)) is not None:
                return routed
        if self._offer(Kind.UNKNOWN, Unknown(text)):
            return Routed(is_taken=True)
        if any(isinstance(what, Carrier) for what in meanings):  # never goods that nobody knows
            return Routed(refused=UserError("code.not_taken"))
        return Routed(goods=goods)

    def _hand_over(self, what: Identified) -> Routed | None:
        """Hand over what is no goods; None where it is to be taken for something else."""
        verified = self._identify.check(what)
        if verified.refused is not None:
            return self._refuse(verified, verified.refused)
        if self._offer(_KINDS.get(type(what)), what):
            return Routed(is_taken=True)
        if isinstance(what, ReceiptCode):
            return Routed(receipt=what)
        return Routed(refused=UserError("code.not_taken")) if verified.is_signed else None

    def _refuse(self, verified: Verified, error: UserError) -> Routed:
        kind = _KINDS.get(type(verified.what))
        if kind is not None and error.code in _TOLD:
            for _, refused in tuple(self._takers.get(kind, ())):
                if refused is not None and refused(verified):
                    return Routed(is_taken=True)
        return Routed(refused=error)

    def _offer(self, kind: Kind | None, what: Identified) -> bool:
        return kind is not None and any(handler(what) for handler, _ in tuple(self._takers.get(kind, ())))
