"""Goods: a catalogue file is taken in, and what of it did not go in is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.runtime.start import SHOWN_REMARKS, Intaken, Starting
from app.ui.screens.start.page import Page
from app.ui.shell.errors import sentence
from app.ui.shell.forms import keep_left
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button
from app.ui.widgets.paint import paint_text, text_width
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressBar
from app.ui.widgets.text import Text

_Index = QModelIndex | QPersistentModelIndex


class GoodsPage(Page):
    """One file after the other may be taken in, now or later."""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        self.title = self.tr("商品從哪裡來？")
        self.hint = self.tr("匯入現有的商品目錄，也可以之後再匯入")
        panel = Panel()
        inner = panel.column((20, 20, 20, 20), 14)
        told = self.tr("CSV 或 Excel（xlsx），第一列是欄位名稱：貨號、品名、條碼、分類、售價、庫存")
        inner.addWidget(Text(told, 15, tone="ink_2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        self.choose = Button(self.tr("選擇檔案"), "neutral", icon="upload", size="lg")
        self.choose.clicked.connect(self.ask)
        row.addWidget(self.choose)
        self._file = Text("", 15, tone="ink_2")
        row.addWidget(self._file)
        row.addStretch(1)
        inner.addLayout(row)
        self._bar = ProgressBar()
        inner.addWidget(self._bar)
        self.column.addLayout(keep_left(panel))
        self.result = Result()
        self.column.addLayout(keep_left(self.result), 1_000)
        self.column.addStretch(1)
        self._told_of: Intaken | None = None
        starting.progressed.connect(self.refresh)
        self.refresh()

    def primary(self) -> tuple[str, str]:
        """On, with or without goods."""
        if self.starting.is_busy:
            return self.tr("下一步"), self.tr("匯入中…")
        return (self.tr("下一步") if self.starting.products else self.tr("之後再匯入")), ""

    def entered(self) -> None:
        """Begin with the file."""
        self.choose.setFocus()

    def ask(self) -> None:
        """Ask the system for a file."""
        dialog = QFileDialog(self, self.tr("選擇商品目錄"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = self.tr("商品目錄")
        dialog.setNameFilter(f"{kinds} (*.csv *.xlsx *.xlsm *.txt *.gz)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, path: str) -> None:
        """Take a file in."""
        self.starting.take_in(Path(path))

    def refresh(self) -> None:
        """Show how far it is, and what came of it."""
        work, file = self.starting.work, self.starting.file
        self.choose.setEnabled(work is None)
        self._bar.setVisible(work is not None and file is not None)
        if work is not None:
            self._bar.show_progress(work.done, work.whole)
        told = "" if file is None else file.name
        if work is not None and work.whole:
            told = self.tr("{}　{} / {} 項").format(told, work.done, work.whole)
        self._file.setText(told)
        self.result.setVisible(self.starting.taken is not None)
        if self.starting.taken is not None:
            self.result.show_taken(self.starting.taken, self.starting.remarks_at)
            self._keep_the_rest(self.starting.taken)

    def _keep_the_rest(self, taken: Intaken) -> None:
        """What is too much to show is written beside the file, once."""
        if self._told_of is taken or self.starting.is_busy or self.starting.remarks_at is not None:
            return
        self._told_of = taken
        if len(taken.remarks) > SHOWN_REMARKS:
            self.starting.keep_remarks([(line, sentence(error)) for line, error in taken.remarks])


class Result(QWidget):
    """What went in, and which rows did not, with their reasons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(10))
        self._badges = QHBoxLayout()
        self._badges.setSpacing(look().px(8))
        column.addLayout(self._badges)
        self._head = Text("", 15, bold=True)
        column.addWidget(self._head)
        self.model = RemarkModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_RemarkRows(self.view))
        self.view.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.view.setAccessibleName(self.tr("沒有匯入的列"))
        self.view.setMinimumHeight(look().px(120))
        column.addWidget(self.view, 1)
        self._rest = Text("", 14, tone="ink_2", wrap=True)
        column.addWidget(self._rest)

    def show_taken(self, taken: Intaken, kept_at: Path | None) -> None:
        """Show what came of a file."""
        while (item := self._badges.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        refused = taken.rows_refused
        counts = (
            (taken.added, self.tr("新增 {}"), "ok", "check"),
            (taken.updated, self.tr("更新 {}"), "ok", "check"),
            (taken.unchanged, self.tr("不變 {}"), "neutral", ""),
            (taken.stocked, self.tr("庫存 {}"), "neutral", "box"),
            (refused, self.tr("未匯入 {} 列"), "warn", "warning"),
        )
        for count, words, tone, icon in counts:
            if count:
                self._badges.addWidget(Badge(words.format(count), tone, icon))
        self._badges.addStretch(1)
        lines = [*taken.remarks[:SHOWN_REMARKS], *taken.notes[:SHOWN_REMARKS]]
        self.model.show_lines([(line, sentence(error)) for line, error in lines])
        self._head.setVisible(bool(lines))
        self._head.setText(self.tr("沒有匯入的列") if taken.remarks else self.tr("附註"))
        self.view.setVisible(bool(lines))
        self._rest.setVisible(len(taken.remarks) > SHOWN_REMARKS)
        where = "" if kept_at is None else str(kept_at)
        self._rest.setText(self.tr("這裡顯示前 {} 項，全部列在 {}").format(SHOWN_REMARKS, where))


class RemarkModel(QAbstractListModel):
    """Lines of a file, and what is wrong with each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[tuple[int, str]] = []

    def show_lines(self, lines: list[tuple[int, str]]) -> None:
        """Show other lines."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many there are."""
        del parent
        return len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line's number and its sentence."""
        line, words = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line, words
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.tr("第 {} 列　{}").format(line, words) if line else words
        return None


class _RemarkRows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        return QSize(look().px(200), look().px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line, words = index.data(Qt.ItemDataRole.UserRole)
        px, area = look().px, QRectF(option.rect)
        left = area.left()
        if line:
            number = self.tr("第 {} 列").format(line)
            paint_text(painter, QRectF(left, area.top(), px(96), area.height()), number, 14, "ink_3")
            left += max(px(88), text_width(number, 14) + px(12))
        paint_text(painter, QRectF(left, area.top(), area.right() - left, area.height()), words, 14, "ink")
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), px(1)), look().color("line"))
