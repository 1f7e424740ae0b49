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
        self.book = PromotionBook(read())

    def refresh(self) -> None:
        """The promotions changed: read them anew. A cart is priced with the new ones from its next change on."""
        self.book = PromotionBook(self._read())
