"""Names and quantities as the sell screen says them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.catalog import Product
from app.domain.quantity import MILLI, Quantity, Unit


def is_english() -> bool:
    """Whether the window speaks English now."""
    return QLocale().language() == QLocale.Language.English


def product_name(product: Product) -> str:
    """The product's name in the window's language, as far as it has one."""
    return product.name_en if product.name_en and is_english() else product.name


def quantity_text(quantity: Quantity) -> str:
    """``3``, or ``0.265 kg``."""
    if quantity.unit is Unit.PIECE:
        return str(quantity.pieces)
    return f"{milli_text(quantity.milli)} {unit_text(quantity.unit)}"


def milli_text(milli: int) -> str:
    """Thousandths as a decimal, without noughts that say nothing."""
    whole, rest = divmod(abs(milli), MILLI)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return f"\N{MINUS SIGN}{text}" if milli < 0 else text


def unit_text(unit: Unit) -> str:
    """A unit as it is written behind a figure."""
    words = {
        Unit.PIECE: QCoreApplication.translate("Unit", "件"),
        Unit.KILOGRAM: "kg",
        Unit.LITRE: "L",
        Unit.METRE: "m",
    }
    return words[unit]
