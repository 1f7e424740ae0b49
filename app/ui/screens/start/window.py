"""The window of the first start: steps at the left, one page at the right, the primary where it always is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSpacerItem, QVBoxLayout, QWidget

from app.runtime.preferences import PreferenceFile
from app.runtime.start import Starting, Step
from app.ui.screens.start.code import CodePage
from app.ui.screens.start.done import DonePage
from app.ui.screens.start.first import ManagerPage
from app.ui.screens.start.goods import GoodsPage
from app.ui.screens.start.looks import LookPage
from app.ui.screens.start.page import Page
from app.ui.screens.start.shop import ShopPage
from app.ui.screens.start.steps import StepList, StepStrip
from app.ui.shell.dress import Wardrobe, scale_of
from app.ui.shell.errors import sentence
from app.ui.shell.forms import FORM
from app.ui.shell.frame import Room, frame_of
from app.ui.shell.order import chain, focusable
from app.ui.theme.look import look
from app.ui.widgets.button import Button, PrimaryBar
from app.ui.widgets.text import Text

#: Width of the list of steps, and how far down a page may begin, in the design.
STEPS, _LOWEST = 320, 200


class StartWindow(QWidget):
    """Made before there is a terminal; it gives way to the counter's window when the start is over.

    Args:
        starting: where the start stands.
        preferences: language, theme and text size, chosen on the first page.
        report: takes an unexpected error into the log.

    Signals:
        closed: somebody closed the window.
    """

    closed = Signal()

    def __init__(
        self, starting: Starting, preferences: PreferenceFile, report: Callable[[BaseException], object]
    ) -> None:
        super().__init__()
        self.starting = starting
        self.preferences = preferences
        self._report = report
        self._wardrobe = Wardrobe(self)
        self._built: tuple[object, ...] = ()
        self._body: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("OMO POS")
        self.setMinimumSize(800, 480)
        starting.changed.connect(self._changed)
        starting.refused.connect(self._refused)
        preferences.changed.connect(self.build)
        for keys, act in (("F12", self.forward), ("Esc", self.back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    # --- putting together ---------------------------------------------------------------------------------------

    def build(self) -> None:
        """Put the window together for language, look and room, if any of them changed."""
        chosen = self.preferences.now
        scale = scale_of(chosen, self.width())
        room = frame_of(self.width(), self.height(), scale).room
        wide = self.width() if room is Room.WIDE else 0
        wanted = (chosen.language, chosen.shade, scale, room, wide, self._key_height(scale))
        if wanted == self._built:
            return
        self._built = wanted
        there = QApplication.focusWidget()
        name = there.objectName() if there is not None and self.isAncestorOf(there) else ""
        self._wardrobe.put_on(chosen, scale)
        old, self._body = self._body, QWidget()
        self._fill(self._body, room)
        self._layout.addWidget(self._body)
        self._body.show()  # at once, and not with the next turn of the event loop
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._show_page()
        found = self._body.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_focus()  # the body is in its place only now

    def _key_height(self, scale: float) -> int:
        return max(52, min(72, (round(self.height() / scale) - 430) // 4))

    def _fill(self, body: QWidget, room: Room) -> None:
        px = look().px
        wide = QHBoxLayout() if room is not Room.DRAWER else QVBoxLayout()
        body.setLayout(wide)
        wide.setContentsMargins(0, 0, 0, 0)
        wide.setSpacing(0)
        self.steps: StepList | StepStrip
        if room is Room.DRAWER:
            self.steps = StepStrip(self.starting)
        else:
            self.steps = StepList(self.starting, 232 if room is Room.COMPACT else STEPS)
        self.steps.chosen.connect(self.starting.go)
        wide.addWidget(self.steps)
        side = 48 if room >= Room.NORMAL else 24 if room is Room.COMPACT else 16
        self._side = self._side_of(room, px(side))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, px(16))
        column.setSpacing(0)
        self._least_top = px(40 if room >= Room.NORMAL else 12)
        self._top = QSpacerItem(0, self._least_top)
        column.addSpacerItem(self._top)
        self._title, self._hint = Text("", 24, bold=True, wrap=True), Text("", 15, tone="ink_2", wrap=True)
        head = QVBoxLayout()
        head.setContentsMargins(self._side, 0, self._side, 0)
        head.setSpacing(px(2))
        head.addWidget(self._title)
        head.addWidget(self._hint)
        column.addLayout(head)
        column.addSpacing(px(20 if room >= Room.COMPACT else 8))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot(px(side)))
        wide.addLayout(column, 1)
        self._top_of = column

    def _side_of(self, room: Room, least: int) -> int:
        """How far a page is from the edges beside it: where there is much room, it stands in the middle."""
        if room is not Room.WIDE:
            return least
        return max(least, (self.width() - look().px(STEPS + FORM)) // 2)

    def _sink(self, page: QWidget) -> None:
        """Where there is much room, have a page begin lower than at the upper edge."""
        top = self._least_top
        if self._side > look().px(48):
            words = self._title.sizeHint().height() + self._hint.sizeHint().height()
            free = self.height() - look().px(2 * 76) - words - page.sizeHint().height()
            top = max(top, min(look().px(_LOWEST), free // 2))
        self._top.changeSize(0, top)
        self._top_of.invalidate()

    def _foot(self, side: int) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(side, px(12), px(16), 0)
        row.setSpacing(px(16))
        self._back = Button(self.tr("上一步"), "quiet", "Esc", "arrow-left", "lg")
        self._back.clicked.connect(self.back)
        row.addWidget(self._back)
        self._complaint = Text("", 15, tone="warn", wrap=True)
        row.addWidget(self._complaint, 1)
        self.bar = PrimaryBar("", "F12")
        self.bar.setMaximumWidth(px(416))
        self.bar.clicked.connect(self.forward)
        row.addWidget(self.bar, 2)
        return row

    # --- pages --------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown.

        Raises:
            RuntimeError: before the first `build`.
        """
        holder = self._scroll.widget()
        found = holder.findChild(Page) if holder is not None else None
        if found is None:
            raise RuntimeError("the start has no page yet")
        return found

    def _make(self) -> Page:
        starting = self.starting
        match starting.step:
            case Step.LOOK:
                return LookPage(starting, self.preferences)
            case Step.SHOP:
                return ShopPage(starting)
            case Step.GOODS:
                return GoodsPage(starting)
            case Step.MANAGER:
                return ManagerPage(starting, self._key_height(look().scale))
            case Step.CODE:
                return CodePage(starting)
        return DonePage(starting)

    def _show_page(self) -> None:
        self._shown = self.starting.step
        page = self._make()
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(self._side, look().px(4), self._side, 0)
        inner.addWidget(page)
        self._scroll.setWidget(holder)
        self._complaint.setText("")
        self._tell()
        self._sink(page)
        page.entered()
        self._keep_focus()

    def _tell(self) -> None:
        words, why_not = self.page.primary()
        self._title.setText(self.page.title)
        self._hint.setText(self.page.hint)
        self.bar.setText(words)
        self.bar.setEnabled(not why_not)
        self.bar.setReason(why_not)
        able = self.starting.step not in {Step.LOOK, Step.DONE}
        self._back.setVisible(able)
        self._back.setEnabled(able and not self.starting.is_busy)
        self.steps.refresh()

    def _changed(self) -> None:
        if self._body is None:
            return
        if self._shown is not self.starting.step:
            self._show_page()
            return
        self.page.refresh()
        self._tell()
        self._keep_focus()

    def _keep_focus(self) -> None:
        """Where a page has nothing to begin with, or what one was at is gone, one goes on, or back."""
        chain([*focusable(self.steps), *focusable(self._scroll), self._back, self.bar])
        here: QWidget | None = self.focusWidget()  # none, whatever the binding says
        if here is not None and here.isVisibleTo(self) and here.isEnabled():
            return
        for button in (self.bar, self._back):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return

    def _refused(self, error: BaseException) -> None:
        if self._body is None or self.page.complain(error):
            return
        self._complaint.setText(sentence(error))
        self._report(error)

    # --- on and back --------------------------------------------------------------------------------------------

    def forward(self) -> None:
        """The primary."""
        if self.bar.isEnabled():
            self._complaint.setText("")
            self.page.next()
            self._tell()

    def back(self) -> None:
        """One step back."""
        if not self.page.back():
            self.starting.back()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room is put together anew, once the resizing rests."""
        super().resizeEvent(event)
        if self._body is not None:
            QTimer.singleShot(0, self.build)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """What was made stays; the next start goes on from there."""
        event.accept()
        self.starting.joining.stop()
        self.closed.emit()
