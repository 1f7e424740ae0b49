"""Orders for pickup on a real file: what was done here holds until the centre tells it; pay and hand-over are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from app.bootstrap.told import make_pickups
from app.contract.order import OrderItem, OrderLine
from app.contract.pickup import IntakeItem, ToldLine, ToldPickup
from app.contract.wire import Wire
from app.db.order import put_orders
from app.db.pickup import note_included, put_intake
from app.domain.cart import Cart, set_quantity
from app.domain.errors import ConflictError, UserError
from app.domain.intake import IntakeState
from app.domain.pickup import Pickup
from app.domain.pickup_charge import all_left
from app.domain.pickup_done import Check, PickState, Problem, Why
from app.domain.quantity import Quantity, Unit, pieces
from app.domain.sale import Sale
from app.services.cart import cart_text, read_cart, restore
from app.services.edit import What, begin, changed
from app.services.pickup import Given
from app.services.pickup_cart import PickupRider, cart_of, given_of
from app.services.ports import UnitOfWork
from app.services.sell import Rider, Sell
from tests.db.conftest import Till, refused

PLACED = 1_772_670_000_000_000


def item(state: str = "placed", *, paid: int = 0, told: ToldPickup | None = None, **more: Any) -> OrderItem:
    lines = (
        OrderLine(sku="A", name="甲", milli=2_000, amount_minor=100),
        OrderLine(sku="K", name="乳酪", milli=250, amount_minor=61),
    )
    values: dict[str, Any] = {
        "code": "A7-315", "state": state, "customer": "蔡○恩", "member_id": None, "currency": "TWD", "lines": lines,
        "total_minor": 150, "paid_minor": paid, "note": "", "placed_at": PLACED, "ready_by": None, "pickup": told,
        "phone_tail": "557",
    }  # fmt: skip
    return OrderItem(**(values | more))


def tell(till: Till, *orders: OrderItem, included: int = 0) -> None:
    """The centre tells of orders o1, o2 ..., with what it had heard of this terminal by then."""
    items = {f"o{number}": one for number, one in enumerate(orders, 1)}

    def job(connection) -> None:
        put_orders(connection, items)
        note_included(connection, "order", items, included)

    till.terminal.store.writer.on_connection(job).result()


def board(till: Till) -> dict[str, Pickup]:
    return {one.order_id: one for one in make_pickups(till.terminal).board()}


def act(till: Till, verb: str, *said: Any, **more: Any) -> Pickup:
    return getattr(till.terminal.pickup, verb)(*said, actor="anna", entry_id=till.ids.mint(), **more).result()


def head(till: Till) -> int:
    return till.query("SELECT max(seq) FROM journal")[0][0]


def order_cart(till: Till, lines: dict[int, int] | None = None, **more: Any) -> Cart:
    one = make_pickups(till.terminal).pickup("o1")
    assert one is not None
    given = Given("o1", all_left(one) if lines is None else lines, **more)
    return cart_of(one, given, till.ids.mint(), till.terminal.store.catalog(), till.clock.now())


def test_what_was_done_here_holds_until_the_centre_tells_it(till: Till) -> None:
    tell(till, item())
    act(till, "pick", "o1", 1, 2_000)
    before = head(till)
    act(till, "short", "o1", 2, 0, Why.SOLD_OUT)
    assert [one.state for one in board(till)["o1"].lines] == [PickState.PICKED, PickState.SHORT]
    told = ToldPickup(lines=(ToldLine(line=1, milli=1_000),), started_at=1)  # another counter took one back since
    tell(till, item("picking", told=told), included=before)
    here = board(till)["o1"]
    assert [(one.picked.milli, one.state) for one in here.lines] == [(1_000, PickState.OPEN), (0, PickState.SHORT)]
    tell(till, item("cancelled", told=told), included=before)
    assert board(till)["o1"].is_to_go_back
    tell(till, item("cancelled"), included=head(till))
    assert board(till) == {}
    till.check()


@pytest.mark.parametrize("plain", [True, False])
def test_all_that_is_done_is_there_after_a_restart_and_a_replay(make_till, plain: bool) -> None:
    till = make_till(plain=plain)
    till.open_shift(1_000)
    tell(till, item())
    act(till, "start", "o1")
    act(till, "start", "o1")
    act(till, "pick", "o1", 1, 2_000)
    act(till, "pick", "o1", 2, 250)
    act(till, "ready", "o1", " B-02 ")
    act(till, "report", "o1", Problem.MISSING, "")
    till.terminal.pickup.set_intake(IntakeState.PAUSED, "anna", till.ids.mint(), minutes=20).result()
    before, pickups = board(till), make_pickups(till.terminal)
    assert (before["o1"].shelf, before["o1"].phone_tail, pickups.shelves()) == ("B-02", "557", ("B-02",))
    assert till.kinds().count("order.picking_started") == 1, "begun twice is begun once"
    till.reopen()
    assert (board(till), make_pickups(till.terminal).intake().state) == (before, IntakeState.PAUSED)
    till.check()
    assert board(till) == before


def test_an_order_is_found_by_what_its_customer_names(till: Till) -> None:
    tell(till, item("handed_over"), item(), item(code="B1", customer="陳○宏"), item(code="B2"))
    pickups = make_pickups(till.terminal)
    found = pickups.find("A7-315")
    assert found is not None
    assert (found.order_id, pickups.find("nothing"), pickups.waiting()) == ("o2", None, 3)
    assert [one.order_id for one in pickups.together(found)] == ["o4"], "the same name and the same last digits"
    assert pickups.find("o1") is not None
    for said in ("a7315", "Ａ７－315", "A7 315"):
        assert pickups.find(said).order_id == "o2"
    assert pickups.find("-") is None


def test_goods_by_measure_are_counted_as_they_were_ordered(till: Till) -> None:
    tell(till, item())
    line = board(till)["o1"].lines[1]
    assert (line.ordered, line.left) == (Quantity(250, Unit.KILOGRAM), Quantity(250, Unit.KILOGRAM))


def test_the_cart_of_an_order_costs_what_was_agreed_and_stays_as_it_is(till: Till) -> None:
    tell(till, item(paid=50))
    cart = order_cart(till, checked=(Check.NAME, Check.CODE), ends=False, offline=True)
    priced = till.priced(cart)
    assert ([line.paid for line in priced.lines], priced.total) == ([93, 57], 150)
    assert read_cart(cart_text(cart)) == cart
    assert given_of(cart) == Given("o1", {1: 2_000, 2: 250}, (Check.CODE, Check.NAME), ends=False, offline=True)
    for change in (
        partial(set_quantity, cart, 1, pieces(1)),
        lambda: changed(cart, replace(begin(cart, None, What.DISCOUNT), typed="10", reason="x")),
    ):
        refused(UserError, "cart.of_order", change)
    till.terminal.carts.autosave(cart)
    till.reopen()
    assert restore(till.reads) == cart


class Trips:
    """Cannot be ridden along with."""

    def bodies(self, work: UnitOfWork, cart: Cart, sale: Sale) -> Iterable[Wire]:
        raise UserError("pickup.unknown")


def test_paid_and_handed_over_are_one_or_neither(till: Till) -> None:
    tell(till, item(paid=50))
    cart = order_cart(till)
    paid = till.payment(cart).with_prepaid(till.ids.mint(), 50)
    paid = paid.with_cash(till.ids.mint(), 100)

    def sell(*more: Rider, payment=paid) -> Any:
        riders = (PickupRider(), *more)
        return Sell(till.terminal.desk, riders=riders).complete(cart, till.priced(cart), payment, "anna").result()

    till.unchanged(lambda: refused(UserError, "pickup.unknown", lambda: sell(Trips())))
    whole = till.payment(cart).with_cash(till.ids.mint(), 150)
    till.unchanged(lambda: refused(ConflictError, "pickup.changed", lambda: sell(payment=whole)))
    assert sell() == sell(), "a double press is one sale"
    assert till.kinds()[-2:] == ["sale.completed", "order.handed_over"]
    assert board(till) == {}
    other = replace(cart, cart_id=till.ids.mint())
    again = replace(paid, tenders=tuple(replace(one, tender_id=till.ids.mint()) for one in paid.tenders))
    refused(UserError, "pickup.used", till.complete(other, again).result)
    till.check()


def test_an_act_under_its_id_is_done_once_and_no_other(till: Till) -> None:
    tell(till, item(paid=150), item(code="B1", paid=150))
    acts, entry_id = till.terminal.pickup, till.ids.mint()
    given = Given("o1", {1: 2_000, 2: 250})
    for _ in range(2):
        assert acts.hand_over(given, "anna", entry_id).result().is_spent
    assert till.query("SELECT sku, moved_milli FROM stock ORDER BY sku") == [("A", -2_000), ("K", -250)]
    refused(
        ConflictError, "act.id_means_another", acts.hand_over(replace(given, order_id="o2"), "anna", entry_id).result
    )
    refused(ConflictError, "act.id_means_another", acts.start("o1", "anna", entry_id).result)
    refused(UserError, "pickup.used", acts.hand_over(given, "anna", till.ids.mint()).result)
    refused(UserError, "pickup.unknown", acts.start("o9", "anna", till.ids.mint()).result)
    till.check()


def test_the_last_word_on_the_intake_is_the_centres_once_it_heard_ours(till: Till) -> None:
    till.terminal.pickup.set_intake(IntakeState.SLOW, "anna", till.ids.mint(), slow_minutes=15).result()
    pickups, writer = make_pickups(till.terminal), till.terminal.store.writer
    assert (pickups.intake().state, pickups.intake().slow_minutes) == (IntakeState.SLOW, 15)

    def told(state: str, included: int) -> None:
        def job(connection) -> None:
            put_intake(connection, [IntakeItem(state=state)])
            note_included(connection, "intake", (), included)

        writer.on_connection(job).result()

    told("open", 0)
    assert pickups.intake().state is IntakeState.SLOW
    told("paused", head(till))
    assert pickups.intake().state is IntakeState.PAUSED


def test_a_note_names_nobody_who_could_be_called(till: Till) -> None:
    tell(till, item())
    act(till, "short", "o1", 2, 0, Why.OTHER, note="打 0912-345-678 給林小姐")
    act(till, "report", "o1", Problem.OTHER, "wei@example.com 說改天")
    notes = [str(body) for (body,) in till.query("SELECT body FROM journal WHERE kind LIKE 'order.%'")]
    assert "***678" in notes[0]
    assert "w***@example.com" in notes[1]
    assert not [one for one in notes if "0912" in one or "wei@" in one]
