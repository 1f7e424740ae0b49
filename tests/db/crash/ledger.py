"""What must be in a data directory, by what a seller said; and whether it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from app.bootstrap import Beside
from app.contract import chain
from app.db import anchor as anchors
from app.db import journal
from app.db.connection import Connection
from app.vault.signature import verify
from tests.db.crash.seller import digest

#: Nanoseconds of scanning that a cut may cost.
LAST_MOMENT = 100_000_000


class BrokenPromiseError(AssertionError):
    """The data directory is not what was acknowledged."""


def promise(held: object, *what: object) -> None:
    """Raise unless it was held."""
    if not held:
        raise BrokenPromiseError(" ".join(str(one) for one in what))


def _minor(money: dict[str, Any]) -> int:
    return int(money["minor"])


def _tender(one: dict[str, Any]) -> list[Any]:
    return [one["id"], one["kind"], _minor(one["amount"]), _minor(one["tendered"])]


def _sale(entry_id: str, body: dict[str, Any]) -> list[Any]:
    lines = [
        [one["line"], one["sku"], one["quantity"]["milli"], _minor(one["paid"]), _minor(one["tax"])]
        for one in body["lines"]
    ]
    returns = [
        [one["line"], one["sku"], one["quantity"]["milli"], one["sale_id"], one["sale_line"], _minor(one["refund"])]
        for one in body["returns"]
    ]
    return [lines, returns, sorted(_tender(one) for one in body["tenders"]), _minor(body["rounding"])]


#: An entry's content from its body, by kind: the same as the seller made of what it asked for.
CONTENT: dict[str, Callable[[str, dict[str, Any]], list[Any]]] = {
    "sale.completed": _sale,
    "tender.requested": lambda _, body: [
        body["cart_id"],
        body["tender_id"],
        body["tender_kind"],
        _minor(body["amount"]),
        body["gives_back"],
    ],
    "tender.refused": lambda _, body: [body["cart_id"], body["tender_id"], body["gives_back"]],
    "tender.abandoned": lambda _, body: [body["cart_id"], body["tender_id"], body["gives_back"]],
    "tender.taken": lambda _, body: [body["cart_id"], *_tender(body["tender"])],
    "tender.removed": lambda _, body: [body["cart_id"], body["tender_id"]],
    "cart.parked": lambda _, body: [body["cart_id"], digest(body["cart"])],
    "cart.recalled": lambda _, body: [body["cart_id"]],
    "cart.voided": lambda _, body: [body["cart_id"]],
    "stock.moved": lambda _, body: [[one["sku"], one["quantity"]["milli"]] for one in body["deltas"]],
    "shift.opened": lambda _, body: [_minor(body["opening_float"])],
    "shift.closed": lambda _, body: [body["shift_id"], _minor(body["counted"])],
}


def sale_in_tables(connection: Connection, sale_id: str) -> list[Any]:
    """A sale's content as the state tables have it."""

    def rows(query: str) -> list[Any]:
        return [list(row) for row in connection.execute(query, (sale_id,))]

    return [
        rows("SELECT line, sku, quantity_milli, paid_minor, tax_minor FROM sale_line WHERE sale_id=? ORDER BY line"),
        rows(
            "SELECT line, sku, quantity_milli, origin_sale_id, origin_line, refund_minor FROM sale_return "
            "WHERE sale_id=? ORDER BY line"
        ),
        rows("SELECT id, kind, amount_minor, tendered_minor FROM tender WHERE sale_id=? ORDER BY id"),
        connection.execute("SELECT rounding_minor FROM sale WHERE id=?", (sale_id,)).fetchone()[0],
    ]


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
class Ledger:
    """The model: fed with a seller's lines it says what the data directory holds."""

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
        self.trying = None  # whoever was told so finds nothing of it later

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
        begun = len(self.expected) - self._new()
        if len(rows) == self._new() + 1 and self.trying is not None and rows[-1].entry_id == self.trying["id"]:
            self._apply(self.trying)  # cut off between the commit and its acknowledgement
        self.trying = None
        wanted = self.expected[begun:]
        found, ids = [row.entry_id for row in rows], [act["id"] for act in wanted]
        promise(found == ids, "acknowledged but missing:", _missing(ids, found), "never tried:", _missing(found, ids))
        for act, row in zip(wanted, rows, strict=True):
            self._check_chain(row, terminal_id)
            content = CONTENT[row.kind](row.entry_id, json.loads(row.body))
            promise(row.kind == act["kind"] and digest(content) == act["digest"], "not what was acknowledged:", row)

    def _new(self) -> int:
        """How many acts were acknowledged since the last check."""
        return len(self.expected) - max(self.seq - 2, 0)

    def _check_birth(self, rows: list[journal.Entry], terminal_id: str) -> list[journal.Entry]:
        """The two entries with which a journal begins come together or not at all."""
        if not rows and not self.born:
            return rows
        promise([row.kind for row in rows[:2]] == ["epoch.opened", "settings.changed"], "the beginning is gone")
        self.head = chain.genesis(terminal_id)
        for row in rows[:2]:
            self._check_chain(row, terminal_id)
        return rows[2:]

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
