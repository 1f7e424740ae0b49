"""Public keys as terminals are told of them: what signs codes and receipts, and what contacts are sealed to."""

from __future__ import annotations

from app.contract.wire import Code, Count, Hash, Uuid, Wire


class KeyItem(Wire):
    """Kind ``key``, keyed by its use and the key's id.

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
