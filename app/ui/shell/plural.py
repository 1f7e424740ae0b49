"""One and many, for languages that tell them apart."""

from __future__ import annotations


def counted(words: str, count: int, *figures: object) -> str:
    """Fill in words that say how many.

    Args:
        words: translated; a language that tells one from many has both, parted by a bar.
        count: how many.
        figures: what fills the words, in their order; the count itself where there are none.
    """
    one, bar, many = words.partition("|")
    return (many if bar and count != 1 else one).format(*(figures or (count,)))
