"""Fiscal: which document a customer wants with a sale, where the shop has a provider of such. None is built in."""

from __future__ import annotations

from typing import Protocol

from app.domain.frozen import frozen
from app.services.receipt_ports import FiscalDocument


@frozen
class FiscalOption:
    """One of the values to choose from, in the shop's language.

    Attributes:
        name: stable, for programs.
        title, sub: what the cashier reads, such as a mobile carrier and its code.
        asks: what has to be typed for it, in words; empty for nothing.
        told: what is known to be right about it, in two or three words; empty for nothing.
    """

    name: str
    title: str
    sub: str = ""
    asks: str = ""
    told: str = ""


class FiscalDesk(FiscalDocument, Protocol):
    """Numbers documents within the sale's transaction, and before that lets the customer choose between them.

    All but `number` are called in the window's thread and answer at once, without the network.
    """

    @property
    def title(self) -> str:
        """What the documents are called, such as e-invoice."""
        ...

    def next_number(self) -> str:
        """The number that the next sale would get; empty where that is not known yet."""
        ...

    def options(self, member_id: str | None) -> tuple[FiscalOption, ...]:
        """What there is to choose from; the first holds unless another is chosen."""
        ...

    def choose(self, sale_id: str, name: str, typed: str) -> FiscalOption:
        """Note what was chosen for a sale, for `number` to take; the option as it reads with it.

        Raises:
            UserError: what was typed cannot be, or is missing; then nothing is noted.
        """
        ...

    def recognises(self, code: str) -> str:
        """The option that a scanned code is for, by its shape; empty for none."""
        ...
