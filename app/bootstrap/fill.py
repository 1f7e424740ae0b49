"""The first fill by hand: what a terminal that just joined sends and fetches, before anybody opens its window."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from app.bootstrap.sync import Chance, keep_told, make_engine, make_feed
from app.bootstrap.terminal import Terminal
from app.contract.feed import FeedPage
from app.domain.enrol import Filling
from app.domain.errors import UserError
from app.sync.gateway import Address, Gateway

#: Failures one after the other, after which it is left to the program's own sync.
TRIES = 4


class _Counted(Gateway):
    """A line that counts what comes through it."""

    came = left = 0

    def feed(self, cursor: str | None) -> FeedPage:
        page = super().feed(cursor)
        self.came, self.left = self.came + len(page.items), page.left
        return page


def first_fill(
    terminal: Terminal,
    tell: Callable[[Filling], object],
    *,
    chance: Chance | None = None,
    rest: Callable[[float], object] = time.sleep,
) -> Filling:
    """Send what the journal has and fetch what the centre has to tell, on the calling thread; how far it came.

    Cut off anywhere, by an exception or a dead machine, the next sync goes on from the last page that was kept.

    Args:
        tell: called after every turn.
        rest: waits for so many seconds.

    Raises:
        UserError: ``rescue.no_centre``: it has none; ``centre.bad_ca_file``.
        FaultError: of the vault.
    """
    membership = terminal.secrets.membership()
    if membership is None:
        raise UserError("rescue.no_centre")
    feed = make_feed(terminal)
    feed.join(membership.centre_id)
    failed = 0
    address = Address(membership.url, membership.token, membership.plain, membership.ca_file)
    with closing(_Counted(address)) as line:
        engine = make_engine(terminal, feed, line, keep_told(terminal, feed), chance)
        while True:
            pause = engine.turn()
            report = engine.report()
            is_whole = report.is_filled and not report.unsent
            now = Filling(line.came, line.came + line.left, report.unsent, is_whole, report.why)
            tell(now)
            failed = failed + 1 if report.why else 0
            if pause is None or failed >= TRIES or (now.is_whole and pause > 0 and not failed):
                return now
            if failed:
                rest(pause)
