"""One short sentence at the bottom left of the work zone, for what informs and needs no answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.paint import text_width
from app.ui.widgets.text import Text

_ICONS = {"ok": "check-circle", "info": "info", "warn": "warning", "bad": "warning"}
_INKS = {"ok": "ok", "info": "accent_ink", "warn": "warn", "bad": "bad"}
_STAYS_MS = 4_000


class Toast(QFrame):
    """The one toast of a zone, 52 high: a later one takes the place of an earlier.

    Args:
        zone: the widget at whose bottom left it shows.
    """

    #: It went away, by itself or by hand.
    dismissed = Signal()

    def __init__(self, zone: QWidget) -> None:
        super().__init__(zone)
        self._zone, self._icon, self._tone = zone, "", "info"
        self._side, self._foot = 0, 0
        self._action_of: Callable[[], object] | None = None
        self.setProperty("kind", "toast")
        self.setProperty("floats", True)  # noqa: FBT003 - over the work zone
        px = look().px
        self.setFixedHeight(max(px(52), px(48) + 4 * px(1)))  # a button inside its border
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
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self._close.setVisible(sticky)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self.timer.stop()
        if not sticky:
            self.timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keep_off(self, side: int, foot: int = 0) -> None:
        """Leave so much free in the zone, in this look's pixels: never over the cart or a button that goes on.

        Args:
            side: at the right.
            foot: at the bottom.
        """
        self._side, self._foot = side, foot
        self._place()

    def text(self) -> str:
        """Return what is said, empty when nothing is."""
        return self._words.text() if not self.isHidden() else ""

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

    def _place(self) -> None:
        px = look().px
        margin = px(16)
        self._words.setMinimumWidth(0)
        action = self._action.sizeHint().width() if self._action.text() else 0
        close = px(48) if not self._close.isHidden() else 0
        wanted = text_width(self._words.text(), 15) + px(15 + 20 + 12) + action + close + px(24)
        width = max(px(320), min(wanted, self._zone.width() - self._side - 2 * margin))
        tight = width < wanted  # two lines rather than half a sentence
        self._words.setWordWrap(tight)
        self._words.setFont(look().font(13 if tight else 15))
        policy = QSizePolicy.Policy.Expanding if tight else QSizePolicy.Policy.Fixed
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, policy)
        top = self._zone.height() - self._foot - self.height() - margin
        self.setGeometry(margin, top, width, self.height())

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
