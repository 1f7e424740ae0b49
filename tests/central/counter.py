"""A counter of the tests: it writes a journal as a terminal does, and stands in the centre's books."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from sqlalchemy import Engine

from app.central import intake
from app.central.database import write
from app.central.enrol import digest
from app.central.setup import put_store
from app.central.tables import terminal
from app.contract.chain import chain_hash, genesis
from app.contract.journal import SaleCompleted, SoldLine, TaxSum, kind_of, write_body
from app.contract.journal import Tender as PaidBy
from app.contract.push import PROTOCOL, PushBatch, Pushed, PushedEntry
from app.contract.stock import StockDelta, StockMoved
from app.contract.wire import Wire, WireMoney, WirePrice, WireQuantity
from app.domain.ids import uuid7
from tests.central.conftest import START

DAY = "2026-03-05"


def new_id() -> str:
    return uuid7(START // 1_000, os.urandom(10))


def money(minor: int) -> WireMoney:
    return WireMoney(minor=minor, currency="TWD")


def sale(*goods: tuple[str, int], coupons: tuple[str, ...] = (), number: str = "") -> SaleCompleted:
    """A sale of goods, SKU and pieces, at 10 each."""
    total = sum(10 * pieces for _, pieces in goods)
    lines = tuple(
        SoldLine(
            line=place, sku=sku, name=sku, code=sku, category="", quantity=WireQuantity(milli=1000 * n, unit="piece"),
            listed=WirePrice(minor=10, currency="TWD"), listed_amount=money(10 * n), reductions=(),
            tax_class="standard", rate_ppm=50_000, tax=money(0), paid=money(10 * n),
        )
        for place, (sku, n) in enumerate(goods, 1)
    )  # fmt: skip
    return SaleCompleted(
        number=number or new_id(), numbered_in=1, receipt_seq=1, lines=lines, returns=(),
        tenders=(PaidBy(id=new_id(), kind="cash", amount=money(total), tendered=money(total), change=money(0)),),
        taxes=(TaxSum(tax_class="standard", rate_ppm=50_000, taxed=money(total), tax=money(total // 21)),),
        sold=money(total), returned=money(0), rounding=money(0), total=money(total), coupons=coupons,
    )  # fmt: skip


def moved(*deltas: tuple[str, int]) -> StockMoved:
    return StockMoved(
        reason="count",
        deltas=tuple(StockDelta(sku=sku, quantity=WireQuantity(milli=n, unit="piece")) for sku, n in deltas),
    )


@dataclass
class Counter:
    """A journal that grows, and its terminal at the centre."""

    engine: Engine
    store: str = "S01"
    epoch: int = 1
    id: str = field(default_factory=new_id)
    token: str = ""
    entries: list[PushedEntry] = field(default_factory=list)

    def enlist(self) -> Counter:
        """Become a terminal of the store."""
        self.token = f"token-of-{self.id}"

        def put(connection) -> None:
            put_store(connection, self.store, self.store, "Asia/Taipei", "TWD", START)
            connection.execute(
                terminal.insert().values(
                    id=self.id, store=self.store, register_no=1, token_hash=digest(self.token), public_key=b"k" * 32,
                    enrolled_at=START,
                )
            )  # fmt: skip

        write(self.engine, put)
        return self

    def write(self, body: Wire, entry_id: str | None = None) -> PushedEntry:
        kind, schema = kind_of(body)
        return self.write_raw(kind, schema, write_body(body), entry_id)

    def write_raw(
        self, kind: str, schema: int, body: str, entry_id: str | None = None, day: str = DAY
    ) -> PushedEntry:
        """Append an entry of any kind, with any text."""
        last = self.entries[-1] if self.entries else None
        prev = genesis(self.id) if last is None else bytes.fromhex(last.hash)
        seq = 1 if last is None else last.seq + 1
        blank = PushedEntry(
            seq=seq, epoch=self.epoch, id=entry_id or new_id(), kind=kind, schema_no=schema, business_on=day,
            occurred_at=START, actor="anna", shift_id=None, body=body, prev_hash=prev.hex(), hash="0" * 64,
        )  # fmt: skip
        made = blank.model_copy(update={"hash": chain_hash(prev, self.id, blank.columns()).hex()})
        self.entries.append(made)
        return made

    def copy(self, *, upto: int, epoch: int | None = None) -> Counter:
        """The same terminal from an older copy of its journal."""
        return Counter(self.engine, self.store, epoch or self.epoch, self.id, self.token, self.entries[:upto])

    def push(self, *entries: PushedEntry, **said: object) -> Pushed:
        """Hand entries in, or the whole journal."""
        batch = PushBatch(protocol=PROTOCOL, entries=entries or tuple(self.entries), **said)
        who = intake.Sender(self.id, self.store)
        return write(self.engine, lambda connection: intake.take_in(connection, who, batch, START))
