"""Keys of the field that are not text for it: with nothing typed they are about the cart, else about the results."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

#: Keys that walk, also while something is typed.
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}


class FieldKeys(QObject):
    """Watches the field.

    Args:
        walk: an arrow, 1 down, -1 up.
        step: plus or minus in the empty field.
        remove: Del in the empty field.
    """

    def __init__(
        self,
        field: QLineEdit,
        walk: Callable[[int], object],
        step: Callable[[int], object],
        remove: Callable[[], object],
    ) -> None:
        super().__init__(field)
        self._field = field
        self._walk = walk
        self._step = step
        self._remove = remove
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys that are ours."""
        if watched is not self._field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._walk(_ARROWS[key])
            return True
        if self._field.text():
            return False
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key is Qt.Key.Key_Delete:
            self._remove()
        else:
            return False
        return True
