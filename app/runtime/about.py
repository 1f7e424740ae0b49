"""What this terminal is and where its files lie, for whoever looks after it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """Facts for the settings screen; empty where they are not known.

    Attributes:
        version: of the program.
        folder: the data directory.
        copies: where copies are kept.
        log: where unexpected errors are written.
        is_encrypted: whether the database has a key.
        alarm: what is wrong with the journal's anchor, as a code; None if nothing is.
    """

    version: str = ""
    terminal_id: str = ""
    folder: str = ""
    copies: str = ""
    log: str = ""
    is_encrypted: bool = True
    alarm: str | None = None
