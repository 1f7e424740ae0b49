"""What the services need of the outer rooms. Each port is a bare noun; an implementation's name says how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from enum import Enum, IntEnum
from typing import Protocol, TypeVar

from app.contract.wire import Wire
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.quantity import Unit
from app.domain.refund import LineState
from app.domain.shift import Remark, Shift, ShiftFlow, ShiftSums
from app.services.catalog_plan import Item
from app.services.coupon_ports import CouponReads
from app.services.lookup import Detail, Found, SearchResult, Shelf, Shown
from app.services.member_reads import KnowsMembers
from app.services.pickup_ports import PickupReads
from app.services.sales_ports import SalesReads
from app.services.staff_ports import StaffReads, StaffWrites

T = TypeVar("T")


class Priority(IntEnum):
    """Order in the writer's queue: a customer waits for the first only."""

    SALE = 0
    AUTOSAVE = 1
    FEED = 2
    UPKEEP = 3


class Clock(Protocol):
    """The time of day."""

    def now(self) -> int:
        """Microseconds since 1970, UTC."""
        ...


class IdSource(Protocol):
    """Where new identities come from."""

    def mint(self) -> str:
        """A new UUIDv7 in lower-case text."""
        ...


@frozen
class Fact:
    """A fact before it has its place in the journal.

    Attributes:
        entry_id: minted early; the act's identity, under which a repeat is recognised.
        occurred_at: microseconds UTC.
        actor: staff id.
        shift_id: None outside any shift.
        epoch: only of the fact that opens an epoch: its number.
    """

    entry_id: str
    body: Wire
    occurred_at: int
    actor: str
    business_on: str
    shift_id: str | None = None
    epoch: int | None = None


@frozen
class Entry:
    """A fact in its place. `body` is the stored text; `prev_hash` and `hash` are SHA-256."""

    seq: int
    epoch: int
    entry_id: str
    kind: str
    schema: int
    business_on: str
    occurred_at: int
    actor: str
    shift_id: str | None
    body: str
    prev_hash: bytes
    hash: bytes


@frozen
class Head:
    """The journal's last entry."""

    epoch: int
    seq: int
    hash: bytes


@frozen
class ReturnableLine:
    """A sold line as a return needs it: what it was, and what of it is still there to come back."""

    sku: str
    name: str
    unit: str
    tax_class: str
    rate_ppm: int
    state: LineState


@frozen
class ParkedCart:
    """A cart put aside; `cart` is its text form."""

    cart_id: str
    label: str
    cart: str
    parked_at: int
    parked_by: str


@frozen
class PendingTender:
    """Money already taken for a cart that is not completed; `tender` is its text form."""

    tender_id: str
    cart_id: str
    tender: str


@frozen
class OpenRequest:
    """What a provider was asked for, for an open cart, while its answer is not in the journal.

    Attributes:
        kind: of the tender, as in its text form.
        amount: minor units, negative where the customer gets money; as it was taken where it is to be given back.
        gives_back: a tender that was taken is to be given back, `reason` says why.
    """

    tender_id: str
    cart_id: str
    kind: str
    amount: int
    reference: str = ""
    gives_back: bool = False
    reason: str = ""


class Reads(StaffReads, SalesReads, CouponReads, PickupReads, KnowsMembers, Protocol):
    """What a transaction, or a reader beside it, can look up; each an indexed read."""

    def head(self) -> Head | None:
        """The journal's last entry, None before the first."""
        ...

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of an act that is already in the journal."""
        ...

    def knows(self, entry_id: str) -> bool:
        """Whether an act is in the journal or its archives; cheaper than reading it."""
        ...

    def open_shift(self) -> Shift | None:
        """The shift that sales go into."""
        ...

    def shift(self, shift_id: str) -> Shift | None:
        """A shift, open or closed."""
        ...

    def last_closed_shift(self) -> Shift | None:
        """The shift that was closed last."""
        ...

    def shift_sums(self, shift_id: str) -> ShiftSums:
        """What a shift took so far."""
        ...

    def shift_flow(self, one: Shift) -> ShiftFlow:
        """How the open shift's cash came and went, and how much was done; reads entries, so not for the window."""
        ...

    def shift_watched(self, one: Shift) -> tuple[int, int]:
        """Of the open shift: drawers opened without a sale, carts cancelled after payment; see `shift_flow`."""
        ...

    def shift_remarks(self, one: Shift) -> tuple[Remark, ...]:
        """What was done by hand over the open shift, as far as it occurred; see `shift_flow`."""
        ...

    def tender_kinds(self, shift_id: str) -> tuple[str, ...]:
        """The kinds of tenders that a shift took, without what they came to."""
        ...

    def kept_count(self) -> str | None:
        """The text of the drawer's count under way."""
        ...

    def returnable(self, sale_id: str, line: int) -> ReturnableLine | None:
        """A line of a sale of this terminal."""
        ...

    def parked(self, cart_id: str) -> ParkedCart | None:
        """A parked cart."""
        ...

    def parked_carts(self) -> list[ParkedCart]:
        """All parked carts, oldest first."""
        ...

    def pending_tenders(self, cart_id: str | None = None) -> list[PendingTender]:
        """Money taken for a cart, or for any cart, that is not completed."""
        ...

    def open_requests(self, cart_id: str | None = None) -> list[OpenRequest]:
        """What providers were asked for, for a cart or for any, and have not answered."""
        ...

    def tender_holder(self, tender_id: str) -> str | None:
        """The cart or sale that a tender's money is held for; None where there is no such tender."""
        ...

    def last_receipt(self, epoch: int) -> int:
        """The sequence of the last receipt of an epoch, 0 before the first."""
        ...

    def last_shift(self, epoch: int) -> int:
        """The number of the last shift of an epoch."""
        ...

    def last_z(self, epoch: int) -> int:
        """The number of the last Z of an epoch."""
        ...

    def acknowledged_sales(self, shift_id: str) -> int:
        """How many sales of a shift the centre holds."""
        ...

    def promotion_english(self, rule_id: str) -> str | None:
        """A promotion's English name; None where it has none, or is no longer there."""
        ...

    def moved(self, sku: str) -> int:
        """The sum of this terminal's stock movements of a SKU, in thousandths."""
        ...

    def terminal(self, name: str) -> str | None:
        """An attribute of this terminal: ``terminal_id``, ``currency``, ``settings``, ``limits`` (their texts),
        ``float_left`` (minor units).
        """
        ...

    def autosave(self) -> str | None:
        """The open cart's text as it was saved last."""
        ...


class UnitOfWork(Reads, StaffWrites, Protocol):
    """One transaction on the writer's connection: what is appended holds altogether or not at all."""

    def append(self, fact: Fact) -> Entry:
        """Write a fact into the journal and its effect into the state tables.

        Raises:
            ConflictError: ``journal.id_taken``.
            UserError: ``journal.entry_too_large``.
        """
        ...

    def hold(self, mark: Head | None) -> None:
        """Note the last entry that the centre holds; None: it holds nothing."""
        ...

    def drop_autosave(self, cart_id: str) -> None:
        """Forget the autosaved cart, if it is this one."""
        ...

    def save_cart(self, cart_id: str, text: str, at: int) -> bool:
        """Keep the open cart's text, unless that cart was sold, voided or parked meanwhile; True if kept."""
        ...

    def open_cart(self, cart_id: str, text: str, at: int) -> None:
        """Make this the open cart. An autosave that still waits then is of another one, and is dropped."""
        ...

    def keep_count(self, shift_id: str, text: str, at: int) -> None:
        """Keep the text of the drawer's count under way, in the place of the one before."""
        ...

    def drop_count(self) -> None:
        """Forget the drawer's count: it is in an entry now."""
        ...


class Writer(Protocol):
    """The one door to the writing connection."""

    def write(self, job: Callable[[UnitOfWork], T], priority: Priority = Priority.SALE) -> Future[T]:
        """Run a job as one transaction; its future is done once the transaction is on the disk."""
        ...

    def keep_latest(self, job: Callable[[UnitOfWork], object]) -> None:
        """Run the latest of such jobs at autosave priority; one that still waits is replaced."""
        ...


class Catalog(Protocol):
    """Look-ups in the catalogue."""

    def find(self, code: str, at: int) -> Found | None:
        """The product under a SKU, GTIN or house code, with its price at a moment; one indexed read."""
        ...

    def search(self, text: str, limit: int, at: int) -> list[SearchResult]:
        """Products as people type them, best first, with their prices at a moment."""
        ...

    def categories(self) -> list[str]:
        """The categories that products are in, by their whole paths, in the order of the paths."""
        ...

    def shelves(self) -> list[Shelf]:
        """The categories that stand alone and hold something, in the shop's order."""
        ...

    def browse(self, category: str, after: tuple[str, str], limit: int, at: int) -> list[Shown]:
        """Products of a category and of those below it, shelf by shelf, each an indexed read.

        Args:
            after: category and SKU of the product before the first one; two empty texts for the beginning.
        """
        ...

    def how_many(self, category: str, limit: int) -> int:
        """How many products a category holds with those below it, counted up to a limit."""
        ...

    def often_sold(self, limit: int, at: int) -> list[Shown]:
        """What sells most often at this terminal, most first."""
        ...

    def shown(self, sku: str, at: int) -> Shown | None:
        """One product as a tile or a line's editor shows it; None where it is not sold."""
        ...

    def detail(self, sku: str, at: int) -> Detail | None:
        """All that there is to know of a product; None where it is not sold."""
        ...

    def marks(self, text: str, name: str) -> tuple[tuple[int, int], ...]:
        """Where in a name the characters stand that somebody meant by a text, as stretches; reads nothing."""
        ...

    def sound(self, name: str) -> str:
        """The bopomofo initials of a name; reads nothing."""
        ...


class Sheet(Protocol):
    """A table read from a file, row by row."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number, from 1, and the cells' text; empty rows are passed over."""
        ...


class Came(Enum):
    """What became of a product that came from a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@frozen
class Taken:
    """What became of one item of a file: `unit` is what its product counts now, `error` why it was refused."""

    line: int
    came: Came
    unit: Unit
    error: UserError | None = None


class Intake(Protocol):
    """The catalogue's door for products that come from a file."""

    def take(self, items: Sequence[Item], at: int) -> list[Taken]:
        """Take items in, in transactions so short that no sale waits for one; what became of each, in their order.

        Args:
            at: now, in microseconds UTC: changed prices hold from it on.
        """
        ...
