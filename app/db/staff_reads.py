"""Look-ups of people and approvals on a connection."""

from __future__ import annotations

from app.db import approve, staff, tender
from app.db.connection import Connection
from app.domain.approval import Approval
from app.domain.staff import Person, Refusal
from app.services.staff_ports import Credentials


class SqliteStaffReads:
    """Fits the port `StaffReads`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_staff(self) -> bool:
        """See `StaffReads.has_staff`."""
        return staff.has_staff(self._connection)

    def people(self) -> list[Person]:
        """See `StaffReads.people`."""
        return staff.people(self._connection)

    def person(self, staff_id: str) -> Person | None:
        """See `StaffReads.person`."""
        return staff.person(self._connection, staff_id)

    def credentials(self, staff_id: str) -> Credentials | None:
        """See `StaffReads.credentials`."""
        return staff.credentials(self._connection, staff_id)

    def by_badge(self, badge_hash: bytes) -> Person | None:
        """See `StaffReads.by_badge`."""
        return staff.by_badge(self._connection, badge_hash)

    def refusals(self) -> list[Refusal]:
        """See `StaffReads.refusals`."""
        return staff.refusals(self._connection)

    def approvals(self, subject_id: str) -> list[Approval]:
        """See `StaffReads.approvals`."""
        return approve.of_subject(self._connection, subject_id)

    def approval(self, approval_id: str) -> Approval | None:
        """See `StaffReads.approval`."""
        return approve.by_id(self._connection, approval_id)

    def was_given_back(self, cart_id: str) -> bool:
        """See `StaffReads.was_given_back`."""
        return tender.was_given_back(self._connection, cart_id)
