"""The field of the board: orders are found by what is typed, goods are checked off or laid in the place of others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.domain.pickup_done import Substitute, Why
from app.runtime.pickup import Work
from app.services.lookup import Shown
from app.ui.screens.pickup.rows import GoodsList
from app.ui.screens.pickup.zone import BoardZone
from app.ui.screens.sell.results import is_searched
from app.ui.shell.screen import Screen

_ARROWS = {Qt.Key.Key_Down, Qt.Key.Key_Up}


class Finding(QObject):
    """What is scanned or typed on the board.

    Args:
        screen: whose host and workplace it uses.
        goods: the pick list.
        opened: called with the order that is to be looked at.
        put: called with the shelf that it is to be put on.
    """

    def __init__(
        self,
        screen: Screen,
        zone: BoardZone,
        goods: GoodsList,
        opened: Callable[[str], object],
        put: Callable[[str], object],
    ) -> None:
        super().__init__(screen)
        self._screen, self._zone, self._goods, self._opened, self._put = screen, zone, goods, opened, put
        self._board, self._field = screen.place.pickup, zone.field
        zone.picked.connect(self._replace)
        self._field.textChanged.connect(self._sought)
        self._field.returnPressed.connect(self._entered)
        self._field.installEventFilter(self)

    def scanned(self, code: str) -> bool:
        """Take a scan; False where it is nothing of the board's."""
        board = self._board
        if board.work is Work.SUBSTITUTE:
            self._scan_substitute(code)
        elif not board.scan(code):
            found = board.find(code)
            if found is None and self._put_on(board.shelf_of(code)):
                return True
            if found is None:
                return board.chosen is not None and board.can_pick and self._unknown(code)
            self._opened(found.order_id)
        return True

    def _put_on(self, shelf: str) -> bool:
        """Say the shelf that a label says; False where it says none."""
        if shelf:
            self._field.clear()
            self._screen.host.cue("accepted")
            self._put(shelf)
            self._field.set_note(self.tr("貨架 {}").format(shelf))
        return bool(shelf)

    def _unknown(self, code: str) -> bool:
        self._screen.host.cue("rejected")
        self._field.set_note(self.tr("查無此條碼 {}").format(code[:20]), "warn", "warning")
        return True

    # --- what is typed ------------------------------------------------------------------------------------------

    def _sought(self, text: str) -> None:
        if text:
            self._field.set_note("")
        if self._board.work is Work.SUBSTITUTE:
            self._zone.search(text)
        else:
            self._board.seek(text)

    def _entered(self) -> None:
        text = self._field.text().strip()
        if self._board.work is Work.SUBSTITUTE:
            self._enter_substitute(text)
        elif not text:
            self._zone.board.begin()
        elif self._board.scan(text):
            self._field.clear()
        else:
            self._find(text)

    def _find(self, text: str) -> None:
        """An order by its number, a shelf in use, the only order that is shown; else a shelf of no use yet."""
        board = self._board
        found = board.find(text)
        if found is None and self._put_on(board.used_shelf(text)):
            return
        found = found or board.only()
        if found is not None:
            self._field.clear()
            self._opened(found.order_id)
        elif not self._put_on(board.shelf_of(text)):
            self._screen.host.cue("rejected")
            self._field.set_count(self.tr("找不到"), "warn", "warning")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows in the field walk to the cards; up, and while goods are picked, to the goods of the order."""
        if watched is not self._field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if Qt.Key(event.key()) not in _ARROWS or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if self._board.work is Work.SUBSTITUTE:
            self._zone.results.rows.walk(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Up or self._board.can_pick:
            return self._goods.isVisible() and self._goods.begin()
        else:
            self._zone.board.begin("" if self._board.chosen is None else self._board.chosen.order_id)
        return True

    # --- goods in the place of others ---------------------------------------------------------------------------

    def _enter_substitute(self, text: str) -> None:
        chosen = self._zone.results.chosen()
        if chosen is not None and is_searched(text):
            self._replace(chosen)
        elif text:
            self._scan_substitute(text)

    def _scan_substitute(self, code: str) -> None:
        found = self._screen.place.counter.catalog().find(code, self._board.now)
        if found is None:
            self._unknown(code)
        else:
            self._replace_by(found.product.sku, found.product.name)

    def _replace(self, shown: Shown) -> None:
        self._replace_by(shown.found.product.sku, shown.found.product.name)

    def _replace_by(self, sku: str, name: str) -> None:
        self._field.clear()
        self._screen.guarded(lambda: self._board.replace(Substitute(sku, name), Why.SOLD_OUT))
