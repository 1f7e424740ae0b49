"""The slip that goes along while an order is picked, printed when somebody asks for it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.domain.errors import AppError
from app.domain.pickup import Pickup
from app.domain.receipt.picking import pick_slip
from app.ui.screens.pickup.lines import known
from app.ui.shell.screen import Screen


class Slip(QObject):
    """Prints it.

    Args:
        screen: whose host and workplace it uses; what came of it is told while it is shown.
    """

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen, self._place = screen, screen.place

    def print_chosen(self) -> None:
        """Print that of the order that is looked at."""
        one = self._place.pickup.chosen
        if one is not None:
            self._screen.guarded(lambda: self._print(one))

    def _print(self, one: Pickup) -> None:
        place = self._place
        counter, language = place.counter, place.preferences.now.language
        named = {line.goods.sku: known(place, line)[0] for line in one.lines}
        slip = pick_slip(one, counter.shop, counter.clock.now(), language.value, named)
        place.bridge.then(self, counter.paper.print_now(slip), self._printed, self._failed)

    def _printed(self, _: None) -> None:
        if self._screen.isVisible():
            self._screen.host.toast(self.tr("已列印撿貨單"), "ok")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self._screen.host.refused(error)
        else:
            self._place.bridge.failed.emit(error)
