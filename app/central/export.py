"""Export: what the centre has, as JSON, one thing a line; of one picture of the database, however long it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Engine, select

from app.central.database import reading
from app.central.feed import CHAIN, listed
from app.central.intake import pushed
from app.central.product import KIND
from app.central.tables import entry

_AT_ONCE = 500


def product_lines(engine: Engine) -> Iterator[str]:
    """The catalogue, by SKU, as `import` takes it."""
    with reading(engine) as connection:
        after = ""
        while some := listed(connection, CHAIN, KIND, after, _AT_ONCE):
            for sku, body in some:
                yield json.dumps({"sku": sku, "product": json.loads(body)}, ensure_ascii=False)
            after = some[-1][0]


def entry_lines(engine: Engine) -> Iterator[str]:
    """Every terminal's journal, in its order, each entry as it came."""
    query = select(entry).order_by(entry.c.terminal_id, entry.c.seq, entry.c.epoch, entry.c.hash)
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
            one = pushed(row).model_dump()
            yield json.dumps({"terminal_id": row.terminal_id, "state": row.state, **one}, ensure_ascii=False)
