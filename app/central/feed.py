"""The change feed: what terminals are told, written with a number that is visible in its order, read in pages."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, select, text, update

from app.central.badge import badge_keys
from app.central.database import note, upsert
from app.central.tables import centre, change, feed
from app.contract.feed import MAX_PAGE, FeedItem, FeedPage
from app.contract.journal import Mark
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: The scope of what concerns every store.
CHAIN = ""
#: Bytes of a cursor's seal.
_SEAL = 12
#: Items that a page has at most, however small they are.
_MOST = 2_000


class AheadError(Exception):
    """A cursor has seen changes that the database does not have: it came back from a copy, unannounced."""


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


def lock(connection: Connection, scope: str) -> None:
    """Be the only one who changes a scope's feed, until the commit."""
    connection.execute(upsert(connection, feed).values(scope=scope, last=0).on_conflict_do_nothing())
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


def _publish(connection: Connection, scope: str, changes: Sequence[Change]) -> None:
    connection.execute(upsert(connection, feed).values(scope=scope, last=0).on_conflict_do_nothing())
    last = connection.execute(
        update(feed).where(feed.c.scope == scope).values(last=feed.c.last + len(changes)).returning(feed.c.last)
    ).scalar_one()
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
class Cursor:
    """Where a reader stands in both scopes, in this incarnation of the centre's database.

    Attributes:
        of: the store; at another one the cursor says nothing.
    """

    incarnation: str
    of: str
    chain: int = 0
    store: int = 0

    def text(self, key: bytes) -> str:
        """The opaque form that travels, sealed: nobody but the centre makes one."""
        plain = json.dumps([self.incarnation, self.of, self.chain, self.store]).encode()
        return base64.urlsafe_b64encode(_seal(key, plain) + plain).decode()


def _seal(key: bytes, plain: bytes) -> bytes:
    return hmac.digest(key, b"omo-pos cursor 1" + plain, hashlib.sha256)[:_SEAL]


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
    return Cursor(*json.loads(plain))


def renew(connection: Connection, other: str) -> None:
    """Give the feed another incarnation: the database came back from a copy, and every cursor is void."""
    connection.execute(update(centre).values(incarnation=other))
    note(connection, [CHAIN])


_AFTER = text(
    "SELECT number, kind, key, version, deleted, body FROM change WHERE scope = :scope AND number > :after "
    "ORDER BY number LIMIT :most"
).bindparams(bindparam("scope"), bindparam("after"), bindparam("most"))


def read_page(connection: Connection, store: str, written: str | None, mark: Mark | None = None) -> FeedPage:
    """The page behind a cursor, the chain's changes before the store's; the first page without one.

    A cursor of another incarnation is void: the page is the first one again, and says so by its incarnation.

    Args:
        mark: of the terminal that reads, from the same picture of the database.

    Raises:
        UserError: ``feed.bad_cursor``.
        AheadError: the cursor has seen what is not there: the database is a copy of before.
    """
    now, key, badge_no = connection.execute(select(centre.c.incarnation, centre.c.seed, centre.c.badge_no)).one()
    at = Cursor(now, store) if written is None else read_cursor(written, bytes(key))
    if (at.incarnation, at.of) != (now, store):
        at = Cursor(now, store)
    _check(connection, at, store)
    items: list[FeedItem] = []
    room = MAX_PAGE
    reached = {CHAIN: at.chain, store: at.store}
    for scope in (CHAIN, store):
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
    left = sum(_left(connection, scope, after) for scope, after in reached.items()) if items else 0
    cursor = Cursor(now, store, reached[CHAIN], reached[store])
    return FeedPage(
        incarnation=now, cursor=cursor.text(bytes(key)), items=tuple(items), more=left > 0, left=left, mark=mark,
        badge_keys=() if badge_no is None else tuple(one.hex() for _, one in badge_keys(connection)),
    )  # fmt: skip


def _check(connection: Connection, at: Cursor, store: str) -> None:
    heads = dict(connection.execute(select(feed.c.scope, feed.c.last).where(feed.c.scope.in_([CHAIN, store]))).all())
    if at.chain > heads.get(CHAIN, 0) or at.store > heads.get(store, 0):
        raise AheadError


def _left(connection: Connection, scope: str, after: int) -> int:
    return int(
        connection.execute(
            select(func.count()).select_from(change).where(change.c.scope == scope, change.c.number > after)
        ).scalar_one()
    )
