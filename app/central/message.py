"""Messages to customers: kept sealed until they are said, by the centre's own mail or by a shop that takes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, field
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, Engine, select, update

from app.central.contact import GIVEN_UP, Boxes, opened
from app.central.database import reading, upsert, write
from app.central.door import After, Here, Key, Limit, may
from app.central.enrol import Admin
from app.central.member_tables import message
from app.central.message_text import compose
from app.central.rate import HOUR, Rate, times
from app.contract.wire import Code, Count, Text, Wire
from app.domain.contact import EMAIL_LONGEST, email_of
from app.domain.errors import AppError, FaultError, UserError
from app.domain.frozen import frozen
from app.domain.member import phone_of

admin = APIRouter(prefix="/messages", tags=["admin"])
_MINUTE = 60 * 1_000_000
#: Microseconds that one who sends may take, before another tries.
LEASE = 10 * _MINUTE
_LONGEST_WAIT = 6 * 60 * _MINUTE
#: Messages that one turn takes up.
_AT_ONCE = 20
#: Receipts that a terminal asks for: more than counters sell in a day, and no use to who would write to the world.
RECEIPTS = Rate("message.receipt", 1_000, 24 * HOUR)
State = Literal["waiting", "sent", "taken", "failed"]


@frozen
class Waiting:
    """Something to be said.

    Attributes:
        id: of the entry, or of the fact, that asked for it: known again, it is said once.
        kind: ``receipt`` of a sale; others by their own words.
        subject: what it is about, such as the sale's id.
        masked: who, as a stranger may read it.
        sealed: who, sealed to a contact key and bound to `context`.
    """

    id: str
    kind: str
    store: str
    subject: str
    language: str
    masked: str
    sealed: bytes
    context: str
    terminal_id: str | None = None
    member_id: str | None = None


@frozen
class Letter:
    """A message as it is sent; `to` is one address, or a member's number who has none."""

    id: str
    kind: str
    to: str = field(repr=False)
    subject: str = field()
    text: str
    language: str


class MessageRow(Wire):
    """A message, masked. Moments in microseconds UTC."""

    id: Code
    kind: Code
    store: Code
    subject: Code
    masked: Code
    language: Code
    state: State
    made_at: Count
    tries: Count
    ended_at: Count | None
    error: Code | None


class Messages(Wire):
    """Some of them, by id."""

    messages: tuple[MessageRow, ...]


class TakenMessage(Wire):
    """A message that the shop says itself; the centre forgets who it is for."""

    id: Code
    kind: Code
    to: Annotated[str, Field(max_length=EMAIL_LONGEST, repr=False)]
    subject: Text
    text: str
    language: Code


def add(connection: Connection, messages: Sequence[Waiting], at: int) -> None:
    """Keep messages to be said; one that is known already stays as it is."""
    if not messages:
        return
    new = {"state": "waiting", "made_at": at, "tries": 0, "next_at": at}
    rows = [asdict(one) | new for one in sorted(messages, key=lambda one: one.id)]
    connection.execute(upsert(connection, message).on_conflict_do_nothing(), rows)


def keep_asked(connection: Connection, terminal_id: str, messages: Sequence[Waiting], at: int) -> None:
    """Keep what a terminal asked to be said. What is beyond `RECEIPTS` is kept, too: as failed, and for nobody."""
    known = set(
        connection.execute(select(message.c.id).where(message.c.id.in_([one.id for one in messages]))).scalars()
    )
    new = list({one.id: one for one in messages if one.id not in known}.values())
    if not new:
        return
    beyond = max(0, times(connection, RECEIPTS, f"terminal:{terminal_id}", at, len(new)) - RECEIPTS.most)
    add(connection, new, at)
    for one in new[max(0, len(new) - beyond) :]:
        end(connection, one.id, "failed", at, "message.too_many")


def address_in(plain: bytes) -> str:
    """The address in an opened box: the box's own text, or of a member the e-mail address, else the number.

    Raises:
        UserError: ``message.no_address``: neither stands there, and nobody can be written to.
    """
    found = None
    try:
        text = plain.decode()
        known = json.loads(text) if text.startswith("{") else {"email": text}
        found = email_of(str(known.get("email") or "")) or phone_of(str(known.get("phone") or ""))
    except (ValueError, RecursionError):  # no text, or no JSON: a terminal seals what it likes
        pass
    if found is None:
        raise UserError("message.no_address")
    return found


def open_letter(connection: Connection, boxes: Boxes, message_id: str) -> Letter | None:
    """A waiting message with its text; None while what it tells of has not come in.

    Raises:
        UserError: ``message.unknown``; ``message.no_address``, ``message.not_sayable``: nobody can ever say it.
        FaultError: ``contact.key_destroyed``, or of the vault: nobody can say it any more.
    """
    row = connection.execute(select(message).where(message.c.id == message_id)).one_or_none()
    if row is None:
        raise UserError("message.unknown")
    if row.sealed is None:
        raise FaultError("contact.key_destroyed")
    to = address_in(opened(connection, boxes, bytes(row.sealed), row.context))
    try:
        said = compose(connection, row.kind, row.store, row.subject, row.language, row.terminal_id)
    except (ValueError, LookupError, ArithmeticError, AppError) as error:  # a unit, a currency or a moment of nowhere
        raise UserError("message.not_sayable") from error
    return None if said is None else Letter(row.id, row.kind, to, *said, row.language)


def end(connection: Connection, message_id: str, state: State, at: int, error: str | None = None) -> None:
    """A message is said, or nobody will say it: who it was for is forgotten."""
    done = {"state": state, "ended_at": at, "error": error, "sealed": None, "masked": ""}
    connection.execute(update(message).where(message.c.id == message_id, message.c.state == "waiting").values(done))


def due(engine: Engine, at: int) -> list[str]:
    """Take up some messages that are to be said now; nobody else does meanwhile."""

    def job(connection: Connection) -> list[str]:
        query = select(message.c.id).where(message.c.state == "waiting", message.c.next_at <= at)
        query = query.order_by(message.c.next_at, message.c.id).limit(_AT_ONCE).with_for_update(skip_locked=True)
        found = list(connection.execute(query).scalars())
        if found:
            tried = {"next_at": at + LEASE, "tries": message.c.tries + 1}
            connection.execute(update(message).where(message.c.id.in_(found)).values(tried))
        return found

    return write(engine, job)


def put_off(engine: Engine, message_id: str, at: int, error: str, least: int = 0) -> None:
    """It could not be said now: later, each time a longer while later; after three days never.

    Args:
        least: microseconds until then, at least.
    """

    def job(connection: Connection) -> None:
        row = connection.execute(select(message).where(message.c.id == message_id)).one()
        if at - row.made_at > GIVEN_UP:
            end(connection, message_id, "failed", at, error)
            return
        wait = max(least, min(_LONGEST_WAIT, _MINUTE * 2 ** min(row.tries, 12)))
        connection.execute(update(message).where(message.c.id == message_id).values(next_at=at + wait, error=error))

    write(engine, job)


@admin.get("")
def list_messages(
    place: Here,
    who: Annotated[Admin, may("message", read=True)],
    state: Annotated[State, Query()] = "waiting",
    after: After = "",
    limit: Limit = 100,
) -> Messages:
    """Tell the messages of a state, masked: a store's own token those of its store."""
    columns = [message.c[name] for name in MessageRow.model_fields]
    query = select(*columns).where(message.c.state == state, message.c.id > after).order_by(message.c.id)
    if who.store is not None:
        query = query.where(message.c.store == who.store)
    with reading(place.engine) as connection:
        rows = connection.execute(query.limit(limit)).mappings()
        return Messages(messages=tuple(MessageRow(**row) for row in rows))


@admin.post("/{message_id}/take")
async def post_take(
    _request: Request, place: Here, message_id: Key, who: Annotated[Admin, may("message")]
) -> TakenMessage:
    """Take a waiting message over: its address and its text, this once; the centre sends it no more.

    One that nobody can ever say is ended as failed.
    """

    def take(connection: Connection) -> TakenMessage | AppError:
        query = select(message.c.store, message.c.state).where(message.c.id == message_id).with_for_update()
        row = connection.execute(query).one_or_none()
        if row is None:
            raise UserError("message.unknown")
        who.in_store(row.store)
        if row.state != "waiting":
            raise UserError("message.taken", state=row.state)
        try:
            letter = open_letter(connection, place.seals.boxes, message_id)
        except AppError as error:
            end(connection, message_id, "failed", place.clock(), error.code)
            return error
        if letter is None:
            raise UserError("message.not_yet")
        end(connection, message_id, "taken", place.clock())
        return TakenMessage(**asdict(letter))

    taken = await run_in_threadpool(place.write, take)
    if isinstance(taken, AppError):
        raise taken
    return taken
