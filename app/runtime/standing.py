"""How the terminal stands with its centre, as the lock and the top bar tell it."""

from __future__ import annotations

from enum import Enum

from app.domain.days import DayCheck
from app.domain.frozen import frozen
from app.domain.sync import CLOCK_SLACK_S, Trouble

#: The code under which a centre refuses a terminal that may speak to it no more.
REVOKED = "token.revoked"
#: Codes of what a new one-time code puts right.
REJOIN = frozenset({"token.unknown", "vault.link_damaged", "vault.link_missing"})


class Link(Enum):
    """What is known of the centre."""

    ALONE = "alone"  # the shop has none
    ONLINE = "online"
    SENDING = "sending"
    OFFLINE = "offline"
    ATTENTION = "attention"


@frozen
class Standing:
    """The state of the sync.

    Attributes:
        unsent: entries that the centre does not hold yet; none while there is no centre to hold them.
        tasks: what waits for a manager.
        since: microseconds UTC from which on the centre was not reached, or needs attention; None where it is well,
            or did not answer yet.
        why: the code of what is the matter, or of the last failure; empty where nothing is.
        left: changes of the centre that are still to come; of `whole`, while they are many.
        contact_at: microseconds UTC of the centre's last answer, also before the start; None for none.
        is_asked: somebody asked for a try whose end is still to come.
        is_filled: everything that the centre had to tell at first is here.
        troubles: what failed, also before the start, newest first.
        clock_off_s: seconds by which this machine's clock is ahead of the centre's, negative for behind; None where
            that is not known.
        differing: business dates of which the centre does not hold the same and nobody has looked at it yet, the
           newest first; whatever else is well, they need attention.
    """

    link: Link = Link.ALONE
    unsent: int = 0
    tasks: int = 0
    since: int | None = None
    why: str = ""
    left: int = 0
    whole: int = 0
    contact_at: int | None = None
    is_asked: bool = False
    is_filled: bool = False
    troubles: tuple[Trouble, ...] = ()
    clock_off_s: int | None = None
    differing: tuple[DayCheck, ...] = ()

    @property
    def is_revoked(self) -> bool:
        """Whether the centre speaks with this terminal no more; it goes on selling."""
        return self.why == REVOKED

    @property
    def may_join(self) -> bool:
        """Whether joining (again) is what helps: there is no centre, or it knows this terminal no more."""
        return self.link is Link.ALONE or self.why in REJOIN

    @property
    def is_clock_off(self) -> bool:
        """Whether this machine's clock and the centre's differ by more than anybody should leave them."""
        return self.clock_off_s is not None and abs(self.clock_off_s) > CLOCK_SLACK_S

    @property
    def is_filling(self) -> bool:
        """Whether the first fill is under way."""
        return self.link is not Link.ALONE and not self.is_filled and self.whole > 0


def alone() -> Standing:
    """A shop without a centre."""
    return Standing()
