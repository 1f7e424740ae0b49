"""What the shop and its store are called in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from app.domain.shop import Shop


def shop_name(shop: Shop) -> str:
    """The name in the window's language, as far as there is one."""
    return shop.name_in("en" if QLocale().language() == QLocale.Language.English else "zh_TW")


def brand_and_store(name: str) -> tuple[str, str]:
    """The two parts of a name, of which the second may be empty.

    They part at the last comma, as in ``Suiguang Store, Dadaocheng``, else at the first space, as in
    ``穗光商行 大稻埕店``.
    """
    brand, _, store = (part.strip() for part in name.rpartition(","))
    if brand and store:
        return brand, store
    brand, store = [*name.split(maxsplit=1), "", ""][:2]
    return brand, store


def store_name(name: str) -> str:
    """The store's part of a name, short: what stands behind the last comma, else the last word."""
    brand, _, store = (part.strip() for part in name.rpartition(","))
    return store if brand and store else (name.split() or [""])[-1]
