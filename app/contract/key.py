"""Public keys as terminals are told of them: what signs codes and receipts, and what contacts are sealed to."""

from __future__ import annotations

import hashlib

from app.contract.wire import Code, Count, Hash, Uuid, Wire


def key_name(use: str, public: bytes) -> str:
    """Under what a key travels: its use and a digest of it, which begins with the id that codes name it by."""
    return f"{use}.{hashlib.sha256(public).hexdigest()[:32]}"


class KeyItem(Wire):
    """Kind ``key``, keyed by its `key_name`.

    Attributes:
        use: ``code`` (Ed25519, the centre signs pickup, member and coupon codes with it), ``receipt`` (Ed25519, a
            terminal signs its receipts with it) or ``contact`` (X25519, contacts are sealed to the newest of them).
        public: 32 bytes in hex.
        store: whose it is; empty for the whole chain's.
        terminal_id: whose receipts it signs; None for the centre's own.
        from_at: from when on it holds, in microseconds UTC; of the same use, the newest is used.
        until_at: nothing is taken that was made with it from then on; None while nobody ended it.
    """

    use: Code
    public: Hash
    store: Code
    terminal_id: Uuid | None
    from_at: Count
    until_at: Count | None


class KeyAdopted(Wire):
    """From this entry on the terminal seals contacts to this key, and to none of before."""

    public: Hash
