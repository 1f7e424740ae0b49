"""A question that needs a reason: one of the usual ones at one touch, or words of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field
from app.ui.widgets.option import OptionButton
from app.ui.widgets.panel import KeyValueRow, Panel
from app.ui.widgets.text import Text

DO, CANCEL = "do", "cancel"
_ACROSS = 2


class ReasonDialog(Dialog):
    """Asks why; closed with ``do`` once there is a reason, else with ``cancel``.

    Args:
        over: any widget of the window.
        title: a question that names its object.
        text: what happens.
        reasons: each as it is kept, and in the window's language.
        verb: of the button that does it.
        kind: of that button.
        rows: words and values of what it is about.
        note: what a line for further words is called; empty for none.

    Attributes:
        reason: as it is kept.
    """

    def __init__(
        self,
        over: QWidget,
        title: str,
        text: str,
        reasons: Sequence[tuple[str, str]],
        verb: str,
        kind: str = "primary",
        rows: Sequence[tuple[str, str]] = (),
        note: str = "",
    ) -> None:
        super().__init__(over, title, text)
        self.reason = ""
        self.body.addSpacing(look().px(8))
        if rows:
            panel = Panel(kind="inset")
            inner = panel.column((16, 8, 16, 8), 0)
            for label, value in rows:
                inner.addWidget(KeyValueRow(label, value, height=32))
            self.body.addWidget(panel)
        self.body.addWidget(Text(self.tr("原因"), 15, bold=True))
        self.body.addLayout(self._reasons(reasons))
        self.words = Field(self.tr("說明原因"))
        self.words.textChanged.connect(self._typed)
        self.words.returnPressed.connect(self._entered)
        self.words.hide()
        self.body.addWidget(self.words)
        self._note = Field(note) if note else None
        if self._note is not None:
            self._note.returnPressed.connect(self._entered)
            self.body.addWidget(self._note)
        self.add_button(CANCEL, self.tr("取消"), safe=True)
        self._do = self.add_button(DO, verb, kind)
        self._tell()

    @property
    def note(self) -> str:
        """What was written beside the reason."""
        return "" if self._note is None else self._note.text().strip()

    def _reasons(self, reasons: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(look().px(8))
        self._group = QButtonGroup(self)
        self._acts: list[Callable[[], None]] = []
        offered = [(shown, partial(self._choose, kept)) for kept, shown in reasons]
        for place, (shown, act) in enumerate([*offered, (self.tr("其他"), self._other)]):
            button = OptionButton(shown, str(place + 1))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(act)
            self._group.addButton(button)
            self._acts.append(button.click)
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        return grid

    def _choose(self, kept: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of a signal
        self.reason = kept
        self.words.hide()
        self._tell()

    def _other(self) -> None:
        self.reason = self.words.text().strip()
        self.words.show()
        self._tell()
        self.words.setFocus()

    def _typed(self, text: str) -> None:
        self.reason = text.strip()
        self._tell()

    def _entered(self) -> None:
        if self._do.isEnabled() and self._do.kind == "primary":
            self._do.click()

    def _tell(self) -> None:
        self._do.setEnabled(bool(self.reason))
        self._do.setReason("" if self.reason else self.tr("先選原因"))
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits choose a reason; the rest is every dialog's."""
        text = event.text()
        typing = self.words.edit.hasFocus() or (self._note is not None and self._note.edit.hasFocus())
        if text.isdecimal() and 0 < int(text) <= len(self._acts) and not typing:
            event.accept()
            self._acts[int(text) - 1]()
            return
        super().keyPressEvent(event)
