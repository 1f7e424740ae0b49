"""What a cashier typed, as questions to the index, from the strictest to the most forgiving.

The questions are FTS5 expressions put together from our own tokens, each of letters and digits and in quotes, so that
nothing typed can be an operator. They may let a wrong product through (runs that are there, but not in a row);
`match` looks at every product that comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, product
from math import prod

from app.db.search import readings, slip
from app.db.search.model import MatchKind
from app.db.search.tokens import RUN, WHOLE_LIMIT, fold, is_bopomofo, is_han, words
from app.domain.frozen import frozen

# Bounds of one question. A pasted page is cut: what nobody types must not cost what nobody waits for.
TEXT_LIMIT = 120
WORDS_LIMIT = 6
WORD_LIMIT = 48
_LOOSE_LIMIT = 8
_SLIP_LIMIT = 16
_SKU_SLIP_LIMIT = 10
_READINGS_LIMIT = 40
# Runs asked for one word: side by side they cover it, and more only cost time, for every product that comes back is
# compared in full. So many may overlap.
_OVERLAPPING_LIMIT = 5


def parse(text: str) -> tuple[Word, ...]:
    """Return the words of a typed text; all of them must match. Total: any string, at worst no words."""
    runs = (run for typed in fold(text[:TEXT_LIMIT]).split() for run in _apart(words(typed)))
    found = tuple(dict.fromkeys(run[:WORD_LIMIT] for run in runs))[:WORDS_LIMIT]
    return tuple(Word(word, alone=len(found) == 1) for word in found)


def _apart(pieces: list[str]) -> Iterator[str]:
    """Make bopomofo a word of its own: 烏龍ㄔ is half typed, and no name mixes them."""
    for _, run in groupby(pieces, key=is_bopomofo):
        yield "".join(run)


def expressions(query: tuple[Word, ...], known: Callable[[str], bool]) -> Iterator[tuple[MatchKind, str]]:
    """Yield the questions to ask in turn, each with the worst kind of match that it can bring.

    Args:
        query: the words, at least one.
        known: says whether an expression brings anything at all.
    """
    whole = "".join(word.text for word in query)
    yield MatchKind.EXACT, _token("e", whole[:WHOLE_LIMIT])
    asked = [word.questions() for word in query]
    if len(query) == 1:
        # One word asks only for what the questions before did not bring.
        yield from sorted(asked[0].items())
        return
    yield MatchKind.PREFIX, _all(one.get(MatchKind.PREFIX, one[MatchKind.PART]) for one in asked)
    yield MatchKind.PART, _all(one[MatchKind.PART] for one in asked)
    # Each of several words may match better than the worst of them, so that all better ways are in the question.
    if any(kind in one for one in asked for kind in (MatchKind.LOOSE, MatchKind.INITIALS)):
        yield MatchKind.MIXED, _all(_any(_ways(one, MatchKind.MIXED)) for one in asked)
    # What stands in some name is no slip, even if no name has all of it.
    strange = [not known(one[MatchKind.PART]) for one in asked]
    if any(strange):
        worst = [MatchKind.SLIP if one else MatchKind.MIXED for one in strange]
        yield MatchKind.SLIP, _all(_any(_ways(one, kind)) for one, kind in zip(asked, worst, strict=True))


def _ways(asked: dict[MatchKind, str], worst: MatchKind) -> list[str]:
    return [asked[kind] for kind in sorted(asked) if MatchKind.PART <= kind <= worst]


@frozen
class Word:
    """One word of a query.

    Attributes:
        text: folded letters and digits, without blanks; either all bopomofo, or none.
        alone: whether it is all that was typed. Beside others it need not stand for the little that one letter, or
            two characters apart, would tell.
    """

    text: str
    alone: bool

    @property
    def weak(self) -> bool:
        """Whether it says too little to rank by where it stands: one Chinese character."""
        return len(self.text) == 1 and is_han(self.text)

    def cuts(self) -> tuple[list[readings.Cut], list[readings.Cut]]:
        """Return the sounds that the word may stand for: as people type them, and mixed; see `readings.cuts`."""
        if is_bopomofo(self.text):
            return readings.cuts(self.text)
        if self.text.isascii() and self.text.isalpha() and (self.alone or len(self.text) > 1):
            return [tuple(self.text)], []
        return [], []

    def loose(self) -> list[tuple[str, ...]]:
        """Return the parts, in order, into which the word may fall."""
        pieces = tuple(words(self.text))
        if len(pieces) > 1:
            return [pieces]
        if (2 if self.alone else 3) <= len(self.text) <= _LOOSE_LIMIT and is_han(self.text):
            # One character apart from the others says little where there are more to go by.
            least = 1 if len(self.text) < 4 else 2
            return [(self.text[:place], self.text[place:]) for place in range(least, len(self.text) - least + 1)]
        return []

    @property
    def alike(self) -> bool:
        """Whether it may be written with other characters of the same sound."""
        return 2 <= len(self.text) <= _LOOSE_LIMIT and is_han(self.text)

    def forgives(self) -> bool:
        """Say whether it is long enough to be looked for with a slip in it: shorter ones could be anything."""
        if is_han(self.text):
            return 3 <= len(self.text) <= _SLIP_LIMIT
        # Of SKUs five; what begins with a digit is a barcode or a size, and 100g is no slip of 180g.
        shortest = 4 if self.text.isalpha() else 5 if self.text[0].isalpha() else 6
        return shortest <= len(self.text) <= _SLIP_LIMIT

    def questions(self) -> dict[MatchKind, str]:
        """Return the expression for each kind of match that is possible; always one for PART."""
        usual, mixed = self.cuts()
        asked = {
            MatchKind.PREFIX: "" if self.weak else _prefix(self.text),
            MatchKind.PART: _part(self.text),
            MatchKind.LOOSE: _any(_all(map(_part, pieces)) for pieces in self.loose()),
            MatchKind.INITIALS: _any(map(_sound, usual)),
            MatchKind.MIXED: _any(map(_sound, mixed)),
            MatchKind.ALIKE: _alike(self.text) if self.alike else "",
            MatchKind.SLIP: self._slip() if self.forgives() else "",
        }
        return {kind: expression for kind, expression in asked.items() if expression}

    def _slip(self) -> str:
        if is_han(self.text):
            return _nearly("t", self.text, 1)
        if is_bopomofo(self.text):
            return _nearly("b", self.text, 1)
        if self.text.isdecimal():
            # A SKU is seldom as long as a barcode, and asking for both costs twice.
            sku = "" if len(self.text) > _SKU_SLIP_LIMIT else _nearly("t", self.text, 2)
            return _any((_nearly("c", self.text, 2), sku))
        sound = _nearly("y", self.text, 1) if self.cuts()[0] else ""
        return _any((_nearly("t", self.text, 2), sound))


def _token(field: str, text: str) -> str:
    return f'"{field}{text}"'


def _all(parts: Iterable[str]) -> str:
    """Join by AND what is not empty."""
    return _joined(" AND ", parts)


def _any(parts: Iterable[str]) -> str:
    """Join by OR what is not empty."""
    return _joined(" OR ", parts)


def _joined(operator: str, parts: Iterable[str]) -> str:
    some = list(dict.fromkeys(filter(None, parts)))
    return some[0] if len(some) == 1 else f"({operator.join(some)})" if some else ""


def _run(field: str, text: str, *, overlapping: bool = True) -> str:
    """Ask for the characters in a row: exact while the index has runs so long, then by runs that cover them."""
    size = RUN[field]
    last = len(text) - size
    if last <= 0:
        return _token(field, text) if text else ""
    step = 1 if overlapping and last < _OVERLAPPING_LIMIT else size
    return _all(_token(field, text[start : start + size]) for start in (*range(0, last, step), last))


def _prefix(text: str) -> str:
    """Ask for the word at a beginning, in a name or SKU, or in a barcode."""
    return _any(
        _all((_token(head, text[: RUN[inside]]), _run(inside, text) if len(text) > RUN[inside] else ""))
        for head, inside in (("p", "t"), ("q", "c"))
        if inside == "t" or not (is_han(text) or is_bopomofo(text))
    )


def _part(text: str) -> str:
    """Ask for the word anywhere in a name or SKU, or in a barcode."""
    if is_han(text) or is_bopomofo(text):
        return _run("t", text)
    # Of the second name, single letters are not in the index but at the beginning of its words.
    return _any((_run("t", text), _token("p", text) if len(text) == 1 else "", _run("c", text)))


def _sound(cut: readings.Cut) -> str:
    """Ask for initials in a row, and for more of a syllable where more was typed."""
    field = "y" if cut[0].isascii() else "b"
    more = (_token("s", piece) for piece in cut if len(piece) > 1)
    return _all((_run(field, "".join(piece[0] for piece in cut)), *more))


def _alike(text: str) -> str:
    """Ask for characters that sound the same: for their initials in a row, and where these are few, for each of them.

    Each alone is in too many names to be asked for without need.
    """
    size = min(RUN["b"], len(text))
    rows = (_initials(text[start : start + size]) for start in range(len(text) - size + 1))
    each = (_any(f'"{token}"' for token in sorted(readings.alike(one))) or _token("t", one) for one in text)
    return _all((*rows, *(each if len(text) <= size else ()))) or _run("t", text)


def _initials(text: str) -> str:
    """Ask for the initials of the characters in a row, in all their readings; for nothing if these are too many."""
    rows = [readings.initials(character) for character in text]
    if prod(map(len, rows)) > _READINGS_LIMIT:
        return ""
    return _any(_token("b", "".join(row)) for row in product(*rows))


def _nearly(field: str, text: str, shortest: int) -> str:
    """Ask for what is left of the word beside a slip, in parts of at least `shortest`, or for swapped neighbours."""
    left = (
        _all(_run(field, part, overlapping=False) for part in both if len(part) >= shortest)
        for both in slip.remainders(text)
    )
    return _any((*left, *(_run(field, swapped, overlapping=False) for swapped in slip.swaps(text))))
