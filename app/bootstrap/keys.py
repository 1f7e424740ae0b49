"""The ways not to lose a terminal's key."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from app.bootstrap.staff import KeptRecoveryCode
from app.bootstrap.terminal import Terminal, keys_of, secret_store
from app.config import Config
from app.db import journal, schema
from app.db.backup import identity_of
from app.db.connection import connect_reader
from app.db.datadir import DataDir
from app.domain.errors import FaultError, UserError

#: Beside the database from the making of the terminal to the end of the first start.
START_MARK = "start.json"


def is_started(config: Config) -> bool:
    """Whether a data directory holds a terminal whose first start is over; whether it has people is seen later.

    Raises:
        FaultError: of the vault.
    """
    return has_terminal(config) and not (config.data_dir / START_MARK).exists()


def has_terminal(config: Config) -> bool:
    """Whether a data directory already belongs to a terminal; one whose making was cut off is made to the end."""
    place = DataDir(config.data_dir)
    identity = place.identity()
    if identity is None:
        return False
    if secret_store(config, identity.terminal_id).highest_epoch() > 0:
        return True
    if not place.database.exists():
        return False
    try:
        with closing(connect_reader(place.database, keys_of(config, identity).database)) as connection:
            return schema.version(connection) is not None and journal.head(connection) is not None
    except FaultError:  # it holds something, or did
        return True


def waits_for_centre(config: Config) -> bool:
    """Whether a first start was to join a centre, and wrote no database yet: the same code goes on with it."""
    folder = config.data_dir
    return begun_as(folder) == "join" and not DataDir(folder).database.exists()


def begun_as(folder: Path) -> str:
    """What kind of shop a first start under way is to make, as it was chosen last; empty for none."""
    try:
        return str(json.loads((folder / START_MARK).read_text(encoding="utf-8"))["way"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def new_recovery_code(terminal: Terminal) -> str:
    """Make a recovery code and keep the secrets wrapped by it beside the database.

    An older code opens only copies that were taken before.
    """
    return KeptRecoveryCode(terminal.store.place, terminal.secrets, terminal.terminal_id).make()


def has_recovery_code(terminal: Terminal) -> bool:
    """Whether a recovery code was ever made for a terminal."""
    identity = terminal.store.place.identity()
    return identity is not None and identity.wrapped is not None


def bring_key_back(config: Config, typed: str, source: Path | None) -> str:
    """Unwrap the secrets with a recovery code and keep them on this computer; where they lie now.

    Args:
        source: a copy, where the data directory itself is gone.

    Raises:
        UserError: ``vault.wrong_recovery_code``, ``vault.no_recovery_code``, ``data_dir.empty``.
    """
    from app.vault import recovery  # noqa: PLC0415 - needed once or twice in a terminal's life

    identity = DataDir(config.data_dir).identity() if source is None else identity_of(source)
    if identity is None:
        raise UserError("data_dir.empty", path=str(config.data_dir))
    if identity.wrapped is None:
        raise UserError("vault.no_recovery_code")
    store = secret_store(config, identity.terminal_id)
    store.save(recovery.unwrap(typed, identity.wrapped, identity.terminal_id))
    return store.where()
