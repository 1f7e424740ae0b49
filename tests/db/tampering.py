"""A small journal with every kind of entry, and hands that change it where no trigger sees them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.bootstrap import keys_of
from app.contract.campaign import CouponIssued, CouponRedeemed, CouponRestored, CouponWithdrawn
from app.contract.chain import StoredText, chain_hash, genesis
from app.contract.journal import KINDS, CatalogImported
from app.contract.key import KeyAdopted
from app.contract.member import MemberConsented, MemberEnrolled, PointsHeld, PointsMoved
from app.contract.message import ReceiptRequested
from app.contract.order import HandedLine, OrderHandedOver
from app.contract.pickup import (
    GivenLine,
    IntakeChanged,
    LinePicked,
    OrderGiven,
    OrderPutBack,
    OrderReadied,
    PickingStarted,
    ProblemReported,
)
from app.contract.wire import Wire, WireMoney, WireQuantity
from app.db import anchor as anchors
from app.db import tables, verify
from app.db.archive import Archives
from app.db.connection import Connection, connect_reader, connect_writer
from app.db.datadir import DataDir
from app.domain.approval import Limits
from app.domain.errors import UserError
from app.domain.staff import Person, Role
from app.domain.tender import Tender, TenderKind
from app.services.drawer import drawer_request
from app.services.ports import Fact, OpenRequest
from app.services.presence import Leaving
from app.services.staff import Newcomer
from app.vault.pin import PinHasher
from app.vault.signature import verify as holds
from tests.db.conftest import CHEAP, Till, refused

COLUMNS = [column.name for column in tables.journal.columns]
#: Memory that looks like a disk, where there is one.
_FAST = Path("/dev/shm")  # noqa: S108 - only as the parent of a folder of its own


def all_kinds(till: Till) -> None:
    """One entry of each kind at least, as small as the services make them."""
    till.open_shift(100)
    kept = till.sell(("A", 2, 50), ("B", 1, 30))
    parked = till.cart(("A", 1, 50))
    till.terminal.carts.park(parked, "", till.ids.mint(), "anna").result()
    till.terminal.carts.recall(parked.cart_id, till.ids.mint(), "anna").result()
    tender = Tender(till.ids.mint(), TenderKind.CARD, 20, 20, "R1")
    till.terminal.tenders.take(parked, tender, "anna").result()
    till.terminal.tenders.remove(parked.cart_id, tender.tender_id, till.ids.mint(), "anna").result()
    asked = OpenRequest(till.ids.mint(), parked.cart_id, "wallet", 20, "L1")
    till.terminal.tenders.request(parked, asked, till.ids.mint(), "anna").result()
    till.terminal.tenders.refuse(asked, "tender.declined", till.ids.mint(), "anna").result()
    lost = OpenRequest(till.ids.mint(), parked.cart_id, "wallet", 20, "L2")
    till.terminal.tenders.request(parked, lost, till.ids.mint(), "anna").result()
    till.terminal.tenders.abandon(lost, "no answer", "", till.ids.mint(), "anna").result()
    till.terminal.carts.note_removed(parked.cart_id, parked.lines[0], till.ids.mint(), "anna").result()
    till.terminal.carts.void(parked, "no", "anna").result()
    till.terminal.stock.move(till.ids.mint(), "delivery", [("A", kept.ticket.lines[0].quantity)], "anna").result()
    till.give_back((kept, 1, 1))
    unknown = till.cart(("471", 1, 5))
    till.complete(replace(unknown, lines=(replace(unknown.lines[0], unknown=True),))).result()
    *_, task = till.terminal.tasks.open()
    till.terminal.tasks.close(task.task_id, "listed", "anna", till.ids.mint()).result()
    paid, sale_id = kept.ticket.tenders[0], kept.ticket.sale_id
    correct = till.terminal.correct
    correct.tender(sale_id, paid.tender_id, TenderKind.CARD, "A1", "slip", "anna", till.ids.mint()).result()
    till.terminal.receipts.reprint(sale_id, till.ids.mint(), "anna").result()
    till.close_shift(180)
    staff_kinds(till)
    told_kinds(till, sale_id)
    assert set(till.kinds()) == {kind for kind, _ in KINDS}, set(till.kinds()) ^ {kind for kind, _ in KINDS}


def told_kinds(till: Till, sale_id: str) -> None:
    """What is written as it comes."""
    imported = CatalogImported(added=1, updated=0, refused=0, digest="0" * 64)
    handed = HandedLine(sku="A", quantity=WireQuantity(milli=1_000, unit="piece"))
    asked = ReceiptRequested(sale_id=sale_id, sealed="A" * 76, masked="a***@b.tw", language="en")
    told = (
        OrderHandedOver(order_id="o1", lines=(handed,)),
        KeyAdopted(public="ab" * 32),
        asked,
        *member_kinds(sale_id),
    )
    twenty = till.terminal.desk.money(20)
    coupons = (
        CouponRedeemed(sale_id=sale_id, code="S/1", campaign="c1", basis="held", amount=twenty),
        CouponRestored(sale_id=sale_id, code="S/1", campaign="c1"),
        CouponIssued(sale_id=sale_id, code="N/1", campaign="c2", ends_at=9),
        CouponWithdrawn(sale_id=sale_id, code="N/1", campaign="c2"),
    )
    for body in (imported, *told, *coupons, *pickups()):
        fact = Fact(till.ids.mint(), body, till.clock.now(), "anna", "2026-03-05")
        till.terminal.store.writer.write(lambda work, fact=fact: work.append(fact)).result()


def member_kinds(sale_id: str) -> tuple[Wire, ...]:
    """Somebody who became a member, and points."""
    none = WireMoney(minor=0, currency="TWD")
    enrolled = MemberEnrolled(
        member_id=sale_id, sealed="A" * 76, name="林○萱", contact="***678", contact_hashes=("ab" * 32,), birthday="",
        consents=("membership",),
    )  # fmt: skip
    moved = PointsMoved(member_id=sale_id, points=3, reason="earned", sale_id=sale_id, base=none)
    held = PointsHeld(hold_id=sale_id, member_id=sale_id, points=5, offline=True)
    return enrolled, MemberConsented(member_id=sale_id, consents=()), moved, held


def pickups() -> tuple[Wire, ...]:
    """What is done with orders for pickup."""
    return (
        PickingStarted(order_id="o1"),
        LinePicked(order_id="o1", line=1, milli=0, state="short", reason="sold_out"),
        OrderReadied(order_id="o1", shelf="C-07"),
        OrderGiven(order_id="o1", given=(GivenLine(line=1, milli=1_000),)),
        ProblemReported(order_id="o1", problem="damaged"),
        OrderPutBack(order_id="o1", why="expired"),
        IntakeChanged(state="paused"),
    )


def staff_kinds(till: Till) -> None:
    """What people do at a terminal that sells nothing any more."""
    boss = Newcomer(Person("B", "B", "", Role.MANAGER), PinHasher(CHEAP).hash("5173"), None)
    staff, approvals, drawer_id = till.terminal.staff, till.terminal.approvals, till.ids.mint()
    staff.take_in([boss]).result()
    refused(UserError, "staff.wrong_pin", staff.sign_in("B", "9753").result)
    staff.sign_in("B", "5173").result()
    approvals.change_limits(Limits(1, 1), "B").result()
    approvals.approve_alone(drawer_request(drawer_id, "x"), "B").result()
    till.terminal.drawer.open(drawer_id, "x", "B").result()
    staff.sign_out(Leaving.ENDED).result()


@dataclass
class Specimen:
    """A closed data directory, whole and without a log."""

    folder: Path
    key: bytes | None
    public: bytes
    terminal_id: str

    @classmethod
    def of(cls, till: Till) -> Specimen:
        """What a till leaves behind."""
        till.close()
        place = DataDir(till.folder)
        identity = place.identity()
        assert identity is not None
        keys = keys_of(till.config, identity)
        with closing(connect_writer(place.database, keys.database)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
        return cls(till.folder, keys.database, keys.public, identity.terminal_id)


def fast_folder(tmp_path: Path) -> Path:
    """Where files are changed often: in memory, if they can be."""
    return _FAST if _FAST.is_dir() and os.access(_FAST, os.W_OK) else tmp_path


@contextmanager
def hands(specimen: Specimen, tmp_path: Path) -> Iterator[Hands]:
    """Hands on a copy of a specimen."""
    folder = fast_folder(tmp_path) / f"omo-pos-tamper-{os.getpid()}-{tmp_path.name}"
    shutil.copytree(specimen.folder, folder)
    made = Hands(folder, specimen)
    try:
        yield made
    finally:
        made.reader.close()
        made.writer.close()
        shutil.rmtree(folder)


class Hands:
    """Change a journal through SQLite with the triggers dropped, and look whether that is found.

    Attributes:
        rows: the rows as they were, texts apart from blobs, by seq.
    """

    def __init__(self, folder: Path, specimen: Specimen) -> None:
        self.place = DataDir(folder)
        self.specimen = specimen
        self.writer = connect_writer(self.place.database, specimen.key)
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "foreign_keys=OFF", "cell_size_check=OFF"):
            self.writer.execute(f"PRAGMA {pragma}")
        for name in ("journal_no_update", "journal_no_delete", "journal_next"):
            self.writer.execute(f"DROP TRIGGER {name}")
        self.reader = connect_reader(self.place.database, specimen.key)
        self.rows = {row[0]: row for row in self.read()}
        self.last = max(self.rows)

    def read(self) -> list[tuple[Any, ...]]:
        """The rows as they lie there now."""
        self.reader.text_factory = StoredText
        try:
            return self.reader.execute("SELECT * FROM journal ORDER BY seq").fetchall()
        finally:
            self.reader.text_factory = str

    def look(self) -> verify.Report:
        """What a verification finds."""
        return look(self.reader, self.place, self.specimen)

    def set(self, seq: int, column: str, value: object) -> None:
        """Give a column of a row a value, of whatever type."""
        self.writer.execute(f"UPDATE journal SET {column} = {cast(value)} WHERE seq = ?", (value, seq))

    def put(self, row: tuple[Any, ...]) -> None:
        """Write a whole row."""
        marks = ", ".join(cast(value) for value in row)
        self.writer.execute(f"INSERT INTO journal({', '.join(COLUMNS)}) VALUES({marks})", row)

    def remove(self, seq: int) -> None:
        """Take a row away."""
        self.writer.execute("DELETE FROM journal WHERE seq = ?", (seq,))

    def write_all(self, rows: list[tuple[Any, ...]]) -> None:
        """Make the journal of these rows."""
        self.writer.execute("DELETE FROM journal")
        for row in rows:
            self.put(row)

    def mend(self) -> None:
        """Put everything back."""
        self.write_all(list(self.rows.values()))

    def chained(self, rows: list[tuple[Any, ...]], before: bytes | None = None) -> list[tuple[Any, ...]]:
        """The rows, numbered and hashed anew one behind the other, as an attacker can do who knows the code."""
        prev = genesis(self.specimen.terminal_id) if before is None else before
        made, seq = [], rows[0][0]
        for row in rows:
            columns = (seq, *row[1:-2])
            made.append((*columns, prev, own := chain_hash(prev, self.specimen.terminal_id, columns)))
            seq, prev = seq + 1, own
        return made

    def loosen(self) -> None:
        """Rewrite the table's definition so that every column takes every type."""
        self.writer.execute("PRAGMA writable_schema=ON")
        free = f"CREATE TABLE journal(seq INTEGER PRIMARY KEY, {', '.join(COLUMNS[1:])}, UNIQUE (id))"
        self.writer.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'journal'", (free,))
        self.writer.execute("PRAGMA writable_schema=RESET")

    def anchor(self) -> anchors.Anchor:
        """The anchor as it was left."""
        found = anchors.read(self.specimen.folder / "anchor.json")
        assert found is not None
        return found


def look(connection: Connection, place: DataDir, specimen: Specimen) -> verify.Report:
    """What a verification finds: most of it by the chain alone, which is its first part and costs the least."""
    archives = Archives(place.archive, specimen.key)
    report = verify.verify_chain(connection, archives)
    if report.problem is None:
        report = verify.verify(connection, place.anchor, archives, holds, specimen.public)
    return report


def cast(value: object) -> str:
    """How a value is bound so that bytes can be a text."""
    return "CAST(? AS TEXT)" if isinstance(value, StoredText) else "?"
