"""The dialog: for what cannot be undone or needs authority. A panel over its window, never a loop of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.press import PressButton
from app.ui.widgets.text import Text

_RED = {"danger", "fill_danger"}
#: Of the top bar, and a little.
_BAR = 64


class Dialog(QWidget):
    """A question over the whole window.

    Esc is the safe choice; Enter presses the button that has the focus, but never a red one. The focus stays inside.
    Nothing waits for the answer: it comes as a signal.

    Args:
        over: any widget of the window that it covers.
        title: a question that names its object.
        text: what happens.
        width: of the panel.
    """

    #: The key of the button that was pressed; "" when it was closed from outside.
    closed = Signal(str)
    #: Its buttons leave Enter to it.
    TAKES_ENTER = True

    def __init__(self, over: QWidget, title: str, text: str = "", width: int = 520) -> None:
        window = over.window()
        super().__init__(window)
        px = look().px
        self._buttons: dict[str, Button] = {}
        self._safe = ""
        self._before: QWidget | None = None
        self._answered = False
        self.setProperty("floats", True)  # noqa: FBT003 - over the window
        self.panel = QFrame(self)
        self.panel.setProperty("kind", "dialog")
        self._width = px(width)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(px(21), px(21), px(21), px(21))
        column.setSpacing(0)
        self._title = Text(title, 20, bold=True, wrap=True)
        self._text = Text(text, 15, tone="ink_2", wrap=True)
        column.addWidget(self._title)
        column.addSpacing(px(6))
        column.addWidget(self._text)
        self._text.setVisible(bool(text))  # only now: shown without a parent it would be a window
        #: Where a dialog puts what it asks for, between the text and the buttons.
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        column.addLayout(self.body)
        column.addSpacing(px(16))
        self._row = QHBoxLayout()
        self._row.setSpacing(px(8))
        self._row.addStretch(1)
        column.addLayout(self._row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def add_button(
        self, key: str, text: str, kind: str = "neutral", keycap: str = "", *, safe: bool = False
    ) -> Button:
        """Add a button at the right of those before.

        Args:
            key: what `closed` says when it is pressed.
            text: the verb.
            kind: neutral, primary or fill_danger.
            keycap: printed on it; the safe one has ``Esc`` by itself.
            safe: what Esc chooses, and where the focus is at first if there is nothing to type in.
        """
        button = Button(text, kind, keycap or ("Esc" if safe else ""))
        button.setObjectName(key)
        button.clicked.connect(self._pressed)
        if safe:
            self._safe = key
        self._buttons[key] = button
        self._row.addWidget(button)
        return button

    def button(self, key: str) -> Button:
        """Return one of the buttons."""
        return self._buttons[key]

    def set_text(self, text: str) -> None:
        """Say something else below the title."""
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleDescription(text)
        self._place()

    def open(self) -> None:
        """Show it and take the focus. Returns at once."""
        self._before = QApplication.focusWidget()
        self._answered = False
        self.window().installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._place()
        self.show()
        self.raise_()
        self._first().setFocus(Qt.FocusReason.PopupFocusReason)

    def answer(self, key: str = "") -> None:
        """Close it with an answer, as if that button had been pressed. A second one counts for nothing."""
        if self._answered or self.isHidden():
            return
        self._answered = True
        self.window().removeEventFilter(self)
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit(key)
        self.deleteLater()

    # -- focus ---------------------------------------------------------------------------------------------------

    def _inside(self) -> list[QWidget]:
        """Return what can have the focus, in the order of reading.

        Not by Qt's chain of focus: to ask for the next in it makes that one the asking one's own for Python (PySide
        6.11), and with the dialog goes what Python knows of half the window, its handle first: keys were lost.
        """
        return [
            one
            for one in self.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(self) and one.isEnabled()
        ]

    def _first(self) -> QWidget:
        inside = self._inside()
        typed = [one for one in inside if one not in self._buttons.values()]
        if typed:
            return typed[0]
        if self._safe:
            return self._buttons[self._safe]
        return inside[0] if inside else self

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's name
        """Keep the tab key inside."""
        inside = self._inside()
        if inside:
            here = QApplication.focusWidget()
            place = inside.index(here) if here in inside else -1
            step = 1 if forward else -1
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            inside[(place + step) % len(inside)].setFocus(reason)
        return True

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now is self or self.isHidden() or self.isAncestorOf(now):
            return
        if now.window() is self.window() and not any(other.isAncestorOf(now) for other in self._above()):
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _above(self) -> list[Dialog]:
        return [one for one in self.window().findChildren(Dialog) if one is not self and not one.isHidden()]

    # -- events --------------------------------------------------------------------------------------------------

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.answer(button.objectName())

    def event(self, event: QEvent) -> bool:
        """Take every key that its contents leave over, so that no shortcut of the window acts below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc is the safe choice, Enter the button with the focus unless it is red."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.answer(self._safe)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            button = QApplication.focusWidget()
            if isinstance(button, PressButton) and button.property("kind") not in _RED and button.isEnabled():
                button.click()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave nothing over."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing below is pressed."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Cover the window when it changes its size."""
        if watched is self.window() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        window = self.window()
        self.setGeometry(0, 0, window.width(), window.height())
        width = min(self._width, self.width() - look().px(32))
        self.panel.setFixedWidth(width)
        layout = self.panel.layout()
        height = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else -1
        height = height if height > 0 else self.panel.sizeHint().height()
        self.panel.resize(width, height)
        least, bar = look().px(16), look().px(_BAR)
        top = max(least, (self.height() - height) // 2)
        if top < bar and height + bar + least <= self.height():
            top = bar  # where a toast lies, there is room for it
        self.panel.move((self.width() - width) // 2, top)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the scrim: one flat colour."""
        QPainter(self).fillRect(self.rect(), look().color("scrim"))


def open_dialog(window: QWidget) -> Dialog | None:
    """Return the dialog that lies uppermost over a window, if one is open: shortcuts ask before they act."""
    shown = [one for one in window.window().findChildren(Dialog) if not one.isHidden()]
    return shown[-1] if shown else None
