"""The search index: its tables, and how products come in, move and leave.

The row number of a product in the index is its shelf: how often it sells, coarsely, and then its document number.
So the index's own order is the order of sales, and a query for a character that is in every name stops after one page
of hits. A product that sells more moves to a better shelf: a small delete and insert, one product at a time, with no
state beside a mark on the product itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.db.search.model import Connection, SearchDoc
from app.db.search.tokens import document_tokens, pack_codes, pack_text

SCHEMA: tuple[str, ...] = (
    # sold: as it is now. shelf: as the index has it. moved: the two have parted; `reindex` will bring them together.
    """CREATE TABLE search_doc (
        id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL UNIQUE,
        sold INTEGER NOT NULL,
        shelf INTEGER NOT NULL,
        moved INTEGER NOT NULL DEFAULT 0,
        words TEXT NOT NULL,
        codes TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX search_doc_moved ON search_doc (id) WHERE moved",
    # No positions and no copy of the text: every question is one of tokens, and is checked against search_doc.
    """CREATE VIRTUAL TABLE search_gram USING fts5(
        grams, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '.'"
    )""",
    # Left alone, the index merges its parts inside whichever transaction happens to be the unlucky one, for 50 ms
    # and more. `reindex` does it in small turns; FTS5 still steps in where sixteen parts of one size lie unmerged.
    "INSERT INTO search_gram (search_gram, rank) VALUES ('automerge', 0)",
    # Every part costs every question a little; two of one size are merged, so that few are left.
    "INSERT INTO search_gram (search_gram, rank) VALUES ('usermerge', 2)",
)

# One turn of `reindex`, in products moved or in pages merged: some 3 ms, rarely 10.
_TURN_PRODUCTS = 8
_TURN_PAGES = 32

_SHELVES = 1024
_ID_BITS = 32
_SOLD_LIMIT = 1 << 40

_INSERT_GRAMS = "INSERT INTO search_gram (rowid, grams) VALUES (?, ?)"
_DELETE_GRAMS = "DELETE FROM search_gram WHERE rowid = ?"


def shelf_of(sold: int) -> int:
    """Return the shelf, 0 the best, of a product that sells so often.

    Exact up to 31, then sixteen shelves to each doubling: what shares a shelf differs by 6 % at most.
    """
    sold = max(0, min(sold, _SOLD_LIMIT))
    shift = max(0, sold.bit_length() - 5)
    return _SHELVES - 1 - (shift * 16 + (sold >> shift))


def row_of(shelf: int, document: int) -> int:
    """Return the index's row number of a document on a shelf."""
    return (shelf << _ID_BITS) | document


def create_tables(connection: Connection) -> None:
    """Create the tables of search in an open database."""
    for statement in SCHEMA:
        connection.execute(statement)


def put_many(connection: Connection, docs: Iterable[SearchDoc]) -> None:
    """Add products, or replace those whose SKU is known. They are found as soon as the caller commits.

    About 0.5 ms each. After many, `reindex` until it is done makes the searches faster.
    """
    for doc in docs:
        _put(connection, doc)


def _put(connection: Connection, doc: SearchDoc) -> None:
    words, codes = pack_text(doc.name, doc.name_en, doc.sku), pack_codes(doc.codes)
    sold = max(0, min(doc.sold, _SOLD_LIMIT))
    known = connection.execute("SELECT id, shelf, words, codes FROM search_doc WHERE sku = ?", (doc.sku,)).fetchone()
    if known is not None and known[2:] == (words, codes):
        # A catalogue that is imported again changes little: the index is left alone.
        set_sold(connection, [(doc.sku, sold)])
        return
    shelf = shelf_of(sold)
    if known is None:
        [(document,)] = connection.execute(
            "INSERT INTO search_doc (sku, sold, shelf, words, codes) VALUES (?, ?, ?, ?, ?) RETURNING id",
            (doc.sku, sold, shelf, words, codes),
        ).fetchall()
    else:
        document = known[0]
        connection.execute(_DELETE_GRAMS, (row_of(known[1], document),))
        connection.execute(
            "UPDATE search_doc SET sold = ?, shelf = ?, moved = 0, words = ?, codes = ? WHERE id = ?",
            (sold, shelf, words, codes, document),
        )
    connection.execute(_INSERT_GRAMS, (row_of(shelf, document), document_tokens(words, codes)))


def remove(connection: Connection, sku: str) -> None:
    """Take a product out; an unknown SKU is no error."""
    gone = connection.execute("DELETE FROM search_doc WHERE sku = ? RETURNING shelf, id", (sku,)).fetchall()
    for shelf, document in gone:
        connection.execute(_DELETE_GRAMS, (row_of(shelf, document),))


def set_sold(connection: Connection, counts: Iterable[tuple[str, int]]) -> None:
    """Set how often products sell, by SKU; unknown SKUs are passed over.

    Cheap: ranking uses the figure at once, and the place in the index follows with `reindex`.
    """
    for sku, count in counts:
        sold = max(0, min(count, _SOLD_LIMIT))
        shelf = shelf_of(sold)
        connection.execute(
            "UPDATE search_doc SET sold = ?1, moved = shelf <> ?2 WHERE sku = ?3 AND sold <> ?1", (sold, shelf, sku)
        )


def reindex(connection: Connection) -> bool:
    """Tend the index for one short turn: merge some of its parts, or bring some products to where their sales belong.

    For idle moments; each call is one short transaction of the caller's. Stopping after any of them loses nothing:
    what is still to be moved is marked in the table, and is found all the same, only not yet in its best place.

    Returns:
        Whether there is more to do.
    """
    before = connection.total_changes
    connection.execute("INSERT INTO search_gram (search_gram, rank) VALUES ('merge', ?)", (_TURN_PAGES,))
    # As FTS5 documents: a merge that found nothing to do counts as one change.
    if connection.total_changes - before >= 2:
        return True
    moved = connection.execute(
        "SELECT id, sold, shelf, words, codes FROM search_doc WHERE moved ORDER BY id LIMIT ?", (_TURN_PRODUCTS,)
    ).fetchall()
    for document, sold, old_shelf, words, codes in moved:
        shelf = shelf_of(sold)
        connection.execute(_DELETE_GRAMS, (row_of(old_shelf, document),))
        connection.execute("UPDATE search_doc SET shelf = ?, moved = 0 WHERE id = ?", (shelf, document))
        connection.execute(_INSERT_GRAMS, (row_of(shelf, document), document_tokens(words, codes)))
    return bool(moved)
