"""What makes a machine a terminal of a centre."""

from __future__ import annotations

from dataclasses import field

from app.domain.frozen import frozen
from app.domain.shop import Shop


@frozen
class Membership:
    """A terminal's place at its centre.

    Attributes:
        url: where the centre is reached.
        plain: plain HTTP is allowed although it is another machine: a shop's own network, by its setting.
        centre_key: the centre's Ed25519 key in hex.
        token: what lets this terminal in.
        badge_key: what badges are hashed under at every terminal of this centre, in hex; empty where it gave none.
        former_badge_keys: what they were hashed under before, the newest first.
        contact_key: what contacts are hashed under there, in hex; empty until the centre told it.
        ca_file: the certificates of who alone may vouch for the centre; empty for the usual authorities.
    """

    url: str
    plain: bool
    centre_id: str
    centre_key: str
    token: str = field(repr=False)
    badge_key: str = field(default="", repr=False)
    former_badge_keys: tuple[str, ...] = field(default=(), repr=False)
    ca_file: str = ""
    contact_key: str = field(default="", repr=False)


@frozen
class Filling:
    """How far a terminal is that has just joined.

    Attributes:
        came, whole: things that the centre told, of so many; 0 of 0 while nobody knows.
        unsent: entries that are still to go there.
        is_whole: everything is on both sides.
        why: the code of what is in the way; empty where nothing is.
    """

    came: int
    whole: int
    unsent: int
    is_whole: bool = False
    why: str = ""


@frozen
class Joined:
    """What came of joining a centre.

    Attributes:
        shop: as it is from the next start on.
        clock_off_s: seconds by which this machine's clock is ahead of the centre's; negative for behind, None where
            the centre did not say.
        takes_over: this machine is about to take the place of the register that the shop names, and waits for
            somebody's word; nothing is done yet.
    """

    shop: Shop
    clock_off_s: int | None = None
    takes_over: bool = False
