"""The approval dialog: what a role may not do alone, somebody who may allows on the spot, by PIN or badge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.approval import Approval, Request, Subject
from app.domain.catalog import is_gtin
from app.domain.errors import AppError, UserError
from app.domain.staff import PIN_LONGEST, PIN_SHORTEST, Person, Role, may
from app.runtime.workplace import Workplace
from app.services.approve import Verdict
from app.services.scan import Outcome, understand
from app.ui.shell.approval_change import Change
from app.ui.shell.approval_facts import Facts, facts_of
from app.ui.shell.errors import sentence
from app.ui.shell.goods import goods_name
from app.ui.shell.host import Host
from app.ui.shell.people import person_name, role_name
from app.ui.shell.pin import PinPad, is_pin_key
from app.ui.theme.look import look
from app.ui.widgets.avatar import paint_avatar
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.paint import begin_button, paint_text
from app.ui.widgets.panel import KeyValueRow, Panel
from app.ui.widgets.text import Text

#: What is called when an act may be done: with the approval, or None where nobody has to be asked.
OnApproved = Callable[[Approval | None], None]
APPROVE, CANCEL = "approve", "cancel"
_WIDTH, _PIN = 776, 304


class OnWait(Protocol):
    """What is told that an entry is waited for, and that it is there."""

    def __call__(self, *, on: bool) -> object:
        """Hold still, or no longer."""
        ...


def ask_approval(
    host: Host,
    place: Workplace,
    request: Request,
    on_approved: OnApproved,
    *,
    told: Sequence[tuple[str, str]] = (),
    warned: Sequence[tuple[str, str]] = (),
    title: str = "",
    waits: OnWait | None = None,
) -> None:
    """Have an act allowed, and go on with it. Returns at once; if it is not allowed, nobody is called.

    Who may do it alone is not asked: where their role has to vouch for it, an entry says so. One that was allowed
    before and is not done yet is not asked for again.

    Args:
        request: the one act.
        on_approved: called in the GUI thread with the approval; with None where the terminal asks nobody, or where
            the act needs no more than the actor's own role.
        told: further words and values for the person who decides, such as what was taken for a sale.
        warned: likewise, of what to look at twice.
        title: a question of its own, instead of the one that the act has.
        waits: told when an entry is waited for with no dialog open, and when no longer: a second press meanwhile
            must not be a second act.
    """
    approvals, actor = place.counter.approvals, place.session.actor
    verdict = approvals.ask(request, actor)
    if verdict is Verdict.APPROVED:
        reads = place.counter.reads()
        on_approved(next((one for one in reads.approvals(request.subject_id) if one.covers(request)), None))
        return
    if verdict is Verdict.ALONE:
        vouches = request.subject is Subject.CART and not may(Role.CASHIER, request.permission)
        if vouches and place.counter.staff.exist():
            _vouch(place, request, on_approved, waits)
        else:
            on_approved(None)
        return
    dialog = ApprovalDialog(host, place, request, actor, told=told, warned=warned, title=title)
    host.ask(dialog)
    dialog.then(on_approved)


def _vouch(place: Workplace, request: Request, on_approved: OnApproved, waits: OnWait | None) -> None:
    """Have an entry say that the actor allows it: the cart may be sold by somebody who may less."""
    said, who = waits or _nobody, place.session.person

    def arrived(approval: Approval) -> None:
        said(on=False)
        if place.session.person == who:  # or what comes next would be another's, or nobody's
            on_approved(approval)

    def failed(error: BaseException) -> None:
        said(on=False)
        place.bridge.failed.emit(error)

    vouched = place.counter.approvals.approve_alone(request, place.session.actor)
    said(on=True)
    place.bridge.then(place.cart, vouched, arrived, failed)


def _nobody(*, on: bool) -> None:
    del on


class ApprovalDialog(Dialog):
    """Shows what is asked and of whom; closed with ``approve`` once it is an entry, else with ``cancel``.

    Args:
        host: plays the cue.
        place: the workplace.
        request: the one act.
        actor: who wants to do it.
        told: further words and values.
        warned: those to look at twice.
        title: instead of the act's own question.
    """

    def __init__(
        self,
        host: Host,
        place: Workplace,
        request: Request,
        actor: str,
        *,
        told: Sequence[tuple[str, str]] = (),
        warned: Sequence[tuple[str, str]] = (),
        title: str = "",
    ) -> None:
        over = host if isinstance(host, QWidget) else None
        if over is None:
            raise TypeError("a dialog needs a window")
        called = partial(goods_name, place.counter)
        facts = facts_of(request, place.cart.cart, place.counter.shop.currency, called)
        super().__init__(over, title or facts.title, width=_WIDTH)
        self._place_of_work = place
        self._host = host
        self._request = request
        self._actor = actor
        self._entry_id = place.counter.ids.mint()
        self._is_busy = self._is_goods = False
        self._on_approved: OnApproved | None = None
        self.approval: Approval | None = None
        self._approver: Person | None = None
        self._room(over)
        self._lay_out(facts, told, warned)
        self._choose(self._people[0] if len(self._people) == 1 else None)
        place.sounds.play("person")

    def _lay_out(self, facts: Facts, told: Sequence[tuple[str, str]], warned: Sequence[tuple[str, str]]) -> None:
        row = QHBoxLayout()
        row.setSpacing(look().px(24))
        left = QVBoxLayout()
        left.setSpacing(look().px(12))
        self._show_facts(left, facts, told, warned)
        self._show_approvers(left)
        left.addStretch(1)
        row.addLayout(left, 1)
        self.pin = PinPad("", None, self._key, 44)
        self.pin.setFixedWidth(look().px(_PIN))
        self.pin.submitted.connect(self._by_pin)
        self.pin.cancelled.connect(lambda: self.answer(CANCEL))
        self.pin.typed.connect(self._typed)
        row.addWidget(self.pin)
        self.body.addSpacing(0 if self._is_low else look().px(8))
        self.body.addLayout(row)
        self.add_button(CANCEL, self.tr("取消"), safe=True)
        self._approve = self.add_button(APPROVE, facts.verb, "primary", "Enter")
        self._approve.clicked.disconnect()
        self._approve.clicked.connect(self.pin.hand_in)
        self._approve.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._typed()
        self._approve.setMinimumWidth(self._approve.sizeHint().width())  # nothing moves once it can be pressed

    def _room(self, over: QWidget) -> None:
        """How high the keys may be in this window."""
        high = round(over.window().height() / look().scale)
        self._key = max(48, min(72, (high - 32 - 284) // 4))
        self._is_low = high < 620

    def then(self, on_approved: OnApproved) -> None:
        """Say who is called once it is allowed, after the dialog is gone."""
        self._on_approved = on_approved
        self.closed.connect(self._closed)

    def _closed(self, key: str) -> None:
        if key == APPROVE and self.approval is not None and self._on_approved is not None:
            self._on_approved(self.approval)

    # --- what is asked ------------------------------------------------------------------------------------------

    def _show_facts(
        self,
        column: QVBoxLayout,
        facts: Facts,
        told: Sequence[tuple[str, str]],
        warned: Sequence[tuple[str, str]],
    ) -> None:
        actor = self._place_of_work.counter.reads().person(self._actor)
        who = person_name(actor) if actor is not None else self._actor
        rows = [*facts.rows, *told, (self.tr("申請人"), who)]
        panel = Panel(kind="inset")
        inner = panel.column((16, 8 if self._is_low else 12, 16, 8 if self._is_low else 12), 0)
        if facts.about:
            inner.addWidget(Text(facts.about, 16, bold=True, wrap=True))
        if facts.after is not None:
            inner.addWidget(Change(facts.before, facts.after, self._place_of_work.counter.shop.currency))
        height = 24 if self._is_low else 30
        for label, value in warned:
            inner.addWidget(KeyValueRow(label, value, height=height, bold=True, tone="warn"))
        for label, value in rows:
            inner.addWidget(KeyValueRow(label, value, height=height, tone="ink_2"))
        column.addWidget(panel)

    def _show_approvers(self, column: QVBoxLayout) -> None:
        place = self._place_of_work
        self._people = [
            one
            for one in place.session.people()
            if one.staff_id != self._actor and may(one.role, self._request.permission)
        ]
        shown = 2 if self._is_low else 4
        column.addWidget(Text(self.tr("刷識別證，或點選姓名輸入密碼"), 14, tone="ink_2", wrap=True))
        self._rows: list[PersonRow] = []
        for one in self._people[:shown]:
            button = PersonRow(one, low=self._is_low)
            button.clicked.connect(lambda _=False, one=one: self._choose(one))
            self._rows.append(button)
            column.addWidget(button)

    # --- who allows it ------------------------------------------------------------------------------------------

    def _choose(self, person: Person | None) -> None:
        self._approver = person
        for row in self._rows:
            row.setChecked(row.person == person)
            if row.person == person:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        if person is None:
            self.pin.ask(self.tr("輸入密碼"), self.tr("先點選姓名"), self.tr("先點選姓名，再輸入密碼"))
        else:
            hint = self.tr("輸入 {} 至 {} 位數密碼").format(PIN_SHORTEST, PIN_LONGEST)
            self.pin.ask(person_name(person), hint)
            if wait := self._place_of_work.session.wait_s(person.staff_id):
                self.pin.complain("", wait)
        self._typed()

    def _typed(self) -> None:
        ready = self.pin.count >= PIN_SHORTEST and not self._is_busy
        self._approve.setEnabled(ready)
        self._approve.setReason("" if self._is_busy else self.tr("先輸入密碼"))

    def scanned(self, code: str) -> bool:
        """A scan while the dialog is open: a badge, or nothing."""
        if not self._is_busy:
            self._is_goods = self._reads_as_goods(code)
            approvals = self._place_of_work.counter.approvals
            self._wait(lambda: approvals.approve_by_badge(self._request, self._actor, code, self._entry_id))
        return True

    def _reads_as_goods(self, code: str) -> bool:
        """Whether a scan was meant for the cart, which waits."""
        counter = self._place_of_work.counter
        outcome = understand(counter.catalog(), code, counter.clock.now()).outcome
        return outcome is not Outcome.UNKNOWN or is_gtin(code)

    def _by_pin(self, pin: str) -> None:
        person = self._approver
        if person is None or self._is_busy:
            return
        approvals = self._place_of_work.counter.approvals
        self._wait(lambda: approvals.approve_by_pin(self._request, self._actor, person.staff_id, pin, self._entry_id))

    def _wait(self, ask: Callable[[], Future[Approval]]) -> None:
        try:
            future = ask()
        except AppError as error:
            self._refused(error)
            return
        self._is_busy = True
        self.pin.set_busy(True)
        self._typed()
        self._place_of_work.bridge.then(self, future, self._allowed, self._refused)

    def _allowed(self, approval: Approval) -> None:
        self.approval = approval
        self.answer(APPROVE)

    def _refused(self, error: BaseException) -> None:
        self._is_busy = False
        self.pin.set_busy(False)
        self._host.cue("rejected")
        wait = error.params.get("seconds") if isinstance(error, UserError) else None
        seconds = wait if isinstance(wait, int) else 0
        code = error.code if isinstance(error, AppError) else ""
        if code == "staff.wrong_pin":
            self.pin.complain(self.tr("密碼不符") if seconds else self.tr("密碼不符，再輸入一次"), seconds)
        elif code == "staff.wait":
            self.pin.complain("", seconds)
        elif self._is_goods and code in {"staff.unknown_badge", "staff.badge_length"}:
            self.pin.complain(self.tr("商品未加入，先核准或取消"))
        else:
            self.pin.complain(sentence(error))
            if not isinstance(error, AppError):
                self._place_of_work.report(error)
        self._typed()

    # --- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows choose who allows it, digits type, Enter hands in, Esc gives up."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = self.focusWidget()
        if step is not None and self._rows:
            people = [row.person for row in self._rows]
            place = people.index(self._approver) + step if self._approver in people else 0
            self._choose(people[max(0, min(len(people) - 1, place))])
            event.accept()
        elif here is self.button(CANCEL) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        else:
            if isinstance(here, PersonRow) and here.person != self._approver and is_pin_key(event):
                self._choose(here.person)
            if self.pin.take_key(event):
                event.accept()
            else:
                super().keyPressEvent(event)


class PersonRow(QPushButton):
    """Somebody who may allow it: first character, name, role; 56 high."""

    def __init__(self, person: Person, *, low: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._name, self._role = person_name(person), role_name(person.role)
        self.setProperty("kind", "row")
        self.setCheckable(True)
        self.setAccessibleName(f"{self._name} {self._role}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(48 if low else 56))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space chooses; every other key is the dialog's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, px = begin_button(self), look().px
        area, on = QRectF(self.rect()), self.isChecked()
        paint_avatar(painter, QRectF(px(12), area.center().y() - px(16), px(32), px(32)), self._name)
        left, right = px(12 + 32 + 12), area.right() - px(14)
        role = look().metrics(13).horizontalAdvance(self._role)
        paint_text(painter, QRectF(right - role, 0, role + 2, area.height()), self._role, 13, "ink_3")
        rect = QRectF(left, 0, right - role - px(8) - left, area.height())
        paint_text(painter, rect, self._name, 16, "accent_ink" if on else "ink", bold=on, free=True)
