"""The unit of work: reads, and one transaction's facts, on one connection."""

from __future__ import annotations

from app.contract import chain
from app.contract.journal import EpochOpened, read_body
from app.db import apply, cart, journal, outbox, promotion, sale, shift, staff, stock, tender, terminal
from app.db.archive import Archives
from app.db.campaign import SqliteCouponReads
from app.db.connection import Connection
from app.db.member import SqliteMembers
from app.db.pickup import SqlitePickupReads
from app.db.sales_reads import SqliteSalesReads
from app.db.staff_reads import SqliteStaffReads
from app.domain.errors import FaultError
from app.domain.shift import Remark, Shift, ShiftFlow, ShiftSums
from app.domain.staff import Person
from app.services.ports import Entry, Fact, Head, OpenRequest, ParkedCart, PendingTender, ReturnableLine


class SqliteReads(SqliteStaffReads, SqliteSalesReads, SqliteCouponReads, SqlitePickupReads):
    """Look-ups on a connection; fits the port `Reads`."""

    def __init__(self, connection: Connection, archives: Archives) -> None:
        super().__init__(connection)
        self._archives = archives
        self.members = SqliteMembers(lambda: connection)

    def head(self) -> Head | None:
        """See `Reads.head`."""
        return journal.head(self._connection)

    def entry(self, entry_id: str) -> Entry | None:
        """See `Reads.entry`."""
        found = journal.by_id(self._connection, entry_id)
        return found or self._archives.by_id(self._connection, entry_id)

    def knows(self, entry_id: str) -> bool:
        """See `Reads.knows`."""
        return journal.knows(self._connection, entry_id)

    def open_shift(self) -> Shift | None:
        """See `Reads.open_shift`."""
        return shift.open_shift(self._connection)

    def shift(self, shift_id: str) -> Shift | None:
        """See `Reads.shift`."""
        return shift.by_id(self._connection, shift_id)

    def last_closed_shift(self) -> Shift | None:
        """See `Reads.last_closed_shift`."""
        return shift.last_closed(self._connection)

    def shift_sums(self, shift_id: str) -> ShiftSums:
        """See `Reads.shift_sums`."""
        return shift.sums(self._connection, shift_id)

    def shift_flow(self, one: Shift) -> ShiftFlow:
        """See `Reads.shift_flow`."""
        return shift.flow(self._connection, one)

    def shift_watched(self, one: Shift) -> tuple[int, int]:
        """See `Reads.shift_watched`."""
        return shift.watched(self._connection, one)

    def shift_remarks(self, one: Shift) -> tuple[Remark, ...]:
        """See `Reads.shift_remarks`."""
        return shift.remarks(self._connection, one)

    def tender_kinds(self, shift_id: str) -> tuple[str, ...]:
        """See `Reads.tender_kinds`."""
        return shift.tender_kinds(self._connection, shift_id)

    def kept_count(self) -> str | None:
        """See `Reads.kept_count`."""
        return shift.kept_count(self._connection)

    def returnable(self, sale_id: str, line: int) -> ReturnableLine | None:
        """See `Reads.returnable`."""
        return sale.returnable(self._connection, sale_id, line)

    def parked(self, cart_id: str) -> ParkedCart | None:
        """See `Reads.parked`."""
        return cart.parked(self._connection, cart_id)

    def parked_carts(self) -> list[ParkedCart]:
        """See `Reads.parked_carts`."""
        return cart.all_parked(self._connection)

    def pending_tenders(self, cart_id: str | None = None) -> list[PendingTender]:
        """See `Reads.pending_tenders`."""
        return tender.pending(self._connection, cart_id)

    def open_requests(self, cart_id: str | None = None) -> list[OpenRequest]:
        """See `Reads.open_requests`."""
        return tender.open_requests(self._connection, cart_id)

    def tender_holder(self, tender_id: str) -> str | None:
        """See `Reads.tender_holder`."""
        return tender.holder(self._connection, tender_id)

    def last_receipt(self, epoch: int) -> int:
        """See `Reads.last_receipt`."""
        return terminal.numbers(self._connection, epoch)[0]

    def last_shift(self, epoch: int) -> int:
        """See `Reads.last_shift`."""
        return terminal.numbers(self._connection, epoch)[1]

    def last_z(self, epoch: int) -> int:
        """See `Reads.last_z`."""
        return terminal.numbers(self._connection, epoch)[2]

    def acknowledged_sales(self, shift_id: str) -> int:
        """See `Reads.acknowledged_sales`."""
        row = self._connection.execute(
            "SELECT count(*) FROM sale WHERE shift_id=? AND seq <= coalesce((SELECT seq FROM mark WHERE "
            "name='centre'), 0)",
            (shift_id,),
        ).fetchone()
        return int(row[0])

    def promotion_english(self, rule_id: str) -> str | None:
        """See `Reads.promotion_english`."""
        return promotion.english(self._connection, rule_id)

    def moved(self, sku: str) -> int:
        """See `Reads.moved`."""
        return stock.moved(self._connection, sku)

    def autosave(self) -> str | None:
        """See `Reads.autosave`."""
        return cart.saved(self._connection)

    def terminal(self, name: str) -> str | None:
        """An attribute of the terminal, see `terminal.value`."""
        return terminal.value(self._connection, name)


class SqliteUnitOfWork(SqliteReads):
    """One transaction of the writer; fits the port `UnitOfWork`. Its beginning and end belong to the writer."""

    def __init__(self, connection: Connection, terminal_id: str, archives: Archives) -> None:
        super().__init__(connection, archives)
        self._terminal_id = terminal_id
        self._head: Head | None = None
        self.last: Entry | None = None
        self.opened_cart = False

    def head(self) -> Head | None:
        """See `Reads.head`; within a transaction nobody else moves it, so it is read once."""
        if self._head is None:
            self._head = journal.head(self._connection)
        return self._head

    def append(self, fact: Fact) -> Entry:
        """See `UnitOfWork.append`."""
        place = self._place(fact)
        entry = journal.build(fact, place)
        journal.insert(self._connection, entry)
        apply.apply(self._connection, entry, fact.body)
        self._appended(entry)
        return entry

    def _appended(self, entry: Entry) -> None:
        self.last = entry
        self._head = Head(entry.epoch, entry.seq, entry.hash)

    def _place(self, fact: Fact) -> journal.Place:
        head = self.head()
        if fact.epoch is not None:
            seq, prev = (0, chain.genesis(self._terminal_id)) if head is None else (head.seq, head.hash)
            return journal.Place(self._terminal_id, fact.epoch, seq, prev)
        if head is None:
            raise FaultError("journal.no_epoch")
        return journal.Place(self._terminal_id, head.epoch, head.seq, head.hash)

    def hold(self, mark: Head | None) -> None:
        """See `UnitOfWork.hold`."""
        outbox.hold(self._connection, mark)

    def drop_autosave(self, cart_id: str) -> None:
        """See `UnitOfWork.drop_autosave`."""
        cart.drop(self._connection, cart_id)

    def save_cart(self, cart_id: str, text: str, at: int) -> bool:
        """See `UnitOfWork.save_cart`."""
        return cart.save(self._connection, cart_id, text, at)

    def open_cart(self, cart_id: str, text: str, at: int) -> None:
        """See `UnitOfWork.open_cart`."""
        self.opened_cart = cart.save(self._connection, cart_id, text, at)

    def keep_count(self, shift_id: str, text: str, at: int) -> None:
        """See `UnitOfWork.keep_count`."""
        shift.keep_count(self._connection, shift_id, text, at)

    def drop_count(self) -> None:
        """See `UnitOfWork.drop_count`."""
        shift.drop_count(self._connection)

    def put_person(self, one: Person) -> None:
        """See `StaffWrites.put_person`."""
        staff.put_person(self._connection, one)

    def put_pin(self, staff_id: str, pin_hash: str | None) -> None:
        """See `StaffWrites.put_pin`."""
        staff.put_pin(self._connection, staff_id, pin_hash)

    def put_badge(self, staff_id: str, badge_hash: bytes | None) -> None:
        """See `StaffWrites.put_badge`."""
        staff.put_badge(self._connection, staff_id, badge_hash)

    def reappend(self, stored: Entry) -> Entry | None:
        """Take a fact over from another stretch of this terminal's history, under its old id; None if it is known.

        The first entries of other epochs are not taken over: they say who wrote there, not what happened.
        """
        body = read_body(stored.kind, stored.schema, stored.body)
        if isinstance(body, EpochOpened) or journal.knows(self._connection, stored.entry_id):
            return None
        head = self.head()
        if head is None:
            raise FaultError("journal.no_epoch")
        place = journal.Place(self._terminal_id, head.epoch, head.seq, head.hash)
        entry = journal.build_raw(
            (place.seq + 1, place.epoch, stored.entry_id, stored.kind, stored.schema, stored.business_on,
             stored.occurred_at, stored.actor, stored.shift_id, stored.body),
            place,
        )  # fmt: skip
        journal.insert(self._connection, entry)
        apply.apply(self._connection, entry, body)
        self._appended(entry)
        return entry
