"""Pictures of goods that come back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from app.contract.campaign import CampaignItem
from app.contract.member import LoyaltyItem, MemberItem
from app.contract.wire import WireMoney
from app.db.member import put_loyalty, put_members
from app.domain.member import SalePoints
from app.runtime.refund_choice import Aim
from app.ui.screens.pay.void import void_paid
from app.ui.shell.drawer import ask_drawer
from tests.shots.paying import complete, complete_provided, pay_split
from tests.shots.picture import Picture
from tests.shots.selling import sell, sign_in
from tests.shots.shop import moment
from tests.shots.stage import Scene
from tests.ui.coupons import off, tell
from tests.ui.members import Desk

Key = Qt.Key


def _sold(scene: Scene) -> str:
    """The cart of the pictures was sold at 14:34; its id."""
    complete_provided(scene)
    last = scene.place.payment.last
    assert last is not None
    scene.clock.at = moment(15, 20)
    return last.sale.ticket.sale_id


def _look(scene: Scene, sale_id: str) -> None:
    scene.go("refund")
    scene.place.refund.sought.open(sale_id)
    scene.settle()


def _choose(scene: Scene, *skus: str) -> None:
    refund = scene.place.refund
    for line in refund.lines:
        if line.sold.sku in skus:
            refund.toggle(line.sold.line)
    refund.say("不合需求")
    scene.settle()


def back(scene: Scene) -> None:
    """`return.png`"""
    _look(scene, _sold(scene))
    _choose(scene, "TE001")


def back_effects(scene: Scene) -> None:
    """All of a member's goods, with what that does to points and to the coupon that was used."""
    _tell_points(scene)
    sell(scene)
    scene.place.coupons.take("WELCOME")
    scene.settle()
    scene.press(Key.Key_F12, "2000", Key.Key_Return)
    last = scene.place.payment.last
    assert last is not None
    scene.clock.at = moment(15, 20)
    _look(scene, last.sale.ticket.sale_id)
    scene.place.refund.choose_all()
    scene.place.refund.say("買錯")
    scene.settle()


def paid_back(scene: Scene) -> None:
    """The same, given back."""
    back_effects(scene)
    desk = scene.place.counter.members
    assert isinstance(desk, Desk)
    desk.moved[scene.place.cart.cart.cart_id] = (SalePoints("林○萱", -99, 0, 1_280),)
    scene.press(Key.Key_F12)


def _tell_points(scene: Scene) -> None:
    """What the centre told of points, of a member and of a campaign."""
    counter = scene.place.counter
    ten = WireMoney(minor=10, currency="TWD")
    rules = LoyaltyItem(earn=ten, spend=WireMoney(minor=1, currency="TWD"))
    member = MemberItem(name="林○萱", contact="***678", tier="gold", points=1_280, active=True)
    writer: Any = counter.desk.writer

    def job(connection: Any) -> None:
        put_loyalty(connection, {"points": rules})
        put_members(connection, {"M-1": member})

    writer.on_connection(job).result()
    welcome = CampaignItem(
        name="迎新 50 元", name_en="Welcome, 50 off", code="WELCOME", starts_at=0, ends_at=None, offline="allowed",
        shared=True,
    )  # fmt: skip
    tell(counter, "welcome", welcome, off("wc", welcome.name, welcome.name_en, "WELCOME", 50))


def back_empty(scene: Scene) -> None:
    """No receipt was found yet."""
    sign_in(scene)
    scene.go("refund")


def back_unknown(scene: Scene) -> None:
    """Nobody knows the receipt."""
    back_empty(scene)
    scene.place.refund.sought.find("DDC-2-1-009999")
    scene.settle()


def back_several(scene: Scene) -> None:
    """A few digits fit several receipts."""
    back_empty(scene)
    scene.place.refund.sought.find("7")
    scene.settle()


def back_part(scene: Scene) -> None:
    """Some of it came back before; a card and a reason of one's own."""
    complete(scene)
    last = scene.place.payment.last
    assert last is not None
    sale_id = last.sale.ticket.sale_id
    _look(scene, sale_id)
    refund = scene.place.refund
    croissant = refund.lines[0].sold.line
    refund.choose(croissant, 1_000)
    refund.say("買錯")
    refund.pay_out()
    scene.settle()
    _look(scene, sale_id)
    refund.choose_all()
    refund.put_back(False)
    refund.say("客人對堅果過敏", other=True)
    scene.settle()


def back_exchange(scene: Scene) -> None:
    """Other goods are wanted."""
    back(scene)
    scene.place.refund.aim_at(Aim.EXCHANGE)
    scene.settle()


def back_bare(scene: Scene) -> None:
    """Without a receipt."""
    back_empty(scene)
    bare = scene.place.refund.bare
    bare.begin()
    bare.scan("HM001")
    bare.scan("TE001")
    bare.press("3")
    bare.press("00")
    scene.place.refund.say("商品瑕疵")
    scene.settle()


def drawer_reason(scene: Scene) -> None:
    """The drawer is to be opened without a sale."""
    ask_drawer(scene.screen)
    scene.settle()


def void_reason(scene: Scene) -> None:
    """The customer leaves after a part was paid."""
    void_paid(scene.screen)
    scene.settle()


PICTURES: dict[str, Picture[Scene]] = {
    "return": Picture(back, provided=True),
    "return_effects": Picture(back_effects, provided=True),
    "complete_effects": Picture(paid_back, provided=True),
    "return_empty": Picture(back_empty),
    "return_unknown": Picture(back_unknown),
    "return_several": Picture(back_several),
    "return_part": Picture(back_part),
    "return_exchange": Picture(back_exchange, provided=True),
    "return_bare": Picture(back_bare),
    "drawer": Picture(sign_in, drawer_reason),
    "void": Picture(pay_split, void_reason),
}
