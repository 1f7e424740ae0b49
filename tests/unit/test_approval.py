from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.approval import (
    WHOLE,
    Approval,
    Asked,
    Limits,
    Measure,
    Request,
    Subject,
    default_limits,
    discount_request,
    override_request,
    requests_of,
    unknown_request,
    within_limits,
)
from app.domain.cart import (
    Cart,
    CartLine,
    CartReturn,
    Discount,
    DiscountKind,
    Override,
    add_line,
    add_return,
    set_discount,
    set_override,
    set_quantity,
)
from app.domain.errors import UserError
from app.domain.money import GBP, KWD, TWD
from app.domain.quantity import Price, pieces
from app.domain.staff import Permission

USUAL = Limits(100_000, 100)
CART = Cart("019cbbb9-2900-7000-8000-000000000001", TWD)


def percent(value: int, by: str | None = None) -> Discount:
    return Discount(DiscountKind.PERCENT, value, "dented", by)


def off(value: int, by: str | None = None) -> Discount:
    return Discount(DiscountKind.AMOUNT, value, "dented", by)


def cart_of(*prices: int) -> Cart:
    cart = CART
    for number, minor in enumerate(prices):
        cart = add_line(cart, CartLine(0, f"S{number}", "goods", pieces(1), Price(minor)))
    return cart


def test_the_usual_limits():
    """Over 10 % or NT$100 the manager's badge is asked for."""
    found = [default_limits(one) for one in (TWD, GBP, KWD)]
    assert [(one.discount_ppm, one.discount_minor) for one in found] == [
        (100_000, 100),
        (100_000, 300),
        (100_000, 3_000),
    ]


@pytest.mark.parametrize(
    ("discount", "base", "alone"),
    [
        (percent(100_000), 280, True),  # 9 折 of the jam
        (percent(100_001), 280, False),
        (percent(200_000), 280, False),
        (percent(100_000), 1_000, True),
        (percent(100_000), 1_001, False),  # more than NT$100
        (percent(0), 10**9, True),
        (off(28), 280, True),
        (off(29), 280, False),  # more than a tenth
        (off(100), 1_000, True),
        (off(101), 5_000, False),
        (off(100), 100, False),  # a gift
        (off(0), 0, True),
        (off(1), 0, False),
    ],
)
def test_what_a_cashier_may_take_off(discount, base, alone):
    assert within_limits(USUAL, discount, base) is alone


@given(st.integers(0, WHOLE), st.integers(0, 10**9), st.integers(0, WHOLE), st.integers(0, 10**6))
def test_percent_and_amount_agree(value, base, ppm, minor):
    """What takes the same off is judged the same, however it was typed."""
    limits = Limits(ppm, minor)
    if value * base % WHOLE == 0 and base:
        amount = value * base // WHOLE
        assert within_limits(limits, percent(value), base) == within_limits(limits, off(amount), base)


@given(st.integers(0, WHOLE), st.integers(0, 10**9), st.sampled_from(["percent", "amount"]), st.integers(1, 10**6))
def test_less_off_never_needs_more(value, base, kind, less):
    one = Discount(DiscountKind(kind), value, "x")
    smaller = replace(one, value=max(0, value - less))
    assert within_limits(USUAL, smaller, base) or not within_limits(USUAL, one, base)


@pytest.mark.parametrize("limits", [(-1, 0), (0, -1), (WHOLE + 1, 0), (0, 2**53)])
def test_limits_are_within_reason(limits):
    with pytest.raises(UserError) as caught:
        Limits(*limits)
    assert caught.value.code == "limits.out_of_range"


def test_a_plain_cart_asks_for_nothing():
    assert requests_of(cart_of(10, 20), USUAL) == ()


def test_a_discount_within_the_limits_is_an_ordinary_one():
    cart = set_discount(cart_of(280), 1, percent(100_000))
    assert [one.permission for one in requests_of(cart, USUAL)] == [Permission.DISCOUNT]
    cart = set_discount(cart, 1, percent(150_000))
    (found,) = requests_of(cart, USUAL)
    assert found == Request(
        Permission.DISCOUNT_ABOVE_LIMIT, Subject.CART, CART.cart_id, 1,
        Asked(Measure.PERCENT, 150_000, up_to=280), 100_000, "dented",
    )  # fmt: skip


def test_everything_that_is_done_by_hand_is_found():
    cart = cart_of(100, 200, 300)
    cart = set_override(cart, 1, Override(Price(90), "scratched", "S01"))
    cart = set_discount(cart, 2, off(150, "S02"))
    cart = add_line(cart, CartLine(0, "?", "unknown", pieces(2), Price(55), unknown=True, note="no code"))
    cart = add_return(cart, CartReturn(0, "OLD", "old", pieces(3), price=Price(40), reason="broken"))
    cart = add_return(cart, CartReturn(0, "OLD", "old", pieces(3), sale_id=CART.cart_id, sale_line=1))
    cart = replace(cart, discount=percent(500_000))
    found = {(one.permission.value, one.line): one for one in requests_of(cart, USUAL)}
    assert set(found) == {
        ("price_override", 1), ("discount_above_limit", 2), ("sell_unknown", 4), ("refund_without_receipt", 5),
        ("refund", 6), ("discount_above_limit", None),
    }  # fmt: skip
    assert found["price_override", 1].asked == Asked(Measure.PRICE, 90, 1_000, 1_000)
    assert found["price_override", 1].claimed == "S01"
    assert found["discount_above_limit", 2].asked == Asked(Measure.AMOUNT, 150)
    assert found["discount_above_limit", None].asked == Asked(Measure.PERCENT, 500_000, up_to=90 + 200 + 300 + 110)
    assert found["sell_unknown", 4] == unknown_request(cart, cart.line(4))
    assert found["refund_without_receipt", 5].asked == Asked(Measure.PRICE, 40, 1_000, 3_000)
    assert found["refund", 6].asked == Asked(up_to=3_000)
    assert {one.subject_id for one in found.values()} == {CART.cart_id}


def approved(request: Request, by: str = "S01") -> Approval:
    return Approval("a", request.permission.value, request.subject_id, request.line, request.asked, by)


def test_an_approval_covers_the_act_that_was_shown_and_no_other():
    cart = set_override(cart_of(100, 100), 1, Override(Price(90), "x"))
    line = cart.line(1)
    request = override_request(cart, line, Override(Price(90), "x"))
    approval = approved(request)
    assert approval.covers(request)
    assert approval.covers(replace(request, reason="another word", limit=7)), "words are not what was allowed"
    assert not replace(approval, used_by="sale").covers(request)
    for other in (
        override_request(cart, line, Override(Price(89), "x")),
        override_request(cart, line, Override(Price(91), "x")),
        override_request(cart, line, Override(Price(90, 100), "x")),
        override_request(cart, cart.line(2), Override(Price(90), "x")),
        override_request(replace(cart, cart_id="other"), line, Override(Price(90), "x")),
        replace(request, permission=Permission.SELL_UNKNOWN),
        replace(request, line=None),
        replace(request, claimed="S02"),
    ):
        assert not approval.covers(other), other
    assert approval.covers(replace(request, claimed="S01"))


def test_an_approval_is_for_no_more_than_was_shown():
    cart = add_line(CART, CartLine(0, "S", "goods", pieces(3), Price(100)))
    approval = approved(discount_request(cart, percent(300_000), USUAL, cart.line(1)))
    more, less = set_quantity(cart, 1, pieces(4)), set_quantity(cart, 1, pieces(2))
    assert not approval.covers(discount_request(more, percent(300_000), USUAL, more.line(1)))
    assert approval.covers(discount_request(less, percent(300_000), USUAL, less.line(1)))
    whole = approved(discount_request(cart, percent(300_000), USUAL))
    grown = add_line(cart, CartLine(0, "T", "more", pieces(1), Price(1)))
    assert whole.covers(discount_request(cart, percent(300_000), USUAL))
    assert not whole.covers(discount_request(grown, percent(300_000), USUAL))
