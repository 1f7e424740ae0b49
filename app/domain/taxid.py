"""Tax ids of shops: what can be one, as far as its own figures tell."""

from __future__ import annotations

#: Of Taiwan's unified numbers; what a product comes to is the sum of its figures.
_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
#: Those that were given until 2023 are multiples of 10, later ones of 5.
_DIVISOR = 5
#: A seventh figure of 7 gives 28, 10, and so 1 or 0: either will do.
_EITHER = "7"


def is_unified_number(text: str) -> bool:
    """Whether a text can be a unified number of Taiwan: eight figures whose check holds."""
    if not (len(text) == len(_WEIGHTS) and text.isascii() and text.isdigit()) or not int(text):
        return False
    products = (int(figure) * weight for figure, weight in zip(text, _WEIGHTS, strict=True))
    total = sum(sum(divmod(product, 10)) for product in products)
    return total % _DIVISOR == 0 or (text[6] == _EITHER and (total + 1) % _DIVISOR == 0)
