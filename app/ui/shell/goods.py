"""What goods are called in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.quantity import MILLI, Unit
from app.runtime.cart import OpenCart
from app.runtime.counter import Counter


def goods_name(counter: Counter, sku: str, name: str) -> str:
    """The name of goods on a line, as the window says it; an indexed read where it speaks English.

    Args:
        name: as the line has it, for goods that the catalogue does not know.
    """
    if QLocale().language() != QLocale.Language.English:
        return name
    found = counter.catalog().find(sku, counter.clock.now())
    return (found.product.name_en if found is not None else "") or name


def pieces_words(cart: OpenCart) -> str:
    """How many things are sold, and how many come back where any do."""
    back = sum(one.quantity.milli // MILLI if one.quantity.unit is Unit.PIECE else 1 for one in cart.cart.returns)
    sold = cart.pieces - len(cart.cart.returns)
    if not back:
        return QCoreApplication.translate("Pieces", "{} 件").format(sold)
    if not cart.cart.lines:
        return QCoreApplication.translate("Pieces", "退 {} 件").format(back)
    return QCoreApplication.translate("Pieces", "售 {} 件 · 退 {} 件").format(sold, back)
