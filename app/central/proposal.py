"""Proposals: what a lone shop brings along as it joins. Into an empty centre it goes at once; else somebody decides.

What the centre has stays as it is; what it does not have, or has otherwise, is kept here whole, so nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, func, select, update

from app.central import feed
from app.central.apply import Effects
from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import REFUSALS, SMALL, After, Here, Limit, Sender, StoreKey, Wrote, may
from app.central.enrol import Admin
from app.central.product import owners_of, put_products
from app.central.promotion import put_promotion
from app.central.staff import Hashed, StaffForm, put_person
from app.central.tables import change, person, product_code, proposal, terminal
from app.contract.feed import ProductItem, StaffItem
from app.contract.promotion import PromotionRule, read_promotion
from app.contract.proposal import Kind, Proposal, Proposals, Proposed
from app.contract.wire import Code, Count, Wire, WireError, read_wire
from app.domain.catalog import code_key
from app.domain.conflict import ConflictKind
from app.domain.errors import UserError

router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])
admin = APIRouter(prefix="/stores/{store}/proposals", tags=["admin"])
TAKEN, SAME, WAITING, REFUSED = "taken", "same", "waiting", "refused"
#: Bytes of a page.
_PAGE = 4 * 1024 * 1024
_NOBODY = Admin(frozenset(), None)


class ProposalRow(Wire):
    """A proposal: ``reason`` says why it waits, ``against`` what of the centre it meets."""

    terminal_id: Code
    kind: Code
    key: Code
    state: Code
    reason: Code
    against: Code | None
    body: str
    made_at: Count
    decided_at: Count | None
    decided_by: Code | None


class ProposalList(Wire):
    """A page of them, by kind and key."""

    proposals: tuple[ProposalRow, ...]


class DecideForm(Wire):
    """What somebody decided of those that wait: of some keys of a kind, or of all of it."""

    kind: Kind
    keys: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=200)], ...], Field(max_length=500)] = ()
    take: bool
    by: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


def propose(connection: Connection, terminal_id: str, told: Proposals, at: int) -> Proposed:
    """Keep what a terminal proposes, and take in what goes into an empty centre. A repeat changes nothing.

    Args:
        at: microseconds UTC.
    """
    mine = terminal.c.id == terminal_id
    store, told_at = connection.execute(
        select(terminal.c.store, terminal.c.told_at).where(mine).with_for_update()
    ).one()
    feed.lock(connection, feed.CHAIN)  # whether the centre is empty is judged by one at a time
    known = _known(connection, terminal_id, told.items)
    kinds = {one.kind for one in told.items}
    is_empty = {kind: told_at is None and _is_empty(connection, terminal_id, store, kind) for kind in kinds}
    for one in told.items:
        if (one.kind, one.key) not in known:
            state, reason, against = _judge(connection, store, one, at, is_empty=is_empty[one.kind])
            values = {
                "terminal_id": terminal_id, "kind": one.kind, "key": one.key, "store": store, "body": one.body,
                "state": state, "reason": reason, "against": against, "made_at": at,
            }  # fmt: skip
            connection.execute(upsert(connection, proposal).values(values).on_conflict_do_nothing())
    if told.last and told_at is None:  # from now on nothing of this terminal's goes in unasked
        connection.execute(update(terminal).where(mine).values(told_at=at))
    states = _states(connection, terminal_id)
    if told.last and states[WAITING]:
        effects = Effects(connection, terminal_id, store, at)
        effects.conflict(ConflictKind.PROPOSAL_WAITING, "", str(states[WAITING]), "kept")
        effects.finish()
    return Proposed(**{state: states[state] for state in (TAKEN, SAME, WAITING, REFUSED)})


def _known(connection: Connection, terminal_id: str, items: Sequence[Proposal]) -> set[tuple[str, str]]:
    rows = connection.execute(
        select(proposal.c.kind, proposal.c.key).where(
            proposal.c.terminal_id == terminal_id, proposal.c.key.in_([one.key for one in items])
        )
    )
    return {(row.kind, row.key) for row in rows}


def _states(connection: Connection, terminal_id: str) -> Counter[str]:
    rows = connection.execute(
        select(proposal.c.state, func.count()).where(proposal.c.terminal_id == terminal_id).group_by(proposal.c.state)
    )
    return Counter({str(state): int(count) for state, count in rows})


def _is_empty(connection: Connection, terminal_id: str, store: str, kind: str) -> bool:
    """Whether the centre had nothing of a kind when this terminal began to tell: nothing but what came from it."""
    of_it = (proposal.c.terminal_id == terminal_id, proposal.c.kind == kind, proposal.c.decided_at.is_(None))
    if connection.execute(select(proposal.c.key).where(*of_it, proposal.c.state == TAKEN).limit(1)).first():
        return True
    if connection.execute(select(proposal.c.key).where(*of_it).limit(1)).first():
        return False
    if kind == "staff":
        return connection.execute(select(person.c.id).limit(1)).first() is None
    if kind == "product":
        return connection.execute(select(product_code.c.code).limit(1)).first() is None
    there = select(change.c.key).where(
        change.c.scope.in_([feed.CHAIN, store]), change.c.kind == kind, change.c.deleted == 0
    )
    return connection.execute(there.limit(1)).first() is None


def _judge(
    connection: Connection, store: str, one: Proposal, at: int, *, is_empty: bool
) -> tuple[str, str, str | None]:
    """What becomes of a proposal: its state, why it waits, and what of the centre it meets."""
    try:
        reason, against = _MEETS[one.kind](connection, store, one)
        if reason == SAME:
            return SAME, "", against
        if reason or not is_empty:
            return WAITING, reason or "new", against
        with connection.begin_nested():
            _put(connection, store, one, at, _NOBODY)
    except WireError:
        return WAITING, "unreadable", None
    except UserError as error:
        return WAITING, error.code, None
    return TAKEN, "", None


def _meets_product(connection: Connection, _store: str, one: Proposal) -> tuple[str, str | None]:
    item = read_wire(ProductItem, one.body)
    found = feed.stands(connection, feed.CHAIN, "product", [one.key])
    if one.key in found:
        return (SAME if found[one.key][1] == item.model_dump_json() else "differs"), one.key
    owners = owners_of(connection, sorted({code_key(one.key), *(code.code for code in item.codes)}))
    return ("code", min(owners.values())) if owners else ("", None)


def _meets_staff(connection: Connection, _store: str, one: Proposal) -> tuple[str, str | None]:
    item = read_wire(StaffItem, one.body)
    row = connection.execute(select(person).where(person.c.id == one.key)).one_or_none()
    if row is None:
        return "", None
    is_same = (row.name, row.name_en, row.role, bool(row.active)) == (item.name, item.name_en, item.role, item.active)
    return (SAME if is_same else "differs"), one.key


def _meets_promotion(connection: Connection, store: str, one: Proposal) -> tuple[str, str | None]:
    rule = read_promotion(one.body)
    if not isinstance(rule, PromotionRule) or rule.id != one.key:
        return "unreadable", None
    for scope in (feed.CHAIN, store):
        found = feed.stands(connection, scope, "promotion", [one.key])
        if one.key in found:
            return (SAME if read_promotion(found[one.key][1]) == rule else "differs"), one.key
    return "", None


_MEETS = {"product": _meets_product, "staff": _meets_staff, "promotion": _meets_promotion}


def _put(connection: Connection, store: str, one: Any, at: int, who: Admin) -> None:  # noqa: ANN401 - or its row
    """Have the centre take a proposal as its own: goods for the chain, people and promotions for the store."""
    if one.kind == "product":
        put_products(connection, {one.key: read_wire(ProductItem, one.body)}, at)
    elif one.kind == "promotion":
        rule = read_promotion(one.body)
        if not isinstance(rule, PromotionRule):
            raise UserError("promotion.malformed", field="kind")
        put_promotion(connection, store, rule)
    else:
        item = read_wire(StaffItem, one.body)
        said = {name: getattr(item, name) for name in StaffItem.model_fields}
        try:
            form = StaffForm.model_validate({**said, "store": store})
        except ValueError:
            raise UserError("request.malformed", where="staff", reason=one.key) from None
        put_person(connection, one.key, form, Hashed(), who)


def decide(connection: Connection, store: str, form: DecideForm, who: Admin, at: int) -> int:
    """Take what waits, in the place of what the centre has, or refuse it; how many were decided.

    What cannot be taken as it is goes on waiting, and says why.
    """
    waiting = [proposal.c.store == store, proposal.c.kind == form.kind, proposal.c.state == WAITING]
    if form.keys:
        waiting.append(proposal.c.key.in_(form.keys))
    if form.kind == "product" and form.take:
        who.everywhere()  # the catalogue is the whole chain's
    feed.lock(connection, feed.CHAIN)
    done = 0
    for row in connection.execute(select(proposal).where(*waiting).order_by(proposal.c.key)).all():
        values: dict[str, object] = {
            "decided_at": at,
            "decided_by": form.by,
            "state": TAKEN if form.take else REFUSED,
        }
        if form.take:
            try:
                with connection.begin_nested():
                    _put(connection, store, row, at, who)
            except (UserError, WireError) as error:
                values = {"reason": error.code if isinstance(error, UserError) else "unreadable"}
        key = (proposal.c.terminal_id == row.terminal_id, proposal.c.kind == row.kind, proposal.c.key == row.key)
        connection.execute(update(proposal).where(*key).values(values))
        done += "state" in values
    return done


@router.post("/proposals", openapi_extra=body_of(Proposals))
async def post_proposals(request: Request, place: Here, one: Sender) -> Proposed:
    """Tell what the asking terminal's shop made before it had a centre; any number of times."""
    told = await read_body(request, Proposals, _PAGE)
    return await run_in_threadpool(
        place.write, lambda connection: propose(connection, one.terminal_id, told, place.clock())
    )


@admin.get("")
def list_proposals(
    place: Here,
    store: StoreKey,
    who: Annotated[Admin, may("store", read=True)],
    kind: Kind,
    state: Annotated[Literal["waiting", "taken", "same", "refused"], Query()] = "waiting",
    after: After = "",
    limit: Limit = 100,
) -> ProposalList:
    """Tell what a store's terminals brought along, by key."""
    who.in_store(store)
    who.need(kind, read=True)
    columns = [proposal.c[name] for name in ProposalRow.model_fields]
    query = (
        select(*columns)
        .where(proposal.c.store == store, proposal.c.kind == kind, proposal.c.state == state, proposal.c.key > after)
        .order_by(proposal.c.key, proposal.c.terminal_id)
        .limit(limit)
    )
    with reading(place.engine) as connection:
        rows = connection.execute(query).mappings().all()
    return ProposalList(proposals=tuple(ProposalRow(**{**row, "body": _shown(kind, row["body"])}) for row in rows))


def _shown(kind: str, body: str) -> str:
    """A body as people see it: no answer shows the hash of a PIN or a badge."""
    if kind != "staff":
        return body
    try:
        item = read_wire(StaffItem, body)
    except WireError:
        return ""
    return item.model_copy(update={"pin_hash": None, "badge_hash": None}).model_dump_json()


@admin.post("/decide", openapi_extra=body_of(DecideForm))
async def post_decide(request: Request, place: Here, store: StoreKey, who: Annotated[Admin, may("store")]) -> Wrote:
    """Take what waits into the centre's books, or refuse it; what cannot be taken goes on waiting."""
    who.in_store(store)
    form = await read_body(request, DecideForm, SMALL)
    who.need(form.kind)
    job = run_in_threadpool(place.write, lambda connection: decide(connection, store, form, who, place.clock()))
    return Wrote(changed=await job)
