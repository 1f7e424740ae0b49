"""The first start: what is typed, read."""

from __future__ import annotations

import pytest

from app.domain.errors import UserError
from app.runtime.shop import ShopDraft, draft_of, rate_ppm, rate_text
from app.runtime.start import normalised
from app.ui.shell.picker import Pick, offset_text, zone_picks

# --- what is typed, read -----------------------------------------------------------------------------------------


def test_a_shop_as_it_is_typed():
    shop = ShopDraft(" 穗光商行 ", "大稻埕店", "ddc", " 2 ", rate="7.75 %").shop()
    assert (shop.name, shop.store, shop.register) == ("穗光商行 大稻埕店", "DDC", 2)
    assert shop.tax.rates_ppm == {"standard": 77_500, "zero": 0, "exempt": 0}
    assert draft_of(shop).shop() == shop


@pytest.mark.parametrize(
    ("text", "ppm"), [("5", 50_000), ("0", 0), ("100", 1_000_000), ("7.7575", 77_575), (".5", 5_000)]
)
def test_rates(text, ppm):
    assert rate_ppm(text) == ppm
    assert rate_ppm(rate_text(ppm)) == ppm


@pytest.mark.parametrize("text", ["", "x", "-5", "101", "5.00001", "5,5", "٥"])
def test_rates_that_are_none(text):
    with pytest.raises(UserError, match=r"tax\.bad_rate"):
        rate_ppm(text)


def test_groups_however_they_are_typed():
    assert normalised(" o1-lI ") == "0111"


def test_zones_have_cities_and_offsets():
    picks = list(zone_picks(["Asia/Tokyo", "America/St_Johns", "Asia/Taipei"], "zh_TW", "Asia/Taipei"))
    assert [one.key for one in picks] == ["Asia/Taipei", "America/St_Johns", "Asia/Tokyo"]
    assert picks[0] == Pick("Asia/Taipei", "台北", "Asia/Taipei　UTC+8")
    assert all(one.fits(typed) for one, typed in zip(picks, ("臺北", "st johns", "東京 utc+9"), strict=True))
    assert [offset_text(one) for one in (0, 480, -210, 345)] == ["UTC+0", "UTC+8", "UTC−3:30", "UTC+5:45"]
