"""What somebody tries with entries: ids of others, machines that were replaced, numbers beyond any shop's."""

from __future__ import annotations

import pytest

from app.central import rescue
from app.central.database import write
from app.central.later import try_again
from tests.central.conftest import START, rows
from tests.central.counter import Counter, moved, new_id, sale

COUNTER = rescue.Machine


def conflicts(engine) -> list[tuple[object, ...]]:
    return sorted(
        rows(engine, "SELECT kind, terminal_id, entry_id, outcome FROM conflict WHERE kind LIKE 'journal%'")
    )


def standing(engine) -> list[tuple[object, ...]]:
    return rows(engine, "SELECT mark_epoch, mark_seq, seen_at FROM terminal ORDER BY enrolled_at, id")


def test_nobody_takes_an_id_before_another_sells_under_it(engine, counter) -> None:
    thief = Counter(engine, "S02").enlist()
    sold = counter.write(sale(("A", 2)))
    thief.write(moved(("A", 1)), sold.id)
    thief.push()
    counter.push()
    assert rows(engine, "SELECT id, store, total_minor FROM sale") == [(sold.id, "S01", 20)]
    assert rows(engine, "SELECT on_hand FROM stock WHERE store = 'S01'") == [(-2_000,)]
    assert rows(engine, "SELECT DISTINCT state FROM entry") == [("applied",)]
    assert conflicts(engine) == [("journal.same_id", counter.id, sold.id, "both_kept")]
    counter.push()
    assert len(conflicts(engine)) == 1


def test_two_sales_of_one_id_at_two_terminals_are_both_in_the_books(engine, counter) -> None:
    other = Counter(engine, "S02").enlist()
    sold = counter.write(sale(("A", 2)))
    counter.push()
    other.write(sale(("A", 5)), sold.id)
    other.push()
    told = rows(engine, "SELECT terminal_id, total_minor FROM sale ORDER BY total_minor")
    assert told == [(counter.id, 20), (other.id, 50)]
    assert [row[1] for row in conflicts(engine)] == [other.id]


def test_nobody_takes_the_id_of_a_movement_that_is_booked_at_the_centre(engine, counter) -> None:
    from app.central.stock import move

    counter.write(moved(("A", 1)), "stock/x")
    counter.push()
    assert write(engine, lambda connection: move(connection, "S01", "x", {"A": 5_000}, "count")) == 1


def test_another_fact_of_one_id_is_never_passed_over(engine, counter) -> None:
    first = counter.write(sale(("A", 1)))
    counter.push()
    counter.write(sale(("A", 7)), first.id)
    counter.push()
    twin = new_id()
    counter.write(sale(("B", 1)), twin)
    counter.write(sale(("B", 2)), twin)  # both in one batch
    counter.push()
    assert rows(engine, "SELECT seq, state FROM entry ORDER BY seq") == [
        (1, "applied"),
        (2, "quarantine"),
        (3, "applied"),
        (4, "quarantine"),
    ]
    told = [("journal.same_id", counter.id, one, "quarantine") for one in sorted((first.id, twin))]
    assert conflicts(engine) == told
    try_again(engine, START, "another program")
    assert rows(engine, "SELECT count(*) FROM entry WHERE state = 'quarantine'") == [(2,)]


def test_the_same_fact_in_another_epoch_is_no_other(engine, counter) -> None:
    first = counter.write(sale(("A", 1)))
    counter.push()
    other = counter.copy(upto=0, epoch=2)
    other.write_raw("sale.completed", 1, first.body, first.id)
    other.push()
    assert rows(engine, "SELECT state FROM entry ORDER BY epoch") == [("applied",), ("again",)]
    assert conflicts(engine) == []


def by_hand(engine, counter: Counter, entries, *, former: bool, at: int) -> None:
    machine = rescue.Machine(counter.id, former)
    write(
        engine,
        lambda connection: rescue.bring_in(connection, machine, entries, at, revoked=former),
    )


@pytest.mark.parametrize("epoch", [1, 2, 3])
def test_what_a_replaced_machine_left_moves_neither_mark_nor_last_sight(engine, counter, epoch) -> None:
    counter.write(moved(("A", 1_000)))
    counter.push()
    dead = counter.copy(upto=1, epoch=epoch)
    dead.write(sale(("A", 1)))
    dead.write(sale(("A", 1)))
    living = Counter(engine, "S01", 2, counter.id, counter.token)
    living.write(moved(("B", 1_000)))
    living.push()
    write(engine, lambda connection: connection.exec_driver_sql("UPDATE terminal SET epoch = 2, seen_at = 7"))
    before = standing(engine)
    for _ in range(2):
        by_hand(engine, counter, dead.entries[1:], former=True, at=START + 99)
        assert standing(engine) == before
        assert rows(engine, "SELECT count(*) FROM sale") == [(2,)]
    assert rows(engine, "SELECT DISTINCT revoked_at FROM terminal") == [(None,)]
    living.write(moved(("B", 1_000)))
    assert living.push().mark.seq == 2


def test_what_comes_by_hand_of_the_living_one_moves_its_mark_and_nobody_saw_it(engine, counter) -> None:
    counter.write(moved(("A", 1_000)))
    by_hand(engine, counter, counter.entries, former=False, at=START + 99)
    assert standing(engine) == [(1, 1, None)]


def test_a_replaced_machine_of_which_nothing_was_held_fills_in_from_its_beginning(engine, counter) -> None:
    counter.write(moved(("A", 1_000)))
    by_hand(engine, counter, counter.entries, former=True, at=START)
    assert standing(engine) == [(None, None, None)]
    assert rows(engine, "SELECT state FROM entry") == [("applied",)]
