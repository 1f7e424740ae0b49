"""What this terminal is and where its files lie, for whoever looks after it."""

from __future__ import annotations

from app.config import NAME
from app.domain.frozen import frozen


@frozen
class About:
    """Facts for the settings screen; empty where they are not known.

    Attributes:
        folder: the data directory.
        copies: where copies are kept.
        log: where unexpected errors are written.
        is_encrypted: whether the database has a key.
        alarm: what is wrong with the journal's anchor, as a code; None if nothing is.
    """

    terminal_id: str = ""
    folder: str = ""
    copies: str = ""
    log: str = ""
    is_encrypted: bool = True
    alarm: str | None = None

    @property
    def version(self) -> str:
        """Of the program."""
        from importlib.metadata import version  # noqa: PLC0415 - what reads it is large, and nothing at a start asks

        return version(NAME)
