"""The staff as tiles, six to a page: who wants to come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.staff import Person
from app.ui.shell.people import person_name, role_name
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.avatar import paint_avatar
from app.ui.widgets.button import IconButton
from app.ui.widgets.paint import MIDDLE, paint_box, paint_text, text_width
from app.ui.widgets.text import Text

COLUMNS, ROWS = 3, 2
PAGE = COLUMNS * ROWS
_BY_KEY = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


def broken(text: str, px: int, width: float, *, bold: bool = True) -> list[str]:
    """A text in lines that are no wider than that, broken between words where there are any."""
    layout = QTextLayout(text, look().font(px, bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


class StaffTile(QPushButton):
    """Somebody: first character, name, role."""

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._name, self._role = person_name(person), role_name(person.role)
        self._by_key = False
        self.setCheckable(True)
        self.setAccessibleName(f"{self._name} {self._role}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Remember whether a key brought the focus: then it is marked more strongly than the choice."""
        self._by_key = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space chooses; every other key is the screen's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = QPainter(self), look()
        px, area = wear.px, QRectF(self.rect())
        on = self.isChecked()
        fill = (
            "accent_tint" if on else "surface_3" if self.isDown() else "surface_2" if self.underMouse() else "surface"
        )
        line, width = ("select", 2) if on else ("line_2", 1)
        if self.hasFocus():
            line, width = "focus", 3 if on and self._by_key else 2
        paint_box(painter, area, wear.color(fill), wear.color(line), px(width), px(14))
        lines, size, step = self._lines(area.width() - px(12))
        high = area.height() >= px(132)
        side = 56 if high and len(lines) < 3 else 40
        block = px(side) + px(8) + px(step) * len(lines) + px(2 + 18)
        y = (area.height() - block) / 2
        face = QRectF(area.center().x() - px(side) / 2, round(y), px(side), px(side))
        paint_avatar(painter, face, self._name, 22 if side == 56 else 17)
        y += px(side) + px(8)
        for text in lines:
            paint_text(
                painter, QRectF(px(4), y, area.width() - px(8), px(step)), text, size, "ink", bold=True, align=MIDDLE
            )
            y += px(step)
        rect = QRectF(px(4), y + px(2), area.width() - px(8), px(18))
        paint_text(painter, rect, self._role, 13, "ink_3", align=MIDDLE)

    def _lines(self, width: float) -> tuple[list[str], int, int]:
        """The name in lines, their size and how far they are apart."""
        if text_width(self._name, 17, bold=True) <= width:
            return [self._name], 17, 24
        return broken(self._name, 15, width)[:3], 15, 20


class BadgeStrip(QWidget):
    """What a badge does here, or what was wrong with the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._state, self._wrong = "", "", ""
        self.setFixedHeight(look().px(64))

    def say(self, words: str, state: str) -> None:
        """Show what it does, and whether the reader is there."""
        self._words, self._state, self._wrong = words, state, ""
        self.setAccessibleName(f"{words} {state}".strip())
        self.update()

    def complain(self, sentence: str) -> None:
        """Show what was wrong."""
        self._wrong = sentence
        self.setAccessibleName(sentence)
        self.update()

    def text(self) -> str:
        """Return what it says."""
        return self._wrong or self._words

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it in its dashed frame."""
        painter, wear = QPainter(self), look()
        px, area = wear.px, QRectF(self.rect())
        paint_box(painter, area, None, wear.color("line_3"), px(1), px(12), dashed=True)
        wrong = bool(self._wrong)
        middle = area.center().y()
        paint_icon(
            painter, px(17), middle - px(12), "warning" if wrong else "badge", 24, "warn" if wrong else "ink_2"
        )
        right = area.right() - px(17)
        state = "" if wrong else self._state
        room = right - px(17 + 24 + 12)
        if state and text_width(self.text(), 15) + px(12) + text_width(state, 14) <= room:
            width = text_width(state, 14)
            paint_text(painter, QRectF(right - width, 0, width + 2, area.height()), state, 14, "ink_3")
            room -= width + px(12)
        size = 15 if text_width(self.text(), 15) <= room else 13
        lines = broken(self.text(), size, room, bold=False)[:2]
        step = px(22 if size == 15 else 19)
        y = middle - step * len(lines) / 2
        for text in lines:
            rect = QRectF(px(17 + 24 + 12), y, room + 2, step)
            paint_text(painter, rect, text, size, "warn" if wrong else "ink_2")
            y += step


#: Height of the words above the tiles where each is one line.
HEAD = 57


def hint() -> str:
    """What one does here."""
    return QCoreApplication.translate("PeopleColumn", "點選姓名輸入密碼，或直接刷識別證")


def head_height(question: str, width: int, *, paged: bool) -> int:
    """How high the words above the tiles are in a column so wide, in logical pixels."""
    px = look().px
    room = px(width) - (px(48 * 2 + 40) if paged else 0)
    lines = (len(broken(question, 24, room)), len(broken(hint(), 15, room, bold=False)))
    return max(HEAD, 35 * lines[0] + 22 * lines[1])


class PeopleColumn(QWidget):
    """The question who comes, the tiles, and the badge strip below.

    Args:
        people: in their order; more than six are paged.
        question: the title.
        tile: width and height of a tile, of the design.
    """

    #: Somebody was chosen; None for nobody.
    chosen = Signal(object)

    def __init__(
        self, people: list[Person], question: str, tile: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = look().px
        self._people, self._page, self._tile = people, 0, tile
        self.current: Person | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(question))
        column.addSpacing(px(24))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(12))
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        column.addLayout(self._grid)
        column.addSpacing(px(16))
        self.badge = BadgeStrip()
        self.begin_badge()
        column.addWidget(self.badge)
        column.addStretch(1)
        self.tiles: list[StaffTile] = []
        self._fill()

    def begin_badge(self) -> None:
        """Say what a badge does; whether there is a scanner nobody knows, since most of them are keyboards."""
        self.badge.say(self.tr("刷識別證即可直接登入"), self.tr("需接條碼掃描器"))

    def _head(self, question: str) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(px(3))
        title = Text(question, 24, bold=True, wrap=True)
        below = Text(hint(), 15, tone="ink_2", wrap=True)
        for label in (title, below):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            words.addWidget(label)
        row.addLayout(words, 1)
        self._earlier = IconButton("chevron-left", self.tr("上一頁"), "PgUp")
        self._earlier.clicked.connect(lambda: self.turn(-1))
        self._count = QLabel()
        self._count.setFont(look().font(14))
        self._count.setProperty("tone", "ink_3")
        self._later = IconButton("chevron-right", self.tr("下一頁"), "PgDown")
        self._later.clicked.connect(lambda: self.turn(1))
        for part in (self._earlier, self._count, self._later):
            if len(self._people) <= PAGE:  # never shown by hand: without a parent it would be a window
                part.hide()
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        self._count.setFixedHeight(px(48))
        return row

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self._people) // PAGE))

    def turn(self, step: int) -> None:
        """Show another page; the choice stays."""
        there = self._page + step
        if 0 <= there < self.pages:
            self._page = there
            self._fill()

    def _fill(self) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        first = self._page * PAGE
        self.tiles = []
        px = look().px
        for place, person in enumerate(self._people[first : first + PAGE]):
            tile = StaffTile(person)
            tile.setFixedHeight(px(self._tile[1]))
            tile.setChecked(person == self.current)
            tile.clicked.connect(lambda _=False, person=person: self.choose(person))
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            tile.show()  # at once, and not with the next turn of the event loop
            self.tiles.append(tile)
        missing = max(0, ROWS - -(-len(self.tiles) // COLUMNS))
        self._grid.setRowMinimumHeight(ROWS - 1, px(self._tile[1]) if missing else 0)
        self._count.setText(f"{self._page + 1}/{self.pages}")
        self._earlier.setEnabled(self._page > 0)
        self._later.setEnabled(self._page < self.pages - 1)

    def choose(self, person: Person | None, *, by_key: bool = False) -> None:
        """Somebody wants to come, or nobody yet; the focus goes there."""
        self.current = person
        if person is not None and person in self._people:
            page = self._people.index(person) // PAGE
            if page != self._page:
                self._page = page
                self._fill()
        for tile in self.tiles:
            tile.setChecked(tile.person == person)
            if tile.person == person:
                tile.setFocus(Qt.FocusReason.TabFocusReason if by_key else Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(person)

    def begin(self) -> None:
        """Put the focus on the one who is chosen, or where one begins to choose."""
        here = next((tile for tile in self.tiles if tile.isChecked()), None)
        for tile in [here] if here is not None else self.tiles[:1]:
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, event: QKeyEvent) -> bool:
        """Take an arrow key or a page key; True if it was one."""
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._people:
            return False
        here = next((one.person for one in self.tiles if one.hasFocus()), self.current)
        if here is None or here not in self._people:
            self.choose(self._people[self._page * PAGE], by_key=True)
            return True
        there = self._people.index(here) + step
        if 0 <= there < len(self._people):
            self.choose(self._people[there], by_key=True)
        elif self.current is None:
            self.choose(here, by_key=True)
        return True
