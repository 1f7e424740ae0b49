"""Setup: the first entries of a terminal, and the shop's settings."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Literal

from app.contract.journal import EpochOpened, Mark, SettingsChanged, TaxRate
from app.contract.wire import read_wire
from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.shift import business_date
from app.domain.shop import Shop
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from app.domain.tender import CashRounding, RoundingMode
from app.services.ports import Clock, Fact, Head, IdSource, UnitOfWork, Writer

#: Who writes what nobody at the counter did.
SYSTEM = "system"


def open_epoch(
    work: UnitOfWork,
    fact_id: str,
    at: int,
    terminal_id: str,
    public_key: bytes,
    epoch: int,
    reason: Literal["created", "restored", "taken_over"],
    parent: Mark | None = None,
) -> None:
    """Write the first entry of an epoch, naming its parent: the journal's head, unless another machine had it."""
    body = EpochOpened(
        terminal_id=terminal_id, reason=reason, parent=parent or _mark(work.head()), public_key=public_key.hex()
    )
    day = business_date(at, "UTC", 0)
    work.append(Fact(fact_id, body, at, SYSTEM, day, None, epoch))


def _mark(head: Head | None) -> Mark | None:
    return None if head is None else Mark(epoch=head.epoch, seq=head.seq, hash=head.hash.hex())


def settings_body(shop: Shop) -> SettingsChanged:
    """A shop's settings for the wire."""
    return SettingsChanged(
        store=shop.store,
        register_no=shop.register,
        shop_name=shop.name,
        currency=shop.currency.code,
        zone=shop.zone,
        day_starts_minute=shop.day_starts_minute,
        tax_mode=shop.tax.mode.value,
        tax_rounding=shop.tax.rounding.value,
        tax_rates=tuple(TaxRate(tax_class=name, rate_ppm=rate) for name, rate in sorted(shop.tax.rates_ppm.items())),
        cash_increment_minor=shop.cash.increment,
        cash_rounding=shop.cash.mode.value,
        phone=shop.phone,
        address=shop.address,
        tax_id=shop.tax_id,
        shop_name_en=shop.name_en,
    )


def read_shop(text: str) -> Shop:
    """A shop from its settings' text."""
    body = read_wire(SettingsChanged, text)
    rates = {one.tax_class: one.rate_ppm for one in body.tax_rates}
    return Shop(
        store=body.store,
        register=body.register_no,
        name=body.shop_name,
        currency=currency(body.currency),
        zone=body.zone,
        day_starts_minute=body.day_starts_minute,
        tax=TaxRule(TaxMode(body.tax_mode), TaxRounding(body.tax_rounding), rates),
        cash=CashRounding(body.cash_increment_minor, RoundingMode(body.cash_rounding)),
        phone=body.phone,
        address=body.address,
        tax_id=body.tax_id,
        name_en=body.shop_name_en,
    )


def change_settings(writer: Writer, clock: Clock, ids: IdSource, shop: Shop, actor: str) -> Future[None]:
    """Journal the shop's settings, whole; they hold from the terminal's next start on.

    Raises (in the future):
        UserError: ``shop.currency_is_fixed``: amounts were counted in another one already.
    """
    at = clock.now()
    body = settings_body(shop)
    entry_id = ids.mint()
    day = business_date(at, shop.zone, shop.day_starts_minute)

    def job(work: UnitOfWork) -> None:
        counted = work.open_shift() is not None or work.last_closed_shift() is not None
        if counted and work.terminal("currency") != body.currency:
            raise UserError("shop.currency_is_fixed", currency=str(work.terminal("currency")))
        work.append(Fact(entry_id, body, at, actor, day))

    return writer.write(job)
