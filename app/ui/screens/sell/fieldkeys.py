"""Keys of the field that are not text for it: with nothing typed they are about the cart, else about the results."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

#: Keys that walk, also while something is typed.
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}


class FieldKeys(QObject):
    """Watches the field.

    Args:
        walk: an arrow, 1 down, -1 up.
        step: plus or minus in the empty field.
        remove: Del in the empty field.
        undo: the key that takes back, which is the cart's while there is no text to take back.
    """

    def __init__(
        self,
        field: QLineEdit,
        walk: Callable[[int], object],
        step: Callable[[int], object],
        remove: Callable[[], object],
        undo: Callable[[], object],
    ) -> None:
        super().__init__(field)
        self._field = field
        self._walk = walk
        self._step = step
        self._remove = remove
        self._undo = undo
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys that are ours."""
        if watched is not self._field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~_PLAIN
        if plain and key in _ARROWS:
            self._walk(_ARROWS[key])
            return True
        return not self._field.text() and self._of_cart(event, key, plain=plain)

    def _of_cart(self, event: QKeyEvent, key: Qt.Key, *, plain: bool) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        elif plain and key in _STEPS:
            self._step(_STEPS[key])
        elif plain and key is Qt.Key.Key_Delete:
            self._remove()
        else:
            return False
        return True
