"""Stock as it moved: bodies of the journal."""

from __future__ import annotations

from app.contract.wire import Code, Text, Wire, WireQuantity


class StockDelta(Wire):
    """How one SKU's stock moved."""

    sku: Code
    quantity: WireQuantity


class StockMoved(Wire):
    """Goods came in, went out or were counted anew, without a sale. Always deltas, never levels."""

    reason: Code
    deltas: tuple[StockDelta, ...]
    note: Text = ""
