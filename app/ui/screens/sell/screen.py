"""The sell screen: one field that is always listening, the work zone below it, the cart beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.runtime.parking import Parked
from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.services.edit import What
from app.ui.screens.sell.acts import Acts
from app.ui.screens.sell.cartpanel import CartPanel
from app.ui.screens.sell.drawer import Drawer, DrawerBar
from app.ui.screens.sell.fieldkeys import FieldKeys
from app.ui.screens.sell.finding import Finding
from app.ui.screens.sell.workzone import OWN_PRIMARY, TYPED, WorkZone
from app.ui.shell.drawer import KEY as DRAWER_KEY
from app.ui.shell.drawer import ask_drawer
from app.ui.shell.frame import GAP, PAD, Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.order import chain, focusable
from app.ui.shell.screen import Screen
from app.ui.theme.look import look
from app.ui.widgets.field import ScanField

_REASONS = {"discount.no_reason", "override.no_reason"}
_NOTE = "edit.no_note"


def _asked(place: Workplace) -> str:
    """What the field takes: what only a centre knows where there is one."""
    if place.member.is_known:
        return QCoreApplication.translate("SellScreen", "掃描或搜尋商品、會員、取貨碼、優惠券、收據")
    return QCoreApplication.translate("SellScreen", "掃描或搜尋商品、收據")


class SellScreen(Screen):
    """Find goods, scan goods, see the cart, change it.

    Args:
        zone, panel: its parts, that are made before it.
    """

    def __init__(self, place: Workplace, host: Host, frame: Frame, zone: WorkZone, panel: CartPanel) -> None:
        super().__init__(place, host, frame)
        self._selling = place.selling
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        work = QVBoxLayout()
        work.setContentsMargins(px(PAD), px(PAD), px(PAD), px(PAD))
        work.setSpacing(px(GAP))
        self.remarks = self.field = ScanField(_asked(place), "F4", short=self.tr("掃描或搜尋"))
        self.field.setAccessibleName(self.tr("掃描或搜尋"))
        work.addWidget(self.field)
        self.zone = zone
        work.addWidget(self.zone, 1)
        row.addLayout(work, 1)
        self.panel = panel
        self.finding = Finding(place, host, self.field, self.zone, self)
        self.acts = Acts(self, lambda: self.panel.number)
        self.drawer: Drawer | None = None
        self.bar: DrawerBar | None = None
        if frame.room is Room.DRAWER:
            self._make_drawer(work)
        else:
            row.addWidget(self.panel)
        self._zone_later = QTimer(self, interval=0, singleShot=True)
        self._zone_later.timeout.connect(self._wake_zone)
        self._connect_panel()
        self._connect_zone()
        self._keys()
        self.arrange()
        self._turned()

    # --- wiring -------------------------------------------------------------------------------------------------

    def _make_drawer(self, work: QVBoxLayout) -> None:
        self.bar = DrawerBar(self.place)
        work.addWidget(self.bar)
        self.drawer = Drawer(self.panel, self)
        self.bar.opened.connect(self.drawer.toggle)
        self.bar.pay.connect(partial(self.guarded, self.acts.pay))

    def _connect_panel(self) -> None:
        panel = self.panel
        panel.chosen.connect(self._choose)
        panel.lines.walked.connect(self._selling.walk)
        panel.lines.accepted.connect(partial(self._edit, What.QUANTITY))
        panel.edit.connect(self._edit)
        panel.edit_cart.connect(self._edit_cart)
        panel.step.connect(self._step)
        panel.remove.connect(self._remove)
        panel.hold.connect(self._hold)
        panel.recall.connect(self._show_parked)
        panel.clear.connect(partial(self.guarded, self.acts.clear))
        panel.drawer.connect(partial(ask_drawer, self))
        panel.pay.connect(partial(self.guarded, self.acts.pay))
        panel.shift.connect(partial(self.host.go, "shift"))
        panel.member.connect(self.place.member.open)

    def _connect_zone(self) -> None:
        zone = self.zone
        self._selling.turned.connect(self._turned)
        zone.browse.chips.chosen.connect(lambda _: self.host.hush())  # who goes on browsing has read it
        zone.accepted.connect(self._accepted)
        zone.removed.connect(self._remove)
        zone.recalled.connect(self._fetch)
        zone.dropped.connect(self._drop)
        zone.refilled.connect(self.arrange)
        self.place.cart.ended.connect(zone.browse.refresh)

    def _keys(self) -> None:
        self.key("F4", self.finding.listen)
        self.key("F5", self.acts.hold)
        self.key("F6", self._show_parked)
        for key, what in (("F7", What.DISCOUNT), ("F8", What.PRICE), ("F9", What.QUANTITY)):
            self.key(key, partial(self._edit, what))
        self.key("Shift+F7", self._edit_cart)
        self.key("F10", self.place.member.open)
        self.key("Ctrl+N", self.place.member.begin_enrolment)
        self.key("F11", self._show_coupons)
        self.key("F12", self.acts.pay)
        self.key(DRAWER_KEY, partial(ask_drawer, self))
        self.key("Ctrl+Z", self._undo)
        self.key("Del", self._remove)
        self.key("+", partial(self._step, 1))
        self.key("-", partial(self._step, -1))
        self.key("PgDown", partial(self.finding.page, 1))
        self.key("PgUp", partial(self.finding.page, -1))
        FieldKeys(self.field, self.finding.walk, self._step, self._remove, self._undo)

    # --- what the shell asks ------------------------------------------------------------------------------------

    def entered(self) -> None:
        """What changed while another screen was shown: stock, the shift, parked carts. The field listens."""
        self.zone.browse.refresh()
        self._begin()

    def entered_by_scan(self, code: str) -> bool:
        """The next sale begins: its first line is painted before the goods beside it, which nobody looks at yet."""
        self.zone.setUpdatesEnabled(False)
        self._zone_later.start()
        self._begin()
        return self.scanned(code)

    def _wake_zone(self) -> None:
        self.zone.browse.refresh()
        self.zone.setUpdatesEnabled(True)

    def _begin(self) -> None:
        self.panel.begin()
        self.panel.refresh()
        if self.bar is not None:
            self.bar.set_shift(self.panel.has_shift)
        self._turned()
        self.acts.tell_lost()
        if not self.zone.begin():
            self.finding.listen()

    def scanned(self, code: str) -> bool:
        """Goods go into the cart; what needs more is asked for in the work zone."""
        self.finding.scanned(code)
        return True

    def typed(self, text: str) -> bool:
        """Text typed anywhere lands in the field."""
        self.finding.listen()
        self.field.insert(text)
        return True

    def back(self) -> bool:
        """Esc: what was typed, then what is open, then the drawer, then the chosen line."""
        if self.field.text():
            self.field.clear()
        elif self.place.member.back() or self._selling.close():
            pass
        elif self.drawer is not None and self.drawer.is_open:
            self.drawer.close_drawer()
        elif self.place.cart.selected is not None:
            self.place.cart.select(None)
        else:
            return False
        return True

    # --- the work zone ------------------------------------------------------------------------------------------

    def _turned(self) -> None:
        """Another thing is in the work zone."""
        work, draft = self._selling.work, self._selling.editing.draft
        changed = self.zone.show_work()
        own = work in OWN_PRIMARY
        self.panel.primary.set_outlined(own)
        of_line = work is Work.EDIT and draft is not None and draft.line_id is not None
        self.panel.show_editing(draft.what if draft is not None and of_line else None)
        if self.bar is not None:
            self.bar.set_outlined(own)
            for part in (self.bar, self.field):
                part.setVisible(work not in TYPED)
        if changed and own:
            self.host.hush()
            self.field.clear()
            self._uncover()
        if changed:
            self.arrange()
            if self.isVisible() and not self.zone.begin():  # behind another screen keys are that one's
                self.finding.listen()

    def arrange(self) -> None:
        """The tab key goes as one reads: the field, the work zone, the lines and their tools, the head, what pays."""
        shown = self.zone.currentWidget()
        chain([self.field, *(focusable(shown) if shown is not None else ()), *self.panel.in_order()])

    def _accepted(self) -> None:
        """Enter, or the button of a panel: do what was typed."""
        match self._selling.work:
            case Work.EDIT:
                problem = self._selling.editing.problem()
                if problem is not None and problem.code in _REASONS:
                    self.zone.editor.miss_reason()
                if problem is not None and problem.code == _NOTE:
                    self.zone.editor.note.setFocus()
                self.guarded(self.acts.apply)
            case Work.MEASURE:
                self.guarded(lambda: self.finding.say_added(self._selling.measuring.add()))
            case Work.UNKNOWN:
                self.guarded(partial(self.acts.add_by_hand, self.finding.say_put_in))

    # --- the cart -----------------------------------------------------------------------------------------------

    def _choose(self, line_id: int | None) -> None:
        """A line was touched: its tools show, or its editor follows."""
        draft = self._selling.editing.draft
        self.place.cart.select(line_id)
        if draft is not None and line_id is not None:
            self.guarded(partial(self._selling.editing.open, line_id, draft.what))
        elif draft is None:
            self.finding.listen()

    def _uncover(self) -> None:
        """What comes is in the work zone: the drawer gives way."""
        if self.drawer is not None:
            self.drawer.close_drawer()

    def _edit(self, what: What) -> None:
        self.guarded(partial(self._selling.edit, what))
        self._uncover()

    def _edit_cart(self) -> None:
        self._selling.edit_cart()
        self._uncover()

    def _step(self, pieces: int) -> None:
        self.guarded(partial(self.acts.step, pieces))
        line = self._selling.line
        if pieces > 0 and line is not None and self._selling.editing.draft is None:
            self.finding.say_short(line)

    def _remove(self) -> None:
        """Del, or the button: the line, or the cart that is chosen in the list of those put aside."""
        if self._selling.work is Work.PARKED:
            self.zone.parked.drop()
        else:
            self.guarded(self.acts.remove)

    def _undo(self) -> None:
        self.guarded(self.place.cart.undo)

    def _hold(self) -> None:
        self.guarded(self.acts.hold)
        self.finding.listen()

    def _show_coupons(self) -> None:
        if self.place.coupons.is_known:
            self._selling.turn(Work.COUPON)

    def _show_parked(self) -> None:
        self._selling.turn(Work.PARKED)
        self._uncover()

    def _fetch(self, parked: Parked) -> None:
        self.guarded(partial(self.acts.recall, parked))

    def _drop(self, parked: Parked) -> None:
        self.guarded(partial(self.acts.drop, parked, self._dropped))

    def _dropped(self) -> None:
        self.panel.begin()
        self.panel.refresh()
        self.zone.parked.begin()
