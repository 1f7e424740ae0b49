"""Finding a word with one slip in it: one character wrong, missing, doubled, or swapped with its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# What parts two fields, where no word goes across; and two words, of which one may begin here.
BREAK = -1
BEGIN = -2
# Lengths of words up to which the gap of a slip is one character wide, and two, wherever it is.
NARROW = 6
_MEDIUM = 10


def remainders(word: str) -> list[tuple[str, str]]:
    """Return pairs of parts of a word, before and behind the slip: one pair is in the text as it is, wherever it is.

    The gap between the two is as narrow as the word is short, for the index has to find few products by the rest. A
    gap of two covers two neighbours that changed places; with a gap of one they are asked for as `swaps`.
    """
    length = len(word)
    if length <= NARROW:
        return [(word[:place], word[place + 1 :]) for place in range(length)]
    # The first half of a barcode names the maker: a wide gap in the other half would leave all that he makes.
    wide = range(0, length // 2, 2) if length > _MEDIUM else range(0)
    narrow = range(2 * len(wide), length - 1)
    return [
        *((word[:place], word[place + 3 :]) for place in wide),
        *((word[:place], word[place + 2 :]) for place in narrow),
    ]


def swaps(word: str) -> list[str]:
    """Return the words that two neighbours changing places can make of a short one; see `remainders`."""
    if len(word) > NARROW:
        return []
    return [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
        if word[place] != word[place + 1]
    ]


def trace(word: str) -> re.Pattern[str]:
    """Return a pattern that is in every text in which the word is with a slip, and in few others."""
    left = (
        re.escape(before) + f".{{{gap - 1},{gap + 1}}}" + re.escape(behind)
        for before, behind in remainders(word)
        for gap in (len(word) - len(before) - len(behind),)
    )
    return re.compile("|".join((*left, *map(re.escape, swaps(word)))))


def places(word: Sequence[str]) -> dict[str, int]:
    """Return for each character of the word where it stands, as bits, and what line feed and blank mean."""
    found = {"\n": BREAK, " ": BEGIN}
    for place, character in enumerate(word):
        found[character] = found.get(character, 0) | 1 << place
    return found


def nearly_in(length: int, fits: Iterable[int], *, anywhere: bool = True) -> bool:
    """Say whether a word is somewhere in a text with at most one slip.

    Bit-parallel approximate matching (Wu and Manber) with swaps added. Bit n of `exact` says that the first n
    characters of the word end here in the text, of `slipped` that they do so with a slip. One pass for any word.

    Args:
        length: of the word, at least 1.
        fits: for each character of the text the places of the word where it fits, as bits; or BREAK, or BEGIN.
        anywhere: whether the word may begin at any character, or only behind a BREAK or BEGIN.
    """
    whole = 1 << length
    always = 1 if anywhere else 0
    exact, slipped, swapped = 1, 2, 0
    for fit in fits:
        if fit < 0:
            exact, slipped, swapped = (1, 2, 0) if fit == BREAK else (exact | 1, slipped | 2, swapped)
            continue
        matched = (exact & fit) << 1 | always
        slipped = (
            (slipped & fit) << 1  # no further slip
            | exact  # a character too much in the text: one is missing in the word
            | exact << 1  # another character in its place
            | matched << 1  # a character too much in the word
            | (swapped & fit) << 2
        )
        swapped = exact & fit >> 1
        exact = matched
        if slipped & whole:
            return True
    return False
