"""Members of a terminal by itself."""

from __future__ import annotations

from dataclasses import replace

from app.domain.cart import Member


def test_without_the_rules_of_points_nothing_moves(till):
    cart = replace(till.cart(("A", 1, 50)), member=Member("M-1"))
    till.complete(cart).result()
    assert "points.moved" not in till.kinds()
