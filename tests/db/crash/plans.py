"""What a seller does until it is killed, and when that is."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap import back_up
from app.config import Config
from app.db import anchor, store, writer
from app.db.connection import Connection
from tests.db.crash.page import Page
from tests.db.crash.seller import Seller

#: Acts after which a seller that nobody kills goes home.
MOST_ACTS = 2_000


@dataclass(frozen=True)
class Plan:
    """Killed from outside, so many seconds after it comes to a spot.

    Attributes:
        fold_after: transactions after which the log is folded back, whoever waits.
        anchor_delay: seconds from a commit to its anchor.
        early: aim from the start on, not only once it sells.
    """

    aim: str
    delay: float
    early: bool = False
    acts: int = MOST_ACTS
    fold_after: int = 1_000
    anchor_delay: float = 0.25

    def prepare(self, page: Page) -> None:
        """Change what must be changed in the seller's own process, before it opens."""
        writer.FOLD_NOW_AFTER = self.fold_after
        anchor.AnchorKeeper.__init__.__defaults__ = (self.anchor_delay,)
        page.watch(writer.SqliteWriter, "_serve", "job", turn=True)
        page.watch(writer.SqliteWriter, "_fold", "folding", turn=True)
        page.watch(anchor, "replace_file", "anchor")
        page.watch(store, "prepare", "migrating")

    def sell(self, seller: Seller) -> Iterator[None]:
        """Do what happens at a counter, one act after the other."""
        for _ in range(self.acts):
            yield seller.act()


@dataclass
class Fuse:
    """Ends its own process when the nth statement after it was lit is about to run."""

    nth: int
    lit: bool = False

    def __call__(self, statement: str) -> None:
        if self.lit:
            self.nth -= 1
            if self.nth == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def lay(self) -> None:
        """Along every writing connection that is opened from now on."""
        inner = store.connect_writer

        def connect(path: Path, key: bytes | None, synchronous: str = "FULL") -> Connection:
            connection = inner(path, key, synchronous)
            connection.set_trace_callback(self)
            return connection

        store.connect_writer = connect


@dataclass(frozen=True)
class Cut(Plan):
    """Follows a script, and ends itself before its nth statement; without a script, that is while it opens."""

    aim: str = "itself"
    delay: float = 0
    nth: int = 0
    script: Callable[[Seller], None] | None = None
    leave: bool = False
    _fuse: list[Fuse] = field(default_factory=list)

    def prepare(self, page: Page) -> None:
        """Lay the fuse."""
        fuse = Fuse(self.nth, lit=self.script is None)
        fuse.lay()
        self._fuse.append(fuse)

    def sell(self, seller: Seller) -> Iterator[None]:
        """Light it."""
        if self.script is not None:
            self._fuse[0].lit = True
            yield self.script(seller)
            if self.leave:
                os._exit(0)  # so that what it did still lies in the log


@dataclass(frozen=True)
class Copying(Plan):
    """Sells, and takes one copy after the other meanwhile."""

    target: Path = Path()
    config: Config | None = None
    _page: list[Page] = field(default_factory=list)

    def prepare(self, page: Page) -> None:
        """Remember where to say that a copy is being taken."""
        super().prepare(page)
        self._page.append(page)

    def sell(self, seller: Seller) -> Iterator[None]:
        """Sell while a thread copies."""
        threading.Thread(target=self._copy, daemon=True).start()
        return super().sell(seller)

    def _copy(self) -> None:
        assert self.config is not None
        while True:
            with self._page[0].at("copying"):
                back_up(self.config, self.target)


@dataclass(frozen=True)
class CopyOnce(Cut):
    """Takes a copy and goes home."""

    target: Path = Path()
    config: Config | None = None

    def sell(self, seller: Seller) -> Iterator[None]:
        """Take it."""
        assert self.config is not None
        yield back_up(self.config, self.target)
