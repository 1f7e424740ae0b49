"""Typed settings of this installation: where files lie and where keys are kept."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

from app.domain.errors import UserError
from app.domain.frozen import frozen

NAME = "omo-pos"
KEYRINGS = ("auto", "os", "file")


@frozen
class Config:
    """Where this installation's files lie.

    Attributes:
        data_dir: the terminal's data directory.
        key_dir: private folder for keys where the system has no keyring; never inside the data directory.
        keyring: ``auto``, ``os`` or ``file``: where secrets go.
        plain: make an unencrypted data directory, for diagnosis and tests.
    """

    data_dir: Path
    key_dir: Path
    keyring: str = "auto"
    plain: bool = False


def load(data_dir: Path | None = None, *, plain: bool = False) -> Config:
    """Settings from the environment: ``OMO_POS_DATA_DIR``, ``OMO_POS_KEY_DIR``, ``OMO_POS_KEYRING``.

    Raises:
        UserError: ``config.bad_keyring``, ``config.keys_in_data_dir``.
    """
    environment = os.environ
    chosen = data_dir or Path(environment.get("OMO_POS_DATA_DIR") or user_data_path(NAME, appauthor=False))
    keys = Path(environment.get("OMO_POS_KEY_DIR") or user_config_path(NAME, appauthor=False) / "keys")
    keyring = environment.get("OMO_POS_KEYRING") or "auto"
    if keyring not in KEYRINGS:
        raise UserError("config.bad_keyring", found=keyring, allowed=", ".join(KEYRINGS))
    if keys.resolve().is_relative_to(chosen.resolve()):
        raise UserError("config.keys_in_data_dir", path=str(keys))
    return Config(chosen, keys, keyring, plain)


def central_url(chosen: str | None = None) -> str:
    """Where the centre keeps its data: ``OMO_POS_CENTRAL_URL``, or a file of its own in the user's place for data."""
    return (
        chosen
        or os.environ.get("OMO_POS_CENTRAL_URL")
        or f"sqlite:///{(user_data_path(f'{NAME}-central', appauthor=False) / 'central.db').as_posix()}"
    )


def smtp_url(chosen: str | None = None) -> str:
    """Where mail is handed in: ``OMO_POS_SMTP_URL``, which may hold a password; empty for nowhere."""
    return chosen or os.environ.get("OMO_POS_SMTP_URL", "")


def mail_from(chosen: str | None = None) -> str:
    """As whose mail is sent: ``OMO_POS_MAIL_FROM``."""
    return chosen or os.environ.get("OMO_POS_MAIL_FROM", "")


def log_file() -> Path:
    """Where unexpected errors are written: ``OMO_POS_LOG_DIR``, or the system's place for logs."""
    folder = os.environ.get("OMO_POS_LOG_DIR")
    return (Path(folder) if folder else user_log_path(NAME, appauthor=False)) / "omo-pos.log"
