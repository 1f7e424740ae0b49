"""What this shop made by itself, on its way to the centre that it joins: told before the centre's own comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from app.contract.feed import ItemCode, ItemPrice, ProductItem, StaffItem
from app.contract.proposal import Kind, Proposal
from app.db.connection import Connection
from app.db.writer import SqliteWriter
from app.domain.catalog import code_key
from app.domain.quantity import MILLI
from app.domain.sync import Brought
from app.services.ports import Priority
from app.services.sync_ports import ProposalPage

#: Kinds in the order in which they are told.
KINDS: tuple[Kind, ...] = ("product", "promotion", "staff")
#: Things of one page, and bytes of them.
_MOST, _SIZE = 200, 512 * 1024
#: What came from a centre is not this shop's to propose.
_OWN = "NOT EXISTS (SELECT 1 FROM feed_item f WHERE f.kind=? AND f.key=t.{key})"
_PRODUCTS = (
    "SELECT sku, name, name_en, category, tax_class, unit, price_kind, style, options, tags, active FROM product t "
    f"WHERE sku > ? AND {_OWN.format(key='sku')} ORDER BY sku LIMIT ?"
)
_PROMOTIONS = f"SELECT id, body FROM promotion t WHERE id > ? AND {_OWN.format(key='id')} ORDER BY id LIMIT ?"
_STAFF = (
    "SELECT id, name, name_en, role, active, pin_hash, badge_hash FROM staff t "
    f"WHERE id > ? AND {_OWN.format(key='id')} ORDER BY id LIMIT ?"
)
_OF = {"product": _PRODUCTS, "promotion": _PROMOTIONS, "staff": _STAFF}


#: Each kind's own things by key and name, in the order in which they are told.
_NAMES = {
    "product": ("sku", "product", "name"),
    "promotion": ("id", "promotion", "json_extract(body, '$.name')"),
    "staff": ("id", "staff", "name"),
}


def brought(connection: Connection, most: int) -> list[Brought]:
    """What the centre that was joined has not taken (yet); nothing for a shop without one."""
    if connection.execute("SELECT 1 FROM centre").fetchone() is None:
        return []
    ahead = dict(connection.execute("SELECT kind, after_key FROM proposal").fetchall())
    found: list[Brought] = []
    for kind in KINDS:
        key, table, name = _NAMES[kind]
        query = f"SELECT {key}, {name} FROM {table} t WHERE {_OWN.format(key=key)} ORDER BY {key} LIMIT ?"
        rows = connection.execute(query, (kind, most - len(found))).fetchall()
        found += [
            Brought(kind, one, str(called or ""), kind not in ahead or one <= ahead[kind]) for one, called in rows
        ]
    return found


def begin(connection: Connection) -> None:
    """A centre was joined that knows nothing of this shop: everything of its own is to be told."""
    for kind in KINDS:
        connection.execute("DELETE FROM proposal WHERE kind=?", (kind,))
        if connection.execute(f"SELECT 1 FROM ({_OF[kind]})", ("", kind, 1)).fetchone() is not None:
            connection.execute("INSERT INTO proposal VALUES(?, '')", (kind,))


class SqliteProposals:
    """Fits the port `ProposalSource`.

    Args:
        connection: gives the calling thread's own reading connection.
        wait_s: seconds that the writer may take.
    """

    def __init__(self, writer: SqliteWriter, connection: Callable[[], Connection], wait_s: float = 60) -> None:
        self._writer = writer
        self._connection = connection
        self._wait_s = wait_s

    def next(self) -> ProposalPage | None:
        """See `ProposalSource.next`."""
        connection = self._connection()
        rows = dict(connection.execute("SELECT kind, after_key FROM proposal").fetchall())
        kinds = [kind for kind in KINDS if kind in rows]
        if not kinds:
            return None
        kind, size = kinds[0], _SIZE
        items: list[Proposal] = []
        found = list(_READ[kind](connection, rows[kind]))
        for one in found:
            size -= len(one.body.encode())
            if items and size < 0:
                break
            items.append(one)
        is_whole = len(items) == len(found) < _MOST
        return ProposalPage(kind, tuple(items), ends_kind=is_whole, last=is_whole and len(kinds) == 1)

    def told(self, page: ProposalPage) -> None:
        """See `ProposalSource.told`."""
        self._writer.on_connection(partial(_told, page), Priority.FEED).result(self._wait_s)


def _told(page: ProposalPage, connection: Connection) -> None:
    if page.ends_kind:
        connection.execute("DELETE FROM proposal WHERE kind=?", (page.kind,))
    else:
        connection.execute("UPDATE proposal SET after_key=? WHERE kind=?", (page.items[-1].key, page.kind))


def _products(connection: Connection, after: str) -> Iterator[Proposal]:
    for row in connection.execute(_PRODUCTS, (after, "product", _MOST)).fetchall():
        sku, name, name_en, category, tax_class, unit, price_kind, style, options, tags, active = row
        codes = connection.execute(
            "SELECT code, pack, printed FROM product_code WHERE sku=? AND code<>? ORDER BY code", (sku, code_key(sku))
        )
        prices = connection.execute(
            "SELECT starts_at, ends_at, minor, per_milli FROM price WHERE sku=? ORDER BY starts_at", (sku,)
        )
        item = ProductItem(
            name=name, name_en=name_en, category=category, tax_class=tax_class, unit=unit, price_kind=price_kind,
            style=style, options=options, tags=tags, active=bool(active),
            codes=tuple(ItemCode(code=code, pack=pack * MILLI, printed=printed) for code, pack, printed in codes),
            prices=tuple(
                ItemPrice(starts_at=starts, ends_at=ends, minor=minor, per_milli=per)
                for starts, ends, minor, per in prices
            ),
        )  # fmt: skip
        yield Proposal(kind="product", key=sku, body=item.model_dump_json())


def _promotions(connection: Connection, after: str) -> Iterator[Proposal]:
    for rule_id, body in connection.execute(_PROMOTIONS, (after, "promotion", _MOST)).fetchall():
        yield Proposal(kind="promotion", key=rule_id, body=body)


def _staff(connection: Connection, after: str) -> Iterator[Proposal]:
    for staff_id, name, name_en, role, active, pin, badge in connection.execute(_STAFF, (after, "staff", _MOST)):
        item = StaffItem(
            name=name, name_en=name_en, role=role, active=bool(active), pin_hash=pin,
            badge_hash=None if badge is None else badge.hex(),
        )  # fmt: skip
        yield Proposal(kind="staff", key=staff_id, body=item.model_dump_json())


_READ: dict[str, Callable[[Connection, str], Iterator[Any]]] = {
    "product": _products,
    "promotion": _promotions,
    "staff": _staff,
}
