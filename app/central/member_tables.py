"""The centre's tables of contacts and of what is said to customers, in the one shape of `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.types import TypeEngine

from app.central.tables import metadata

_NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null)


def _int(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, _NUMBER, primary_key=key, nullable=null, autoincrement=False)


def _blob(name: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null)


#: What contacts are sealed to, a new one each month; `private` is gone once nobody seals to it and nothing that the
#: centre keeps is sealed to it: what it sealed is unreadable then wherever it lies.
contact_key = Table(
    "contact_key",
    metadata,
    _text("id", key=True),
    _blob("public_key"),
    _blob("private", null=True),
    _int("made_at"),
    _int("destroyed_at", null=True),
)

#: When the key was made that a terminal seals to, by its last entry that says so.
key_adopted = Table("key_adopted", metadata, _text("terminal_id", key=True), _int("made_at"))

#: Points that are kept for an open cart, until some moment.
point_hold = Table(
    "point_hold",
    metadata,
    _text("id", key=True),
    _text("terminal_id", key=True),
    _text("member_id"),
    _int("points"),
    _int("until"),
    Index("point_hold_of_member", "member_id"),
)

#: Points that counted, each kind of it once for a sale; `of_id`: the hold that they were kept under, or the sale that
#: had earned them.
point_move = Table(
    "point_move",
    metadata,
    _text("terminal_id", key=True),
    _text("sale_id", key=True),
    _text("reason", key=True),
    _text("of_id", key=True),
    _text("member_id"),
    _int("points"),
    Index("point_move_of", "terminal_id", "of_id"),
)

#: The rules of points before those that hold.
loyalty_former = Table("loyalty_former", metadata, _text("key", key=True), _text("body"))

#: What is to be said to a customer. `sealed` is who, bound to `context`, and gone once it is said; `state` is
#: waiting, sent, taken (by a shop that sends itself) or failed; nobody tries before `next_at`.
message = Table(
    "message",
    metadata,
    _text("id", key=True),
    _text("kind"),
    _text("store"),
    _text("subject"),
    _text("terminal_id", null=True),
    _text("member_id", null=True),
    _text("language"),
    _text("masked"),
    _blob("sealed", null=True),
    _text("context"),
    _text("state"),
    _int("made_at"),
    _int("tries"),
    _int("next_at"),
    _int("ended_at", null=True),
    _text("error", null=True),
    Index("message_due", "state", "next_at"),
    Index("message_of_member", "member_id"),
)
