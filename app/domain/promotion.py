"""A promotion: what it offers, and when, to whom and within which limits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.offer import CartOff, Counted, Level, Rule, Tiers, check

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class Hours:
    """Hours of the day; from a later to an earlier time goes over midnight, equal times are a whole day's length."""

    start: time
    end: time


@frozen
class Window:
    """When a promotion holds, in the store's local time.

    What begins in the evening and ends after midnight belongs to the day on which it began: *Friday 22:00 to 02:00*
    holds on Saturday at 01:00.

    Attributes:
        from_on, until_on: first and last day, both included.
        weekdays: Monday is 1, Sunday 7 (ISO 8601); empty means every day.
        hours: empty means the whole day.
    """

    from_on: date | None = None
    until_on: date | None = None
    weekdays: frozenset[int] = frozenset()
    hours: tuple[Hours, ...] = ()

    @property
    def is_always(self) -> bool:
        """Whether nothing limits it."""
        return not (self.from_on or self.until_on or self.weekdays or self.hours)

    def holds(self, local: datetime) -> bool:
        """Whether it holds at a local time."""
        if not self.hours:
            return self._day(local.date())
        clock, today = local.time().replace(tzinfo=None), local.date()
        for hours in self.hours:
            if hours.start < hours.end:
                if hours.start <= clock < hours.end and self._day(today):
                    return True
            elif (clock >= hours.start and self._day(today)) or (
                clock < hours.end and self._day(today - timedelta(days=1))
            ):
                return True
        return False

    def _day(self, day: date) -> bool:
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return False
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


ALWAYS = Window()


def local_time(at: int, zone: tzinfo) -> datetime:
    """The store's wall clock at a moment in microseconds since 1970, UTC."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(zone)


class Over(Enum):
    """Over which goods a minimum spend is counted: the whole cart, or those that the rule means."""

    CART = "cart"
    GOODS = "goods"


@frozen
class Minimum:
    """A minimum spend in minor units."""

    minor: int
    counted: Counted = Counted.BEFORE
    over: Over = Over.CART


@frozen
class Caps:
    """Limits per cart; None for no limit.

    Attributes:
        applications: sets, steps of a repeated threshold, or units for kinds that reduce each unit.
        units: units that may be reduced.
        reduction: minor units that may come off.
    """

    applications: int | None = None
    units: int | None = None
    reduction: int | None = None

    def __post_init__(self) -> None:
        limits = (self.applications, self.units, self.reduction)
        check(ok=all(limit is None or limit >= 1 for limit in limits), what="caps")


NO_CAPS = Caps()


@frozen
class Promotion:
    """An automatic rule with its conditions.

    Attributes:
        name: as the customer reads it.
        name_en: likewise in English; empty where it has no other.
        currency: of the rule's amounts; a promotion in another currency than the cart's gives nothing. None for a
            rule without amounts.
        priority: higher comes first; equal ones by id.
        group: of the promotions of one group exactly one applies: the one that gives most.
        exclusive: at item level, the units that it used take no share of cart-level promotions; at cart level, it
            is the only one there.
        members: None for everybody; otherwise members of these tiers, or of any when empty.
        coupon: what must be in the cart: this code, or one that begins with it and a slash (``SUMMER/0193``).
        once_per_coupon: no more applications than such coupons in the cart.
        on_overridden: item level: whether goods at an approved other price take part.
        on_discounted: item level: whether goods with a manual discount take part.
    """

    id: str
    name: str
    rule: Rule
    currency: Currency | None = None
    priority: int = 0
    group: str | None = None
    exclusive: bool = False
    window: Window = ALWAYS
    members: frozenset[str] | None = None
    coupon: str | None = None
    once_per_coupon: bool = False
    minimum: Minimum | None = None
    caps: Caps = NO_CAPS
    on_overridden: bool = False
    on_discounted: bool = True
    name_en: str = ""

    def __post_init__(self) -> None:
        check(ok=bool(self.id), what="id")
        check(ok=self.coupon is not None or not self.once_per_coupon, what="coupon")
        check(ok=self.coupon is None or bool(self.coupon), what="coupon")

    @property
    def level(self) -> Level:
        """Whether it acts on units or on the cart."""
        if isinstance(self.rule, Tiers):
            return self.rule.level
        return Level.CART if isinstance(self.rule, CartOff) else Level.ITEM

    def coupons_among(self, coupons: Iterable[str]) -> list[str]:
        """The different coupons that unlock it, in a fixed order."""
        if self.coupon is None:
            return []
        prefix = f"{self.coupon}/"
        return sorted({code for code in coupons if code == self.coupon or code.startswith(prefix)})
