"""A data directory read beside the process that owns it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing

from app.bootstrap.terminal import keys_of, secret_store
from app.config import Config
from app.db import anchor as anchors
from app.db import verify as verification
from app.db.archive import Archives
from app.db.catalog import SqliteCatalog
from app.db.connection import Connection, Error, connect_reader
from app.db.datadir import DataDir, Identity
from app.db.store import anchor_alarm
from app.db.work import SqliteReads
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.domain.shop import Shop
from app.domain.staff import Person
from app.services.setup import read_shop
from app.vault.signature import verify

#: Below this, in MiB, a day's selling may fill the disk.
LOW_DISK_MIB = 500


@frozen
class Finding:
    """One thing that the doctor looked at."""

    what: str
    well: bool
    text: str


@frozen
class Beside:
    """A data directory read beside the process that owns it."""

    place: DataDir
    identity: Identity
    connection: Connection
    public_key: bytes | None
    archives: Archives

    def reads(self) -> SqliteReads:
        """Look-ups."""
        return SqliteReads(self.connection, self.archives)

    def verify(self) -> verification.Report:
        """Walk the journal's chain and hold the state tables against it."""
        return verification.verify(self.connection, self.place.anchor, self.archives, verify, self.public_key)

    def shop(self) -> Shop:
        """The shop's settings.

        Raises:
            UserError: ``data_dir.empty``.
        """
        text = self.reads().terminal("settings")
        if text is None:
            raise UserError("data_dir.empty", path=str(self.place.folder))
        return read_shop(text)

    def catalog(self) -> SqliteCatalog:
        """The catalogue."""
        return SqliteCatalog(self.connection)

    def people(self) -> list[Person]:
        """Everybody of the staff; nobody in a file that is older than the staff."""
        known = self.connection.execute("SELECT 1 FROM sqlite_master WHERE name='staff'").fetchone()
        return [] if known is None else self.reads().people()

    def integrity(self) -> str:
        """SQLite's own check of every page: ``ok`` or the first thing that is wrong."""
        try:
            row = self.connection.execute("PRAGMA integrity_check(1)").fetchone()
        except Error as error:
            return str(error)
        return str(row[0])

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def open_beside(config: Config) -> Beside:
    """Open a data directory for reading only; its owner may go on selling.

    Raises:
        UserError: ``data_dir.empty``.
        FaultError: of the database, the vault and the disk.
    """
    place = DataDir(config.data_dir)
    identity = place.identity()
    if identity is None:
        raise UserError("data_dir.empty", path=str(place.folder))
    key, public = None, None
    try:
        keys = keys_of(config, identity)
        key, public = keys.database, keys.public
    except FaultError:
        if identity.encrypted:
            raise
    return Beside(place, identity, connect_reader(place.database, key), public, Archives(place.archive, key))


def diagnose(config: Config) -> Iterator[Finding]:
    """What surrounds the database: directory, owner, key, anchor, room on the disk."""
    place = DataDir(config.data_dir)
    identity = place.identity()
    yield Finding("data directory", identity is not None, str(place.folder))
    if identity is None:
        return
    yield Finding(
        "terminal", well=True, text=f"{identity.terminal_id}, {'encrypted' if identity.encrypted else 'plain'}"
    )
    yield Finding("running", well=True, text="yes" if place.is_owned() else "no")
    store = secret_store(config, identity.terminal_id)
    try:
        keys = keys_of(config, identity)
    except FaultError as error:
        yield Finding("key", not identity.encrypted, error.code)
    else:
        yield Finding("key", well=True, text=store.where())
        try:
            with closing(connect_reader(place.database, keys.database)) as connection:
                archives = Archives(place.archive, keys.database)
                anchor = anchors.read(place.anchor)
                alarm = anchor_alarm(connection, archives, anchor, identity.terminal_id, keys.public, verify)
            yield Finding("anchor", alarm is None, alarm or "holds")
        except FaultError:
            pass  # the database's own line says it
    for note in store.findings():
        yield Finding("vault", well=False, text=note.code)
    yield Finding(
        "recovery code", identity.wrapped is not None, "kept" if identity.wrapped else "none: omo-pos key code"
    )
    free = shutil.disk_usage(place.folder).free // 2**20
    yield Finding("disk", free >= LOW_DISK_MIB, f"{free} MiB free")
