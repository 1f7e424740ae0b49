"""Facts taken over from another stretch of the history: under their old ids, with one effect."""

from __future__ import annotations

from contextlib import closing

import pytest

from app.contract.journal import EpochOpened
from app.db import journal
from app.domain.errors import FaultError
from app.services.ports import Entry, Fact
from tests.db.conftest import Till, refused


def entries(till: Till, after: int = 0) -> list[Entry]:
    with closing(till.connection()) as connection:
        return list(journal.entries(connection, after))


def take_over(till: Till, stored: list[Entry]) -> list[Entry | None]:
    return till.terminal.store.writer.write(lambda work: [work.reappend(entry) for entry in stored]).result()


@pytest.fixture
def other(till, make_till, tmp_path):
    """The same terminal as its twin knew it: an hour of facts that this one lacks."""
    import shutil

    till.sell(("A", 2, 100))
    till.close()
    shutil.copytree(till.folder, tmp_path / "twin")
    shutil.copytree(till.config.key_dir, tmp_path / "twin-keys")
    till.open()
    twin = make_till(name="twin")
    twin.ids.count = 1_000
    return twin


def test_facts_come_over_once_with_their_ids_numbers_and_days(till, other):
    common = till.reads.head().seq
    other.clock.move(90_000)
    late = other.sell(("A", 1, 70))
    back = other.give_back((late, 1, 1))
    other.terminal.carts.park(other.cart(("P", 1, 1)), "x", other.ids.mint(), "anna").result()
    stored = entries(other, common)
    taken = take_over(till, stored)
    assert [entry.entry_id for entry in taken] == [entry.entry_id for entry in stored]
    assert [entry.seq for entry in taken] == [common + 1, common + 2, common + 3]
    same = ("entry_id", "kind", "schema", "business_on", "occurred_at", "actor", "shift_id", "body")
    for old, new in zip(stored, taken, strict=True):
        assert [getattr(old, name) for name in same] == [getattr(new, name) for name in same]
    assert take_over(till, stored) == [None] * 3
    assert till.query("SELECT number FROM sale ORDER BY seq")[-2:] == [(late.number,), (back.number,)]
    assert till.query("SELECT moved_milli FROM stock WHERE sku='A'") == [(-2_000,)]
    assert till.sell(("A", 1, 1)).number == "S01-1-1-000004"
    till.check()


def test_what_is_known_has_no_second_effect(till):
    before = till.state()
    assert take_over(till, entries(till)) == [None] * till.reads.head().seq
    assert till.state() == before
    till.check()


def test_what_an_archive_holds_is_known_too(till):
    till.sell(("A", 1, 1))
    stored = entries(till)
    till.close_shift()
    till.terminal.store.archive()
    assert take_over(till, stored) == [None] * len(stored)
    till.check()


def test_who_wrote_an_epoch_is_not_taken_over(till, other):
    head = other.reads.head()
    body = EpochOpened(
        terminal_id=other.terminal.terminal_id,
        reason="restored",
        parent={"epoch": 1, "seq": head.seq, "hash": head.hash.hex()},
        public_key="00" * 32,
    )
    fact = Fact(other.ids.mint(), body, other.clock.at, "system", "2026-03-05", None, 2)
    other.terminal.store.writer.write(lambda work: work.append(fact)).result()
    late = other.sell(("A", 1, 70))
    taken = take_over(till, entries(other, head.seq))
    assert taken[0] is None
    assert (taken[1].epoch, taken[1].kind) == (1, "sale.completed")
    assert (
        till.query("SELECT number FROM sale ORDER BY seq DESC LIMIT 1") == [(late.number,)] == [("S01-1-2-000001",)]
    )
    assert till.sell(("A", 1, 1)).number == "S01-1-1-000002", "a number of another epoch does not move this one's"
    till.check()


def test_what_a_newer_version_wrote_comes_over_as_it_is(till, other):
    def newer(connection) -> None:
        head = journal.head(connection)
        place = journal.Place(other.terminal.terminal_id, 1, head.seq, head.hash)
        row = (head.seq + 1, 1, other.ids.mint(), "robot.danced", 3, "2026-03-05", 5, "x", None, '{"steps": 1.50}')
        journal.insert(connection, journal.build_raw(row, place))

    other.terminal.store.writer.on_connection(newer).result()
    (stored,) = entries(other, till.reads.head().seq)
    (taken,) = take_over(till, [stored])
    assert taken.body == '{"steps": 1.50}'
    till.check()


def test_one_that_fails_takes_none_over(till, other):
    late = other.sell(("A", 1, 70))
    (stored,) = entries(other, till.reads.head().seq)
    ghost = Entry(*(getattr(stored, name) for name in Entry.__slots__))
    object.__setattr__(ghost, "entry_id", till.ids.mint())  # the same receipt number for another sale
    till.unchanged(lambda: refused(FaultError, "db.io", lambda: take_over(till, [stored, ghost])))
    assert take_over(till, [stored])[0].entry_id == late.ticket.sale_id
    till.check()
