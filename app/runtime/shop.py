"""A shop as it is being typed, in the first start and in the settings."""

from __future__ import annotations

from unicodedata import normalize
from zoneinfo import available_timezones

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import TWD, currency
from app.domain.shop import Shop
from app.domain.tax import PPM, TaxMode, TaxRounding, TaxRule
from app.domain.tender import CashRounding

_REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def zone_ids() -> list[str]:
    """The names of the time zones that a store may be in: places, and UTC. Walks over files: not for the window."""
    return sorted(one for one in available_timezones() if one == "UTC" or one.split("/")[0] in _REGIONS)


@frozen
class ShopDraft:
    """A shop as it is being typed.

    Attributes:
        rate: per cent, as typed.
        phone, address, tax_id, name_en: as in `Shop`.
    """

    brand: str = ""
    branch: str = ""
    store: str = "S01"
    register: str = "1"
    zone: str = "Asia/Taipei"
    currency: str = TWD.code
    mode: TaxMode = TaxMode.INCLUSIVE
    rate: str = "5"
    phone: str = ""
    address: str = ""
    tax_id: str = ""
    name_en: str = ""

    def shop(self) -> Shop:
        """The shop, if it can be one.

        Raises:
            UserError: ``shop.no_name``, ``shop.bad_store_code``, ``shop.bad_register``, ``shop.unknown_zone``,
                ``money.unknown_currency``, ``tax.bad_rate``; as `check_contact`, `check_name_en`.
        """
        if not self.brand.strip():
            raise UserError("shop.no_name")
        register = self.register.strip()
        if not (register.isascii() and register.isdigit() and len(register) <= 3):
            raise UserError("shop.bad_register", register=register[:10])
        return Shop(
            store=self.store.strip().upper(),
            register=int(register),
            name=" ".join(part for part in (self.brand.strip(), self.branch.strip()) if part),
            currency=currency(self.currency),
            zone=self.zone,
            tax=TaxRule(self.mode, TaxRounding.SALE, {"standard": rate_ppm(self.rate), "zero": 0, "exempt": 0}),
            cash=CashRounding(),
            phone=self.phone.strip(),
            address=self.address.strip(),
            tax_id="".join(normalize("NFKC", self.tax_id).split()),
            name_en=self.name_en.strip(),
        )


def rate_ppm(text: str) -> int:
    """A rate in per cent, as typed, in millionths.

    Raises:
        UserError: ``tax.bad_rate``.
    """
    whole, _, rest = text.strip().removesuffix("%").strip().partition(".")
    digits = whole + rest
    if not (digits.isascii() and digits.isdigit()) or len(rest) > 4 or len(whole) > 3:
        raise UserError("tax.bad_rate", text=text[:10])
    ppm = int((whole or "0") + rest.ljust(4, "0"))
    if ppm > PPM:
        raise UserError("tax.bad_rate", text=text[:10])
    return ppm


def rate_text(ppm: int) -> str:
    """Millionths as per cent, ``5`` or ``7.75``."""
    whole, rest = divmod(ppm, PPM // 100)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


def draft_of(shop: Shop) -> ShopDraft:
    """A shop that is there, as it would have been typed."""
    brand, _, branch = shop.name.partition(" ")
    return ShopDraft(
        brand,
        branch,
        shop.store,
        str(shop.register),
        shop.zone,
        shop.currency.code,
        shop.tax.mode,
        rate_text(shop.tax.rates_ppm.get("standard", 0)),
        shop.phone,
        shop.address,
        shop.tax_id,
        shop.name_en,
    )
