"""A real centre for the tests of the window: on a file of its own, served on loopback from a thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from app.central import enrol as enrolling
from app.central.bootstrap import make_key, service
from app.central.database import open_database, write
from app.central.setup import found_centre, put_store
from app.vault.pin import PinHasher
from tests.central.conftest import START, migrated_file, rows
from tests.central.served import served
from tests.db.conftest import CHEAP
from tests.sync.shelf import person, product, put, put_many

PIN = "593716"
#: A name of a store as chains have them.
NAME = "穗光商行 中山店"


class Centre:
    """A centre with one store; it can go away and come back under the same address."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "centre.db"
        self.now = START
        self.path.write_bytes(migrated_file())
        self.engine = open_database(f"sqlite:///{self.path}")
        found_centre(self.engine, make_key, START)
        write(self.engine, lambda each: put_store(each, "S09", NAME, "Asia/Taipei", "TWD", START))
        self._served = ExitStack()
        self.url = self._served.enter_context(served(service(self.engine, lambda: self.now)))

    def code(self, register: int = 7, at: int | None = None) -> str:
        """A one-time code."""
        made_at = self.now if at is None else at
        return write(self.engine, lambda each: enrolling.make_code(each, "S09", register, made_at))

    def stock(self, count: int) -> None:
        """So many products in the catalogue."""
        goods = {f"P{place:05d}": product(f"商品 {place}", f"47100{place:08d}") for place in range(count)}
        put_many(self.engine, "product", goods)

    def employ(self, staff_id: str, name: str, role: str = "manager") -> None:
        """Somebody who signs in with `PIN`."""
        put(self.engine, "staff", staff_id, person(name, role, pin_hash=PinHasher(CHEAP).hash(PIN)), "S09")

    def revoke(self, terminal_id: str) -> None:
        """Speak with a terminal no more."""
        write(self.engine, lambda each: enrolling.revoke(each, terminal_id, self.now))

    def count(self, query: str) -> int:
        """A number out of its file; by the same library, since two of them on one file take each other's locks."""
        return int(str(rows(self.engine, query)[0][0]))

    def close(self) -> None:
        """Nobody answers under the address any more."""
        self._served.close()
        self.engine.dispose()


MakeCentre = Callable[[], Centre]
