"""What works while the centre cannot be reached: the one table that the window shows and the tests prove."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen


class Works(Enum):
    """How something works without a network."""

    YES = "yes"  # as ever
    BOUNDED = "bounded"  # by what this machine knows
    NO = "no"  # when there is a connection again


@frozen
class Offline:
    """One act.

    Attributes:
        act: the name under which its words and its proof are found.
        is_daily: it is named where there is room for a few.
    """

    act: str
    works: Works
    is_daily: bool = False


#: In the order in which a day asks for them. What the counter cannot do at all is not among them.
TABLE = (
    Offline("sell", Works.YES, is_daily=True),
    Offline("cash", Works.YES, is_daily=True),
    Offline("card", Works.YES, is_daily=True),
    Offline("refund", Works.YES, is_daily=True),
    Offline("shift", Works.YES, is_daily=True),
    Offline("search", Works.YES),
    Offline("print", Works.YES),
    Offline("sales", Works.YES),
    Offline("park", Works.YES),
    Offline("sign_in", Works.YES),
    Offline("approve", Works.YES),
    Offline("pick", Works.YES),
    Offline("price", Works.BOUNDED, is_daily=True),
    Offline("stock", Works.BOUNDED, is_daily=True),
    Offline("hand_over", Works.BOUNDED),
    Offline("coupon", Works.BOUNDED),
    Offline("upload", Works.NO, is_daily=True),
    Offline("news", Works.NO, is_daily=True),
    Offline("join", Works.NO),
)


def daily(works: Works) -> tuple[str, ...]:
    """The acts that are named where there is room for a few."""
    return tuple(one.act for one in TABLE if one.works is works and one.is_daily)
