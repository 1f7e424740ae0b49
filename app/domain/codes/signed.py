"""Signed codes: what a customer shows to collect an order, be known as a member, or use a coupon.

A code is a mark and base45 of: version, kind, the key's id (4 bytes), the end in seconds since 1970 (4 bytes), the
store's code and the subject, each behind its length, and the Ed25519 signature over all of that (64 bytes). So it is
at most a QR code of version 8 at level M. That a code is genuine says nothing of whether it was used before.

A member's code of version 2 says besides how many points were free when it was made: behind the subject 4 bytes, and
the moment in seconds since 1970, 4 bytes.
"""

from __future__ import annotations

import hashlib
import re
from enum import Enum

from app.domain.codes.base45 import decode, encode
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: What a signed code begins with: nothing else that is scanned does.
MARK = "OMO:"
#: For whoever signs and verifies: a signature over anything else never passes for a code.
CONTEXT = "omo-pos code 1"
VERSION, WITH_BALANCE = 1, 2
SIGNATURE_BYTES, KEY_BYTES = 64, 4
#: Bytes of what is signed: a QR code of version 8 at level M holds 221 characters of this alphabet.
MOST = 80
#: Characters of a whole code.
MOST_TEXT = len(MARK) + (MOST + SIGNATURE_BYTES) // 2 * 3
_SECOND = 1_000_000
_HEAD = 2 + KEY_BYTES + 4
_BALANCE = 4 + 4
_STORE = re.compile(r"[A-Z0-9]{0,8}")


class CodeKind(Enum):
    """What a code is of."""

    PICKUP = 1
    MEMBER = 2
    COUPON = 3


@frozen
class Balance:
    """Points that a member was free to spend, by who keeps them.

    Attributes:
        at: when; microseconds UTC, a whole second.
    """

    points: int
    at: int


@frozen
class Claim:
    """What a code says.

    Attributes:
        key: id of the key that signs, see `key_id`.
        store: the only store at which it counts; empty for every one.
        subject: id of an order or a member, or a coupon's code.
        expires_at: microseconds UTC, a whole second; from then on it counts no more.
        balance: of a member's code that says so much.
    """

    kind: CodeKind
    key: bytes
    store: str
    subject: str
    expires_at: int
    balance: Balance | None = None


@frozen
class SignedCode:
    """A code that has the form of one; whether it is genuine its signature tells.

    Attributes:
        message: the signed bytes.
        signature: 64 bytes, under `CONTEXT`.
    """

    claim: Claim
    message: bytes
    signature: bytes


def key_id(public_key: bytes) -> bytes:
    """Under what a code names the key that signed it."""
    return hashlib.sha256(public_key).digest()[:KEY_BYTES]


def message_of(claim: Claim) -> bytes:
    """The bytes to sign.

    Raises:
        UserError: ``code.malformed`` (subject): it cannot be said within a code.
    """
    store, subject = claim.store.encode(), claim.subject.encode()
    message = b"".join(
        (
            bytes((VERSION if claim.balance is None else WITH_BALANCE, claim.kind.value)),
            claim.key[:KEY_BYTES].rjust(KEY_BYTES, b"\0"),
            _four(claim.expires_at // _SECOND),
            bytes((len(store) % 256,)) + store,
            bytes((len(subject) % 256,)) + subject,
            *(() if claim.balance is None else (_four(claim.balance.points), _four(claim.balance.at // _SECOND))),
        )
    )
    if len(message) > MOST or _read(message) != claim:
        raise UserError("code.malformed", subject=claim.subject[:80])
    return message


def code_text(message: bytes, signature: bytes) -> str:
    """A code as it is drawn and typed."""
    return MARK + encode(message + signature)


def read_code(text: str) -> SignedCode | None:
    """A text as a signed code; None for everything else. Total; of each code there is one text alone."""
    if not text.startswith(MARK) or len(text) > MOST_TEXT:
        return None
    whole = decode(text[len(MARK) :])
    if whole is None or len(whole) <= SIGNATURE_BYTES:
        return None
    message, signature = whole[:-SIGNATURE_BYTES], whole[-SIGNATURE_BYTES:]
    claim = _read(message)
    return None if claim is None else SignedCode(claim, message, signature)


def _four(number: int) -> bytes:
    """As 4 bytes; what does not fit comes out as something else, which whoever reads it back sees."""
    return (max(0, number) % 2**32).to_bytes(4, "big")


def _read(message: bytes) -> Claim | None:
    if len(message) <= _HEAD or message[1] not in {one.value for one in CodeKind}:
        return None
    kind, balance = CodeKind(message[1]), None
    if message[0] == WITH_BALANCE and kind is CodeKind.MEMBER:
        message, told = message[:-_BALANCE], message[-_BALANCE:]
        balance = Balance(int.from_bytes(told[:4], "big"), int.from_bytes(told[4:], "big") * _SECOND)
    elif message[0] != VERSION:
        return None
    key, ends = message[2 : 2 + KEY_BYTES], int.from_bytes(message[2 + KEY_BYTES : _HEAD], "big")
    store, rest = _part(message[_HEAD:])
    subject, rest = _part(rest)
    if not subject or rest or store is None or _STORE.fullmatch(store) is None or not subject.isprintable():
        return None
    return Claim(kind, key, store, subject, ends * _SECOND, balance)


def _part(data: bytes) -> tuple[str | None, bytes]:
    """A text behind its length, and what follows it; None where it is cut off or no text."""
    if not data or len(data) <= data[0]:
        return None, b""
    try:
        return data[1 : 1 + data[0]].decode(), data[1 + data[0] :]
    except UnicodeDecodeError:
        return None, b""
