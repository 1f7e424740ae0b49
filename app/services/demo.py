"""The demo shop's data: a shop, its people and its promotions, from the texts that are shipped."""

from __future__ import annotations

import json

from app.contract.promotion import KeptAside, PromotionRule, read_promotion
from app.domain.frozen import frozen
from app.domain.money import currency
from app.domain.shop import Shop
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from app.domain.tender import CashRounding, RoundingMode


@frozen
class DemoPerson:
    """Somebody of the demo shop's staff; `role` is ``cashier``, ``staff`` or ``manager``."""

    staff_id: str
    name: str
    name_en: str
    role: str

    @property
    def pin(self) -> str:
        """The demo PIN: 48 and the digits of the id. It is nowhere stored; who sets the shop up keeps its hash."""
        return f"48{self.staff_id[1:]}"

    @property
    def badge(self) -> str:
        """What a scanner types for the demo badge: ``STAFF-`` and the id. A shop's own badges are long and random."""
        return f"STAFF-{self.staff_id}"


def read_shop(text: str) -> Shop:
    """The demo shop's settings from ``shop.json``."""
    form = json.loads(text)
    tax, cash = form["tax"], form["cash"]
    return Shop(
        store=form["store"],
        register=form["register"],
        name=form["name"],
        currency=currency(form["currency"]),
        zone=form["zone"],
        day_starts_minute=form["day_starts_minute"],
        tax=TaxRule(TaxMode(tax["mode"]), TaxRounding(tax["rounding"]), tax["rates_ppm"]),
        cash=CashRounding(cash["increment_minor"], RoundingMode(cash["rounding"])),
        name_en=form["name_en"],
    )


def read_people(text: str) -> tuple[DemoPerson, ...]:
    """The demo shop's people from ``staff.json``."""
    return tuple(
        DemoPerson(person["id"], person["name"], person["name_en"], person["role"])
        for person in json.loads(text)["staff"]
    )


def read_shelves(text: str) -> tuple[tuple[str, str], ...]:
    """The demo shop's categories from ``categories.json``, in their order: path and English name."""
    return tuple((form["id"], form["name_en"]) for form in json.loads(text))


def read_promotions(text: str) -> list[PromotionRule | KeptAside]:
    """The demo shop's promotions from ``promotions.json``, a list of promotions as they travel.

    Raises:
        WireError: one of them is wrong.
    """
    return [read_promotion(json.dumps(form)) for form in json.loads(text)]
