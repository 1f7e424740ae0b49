"""Product search as people in Taiwan type: parts of names and codes, bopomofo and pinyin initials, small slips.

`put_many`, `remove`, `set_sold` and `reindex` run inside a transaction of the caller's, on the writing connection;
`search` runs on any reader.
"""

from __future__ import annotations

from app.db.search.find import search
from app.db.search.index import SCHEMA, create_tables, put_many, reindex, remove, set_sold
from app.db.search.mark import marks, readings_of
from app.db.search.model import Hit, MatchKind, SearchDoc
from app.db.search.readings import warm

__all__ = [
    "SCHEMA",
    "Hit",
    "MatchKind",
    "SearchDoc",
    "create_tables",
    "marks",
    "put_many",
    "readings_of",
    "reindex",
    "remove",
    "search",
    "set_sold",
    "warm",
]
