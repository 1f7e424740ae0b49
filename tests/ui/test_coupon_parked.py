"""Coupons of a cart that is put aside while another sale uses them, and the centre is away."""

from __future__ import annotations

import pytest

from app.domain.coupon import Basis
from tests.ui.test_coupon import joined

__all__ = ["joined"]


@pytest.mark.parametrize("was_online", [True, False])
def test_offline_a_fetched_cart_has_no_coupon_that_another_sale_used_meanwhile(joined, was_online) -> None:
    joined.campaign("SUMMER/1", offline="allowed")
    if not was_online:
        joined.away()
    joined.counter.goods(("A", 1, 200))
    joined.place.coupons.take("SUMMER/1", is_signed=True)
    joined.answered()
    cart_id = joined.place.cart.cart.cart_id
    joined.place.parking.park("x", lambda: None)
    joined.answered()
    joined.away()
    joined.counter.goods(("A", 1, 200))
    joined.place.coupons.take("SUMMER/1", is_signed=True)
    joined.answered()
    assert joined.bases() == {"SUMMER/1": Basis.OFFLINE}
    joined.sell()
    joined.place.parking.recall(cart_id, "y", lambda: None)
    joined.answered()
    assert (joined.place.cart.total, joined.bases(), joined.reasons()) == (200, {}, [("SUMMER/1", "used")])
