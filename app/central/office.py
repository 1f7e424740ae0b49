"""The office: what is done to a centre from its own machine, each act one transaction, with plain things."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine

from app.central import enrol, export, feed, key, product, rescue, staff, stock, store, terminal
from app.central.coupon_block import sign_anew
from app.central.database import reading, write
from app.central.sealed import Seals
from app.central.setup import mint
from app.central.watch import alone, notify
from app.contract.feed import ProductItem
from app.contract.push import Rescued
from app.domain.errors import UserError

T = TypeVar("T")


class Office:
    """A centre's database, up to date. Use it in a ``with``.

    Args:
        clock: microseconds UTC.
        seals: opens files that were sealed to the centre; without it none is taken in.
    """

    def __init__(self, engine: Engine, clock: Callable[[], int], seals: Seals | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._seals = seals

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @property
    def shown(self) -> str:
        """Where the database is, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def make_store(self, code: str, name: str, zone: str, currency: str) -> bool:
        """Make a store or change it; whether it is other than before. Without a name it keeps the one it has.

        Raises:
            UserError: as `store.make_store`.
        """

        def make(connection: Connection) -> int:
            there = store.names(connection).get(code)
            form = store.StoreForm.model_construct(name=name or there or code, zone=zone, currency=currency)
            return store.make_store(connection, code, form, self._clock())

        return bool(self._write(make))

    def store(self, code: str) -> store.StoreRow:
        """A store.

        Raises:
            UserError: ``store.unknown``.
        """
        with reading(self._engine) as connection:
            return store.store_row(connection, code)

    def begin_anew(self) -> None:
        """Make every terminal read the feed from its beginning: the database came back from a copy."""
        self._write(lambda connection: feed.renew(connection, mint(self._clock())))

    def enrol_code(self, code: str, register_no: int) -> str:
        """A one-time code for a register of a store.

        Raises:
            UserError: ``store.unknown``, ``shop.bad_register``.
        """
        return self._write(lambda connection: enrol.make_code(connection, code, register_no, self._clock()))

    def replace_code(self, terminal_id: str) -> str:
        """A one-time code with which a new machine becomes a terminal; the present one is put out at once.

        Raises:
            UserError: ``terminal.unknown``.
        """
        return self._write(
            lambda connection: terminal.replace(
                connection, terminal_id, enrol.Admin(frozenset(), None), self._clock()
            )
        )

    def token(self, name: str, scopes: frozenset[str], of_store: str | None) -> str:
        """A new token of the admin API.

        Raises:
            UserError: ``store.unknown``.
        """
        return self._write(lambda connection: enrol.make_token(connection, name, scopes, of_store, self._clock()))

    def revoke_tokens(self, name: str) -> int:
        """End the tokens of a name; how many were good until now."""
        return self._write(lambda connection: enrol.revoke_tokens(connection, name, self._clock()))

    def change_badge_key(self) -> int:
        """Hash badges under a new key from now on; how many there are of before, which go on opening.

        Raises:
            UserError: ``staff.many_badge_keys``.
        """
        return self._write(lambda connection: staff.change_badge_key(connection, os.urandom(32)))

    def end_former_badges(self) -> int:
        """Let no badge of before open any more; how many there were."""
        return self._write(staff.end_former_badges)

    def code_keys(self) -> list[key.CodeKey]:
        """The keys that codes are or were signed with, the newest first."""
        with reading(self._engine) as connection:
            return key.code_keys(connection)

    def rotate_code_key(self, seed: bytes, public: bytes) -> key.CodeKey:
        """Sign codes with a new key from now on.

        Raises:
            UserError: ``key.too_many``.
        """
        at = self._clock()

        def job(connection: Connection) -> key.CodeKey:
            made = key.rotate(connection, seed, public, at)
            sign_anew(connection, at)
            return made

        return self._write(job)

    def end_former_code_keys(self) -> int:
        """Have no code count that another key than the newest signed; how many keys were ended."""
        return self._write(lambda connection: key.end_former(connection, self._clock()))

    def products(self, skus: Sequence[str]) -> dict[str, ProductItem]:
        """What of some SKUs is in the catalogue."""
        with reading(self._engine) as connection:
            return product.known_products(connection, skus)

    def owners(self, codes: Sequence[str]) -> dict[str, str]:
        """Which SKUs have some codes."""
        with reading(self._engine) as connection:
            return product.owners_of(connection, codes)

    def take_products(self, items: Mapping[str, ProductItem]) -> tuple[Counter[str], dict[str, UserError]]:
        """Put in what can be; how many became what, and why the others were refused."""
        return self._write(lambda connection: product.take_products(connection, items))

    def count_stock(self, code: str, count_id: str, counts: Mapping[str, int]) -> int:
        """Book by what counts differ from a store's levels, once for an id; how many differed.

        Raises:
            UserError: ``store.unknown``, ``stock.out_of_range``.
        """

        def book(connection: Connection) -> int:
            there = stock.levels(connection, code, list(counts))
            deltas = {sku: milli - there.get(sku, 0) for sku, milli in counts.items()}
            return stock.move(connection, code, count_id, deltas, "count")

        return self._write(book)

    def product_lines(self) -> Iterator[str]:
        """The catalogue as JSON, one product a line."""
        return export.product_lines(self._engine)

    def entry_lines(self) -> Iterator[str]:
        """Every terminal's journal as JSON, one entry a line."""
        return export.entry_lines(self._engine)

    def take_rescue(self, content: bytes, *, revoked: bool) -> Rescued:
        """Bring in what a terminal could not send.

        Raises:
            UserError, FaultError: as `rescue.take_file`.
        """
        if self._seals is None:
            raise RuntimeError("an office without the vault")
        everybody = enrol.Admin(frozenset(), None)
        return rescue.take_file(
            self._engine, self._seals, content, everybody, self._clock(), revoked=revoked, tell=self._tell
        )

    def _tell(self, scopes: frozenset[str]) -> None:
        if scopes and self._engine.dialect.name == "postgresql":
            with alone(self._engine) as connection:
                notify(connection, scopes)

    def _write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in one transaction, and have the service told."""
        scopes: set[str] = set()
        done = write(self._engine, job, scopes.update)
        self._tell(frozenset(scopes))
        return done
