"""What the counter needs of whoever knows the members."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from typing import Protocol

from app.domain.cart import Member
from app.domain.codes.identify import MemberCode
from app.domain.frozen import frozen
from app.domain.member import Consent, Enrolment, MemberCard, Purchase, SalePoints


@frozen
class LookedUp:
    """Who has a contact.

    Attributes:
        cards: whoever has it, as far as could be told.
        is_asked: the centre was asked; without it only those whom this terminal knows are found.
    """

    cards: tuple[MemberCard, ...]
    is_asked: bool


class MemberDesk(Protocol):
    """Knows the members. Reads are indexed, on the calling thread's connection; what waits comes as a future.

    An id that was merged into another is followed: the card says whose it is now.
    """

    def shown(self, member: Member) -> MemberCard | None:
        """A member of a cart; None for one whom nobody knows."""
        ...

    def find(self, text: str, limit: int = 20) -> tuple[MemberCard, ...]:
        """Whoever a text may mean: the last three digits of a phone (exactly three digits), the beginning of the
        masked name (its middle may be left out or typed as it is: ``林``, ``林萱``, ``林小萱``), a member number
        (whole). Best first; nothing is asked of the centre.
        """
        ...

    def by_code(self, code: MemberCode) -> MemberCard | None:
        """Whose code was scanned: a signed one that was checked, a static card, a plain member number or the phone
        barcode that somebody told us; None for one whom nobody knows.
        """
        ...

    def look_up(self, contact: str) -> Future[LookedUp]:
        """Whoever has a phone number or e-mail address, exactly: by the keyed hash here, then at the centre for at
        most a moment. Nothing of what was typed is kept.

        Raises (in the future):
            UserError: ``member.too_many`` (the centre refuses more look-ups for now).
        """
        ...

    def recent(self, member_id: str) -> Future[tuple[Purchase, ...]]:
        """The last purchases in the stores and online, latest first, at most ten.

        Raises (in the future):
            FaultError, UserError: the centre cannot be asked.
        """
        ...

    def can_enrol(self) -> bool:
        """Whether somebody can become a member here: there is a centre, and its key for contacts is known."""
        ...

    def enrol(self, form: Enrolment, member_id: str, actor: str) -> Future[MemberCard]:
        """Make a customer a member, without the network too; asked again under the same id it is the same member.

        Name and contacts are sealed before they reach the journal; the centre merges who was a member already.

        Args:
            member_id: minted when the form was opened.

        Raises (the first at once, the other in the future):
            UserError: the first of `domain.member.enrol_problems`; ``contact.no_key``.
        """
        ...

    def consent(self, member_id: str, consents: Collection[Consent], entry_id: str, actor: str) -> Future[MemberCard]:
        """Keep what a member agrees to from now on, in place of before.

        Raises (in the future):
            UserError: ``member.unknown``.
        """
        ...

    def points_of(self, sale_id: str) -> tuple[SalePoints, ...]:
        """What became of points with a sale, of each member whose points came or went."""
        ...
