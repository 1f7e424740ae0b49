"""Enrolling: what a customer says who becomes a member, while it is typed. Nothing of it is written down as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.contact import email_of
from app.domain.errors import AppError
from app.domain.member import Consent, Enrolment, MemberCard, enrol_problems, phone_of
from app.runtime.bridge import Bridge
from app.runtime.session import Session
from app.services.member_ports import MemberDesk
from app.services.ports import IdSource


class Enrolling(QObject):
    """Who is becoming a member. Lives in the GUI thread.

    Args:
        desk: who knows the members; None while nobody does.

    Signals:
        changed: something of this is other than before, but by what is typed.
        enrolled: somebody became a member, with the card.

    Attributes:
        draft: as it was typed; None while nobody is becoming one.
        problems: what of it needs another look, by field; a code each.
        is_busy: it is being kept.
    """

    changed = Signal()
    enrolled = Signal(object)

    def __init__(
        self,
        desk: Callable[[], MemberDesk | None],
        ids: IdSource,
        session: Session,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ids = ids
        self._session = session
        self._bridge = bridge
        self._member_id = ""
        self.forget()

    def forget(self) -> None:
        """Nothing of it is left."""
        self.draft: Enrolment | None = None
        self.problems: dict[str, str] = {}
        self.is_busy = False

    def begin(self, said: str = "") -> None:
        """Begin with what was said already: a name, a phone number or an address."""
        said, self._member_id = said.strip(), self._ids.mint()
        phone, email = phone_of(said), email_of(said)
        is_name = phone is None and email is None and not any(map(str.isdigit, said))
        self.forget()
        self.draft = Enrolment(said if is_name else "", said if phone else "", said if email else "")
        self.changed.emit()

    def write(self, field: str, text: str) -> None:
        """Something was typed: ``name``, ``phone``, ``email`` or ``birthday``; its problem is forgotten."""
        form = self.draft
        if form is None:
            return
        match field:
            case "name":
                self.draft = replace(form, name=text)
            case "phone":
                self.draft = replace(form, phone=text)
            case "email":
                self.draft = replace(form, email=text)
            case _:
                self.draft = replace(form, birthday=text)
        self.problems.pop(field, None)

    def agree(self, consent: Consent, *, agrees: bool) -> None:
        """The customer agrees to something, or does not."""
        if self.draft is not None:
            before = self.draft.consents
            self.draft = replace(self.draft, consents=before | {consent} if agrees else before - {consent})
            self.problems.pop("consents", None)

    def keep(self) -> None:
        """Make the customer a member; or say what needs another look."""
        desk, form = self._desk(), self.draft
        if desk is None or form is None or self.is_busy:
            return
        self.problems = enrol_problems(form)
        if not self.problems:
            self.is_busy = True
            try:
                kept = desk.enrol(form, self._member_id, self._session.actor)
            except AppError as error:
                self._refused(error)
            else:
                self._bridge.then(self, kept, self._done, self._refused)
        self.changed.emit()

    def _done(self, card: MemberCard) -> None:
        self.forget()
        self.enrolled.emit(card)

    def _refused(self, error: BaseException) -> None:
        """It was not kept: what was typed is still there."""
        self.is_busy = False
        self._bridge.failed.emit(error)
        self.changed.emit()
