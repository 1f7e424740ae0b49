"""Intake: whether a store takes online orders in, in a rush."""

from __future__ import annotations

from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen

_MINUTE = 60 * 1_000_000
#: Minutes that an order may be put off at most, and that a pause lasts at most.
MOST_SLOW, MOST_PAUSE = 8 * 60, 24 * 60


class IntakeState(Enum):
    """How orders are taken in."""

    OPEN = "open"
    SLOW = "slow"
    PAUSED = "paused"


@frozen
class Intake:
    """How a store takes orders in.

    Attributes:
        slow_minutes: how much longer an order takes while it is slow.
        until: microseconds UTC from when it is open again; None until somebody says so.
        changed_at: when somebody said so, microseconds UTC.
    """

    state: IntakeState = IntakeState.OPEN
    slow_minutes: int = 0
    until: int | None = None
    changed_at: int = 0

    def at(self, moment: int) -> Intake:
        """How it is at a moment: what was said until then is over."""
        over = self.until is not None and moment >= self.until
        return Intake(changed_at=self.changed_at) if over else self

    def ready_by(self, moment: int, promised: int | None, usual_minutes: int) -> int | None:
        """For when an order placed now is promised: while it is slow, no earlier than that takes."""
        if self.at(moment).state is not IntakeState.SLOW:
            return promised
        earliest = moment + (usual_minutes + self.slow_minutes) * _MINUTE
        return earliest if promised is None else max(promised, earliest)


OPEN_INTAKE = Intake()


def intake_of(state: IntakeState, at: int, minutes: int | None, slow_minutes: int) -> Intake:
    """What somebody says of it now.

    Args:
        minutes: how long it lasts; None until somebody says otherwise.

    Raises:
        UserError: ``intake.out_of_range``.
    """
    if state is IntakeState.OPEN:
        return Intake(changed_at=at)
    if minutes is not None and not 1 <= minutes <= MOST_PAUSE:
        raise UserError("intake.out_of_range", most=MOST_PAUSE)
    if state is IntakeState.SLOW and not 1 <= slow_minutes <= MOST_SLOW:
        raise UserError("intake.out_of_range", most=MOST_SLOW)
    slow = slow_minutes if state is IntakeState.SLOW else 0
    return Intake(state, slow, None if minutes is None else at + minutes * _MINUTE, at)
