"""The shell: top bar, the screen that is shown, toasts, dialogs. It is made anew when language or look change."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from operator import methodcaller

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.workplace import Workplace
from app.services.presence import Leaving
from app.ui.shell.coupon import CouponTeller
from app.ui.shell.errors import sentence
from app.ui.shell.floating import Floating, FloatingDoor
from app.ui.shell.frame import TOP, Frame
from app.ui.shell.idling import Idling
from app.ui.shell.making import Making, Screens
from app.ui.shell.member import MemberTeller
from app.ui.shell.ordering import OrderTeller
from app.ui.shell.routed import is_of_staff, is_routed
from app.ui.shell.screen import Screen
from app.ui.shell.topbar import TopBar
from app.ui.theme.look import look
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.toast import Toast

MakeScreen = Callable[["Shell"], Making]
LOCK, SELL, REFUND, SYNC, COMPLETE, HAND_OVER = "lock", "sell", "refund", "sync", "complete", "handover"
#: Screens in the order in which a day asks for them.
AHEAD = ("sell", "shift", "pay", "complete", "pickup", "handover", "sales", "refund", "settings", "correct")


class Shell(QWidget):
    """Shows one screen at a time; screens are made when they are first shown.

    Args:
        screens: how to make each screen, by name.
        tabs: names and words of the screens that have a tab.
        panel: how to make what hangs under the pill.
    """

    def __init__(
        self,
        place: Workplace,
        frame: Frame,
        screens: dict[str, MakeScreen],
        tabs: list[tuple[str, str]],
        panel: Callable[[Shell], Floating],
    ) -> None:
        super().__init__()
        self.place = place
        self.frame = frame
        self._dialog: Dialog | None = None
        self._early: deque[Callable[[Shell], object]] = deque()
        self.name = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.bar = TopBar(place, frame, tabs)
        layout.addWidget(self.bar)
        self._stack = QStackedWidget()
        self._screens = Screens({name: partial(make, self) for name, make in screens.items()}, self._stack)
        layout.addWidget(self._stack, 1)
        self._toast = Toast(self)
        self._toast.keep_to(self._spare)
        self._orders = OrderTeller(place, self._toast, self, self._spare)
        self._panel = FloatingDoor(partial(panel, self), self.bar.pill, self, lambda: self._dialog is None)
        self.bar.asked_sync.connect(self._panel.toggle)
        self.bar.went.connect(self.go)
        self.bar.locked.connect(self.lock)
        self.bar.asked_who.connect(self.lock)
        self.bar.asked_settings.connect(lambda: self.go("settings"))
        place.bridge.failed.connect(self._failed)
        place.session.refused.connect(self._refused_elsewhere)
        place.payment.completed.connect(self._completed)
        place.handover.came.connect(self._hand_over)
        sells, ended = lambda: self.name == SELL, lambda: self.name == COMPLETE
        self._others = (CouponTeller(place, self, sells), MemberTeller(place, self, ended), Idling(place.idle, self))
        self._keys(tabs)

    def _keys(self, tabs: list[tuple[str, str]]) -> None:
        for number, (name, _) in enumerate(tabs, 1):
            self._shortcut(f"Ctrl+{number}", partial(self.go, name))
        for sequence, act in (("Ctrl+L", self.lock), ("Ctrl+U", self._panel.toggle), ("Esc", self.back)):
            self._shortcut(sequence, act)

    def _shortcut(self, sequence: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    # --- where one is -------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Screen:
        """The screen that is shown."""
        return self._screens.need(self.name)

    @property
    def _tab(self) -> str:
        shown = self._screens.made(self.name)
        return (shown.tab if shown is not None else "") or self.name

    def go(self, name: str) -> None:
        """Show a screen; while the counter is locked, only the lock and what leads to it."""
        self._go(name, lambda screen: screen.entered())

    def _go(self, name: str, enter: Callable[[Screen], object]) -> None:
        if name not in self._screens or self._dialog is not None:
            self.bar.show_place(self._tab)
            return
        if self.place.session.person is None and name not in {LOCK, "start"}:
            name = LOCK
        self._panel.close()
        before, screen = self._screens.made(self.name), self._screens.need(name)
        if before is not None and before is not screen:
            before.left()
        self.name = name
        self.bar.setVisible(name not in {LOCK, "start"})
        self.bar.show_place(self._tab)
        self._stack.setCurrentWidget(screen)
        enter(screen)
        self._orders.tell()
        while self._early:
            self._early.popleft()(self)

    def ahead(self, names: tuple[str, ...] = AHEAD) -> Iterator[Callable[[], object]]:
        """What can be done before it is asked for, in pieces: see `Screens.ahead`."""
        return self._screens.ahead(names)

    def has(self, name: str) -> bool:
        """See `Host.has`."""
        return name in self._screens

    def _completed(self, _sale: object) -> None:
        """A sale is on the disk: its change is told, wherever one went meanwhile; at a locked counter later."""
        if self.place.session.person is not None and self.has(COMPLETE):
            self.cue("complete")
            self.go(COMPLETE)

    def _hand_over(self) -> None:
        """A customer's code was scanned: what it is worth is told where orders are handed over."""
        self.go(HAND_OVER)

    def lock(self) -> None:
        """Lock the counter; the cart stays."""
        if not self.name:
            self._early.append(methodcaller("lock"))
        elif self._dialog is None and LOCK in self._screens:
            self.place.session.leave()
            self.go(LOCK)

    def lock_idle(self) -> None:
        """Nobody is here any more: an open question counts as not answered."""
        if self._dialog is not None:
            self._dialog.answer()
        self.hush()
        self.place.session.leave(Leaving.IDLE)
        self.go(LOCK)

    def back(self) -> None:
        """Esc: one level back."""
        if self._dialog is None and self.name and not self._panel.close():
            self.shown.back()

    def scanned(self, code: str) -> None:
        """A scan from anywhere: the dialog's, then the screen's, then it is goods for the cart."""
        if not self.name:
            self._early.append(methodcaller("scanned", code))
            return
        if self._dialog is not None:
            badge = getattr(self._dialog, "scanned", None)  # the dialogs that a badge may answer have it
            if badge is None or not badge(code):
                self.cue("rejected")
                self.toast(self.tr("先回答對話框，再掃描"), "warn")
            return
        self.hush()
        self.shown.forget_remark()
        self._panel.close()
        if is_of_staff(self, code) or is_routed(self, code):
            return
        if self.shown.scanned(code) or self.place.session.person is None:
            return
        self._go(SELL, lambda sell: sell.entered_by_scan(code))

    def _refused_elsewhere(self, error: AppError) -> None:
        if self.name != LOCK:
            self.refused(error)

    def typed(self, text: str) -> None:
        """Text typed with no field in focus."""
        if not self.name:
            self._early.append(methodcaller("typed", text))
        elif self._dialog is None:
            self.shown.typed(text)

    def retire(self) -> None:
        """Another shell takes over: nothing is shown here any more, and what comes is kept for the other."""
        self._panel.close()
        shown = self._screens.made(self.name)
        if shown is not None:
            shown.left()
        self.place.bridge.failed.disconnect(self._failed)
        self.place.session.refused.disconnect(self._refused_elsewhere)
        self.place.payment.completed.disconnect(self._completed)
        self.place.handover.came.disconnect(self._hand_over)
        self._orders.close()
        for other in self._others:
            other.close()
        self.name = ""
        self._screens.close()

    def dissolve(self) -> Iterator[Callable[[], object]]:
        """Have all screens of a shell that has retired go, in pieces."""
        return self._screens.dissolve()

    def inherit(self, before: Shell) -> None:
        """Take over what came to another one that had retired."""
        self._early.extend(before._early)
        before._early.clear()

    # --- what screens ask of their host -------------------------------------------------------------------------

    def toast(
        self,
        text: str,
        tone: str = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        sticky: bool = False,
    ) -> None:
        """See `Host.toast`."""
        self._orders.give_way()
        self._toast.show_toast(text, tone, action, on_action, sticky=sticky)

    def _spare(self) -> tuple[QRect, int]:
        """Where a toast hides nothing: in the bar; without one at the upper right."""
        if not self.bar.isHidden():
            return self.bar.spare()
        edge = look().px(16)
        return QRect(edge, 0, self.width() - 2 * edge, look().px(TOP)), self.width()

    def hush(self) -> None:
        """See `Host.hush`. What is said of orders has its own time."""
        self._orders.hush()

    def refused(self, error: AppError) -> None:
        """See `Host.refused`."""
        self.cue("rejected")
        self.toast(sentence(error), "warn")

    def cue(self, name: str) -> None:
        """See `Host.cue`."""
        self.place.sounds.play(name)

    def ask(self, dialog: Dialog) -> None:
        """See `Host.ask`."""
        self._dialog = dialog
        dialog.closed.connect(self._answered)
        dialog.open()
        self._orders.withdraw()
        self._toast.stay_over(dialog=True)

    def _answered(self, _answer: str) -> None:
        self._dialog = None
        self._toast.stay_over(dialog=False)
        self.shown.entered()
        self._orders.tell()

    def _failed(self, error: BaseException) -> None:
        self.cue("rejected")
        self.toast(sentence(error), "bad", sticky=True)
        if not isinstance(error, AppError):
            self.place.report(error)
