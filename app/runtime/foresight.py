"""Foresight: work that will be asked for, done in pieces while nobody touches the counter."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

#: Seconds without a touch before a piece, and milliseconds between two of them: a touch comes in between.
REST_S, GAP_MS = 0.4, 10
#: Milliseconds between two looks at whether the counter rests.
LOOK_MS = 200

Piece = Callable[[], object]


class Foresight(QObject):
    """Does pieces of work between the turns of the window. Lives in the GUI thread.

    What somebody asks for meanwhile is done there and then, as if there were no foresight.

    Args:
        rest_s: seconds since somebody touched the counter.

    Signals:
        ended: all pieces are done.
    """

    ended = Signal()

    def __init__(self, rest_s: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest_s = rest_s
        self._pieces: Iterator[Piece] | None = None
        self._has_ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether there is work left."""
        return self._pieces is not None

    def begin(self, pieces: Iterable[Piece]) -> None:
        """Do these pieces; what is left of others is forgotten."""
        self._pieces = iter(pieces)
        self._timer.start(LOOK_MS)

    def forget(self) -> None:
        """Do no more of them."""
        self._pieces = None
        self._timer.stop()

    def _look(self) -> None:
        if self._pieces is None:
            return
        if self._rest_s() < REST_S:
            self._timer.start(LOOK_MS)
            return
        piece = next(self._pieces, None)
        if piece is None:
            self._end()
            return
        self._timer.start(GAP_MS)
        piece()

    def _end(self) -> None:
        self._pieces = None
        if not self._has_ended:
            self._has_ended = True
            gc.freeze()  # what was read into memory stays: no collection walks through it, which would take 50 ms
        self.ended.emit()
