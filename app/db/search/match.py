"""Looking at one product: does it match what was typed, and how well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from app.db.search import readings, slip
from app.db.search.model import MatchKind
from app.db.search.query import Word
from app.db.search.tokens import is_bopomofo, is_han


class Candidate:
    """A product that the index brought, as `tokens` packed it."""

    def __init__(self, words: str, codes: str) -> None:
        self.words = words
        self.codes = codes
        self.flat = words.replace(" ", "")

    @cached_property
    def name(self) -> str:
        """The name alone."""
        return self.flat.split("\n", 2)[1]

    @cached_property
    def numbers(self) -> str:
        """The SKU and the barcodes."""
        return self.flat[self.flat.rindex("\n") :] + self.codes

    @cached_property
    def sounding(self) -> list[str]:
        """The characters of the name that have a reading."""
        return list(filter(readings.beginnings, self.name))

    def __contains__(self, piece: str) -> bool:
        return piece in self.flat or piece in self.codes

    def has_whole(self, text: str) -> bool:
        """Say whether the text is one whole field or barcode."""
        line = f"\n{text}\n"
        return line in self.flat + "\n" or line in self.codes + "\n"


class Matcher:
    """A query, ready to be compared with many products."""

    def __init__(self, query: Sequence[Word]) -> None:
        self._whole = "".join(word.text for word in query)
        self._words = [_WordMatcher(word) for word in query]

    def kind(self, product: Candidate, worst: MatchKind) -> MatchKind | None:
        """Return how the product matches, the worst of all words; None if it does not, or worse than asked for."""
        if product.has_whole(self._whole):
            return MatchKind.EXACT
        found = MatchKind.PREFIX
        for word in self._words:
            kind = word.kind(product, worst)
            # One slip in a whole query is a slip; two are another query.
            if kind is None or kind > worst or (kind is found is MatchKind.SLIP):
                return None
            found = max(found, kind)
        return found


class _Row(dict[str, int]):
    """For each character of a name, where in a row of typed things it fits, as bits."""

    def __init__(self, row: Sequence[str]) -> None:
        self._row = row

    def __missing__(self, character: str) -> int:
        bits = sum(1 << place for place, piece in enumerate(self._row) if self.fits(piece, character))
        self[character] = bits
        return bits

    def fits(self, piece: str, character: str) -> bool:
        """Say whether the typed piece may stand for a beginning of the character's sound."""
        return piece in readings.beginnings(character)

    def within(self, name: Iterable[str]) -> bool:
        """Say whether the whole row is in the name, one piece for each character."""
        whole, begun = 1 << (len(self._row) - 1), 0
        for character in name:
            begun = (begun << 1 | 1) & self[character]
            if begun & whole:
                return True
        return False

    def nearly_within(self, name: Iterable[str]) -> bool:
        """Say whether it is, with a slip."""
        return slip.nearly_in(len(self._row), map(self.__getitem__, name))


class _Alike(_Row):
    """The same for typed characters that may be others of the same sound."""

    def fits(self, piece: str, character: str) -> bool:
        return piece == character or not readings.alike(piece).isdisjoint(readings.alike(character))


class _WordMatcher:
    """One word of it, with what is worth computing once."""

    def __init__(self, word: Word) -> None:
        self._text = word.text
        self._alone = word.alone
        # Beside other words, one character that is there says nothing about how well they match.
        self._weak = (MatchKind.PART if word.alone else MatchKind.PREFIX) if word.weak else None
        self._places = slip.places(word.text)
        self._in_name = is_han(word.text) or is_bopomofo(word.text)
        self._in_numbers = word.text.isdecimal()
        loose = word.loose()
        usual, mixed = ([_Row(cut) for cut in cuts] for cuts in word.cuts())
        # The initials come first in `usual`; a slip in a whole syllable is not forgiven.
        self._initials = usual[0] if usual else None
        alike = [_Alike(word.text)] if word.alike else []
        ways: list[tuple[MatchKind, bool, Callable[[Candidate], bool]]] = [
            (MatchKind.LOOSE, bool(loose), lambda product: any(_in_order(parts, product) for parts in loose)),
            (MatchKind.INITIALS, bool(usual), lambda product: any(row.within(product.sounding) for row in usual)),
            (MatchKind.MIXED, bool(mixed), lambda product: any(row.within(product.sounding) for row in mixed)),
            (MatchKind.ALIKE, bool(alike), lambda product: any(row.within(product.name) for row in alike)),
            (MatchKind.SLIP, word.forgives(), self._nearly),
        ]
        self._ways = [(kind, matches) for kind, possible, matches in ways if possible]

    def kind(self, product: Candidate, worst: MatchKind) -> MatchKind | None:
        """Return how the word matches the product, None if worse than asked for."""
        if self._text in product:
            return self._weak or (MatchKind.PREFIX if self._begins(product) else MatchKind.PART)
        for kind, matches in self._ways:
            if kind > worst:
                return None
            # A word alone was asked for in each better way before: only this one is left.
            if (kind is worst or not self._alone) and matches(product):
                return kind
        return None

    def _begins(self, product: Candidate) -> bool:
        line, word = "\n" + self._text, " " + self._text
        return word in product.words or line in product.flat or line in product.codes

    def _nearly(self, product: Candidate) -> bool:
        if self._initials is not None and self._initials.nearly_within(product.sounding):
            return True
        text = product.name if self._in_name else product.numbers if self._in_numbers else product.flat
        if not self._trace.search(text):
            return False
        # Latin words are found by their beginnings, and with a slip no less: cola is not in Pocari.
        latin = not (self._in_name or self._in_numbers)
        fits = (self._places.get(symbol, 0) for symbol in (product.words if latin else text))
        return slip.nearly_in(len(self._text), fits, anywhere=not latin)

    @cached_property
    def _trace(self) -> re.Pattern[str]:
        return slip.trace(self._text)


def _in_order(pieces: Sequence[str], product: Candidate) -> bool:
    """Say whether all pieces are there, those of the name in their order."""
    place = 0
    for piece in pieces:
        found = product.flat.find(piece, place)
        if found >= 0:
            place = found + len(piece)
        elif piece not in product.codes:
            return False
    return True
