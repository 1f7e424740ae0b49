"""Whether points that a counter reports fit its own sale and the rules: what does not, moves nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from app.central.feed import CHAIN, stands
from app.central.member_tables import loyalty_former, point_move
from app.central.tables import entry, sale
from app.central.wallet import names_of
from app.contract.journal import SaleCompleted, read_body
from app.contract.member import LoyaltyItem, PointsMoved
from app.contract.wire import read_wire
from app.domain.points import Loyalty, Tier
from app.domain.tender import TenderKind

#: Under which the feed has the rules.
KEY = "points"


def rules_of(connection: Connection) -> tuple[Loyalty, ...]:
    """The rules that hold and those before: a counter that was away went by the latter."""
    texts = [body for _, body in stands(connection, CHAIN, "loyalty", [KEY]).values()]
    texts += connection.execute(select(loyalty_former.c.body)).scalars()
    return tuple(_rules(read_wire(LoyaltyItem, text)) for text in texts)


def _rules(item: LoyaltyItem) -> Loyalty:
    tiers = {one.tier: Tier(one.name, one.name_en, one.earn_ppm) for one in item.tiers}
    return Loyalty(item.earn.minor, item.spend.minor, tiers)


class Fits:
    """How many points of a report count, by the sale of the same terminal that it names.

    Args:
        rules: as `rules_of` tells them.
    """

    def __init__(self, connection: Connection, terminal_id: str, rules: tuple[Loyalty, ...]) -> None:
        self._connection = connection
        self._terminal_id = terminal_id
        self._rules = rules

    def counted(self, told: PointsMoved, row: Any) -> int | None:  # noqa: ANN401 - a row of `member`
        """The points that count, at most those told of; None where nothing of the report fits, or it is the second
        of its kind of the sale.

        Args:
            row: whom they are of.
        """
        of_sale = (sale.c.id == told.sale_id, sale.c.terminal_id == self._terminal_id)
        sold = self._connection.execute(select(sale).where(*of_sale)).one_or_none()
        if sold is None or self._noted(told) is not None:
            return None
        match told.reason:
            case "earned":
                return self._earned(told, sold, row)
            case "taken_back":
                return self._taken_back(told, row)
            case "spent":
                return self._spent(told)
            case "restored":
                return self._restored(told)

    def note(self, told: PointsMoved, member_id: str, points: int) -> None:
        """Keep what counted."""
        self._connection.execute(
            point_move.insert().values(
                terminal_id=self._terminal_id,
                sale_id=told.sale_id,
                reason=told.reason,
                of_id=_of(told),
                member_id=member_id,
                points=points,
            )
        )

    def _noted(self, told: PointsMoved) -> int | None:
        this = (
            point_move.c.terminal_id == self._terminal_id,
            point_move.c.sale_id == told.sale_id,
            point_move.c.reason == told.reason,
            point_move.c.of_id == _of(told),
        )
        return self._connection.execute(select(point_move.c.points).where(*this)).scalar_one_or_none()

    def _earned(self, told: PointsMoved, sold: Any, row: Any) -> int | None:  # noqa: ANN401 - rows
        if told.points < 0 or sold.member_id not in names_of(self._connection, row.id):
            return None
        base = min(told.base.minor, sold.sold_minor)
        return min(told.points, max((one.earned(base, row.tier) for one in self._rules), default=0))

    def _taken_back(self, told: PointsMoved, row: Any) -> int | None:  # noqa: ANN401 - a row
        mine = point_move.c.terminal_id == self._terminal_id
        earned = select(point_move.c.member_id, point_move.c.points).where(
            mine, point_move.c.sale_id == told.of_sale_id, point_move.c.reason == "earned"
        )
        before = self._connection.execute(earned).one_or_none()
        if told.points > 0 or before is None or before.member_id not in names_of(self._connection, row.id):
            return None
        gone = select(func.coalesce(func.sum(point_move.c.points), 0)).where(
            mine, point_move.c.of_id == told.of_sale_id, point_move.c.reason == "taken_back"
        )
        left = int(before.points) + int(self._connection.execute(gone).scalar_one())
        return max(told.points, -left)

    def _spent(self, told: PointsMoved) -> int | None:
        paid = self._tenders(told.sale_id).get(told.hold_id or "", 0)
        if told.points > 0 or paid <= 0:
            return None
        needed = [one.needed(paid) for one in self._rules if one.spend_minor > 0]
        return max(told.points, -max(needed, default=0))

    def _restored(self, told: PointsMoved) -> int | None:
        back = -sum(min(0, amount) for amount in self._tenders(told.sale_id).values())
        if told.points < 0 or not back:
            return None
        paid = [back // one.spend_minor for one in self._rules if one.spend_minor > 0]
        return min(told.points, max(paid, default=0))

    def _tenders(self, sale_id: str) -> dict[str, int]:
        """The sale's tenders in points: what each paid, in minor units, by its id."""
        of_sale = (entry.c.id == sale_id, entry.c.terminal_id == self._terminal_id, entry.c.state == "applied")
        for row in self._connection.execute(select(entry.c.kind, entry.c.schema_no, entry.c.body).where(*of_sale)):
            body = read_body(row.kind, row.schema_no, row.body)
            if isinstance(body, SaleCompleted):
                return {one.id: one.amount.minor for one in body.tenders if one.kind == TenderKind.POINTS.value}
        return {}


def _of(told: PointsMoved) -> str:
    """What tells reports of one sale and reason apart."""
    return (told.hold_id if told.reason == "spent" else told.of_sale_id) or ""
