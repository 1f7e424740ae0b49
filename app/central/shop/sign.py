"""Signing in and out on the page: the centre knows which sessions are somebody's, and ends them.

A session's id is another one after each; who kept the cookie of before is nobody with it.
"""

from __future__ import annotations

import hashlib
import json
import secrets

from sqlalchemy import Connection, delete, select

from app.central.database import upsert
from app.central.shop.session import Seals
from app.central.tables import shop_link, shop_session
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: Microseconds that somebody stays signed in at most, and that a link signs in.
SIGNED_IN, LINK = 90 * 86_400 * 1_000_000, 86_400 * 1_000_000
_AS = "as"


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def sign_in(connection: Connection, nonce: str, member_id: str, at: int) -> None:
    """Let a new session be a member's; those that are too old are forgotten."""
    connection.execute(delete(shop_session).where(shop_session.c.made_at <= at - SIGNED_IN))
    connection.execute(shop_session.insert().values(id=_digest(nonce), member_id=member_id, made_at=at))


def sign_out(connection: Connection, nonce: str) -> None:
    """A session is nobody's from now on, whoever else has its cookie."""
    connection.execute(delete(shop_session).where(shop_session.c.id == _digest(nonce)))


def is_signed_in(connection: Connection, nonce: str, member_id: str, at: int) -> bool:
    """Whether a session is still the member's."""
    query = select(shop_session.c.made_at).where(
        shop_session.c.id == _digest(nonce), shop_session.c.member_id == member_id
    )
    made_at = connection.execute(query).scalar_one_or_none()
    return made_at is not None and made_at > at - SIGNED_IN


@frozen
class Link:
    """What a sign-in link says: whom it signs in, until when, and what tells it from the others."""

    member_id: str
    ends_at: int
    own: str


def make_link(seals: Seals, member_id: str, at: int) -> str:
    """A link that signs in once, for a day."""
    return seals.seal(_AS, json.dumps([member_id, at + LINK, secrets.token_urlsafe(9)], separators=(",", ":")))


def read_link(connection: Connection, seals: Seals, ref: str, at: int) -> Link | None:
    """What a link says; None for one that is none of ours.

    Raises:
        UserError: ``shop.link_ended``: it was used, or is too old.
    """
    text = seals.unseal(_AS, ref)
    if text is None:
        return None
    link = Link(*json.loads(text))
    used = connection.execute(select(shop_link.c.id).where(shop_link.c.id == _digest(link.own))).first()
    if used is not None or at >= link.ends_at:
        raise UserError("shop.link_ended")
    return link


def use_link(connection: Connection, link: Link, at: int) -> None:
    """Spend a link; of two who use it at once, one signs in.

    Raises:
        UserError: ``shop.link_ended``.
    """
    connection.execute(delete(shop_link).where(shop_link.c.ends_at <= at))
    statement = upsert(connection, shop_link).values(id=_digest(link.own), ends_at=link.ends_at)
    if connection.execute(statement.on_conflict_do_nothing().returning(shop_link.c.id)).first() is None:
        raise UserError("shop.link_ended")
