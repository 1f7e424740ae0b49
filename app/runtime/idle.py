"""Idle: notices that nobody has touched the counter for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

#: Seconds before the end at which it is told (ux.md, section 10).
WARNING_S = 20

_ACTIVE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Counts the seconds since the last key, touch or movement of a window. Lives in the GUI thread.

    It watches the window below the widgets (`watch`), which sees each event once; a filter on every widget would cost
    each paint and each timer a call.

    Args:
        limit_s: seconds after which it is over, asked anew each time; 0 for never.
        now: seconds of a clock that never goes back.

    Signals:
        warned: so many seconds are left.
        stirred: somebody came back after a warning.
        expired: nobody did.
    """

    warned = Signal(int)
    stirred = Signal()
    expired = Signal()

    def __init__(
        self, limit_s: Callable[[], int], parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._limit_s = limit_s
        self._now = now
        self._last = now()
        self._has_warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.look)

    @property
    def is_running(self) -> bool:
        """Whether it counts."""
        return self._timer.isActive()

    @property
    def rest_s(self) -> float:
        """Seconds since somebody last touched the window, whether it counts or not."""
        return self._now() - self._last

    def start(self) -> None:
        """Count from now."""
        self._last, self._has_warned = self._now(), False
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._has_warned = False

    def watch(self, window: QObject) -> None:
        """Take what happens at a window for somebody's presence."""
        window.removeEventFilter(self)
        window.installEventFilter(self)

    def stir(self) -> None:
        """Somebody is there, by whatever sign."""
        self._last = self._now()
        if self._has_warned:
            self._has_warned = False
            self.stirred.emit()

    def look(self) -> None:
        """See how long it has been."""
        limit = self._limit_s()
        if not limit:
            return
        left = limit - (self._now() - self._last)
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= min(WARNING_S, limit / 2) and not self._has_warned:
            self._has_warned = True
            self.warned.emit(round(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Notice what a person does; take nothing away."""
        if event.type() in _ACTIVE:
            self.stir()
        return False
