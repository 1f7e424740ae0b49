"""The composition root: the only room that knows all the others. What is asked of it is imported when it is asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.bootstrap.beside import Beside, Finding, diagnose, open_beside
    from app.bootstrap.catalog import import_catalogue, read_file
    from app.bootstrap.copies import Restoring, back_up, restoring_from, start_backups
    from app.bootstrap.demo import demo_people, demo_shop, demo_staff, load_demo, load_people, open_demo
    from app.bootstrap.enrol import enrol_terminal
    from app.bootstrap.fill import first_fill
    from app.bootstrap.keys import bring_key_back, has_recovery_code, has_terminal, new_recovery_code
    from app.bootstrap.rescue import export_rescue, read_rescue_file, send_rescue
    from app.bootstrap.sync import Sync, make_outbox, start_sync
    from app.bootstrap.takeover import begin_terminal, is_fresh
    from app.bootstrap.terminal import Terminal, keys_of, open_terminal, secret_store, start_tending
    from app.db.restore import Plan
    from app.db.sheet import CsvSheet, SheetFile, open_sheets

__all__ = [
    "Beside",
    "CsvSheet",
    "Finding",
    "Plan",
    "Restoring",
    "SheetFile",
    "Sync",
    "Terminal",
    "back_up",
    "begin_terminal",
    "bring_key_back",
    "demo_people",
    "demo_shop",
    "demo_staff",
    "diagnose",
    "enrol_terminal",
    "export_rescue",
    "first_fill",
    "has_recovery_code",
    "has_terminal",
    "import_catalogue",
    "is_fresh",
    "keys_of",
    "load_demo",
    "load_people",
    "make_outbox",
    "new_recovery_code",
    "open_beside",
    "open_demo",
    "open_sheets",
    "open_terminal",
    "read_file",
    "read_rescue_file",
    "restoring_from",
    "secret_store",
    "send_rescue",
    "start_backups",
    "start_sync",
    "start_tending",
]

_PLACES = {
    "app.bootstrap.beside": ("Beside", "Finding", "diagnose", "open_beside"),
    "app.bootstrap.catalog": ("import_catalogue", "read_file"),
    "app.bootstrap.copies": ("Restoring", "back_up", "restoring_from", "start_backups"),
    "app.bootstrap.demo": ("demo_people", "demo_shop", "demo_staff", "load_demo", "load_people", "open_demo"),
    "app.bootstrap.enrol": ("enrol_terminal",),
    "app.bootstrap.fill": ("first_fill",),
    "app.bootstrap.keys": ("bring_key_back", "has_recovery_code", "has_terminal", "new_recovery_code"),
    "app.bootstrap.rescue": ("export_rescue", "read_rescue_file", "send_rescue"),
    "app.bootstrap.sync": ("Sync", "make_outbox", "start_sync"),
    "app.bootstrap.takeover": ("begin_terminal", "is_fresh"),
    "app.bootstrap.terminal": ("Terminal", "keys_of", "open_terminal", "secret_store", "start_tending"),
    "app.db.restore": ("Plan",),
    "app.db.sheet": ("CsvSheet", "SheetFile", "open_sheets"),
}
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> object:
    place = _PLACE_OF.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(place), name)
    globals()[name] = found
    return found
