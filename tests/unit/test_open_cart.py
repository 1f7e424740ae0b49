"""The open cart: whatever a cashier does with it, its prices are its own and no line's id is given twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cart import Cart, CartLine, Discount, DiscountKind, Member, Override, add_line
from app.domain.catalog import Product
from app.domain.codes.identify import meanings
from app.domain.coupon import Basis, CouponHold
from app.domain.errors import UserError
from app.domain.offer import EachOff, Goods, PercentReward
from app.domain.pricing import PromotionBook, price_cart
from app.domain.promotion import Promotion
from app.domain.quantity import Price, Unit, pieces
from app.domain.shop import Shop
from app.runtime.cart import UNDO_STEPS, Held, OpenCart
from app.services.lookup import Found
from app.services.scan import Outcome, understand

SHOP = Shop()
AT = 1_772_676_000_000_000
GOODS = {
    "A": Found(Product("A", "a"), Price(58)),
    "B": Found(Product("B", "b", category="tea"), Price(320)),
    "SIX": Found(Product("A", "a"), Price(58), 6),
    "PORK": Found(Product("PORK", "pork", unit=Unit.KILOGRAM), Price(38, 100)),
}
BOOK = PromotionBook([Promotion("P", "tea less", EachOff(Goods(skus=frozenset({"B"})), PercentReward(100_000)))])


@dataclass
class Counter:
    """What the open cart needs of its terminal, kept in memory."""

    saved: list[Cart] = field(default_factory=list)
    text: str | None = None
    count: int = 0
    given_back: set[str] = field(default_factory=set)
    shop: Shop = SHOP

    def __post_init__(self) -> None:
        self.promotions = SimpleNamespace(book=BOOK)
        self.clock = SimpleNamespace(now=lambda: AT)
        self.ids = SimpleNamespace(mint=self._mint)
        self.carts = SimpleNamespace(autosave=self.saved.append)
        self.identify = SimpleNamespace(meanings=meanings)
        self.understand = lambda code: understand(self.catalog(), code, AT, meanings)

    def _mint(self) -> str:
        self.count += 1
        return f"00000000-0000-7000-8000-{self.count:012d}"

    def reads(self) -> Any:
        return SimpleNamespace(autosave=lambda: self.text, was_given_back=self.given_back.__contains__)

    def catalog(self) -> Any:
        return SimpleNamespace(find=lambda code, _at: GOODS.get(code))


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def cart(counter: Counter) -> OpenCart:
    return OpenCart(counter)  # type: ignore[arg-type]


def listen(cart: OpenCart) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = []
    cart.changed.connect(lambda: heard.append(("changed", cart.total)))
    cart.added.connect(lambda line_id: heard.append(("added", line_id)))
    cart.ended.connect(lambda: heard.append(("ended", cart.cart.cart_id)))
    return heard


# --- any sequence of acts -----------------------------------------------------------------------------------------

Act = Callable[[OpenCart], object]


def on_line(act: Callable[[OpenCart, int], object]) -> Callable[[int], Act]:
    """An act on one of the lines there are, whichever."""

    def choose(place: int) -> Act:
        def run(cart: OpenCart) -> object:
            lines = cart.cart.lines
            return act(cart, lines[place % len(lines)].line_id) if lines else None

        return run

    return choose


def discount(percent: int) -> Discount | None:
    return Discount(DiscountKind.PERCENT, percent * 10_000, "x") if percent else None


place = st.integers(0, 5)
acts = st.one_of(
    st.sampled_from(["A", "B", "SIX", "2*A", "0.3*PORK", "NOBODY"]).map(lambda code: lambda cart: cart.scan(code)),
    st.builds(lambda n, by: on_line(lambda cart, line: cart.step(line, by))(n), place, st.integers(-2, 2)),
    st.builds(on_line(lambda cart, line: cart.remove(line)), place),
    st.builds(
        lambda n, p: on_line(lambda cart, line: cart.set_discount(line, discount(p)))(n), place, st.integers(0, 100)
    ),
    st.builds(
        lambda n, p: on_line(lambda cart, line: cart.set_override(line, Override(Price(p), "x")))(n),
        place,
        st.integers(0, 500),
    ),
    st.builds(on_line(lambda cart, line: cart.select(line)), place),
    st.just(lambda cart: cart.undo()),
    st.just(lambda cart: cart.start_next()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(acts, max_size=30))
def test_prices_are_those_of_the_cart_and_no_line_id_is_given_twice(some: Iterable[Act]) -> None:
    counter = Counter()
    cart = OpenCart(counter)  # type: ignore[arg-type]
    given_ids: dict[tuple[str, int], str] = {}
    for act in some:
        act(cart)
        now = cart.cart
        assert cart.priced == price_cart(now, BOOK, SHOP.tax, AT, zone=ZoneInfo(SHOP.zone))
        assert cart.pieces == sum(cart.quantity_of(sku) for sku in {line.sku for line in now.lines})
        assert cart.selected is None or cart.selected in {line.line_id for line in now.lines}
        for line in now.lines:
            assert line.line_id < now.next_line_id
            # an id stands for the same goods for as long as the cart lives, taken back or not
            assert given_ids.setdefault((now.cart_id, line.line_id), line.sku) == line.sku
        assert not counter.saved or counter.saved[-1] == now or now.cart_id != counter.saved[-1].cart_id


# --- single acts ------------------------------------------------------------------------------------------------


def test_a_scan_tells_which_line_it_went_to(cart: OpenCart) -> None:
    heard = listen(cart)
    cart.scan("A")
    cart.scan("B")
    cart.scan("A")
    assert heard == [
        ("changed", 58),
        ("added", 1),
        ("changed", 346),
        ("added", 2),
        ("changed", 404),
        ("added", 1),
    ]


def test_what_needs_a_figure_changes_nothing(cart: OpenCart) -> None:
    heard = listen(cart)
    assert cart.scan("PORK").outcome is Outcome.WEIGH
    assert cart.scan("NOBODY").outcome is Outcome.UNKNOWN
    assert heard == []


def test_undo_goes_back_step_by_step_but_never_to_a_used_id(cart: OpenCart) -> None:
    cart.scan("A")
    cart.scan("B")
    assert cart.can_undo
    cart.undo()
    assert [line.sku for line in cart.cart.lines] == ["A"]
    cart.scan("B")
    assert cart.cart.lines[-1].line_id == 3
    cart.undo()
    cart.undo()
    assert (cart.cart.is_empty, cart.can_undo) == (True, False)
    cart.undo()
    assert cart.cart.is_empty


def test_so_many_steps_can_be_taken_back(cart: OpenCart) -> None:
    for _ in range(UNDO_STEPS + 10):
        cart.scan("A")
    for _ in range(UNDO_STEPS + 20):
        cart.undo()
    assert cart.cart.lines[0].quantity == pieces(10)


def test_a_cart_that_is_being_paid_or_moved_holds_still(cart: OpenCart) -> None:
    cart.scan("A")
    for why, code in (
        (Held.PAYING, "cart.being_paid"),
        (Held.TAKEN, "cart.part_paid"),
        (Held.MOVING, "cart.moving"),
    ):
        cart.hold(why)
        with pytest.raises(UserError) as refused:
            cart.scan("A")
        assert refused.value.code == code
        cart.undo()
        assert cart.cart.lines[0].quantity == pieces(1)
        cart.release(why)
    cart.scan("A")
    assert cart.cart.lines[0].quantity == pieces(2)


def test_what_holds_a_cart_is_released_by_itself_alone(cart: OpenCart) -> None:
    cart.hold(Held.MOVING)
    cart.release()
    assert cart.held is Held.MOVING


def test_a_cart_that_cannot_be_priced_is_not_taken(cart: OpenCart) -> None:
    cart.scan("A")
    before, heard = cart.cart, listen(cart)
    with pytest.raises(UserError) as refused:
        cart.change(lambda now: add_line(now, CartLine(0, "X", "x", pieces(1), Price(1), tax_class="none")))
    assert refused.value.code == "tax.unknown_class"
    assert (cart.cart, cart.total, heard) == (before, 58, [])


def test_a_change_that_changes_nothing_is_no_step(cart: OpenCart, counter: Counter) -> None:
    cart.scan("A")
    saves = len(counter.saved)
    heard = listen(cart)
    cart.change(lambda now: now)
    assert (len(counter.saved), heard) == (saves, [])


def test_a_line_that_goes_is_no_longer_chosen(cart: OpenCart) -> None:
    cart.scan("A")
    cart.select(1)
    cart.remove(1)
    assert cart.selected is None


def test_the_next_cart_is_another_one_without_a_past(cart: OpenCart) -> None:
    cart.scan("A")
    before, heard = cart.cart.cart_id, listen(cart)
    cart.start_next()
    assert cart.cart.cart_id != before
    assert [what for what, _ in heard] == ["ended", "changed"]
    assert (cart.can_undo, cart.pieces, cart.total) == (False, 0, 0)


def test_the_last_piece_is_not_stepped_away(cart: OpenCart) -> None:
    cart.scan("A")
    cart.step(1, -1)
    assert cart.cart.lines[0].quantity == pieces(1)


def test_the_member_is_part_of_the_cart(cart: OpenCart) -> None:
    cart.change(lambda now: replace(now, member=Member("M")))
    assert cart.cart.member == Member("M")


def test_a_cart_that_money_was_taken_for_is_not_emptied(counter: Counter, cart: OpenCart) -> None:
    cart.scan("A")
    cart.scan("B")
    counter.given_back.add(cart.cart.cart_id)
    cart.remove(1)
    with pytest.raises(UserError, match=r"cart\.was_paid"):
        cart.remove(2)
    for _ in range(2):  # as far back as to the first that was put in
        cart.undo()
    with pytest.raises(UserError, match=r"cart\.was_paid"):
        cart.undo()
    assert [line.sku for line in cart.cart.lines] == ["A"]


def test_coupons_come_and_go_by_themselves_whatever_is_taken_back() -> None:
    one = OpenCart(Counter())
    one.scan("A")
    hold = CouponHold("S/1", "h1", Basis.HELD)
    one.become(replace(one.cart, coupons=("S/1",), holds=(hold,)), is_step=False)
    one.undo()
    assert (one.cart.lines, one.cart.coupons, one.cart.holds) == ((), ("S/1",), (hold,))
    assert not one.can_undo
