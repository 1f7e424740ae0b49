"""A moment after a screen came in which a second press of what led there is not heard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

#: As long as the second touch of a finger, or the second press of a key, may take.
DEAF_MS = 400


def deaf_moment(parent: QObject) -> QTimer:
    """A timer that is active for the moment, once it is started."""
    found = QTimer(parent)
    found.setSingleShot(True)
    found.setInterval(DEAF_MS)
    return found
