"""The centre's own composition root: the only file of it that knows the vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import FastAPI
from sqlalchemy import Engine, select

from app.central.badge import BadgeHashes, HashBadge, badge_keys
from app.central.contact import Boxes
from app.central.coupon_block import signs
from app.central.database import migrate, open_database, reading
from app.central.door import Place, now
from app.central.key import signing_seed
from app.central.later import apply_later, try_again
from app.central.message_mail import MailServer
from app.central.office import Office
from app.central.sealed import Seals
from app.central.service import MakeTending, make_service
from app.central.setup import found_centre
from app.central.tables import centre
from app.central.tend import Tending
from app.domain.codes.signed import Balance, CodeKind
from app.vault.badge import BadgeHasher
from app.vault.code import sign_code
from app.vault.pin import PinHasher
from app.vault.rescue import open_rescue, read_rescue
from app.vault.sealing import OpeningKey, key_id, open_sealed, recipient_of, seal
from app.vault.signature import Signer, verify

if TYPE_CHECKING:
    from app.central.shop.outfit import Outfit
    from app.central.shop.page import Front


def _contact_key() -> tuple[bytes, bytes]:
    key = OpeningKey.generate()
    return key.private(), key.public_key


def _open_box(private: bytes, sealed: bytes, context: str) -> bytes:
    return open_sealed(OpeningKey(private), sealed, context)


#: How contacts are sealed and opened.
BOXES = Boxes(_contact_key, seal, _open_box, recipient_of, key_id)
#: And how files are that were sealed to the centre.
SEALS = Seals(read_rescue, open_rescue, BOXES)


def make_key() -> tuple[bytes, bytes]:
    """A new signing key: its seed and its public key."""
    signer = Signer.generate()
    return signer.seed(), signer.public_key


def sign(
    seed: bytes, kind: CodeKind, store: str, subject: str, expires_at: int, balance: Balance | None = None
) -> str:
    """A code of the centre, see `app.domain.codes.signed`.

    Raises:
        UserError: ``code.malformed``.
    """
    return sign_code(Signer(seed), kind, store, subject, expires_at, balance)


def open_centre(url: str, clock: Callable[[], int] = now) -> Engine:
    """A centre's database, brought up to date, and founded where it is new.

    Raises:
        FaultError: ``central.bad_database``, ``central.unreachable`` (detail), ``central.newer_schema``.
    """
    engine = open_database(url)
    signs(engine, sign)
    try:
        migrate(engine)
        found_centre(engine, make_key, clock())
        apply_later(engine, clock())
        try_again(engine, clock())
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_office(url: str) -> Office:
    """A centre's database, for what is done to it from its own machine.

    Raises:
        FaultError: as `open_centre`.
    """
    return Office(open_centre(url), now, SEALS)


def service(
    engine: Engine,
    clock: Callable[[], int] = now,
    heartbeat_s: float = 10.0,
    shop: Outfit | None = None,
    tend: MakeTending | None = None,
) -> FastAPI:
    """The service on a database that is up to date.

    Args:
        shop: what the customer page is made of; without it there is none.
        tend: makes what is done beside the requests; see `tending`.
    """
    signs(engine, sign)
    front = None if shop is None else make_front(engine, shop)
    app = make_service(engine, verify, PinHasher().hash, badge_hash(engine), SEALS, clock, heartbeat_s, front)
    app.state.tend = tend
    return app


def tending(server: MailServer | None = None) -> MakeTending:
    """What a centre does beside its requests: its contact keys turn, and its mail goes out where it has a server."""

    def make(place: Place) -> Tending:
        return Tending(place.engine, BOXES, place.clock, server, place.watch.tell)

    return make


def badge_hash(engine: Engine) -> HashBadge:
    """How every terminal of a centre hashes a badge."""

    def hash_badge(text: str) -> BadgeHashes:
        with reading(engine) as connection:
            known = badge_keys(connection)
        *newer, oldest = (key for _, key in known)
        newest, *former = BadgeHasher(oldest, lambda: newer).hashes(text)
        return BadgeHashes(known[0][0], newest, tuple(former))

    return hash_badge


def make_front(engine: Engine, shop: Outfit) -> Front:
    """The customer page of a centre, which signs its codes with the newest of the keys that do."""
    from app.central.shop.page import Front  # noqa: PLC0415 - a centre without the page waits for none of it

    def seed() -> bytes:
        with reading(engine) as connection:
            return bytes(connection.execute(select(centre.c.seed)).scalar_one())

    def code_seed() -> bytes:
        with reading(engine) as connection:
            return signing_seed(connection)

    return Front(shop, sign, seed, code_seed)
