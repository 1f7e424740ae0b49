"""One entry that is on its way, with all that it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.sync import Opened
from app.runtime.workplace import Workplace
from app.ui.screens.sync.content import content_lines
from app.ui.screens.sync.lists import people_names, unsent_line
from app.ui.screens.sync.rows import LineModel, LineView
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text


class EntryPage(QWidget):
    """Its name, when and by whom; its fields, one below the other; a way back."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._shown: Opened | None = None
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        head = QHBoxLayout()
        head.setSpacing(px(16))
        names = QVBoxLayout()
        names.setSpacing(0)
        self._title, self._sub = Text("", 24, bold=True), Text("", 14, tone="ink_2", wrap=True)
        names.addWidget(self._title)
        names.addWidget(self._sub)
        head.addLayout(names, 1)
        self._amount = Text("", 24, bold=True)
        head.addWidget(self._amount)
        self.back = Button(self.tr("返回"), "neutral", "Esc")
        self.back.clicked.connect(place.sync.look_away)
        head.addWidget(self.back)
        column.addLayout(head)
        panel = Panel()
        self._model = LineModel(self)
        self.view = LineView(self._model, self.tr("紀錄內容"))
        panel.column((0, 4, 0, 4), 0).addWidget(self.view)
        panel.setMinimumHeight(px(200))
        column.addWidget(panel, 1)

    def show_entry(self, opened: Opened) -> None:
        """Show an entry, from its beginning; the same once more changes nothing."""
        if opened is self._shown:
            return
        self._shown = opened
        names = people_names(self._place)
        line = unsent_line(self._place, names, opened.row)
        self._title.setText(line.title)
        self._sub.setText(line.sub)
        self._amount.setText(line.right)
        self._model.show_lines(content_lines(self._place, names, opened.entry.body))
        self.view.scrollToTop()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
