"""Members: who they are is masked here as everywhere; a contact finds its member by a keyed hash alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, delete, select, update

from app.central.body import body_of, read_body
from app.central.contact import oldest_key
from app.central.database import reading, upsert
from app.central.door import REFUSALS, SMALL, After, Here, Key, Limit, Sender, Wrote, may
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, contact_hash_key, lock, publish
from app.central.member_tables import message
from app.central.rate import Rate, count
from app.central.tables import centre, member, shop_session
from app.central.wallet import names_of, wallets
from app.contract.member import Contact, KeyedMember, MemberItem, Members
from app.contract.wire import Count, Wire
from app.domain.contact import masked_contact, plain_contact, without_contacts
from app.domain.errors import UserError
from app.domain.receipt.mask import masked

router = APIRouter(prefix="/v1/members", responses=REFUSALS, tags=["terminal"])
admin = APIRouter(prefix="/members", tags=["admin"])
_PLAIN = r"^[^\x00-\x1f\x7f]*$"
_POINTS = 10**12
#: Aliases followed: a chain of them is short, and no circle.
_ALIASES = 8
#: What an office does not say of a member, and what it may leave out.
_KEPT = ("email_hash", "sealed", "sealed_context", "erased_at")
_AS_BEFORE = ("contact", "contact_hash", "birthday", "consents", "points")
_SAID_BY = {"contact_hash": "contact"}
#: What a busy counter does not reach, and nobody who tries numbers out lives with.
LOOK_UPS = Rate("member.find", 300)


class MemberForm(Wire):
    """A member. Name, phone and e-mail are masked as they come in: the centre keeps none of them.

    ``contact``, ``birthday``, ``consents`` and ``points`` left out stay as they were. Who was merged into
    another is not active any more.
    """

    name: Annotated[str, Field(max_length=200, pattern=_PLAIN)]
    contact: Annotated[str, Field(max_length=200, pattern=_PLAIN)] = ""
    tier: Annotated[str, Field(max_length=200, pattern=_PLAIN)] = ""
    points: Annotated[int, Field(ge=-_POINTS, le=_POINTS)] = 0
    active: bool = True
    merged_into: Annotated[str, Field(min_length=1, max_length=200, pattern=_PLAIN)] | None = None
    birthday: Annotated[str, Field(pattern=r"^([01][0-9]-[0-3][0-9])?$")] = ""
    consents: Annotated[tuple[Annotated[str, Field(max_length=60, pattern=_PLAIN)], ...], Field(max_length=20)] = ()


def contact_hash(connection: Connection, plain: str) -> bytes:
    """Under what a contact is found; terminals make the same of it."""
    seed = connection.execute(select(centre.c.seed)).scalar_one()
    return hmac.digest(contact_hash_key(bytes(seed)), plain.encode(), hashlib.sha256)


def put_member(connection: Connection, member_id: str, form: MemberForm) -> int:
    """Put a member in, new or changed; how many are other than before.

    Raises:
        UserError: ``member.malformed`` (field), ``member.taken_contact``, ``member.erased``.
    """
    plain = plain_contact(form.contact)
    if form.contact and not plain:
        raise UserError("member.malformed", field="contact")
    if form.merged_into is not None and (form.active or form.merged_into == member_id):
        raise UserError("member.malformed", field="merged_into")
    lock(connection, CHAIN)
    before = connection.execute(select(member).where(member.c.id == member_id)).one_or_none()
    if before is not None and before.erased_at is not None:
        raise UserError("member.erased")
    values = form.model_dump(exclude={"contact", "active"})
    values |= {"name": masked(without_contacts(form.name)), "active": int(form.active)}
    values |= {"contact": masked_contact(plain), "contact_hash": contact_hash(connection, plain) if plain else None}
    values |= {"consents": json.dumps(form.consents)}
    for name in _KEPT:
        values[name] = None if before is None else getattr(before, name)
    if before is not None:
        said = form.model_fields_set
        values |= {name: getattr(before, name) for name in _AS_BEFORE if _SAID_BY.get(name, name) not in said}
    if before is not None and {**before._mapping} == {"id": member_id, **values}:  # noqa: SLF001 - a row by its names
        return 0
    given_up = _give_up(connection, values["contact_hash"], member_id)
    statement = upsert(connection, member).values(id=member_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[member.c.id], set_=values))
    moved = [] if form.merged_into is None else wallets(connection, [member_id])  # what was theirs is the other's
    publish(connection, [Change(CHAIN, "member", member_id, item_of(values).model_dump_json()), *given_up, *moved])
    return 1


def _give_up(connection: Connection, digest: bytes | None, member_id: str) -> list[Change]:
    """Have a contact free for a member: who was merged or put out gives it up.

    Raises:
        UserError: ``member.taken_contact`` (member): somebody else's who is there.
    """
    if digest is None:
        return []
    query = select(member).where(member.c.contact_hash == digest, member.c.id != member_id)
    owner = connection.execute(query).one_or_none()
    if owner is None:
        return []
    now = row_of(connection, owner.id)
    if now is not None and now.active and now.id != member_id:
        raise UserError("member.taken_contact", member=now.id)
    connection.execute(update(member).where(member.c.id == owner.id).values(contact_hash=None))
    item = item_of({**owner._mapping, "contact_hash": None})  # noqa: SLF001 - a row by its names
    return [Change(CHAIN, "member", owner.id, item.model_dump_json())]


def item_of(values: dict[str, Any]) -> MemberItem:
    """A row as terminals are told it."""
    hashes = [values[name] for name in ("contact_hash", "email_hash") if values[name] is not None]
    return MemberItem(
        name=values["name"],
        contact=values["contact"],
        tier=values["tier"],
        points=values["points"],
        active=bool(values["active"]),
        merged_into=values.get("merged_into"),
        contact_hashes=tuple(bytes(one).hex() for one in hashes),
        birthday=values["birthday"] or "",
        consents=tuple(json.loads(values["consents"] or "[]")),
    )


def shown(values: dict[str, Any]) -> MemberItem:
    """A row as who asks is answered: terminals alone are told the hashes, by the feed."""
    return item_of(values).model_copy(update={"contact_hashes": ()})


def row_of(connection: Connection, member_id: str) -> Any:  # noqa: ANN401 - a row of `member`
    """A member, or who that one has become; None for nobody."""
    row = None
    for _ in range(_ALIASES):
        row = connection.execute(select(member).where(member.c.id == member_id)).one_or_none()
        if row is None or row.merged_into is None:
            break
        member_id = row.merged_into
    return row


def erase(connection: Connection, member_id: str, at: int) -> int:
    """Forget who a member is: name, contacts, birthday, consents, and what waits to be said; how many were known.

    Whoever became this member is forgotten with it, and who it became. The ids stay and are never another's, and
    sales keep them. What counters sealed is unreadable once the contact keys of before are destroyed.

    Raises:
        UserError: ``member.unknown``.
    """
    lock(connection, CHAIN)
    names = names_of(connection, member_id)
    known = connection.execute(select(member).where(member.c.id.in_(names)).order_by(member.c.id)).all()
    if not known:
        raise UserError("member.unknown")
    left = [row for row in known if row.erased_at is None]
    if not left:
        return 0
    nothing = dict.fromkeys(("contact_hash", "email_hash", "birthday", "consents", "sealed", "sealed_context"))
    gone = {"name": "", "contact": "", "tier": "", "active": 0, "erased_at": at, **nothing}
    connection.execute(update(member).where(member.c.id.in_([row.id for row in left])).values(gone))
    unsaid = {"state": "failed", "ended_at": at, "error": "member.erased", "sealed": None, "masked": ""}
    connection.execute(
        update(message).where(message.c.member_id.in_(names), message.c.state == "waiting").values(unsaid)
    )
    connection.execute(delete(shop_session).where(shop_session.c.member_id.in_(names)))
    publish(connection, [Change(CHAIN, "member", row.id, _erased(row).model_dump_json()) for row in left])
    return 1


def _erased(row: Any) -> MemberItem:  # noqa: ANN401 - a row of `member`
    return MemberItem(
        name="", contact="", tier="", points=row.points, active=False, merged_into=row.merged_into
    )  # a counter may have enrolled them


class Erasure(Wire):
    """How an erasure stands. ``is_pending``: a contact key of before it could still open what counters sealed."""

    erased_at: Count | None
    is_pending: bool


def erasure(connection: Connection, member_id: str) -> Erasure:
    """How a member's erasure stands.

    Raises:
        UserError: ``member.unknown``.
    """
    row = connection.execute(select(member.c.erased_at).where(member.c.id == member_id)).one_or_none()
    if row is None:
        raise UserError("member.unknown")
    oldest = oldest_key(connection)
    pending = row.erased_at is not None and oldest is not None and oldest <= row.erased_at
    return Erasure(erased_at=row.erased_at, is_pending=pending)


def find(connection: Connection, contact: str) -> Members:
    """Who has a contact: one, or nobody. Whoever had it and was merged is who they became."""
    plain = plain_contact(contact)
    if not plain:
        return Members(members=())
    digest = contact_hash(connection, plain)
    has = (member.c.contact_hash == digest) | (member.c.email_hash == digest)
    ids = connection.execute(select(member.c.id).where(has).order_by(member.c.id)).scalars().all()
    now = {row.id: row for row in (row_of(connection, one) for one in ids) if row is not None and row.active}
    return Members(
        members=tuple(KeyedMember(id=row.id, member=shown(dict(row._mapping))) for row in now.values())  # noqa: SLF001 - a row's public name
    )


@router.post("/find", openapi_extra=body_of(Contact), dependencies=[])
async def post_find(request: Request, place: Here, one: Sender) -> Members:
    """Find the member with a contact, exactly; so many times an hour."""
    return await _asked(request, place, f"terminal:{one.terminal_id}")


async def _asked(request: Request, place: Here, who: str) -> Members:
    """Answer a look-up, and count it: whoever tries out number after number finds few."""
    form = await read_body(request, Contact, SMALL)

    def ask(connection: Connection) -> Members:
        count(connection, LOOK_UPS, who, place.clock())
        return find(connection, form.contact)

    return await run_in_threadpool(place.write, ask)


@admin.post("/find", openapi_extra=body_of(Contact))
async def post_admin_find(request: Request, place: Here, who: Annotated[Admin, may("member", read=True)]) -> Members:
    """Find the member with a contact, exactly; so many times an hour. A store's own token may, too."""
    return await _asked(request, place, f"token:{who.name}")


@admin.get("")
def list_members(
    place: Here, who: Annotated[Admin, may("member", read=True)], after: After = "", limit: Limit = 100
) -> Members:
    """Tell the members, masked. They are the whole chain's: a store's own token finds them one by one."""
    who.everywhere()
    query = select(member).where(member.c.id > after).order_by(member.c.id).limit(limit)
    with reading(place.engine) as connection:
        rows = connection.execute(query).mappings().all()
    return Members(members=tuple(KeyedMember(id=row["id"], member=shown(dict(row))) for row in rows))


@admin.put("/{member_id}", openapi_extra=body_of(MemberForm))
async def put_one(request: Request, place: Here, member_id: Key, who: Annotated[Admin, may("member")]) -> Wrote:
    """Put a member in, new or changed. An id once given is never another's."""
    who.everywhere()
    form = await read_body(request, MemberForm, SMALL)
    job = run_in_threadpool(place.write, lambda connection: put_member(connection, member_id, form))
    return Wrote(changed=await job)


@admin.delete("/{member_id}")
def delete_one(place: Here, member_id: Key, who: Annotated[Admin, may("member")]) -> Wrote:
    """Erase a member: nobody at any counter knows who it was from then on. It cannot be taken back."""
    who.everywhere()
    return Wrote(changed=place.write(lambda connection: erase(connection, member_id, place.clock())))


@admin.get("/{member_id}/erasure")
def get_erasure(place: Here, member_id: Key, who: Annotated[Admin, may("member", read=True)]) -> Erasure:
    """Tell whether an erasure is through: until a contact key is destroyed, old journals could be read with it."""
    who.everywhere()
    with reading(place.engine) as connection:
        return erasure(connection, member_id)
