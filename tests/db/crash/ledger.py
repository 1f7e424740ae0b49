"""What must be in a data directory, by what a seller said; and whether it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from app.bootstrap import Beside
from app.contract import chain
from app.db import anchor as anchors
from app.db import journal
from app.db.connection import Connection
from app.vault.signature import verify
from tests.db.crash.books import Books, BrokenPromiseError, promise
from tests.db.crash.contents import CONTENT, act_of, comes_along, knows_coupons, sale_in_tables
from tests.db.crash.purse import digest

__all__ = ["LAST_MOMENT", "BrokenPromiseError", "Ledger", "promise"]

#: Nanoseconds of scanning that a cut may cost.
LAST_MOMENT = 100_000_000
#: Orders and coupons that are looked at after each kill.
_LAST = 30


@dataclass
class Open:
    """The open cart: every state that was handed over to be kept, and the first that may not be missing."""

    cart_id: str
    texts: list[str] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    kept: int = -1

    def floor(self, until: int | None) -> int:
        """The state that must be there: one known as kept, or handed over before a moment."""
        early = [] if until is None else [place for place, at in enumerate(self.times) if at <= until]
        return max([self.kept, *early])


@dataclass
class Heard:
    """What a seller said, line by line, and what must be there by it."""

    expected: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    sales: list[str] = field(default_factory=list)
    parked: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    asked: str | None = None
    charged: dict[str, int] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)
    shift: str | None = None
    cart: Open | None = None
    trying: dict[str, Any] | None = None
    books: Books = field(default_factory=Books)
    told: int = 0
    telling: int = 0
    checked: int = 0
    born: bool = False
    done: int = 0
    seq: int = 0
    head: bytes = b""
    tail: bytes = b""

    def hear(self, data: bytes) -> None:
        """Take in what was said since the last time; a line that its seller did not end does not count."""
        *lines, self.tail = (self.tail + data).split(b"\n")
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                continue  # cut off by a kill, and ended by the next seller
            getattr(self, "_" + said["say"])(said)

    def _opened(self, said: dict[str, Any]) -> None:
        self.born = True

    def _resumed(self, said: dict[str, Any]) -> None:
        """The next seller found what was found beside it, or what nobody looked at meanwhile."""
        cart, self.cart = self.cart, None
        if said["cart"] is None:
            promise(cart is None or cart.kept < 0, "the open cart did not come back:", cart)
        else:
            there = (
                cart is not None and cart.cart_id == said["cart"] and said["text"] in cart.texts[max(cart.kept, 0) :]
            )
            promise(there, "the open cart came back as", said, "instead of", cart)
            self.cart = Open(said["cart"], [said["text"]], [0], 0)
        promise(said["parked"] == sorted(self.parked), "parked carts came back as", said, self.parked)
        promise(said["pending"] == sorted(self.pending), "tenders came back as", said, self.pending)
        promise(said["asked"] == self.asked, "the wallet's request came back as", said, self.asked)
        promise(said["shift"] == self.shift, "the shift came back as", said, self.shift)
        promise(said["page"] in {self.told, self.telling}, "the feed stands at", said, "not", self.told)
        self.told = self.telling = said["page"]

    def _try(self, said: dict[str, Any]) -> None:
        promise(self.trying is None, "two acts at once", self.trying, said)
        self.trying = said

    def _done(self, said: dict[str, Any]) -> None:
        self.done += 1
        if said["id"] in self.seen:
            promise(self.seen[said["id"]] == said["digest"], "a double press gave another act", said)
            return
        trying, self.trying = self.trying, None
        promise(trying is not None and trying["id"] == said["id"], "done, but never tried", said)
        promise(trying["digest"] == said["digest"], "done otherwise than tried", said)
        self._apply(trying)

    def _failed(self, said: dict[str, Any]) -> None:
        self.trying, self.telling = None, self.told  # whoever was told so finds nothing of it later

    def _tell(self, said: dict[str, Any]) -> None:
        """A page of the feed is taken."""
        promise(self.telling == self.told, "two pages at once", said)
        self.telling = said["page"]

    def _told(self, said: dict[str, Any]) -> None:
        self.told = self.telling

    def _scan(self, said: dict[str, Any]) -> None:
        if self.cart is None:
            self.cart = Open(said["cart"])
        promise(self.cart.cart_id == said["cart"], "two open carts")
        self.cart.texts.append(said["text"])

    def _scanned(self, said: dict[str, Any]) -> None:
        if self.cart is not None:
            self.cart.times.append(said["at"])

    def _charged(self, said: dict[str, Any]) -> None:
        """A wallet took money from its owner; asked again it says so, and takes nothing more."""
        promise(self.charged.setdefault(said["id"], said["amount"]) == said["amount"], "charged otherwise", said)

    def _kept(self, said: dict[str, Any]) -> None:
        if self.cart is not None:
            self.cart.kept = len(self.cart.texts) - 1

    def _apply(self, act: dict[str, Any]) -> None:
        self.expected.append(act)
        self.seen[act["id"]] = act["digest"]
        match act["kind"]:
            case "sale.completed":
                self.sales.append(act["id"])
                self.pending = {one: cart for one, cart in self.pending.items() if cart != act["cart"]}
                self.cart = None
            case "cart.voided":
                self.cart = None
            case "cart.parked":
                self.parked[act["cart"]] = act["text"]
                self.cart = None
            case "cart.recalled":
                self.cart = Open(act["cart"], [self.parked.pop(act["cart"])], [0], 0)
            case "tender.requested":
                self.asked = act["tender"]
                self._kept(act)
            case "tender.refused" | "tender.abandoned":
                self.asked = None
            case "tender.taken":
                self.pending[act["id"]] = act["cart"]
                self.asked = None
                self._kept(act)
            case "tender.removed":
                del self.pending[act["tender"]]
                self.returned.add(act["tender"])
            case "shift.opened":
                self.shift = act["id"]
            case "shift.closed":
                self.shift = None


@dataclass
class Ledger(Heard):
    """The model: fed with a seller's lines it says what the data directory holds."""

    def fork(self) -> Ledger:
        """One that can be checked and goes its own way."""
        cart = None if self.cart is None else replace(self.cart, texts=[*self.cart.texts], times=[*self.cart.times])
        return replace(
            self,
            expected=[*self.expected],
            seen={**self.seen},
            sales=[*self.sales],
            parked={**self.parked},
            pending={**self.pending},
            charged={**self.charged},
            returned={*self.returned},
            books=deepcopy(self.books),
            cart=cart,
        )

    # --- held against a data directory ---------------------------------------------------------------------------

    def check(self, beside: Beside, until: int | None = None) -> None:
        """Hold what came since the last check against a data directory that nobody writes now.

        Afterwards the ledger says what is there, as the next seller finds it.

        Args:
            until: what was scanned before this moment (monotonic, in ns) must be there.
        """
        connection = beside.connection
        self._check_journal(beside)
        self._check_state(connection)
        self._check_books(beside, _LAST)
        self._check_cart(connection, until)
        self._check_anchor(beside)

    def _check_anchor(self, beside: Beside) -> None:
        """It lags or stands at the head, and never leads; only a journal that just began may lack it."""
        anchor = anchors.read(beside.place.anchor)
        if anchor is None:
            promise(self.seq <= 2, "the anchor is missing")
            return
        signed = verify(beside.public_key or b"", anchors.CONTEXT, anchor.message, anchor.signature)
        promise(signed, "the anchor is not signed")
        promise(anchor.seq <= self.seq, "the anchor leads:", anchor.seq, "of", self.seq)
        entry = next(beside.archives.entries(beside.connection, anchor.seq - 1))
        promise(entry.hash == anchor.hash, "the anchor stands in another history")

    def check_whole(self, beside: Beside) -> None:
        """Hold everything that was ever acknowledged against a data directory, after `check`."""
        report = beside.verify()
        promise(report.ok, "verify finds", report)
        promise(report.entries == self.seq, "verify walks", report.entries, "entries of", self.seq)
        self._check_books(beside, sys.maxsize)
        contents = dict.fromkeys(self.sales)
        for sale_id in contents:
            promise(digest(sale_in_tables(beside.connection, sale_id)) == self.seen[sale_id], "changed:", sale_id)

    def _check_journal(self, beside: Beside) -> None:
        """The acts since the last check are there, in order, as they were acknowledged, and no others."""
        terminal_id = beside.identity.terminal_id
        rows = list(beside.archives.entries(beside.connection, max(self.seq - 1, 0)))
        if self.seq == 0:
            rows = self._check_birth(rows, terminal_id)
        else:
            before = rows.pop(0) if rows else None
            promise(before is not None and before.hash == self.head, "entry", self.seq, "is not what it was")
        groups = self._acts(rows, terminal_id)
        new = len(self.expected) - self.checked
        if len(groups) == new + 1 and self.trying is not None and act_of(groups[-1][0]) == self.trying["id"]:
            self._apply(self.trying)  # cut off between the commit and its acknowledgement
        self.trying = None
        wanted = self.expected[self.checked :]
        self.checked = len(self.expected)
        found, ids = [act_of(group[0]) for group in groups], [act["id"] for act in wanted]
        promise(found == ids, "acknowledged but missing:", _missing(ids, found), "never tried:", _missing(found, ids))
        for act, (row, *along) in zip(wanted, groups, strict=True):
            content = CONTENT[row.kind](row.entry_id, json.loads(row.body))
            promise(row.kind == act["kind"] and digest(content) == act["digest"], "not what was acknowledged:", row)
            self.books.take(act, row, along)

    def _acts(self, rows: list[journal.Entry], terminal_id: str) -> list[list[journal.Entry]]:
        """Entries by act: each with those that came along."""
        groups: list[list[journal.Entry]] = []
        for row in rows:
            self._check_chain(row, terminal_id)
            if comes_along(row):
                promise(groups, "came along with nothing:", row)
                groups[-1].append(row)
            else:
                groups.append([row])
        return groups

    def _check_birth(self, rows: list[journal.Entry], terminal_id: str) -> list[journal.Entry]:
        """The two entries with which a journal begins come together or not at all."""
        if not rows and not self.born:
            return rows
        promise([row.kind for row in rows[:2]] == ["epoch.opened", "settings.changed"], "the beginning is gone")
        self.head = chain.genesis(terminal_id)
        for row in rows[:2]:
            self._check_chain(row, terminal_id)
        return rows[2:]

    def _check_books(self, beside: Beside, last: int) -> None:
        """What came of orders, members and coupons, in a file that knows of them."""
        connection = beside.connection
        if not knows_coupons(connection):
            promise(not self.told, "what the centre told is gone")
            return
        row = connection.execute("SELECT cursor FROM centre").fetchone()
        page = int(row[0] or 0) if row is not None else 0
        promise(page in {self.told, self.telling}, "the feed stands at", page, "not", self.told)
        self.told = self.telling = page
        self.books.check(connection, beside.archives, page, last)

    def _check_chain(self, row: journal.Entry, terminal_id: str) -> None:
        columns = astuple(row)[:-2]
        promise(row.seq == self.seq + 1 and row.prev_hash == self.head, "the chain is broken at", row.seq)
        promise(chain.chain_hash(self.head, terminal_id, columns) == row.hash, "changed:", row.seq)
        self.seq, self.head = row.seq, row.hash

    def _check_state(self, connection: Connection) -> None:
        def column(query: str) -> list[Any]:
            return [row[0] for row in connection.execute(query)]

        promise(column("SELECT count(*) FROM sale") == [len(self.sales)], "sales are missing, or there twice")
        for place, sale_id in list(enumerate(self.sales, 1))[-60:]:
            number = column(f"SELECT number FROM sale WHERE id='{sale_id}'")
            promise(number == [f"S01-1-1-{place:06d}"], "receipt", place, "is", number)
        for sale_id in self.sales[-3:]:
            found = digest(sale_in_tables(connection, sale_id))
            promise(found == self.seen[sale_id], "the tables have another sale", sale_id)
        if self.seq:
            promise(column("SELECT last_receipt FROM numbering") == [len(self.sales)], "receipt numbers have gaps")
        promise(column("SELECT id FROM tender WHERE sale_id IS NULL ORDER BY id") == sorted(self.pending), "tenders")
        if column("SELECT 1 FROM sqlite_master WHERE name='tender_request'"):  # it came later
            asked = column("SELECT tender_id FROM tender_request")
            promise(asked == ([] if self.asked is None else [self.asked]), "asked:", asked, "not", self.asked)
        check_wallet(self, connection)
        promise(column("SELECT cart_id FROM parked_cart ORDER BY cart_id") == sorted(self.parked), "parked carts")
        shifts = column("SELECT id FROM shift WHERE closed_at IS NULL")
        promise(shifts == ([] if self.shift is None else [self.shift]), "open shifts:", shifts, "not", self.shift)

    def _check_cart(self, connection: Connection, until: int | None) -> None:
        """The open cart is there but for the last moment of scanning; a closed one is not."""
        row = connection.execute("SELECT cart_id, cart FROM autosave").fetchone()
        floor = -1 if self.cart is None else self.cart.floor(until)
        if row is None:
            promise(floor < 0, "the open cart is gone:", self.cart)
            self.cart = None
            return
        promise(self.cart is not None and row[0] == self.cart.cart_id, "a closed cart came back:", row[0])
        text = digest(row[1])
        promise(text in self.cart.texts, "the open cart is none that was scanned")
        place = len(self.cart.texts) - 1 - self.cart.texts[::-1].index(text)
        promise(place >= floor, "scans are missing: state", place, "of", floor)
        self.cart = Open(row[0], [text], [0], 0)


def check_wallet(ledger: Ledger, connection: Connection) -> None:
    """What a wallet took is a tender, or asked for and to be asked for again; no tender is more than it took."""
    held = dict(connection.execute("SELECT id, amount_minor FROM tender WHERE kind='wallet'"))
    for tender_id, amount in ledger.charged.items():
        known = tender_id in ledger.returned or tender_id == ledger.asked or held.get(tender_id) == amount
        promise(known, "a wallet paid", amount, "that nobody knows of:", tender_id)
    promise(set(held) <= set(ledger.charged), "never paid:", set(held) - set(ledger.charged))


def _missing(wanted: Iterable[str], among: Iterable[str]) -> list[str]:
    there = set(among)
    return [one for one in wanted if one not in there]
