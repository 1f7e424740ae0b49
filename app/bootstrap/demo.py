"""The demo shop, put into a terminal."""

from __future__ import annotations

from app.bootstrap.catalog import import_catalogue
from app.bootstrap.terminal import Terminal, open_terminal
from app.config import Config
from app.db.sheet import open_sheets
from app.domain.errors import UserError
from app.domain.shop import Shop
from app.resources import resource
from app.services.catalog import Outcome
from app.services.demo import DemoPerson, read_people, read_promotions, read_shop


def demo_shop() -> Shop:
    """The demo shop's settings, to make a terminal with.

    Raises:
        FaultError: ``resources.missing``.
    """
    return read_shop(_text("shop.json"))


def open_demo(config: Config) -> Terminal:
    """Open a data directory; a fresh one becomes a terminal of the demo shop, still without goods.

    Raises:
        UserError, FaultError: as `open_terminal`.
    """
    terminal = open_terminal(config, demo_shop())
    if terminal.shop != demo_shop():
        terminal.close()
        raise UserError("demo.other_shop", path=str(config.data_dir))
    return terminal


def demo_people() -> tuple[DemoPerson, ...]:
    """The demo shop's staff."""
    return read_people(_text("staff.json"))


def load_demo(terminal: Terminal) -> Outcome:
    """Put the demo shop's goods, stock and promotions into a terminal; a repeat adds nothing, stock included.

    Raises:
        FaultError: ``resources.missing``; of the disk.
    """
    terminal.store.put_promotions(read_promotions(_text("promotions.json")))
    return import_catalogue(terminal, open_sheets(resource("demo/catalog.csv")))


def _text(name: str) -> str:
    return resource(f"demo/{name}").read_text(encoding="utf-8")
