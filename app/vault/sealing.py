"""Sealed boxes: anyone can seal to a public key, only the owner of the private key opens.

Form for ever: ``version (1) | recipient's key id (8) | one-time public key (32) | AES-256-GCM ciphertext and tag``.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import FaultError
from app.vault.signature import public_key_of

KEY_ID_BYTES = 8
_VERSION = 1
_HEADER_BYTES = 1 + KEY_ID_BYTES + 32
_TAG_BYTES = 16
_INFO = b"omo-pos sealed 1\x00"
# The AES key is derived from a key pair made for this one box, so it encrypts one message and the nonce may be fixed.
_NONCE = bytes(12)


class OpeningKey:
    """A private X25519 key that opens what was sealed to its public part; it shows itself nowhere."""

    __slots__ = ("_key", "public_key")

    def __init__(self, private: bytes) -> None:
        """Take the 32 private bytes.

        Raises:
            FaultError: ``vault.bad_private_key`` when they are not 32.
        """
        if len(private) != 32:
            raise FaultError("vault.bad_private_key")
        self._key = X25519PrivateKey.from_private_bytes(private)
        self.public_key: bytes = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> OpeningKey:
        """A new key from the system's random source."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    def private(self) -> bytes:
        """The 32 private bytes, for storing the key in a safe place only."""
        return self._key.private_bytes_raw()

    def agree(self, public: bytes) -> bytes:
        """The secret shared with the owner of another public key; ValueError for a key without any strength."""
        return self._key.exchange(X25519PublicKey.from_public_bytes(public))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpeningKey) and hmac.compare_digest(self.public_key, other.public_key)

    def __hash__(self) -> int:
        return hash(self.public_key)

    def __repr__(self) -> str:
        return f"OpeningKey(public_key={self.public_key.hex()})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        # Pickle, copy and deepcopy all come through here.
        raise TypeError("an OpeningKey is neither pickled nor copied")


def key_id(public_key: bytes | str) -> bytes:
    """The 8 bytes by which a sealed box names its recipient's key.

    Raises:
        FaultError: ``vault.bad_public_key``.
    """
    return hashlib.sha256(b"omo-pos key id\x00" + public_key_of(public_key)).digest()[:KEY_ID_BYTES]


def seal(recipient_public: bytes | str, plaintext: bytes, context: str) -> bytes:
    """Seal bytes to the owner of a public key; the result is 57 bytes longer than the plaintext.

    Args:
        recipient_public: X25519 public key, 32 raw bytes or 64 hexadecimal digits.
        plaintext: what only the recipient may read.
        context: what it is and whose, such as a kind and the terminal's id; bound to the box and needed to open it.

    Raises:
        FaultError: ``vault.bad_public_key``.
    """
    recipient = public_key_of(recipient_public)
    one_time = OpeningKey.generate()
    try:
        shared = one_time.agree(recipient)
    except ValueError:
        raise FaultError("vault.bad_public_key") from None
    header = bytes([_VERSION]) + key_id(recipient) + one_time.public_key
    cipher = _cipher(shared, one_time.public_key, recipient)
    return header + cipher.encrypt(_NONCE, plaintext, header + context.encode("utf-8"))


def open_sealed(private: OpeningKey, sealed: bytes, context: str) -> bytes:
    """Open a box of `seal`.

    Raises:
        FaultError: ``vault.sealed_damaged`` (also for another context), ``vault.sealed_to_another_key`` with the
            ``key_id`` it names, or ``vault.sealed_too_new``.
    """
    named = recipient_of(sealed)
    if not hmac.compare_digest(named, key_id(private.public_key)):
        raise FaultError("vault.sealed_to_another_key", key_id=named.hex())
    header, ciphertext = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES:]
    one_time_public = header[1 + KEY_ID_BYTES :]
    try:
        cipher = _cipher(private.agree(one_time_public), one_time_public, private.public_key)
        return cipher.decrypt(_NONCE, ciphertext, header + context.encode("utf-8"))
    except (InvalidTag, ValueError):
        raise FaultError("vault.sealed_damaged") from None


def recipient_of(sealed: bytes) -> bytes:
    """The key id of the key that a box was sealed to, readable without any key.

    Raises:
        FaultError: ``vault.sealed_damaged`` or ``vault.sealed_too_new``.
    """
    if not sealed or sealed[0] < _VERSION:
        raise FaultError("vault.sealed_damaged")
    if sealed[0] > _VERSION:
        raise FaultError("vault.sealed_too_new", version=sealed[0], known=_VERSION)
    if len(sealed) < _HEADER_BYTES + _TAG_BYTES:
        raise FaultError("vault.sealed_damaged")
    return sealed[1 : 1 + KEY_ID_BYTES]


def _cipher(shared: bytes, one_time_public: bytes, recipient: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=one_time_public + recipient, info=_INFO)
    return AESGCM(derived.derive(shared))
