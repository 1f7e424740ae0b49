"""Layout: a document's blocks put on paper of a width. Names wrap, amounts stand right, nothing is ever clipped."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from app.devices.render.sheet import DOTS, Box, Face, Mark, Sheet
from app.devices.render.symbol import symbol
from app.domain.receipt import (
    Align,
    Banner,
    Block,
    Code,
    Cut,
    Document,
    Heading,
    Item,
    Line,
    Paper,
    Row,
    Rule,
    Size,
    Space,
    Text,
)

#: The system's fonts, as each system has them. None is shipped.
FAMILIES = (
    "Noto Sans TC",
    "Noto Sans CJK TC",
    "Source Han Sans TC",
    "Microsoft JhengHei UI",
    "PingFang TC",
    "Heiti TC",
    "sans-serif",
)
#: Heights of text in dots, by paper.
_PX = {
    Paper.MM58: {Size.SMALL: 19, Size.NORMAL: 22, Size.LARGE: 34},
    Paper.MM80: {Size.SMALL: 21, Size.NORMAL: 25, Size.LARGE: 42},
}
_HEADING_PX = {Paper.MM58: 30, Paper.MM80: 38}
#: Dots left empty at the sides, and at the ends, which the cutter takes.
_EDGE, _TOP, _BOTTOM = 4, 12, 24
_RULE = {Line.THIN: 2, Line.DASHED: 2, Line.THICK: 4}
_DASH, _GAP = 8, 6
#: A sheet is cut into several where it would be taller: painters count in 16 bits.
MOST_DOTS = 16_000


def font(face: Face) -> QFont:
    """The font of a face."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(face.px)
    made.setBold(face.bold)
    return made


def lay_out(document: Document, paper: Paper) -> tuple[Sheet, ...]:
    """Put a document on sheets, one after another on the roll."""
    layout = _Layout(paper, document)
    for block in document.blocks:
        layout.put(block)
    return layout.done()


@dataclass
class _Layout:
    """The roll while it is laid out: `y` is how far it has come."""

    paper: Paper
    document: Document
    y: int = _TOP
    boxes: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    _metrics: dict[Face, QFontMetricsF] = field(default_factory=dict)
    _tab: float = 0

    def __post_init__(self) -> None:
        self.width = DOTS[self.paper]
        self.normal = self.face(Size.NORMAL)
        self.em = self.normal.px
        rights = [self.measure(row.right, self._row_face(row)) for row in self._rows() if row.middle]
        # what stands before the values ends in one column, left of the widest value
        self._tab = self.width - _EDGE - max(rights, default=0) - self.em

    def _rows(self) -> list[Row]:
        return [block for block in self.document.blocks if isinstance(block, Row)]

    def _row_face(self, row: Row) -> Face:
        return self.face(row.size, bold=row.bold)

    def face(self, size: Size, *, bold: bool = False) -> Face:
        return Face(_PX[self.paper][size], bold)

    def metrics(self, face: Face) -> QFontMetricsF:
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(font(face))
        return self._metrics[face]

    def measure(self, text: str, face: Face) -> float:
        return self.metrics(face).horizontalAdvance(text)

    def line_height(self, face: Face) -> int:
        return round(face.px * 1.36)

    def put(self, block: Block) -> None:
        if self.y > MOST_DOTS:
            self._cut()
        match block:
            case Heading():
                self._lines(block.text, Face(_HEADING_PX[self.paper], bold=True), Align.CENTRE)
            case Text():
                self._lines(block.text, self.face(block.size, bold=block.bold), block.align)
            case Banner():
                self._banner(block)
            case Row():
                self._row(block)
            case Item():
                self._item(block)
            case Rule():
                self._rule(block.line)
            case Code():
                self._code(block)
            case Space():
                self.y += block.halves * self.line_height(self.normal) // 2
            case Cut():
                self._cut()

    def wrap(self, text: str, face: Face, width: float) -> list[str]:
        """The lines of a text: between words, between Chinese characters, and within a word that fits on no line."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        found: list[str] = []
        for part in text.splitlines() or [""]:
            layout = QTextLayout(part, font(face))
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                found.append(part[line.textStart() : line.textStart() + line.textLength()].strip())
            layout.endLayout()
        return found

    def _lines(self, text: str, face: Face, align: Align, left: float = _EDGE, width: float | None = None) -> None:
        room = self.width - _EDGE - left if width is None else width
        for line in self.wrap(text, face, room):
            self._mark(line, face, align, left, room)
            self.y += self.line_height(face)

    def _mark(self, text: str, face: Face, align: Align, left: float, width: float, *, white: bool = False) -> None:
        """One line of text at the height that was reached."""
        if not text:
            return
        wide = self.measure(text, face)
        x = {Align.LEFT: left, Align.CENTRE: left + (width - wide) / 2, Align.RIGHT: left + width - wide}[align]
        metrics = self.metrics(face)
        free = self.line_height(face) - metrics.ascent() - metrics.descent()
        self.marks.append(Mark(x, self.y + free / 2 + metrics.ascent(), wide, text, face, white))

    def _row(self, row: Row) -> None:
        face = self._row_face(row)
        left = _EDGE + (self.em if row.indent else 0)
        room = self.width - _EDGE - left
        right = self.measure(row.right, face)
        middle = self.measure(row.middle, face)
        if middle:
            self._row_of_three(row, face, left)
        elif not row.right:
            self._lines(row.left, face, Align.LEFT, left)
        elif self.measure(row.left, face) + self.em / 2 + right <= room:
            self._pair(row.left, row.right, face, left)
        elif right <= room / 2:
            *over, last = self.wrap(row.left, face, room - right - self.em / 2)
            for line in over:
                self._mark(line, face, Align.LEFT, left, room)
                self.y += self.line_height(face)
            self._pair(last, row.right, face, left)
        else:
            self._lines(row.left, face, Align.LEFT, left)
            self._lines(row.right, face, Align.RIGHT, left)

    def _row_of_three(self, row: Row, face: Face, left: float) -> None:
        room = self._tab - self.measure(row.middle, face) - left - self.em / 2
        if room < 2 * self.em:  # no room for columns: the value on a line of its own
            self._row(Row(f"{row.left} {row.middle}", row.right, size=row.size, bold=row.bold, indent=row.indent))
            return
        *over, last = self.wrap(row.left, face, room)
        for line in over:
            self._mark(line, face, Align.LEFT, left, room)
            self.y += self.line_height(face)
        self._mark(row.middle, face, Align.RIGHT, left, self._tab - left)
        self._pair(last, row.right, face, left)

    def _pair(self, text: str, value: str, face: Face, left: float) -> None:
        room = self.width - _EDGE - left
        self._mark(text, face, Align.LEFT, left, room)
        self._mark(value, face, Align.RIGHT, left, room)
        self.y += self.line_height(face)

    def _item(self, item: Item) -> None:
        self._lines(item.name, self.normal, Align.LEFT)
        self._row(Row(item.detail, item.amount, indent=True))
        for row in item.rows:
            self._row(row)
        self.y += self.em // 4

    def _rule(self, line: Line) -> None:
        above = self.em // 3
        height = _RULE[line]
        y = self.y + above
        if line is Line.DASHED:
            for x in range(_EDGE, self.width - _EDGE, _DASH + _GAP):
                self.boxes.append(Box(x, y, min(_DASH, self.width - _EDGE - x), height))
        else:
            self.boxes.append(Box(_EDGE, y, self.width - 2 * _EDGE, height))
        self.y = y + height + above

    def _banner(self, banner: Banner) -> None:
        face = Face(self.em + 4, bold=True)
        pad = self.em // 4
        room = self.width - 4 * _EDGE
        lines = self.wrap(banner.text, face, room)
        self.y += pad
        height = len(lines) * self.line_height(face) + pad
        self.boxes.append(Box(_EDGE, self.y, self.width - 2 * _EDGE, height))
        self.y += pad // 2
        for line in lines:
            self._mark(line, face, Align.CENTRE, 2 * _EDGE, room, white=True)
            self.y += self.line_height(face)
        self.y += pad // 2 + pad

    def _code(self, code: Code) -> None:
        width, height, boxes = symbol(code, self.width)
        left = (self.width - width) // 2
        self.boxes += [Box(box.x + left, box.y + self.y, box.width, box.height) for box in boxes]
        self.y += height
        if not boxes:
            self._lines(code.said or code.data, self.normal, Align.CENTRE)
        if code.caption:
            self._lines(code.caption, self.face(Size.SMALL), Align.CENTRE)

    def _cut(self) -> None:
        if self.marks or self.boxes:
            self.sheets.append(Sheet(self.width, self.y + _BOTTOM, tuple(self.boxes), tuple(self.marks)))
        self.y, self.boxes, self.marks = _TOP, [], []

    def done(self) -> tuple[Sheet, ...]:
        """The sheets; a roll that ended without a cut is cut."""
        self._cut()
        return tuple(self.sheets)
