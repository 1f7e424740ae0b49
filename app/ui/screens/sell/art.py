"""Which drawing stands for goods that have no photograph: by the words of their name, then of their category."""

from __future__ import annotations

import json
from functools import lru_cache

from app.domain.catalog import Product
from app.resources import resource

#: The drawing of what no word is known for.
NONE = "box"


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    """Words and drawings; the first word that is found decides. One without a drawing is passed over: a colour."""
    pairs = json.loads(resource("icons/art/words.json").read_text(encoding="utf-8"))
    return tuple((word, art) for word, art in pairs)


@lru_cache(maxsize=4096)
def art_named(name: str, category: str) -> str:
    """The name of a drawing in ``resources/icons/art`` for a name and a category."""
    shelves = reversed(category.lower().split("/"))  # the nearest first
    for text in (name.lower(), *shelves):
        rest = text
        for word, art in _words():
            if not art:
                rest = rest.replace(word, "")
            elif word in rest:
                return art
    return NONE


def art_of(product: Product) -> str:
    """The name of a drawing for a product."""
    return art_named(product.name, product.category)
