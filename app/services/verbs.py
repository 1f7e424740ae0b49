"""The verbs that need nothing but the desk: one list of them, for the terminal and for its window."""

from __future__ import annotations

from app.domain.shop import Shop
from app.services.cart import Carts
from app.services.correct import Correct
from app.services.desk import Desk
from app.services.pickup import PickupActs
from app.services.receipt import Receipts
from app.services.shift import Shifts
from app.services.tender import Tenders


class Verbs:
    """What whoever has a desk can do with it."""

    __slots__ = ()

    desk: Desk

    @property
    def shop(self) -> Shop:
        """The shop's settings."""
        return self.desk.shop

    @property
    def carts(self) -> Carts:
        """Autosave, park, recall and void."""
        return Carts(self.desk)

    @property
    def tenders(self) -> Tenders:
        """Parts of a payment, kept as they are taken."""
        return Tenders(self.desk)

    @property
    def shifts(self) -> Shifts:
        """Open and close the drawer."""
        return Shifts(self.desk)

    @property
    def receipts(self) -> Receipts:
        """Ask for a paper again."""
        return Receipts(self.desk)

    @property
    def pickup(self) -> PickupActs:
        """Pick orders, put them on a shelf, hand them over."""
        return PickupActs(self.desk)

    @property
    def correct(self) -> Correct:
        """Put right how something was paid."""
        return Correct(self.desk)
