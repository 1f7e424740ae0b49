"""The shop: the settings that decide how its counter sells."""

from __future__ import annotations

import re
from dataclasses import field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import TWD, Currency
from app.domain.tax import TaxRule
from app.domain.taxid import is_unified_number
from app.domain.tender import CashRounding
from app.domain.text import check_texts

_STORE = re.compile(r"[A-Z0-9]{1,8}")
#: Characters of a phone number or tax id, and of an address, that a narrow paper has room for.
MAX_PHONE, MAX_ADDRESS = 40, 120
#: Characters of a shop's English name.
MAX_NAME_EN = 80
#: Where a tax id is a unified number.
_TAIWAN = "Asia/Taipei"


@frozen
class Shop:
    """Attributes of the store and register that a terminal stands in; its id is another thing and never changes.

    Attributes:
        store: store code, 1 to 8 capitals and digits; a part of every receipt number.
        register: register number within the store, from 1.
        zone: IANA name of the store's time zone.
        name_en: what it is called where English is spoken, such as ``Suiguang Store, Dadaocheng``; empty for `name`.
        day_starts_minute: minutes after midnight at which the trading day starts.
        phone, address, tax_id: what receipts say of the shop below its name; empty for nothing.
    """

    store: str = "S01"
    register: int = 1
    name: str = ""
    currency: Currency = TWD
    zone: str = "Asia/Taipei"
    day_starts_minute: int = 0
    tax: TaxRule = field(default_factory=TaxRule)
    cash: CashRounding = field(default_factory=CashRounding)
    phone: str = ""
    address: str = ""
    tax_id: str = ""
    name_en: str = ""

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
        check_contact(self.zone, self.phone, self.address, self.tax_id)
        check_name_en(self.name_en)

    def name_in(self, language: str) -> str:
        """What it is called in a language, ``zh_TW`` or ``en``."""
        return self.name_en if language == "en" and self.name_en else self.name


def check_name_en(name: str) -> None:
    """Refuse a name that has no room, or goes over several lines.

    Raises:
        UserError: ``shop.bad_name_en`` (most).
    """
    if len(name) > MAX_NAME_EN or not name.isprintable():
        raise UserError("shop.bad_name_en", most=MAX_NAME_EN)


def check_contact(zone: str, phone: str, address: str, tax_id: str) -> None:
    """Refuse what a receipt cannot say of a shop.

    Raises:
        UserError: ``shop.bad_phone``, ``shop.bad_address`` (most); ``shop.bad_tax_id``.
    """
    for code, text, most in (("shop.bad_phone", phone, MAX_PHONE), ("shop.bad_address", address, MAX_ADDRESS)):
        if len(text) > most or not text.isprintable():
            raise UserError(code, most=most)
    fits = is_unified_number(tax_id) if zone == _TAIWAN else len(tax_id) <= MAX_PHONE and tax_id.isprintable()
    if tax_id and not fits:
        raise UserError("shop.bad_tax_id", tax_id=tax_id[:20])
