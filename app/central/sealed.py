"""Sealed files, as the centre has them opened: by whom, its composition root says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

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
    """What the vault does with rescue files.

    Attributes:
        read: a file's outside.
        open: its payload, of what was read, by the centre's seed and the key of the machine that wrote it.
    """

    read: Callable[[bytes], Sealed]
    open: Callable[[Any, bytes, bytes], bytes]
