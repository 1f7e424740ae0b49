"""What the counter needs to know of the orders for pickup. `db` implements it."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from app.domain.order import Order, OrderState


class Orders(Protocol):
    """The orders of this store, as the centre told them last."""

    def counts(self) -> dict[OrderState, int]:
        """How many stand in each of the open states; costs what is open, however many there ever were."""
        ...

    def order(self, order_id: str) -> Order | None:
        """An order by its id."""
        ...

    def take_news(self) -> Future[tuple[Order, ...]]:
        """The new orders that nobody here was told of, oldest first; whoever asks next is not told of them again.

        None of a first fill or of a feed that began anew is new, nor one that is picked already.

        Raises (in the future):
            FaultError: of the disk.
        """
        ...
