"""Whatever is changed in the journal's rows is found, with the first entry that does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.config import Config
from app.contract.chain import StoredText
from app.db.connection import Error
from tests.db.conftest import Till
from tests.db.tampering import COLUMNS, Hands, Specimen, all_kinds, hands

Row = tuple[Any, ...]


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    folder = tmp_path_factory.mktemp("specimen")
    till = Till(Config(folder / "data", folder / "keys", "file", plain=True))
    all_kinds(till)
    return Specimen.of(till)


@pytest.fixture
def journal(specimen: Specimen, tmp_path: Path) -> Iterator[Hands]:
    with hands(specimen, tmp_path) as made:
        assert made.look().ok
        yield made


def changed(value: object) -> Iterator[object]:
    """A value with each of its bytes changed, one at a time."""
    match value:
        case int():
            data = value.to_bytes(8, "big", signed=True)
        case bytes():
            data = value
        case _:
            return
    for place in range(len(data)):
        other = bytearray(data)
        other[place] ^= 1 << place % 8
        yield int.from_bytes(other, "big", signed=True) if isinstance(value, int) else type(value)(other)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_changed_byte_of_every_column_of_every_kind(journal: Hands, column: str) -> None:
    place, tried = COLUMNS.index(column), 0
    taken = {row[place] for row in journal.rows.values()} if column in {"seq", "id"} else set()
    for seq, row in journal.rows.items():
        for value in changed(row[place]):
            if value in taken:
                continue  # the file cannot hold it twice
            journal.set(seq, column, value)
            report = journal.look()
            assert (report.ok, report.broken_seq) == (False, seq), (seq, column, value, report)
            journal.set(value if column == "seq" else seq, column, row[place])
            tried += 1
    assert journal.look().ok
    assert tried > len(journal.rows) or column == "shift_id"


def test_a_column_emptied_lengthened_or_shortened(journal: Hands) -> None:
    journal.loosen()
    for seq, row in journal.rows.items():
        for column, value in zip(COLUMNS[1:], row[1:], strict=True):
            others: list[object] = [None, StoredText(b""), b"", 0]
            if isinstance(value, bytes):
                others += [type(value)(value[:-1]), type(value)(value + b"\0"), type(value)(value + b" ")]
            for other in others:
                if (type(other), other) == (type(value), value):
                    continue
                journal.set(seq, column, other)
                report = journal.look()
                assert (report.ok, report.broken_seq) == (False, seq), (seq, column, other, report)
            journal.set(seq, column, value)
    assert journal.look().ok


def other_types(value: object) -> Iterator[object]:
    """The same value as other types of SQLite hold it."""
    match value:
        case StoredText():
            yield bytes(value)
            if value.isdigit():
                yield int(value)
        case bytes():
            yield StoredText(value)
        case int():
            yield StoredText(str(value).encode())
            yield str(value).encode()
            yield float(value)


def test_the_same_value_as_another_type(journal: Hands) -> None:
    journal.loosen()
    tried = 0
    for seq, row in journal.rows.items():
        for column, value in zip(COLUMNS[1:], row[1:], strict=True):
            for other in other_types(value):
                journal.set(seq, column, other)
                report = journal.look()
                assert (report.ok, report.broken_seq) == (False, seq), (seq, column, other, report)
                journal.set(seq, column, value)
                tried += 1
    assert journal.look().ok
    assert tried > 100


def test_a_removed_row(journal: Hands) -> None:
    for seq, row in journal.rows.items():
        journal.remove(seq)
        assert journal.look().broken_seq == seq
        journal.put(row)
    assert journal.look().ok


def test_a_stretch_of_removed_rows_behind_which_the_rest_moved_up(journal: Hands) -> None:
    rows = list(journal.rows.values())
    for first in range(len(rows) - 1):
        left = rows[:first] + [(row[0] - 1, *row[1:]) for row in rows[first + 1 :]]
        journal.write_all(left)
        assert journal.look().broken_seq == first + 1
    journal.mend()
    assert journal.look().ok


def test_a_cut_tail_is_found_from_where_the_anchor_stands(journal: Hands) -> None:
    assert journal.anchor().seq == journal.last
    for seq in range(journal.last, 0, -1):
        journal.remove(seq)
        report = journal.look()
        assert (report.broken_seq, report.problem) == (seq, "journal.empty" if seq == 1 else "anchor.leads")


def test_an_inserted_row_behind_which_the_rest_moved_down(journal: Hands) -> None:
    rows = list(journal.rows.values())
    for at in range(len(rows)):
        forged = (at + 1, *rows[at][1:2], StoredText(b"01961234-0000-7000-8000-00000000f00d"), *rows[at][3:])
        journal.write_all([*rows[:at], forged, *((row[0] + 1, *row[1:]) for row in rows[at:])])
        assert journal.look().broken_seq == at + 1
    journal.mend()
    assert journal.look().ok


def test_a_replaced_row_with_its_own_hash_made_anew(journal: Hands) -> None:
    rows = list(journal.rows.values())
    for row in rows:
        (forged,) = journal.chained([(*row[:7], StoredText(b"mallory"), *row[8:])], row[-2])
        journal.remove(row[0])
        journal.put(forged)
        report = journal.look()
        wanted = (row[0], "anchor.other_history") if row[0] == journal.last else (row[0] + 1, "journal.hash_mismatch")
        assert (report.broken_seq, report.problem) == wanted
        journal.remove(row[0])
        journal.put(row)
    assert journal.look().ok


def test_a_whole_tail_chained_anew_is_found_by_the_anchor(journal: Hands) -> None:
    rows = list(journal.rows.values())
    for at in range(len(rows)):
        forged = (*rows[at][:7], StoredText(b"mallory"), *rows[at][8:])
        journal.write_all([*rows[:at], *journal.chained([forged, *rows[at + 1 :]], rows[at][-2])])
        report = journal.look()
        assert not report.ok
        if report.problem != "journal.bad_epoch":  # the epoch's opening names what came before it
            assert (report.broken_seq, report.problem) == (journal.last, "anchor.other_history")
    journal.mend()
    assert journal.look().ok


def test_swapped_rows(journal: Hands) -> None:
    rows = list(journal.rows.values())
    for at in range(len(rows) - 1):
        one, other = rows[at], rows[at + 1]
        journal.write_all([*rows[:at], (one[0], *other[1:]), (other[0], *one[1:]), *rows[at + 2 :]])
        assert journal.look().broken_seq == one[0]
        chained = journal.chained([(one[0], *other[1:]), (other[0], *one[1:]), *rows[at + 2 :]], one[-2])
        journal.write_all([*rows[:at], *chained])
        assert not journal.look().ok
    journal.mend()
    assert journal.look().ok


#: What no code of ours would write, under hashes that fit: (column, value).
ODD = [
    ("kind", StoredText(b"\xff\xfe")), ("kind", b"sale.completed"), ("kind", 7), ("kind", None), ("kind", 1.5),
    ("body", StoredText(b"\xff{}")), ("body", None), ("body", 0), ("body", b"{}"), ("body", StoredText(b"[" * 9_000)),
    ("body", StoredText(b"{}\0")), ("body", StoredText(b"")), ("schema", None), ("schema", StoredText(b"1")),
    ("schema", 2**63 - 1), ("epoch", None), ("epoch", StoredText(b"1")), ("epoch", 1.0), ("epoch", -1),
    ("shift_id", 5), ("shift_id", b"\xff"), ("shift_id", StoredText(b"\xff")), ("occurred_at", None),
    ("business_on", 3.5), ("id", None), ("actor", None),
]  # fmt: skip


@pytest.mark.parametrize("apart", [5, pytest.param(1, marks=pytest.mark.bench)])
@pytest.mark.parametrize(("column", "value"), ODD, ids=lambda value: repr(value)[:20])
def test_an_odd_value_under_a_hash_that_fits_is_a_finding_and_no_crash(
    journal: Hands, column: str, value: object, apart: int
) -> None:
    """In one row of five, the first and the last too, from another one on for each value; in all by `bench`."""
    journal.loosen()
    rows, place = list(journal.rows.values()), COLUMNS.index(column)
    begin = ODD.index((column, value)) % apart
    for row in {one[0]: one for one in (rows[0], *rows[begin::apart], rows[-1])}.values():
        odd = (*row[:place], value, *row[place + 1 :])
        journal.write_all([*rows[: row[0] - 1], *journal.chained([odd, *rows[row[0] :]], row[-2])])
        report = journal.look()
        assert not report.ok, (row[0], report)
        assert report.broken_seq is not None
        assert report.broken_seq >= row[0]


#: Everything that SQL can try on the journal while its triggers are there.
TRIES: list[Callable[[Any], Any]] = [
    lambda c: c.execute("UPDATE journal SET actor = 'mallory' WHERE seq = 2"),
    lambda c: c.execute("UPDATE journal SET seq = seq + 1"),
    lambda c: c.execute("UPDATE OR IGNORE journal SET body = body"),
    lambda c: c.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"),
    lambda c: c.execute("DELETE FROM journal"),
    lambda c: c.execute("INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2"),
    lambda c: c.execute("REPLACE INTO journal SELECT seq, epoch, id, kind, schema, business_on, occurred_at,"
                        " 'mallory', shift_id, body, prev_hash, hash FROM journal WHERE seq = 3"),
    lambda c: c.execute("INSERT OR IGNORE INTO journal SELECT * FROM journal WHERE seq = 1"),
    lambda c: c.execute("INSERT INTO journal SELECT max(seq) + 2, epoch, 'gap', kind, schema, business_on,"
                        " occurred_at, actor, shift_id, body, prev_hash, hash FROM journal"),
    lambda c: c.execute("INSERT INTO journal SELECT max(seq), epoch, 'twice', kind, schema, business_on, occurred_at,"
                        " actor, shift_id, body, prev_hash, hash FROM journal"),
    lambda c: c.execute("INSERT INTO journal SELECT max(seq) + 1, epoch, id, kind, schema, business_on, occurred_at,"
                        " actor, shift_id, body, prev_hash, hash FROM journal"),
    lambda c: c.execute("INSERT OR REPLACE INTO journal SELECT max(seq) + 1, epoch, id, kind, schema, business_on,"
                        " occurred_at, actor, shift_id, body, prev_hash, hash FROM journal"),
    lambda c: c.execute("INSERT INTO journal SELECT * FROM journal WHERE seq = 2"
                        " ON CONFLICT DO UPDATE SET body = 'x'"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(TRIES)))
def test_the_triggers_refuse_it(either: Till, number: int) -> None:
    either.sell(("A", 1, 50))
    before = either.query("SELECT * FROM journal")
    with pytest.raises(Exception, match=r"append-only|next entry only|UNIQUE|db\.io|constraint") as refused:
        either.terminal.store.writer.on_connection(TRIES[number]).result()
    assert isinstance(refused.value, Error) or "db.io" in str(refused.value)
    assert either.query("SELECT * FROM journal") == before
    either.sell(("A", 1, 50))
    either.check()
