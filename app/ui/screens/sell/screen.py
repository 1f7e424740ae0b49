"""The sell screen: one field that is always listening, the work zone below it, the cart beside it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.runtime.workplace import Workplace
from app.services.ports import Shown
from app.services.scan import Outcome, Scanned
from app.ui.screens.sell.browse import Browse, work_width
from app.ui.screens.sell.cartpanel import CartPanel
from app.ui.screens.sell.words import product_name
from app.ui.shell.frame import GAP, PAD, Frame
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.theme.look import look
from app.ui.widgets.field import ScanField

#: Clearing a cart of more lines than this asks first.
CLEAR_ASKS_ABOVE = 3


class SellScreen(Screen):
    """Find goods, scan goods, see the cart."""

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        see = look()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        work = QVBoxLayout()
        work.setContentsMargins(see.px(PAD), see.px(PAD), see.px(PAD), see.px(PAD))
        work.setSpacing(see.px(GAP))
        self.field = ScanField(self.tr("掃描或搜尋商品、會員、取貨碼、優惠券、收據"), "F4")
        self.field.setAccessibleName(self.tr("掃描或搜尋"))
        self.field.submitted.connect(self._submitted)
        work.addWidget(self.field)
        self.zone = QStackedWidget()
        self.browse = Browse(place, frame, work_width(width, frame))
        self.browse.picked.connect(self._picked)
        self.zone.addWidget(self.browse)
        work.addWidget(self.zone, 1)
        row.addLayout(work, 1)
        self.panel = CartPanel(place, frame)
        row.addWidget(self.panel)
        self._connect()
        self._keys()

    def _connect(self) -> None:
        panel = self.panel
        panel.chosen.connect(self.place.cart.select)
        panel.pay.connect(self.pay)
        panel.remove.connect(self.remove)

    def _keys(self) -> None:
        self.key("F4", self.field.setFocus)
        self.key("F12", self.pay)
        self.key("Del", self.remove)
        self.key("+", lambda: self._step(1))
        self.key("-", lambda: self._step(-1))
        self.key("PgDown", lambda: self.browse.turn(1))
        self.key("PgUp", lambda: self.browse.turn(-1))

    def entered(self) -> None:
        """The field listens."""
        self.field.setFocus()

    # --- goods --------------------------------------------------------------------------------------------------

    def scanned(self, code: str) -> bool:
        """Goods go into the cart; what needs more is asked for in the work zone."""
        self.guarded(lambda: self._take(self.place.cart.scan(code)))
        return True

    def typed(self, text: str) -> bool:
        """Text typed anywhere lands in the field."""
        self.field.setFocus()
        self.field.insert(text)
        return True

    def _submitted(self, text: str) -> None:
        self.field.clear()
        self.scanned(text)

    def _picked(self, shown: Shown) -> None:
        self.guarded(lambda: self._take(self.place.cart.pick(shown.found.product.sku)))
        QTimer.singleShot(0, self.field.setFocus)

    def _take(self, scanned: Scanned) -> None:
        if scanned.outcome is Outcome.ADD and scanned.found is not None:
            self.host.cue("accepted")
            self.field.set_note(self.tr("已加入 {}").format(product_name(scanned.found.product)), "ok")
        elif scanned.outcome is Outcome.UNKNOWN:
            self.host.cue("rejected")
            self.field.set_note(self.tr("查無此條碼"), "warn")

    # --- lines --------------------------------------------------------------------------------------------------

    def _step(self, pieces: int) -> None:
        cart = self.place.cart
        line = cart.selected if cart.selected is not None else self._last_line()
        if line is not None:
            cart.step(line, pieces)

    def _last_line(self) -> int | None:
        lines = self.place.cart.cart.lines
        return lines[-1].line_id if lines else None

    def remove(self) -> None:
        """Take the selected line out; it can be brought back."""
        cart = self.place.cart
        if cart.selected is None or self.field.text():
            return
        name = next((one.name for one in cart.cart.lines if one.line_id == cart.selected), "")
        cart.remove(cart.selected)
        self.host.toast(self.tr("已移除 {}").format(name), "info", self.tr("復原"), cart.undo)

    def pay(self) -> None:
        """Go to the payment."""
        if not self.place.cart.cart.is_empty:
            self.host.go("pay")
