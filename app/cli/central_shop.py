"""The centre's worker with the customer page, whose files and rules come from rooms that the centre is apart from."""

from __future__ import annotations

from app.central.serve import worker
from app.central.shop.outfit import Outfit
from app.resources import resource
from app.services.promotion import stored_promotion


def make_outfit(shelves: tuple[tuple[str, str], ...] = (), welcome: str = "") -> Outfit:
    """What the page is made of, from the files that are shipped.

    Args:
        shelves: top categories in their order, each with its English name.
        welcome: the campaign of which a new trial member gets a coupon.

    Raises:
        FaultError: ``resources.missing``.
    """
    return Outfit(resource("shop"), resource("icons/art"), stored_promotion, shelves, welcome)


def shop_worker() -> object:
    """The service of one worker process, with the page."""
    return worker(make_outfit())
