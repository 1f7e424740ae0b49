"""Answering a search: the questions in turn, best kinds first, each in the order of sales, until there is enough."""

from __future__ import annotations

from app.db.search.match import Candidate, Matcher
from app.db.search.model import Connection, Hit, MatchKind
from app.db.search.query import expressions, parse

# Products looked at for one search, and for slips, at most; together with the bounds in `query` they keep the worst
# case within one frame of the screen.
_CANDIDATES_LIMIT = 1_000
_SLIP_CANDIDATES_LIMIT = 200
# A slip is forgiven only where little else answers, and brings only so many.
_FEW = 5
_SLIPS_LIMIT = 20
# Ranking needs some choice even when the caller shows little.
_PAGE = 50

_SELECT = """
    SELECT doc.id, doc.sku, doc.sold, doc.words, doc.codes
    FROM search_gram CROSS JOIN search_doc AS doc ON doc.id = search_gram.rowid & 4294967295
    WHERE search_gram MATCH ? ORDER BY search_gram.rowid
"""


def search(connection: Connection, text: str, limit: int = 50) -> list[Hit]:
    """Return the products that a cashier means by the text, best first, at most `limit` of them.

    Total over all strings: never raises for what is typed, and the work is bounded. Reads only; it may run on any
    connection while another one writes.
    """
    query = parse(text)
    if not query or limit <= 0:
        return []
    matcher = Matcher(query)
    found: dict[int, tuple[MatchKind, int, int, str]] = {}
    wanted, budget = max(limit, _PAGE), _CANDIDATES_LIMIT
    for worst, expression in expressions(query):
        if worst is MatchKind.SLIP:
            if len(found) >= _FEW:
                break
            wanted, budget = min(wanted, len(found) + _SLIPS_LIMIT), min(budget, _SLIP_CANDIDATES_LIMIT)
        rows = connection.execute(_SELECT, (expression,))
        for document, sku, sold, words, codes in rows:
            if document not in found:
                budget -= 1
                kind = matcher.kind(Candidate(words, codes), worst)
                if kind is not None:
                    found[document] = (kind, -sold, len(words), sku)
            if len(found) >= wanted or budget <= 0:
                break
        rows.close()
        if len(found) >= wanted or budget <= 0:
            break
    return [Hit(sku, kind, -unsold) for kind, unsold, _, sku in sorted(found.values())[:limit]]
