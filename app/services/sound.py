"""Sound: what the counter says without words. `devices` implements `Sounds`."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from enum import Enum
from typing import Protocol

#: What there is to be heard: a scan that was taken, one that was not, somebody is needed, a sale is complete, a new
#: order.
CUES = ("accepted", "rejected", "person", "complete", "order")


class SoundState(Enum):
    """Whether the counter's sounds can be heard, as far as it was tried."""

    READY = "ready"
    NO_PLAYER = "no_player"
    NO_DEVICE = "no_device"


class Sounds(Protocol):
    """Short cues; never the only sign of anything."""

    @property
    def state(self) -> SoundState:
        """How it stands."""
        ...

    def play(self, cue: str) -> None:
        """Play one of `CUES`; returns at once."""
        ...

    def tune(self, volume: int, off: Iterable[str] = ()) -> None:
        """Set how loud it is, in per cent (0 is silent), and which cues are not played."""
        ...

    def test(self, cue: str = "complete") -> Future[SoundState]:
        """Try to play a cue, whatever is turned off; tells how it went."""
        ...


class Silence:
    """No sounds, where nobody wants any; fits `Sounds`."""

    state = SoundState.NO_PLAYER

    def play(self, cue: str) -> None:
        """Nothing is heard."""

    def tune(self, volume: int, off: Iterable[str] = ()) -> None:
        """Nothing is set."""

    def test(self, cue: str = "complete") -> Future[SoundState]:  # noqa: ARG002
        """Nothing is heard."""
        answer: Future[SoundState] = Future()
        answer.set_result(self.state)
        return answer
