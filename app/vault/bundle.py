"""A terminal's secrets, and the text in which they are stored, wrapped and sealed."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from app.domain.errors import FaultError
from app.vault import frame
from app.vault.signature import Signer

DATABASE_KEY_BYTES = 32
LOOKUP_KEY_BYTES = 32
_VERSION = 1


@dataclass(frozen=True, eq=False)
class Secrets:
    """What one terminal keeps to itself; none of it shows in repr.

    Args:
        database_key: 32 raw bytes, the key of the terminal's database.
        signer: the terminal's signing key.
        lookup_key: 32 bytes that key the hashes of contacts, so that a copied database cannot be searched for one.
    """

    database_key: bytes = field(repr=False)
    signer: Signer = field(repr=False)
    lookup_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.database_key) != DATABASE_KEY_BYTES or len(self.lookup_key) != LOOKUP_KEY_BYTES:
            raise FaultError("vault.bad_private_key")

    @classmethod
    def generate(cls) -> Secrets:
        """New secrets from the system's random source."""
        return cls(
            database_key=secrets.token_bytes(DATABASE_KEY_BYTES),
            signer=Signer.generate(),
            lookup_key=secrets.token_bytes(LOOKUP_KEY_BYTES),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secrets):
            return NotImplemented
        return hmac.compare_digest(self._joined(), other._joined())

    def __hash__(self) -> int:
        return hash(self.signer.public_key)

    def _joined(self) -> bytes:
        return self.database_key + self.signer.seed() + self.lookup_key


def encode_secrets(terminal_id: str, bundle: Secrets) -> str:
    """One line of text with all the secrets in the clear; about 400 characters (Windows' keyring takes 1,280)."""
    return frame.encode(
        "key",
        _VERSION,
        {
            "terminal": terminal_id,
            "database_key": bundle.database_key.hex(),
            "signing_key": bundle.signer.seed().hex(),
            "lookup_key": bundle.lookup_key.hex(),
        },
    )


def decode_secrets(terminal_id: str, text: str | bytes) -> Secrets:
    """Read a text of `encode_secrets`.

    Raises:
        FaultError: ``vault.key_damaged``, ``vault.key_too_new``, or ``vault.key_of_another_terminal``.
    """
    fields = frame.decode("key", _VERSION, text)
    owner = frame.text_of("key", fields, "terminal")
    if owner != terminal_id:
        raise FaultError("vault.key_of_another_terminal", terminal=terminal_id, owner=owner)
    return Secrets(
        database_key=frame.bytes_of("key", fields, "database_key", length=DATABASE_KEY_BYTES),
        signer=Signer(frame.bytes_of("key", fields, "signing_key", length=32)),
        lookup_key=frame.bytes_of("key", fields, "lookup_key", length=LOOKUP_KEY_BYTES),
    )
