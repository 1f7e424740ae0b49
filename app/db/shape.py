"""The shape of a table in plain data: what every start needs of the tables, without waiting for SQLAlchemy."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen


class Kind(Enum):
    """What a column of a STRICT table holds."""

    INTEGER = "INTEGER"
    TEXT = "TEXT"
    BLOB = "BLOB"


@frozen
class Column:
    """A column; one of the primary key is never NULL."""

    name: str
    kind: Kind
    primary_key: bool = False
    nullable: bool = False
    unique: bool = False


@frozen
class Index:
    """An index over some columns, by their names."""

    name: str
    columns: tuple[str, ...]


@frozen
class Table:
    """A STRICT table, with or without a rowid."""

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...] = ()
    with_rowid: bool = True

    @property
    def primary_key(self) -> tuple[Column, ...]:
        """The columns of the primary key, in their order."""
        return tuple(column for column in self.columns if column.primary_key)

    def names(self) -> str:
        """The columns' names, as they stand in a SELECT."""
        return ", ".join(column.name for column in self.columns)

    def insert_sql(self) -> str:
        """The prepared INSERT of a whole row, columns in the table's order."""
        return f"INSERT INTO {self.name}({self.names()}) VALUES({', '.join('?' * len(self.columns))})"

    def create_sql(self) -> str:
        """The CREATE TABLE, without the indexes."""
        parts = [f"{one.name} {one.kind.value}{'' if one.nullable else ' NOT NULL'}" for one in self.columns]
        parts += [f"UNIQUE ({one.name})" for one in self.columns if one.unique]
        parts.append(f"PRIMARY KEY ({', '.join(one.name for one in self.primary_key)})")
        return f"CREATE TABLE {self.name} ({', '.join(parts)}) STRICT{'' if self.with_rowid else ', WITHOUT ROWID'}"


def made(name: str, *parts: Column | Index, rowid: bool = True) -> Table:
    """A table of its columns and indexes."""
    columns = tuple(part for part in parts if isinstance(part, Column))
    indexes = tuple(part for part in parts if isinstance(part, Index))
    return Table(name, columns, indexes, rowid)


def key(name: str, kind: Kind = Kind.TEXT) -> Column:
    """A column of the primary key."""
    return Column(name, kind, primary_key=True)


def text(name: str, *, null: bool = False, unique: bool = False) -> Column:
    """A column of text."""
    return Column(name, Kind.TEXT, nullable=null, unique=unique)


def whole(name: str, *, null: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.INTEGER, nullable=null)


def blob(name: str, *, null: bool = False, unique: bool = False) -> Column:
    """A column of bytes."""
    return Column(name, Kind.BLOB, nullable=null, unique=unique)


def index(name: str, *columns: str) -> Index:
    """An index."""
    return Index(name, columns)
