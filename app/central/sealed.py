"""Sealed files, as the centre has them opened: by whom, its composition root says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from app.central.contact import Boxes
from app.domain.frozen import frozen


class Sealed(Protocol):
    """A rescue file that was not opened yet."""

    @property
    def terminal_id(self) -> str:
        """Whose entries it says to hold."""
        ...

    @property
    def centre_id(self) -> str:
        """The centre that it is sealed to."""
        ...


@frozen
class Seals:
    """What the vault does with what is sealed to the centre.

    Attributes:
        read: a file's outside.
        open: of what was read, by the centre's seed and the keys of the machines that may have written it: which of
            them did, and the payload. What none of them signed is not unpacked.
        boxes: seals and opens contacts.
    """

    read: Callable[[bytes], Sealed]
    open: Callable[[Any, bytes, Sequence[bytes]], tuple[int, bytes]]
    boxes: Boxes
