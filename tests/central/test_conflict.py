"""Conflicts come to an end: at the centre's own door, or at a counter by an entry, with a note and a name."""

from __future__ import annotations

import pytest

from app.central.bootstrap import service
from app.central.database import write
from app.central.setup import put_store
from app.contract.receipt import TaskClosed
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, sale
from tests.central.served import served


@pytest.fixture
def url(engine):
    write(engine, lambda connection: put_store(connection, "S01", "本店", "Asia/Taipei", "TWD", START))
    with served(service(engine, lambda: START)) as one:
        yield one


def met(counter: Counter, sku: str = "NOBODY") -> str:
    """The id of a conflict of the counter's, just opened."""
    counter.write(sale((sku, 1)))
    counter.push()
    ((found,),) = rows(counter.engine, f"SELECT id FROM conflict WHERE subject = '{sku}'")
    return str(found)


def told(engine) -> set[object]:
    return {key for (key,) in rows(engine, "SELECT key FROM change WHERE kind = 'conflict' AND deleted = 0")}


CLOSED = "SELECT closed_at, closed_by, closed_through, note FROM conflict"


def test_a_manager_closes_one_at_the_centre_with_a_note(engine, url) -> None:
    found = met(Counter(engine).enlist())
    close = f"/v1/admin/stores/S01/conflicts/{found}/close"
    with Asking(url, token(engine, "conflict", store="S01")) as ask:
        assert ask("POST", close, {"by": "anna", "note": "x" * 2_001}).status_code == 400
        assert ask("POST", close, {"by": "anna", "note": "已補貨"}).json() == {"changed": 1}
        assert ask("POST", close, {"by": "ben", "note": "again"}).json() == {"changed": 0}
        [kept] = ask("GET", "/v1/admin/stores/S01/conflicts", open="false").json()["conflicts"]
    assert [kept[name] for name in ("closed_at", "closed_by", "closed_through", "note")] == [
        START, "anna", "token:tests", "已補貨",
    ]  # fmt: skip
    assert rows(engine, CLOSED) == [(START, "anna", "token:tests", "已補貨")]
    assert told(engine) == set()


def test_nobody_closes_another_stores(engine, url) -> None:
    found = met(Counter(engine).enlist())
    write(engine, lambda connection: put_store(connection, "S02", "分店", "Asia/Taipei", "TWD", START))
    with Asking(url, token(engine, "conflict", store="S02")) as ask:
        assert ask("POST", f"/v1/admin/stores/S01/conflicts/{found}/close", {"by": "x"}).status_code == 403
        assert ask("POST", f"/v1/admin/stores/S02/conflicts/{found}/close", {"by": "x"}).status_code == 404
    with Asking(url, token(engine, "conflict.read")) as ask:
        assert ask("POST", f"/v1/admin/stores/S01/conflicts/{found}/close", {"by": "x"}).status_code == 403
    other = Counter(engine, "S02").enlist()
    other.write(TaskClosed(task_id=found, note="not mine"))
    other.push()
    assert rows(engine, CLOSED) == [(None, None, None, None)]
    assert told(engine) == {found}


def test_a_counter_closes_one_by_an_entry_and_its_neighbours_forget_it(engine) -> None:
    """Any counter of the store may: the entry is the record, so it can be made without the centre."""
    found = met(Counter(engine).enlist())
    neighbour = Counter(engine).enlist()
    closing = neighbour.write(TaskClosed(task_id=found, note="已退款給客人"))
    neighbour.push()
    assert rows(engine, CLOSED) == [(START, "anna", closing.id, "已退款給客人")]
    assert told(engine) == set()
    neighbour.push()  # a repeat, and another one who did not know: the first stays
    late = Counter(engine).enlist()
    late.write(TaskClosed(task_id=found, note="me too"))
    late.write(TaskClosed(task_id="of-another-time:1", note="a task of the counter's own"))
    late.push()
    assert rows(engine, CLOSED) == [(START, "anna", closing.id, "已退款給客人")]


def test_a_centre_that_lost_both_has_it_closed_again(engine) -> None:
    """What a restored centre is sent in one batch: the conflict and its end."""
    counter = Counter(engine).enlist()
    found = met(counter)
    counter.write(TaskClosed(task_id=found, note="done"))
    counter.push()
    write(engine, lambda connection: _forget(connection, counter.id))
    counter.push()
    assert rows(engine, CLOSED) == [(START, "anna", counter.entries[-1].id, "done")]
    assert told(engine) == set()


def test_a_code_that_no_counter_knew_is_looked_at_once_a_day_and_not_counted(engine) -> None:
    counter, neighbour = Counter(engine).enlist(), Counter(engine).enlist()
    body = sale(("4719999000017", 3), ("4719999000017", 1), ("A", 1))
    strange = tuple(line.model_copy(update={"unknown": line.sku != "A"}) for line in body.lines)
    sold = body.model_copy(update={"lines": strange})
    first = counter.write(sold)
    counter.write(sold)
    counter.push()
    neighbour.write(sold)
    neighbour.push()
    told_of = "SELECT store, kind, entry_id, subject, outcome FROM conflict WHERE kind >= 'st' AND subject <> 'A'"
    assert rows(engine, told_of) == [("S01", "stock.unknown_sku", first.id, "4719999000017", "not_counted")]
    assert rows(engine, "SELECT sku, on_hand FROM stock") == [("A", -3_000)]
    counter.write_raw("sale.completed", 1, counter.entries[0].body, day="2026-03-06")
    counter.push()
    assert len(rows(engine, told_of)) == 2
    ((body,),) = rows(engine, f"SELECT body FROM change WHERE kind = 'conflict' AND body LIKE '%{first.id}%'")
    assert '"outcome":"not_counted"' in str(body)


def _forget(connection, terminal_id: str) -> None:
    for name in ("entry", "effect", "conflict", "sale"):
        connection.exec_driver_sql(f"DELETE FROM {name}")
    connection.exec_driver_sql(
        f"UPDATE terminal SET mark_epoch = NULL, mark_seq = NULL, mark_hash = NULL WHERE id = '{terminal_id}'"
    )
