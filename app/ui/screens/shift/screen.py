"""The shift's screen: shows the view of where the drawer stands."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.approval import Approval, Request
from app.domain.errors import AppError
from app.domain.staff import may
from app.runtime.count import DrawerCount, Stage
from app.runtime.workplace import Workplace
from app.services.approve import Verdict
from app.ui.screens.shift.before import BeforeView
from app.ui.screens.shift.count import CountView
from app.ui.screens.shift.opening import OpeningView
from app.ui.screens.shift.result import ResultView
from app.ui.screens.shift.sealed import SealedView
from app.ui.screens.shift.words import reason_text
from app.ui.shell.approval import ask_approval
from app.ui.shell.drawer import KEY as DRAWER_KEY
from app.ui.shell.drawer import ask_drawer
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.widgets.money import money_text

View = OpeningView | BeforeView | CountView | ResultView | SealedView


class ShiftScreen(Screen):
    """Open, count, hold against the system, seal."""

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self._width = width
        self.drawer: DrawerCount = place.count
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._view: View | None = None
        self._stage: Stage | None = None
        self._is_shown = False
        self.drawer.changed.connect(self.refresh)
        self.drawer.opened.connect(self._opened)
        self.key("F12", self._primary)
        self.key("F9", self._reprint)
        self.key(DRAWER_KEY, self._open_drawer)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view of where the drawer stands."""
        if self._view is None or self._stage is not self.drawer.stage:
            self._show()
        if self._view is None:
            raise RuntimeError("a shift's screen without a view")
        return self._view

    def _show(self) -> None:
        old, self._stage = self._view, self.drawer.stage
        self._view = self._made(self._stage)
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(self._view)
        self._view.primary.clicked.disconnect()
        self._view.primary.clicked.connect(self._primary)
        self.arrange()

    def _made(self, stage: Stage) -> View:
        place, frame, wide = self.place, self.frame, self._width
        match stage:
            case Stage.OPENING:
                return OpeningView(place, frame, wide)
            case Stage.BEFORE:
                return BeforeView(place, frame, wide, lambda: self.host.go("pay"), self._open_drawer)
            case Stage.COUNTING:
                return CountView(place, frame, wide, self._open_drawer)
            case Stage.REVIEW:
                return ResultView(place, frame, wide, self._recount, self._sign)
        return SealedView(place, frame, wide, self.host)

    def left(self) -> None:
        """Another screen is shown; what changes meanwhile is shown on coming back."""
        self._is_shown = False

    def entered(self) -> None:
        """Look where the drawer stands."""
        self._is_shown = True
        self.drawer.refresh()
        self.view.focus()

    def refresh(self) -> None:
        """A figure or the stage changed; who is elsewhere sees it on entering."""
        if not self._is_shown:
            return
        fresh = self._stage is not self.drawer.stage
        self.view.refresh()
        if fresh:
            QTimer.singleShot(0, self, self._focus)

    def _focus(self) -> None:
        if self._view is not None and self.isVisible():
            self._view.focus()

    def back(self) -> bool:
        """Back to selling; what was counted stays."""
        self.host.go("sell")
        return True

    # --- what is asked ------------------------------------------------------------------------------------------

    def _primary(self) -> None:
        if self.view.primary.isEnabled():
            self.guarded(self.view.submit)

    def _open_drawer(self) -> None:
        """Without a sale: to change money, to count."""
        ask_drawer(self)

    def _reprint(self) -> None:
        if isinstance(self.view, SealedView):
            self.view.reprint()

    def _opened(self) -> None:
        if self.isVisible():
            self.host.cue("accepted")
            self.host.toast(self.tr("已開班"), "ok")
            self.host.go("sell")

    def _recount(self, request: Request) -> None:
        counter, actor = self.place.counter, self.place.session.actor
        if counter.staff.exist() and counter.approvals.ask(request, actor) is Verdict.ALONE:
            # written down all the same, since somebody who may less can close
            self.place.bridge.then(self, counter.approvals.approve_alone(request, actor), self._recounted)
        else:
            ask_approval(self.host, self.place, request, self._recounted)

    def _recounted(self, approval: Approval | None) -> None:
        self.drawer.count_again(None if approval is None else approval.entry_id)

    def _sign(self, request: Request) -> None:
        ask_approval(self.host, self.place, request, self._signed, told=self._told())

    def _told(self) -> list[tuple[str, str]]:
        """What a manager must know beside the difference."""
        drawer, of = self.drawer, self.place.counter.shop.currency
        if drawer.review is None or drawer.count.sent is None:
            return []
        told = [
            (self.tr("清點"), money_text(drawer.count.sent.total, of)),
            (self.tr("系統應有"), money_text(drawer.review.expected, of)),
        ]
        why = reason_text(drawer.count.reason, drawer.count.note)
        return [*told, (self.tr("原因"), why)] if why else told

    def _signed(self, _: Approval | None) -> None:
        self.host.cue("accepted")
        self.refresh()

    def badge(self, code: str) -> bool:
        """A manager's badge signs, where a signature is waited for; any other hands the counter over."""
        counter = self.place.counter
        wanted = self.drawer.sign_off if self.drawer.stage is Stage.REVIEW else None
        holder = counter.staff.badge_holder(code)
        if wanted is None or holder is None or not may(holder.role, wanted.permission):
            return False
        actor = self.place.session.actor
        if counter.approvals.ask(wanted, actor) is not Verdict.ASK:
            return False
        self.place.bridge.then(
            self, counter.approvals.approve_by_badge(wanted, actor, code), self._signed, self._refused
        )
        return True

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.host.refused(error)
        else:
            self.place.bridge.failed.emit(error)
