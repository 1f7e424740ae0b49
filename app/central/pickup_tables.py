"""The centre's tables of pickups beside the orders themselves, in the one shape of `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text
from sqlalchemy.types import TypeEngine

from app.central.tables import metadata

_NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")

#: How a store takes orders in; one that nobody ever said anything of is open. `until_at` ends it.
store_intake = Table(
    "store_intake",
    metadata,
    Column("store", Text, primary_key=True, nullable=False),
    Column("state", Text, nullable=False),
    Column("slow_minutes", _NUMBER, nullable=False),
    Column("until_at", _NUMBER, nullable=True),
    Column("changed_at", _NUMBER, nullable=False),
)
