"""Conflicts, as the store's terminals are told of them."""

from __future__ import annotations

from app.contract.wire import Code, Count, Wire


class ConflictItem(Wire):
    """Kind ``conflict``, keyed by its id: two truths that met, for the store's manager; deleted once it is closed."""

    terminal_id: Code
    kind: Code
    entry_id: Code
    subject: Code
    outcome: Code
    made_at: Count
