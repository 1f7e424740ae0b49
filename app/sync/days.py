"""Days: each business date's figures go to the centre once the date is over; what differs is kept and shown."""

from __future__ import annotations

from typing import Protocol

from app.contract.days import DayCompared, DayFigures
from app.domain.errors import UserError
from app.services.sync_ports import Days
from app.sync.push import Step


class Centre(Protocol):
    """What comparing needs of the gateway."""

    def compare(self, told: DayFigures) -> DayCompared:
        """Hold figures against the centre's."""
        ...


class Comparer:
    """Compares one date at a time, so that nothing that is to be sent waits for it."""

    def __init__(self, days: Days, centre: Centre) -> None:
        self._days = days
        self._centre = centre
        self._is_old = False

    def ask(self, business_on: str = "") -> None:
        """Have a date compared (again); without one, all that differ. From any thread."""
        self._days.ask(business_on)

    def step(self) -> Step:
        """Compare the next date that is due.

        Raises:
            UserError, FaultError: of the gateway, of the writer and of an archive.
        """
        ours = None if self._is_old else self._days.next()
        if ours is None:
            return Step.DONE
        try:
            answer = self._centre.compare(ours)
        except UserError as error:
            if error.code != "request.unknown_path":
                raise
            self._is_old = True  # a centre of before: it is asked again after the next start
            return Step.DONE
        self._days.note(ours, answer)
        return Step.MORE
