"""What is to be said to a customer later: by the centre, which alone can read whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.contract.wire import Code, Uuid, Wire

#: A sealed box in base64: of an address, or of a name and a number.
Sealed = Annotated[str, Field(min_length=76, max_length=1_200, pattern=r"^[A-Za-z0-9+/]+={0,2}$")]


def receipt_context(terminal_id: str, sale_id: str) -> str:
    """What a box with the address for a receipt is bound to."""
    return f"receipt.requested/{terminal_id}/{sale_id}"


class ReceiptRequested(Wire):
    """A customer asked for a sale's receipt by e-mail. Its entry's id is the message's.

    Attributes:
        sealed: the address, sealed to the centre's contact key, bound to `receipt_context`.
        masked: what a stranger may read of it.
        language: of the receipt's words.
    """

    sale_id: Uuid
    sealed: Sealed = Field(repr=False)
    masked: Code
    language: Code
