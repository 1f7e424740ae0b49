from __future__ import annotations

import pytest

from app.domain.errors import ConflictError, UserError
from app.domain.quantity import Quantity, Unit, pieces
from app.services.stock import MOST
from tests.db.conftest import Till, refused


def move(till: Till, *deltas, reason="delivery", entry_id=None, note="") -> str:
    entry_id = entry_id or till.ids.mint()
    till.terminal.stock.move(entry_id, reason, deltas, "anna", note).result()
    return entry_id


def levels(till: Till) -> dict[str, tuple[int, int]]:
    return {sku: (moved, sold) for sku, moved, sold in till.query("SELECT * FROM stock")}


def test_movements_add_up(either):
    till = either
    move(till, ("TEA", pieces(10)), ("FIG", Quantity(2_500, Unit.KILOGRAM)), ("TEA", pieces(-1)))
    sale = till.sell(("TEA", 3, 10), ("TEA", 1, 10), ("FIG", Quantity(500, Unit.KILOGRAM), 10))
    till.give_back((sale, 1, 2))
    move(till, ("TEA", pieces(-4)), reason="broken")
    assert levels(till) == {"TEA": (3_000, 2), "FIG": (2_000, 1)}
    till.check()


def test_a_movement_happens_once(either):
    till = either
    entry_id = move(till, ("TEA", pieces(10)))
    till.reopen()
    move(till, ("TEA", pieces(10)), entry_id=entry_id)
    assert levels(till) == {"TEA": (10_000, 0)}
    for other in ([("TEA", pieces(11))], [("CUP", pieces(10))], [("TEA", pieces(10)), ("CUP", pieces(1))]):
        till.unchanged(
            lambda other=other: refused(
                ConflictError, "act.id_means_another", lambda: move(till, *other, entry_id=entry_id)
            )
        )
    till.check()


def test_stock_moves_with_and_without_a_shift(make_till):
    till = make_till()
    move(till, ("TEA", pieces(1)))
    shift = till.open_shift()
    move(till, ("TEA", pieces(1)))
    assert [row[0] for row in till.query("SELECT shift_id FROM journal WHERE kind='stock.moved'")] == [None, shift]
    till.check()


@pytest.mark.parametrize(
    ("deltas", "reason", "code"),
    [
        ([], "x", "stock.nothing_moved"),
        ([("A", pieces(1))] * (MOST + 1), "x", "stock.too_many"),
        ([("A", pieces(1))], " ", "stock.no_reason"),
        ([("A", pieces(10**12))], "x", "cart.quantity_out_of_range"),
        ([("A", pieces(-(10**12)))], "x", "cart.quantity_out_of_range"),
    ],
)
def test_movements_that_cannot_be_are_refused(till, deltas, reason, code):
    till.unchanged(lambda: refused(UserError, code, lambda: move(till, *deltas, reason=reason)))


def test_as_many_as_an_entry_takes(till):
    move(till, *((f"S-{n}", pieces(n)) for n in range(MOST)))
    assert len(levels(till)) == MOST
    till.check()
