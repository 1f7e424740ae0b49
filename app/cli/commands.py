"""The commands, in the order in which the help shows them."""

from __future__ import annotations

from app.cli import backup, catalog, central, demo, doctor, enrol, journal, key, look, replay, rescue, staff, window
from app.cli.say import Verbs


def add_all(verbs: Verbs) -> None:
    """Add every command to the parser."""
    for command in (window, key, staff, catalog, replay, journal, look, enrol, rescue, backup, doctor, central, demo):
        command.add(verbs)
