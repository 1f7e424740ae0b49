"""The commands, and where each of them is: one that is called waits for no other's imports."""

from __future__ import annotations

from importlib import import_module

from app.cli.say import Verbs

#: In the order in which the help shows them.
PLACES = {
    "window": "window",
    "init": "key",
    "key": "key",
    "staff": "staff",
    "catalog": "catalog",
    "replay": "replay",
    "journal": "journal",
    "search": "look",
    "price": "look",
    "identify": "identify",
    "enrol": "enrol",
    "rescue": "rescue",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "central": "central",
    "demo": "demo",
}


def add(verbs: Verbs, called: str) -> None:
    """Add the command that is called to the parser; every command, where it is none of them."""
    for place in [PLACES[called]] if called in PLACES else dict.fromkeys(PLACES.values()):
        import_module(f"app.cli.{place}").add(verbs)
