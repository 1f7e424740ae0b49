"""Pictures of the payment, and of what comes after it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.cart import CartReturn, add_return
from app.domain.payment import Field
from app.domain.quantity import pieces
from app.domain.tender import TenderKind
from app.services.tender_ports import Payer
from app.ui.screens.pay.screen import PayScreen
from tests.shots.picture import Picture
from tests.shots.selling import scanned, sell, sign_in
from tests.shots.stage import Scene
from tests.ui.providers import Provider

Key = Qt.Key


def pay(scene: Scene) -> None:
    """Two thousand lie on the counter."""
    sell(scene)
    scanned(scene)
    scene.press(Key.Key_F12, "2000")


def pay_provided(scene: Scene) -> None:
    """A gift card was taken, the rest is being paid in cash."""
    sell(scene)
    scene.press(Key.Key_F12)
    _gift_card(scene, "500")
    scene.place.payment.choose(TenderKind.CASH)
    scene.press("1000")


def pay_asked(scene: Scene) -> None:
    """A gift card was taken; whether the wallet took the rest nobody knows."""
    sell(scene)
    scene.press(Key.Key_F12)
    _gift_card(scene, "500")
    payment = scene.place.payment
    wallet = payment.providers[TenderKind.WALLET]
    assert isinstance(wallet, Provider)
    wallet.dark = True
    payment.choose(TenderKind.WALLET)
    payment.refer("LP2231")
    payment.accept()
    scene.settle()


def _gift_card(scene: Scene, amount: str) -> None:
    screen = scene.screen
    assert isinstance(screen, PayScreen)
    screen.scanned("GC7731")
    payment = scene.place.payment
    payment.turn_to(Field.AMOUNT)
    for sign in amount:
        payment.press(sign)
    payment.accept()
    scene.settle()


def pay_points(scene: Scene) -> None:
    """A member's code was scanned: whose points pay, and how many there are."""
    sell(scene)
    scene.press(Key.Key_F12)
    payment = scene.place.payment
    points = payment.providers[TenderKind.POINTS]
    assert isinstance(points, Provider)
    member = scene.place.cart.cart.member
    payer = Payer("M-1" if member is None else member.member_id, "林○萱", 1_280)
    points.asks, points.payers["MEMBER-M1"] = "會員碼", payer
    payment.choose(TenderKind.POINTS)
    payment.refer("MEMBER-M1")
    scene.press("300")


def pay_split(scene: Scene) -> None:
    """A card took a part."""
    sell(scene)
    scene.press(Key.Key_F12)
    payment = scene.place.payment
    payment.take_card(500, "482913")
    scene.settle()


def pay_card(scene: Scene) -> None:
    """A card asks for the code of its slip."""
    sell(scene)
    scene.press(Key.Key_F12, Key.Key_F2)


def goods_back(scene: Scene, sku: str) -> None:
    """Goods of an earlier sale come back."""
    sales = scene.place.sales
    sales.restart()
    scene.settle()
    cash = (row for row in sales.rows if row.tenders == (TenderKind.CASH.value,))
    views = (scene.place.counter.sales.view(row.sale_id) for row in cash)
    sale = next(view.sale for view in views if any(one.sku == sku for one in view.sale.ticket.lines))
    sold = next(one for one in sale.ticket.lines if one.sku == sku)
    back = CartReturn(
        0, sold.sku, sold.name, pieces(1), sale_id=sale.ticket.sale_id, sale_line=sold.line, reason="買錯"
    )
    scene.place.cart.change(lambda cart: add_return(cart, back))
    scene.settle()


def pay_refund(scene: Scene) -> None:
    """More comes back than is bought."""
    sign_in(scene)
    goods_back(scene, "BR011")
    scene.press(Key.Key_F12)


def pay_even(scene: Scene) -> None:
    """Goods against the same goods: nothing is paid."""
    sign_in(scene)
    goods_back(scene, "BR011")
    scene.place.cart.scan("BR011")
    scene.press(Key.Key_F12)


def complete(scene: Scene) -> None:
    """Change is given."""
    pay(scene)
    _finish(scene)


def _finish(scene: Scene) -> None:
    scene.clock.at += 2 * 60 * 1_000_000
    scene.press(Key.Key_Return)


def complete_much(scene: Scene) -> None:
    """Thousands are given back: the figure has a comma."""
    sell(scene)
    scanned(scene)
    scene.press(Key.Key_F12, "4000")
    _finish(scene)


def complete_provided(scene: Scene) -> None:
    """Paid with a gift card and cash, with an e-invoice."""
    pay_provided(scene)
    _finish(scene)


def mail_opened(scene: Scene) -> None:
    """The address for the receipt is asked for."""
    scene.screen.open_mail()
    scene.press("meixuan@example")


def mail_refused(scene: Scene) -> None:
    """It is none."""
    mail_opened(scene)
    scene.press(Key.Key_Return)


def mailed(scene: Scene) -> None:
    """The receipt is to be sent, and the centre has not heard of it."""
    complete_provided(scene)
    mail_opened(scene)
    scene.press(".com", Key.Key_Return)


def complete_card(scene: Scene) -> None:
    """Paid by card: no change."""
    pay_card(scene)
    scene.press(Key.Key_Return, "482913")
    _finish(scene)


def complete_refund(scene: Scene) -> None:
    """Money was given back."""
    pay_refund(scene)
    _finish(scene)


def complete_even(scene: Scene) -> None:
    """Nothing was paid."""
    pay_even(scene)
    _finish(scene)


def correct(scene: Scene) -> None:
    """A tender that was booked wrongly."""
    complete(scene)
    last = scene.place.payment.last
    assert last is not None
    scene.place.correction.begin(last.sale.ticket.sale_id, "complete")
    scene.go("correct")


PICTURES: dict[str, Picture[Scene]] = {
    "pay": Picture(pay),
    "pay_provided": Picture(pay_provided, provided=True, beside="pay"),
    "pay_asked": Picture(pay_asked, provided=True),
    "pay_points": Picture(pay_points, provided=True),
    "pay_split": Picture(pay_split),
    "pay_card": Picture(pay_card),
    "pay_refund": Picture(pay_refund),
    "pay_even": Picture(pay_even),
    "complete": Picture(complete),
    "complete_much": Picture(complete_much),
    "complete_provided": Picture(complete_provided, provided=True, beside="complete"),
    "complete_mail": Picture(complete_provided, mail_opened, provided=True),
    "complete_mail_refused": Picture(complete_provided, mail_refused, provided=True),
    "complete_mailed": Picture(mailed, provided=True),
    "complete_card": Picture(complete_card),
    "complete_refund": Picture(complete_refund),
    "complete_even": Picture(complete_even),
    "correct": Picture(correct),
}
