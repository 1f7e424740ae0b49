"""The screen of the hand-over: what a code is worth, the goods checked off, the person, and the money."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.pickup import Pickup
from app.runtime.handover import Work
from app.runtime.workplace import Workplace
from app.services.pickup_ports import Verdict
from app.ui.screens.handover.goods import GoodsPanel
from app.ui.screens.handover.head import Banner
from app.ui.screens.handover.side import HandOverSide
from app.ui.screens.handover.words import said_of
from app.ui.screens.pickup.forms import ProblemForm
from app.ui.screens.pickup.told import refused_goods
from app.ui.screens.pickup.words import DOT
from app.ui.screens.sell.words import listed, pieces_text
from app.ui.shell.frame import Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.order import chain, focusable
from app.ui.shell.screen import Screen
from app.ui.shell.zones import Zones
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.pages import Pages
from app.ui.widgets.panel import Panel

#: Verdicts after which asking once more may help.
_AGAIN = {Verdict.HELD, Verdict.NOT_HERE_YET, Verdict.UNKNOWN}


class HandOverScreen(Screen):
    """A hand-over. What it is at lives in `place.handover`, so that another look finds it."""

    tab = "pickup"

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self.handover = place.handover
        self._is_shown, self._began = False, self._stand
        self._aside = ""  # what the cart is called that gives way to an order's
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        zones = Zones(frame, width, "")
        whole.addWidget(zones)
        self.banner = Banner(frame)
        self.banner.again.connect(self.handover.again)
        zones.work.addWidget(self.banner)
        self.problem = ProblemForm(3 if frame.room > Room.DRAWER else 2)
        self.stack = Pages()
        self.goods = GoodsPanel(place, frame)
        self.partial, self.list = self.goods.partial, self.goods.list
        self.nothing = self._make_nothing()
        for page in (self.goods, self.nothing, self.problem):
            self.stack.addWidget(page)
        zones.work.addWidget(self.stack, 1)
        self.side = HandOverSide(place, zones.side_width)
        zones.side.addWidget(self.side, 1)
        self.primary = zones.primary
        self.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.clicked.connect(self._accept)
        self._connect()
        self._keys()

    def _make_nothing(self) -> Panel:
        panel = Panel()
        column = panel.column((20, 16, 20, 16), 8)
        self.empty = EmptyState("bag", "", "")
        column.addWidget(self.empty)
        return panel

    def _connect(self) -> None:
        handover = self.handover
        handover.changed.connect(self._changed)
        handover.refused.connect(self._refused)
        handover.done.connect(self._done)
        handover.paying.connect(self._paying)
        self.list.toggled.connect(handover.tick)
        self.list.walked.connect(handover.walk)
        self.side.partial.connect(self._part)
        self.side.problem.connect(self._flag)
        self.side.along.connect(self._along)
        self.partial.chosen.connect(handover.end)
        self.partial.closed.connect(handover.close)
        self.problem.closed.connect(handover.close)
        self.problem.accepted.connect(self._report)

    def _keys(self) -> None:
        self.key("F7", self._part)
        self.key("F8", self._flag)
        self.key("F12", self._accept)
        for enter in ("Return", "Enter"):
            self.key(enter, self._enter)

    def arrange(self) -> None:
        """The tab key goes through the goods, then the person, then on."""
        chain([*focusable(self.banner), *focusable(self.stack), *focusable(self.side), self.primary])

    # --- what is shown ------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show the hand-over as it is; keys are about its goods."""
        self._is_shown = True
        self._began = self._stand
        self._changed()
        self._begin()

    @property
    def _stand(self) -> tuple[Work, bool, bool]:
        """What keys can be about: another work zone, an answer that came, or goods that are gone change that."""
        handover = self.handover
        return handover.work, handover.is_asking, bool(handover.orders)

    def left(self) -> None:
        """Another screen is shown; the hand-over waits, and another counter may have the order."""
        self._is_shown = False

    def _changed(self) -> None:
        if not self._is_shown:
            return
        handover, zone = self.handover, self.place.counter.shop.zone
        shown = handover.presented
        self.banner.say(said_of(handover, zone), retry=shown is not None and shown.verdict in _AGAIN)
        one = handover.current if handover.orders else None
        if one is not None:
            self.goods.show_order(one)
        self._tell_nothing(None if shown is None else shown.pickup)
        page = self.problem if handover.work is Work.PROBLEM else self.goods if one is not None else self.nothing
        self.stack.setCurrentWidget(page)
        if self.side.refresh():
            self.arrange()
        self._show_primary()
        if self._stand != self._began:
            self._began = self._stand
            self.arrange()
            self._begin()

    def _tell_nothing(self, known: Pickup | None) -> None:
        if known is None:
            self.empty.set_state("bag", self.tr("沒有可交付的商品"), self.tr("按 Esc 回取貨頁"))
        else:
            title = self.tr("取貨單 {}").format(known.order.code)
            self.empty.set_state("bag", title, self.tr("按 Esc 回取貨頁"))

    def _show_primary(self) -> None:
        handover, due = self.handover, self.handover.due_now
        part = handover.work is Work.PARTIAL
        done = self.tr("核對完成") if handover.is_given else self.tr("交付完成")
        words = self.tr("收款並交付") if due else (self.tr("部分交付") if part else done)
        self.primary.setText(words)
        currency = handover.orders[0].order.currency if handover.orders else self.place.counter.shop.currency
        self.primary.set_amount(due or None, currency)
        self.primary.set_key("F12" if due else "Enter")
        obstacle = handover.obstacle
        missing = self.tr("先勾選要交付的商品") if part else self.tr("不能交付")
        flags = handover.work is Work.PROBLEM
        if flags:
            missing = self.tr("先送出或取消回報")
        self.primary.setReason(missing if flags or obstacle is not None else "")
        able = obstacle is None and not handover.is_busy and not flags
        self.primary.setEnabled(able)

    def _begin(self) -> None:
        """Put the focus where the work begins."""
        if self.handover.work is Work.PROBLEM:
            pickup = self.handover.pickup
            self.problem.show_order("" if pickup is None else pickup.order.code)
        elif self.handover.orders:
            self.list.begin()
        elif not self.banner.retry.isHidden():
            self.banner.retry.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.side.flag.isEnabled():
            self.side.flag.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        focused = self.window().focusWidget()
        if not (self.isAncestorOf(focused) and focused.isEnabled()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the shell asks ------------------------------------------------------------------------------------

    def scanned(self, code: str) -> bool:
        """Goods are checked off; any other code may be another customer's."""
        try:
            ticked = self.handover.scan(code)
        except AppError as error:
            self.host.cue("rejected")
            self.host.toast(refused_goods(self.place, error, self.handover.orders), "warn")
            return True
        if ticked:
            self.host.cue("accepted")
            return True
        if self.place.pickup.find(code) is not None:
            self.handover.show(code)
            return True
        if self.handover.orders:
            self.host.cue("rejected")
            self.host.toast(self.tr("查無此條碼 {}").format(code[:40]), "warn")
            return True
        return False

    def back(self) -> bool:
        """A form goes first; then nothing is handed over, and back to the board."""
        if not self.handover.close():
            if not self.handover.is_busy:
                self.handover.release()
            self.host.go("pickup")
        return True

    # --- acts ---------------------------------------------------------------------------------------------------

    def _part(self) -> None:
        self.handover.open_form(Work.GOODS if self.handover.work is Work.PARTIAL else Work.PARTIAL)

    def _flag(self) -> None:
        self.handover.open_form(Work.PROBLEM)

    def _along(self, order_id: str, chosen: bool) -> None:  # noqa: FBT001 - of a signal
        """Another order of the customer is given along, or not after all; what could not be is shown as it is."""
        if chosen:
            self.handover.add(order_id)
        else:
            self.guarded(lambda: self.handover.leave_out(order_id))
        self.side.refresh()

    def _enter(self) -> None:
        if self.problem.isVisible():
            self.problem.take()
        else:
            self._accept()

    def _accept(self) -> None:
        if self.problem.isVisible():
            self.problem.take()
        elif self.primary.isEnabled():
            label, cart = self.place.parking.label(pieces_text()), self.place.cart.cart
            self._aside = "" if cart.is_empty or cart.order is not None else label
            self.guarded(lambda: self.handover.accept(label))

    def _report(self) -> None:
        problem = self.problem.reasons.value
        if problem is not None:
            self.guarded(lambda: self.handover.report(problem, self.problem.note.text()))

    # --- what came of them --------------------------------------------------------------------------------------

    def _refused(self, error: AppError) -> None:
        if self._is_shown:
            self.host.refused(error)

    def _paying(self, _one: Pickup) -> None:
        if self._is_shown:
            self.host.go("pay")
            if self._aside:
                self.host.toast(self.tr("原交易已保留為 {}，按 F6 取回").format(self._aside), "info")
                self._aside = ""

    def _done(self, given: tuple[Pickup, ...]) -> None:
        if not self._is_shown:
            return
        self.host.cue("complete")
        whole = listed(one.order.code for one in given if not one.is_partly_given)
        part = listed(one.order.code for one in given if one.is_partly_given)
        said = (
            self.tr("{} 已交付").format(whole) if whole else "",
            self.tr("{} 已部分交付").format(part) if part else "",
        )
        self.host.toast(DOT.join(words for words in said if words), "ok")
        self.host.go("pickup")
