"""Something that a person must look at: what it is, what both sides hold of it, and that it is decided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.approval import Approval
from app.domain.text import MAX_TEXT
from app.services.task import close_request
from app.ui.screens.sync.rows import Line
from app.ui.shell.approval import ask_approval
from app.ui.shell.screen import Screen
from app.ui.theme.look import look
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field
from app.ui.widgets.panel import KeyValueRow, Panel
from app.ui.widgets.text import Text

translate = QCoreApplication.translate
DECIDE, CANCEL = "decide", "cancel"
_WIDTH = 640


class DecideDialog(Dialog):
    """Tells all of it; closed with ``decide`` once a note says how it was settled, where it can be settled here.

    Args:
        rows: words and values.
    """

    def __init__(self, over: QWidget, line: Line, rows: list[tuple[str, str]]) -> None:
        super().__init__(over, line.title, line.sub, _WIDTH)
        self.body.addSpacing(look().px(8))
        if rows:
            panel = Panel(kind="inset")
            inner = panel.column((16, 8, 16, 8), 0)
            for words, value in rows:
                inner.addWidget(KeyValueRow(words, value, height=32))
            self.body.addWidget(panel)
        if line.badge:
            todo = translate("Sync", "該做的事：{}").format(line.badge)
            self.body.addWidget(Text(todo, 15, bold=True, wrap=True))
        self.words: Field | None = None
        if not line.key:
            self.add_button(CANCEL, translate("Sync", "關閉"), safe=True)
            return
        self.words = Field(translate("Sync", "怎麼處理的"))
        self.words.edit.setMaxLength(MAX_TEXT)
        self.words.textChanged.connect(self._typed)
        self.words.returnPressed.connect(self._entered)
        self.body.addWidget(self.words)
        self.add_button(CANCEL, translate("Sync", "取消"), safe=True)
        self._decide = self.add_button(DECIDE, translate("Sync", "結案"), "primary", "Enter")
        self._typed("")

    @property
    def note(self) -> str:
        """How it was settled."""
        return "" if self.words is None else self.words.text().strip()

    def _typed(self, _: str) -> None:
        self._decide.setEnabled(bool(self.note))

    def _entered(self) -> None:
        if self._decide.isEnabled():
            self._decide.click()


def show_line(screen: Screen, line: Line, rows: list[tuple[str, str]], done: Callable[[], None]) -> None:
    """Tell all of a row, and have it decided by who may."""
    dialog = DecideDialog(screen, line, rows)

    def answered(key: str) -> None:
        if key == DECIDE:
            _decide(screen, line, dialog.note, done)

    screen.host.ask(dialog)  # first: what it is answered with may be another dialog
    dialog.closed.connect(answered)


def _decide(screen: Screen, line: Line, note: str, done: Callable[[], None]) -> None:
    place = screen.place
    entry_id, actor = place.counter.ids.mint(), place.session.actor

    def allowed(approval: Approval | None) -> None:
        by = actor if approval is None else approval.approved_by  # whoever decides is told to the centre
        screen.guarded(lambda: place.sync.decide(line.key, note, by, entry_id, done))

    told = [(translate("Sync", "事項"), line.title)]
    ask_approval(screen.host, place, close_request(entry_id, note), allowed, told=told)
