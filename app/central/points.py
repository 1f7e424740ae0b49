"""Members as counters report them, and their points: earned, taken back, kept for a cart, spent.

A sale is never altered: what was spent offline and was not there any more is owed, and somebody hears of it.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import ColumnElement, Connection, and_, delete, func, not_, or_, select, update

from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import REFUSALS, SMALL, Here, Sender, Wrote, may
from app.central.enrol import Admin, Enlisted
from app.central.feed import CHAIN, Change, lock, publish, stands
from app.central.member import item_of, row_of
from app.central.member_tables import loyalty_former, point_hold
from app.central.points_fit import KEY, Fits, rules_of
from app.central.tables import member
from app.contract.hold import Release, Released
from app.contract.member import (
    LoyaltyItem,
    MemberConsented,
    MemberEnrolled,
    PointsHold,
    PointsHoldRequest,
    PointsMoved,
    enrol_context,
)
from app.contract.wire import Wire, read_wire
from app.domain.conflict import ConflictKind
from app.domain.errors import UserError

router = APIRouter(prefix="/v1/holds", responses=REFUSALS, tags=["terminal"])
admin = APIRouter(prefix="/loyalty", tags=["admin"])
#: Microseconds that points are kept for an open cart.
HOLD = 15 * 60 * 1_000_000
#: Points that nobody has: a database's numbers end.
_MOST = 10**15
Conflict = Callable[[ConflictKind, str, str, str], object]
Told = MemberEnrolled | MemberConsented | PointsMoved


class MemberFacts:
    """What one batch does to members, in the order of its entries.

    Args:
        at: microseconds UTC.
    """

    def __init__(self, connection: Connection, terminal_id: str, at: int) -> None:
        self._connection = connection
        self._terminal_id = terminal_id
        self._at = at
        self._facts: list[tuple[str, Told]] = []
        self._changed: set[str] = set()
        self._ended: list[str] = []

    def note(self, entry_id: str, told: Told) -> None:
        """Something was told of a member."""
        self._facts.append((entry_id, told))

    def finish(self, conflict: Conflict) -> list[Change]:
        """Write it all; what terminals are to be told. Members change one batch after the other.

        Args:
            conflict: notes one: kind, entry, subject, outcome.
        """
        if not self._facts:
            return []
        lock(self._connection, CHAIN)
        fits = Fits(self._connection, self._terminal_id, rules_of(self._connection))
        for entry_id, told in self._facts:
            match told:
                case MemberEnrolled():
                    self._enrol(entry_id, told, conflict)
                case MemberConsented():
                    self._write(row_of(self._connection, told.member_id), consents=json.dumps(told.consents))
                case PointsMoved():
                    self._move(entry_id, told, fits, conflict)
        if self._ended:  # behind the members, as whoever keeps points locks them
            own = (point_hold.c.id.in_(self._ended), point_hold.c.terminal_id == self._terminal_id)
            self._connection.execute(delete(point_hold).where(*own))
        return changes_of(self._connection, self._changed)

    def _enrol(self, entry_id: str, told: MemberEnrolled, conflict: Conflict) -> None:
        """Make a member; who has one of the contacts already is the one, under the new id too, for ever."""
        if self._connection.execute(select(member.c.id).where(member.c.id == told.member_id)).first() is not None:
            return
        hashes = [bytes.fromhex(one) for one in told.contact_hashes]
        sealed = {
            "sealed": b64decode(told.sealed),
            "sealed_context": enrol_context(self._terminal_id, told.member_id),
        }
        known = owner_of(self._connection, hashes)
        if known is None:
            self._give_up(hashes)
        new = {
            "id": told.member_id, "name": told.name, "contact": told.contact, "tier": "", "points": 0, "active": 1,
            "birthday": told.birthday, "consents": json.dumps(told.consents),
        }  # fmt: skip
        if known is None:
            first, second = (*hashes, None, None)[:2]
            new |= {"contact_hash": first, "email_hash": second, **sealed}
        else:
            new |= {"name": "", "contact": "", "birthday": "", "consents": "[]", "active": 0}
            new |= {"merged_into": known.id}
            self._join(known, told, hashes)
            if known.sealed is None:
                conflict(ConflictKind.MEMBER_CONTACT_NEW, entry_id, known.id, "kept")
        self._connection.execute(member.insert().values(new))
        self._changed.add(told.member_id)

    def _join(self, known: Any, told: MemberEnrolled, hashes: list[bytes]) -> None:  # noqa: ANN401 - a row of `member`
        """What a member is told anew. Whose contact no counter ever sealed gets none from who says to be the one:
        mail and messages would go to whoever typed the number first.
        """
        agreed = sorted({*json.loads(known.consents or "[]"), *told.consents})
        further: dict[str, object] = {}
        if known.sealed is not None:
            mail = next((one for one in hashes if one != known.contact_hash), None)
            further = {"birthday": known.birthday or told.birthday, "email_hash": known.email_hash or mail}
        self._write(known, consents=json.dumps(agreed), **further)

    def _give_up(self, hashes: list[bytes]) -> None:
        """Have contacts free that only those have who were put out."""
        for column in (member.c.contact_hash, member.c.email_hash):
            gone = update(member).where(column.in_(hashes)).values({column.name: None}).returning(member.c.id)
            self._changed |= set(self._connection.execute(gone).scalars())

    def _move(self, entry_id: str, told: PointsMoved, fits: Fits, conflict: Conflict) -> None:
        """Have points come or go, as far as the terminal's own sale and the rules bear it; of the rest somebody
        hears.
        """
        row = row_of(self._connection, told.member_id)
        if row is None:
            conflict(ConflictKind.MEMBER_UNKNOWN, entry_id, told.member_id, "kept")
            return
        if row.erased_at is not None:
            return
        points = fits.counted(told, row)
        if points != told.points or abs(row.points + points) > _MOST:
            conflict(ConflictKind.POINTS_DIFFER, entry_id, row.id, "kept")
        if points is None or abs(row.points + points) > _MOST:
            return
        fits.note(told, row.id, points)
        self._write(row, points=row.points + points)
        if told.reason == "spent":
            if told.hold_id is not None:
                self._ended.append(told.hold_id)
            if row.points + points < 0:
                conflict(ConflictKind.POINTS_OVERSPENT, entry_id, row.id, "accepted")

    def _write(self, row: Any, **values: object) -> None:  # noqa: ANN401 - a row of `member`
        if row is not None and row.erased_at is None:
            self._connection.execute(update(member).where(member.c.id == row.id).values(values))
            self._changed.add(row.id)


def owner_of(connection: Connection, hashes: Iterable[bytes]) -> Any:  # noqa: ANN401 - a row of `member`
    """The active member who has one of some contacts, or had it before they were merged; None for nobody.

    The first of the contacts counts first.
    """
    for digest in hashes:
        has = or_(member.c.contact_hash == digest, member.c.email_hash == digest)
        query = select(member.c.id).where(has).order_by(member.c.active.desc(), member.c.id)
        for member_id in connection.execute(query).scalars().all():
            row = row_of(connection, member_id)
            if row is not None and row.active:
                return row
    return None


def changes_of(connection: Connection, ids: Iterable[str]) -> list[Change]:
    """Members as terminals are told them."""
    rows = connection.execute(select(member).where(member.c.id.in_(sorted(ids))).order_by(member.c.id)).mappings()
    return [Change(CHAIN, "member", str(row["id"]), item_of(dict(row)).model_dump_json()) for row in rows]


# --- points kept for a cart --------------------------------------------------------------------------------------


def hold_points(connection: Connection, who: Enlisted, asked: PointsHoldRequest, at: int) -> PointsHold:
    """Keep points for an open cart; of all who ask for the same, so many get them as there are."""
    row = row_of(connection, asked.member_id)
    if row is None or not row.active:
        return PointsHold(granted=False, free=0, reason="unknown")
    locked = select(member.c.points).where(member.c.id == row.id).with_for_update()
    points = connection.execute(locked).scalar_one()
    own = and_(point_hold.c.id == asked.id, point_hold.c.terminal_id == who.terminal_id)
    free = int(points) - kept_of(connection, row.id, at, not_(own))
    if asked.points > free:
        return PointsHold(granted=False, free=max(0, free), reason="too_few")
    values = {"member_id": row.id, "points": asked.points, "until": at + HOLD}
    statement = upsert(connection, point_hold).values(id=asked.id, terminal_id=who.terminal_id, **values)
    keys = [point_hold.c.id, point_hold.c.terminal_id]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
    connection.execute(delete(point_hold).where(point_hold.c.until <= at))
    return PointsHold(granted=True, free=free - asked.points, until=at + HOLD)


def kept_of(connection: Connection, member_id: str, at: int, *but: ColumnElement[bool]) -> int:
    """Points of a member that are kept for open carts now."""
    kept = select(func.coalesce(func.sum(point_hold.c.points), 0)).where(
        point_hold.c.member_id == member_id, point_hold.c.until > at, *but
    )
    return int(connection.execute(kept).scalar_one())


@router.post("/points", openapi_extra=body_of(PointsHoldRequest))
async def post_hold(request: Request, place: Here, one: Sender) -> PointsHold:
    """Keep points of a member for an open cart."""
    asked = await read_body(request, PointsHoldRequest, SMALL)
    return await run_in_threadpool(place.write, lambda connection: hold_points(connection, one, asked, place.clock()))


@router.post("/points/release", openapi_extra=body_of(Release))
async def post_release(request: Request, place: Here, one: Sender) -> Released:
    """Give points up that were kept."""
    asked = await read_body(request, Release, SMALL)

    def job(connection: Connection) -> Released:
        mine = (point_hold.c.id == asked.id, point_hold.c.terminal_id == one.terminal_id)
        return Released(released=bool(connection.execute(delete(point_hold).where(*mine)).rowcount))

    return await run_in_threadpool(place.write, job)


# --- the rules ---------------------------------------------------------------------------------------------------


class Loyalty(Wire):
    """The rules of points; none where the shop gives none."""

    loyalty: LoyaltyItem | None


def put_loyalty(connection: Connection, form: LoyaltyItem) -> int:
    """Give points by these rules from now on; how many things are other than before.

    Raises:
        UserError: ``member.malformed`` (field).
    """
    if form.earn.minor <= 0 or form.spend.minor < 0 or form.earn.currency != form.spend.currency:
        raise UserError("member.malformed", field="earn")
    text = form.model_dump_json()
    before = stands(connection, CHAIN, "loyalty", [KEY])
    if KEY in before and before[KEY][1] == text:
        return 0
    if KEY in before:
        values = {"body": before[KEY][1]}
        statement = upsert(connection, loyalty_former).values(key=KEY, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=[loyalty_former.c.key], set_=values))
    publish(connection, [Change(CHAIN, "loyalty", KEY, text)])
    return 1


@admin.get("")
def get_loyalty(place: Here, _who: Annotated[Admin, may("member", read=True)]) -> Loyalty:
    """Tell the rules of points."""
    with reading(place.engine) as connection:
        found = stands(connection, CHAIN, "loyalty", [KEY])
    return Loyalty(loyalty=read_wire(LoyaltyItem, found[KEY][1]) if KEY in found else None)


@admin.put("", openapi_extra=body_of(LoyaltyItem))
async def put_rules(request: Request, place: Here, who: Annotated[Admin, may("member")]) -> Wrote:
    """Give points by these rules from now on, over the whole chain."""
    who.everywhere()
    form = await read_body(request, LoyaltyItem, SMALL)
    return Wrote(changed=await run_in_threadpool(place.write, lambda connection: put_loyalty(connection, form)))
