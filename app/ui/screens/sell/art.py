"""Which drawing stands for goods that have no photograph: by the words of their category and name."""

from __future__ import annotations

from functools import lru_cache

from app.domain.catalog import Product

#: The first word that is found decides; names come before categories, since they say more.
_WORDS = (
    ("可頌", "croissant"),
    ("croissant", "croissant"),
    ("吐司", "toast"),
    ("toast", "toast"),
    ("法國", "baguette"),
    ("長棍", "baguette"),
    ("歐包", "roll"),
    ("貝果", "roll"),
    ("麵包捲", "roll"),
    ("蛋塔", "tart"),
    ("塔", "tart"),
    ("蛋糕", "cake"),
    ("餅", "cookie"),
    ("雞蛋", "eggs"),
    ("鮮乳", "milk"),
    ("鮮奶", "milk"),
    ("豆漿", "milk"),
    ("起司", "cheese"),
    ("乳酪", "cheese"),
    ("奶油", "butter"),
    ("咖啡", "coffee"),
    ("茶", "tea"),
    ("果醬", "jam"),
    ("蜂蜜", "honey"),
    ("蜜", "honey"),
    ("醬油", "sauce"),
    ("醬", "sauce"),
    ("麵條", "noodles"),
    ("米", "rice"),
    ("提袋", "bag"),
    ("紙袋", "bag"),
    ("巾", "cloth"),
    ("皂", "soap"),
    ("杯", "cup"),
    ("碗", "bowl"),
    ("盤", "bowl"),
    ("燭", "candle"),
    ("刷", "brush"),
    ("麵包", "bun"),
    ("甜點", "cake"),
    ("乳品", "milk"),
    ("蔬", "vegetables"),
    ("菜", "vegetables"),
    ("果", "fruit"),
    ("生活", "cup"),
    ("沐浴", "soap"),
)


@lru_cache(maxsize=4096)
def _art(name: str, category: str) -> str:
    for text in (name.lower(), category.lower()):
        for word, art in _WORDS:
            if word in text:
                return art
    return "box"


def art_of(product: Product) -> str:
    """The name of a drawing in ``resources/icons/art``."""
    return _art(product.name, product.category)
