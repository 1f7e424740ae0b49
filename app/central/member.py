"""Members: who they are is masked here as everywhere; a contact finds its member by a keyed hash alone."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select

from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import REFUSALS, SMALL, After, Here, Key, Limit, Sender, Wrote, may
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, contact_hash_key, lock, publish
from app.central.rate import Rate, count
from app.central.tables import centre, member
from app.contract.member import Contact, KeyedMember, MemberItem, Members
from app.contract.wire import Wire
from app.domain.contact import masked_contact, plain_contact, without_contacts
from app.domain.errors import UserError
from app.domain.receipt.mask import masked

router = APIRouter(prefix="/v1/members", responses=REFUSALS, tags=["terminal"])
admin = APIRouter(prefix="/members", tags=["admin"])
_PLAIN = r"^[^\x00-\x1f\x7f]*$"
_POINTS = 10**12
#: What a busy counter does not reach, and nobody who tries numbers out lives with.
LOOK_UPS = Rate("member.find", 300)


class MemberForm(Wire):
    """A member. Name, phone and e-mail are masked as they come in: the centre keeps none of them.

    ``contact`` left out stays as it was. Who was merged into another is not active any more.
    """

    name: Annotated[str, Field(max_length=200, pattern=_PLAIN)]
    contact: Annotated[str, Field(max_length=200, pattern=_PLAIN)] = ""
    tier: Annotated[str, Field(max_length=200, pattern=_PLAIN)] = ""
    points: Annotated[int, Field(ge=-_POINTS, le=_POINTS)] = 0
    active: bool = True
    merged_into: Annotated[str, Field(min_length=1, max_length=200, pattern=_PLAIN)] | None = None


def contact_hash(connection: Connection, plain: str) -> bytes:
    """Under what a contact is found; terminals make the same of it."""
    seed = connection.execute(select(centre.c.seed)).scalar_one()
    return hmac.digest(contact_hash_key(bytes(seed)), plain.encode(), hashlib.sha256)


def put_member(connection: Connection, member_id: str, form: MemberForm) -> int:
    """Put a member in, new or changed; how many are other than before.

    Raises:
        UserError: ``member.malformed`` (field), ``member.taken_contact``.
    """
    plain = plain_contact(form.contact)
    if form.contact and not plain:
        raise UserError("member.malformed", field="contact")
    if form.merged_into is not None and (form.active or form.merged_into == member_id):
        raise UserError("member.malformed", field="merged_into")
    lock(connection, CHAIN)
    before = connection.execute(select(member).where(member.c.id == member_id)).one_or_none()
    values = form.model_dump(exclude={"contact", "active"})
    values |= {"name": masked(without_contacts(form.name)), "active": int(form.active)}
    values |= {"contact": masked_contact(plain), "contact_hash": contact_hash(connection, plain) if plain else None}
    if before is not None and "contact" not in form.model_fields_set:
        values |= {"contact": before.contact, "contact_hash": before.contact_hash}
    if before is not None and {**before._mapping} == {"id": member_id, **values}:  # noqa: SLF001 - a row by its names
        return 0
    if values["contact_hash"] is not None:
        owner = connection.execute(
            select(member.c.id).where(member.c.contact_hash == values["contact_hash"])
        ).scalar_one_or_none()
        if owner not in (None, member_id):
            raise UserError("member.taken_contact", member=owner)
    statement = upsert(connection, member).values(id=member_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[member.c.id], set_=values))
    publish(connection, [Change(CHAIN, "member", member_id, _item(values).model_dump_json())])
    return 1


def _item(values: dict[str, object]) -> MemberItem:
    told = {name: values[name] for name in MemberItem.model_fields}
    return MemberItem.model_validate({**told, "active": bool(values["active"])})


def find(connection: Connection, contact: str) -> Members:
    """Who has a contact: one, or nobody."""
    plain = plain_contact(contact)
    if not plain:
        return Members(members=())
    query = select(member).where(member.c.contact_hash == contact_hash(connection, plain))
    return Members(
        members=tuple(KeyedMember(id=row.id, member=_item(dict(row._mapping))) for row in connection.execute(query))  # noqa: SLF001 - a row's public name
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
    return Members(members=tuple(KeyedMember(id=row["id"], member=_item(dict(row))) for row in rows))


@admin.put("/{member_id}", openapi_extra=body_of(MemberForm))
async def put_one(request: Request, place: Here, member_id: Key, who: Annotated[Admin, may("member")]) -> Wrote:
    """Put a member in, new or changed. An id once given is never another's."""
    who.everywhere()
    form = await read_body(request, MemberForm, SMALL)
    job = run_in_threadpool(place.write, lambda connection: put_member(connection, member_id, form))
    return Wrote(changed=await job)
