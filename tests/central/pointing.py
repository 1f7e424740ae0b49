"""Points of the tests: a sale, and what its counter reports of points with it."""

from __future__ import annotations

from app.central.database import write
from app.central.points import put_loyalty
from app.contract.journal import Tender as PaidBy
from app.contract.member import LoyaltyItem, PointsMoved
from app.contract.push import PushedEntry
from tests.central.counter import Counter, money, new_id, sale

RULES = {"earn": {"minor": 100, "currency": "TWD"}, "spend": {"minor": 1, "currency": "TWD"}}


def rules(engine, **terms: object) -> None:
    """How points are earned and spent from now on."""
    form = LoyaltyItem.model_validate(RULES | {name: money(minor) for name, minor in terms.items()})
    write(engine, lambda connection: put_loyalty(connection, form))


def sold(counter: Counter, minor: int = 0, *, member: str | None = None, points: dict[str, int] | None = None) -> str:
    """Sell for so much, tenders in points among it (by id); the sale's id."""
    paid = tuple(
        PaidBy(id=one, kind="points", amount=money(n), tendered=money(n), change=money(0))
        for one, n in (points or {}).items()
    )
    told = {"member_id": member, "sold": money(minor), "tenders": paid}
    return counter.write(sale().model_copy(update=told)).id


def report(counter: Counter, sale_id: str, member: str, points: int, reason: str = "earned", **said) -> PushedEntry:
    """Say that points moved with a sale; `base`: for so much, in minor units."""
    base = money(said.pop("base", 0))
    body = PointsMoved(member_id=member, points=points, reason=reason, sale_id=sale_id, base=base, **said)
    return counter.write(body)


def move(counter: Counter, member: str, points: int, reason: str = "earned", hold_id: str | None = None) -> None:
    """Sell, and have points come or go with it by the rules."""
    rules(counter.engine)
    if reason == "spent":
        held = hold_id or new_id()
        sale_id = sold(counter, -points, member=member, points={held: -points})
        report(counter, sale_id, member, points, reason, hold_id=held)
    else:
        sale_id = sold(counter, 100 * points, member=member)
        report(counter, sale_id, member, points, base=100 * points)
