"""Staff: who may sign in where. PINs are hashed as they come in, and no answer shows a hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, func, select, update

from app.central.badge import BadgeHashes, badge_keys, change_key, forget_former
from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import SMALL, After, Here, Limit, Wrote, may
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, lock, publish, stir
from app.central.store import check_store
from app.central.tables import centre, person
from app.contract.feed import StaffItem
from app.contract.wire import Code, Hash, Wire
from app.domain.errors import UserError
from app.domain.frozen import frozen

admin = APIRouter(prefix="/staff", tags=["admin"])
#: As the terminals take it.
StaffId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,39}$")]
#: Keys that badges are hashed under at once: every terminal keeps them beside its own.
_BADGE_KEYS = 4
_NAME = r"^[^\x00-\x1f\x7f]*$"


class StaffForm(Wire):
    """Somebody. What is left out of ``pin`` or ``pin_hash``, ``badge`` or ``badge_hash`` stays; null takes it away.

    ``badge`` is the badge's own text: every terminal of the centre knows it from then on. ``badge_hash`` is for one
    that was given out at a terminal before.
    """

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=_NAME)]
    name_en: Annotated[str, Field(max_length=200, pattern=_NAME)] = ""
    role: Literal["cashier", "staff", "manager"]
    store: Annotated[str, Field(pattern=r"^[A-Z0-9]{0,8}$")] = ""
    active: bool = True
    pin: Annotated[str, Field(max_length=40)] | None = Field(default=None, repr=False)
    pin_hash: Annotated[str, Field(pattern=r"^\$argon2id\$[!-~]{20,380}$")] | None = Field(default=None, repr=False)
    badge: Annotated[str, Field(max_length=200)] | None = Field(default=None, repr=False)
    badge_hash: Hash | None = Field(default=None, repr=False)


class StaffRow(Wire):
    """Somebody, as told. ``has_former_badge``: it is of before the newest badge key, and is to be given out anew."""

    id: Code
    name: Code
    name_en: Code
    role: Code
    store: Code
    active: bool
    has_pin: bool
    has_badge: bool
    has_former_badge: bool


class StaffList(Wire):
    """A page of them, by id."""

    staff: tuple[StaffRow, ...]


@frozen
class Hashed:
    """What a form's secrets are kept as; None where it gives none.

    Attributes:
        badge: made of ``badge``.
    """

    pin: str | None = field(default=None, repr=False)
    badge: BadgeHashes | None = field(default=None, repr=False)


def put_person(connection: Connection, staff_id: str, form: StaffForm, hashed: Hashed, who: Admin) -> int:
    """Put somebody in, new or changed; terminals of their store are told, of all stores where they have none.

    Raises:
        UserError: ``token.other_store``, ``store.unknown``, ``staff.taken_badge``.
    """
    lock(connection, CHAIN)  # one change of the staff at a time: badges are unique over all of it
    before = _reached(connection, staff_id, form, who)
    said = form.model_fields_set
    values = form.model_dump(include={"store", "name", "name_en", "role"})
    values["active"] = int(form.active)
    values["pin_hash"] = hashed.pin or form.pin_hash
    if not said & {"pin", "pin_hash"} and before is not None:
        values["pin_hash"] = before.pin_hash
    values |= _badge_of(form, hashed, before)
    if before is not None and {**before._mapping} == {"id": staff_id, **values}:  # noqa: SLF001 - a row by its names
        return 0
    _check_badge(connection, staff_id, [values["badge_hash"], *(hashed.badge.former if hashed.badge else ())])
    statement = upsert(connection, person).values(id=staff_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[person.c.id], set_=values))
    gone = [] if before is None or before.store == form.store else [Change(before.store, "staff", staff_id, None)]
    publish(connection, [*gone, Change(form.store, "staff", staff_id, _item(values).model_dump_json())])
    return 1


def _reached(connection: Connection, staff_id: str, form: StaffForm, who: Admin) -> Any:  # noqa: ANN401 - a row
    """Somebody as they stand, None for somebody new; refuses whom a token may not reach.

    Raises:
        UserError: ``token.other_store``, ``store.unknown``.
    """
    who.in_store(form.store)
    if form.store:
        check_store(connection, form.store)
    before = connection.execute(select(person).where(person.c.id == staff_id)).one_or_none()
    if before is not None:
        who.in_store(before.store)
    return before


def _badge_of(form: StaffForm, hashed: Hashed, before: Any) -> dict[str, object]:  # noqa: ANN401 - a row of `person`
    if hashed.badge is not None:
        return {"badge_hash": hashed.badge.newest, "badge_no": hashed.badge.no}
    if form.badge_hash is not None:
        return {"badge_hash": bytes.fromhex(form.badge_hash), "badge_no": None}
    if before is None or form.model_fields_set & {"badge", "badge_hash"}:
        return {"badge_hash": None, "badge_no": None}
    return {"badge_hash": before.badge_hash, "badge_no": before.badge_no}


def _check_badge(connection: Connection, staff_id: str, badges: Sequence[object]) -> None:
    """Refuse a badge that somebody else has, under whichever key."""
    some = [one for one in badges if one is not None]
    query = select(person.c.id).where(person.c.badge_hash.in_(some), person.c.id != staff_id)
    owner = connection.execute(query.limit(1)).scalar_one_or_none() if some else None
    if owner is not None:
        raise UserError("staff.taken_badge", staff_id=owner)


def change_badge_key(connection: Connection, key: bytes) -> int:
    """Hash badges under a new key from now on; how many there are of before, which go on opening.

    Raises:
        UserError: ``staff.many_badge_keys`` (most).
    """
    lock(connection, CHAIN)
    if len(badge_keys(connection)) >= _BADGE_KEYS:
        raise UserError("staff.many_badge_keys", most=_BADGE_KEYS)
    number = change_key(connection, key)
    stir(connection, CHAIN)  # terminals get the key with the next page that they read
    former = select(func.count()).select_from(person).where(person.c.badge_no < number)
    return int(connection.execute(former).scalar_one())


def end_former_badges(connection: Connection) -> int:
    """Let no badge open that is hashed under a key of before; how many there were."""
    lock(connection, CHAIN)
    number = badge_keys(connection)[0][0]
    rows = connection.execute(select(person).where(person.c.badge_no < number).order_by(person.c.id)).mappings().all()
    ended = {"badge_hash": None, "badge_no": None}
    connection.execute(update(person).where(person.c.badge_no < number).values(ended))
    forget_former(connection)
    publish(
        connection,
        [Change(row["store"], "staff", row["id"], _item({**row, **ended}).model_dump_json()) for row in rows],
    )
    stir(connection, CHAIN)  # for the keys, also where nobody had a badge of before
    return len(rows)


def _item(values: dict[str, object]) -> StaffItem:
    badge = values["badge_hash"]
    return StaffItem.model_validate(
        {
            **{name: values[name] for name in ("name", "name_en", "role", "pin_hash")},
            "active": bool(values["active"]),
            "badge_hash": bytes(badge).hex() if isinstance(badge, bytes) else None,
        }
    )


@admin.get("")
def list_staff(
    place: Here, who: Annotated[Admin, may("staff", read=True)], after: After = "", limit: Limit = 100
) -> StaffList:
    """Tell who there is."""
    newest = select(func.coalesce(centre.c.badge_no, 1)).scalar_subquery()
    query = select(person, (person.c.badge_no < newest).label("former")).where(person.c.id > after)
    query = query.order_by(person.c.id).limit(limit)
    if who.store is not None:
        query = query.where(person.c.store == who.store)
    with reading(place.engine) as connection:
        rows = [
            StaffRow(
                id=row.id, name=row.name, name_en=row.name_en, role=row.role, store=row.store,
                active=bool(row.active), has_pin=row.pin_hash is not None, has_badge=row.badge_hash is not None,
                has_former_badge=bool(row.former),
            )
            for row in connection.execute(query)
        ]  # fmt: skip
    return StaffList(staff=tuple(rows))


@admin.put("/{staff_id}", openapi_extra=body_of(StaffForm))
async def put_one(request: Request, place: Here, staff_id: StaffId, who: Annotated[Admin, may("staff")]) -> Wrote:
    """Put somebody in, new or changed. Who left is not active any more; nobody is ever taken out."""
    form = await read_body(request, StaffForm, SMALL)

    def put() -> int:
        with reading(place.engine) as connection:
            _reached(connection, staff_id, form, who)
        hashed = Hashed(  # slow: before the transaction, and for nobody who is refused
            None if form.pin is None else place.hash_pin(form.pin),
            None if form.badge is None else place.hash_badge(form.badge),
        )
        return place.write(lambda connection: put_person(connection, staff_id, form, hashed, who))

    return Wrote(changed=await run_in_threadpool(put))
