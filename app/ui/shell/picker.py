"""A long list with a search above it: time zones and currencies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location
from babel.numbers import get_currency_name
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.frozen import frozen
from app.domain.money import currencies
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.field import LineField
from app.ui.widgets.paint import RIGHT, begin_button, paint_box, paint_text, text_width
from app.ui.widgets.press import PressButton

#: Of a long list, so many at once take some 5 ms; and more than there are of anything.
AT_ONCE, ALL = 60, 10_000

_Index = QModelIndex | QPersistentModelIndex


#: Signs that people type for one another: the long and the short tai of Taipei, an underscore and a blank.
_ALIKE = {0x81FA: 0x53F0, ord("_"): ord(" ")}


@frozen
class Pick:
    """One thing of a list: its key, its words, a note at the right, and what else it is found by."""

    key: str
    words: str
    note: str = ""
    found_by: str = ""

    def fits(self, typed: str) -> bool:
        """Whether everything that was typed is in it somewhere."""
        text = _plain(f"{self.key} {self.words} {self.note} {self.found_by}")
        return all(part in text for part in _plain(typed).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)


def zone_picks(ids: Sequence[str], language: str, first: str, at: datetime | None = None) -> Iterator[Pick]:
    """Time zones with their cities and how far they are from UTC now; one of them first. All take some 50 ms.

    Args:
        ids: IANA names.
        language: of the cities' names.
        first: what is chosen most likely.
    """
    locale = Locale.parse("zh_Hant_TW" if language.startswith("zh") else "en")
    now = at or datetime.now(UTC)
    for one in sorted(ids, key=lambda one: (one != first, one)):
        city = get_timezone_location(one, locale=locale, return_city=True)
        offset = now.astimezone(ZoneInfo(one)).utcoffset()
        minutes = 0 if offset is None else round(offset.total_seconds()) // 60
        yield Pick(one, f"{city}", f"{one}　{offset_text(minutes)}")


def offset_text(minutes: int) -> str:
    """``UTC+8``, ``UTC−3:30``."""
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def currency_picks(language: str, first: str) -> list[Pick]:
    """Currencies with their names; one of them first."""
    locale = Locale.parse("zh_Hant_TW" if language.startswith("zh") else "en")
    codes = sorted((one.code for one in currencies()), key=lambda one: (one != first, one))
    return [Pick(code, get_currency_name(code, locale=locale), code) for code in codes]


class PickButton(PressButton):
    """What is chosen of a long list, in a box like a field's; a press opens the list."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._words, self._note = name, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(48))

    def show_pick(self, words: str, note: str = "") -> None:
        """Show what is chosen."""
        self._words, self._note = words, note
        self.setAccessibleName(f"{self._name} {words}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = begin_button(self), look()
        px, area = wear.px, QRectF(self.rect())
        if not self.hasFocus() and self.isEnabled():
            paint_box(painter, area, None, wear.color("line_3"), px(1), px(10))
        ink = "ink" if self.isEnabled() else "ink_3"
        right = area.right() - px(14)
        if self.isEnabled():
            paint_icon(painter, right - px(20), area.center().y() - px(10), "chevron-right", 20, "ink_3")
            right -= px(28)
        if self._note:
            width = text_width(self._note, 13)
            room = QRectF(right - width, 0, width + 2, area.height())
            if width + text_width(self._words, 15) + px(15 + 12) <= right:
                paint_text(painter, room, self._note, 13, "ink_3", align=RIGHT)
                right -= width + px(12)
        paint_text(painter, QRectF(px(15), 0, right - px(15), area.height()), self._words, 15, ink, free=True)


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[Pick] = []
        self._typed = ""
        self.shown: list[Pick] = []

    def add(self, picks: Sequence[Pick]) -> None:
        self._all += picks
        fits = [one for one in picks if one.fits(self._typed)]
        if fits:
            self.beginInsertRows(QModelIndex(), len(self.shown), len(self.shown) + len(fits) - 1)
            self.shown += fits
            self.endInsertRows()

    def find(self, typed: str) -> None:
        self._typed = typed
        self.beginResetModel()
        self.shown = [one for one in self._all if one.fits(typed)]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        del parent
        return len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{one.words} {one.note}".strip()
        return None


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        return QSize(look().px(200), look().px(52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one: Pick = index.data(Qt.ItemDataRole.UserRole)
        wear = look()
        px, area = wear.px, QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on:
            paint_box(painter, area.adjusted(px(4), px(1), -px(4), -px(1)), wear.color("accent_tint"), radius=px(10))
        else:
            painter.fillRect(QRectF(px(16), area.bottom(), area.width() - px(32), px(1)), wear.color("line"))
        width = min(text_width(one.note, 13), area.width() * 0.6)
        right = area.right() - px(16)
        rect = QRectF(right - width, area.top(), width + 2, area.height())
        paint_text(painter, rect, one.note, 13, "ink_3", align=RIGHT)
        rect = QRectF(area.left() + px(16), area.top(), right - width - px(28) - area.left(), area.height())
        paint_text(painter, rect, one.words, 16, "accent_ink" if on else "ink", bold=on, free=True)


class Picker(QWidget):
    """A search, and below it the list that fits: arrows and Enter choose, or a finger.

    Args:
        picks: what there is to choose from; a long list is read in turns of the loop, some at a time.
        current: the key of what is marked at first.
    """

    #: The key of what was chosen.
    picked = Signal(str)

    def __init__(self, picks: Iterable[Pick], name: str, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        self.search = LineField(self.tr("搜尋"), "search")
        self.search.setAccessibleName(name)
        self.model = _Model(self)
        self._rest, self._wanted = iter(picks), current
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Rows(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(name)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the search has it; arrows go on from there
        self.view.clicked.connect(self._chosen)
        self.search.textChanged.connect(self._find)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self._reading.start(0)
        self._read()

    def _read(self, most: int = AT_ONCE) -> None:
        """Read on, and mark what is to be marked once it is there."""
        before = self.model.rowCount()
        some = list(islice(self._rest, most))
        self.model.add(some)
        if len(some) < most:
            self._reading.stop()
        if self._wanted and any(one.key == self._wanted for one in some):
            self._select(next((row for row, one in enumerate(self.model.shown) if one.key == self._wanted), 0))
        elif not before:
            self._select(0)

    def _find(self, typed: str) -> None:
        self._wanted = ""  # the first that fits is marked
        self.model.find(typed)
        self._select(0)

    def _select(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.model.shown[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows go through the list, Enter takes what is marked."""
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }.get(Qt.Key(event.key()))
        if step is not None:
            self._wanted = ""
            here = self.view.currentIndex().row()
            self._select(max(0, min(self.model.rowCount() - 1, here + step)))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._reading.isActive():
                self._read(ALL)  # quicker fingers than the list: what was typed may be in the rest
            self._chosen(self.view.currentIndex())
        else:
            super().keyPressEvent(event)
