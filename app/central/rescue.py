"""Rescue: entries that came by hand go in as if their terminal had sent them; of a revoked one where allowed.

A file is sealed to the centre and signed by the machine that wrote it, perhaps one that another took the place of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection, Engine, select, update

from app.central import intake
from app.central.body import read_bytes
from app.central.database import note, reading, write
from app.central.door import Here, may
from app.central.enrol import Admin
from app.central.rebuild import note_tail
from app.central.sealed import Seals
from app.central.tables import centre, former_machine, terminal
from app.central.watch import of_terminal
from app.contract.push import MAX_ENTRIES, PROTOCOL, PushBatch, PushedEntry, Rescued
from app.contract.wire import WireError, read_wire
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen

admin = APIRouter(prefix="/rescue", tags=["admin"])
#: Bytes of a rescue file: months of a counter's sales, sealed and packed.
MOST = 64 * 1024 * 1024
#: Seconds that one may take to come: a long file over a bad line.
_WITHIN_S = 600.0
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@frozen
class Machine:
    """The machine that wrote a file: of which terminal, and whether it may send by itself."""

    terminal_id: str
    is_former: bool


def opened(engine: Engine, seals: Seals, content: bytes, who: Admin) -> tuple[Machine, bytes]:
    """A file's payload, and the machine that wrote it.

    Raises:
        UserError: ``rescue.not_one``, ``rescue.other_centre``, ``rescue.unknown_terminal`` (also where it stands in a
            store that is not the token's).
        FaultError: ``vault.sealed_damaged``, ``vault.sealed_to_another_key``, ``vault.sealed_too_new``.
    """
    sealed = seals.read(content)
    terminal_id = sealed.terminal_id
    with reading(engine) as connection:
        ours = connection.execute(select(centre.c.id, centre.c.seed)).one()
        if ours.id != sealed.centre_id:
            raise UserError("rescue.other_centre", centre=sealed.centre_id[:200])
        row = connection.execute(
            select(terminal.c.public_key, terminal.c.store).where(terminal.c.id == terminal_id)
        ).one_or_none()
        if row is None or who.store not in (None, row.store):
            raise UserError("rescue.unknown_terminal", terminal=terminal_id[:200])
        former = connection.execute(
            select(former_machine.c.public_key)
            .where(former_machine.c.terminal_id == terminal_id)
            .order_by(former_machine.c.replaced_at.desc())
        ).scalars()
        keys = [bytes(key) for key in (row.public_key, *former)]
    place, payload = seals.open(sealed, bytes(ours.seed), keys)
    return Machine(terminal_id, is_former=place > 0), payload


def entries_of(payload: bytes) -> Iterator[PushedEntry]:
    """The entries of a payload, in their order.

    Raises:
        FaultError: ``vault.sealed_damaged``.
    """
    for line in BytesIO(payload):  # a line at a time: as a list they would be many times as large
        try:
            yield read_wire(PushedEntry, line)
        except WireError:
            raise FaultError("vault.sealed_damaged") from None


def take_file(
    engine: Engine,
    seals: Seals,
    content: bytes,
    who: Admin,
    at: int,
    *,
    revoked: bool,
    tell: Callable[[frozenset[str]], None],
) -> Rescued:
    """Bring a rescue file in, a batch of entries at a time; any number of times, with one effect.

    Args:
        at: microseconds UTC.
        revoked: somebody allowed it although the machine was revoked, or another took its place.

    Raises:
        UserError: as `opened` and `bring_in`.
        FaultError: as `opened`; ``central.busy``.
    """
    machine, payload = opened(engine, seals, content, who)
    if machine.is_former and not revoked:
        raise UserError("rescue.revoked", terminal=machine.terminal_id)
    count = sum(1 for _ in entries_of(payload))  # all of it is looked at before anything goes in
    entries = entries_of(payload)
    while some := list(islice(entries, MAX_ENTRIES)):
        write(engine, partial(bring_in, machine=machine, entries=some, at=at, revoked=revoked), tell)
    return Rescued(terminal_id=machine.terminal_id, entries=count)


def bring_in(
    connection: Connection, machine: Machine, entries: Sequence[PushedEntry], at: int, *, revoked: bool
) -> None:
    """Take a batch in; a repeat changes nothing. What does not join on is kept with its broken link.

    Raises:
        UserError: ``rescue.revoked``; ``rescue.gap``: the centre holds nothing of the terminal that these follow.
    """
    terminal_id = machine.terminal_id
    row = connection.execute(
        select(terminal.c.store, terminal.c.revoked_at).where(terminal.c.id == terminal_id).with_for_update()
    ).one()
    if row.revoked_at is not None and not revoked:
        raise UserError("rescue.revoked", terminal=terminal_id)
    own = update(terminal).where(terminal.c.id == terminal_id)
    connection.execute(own.values(revoked_at=None))  # within this transaction alone
    sender = intake.Sender(terminal_id, row.store, is_former=machine.is_former)
    batch = PushBatch(protocol=PROTOCOL, entries=tuple(entries))
    answer = intake.take_in(connection, sender, batch, at)
    if not intake.holds(connection, terminal_id, batch.entries[-1]):
        if answer.mark is None:
            raise UserError("rescue.gap", seq=batch.entries[0].seq)
        intake.take_in(connection, sender, batch.model_copy(update={"after": answer.mark}), at)
    connection.execute(own.values(revoked_at=row.revoked_at))
    if machine.is_former:
        note_tail(connection, terminal_id, [(one.epoch, one.seq) for one in entries])
        note(connection, [of_terminal(terminal_id)])  # who took the place is to fetch them


@admin.post("", openapi_extra=_BODY)
async def post_rescue(
    request: Request,
    place: Here,
    who: Annotated[Admin, may("terminal")],
    revoked: Annotated[bool, Query()] = False,  # noqa: FBT002 - a query's own form
) -> Rescued:
    """Bring in a file of `omo-pos rescue export`, any number of times; of a revoked machine only where it is said."""
    content = await read_bytes(request, MOST, _WITHIN_S)
    return await run_in_threadpool(
        take_file,
        place.engine,
        place.seals,
        content,
        who,
        place.clock(),
        revoked=revoked,
        tell=place.watch.tell,
    )
