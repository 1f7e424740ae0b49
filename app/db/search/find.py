"""Answering a search: the questions in turn, best kinds first, each in the order of sales, until there is enough."""

from __future__ import annotations

from app.db.search.match import Candidate, Matcher
from app.db.search.model import Connection, Cursor, Hit, MatchKind
from app.db.search.query import expressions, parse

# Products looked at for one search, and for guesses, at most; together with the bounds in `query` they keep the worst
# case within one frame of the screen.
_CANDIDATES_LIMIT = 1_000
_GUESSED_CANDIDATES_LIMIT = 400
# Looser kinds would only be noise below enough good hits: each is asked for where fewer than so many are found.
_FEW = {MatchKind.LOOSE: 10, MatchKind.ALIKE: 3, MatchKind.SLIP: 3}
_GUESSES_LIMIT = 20
# Ranking needs some choice even when the caller shows little.
_PAGE = 50

_SELECT = """
    SELECT doc.id, doc.sku, doc.sold, doc.words, doc.codes
    FROM search_gram CROSS JOIN search_doc AS doc ON doc.id = search_gram.rowid & 4294967295
    WHERE search_gram MATCH ? ORDER BY search_gram.rowid
"""


# What was found so far: by document number, in the order of ranking.
_Found = dict[int, tuple[MatchKind, int, int, str]]


def search(connection: Connection, text: str, limit: int = 50) -> list[Hit]:
    """Return the products that a cashier means by the text, best first, at most `limit` of them and 1,000.

    Total over all strings: never raises for what is typed, and the work is bounded. Reads only; it may run on any
    connection while another one writes.
    """
    query = parse(text)
    if not query or limit <= 0:
        return []
    matcher = Matcher(query)
    # One digit beside a barcode that is there lies another product of the same maker, and no slip.
    digits = all(word.text.isdecimal() for word in query)
    found: _Found = {}
    wanted, budget = max(limit, _PAGE), _CANDIDATES_LIMIT
    for worst, expression in expressions(query, lambda asked: _any_hit(connection, asked)):
        if budget <= 0 or len(found) >= (1 if worst is MatchKind.SLIP and digits else _FEW.get(worst, wanted)):
            continue
        enough, allowed = wanted, budget
        if worst >= MatchKind.ALIKE:
            if any(kind is MatchKind.EXACT for kind, *_ in found.values()):
                break
            enough, allowed = min(wanted, len(found) + _GUESSES_LIMIT), min(budget, _GUESSED_CANDIDATES_LIMIT)
        rows = connection.execute(_SELECT, (expression,))
        budget -= _look(rows, matcher, worst, found, enough, allowed)
        rows.close()
    return [Hit(sku, kind, -unsold) for kind, unsold, _, sku in sorted(found.values())[:limit]]


def _any_hit(connection: Connection, expression: str) -> bool:
    return connection.execute(_SELECT + " LIMIT 1", (expression,)).fetchone() is not None


def _look(rows: Cursor, matcher: Matcher, worst: MatchKind, found: _Found, enough: int, allowed: int) -> int:
    """Add the products that match until there are enough; return how many were looked at, at most `allowed`."""
    looked = 0
    for document, sku, sold, words, codes in rows:
        if document not in found:
            looked += 1
            kind = matcher.kind(Candidate(words, codes), worst)
            if kind is not None:
                # Among equals, the shorter name is the closer match.
                found[document] = (kind, -sold, len(words), sku)
        if len(found) >= enough or looked >= allowed:
            break
    return looked
