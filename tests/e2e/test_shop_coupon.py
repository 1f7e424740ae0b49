"""A coupon in the basket, in a browser at the size of a phone: chosen, on the order, and in the wallet afterwards."""

from __future__ import annotations

import json

import pytest

from app.central.campaign import CouponsForm, make_coupons
from app.central.database import write
from app.central.promotion import put_promotion
from app.contract.promotion import read_promotion
from tests.central.conftest import rows
from tests.e2e.browser import Browser, missing
from tests.e2e.test_shop import centre, fits, url

__all__ = ["centre", "url"]

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
PROMOTION = {
    "schema": 1, "id": "HI", "name": "歡迎禮", "currency": "TWD", "coupon": {"code": "HI50"},
    "rule": {"kind": "amount_off", "off_minor": 50, "level": "cart"},
}  # fmt: skip


def test_a_member_orders_with_a_coupon(centre, url, tmp_path) -> None:
    write(centre, lambda connection: put_promotion(connection, "", read_promotion(json.dumps(PROMOTION))))
    with Browser(tmp_path) as browser:
        browser.open(f"{url}/member")
        browser.type("#name", "林雅萱")
        browser.follow(".card .big")
        ((member_id,),) = rows(centre, "SELECT id FROM member")
        others = CouponsForm(count=4, member_id=str(member_id))
        write(centre, lambda connection: make_coupons(connection, "welcome", others))
        browser.open(url)
        browser.follow("#g1 .add")
        browser.follow(".bar a:nth-child(2)")
        browser.click(".coupons summary")
        fits(browser)
        browser.follow(".coupons .list button")
        assert "已折抵 NT$50" in browser.text
        assert "合計\nNT$8" in browser.text
        fits(browser)
        browser.follow("form[action$=orders] .big")
        assert "已折抵 NT$50" in browser.text
        fits(browser)
        browser.open(f"{url}/member")
        assert browser.text.count("已使用") == 1
        assert browser.said() == []
