"""Tampering with a longer journal at random, and with archives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bootstrap import open_terminal
from app.config import Config
from app.contract.chain import StoredText
from app.db.connection import connect_writer
from app.domain.shop import Shop
from tests.db.conftest import Till
from tests.db.crash.seller import Acks, Seller
from tests.db.tampering import COLUMNS, Hands, Specimen, all_kinds, hands


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """A day of sales, refunds, exchanges, parked carts and stock."""
    folder = tmp_path_factory.mktemp("busy")
    till = Till(Config(folder / "data", folder / "keys", "file", plain=True))
    till.close()
    till.terminal = open_terminal(till.config, Shop())
    seller = Seller(till.terminal, Random("a long day"), Acks(folder / "acks.jsonl"))
    while till.reads.head().seq < 120:
        seller.act()
    return Specimen.of(till)


@pytest.fixture(scope="module")
def busy_hands(busy: Specimen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    with hands(busy, tmp_path_factory.mktemp("hands")) as made:
        assert made.look().ok
        yield made


def new_value(draw: st.DrawFn, old: object) -> object:
    """Another value of the same type."""
    match old:
        case int():
            made: Any = draw(st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(old - 3, old + 3)))
            return max(-(2**63), min(2**63 - 1, made))
        case bytes():
            cut = draw(st.integers(0, len(old)))
            put = draw(st.binary(max_size=4))
            return type(old)(old[:cut] + put + old[cut + draw(st.integers(0, 4)) :])
        case _:
            return StoredText(draw(st.binary(max_size=8)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_change_of_a_few_rows_is_found_at_the_first(busy_hands: Hands, data: st.DataObject) -> None:
    rows = dict(busy_hands.rows)
    for _ in range(data.draw(st.integers(1, 3))):
        seq = data.draw(st.integers(1, busy_hands.last))
        act = data.draw(st.sampled_from(["change", "change", "change", "remove", "swap", "copy"]))
        if act == "remove":
            rows.pop(seq, None)
        elif seq in rows and act == "change":
            place = data.draw(st.integers(1, len(COLUMNS) - 1))
            value = new_value(data.draw, rows[seq][place])
            rows[seq] = (*rows[seq][:place], value, *rows[seq][place + 1 :])
        else:
            other = data.draw(st.integers(1, busy_hands.last))
            if seq in rows and other in rows:
                one, two = rows[seq], rows[other]
                rows[seq] = (seq, *two[1:])
                if act == "swap":
                    rows[other] = (other, *one[1:])
    ids = [row[2] for row in rows.values()]
    if len(set(ids)) < len(ids):
        return  # the file cannot hold an id twice
    first = min((seq for seq, row in busy_hands.rows.items() if rows.get(seq) != row), default=None)
    busy_hands.writer.execute("BEGIN")
    busy_hands.write_all(list(rows.values()))
    busy_hands.writer.execute("COMMIT")
    assert busy_hands.look().broken_seq == first


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[Hands]:
    """A journal whose first entries lie in two archives."""
    till = Till(Config(tmp_path / "data", tmp_path / "keys", "file", plain=True))
    all_kinds(till)
    till.terminal.store.archive()
    till.open_shift()
    till.complete(till.cart(("A", 1, 50)), actor="B").result()
    till.close_shift(50)
    till.terminal.store.archive()
    with hands(Specimen.of(till), tmp_path) as made:
        assert made.look().ok
        yield made


def files(journal: Hands) -> list[Path]:
    return sorted(journal.place.archive.glob("journal-*.db"))


def test_any_byte_of_an_archive(archived: Hands) -> None:
    first = 1
    for path in files(archived):
        whole = path.read_bytes()
        for place in range(0, len(whole), 97):
            other = bytearray(whole)
            other[place] ^= 1 << place % 8
            path.write_bytes(other)
            report = archived.look()
            assert (report.broken_seq, report.problem) == (first, "archive.changed")
        path.write_bytes(whole)
        (first,) = archived.writer.execute("SELECT max(first_seq) FROM journal_archive").fetchone()
    assert archived.look().ok


def test_a_missing_archive(archived: Hands) -> None:
    files(archived)[0].unlink()
    report = archived.look()
    assert (report.broken_seq, report.problem) == (1, "archive.missing")


def test_exchanged_archives(archived: Hands) -> None:
    one, other = files(archived)
    spare = one.with_suffix(".spare")
    one.replace(spare)
    other.replace(one)
    spare.replace(other)
    assert archived.look().problem == "archive.changed"


def test_an_archive_written_anew_with_its_sum(archived: Hands) -> None:
    path = files(archived)[0]
    with closing(connect_writer(path, None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("UPDATE journal SET actor = 'mallory' WHERE seq = 4")
    archived.writer.execute(
        "UPDATE journal_archive SET digest = ? WHERE file = ?",
        (hashlib.sha256(path.read_bytes()).digest(), path.name),
    )
    assert archived.look().broken_seq == 4


def test_an_archive_that_the_journal_no_longer_names(archived: Hands) -> None:
    archived.writer.execute("DELETE FROM journal_archive WHERE first_seq = 1")
    assert archived.look().broken_seq == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("digest", None), ("digest", 7), ("digest", 10**12), ("digest", StoredText(b"\xff")), ("head", None),
        ("head", 10**15), ("file", None), ("file", 3), ("file", b"\xff\0"), ("file", StoredText(b"a\0b")),
        ("file", StoredText(b"../omo-pos.db")), ("last_seq", None), ("last_seq", StoredText(b"x")), ("last_seq", -1),
        ("last_seq", 2**62), ("last_seq", 1.5),
    ],
)  # fmt: skip
def test_odd_values_in_the_list_of_archives(archived: Hands, column: str, value: object) -> None:
    archived.writer.execute("PRAGMA writable_schema=ON")
    free = "CREATE TABLE journal_archive(first_seq INTEGER PRIMARY KEY, last_seq, head, file, digest)"
    archived.writer.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'journal_archive'", (free,))
    archived.writer.execute("PRAGMA writable_schema=RESET")
    bound = "CAST(? AS TEXT)" if isinstance(value, StoredText) else "?"
    archived.writer.execute(f"UPDATE journal_archive SET {column} = {bound} WHERE first_seq = 1", (value,))
    report = archived.look()
    assert not report.ok
