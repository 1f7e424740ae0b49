"""Enrolment: one-time codes, and the terminals that they made; tokens of terminals and of the admin API."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import field
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from app.central.coupon_block import allot_anew
from app.central.database import upsert
from app.central.key import tell_receipt_keys
from app.central.rate import Rate, count
from app.central.tables import centre, enrol_code, enrol_nonce, entry, former_machine, store, terminal, token
from app.contract.enrol import CODE_LETTERS, Enrolled, EnrolRequest, TakesOver
from app.contract.journal import Mark
from app.contract.push import MAX_EPOCH
from app.domain.errors import UserError
from app.domain.frozen import frozen

_LENGTH = 12
#: What a roll-out of a chain's registers behind one address does not reach, and what one code is good for.
OF_ADDRESS, OF_CODE = Rate("enrol.address", 300), Rate("enrol.code", 30)
#: Microseconds that a code can be used.
CODE_LASTS = 24 * 60 * 60 * 1_000_000
#: Of a nonce, the digits that say when it was made.
_MOMENT = 16
#: What a terminal signs to show that the key it names is its own.
PROOF = "omo-pos enrolment"

#: Public key, context, message, signature; never raises.
Verify = Callable[[bytes, str, bytes, bytes], bool]


def digest(secret: str) -> bytes:
    """What is kept of a token or a code: both are random enough that a plain hash cannot be searched.

    It is also what one is looked up by, so how long that takes tells nothing of those that there are.
    """
    return hashlib.sha256(secret.encode()).digest()


def plain_code(code: str) -> str:
    """A code as it is compared: however it was typed."""
    return "".join(one for one in code.upper() if one in CODE_LETTERS)


def note_try(connection: Connection, code: str, address: str, at: int) -> None:
    """Count a try with a code, and of an address, whatever comes of it.

    Args:
        at: microseconds UTC.

    Raises:
        UserError: ``request.too_many`` (retry_s).
    """
    seed = bytes(connection.execute(select(centre.c.seed)).scalar_one())
    traces = (hmac.digest(seed, b"omo-pos enrolment " + said, hashlib.sha256).hex() for said in (
        address.encode(), digest(plain_code(code)),
    ))  # fmt: skip
    for limit, trace in zip((OF_ADDRESS, OF_CODE), traces, strict=True):
        count(connection, limit, trace, at)


def make_code(connection: Connection, of_store: str, register_no: int, at: int) -> str:
    """A new one-time code for a register of a store.

    Raises:
        UserError: ``store.unknown``, ``shop.bad_register``.
    """
    if connection.execute(select(store.c.code).where(store.c.code == of_store)).first() is None:
        raise UserError("store.unknown", store=of_store)
    if not 1 <= register_no <= 999:
        raise UserError("shop.bad_register", register=register_no)
    return _new_code(connection, of_store, register_no, at, None)


def make_takeover_code(connection: Connection, terminal_id: str, at: int) -> str:
    """A new one-time code with which a new machine takes over a terminal; the present machine is out at once.

    Raises:
        UserError: ``terminal.unknown``.
    """
    row = connection.execute(
        select(terminal.c.store, terminal.c.register_no, terminal.c.revoked_at)
        .where(terminal.c.id == terminal_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise UserError("terminal.unknown", terminal=terminal_id)
    if row.revoked_at is None:
        connection.execute(update(terminal).where(terminal.c.id == terminal_id).values(revoked_at=at))
        tell_receipt_keys(connection, terminal_id)
    end_codes(connection, terminal_id, at)
    return _new_code(connection, row.store, row.register_no, at, terminal_id)


def end_codes(connection: Connection, terminal_id: str, at: int) -> None:
    """No code that was given to take a terminal over opens anything from now on."""
    connection.execute(
        update(enrol_code)
        .where(enrol_code.c.replaces == terminal_id, enrol_code.c.expires_at >= at)
        .values(expires_at=at - 1)
    )


def _new_code(connection: Connection, of_store: str, register_no: int, at: int, replaces: str | None) -> str:
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(_LENGTH))
    connection.execute(
        enrol_code.insert().values(
            code_hash=digest(code), store=of_store, register_no=register_no, expires_at=at + CODE_LASTS,
            replaces=replaces,
        )
    )  # fmt: skip
    return "-".join(code[place : place + 4] for place in range(0, _LENGTH, 4))


def enrol(connection: Connection, request: EnrolRequest, verify: Verify, at: int) -> Enrolled:
    """Make a terminal of who has a code. The same machine may ask again with its code: it gets a new token.

    Raises:
        UserError: ``enrol.bad_code`` for one that was never given; of a code that was, ``enrol.code_spent`` by
            another machine, and ``enrol.code_expired``; ``enrol.bad_proof``, also for a request that was answered
            before, or is older than one that was: who has the key makes another; ``enrol.revoked``;
            ``enrol.other_key`` for a terminal that is known under another key; ``enrol.not_fresh`` where the code is
            to take a terminal over and something was written at this machine already; ``enrol.no_epoch`` where the
            last epoch of the dead machine leaves no number for another.
    """
    hashed = digest(plain_code(request.code))
    row = connection.execute(
        select(enrol_code).where(enrol_code.c.code_hash == hashed).with_for_update()
    ).one_or_none()
    if row is None:
        raise UserError("enrol.bad_code")
    if row.replaces is None and row.terminal_id not in (None, request.terminal_id):
        raise UserError("enrol.code_spent")
    if row.expires_at < at:
        raise UserError("enrol.code_expired")
    key = bytes.fromhex(request.public_key)
    if not verify(key, PROOF, request.signed(), bytes.fromhex(request.proof)):
        raise UserError("enrol.bad_proof")
    _take_nonce(connection, hashed, request)
    secret = secrets.token_urlsafe(32)
    if row.replaces is not None:
        takes_over = _take_over(connection, row, request, digest(secret), at)
        tell_receipt_keys(connection, takes_over.terminal_id)
        allot_anew(connection, takes_over.terminal_id, row.store, at)
        return _welcome(connection, row.store, row.register_no, secret, takes_over)
    _enlist(connection, request.terminal_id, key, row.store, row.register_no, digest(secret), at)
    connection.execute(
        update(enrol_code).where(enrol_code.c.code_hash == hashed).values(used_at=at, terminal_id=request.terminal_id)
    )
    tell_receipt_keys(connection, request.terminal_id)
    allot_anew(connection, request.terminal_id, row.store, at)
    return _welcome(connection, row.store, row.register_no, secret)


def _take_nonce(connection: Connection, hashed: bytes, request: EnrolRequest) -> None:
    """Let no request in twice, nor after a later one of the same machine."""
    mine = or_(enrol_code.c.code_hash == hashed, enrol_code.c.terminal_id == request.terminal_id)
    nonces = select(func.max(enrol_nonce.c.nonce)).join(enrol_code, enrol_code.c.code_hash == enrol_nonce.c.code_hash)
    latest = connection.execute(nonces.where(mine)).scalar_one() or ""
    is_new = upsert(connection, enrol_nonce).values(code_hash=hashed, nonce=request.nonce).on_conflict_do_nothing()
    added = connection.execute(is_new.returning(enrol_nonce.c.nonce)).first()
    if added is None or request.nonce[:_MOMENT] < latest[:_MOMENT]:
        raise UserError("enrol.bad_proof")


def _enlist(
    connection: Connection, terminal_id: str, key: bytes, of_store: str, register_no: int, hashed: bytes, at: int
) -> None:
    known = connection.execute(select(terminal).where(terminal.c.id == terminal_id).with_for_update()).one_or_none()
    values = {"store": of_store, "register_no": register_no, "token_hash": hashed}
    if known is None:
        connection.execute(terminal.insert().values(id=terminal_id, public_key=key, enrolled_at=at, **values))
        return
    if known.revoked_at is not None:
        raise UserError("enrol.revoked")
    if bytes(known.public_key) != key:
        raise UserError("enrol.other_key")
    connection.execute(update(terminal).where(terminal.c.id == terminal_id).values(**values))


def _take_over(
    connection: Connection,
    row: Any,  # noqa: ANN401 - a row of `enrol_code`
    request: EnrolRequest,
    hashed: bytes,
    at: int,
) -> TakesOver:
    """Let a new machine be a terminal from now on, in an epoch of its own. That machine may repeat it."""
    if not request.fresh:
        raise UserError("enrol.not_fresh")
    key = bytes.fromhex(request.public_key)
    mine = terminal.c.id == row.replaces
    known = connection.execute(select(terminal).where(mine).with_for_update()).one()
    values = {"token_hash": hashed, "public_key": key, "revoked_at": None, "enrolled_at": at}
    if row.used_at is None:
        highest = connection.execute(
            select(func.max(entry.c.epoch)).where(entry.c.terminal_id == row.replaces)
        ).scalar_one()
        latest = max(known.epoch or 1, highest or 1)
        if latest >= MAX_EPOCH:
            raise UserError("enrol.no_epoch", terminal=known.id)
        values["epoch"] = latest + 1
        connection.execute(
            former_machine.insert().values(
                token_hash=known.token_hash, terminal_id=known.id, public_key=known.public_key, replaced_at=at
            )
        )
    elif bytes(known.public_key) != key:
        raise UserError("enrol.code_spent")
    elif known.revoked_at is not None:
        raise UserError("enrol.revoked")
    connection.execute(update(terminal).where(mine).values(values))
    connection.execute(
        update(enrol_code)
        .where(enrol_code.c.code_hash == row.code_hash)
        .values(used_at=at, terminal_id=request.terminal_id)
    )
    epoch = values.get("epoch", known.epoch)
    return TakesOver(terminal_id=known.id, epoch=epoch, parent=last_z(connection, known.id, epoch))


def last_z(connection: Connection, terminal_id: str, before: int) -> Mark | None:
    """The last Z that a terminal sealed in an epoch before one; None where the centre holds none."""
    row = connection.execute(
        select(entry.c.epoch, entry.c.seq, entry.c.hash)
        .where(entry.c.terminal_id == terminal_id, entry.c.kind == "shift.closed", entry.c.epoch < before)
        .order_by(entry.c.epoch.desc(), entry.c.seq.desc(), entry.c.received_at.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Mark(epoch=row.epoch, seq=row.seq, hash=bytes(row.hash).hex())


def _welcome(
    connection: Connection, of_store: str, register_no: int, secret: str, takes_over: TakesOver | None = None
) -> Enrolled:
    ours = connection.execute(select(centre)).one()
    shop = connection.execute(select(store).where(store.c.code == of_store)).one()
    return Enrolled(
        centre_id=ours.id,
        incarnation=ours.incarnation,
        centre_key=bytes(ours.public_key).hex(),
        token=secret,
        store=shop.code,
        store_name=shop.name,
        register_no=register_no,
        zone=shop.zone,
        currency=shop.currency,
        takes_over=takes_over,
        badge_key=bytes(ours.badge_key).hex(),
    )


@frozen
class Enlisted:
    """A terminal that may speak to the centre, the last of its entries that the centre holds, and by which token."""

    terminal_id: str
    store: str
    mark: Mark | None
    token_hash: bytes | None = field(default=None, repr=False)


def enlisted(connection: Connection, secret: str) -> Enlisted:
    """The terminal of a token.

    Raises:
        UserError: ``token.unknown``, ``token.revoked``.
    """
    return enlisted_by(connection, digest(secret))


def enlisted_by(connection: Connection, hashed: bytes) -> Enlisted:
    """The terminal of a token, by its hash.

    Raises:
        UserError: ``token.unknown``, ``token.revoked``.
    """
    row = connection.execute(select(terminal).where(terminal.c.token_hash == hashed)).one_or_none()
    if row is None:
        former = select(former_machine.c.terminal_id).where(former_machine.c.token_hash == hashed)
        raise UserError("token.unknown" if connection.execute(former).first() is None else "token.revoked")
    if row.revoked_at is not None:
        raise UserError("token.revoked")
    mark = None
    if row.mark_seq is not None:
        mark = Mark(epoch=row.mark_epoch, seq=row.mark_seq, hash=bytes(row.mark_hash).hex())
    return Enlisted(row.id, row.store, mark, hashed)


def revoke(connection: Connection, terminal_id: str, at: int) -> None:
    """A terminal may speak to the centre no more.

    Raises:
        UserError: ``central.unknown_terminal``.
    """
    done = connection.execute(update(terminal).where(terminal.c.id == terminal_id).values(revoked_at=at))
    if not done.rowcount:
        raise UserError("central.unknown_terminal", terminal=terminal_id)
    end_codes(connection, terminal_id, at)
    tell_receipt_keys(connection, terminal_id)


def make_token(connection: Connection, name: str, scopes: frozenset[str], of_store: str | None, at: int) -> str:
    """A new token of the admin API; it is shown this once.

    Raises:
        UserError: ``store.unknown``.
    """
    if (
        of_store is not None
        and connection.execute(select(store.c.code).where(store.c.code == of_store)).first() is None
    ):
        raise UserError("store.unknown", store=of_store)
    secret = secrets.token_urlsafe(32)
    connection.execute(
        token.insert().values(
            token_hash=digest(secret), name=name, scopes=" ".join(sorted(scopes)), store=of_store, made_at=at
        )
    )
    return secret


def revoke_tokens(connection: Connection, name: str, at: int) -> int:
    """End the tokens of a name; how many were good until now."""
    done = connection.execute(
        update(token).where(token.c.name == name, token.c.revoked_at.is_(None)).values(revoked_at=at)
    )
    return int(done.rowcount)


@frozen
class Admin:
    """Whoever holds a token of the admin API: what it allows, in which store (None for all), and whose it is."""

    scopes: frozenset[str]
    store: str | None
    name: str = ""

    def need(self, feature: str, *, read: bool = False) -> None:
        """Refuse a token without the scope of a feature.

        Args:
            read: the scope that only reads is enough.

        Raises:
            UserError: ``token.not_allowed`` (scope).
        """
        if feature not in self.scopes and not (read and f"{feature}.read" in self.scopes):
            raise UserError("token.not_allowed", scope=f"{feature}.read" if read else feature)

    def in_store(self, code: str) -> None:
        """Refuse another store than the token's.

        Raises:
            UserError: ``token.other_store``.
        """
        if self.store not in (None, code):
            raise UserError("token.other_store")

    def everywhere(self) -> None:
        """Refuse a token of one store: what is asked concerns all of them.

        Raises:
            UserError: ``token.other_store``.
        """
        if self.store is not None:
            raise UserError("token.other_store")


def admin(connection: Connection, secret: str) -> Admin:
    """The rights of a token.

    Raises:
        UserError: ``token.unknown``, ``token.revoked``.
    """
    row = connection.execute(select(token).where(token.c.token_hash == digest(secret))).one_or_none()
    if row is None:
        raise UserError("token.unknown")
    if row.revoked_at is not None:
        raise UserError("token.revoked")
    return Admin(frozenset(row.scopes.split()), row.store, row.name)
