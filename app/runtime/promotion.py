"""The promotions that the open cart is priced with, kept ready in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.pricing import PromotionBook
from app.domain.promotion import Promotion


class Promotions:
    """The book of promotions: read once, and again when somebody says that they changed.

    Args:
        read: all promotions of the store, as the domain knows them.
    """

    def __init__(self, read: Callable[[], Iterable[Promotion]]) -> None:
        self._read = read
        self.refresh()

    def refresh(self) -> None:
        """The promotions changed: read them anew. A cart is priced with the new ones from its next change on."""
        rules = tuple(self._read())
        self.book = PromotionBook(rules)
        self._english = {one.id: one.name_en for one in rules if one.name_en}

    def english(self, rule_id: str) -> str:
        """A promotion's English name; empty where it has none, or is no longer there."""
        return self._english.get(rule_id, "")
