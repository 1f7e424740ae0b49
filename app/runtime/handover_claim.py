"""Claims: the orders that a customer was shown to have, kept for this counter for as long as they stand there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.domain.frozen import frozen
from app.runtime.bridge import Bridge
from app.services.pickup_ports import Presented
from app.services.pickup_present import Present
from app.services.ports import Clock

#: Milliseconds after which the centre is asked to keep them on: well within its quarter of an hour.
RENEW_MS = 240_000
_SECOND = 1_000_000
#: Microseconds for which an answer holds whatever the clocks say; how long before its end it is asked for anew; and
#: how long it holds at most by this terminal's clock, where the centre's goes otherwise.
_SURE, _MARGIN, _MOST = 5 * _SECOND, 30 * _SECOND, 14 * 60 * _SECOND


@frozen
class _Kept:
    """What was shown, and until when it holds; microseconds UTC by this terminal's clock."""

    shown: Presented
    until: int


class Claims(QObject):
    """Asks the centre anew in time. Lives in the GUI thread, and waits for nobody."""

    def __init__(
        self, present: Callable[[], Present], clock: Clock, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._present, self._clock, self._bridge = present, clock, bridge
        self._kept: dict[str, _Kept] = {}
        self._renewal = QTimer(self)
        self._renewal.setInterval(RENEW_MS)
        self._renewal.timeout.connect(self.renew)

    def take(self, order_id: str, shown: Presented) -> None:
        """An order can be given, as was answered just now."""
        now = self._clock.now()
        told = min(shown.until or now + _MOST, now + _MOST)
        self._kept[order_id] = _Kept(shown, max(told - _MARGIN, now + _SURE))
        self._turn()

    def drop(self, order_id: str) -> None:
        """The customer has it, or cannot have it."""
        self._kept.pop(order_id, None)
        self._turn()

    def give_up_one(self, order_id: str) -> None:
        """One of them is not handed over after all: another counter may."""
        if order_id in self._kept:
            self._present().give_up(self._kept[order_id].shown)
            self.drop(order_id)

    def give_up(self) -> None:
        """Nothing is handed over from here: another counter may."""
        for one in self._kept.values():
            self._present().give_up(one.shown)
        self._kept = {}
        self._turn()

    def is_online(self, order_id: str) -> bool:
        """Whether the centre said that no other counter can hand it over."""
        return order_id in self._kept and self._kept[order_id].shown.online

    def is_over(self, order_id: str) -> bool:
        """Whether the centre said so, and it does not hold any more: another counter may have it by now."""
        return self.is_online(order_id) and self._clock.now() >= self._kept[order_id].until

    def ask(self, order_id: str, came: Callable[[Presented], None], failed: Callable[[BaseException], None]) -> None:
        """Have an order kept anew, under the same id."""
        claim_id = self._kept[order_id].shown.claim_id
        self._bridge.then(self, self._present().show(order_id, claim_id, renew=True), came, failed)

    def renew(self) -> None:
        """Have the time of all begin anew; where that cannot be they hold until it is over."""
        for order_id, one in self._kept.items():
            if one.shown.online:
                asked = self._present().show(order_id, one.shown.claim_id, renew=True)
                self._bridge.then(self, asked, partial(self._renewed, order_id), self._failed, lasts=True)

    def _renewed(self, order_id: str, found: Presented) -> None:
        if not (found.online and found.gives):
            return
        before = self._kept.get(order_id)
        if before is not None and before.shown.claim_id == found.claim_id:
            self.take(order_id, found)

    def _failed(self, error: BaseException) -> None:
        self._bridge.failed.emit(error)  # the centre's silence is an answer; this is anything else

    def _turn(self) -> None:
        is_needed = any(one.shown.online for one in self._kept.values())
        if is_needed != self._renewal.isActive():
            self._renewal.start() if is_needed else self._renewal.stop()
