"""The demo shop, put into a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.bootstrap.catalog import import_catalogue
from app.bootstrap.terminal import Terminal, open_terminal
from app.config import Config
from app.contract.feed import StaffItem
from app.db.sheet import open_sheets
from app.domain.errors import UserError
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.resources import resource
from app.services.catalog import Outcome
from app.services.demo import DemoPerson, read_people, read_promotions, read_shelves, read_shop
from app.services.staff import Newcomer
from app.vault.argon import Argon2Cost
from app.vault.badge import BadgeHasher
from app.vault.pin import PinHasher

#: Demo PINs are known to everybody, so that hashing twelve of them need not take a second. Who signs in with one has
#: it hashed anew at the usual cost.
DEMO_COST = Argon2Cost(time=1, memory_kib=64, lanes=1)


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
    shop = demo_shop()
    terminal = open_terminal(config, shop)
    if replace(terminal.shop, name_en=shop.name_en) != shop:  # an older one had no English name yet
        terminal.close()
        raise UserError("demo.other_shop", path=str(config.data_dir))
    return terminal


def demo_people() -> tuple[DemoPerson, ...]:
    """The demo shop's staff."""
    return read_people(_text("staff.json"))


def load_demo(terminal: Terminal, tell: Callable[[int, int], None] | None = None) -> Outcome:
    """Put the demo shop's people, goods, stock and promotions into a terminal; a repeat adds nothing, stock included.

    Args:
        tell: called on the calling thread with how many products are done, of how many.

    Raises:
        FaultError: ``resources.missing``; of the disk.
    """
    load_people(terminal)
    terminal.store.put_shelves(read_shelves(_text("categories.json")))
    terminal.store.put_promotions(read_promotions(_text("promotions.json")))
    return import_catalogue(terminal, open_sheets(resource("demo/catalog.csv")), None, tell)


def load_people(terminal: Terminal) -> int:
    """Put the demo shop's people in, with their demo PINs and badges; how many were not there yet.

    Raises:
        FaultError: ``resources.missing``; of the disk.
    """
    hasher = PinHasher(DEMO_COST)
    newcomers = [
        Newcomer(Person(one.staff_id, one.name, one.name_en, Role(one.role)), hasher.hash(one.pin), one.badge)
        for one in demo_people()
    ]
    return terminal.staff.take_in(newcomers).result()


def demo_staff(terminal: Terminal) -> dict[str, StaffItem]:
    """The demo shop's people as a centre has them, with the badges that this terminal knows them by.

    Raises:
        FaultError: ``resources.missing``; of the vault.
    """
    hasher, badges = PinHasher(DEMO_COST), BadgeHasher(terminal.secrets.load().lookup_key)
    return {
        one.staff_id: StaffItem(
            name=one.name, name_en=one.name_en, role=one.role, active=True, pin_hash=hasher.hash(one.pin),
            badge_hash=badges.hash(one.badge).hex(),
        )
        for one in demo_people()
    }  # fmt: skip


def _text(name: str) -> str:
    return resource(f"demo/{name}").read_text(encoding="utf-8")
