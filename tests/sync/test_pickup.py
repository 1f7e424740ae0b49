"""Orders picked, put on a shelf, handed over and paid, over real HTTP: counter and centre agree afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.central.database import write
from app.central.setup import put_store
from app.domain.errors import UserError
from app.domain.order import OrderState
from app.domain.pickup import Column
from app.domain.pickup_done import Back, Check, PickState, Problem, Substitute, Why
from app.domain.quantity import pieces
from app.domain.tender import TenderKind
from app.services.pickup_ports import Verdict
from tests.central.conftest import START
from tests.db.conftest import DAY, refused
from tests.sync.pickups import Counter, at_centre, become, conflicts, counter_of, order, second_counter, stock

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def second(linked, tmp_path) -> Iterator[Counter]:
    """Another counter of the store."""
    made = second_counter(linked, tmp_path)
    yield made
    made.till.close()


def test_an_order_goes_from_the_feed_to_the_customers_hand(linked) -> None:
    one = counter_of(linked)
    order(linked)
    one.sync.last(61)
    assert [each.column(one.till.clock.now()) for each in one.pickups.board()] == [Column.NEW]
    for sku in ("A", "A", "B"):
        seen = one.act("scan", "o1", sku, 1_000)
    refused(UserError, "pickup.enough", lambda: one.act("scan", "o1", "B", 1_000))
    refused(UserError, "pickup.not_ordered", lambda: one.act("scan", "o1", "C", 1_000))
    assert (seen.state, seen.progress, seen.is_picked) == (OrderState.PICKING, (3, 3), True)
    assert one.act("ready", "o1", "C-07").shelf == "C-07"
    one.sync.last(61)
    told = at_centre(linked)
    assert (told.state, told.pickup.shelf, told.pickup.ready_at) == ("ready", "C-07", one.till.clock.now())
    here = one.pickup("o1")
    assert (here.order.state, here.state, here.lines[0].state) == (*(OrderState.READY,) * 2, PickState.PICKED)
    shown = one.show("A7-o1")
    assert (shown.verdict, shown.gives, shown.online) == (Verdict.ONLINE, True, True)
    given = one.give("o1", checked=(Check.PHONE_TAIL,))
    assert (given.state, given.is_spent) == (OrderState.HANDED_OVER, True)
    assert one.show("A7-o1").verdict is Verdict.USED
    one.sync.last(61)
    assert (at_centre(linked).state, conflicts(linked)) == ("handed_over", [])
    assert stock(linked) == {"A": (-2_000, 0), "B": (-1_000, 0)}
    assert (one.pickups.board(), one.pickups.waiting()) == ((), 0)
    one.till.check()


def test_what_is_not_paid_is_paid_through_a_sale_that_hands_it_over(linked) -> None:
    one = counter_of(linked)
    order(linked, paid=50, total=150)  # 160 of goods for 150
    one.sync.last(61)
    one.make_ready("o1")
    refused(UserError, "pickup.unpaid", lambda: one.give("o1"))
    sale = one.sell("o1", checked=(Check.NAME,))
    assert [line.paid for line in sale.ticket.lines] == [94, 56]
    assert [(each.kind, each.amount) for each in sale.ticket.tenders] == [
        (TenderKind.PREPAID, 50), (TenderKind.CASH, 100),
    ]  # fmt: skip
    assert one.till.kinds()[-2:] == ["sale.completed", "order.handed_over"]
    refused(UserError, "pickup.used", lambda: one.sell("o1", {1: 1_000}))
    one.sync.last(61)
    assert (at_centre(linked).state, at_centre(linked).pickup.prepaid_minor) == ("handed_over", 50)
    assert stock(linked) == {"A": (-2_000, 0), "B": (-1_000, 0)}, "the sale moved them, and nothing else"
    one.till.check()


def test_some_of_it_now_and_the_rest_later_costs_what_it_cost(linked) -> None:
    one = counter_of(linked)
    order(linked, paid=0, goods=(("A", 3, 100),))
    one.sync.last(61)
    one.make_ready("o1")
    first = one.sell("o1", {1: 1_000}, ends=False)
    assert (one.pickup("o1").is_partly_given, one.pickup("o1").state) == (True, OrderState.READY)
    one.sync.last(61)
    assert stock(linked) == {"A": (-1_000, 2_000)}
    rest = one.sell("o1")
    assert [first.ticket.total, rest.ticket.total] == [33, 67]
    one.sync.last(61)
    assert (stock(linked), conflicts(linked)) == ({"A": (-3_000, 0)}, [])
    assert at_centre(linked).state == "handed_over"
    one.till.check()


def test_short_rejected_and_substituted_lines(linked) -> None:
    one = counter_of(linked)
    order(linked, goods=(("A", 2, 100), ("B", 1, 60), ("C", 1, 40)))
    one.sync.last(61)
    one.act("short", "o1", 1, 1_000, Why.SOLD_OUT)
    one.act("substitute", "o1", 2, Substitute("D", "丁"), pieces(1), Why.NOT_FOUND)
    refused(UserError, "pickup.not_picked", lambda: one.act("ready", "o1", "C-07"))
    refused(UserError, "pickup.no_note", lambda: one.act("reject", "o1", 3, Why.OTHER))
    seen = one.act("reject", "o1", 3, Why.DAMAGED)
    assert [each.left.milli for each in seen.lines] == [1_000, 1_000, 0]
    one.act("ready", "o1", "C-07")
    one.give("o1")
    one.sync.last(61)
    assert stock(linked) == {"A": (-1_000, 0), "B": (0, 0), "C": (0, 0), "D": (-1_000, 0)}
    assert conflicts(linked) == [("order.short", "o1", "counted")], "the customer paid for more"
    assert [each.substitute_sku for each in at_centre(linked).pickup.lines] == ["", "D", ""]


def test_an_overdue_order_goes_back_and_is_paid_back_by_a_person(linked) -> None:
    one = counter_of(linked)
    order(linked)
    order(linked, "o2")
    one.sync.last(61)
    one.make_ready("o1")
    refused(UserError, "pickup.still_waits", lambda: one.act("put_back", "o1", Back.EXPIRED))
    one.till.clock.at += 3 * DAY
    assert [each.column(one.till.clock.now()) for each in one.pickups.board()].count(Column.OVERDUE) == 1
    assert one.act("put_back", "o1", Back.EXPIRED).state is OrderState.RETURNED
    one.make_ready("o2")
    one.sync.last(61)
    become(linked, "o2", OrderState.CANCELLED)
    one.sync.last(61)
    assert [(each.order_id, each.is_to_go_back) for each in one.pickups.board()] == [("o2", True)]
    one.act("put_back", "o2", Back.CANCELLED)
    assert one.pickups.board() == ()
    one.sync.last(61)
    assert (at_centre(linked).state, at_centre(linked, "o2").state) == ("returned", "returned")
    assert stock(linked) == {"A": (0, 0), "B": (0, 0)}
    assert conflicts(linked) == [("order.put_back_paid", "o1", "counted")]
    assert one.show("A7-o1").verdict is Verdict.EXPIRED


def test_what_is_wrong_becomes_a_task(linked) -> None:
    one = counter_of(linked)
    order(linked)
    one.sync.last(61)
    one.act("report", "o1", Problem.DAMAGED, "瓶蓋裂開")
    one.sync.last(61)
    assert conflicts(linked) == [("order.problem", "o1", "kept")]
    assert at_centre(linked).pickup.problem_note == "瓶蓋裂開"


def test_two_counters_see_what_either_did_and_only_one_may_hand_over(linked, second) -> None:
    one, two = counter_of(linked), second
    order(linked)
    for each in (one, two):
        each.sync.last(61)
    one.act("pick", "o1", 1, 1_000)
    one.sync.last(61)
    two.sync.last(61)
    assert two.pickup("o1").lines[0].picked == pieces(1)
    two.act("pick", "o1", 1, 2_000)
    two.act("pick", "o1", 2, 1_000)
    two.act("ready", "o1", "B-02")
    two.sync.last(61)
    one.sync.last(61)
    assert (one.pickup("o1").shelf, one.pickup("o1").progress) == ("B-02", (3, 3))
    claim = one.till.ids.mint()
    assert one.show("A7-o1", claim_id=claim).verdict is Verdict.ONLINE
    assert (two.show("o1").verdict, one.show("o1", claim_id=claim).verdict) == (Verdict.HELD, Verdict.ONLINE)
    one.give("o1")
    one.sync.last(61)
    assert two.show("A7-o1").verdict is Verdict.USED, "the centre knew, this counter has not heard"


def test_a_code_of_another_store_says_which(linked) -> None:
    one = counter_of(linked)
    write(linked.engine, lambda it: put_store(it, "S02", "分店", "Asia/Taipei", "TWD", START))
    order(linked, "o2", store="S02")
    shown = one.show("A7-o2")
    assert (shown.verdict, shown.store, shown.gives) == (Verdict.OTHER_STORE, "S02", False)
    assert one.show("o2", store="S02", online=False).verdict is Verdict.OTHER_STORE, "the code says it itself"
    assert one.show("nothing").verdict is Verdict.UNKNOWN
    order(linked, "o3")
    assert one.show("o3").verdict is Verdict.NOT_HERE_YET


def test_without_a_line_the_stores_own_list_decides(linked) -> None:
    one = counter_of(linked)
    order(linked)
    order(linked, "o2")
    one.sync.last(61)
    one.make_ready("o1")
    shown = one.show("A7-o1", online=False)
    assert (shown.verdict, shown.online, [each.order_id for each in shown.together]) == (
        Verdict.OFFLINE,
        False,
        ["o2"],
    )
    assert one.show("o2", online=False).verdict is Verdict.NOT_READY
    assert one.show("A7-o9", online=False).verdict is Verdict.UNKNOWN
    one.give("o1", offline=True)
    assert one.show("A7-o1", online=False).verdict is Verdict.USED


OFFLINE = [(0, 1), (1, 0)]


@pytest.mark.parametrize("turns", OFFLINE)
@pytest.mark.parametrize("paid", [True, False])
def test_handed_over_by_two_counters_that_could_not_ask(linked, second, turns, paid: bool) -> None:
    counters = [counter_of(linked), second]
    order(linked, paid=None if paid else 0)
    for each in counters:
        each.sync.last(61)
    sales = [each.give("o1", offline=True) if paid else each.sell("o1", offline=True) for each in counters]
    for turn in turns:
        counters[turn].sync.last(61)
    assert conflicts(linked) == [("order.handed_over_twice", "o1", "counted")]
    assert stock(linked) == {"A": (-4_000, 0), "B": (-2_000, 0)}, "the goods are gone twice"
    if not paid:
        kept = linked.engine.connect().exec_driver_sql("SELECT total_minor FROM sale").fetchall()
        assert sorted(row[0] for row in kept) == [sale.ticket.total for sale in sales] == [160, 160]
    for each in counters:
        each.sync.last(61)
        assert each.pickup("o1").is_spent
        each.till.check()


@pytest.mark.parametrize("ended", [OrderState.CANCELLED, OrderState.EXPIRED])
def test_handed_over_though_it_had_ended_meanwhile(linked, ended: OrderState) -> None:
    one = counter_of(linked)
    order(linked)
    one.sync.last(61)
    one.give("o1", offline=True)
    become(linked, "o1", ended)
    one.sync.last(61)
    assert conflicts(linked) == [(f"order.handed_over_{ended.value}", "o1", "counted")]
    assert (at_centre(linked).state, stock(linked)) == (ended.value, {"A": (-2_000, 0), "B": (-1_000, 0)})
    here = one.pickup("o1")
    assert (here.is_spent, here.is_to_go_back, one.pickups.board()) == (True, False, ())
