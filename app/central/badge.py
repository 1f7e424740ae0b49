"""Badges: the keys under which every terminal of the centre hashes them.

Nobody keeps what stands on a badge, so nothing can be hashed anew: under a new key badges are given out anew, and
those of before go on opening until somebody ends them.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, select, update

from app.central.tables import centre, former_badge_key
from app.domain.frozen import frozen


@frozen
class BadgeHashes:
    """A badge under every key.

    Attributes:
        no: of the newest key.
        newest: under which the badge is kept from now on.
        former: under which somebody may have it.
    """

    no: int
    newest: bytes
    former: tuple[bytes, ...] = ()


#: How a badge is hashed. Raises UserError ``staff.badge_length``.
HashBadge = Callable[[str], BadgeHashes]


def badge_keys(connection: Connection) -> list[tuple[int, bytes]]:
    """What badges are hashed under, the newest first, each with its number."""
    ours = connection.execute(select(centre.c.badge_no, centre.c.badge_key)).one()
    former = connection.execute(select(former_badge_key).order_by(former_badge_key.c.no.desc()))
    return [(ours.badge_no or 1, bytes(ours.badge_key)), *((row.no, bytes(row.key)) for row in former)]


def change_key(connection: Connection, key: bytes) -> int:
    """Hash badges under a new key from now on; its number."""
    (number, before), *_ = badge_keys(connection)
    connection.execute(former_badge_key.insert().values(no=number, key=before))
    connection.execute(update(centre).values(badge_key=key, badge_no=number + 1))
    return number + 1


def forget_former(connection: Connection) -> None:
    """Have no key but the newest."""
    connection.execute(delete(former_badge_key))
