"""What is said of members, on any screen: who came into the cart, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from app.domain.errors import AppError
from app.domain.member import MemberCard
from app.runtime.workplace import Workplace
from app.ui.shell.host import Host

translate = QCoreApplication.translate


class MemberTeller(QObject):
    """Tells who came into the cart, and takes it back if that is asked for.

    Args:
        host: where it is told.
        is_over: whether the screen after a sale is shown, which whoever comes next leaves.
    """

    def __init__(self, place: Workplace, host: Host, is_over: Callable[[], bool]) -> None:
        super().__init__()
        self._place, self._host, self._is_over = place, host, is_over
        place.member.attached.connect(self._attached)

    def close(self) -> None:
        """Another shell takes over."""
        self._place.member.attached.disconnect(self._attached)

    def _attached(self, card: MemberCard | None) -> None:
        if self._place.session.person is None:
            return
        if self._is_over():
            self._host.go("sell")
        self._host.cue("accepted")
        said = translate("Member", "會員已加入本筆") if card is None else _words(card)
        self._host.toast(said, "ok", translate("Member", "復原"), self._undo)

    def _undo(self) -> None:
        try:
            self._place.cart.undo()
        except AppError as error:
            self._host.refused(error)


def _words(card: MemberCard) -> str:
    return translate("Member", "會員 {} 已加入本筆").format(card.name)
