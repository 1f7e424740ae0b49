"""The screen of orders for pickup: the board, the order that is worked on, and what goes on with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.runtime.pickup import Step, Work
from app.runtime.workplace import Workplace
from app.ui.screens.pickup.finding import Finding
from app.ui.screens.pickup.lines import known
from app.ui.screens.pickup.side import OFFERED, SHELF_KEYS, Details, NothingChosen, ShelfPicker
from app.ui.screens.pickup.slip import Slip
from app.ui.screens.pickup.told import refusal, step_name, what_is_missing
from app.ui.screens.pickup.words import picked_text
from app.ui.screens.pickup.zone import BoardZone
from app.ui.shell.frame import Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.order import chain, focusable
from app.ui.shell.screen import Screen
from app.ui.shell.zones import Zones
from app.ui.widgets.pages import Pages
from app.ui.widgets.panel import hairline

#: Milliseconds after which ages are told anew.
_TELL_AGES = 15_000


class PickupScreen(Screen):
    """The board and its side. What is chosen lives in `place.pickup`, so that another look finds it."""

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self.board = place.pickup
        self._is_shown = False
        self._began: Work | None = None
        self._about = ""
        self._is_roomy = frame.room > Room.DRAWER  # else shelves are offered once there is nothing to pick any more
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        zones = Zones(frame, width, "")
        whole.addWidget(zones)
        self.zone = BoardZone(place, frame)
        self.remarks = self.field = self.zone.field
        zones.work.addWidget(self.zone, 1)
        self._make_side(zones)
        self.primary = zones.primary
        self.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.clicked.connect(self._go_on)
        self._ages = QTimer(self)
        self._ages.setInterval(_TELL_AGES)
        self._ages.timeout.connect(self._changed)
        self._connect()
        self._keys()

    def _make_side(self, zones: Zones) -> None:
        self.nothing, self.details = NothingChosen(), Details(self.place, zones.side_width)
        self.pages = Pages()
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.details)
        zones.side.addWidget(self.pages, 1)
        self.shelves = ShelfPicker()
        self.line_above = hairline()
        zones.add_above(self.shelves, self.line_above)

    def _connect(self) -> None:
        board, zone, details = self.board, self.zone, self.details
        board.changed.connect(self._changed)
        board.refused.connect(self._refused)
        board.picked.connect(self._picked)
        board.formed.connect(self._formed)
        board.readied.connect(self._readied)
        board.returned.connect(self._returned)
        zone.opened.connect(self._open)
        zone.typed.connect(self.typed)
        zone.left.connect(self._listen)
        zone.accepted.connect(self._accepted)
        self.finding = Finding(self, zone, details.goods, self._open, self._put)
        details.closed.connect(self.back)
        details.substitute.connect(partial(board.open, Work.SUBSTITUTE))
        details.short.connect(self._miss)
        details.problem.connect(self._flag)
        details.printed.connect(Slip(self).print_chosen)
        details.back.connect(lambda: self.guarded(board.put_back))
        details.goods.typed.connect(self.typed)
        details.goods.left.connect(self._listen)
        self.shelves.chosen.connect(board.put_on)

    def _keys(self) -> None:
        self.key("F4", self._listen)
        for place, key in enumerate(SHELF_KEYS):
            self.key(key, partial(self.shelves.press, place))
        self.key("F6", partial(self.board.open, Work.SUBSTITUTE))
        self.key("F7", self._miss)
        self.key("F8", self._flag)
        self.key("F12", self._go_on)

    def arrange(self) -> None:
        """The tab key goes through the work zone, then the order, then on."""
        chain([*focusable(self.zone), *focusable(self.details), *focusable(self.shelves), self.primary])

    # --- what is shown ------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show the orders as they are; the field listens."""
        self._is_shown = True
        self._began = None
        self.field.setText(self.board.sought)
        self.board.refresh()
        self._ages.start()
        if self.zone.form is None:
            self._listen()

    def left(self) -> None:
        """Another screen is shown; what is chosen waits."""
        self._is_shown = False
        self.forget_remark()
        self._ages.stop()

    def _changed(self) -> None:
        if not self._is_shown:
            return
        board = self.board
        self.zone.refresh()
        has = board.chosen is not None
        if has:
            self.details.refresh()
        self.pages.setCurrentWidget(self.details if has else self.nothing)
        readies = board.step is Step.READY
        if not readies:
            self.shelves.forget()
        shelved = readies and (self._is_roomy or (board.chosen is not None and board.chosen.is_picked))
        self.shelves.setVisible(shelved)
        self.line_above.setVisible(shelved)
        self.shelves.show_shelves(board.shelves[:OFFERED], board.shelf)
        self._show_primary()
        if board.chosen_id != self._about:
            self._about = board.chosen_id
            self.forget_remark()
        self.details.reveal_if_new(board.chosen_id, board.chosen_line, shelved)
        if board.work is not self._began:
            self._began = board.work
            self.arrange()
            if not self.zone.begin():
                self._listen()

    def _show_primary(self) -> None:
        board, obstacle = self.board, self.board.obstacle
        self.primary.setText(step_name(board.step))
        self.primary.setReason("" if obstacle is None else what_is_missing(board, obstacle))
        self.primary.setEnabled(obstacle is None and not board.is_busy)
        self.primary.set_outlined(board.work in {Work.SHORT, Work.PROBLEM} and self.primary.isEnabled())

    # --- what the shell asks ------------------------------------------------------------------------------------

    def scanned(self, code: str) -> bool:
        """Goods of the order that is being picked, or what a customer names."""
        return self.finding.scanned(code)

    def claims(self, code: str) -> bool:
        """The number of an order that is still to be picked, as its slip has it, or the shelf one waits for."""
        found = self.board.find(code)
        if found is None:
            return bool(self.board.used_shelf(code))
        return found.state in {OrderState.PLACED, OrderState.PICKING}

    def typed(self, text: str) -> bool:
        """Text typed anywhere lands in the field."""
        self._listen()
        self.field.insert(text)
        return True

    def back(self) -> bool:
        """What is typed goes first, then a form, then the order; then back to selling."""
        if self.field.text():
            self.field.clear()
        elif not self.board.close():
            self.host.go("sell")
        self._listen()
        return True

    # --- the field ----------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- acts ---------------------------------------------------------------------------------------------------

    def _open(self, order_id: str) -> None:
        """Look at an order; one that is looked at already and lies ready is handed over."""
        chosen = self.board.chosen
        if chosen is not None and chosen.order_id == order_id and self.board.step is Step.HAND_OVER:
            self._go_on()
            return
        self.shelves.forget()
        self.board.choose(order_id)
        if self.board.can_pick:
            self.details.goods.begin()

    def _put(self, shelf: str) -> None:
        """A label was read: what was typed for another shelf goes."""
        self.shelves.forget()
        self.board.put_on(shelf)

    def _go_on(self) -> None:
        """F12: the form that is open, or what is next for the order."""
        form = self.zone.form
        if form is not None:
            form.take()
            return
        if not self.primary.isEnabled():
            return
        acts = {
            Step.START: self.board.start,
            Step.READY: self.board.ready,
            Step.BACK: self.board.put_back,
            Step.HAND_OVER: self._hand_over,
        }
        act = acts.get(self.board.step)
        if act is not None:
            self.guarded(act)

    def _hand_over(self) -> None:
        one = self.board.chosen
        if one is not None:
            self.place.handover.open(one.order_id)
            self.host.go("handover")

    def _miss(self) -> None:
        self.board.open(Work.SHORT)

    def _flag(self) -> None:
        self.board.open(Work.PROBLEM)

    def _accepted(self) -> None:
        """A form is filled in."""
        if self.board.work is Work.SHORT and (why := self.zone.short.reasons.value) is not None:
            self.guarded(lambda: self.board.miss(self.zone.short.milli, why, self.zone.short.note.text()))
        elif self.board.work is Work.PROBLEM and (problem := self.zone.problem.reasons.value) is not None:
            self.guarded(lambda: self.board.report(problem, self.zone.problem.note.text()))

    # --- what came of them --------------------------------------------------------------------------------------

    def _picked(self) -> None:
        if self._is_shown:
            self.host.cue("accepted")
            line = self.board.chosen_line
            if line is not None and line.picked.milli:
                self.field.set_note(f"{known(self.place, line)[0]} {picked_text(line)}")
            else:
                self.forget_remark()

    def _formed(self) -> None:
        if self._is_shown:
            self.host.cue("accepted")
            self.forget_remark()

    def _readied(self, one: Pickup) -> None:
        if self._is_shown:
            self.host.cue("accepted")
            self.host.toast(self.tr("{} 已放到 {}").format(one.order.code, one.shelf), "ok")
            self._listen()

    def _returned(self, one: Pickup) -> None:
        if self._is_shown:
            self.host.cue("accepted")
            self.host.toast(self.tr("{} 已退回上架").format(one.order.code), "ok")
            self._listen()

    def _refused(self, error: AppError) -> None:
        if self._is_shown:
            said = refusal(self.place, error)
            self.field.set_note(said, "warn", "warning")
            if said:
                self.host.cue("rejected")
                self.host.toast(said, "warn")
            else:
                self.host.refused(error)
