"""What a way to pay of its own needs to fit: a wallet, gift cards, points. None is built in."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from app.domain.frozen import frozen
from app.domain.tender import Tender, TenderKind


@frozen
class Payer:
    """The member whose points a code pays with.

    Attributes:
        name: masked.
        free: points that can be spent, as far as this terminal knows; None where nobody told.
    """

    member_id: str
    name: str
    free: int | None


class TenderProvider(Protocol):
    """A way to pay beside cash and the stand-alone card terminal; where one is offered, it has its own tile.

    Its texts are in the shop's language. `take` and `give_back` are called in the window's thread and must return at
    once; what they ask of the world happens on a thread of the provider's own.
    """

    @property
    def kind(self) -> TenderKind:
        """What its money counts as; one provider for a kind."""
        ...

    @property
    def name(self) -> str:
        """Its name on the tile and on receipts, such as ``LINE Pay``."""
        ...

    @property
    def icon(self) -> str:
        """Name of the tile's icon."""
        ...

    @property
    def asks(self) -> str:
        """What has to be typed or scanned beside the amount, in words; empty for nothing."""
        ...

    @property
    def is_offered(self) -> bool:
        """Whether the shop takes it at all; where it does not, money goes back otherwise. Cheap."""
        ...

    def obstacle(self) -> str:
        """Why it cannot be used now, in two or three words, such as offline; empty when it can. Cheap."""
        ...

    def recognises(self, code: str) -> bool:
        """Whether a scanned code is one of its own, by its shape."""
        ...

    def take(self, tender_id: str, amount: int, reference: str) -> Future[Tender]:
        """Ask for money. The request is in the journal before this is called, and called again under the same id it
        is the same request, also by a program that was started anew: it is answered, never done twice.

        Args:
            amount: minor units, negative to give back.
            reference: what was typed or scanned.

        Raises (in the future):
            UserError: it was declined, ``tender.declined`` or a code of the provider's own.
            FaultError: ``tender.no_answer``: it cannot be told whether it was taken; asking again tells.
        """
        ...

    def give_back(self, tender: Tender) -> Future[None]:
        """Give money back that was taken for an open cart; asked again it is the same request, as with `take`.

        Raises (in the future):
            UserError: it cannot be given back.
            FaultError: as `take`.
        """
        ...

    def payer(self, reference: str) -> Payer | None:
        """Whose money is paid with, where it is a member's; None where it is anybody's, or is not known. Cheap."""
        ...

    def detail(self, tender: Tender) -> str:
        """What the cashier reads below the name of a tender of its kind, such as the card's last digits."""
        ...
