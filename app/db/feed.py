"""The centre's feed in the terminal's database: a page and its cursor in one transaction, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any

from app.contract.feed import FeedItem, FeedPage
from app.contract.journal import Mark, SaleCompleted, read_body
from app.contract.member import MemberItem
from app.contract.order import OrderHandedOver
from app.contract.pickup import OrderGiven
from app.contract.stock import StockMoved
from app.db import proposal
from app.db.archive import Archives
from app.db.catalog import index_due
from app.db.connection import Connection
from app.db.feed_write import Moved, Read, form, read_item, write_items
from app.db.member import OwnPoints
from app.db.order import note_news
from app.db.pickup import note_included
from app.db.search import reindex
from app.db.writer import SqliteWriter
from app.services.ports import Priority
from app.services.sync_ports import FeedPlace

_ITEM = (
    "INSERT INTO feed_item(kind, key, version, round) VALUES(?, ?, ?, ?) ON CONFLICT(kind, key) DO UPDATE SET "
    "version=excluded.version, round=excluded.round"
)
_KEEP = "INSERT OR REPLACE INTO feed_kept(kind, key, version, chain, body, form) VALUES(?, ?, ?, ?, ?, ?)"
#: Things that one transaction takes out, or takes up: a few milliseconds.
_SOME = 50
#: Seconds of a turn for search; see `catalog_import`.
_TURN_S = 0.01
#: Products that search hears of before its index is put in order.
_TENDING = 4


class SqliteFeed:
    """Applies pages on the writer's connection; fits the port `Feed`. Used by one thread.

    Args:
        connection: gives the calling thread's own reading connection.
        wait_s: seconds that the writer may take.
    """

    def __init__(
        self, writer: SqliteWriter, connection: Callable[[], Connection], archives: Archives, wait_s: float = 60
    ) -> None:
        self._writer = writer
        self._connection = connection
        self._moves = OwnMoves(connection, archives)
        self._points = OwnPoints(connection, archives)
        self._wait_s = wait_s

    def join(self, centre_id: str) -> bool:
        """Begin with a centre; whether it is another one than before, to which everything is still to be told."""

        def job(connection: Connection) -> bool:
            row = connection.execute("SELECT centre_id FROM centre").fetchone()
            if row is not None and row[0] == centre_id:
                return False
            turn = connection.execute("SELECT coalesce(max(round), 0) FROM feed_item").fetchone()[0]
            connection.execute("DELETE FROM centre")
            connection.execute(
                "INSERT INTO centre VALUES(1, ?, NULL, NULL, ?, 0, 0, 0, NULL, NULL)", (centre_id, turn)
            )
            connection.execute("DELETE FROM mark WHERE name='centre'")
            connection.execute("DELETE FROM line_memory")
            proposal.begin(connection)
            return True

        return self._writer.on_connection(job, Priority.FEED).result(self._wait_s)

    def place(self) -> FeedPlace:
        """See `Feed.place`."""
        row = (
            self._connection()
            .execute("SELECT centre_id, incarnation, cursor, sweeping, remaining, whole FROM centre")
            .fetchone()
        )
        return FeedPlace("", None, None, sweeping=False, remaining=0, whole=0) if row is None else _place(row)

    def store_text(self) -> str | None:
        """The store as the centre told it last."""
        row = self._connection().execute("SELECT store FROM centre").fetchone()
        return None if row is None else row[0]

    def count_kept(self, kind: str) -> int:
        """How many things of a kind are kept that no part of this version uses."""
        row = self._connection().execute("SELECT count(*) FROM feed_kept WHERE kind=?", (kind,)).fetchone()
        return int(row[0])

    def take(self, before: str | None, page: FeedPage) -> frozenset[str]:
        """See `Feed.take`."""
        reads = [read_item(item) for item in page.items]
        moved: Moved = _none
        if any(one.item.kind == "stock" for one in reads):
            moved = self._moves.until(page.mark)
        reads = self._without_own_points(reads, page.mark)
        job = partial(_take, before, page, reads, moved)
        return self._writer.on_connection(job, Priority.FEED).result(self._wait_s)

    def _without_own_points(self, reads: list[Read], mark: Mark | None) -> list[Read]:
        """Members with what of their points this terminal did not move itself, up to the page's mark."""
        members = {one.item.key for one in reads if isinstance(one.body, MemberItem)}
        own = self._points.until(0 if mark is None else mark.seq, members) if members else {}
        return [
            replace(one, body=one.body.model_copy(update={"points": one.body.points - own[one.item.key]}))
            if isinstance(one.body, MemberItem) and one.item.key in own
            else one
            for one in reads
        ]

    def sweep(self) -> bool:
        """See `Feed.sweep`."""
        rows = (
            self._connection()
            .execute(
                "SELECT kind, key FROM feed_item WHERE round < (SELECT round FROM centre WHERE sweeping=1) LIMIT ?",
                (_SOME,),
            )
            .fetchall()
        )
        self._writer.on_connection(partial(_sweep, rows), Priority.FEED).result(self._wait_s)
        return bool(rows)

    def tend(self) -> bool:
        """See `Feed.tend`."""
        due = self._writer.on_connection(_index, Priority.FEED).result(self._wait_s)
        for _ in range(_TENDING if due else 0):
            if not self._writer.on_connection(reindex, Priority.FEED).result(self._wait_s):
                break
        return due

    def take_up(self) -> None:
        """See `Feed.take_up`."""
        while True:
            rows = (
                self._connection()
                .execute(
                    "SELECT kind, key, version, chain, body FROM feed_kept WHERE form<>? LIMIT ?", (form(), _SOME)
                )
                .fetchall()
            )
            if not rows:
                return
            reads = [
                read_item(FeedItem(kind=kind, key=key, version=version, deleted=False, chain=bool(chain), body=body))
                for kind, key, version, chain, body in rows
            ]
            self._writer.on_connection(partial(_take_up, reads), Priority.FEED).result(self._wait_s)


def _none(_sku: str) -> int:
    return 0


def _take_up(reads: list[Read], connection: Connection) -> None:
    """Write what was kept. A level tells nothing without its mark: for those the feed is read once more."""
    levels = [one.item.key for one in reads if one.item.kind == "stock"]
    if levels:
        connection.executemany("DELETE FROM feed_kept WHERE kind='stock' AND key=?", [(key,) for key in levels])
        connection.execute("UPDATE centre SET cursor=NULL")
    _keep_or_write([one for one in reads if one.item.kind != "stock"], _none, connection)


def _place(row: tuple[Any, ...]) -> FeedPlace:
    return FeedPlace(row[0], row[1], row[2], bool(row[3]), row[4], row[5])


def _take(
    before: str | None, page: FeedPage, reads: list[Read], moved: Moved, connection: Connection
) -> frozenset[str]:
    row = connection.execute(
        "SELECT incarnation, cursor, round, sweeping, whole, filled_round FROM centre"
    ).fetchone()
    if row is None or row[1] != before:
        return frozenset()
    incarnation, _, turn, sweeping, whole, filled = row
    if incarnation != page.incarnation:  # the cursor was void: this is the first page again
        turn, sweeping, whole = turn + 1, int(incarnation is not None or turn > 0), page.left + len(page.items)
    elif page.left + len(page.items) > whole:
        whole = page.left + len(page.items)
    known = _known(connection, reads, turn)
    fresh = [one for one in reads if known.get((one.item.kind, one.item.key), 0) <= one.item.version]
    changed = _keep_or_write(fresh, moved, connection)
    for kind in ("order", "intake"):
        keys = [one.item.key for one in fresh if one.item.kind == kind]
        if keys:
            note_included(connection, kind, keys, 0 if page.mark is None else page.mark.seq)
    if filled == turn and not sweeping:
        note_news(connection, [one.item.key for one in fresh if _is_news(one, known)])
    gone = [(one.item.kind, one.item.key) for one in fresh if one.item.deleted]
    connection.executemany("DELETE FROM feed_item WHERE kind=? AND key=?", gone)
    connection.executemany(
        _ITEM, [(one.item.kind, one.item.key, one.item.version, turn) for one in fresh if not one.item.deleted]
    )
    connection.execute(
        "UPDATE centre SET incarnation=?, cursor=?, round=?, sweeping=?, remaining=?, whole=?, filled_round=?",
        (page.incarnation, page.cursor, turn, sweeping, page.left, whole if page.left else 0,
         filled if page.more else turn),
    )  # fmt: skip
    return changed


def _is_news(one: Read, known: dict[tuple[str, str], int]) -> bool:
    """Whether an item is an order that was never told of before."""
    return one.item.kind == "order" and one.body is not None and ("order", one.item.key) not in known


def _known(connection: Connection, reads: list[Read], turn: int) -> dict[tuple[str, str], int]:
    """Versions that came in this round; those of a feed that is no more say nothing."""
    found = {}
    for one in reads:
        place = (one.item.kind, one.item.key)
        query = "SELECT version FROM feed_item WHERE kind=? AND key=? AND round=?"
        row = connection.execute(query, (*place, turn)).fetchone()
        if row is not None:
            found[place] = row[0]
    return found


def _keep_or_write(reads: list[Read], moved: Moved, connection: Connection) -> frozenset[str]:
    write_items(connection, reads, moved)
    settled = [(one.item.kind, one.item.key) for one in reads if one.whole]
    if connection.execute("SELECT 1 FROM feed_kept LIMIT 1").fetchone() is not None:
        connection.executemany("DELETE FROM feed_kept WHERE kind=? AND key=?", settled)
    kept = [one.item for one in reads if not one.whole]
    connection.executemany(
        _KEEP, [(one.kind, one.key, one.version, int(one.chain), one.body, form()) for one in kept]
    )
    return frozenset(one.item.kind for one in reads)


def _sweep(rows: list[tuple[str, str]], connection: Connection) -> None:
    row = connection.execute("SELECT round FROM centre WHERE sweeping=1").fetchone()
    if row is None:
        return
    if not rows:
        connection.execute("UPDATE centre SET sweeping=0")
        return
    old = [
        place
        for place in rows
        if connection.execute(
            "SELECT 1 FROM feed_item WHERE kind=? AND key=? AND round<?", (*place, row[0])
        ).fetchone()
    ]
    reads = [
        Read(FeedItem(kind=kind, key=key, version=0, deleted=True, chain=True, body=""), None, whole=True)
        for kind, key in old
    ]
    _keep_or_write(reads, _none, connection)
    connection.executemany("DELETE FROM feed_item WHERE kind=? AND key=?", old)


def _index(connection: Connection) -> bool:
    until = monotonic() + _TURN_S
    while (row := connection.execute("SELECT sku FROM feed_due LIMIT 1").fetchone()) is not None:
        index_due(connection, row)
        connection.execute("DELETE FROM feed_due WHERE sku=?", row)
        if monotonic() >= until:
            return True
    return False


class OwnMoves:
    """What of each SKU's movements at this terminal lies within a mark: a sum that no later sale changes."""

    def __init__(self, connection: Callable[[], Connection], archives: Archives) -> None:
        self._connection = connection
        self._archives = archives

    def until(self, mark: Mark | None) -> Moved:
        """The sums up to a mark: all that was moved, less what was moved behind it, as one snapshot has them."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            behind: dict[str, int] = {}
            for entry in self._archives.entries(connection, 0 if mark is None else mark.seq):
                for sku, milli in _moves(entry.kind, entry.schema, entry.body):
                    behind[sku] = behind.get(sku, 0) + milli
            whole = dict(connection.execute("SELECT sku, moved_milli FROM stock"))
        finally:
            connection.execute("ROLLBACK")
        return lambda sku: whole.get(sku, 0) - behind.get(sku, 0)


def _moves(kind: str, schema: int, text: str) -> list[tuple[str, int]]:
    if kind not in {"sale.completed", "stock.moved", "order.handed_over"}:
        return []
    match read_body(kind, schema, text):
        case SaleCompleted() as sale:
            sold = [(one.sku, -one.quantity.milli) for one in sale.lines]
            return sold + [(one.sku, one.quantity.milli) for one in sale.returns if one.restock]
        case StockMoved() as moved:
            return [(one.sku, one.quantity.milli) for one in moved.deltas]
        case OrderHandedOver() as handed:
            return [(one.sku, -one.quantity.milli) for one in handed.lines]
        case OrderGiven() as given:
            return [(one.sku, -one.quantity.milli) for one in given.moved]
        case _:
            return []
