"""The journal's form is for ever: what was written on the first day is written, hashed and read the same today."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.contract import chain
from app.contract import journal as facts
from app.contract.cart import CartRecalled
from app.contract.journal import KINDS, kind_of, read_body, write_body
from app.contract.wire import WireError, WireMoney
from app.db import journal
from app.db.archive import Archives
from app.db.connection import connect_writer
from app.db.schema import upgrade
from app.db.work import SqliteUnitOfWork
from app.domain.cart import set_note
from app.domain.errors import ConflictError, FaultError, UserError
from app.services.ports import Fact
from tests.db.conftest import Till, refused
from tests.db.golden import BODIES, NOON, TERMINAL, identity

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "journal.jsonl"
COLUMNS = ["seq", "epoch", "id", "kind", "schema", "business_on", "occurred_at", "actor", "shift_id", "body"]


def made() -> list[dict[str, Any]]:
    """The golden entries, made by the product."""
    place = journal.Place(TERMINAL, 1, 0, chain.genesis(TERMINAL))
    rows = []
    for number, body in enumerate(BODIES, 1):
        shift = identity(3) if 3 <= number <= 9 else None
        fact = Fact(identity(number), body, NOON + number, "anna 安", "2026-03-05", shift)
        entry = journal.build(fact, place)
        place = journal.Place(TERMINAL, 1, entry.seq, entry.hash)
        values = (entry.seq, entry.epoch, entry.entry_id, entry.kind, entry.schema, entry.business_on,
                  entry.occurred_at, entry.actor, entry.shift_id, entry.body)  # fmt: skip
        hashes = {"prev_hash": entry.prev_hash.hex(), "hash": entry.hash.hex()}
        rows.append({**dict(zip(COLUMNS, values, strict=True)), **hashes})
    return rows


def golden() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]


def test_the_golden_entries_are_made_byte_for_byte():
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made())
    assert text == GOLDEN.read_text("utf-8")


def test_every_kind_has_a_golden_entry():
    assert {(row["kind"], row["schema"]) for row in golden()} == set(KINDS)


def test_the_golden_entries_are_read_as_they_were_meant():
    for row, body in zip(golden(), BODIES, strict=True):
        read = read_body(row["kind"], row["schema"], row["body"])
        assert read == body
        assert write_body(read) == row["body"]
        assert kind_of(read) == (row["kind"], row["schema"])


def test_golden_bodies_fill_every_field():
    for model in KINDS.values():
        for name, field in model.model_fields.items():
            if (model, name) != (facts.EpochOpened, "parent"):
                empty = None if field.is_required() else field.get_default()
                told = [getattr(body, name) for body in BODIES if type(body) is model]
                assert [one for one in told if one not in (None, empty)], (model.__name__, name)


def test_what_a_body_got_later_is_written_only_where_it_says_something():
    """So lines of the golden entries are added, never changed."""
    sales = [row["body"] for row in golden() if row["kind"] == "sale.completed"]
    assert ["print_receipt" in text for text in sales] == [False, True]
    allowed = [row["body"] for row in golden() if row["kind"] == "act.approved"]
    assert ["goods" in text for text in allowed] == [False, True]
    closed = [row["body"] for row in golden() if row["kind"] == "shift.closed"]
    assert ['"counts"' in text and '"slips"' not in text for text in closed] == [False, True, False, False, False]
    assert ["slips" in text for text in closed] == [False, False, True, False, False]
    assert ["drawer_opened" in text for text in closed] == [False, False, False, True, True]
    assert ["remarks" in text for text in closed] == [False, False, False, False, True]


def plain_hash(row: dict[str, Any], prev: bytes) -> bytes:
    """The chain's hash, written down anew: SHA-256 over the form's name, then of the previous hash, the terminal's
    id and each column a letter for its type, its length in four bytes, and its bytes; numbers in eight.
    """
    data = b"omo-pos journal 1"
    for value in (prev, TERMINAL, *(row[name] for name in COLUMNS)):
        match value:
            case None:
                tag, raw = b"N", b""
            case int():
                tag, raw = b"I", value.to_bytes(8, "big", signed=True)
            case str():
                tag, raw = b"T", value.encode("utf-8")
            case _:
                tag, raw = b"B", value
        data += tag + len(raw).to_bytes(4, "big") + raw
    return hashlib.sha256(data).digest()


def test_the_chain_is_what_it_is_said_to_be():
    prev = hashlib.sha256(TERMINAL.encode()).digest()
    for row in golden():
        assert bytes.fromhex(row["prev_hash"]) == prev
        prev = plain_hash(row, prev)
        assert bytes.fromhex(row["hash"]) == prev


values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8) | st.binary(max_size=8)


@given(st.lists(values, min_size=1, max_size=6), st.lists(values, min_size=1, max_size=6))
def test_different_columns_never_hash_alike(one, other):
    same = [(type(value), value) for value in one] == [(type(value), value) for value in other]
    hashes = [chain.chain_hash(bytes(32), TERMINAL, columns) for columns in (one, other)]
    assert (hashes[0] == hashes[1]) is same


@given(st.text(max_size=20))
def test_a_text_hashes_as_the_bytes_in_the_file(text):
    assert chain.chain_hash(b"", TERMINAL, [text]) == chain.chain_hash(
        b"", TERMINAL, [chain.StoredText(text.encode())]
    )
    assert chain.chain_hash(b"", TERMINAL, [text]) != chain.chain_hash(b"", TERMINAL, [text.encode()])


def append_raw(till: Till, kind: str, schema: int, body: str, seq: int | None = None) -> None:
    """Write an entry as another version of the program might."""

    def job(connection: Any) -> None:
        head = journal.head(connection)
        place = journal.Place(till.terminal.terminal_id, head.epoch, head.seq, head.hash)
        columns = (seq or head.seq + 1, head.epoch, till.ids.mint(), kind, schema, "2026-03-05", till.clock.at, "x",
                   None, body)  # fmt: skip
        journal.insert(connection, journal.build_raw(columns, place))

    till.terminal.store.writer.on_connection(job).result()


@pytest.mark.parametrize(("kind", "schema"), [("robot.danced", 1), ("sale.completed", 2), ("sale.completed", 10**6)])
def test_what_a_newer_version_wrote_is_kept_and_passed_over(either, kind, schema):
    till = either
    till.sell(("A", 1, 1))
    append_raw(till, kind, schema, '{"steps": 1.5, "what": [null]}')
    sale = till.sell(("A", 1, 1))
    assert sale.number == "S01-1-1-000002"
    till.check()
    assert till.verify().counts[kind] >= 1


def test_a_field_of_a_newer_version_is_no_fault(till):
    quantity = '{"milli":5000,"unit":"piece","colour":"red"}'
    body = f'{{"reason":"x","deltas":[{{"sku":"A","quantity":{quantity}}}],"weather":"fine"}}'
    append_raw(till, "stock.moved", 1, body)
    till.terminal.store.rebuild()
    till.check()
    assert till.query("SELECT moved_milli FROM stock WHERE sku='A'") == [(5_000,)]
    assert till.query("SELECT body FROM journal ORDER BY seq DESC LIMIT 1") == [(body,)]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", "{}", '{"reason":"x"}', '{"reason":1,"deltas":[]}',
        '{"reason":"x","deltas":[{"sku":"A","quantity":{"milli":1.0,"unit":"kg"}}]}',
        '{"reason":"x","deltas":[{"sku":"A","quantity":{"milli":1e3,"unit":"kg"}}]}',
        '{"reason":"x","deltas":[{"sku":"A","quantity":{"milli":"1","unit":"kg"}}]}',
        '{"reason":"x","deltas":[{"sku":"A","quantity":{"milli":9007199254740992,"unit":"kg"}}]}',
        '{"reason":"x","deltas":[{"sku":"A","quantity":{"milli":true,"unit":"kg"}}]}',
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_found(till, text):
    with pytest.raises(WireError):
        read_body("stock.moved", 1, text)
    seq = till.reads.head().seq + 1
    append_raw(till, "stock.moved", 1, text)
    report = till.verify()
    assert (report.problem, report.broken_seq, report.entries) == ("journal.unreadable_body", seq, seq - 1)


@pytest.mark.parametrize("minor", [1.0, 1.5, True, "1", None, 2**53])
def test_no_body_is_made_with_anything_but_whole_money(minor):
    with pytest.raises(ValueError, match="minor"):
        WireMoney(minor=minor, currency="TWD")


def test_what_no_centre_would_take_is_refused_before_it_is_written(till):
    cart = till.cart(*((f"S{n}", 1, 1) for n in range(1_000)))
    for line in cart.lines:
        cart = set_note(cart, line.line_id, "茶" * 2_000)
    park = till.terminal.carts.park(cart, "x", till.ids.mint(), "anna")
    error = till.unchanged(lambda: refused(UserError, "journal.entry_too_large", park.result))
    assert error.params == {"most": journal.MAX_BODY}
    till.unchanged(lambda: refused(UserError, "journal.entry_too_large", till.complete(cart).result))


def test_an_id_is_taken_once(till):
    entry_id = till.query("SELECT id FROM journal WHERE kind='shift.opened'")[0][0]
    body = CartRecalled(cart_id=identity(1))
    fact = Fact(entry_id, body, NOON, "x", "2026-03-05")
    job = till.terminal.store.writer.write(lambda work: work.append(fact))
    till.unchanged(lambda: refused(ConflictError, "journal.id_taken", job.result))
    till.sell(("A", 1, 1))
    till.close_shift()
    till.terminal.store.archive()
    job = till.terminal.store.writer.write(lambda work: work.append(fact))
    refused(ConflictError, "journal.id_taken", job.result)


def test_nothing_is_written_before_an_epoch_is_opened(tmp_path):
    connection = connect_writer(tmp_path / "x.db", None)
    upgrade(connection)
    work = SqliteUnitOfWork(connection, TERMINAL, Archives(tmp_path / "archive", None))
    fact = Fact(identity(1), CartRecalled(cart_id=identity(1)), NOON, "x", "2026-03-05")
    refused(FaultError, "journal.no_epoch", lambda: work.append(fact))
    assert connection.execute("SELECT count(*) FROM journal").fetchone() == (0,)
    connection.close()


THIRD = (
    "epoch, id || 'x', kind, schema, business_on, occurred_at, actor, shift_id, body, prev_hash, hash FROM journal "
    "WHERE seq = 3"
)
CHANGES = [
    "UPDATE journal SET actor = 'x' WHERE seq = 2",
    "UPDATE journal SET seq = 99 WHERE seq = 3",
    "UPDATE OR REPLACE journal SET seq = 2 WHERE seq = 3",
    "UPDATE OR IGNORE journal SET actor = 'x'",
    "DELETE FROM journal WHERE seq = 3",
    "DELETE FROM journal",
    "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
    f"REPLACE INTO journal SELECT 2, {THIRD}",
    "INSERT INTO journal SELECT * FROM journal WHERE seq = 3 ON CONFLICT DO UPDATE SET actor = 'x'",
    *(f"INSERT INTO journal SELECT {seq}, {THIRD}" for seq in (0, -1, 3, 5, 99)),
]


@pytest.mark.parametrize("sql", CHANGES)
def test_the_database_itself_refuses_to_change_the_journal(till, sql):
    assert till.reads.head().seq == 3

    def change() -> None:
        with pytest.raises(FaultError, match="journal"):
            till.terminal.store.writer.on_connection(lambda connection: connection.execute(sql)).result()

    till.unchanged(change)
    till.check()


def test_a_column_of_another_type_is_refused(till):
    connection = connect_writer(till.folder / "omo-pos.db", None)
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute("INSERT INTO journal VALUES(4, 1, 'i', 'k', 'one', 'd', 1, 'a', NULL, 'b', x'00', x'00')")
    connection.close()
