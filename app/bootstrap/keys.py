"""The ways not to lose a terminal's key."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap.terminal import Terminal, secret_store
from app.config import Config
from app.db.backup import identity_of
from app.db.datadir import DataDir
from app.domain.errors import UserError
from app.vault import recovery


def has_terminal(config: Config) -> bool:
    """Whether a data directory already belongs to a terminal."""
    return DataDir(config.data_dir).identity() is not None


def new_recovery_code(terminal: Terminal) -> str:
    """Make a recovery code and keep the secrets wrapped by it beside the database; an older code ends."""
    code = recovery.new_code()
    wrapped = recovery.wrap(code, terminal.secrets.load(), terminal.terminal_id)
    terminal.store.place.keep_wrapped(wrapped)
    return code


def bring_key_back(config: Config, typed: str, source: Path | None) -> str:
    """Unwrap the secrets with a recovery code and keep them on this computer; where they lie now.

    Args:
        source: a copy, where the data directory itself is gone.

    Raises:
        UserError: ``vault.wrong_recovery_code``, ``vault.no_recovery_code``, ``data_dir.empty``.
    """
    identity = DataDir(config.data_dir).identity() if source is None else identity_of(source)
    if identity is None:
        raise UserError("data_dir.empty", path=str(config.data_dir))
    if identity.wrapped is None:
        raise UserError("vault.no_recovery_code")
    store = secret_store(config, identity.terminal_id)
    store.save(recovery.unwrap(typed, identity.wrapped, identity.terminal_id))
    return store.where()
