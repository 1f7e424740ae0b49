"""The shop: the settings that decide how its counter sells."""

from __future__ import annotations

import re
from dataclasses import field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import TWD, Currency
from app.domain.tax import TaxRule
from app.domain.tender import CashRounding
from app.domain.text import check_texts

_STORE = re.compile(r"[A-Z0-9]{1,8}")


@frozen
class Shop:
    """Attributes of the store and register that a terminal stands in; its id is another thing and never changes.

    Attributes:
        store: store code, 1 to 8 capitals and digits; a part of every receipt number.
        register: register number within the store, from 1.
        zone: IANA name of the store's time zone.
        day_starts_minute: minutes after midnight at which the trading day starts.
    """

    store: str = "S01"
    register: int = 1
    name: str = ""
    currency: Currency = TWD
    zone: str = "Asia/Taipei"
    day_starts_minute: int = 0
    tax: TaxRule = field(default_factory=TaxRule)
    cash: CashRounding = field(default_factory=CashRounding)

    def __post_init__(self) -> None:
        if not _STORE.fullmatch(self.store):
            raise UserError("shop.bad_store_code", store=self.store)
        check_texts(self.tax.rates_ppm, (self.name,))
        if not 1 <= self.register <= 999:
            raise UserError("shop.bad_register", register=self.register)
        if not 0 <= self.day_starts_minute < 24 * 60:
            raise UserError("shop.bad_day_start", minute=self.day_starts_minute)
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise UserError("shop.unknown_zone", zone=self.zone) from None
