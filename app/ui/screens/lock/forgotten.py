"""A forgotten PIN: a manager allows another one; a manager alone in the shop has the recovery code for it."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.approval import Approval, Request, Subject
from app.domain.errors import AppError, UserError
from app.domain.staff import PIN_LONGEST, PIN_SHORTEST, Permission, Person, Role, choose_pin, may
from app.runtime.workplace import Workplace
from app.ui.shell.approval import ApprovalDialog
from app.ui.shell.errors import sentence
from app.ui.shell.host import Host
from app.ui.shell.people import person_name
from app.ui.shell.pin import PinPad
from app.ui.theme.look import look
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import Field, Typing

DONE, CANCEL = "done", "cancel"
#: The least height of a key, in the design.
_KEY = 48


class Forgotten:
    """Brings somebody from a forgotten PIN to a new one.

    Args:
        person: who forgot; None where nobody was chosen yet.
        over: a widget of the window.
    """

    def __init__(self, place: Workplace, host: Host, person: Person | None, over: QWidget) -> None:
        self._place = place
        self._host = host
        self._person = person
        self._over = over

    def begin(self) -> None:
        """Ask a manager, or for the code."""
        person = self._person
        if person is None:
            self._host.toast(QCoreApplication.translate("Forgotten", "先點選姓名，再重設密碼"), "info")
            return
        others = [
            one
            for one in self._place.session.people()
            if one.staff_id != person.staff_id and may(one.role, Permission.MANAGE_STAFF)
        ]
        if others:
            self._ask_manager(person)
        elif person.role is Role.MANAGER:
            self._open(person, None)

    def _ask_manager(self, person: Person) -> None:
        request = Request(Permission.MANAGE_STAFF, Subject.ACT, self._place.counter.ids.mint(), reason="")
        dialog = ApprovalDialog(
            self._host,
            self._place,
            request,
            person.staff_id,
            title=QCoreApplication.translate("Forgotten", "重設 {} 的密碼？").format(person_name(person)),
        )
        self._host.ask(dialog)
        dialog.then(lambda approval: self._open(person, approval))

    def _open(self, person: Person, approval: Approval | None) -> None:
        self._host.ask(NewPinDialog(self._place, self._host, person, approval, self._over))


class NewPinDialog(Dialog):
    """A new PIN, typed twice; where no manager allowed it, after the recovery code.

    Args:
        approval: of a manager; None asks for the code.
    """

    def __init__(
        self, place: Workplace, host: Host, person: Person, approval: Approval | None, over: QWidget
    ) -> None:
        title = QCoreApplication.translate("Forgotten", "{} 的新密碼").format(person_name(person))
        high = round(over.window().height() / look().scale)
        beside = approval is None and (high - 32 - 330) // 4 < _KEY  # the code at the left of the pad
        super().__init__(over, title, width=640 if beside else 400)
        self._place_of_work = place
        self._host = host
        self._person = person
        self._approval = approval
        self._pin_once = ""
        self._is_busy = False
        self.code = Field(self.tr("復原碼"), self.tr("復原碼"), "key", typing=Typing.CODE)
        self.body.addSpacing(look().px(4))
        rest = 265 if approval is not None or beside else 330
        self.pin = PinPad("", None, max(_KEY, min(72, (high - 32 - rest) // 4)), 44)
        self.pin.setFixedWidth(look().px(304))
        self.pin.submitted.connect(self._submitted)
        self.pin.cancelled.connect(lambda: self.answer(CANCEL))
        row = QHBoxLayout()
        row.setSpacing(look().px(24))
        if beside:
            row.addWidget(self.code, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self.body.addWidget(self.code)
            row.addStretch(1)
        row.addWidget(self.pin)
        if not beside:
            row.addStretch(1)
        self.body.addLayout(row)
        self.code.setVisible(approval is None)
        self.add_button(CANCEL, self.tr("取消"), safe=True)
        done = self.add_button(DONE, self.tr("下一步"), "primary", "Enter")
        done.clicked.disconnect()
        done.clicked.connect(self.pin.hand_in)
        done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._begin_anew()

    def _hint(self) -> str:
        return self.tr("{} 至 {} 位數字").format(PIN_SHORTEST, PIN_LONGEST)

    def _begin_anew(self) -> None:
        self._pin_once = ""
        self.button(DONE).setText(self.tr("下一步"))
        self.pin.ask(self.tr("輸入新密碼"), self._hint())

    def _submitted(self, pin: str) -> None:
        if self._is_busy:
            return
        if not self._pin_once:
            try:
                self._pin_once = choose_pin(pin)
            except UserError as error:
                self.pin.complain(sentence(error))
                return
            self.button(DONE).setText(self.tr("重設"))
            self.pin.ask(self.tr("再輸入一次"), self._hint())
            return
        if pin != self._pin_once:
            self._begin_anew()
            self.pin.complain(self.tr("兩次不同，重新輸入"))
            return
        self._save(pin)

    def _save(self, pin: str) -> None:
        staff, approval = self._place_of_work.counter.staff, self._approval
        future: Future[None]
        if approval is None:
            future = staff.reset_pin_by_code(self.code.text(), self._person.staff_id, pin)
        else:
            future = staff.set_pin(self._person.staff_id, pin, approval.approved_by)
        self._is_busy = True
        self.pin.set_busy(True)
        self._place_of_work.bridge.then(self, future, self._saved, self._refused)

    def _saved(self, _: None) -> None:
        self.answer(DONE)
        self._host.toast(self.tr("已重設 {} 的密碼").format(person_name(self._person)), "ok")

    def _refused(self, error: BaseException) -> None:
        self._is_busy = False
        self.pin.set_busy(False)
        self._begin_anew()
        if isinstance(error, AppError) and error.code.startswith("vault."):
            self.code.set_error(sentence(error))
            self.code.setFocus()
        else:
            self.pin.complain(sentence(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits type wherever the focus is, but in the code's field."""
        if self.pin.take_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)
