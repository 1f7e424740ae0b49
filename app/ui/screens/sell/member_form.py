"""Becoming a member: what a customer says, what they agree to, and what is kept of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.member import Consent, Enrolment
from app.runtime.member_enrol import Enrolling
from app.ui.screens.sell.member_words import consent_text
from app.ui.shell.errors import sentence
from app.ui.shell.zones import scrolled
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.check import CheckRow
from app.ui.widgets.field import Complaint, Field, Typing
from app.ui.widgets.panel import Panel, hairline
from app.ui.widgets.text import Text


class FormPage(QWidget):
    """Shows the draft of `Enrolling` and tells it what is typed.

    Signals:
        accepted: make the customer a member.
    """

    accepted = Signal()

    def __init__(self, enrolling: Enrolling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enrolling = enrolling
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(px(20), px(12), px(20), px(12))
        body.setSpacing(px(8))
        body.addLayout(self._fields())
        body.addLayout(self._consents())
        body.addWidget(self._kept())
        body.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())

    def _fields(self) -> QGridLayout:
        px = look().px
        self.fields = {
            "name": Field(self.tr("王小明"), self.tr("會員姓名")),
            "phone": Field("0912 345 678", self.tr("會員電話"), typing=Typing.CODE),
            "email": Field("name@example.com", self.tr("會員電子郵件"), typing=Typing.CODE),
            "birthday": Field(self.tr("月／日，例如 4/12"), self.tr("會員生日"), typing=Typing.CODE),
        }
        words = (self.tr("姓名"), self.tr("電話"), self.tr("電子郵件（選填）"), self.tr("生日（選填）"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        for place, (label, (name, field)) in enumerate(zip(words, self.fields.items(), strict=True)):
            box = QVBoxLayout()
            box.setSpacing(px(4))
            box.addWidget(Text(label, 14, bold=True))
            box.addWidget(field)
            box.addStretch(1)
            field.textChanged.connect(partial(self._typed, name))
            grid.addLayout(box, place // 2, place % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        return grid

    def _consents(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.checks: dict[Consent, CheckRow] = {}
        for one in Consent:
            title, means = consent_text(one)
            check = self.checks[one] = CheckRow(title, sub=means)
            check.clicked.connect(partial(self._agree, one))
            column.addWidget(check)
        self._missing = Complaint()
        self._missing.hide()
        column.insertWidget(1, self._missing)
        return column

    def _kept(self) -> Panel:
        panel = Panel(kind="inset")
        said = self.tr("本機只留遮罩後的姓名與電話末三碼；原文加密後交給總部，這台機器讀不回來")
        panel.row((14, 8, 14, 8)).addWidget(Text(said, 13, tone="ink_2", wrap=True), 1)
        return panel

    def _foot(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(20), px(12))
        row.addStretch(1)
        self.keep_button = Button(self.tr("建立會員"), "primary", "Enter", size="lg")
        self.keep_button.clicked.connect(self.accepted)
        row.addWidget(self.keep_button)
        return row

    def begin(self) -> None:
        """What is missing first; else the name."""
        wrong = next((name for name in self.fields if name in self._enrolling.problems), "")
        form = self._enrolling.draft or Enrolment("", "")
        empty = "name" if not form.name else "phone" if not form.phone else "name"
        if not wrong and "consents" in self._enrolling.problems:
            self.checks[Consent.MEMBERSHIP].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fields[wrong or empty].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter accepts, wherever the focus is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, name: str, text: str) -> None:
        form = self._enrolling.draft
        if form is not None and text != getattr(form, name):
            self._enrolling.write(name, text)
            self.fields[name].set_error()

    def _agree(self, one: Consent) -> None:
        self._enrolling.agree(one, agrees=self.checks[one].isChecked())
        self._missing.hide()

    def refresh(self) -> None:
        """It begins, something of it needs another look, or it is being kept."""
        form = self._enrolling.draft
        if form is None:
            return
        problems = self._enrolling.problems
        for name, field in self.fields.items():
            said = str(getattr(form, name))
            if field.text() != said:
                field.setText(said)
            field.set_error(sentence(UserError(problems[name])) if name in problems else "")
        for one, check in self.checks.items():
            check.setChecked(one in form.consents)
        self._missing.say(sentence(UserError(problems["consents"])) if "consents" in problems else "")
        self._missing.setVisible("consents" in problems)
        self.keep_button.setEnabled(not self._enrolling.is_busy)
