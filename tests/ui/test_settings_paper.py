"""What receipts say of the shop below its name, as it is typed in the settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.runtime.settings import Section
from tests.ui.counter import Counter
from tests.ui.test_settings import SHOP, at_the_settings, go, kept


@pytest.fixture
def managed(make_counter: Callable[..., Counter]) -> Counter:
    """A manager at the settings of a shop without a shift."""
    return at_the_settings(make_counter(SHOP, opening_float=None))


def test_what_receipts_say_of_the_shop(managed):
    go(managed, Section.PAPER)
    managed.named("英文店名").setText(" Suiguang Store, Yongkang ")
    managed.named("統一編號").setText("１２３４ 5675")
    managed.named("電話").setText("02-2555-1234")
    managed.named("地址").setText("台北市迪化街一段 9 號")
    managed.keys(Qt.Key.Key_F12)
    managed.settle()
    shop = kept(managed)
    assert (shop.tax_id, shop.phone, shop.address) == ("12345675", "02-2555-1234", "台北市迪化街一段 9 號")
    assert shop.name_en == "Suiguang Store, Yongkang"
    managed.restart()
    assert managed.place.counter.shop == shop
    managed.till.check()


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("英文店名", "x" * 81, "英文店名最多 80 個字，不能換行"),
        ("統一編號", "12345678", "統一編號是 8 位數字，檢查碼不符，再核對一次"),
        ("電話", "0" * 41, "電話最多 40 個字，不能換行"),
        ("地址", "路" * 121, "地址最多 120 個字，不能換行"),
    ],
)
def test_what_no_receipt_can_say_is_said_at_its_field(managed, field, text, sentence):
    go(managed, Section.PAPER)
    managed.named(field).setText(text)
    go(managed, Section.SHOP)
    managed.keys(Qt.Key.Key_F12)  # from another part: it is shown where it was typed
    managed.settle()
    edit = managed.named(field)
    assert (edit.parent().error(), edit.hasFocus(), edit.text()) == (sentence, True, text)
    assert kept(managed) == SHOP
