"""How the terminal stands with its centre, as the lock and the top bar tell it."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen


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
    """

    link: Link = Link.ALONE
    unsent: int = 0
    tasks: int = 0
    since: int | None = None
    why: str = ""
    left: int = 0
    whole: int = 0


def alone() -> Standing:
    """A shop without a centre."""
    return Standing()
