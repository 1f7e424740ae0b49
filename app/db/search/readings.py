"""How Chinese characters sound: bopomofo syllables without tones, and the initials people type for them.

All readings of a character count (重 is ㄓㄨㄥ and ㄔㄨㄥ): which of them a shop means is in no dictionary.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

# One syllable: at most one consonant, one medial, one final, in this order.
_SYLLABLE = re.compile("[ㄅ-ㄙ]?[ㄧㄨㄩ]?[ㄚ-ㄦ]?")
# With a vowel, or a consonant that is a syllable alone.
_COMPLETE = re.compile("[ㄚ-ㄩㄓㄔㄕㄖㄗㄘㄙ]")
_PINYIN = dict(
    zip(
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ",
        "bpmfdtnlgkhjqxzcsrzcsaoeeaeaoaeaeeywy",
        strict=True,
    )
)
# Said in Taiwan and missing in the dictionary: 酵素 is ㄒㄧㄠ ㄙㄨ at every counter.
_TAIWAN = {
    "垃": "ㄌㄜ",
    "圾": "ㄙㄜ",
    "和": "ㄏㄢ",
    "酵": "ㄒㄧㄠ",
    "攜": "ㄒㄧ",
    "蝸": "ㄍㄨㄚ",
    "液": "ㄧ",
    "崖": "ㄧㄞ",
    "焢": "ㄎㄨㄥ",
}
# Two characters with six initials each have 36 spellings; no real name needs more than this.
_SPELLINGS_LIMIT = 36
# A typed run can be cut into syllables in many ways: so many are made, and so many of each sort asked for.
_WAYS_LIMIT = 256
_CUTS_LIMIT = 8

Cut = tuple[str, ...]


@cache
def _dictionary() -> dict[int, str]:
    # The phrase dictionary is not needed for single characters and costs 80 ms and 30 MB at the first search.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  most sessions of the command line never search

    return PINYIN_DICT


@cache
def _bopomofo(pinyin: str) -> str:
    from pypinyin import Style  # noqa: PLC0415  as above
    from pypinyin.style import convert  # noqa: PLC0415  as above

    return str(convert(pinyin, Style.BOPOMOFO, strict=True)).rstrip("ˊˇˋ˙")


@cache
def syllables(character: str) -> tuple[str, ...]:
    """Return all readings of a character as bopomofo without tones; empty for what is not Chinese."""
    spelled = _dictionary().get(ord(character), "")
    found = dict.fromkeys(_bopomofo(one) for one in spelled.split(",") if one)
    if character in _TAIWAN:
        found[_TAIWAN[character]] = None
    return tuple(one for one in found if one and _SYLLABLE.fullmatch(one))


@cache
def initials(character: str) -> tuple[str, ...]:
    """Return the first symbols of all its readings."""
    return tuple(dict.fromkeys(one[0] for one in syllables(character)))


@cache
def _pinyin_initials(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PINYIN[one] for one in initials(character)))


@cache
def beginnings(character: str) -> frozenset[str]:
    """Return all that may be typed for a character: beginnings of its syllables, and its pinyin initials."""
    typed = {one[:size] for one in syllables(character) for size in (1, 2, 3)}
    return frozenset(typed.union(_pinyin_initials(character)))


def alike(character: str) -> frozenset[str]:
    """Return the tokens under which the index has all characters that sound like this one; empty without a sound."""
    return frozenset(("s" if len(one) > 1 else "b") + one for one in syllables(character))


def tokens(name: str) -> set[str]:
    """Return the index's tokens for the sound of a name: initials in rows of one to three, and longer beginnings."""
    sounding = [character for character in name if syllables(character)]
    found = {"s" + one for character in sounding for one in beginnings(character) if len(one) > 1}
    for field, firsts in (("b", initials), ("y", _pinyin_initials)):
        singles = [firsts(character) for character in sounding]
        pairs = [_joined(*both) for both in pairwise(singles)]
        found.update(field + one for ones in singles for one in ones)
        found.update(field + one for ones in pairs for one in ones)
        found.update(
            field + pair + one
            for ones, behind in zip(pairs, singles[2:], strict=False)
            for one in behind
            for pair in ones[:_SPELLINGS_LIMIT]
        )
    return found


@cache
def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one + other for one in left for other in right)


def cuts(typed: str) -> tuple[list[Cut], list[Cut]]:
    """Return the ways to cut typed bopomofo into beginnings of syllables: ㄒㄧㄢ is one syllable, or three initials.

    Returns:
        The ways people type, all initials first, then all syllables (the last perhaps unfinished); and those that mix
        the two. A few of each, with the fewest pieces first.
    """
    ways = sorted((way for way, _ in zip(_cut(typed), range(_WAYS_LIMIT), strict=False)), key=len)
    single = tuple(typed)
    whole = [way for way in ways if way != single and all(map(_COMPLETE.search, way[:-1]))]
    mixed = [way for way in ways if way != single and way not in whole]
    return [single, *whole[: _CUTS_LIMIT - 1]], mixed[:_CUTS_LIMIT]


def _cut(typed: str) -> Iterator[Cut]:
    if not typed:
        yield ()
    for size in (3, 2, 1):
        head = typed[:size]
        if len(head) == size and _SYLLABLE.fullmatch(head):
            for rest in _cut(typed[size:]):
                yield (head, *rest)


def warm() -> None:
    """Load the dictionary, some 80 ms, which else the first search by sound would do; call it off the GUI thread."""
    _bopomofo(_dictionary()[ord("一")])
