"""The printer's lamp in the window: what the print worker tells on its own thread arrives here in the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.runtime.printing import Lamp, LampState


class PrinterLamp(QObject):
    """How the printer stands. Lives in the GUI thread.

    Signals:
        changed: the printer began, ended or stopped; what became of a paper is on the disk by then.

    Attributes:
        now: as it was told last; off until a print worker runs.
    """

    changed = Signal()
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = Lamp(LampState.OFF)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def tell(self, lamp: Lamp) -> None:
        """Hand the lamp over; from any thread, returns at once."""
        self._told.emit(lamp)

    @Slot(object)
    def _take(self, lamp: Lamp) -> None:
        self.now = lamp
        self.changed.emit()
