"""Orders for pickup in the window: what the sync brought on its own thread is told here, in the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import AppError
from app.domain.order import Order, OrderState
from app.runtime.bridge import Bridge
from app.services.order_ports import Orders


class OrderBell(QObject):
    """The orders that the counter has still to be told of. Lives in the GUI thread.

    Signals:
        rang: new orders came.

    Attributes:
        news: those that nobody was told of yet, oldest first; whoever tells of them takes them out.
        is_heard: the cue was played for all that came.
    """

    rang = Signal()
    _heard = Signal()

    def __init__(self, orders: Orders, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders = orders
        self._bridge = bridge
        self.news: tuple[Order, ...] = ()
        self.is_heard = True
        self._heard.connect(self.look, Qt.ConnectionType.QueuedConnection)

    def hear(self) -> None:
        """The centre told something of orders; from any thread, returns at once."""
        self._heard.emit()

    def counts(self) -> dict[OrderState, int]:
        """How many orders stand in each of the open states: a short read."""
        return self._orders.counts()

    @Slot()
    def look(self) -> None:
        """Ask for what nobody was told of."""
        self._bridge.then(self, self._orders.take_news(), self._came, self._failed, lasts=True)

    def take(self) -> tuple[Order, ...]:
        """Those that are told of now."""
        taken, self.news = self.news, ()
        return taken

    def put_back(self, orders: tuple[Order, ...]) -> None:
        """Something else took their place before anybody could read them."""
        self.news = orders + self.news

    def _came(self, orders: tuple[Order, ...]) -> None:
        if orders:
            self.news += orders
            self.is_heard = False
            self.rang.emit()

    def _failed(self, error: BaseException) -> None:
        """They stay news, and the next one asks again; that the disk is unwell is told by who sells."""
        if not isinstance(error, AppError):
            self._bridge.failed.emit(error)
