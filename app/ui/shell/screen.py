"""What every screen is: a widget that the shell shows, with keys of its own and an ear for scans."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.runtime.workplace import Workplace
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.keymap import KeyMap
from app.ui.shell.order import chain, focusable
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.field import ScanField


class Screen(QWidget):
    """A screen. It is made anew when language, look or room change, so it keeps nothing of its own that matters.

    Attributes:
        place: the workplace.
        host: the shell that shows it: where to go, what to tell.
        frame: the room it has.
        tab: the tab that is marked while it is shown, where it has none of its own.
        remarks: the field that says what the last scan or act did, where the screen has one.
    """

    tab = ""
    remarks: ScanField | None = None

    def __init__(self, place: Workplace, host: Host, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.host = host
        self.frame = frame
        self.key("Shift+F1", self.show_keys)

    def show_keys(self) -> None:
        """Show what the keys do here."""
        self.host.ask(KeyMap(self))

    def entered(self) -> None:
        """The shell shows the screen now; put the focus where the work begins."""

    def left(self) -> None:
        """Another screen is shown now."""

    def dress(self, size: QSize) -> None:
        """Take its style and its size before it is asked for, as it would when it is shown."""
        self.resize(size)
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The tab key goes as one reads."""
        super().showEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Have the tab key go through what is here as it was laid out, the primary last, and then to the bar."""
        found = focusable(self)
        chain(sorted(found, key=lambda one: isinstance(one, PrimaryBar)))

    def entered_by_scan(self, code: str) -> bool:
        """Come to be shown because of a scan that is taken here."""
        self.entered()
        return self.scanned(code)

    def scanned(self, code: str) -> bool:
        """Take a scan; False hands it to the sell screen."""
        del code
        return False

    def forget_remark(self) -> None:
        """Another scan or act, whatever becomes of it: what the field says is of the one before."""
        if self.remarks is not None:
            self.remarks.set_note("")

    def claims(self, code: str) -> bool:
        """Whether a scan means something here that goes before what it means elsewhere, such as a way to pay."""
        del code
        return False

    def take_receipt(self, code: str) -> bool:
        """Take a receipt's code; False has the sale opened where goods come back."""
        del code
        return False

    def badge(self, code: str) -> bool:
        """Take a badge of the staff that the screen waits for; False has its holder take the counter over."""
        del code
        return False

    def typed(self, text: str) -> bool:
        """Take text that was typed with no field in focus; False drops it."""
        del text
        return False

    def back(self) -> bool:
        """Go one level back (Esc); False where there is none."""
        return False

    def key(self, sequence: str, act: Callable[[], object]) -> QShortcut:
        """Have a key do something while the screen is shown."""
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self.guarded(act))
        return shortcut

    def guarded(self, act: Callable[[], object]) -> bool:
        """Do something that may be refused; the refusal is told where the cashier looks. True if it was done."""
        self.forget_remark()
        try:
            act()
        except AppError as error:
            self.host.refused(error)
            return False
        return True
