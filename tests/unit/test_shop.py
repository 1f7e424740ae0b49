from __future__ import annotations

import pytest

from app.domain.errors import UserError
from app.domain.money import TWD
from app.domain.shop import Shop
from app.domain.tax import TaxMode


def test_a_shop_in_taiwan_needs_no_settings():
    shop = Shop()
    assert (shop.currency, shop.zone, shop.tax.mode, shop.cash.increment) == (
        TWD,
        "Asia/Taipei",
        TaxMode.INCLUSIVE,
        1,
    )


@pytest.mark.parametrize("store", ["S", "S01", "12345678", "TAIPEI01"])
def test_store_codes(store):
    assert Shop(store=store).store == store


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"store": ""}, "shop.bad_store_code"),
        ({"store": "s01"}, "shop.bad_store_code"),
        ({"store": "S-1"}, "shop.bad_store_code"),  # the dash parts a receipt number
        ({"store": "S01\n"}, "shop.bad_store_code"),
        ({"store": "店"}, "shop.bad_store_code"),
        ({"store": "Ｓ01"}, "shop.bad_store_code"),
        ({"store": "123456789"}, "shop.bad_store_code"),
        ({"tax_id": "12345678"}, "shop.bad_tax_id"),
        ({"tax_id": "1234567"}, "shop.bad_tax_id"),
        ({"zone": "Europe/Zurich", "tax_id": "CHE\n"}, "shop.bad_tax_id"),
        ({"phone": "2" * 41}, "shop.bad_phone"),
        ({"phone": "02\n03"}, "shop.bad_phone"),
        ({"address": "路" * 121}, "shop.bad_address"),
        ({"name_en": "x" * 81}, "shop.bad_name_en"),
        ({"name_en": "Suiguang\nStore"}, "shop.bad_name_en"),
        ({"register": 0}, "shop.bad_register"),
        ({"register": -1}, "shop.bad_register"),
        ({"register": 1_000}, "shop.bad_register"),
        ({"day_starts_minute": -1}, "shop.bad_day_start"),
        ({"day_starts_minute": 1_440}, "shop.bad_day_start"),
        ({"zone": ""}, "shop.unknown_zone"),
        ({"zone": "Asia"}, "shop.unknown_zone"),
        ({"zone": "Asia/Taipeh"}, "shop.unknown_zone"),
        ({"zone": "../Asia/Taipei"}, "shop.unknown_zone"),
        ({"zone": "/etc/passwd"}, "shop.unknown_zone"),
        ({"zone": "Asia/Taipei\0"}, "shop.unknown_zone"),
        ({"name": "店" * 2_001}, "text.too_long"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings, code):
    with pytest.raises(UserError) as refused:
        Shop(**settings)
    assert refused.value.code == code


def test_tax_ids_elsewhere_have_their_own_forms():
    assert Shop(zone="Europe/Zurich", tax_id="CHE-123.456.788 MWST").tax_id == "CHE-123.456.788 MWST"


def test_a_shop_is_called_what_it_is_called_in_a_language():
    shop = Shop(name="穗光商行 大稻埕店", name_en="Suiguang Store, Dadaocheng")
    assert (shop.name_in("zh_TW"), shop.name_in("en")) == ("穗光商行 大稻埕店", "Suiguang Store, Dadaocheng")
    assert Shop(name="穗光商行").name_in("en") == "穗光商行"
