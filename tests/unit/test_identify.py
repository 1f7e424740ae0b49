"""What a text may be: exact rules in a fixed order, whatever is scanned or typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.catalog import is_gtin
from app.domain.codes.gs1 import expand_upc_e, read_gs1
from app.domain.codes.identify import (
    BadgeText,
    Carrier,
    CouponCode,
    MemberCode,
    PickupCode,
    Product,
    ReceiptCode,
    Unknown,
    identify,
    meanings,
)
from app.domain.codes.settings import (
    CodeSettings,
    EmbeddedCode,
    Letters,
    Measure,
    PlainCode,
    PlainKind,
    check_digit,
    verifier,
)
from app.domain.codes.signed import Claim, CodeKind, code_text, message_of
from app.domain.errors import UserError
from app.domain.receipt import receipt_code
from tests.unit.code_fuzz import strings

PHOTOGRAPHS = Path(__file__).parents[3] / "shared" / "data" / "codes" / "manifest.json"
SALE = "019b0000-0000-7000-8000-00000000000a"
SIGNATURE = bytes(range(64))
SHOP = CodeSettings(
    plain=(
        PlainCode(PlainKind.PICKUP, "", 6, 8),
        PlainCode(PlainKind.PICKUP, "EC-", 4, 10, Letters.CAPITALS),
        PlainCode(PlainKind.MEMBER, "M", 7, 7),
        PlainCode(PlainKind.MEMBER, "/", 7, 7, Letters.SIGNS),
        PlainCode(PlainKind.BADGE, "STAFF-", 4, 12, Letters.CAPITALS),
        PlainCode(PlainKind.COUPON, "SUMMER", 1, 6, Letters.CAPITALS),
    ),
    embedded=(
        EmbeddedCode("21IIIIIPPPPPC", Measure.PRICE),
        EmbeddedCode("22IIIIIVPPPPC", Measure.PRICE),
        EmbeddedCode("23IIIIIPPPPPC", Measure.WEIGHT),
    ),
)


def signed(kind: CodeKind, subject: str) -> str:
    return code_text(message_of(Claim(kind, b"key1", "S01", subject, 10**15)), SIGNATURE)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("4710402012346", Product("4710402012346")),
        ("  ４７１０４０２０１２３４６ ", Product("4710402012346")),
        ("BR1", Product("BR1")),
        ("/ABC+123", MemberCode(code="/ABC+123")),
        ("／abc+123", MemberCode(code="/ABC+123")),
        ("/ABC+12", Product("/ABC+12")),
        ("204816", PickupCode(code="204816")),
        ("ec-2048ab", PickupCode(code="EC-2048AB")),
        ("m1234567", MemberCode(code="M1234567")),
        ("M123456", Product("M123456")),
        ("staff-0001", BadgeText("staff-0001")),
        (receipt_code(SALE), ReceiptCode(SALE)),
        (receipt_code(SALE).lower(), ReceiptCode(SALE)),
        ("", Unknown("")),
        (" \t\r\n", Unknown("")),
        ("OMO:", Unknown("OMO:", broken=True)),
        ("omo:bb8", Unknown("OMO:BB8", broken=True)),
        ("x" * 201, Unknown("x" * 201)),
        ("x" * 2000, Unknown("x" * 1000)),
        ("\x00", Unknown("\x00")),
    ],
)
def test_what_a_text_is(text, what) -> None:
    assert identify(text, SHOP) == what


def test_without_settings_nothing_is_taken_for_a_plain_code() -> None:
    assert identify("204816") == Product("204816")
    assert identify("2100012003506") == Product("2100012003506")
    assert meanings("/ABC+123") == (Carrier("/ABC+123"), Product("/ABC+123"))
    assert meanings("SUMMER10") == (Product("SUMMER10"),)


def test_a_text_that_fits_several_is_all_of_them_in_the_order_of_look_ups() -> None:
    assert meanings("96385074", SHOP) == (Product("96385074"), PickupCode(code="96385074"))
    assert meanings("SUMMER10", SHOP) == (Product("SUMMER10"), CouponCode("SUMMER10"))
    assert meanings("/ABC+123", SHOP)[:2] == (MemberCode(code="/ABC+123"), Carrier("/ABC+123"))


@pytest.mark.parametrize("kind", CodeKind)
def test_a_signed_code_is_read_before_anything_else_however_it_was_carried(kind) -> None:
    text = signed(kind, "A-1")
    for carried in (
        text,
        text.lower(),
        f"{text}\r\n",
        f"\t{text}",
        "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    ):
        (what,) = meanings(carried, SHOP)
        match kind:
            case CodeKind.PICKUP:
                assert (what.order_id, what.code) == ("A-1", "")
            case CodeKind.MEMBER:
                assert (what.member_id, what.code) == ("A-1", "")
            case CodeKind.COUPON:
                assert what.code == "A-1"
        assert what.signed.claim.subject == "A-1"


@pytest.mark.parametrize(
    ("figure", "digit"), [("2875", "9"), ("0123", "6"), ("1234", "9"), ("14685", "6"), ("01234", "1"), ("12345", "8")]
)
def test_the_check_digit_of_a_price(figure, digit) -> None:
    """GS1 General Specifications, 7.9; the second form of the examples."""
    assert verifier(figure) == digit


def test_price_and_weight_in_an_ean_13() -> None:
    price, bare = meanings("2100012003506", SHOP)
    assert price == Product("2100012003506", ("2100012000000", "2100012", "00012"), minor=350)
    assert bare == Product("2100012003506")
    blank = "2300010123453"
    assert identify(blank, SHOP).milli == 12345
    verified = "2200012" + verifier("0350") + "0350"
    assert identify(verified + check_digit(verified), SHOP).minor == 350
    wrong = "2200012" + str((int(verifier("0350")) + 1) % 10) + "0350"
    assert identify(wrong + check_digit(wrong), SHOP) == Product(wrong + check_digit(wrong))
    assert identify("2100012003507", SHOP) == Product("2100012003507"), "its check digit is wrong"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("04963406", "049000006346"), ("04252614", "042100005264"), ("01234531", "012300000451"),
        ("01234558", "012345000058"), ("01234559", ""), ("21234558", ""), ("0123455", ""), ("０１２３４５５８", ""),
    ],
)  # fmt: skip
def test_the_short_form_of_a_upc_stands_for_the_long_one(short, long) -> None:
    assert expand_upc_e(short) == long
    assert not long or long in {getattr(one, "code", "") for one in meanings(short)}


def test_eight_digits_that_are_two_numbers_are_looked_up_as_both() -> None:
    assert meanings("12345670") == (Product("12345670"), Product("123456000070"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("]C1010471040201234610ABC\x1d21X", {"lot": "ABC", "serial": "X"}),
        ("010471040201234610ABC\x1d17270131", {"lot": "ABC", "best_before": "270131"}),
        ("]d2\x1d0104710402012346", {}),
        ("0104710402012346310300125010A", {"milli": 1250, "lot": "A"}),
        ("(01)04710402012346(3103)001250", {"milli": 1250}),
        ("(01)04710402012346(3105)125000", {"milli": 1250}),
        ("(01)04710402012346(3105)125001", {}),
        ("(01)04710402012346(30)6", {"pieces": 6}),
        ("(02)04710402012346(37)24", {"pieces": 24}),
        ("(01)04710402012346(3922)12500", {"minor": 125}),
        ("(01)04710402012346(3922)12501", {}),
        ("https://id.gs1.org/01/04710402012346/10/A%2F1?17=261231&x=y", {"lot": "A/1", "best_before": "261231"}),
        ("HTTPS://shop.example/some/where/01/4710402012346", {}),
    ],
)
def test_gs1_codes(text, told) -> None:
    assert identify(text) == Product("04710402012346", **told)


@pytest.mark.parametrize(
    "text",
    [
        "0104710402012347", "01047104020123469", "(01)04710402012346(9)", "(01)04710402012346(3103)12",
        "https://id.gs1.org/01/04710402012347", "https://shop.example/01", "10ABC\x1d21X",
        "(01)04710402012346(10)A(10)B", "]C1", "()", "(", "0104710402012346" + "10" + "x" * 21,
    ],
)  # fmt: skip
def test_what_is_no_gs1_code_of_goods(text) -> None:
    assert read_gs1(text) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: PlainCode(PlainKind.PICKUP, "", 1, 2),
        lambda: PlainCode(PlainKind.PICKUP, "A", 5, 4),
        lambda: PlainCode(PlainKind.PICKUP, "a", 5, 6),
        lambda: PlainCode(PlainKind.PICKUP, "A B", 5, 6),
        lambda: PlainCode(PlainKind.PICKUP, "A", 5, 64),
        lambda: EmbeddedCode("21IIIIIPPPPP", Measure.PRICE),
        lambda: EmbeddedCode("21IIIIIPPPPPP", Measure.PRICE),
        lambda: EmbeddedCode("21IIPIIPPPPPC", Measure.PRICE),
        lambda: EmbeddedCode("??IIIIIPPPPPC", Measure.PRICE),
        lambda: EmbeddedCode("21IIIIIPPPPPC", Measure.PRICE, 0),
    ],
)
def test_forms_that_take_nearly_everything_or_nothing_are_refused(make) -> None:
    with pytest.raises(UserError, match=r"code\.bad_form"):
        make()


def test_texts_by_chance_are_something_and_no_fault() -> None:
    for text in strings(1, 10_000):
        found = meanings(text, SHOP)
        assert found[0] == identify(text, SHOP), text
        assert len(set(found)) == len(found), text


@pytest.mark.skipif(not PHOTOGRAPHS.exists(), reason="no photographs here")
def test_what_real_photographs_of_codes_say() -> None:
    """Retail codes are goods by their number, everything else is something: nothing is raised, nothing misread."""
    seen = 0
    for image in json.loads(PHOTOGRAPHS.read_text(encoding="utf-8"))["images"]:
        for text in image["expected"]:
            found = meanings(text)
            seen += 1
            if image["symbology"] in {"EAN-13", "EAN-8", "UPC-A"}:
                assert found[0] == Product(text), image["file"]
            if image["symbology"] == "UPC-E":
                assert any(isinstance(one, Product) and is_gtin(one.code) for one in found), (image["file"], text)
            assert not any(isinstance(one, PickupCode | MemberCode | CouponCode | BadgeText) for one in found)
    assert seen > 100
