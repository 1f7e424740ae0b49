"""Browse: category chips and a page of tiles, or the same goods as rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.runtime.selling import OFTEN
from app.runtime.workplace import Workplace
from app.services.lookup import Shown
from app.ui.screens.sell.goods import GoodsModel
from app.ui.screens.sell.rows import ROW, RowView
from app.ui.screens.sell.tiles import TileView
from app.ui.screens.sell.words import is_english
from app.ui.shell.frame import BUTTON_GAP, GAP, PAD, Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import ChipBar
from app.ui.widgets.segment import Segment
from app.ui.widgets.text import Text

GRID, LIST = "grid", "list"
#: Goods of a category are counted so far.
COUNTED = 5_000


class Browse(QWidget):
    """The work zone while nothing else is asked: chips, and tiles or rows.

    Signals:
        picked: goods were chosen.
        held: goods were pressed for long.
    """

    picked = Signal(object)
    held = Signal(object)

    def __init__(self, place: Workplace, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._selling = place.selling
        self._frame = frame
        self._counted, self._goods = "", 0
        see = look()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(see.px(GAP))
        layout.addLayout(self._head())
        self.model = GoodsModel(place.counter.shop.currency, place.cart.quantity_of, self)
        self.tiles = TileView(self.model, frame, width)
        self.rows = RowView(self.model, self.tr("商品清單"))
        self._area = QStackedWidget()
        self._area.addWidget(self._held_up(self.tiles))
        self._area.addWidget(self._panel(self.rows))
        self._area.addWidget(EmptyState("box", self.tr("尚無商品資料"), self.tr("請店長匯入商品目錄")))
        layout.addWidget(self._area, 1)
        for view in (self.tiles, self.rows):
            view.picked.connect(self.picked)
            view.held.connect(self.held)
            view.beyond.connect(self.turn)
        place.cart.changed.connect(self.model.refresh)
        self.refresh()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(look().px(BUTTON_GAP))
        self._shelves = self._place.counter.catalog().shelves()
        named = [(one.path, one.name_en if one.name_en and is_english() else one.path) for one in self._shelves]
        self.chips = ChipBar([(OFTEN, self.tr("常用")), *named])
        self.chips.set_current(self._selling.category)
        self.chips.chosen.connect(self.choose)
        head.addWidget(self.chips, 1)
        self.earlier = IconButton("chevron-left", self.tr("上一頁"), "PgUp", "neutral")
        self.earlier.clicked.connect(lambda: self.turn(-1))
        self.later = IconButton("chevron-right", self.tr("下一頁"), "PgDn", "neutral")
        self.later.clicked.connect(lambda: self.turn(1))
        self.where = Text("", 14, tone="ink_2")
        self.where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head.addWidget(self.earlier)
        head.addWidget(self.where)
        head.addWidget(self.later)
        self.views = Segment([(GRID, "", "grid", ""), (LIST, "", "list", "")], (self.tr("圖格"), self.tr("清單")))
        self.views.set_current(LIST if self._place.preferences.now.goods_as_list else GRID)
        self.views.chosen.connect(self._view)
        if self._frame.room <= Room.COMPACT:
            self.views.hide()  # shown before it has a parent it would be a window of its own for a moment
        head.addWidget(self.views)
        return head

    @staticmethod
    def _held_up(view: QWidget) -> QWidget:
        """A view at the top left of its place, however much room there is: the last gap may be cut off."""
        holder = QWidget()
        view.setParent(holder)
        view.move(0, 0)
        return holder

    @staticmethod
    def _panel(view: QWidget) -> QFrame:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, look().px(4), 0, look().px(4))
        column.addWidget(view)
        return panel

    @property
    def is_list(self) -> bool:
        """Whether the goods are rows."""
        return self.views.current() == LIST

    @property
    def size_of_page(self) -> int:
        """Goods on one page."""
        if not self.is_list:
            return self._frame.columns * self._frame.rows
        whole = self._frame.rows * (self._frame.tile_height + GAP) - GAP
        return max(1, (whole - 8) // ROW)

    def choose(self, category: str) -> None:
        """Show another category from its first page."""
        self._counted = ""
        self._selling.browse(category)
        self.chips.set_current(category)
        self.refresh()

    def _view(self, view: str) -> None:
        self._place.preferences.choose(goods_as_list=view == LIST)
        self._selling.browse(self._selling.category)  # another view has other pages
        self.refresh()

    def turn(self, pages: int) -> None:
        """Show the next page, or the one before."""
        there = self._selling.page + pages
        if 0 <= there < len(self._selling.pages):
            self._selling.page = there
            self.refresh()
            view = self.rows if self.is_list else self.tiles
            view.setCurrentIndex(self.model.index(0))

    def refresh(self) -> None:
        """Read the page anew: another one, or stock and prices changed."""
        selling, shown, size = self._selling, self._read(), self.size_of_page
        page = shown[:size]
        if len(shown) > size and selling.page == len(selling.pages) - 1:
            last = page[-1].found.product
            selling.pages.append((last.category, last.sku))
        self.model.show(page)
        self._tell_where(size)
        self.earlier.setVisible(len(selling.pages) > 1)
        self.later.setVisible(len(selling.pages) > 1)
        self.earlier.setEnabled(selling.page > 0)
        self.later.setEnabled(selling.page < len(selling.pages) - 1)
        self._area.setCurrentIndex(2 if not page else 1 if self.is_list else 0)

    def _tell_where(self, size: int) -> None:
        """Which page of how many; of a category that nobody counts to the end, which page alone."""
        selling = self._selling
        self.where.setVisible(len(selling.pages) > 1)
        if len(selling.pages) == 1:
            return
        if self._counted != selling.category:
            self._counted = selling.category
            self._goods = self._place.counter.catalog().how_many(selling.category, COUNTED)
        page, whole = selling.page + 1, -(-self._goods // size)
        known = self._goods < COUNTED and whole >= len(selling.pages)
        self.where.setText(f"{page} / {whole}" if known else str(page))
        said = self.tr("第 {} 頁，共 {} 頁").format(page, whole) if known else self.tr("第 {} 頁").format(page)
        self.where.setAccessibleName(said)

    def _read(self) -> list[Shown]:
        """The page, and one product more that tells whether another follows."""
        counter, selling = self._place.counter, self._selling
        catalog, at, size = counter.catalog(), counter.clock.now(), self.size_of_page
        if selling.category != OFTEN:
            return catalog.browse(selling.category, selling.pages[selling.page], size + 1, at)
        often = catalog.often_sold(size, at)
        if len(often) < size:  # a young shop: what sells is not known yet
            known = {one.found.product.sku for one in often}
            each = -(-size // max(1, len(self._shelves))) + 1
            more = (one for shelf in self._shelves for one in catalog.browse(shelf.path, ("", ""), each, at))
            often += [one for one in more if one.found.product.sku not in known][: size - len(often)]
        return selling.in_order(often, size)


def work_width(window: int, frame: Frame) -> int:
    """The inner width of the work zone in pixels, of a window so wide."""
    see = look()
    side = 0 if frame.room is Room.DRAWER else see.px(frame.side)
    return window - side - 2 * see.px(PAD)
