"""Little room: the cart is a drawer over the work zone, opened by a bar that counts, sums up and pays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.runtime.workplace import Workplace
from app.ui.screens.sell.paying import pay_obstacle
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import count_width, paint_count
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.paint import begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton


class Drawer(QWidget):
    """Lies over its screen while it is open; the cart is at its right.

    Args:
        panel: the cart.
    """

    def __init__(self, panel: QWidget, screen: QWidget) -> None:
        super().__init__(screen)
        self.setProperty("floats", True)  # noqa: FBT003 - over the screen
        self._panel = panel
        self._screen = screen
        panel.setParent(self)
        panel.show()
        screen.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the cart is seen."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Open it, or close it."""
        if self.is_open:
            self.close_drawer()
        else:
            self._place()
            self.show()
            self.raise_()

    def close_drawer(self) -> None:
        """Close it."""
        self.hide()

    def _place(self) -> None:
        self.setGeometry(self._screen.rect())
        width = self._panel.width()
        self._panel.setGeometry(self.width() - width, 0, width, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the screen."""
        if watched is self._screen and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch beside the cart closes it."""
        event.accept()
        self.close_drawer()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the scrim: one flat colour."""
        QPainter(self).fillRect(self.rect(), look().color("scrim"))


class CartButton(PressButton):
    """How much is in the cart; opens it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setText(self.tr("購物車"))
        self.setAccessibleName(self.text())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int, order: str = "") -> None:
        """Show how many things there are, and whether they are an order's, by its number."""
        self._count = count
        self.setText(self.tr("取貨單") if order else self.tr("購物車"))
        name = self.tr("取貨單 {} {} 件").format(order, count) if order else self.tr("購物車 {} 件").format(count)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What its words need; as high as the button beside it."""
        px = look().px
        return QSize(
            px(16 + 24 + 12) + text_width(self.text(), 17, bold=True) + px(12) + count_width(999) + px(16), px(76)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint icon, words and count."""
        painter, px = begin_button(self), look().px
        middle, x = self.height() / 2, px(16)
        paint_icon(painter, x, middle - px(12), "basket", 24, "ink")
        x += px(24 + 12)
        width = text_width(self.text(), 17, bold=True)
        paint_text(painter, QRectF(x, 0, width + 1, self.height()), self.text(), 17, "ink", bold=True)
        paint_count(
            painter, x + width + px(12), middle, self._count, *(("accent", "on_accent") if self._count else ())
        )


class DrawerBar(QWidget):
    """The bar at the bottom.

    Signals:
        opened: the cart is asked for.
        pay: the button that goes on.
    """

    opened = Signal()
    pay = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._has_shift = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        self.cart_button = CartButton()
        self.cart_button.clicked.connect(self.opened)
        row.addWidget(self.cart_button)
        self.primary = PrimaryBar(self.tr("收款"), "F12")
        self.primary.clicked.connect(self.pay)
        row.addWidget(self.primary, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        place.cart.changed.connect(self.refresh)
        place.session.changed.connect(self.refresh)
        self.refresh()

    def set_outlined(self, on: bool) -> None:  # noqa: FBT001 - as the button has it
        """Step back while something else moves on."""
        self.primary.set_outlined(on)

    def set_shift(self, there: bool) -> None:  # noqa: FBT001 - as the panel has it
        """Whether a shift is open, without which nothing is paid."""
        self._has_shift = there
        self.refresh()

    def refresh(self) -> None:
        """The cart changed."""
        cart = self._place.cart
        empty = cart.cart.is_empty
        order = cart.cart.order
        self.cart_button.set_count(cart.pieces, "" if order is None else order.code)
        reason = pay_obstacle(self._place, has_shift=self._has_shift)
        self.primary.setEnabled(not reason)
        self.primary.setReason(reason)
        self.primary.setText(self.tr("退款") if cart.total < 0 else self.tr("收款"))
        self.primary.set_amount(None if empty else abs(cart.total), cart.cart.currency)
