"""Hands at the counter: what a cashier does at the window and reads there, each act in a turn of the loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from app.ui.shell.window import Window
from app.ui.widgets.dialog import open_dialog
from tests.ui.scan_keys import Keys

#: Seconds that anything may take to happen.
PATIENCE_S = 60

Act = Callable[[], object]
#: Acts, each in a turn of its own, and None for a look at whether something has happened.
Script = Iterator[Act | None]


class StuckError(RuntimeError):
    """The counter did not get where the script thought."""


class Hands:
    """What a cashier does at the window, and what she reads there. Every act is a turn of the loop of its own."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.place = window.place
        self.keys_at = Keys(window)

    # --- reading ------------------------------------------------------------------------------------------------

    def find(self, name: str, kind: type = QAbstractButton) -> QWidget:
        """The one visible widget of an accessible name, in the dialog if one is open.

        Raises:
            StuckError: there is none, or several.
        """
        around = open_dialog(self.window) or self.window
        there = [one for one in around.findChildren(kind) if one.isVisible()]
        found = [one for one in there if one.accessibleName() == name]
        if len(found) != 1:
            raise StuckError(f"{len(found)} of {name!r} among {sorted({one.accessibleName() for one in there})}")
        return found[0]

    def has(self, name: str, kind: type = QWidget) -> bool:
        return any(one.isVisible() and one.accessibleName() == name for one in self.window.findChildren(kind))

    def reads(self, text: str) -> bool:
        """Whether a text is anywhere on the screen."""
        labels = (one for one in self.window.findChildren(QLabel) if one.isVisible())
        return any(text in one.text() for one in labels)

    @property
    def where(self) -> str:
        return self.window.shell.name

    @property
    def is_asked(self) -> bool:
        return open_dialog(self.window) is not None

    @property
    def is_at_rest(self) -> bool:
        return self.place.bridge.is_idle and not self.window.is_changing

    # --- doing --------------------------------------------------------------------------------------------------

    def rest(self, done: Callable[[], bool] = lambda: True, what: str = "rest") -> Script:
        """Wait until nothing is under way and something is so."""
        end = time.monotonic() + PATIENCE_S
        yield None
        while not (self.is_at_rest and done()):
            if time.monotonic() > end:
                shown = sorted({one.accessibleName() for one in self.window.findChildren(QWidget) if one.isVisible()})
                raise StuckError(f"waiting for {what} at {self.where}: {shown}")
            yield None

    def touch(self, name: str, kind: type = QAbstractButton) -> Script:
        """Press a button with a finger."""
        button = self.find(name, kind)
        if not button.isEnabled():
            raise StuckError(f"{name!r} is not enabled")
        yield lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        yield from self.rest()

    def touch_row(self, view: str, row: int, *, right: bool = False) -> Script:
        """Touch a row or a tile of a list."""
        there = self.find(view, QAbstractItemView)
        assert isinstance(there, QAbstractItemView)
        where: QPoint = there.visualRect(there.model().index(row, 0)).center()
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        yield lambda: QTest.mouseClick(there.viewport(), button, pos=where)
        yield from self.rest()

    def rows(self, view: str) -> list[str]:
        """A list's rows as they are read out."""
        there = self.find(view, QAbstractItemView)
        assert isinstance(there, QAbstractItemView)
        model = there.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    def keys(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Script:
        """Type keys and texts, wherever the focus is, each key in a turn of its own."""
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                yield lambda one=one: self._key(one, held)
                yield from self.rest()

    def _key(self, key: Qt.Key | str, held: Qt.KeyboardModifier) -> None:
        there = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(there, key, held)
        else:
            QTest.keyClick(there, key, held)

    def scan(self, *codes: str, gap: int = 50) -> Script:
        """A scanner types codes, as quickly as they come, so many milliseconds apart."""
        for code in codes:
            yield lambda code=code: self.keys_at.scan(code, pause=gap)
        yield from self.rest()

    def until(self, done: Callable[[], bool], what: str) -> Script:
        yield from self.rest(done, what)
