"""The screen of returns: a receipt is found, its goods are chosen, the money or other goods are given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.runtime.refund_choice import Aim
from app.runtime.workplace import Workplace
from app.ui.screens.refund.acts import Acts
from app.ui.screens.refund.side import RefundSide
from app.ui.screens.refund.words import obstacle_text
from app.ui.screens.refund.zone import RefundZone
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.order import chain, focusable
from app.ui.shell.screen import Screen
from app.ui.shell.zones import Zones


class RefundScreen(Screen):
    """Goods come back. What is chosen lives in `place.refund`, so that another look finds it.

    Args:
        width: of the window, in pixels.
        zone: its work zone, that is made before it.
    """

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, zone: RefundZone) -> None:
        super().__init__(place, host, frame)
        self.refund = place.refund
        self._is_shown = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        zones = Zones(frame, width, self.tr("退款"))
        whole.addWidget(zones)
        self.zone, self.side = zone, RefundSide(place, zones.side_width)
        zones.work.addWidget(self.zone, 1)
        zones.side.addWidget(self.side, 1)
        self.primary = zones.primary
        self.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.clicked.connect(self._accept)
        self.acts = Acts(self, lambda: self._is_shown)
        self.refund.changed.connect(self._changed)
        self.key("F4", self.zone.listen_anew)
        self.key("F9", self.refund.choose_all)
        self.key("F12", self._accept)

    def arrange(self) -> None:
        """The tab key goes through the goods, then why, then on."""
        chain([*focusable(self.zone), *focusable(self.side), self.primary])

    # --- what is shown ------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show the choice as it is; the field listens."""
        self._is_shown = True
        self.zone.show_asked()
        self._changed()
        self.zone.listen()

    def left(self) -> None:
        """Another screen is shown; the choice waits."""
        self._is_shown = False

    def _changed(self) -> None:
        if not self._is_shown:
            return
        self.zone.refresh()
        self.side.why.refresh()
        amount = self.side.sums.refresh()
        refund, of = self.refund, self.place.counter.shop.currency
        obstacle = refund.obstacle
        self.primary.setText(self.tr("退款") if refund.aim is Aim.REFUND else self.tr("換貨"))
        self.primary.set_amount(amount if refund.has_chosen else None, of)
        self.primary.setReason("" if obstacle is None else obstacle_text(obstacle))
        self.primary.setEnabled(obstacle is None and not refund.is_busy)

    # --- what the shell asks ------------------------------------------------------------------------------------

    def take_receipt(self, code: str) -> bool:
        """A receipt is looked at."""
        self.zone.seek(code)
        return True

    def scanned(self, code: str) -> bool:
        """Goods that come back."""
        self.zone.scan(code)
        return True

    def typed(self, text: str) -> bool:
        """Text typed anywhere lands in the field."""
        self.zone.type(text)
        return True

    def back(self) -> bool:
        """First what was found goes, then back to selling."""
        if not self.zone.back():
            self.host.go("sell")
        return True

    # --- acts ---------------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        if self.primary.isEnabled():
            self.guarded(self.acts.accept)
