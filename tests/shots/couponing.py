"""Pictures of coupons in the cart, and of those that a member has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt

from app.contract.campaign import CampaignItem, WalletCoupon
from app.domain.cart import Member
from app.runtime.selling import Work
from app.services.coupon_ports import CouponCentre as Port
from app.ui.screens.sell.screen import SellScreen
from tests.shots.picking import go
from tests.shots.picture import Picture
from tests.shots.selling import sell, sign_in
from tests.shots.shop import NOW
from tests.shots.stage import Scene
from tests.ui.coupons import CouponCentre, off, tell, tell_wallet

_DAY = 86_400 * 1_000_000


def _told(scene: Scene) -> CouponCentre:
    """What the centre told of campaigns, and of the member's coupons."""
    counter = scene.place.counter
    member_day = CampaignItem(
        name="會員日 滿千折百", name_en="Member day, 100 off 1,000", code="MEMBERDAY", starts_at=0, ends_at=None,
        offline="allowed", shared=True,
    )  # fmt: skip
    welcome = CampaignItem(
        name="迎新 50 元", name_en="Welcome, 50 off", code="WELCOME", starts_at=0, ends_at=NOW + 30 * _DAY,
        offline="denied",
    )  # fmt: skip
    web = CampaignItem(
        name="網路限定 9 折", name_en="Web only, 10% off", code="WEB", starts_at=0, ends_at=None, offline="denied",
        channels=("online",),
    )  # fmt: skip
    tell(counter, "member-day", member_day, off("P1", member_day.name, member_day.name_en, "MEMBERDAY", 100, 1_000))
    tell(counter, "welcome", welcome, off("wc", welcome.name, welcome.name_en, "WELCOME", 50, 5_000))
    tell(counter, "web", web, off("web", web.name, web.name_en, "WEB", 30))
    tell_wallet(
        counter,
        "M-1",
        WalletCoupon(code="WELCOME/7QK2M4", campaign="welcome"),
        WalletCoupon(code="WELCOME/9XT3B7", campaign="welcome"),
        WalletCoupon(code="WEB/K2L8", campaign="web"),
    )
    centre = _centre(scene)
    centre.refuses["WELCOME/PAID"] = "used"
    return centre


def _centre(scene: Scene) -> CouponCentre:
    coupons = scene.place.counter.coupons
    assert coupons is not None
    port: Port = coupons.centre
    assert isinstance(port, CouponCentre)
    return port


def _with_member(scene: Scene) -> None:
    sell(scene)
    scene.place.cart.change(lambda cart: replace(cart, member=Member("M-1", "gold")))


def _take(scene: Scene, *codes: str) -> None:
    for code in codes:
        scene.place.coupons.take(code)
        scene.settle()
    scene.window.shell.hush()


def listed(scene: Scene) -> None:
    """Two in the cart, one of them not worth anything yet; one that was used before; what the member has."""
    _told(scene)
    _with_member(scene)
    _take(scene, "MEMBERDAY", "WELCOME/7QK2M4", "WELCOME/PAID")
    scene.press(Qt.Key.Key_F11)


def choose(scene: Scene) -> None:
    """An arrow has chosen one of the member's."""
    scene.settle()
    scene.press(Qt.Key.Key_Down)


def away(scene: Scene) -> None:
    """Without the centre: one taken in, one not."""
    centre = _told(scene)
    _with_member(scene)
    centre.is_away = True
    scene.place.selling.turn(Work.COUPON)
    scene.settle()
    _take(scene, "MEMBERDAY", "WELCOME/7QK2M4")


def offline(scene: Scene) -> None:
    """One that was taken in without the centre, in the totals."""
    centre = _told(scene)
    _with_member(scene)
    centre.is_away = True
    _take(scene, "MEMBERDAY")


def empty(scene: Scene) -> None:
    """Nothing to show yet."""
    sign_in(scene)
    scene.press(Qt.Key.Key_F11)


def searched(scene: Scene) -> None:
    """What there is to find: coupons, and the goods of the shop."""
    _told(scene)
    _with_member(scene)


def ordered(scene: Scene) -> None:
    """Goods are sold while orders wait."""
    go(scene)
    sell(scene)


def typed(text: str) -> Callable[[Scene], None]:
    """A whole code is in the field where goods are searched."""

    def type_code(scene: Scene) -> None:
        screen = scene.screen
        assert isinstance(screen, SellScreen)
        screen.field.setFocus()
        screen.field.setText(text)
        scene.settle()

    return type_code


PICTURES: dict[str, Picture[Scene]] = {
    "sell_coupon": Picture(listed, provided=True),
    "sell_coupon_chosen": Picture(listed, choose, provided=True),
    "sell_coupon_away": Picture(away, provided=True),
    "sell_coupon_offline": Picture(offline, provided=True, beside="sell_offline"),
    "sell_search_coupon": Picture(searched, typed("welcome/9xt3b7"), provided=True),
    "sell_search_order": Picture(ordered, typed("A7-318"), provided=True),
    "sell_coupon_empty": Picture(empty),
}
