"""Reclaim: a terminal that came back from an older copy takes back what it sold since, from the centre."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from app.contract.push import HeldEntries, Pushed, PushedEntry
from app.services.ports import Head
from app.services.sync_ports import History, Outbox


class Centre(Protocol):
    """What reclaiming needs of the gateway."""

    def mark(self) -> Pushed:
        """What the centre holds of this terminal."""
        ...

    def held(self, epoch: int, after: int) -> HeldEntries:
        """Entries that the centre holds of an epoch, behind a seq."""
        ...


class Reclaimer:
    """Appends again what the centre holds and this journal lacks."""

    def __init__(self, outbox: Outbox, history: History, centre: Centre) -> None:
        self._outbox = outbox
        self._history = history
        self._centre = centre

    def run(self) -> Head | None:
        """Take everything back; the last entry of this journal that the centre surely holds, None where none is.

        What was written twice in one epoch, by two copies of this terminal, is taken into a new one.

        Raises:
            UserError, FaultError: of the gateway, of the writer and the vault; what was taken back stays.
        """
        mark = self._centre.mark().mark
        common: Head | None = None
        present, base = self._history.epoch(), self._history.base()
        for epoch in range(1 if base is None else base.epoch, max(present, 0 if mark is None else mark.epoch) + 1):
            for page in self._pages(epoch, base.seq if base is not None and base.epoch == epoch else 0):
                missing = []
                for one in page:
                    here = Head(one.epoch, one.seq, bytes.fromhex(one.hash))
                    if self._outbox.is_ours(here):
                        common = here if common is None or here.seq > common.seq else common
                    else:
                        missing.append(one)
                if missing and epoch >= self._history.epoch():
                    self._history.open_epoch()
                self._history.take_back(missing)
        return common

    def _pages(self, epoch: int, behind: int) -> Iterator[tuple[PushedEntry, ...]]:
        """The centre's entries of an epoch from where this journal ends in it; all, where that is another branch.

        Args:
            behind: nothing up to this seq is wanted.
        """
        last = self._history.last_of(epoch)
        after = behind if last is None else last.seq - 1
        page = self._centre.held(epoch, after)
        if last is not None and after > behind and not (page.entries and _first(page) == last):
            page = self._centre.held(epoch, behind)
        while page.entries:
            yield page.entries
            if not page.more:
                return
            page = self._centre.held(epoch, page.entries[-1].seq)


def _first(page: HeldEntries) -> Head:
    one = page.entries[0]
    return Head(one.epoch, one.seq, bytes.fromhex(one.hash))
