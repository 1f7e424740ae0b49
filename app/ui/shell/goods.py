"""What goods are called in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QLocale

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
