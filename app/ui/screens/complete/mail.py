"""The receipt by e-mail: one field on the screen after a sale, with what the customer agrees to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.contact import email_of
from app.domain.errors import UserError
from app.services.contact_ports import MailAsked
from app.ui.screens.complete.steps import Step
from app.ui.shell.errors import sentence
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field, Typing
from app.ui.widgets.text import Text


class MailForm(QWidget):
    """An address to type; the primary of the screen sends it.

    Signals:
        closed: it was put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.address = Field("name@example.com", self.tr("電子郵件"), "mail", typing=Typing.CODE)
        self.address.textChanged.connect(lambda _: self.address.set_error())
        self.cancel = Button(self.tr("取消"), "neutral", "Esc")
        self.cancel.clicked.connect(self.close_form)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(Text(self.tr("電子郵件"), 15, bold=True), 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), 0)
        column.setSpacing(px(8))
        column.addLayout(row)
        column.addWidget(self.address)
        consent = self.tr("已徵得顧客同意：信箱只用來寄這一次的明細，加密後交給中心")
        column.addWidget(Text(consent, 13, tone="ink_3", wrap=True))
        self.hide()

    def open_form(self) -> None:
        """Ask for an address."""
        self.address.setText("")
        self.address.set_error()
        self.show()
        self.address.setFocus()

    def close_form(self) -> None:
        """Put it away; what was typed is forgotten."""
        self.address.setText("")
        self.hide()
        self.closed.emit()

    def typed(self) -> str | None:
        """What was typed, if it is an address; says so where it is none."""
        if email_of(self.address.text()) is not None:
            return self.address.text()
        self.address.set_error(sentence(UserError("contact.not_an_email")))
        self.address.setFocus()
        return None


def mail_step(asked: MailAsked) -> Step:
    """How a receipt by e-mail stands: at the counter, or with the centre that sends it."""
    translate = QCoreApplication.translate
    title = translate("Complete", "寄送明細")
    if asked.is_handed_on:
        return Step("mail", title, asked.masked, translate("Complete", "已交中心"), "ok", "check")
    return Step("mail", title, asked.masked, translate("Complete", "待上傳"), "accent", "sync")
