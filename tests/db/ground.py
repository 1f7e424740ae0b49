"""The ground on which tills begin: a database that climbed to the newest schema once a process, and is copied."""

from __future__ import annotations

import functools
import tempfile
from contextlib import closing
from pathlib import Path

from app.bootstrap.terminal import secret_store
from app.config import Config
from app.db import schema
from app.db.connection import connect_writer
from app.db.datadir import DataDir, Identity
from app.services.ports import IdSource

#: As the program has it, whatever a test puts in its place.
_HEAD, _SCRIPTS = schema.HEAD, schema._SCRIPTS


@functools.cache
def _climbed() -> bytes:
    """What a terminal's first start makes of an empty file, before it writes a row of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ground.db"
        with closing(connect_writer(file, None)) as connection:
            schema.upgrade(connection, _HEAD, _SCRIPTS)
        return file.read_bytes()


def lay(config: Config, ids: IdSource) -> None:
    """Bring a fresh plain directory to where its first start would be after the climb.

    That start goes on from here, as it does after one that was cut off; a sealed directory climbs by itself, as does
    every one that exists.
    """
    place = DataDir(config.data_dir)
    if not config.plain or place.folder.exists() or schema.HEAD != _HEAD:
        return
    place.make()
    identity = Identity(ids.mint(), encrypted=False)
    place.write_identity(identity)
    secret_store(config, identity.terminal_id).mint()
    place.database.write_bytes(_climbed())
