"""An order is paid: what was paid online stands beside what is taken, and nobody can give it back here."""

from __future__ import annotations

import pytest

from app.contract.order import OrderItem, OrderLine
from app.db.order import put_orders
from app.domain.cart import Cart
from app.domain.errors import UserError
from app.domain.pickup_charge import all_left
from app.domain.tender import TenderKind
from app.services.pickup import Given
from app.services.pickup_cart import cart_of
from app.ui.screens.pay.tenders import TenderRow
from app.ui.widgets.button import IconButton
from tests.ui.counter import Counter


def open_order(counter: Counter, paid: int = 200) -> Cart:
    """Have an order of 416 in the open cart, of which so much was paid online."""
    line = OrderLine(sku="A", name="海鹽奶油捲", milli=3_000, amount_minor=416)
    item = OrderItem(
        code="A7-315", state="ready", customer="蔡○恩", member_id=None, currency="TWD", lines=(line,),
        total_minor=416, paid_minor=paid, note="", placed_at=1, ready_by=None,
    )  # fmt: skip
    place, store = counter.place, counter.till.terminal.store
    store.writer.on_connection(lambda connection: put_orders(connection, {"o1": item})).result()
    one = place.counter.pickups.pickup("o1")
    given = Given("o1", all_left(one))
    cart = cart_of(one, given, counter.till.ids.mint(), place.counter.catalog(), counter.till.clock.now())
    place.cart.begin(cart)
    return cart


def test_only_the_rest_is_taken_and_the_order_is_handed_over_with_it(counter: Counter) -> None:
    open_order(counter)
    payment = counter.place.payment
    assert (payment.payment.remaining, payment.has_taken, payment.leave()) == (216, False, True)
    (prepaid,) = payment.payment.tenders
    payment.remove(prepaid.tender_id)
    assert payment.payment.tenders == (prepaid,)
    payment.fill(500)
    payment.accept()
    counter.settle()
    assert payment.last is not None
    told = [(one.kind, one.amount) for one in payment.last.sale.ticket.tenders]
    assert told == [(TenderKind.PREPAID, 200), (TenderKind.CASH, 216)]
    assert (payment.last.change, payment.last.sale.ticket.total) == (284, 416)
    assert counter.till.kinds()[-2:] == ["sale.completed", "order.handed_over"]
    assert counter.place.counter.pickups.pickup("o1").is_spent
    assert counter.place.cart.cart.order is None
    counter.till.check()


def test_its_goods_and_prices_stay_as_they_were_ordered(counter: Counter) -> None:
    cart = open_order(counter)
    with pytest.raises(UserError) as refused:
        counter.place.cart.remove(1)
    assert refused.value.code == "cart.of_order"
    assert counter.place.cart.cart == cart


def test_what_was_paid_online_is_read_and_has_no_cross(counter: Counter) -> None:
    open_order(counter)
    counter.open("pay")
    (row, *_) = [one for one in counter.screen.findChildren(TenderRow) if one.isVisibleTo(counter.screen)]
    assert row.accessibleName() == "線上已付 $200"
    assert not any(one.isVisibleTo(row) for one in row.findChildren(IconButton))


def test_money_taken_for_it_is_kept_over_a_restart_and_the_order_waits(counter: Counter) -> None:
    open_order(counter)
    counter.place.payment.take_cash(100)
    counter.settle()
    counter.restart()
    payment = counter.place.payment
    assert (payment.payment.remaining, payment.has_taken) == (116, True)
    assert counter.place.counter.pickups.pickup("o1").is_open
    payment.accept()
    counter.settle()
    assert counter.place.counter.pickups.pickup("o1").is_spent


def test_it_leaves_no_paper_to_count_at_the_shifts_end(counter: Counter) -> None:
    open_order(counter)
    payment = counter.place.payment
    payment.take_card(116, "123456")
    counter.settle()
    payment.accept()
    counter.settle()
    shift = counter.till.reads.open_shift()
    assert counter.till.reads.tender_kinds(shift.shift_id) == ("card", "cash", "prepaid")
    counter.place.count.refresh()
    assert counter.place.count.slip_kinds == ("card",)
