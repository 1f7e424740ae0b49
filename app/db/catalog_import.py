"""Products that come from a file, taken in by transactions so short that no sale waits for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from app.db.catalog import Row, owner_of, put, put_price, read_product
from app.db.connection import Connection
from app.db.search import reindex
from app.db.writer import SqliteWriter
from app.domain.catalog import DatedPrice, Product, code_key
from app.domain.errors import UserError
from app.domain.quantity import Price
from app.services.catalog_plan import Item, Known, merged, price_rows, problem, same, without
from app.services.ports import Came, Priority, Taken

#: Seconds after which a transaction takes no further product; the one at hand is finished.
TURN_S = 0.02
#: Short turns in which the search index is tended between two transactions, or it would do it all in a long one.
_TENDING = 4


class SqliteIntake:
    """Takes items in on the writer's connection; fits the port `Intake`.

    Args:
        tell: called after each transaction with how many items are done, of how many.
    """

    def __init__(self, writer: SqliteWriter, tell: Callable[[int, int], None] | None = None) -> None:
        self._writer = writer
        self._tell = tell

    def take(self, items: Sequence[Item], at: int) -> list[Taken]:
        """See `Intake.take`.

        Raises:
            FaultError: of the disk; what was taken in before it stays.
        """
        kept = {item.sku: _keys(item) for item in items if "codes" in item.given}
        done: list[Taken] = []
        while len(done) < len(items):
            turn = _Turn(items, len(done), kept, at)
            done += self._writer.on_connection(turn.run, Priority.FEED).result()
            for _ in range(_TENDING):
                if not self._writer.on_connection(reindex, Priority.FEED).result():
                    break
            if self._tell is not None:
                self._tell(len(done), len(items))
        return done


class _Turn:
    """One transaction: as many items as fit into its time, at least one."""

    def __init__(self, items: Sequence[Item], start: int, kept: dict[str, frozenset[str]], at: int) -> None:
        self._items = items
        self._start = start
        self._kept = kept
        self._at = at

    def run(self, connection: Connection) -> list[Taken]:
        """Take items in; what became of each."""
        until = monotonic() + TURN_S
        done = []
        for place in range(self._start, len(self._items)):
            done.append(self._take(connection, self._items[place]))
            if monotonic() >= until:
                break
        return done

    def _take(self, connection: Connection, item: Item) -> Taken:
        known = _known(connection, item.sku)
        product = merged(item, known)
        if item.guessed:
            owned = {key for key in item.guessed if owner_of(connection, key) not in (None, item.sku)}
            product = without(product, owned)
        error = problem(item, product, known)
        if error is not None:
            return Taken(item.line, Came.REFUSED, product.unit, error)
        prices = price_rows(item, product, known, self._at)
        if known is not None and known.active and not prices and same(known.product, product):
            return Taken(item.line, Came.UNCHANGED, product.unit)
        if (error := self._claim(connection, product)) is not None:
            return Taken(item.line, Came.REFUSED, product.unit, error)
        put(connection, [Row(product)])
        for dated in prices:
            put_price(connection, dated)
        return Taken(item.line, Came.ADDED if known is None else Came.UPDATED, product.unit)

    def _claim(self, connection: Connection, product: Product) -> UserError | None:
        """Make sure that a product's codes are free; what the file takes from another product is taken from it."""
        given_up: dict[str, set[str]] = {}
        for code in (product.sku, *(one.code for one in product.codes)):
            owner = owner_of(connection, code)
            if owner is None or owner == product.sku:
                continue
            if code_key(code) in self._kept.get(owner, (code_key(code),)):
                return UserError("catalog.code_taken", barcode=code, sku=owner)
            given_up.setdefault(owner, set()).add(code_key(code))
        for owner, keys in given_up.items():
            _give_up(connection, owner, keys)
        return None


def _keys(item: Item) -> frozenset[str]:
    return frozenset((code_key(item.sku), *(code_key(code.code) for code in item.product.codes)))


def _give_up(connection: Connection, sku: str, keys: set[str]) -> None:
    """Take codes from a product whose own row in the file has them no longer."""
    connection.executemany("DELETE FROM product_code WHERE code=?", [(key,) for key in keys])
    found = read_product(connection, sku)
    if found is not None and found[1]:
        put(connection, [Row(found[0])])  # search forgets them too


def _known(connection: Connection, sku: str) -> Known | None:
    found = read_product(connection, sku)
    if found is None:
        return None
    product, active = found
    rows = connection.execute(
        "SELECT starts_at, ends_at, minor, per_milli FROM price WHERE sku=? ORDER BY starts_at", (sku,)
    )
    prices = tuple(DatedPrice(sku, Price(minor, per), starts, ends) for starts, ends, minor, per in rows)
    return Known(product, prices, active)
