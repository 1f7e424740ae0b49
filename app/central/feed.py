"""The change feed: what terminals are told, written with a number that is visible in its order, read in pages."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from app.central.badge import badge_keys
from app.central.database import note, upsert
from app.central.tables import centre, change, feed, feed_stamp
from app.contract.feed import MAX_PAGE, FeedItem, FeedPage
from app.contract.journal import Mark
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.ids import uuid7

#: The scope of what concerns every store.
CHAIN = ""
#: Transactions of a scope that are known apart: a terminal that was away for more of them reads it all anew.
KEPT = 2**16
#: Bytes of a cursor's seal, and what is below it: the round, two scopes, then the store.
_SEAL, _CURSOR = 12, struct.Struct(">16s6Q")
#: Items that a page has at most, however small they are.
_MOST = 2_000


@frozen
class Change:
    """One thing as it is from now on; `body` is JSON text, None for one that is gone."""

    scope: str
    kind: str
    key: str
    body: str | None


def publish(connection: Connection, changes: Iterable[Change]) -> None:
    """Put changes into the feed, as the last thing of a transaction.

    The rows of `feed` are locked in the order of their names until the commit: whoever takes a later number of a
    scope waits, so a reader that has seen a number has seen all below it.
    """
    by_scope: dict[str, dict[tuple[str, str], Change]] = {}
    for one in changes:
        by_scope.setdefault(one.scope, {})[one.kind, one.key] = one  # the last of a thing holds
    note(connection, by_scope)
    for scope in sorted(by_scope):
        _publish(connection, scope, list(by_scope[scope].values()))


def stir(connection: Connection, scope: str) -> None:
    """Have who listens read on, for a page says something else that is new: it holds no change."""
    _number(connection, scope, 0)
    note(connection, [scope])


def lock(connection: Connection, scope: str) -> None:
    """Be the only one who changes a scope's feed, until the commit."""
    _begin(connection, scope)
    connection.execute(select(feed.c.last).where(feed.c.scope == scope).with_for_update()).one()


def stands(connection: Connection, scope: str, kind: str, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """What of some keys is there, not deleted: version and body."""
    found = {}
    for start in range(0, len(keys), 500):
        for row in connection.execute(
            select(change.c.key, change.c.version, change.c.body).where(
                change.c.scope == scope,
                change.c.kind == kind,
                change.c.key.in_(keys[start : start + 500]),
                change.c.deleted == 0,
            )
        ):
            found[row.key] = (row.version, row.body)
    return found


def listed(connection: Connection, scope: str, kind: str, after: str, limit: int) -> list[tuple[str, str]]:
    """Keys and bodies of a kind behind a key, in the order of the keys."""
    rows = connection.execute(
        select(change.c.key, change.c.body)
        .where(change.c.scope == scope, change.c.kind == kind, change.c.key > after, change.c.deleted == 0)
        .order_by(change.c.key)
        .limit(limit)
    )
    return [(row.key, row.body) for row in rows]


def _begin(connection: Connection, scope: str) -> None:
    connection.execute(upsert(connection, feed).values(scope=scope, last=0, commits=0).on_conflict_do_nothing())


def _number(connection: Connection, scope: str, count: int) -> int:
    """Take so many numbers, and stamp the transaction that they are of; the last of them."""
    _begin(connection, scope)
    last, commits = connection.execute(
        update(feed)
        .where(feed.c.scope == scope)
        .values(last=feed.c.last + count, commits=feed.c.commits + 1)
        .returning(feed.c.last, feed.c.commits)
    ).one()
    statement = upsert(connection, feed_stamp).values(scope=scope, slot=commits % KEPT, stamp=secrets.randbits(63))
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[feed_stamp.c.scope, feed_stamp.c.slot], set_={"stamp": statement.excluded.stamp}
        )
    )
    return int(last)


def _publish(connection: Connection, scope: str, changes: Sequence[Change]) -> None:
    last = _number(connection, scope, len(changes))
    statement = upsert(connection, change)
    statement = statement.on_conflict_do_update(
        index_elements=[change.c.scope, change.c.kind, change.c.key],
        set_={
            "number": statement.excluded.number,
            "version": change.c.version + 1,
            "deleted": statement.excluded.deleted,
            "body": statement.excluded.body,
        },
    )
    connection.execute(
        statement,
        [
            {
                "scope": scope,
                "kind": one.kind,
                "key": one.key,
                "number": last - len(changes) + 1 + place,
                "version": 1,
                "deleted": int(one.body is None),
                "body": one.body or "",
            }
            for place, one in enumerate(changes)
        ],
    )


@frozen
class Place:
    """A place in a scope's feed.

    Attributes:
        number: of the last change before it.
        commits: how many transactions the scope had when it was read, 0 for none.
        stamp: of the last of them.
    """

    number: int = 0
    commits: int = 0
    stamp: int = 0


#: Where nothing was read yet.
BEGIN = Place()


def heads(connection: Connection, scopes: Sequence[str]) -> dict[str, Place]:
    """The ends of some scopes' feeds; none of a scope that nothing was written in."""
    newest = (feed_stamp.c.scope == feed.c.scope) & (feed_stamp.c.slot == feed.c.commits % KEPT)
    query = select(feed, feed_stamp.c.stamp).join(feed_stamp, newest).where(feed.c.scope.in_(scopes))
    return {row.scope: Place(row.last, row.commits, row.stamp) for row in connection.execute(query)}


def leads_here(connection: Connection, scope: str, place: Place) -> bool:
    """Whether who has seen a scope so far has seen what this very database held, and can read on."""
    if not place.commits:
        return True
    slot = (feed_stamp.c.scope == scope, feed_stamp.c.slot == place.commits % KEPT)
    return connection.execute(select(feed_stamp.c.stamp).where(*slot)).scalar_one_or_none() == place.stamp


@frozen
class Cursor:
    """Where a reader stands in both scopes.

    Attributes:
        turn: the reading from the beginning that it is of; its reader knows it as the feed's incarnation.
        of: the store; at another one the cursor says nothing.
    """

    turn: str
    of: str
    chain: Place = BEGIN
    store: Place = BEGIN

    def text(self, key: bytes) -> str:
        """The opaque form that travels, sealed: nobody but the centre makes one."""
        places = [figure for one in (self.chain, self.store) for figure in (one.number, one.commits, one.stamp)]
        plain = _CURSOR.pack(UUID(self.turn).bytes, *places) + self.of.encode()
        return base64.urlsafe_b64encode(_seal(key, plain) + plain).decode()


def _seal(key: bytes, plain: bytes) -> bytes:
    return hmac.digest(key, b"omo-pos cursor 2" + plain, hashlib.sha256)[:_SEAL]


def read_cursor(written: str, key: bytes) -> Cursor:
    """The cursor of its text.

    Raises:
        UserError: ``feed.bad_cursor``.
    """
    try:
        raw = base64.urlsafe_b64decode(written.encode("ascii"))
    except ValueError:
        raw = b""
    seal, plain = raw[:_SEAL], raw[_SEAL:]
    if not hmac.compare_digest(seal, _seal(key, plain)):
        raise UserError("feed.bad_cursor")
    turn, *places = _CURSOR.unpack_from(plain)
    return Cursor(str(UUID(bytes=turn)), plain[_CURSOR.size :].decode(), Place(*places[:3]), Place(*places[3:]))


def renew(connection: Connection, other: str) -> None:
    """Give the feed another incarnation: the database came back from a copy, and every cursor is void."""
    connection.execute(update(centre).values(incarnation=other))
    for scope in sorted({CHAIN, *connection.execute(select(feed.c.scope)).scalars()}):
        lock(connection, scope)
        connection.execute(delete(feed_stamp).where(feed_stamp.c.scope == scope))
        stir(connection, scope)


_AFTER = text(
    "SELECT number, kind, key, version, deleted, body FROM change WHERE scope = :scope AND number > :after "
    "ORDER BY number LIMIT :most"
).bindparams(bindparam("scope"), bindparam("after"), bindparam("most"))


def read_page(connection: Connection, store: str, written: str | None, mark: Mark | None = None) -> FeedPage:
    """The page behind a cursor, the chain's changes before the store's; the first page without one.

    A cursor is void that is of another store, or that has seen what this database never held: it came back from a
    copy. The page is the first one again then, and says so by its incarnation, which is of each such reading its own.

    Args:
        mark: of the terminal that reads, from the same picture of the database.

    Raises:
        UserError: ``feed.bad_cursor``.
    """
    key, badge_no = connection.execute(select(centre.c.seed, centre.c.badge_no)).one()
    ends = heads(connection, [CHAIN, store])
    at = _begin_at(connection, store, None if written is None else read_cursor(written, bytes(key)))
    reached = {CHAIN: at.chain.number, store: at.store.number}
    items, reached = _items(connection, (CHAIN, store), reached)
    left = sum(_left(connection, scope, after) for scope, after in reached.items()) if items else 0
    places = {scope: replace(ends.get(scope, BEGIN), number=number) for scope, number in reached.items()}
    return FeedPage(
        incarnation=at.turn,
        cursor=Cursor(at.turn, store, places[CHAIN], places[store]).text(bytes(key)),
        items=tuple(items),
        more=left > 0,
        left=left,
        mark=mark,
        contact_key=contact_hash_key(bytes(key)).hex(),
        badge_keys=() if badge_no is None else tuple(one.hex() for _, one in badge_keys(connection)),
    )


def contact_hash_key(seed: bytes) -> bytes:
    """Under what contacts are hashed; without it nobody can try numbers out."""
    return hmac.digest(seed, b"omo-pos contact 1", hashlib.sha256)


def _begin_at(connection: Connection, store: str, given: Cursor | None) -> Cursor:
    """Where the page begins: at a cursor that leads here, or at the beginning."""
    if given is not None and given.of == store:
        places = {CHAIN: given.chain, store: given.store}
        if all(leads_here(connection, scope, place) for scope, place in places.items()):
            return given
    return Cursor(uuid7(0, os.urandom(10)), store)


def _items(
    connection: Connection, scopes: Sequence[str], behind: Mapping[str, int]
) -> tuple[list[FeedItem], dict[str, int]]:
    """What fits on a page, and up to which number of each scope it goes."""
    items: list[FeedItem] = []
    room, reached = MAX_PAGE, dict(behind)
    for scope in scopes:
        for number, kind, thing, version, deleted, body in connection.execute(
            _AFTER, {"scope": scope, "after": reached[scope], "most": _MOST - len(items)}
        ):
            room -= len(body.encode()) + len(thing.encode()) + 80
            if items and room < 0:
                break
            items.append(
                FeedItem(
                    kind=kind, key=thing, version=version, deleted=bool(deleted), chain=scope == CHAIN, body=body
                )
            )
            reached[scope] = number
        if room < 0 or len(items) == _MOST:
            break
    return items, reached


def _left(connection: Connection, scope: str, after: int) -> int:
    return int(
        connection.execute(
            select(func.count()).select_from(change).where(change.c.scope == scope, change.c.number > after)
        ).scalar_one()
    )
