"""Members as a counter knows them: masked; what a customer is asked for who becomes one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from enum import Enum

from app.domain.contact import email_of, plain_contact
from app.domain.frozen import frozen
from app.domain.text import MAX_CODE

#: Digits of a number that somebody may be called at, with its area or country (E.164 has at most fifteen).
_PHONE = range(8, 16)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_APART = re.compile(r"\D+")


class Consent(Enum):
    """What a customer agreed to; each is asked for by itself."""

    MEMBERSHIP = "membership"  # name and contact are kept for points and benefits; without it nobody is a member
    OFFERS = "offers"  # news and offers are sent
    PROFILE = "profile"  # purchases in the stores and online are looked at together


@frozen
class MemberCard:
    """A member as the counter may see one: of what the centre told last and was done here since.

    Attributes:
        member_id: the centre's id, or the one minted here of a member whom the centre does not have yet.
        name: masked.
        contact: masked: ***678, w***@example.com; empty where there is none.
        tier: as promotions ask for it; empty for none.
        tier_name, tier_name_en: the same as people read it, in the shop's language and in English.
        points: what can be spent as far as the counter knows.
        points_at: when that was so at the centre, in microseconds UTC; None where the centre never told.
        birthday: MM-DD; empty where it is unknown.
        coupons: how many the member can use.
        is_fresh: the centre can be asked now, and what it told is of this connection: nothing needs its time said.
        is_new: enrolled here, and not with the centre yet.
        consents: what the member agreed to.
    """

    member_id: str
    name: str
    contact: str = ""
    tier: str = ""
    tier_name: str = ""
    points: int = 0
    points_at: int | None = None
    birthday: str = ""
    coupons: int = 0
    is_fresh: bool = True
    is_new: bool = False
    consents: frozenset[Consent] = frozenset()
    tier_name_en: str = ""


@frozen
class Purchase:
    """A purchase of a member.

    Attributes:
        at: microseconds UTC.
        number: of the receipt or the order.
        place: the store's name; empty for the online shop.
        pieces: things bought.
        minor: what was paid, in minor units of the shop's currency; below zero where goods came back.
    """

    at: int
    number: str
    place: str
    pieces: int
    minor: int

    @property
    def is_online(self) -> bool:
        """Whether it was made in the online shop."""
        return not self.place


@frozen
class SalePoints:
    """What became of one member's points with a sale.

    Attributes:
        name: the member's, masked.
        moved: points earned, less those taken back with goods that came back.
        spent: points paid with; below zero where they were given back.
        points: what the member has after it, as far as the counter knows.
        is_fresh: as in `MemberCard`.
    """

    name: str
    moved: int
    spent: int
    points: int
    is_fresh: bool = True


@frozen
class Enrolment:
    """What a customer says who becomes a member, as typed: name and contacts are sealed before they are kept."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(default="", repr=False)
    birthday: str = field(default="", repr=False)
    consents: frozenset[Consent] = frozenset()


def phone_of(text: str) -> str | None:
    """The digits of a phone number however it was typed; None for what is none by its shape."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"\+?[\d\s().\-/]*", plain):
        return None
    digits = plain_contact(plain)
    return digits if len(digits) in _PHONE else None


def birthday_of(text: str) -> str | None:
    """A day of the year as MM-DD, typed as 0412, 4/12, 04-12 or 4月12日; None for what is none."""
    parts = [part for part in _APART.split(unicodedata.normalize("NFKC", text)) if part]
    if len(parts) == 1 and len(parts[0]) == 4:
        parts = [parts[0][:2], parts[0][2:]]
    if len(parts) != 2 or any(len(part) > 2 or not part.isascii() for part in parts):
        return None
    month, day = map(int, parts)
    return f"{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] else None


def enrol_problems(form: Enrolment) -> dict[str, str]:
    """What keeps a customer from becoming a member: a code for each field that needs another look, in their order."""
    name = form.name.strip()
    unreadable = len(name) > MAX_CODE or any(unicodedata.category(one) in {"Cc", "Cs"} for one in name)
    checks = {
        "name": ("member.no_name", not name or unreadable),
        "phone": ("member.not_a_phone", phone_of(form.phone) is None),
        "email": ("contact.not_an_email", bool(form.email.strip()) and email_of(form.email) is None),
        "birthday": ("member.not_a_day", bool(form.birthday.strip()) and birthday_of(form.birthday) is None),
        "consents": ("member.no_consent", Consent.MEMBERSHIP not in form.consents),
    }
    return {field: code for field, (code, is_wrong) in checks.items() if is_wrong}
