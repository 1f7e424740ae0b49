"""Results: what a search found takes the place of the tiles; the field above keeps the focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.runtime.whole import Whole, whole_code
from app.runtime.workplace import Workplace
from app.services.lookup import SearchResult, Shown
from app.services.scan import split_times
from app.ui.screens.sell.code_row import CodeRow
from app.ui.screens.sell.goods import GoodsModel
from app.ui.screens.sell.grouptitle import GroupTitle
from app.ui.screens.sell.member_results import MemberResults
from app.ui.screens.sell.rows import ROW, RowView
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.paint import paint_text, text_width
from app.ui.widgets.panel import hairline

#: So many are shown; whoever wants others types more.
MOST = 50
#: A single Latin letter or digit is the beginning of a word or a scan, and is not searched.
_SHORT = 2
#: Qt's own height for no limit.
_NO_LIMIT = 16_777_215
_BOPOMOFO = range(0x3105, 0x312A)


def is_searched(text: str) -> bool:
    """Whether a text is enough to search for."""
    wanted = split_times(text)[1]
    return len(wanted) >= _SHORT or (bool(wanted) and not wanted.isascii())


class Results(QFrame):
    """Products that a text may mean; above them what it is the whole code of, which Enter takes then.

    Signals:
        picked: one was chosen.
        held: what there is to know about one.
        asked_unknown: sell the text as a code that nobody knows.
        asked_whole: what the text is the whole code of was touched.
    """

    picked = Signal(object)
    held = Signal(object)
    asked_unknown = Signal(str)
    asked_whole = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._text = ""
        self._found: list[SearchResult] = []
        self.setProperty("kind", "panel")
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, px(8))
        column.setSpacing(0)
        self._codes = GroupTitle(self.tr("代碼"))
        column.addWidget(self._codes)
        self.code = CodeRow()
        self.code.picked.connect(self.asked_whole)
        column.addWidget(self.code)
        self._title = GroupTitle(self.tr("商品"))
        column.addWidget(self._title)
        self.model = GoodsModel(place.counter.shop.currency, place.cart.quantity_of, self)
        self.rows = RowView(self.model, self.tr("搜尋結果"), "Enter")
        self.rows.delegate.marks = self._marks
        self.rows.picked.connect(self.picked)
        self.rows.held.connect(self.held)
        place.cart.changed.connect(self.model.refresh)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._nothing())
        column.addWidget(self._stack, 1)
        self.members = MemberResults(place)
        column.addWidget(self.members)
        column.addStretch()
        column.addSpacing(px(6))
        column.addWidget(hairline())
        self._hints = _KeyHints()
        column.addWidget(self._hints)

    def _nothing(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.addStretch(2)
        self._empty = EmptyState("search", "", self.tr("試試條碼後 4 碼或注音"))
        column.addWidget(self._empty)
        self._unknown = Button(self.tr("新增為臨時品項"))
        self._unknown.clicked.connect(lambda: self.asked_unknown.emit(self._text))
        column.addWidget(self._unknown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return box

    @property
    def count(self) -> int:
        """How many were found, of at most `MOST` of goods."""
        return len(self._found) + len(self.members.found) + (self.code.whole is not None)

    def search(self, text: str) -> None:
        """Look for what was typed; what it is the whole code of is chosen, else the first one found."""
        counter = self._place.counter
        whole = whole_code(self._place, text)
        self._text = split_times(text)[1]
        self._found = counter.catalog().search(self._text, MOST, counter.clock.now())
        by_sound = any(ord(one) in _BOPOMOFO for one in self._text)
        self.rows.delegate.sound = counter.catalog().sound if by_sound else None
        self.model.show([one.shown for one in self._found])
        self._title.show_count(self.tr("{} 筆").format(len(self._found)))
        self._title.setVisible(bool(self._found))
        self.members.search(self._text, is_below=bool(self._found))
        self._stack.setCurrentIndex(0 if self._found else 1)
        member = self._row_of(whole)
        self._show_code(whole if member is None else None)
        self._arrange()
        if whole is not None:
            self.rows.choose(-1)
            self.members.rows.choose(-1 if member is None else member)
        elif self._found:
            self.rows.choose(0)
        elif self.members.found:
            self.members.rows.choose(0)
        else:
            self._empty.set_state(
                "search", self.tr("找不到「{}」").format(self._text), self.tr("試試條碼後 4 碼或注音")
            )

    def _row_of(self, whole: Whole | None) -> int | None:
        """Where the member stands whose whole code was typed; None for another code, and for one not found below."""
        ids = [one.member_id for one in self.members.found]
        return ids.index(whole.member_id) if whole is not None and whole.member_id in ids else None

    def _show_code(self, whole: Whole | None) -> None:
        self.code.show_whole(whole)
        self._codes.setVisible(whole is not None)
        self._hints.tell(self.code.is_chosen)

    def _arrange(self) -> None:
        """Members follow upon the last of the goods; without any goods they stand alone."""
        members = bool(self.members.found)
        self._stack.setVisible(bool(self._found) or not (members or self.code.whole is not None))
        most = look().px(ROW) * len(self._found) if members else _NO_LIMIT
        self._stack.setMaximumHeight(max(1, most))

    def walk(self, steps: int) -> None:
        """Choose the row below or above: the code's, then goods, then members."""
        goods, members = self.rows, self.members.rows
        if self.code.is_chosen:
            self._leave_code(steps)
        elif members.row >= 0:
            if steps < 0 and members.row + steps < 0 and self._found:
                members.choose(-1)
                goods.choose(len(self._found) - 1)
            elif steps < 0 and members.row + steps < 0:
                self._to_code()
            else:
                members.walk(steps)
        elif steps < 0 and goods.currentIndex().row() + steps < 0:
            self._to_code()
        elif steps > 0 and self.members.found and goods.currentIndex().row() == len(self._found) - 1:
            goods.choose(-1)
            members.choose(0)
        else:
            goods.walk(steps)

    def _leave_code(self, steps: int) -> None:
        """From the code's row on to the first of what was found beside it."""
        if steps > 0 and (self._found or self.members.found):
            self.code.choose(False)  # noqa: FBT003 - not any more
            (self.rows if self._found else self.members.rows).choose(0)
            self._hints.tell(False)  # noqa: FBT003 - not the code

    def _to_code(self) -> None:
        """Back to the code's row; without one to the first of all."""
        if self.code.whole is None:
            (self.rows if self._found else self.members.rows).choose(0)
            return
        self.rows.choose(-1)
        self.members.rows.choose(-1)
        self.code.choose(True)  # noqa: FBT003 - again
        self._hints.tell(True)  # noqa: FBT003 - the code

    @property
    def count_text(self) -> str:
        """How many, in words; that there are more where there may be."""
        return (self.tr("{} 筆以上") if len(self._found) >= MOST else self.tr("{} 筆結果")).format(self.count)

    def _marks(self, name: str) -> tuple[tuple[int, int], ...]:
        return self._place.counter.catalog().marks(self._text, name)

    def chosen(self) -> Shown | None:
        """The row that Enter takes."""
        row = self.rows.currentIndex().row()
        return self._found[row].shown if 0 <= row < len(self._found) else None


class _KeyHints(QWidget):
    """What the keys do here."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(look().px(32))
        self.tell(False)  # noqa: FBT003 - goods

    def tell(self, is_code: bool) -> None:  # noqa: FBT001 - yes or no
        """Say what Enter does: a code's row says it itself."""
        self._hints = tuple(
            hint
            for hint in (
                ("↑ ↓", self.tr("選擇")),
                ("" if is_code else "Enter", self.tr("加入")),
                ("" if is_code else "2 *", self.tr("先輸入數量")),
                ("Esc", self.tr("關閉")),
            )
            if hint[0]
        )
        self.setAccessibleName(", ".join(f"{key} {words}" for key, words in self._hints))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint caps and words; what does not fit is left out."""
        painter, px = QPainter(self), look().px
        x, middle = px(15), self.height() / 2 + px(4)
        for key, words in self._hints:
            width = text_width(words, 13)
            if x + keycap_width(key) + px(16) + width > self.width() - px(8):
                return
            x += paint_keycap(painter, x, middle, key) + px(16)
            paint_text(painter, QRectF(x, middle - px(9), width + 1, px(18)), words, 13, "ink_2")
            x += width + px(29)
