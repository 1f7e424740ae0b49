"""Contacts sealed, points, and what is said to members."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "0003"
down_revision = "0002"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null)


def _int(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, _NUMBER, nullable=null)


def upgrade() -> None:
    """Make the tables."""
    _contacts()
    _messages()
    _points()


def _contacts() -> None:
    op.create_table(
        "contact_key",
        _text("id", key=True),
        Column("public_key", LargeBinary, nullable=False),
        Column("private", LargeBinary),
        _int("made_at"),
        _int("destroyed_at", null=True),
    )
    op.create_table("key_adopted", _text("terminal_id", key=True), _int("made_at"))


def _messages() -> None:
    op.create_table(
        "message",
        _text("id", key=True),
        _text("kind"),
        _text("store"),
        _text("subject"),
        _text("terminal_id", null=True),
        _text("member_id", null=True),
        _text("language"),
        _text("masked"),
        Column("sealed", LargeBinary),
        _text("context"),
        _text("state"),
        _int("made_at"),
        _int("tries"),
        _int("next_at"),
        _int("ended_at", null=True),
        _text("error", null=True),
    )
    op.create_index("message_due", "message", ["state", "next_at"])
    op.create_index("message_of_member", "message", ["member_id"])


def _points() -> None:
    op.create_table(
        "point_hold",
        _text("id", key=True),
        _text("member_id"),
        _text("terminal_id"),
        _int("points"),
        _int("until"),
    )
    op.create_index("point_hold_of_member", "point_hold", ["member_id"])
    op.add_column("member", Column("email_hash", LargeBinary))
    op.add_column("member", Column("birthday", Text))
    op.add_column("member", Column("consents", Text))
    op.add_column("member", Column("sealed", LargeBinary))
    op.add_column("member", Column("sealed_context", Text))
    op.add_column("member", Column("erased_at", _NUMBER))
    op.create_index("member_of_email", "member", ["email_hash"])
    op.create_index("member_of_alias", "member", ["merged_into"])
    op.create_index("sale_of_member", "sale", ["member_id", "completed_at"])
