"""Setup: a centre is founded once; its stores are made and changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import Connection, Engine, select, text

from app.central.database import upsert, write
from app.central.feed import Change, publish
from app.central.key import begin_keys
from app.central.tables import centre, store
from app.contract.codes import CodeForms
from app.contract.feed import StoreItem
from app.contract.wire import read_wire
from app.domain.ids import uuid7

#: Minutes that a counter may go on with a price after it became another: a day, as one that is offline may need.
PRICE_LAG = 24 * 60
#: Of a store whose receipts say nothing beside its name.
NO_CONTACT = MappingProxyType({"phone": "", "address": "", "tax_id": "", "name_en": ""})


def mint(at: int) -> str:
    """A new id; `at` in microseconds UTC."""
    return uuid7(at // 1_000, os.urandom(10))


def found_centre(engine: Engine, make_key: Callable[[], tuple[bytes, bytes]], at: int) -> str:
    """Give a centre its id, its incarnation and its keys, unless it has them; its id.

    Args:
        make_key: gives a new key's seed and public key.
    """

    def found(connection: Connection) -> str:
        if connection.dialect.name == "postgresql":  # on SQLite the transaction itself is the lock
            connection.execute(text("LOCK TABLE centre IN EXCLUSIVE MODE"))
        there = connection.execute(select(centre.c.id)).scalar_one_or_none()
        if there is not None:
            begin_keys(connection)  # a centre of before has them from now on
            return str(there)
        made = mint(at)
        seed, public = make_key()
        connection.execute(
            centre.insert().values(
                id=made, incarnation=mint(at), seed=seed, public_key=public, badge_key=os.urandom(32), made_at=at
            )
        )
        begin_keys(connection)
        return made

    return write(engine, found)


def put_store(
    connection: Connection,
    code: str,
    name: str,
    zone: str,
    currency: str,
    at: int,
    lag_minutes: int = PRICE_LAG,
    contact: Mapping[str, str] = NO_CONTACT,
) -> None:
    """Make a store, or change what it is; its terminals are told.

    Args:
        lag_minutes: how long a price may be an older one.
        contact: what its receipts say beside the name: ``phone``, ``address``, ``tax_id``, ``name_en``.
    """
    changed = {"name": name, "zone": zone, "price_lag_minutes": lag_minutes, **contact}
    statement = upsert(connection, store).values(code=code, currency=currency, made_at=at, **changed)
    connection.execute(statement.on_conflict_do_update(index_elements=[store.c.code], set_=changed))
    tell_store(connection, code)


def tell_store(connection: Connection, code: str) -> None:
    """Tell a store's terminals what it is."""
    row = connection.execute(select(store).where(store.c.code == code)).one()
    told = {name: getattr(row, name) for name in ("name", "zone", "currency", *NO_CONTACT)}
    item = StoreItem(**told, codes=None if row.codes is None else read_wire(CodeForms, row.codes))
    publish(connection, [Change(code, "store", code, item.model_dump_json())])
