"""Looking at one product: does it match what was typed, and how well."""

from __future__ import annotations

from collections.abc import Sequence
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

    def has(self, piece: str) -> bool:
        """Say whether the piece is anywhere in it."""
        return piece in self.flat or piece in self.codes

    def has_whole(self, text: str) -> bool:
        """Say whether the text is one whole field or barcode."""
        line = f"\n{text}\n"
        return line in self.flat + "\n" or line in self.codes + "\n"


class Matcher:
    """A query, ready to be compared with many products."""

    def __init__(self, query: Sequence[Word]) -> None:
        self._whole = "".join(word.text for word in query)
        # Beside other words, one character that is there says nothing about how well they match.
        self._words = [
            _WordMatcher(word, anywhere=MatchKind.PREFIX if query[1:] else MatchKind.PART) for word in query
        ]

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


class _Heard(dict[str, int]):
    """For each character, where in a row of typed sounds it fits, as bits."""

    def __init__(self, cut: readings.Cut) -> None:
        self._cut = cut

    def __missing__(self, character: str) -> int:
        typed = readings.beginnings(character)
        bits = sum(1 << place for place, piece in enumerate(self._cut) if piece in typed)
        self[character] = bits
        return bits

    def within(self, product: Candidate) -> bool:
        """Say whether the whole row is in the product's name."""
        whole, row = 1 << (len(self._cut) - 1), 0
        for character in product.sounding:
            row = (row << 1 | 1) & self[character]
            if row & whole:
                return True
        return False

    def nearly_within(self, product: Candidate) -> bool:
        """Say whether it is, with a slip."""
        return slip.nearly_in(len(self._cut), map(self.__getitem__, product.sounding))


class _WordMatcher:
    """One word of it, with what is worth computing once."""

    def __init__(self, word: Word, *, anywhere: MatchKind) -> None:
        self._text = word.text
        self._weak = anywhere if word.weak else None
        self._loose = word.loose()
        self._usual, self._mixed = ([_Heard(cut) for cut in cuts] for cuts in word.cuts())
        self._forgives = word.forgives()
        self._places = slip.places(word.text)
        self._in_name = is_han(word.text) or is_bopomofo(word.text)
        self._in_numbers = word.text.isdecimal()

    def kind(self, product: Candidate, worst: MatchKind) -> MatchKind | None:
        if product.has(self._text):
            return self._weak or (MatchKind.PREFIX if self._begins(product) else MatchKind.PART)
        if worst >= MatchKind.LOOSE and any(_in_order(pieces, product) for pieces in self._loose):
            return MatchKind.LOOSE
        if worst >= MatchKind.INITIALS and any(heard.within(product) for heard in self._usual):
            return MatchKind.INITIALS
        if worst >= MatchKind.MIXED and any(heard.within(product) for heard in self._mixed):
            return MatchKind.MIXED
        if worst >= MatchKind.SLIP and self._forgives and self._nearly(product):
            return MatchKind.SLIP
        return None

    def _begins(self, product: Candidate) -> bool:
        line, word = "\n" + self._text, " " + self._text
        return word in product.words or line in product.flat or line in product.codes

    def _nearly(self, product: Candidate) -> bool:
        # The initials come first in `_usual`, and a slip in a whole syllable is not forgiven.
        if self._usual and self._usual[0].nearly_within(product):
            return True
        text = product.name if self._in_name else product.numbers if self._in_numbers else product.flat
        return slip.nearly_in(len(self._text), (self._places.get(symbol, 0) for symbol in text))


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
