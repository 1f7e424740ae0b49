"""The key that contacts are sealed to: a new one each month, and the end of those before.

An old key's private part is destroyed when nobody seals to it any more (every terminal that may push has told, by a
`key.adopted` entry, that it seals to a newer one) and what the centre itself keeps is sealed anew. What it sealed is
unreadable from then on, in every journal and every copy of one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

from sqlalchemy import Column, Connection, Engine, Table, func, select, text, update

from app.central.database import cut_log, reading, upsert, write
from app.central.feed import CHAIN, Change, publish
from app.central.member_tables import contact_key, key_adopted, message
from app.central.tables import member, terminal
from app.contract.key import KeyItem, key_name
from app.domain.errors import FaultError
from app.domain.frozen import frozen

#: Microseconds after which nobody tries to say a message any more.
GIVEN_UP = 3 * 24 * 60 * 60 * 1_000_000
#: Microseconds in which the log of a database's file is cut off behind a key that was destroyed.
_CUT_OFF = 24 * 60 * 60 * 1_000_000
#: Boxes that one transaction seals anew.
_SOME = 200
Tell = Callable[[frozenset[str]], None]


@frozen
class Boxes:
    """What the vault does with sealed contacts.

    Attributes:
        make: a new key's private and public part.
        seal: to a public key: what, and what it is bound to.
        open: with a private key: a box, and what it is bound to.
        recipient: the id of the key that a box is sealed to.
        key_id: the id of a public key.
    """

    make: Callable[[], tuple[bytes, bytes]]
    seal: Callable[[bytes, bytes, str], bytes]
    open: Callable[[bytes, bytes, str], bytes]
    recipient: Callable[[bytes], bytes]
    key_id: Callable[[bytes], bytes]


@frozen
class Kept:
    """Where the centre keeps boxes: a table, the column of its key, of the box, and what a box is bound to."""

    table: Table
    key: Column[str]
    sealed: Column[bytes]
    context: Callable[[str, Connection], str]


def message_context(message_id: str, connection: Connection) -> str:
    """What the box of a message is bound to."""
    query = select(message.c.context).where(message.c.id == message_id)
    return str(connection.execute(query).scalar_one())


def member_context(member_id: str, connection: Connection) -> str:
    """What the box of a member is bound to."""
    return str(connection.execute(select(member.c.sealed_context).where(member.c.id == member_id)).scalar_one())


#: Everything that is sealed to contact keys here.
KEPT = (
    Kept(message, message.c.id, message.c.sealed, message_context),
    Kept(member, member.c.id, member.c.sealed, member_context),
)


def newest_key(connection: Connection) -> tuple[str, bytes] | None:
    """The id and the public part of the key that holds; None before the first."""
    query = select(contact_key.c.id, contact_key.c.public_key).order_by(contact_key.c.made_at.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.id, bytes(row.public_key))


def turn(engine: Engine, boxes: Boxes, at: int, tell: Tell | None = None) -> None:
    """Have a key of this month; seal anew what is kept; destroy what nobody needs. Cut off anywhere, it goes on.

    What waits to be said for too long is not sealed anew: it is given up.

    Args:
        at: microseconds UTC.
    """
    write(engine, lambda connection: _renew(connection, boxes, at), tell)
    write(engine, lambda connection: _give_up(connection, at))
    while write(engine, lambda connection: _reseal(connection, boxes)):
        pass
    if write(engine, lambda connection: _destroy(connection, boxes, at)):
        cut_log(engine)


def _give_up(connection: Connection, at: int) -> None:
    """Forget for whom messages are that nobody said in days."""
    why = func.coalesce(message.c.error, "message.given_up")
    unsaid = {"state": "failed", "ended_at": at, "error": why, "sealed": None, "masked": ""}
    old = (message.c.state == "waiting", message.c.made_at < at - GIVEN_UP)
    connection.execute(update(message).where(*old).values(unsaid))


def _renew(connection: Connection, boxes: Boxes, at: int) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite the transaction itself is the lock
        connection.execute(text("LOCK TABLE contact_key IN EXCLUSIVE MODE"))
    last = connection.execute(select(func.max(contact_key.c.made_at))).scalar_one()
    if last is not None and (_month(last) == _month(at) or last > at):
        return
    private, public = boxes.make()
    connection.execute(
        contact_key.insert().values(id=boxes.key_id(public).hex(), public_key=public, private=private, made_at=at)
    )
    before = connection.execute(select(contact_key.c.public_key).where(contact_key.c.made_at < at)).scalars()
    item = KeyItem(use="contact", public=public.hex(), store="", terminal_id=None, from_at=at, until_at=None)
    changes = [Change(CHAIN, "key", key_name("contact", bytes(one)), None) for one in before]
    publish(connection, [*changes, Change(CHAIN, "key", key_name("contact", public), item.model_dump_json())])


def _month(at: int) -> tuple[int, int]:
    moment = datetime.fromtimestamp(at // 1_000_000, UTC)
    return moment.year, moment.month


def opened(connection: Connection, boxes: Boxes, sealed: bytes, context: str) -> bytes:
    """What is in a box.

    Raises:
        FaultError: ``contact.key_destroyed``: nobody can read it any more; of the vault.
    """
    found = connection.execute(
        select(contact_key.c.private).where(contact_key.c.id == boxes.recipient(sealed).hex())
    ).scalar_one_or_none()
    if found is None:
        raise FaultError("contact.key_destroyed")
    return boxes.open(bytes(found), sealed, context)


def sealed_anew(connection: Connection, boxes: Boxes, sealed: bytes, context: str, other: str) -> bytes | None:
    """A box under the newest key, bound to something else; None where nobody can read it."""
    key = newest_key(connection)
    if key is None:
        return None
    try:
        return boxes.seal(key[1], opened(connection, boxes, sealed, context), other)
    except FaultError:
        return None


def _reseal(connection: Connection, boxes: Boxes) -> int:
    """Seal some of what is kept under older keys to the newest; how many there were. What nobody can open goes."""
    key = newest_key(connection)
    done = 0
    for one in KEPT if key is not None else ():
        for box_key, sealed in _older(connection, one, boxes):
            context = one.context(box_key, connection)
            anew = sealed_anew(connection, boxes, sealed, context, context)
            connection.execute(update(one.table).where(one.key == box_key).values({one.sealed.name: anew}))
            done += 1
    return done


def _older(connection: Connection, one: Kept, boxes: Boxes) -> list[tuple[str, bytes]]:
    """Some boxes of a table that are not sealed to the newest key: its id stands in the first bytes of each."""
    key = newest_key(connection)
    if key is None:
        return []
    head = func.substr(one.sealed, 2, len(boxes.key_id(key[1])))
    query = select(one.key, one.sealed).where(one.sealed.is_not(None), head != bytes.fromhex(key[0]))
    return [
        (row[0], bytes(row[1])) for row in connection.execute(query.order_by(one.key).limit(_SOME).with_for_update())
    ]


def note_adopted(connection: Connection, terminal_id: str, public: str) -> None:
    """A terminal seals to a key from now on; an older one than before changes nothing."""
    query = select(contact_key.c.made_at).where(contact_key.c.public_key == bytes.fromhex(public))
    made_at = connection.execute(query).scalar_one_or_none()
    if made_at is None:
        return  # of another centre, or of one that came back from a copy: it will adopt this one's
    statement = upsert(connection, key_adopted).values(terminal_id=terminal_id, made_at=made_at)
    statement = statement.on_conflict_do_update(
        index_elements=[key_adopted.c.terminal_id],
        set_={"made_at": statement.excluded.made_at},
        where=key_adopted.c.made_at < statement.excluded.made_at,
    )
    connection.execute(statement)


def _destroy(connection: Connection, boxes: Boxes, at: int) -> bool:
    """Destroy the private parts that nobody needs any more; whether any was of late."""
    _destroy_old(connection, boxes, at)
    lately = select(contact_key.c.id).where(contact_key.c.destroyed_at > at - _CUT_OFF).limit(1)
    return connection.execute(lately).first() is not None


def _destroy_old(connection: Connection, boxes: Boxes, at: int) -> None:
    query = select(func.count()).select_from(
        terminal.outerjoin(key_adopted, key_adopted.c.terminal_id == terminal.c.id)
    )
    keys = connection.execute(
        select(contact_key.c.id, contact_key.c.made_at)
        .where(contact_key.c.private.is_not(None))
        .order_by(contact_key.c.made_at)
        .with_for_update()
    ).all()
    for one, following in pairwise(keys):
        behind = key_adopted.c.made_at.is_(None) | (key_adopted.c.made_at < following.made_at)
        if connection.execute(query.where(terminal.c.revoked_at.is_(None), behind)).scalar_one():
            return
        if any(_older(connection, kept, boxes) for kept in KEPT):
            return
        connection.execute(
            update(contact_key).where(contact_key.c.id == one.id).values(private=None, destroyed_at=at)
        )


def readable_since(engine: Engine) -> int | None:
    """When the oldest key was made that still opens something; None before the first."""
    with reading(engine) as connection:
        return oldest_key(connection)


def oldest_key(connection: Connection) -> int | None:
    """See `readable_since`."""
    query = select(func.min(contact_key.c.made_at)).where(contact_key.c.private.is_not(None))
    found = connection.execute(query).scalar_one()
    return None if found is None else int(found)
