"""What is typed beside a line, as a change of the cart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cart import Cart, CartLine, Discount, DiscountKind, Override, add_line, set_discount, set_override
from app.domain.errors import UserError
from app.domain.money import TWD
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.services.edit import Draft, What, begin, changed, decimals_of, plain, press, read_quantity

JAM, PORK = 1, 2


@pytest.fixture
def cart() -> Cart:
    empty = Cart("c", TWD)
    jam = CartLine(0, "JAM", "jam", pieces(2), Price(280))
    pork = CartLine(0, "PORK", "pork", Quantity(265, Unit.KILOGRAM), Price(38, 100))
    return add_line(add_line(empty, jam), pork)


def typed(keys: str, *, fresh: bool = True, start: str = "", decimals: int = 0) -> str:
    text = start
    for key in keys.replace("<", "b").replace("C", "c"):
        text = press(text, {"b": "back", "c": "clear"}.get(key, key), fresh=fresh, decimals=decimals)
        fresh = False
    return text


@pytest.mark.parametrize(
    ("keys", "decimals", "expected"),
    [
        ("12", 0, "12"),
        ("012", 0, "12"),
        ("0", 0, "0"),
        ("1.5", 0, "15"),
        ("1.5", 3, "1.5"),
        (".265", 3, "0.265"),
        ("0.2654", 3, "0.265"),
        ("1..5", 3, "1.5"),
        ("12<", 0, "1"),
        ("12<<<", 0, ""),
        ("12C3", 0, "3"),
        ("1234567890", 0, "123456789"),
        ("x7", 0, "7"),
    ],
)
def test_a_figure_grows_by_keys(keys: str, decimals: int, expected: str) -> None:
    assert typed(keys, decimals=decimals) == expected


def test_the_first_digit_takes_the_place_of_what_was_there() -> None:
    assert typed("5", start="12") == "5"
    assert typed("<", start="12") == ""
    assert typed("5", start="12", fresh=False) == "125"


def test_a_draft_begins_with_what_the_line_has(cart: Cart) -> None:
    assert begin(cart, JAM, What.QUANTITY) == Draft(JAM, What.QUANTITY, "2")
    assert begin(cart, PORK, What.QUANTITY).typed == "0.265"
    assert begin(cart, JAM, What.DISCOUNT) == Draft(JAM, What.DISCOUNT)
    given_off = set_discount(cart, JAM, Discount(DiscountKind.PERCENT, 125_000, "dented"))
    assert begin(given_off, JAM, What.DISCOUNT) == Draft(JAM, What.DISCOUNT, "12.5", reason="dented")
    amount_off = set_discount(cart, JAM, Discount(DiscountKind.AMOUNT, 30, "dented"))
    assert begin(amount_off, JAM, What.DISCOUNT) == Draft(JAM, What.DISCOUNT, "30", DiscountKind.AMOUNT, "dented")
    dearer = set_override(cart, JAM, Override(Price(300), "label"))
    assert begin(dearer, JAM, What.PRICE) == Draft(JAM, What.PRICE, "300", reason="label")


def test_a_draft_of_the_whole_cart_is_a_discount_whatever_was_asked(cart: Cart) -> None:
    noted = replace(cart, note="gift", discount=Discount(DiscountKind.PERCENT, 50_000, "staff"))
    assert begin(noted, None, What.QUANTITY) == Draft(None, What.DISCOUNT, "5", reason="staff", note="gift")


@pytest.mark.parametrize("what", list(What))
@pytest.mark.parametrize("line_id", [JAM, PORK, None])
def test_a_draft_that_nobody_touched_changes_nothing(cart: Cart, what: What, line_id: int | None) -> None:
    full = set_override(cart, JAM, Override(Price(300), "label", "S01"))
    full = set_discount(full, PORK, Discount(DiscountKind.PERCENT, 100_000, "dented", "S01"))
    full = replace(full, note="gift", discount=Discount(DiscountKind.AMOUNT, 10, "staff", "S01"))
    for one in (cart, full):
        assert changed(one, begin(one, line_id, what)) is one


def test_a_quantity_is_set_in_the_lines_own_unit(cart: Cart) -> None:
    assert changed(cart, Draft(JAM, What.QUANTITY, "12")).line(JAM).quantity == pieces(12)
    assert changed(cart, Draft(PORK, What.QUANTITY, "1.5")).line(PORK).quantity == Quantity(1_500, Unit.KILOGRAM)
    assert (decimals_of(cart, Draft(JAM, What.QUANTITY)), decimals_of(cart, Draft(PORK, What.QUANTITY))) == (0, 3)
    assert decimals_of(cart, Draft(PORK, What.DISCOUNT)) == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity.nothing"),
        ("0", "quantity.nothing"),
        ("0.", "quantity.nothing"),
        ("1.5", "quantity.too_fine"),
        ("1.2345", "quantity.too_fine"),
        ("x", "quantity.unreadable"),
        ("9999999999", "cart.quantity_out_of_range"),
    ],
)
def test_a_quantity_that_cannot_be_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_quantity(text, Unit.PIECE)
    assert refused.value.code == code


def test_a_discount_in_per_cent_or_as_an_amount(cart: Cart) -> None:
    percent = changed(cart, Draft(JAM, What.DISCOUNT, "10", reason="dented"))
    assert percent.line(JAM).discount == Discount(DiscountKind.PERCENT, 100_000, "dented")
    amount = changed(cart, Draft(JAM, What.DISCOUNT, "30", DiscountKind.AMOUNT, "dented"), "S01")
    assert amount.line(JAM).discount == Discount(DiscountKind.AMOUNT, 30, "dented", "S01")
    assert changed(percent, Draft(JAM, What.DISCOUNT, "0", reason="dented")).line(JAM).discount is None
    assert changed(percent, Draft(JAM, What.DISCOUNT, "")).line(JAM).discount is None
    whole = changed(cart, Draft(None, What.DISCOUNT, "5", reason="staff", note=" gift "))
    assert (whole.discount, whole.note) == (Discount(DiscountKind.PERCENT, 50_000, "staff"), "gift")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft(JAM, What.DISCOUNT, "10"), "discount.no_reason"),
        (Draft(JAM, What.DISCOUNT, "101", reason="x"), "discount.out_of_range"),
        (Draft(JAM, What.PRICE, "250"), "override.no_reason"),
        (Draft(9, What.PRICE, "250", reason="x"), "cart.no_such_line"),
        (Draft(None, What.DISCOUNT, "10"), "discount.no_reason"),
    ],
)
def test_what_makes_no_sense_is_refused(cart: Cart, draft: Draft, code: str) -> None:
    with pytest.raises(UserError) as refused:
        changed(cart, draft)
    assert refused.value.code == code


def test_another_price_is_for_the_same_quantity_as_the_listed_one(cart: Cart) -> None:
    then = changed(cart, Draft(PORK, What.PRICE, "30", reason="label", note="old label"), "S01")
    assert then.line(PORK).override == Override(Price(30, 100), "label", "S01")
    assert then.line(PORK).note == "old label"
    assert changed(then, Draft(PORK, What.PRICE, "", note="old label")).line(PORK).override is None
    assert changed(cart, Draft(JAM, What.PRICE, "0", reason="gift")).line(JAM).price == Price(0)


def test_the_price_that_is_typed_is_what_is_charged_whatever_came_off_before(cart: Cart) -> None:
    less = changed(cart, Draft(JAM, What.DISCOUNT, "10", reason="dented"))
    then = changed(less, Draft(JAM, What.PRICE, "250", reason="label"))
    assert (then.line(JAM).override, then.line(JAM).discount) == (Override(Price(250), "label"), None)
    after = changed(then, Draft(JAM, What.DISCOUNT, "10", reason="dented"))
    assert (after.line(JAM).override, after.line(JAM).discount) == (then.line(JAM).override, less.line(JAM).discount)
    assert changed(after, begin(after, JAM, What.PRICE)) is after, "nothing was typed"


def test_what_was_allowed_before_stays_allowed_where_it_is_the_same(cart: Cart) -> None:
    allowed = changed(cart, Draft(JAM, What.PRICE, "250", reason="label"), "S01")
    again = changed(allowed, replace(begin(allowed, JAM, What.PRICE), note="x"))
    assert again.line(JAM).override == Override(Price(250), "label", "S01")
    other = changed(allowed, Draft(JAM, What.PRICE, "240", reason="label"))
    assert other.line(JAM).override == Override(Price(240), "label")


@given(st.integers(1, 10**9), st.sampled_from(list(Unit)))
def test_a_quantity_is_read_back_from_how_it_is_typed(milli: int, unit: Unit) -> None:
    quantity = Quantity(milli - milli % 1000 + 1000, unit) if unit is Unit.PIECE else Quantity(milli, unit)
    assert read_quantity(plain(quantity), unit) == quantity
