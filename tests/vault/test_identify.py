"""Codes verified at the terminal: genuine ones count, forged ones never, each refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from app.contract.codes import CodeForms, EmbeddedForm, PlainForm
from app.domain.codes.identify import MemberCode, PickupCode, Product, ReceiptCode
from app.domain.codes.paper import PaperSale, PaperTender, read_paper
from app.domain.codes.signed import CodeKind, key_id
from app.domain.shop import Shop
from app.services.identify import CODE, PATIENCE, RECEIPT, Identify, PublicKey, described, settings_of
from app.vault.code import is_genuine_paper, sign_code, sign_paper
from app.vault.signature import Signer, verify
from tests.unit.code_fuzz import mutations
from tests.unit.test_paper import sale_of

CENTRE, FORMER, TILL, OTHER = (Signer(letter * 32) for letter in (b"c", b"f", b"t", b"o"))
NOW = 1_772_676_000_000_000
HOUR = 3_600 * 1_000_000


@dataclass
class Told:
    """What the centre told."""

    keys: dict[str, list[PublicKey]] = field(default_factory=dict)
    forms: CodeForms | None = None

    def public_keys(self, use: str, named: bytes) -> tuple[PublicKey, ...]:
        return tuple(one for one in self.keys.get(use, ()) if key_id(one.public) == named)

    def code_forms(self) -> CodeForms | None:
        return self.forms


def make(told: Told | None = None, now: int = NOW) -> Identify:
    known = told or Told(
        {
            CODE: [PublicKey(CENTRE.public_key), PublicKey(FORMER.public_key)],
            RECEIPT: [PublicKey(OTHER.public_key, terminal_id="other")],
        }
    )
    return Identify(lambda: known, verify, lambda: Shop(store="S01"), lambda: now, lambda: TILL.public_key)


def paper(signer: Signer, sale: PaperSale) -> str:
    return sign_paper(signer.public_key, signer.sign, sale)


def why(text: str, identify: Identify) -> str | None:
    refused = identify.identify(text).refused
    return None if refused is None else refused.code


@pytest.mark.parametrize("signer", [CENTRE, FORMER], ids=["newest", "former"])
def test_a_code_counts_under_every_key_that_is_told(signer) -> None:
    found = make().identify(sign_code(signer, CodeKind.PICKUP, "S01", "A-1", NOW + HOUR))
    assert isinstance(found.what, PickupCode)
    assert (found.what.order_id, found.refused, found.is_signed, found.is_genuine) == ("A-1", None, True, True)


def test_why_a_code_does_not_count() -> None:
    identify = make()
    code = sign_code(CENTRE, CodeKind.MEMBER, "", "M-1", NOW + HOUR)
    assert why(code, identify) is None
    assert why(code, make(now=NOW + HOUR + PATIENCE - 1)) is None, "clocks differ"
    assert why(code, make(now=NOW + HOUR + PATIENCE)) == "code.expired"
    assert why(sign_code(CENTRE, CodeKind.PICKUP, "S02", "A-1", NOW + HOUR), identify) == "code.other_store"
    assert why(sign_code(OTHER, CodeKind.MEMBER, "", "M-1", NOW + HOUR), identify) == "code.unknown_key"
    assert why(code[:-1] + ("0" if code[-1] != "0" else "1"), identify) == "code.forged"
    assert why("OMO:AB", identify) == "code.unreadable"
    ended = Told({CODE: [PublicKey(CENTRE.public_key, until_at=NOW)]})
    assert why(code, make(ended)) == "code.expired"
    assert why("204816", identify) is None
    assert not identify.identify("204816").is_signed
    other = identify.identify(sign_code(CENTRE, CodeKind.PICKUP, "S02", "A-1", NOW + HOUR))
    assert (other.is_signed, other.is_genuine) == (False, True)
    assert other.refused is not None
    assert other.refused.params == {"store": "S02"}


def test_a_receipt_counts_that_any_terminal_of_the_shop_signed_while_it_was_one() -> None:
    sale = sale_of(3)
    for signer in (TILL, OTHER):
        found = make().identify(paper(signer, sale))
        assert isinstance(found.what, ReceiptCode)
        assert found.is_signed
        assert found.what.paper is not None
        assert found.what.paper.sale == sale
        assert is_genuine_paper(signer.public_key, found.what.paper)
    assert why(paper(CENTRE, sale), make()) == "code.unknown_key", "the centre's key signs no receipts"
    for until, code in ((sale.completed_at, "code.unknown_key"), (sale.completed_at + 1, None)):
        told = Told({RECEIPT: [PublicKey(OTHER.public_key, until_at=until)]})
        assert why(paper(OTHER, sale), make(told)) == code


def test_no_code_passes_for_one_of_another_kind() -> None:
    """Signed by the same key: the context and the kind keep them apart."""
    told = Told({CODE: [PublicKey(OTHER.public_key)], RECEIPT: [PublicKey(OTHER.public_key)]})
    read = read_paper(paper(OTHER, sale_of(1)))
    assert read is not None
    assert not verify(OTHER.public_key, "omo-pos code 1", read.message, read.signature)
    for text in (paper(OTHER, sale_of(1)), sign_code(OTHER, CodeKind.MEMBER, "", "M-1", NOW + HOUR)):
        assert why(text, make(told)) is None


def genuine() -> list[str]:
    codes = [
        sign_code(signer, kind, store, subject, NOW + HOUR)
        for signer in (CENTRE, FORMER)
        for kind in CodeKind
        for store, subject in (
            ("", "M-1"),
            ("S01", "019b0000-0000-7000-8000-00000000000a"),
            ("", "夏日/AAAABBBBCCCC"),
        )
    ]
    return [*codes, *(paper(signer, sale_of(count)) for signer in (TILL, OTHER) for count in (1, 5, 30, 100))]


def assault(identify: Identify, seed: int, count: int) -> int:
    """Show changed codes; how many still were the genuine ones. Anything else must be refused."""
    whole = {}
    for text in genuine():
        found = identify.identify(text)
        assert found.is_signed, text
        whole[text] = found.what
    same = 0
    for _, changed in mutations(seed, count, list(whole)):
        found = identify.identify(changed)
        if found.is_signed:
            assert found.what in whole.values(), changed
            same += 1
        elif found.refused is None:
            assert not isinstance(found.what, MemberCode | PickupCode), changed
            assert getattr(found.what, "paper", None) is None, changed
    return same


def test_no_changed_code_is_accepted_and_every_genuine_one_is() -> None:
    same = assault(make(), 7, 1_000)
    assert same < 200, "a change to small letters or a blank at the end leaves a code what it is; few changes do"


def test_forms_of_a_newer_version_are_left_out() -> None:
    forms = CodeForms(
        plain=(
            PlainForm(kind="pickup", least=6, most=8),
            PlainForm(kind="parcel", least=6, most=8),
            PlainForm(kind="member", prefix="m", least=6, most=8),
            PlainForm(kind="member", prefix="M", least=6, most=8, letters="runes"),
        ),
        embedded=(EmbeddedForm(form="21IIIIIPPPPPC", measure="price"), EmbeddedForm(form="x", measure="price")),
    )
    settings = settings_of(forms, 2)
    assert (len(settings.plain), len(settings.embedded), settings.decimals) == (1, 1, 2)
    assert settings_of(None, 0) == replace(settings, plain=(), embedded=(), decimals=0)


def test_the_catalogue_decides_between_goods_and_a_plain_code() -> None:
    identify = make(Told(forms=CodeForms(plain=(PlainForm(kind="pickup", least=6, most=8),))))
    assert identify.meant("12345670", lambda code: code == "12345670").what == Product("12345670")
    assert identify.meant("12345670", lambda _: False).what == PickupCode(code="12345670")
    assert identify.meant("BR1", lambda _: False).what == Product("BR1")


def test_what_a_code_is_in_plain_values() -> None:
    identify = make()
    assert described(identify.identify(sign_code(CENTRE, CodeKind.PICKUP, "S02", "A-1", NOW + HOUR))) == {
        "kind": "pickup", "order_id": "A-1", "signed": True, "key": key_id(CENTRE.public_key).hex(), "store": "S02",
        "expires_at": NOW + HOUR, "counts": False, "refused": "code.other_store",
    }  # fmt: skip
    sale = replace(sale_of(1), total=0, tenders=(PaperTender("cash", 0),))
    told = described(identify.identify(paper(TILL, sale)))
    assert (told["kind"], told["number"], told["total_minor"], told["counts"]) == ("receipt", sale.number, 0, True)
    assert told["lines"] == [
        {"line": 1, "sku": "4710402000001", "milli": 2000, "unit": "piece", "paid_minor": 101, "tax_minor": 5}
    ]
    assert described(identify.identify("BR1")) == {"kind": "product", "code": "BR1"}
