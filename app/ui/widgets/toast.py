"""One short sentence, over everything and in nobody's way, for what informs and needs no answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.paint import text_width
from app.ui.widgets.text import Text

_ICONS = {"ok": "check-circle", "info": "info", "warn": "warning", "bad": "warning"}
_INKS = {"ok": "ok", "info": "accent_ink", "warn": "warn", "bad": "bad"}
_STAYS_MS = 4_000
#: Lines that have room in the bar and the gap below it.
_MOST_LINES = 3


class Toast(QFrame):
    """The one toast of a zone, 52 high: a later one takes the place of an earlier. It lies over all of the window.

    Args:
        zone: the widget that it goes with; it shows at its bottom left, unless it is given another place.
    """

    #: It went away, by itself or by hand.
    dismissed = Signal()

    def __init__(self, zone: QWidget) -> None:
        super().__init__(zone)
        self._zone, self._icon, self._tone = zone, "", "info"
        self._is_sticky = False
        self._room: Callable[[], tuple[QRect, int]] | None = None
        self._action_of: Callable[[], object] | None = None
        self.setProperty("kind", "toast")
        self.setProperty("floats", True)  # noqa: FBT003 - over the work zone
        px = look().px
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_STAYS_MS)
        self.timer.timeout.connect(self.dismiss)
        self._words = Text("", 15)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._action = Button("", "link")
        self._action.clicked.connect(self._act)
        self._close = IconButton("x", self.tr("關閉"))
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(15 + 20 + 12), px(1), px(2), px(1))
        row.setSpacing(px(4))
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        zone.installEventFilter(self)
        zone.destroyed.connect(self.deleteLater)
        self.hide()

    def show_toast(
        self,
        text: str,
        tone: str = "info",
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        sticky: bool = False,
        icon: str = "",
    ) -> None:
        """Say something, in the place of what was said before.

        Args:
            text: one sentence.
            tone: ok, info, warn or bad.
            action_text: a verb, for one thing that can be done about it.
            on_action: called when it is pressed, in the GUI thread; the toast is gone by then.
            sticky: it stays until it is closed; otherwise it goes after `timer`'s interval.
            icon: instead of the tone's own.
        """
        self._tone, self._icon, self._action_of = tone, icon or _ICONS[tone], on_action
        self._words.setText(text)
        self._is_sticky = sticky
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self._close.setVisible(sticky)
        self.setAccessibleName(text)
        over = self._zone.window()
        if self.parentWidget() is not over:
            self.setParent(over)  # beside the dialogs, which lie over the zone
        self._place()
        self.show()
        self.raise_()
        self.update()
        self.timer.stop()
        if not sticky:
            self.timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keep_to(self, room: Callable[[], tuple[QRect, int]]) -> None:
        """Lie in a strip of the zone.

        Args:
            room: tells all that it may cover, and from where on to the right it covers nothing: there it lies if it
                fits, otherwise at the strip's end. In this look's pixels.
        """
        self._room = room

    def stay_over(self, *, dialog: bool) -> None:
        """A dialog was opened, or is gone: what is told stays to be read, and what it offers waits."""
        self._action.setEnabled(not dialog)
        self.raise_()

    def text(self) -> str:
        """Return what is said, empty when nothing is."""
        return self._words.text() if not self.isHidden() else ""

    @property
    def is_needed(self) -> bool:
        """Whether something is said that nobody may lose: a refusal, what stays, what something can be done about."""
        if self.isHidden():
            return False
        return self._is_sticky or bool(self._action.text()) or self._tone in {"warn", "bad"}

    def dismiss(self) -> None:
        """Take it away."""
        self.timer.stop()
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def _act(self) -> None:
        act = self._action_of
        self.dismiss()
        if act:
            act()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch is for the toast alone."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch puts it away."""
        event.accept()
        self.dismiss()

    def _lines(self, width: int) -> int:
        """How many lines the words take in the smaller letters."""
        metrics, room = look().metrics(13), QRect(0, 0, max(1, width), 10_000)
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, self._words.text()).height()
        return -(-needed // metrics.lineSpacing())

    def _place(self) -> None:
        px = look().px
        margin = px(16)
        self._words.setMinimumWidth(0)
        action = self._action.sizeHint().width() if self._action.text() else 0
        close = px(48) if not self._close.isHidden() else 0
        wanted = text_width(self._words.text(), 15) + px(15 + 20 + 12) + action + close + px(24)
        room, clear = (
            self._room() if self._room is not None else (self._zone.rect().adjusted(margin, 0, -margin, 0), 0)
        )
        end = room.left() + room.width()
        least, free = min(px(320), room.width()), end - max(room.left(), clear)
        width = max(least, min(wanted, room.width()))
        beside = wanted - text_width(self._words.text(), 15) - px(12)
        if width > free >= least and self._lines(free - beside) <= _MOST_LINES:
            width = free  # in lines it covers nothing
        tight = width < wanted  # lines rather than half a sentence
        high = self._lines(width - beside) * look().metrics(13).lineSpacing() + 4 * px(1) if tight else 0
        self.setFixedHeight(max(px(52), px(48) + 4 * px(1), high))
        self._words.setWordWrap(tight)
        self._words.setFont(look().font(13 if tight else 15))
        policy = QSizePolicy.Policy.Expanding if tight else QSizePolicy.Policy.Fixed
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, policy)
        left = max(room.left(), clear) if clear + width <= end else end - width
        top = room.top() + max(0, (room.height() - self.height()) // 2)
        if self._room is None:
            top = room.top() + room.height() - self.height() - margin
        parent = self.parentWidget()
        at = QPoint(left, top) if parent in {None, self._zone} else self._zone.mapTo(parent, QPoint(left, top))
        self.setGeometry(QRect(at, self.size()).adjusted(0, 0, width - self.width(), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the zone."""
        if watched is self._zone and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sign of the tone."""
        super().paintEvent(event)
        px = look().px
        paint_icon(QPainter(self), px(15), (self.height() - px(20)) / 2, self._icon or "info", 20, _INKS[self._tone])
