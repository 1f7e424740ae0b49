"""New orders for pickup, told on any screen: one line in the bar, and a sound; in nobody's way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtWidgets import QWidget

from app.domain.order import Order, Paid
from app.runtime.workplace import Workplace
from app.ui.shell.plural import counted
from app.ui.widgets.dialog import open_dialog
from app.ui.widgets.toast import Toast

translate = QCoreApplication.translate


def order_words(orders: tuple[Order, ...]) -> str:
    """What is said of one new order, or of several."""
    if len(orders) > 1:
        return counted(translate("Shell", "{} 張新的取貨單"), len(orders))
    one = orders[0]
    said = translate("Shell", "新的取貨單 {}，{} 件，{}")
    return counted(said, one.pieces, one.code, one.pieces, paid_words(one.how_paid))


def paid_words(paid: Paid) -> str:
    """How an order is paid."""
    return {
        Paid.ONLINE: translate("Shell", "已付款"),
        Paid.PARTLY: translate("Shell", "已付部分"),
        Paid.AT_PICKUP: translate("Shell", "到店付款"),
        Paid.TRIAL: translate("Shell", "試用，沒有付款"),
    }[paid]


class OrderTeller:
    """Tells of new orders by a shell's toast, which others use too: what they say is read first, and where they take
    its place too early, it comes back.

    Args:
        zone: the shell, which says it once it shows a screen.
        strip: where in it the toast may lie.
    """

    def __init__(self, place: Workplace, toast: Toast, zone: QWidget, strip: Callable[[], tuple[QRect, int]]) -> None:
        self._bell, self._sounds = place.orders, place.sounds
        self._toast, self._zone, self._strip = toast, zone, strip
        self._told: tuple[Order, ...] = ()
        self._shows_screen = False
        self._bell.rang.connect(self._rang)
        toast.dismissed.connect(self._dismissed)

    def hush(self) -> None:
        """Take away what is said, unless it is of orders: that has its own time."""
        if not self._told:
            self._toast.dismiss()

    def _rang(self) -> None:
        self._sound()
        if not self._toast.is_needed:  # otherwise its end brings this back
            self._say()

    def tell(self) -> None:
        """Say what nobody was told of, unless something else is just being said."""
        self._shows_screen = True
        self._sound()
        if self._told or self._toast.isHidden():
            self._say()

    def _sound(self) -> None:
        """Also for what came while there was no window."""
        if not self._bell.is_heard:
            self._bell.is_heard = True
            self._sounds.play("order")

    def _say(self) -> None:
        """Say it, together with what is being said of orders already."""
        if not self._bell.news or not self._is_free():
            return
        self._told += self._bell.take()
        self._toast.show_toast(order_words(self._told), icon="bag")

    def _is_free(self) -> bool:
        """Whether the toast would lie over nothing that a dialog asks."""
        window = self._zone.window()
        dialog = open_dialog(window)
        if dialog is None:
            return self._shows_screen
        strip, panel = self._strip()[0], dialog.panel
        asked = QRect(panel.mapTo(window, QPoint(0, 0)), panel.size())
        return not asked.intersects(QRect(self._zone.mapTo(window, strip.topLeft()), strip.size()))

    def give_way(self) -> None:
        """Something else takes the place of what is said of orders."""
        if self._told:
            told, self._told = self._told, ()
            self._bell.put_back(told)

    def withdraw(self) -> None:
        """It would lie over a question."""
        if self._told and not self._is_free():
            self.give_way()
            self._toast.dismiss()

    def _dismissed(self) -> None:
        self._told = ()
        self.tell()

    def close(self) -> None:
        """Another shell takes over, and tells of them anew."""
        self._bell.rang.disconnect(self._rang)
        self._toast.dismissed.disconnect(self._dismissed)
        self.give_way()
