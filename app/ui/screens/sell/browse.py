"""Browse: category chips and a page of tiles, or the same as a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.workplace import Workplace
from app.services.ports import Shown
from app.ui.screens.sell.tiles import TileModel, TileView
from app.ui.shell.frame import BUTTON_GAP, GAP, PAD, Frame
from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import ChipBar

#: The chip of what sells most.
OFTEN = ""


class Browse(QWidget):
    """The work zone while nothing else is asked: chips and tiles.

    Signals:
        picked: goods were chosen, by their SKU.
        held: a tile was pressed for long.
    """

    picked = Signal(object)

    def __init__(self, place: Workplace, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._frame = frame
        self._category = OFTEN
        self._pages: list[tuple[str, str]] = [("", "")]
        self._page = 0
        see = look()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(see.px(GAP))
        head = QHBoxLayout()
        head.setSpacing(see.px(BUTTON_GAP))
        self._chips = self._make_chips()
        self.chip_bar = ChipBar(list(self._chips.values()))
        head.addWidget(self.chip_bar, 1)
        self._earlier = IconButton("chevron-left", self.tr("上一頁"), "PgUp", "neutral")
        self._earlier.clicked.connect(lambda: self.turn(-1))
        self._later = IconButton("chevron-right", self.tr("下一頁"), "PgDown", "neutral")
        self._later.clicked.connect(lambda: self.turn(1))
        head.addWidget(self._earlier)
        head.addWidget(self._later)
        layout.addLayout(head)
        self.model = TileModel(place.counter.shop.currency, place.cart.quantity_of, self)
        self.tiles = TileView(self.model, frame, width)
        self.tiles.picked.connect(self.picked)
        self.tiles.beyond.connect(self.turn)
        layout.addWidget(self.tiles, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty = EmptyState("box", self.tr("尚無商品資料"), self.tr("請店長匯入商品目錄"))
        layout.addWidget(self._empty, 1)
        layout.addStretch()
        place.cart.changed.connect(self.model.refresh)
        self.choose(OFTEN)

    def _make_chips(self) -> dict[str, Chip]:
        chips = {OFTEN: Chip(self.tr("常用"))}
        for path in self._place.counter.catalog().categories():
            top = path.split("/")[0]
            if top not in chips:
                chips[top] = Chip(top)
        for name, chip in chips.items():
            chip.clicked.connect(lambda _=False, name=name: self.choose(name))
        return chips

    @property
    def size_of_page(self) -> int:
        """Tiles on one page."""
        return self._frame.columns * self._frame.rows

    def choose(self, category: str) -> None:
        """Show another category from its first page."""
        self._category = category
        self._pages, self._page = [("", "")], 0
        for name, chip in self._chips.items():
            chip.setChecked(name == category)
        self._show()

    def turn(self, pages: int) -> None:
        """Show the next page, or the one before."""
        there = self._page + pages
        if 0 <= there < len(self._pages):
            self._page = there
            self._show()
            self.tiles.setCurrentIndex(self.model.index(0))

    def refresh(self) -> None:
        """Stock or prices changed."""
        self._show()

    def _read(self) -> list[Shown]:
        """The page, and one product more that tells whether another follows."""
        counter, at = self._place.counter, self._place.counter.clock.now()
        catalog, size = counter.catalog(), self.size_of_page
        if self._category != OFTEN:
            return catalog.browse(self._category, self._pages[self._page], size + 1, at)
        often = catalog.often_sold(size, at)
        if len(often) < size:  # a young shop: what sells is not known yet
            known = {one.found.product.sku for one in often}
            more = (one for path in self._tops() for one in catalog.browse(path, ("", ""), size // 4, at))
            often += [one for one in more if one.found.product.sku not in known][: size - len(often)]
        return often

    def _tops(self) -> list[str]:
        return [name for name in self._chips if name != OFTEN]

    def _show(self) -> None:
        shown = self._read()
        size = self.size_of_page
        page = shown[:size]
        if len(shown) > size and self._page == len(self._pages) - 1:
            last = page[-1].found.product
            self._pages.append((last.category, last.sku))
        self.model.show(page)
        self._earlier.setVisible(self._page > 0)
        self._later.setVisible(self._page < len(self._pages) - 1)
        self.tiles.setVisible(bool(page))
        self._empty.setVisible(not page)


def work_width(window: int, frame: Frame) -> int:
    """The inner width of the work zone in pixels, of a window so wide."""
    see = look()
    side = 0 if frame.room == 0 else see.px(frame.side)
    return window - side - 2 * see.px(PAD)
