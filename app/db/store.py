"""The store: a data directory opened by the one process that owns it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from app.contract.promotion import KeptAside, PromotionRule
from app.db import anchor as anchors
from app.db import journal, schema
from app.db.anchor import Anchor, AnchorKeeper, Signer
from app.db.archive import Archives, Listed, archive
from app.db.catalog import Row, SqliteCatalog, known, put, put_shelves
from app.db.connection import (
    CACHE_KIB,
    SMALL_CACHE_KIB,
    Connection,
    Error,
    connect_reader,
    connect_writer,
    fault,
)
from app.db.datadir import DataDir
from app.db.promotion import promotions, put_promotions
from app.db.rebuild import catch_up, rebuild
from app.db.search import reindex, set_sold, warm
from app.db.verify import Verifier
from app.db.work import SqliteReads
from app.db.writer import SqliteWriter
from app.domain.catalog import Product
from app.domain.errors import FaultError
from app.domain.frozen import frozen
from app.services.ports import Entry, Head, Priority


@frozen
class Keys:
    """What opens and signs a data directory; `database` is None for an unencrypted one."""

    database: bytes | None
    signer: Signer
    public: bytes

    def __repr__(self) -> str:
        return "Keys(...)"


#: Products whose sales one transaction tells the search index: well below a millisecond each.
SEARCH_TURN = 50


def _set_sold(counts: list[tuple[str, int]], connection: Connection) -> None:
    set_sold(connection, counts)


class _Quiet:
    """Stands in for the anchor's keeper while there is an alarm: the evidence is not written over."""

    failure = None

    def committed(self, head: Head) -> None:
        """Nothing is written."""

    def flush(self) -> None:
        """Nothing is written."""

    def flush_first(self) -> None:
        """Nothing is written."""

    def sealed(self) -> None:
        """Nothing is written."""

    def close(self) -> None:
        """Nothing is written."""


class Store:
    """The writer, the readers and the anchor of an owned data directory.

    Attributes:
        writer: the one door to the writing connection.
        alarm: what is wrong with the anchor, as a code; None if nothing is.
        rolled_back_from: the epoch of an anchor that covers more, or other, than the journal holds; None otherwise.
    """

    def __init__(
        self,
        place: DataDir,
        keys: Keys,
        terminal_id: str,
        verifier: Verifier,
        *,
        begun: bool = False,
        synchronous: str = "FULL",
        migrate: Callable[[Connection], None] = schema.upgrade,
    ) -> None:
        self.place = place
        self._keys = keys
        self.terminal_id = terminal_id
        self.archives = Archives(place.archive, keys.database)
        self._readers = threading.local()
        prepare(place, keys.database, synchronous, migrate)
        anchor = anchors.read(place.anchor)
        with closing(connect_reader(place.database, keys.database)) as reader:
            self.alarm = anchor_alarm(reader, self.archives, anchor, terminal_id, keys.public, verifier, begun=begun)
        rolled_back = anchor is not None and self.alarm in {"anchor.leads", "anchor.other_history"}
        self.rolled_back_from = anchor.epoch if anchor is not None and rolled_back else None
        self.anchor: AnchorKeeper | _Quiet = (
            _Quiet() if self.alarm else AnchorKeeper(place.anchor, terminal_id, keys.signer)
        )
        try:
            self.writer = SqliteWriter(
                lambda: connect_writer(place.database, keys.database, synchronous),
                terminal_id,
                self.archives,
                self.anchor,
            )
        except BaseException:
            self.anchor.close()
            raise
        try:
            self._take_up(anchor)
        except BaseException:
            self.close()
            raise

    def _take_up(self, anchor: Anchor | None) -> None:
        """Have the anchor follow the journal from where it stands."""
        head = self.reads().head()
        if head is not None:
            self.anchor.committed(head)
            if anchor is None:
                self.anchor.flush_first()

    @property
    def public_key(self) -> bytes:
        """The terminal's, with whose other half it signs."""
        return self._keys.public

    def sign(self, context: str, message: bytes) -> bytes:
        """Sign with the terminal's key, in a context of its own."""
        return self._keys.signer.sign(context, message)

    def connection(self) -> Connection:
        """The calling thread's own reading connection."""
        found: Connection | None = getattr(self._readers, "connection", None)
        if found is None:
            size = CACHE_KIB if threading.current_thread() is threading.main_thread() else SMALL_CACHE_KIB
            found = self._readers.connection = connect_reader(self.place.database, self._keys.database, size)
        return found

    def reads(self) -> SqliteReads:
        """Look-ups on the calling thread's connection."""
        return SqliteReads(self.connection(), self.archives)

    def catalog(self) -> SqliteCatalog:
        """The catalogue on the calling thread's connection."""
        return SqliteCatalog(self.connection())

    def count_products(self) -> int:
        """How many products the catalogue knows."""
        found: int = self.connection().execute("SELECT count(*) FROM product").fetchone()[0]
        return found

    def sums_by_day(self) -> list[tuple[str, int, int, int, int]]:
        """Trading day, sales, refunds, sold and returned minor units, over the whole history: for a report."""
        return (
            self.connection()
            .execute(
                "SELECT business_on, sum(1 - is_refund), sum(is_refund), sum(sold_minor), sum(returned_minor) "
                "FROM sale GROUP BY business_on ORDER BY business_on"
            )
            .fetchall()
        )

    def sold_lines(self, sale_id: str, *, net: bool) -> list[tuple[str, int, int]]:
        """SKU, thousandths and minor units of each line of a ticket, sold or returned; without tax if `net`."""
        tax = " - tax_minor" if net else ""
        return (
            self.connection()
            .execute(
                f"SELECT sku, quantity_milli, paid_minor{tax} FROM sale_line WHERE sale_id = :id UNION ALL "
                f"SELECT sku, quantity_milli, refund_minor{tax} FROM sale_return WHERE sale_id = :id",
                {"id": sale_id},
            )
            .fetchall()
        )

    def entries_of(self, kind: str) -> Iterator[Entry]:
        """Every entry of a kind, in order: a walk over the whole journal."""
        return (entry for entry in self.archives.entries(self.connection()) if entry.kind == kind)

    def rebuild(self) -> int:
        """Make the state tables anew from the journal; how many entries there were."""
        return self.writer.on_connection(lambda connection: rebuild(connection, self.archives)).result()

    def archive(self) -> Listed:
        """Move the entries before the last Z into a verified file; see `archive.archive`."""
        return archive(
            self.archives, self.connection(), lambda job: self.writer.on_connection(job).result(), self.terminal_id
        )

    def tend_search(self) -> None:
        """Let search rank by what sold since the last time, in short turns of the lowest priority.

        The first time it also reads the dictionary of sounds, which else the first search by sound would wait for.
        """
        warm()
        query = (
            "SELECT s.sku, s.times_sold FROM stock s JOIN search_doc d ON d.sku = s.sku WHERE d.sold <> s.times_sold"
        )
        sold = self.connection().execute(query).fetchall()
        for start in range(0, len(sold), SEARCH_TURN):
            self.writer.on_connection(partial(_set_sold, sold[start : start + SEARCH_TURN])).result()
        while self.writer.on_connection(reindex).result():
            pass

    def add_products(self, products: Iterable[Product]) -> int:
        """Put products in that the catalogue does not know yet; how many there were."""

        def job(connection: Connection) -> int:
            fresh = [Row(product) for product in products if not known(connection, product.sku)]
            put(connection, fresh)
            return len(fresh)

        return self.writer.on_connection(job, Priority.FEED).result()

    def put_shelves(self, names: Iterable[tuple[str, str]]) -> None:
        """Give categories that stand alone their English names; those that are new go behind the others."""
        kept = list(names)
        self.writer.on_connection(lambda connection: put_shelves(connection, kept), Priority.FEED).result()

    def put_promotions(self, rules: Iterable[PromotionRule | KeptAside]) -> None:
        """Put promotions in, new or changed, by their ids."""
        kept = list(rules)
        self.writer.on_connection(lambda connection: put_promotions(connection, kept), Priority.FEED).result()

    def promotions(self) -> list[PromotionRule | KeptAside]:
        """All promotions as they travel, by id; see `stored_promotion` for the domain's form.

        Raises:
            FaultError: ``promotion.damaged``.
        """
        return promotions(self.connection())

    def close_reader(self) -> None:
        """Give up the calling thread's reader, as a thread does that ends."""
        found: Connection | None = getattr(self._readers, "connection", None)
        if found is not None:
            found.close()
            self._readers.connection = None

    def close(self) -> None:
        """End the calling thread's reader, the writer and the anchor, in this order."""
        self.close_reader()
        self.writer.close()
        self.anchor.close()


def prepare(
    place: DataDir, key: bytes | None, synchronous: str, migrate: Callable[[Connection], None] = schema.upgrade
) -> None:
    """Bring the database to this program's schema; an older file is copied first.

    Raises:
        FaultError: ``db.newer_schema``, ``db.unreadable``, ``db.disk_full``.
    """
    connection = connect_writer(place.database, key, synchronous)
    try:
        found = schema.refuse_newer(connection)
        if found != schema.HEAD:
            if found is not None:
                copy_before_migration(connection, place, found)
            migrate(connection)
        catch_up(connection, Archives(place.archive, key))
    except (Error, OSError) as error:
        raise fault(error, place.database) from error
    finally:
        connection.close()


def copy_before_migration(connection: Connection, place: DataDir, found: str) -> Path:
    """Copy the whole file aside as it is now, under its own schema version.

    One that is there is of a migration that failed, and of a shop that went on selling on the old schema since.
    """
    anchors.make_folder(place.aside)
    target = place.aside / f"before-migration-{found}-to-{schema.HEAD}.db"
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(part),))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    anchors.sync_folder(place.aside)
    return target


def anchor_alarm(
    connection: Connection,
    archives: Archives,
    anchor: Anchor | None,
    terminal_id: str,
    public_key: bytes,
    verifier: Verifier,
    *,
    begun: bool = False,
) -> str | None:
    """Hold the anchor against the journal at start: lagging is legal, anything else is an alarm.

    A journal of the two entries that every terminal begins with may still lack its anchor: the machine stopped
    between the two writes.

    Args:
        begun: the vault knows that the terminal's first anchor was written.
    """
    head = journal.head(connection)
    if anchor is None:
        return "anchor.missing" if begun or (head is not None and head.seq > 2) else None
    if anchor.terminal_id != terminal_id or not verifier(
        public_key, anchors.CONTEXT, anchor.message, anchor.signature
    ):
        return "anchor.bad_signature"
    if head is None or anchor.seq > head.seq:
        return "anchor.leads"
    try:
        there = next(archives.entries(connection, anchor.seq - 1), None)
    except FaultError as error:  # an archive is missing or changed
        return error.code
    return None if there is not None and there.hash == anchor.hash else "anchor.other_history"
