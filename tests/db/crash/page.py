"""A page of memory shared with a seller that will be killed: what it is doing, and since when."""

from __future__ import annotations

import mmap
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: What a seller may be doing when a kill lands.
SPOTS = ("elsewhere", "opening", "migrating", "job", "folding", "anchor", "closing", "copying")
_TURNS = 8
_FIRST = 16


class Page:
    """It outlives the seller. Each byte is written by one thread only."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def clear(self) -> None:
        """Begin anew for the next seller."""
        self._memory[:128] = bytes(128)

    def is_at(self, spot: str) -> bool:
        """Whether the seller is there now."""
        return self._memory[SPOTS.index(spot)] != 0

    def spots(self) -> list[str]:
        """Where the seller is."""
        return [name for place, name in enumerate(SPOTS) if self._memory[place]] or [SPOTS[0]]

    @contextmanager
    def at(self, spot: str) -> Iterator[None]:
        """Say that the seller is there now."""
        place = SPOTS.index(spot)
        self._memory[place] = 1
        try:
            yield
        finally:
            self._memory[place] = 0

    def watch(self, owner: object, name: str, spot: str, *, turn: bool = False) -> None:
        """Have a function or method say when it runs; `turn` for the ones that the writer's queue waits for."""
        inner = getattr(owner, name)

        def outer(*arguments: object, **named: object) -> object:
            if turn:
                self._begin_turn()
            with self.at(spot):
                return inner(*arguments, **named)

        setattr(owner, name, outer)

    def _begin_turn(self) -> None:
        last = _FIRST + 8 * _TURNS
        self._memory[_FIRST:last] = self._memory[_FIRST + 8 : last] + time.monotonic_ns().to_bytes(8, "big")

    def settled(self) -> int:
        """What was handed to the writer before this moment had its turn, however long a turn of a slow disk took."""
        return int.from_bytes(self._memory[_FIRST : _FIRST + 8], "big")
