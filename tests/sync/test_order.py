"""Orders for pickup come to the terminal, over real HTTP: which are open, and which of them are news."""

from __future__ import annotations

import pytest

from app.bootstrap import enrol_terminal
from app.bootstrap.told import make_orders
from app.central import enrol as enrolling
from app.central.database import write
from app.central.order import OrderForm, place_order, set_state
from app.central.setup import put_store
from app.contract.order import OrderLine
from app.db import feed_write
from app.domain.order import OPEN, OrderState, Paid
from tests.central.conftest import START
from tests.sync.shelf import product, put
from tests.sync.test_pull import renew

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def place(linked, number: int, *, paid: int = 0, milli: int = 3_000, store: str = "S01", trial: bool = False) -> str:
    """A customer orders; the id."""
    order_id = f"o{number}"
    line = OrderLine(sku="A", name="甲", milli=milli, amount_minor=150)
    form = OrderForm(code=f"A{number}", customer="王小明", lines=(line,), total_minor=150, paid_minor=paid)
    write(linked.engine, lambda it: place_order(it, store, order_id, form, START + number, trial=trial))
    return order_id


def become(linked, order_id: str, state: OrderState) -> None:
    write(linked.engine, lambda it: set_state(it, "S01", order_id, state.value))


def news(linked) -> list[str]:
    return [one.code for one in make_orders(linked.till.terminal).take_news().result(20)]


def counts(linked) -> list[int]:
    found = make_orders(linked.till.terminal).counts()
    return [found[state] for state in OPEN]


def test_an_order_comes_whole_and_goes_through_its_states(linked) -> None:
    sync = linked.sync()
    sync.settle()
    place(linked, 1, paid=150)
    sync.last(61)
    orders = make_orders(linked.till.terminal)
    one = orders.order("o1")
    assert (one.code, one.state, one.customer, one.pieces, one.total) == ("A1", OrderState.PLACED, "王○明", 3, 150)
    assert (one.how_paid, one.is_trial, one.currency.code) == (Paid.ONLINE, False, "TWD")
    assert [(line.sku, line.name, line.quantity.pieces, line.amount) for line in one.lines] == [("A", "甲", 3, 150)]
    assert counts(linked) == [1, 0, 0]
    for state, there in ((OrderState.PICKING, [0, 1, 0]), (OrderState.READY, [0, 0, 1])):
        become(linked, "o1", state)
        sync.last(61)
        assert counts(linked) == there
    become(linked, "o1", OrderState.HANDED_OVER)
    sync.last(61)
    assert (counts(linked), orders.order("o1").state) == ([0, 0, 0], OrderState.HANDED_OVER)
    assert linked.till.query("SELECT * FROM feed_kept") == []


def test_only_what_comes_after_the_first_fill_is_news_and_only_once(linked) -> None:
    place(linked, 1)
    sync = linked.sync()
    sync.settle()
    assert (news(linked), counts(linked)) == ([], [1, 0, 0])
    place(linked, 2)
    place(linked, 3)
    become(linked, place(linked, 4), OrderState.CANCELLED)
    sync.last(61)
    become(linked, "o2", OrderState.READY)
    become(linked, "o2", OrderState.PICKING)
    sync.last(61)
    assert (news(linked), news(linked)) == (["A3"], [])
    linked.till.reopen()
    become(linked, "o3", OrderState.PICKING)
    become(linked, "o3", OrderState.PLACED)
    linked.sync().settle()
    assert news(linked) == []


def test_what_nobody_was_told_of_is_told_after_the_next_start(linked) -> None:
    linked.sync().settle()
    place(linked, 1)
    linked.sync().settle()
    linked.till.reopen()
    linked.sync().settle()
    assert (news(linked), news(linked)) == (["A1"], [])


def test_a_feed_that_begins_anew_rings_nothing_and_forgets_what_does_not_come_again(linked) -> None:
    sync = linked.sync()
    sync.settle()
    place(linked, 1)
    sync.last(61)
    assert news(linked) == ["A1"]
    place(linked, 2)
    with linked.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM change WHERE key = 'o1'")
    renew(linked)
    sync.last(61)
    assert (news(linked), counts(linked)) == ([], [1, 0, 0])
    assert make_orders(linked.till.terminal).order("o1") is None
    place(linked, 3)
    sync.last(61)
    assert news(linked) == ["A3"]


def test_another_stores_orders_go_with_the_move(linked) -> None:
    sync = linked.sync()
    sync.settle()
    place(linked, 1)
    sync.last(61)
    write(linked.engine, lambda it: put_store(it, "S02", "分店", "Asia/Taipei", "TWD", START))
    place(linked, 2, store="S02")
    code = write(linked.engine, lambda it: enrolling.make_code(it, "S02", 3, START))
    enrol_terminal(linked.till.terminal, linked.url, code)
    linked.token = linked.till.terminal.secrets.membership().token
    linked.sync().settle()
    assert linked.till.query("SELECT id FROM pickup_order") == [("o2",)]
    assert news(linked) == []


def test_orders_kept_aside_by_an_older_version_are_taken_up_and_ring_nothing(linked, monkeypatch) -> None:
    with monkeypatch.context() as older:
        older.delitem(feed_write._FORMS, "order")
        older.setattr("app.db.feed.form", lambda: "older")
        sync = linked.sync()
        sync.settle()
        place(linked, 1)
        sync.last(61)
        assert linked.till.query("SELECT kind, form FROM feed_kept") == [("order", "older")]
        assert counts(linked) == [0, 0, 0]
    linked.sync().settle()
    assert (counts(linked), news(linked)) == ([1, 0, 0], [])
    assert linked.till.query("SELECT * FROM feed_kept") == []


def test_what_a_newer_centre_says_of_an_order_is_kept_aside_beside_what_is_understood(linked) -> None:
    linked.sync().settle()
    place(linked, 1)
    body = linked.gateway().feed(None).items
    (known,) = [one for one in body if one.kind == "order"]
    import json

    more = json.loads(known.body)
    put(linked.engine, "order", "o2", more | {"code": "A2", "locker": "B7"}, "S01")
    put(linked.engine, "order", "o3", more | {"code": "A3", "state": "in_locker"}, "S01")
    put(linked.engine, "order", "o4", more | {"code": "A4", "currency": "QQQ"}, "S01")
    linked.sync().settle()
    assert counts(linked) == [2, 0, 0]
    assert linked.till.query("SELECT key FROM feed_kept ORDER BY key") == [("o2",), ("o3",), ("o4",)]
    assert news(linked) == ["A1", "A2"]


def test_how_it_is_paid_and_how_many_things_it_is(linked) -> None:
    put(linked.engine, "product", "A", product("甲", "111", unit="kg"))
    linked.sync().settle()
    for number, (paid, trial) in enumerate([(0, False), (50, False), (150, False), (150, True), (0, True)]):
        place(linked, number, paid=paid, milli=350, trial=trial)
    linked.sync().settle()
    found = make_orders(linked.till.terminal).take_news().result(20)
    assert [one.how_paid for one in found] == [Paid.AT_PICKUP, Paid.PARTLY, Paid.ONLINE, Paid.TRIAL, Paid.AT_PICKUP]
    assert [one.due for one in found] == [150, 100, 0, 150, 150]
    assert {one.pieces for one in found} == {1}


def test_a_rebuild_of_the_state_leaves_the_orders_alone(linked) -> None:
    linked.sync().settle()
    place(linked, 1)
    linked.sync().settle()
    before = linked.till.query("SELECT * FROM pickup_order")
    linked.till.check()
    assert linked.till.query("SELECT * FROM pickup_order") == before
    assert counts(linked) == [1, 0, 0]
