"""What is done with orders comes in as it happened, from any counter and late; a store pauses its intake."""

from __future__ import annotations

import itertools

import pytest

from app.central.database import write
from app.central.message_text import compose
from app.central.order import OrderForm, place_order, set_state
from app.central.pickup_intake import IntakeForm, intake_at, set_intake
from app.central.pickup_message import remind
from app.central.tables import member
from app.contract.order import OrderItem, OrderLine
from app.contract.pickup import (
    GivenLine,
    IntakeChanged,
    LinePicked,
    MovedGoods,
    OrderGiven,
    OrderPutBack,
    OrderReadied,
    PickingStarted,
)
from app.contract.wire import Wire, WireQuantity, read_wire
from app.domain.errors import UserError
from app.domain.intake import MOST_PAUSE, MOST_SLOW, IntakeState
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, sale
from tests.central.window import SHOP, order, orders_of
from tests.db.conftest import refused

MINUTE = 60_000_000


@pytest.fixture
def counters(engine) -> list[Counter]:
    found = [Counter(engine).enlist(), Counter(engine).enlist()]
    place(engine)
    return found


def form(order_id: str, paid: int, **more: object) -> OrderForm:
    lines = (OrderLine(sku="A", name="A", milli=3_000, amount_minor=30),)
    return OrderForm(code=f"P-{order_id}", lines=lines, total_minor=30, paid_minor=paid, **more)


def place(engine, order_id: str = "o1", paid: int = 30, at: int = START, **more: object) -> int:
    return write(engine, lambda it: place_order(it, "S01", order_id, form(order_id, paid, **more), at))


def given(count: int = 3, *, ends: bool = True, sale_id: str | None = None, sku: str = "A") -> OrderGiven:
    moved = () if sale_id else (MovedGoods(sku=sku, quantity=WireQuantity(milli=count * 1_000, unit="piece")),)
    lines = (GivenLine(line=1, milli=count * 1_000),)
    return OrderGiven(order_id="o1", given=lines, moved=moved, ends=ends, sale_id=sale_id, offline=True)


def item(engine, order_id: str = "o1") -> OrderItem:
    return read_wire(OrderItem, str(rows(engine, f"SELECT body FROM pickup_order WHERE id='{order_id}'")[0][0]))


def level(engine) -> tuple[object, ...]:
    return rows(engine, "SELECT on_hand, reserved FROM stock WHERE sku='A'")[0]


def kinds(engine) -> list[object]:
    return sorted(row[0] for row in rows(engine, "SELECT kind FROM conflict WHERE kind LIKE 'order.%'"))


def test_what_was_done_is_told_to_every_counter(engine, counters) -> None:
    one, two = counters
    picked = LinePicked(order_id="o1", line=1, milli=2_000, state="short", reason="sold_out")
    for body in (PickingStarted(order_id="o1"), picked):
        one.write(body)
    two.write(OrderReadied(order_id="o1", shelf="C-07", keep_until=START + 9))
    for each in counters:
        each.push()
        each.push()
    told = item(engine)
    assert (told.state, told.pickup.shelf, told.pickup.ready_at, told.pickup.keep_until) == (
        "ready", "C-07", START, START + 9,
    )  # fmt: skip
    (line,) = told.pickup.lines
    assert (line.milli, line.state, line.reason) == (2_000, "short", "sold_out")
    changes = rows(engine, "SELECT body FROM change WHERE kind='order' AND \"key\"='o1'")
    assert read_wire(OrderItem, str(changes[-1][0])) == told
    assert level(engine) == (0, 3_000)


CASES = {
    "the rest of it": (given(1, ends=False), given(2), []),
    "all of it twice": (given(3), given(3), ["order.handed_over_twice"]),
    "more than was ordered": (given(2, ends=False), given(2, ends=False), ["order.handed_over_twice"]),
}


@pytest.mark.parametrize("turns", list(itertools.permutations((0, 1))))
@pytest.mark.parametrize("case", CASES)
def test_two_counters_gave_something_of_one_order(engine, counters, case: str, turns: tuple[int, int]) -> None:
    first, second, wrong = CASES[case]
    for counter, body in zip(counters, (first, second), strict=True):
        counter.write(body)
    for turn in turns:
        counters[turn].push()
    gone = sum(one.given[0].milli for one in (first, second))
    if case == "the rest of it" and turns == (1, 0):
        wrong = ["order.short"]  # the one that ended it was heard of first
    assert kinds(engine) == wrong
    assert (level(engine)[0], item(engine).pickup.lines[0].given) == (-gone, gone), "what is gone is gone"
    assert level(engine)[1] == (0 if item(engine).state == "handed_over" else 3_000 - min(gone, 3_000))


@pytest.mark.parametrize("ended", ["cancelled", "expired", "returned"])
def test_it_had_ended_before_anybody_heard(engine, counters, ended: str) -> None:
    one, two = counters
    for body in (OrderReadied(order_id="o1", shelf="C-07"), given()):
        one.write(body)
    if ended == "returned":
        two.write(OrderPutBack(order_id="o1", why="cancelled"))
        two.push()
    else:
        write(engine, lambda it: set_state(it, "S01", "o1", ended))
    one.push()
    assert kinds(engine) == [f"order.handed_over_{'cancelled' if ended == 'cancelled' else 'expired'}"]
    assert (item(engine).state, level(engine)) == (ended, (-3_000, 0))


def test_paid_for_more_than_was_given_is_a_task_and_a_sale_is_none(engine, counters) -> None:
    one, _ = counters
    one.write(given(2))
    one.push()
    assert kinds(engine) == ["order.short"]
    place(engine, "o2", paid=0)
    sold = one.write(sale(("A", 2)))
    one.write(given(2, sale_id=sold.id).model_copy(update={"order_id": "o2"}))
    one.push()
    assert (kinds(engine), item(engine, "o2").state) == (["order.short"], "handed_over")
    assert level(engine) == (-4_000, 0)


def test_an_act_on_an_order_that_is_nowhere_is_no_fault(engine, counters) -> None:
    one, _ = counters
    bodies: list[Wire] = [PickingStarted(order_id="o9"), OrderReadied(order_id="o9", shelf="A"), given()]
    for body in bodies:
        one.write(body.model_copy(update={"order_id": "o9"}))
    one.push()
    assert (kinds(engine), level(engine)) == (["order.unknown"], (-3_000, 3_000))
    assert [row[0] for row in rows(engine, "SELECT DISTINCT state FROM entry")] == ["applied"]


def test_an_order_that_ended_goes_back_to_its_shelf(engine, counters) -> None:
    write(engine, lambda it: set_state(it, "S01", "o1", "expired"))
    counters[0].write(OrderPutBack(order_id="o1", why="expired"))
    counters[0].push()
    assert (item(engine).state, level(engine), kinds(engine)) == ("returned", (0, 0), [])


def test_a_rush_at_the_counter_pauses_what_comes_from_outside(engine, counters) -> None:
    one, two = counters
    one.write(IntakeChanged(state="paused", until=START + 30 * MINUTE))
    one.push()
    error = refused(UserError, "intake.paused", lambda: place(engine, "o2"))
    assert error.params == {"until": START + 30 * MINUTE, "retry_s": 1_800}
    assert place(engine) == 0, "what is there already is answered as ever"
    assert place(engine, "o2", at=START + 30 * MINUTE) == 1, "it ends by itself"
    two.write(IntakeChanged(state="slow", slow_minutes=20))
    two.push()
    place(engine, "o3", ready_by=START + 1)
    assert item(engine, "o3").ready_by == START + 80 * MINUTE
    assert place(engine, "o3", ready_by=START + 1) == 0
    told = rows(engine, "SELECT body FROM change WHERE kind='intake'")
    assert '"slow"' in str(told[-1][0])


def test_what_was_said_before_and_comes_late_is_past(engine, counters) -> None:
    write(engine, lambda it: set_intake(it, "S01", IntakeForm(state="open"), START + 1))
    counters[0].write(IntakeChanged(state="paused"))
    counters[0].push()
    with engine.connect() as connection:
        assert intake_at(connection, "S01", START + 2).state is IntakeState.OPEN


def test_the_api_says_plainly_that_nothing_is_taken_in(engine, url, counters) -> None:
    path, body = "/v1/admin/stores/S01/orders/o2", form("o2", 0).model_dump(mode="json")
    with Asking(url, token(engine, "order")) as ask:
        assert ask("PUT", "/v1/admin/stores/S01/intake", {"state": "paused", "minutes": 10}).status_code == 200
        answer = ask("PUT", path, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "intake.paused")
        assert answer.headers["retry-after"] == "600"
        assert ask("GET", "/v1/admin/stores/S01/intake").json()["state"] == "paused"
        assert ask("PUT", "/v1/admin/stores/S01/intake", {"state": "open"}).status_code == 200
        assert ask("PUT", path, body).json() == {"changed": 1}


def test_no_terminal_puts_orders_off_for_ever(engine, url, counters) -> None:
    most = 2**53 - 1
    counters[0].write(IntakeChanged(state="slow", slow_minutes=most, until=most))
    counters[0].push()
    with engine.connect() as connection:
        now = intake_at(connection, "S01", START)
    assert (now.slow_minutes, now.until) == (MOST_SLOW, START + MOST_PAUSE * MINUTE)
    place(engine, "o2", ready_by=START + 1)
    assert item(engine, "o2").ready_by == START + (60 + MOST_SLOW) * MINUTE
    wrong = [{"state": "slow", "slow_minutes": MOST_SLOW + 1}, {"state": "paused", "minutes": MOST_PAUSE + 1}]
    with Asking(url, token(engine, "order")) as ask:
        answers = [ask("PUT", "/v1/admin/stores/S01/intake", {"minutes": 1, **body}) for body in wrong]
        assert [answer.status_code for answer in answers] == [400, 400]


def test_the_page_says_it_too(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    calm = shopper.get(f"/shop/{SHOP}/basket").form("/orders")
    write(engine, lambda it: set_intake(it, SHOP, IntakeForm(state="slow", slow_minutes=40), START))
    slow = shopper.get(f"/shop/{SHOP}/basket")
    assert "備貨大約多 40 分鐘" in slow.text
    soonest = [each.choices["when"][1] for each in (calm, slow.form("/orders"))]
    assert int(soonest[1]) - int(soonest[0]) == 60 * MINUTE, "two half hours later"
    write(engine, lambda it: set_intake(it, SHOP, IntakeForm(state="paused"), START))
    assert "暫停接單" in shopper.get(f"/shop/{SHOP}/basket").text
    assert "暫停接單" in order(shopper, 409).text
    assert "takes no orders" in shopper.get(f"/shop/{SHOP}/basket?lang=en").text
    assert orders_of(engine) == []


def join(engine) -> None:
    """A member whose contact is known."""
    values = {"id": "M1", "name": "王○明", "contact": "w***@example.com", "tier": "", "points": 0, "active": 1}
    sealed = {"sealed": b"box", "sealed_context": "enrolled M1"}
    write(engine, lambda connection: connection.execute(member.insert().values(**values, **sealed)))


def test_a_member_is_told_once_that_it_is_ready(engine, counters) -> None:
    join(engine)
    place(engine, "o2", member_id="M1")
    for order_id in ("o1", "o2", "o2"):
        counters[0].write(OrderReadied(order_id=order_id, shelf="C-07", keep_until=START + 90 * MINUTE))
    counters[0].push()
    columns = "kind, subject, masked, context, member_id, state"
    told = rows(engine, f"SELECT {columns} FROM message")
    assert told == [("ready", "o2", "w***@example.com", "enrolled M1", "M1", "waiting")]
    with engine.connect() as connection:
        said = [compose(connection, "ready", "S01", "o2", language, None) for language in ("zh_TW", "en")]
    subjects, texts = zip(*said, strict=True)
    assert subjects == ("S01 訂單 P-o2 可以取貨了", "S01: order P-o2 is ready to collect")
    assert "為您保留到" in texts[0]
    assert "kept for you until" in texts[1]


def test_who_forgot_it_is_reminded_a_day_apart_and_not_for_ever(engine, counters) -> None:
    join(engine)
    place(engine, "o2", member_id="M1")
    for order_id in ("o1", "o2"):
        counters[0].write(OrderReadied(order_id=order_id, shelf="C-07", keep_until=START + 1))
    counters[0].push()
    day, heard = 1_440 * MINUTE, []
    at_days = (0, 2, 2, 3, 4, 9)
    done = [remind(engine, START + (days * day if days else 0), heard.append) for days in at_days]
    assert done == [0, 1, 0, 1, 1, 0], "overdue since the first day; nobody knows how to reach the other's customer"
    assert (item(engine, "o2").pickup.reminded, item(engine).pickup.reminded) == (3, 0)
    kinds_said = [row[0] for row in rows(engine, "SELECT kind FROM message ORDER BY id")]
    assert kinds_said == ["ready", "reminder", "reminder", "reminder"]
    with engine.connect() as connection:
        said = compose(connection, "reminder", "S01", "o2", "en", None)
    assert said is not None
    assert said[0] == "S01: order P-o2 still waits for you"


def test_sums_beyond_any_number_are_told_as_the_last_one_and_stop_nobody(engine, counters) -> None:
    """Each fits alone; both together, and the name of a kind of later, must not keep a sale from its effect."""
    one, _ = counters
    for _ in range(2):
        one.write(given(1, ends=False).model_copy(update={"prepaid_minor": 2**53 - 1}))
    one.write_raw("k" * 200, 1, "{}")
    one.write(sale(("A", 1)))
    one.push()
    assert rows(engine, "SELECT state FROM entry ORDER BY seq") == [("applied",)] * 2 + [("later",), ("applied",)]
    assert item(engine).pickup.prepaid_minor == 2**53 - 1
    assert kinds(engine) == ["order.out_of_range"]
    assert level(engine)[0] == -3_000
    assert rows(engine, "SELECT total_minor FROM sale") == [(10,)]


def test_lines_that_an_order_does_not_have_grow_nothing(engine, counters) -> None:
    one, _ = counters
    one.write(OrderReadied(order_id="o1", shelf="C-07"))
    for number in range(2, 40):
        one.write(LinePicked(order_id="o1", line=number, milli=1_000, state="picked"))
    lines = tuple(GivenLine(line=number, milli=1_000) for number in range(1, 10_001))
    one.write(given(1, ends=False).model_copy(update={"given": lines}))
    one.push()
    told = item(engine)
    assert ([(line.line, line.given) for line in told.pickup.lines], told.state) == ([(1, 1_000)], "ready")
    assert rows(engine, "SELECT kind, subject FROM conflict WHERE kind LIKE 'order.%'") == [
        ("order.out_of_range", "o1")
    ], "one, however many"
    assert rows(engine, "SELECT DISTINCT state FROM entry") == [("applied",)]
