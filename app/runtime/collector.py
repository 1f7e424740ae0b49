"""Python's collector of unused objects, run by the GUI thread alone.

Python collects in whichever thread happens to make the object that is one too many: the writer, a reader, the
printer's. A widget that is part of a ring, as each is that connects a signal to its own method, would be taken apart
there while Qt may be in the middle of painting it or handing it an event, and the program would die. So collecting by
itself is off while there is a window, and a timer does it between two turns of the window. What the counter makes in
other threads waits for that; it is never much.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks. One that finds little costs some microseconds.
LOOK_MS = 200
#: Collections of what is young between two of everything.
ALL_AFTER = 25


class Collector(QObject):
    """Collects in the thread that makes it, which is the one with the widgets."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on no other thread collects."""
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collect what is young if there is enough of it, and now and then all that was made since the start."""
        young, _, since_all = gc.get_count()
        if since_all >= ALL_AFTER:
            gc.collect()
        elif young > gc.get_threshold()[0]:
            gc.collect(1)

    def stop(self) -> None:
        """Collect what is left, and let Python do it by itself again: the windows are gone."""
        self._timer.stop()
        gc.collect()
        gc.enable()
