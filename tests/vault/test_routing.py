"""Where codes go: who takes which, what no handler ever sees, what is asked last."""

from __future__ import annotations

import pytest

from app.contract.codes import CodeForms, PlainForm
from app.domain.codes.identify import CouponCode, PickupCode, Product, ReceiptCode, Unknown
from app.domain.codes.signed import CodeKind
from app.domain.receipt import receipt_code
from app.runtime.routing import Router
from app.services.identify import Verified
from app.vault.code import sign_code
from tests.unit.test_paper import sale_of
from tests.vault.test_identify import CENTRE, HOUR, NOW, OTHER, Told, make, paper

FORMS = CodeForms(
    plain=(PlainForm(kind="pickup", least=6, most=8), PlainForm(kind="coupon", prefix="SUMMER", least=1, most=4))
)


@pytest.fixture
def seen() -> list[object]:
    """What handlers saw."""
    return []


@pytest.fixture
def router() -> Router:
    told = make().reads()
    assert isinstance(told, Told)
    told.forms = FORMS
    return Router(make(told), lambda code: code == "12345670")


def test_no_handler_sees_a_code_that_does_not_count(router, seen) -> None:
    for kind in ("pickup", "member", "coupon", "receipt", "unknown"):
        router.on(kind, lambda what: not seen.append(what))
    good = sign_code(CENTRE, CodeKind.COUPON, "", "SUMMER/1", NOW + HOUR)
    for text, why in (
        (good[:-1] + ("0" if good[-1] != "0" else "1"), "code.forged"),
        (sign_code(OTHER, CodeKind.COUPON, "", "SUMMER/1", NOW + HOUR), "code.unknown_key"),
        (sign_code(CENTRE, CodeKind.MEMBER, "", "M-1", NOW - HOUR), "code.expired"),
        (sign_code(CENTRE, CodeKind.PICKUP, "S02", "A-1", NOW + HOUR), "code.other_store"),
        (paper(CENTRE, sale_of(1)), "code.unknown_key"),
        ("OMO:", "code.unreadable"),
    ):
        routed = router.route(text)
        assert routed.refused is not None
        assert (routed.refused.code, routed.is_taken) == (why, False)
    assert seen == []
    assert router.route(good).is_taken
    assert [type(one) for one in seen] == [CouponCode]


def test_who_may_say_more_sees_genuine_codes_alone(router, seen) -> None:
    router.on("pickup", lambda _: False, lambda one: not seen.append(one))
    for text in (
        sign_code(CENTRE, CodeKind.PICKUP, "S02", "A-1", NOW + HOUR),
        sign_code(OTHER, CodeKind.PICKUP, "S02", "A-1", NOW + HOUR),
        sign_code(CENTRE, CodeKind.PICKUP, "S01", "A-1", NOW - HOUR),
    ):
        router.route(text)
    assert [(one.refused.code, one.refused.params) for one in seen if isinstance(one, Verified) and one.refused] == [
        ("code.other_store", {"store": "S02"}),
        ("code.expired", {"at": NOW - HOUR}),
    ]


def test_the_last_taker_is_asked_first_and_may_leave_it_or_end(router, seen) -> None:
    router.on("coupon", lambda _: not seen.append("first"))
    end = router.on("coupon", lambda _: bool(seen.append("last")))
    assert router.route("SUMMER10").is_taken
    end()
    end()
    assert router.route("SUMMER10").is_taken
    assert seen == ["last", "first", "first"]


def test_goods_first_then_plain_codes_then_the_last_question(router, seen) -> None:
    router.on("pickup", lambda what: not seen.append(what) and what.code == "204816")
    router.on("unknown", lambda what: not seen.append(what) and what.text == "204817")
    assert router.route("12345670").goods == Product("12345670")
    assert seen == []
    assert router.route("204816").is_taken
    assert router.route("204817").is_taken
    left = router.route("204818")
    assert (left.is_taken, left.refused, left.goods) == (False, None, Product("204818"))
    assert seen == [
        PickupCode(code="204816"), PickupCode(code="204817"), Unknown("204817"), PickupCode(code="204818"),
        Unknown("204818"),
    ]  # fmt: skip


def test_a_signed_code_that_nobody_takes_is_never_goods(router) -> None:
    routed = router.route(sign_code(CENTRE, CodeKind.MEMBER, "", "M-1", NOW + HOUR))
    assert routed.refused is not None
    assert (routed.refused.code, routed.goods) == ("code.not_taken", None)


def test_an_invoice_carrier_is_goods_only_where_the_catalogue_has_it(router) -> None:
    routed = router.route("/ABC+123")
    assert routed.refused is not None
    assert routed.refused.code == "code.not_taken"
    assert Router(make(), lambda code: code == "/ABC+123").route("/ABC+123").goods == Product("/ABC+123")
    router.on("carrier", lambda _: True)
    assert router.route("/abc+123").is_taken


def test_receipts_are_for_the_screen_where_goods_come_back(router) -> None:
    sale = sale_of(1)
    plain, signed = router.route(receipt_code(sale.sale_id)), router.route(paper(OTHER, sale))
    assert plain.receipt == ReceiptCode(sale.sale_id)
    assert signed.receipt is not None
    assert signed.receipt.paper is not None
    assert signed.receipt.paper.sale == sale
