"""Coupons at the sell screen: by keys, by touch and by a scan from anywhere; what the cashier reads of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.contract.campaign import CampaignItem, WalletCoupon
from app.domain.cart import Member
from app.runtime.selling import Work
from tests.ui.coupons import CouponCentre, off, tell, tell_wallet
from tests.ui.selling import JAM, Selling

Key = Qt.Key


class Couponing:
    """A counter whose centre has two campaigns, one shared and one of single coupons."""

    def __init__(self, selling: Selling) -> None:
        self.selling, self.place = selling, selling.place
        counter = self.place.counter
        assert counter.coupons is not None
        self.centre = CouponCentre()
        object.__setattr__(counter.coupons, "centre", self.centre)
        for campaign_id, code, shared in (("c1", "SUMMER", False), ("c2", "ALL50", True)):
            name = {"SUMMER": "夏日折 50", "ALL50": "全館折 30"}[code]
            item = CampaignItem(
                name=name, code=code, starts_at=0, ends_at=None, offline="allowed" if shared else "denied",
                shared=shared,
            )  # fmt: skip
            tell(counter, campaign_id, item, off(f"r{campaign_id}", name, "", code, 30 if shared else 50))
        selling.open().scan(JAM)

    def enter(self, code: str) -> None:
        """Type a code into the panel's field, and Enter."""
        self.selling.keys(Key.Key_F11)
        self.selling.counter.keys(code, Key.Key_Return)
        self.selling.counter.settle()

    def rows(self) -> list[str]:
        """The coupons as they are read out."""
        words = ("可核銷", "離線核銷", "不能使用", "確認中", "使用至", "沒有期限")
        return [name for name in self.selling.counter.names() if any(word in name for word in words) and "," in name]

    @property
    def total(self) -> int:
        return self.place.cart.total


@pytest.fixture
def couponing(selling: Selling) -> Couponing:
    return Couponing(selling)


def test_by_keys_alone_a_coupon_comes_in_takes_something_off_and_goes(couponing) -> None:
    selling = couponing.selling
    couponing.enter("summer/1")
    assert couponing.rows() == ["夏日折 50, 可核銷, SUMMER/1, −$50"]
    assert couponing.total == 230
    assert "優惠券" in selling.counter.named("合計").accessibleDescription()
    assert QApplication.focusWidget().accessibleName() == "優惠券代碼"
    selling.keys(Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "移除 夏日折 50"
    selling.keys(Key.Key_Space)
    selling.counter.settle()
    assert (couponing.rows(), couponing.total, couponing.centre.held) == ([], 280, {})
    assert QApplication.focusWidget().accessibleName() == "優惠券代碼"
    selling.keys(Key.Key_Escape)
    assert couponing.place.selling.work is Work.BROWSE


def test_what_does_not_count_says_why_in_one_line(couponing) -> None:
    couponing.centre.refuses["SUMMER/1"] = "used"
    couponing.enter("SUMMER/1")
    assert couponing.rows() == ["夏日折 50, 不能使用, 這張券已使用過 · SUMMER/1"]
    assert "夏日折 50：這張券已使用過" in couponing.selling.counter.window.shell.shown.zone.coupon.field.error()
    couponing.selling.counter.press("移除 夏日折 50")
    assert couponing.rows() == []


def test_scanned_or_typed_where_goods_are_it_is_told_beside(couponing) -> None:
    selling, counter = couponing.selling, couponing.selling.counter
    counter.window.shell.scanned("SUMMER/1")
    counter.settle()
    assert (couponing.total, selling.screen.field.note()) == (230, "已加入 夏日折 50")
    selling.type("ALL50")
    selling.keys(Key.Key_Return)
    counter.settle()
    assert (couponing.total, selling.screen.field.text()) == (200, "")
    couponing.centre.refuses["SUMMER/2"] = "held"
    counter.window.shell.scanned("SUMMER/2")
    counter.settle()
    assert selling.toast == "夏日折 50：另一台收銀機正在使用這張券"
    counter.window.shell.go("sales")
    counter.window.shell.scanned("SUMMER/3")
    counter.settle()
    assert selling.toast == "夏日折 50：尚未折抵，未達使用條件", "the first has the sale already"
    couponing.place.coupons.remove("SUMMER/1")
    couponing.place.coupons.remove("SUMMER/3")
    counter.window.shell.scanned("SUMMER/4")
    counter.settle()
    assert selling.toast == "已使用優惠券 夏日折 50"


def test_without_the_centre_the_panel_and_the_totals_say_so(couponing) -> None:
    couponing.centre.is_away = True
    couponing.enter("ALL50")
    couponing.enter("SUMMER/1")
    assert couponing.rows() == [
        "全館折 30, 離線核銷, ALL50, −$30",
        "夏日折 50, 不能使用, 離線時不能使用，連線後再試 · SUMMER/1",
    ]
    assert "離線核銷" in couponing.selling.counter.named("合計").accessibleDescription()


def test_while_the_centre_is_asked_nobody_pays(couponing) -> None:
    selling = couponing.selling
    couponing.centre.waits = True
    selling.keys(Key.Key_F11)
    selling.counter.keys("SUMMER/1", Key.Key_Return)
    QApplication.processEvents()
    assert couponing.rows() == ["夏日折 50, 確認中, SUMMER/1"]
    selling.keys(Key.Key_F12)
    assert selling.counter.where == "sell"
    assert selling.toast == "正在向中心確認優惠券，稍候再收款"
    couponing.place.coupons.remove("SUMMER/1")
    couponing.centre.answer()
    selling.keys(Key.Key_F12)
    assert selling.counter.where == "pay"


def test_the_member_brings_coupons_along(couponing) -> None:
    selling = couponing.selling
    tell_wallet(
        couponing.place.counter,
        "m1",
        WalletCoupon(code="SUMMER/7", campaign="c1"),
        WalletCoupon(code="SUMMER/8", campaign="c1", ends_at=1),
    )
    couponing.place.cart.change(lambda cart: replace(cart, member=Member("m1")))
    selling.keys(Key.Key_F11)
    QApplication.processEvents()
    assert couponing.rows() == ["夏日折 50, 沒有期限"]
    names = selling.counter.names()
    assert names.count("夏日折 50, 已過使用期限") == 1
    first = next(one for one in couponing.place.coupons.wallet() if not one.why_not)
    couponing.place.coupons.take(first.coupon.code)
    selling.counter.settle()
    assert (couponing.total, couponing.rows()) == (230, ["夏日折 50, 可核銷, SUMMER/7, −$50"])


@pytest.fixture
def walleted(couponing: Couponing) -> Couponing:
    """The panel open; the member has three that count, and one that does not between them."""
    wallet = (("SUMMER/1", None), ("SUMMER/2", 1), ("SUMMER/3", None), ("SUMMER/4", None))
    tell_wallet(
        couponing.place.counter,
        "m1",
        *(WalletCoupon(code=code, campaign="c1", ends_at=ends_at) for code, ends_at in wallet),
    )
    couponing.place.cart.change(lambda cart: replace(cart, member=Member("m1")))
    couponing.selling.keys(Key.Key_F11)
    QApplication.processEvents()
    return couponing


def chosen(couponing: Couponing) -> list[str]:
    """The codes of the member's coupons that Enter would use."""
    panel = couponing.selling.screen.zone.coupon
    return [one.code for one in panel.wallet if one.is_chosen]


def test_the_arrows_walk_the_members_coupons_and_enter_uses_the_one(walleted) -> None:
    selling = walleted.selling
    panel = selling.screen.zone.coupon
    usable = [one.coupon.code for one in walleted.place.coupons.wallet() if not one.why_not]
    assert (chosen(walleted), panel.use_button.isEnabled()) == ([], False)
    selling.keys(Key.Key_Return)
    assert walleted.place.cart.cart.holds == ()
    places = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up):
        selling.keys(key)
        places += chosen(walleted)
    assert places == [usable[0], usable[1], usable[2], usable[2], usable[1]]
    assert [one.button.key() for one in panel.wallet if one.is_chosen] == ["Enter"]
    assert not panel.use_button.isEnabled()
    assert QApplication.focusWidget().accessibleName() == "優惠券代碼"
    selling.keys(Key.Key_Return)
    selling.counter.settle()
    assert [one.code for one in walleted.place.cart.cart.holds] == [usable[1]]
    assert (chosen(walleted), panel.use_button.isEnabled()) == ([], False)
    selling.keys(Key.Key_Return)
    assert len(walleted.place.cart.cart.holds) == 1


def test_what_is_typed_goes_before_the_coupon_that_the_arrows_chose(walleted) -> None:
    selling = walleted.selling
    selling.keys(Key.Key_Down)
    selling.counter.keys("all50")
    assert (chosen(walleted), selling.screen.zone.coupon.use_button.isEnabled()) == ([], True)
    selling.counter.keys(Key.Key_Return)
    selling.counter.settle()
    assert [one.code for one in walleted.place.cart.cart.holds] == ["ALL50"]


def test_the_arrows_bring_what_they_chose_into_sight(couponing) -> None:
    wallet = [WalletCoupon(code=f"SUMMER/{number}", campaign="c1") for number in range(30)]
    tell_wallet(couponing.place.counter, "m1", *wallet)
    couponing.place.cart.change(lambda cart: replace(cart, member=Member("m1")))
    couponing.selling.keys(Key.Key_F11)
    QApplication.processEvents()
    panel = couponing.selling.screen.zone.coupon
    couponing.selling.counter.wait(lambda: panel.wallet[-1].y() > panel.height())
    for _ in panel.wallet:
        couponing.selling.keys(Key.Key_Down)
    assert panel.wallet[-1].is_chosen
    last = panel.wallet[-1]
    assert last.visibleRegion().boundingRect() == last.rect()


def test_enter_on_the_button_of_a_coupon_uses_it(walleted) -> None:
    selling = walleted.selling
    for _ in range(12):
        selling.keys(Key.Key_Tab)
        if QApplication.focusWidget().accessibleName() == "使用 夏日折 50":
            break
    selling.keys(Key.Key_Return)
    selling.counter.settle()
    assert len(walleted.place.cart.cart.holds) == 1


def test_a_coupon_that_takes_nothing_off_is_not_told_as_one_that_does(couponing) -> None:
    """Held at the centre for this cart, and yet without effect: one mark, one reason, and the field says so too."""
    item = CampaignItem(name="滿千折百", code="BIG", starts_at=0, ends_at=None, offline="denied", shared=True)
    tell(couponing.place.counter, "c9", item, off("rbig", "滿千折百", "", "BIG", 100, at_least=1_000))
    couponing.selling.type("BIG")
    couponing.selling.keys(Key.Key_Return)
    couponing.selling.counter.settle()
    assert couponing.selling.screen.field.note() == "滿千折百：尚未折抵，未達使用條件"
    couponing.selling.keys(Key.Key_F11)
    QApplication.processEvents()
    named = [name for name in couponing.selling.counter.names() if name.startswith("滿千折百, ")]
    assert named == ["滿千折百, 尚未折抵, 未達使用條件 · BIG"]
