"""Who stands at the counter."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.staff import Person


class Session(QObject):
    """The person who is signed in; None while the counter is locked.

    The open cart stays where it is when somebody locks, leaves or takes over.

    Signals:
        changed: somebody came or went.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self._person

    @property
    def actor(self) -> str:
        """The staff id that acts are written under.

        Raises:
            RuntimeError: nobody is signed in, which is a bug of the screen that acts.
        """
        if self._person is None:
            raise RuntimeError("an act at a locked counter")
        return self._person.staff_id

    def enter(self, person: Person) -> None:
        """Somebody signed in."""
        self._person = person
        self.changed.emit()

    def leave(self) -> None:
        """The counter is locked."""
        self._person = None
        self.changed.emit()
