"""Verification: walk the chain, hold the state tables against it, and the anchor against both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from app.contract import journal as facts
from app.contract.chain import StoredText, chain_hash, genesis
from app.contract.wire import WireError
from app.db import anchor as anchors
from app.db import tables, totals
from app.db.archive import Archives
from app.db.connection import Connection, Error
from app.db.mirror import differing_tables
from app.db.shape import Kind
from app.domain.errors import FaultError
from app.domain.frozen import frozen
from app.services.ports import Head

Verifier = Callable[[bytes, str, bytes, bytes], bool]

#: How each column's values come out of SQLite where nothing but the table's own types went in.
_TYPES: dict[Kind, type[object]] = {Kind.INTEGER: int, Kind.TEXT: StoredText, Kind.BLOB: bytes}
_SHAPE = tuple((_TYPES[column.kind], column.nullable) for column in tables.journal.columns)


def _has_shape(row: tuple[Any, ...]) -> bool:
    """Whether every value is of its column's type: a text is no blob, though they may be the same bytes."""
    return all(
        type(value) is kind or (value is None and nullable)
        for value, (kind, nullable) in zip(row, _SHAPE, strict=True)
    )


@frozen
class Report:
    """What a verification found.

    Attributes:
        broken_seq: the first entry that does not hold; None when all do.
        problem: what is wrong there, as a code; None when nothing is.
        differences: names of totals and tables of the state that are not what the journal gives.
        public_key: the terminal's key as the last epoch names it, in hex.
    """

    entries: int
    epoch: int
    head: str
    broken_seq: int | None = None
    problem: str | None = None
    differences: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    public_key: str = ""

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return self.problem is None and not self.differences


@dataclass
class Walk:
    """A walk along the chain: where it stands, and the totals that the entries so far give."""

    terminal_id: str
    seq: int = 0
    epoch: int = 0
    hash: bytes = b""
    public_key: bytes | None = None
    totals: Counter[tuple[str, ...]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    anchor_hash: bytes | None = None

    def step(self, row: tuple[Any, ...], anchor_seq: int | None) -> str | None:
        """Go one entry on; what is wrong with it as a code, or None."""
        *columns, prev_hash, own_hash = row
        if columns[0] != self.seq + 1:
            return "journal.gap"
        if not _has_shape(row):
            return "journal.wrong_type"
        if prev_hash != self.hash or chain_hash(self.hash, self.terminal_id, columns) != own_hash:
            return "journal.hash_mismatch"
        problem = self._count(columns)
        if problem is None:
            self.seq, self.hash = columns[0], own_hash
            if self.seq == anchor_seq:
                self.anchor_hash = own_hash
        return problem

    def _count(self, columns: list[Any]) -> str | None:
        _, epoch, _, kind, schema, _, _, _, shift_id, body = columns
        try:
            name, shift = kind.decode(), "" if shift_id is None else shift_id.decode()
            fact = facts.read_body(name, schema, body.decode())
        except (WireError, UnicodeDecodeError):
            return "journal.unreadable_body"
        if isinstance(fact, facts.EpochOpened):
            if not self._epoch_follows(epoch, fact):
                return "journal.bad_epoch"
            self.epoch = epoch
            self.public_key = _hex(fact.public_key)
        elif epoch != self.epoch:
            return "journal.bad_epoch"
        self.counts[name] += 1
        totals.add(self.totals, fact, epoch, shift)
        return None

    def _epoch_follows(self, epoch: int, fact: facts.EpochOpened) -> bool:
        if self.seq == 0 and fact.reason == "taken_over":
            return epoch > 1  # what lies before its parent another machine wrote: the centre has it
        if fact.parent is None:
            return self.seq == 0 and epoch == 1
        parent = fact.parent
        return epoch > self.epoch and (parent.epoch, parent.seq, parent.hash) == (
            self.epoch,
            self.seq,
            self.hash.hex(),
        )


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def verify(
    connection: Connection, anchor_file: Path, archives: Archives, verifier: Verifier, own_key: bytes | None
) -> Report:
    """Walk the whole chain of a database that a reader opened.

    The anchor is read before the database: written meanwhile, it could otherwise seem to lead.

    Args:
        verifier: ``(public key, context, message, signature)`` to whether it holds.
        own_key: the terminal's public key from the vault where it can be had; else the journal's own is believed.
    """
    anchor = anchors.read(anchor_file)
    return _guarded(connection, lambda: _verify(connection, anchor, archives, verifier, own_key))


def verify_chain(connection: Connection, archives: Archives) -> Report:
    """Walk the chain of a copy, which has no anchor of its own, and hold its state tables against it."""
    return _guarded(connection, lambda: _walk(connection, archives, None)[0])


def _guarded(connection: Connection, check: Callable[[], Report]) -> Report:
    """Run a check on one state of the file, with texts as they lie in it; damage is a finding, not an error."""
    connection.text_factory = StoredText
    connection.execute("BEGIN")
    try:
        return check()
    except (Error, UnicodeDecodeError) as error:
        return Report(0, 0, "", 1, f"db.damaged ({error})")
    finally:
        connection.rollback()
        connection.text_factory = str


def _verify(
    connection: Connection,
    anchor: anchors.Anchor | None,
    archives: Archives,
    verifier: Verifier,
    own_key: bytes | None,
) -> Report:
    report, walk = _walk(connection, archives, anchor.seq if anchor else None)
    if report.problem is not None:
        return report
    problem = _anchor_problem(walk, anchor, verifier, own_key or walk.public_key or b"")
    if problem is None:
        return _with_rows(connection, archives, report)
    # Another history is one up to the anchor; where in it the change was, the anchor does not tell.
    broken = anchor.seq if anchor is not None and problem == "anchor.other_history" else walk.seq + 1
    return _report(walk, broken, problem, report.differences)


def _walk(connection: Connection, archives: Archives, anchor_seq: int | None) -> tuple[Report, Walk]:
    row = connection.execute("SELECT value FROM terminal WHERE name='terminal_id'").fetchone()
    walk = Walk(row[0].decode(errors="replace") if row is not None and isinstance(row[0], bytes) else "")
    walk.hash = genesis(walk.terminal_id)
    try:
        if (stray := _stray(connection, archives)) is not None:
            return _report(walk, stray, "journal.stray"), walk
        for stored in archives.rows(connection):
            problem = walk.step(stored, anchor_seq)
            if problem is not None:
                return _report(walk, walk.seq + 1, problem), walk
        if walk.seq == 0:
            return _report(walk, 1, "journal.empty"), walk
        return _report(walk, None, None, totals.differences(connection, walk.totals)), walk
    except (Error, UnicodeDecodeError) as error:
        return _report(walk, walk.seq + 1, f"db.damaged ({error})"), walk
    except FaultError as error:  # an archive that is missing or changed
        return _report(walk, walk.seq + 1, error.code), walk


def _stray(connection: Connection, archives: Archives) -> int | None:
    """The first row that the chain does not pass: before the first seq, or not what its archive holds."""
    first = connection.execute("SELECT min(seq) FROM journal").fetchone()[0]
    if first is not None and first < 1:
        return int(first)
    listed = archives.listed(connection)
    if not listed or first is None or first > listed[-1].last_seq:
        return None
    query = "SELECT seq, hash FROM journal WHERE seq <= ?"
    left = dict(connection.execute(query, (listed[-1].last_seq,)))
    for row in archives.rows(connection):
        if row[0] in left and left.pop(row[0]) != row[11]:
            return int(row[0])
        if not left:
            break
    return None


def _with_rows(connection: Connection, archives: Archives, report: Report) -> Report:
    """The report of a chain that holds, with what the state tables' rows, the marks and the archived ids add."""
    connection.text_factory = str
    found = [f"rows:{name}" for name in differing_tables(connection, archives)]
    for name, epoch, seq, digest in connection.execute("SELECT name, epoch, seq, hash FROM mark").fetchall():
        entry = next(archives.entries(connection, seq - 1), None)
        if entry is None or (entry.epoch, entry.seq, entry.hash) != (epoch, seq, digest):
            found.append(f"mark:{name}")
    listed = archives.listed(connection)
    if not _ids_match(connection, archives, listed[-1].last_seq if listed else 0):
        found.append("rows:archived_id")
    return replace(report, differences=tuple(sorted({*report.differences, *found})))


def _ids_match(connection: Connection, archives: Archives, last: int) -> bool:
    count = connection.execute("SELECT count(*) FROM archived_id").fetchone()[0]
    if count != last:
        return False
    query = "SELECT 1 FROM archived_id WHERE id=?"
    archived = (entry.entry_id for entry in islice(archives.entries(connection), last))
    return all(connection.execute(query, (one,)).fetchone() is not None for one in archived)


def whole_from(connection: Connection, archives: Archives, terminal_id: str, start: Head) -> int:
    """The last seq up to which the journal goes on whole from a place that is known to be."""
    walk = Walk(terminal_id, start.seq, start.epoch, start.hash)
    connection.text_factory = StoredText
    try:
        for stored in archives.rows(connection, start.seq):
            if walk.step(stored, None) is not None:
                break
    except (Error, FaultError):  # what lies behind the damage cannot be trusted
        pass
    finally:
        connection.text_factory = str
    return walk.seq


def _anchor_problem(walk: Walk, anchor: anchors.Anchor | None, verifier: Verifier, key: bytes) -> str | None:
    if anchor is None:
        return "anchor.missing"
    if anchor.terminal_id != walk.terminal_id or not verifier(key, anchors.CONTEXT, anchor.message, anchor.signature):
        return "anchor.bad_signature"
    if anchor.seq > walk.seq:
        return "anchor.leads"
    return None if walk.anchor_hash == anchor.hash else "anchor.other_history"


def _report(walk: Walk, broken: int | None, problem: str | None, differences: tuple[str, ...] = ()) -> Report:
    key = (walk.public_key or b"").hex()
    return Report(walk.seq, walk.epoch, walk.hash.hex(), broken, problem, differences, dict(walk.counts), key)
