"""Members for the tests of screens: a desk that knows a few, and does what it is asked at once or when it is told."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import replace

from app.domain.cart import Member
from app.domain.codes.identify import MemberCode
from app.domain.contact import masked_contact, plain_contact
from app.domain.errors import FaultError, UserError
from app.domain.member import Consent, Enrolment, MemberCard, Purchase, SalePoints, birthday_of
from app.domain.receipt.mask import masked
from app.runtime.counter import Counter
from app.runtime.standing import Link, Standing
from app.services.member_ports import LookedUp

HOUR = 3_600_000_000
LIN = MemberCard(
    "M-1", "林○萱", "***678", "gold", "金穗會員", 1_280, birthday="11-21", coupons=2, consents=frozenset(Consent),
    tier_name_en="Gold",
)  # fmt: skip
WU = MemberCard("M-2", "吳○鮮", "***204", "gold", "金穗會員", 640, tier_name_en="Gold")
WANG = MemberCard("M-3", "王○明", "w***@example.com", points=75, birthday="04-12")
LIN_TOO = MemberCard("M-4", "林○", "***204", points=3)
MEI = MemberCard("M-5", "何○美", "***362", "gold", "金穗會員", 880, tier_name_en="Gold")
#: Whole numbers, as a customer says them.
NUMBERS = {"0912345678": "M-1", "0933555204": "M-2", "wang@example.com": "M-3"}


def done(value: object) -> Future:  # type: ignore[type-arg]
    """What is there already."""
    future: Future[object] = Future()
    future.set_result(value)
    return future


def refused(error: BaseException) -> Future:  # type: ignore[type-arg]
    """What cannot be."""
    future: Future[object] = Future()
    future.set_exception(error)
    return future


class Desk:
    """Knows `cards`; `is_online` says whether the centre can be asked.

    Attributes:
        enrolled: what was asked to be kept, with the ids.
        agreed: consents that were asked to be kept.
        trouble: what enrolling fails with.
        trouble_recent: what the centre says instead of purchases.
    """

    def __init__(self, *cards: MemberCard, now: Callable[[], int] = lambda: 0) -> None:
        self.cards = {card.member_id: card for card in cards or (LIN, WU, WANG, LIN_TOO, MEI)}
        self.is_online = True
        self.trouble_recent: UserError | None = None
        self.has_key = True
        self.enrolled: list[tuple[Enrolment, str, str]] = []
        self.agreed: list[tuple[str, frozenset[Consent]]] = []
        self.moved: dict[str, tuple[SalePoints, ...]] = {}
        self.trouble: UserError | None = None
        self.asked: list[str] = []
        self.now = now

    def _as_now(self, card: MemberCard) -> MemberCard:
        return card if self.is_online else replace(card, is_fresh=False, points_at=self.now() - HOUR)

    def shown(self, member: Member) -> MemberCard | None:
        card = self.cards.get(member.member_id)
        return self._as_now(card) if card is not None else None

    def find(self, text: str, limit: int = 20) -> tuple[MemberCard, ...]:
        found = [
            card
            for card in self.cards.values()
            if card.name.startswith(text)
            or card.member_id == text
            or (len(text) == 3 and text.isdigit() and card.contact.endswith(text))
        ]
        return tuple(self._as_now(card) for card in found[:limit])

    def by_code(self, code: MemberCode) -> MemberCard | None:
        card = self.cards.get(code.member_id or code.code)
        return self._as_now(card) if card is not None else None

    def look_up(self, contact: str) -> Future[LookedUp]:
        self.asked.append(contact)
        card = self.cards.get(NUMBERS.get(plain_contact(contact), ""))
        return done(LookedUp((self._as_now(card),) if card is not None else (), self.is_online))

    def recent(self, member_id: str) -> Future[tuple[Purchase, ...]]:
        if not self.is_online:
            return refused(FaultError("sync.unreachable"))
        if self.trouble_recent is not None:
            return refused(self.trouble_recent)
        if member_id != "M-1":
            return done(())
        then = self.now()
        return done(
            (
                Purchase(then - 72 * HOUR, "#0153", "大稻埕店", 3, 268),
                Purchase(then - 200 * HOUR, "A7-318", "", 4, 1_160),
                Purchase(then - 400 * HOUR, "#0098", "永樂店", 1, -95),
            )
        )

    def can_enrol(self) -> bool:
        return self.has_key

    def enrol(self, form: Enrolment, member_id: str, actor: str) -> Future[MemberCard]:
        if self.trouble is not None:
            return refused(self.trouble)
        self.enrolled.append((form, member_id, actor))
        card = MemberCard(
            member_id,
            masked(form.name),
            masked_contact(plain_contact(form.phone)),
            birthday=birthday_of(form.birthday) or "",
            is_new=not self.is_online,
            consents=form.consents,
        )
        self.cards[member_id] = card
        return done(self._as_now(card))

    def consent(self, member_id: str, consents: Collection[Consent], entry_id: str, actor: str) -> Future[MemberCard]:
        del entry_id, actor
        self.agreed.append((member_id, frozenset(consents)))
        self.cards[member_id] = replace(self.cards[member_id], consents=frozenset(consents))
        return done(self.cards[member_id])

    def points_of(self, sale_id: str) -> tuple[SalePoints, ...]:
        return self.moved.get(sale_id, ())


def with_members(counter: Counter, desk: Desk) -> Counter:
    """What the window needs of a terminal whose centre has these members."""
    return replace(counter, members=desk, standing=lambda: Standing(Link.ONLINE))
