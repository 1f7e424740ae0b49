"""Marking: which characters of a shown name are those that were typed, by their writing or by their sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from app.db.search import readings
from app.db.search.query import Word, parse
from app.db.search.tokens import FIELD_LIMIT, fold, is_han, words

#: Of a character: where it begins and ends in the name as it is shown.
Place = tuple[int, int]
#: Names and texts kept ready: those of some screens, and of the keys pressed for one search.
_NAMES, _TEXTS = 1_024, 32


def marks(text: str, name: str) -> tuple[Place, ...]:
    """Return the stretches of a name that the typed text means, from left to right; empty where none can be named.

    Total over all strings, as `search` is. What was found with a slip, or by another field, has no marks.
    """
    folded, places = _searched(name[:FIELD_LIMIT])
    found: set[int] = set()
    for word in _asked(text):
        found.update(next(filter(None, _ways(word, folded)), ()))
    return tuple(_joined(places[one] for one in sorted(found)))


def readings_of(name: str) -> str:
    """Return the initials in bopomofo of a name's characters, each by its first reading."""
    return "".join(found[0] for found in map(readings.initials, name) if found)


@lru_cache(maxsize=_TEXTS)
def _asked(text: str) -> tuple[Word, ...]:
    return parse(text)


@lru_cache(maxsize=_NAMES)
def _searched(name: str) -> tuple[str, tuple[Place, ...]]:
    """Return the letters and digits that search compares, and where each of them stands."""
    folded: list[str] = []
    places: list[Place] = []
    for place, character in enumerate(name):
        for one in fold(character):
            folded.append(one)
            places.append((place, place + 1))
    whole = "".join(folded)
    if whole != fold(name):  # characters that become one together: none of them stands for it alone
        return "", ()
    kept: list[int] = []
    begin = 0
    for word in words(whole):
        begin = whole.index(word, begin)
        kept.extend(range(begin, begin + len(word)))
        begin += len(word)
    return "".join(whole[one] for one in kept), tuple(places[one] for one in kept)


def _ways(word: Word, name: str) -> Iterator[set[int]]:
    """Yield the places of a word in a name, by each way in which it may be meant, the strictest first."""
    yield _all_of(word.text, name)
    for pieces in word.loose():
        yield _in_order(pieces, name)
    usual, mixed = word.cuts()
    sounding = [place for place, one in enumerate(name) if readings.beginnings(one)]
    for cut in (*usual, *mixed):
        yield _row(cut, name, sounding)
    if word.alike and is_han(word.text):
        yield _alike(word.text, name)


def _all_of(text: str, name: str) -> set[int]:
    found: set[int] = set()
    begin = name.find(text)
    while begin >= 0:
        found.update(range(begin, begin + len(text)))
        begin = name.find(text, begin + 1)  # the name's spaces are gone: an occurrence may begin within another
    return found


def _in_order(pieces: Sequence[str], name: str) -> set[int]:
    found: set[int] = set()
    place = 0
    for piece in pieces:
        place = name.find(piece, place)
        if place < 0:
            return set()
        found.update(range(place, place + len(piece)))
        place += len(piece)
    return found


def _row(cut: Sequence[str], name: str, sounding: Sequence[int]) -> set[int]:
    for start in range(len(sounding) - len(cut) + 1):
        run = sounding[start : start + len(cut)]
        if all(piece in readings.beginnings(name[place]) for piece, place in zip(cut, run, strict=True)):
            return set(run)
    return set()


def _alike(text: str, name: str) -> set[int]:
    sounds = [readings.alike(one) for one in text]
    for start in range(len(name) - len(text) + 1):
        pairs = zip(text, sounds, name[start:], strict=False)
        if all(one == other or not mine.isdisjoint(readings.alike(other)) for one, mine, other in pairs):
            return set(range(start, start + len(text)))
    return set()


def _joined(places: Iterable[Place]) -> Iterator[Place]:
    """Make one stretch of neighbours."""
    begin = end = -1
    for first, last in places:
        if first > end:
            if end > begin:
                yield begin, end
            begin = first
        end = max(end, last)
    if end > begin:
        yield begin, end
