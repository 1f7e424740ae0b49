"""What says what codes are, joined with the vault and the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.bootstrap.beside import Beside, open_beside
from app.bootstrap.terminal import Terminal
from app.config import Config
from app.db.key import SqliteKeys
from app.domain.codes.identify import Product
from app.domain.errors import UserError
from app.domain.shop import Shop
from app.runtime.clock import SystemClock
from app.services.identify import Identify, KeyReads, NoKeys, described
from app.vault.signature import verify


def make_identify(terminal: Terminal) -> Identify:
    """Says what codes are, on the calling thread's connection."""
    store, desk = terminal.store, terminal.desk
    return Identify(
        lambda: SqliteKeys(store.connection()), verify, lambda: desk.shop, desk.clock.now, lambda: store.public_key
    )


def identify_texts(config: Config, texts: Sequence[str]) -> Iterator[dict[str, object]]:
    """What texts are, by what the terminal of a data directory knows; by themselves where there is none.

    Raises:
        FaultError: of the database, the vault and the disk.
    """
    try:
        beside = open_beside(config)
    except UserError as error:
        if error.code != "data_dir.empty":
            raise
        shop = Shop()
        alone = Identify(NoKeys, verify, lambda: shop, SystemClock().now, bytes)
        for text in texts:
            yield {"text": text, **described(alone.identify(text))}
        return
    try:
        yield from _identify_beside(beside, texts)
    finally:
        beside.close()


def _identify_beside(beside: Beside, texts: Sequence[str]) -> Iterator[dict[str, object]]:
    shop, catalog, clock = beside.shop(), beside.catalog(), SystemClock()
    known = beside.connection.execute("SELECT 1 FROM sqlite_master WHERE name='verify_key'").fetchone()

    def reads() -> KeyReads:
        return NoKeys() if known is None else SqliteKeys(beside.connection)

    def knows(code: str) -> bool:
        return catalog.find(code, clock.now()) is not None

    own = Identify(reads, verify, lambda: shop, clock.now, lambda: beside.public_key or b"")
    for text in texts:
        meant = own.meant(text, knows)
        told: dict[str, object] = {"text": text, **described(meant)}
        if isinstance(what := meant.what, Product):
            found = (catalog.find(code, clock.now()) for code in (what.code, *what.others))
            told["sku"] = next((one.product.sku for one in found if one is not None), None)
        yield told
