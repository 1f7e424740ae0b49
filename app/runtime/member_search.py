"""Looking for a member: by what is typed, among those whom the terminal knows; by a whole number at the centre."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.domain.contact import email_of
from app.domain.member import MemberCard, phone_of
from app.runtime.bridge import Bridge
from app.services.member_ports import LookedUp, MemberDesk

#: So many are shown; whoever wants others types more.
MOST = 20


class Search(Enum):
    """How far a search has come."""

    HERE = "here"  # what was typed was looked for here
    ASKING = "asking"  # the centre is asked for a phone number or an address
    ASKED = "asked"  # it has answered
    OFFLINE = "offline"  # it could not be asked


class MemberSearch(QObject):
    """Who is looked for. Lives in the GUI thread; what was typed is held in memory alone.

    Args:
        desk: who knows the members; None while nobody does.

    Signals:
        changed: something of this is other than before.
        met: a phone number or an address is one member's, with the card.

    Attributes:
        typed: what is looked for.
        found: whom that may mean.
        state: how far it has come.
    """

    changed = Signal()
    met = Signal(object)

    def __init__(self, desk: Callable[[], MemberDesk | None], bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bridge = bridge
        self._question = 0
        self.forget()

    def forget(self) -> None:
        """Nothing is looked for; an answer that still comes is nobody's."""
        self._question += 1
        self.typed = ""
        self.found: tuple[MemberCard, ...] = ()
        self.state = Search.HERE

    @property
    def is_contact(self) -> bool:
        """Whether what was typed is a whole phone number or address, by which one member is found exactly."""
        return phone_of(self.typed) is not None or email_of(self.typed) is not None

    def find(self, text: str) -> None:
        """Look here for whom a text may mean, as it is typed."""
        self._question += 1
        self.typed, self.state = text, Search.HERE
        self.found = self.look(text)
        self.changed.emit()

    def look(self, text: str, most: int = MOST) -> tuple[MemberCard, ...]:
        """Whom a text may mean. A short read; nothing is kept."""
        desk = self._desk()
        return desk.find(text.strip(), most) if desk is not None and text.strip() else ()

    def ask(self) -> None:
        """Ask whose the phone number or the address is that was typed; nothing for any other text."""
        desk = self._desk()
        if desk is None or not self.is_contact or self.state is Search.ASKING:
            return
        self._question += 1
        number, self.state = self._question, Search.ASKING

        def done(answer: LookedUp) -> None:
            if number != self._question:
                return
            self.found, self.state = answer.cards, Search.ASKED if answer.is_asked else Search.OFFLINE
            self.changed.emit()
            if len(answer.cards) == 1:
                self.met.emit(answer.cards[0])

        def failed(error: BaseException) -> None:
            if number == self._question:
                self.state = Search.HERE
                self.changed.emit()
            self._bridge.failed.emit(error)

        self._bridge.then(self, desk.look_up(self.typed.strip()), done, failed)
        self.changed.emit()
