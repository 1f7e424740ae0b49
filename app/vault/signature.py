"""Ed25519 signatures over bytes, each kind of message in its own domain."""

from __future__ import annotations

import hmac
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.domain.errors import FaultError

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
MAX_CONTEXT_BYTES = 255
_DOMAIN = b"omo-pos signature 1\x00"


class Signer:
    """Holds a private signing key that shows itself nowhere: not in repr, str, pickle or copies."""

    __slots__ = ("_key", "public_key")

    def __init__(self, seed: bytes) -> None:
        """Take the 32-byte Ed25519 seed.

        Raises:
            FaultError: ``vault.bad_private_key`` when it is not 32 bytes long.
        """
        if len(seed) != 32:
            raise FaultError("vault.bad_private_key")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key: bytes = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Signer:
        """A new key from the system's random source."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, context: str, message: bytes) -> bytes:
        """Sign a message of the kind that `context` names (1 to 255 bytes of UTF-8); 64 bytes.

        A signature made under one context never passes under another, so an anchor cannot be shown as a receipt.
        """
        return self._key.sign(_framed(context, message))

    def seed(self) -> bytes:
        """The private key's 32 bytes, for the vault's own storing and wrapping only."""
        return self._key.private_bytes_raw()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signer) and hmac.compare_digest(self.public_key, other.public_key)

    def __hash__(self) -> int:
        return hash(self.public_key)

    def __repr__(self) -> str:
        return f"Signer(public_key={self.public_key.hex()})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        # Pickle, copy and deepcopy all come through here.
        raise TypeError("a Signer is neither pickled nor copied")


def verify(public_key: bytes | str, context: str, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` in `context` was made by the owner of `public_key`.

    Total: whatever is malformed gives False and nothing is ever raised.

    Args:
        public_key: 32 raw bytes, or 64 hexadecimal digits.
        context: the kind of message, as it was given to `Signer.sign`.
        message: the signed bytes.
        signature: 64 bytes.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key_of(public_key))
        key.verify(signature, _framed(context, message))
    except (InvalidSignature, FaultError, ValueError, TypeError, AttributeError, BufferError):
        return False
    return True


def public_key_of(public_key: bytes | str) -> bytes:
    """The 32 raw bytes of a public key that is given raw or as 64 hexadecimal digits.

    Raises:
        FaultError: ``vault.bad_public_key``.
    """
    raw: object = public_key
    if isinstance(raw, str):
        # fromhex skips white space, which would let one key be written in two ways.
        try:
            raw = bytes.fromhex(raw) if len(raw) == 2 * PUBLIC_KEY_BYTES else b""
        except ValueError:
            raw = b""
    if not isinstance(raw, bytes) or len(raw) != PUBLIC_KEY_BYTES:
        raise FaultError("vault.bad_public_key")
    return raw


def _framed(context: str, message: bytes) -> bytes:
    name = context.encode("utf-8")
    if not 1 <= len(name) <= MAX_CONTEXT_BYTES:
        raise ValueError("a context is 1 to 255 bytes of UTF-8")
    return b"".join((_DOMAIN, bytes([len(name)]), name, message))
