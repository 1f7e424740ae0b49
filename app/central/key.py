"""Public keys that every terminal knows: of what the centre signs codes with, and of the terminals' own receipts.

A code names the key that signed it, so a new key takes over at once and those of before go on counting until
somebody ends them.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select, update

from app.central.feed import CHAIN, Change, lock, publish
from app.central.tables import centre, code_key, former_machine, terminal
from app.contract.key import KeyItem, key_name
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: Keys that codes are read by at a time, the newest among them.
MOST_KEYS = 8


@frozen
class CodeKey:
    """A key that signs codes, or did; moments in microseconds UTC.

    Attributes:
        no: counts them; the highest signs.
        ended_at: from then on nothing counts that it signed; None while it does.
    """

    no: int
    public: bytes
    made_at: int
    ended_at: int | None

    @property
    def key_id(self) -> str:
        """Under what a code names it, in hex."""
        return hashlib.sha256(self.public).hexdigest()[:8]


def begin_keys(connection: Connection) -> None:
    """Sign codes with the centre's own key, unless some key does already, and tell everybody all keys there are."""
    if connection.execute(select(code_key.c.no).limit(1)).first() is not None:
        return
    ours = connection.execute(select(centre.c.seed, centre.c.public_key, centre.c.made_at)).one()
    connection.execute(
        code_key.insert().values(no=1, seed=bytes(ours.seed), public_key=bytes(ours.public_key), made_at=ours.made_at)
    )
    told = [_told(one) for one in code_keys(connection)]
    for terminal_id in connection.execute(select(terminal.c.id).order_by(terminal.c.id)).scalars().all():
        told += _receipt_keys(connection, terminal_id)
    publish(connection, told)


def code_keys(connection: Connection) -> list[CodeKey]:
    """The keys that codes are or were signed with, the newest first."""
    columns = (code_key.c.no, code_key.c.public_key, code_key.c.made_at, code_key.c.ended_at)
    rows = connection.execute(select(*columns).order_by(code_key.c.no.desc()))
    return [CodeKey(row.no, bytes(row.public_key), row.made_at, row.ended_at) for row in rows]


def signing_seed(connection: Connection) -> bytes:
    """The private key that signs codes now."""
    newest = select(code_key.c.seed).where(code_key.c.seed.is_not(None)).order_by(code_key.c.no.desc()).limit(1)
    return bytes(connection.execute(newest).scalar_one())


def rotate(connection: Connection, seed: bytes, public: bytes, at: int) -> CodeKey:
    """Sign codes with a new key from now on; what was signed before still counts. The new key.

    Raises:
        UserError: ``key.too_many`` (most): end the former ones first.
    """
    lock(connection, CHAIN)
    known = code_keys(connection)
    if sum(one.ended_at is None for one in known) >= MOST_KEYS:
        raise UserError("key.too_many", most=MOST_KEYS)
    made = CodeKey(known[0].no + 1, public, at, None)
    connection.execute(update(code_key).values(seed=None))  # nothing is signed with them any more
    connection.execute(code_key.insert().values(no=made.no, seed=seed, public_key=public, made_at=at))
    publish(connection, [_told(made)])
    return made


def end_former(connection: Connection, at: int) -> int:
    """Have no code count that any key but the newest signed; how many keys were ended."""
    lock(connection, CHAIN)
    newest, *former = code_keys(connection)
    ended = [one for one in former if one.ended_at is None]
    connection.execute(
        update(code_key).where(code_key.c.no < newest.no, code_key.c.ended_at.is_(None)).values(ended_at=at)
    )
    publish(connection, [Change(CHAIN, "key", key_name("code", one.public), None) for one in ended])
    return len(ended)


def tell_receipt_keys(connection: Connection, terminal_id: str) -> None:
    """Tell every terminal with which keys one signs its receipts: after it was made, replaced or put out."""
    publish(connection, _receipt_keys(connection, terminal_id))


def _receipt_keys(connection: Connection, terminal_id: str) -> list[Change]:
    """A terminal's keys, those of its former machines first: what they signed while they were it still counts."""
    row = connection.execute(select(terminal).where(terminal.c.id == terminal_id)).one()
    former = connection.execute(
        select(former_machine)
        .where(former_machine.c.terminal_id == terminal_id)
        .order_by(former_machine.c.replaced_at, former_machine.c.token_hash)
    ).all()
    held = [(bytes(one.public_key), one.replaced_at) for one in former]
    return [
        _change("receipt", public, row.store, terminal_id, row.enrolled_at, ended_at)
        for public, ended_at in (*held, (bytes(row.public_key), row.revoked_at))
    ]


def _told(one: CodeKey) -> Change:
    return _change("code", one.public, "", None, one.made_at, one.ended_at)


def _change(
    use: str, public: bytes, of_store: str, terminal_id: str | None, from_at: int, until_at: int | None
) -> Change:
    item = KeyItem(
        use=use, public=public.hex(), store=of_store, terminal_id=terminal_id, from_at=from_at, until_at=until_at
    )
    return Change(CHAIN, "key", key_name(use, public), item.model_dump_json())
