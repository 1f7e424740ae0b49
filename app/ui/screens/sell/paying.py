"""What stands in the way of a payment, in a few words at the button that goes there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.runtime.workplace import Workplace

translate = QCoreApplication.translate


def pay_obstacle(place: Workplace, *, has_shift: bool) -> str:
    """Why the open cart cannot be paid by who is here; empty where it can."""
    cart = place.cart.cart
    if cart.is_empty:
        return translate("Paying", "尚無商品")
    if not has_shift:
        return translate("Paying", "尚未開班")
    if cart.lines and not place.session.may_sell:
        return translate("Paying", "換收銀員登入才能收款")
    return ""
