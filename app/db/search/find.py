"""Answering a search: the questions in turn, best kinds first, each in the order of sales, until there is enough."""

from __future__ import annotations

from collections.abc import Sequence

from app.db.search.match import Candidate, Matcher
from app.db.search.model import Connection, Hit, MatchKind
from app.db.search.query import Word, expressions, parse

# Products looked at for one search, and for guesses, at most; together with the bounds in `query` they keep the worst
# case within one frame of the screen.
_CANDIDATES_LIMIT = 1_000
_GUESSED_CANDIDATES_LIMIT = 300
# Looser kinds would only be noise below enough good hits: each is asked for where fewer than so many are found. One
# digit beside a barcode that is there lies another product of the same maker, and no slip.
_FEW = {MatchKind.LOOSE: 10, MatchKind.ALIKE: 3, MatchKind.SLIP: 3}
_FEW_DIGITS = {**_FEW, MatchKind.SLIP: 1}
_GUESSES_LIMIT = 20
# Ranking needs some choice even when the caller shows little.
_PAGE = 50

_SELECT = """
    SELECT doc.id, doc.sku, doc.sold, doc.words, doc.codes
    FROM search_gram CROSS JOIN search_doc AS doc ON doc.id = search_gram.rowid & 4294967295
    WHERE search_gram MATCH ? ORDER BY search_gram.rowid
"""


def search(connection: Connection, text: str, limit: int = 50) -> list[Hit]:
    """Return the products that a cashier means by the text, best first, at most `limit` of them and 1,000.

    Total over all strings: never raises for what is typed, and the work is bounded. Reads only; it may run on any
    connection while another one writes.
    """
    query = parse(text)
    if not query or limit <= 0:
        return []
    finding = _Finding(connection, query, max(limit, _PAGE))
    for worst, expression in expressions(query, finding.known):
        finding.ask(worst, expression)
    return finding.ranked()[:limit]


class _Finding:
    """What was found so far, and what may still be spent."""

    def __init__(self, connection: Connection, query: Sequence[Word], wanted: int) -> None:
        self._connection = connection
        self._matcher = Matcher(query)
        self._few = _FEW_DIGITS if all(word.text.isdecimal() for word in query) else _FEW
        self._wanted = wanted
        self._budget = _CANDIDATES_LIMIT
        self._cut_short = False
        # By document number, in the order of ranking.
        self._found: dict[int, tuple[MatchKind, int, int, str]] = {}

    def known(self, expression: str) -> bool:
        """Say whether the expression brings anything at all."""
        return self._connection.execute(f"{_SELECT} LIMIT 1", (expression,)).fetchone() is not None

    def ask(self, worst: MatchKind, expression: str) -> None:
        """Ask the index, unless enough is found, and keep what matches no worse than that."""
        enough, allowed = self._bounds(worst)
        if allowed <= 0 or len(self._found) >= enough:
            return
        looked = 0
        rows = self._connection.execute(_SELECT, (expression,))
        for document, sku, sold, words, codes in rows:
            if document not in self._found:
                looked += 1
                kind = self._matcher.kind(Candidate(words, codes), worst)
                if kind is not None:
                    # Among equals, the shorter name is the closer match.
                    self._found[document] = (kind, -sold, len(words), sku)
            if len(self._found) >= enough or looked >= allowed:
                break
        rows.close()
        self._budget -= looked
        self._cut_short = len(self._found) >= enough or looked >= allowed

    def _bounds(self, worst: MatchKind) -> tuple[int, int]:
        """Return how many are enough in all, and at how many more to look."""
        have = len(self._found)
        if worst is MatchKind.PREFIX:
            # What begins with the text is among its parts, which were all found, unless there were too many.
            return (have + self._wanted, _CANDIDATES_LIMIT // 2) if self._cut_short else (0, 0)
        if have >= self._few.get(worst, self._wanted):
            return 0, 0
        if worst < MatchKind.ALIKE:
            return self._wanted, self._budget
        if any(kind is MatchKind.EXACT for kind, *_ in self._found.values()):
            return 0, 0
        return min(self._wanted, have + _GUESSES_LIMIT), min(self._budget, _GUESSED_CANDIDATES_LIMIT)

    def ranked(self) -> list[Hit]:
        """Return the hits, best first."""
        return [Hit(sku, kind, -unsold) for kind, unsold, _, sku in sorted(self._found.values())]
