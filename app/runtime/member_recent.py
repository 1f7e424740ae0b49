"""What a member bought last, as the centre tells it; and why it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError, FaultError
from app.domain.frozen import frozen
from app.domain.member import Purchase
from app.runtime.bridge import Bridge
from app.services.member_ports import MemberDesk


@frozen
class Recent:
    """The last purchases of a member: none while they are waited for.

    Attributes:
        is_offline: nobody could be asked.
        is_unknown: the centre does not have the member yet, such as one who has just enrolled here.
        is_refused: the centre has no answer for now.
    """

    member_id: str
    purchases: tuple[Purchase, ...] | None = None
    is_offline: bool = False
    is_unknown: bool = False
    is_refused: bool = False


class RecentPurchases(QObject):
    """Asks for them, and keeps the answer of the last question. Lives in the GUI thread.

    Signals:
        changed: there is an answer.

    Attributes:
        now: what is known; None where nobody is asked about.
    """

    changed = Signal()

    def __init__(self, desk: Callable[[], MemberDesk | None], bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._bridge = desk, bridge
        self.now: Recent | None = None

    def forget(self) -> None:
        """Nobody is asked about; an answer that still comes is nobody's."""
        self.now = None

    def ask(self, member_id: str) -> None:
        """Ask what a member bought last."""
        desk = self._desk()
        if desk is None:
            return
        asked = self.now = Recent(member_id)

        def told(recent: Recent) -> None:
            if self.now is asked:
                self.now = recent
                self.changed.emit()

        def failed(error: BaseException) -> None:
            is_unknown = isinstance(error, AppError) and error.code == "member.unknown"
            is_offline = isinstance(error, FaultError)
            is_refused = not (is_unknown or is_offline)
            told(replace(asked, is_offline=is_offline, is_unknown=is_unknown, is_refused=is_refused))
            if not isinstance(error, AppError):
                self._bridge.failed.emit(error)

        self._bridge.then(self, desk.recent(member_id), lambda found: told(replace(asked, purchases=found)), failed)

    def hear(self) -> None:
        """The centre told something: it may have a member by now whom it did not have."""
        if self.now is not None and self.now.is_unknown:
            self.ask(self.now.member_id)
