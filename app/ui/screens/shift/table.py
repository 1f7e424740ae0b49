"""The drawer by face value: notes beside coins, each row a field and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.money import TWD, Currency
from app.domain.shift import Denomination
from app.ui.screens.shift.cells import Cell
from app.ui.theme.look import look
from app.ui.widgets.money import currency_sign, digits_text
from app.ui.widgets.paint import LEFT, MIDDLE, RIGHT, paint_text, text_width
from app.ui.widgets.panel import Panel, hairline

#: Height of a row in the design, and the least one in which its field fits.
ROW, ROW_LEAST = 80, 60
#: Height of the head above the rows.
TOP = 48
#: From the left edge of a row to its field: face value and times sign; and where the row is narrow.
FIELD_AT, CLOSE = 139, 106


def face_key(face: int) -> str:
    """The key of a face value's cell."""
    return f"face:{face}"


def face_text(face: int, of: Currency) -> str:
    """A face value as people say it: without the decimals that it does not have."""
    return digits_text(face, of).removesuffix("." + "0" * of.exponent) if of.exponent else digits_text(face, of)


class FaceRow(QWidget):
    """One face value: ``100 × [34]  3,400``; tinted while its field has the focus."""

    def __init__(self, one: Denomination, of: Currency, *, last: bool, corner: Qt.Corner | None = None) -> None:
        super().__init__()
        px = look().px
        self.face = one.face
        self._currency, self._last, self._corner = of, last, corner if last else None
        self._count: int | None = None
        self._figure = face_text(one.face, of)
        what = self.tr("{} 元").format(self._figure) if of == TWD else currency_sign(of) + self._figure
        self.cell = Cell(face_key(one.face), what, self.tr("張數") if one.is_note else self.tr("枚數"))
        self.cell.setParent(self)
        self.setMinimumHeight(px(ROW_LEAST))
        self.setMaximumHeight(px(ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.cell.entered.connect(self._lit)
        self.cell.editingFinished.connect(self.update)

    def _lit(self, _key: str) -> None:
        self.update()

    def show_count(self, count: int | None) -> None:
        """Show a count."""
        self._count = count
        self.cell.show_count(count)
        self.cell.setAccessibleDescription(digits_text(self.face * (count or 0), self._currency))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least height; what room there is makes it as high as drawn."""
        return QSize(look().px(320), look().px(ROW_LEAST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the field and a sum beside it."""
        px = look().px
        return QSize(px(CLOSE + 104 + 8 + 20) + text_width("00,000", 17), px(ROW_LEAST))

    def _field_at(self) -> int:
        """Return where the field stands; closer where the room is narrow."""
        px = look().px
        return px(FIELD_AT) if self.width() >= px(340) else px(CLOSE)

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Keep the field in its place."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.cell.move(self._field_at(), (self.height() + 1 - self.cell.height()) // 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The whole row is the field's."""
        event.accept()
        self.cell.setFocus(Qt.FocusReason.MouseFocusReason)

    def _ground(self) -> QPainterPath:
        """Return the row's area, inside the panel's rounded corner if it lies in one."""
        area, path, round_ = QRectF(self.rect()), QPainterPath(), look().px(13)
        if self._corner is None:
            path.addRect(area)
            return path
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(area, round_, round_)
        path.addRect(area.adjusted(0, 0, 0, -round_))
        if self._corner is Qt.Corner.BottomLeftCorner:
            path.addRect(area.adjusted(round_, 0, 0, 0))
        elif self._corner is Qt.Corner.BottomRightCorner:
            path.addRect(area.adjusted(0, 0, -round_, 0))
        return path.simplified()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the face value, the sign and the sum."""
        see, painter = look(), QPainter(self)
        px, high = see.px, float(self.height())
        if self.cell.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(self._ground(), see.color("accent_tint"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), see.color("line"))
        field = self._field_at()
        paint_text(painter, QRectF(px(20), 0, px(90), high), self._figure, 20, "ink",
                   bold=True, align=LEFT)  # fmt: skip
        paint_text(painter, QRectF(field - px(28), 0, px(14), high), "×", 17, "ink_3", align=MIDDLE)
        amount = digits_text(self.face * (self._count or 0), self._currency)
        left = field + px(104 + 8)
        room = QRectF(left, 0, self.width() - px(20) - left, high)
        paint_text(painter, room, amount, 17, "ink", align=RIGHT)


class FaceColumn(QWidget):
    """Notes or coins, with their subtotal on top."""

    def __init__(
        self, title: str, faces: Sequence[Denomination], of: Currency, rows: int, corner: Qt.Corner | None
    ) -> None:
        super().__init__()
        self._title, self._currency, self._sum = title, of, 0
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(TOP), 0, 0)
        column.setSpacing(0)
        self.rows = [FaceRow(one, of, last=place == rows - 1, corner=corner) for place, one in enumerate(faces)]
        for row in self.rows:
            column.addWidget(row, 1)
        column.addStretch(max(0, rows - len(self.rows)) or 0)
        self._say()

    def _say(self) -> None:
        words = self.tr("{} 小計 {}").format(self._title, digits_text(self._sum, self._currency))
        self.setAccessibleName(words)
        self.update()

    def show_counts(self, counts: dict[int, int]) -> None:
        """Show the counts of its face values."""
        for row in self.rows:
            row.show_count(counts.get(row.face))
        self._sum = sum(row.face * counts.get(row.face, 0) for row in self.rows)
        self._say()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint title and subtotal."""
        see, painter = look(), QPainter(self)
        px = see.px
        area = QRectF(px(20), px(3), self.width() - px(40), px(TOP - 3))
        paint_text(painter, area, self._title, 17, "ink", bold=True)
        figure = digits_text(self._sum, self._currency)
        paint_text(painter, area, figure, 15, "ink", bold=True, align=RIGHT)
        beside = area.adjusted(0, 0, -text_width(figure, 15, bold=True) - px(15), 0)
        paint_text(painter, beside, self.tr("小計"), 15, "ink_2", align=RIGHT)


class DrawerTable(Panel):
    """Notes beside coins, or below them where the room is narrow."""

    def __init__(self, faces: Sequence[Denomination], of: Currency, *, narrow: bool) -> None:
        super().__init__()
        notes = [one for one in faces if one.is_note]
        coins = [one for one in faces if not one.is_note]
        most = max(len(notes), len(coins))
        left, right = Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner
        self.columns = [
            FaceColumn(self.tr("紙鈔"), notes, of, len(notes) if narrow else most, None if narrow else left),
            FaceColumn(self.tr("硬幣"), coins, of, len(coins) if narrow else most, None if narrow else right),
        ]
        box = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.columns[0], len(notes) if narrow else 1)
        box.addWidget(hairline(vertical=not narrow))
        box.addWidget(self.columns[1], len(coins) if narrow else 1)
        least = sum(len(one.rows) for one in self.columns) if narrow else most
        self.setMinimumHeight(look().px(TOP * (2 if narrow else 1) + ROW_LEAST * least) + 2)
        self.setMaximumHeight(look().px(TOP * (2 if narrow else 1) + ROW * least) + 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least height; what room there is makes it as high as drawn."""
        return QSize(look().px(400), self.minimumHeight())

    def show_counts(self, counts: dict[int, int]) -> None:
        """Show the counts by face value."""
        for column in self.columns:
            column.show_counts(counts)


class HeadPanel(Panel):
    """A panel with a head on a tint of its own, 40 high."""

    HEAD = 40

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, look().px(self.HEAD), 0, 0)
        self.body.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the head inside the rounded corners."""
        super().paintEvent(event)
        see, painter = look(), QPainter(self)
        px = see.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside, round_ = QRectF(self.rect()).adjusted(1, 1, -1, -1), px(13)
        whole, head = QPainterPath(), QPainterPath()
        whole.addRoundedRect(inside, round_, round_)
        head.addRect(QRectF(inside.left(), inside.top(), inside.width(), px(self.HEAD)))
        painter.fillPath(whole.intersected(head), see.color("surface_2"))
        area = QRectF(1 + px(20), 1, self.width() - 2 - px(40), px(self.HEAD))
        paint_text(painter, area, self._title, 15, "ink", bold=True)
        self.paint_head(painter, area)

    def paint_head(self, painter: QPainter, area: QRectF) -> None:
        """Paint what else stands in the head."""
