"""The session: who comes again, in one sealed cookie. The centre keeps only which sessions are signed in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import field, replace

from app.domain.errors import UserError
from app.domain.frozen import frozen

COOKIE = "omo_shop"
#: Bytes of a cookie that every browser keeps; orders that are remembered; kinds of goods in a basket.
_MOST, _ORDERS, LINES = 3_800, 8, 30
#: Microseconds after which a session ends that nobody came back to.
IDLE = 30 * 86_400 * 1_000_000
#: How many of one thing may be ordered.
MOST_COUNT = 99
_SEAL, _PAD = 16, 16
LANGUAGES = ("zh_TW", "en")


@frozen
class Session:
    """What a browser brings along.

    Attributes:
        nonce: random, from the first visit on and another one after signing in or out; forms are tied to it.
        lang: a language that was chosen, else empty.
        store: where the basket was filled.
        basket: SKUs, and how many steps of each.
        orders: references of the newest orders, the newest first.
        coupon: the code of one that the basket is to be priced with; empty for none.
    """

    nonce: str
    lang: str = ""
    member: str = ""
    store: str = ""
    basket: Mapping[str, int] = field(default_factory=dict)
    orders: tuple[str, ...] = ()
    coupon: str = ""

    def basket_at(self, store: str) -> dict[str, int]:
        """The basket at a store; what was put in at another is another's."""
        return dict(self.basket) if self.store == store else {}

    def with_count(self, store: str, sku: str, count: int) -> Session:
        """The basket with so many of something.

        Raises:
            UserError: ``basket.full`` (most).
        """
        basket = self.basket_at(store)
        basket.pop(sku, None) if count <= 0 else basket.__setitem__(sku, min(count, MOST_COUNT))
        if len(basket) > LINES:
            raise UserError("basket.full", most=LINES)
        return replace(self, store=store, basket=basket, coupon=self.coupon_at(store))

    def coupon_at(self, store: str) -> str:
        """The coupon of the basket at a store."""
        return self.coupon if self.store == store else ""

    def with_coupon(self, store: str, code: str) -> Session:
        """The basket at a store with a coupon, or without one."""
        return replace(self, store=store, basket=self.basket_at(store), coupon=code)

    def with_order(self, ref: str) -> Session:
        """After an order was placed: it is remembered, and the basket is empty, its coupon used."""
        others = tuple(one for one in self.orders if one != ref)
        return replace(self, basket={}, coupon="", orders=(ref, *others)[:_ORDERS])

    def renewed(self, member: str = "") -> Session:
        """The session of somebody else from now on, or of nobody: language and basket stay."""
        return replace(self, nonce=_nonce(), member=member, orders=(), coupon="")


def begin() -> Session:
    """The session of a first visit."""
    return Session(_nonce())


def _nonce() -> str:
    return secrets.token_urlsafe(18)


class Seals:
    """Seals what a browser keeps, so that nobody makes up a member or an order.

    Args:
        seed: of the centre's key.
    """

    def __init__(self, seed: bytes) -> None:
        self._key = hmac.digest(seed, b"omo-pos shop 1", hashlib.sha256)

    def _mac(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{purpose}\0{text}".encode(), hashlib.sha256)[:_SEAL]

    def seal(self, purpose: str, text: str) -> str:
        """A text that only we can have made, for an address."""
        return f"{_plain(text.encode())}.{_plain(self._mac(purpose, text))}"

    def unseal(self, purpose: str, sealed: str) -> str | None:
        """The text that was sealed for this purpose; None for anything else."""
        body, _, mac = sealed.partition(".")
        try:
            text = _raw(body).decode()
            same = hmac.compare_digest(_raw(mac), self._mac(purpose, text))
        except ValueError:
            return None
        return text if same else None

    def write(self, session: Session, at: int) -> str:
        """A session as its cookie.

        Args:
            at: microseconds UTC.

        Raises:
            UserError: ``basket.full`` (most).
        """
        form = [
            session.nonce, session.lang, session.member, session.store, dict(session.basket), session.orders, at,
        ]  # fmt: skip
        form += [session.coupon] if session.coupon else []
        made = self.seal("session", json.dumps(form, ensure_ascii=False, separators=(",", ":")))
        if len(made) > _MOST:
            raise UserError("basket.full", most=LINES)
        return made

    def read(self, cookie: str, at: int) -> Session | None:
        """The session of a cookie; None where it is none of ours, or nobody came back to it for long."""
        text = self.unseal("session", cookie)
        if text is None:
            return None
        nonce, lang, member, store, basket, orders, seen_at, *more = json.loads(text)
        if at >= seen_at + IDLE:
            return None
        return Session(nonce, lang, member, store, basket, tuple(orders), *more[:1])

    def veiled(self, text: str) -> str:
        """What stands for a text that is not kept: an address, a session's id."""
        return _plain(self._mac("veil", text))

    def form_token(self, session: Session) -> str:
        """What a form of this session carries; another text every time, so that no compression tells it apart."""
        pad, mac = secrets.token_bytes(_PAD), self._mac("form", session.nonce)
        return _plain(pad + bytes(one ^ other for one, other in zip(pad, mac, strict=True)))

    def is_own_form(self, session: Session, token: str) -> bool:
        """Whether a form was ours, of this session."""
        try:
            raw = _raw(token)
        except ValueError:
            return False
        mac = bytes(one ^ other for one, other in zip(raw[:_PAD], raw[_PAD:], strict=False))
        return len(raw) == 2 * _PAD and hmac.compare_digest(mac, self._mac("form", session.nonce))


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _raw(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True)
