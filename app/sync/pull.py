"""Pull: the centre's changes come in, a page at a time, each applied with its cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.contract.feed import FeedPage
from app.services.sync_ports import Feed, Outbox
from app.sync.push import Step, head_of


class Centre(Protocol):
    """What pulling needs of the gateway."""

    def feed(self, cursor: str | None) -> FeedPage:
        """The page of changes behind a cursor."""
        ...


class Puller:
    """Reads what lies behind the cursor.

    Args:
        keep_keys: keeps the centre's badge keys, where a page says them.
        keep_contact_key: keeps what contacts are hashed under.

    Attributes:
        changed: kinds that came since somebody looked.
    """

    def __init__(
        self,
        feed: Feed,
        outbox: Outbox,
        centre: Centre,
        keep_keys: Callable[[Sequence[str]], None] = lambda _: None,
        keep_contact_key: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._feed = feed
        self._outbox = outbox
        self._centre = centre
        self._keep_keys = keep_keys
        self._keep_contact_key = keep_contact_key
        self._contact_key: str | None = None
        self.changed: frozenset[str] = frozenset()

    def step(self) -> Step:
        """Apply one page.

        Raises:
            UserError, FaultError: of the gateway, of the writer and of whoever keeps the keys.
        """
        before = self._feed.place().cursor
        page = self._centre.feed(before)
        mark = head_of(page.mark)
        if page.forked or (mark is not None and not self._outbox.is_ours(mark)):
            return Step.FORKED  # its levels include what this journal does not know
        if page.badge_keys:  # first: people come by the page whose badges are hashed under them
            self._keep_keys(page.badge_keys)
        if page.contact_key is not None and page.contact_key != self._contact_key:  # so do members
            self._keep_contact_key(page.contact_key)
            self._contact_key = page.contact_key
        self.changed |= self._feed.take(before, page)
        return Step.MORE if page.more else Step.DONE

    def tidy(self) -> Step:
        """Have one short turn at what follows from the pages: search, and what did not come again.

        Raises:
            FaultError: of the writer.
        """
        if self._feed.tend():
            return Step.MORE
        place = self._feed.place()
        if place.sweeping and not place.remaining and self._feed.sweep():  # what is still to come is not gone
            return Step.MORE
        return Step.DONE
