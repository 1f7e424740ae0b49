from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cart import (
    MAX_LINES,
    MAX_MILLI,
    MAX_MINOR,
    Cart,
    CartLine,
    CartReturn,
    Discount,
    DiscountKind,
    Member,
    Override,
    add_line,
    add_product,
    add_return,
    remove_line,
    set_discount,
    set_note,
    set_override,
    set_quantity,
)
from app.domain.catalog import Product
from app.domain.errors import UserError
from app.domain.money import MOST, TWD
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.text import MAX_CODE, MAX_TEXT

EMPTY = Cart("0190-cart", TWD)
TEA = Product("TEA-01", "高山烏龍", category="tea", tags=frozenset({"hot"}))
FIGS = Product("FIG", "無花果", unit=Unit.KILOGRAM)


def refused(code, act):
    with pytest.raises(UserError) as error:
        act()
    assert error.value.code == code


def test_a_scan_freezes_everything_on_the_line():
    cart = add_product(EMPTY, TEA, Price(120), pieces(2), code="4710018000119")
    (line,) = cart.lines
    assert (line.line_id, line.sku, line.name, line.category, line.tags) == (1, "TEA-01", "高山烏龍", "tea", {"hot"})
    assert (line.code, line.listed, line.listed_amount) == ("4710018000119", Price(120), 240)
    assert EMPTY.is_empty
    assert not cart.is_empty


def test_a_repeat_scan_adds_to_its_line():
    cart = add_product(add_product(EMPTY, TEA, Price(120), pieces(1)), TEA, Price(120), pieces(3))
    assert [(line.line_id, line.quantity) for line in cart.lines] == [(1, pieces(4))]


@pytest.mark.parametrize(
    "change",
    [
        lambda cart: set_override(cart, 1, Override(Price(100), "dent")),
        lambda cart: set_discount(cart, 1, Discount(DiscountKind.PERCENT, 100_000, "friend")),
        lambda cart: set_note(cart, 1, "as a gift"),
        lambda cart: replace(cart, lines=(replace(cart.lines[0], unknown=True),)),
    ],
)
def test_a_line_changed_by_hand_takes_no_more(change):
    cart = add_product(change(add_product(EMPTY, TEA, Price(120), pieces(1))), TEA, Price(120), pieces(1))
    assert [line.quantity for line in cart.lines] == [pieces(1), pieces(1)]


def test_another_price_is_another_line():
    cart = add_product(add_product(EMPTY, TEA, Price(120), pieces(1)), TEA, Price(110), pieces(1))
    assert [line.listed for line in cart.lines] == [Price(120), Price(110)]


def test_weighed_goods_are_lines_of_their_own():
    weighed = Quantity(250, Unit.KILOGRAM)
    cart = add_product(add_product(EMPTY, FIGS, Price(180), weighed), FIGS, Price(180), weighed)
    assert [line.listed_amount for line in cart.lines] == [45, 45]


goods = [Product(f"G{number}", f"goods {number}") for number in range(3)]
acts = st.lists(
    st.tuples(st.sampled_from(["add", "back", "remove", "quantity", "note"]), st.integers(0, 2), st.integers(1, 5)),
    max_size=25,
)


def _act(cart, act, which, count):
    ids = [line.line_id for line in (*cart.lines, *cart.returns)]
    match act:
        case "add":
            return add_product(cart, goods[which], Price(10 * which), pieces(count))
        case "back":
            return add_return(cart, CartReturn(0, "G", "goods", pieces(count), price=Price(5)))
        case "remove" if ids:
            return remove_line(cart, ids[which % len(ids)])
        case "quantity" if cart.lines:
            return set_quantity(cart, cart.lines[which % len(cart.lines)].line_id, pieces(count))
        case "note" if cart.lines:
            return set_note(cart, cart.lines[which % len(cart.lines)].line_id, "x" * count)
    return cart


@given(acts)
def test_no_change_touches_an_older_cart_and_no_line_id_comes_back(sequence):
    cart, seen, alive = EMPTY, [EMPTY], set()
    for act, which, count in sequence:
        before = cart
        cart = _act(cart, act, which, count)
        now = {line.line_id for line in (*cart.lines, *cart.returns)}
        assert len(now) == len(cart.lines) + len(cart.returns)
        fresh = now - {line.line_id for line in (*before.lines, *before.returns)}
        assert not fresh & alive
        assert max(now, default=0) < cart.next_line_id
        alive |= now
        seen.append(cart)
    replayed = EMPTY
    for (act, which, count), kept in zip(sequence, seen[1:], strict=True):
        replayed = _act(replayed, act, which, count)
        assert replayed == kept


@given(acts)
def test_pieces_are_neither_lost_nor_made(sequence):
    cart, wanted = EMPTY, 0
    for act, which, count in sequence:
        if act == "add":
            cart, wanted = _act(cart, act, which, count), wanted + count
    assert sum(line.quantity.pieces for line in cart.lines) == wanted


def test_nothing_can_be_changed_in_place():
    cart = add_product(EMPTY, TEA, Price(120), pieces(1))
    for thing, name in ((cart, "lines"), (cart.lines[0], "quantity"), (cart.lines[0], "listed")):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, name, None)


def test_a_removed_line_is_gone_and_others_keep_their_ids():
    cart = add_product(add_product(EMPTY, TEA, Price(1), pieces(1)), FIGS, Price(1), Quantity(5, Unit.KILOGRAM))
    cart = add_return(cart, CartReturn(99, "T", "tea", pieces(1), price=Price(1)))
    assert [line.line_id for line in (*cart.lines, *cart.returns)] == [1, 2, 3]
    cart = remove_line(remove_line(cart, 1), 3)
    assert [line.line_id for line in (*cart.lines, *cart.returns)] == [2]
    assert add_product(cart, TEA, Price(1), pieces(1)).lines[-1].line_id == 4
    for act in (remove_line, Cart.line):
        refused("cart.no_such_line", lambda act=act: act(cart, 1))


def test_changes_of_a_line_that_is_not_there_are_refused():
    cart = add_return(EMPTY, CartReturn(0, "T", "tea", pieces(1), price=Price(1)))
    for change in (
        lambda: set_quantity(cart, 1, pieces(2)),  # what comes back is no line to sell
        lambda: set_note(cart, 2, ""),
        lambda: set_discount(cart, 2, None),
        lambda: set_override(cart, 2, None),
    ):
        refused("cart.no_such_line", change)


def test_the_unit_of_a_line_stays():
    cart = add_product(EMPTY, TEA, Price(1), pieces(1))
    refused("cart.unit_changed", lambda: set_quantity(cart, 1, Quantity(1_000, Unit.KILOGRAM)))


@pytest.mark.parametrize("quantity", [pieces(0), pieces(-1), pieces(MAX_MILLI // 1_000 + 1)])
def test_quantities_that_cannot_be_sold_or_come_back(quantity):
    refused("cart.quantity_out_of_range", lambda: add_product(EMPTY, TEA, Price(0), quantity))
    refused("cart.quantity_out_of_range", lambda: CartReturn(1, "T", "tea", quantity, price=Price(0)))


def test_amounts_are_bound_so_that_their_sum_fits():
    assert MAX_LINES * MAX_MINOR * 4 < MOST
    refused("cart.amount_out_of_range", lambda: add_product(EMPTY, TEA, Price(MAX_MINOR), pieces(2)))
    refused("cart.amount_out_of_range", lambda: CartReturn(1, "T", "tea", pieces(2), price=Price(MAX_MINOR)))
    dear = CartLine(1, "T", "tea", pieces(1), Price(1), override=Override(Price(MAX_MINOR), "gold leaf"))
    refused("cart.amount_out_of_range", lambda: replace(dear, quantity=pieces(2)))
    cheap = CartLine(1, "T", "tea", pieces(1), Price(MAX_MINOR), override=Override(Price(1), "rust"))
    refused("cart.amount_out_of_range", lambda: replace(cheap, quantity=pieces(2)))


def test_a_cart_has_an_end():
    line = CartLine(1, "T", "tea", pieces(1), Price(1))
    full = Cart("c", TWD, lines=tuple(replace(line, line_id=place) for place in range(1, MAX_LINES)))
    full = add_return(full, CartReturn(0, "T", "tea", pieces(1), price=Price(1)))
    refused("cart.too_many_lines", lambda: add_line(full, line))
    refused("cart.too_many_lines", lambda: add_return(full, full.returns[0]))


@pytest.mark.parametrize(
    "make",
    [
        lambda text: CartLine(1, text, "tea", pieces(1), Price(1)),
        lambda text: CartLine(1, "T", "tea", pieces(1), Price(1), code=text),
        lambda text: CartLine(1, "T", "tea", pieces(1), Price(1), tags=frozenset({"a", text})),
        lambda text: CartReturn(1, text, "tea", pieces(1), price=Price(1)),
        lambda text: Cart("c", TWD, coupons=("A", text)),
        lambda text: Cart("c", TWD, member=Member(text)),
        lambda text: Discount(DiscountKind.AMOUNT, 1, "why", approved_by=text),
        lambda text: Override(Price(1), "why", approved_by=text),
    ],
)
def test_codes_are_as_long_as_an_entry_takes(make):
    make("茶" * MAX_CODE)
    refused("text.too_long", lambda: make("茶" * (MAX_CODE + 1)))
    refused("text.too_long", lambda: make("x" * (MAX_CODE + 1)))
    refused("text.unreadable", lambda: make("\ud83d"))


@pytest.mark.parametrize(
    "make",
    [
        lambda text: CartLine(1, "T", text, pieces(1), Price(1)),
        lambda text: CartLine(1, "T", "tea", pieces(1), Price(1), note=text),
        lambda text: CartReturn(1, "T", "tea", pieces(1), price=Price(1), reason=text),
        lambda text: Cart("c", TWD, note=text),
        lambda text: Discount(DiscountKind.AMOUNT, 1, text),
        lambda text: Override(Price(1), text),
    ],
)
def test_texts_are_as_long_as_an_entry_takes(make):
    make("茶" * MAX_TEXT)
    refused("text.too_long", lambda: make("茶" * (MAX_TEXT + 1)))
    refused("text.unreadable", lambda: make("\ud83d"))


@pytest.mark.parametrize(
    ("kind", "value", "reason", "code"),
    [
        (DiscountKind.PERCENT, -1, "x", "discount.out_of_range"),
        (DiscountKind.PERCENT, 1_000_001, "x", "discount.out_of_range"),
        (DiscountKind.AMOUNT, -1, "x", "discount.out_of_range"),
        (DiscountKind.AMOUNT, MAX_MINOR + 1, "x", "discount.out_of_range"),
        (DiscountKind.PERCENT, 1, " ", "discount.no_reason"),
    ],
)
def test_discounts_that_cannot_be(kind, value, reason, code):
    refused(code, lambda: Discount(kind, value, reason))


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"sale_id": "s"},
        {"sale_line": 1},
        {"sale_id": "s", "price": Price(1)},
        {"sale_line": 1, "price": Price(1)},
        {"sale_id": "s", "sale_line": 1, "price": Price(1)},
    ],
)
def test_a_return_names_its_line_or_a_price(parts):
    with pytest.raises(ValueError, match="names the line"):
        CartReturn(1, "T", "tea", pieces(1), **parts)
