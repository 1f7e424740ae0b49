"""Scanner: what is told to whoever tells a scanner's keys from a person's, and the answers. A port of `devices`."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from app.domain.frozen import frozen


class KeyKind(Enum):
    """What a key does in a burst."""

    TEXT = "text"  # pressed, and has text
    END = "end"  # pressed, and closes a burst: Enter, Tab, Ctrl+J
    MODIFIER = "modifier"  # pressed: Shift and its like, which scanners type before capitals
    OTHER = "other"  # any other press
    RELEASE = "release"


@frozen
class Key:
    """One event of a keyboard.

    Attributes:
        at: milliseconds by the keyboard's own clock, which may start anywhere and wrap at 32 bits.
        code: which key it is, so that a release finds its press.
        repeats: whether the system says that the key is held down; X11 says so, too, of a digit typed twice within
            one millisecond.
        event: whatever the source wants to find again, never looked at.
    """

    kind: KeyKind
    text: str
    at: int
    code: int = 0
    repeats: bool = False
    event: object = None


@frozen
class Shown:
    """A key to be delivered at once, which a scan may yet take back."""

    key: Key


@frozen
class Typed:
    """A key of a person, to be delivered now."""

    key: Key


@frozen
class Scan:
    """One code that was read, whatever read it.

    Attributes:
        text: without framing, in the plain forms of its characters.
        symbology: the AIM identifier without its bracket, such as ``C1``, if the reader sends one.
        takes_back: whether a `Shown` key was its first.
        is_broken: whether it is the rest of a burst whose beginning came too slowly and was given back: it stands for
            nothing, and has to be scanned again.
    """

    text: str
    symbology: str = ""
    takes_back: bool = False
    is_broken: bool = False


KeyAnswer = Shown | Typed | Scan


class Wedge(Protocol):
    """Tells a scanner's bursts from a person's typing. Pure: no clock of its own."""

    #: Milliseconds after the last key at which `give_back` is due.
    patience: int

    @property
    def is_holding(self) -> bool:
        """Whether keys are kept back, so that `give_back` has to be called once they have waited long enough."""
        ...

    def would_keep(self, key: Key) -> bool:
        """Whether a key would be kept back, or taken as the end of a scan, if it came now."""
        ...

    def feed(self, key: Key, *, show_first: bool = False) -> tuple[KeyAnswer, ...]:
        """Take a key and tell what can be told now, in the order in which it is to be done.

        Args:
            show_first: a burst's first key is not kept back but `Shown`.
        """
        ...

    def give_back(self) -> tuple[KeyAnswer, ...]:
        """No further key came in time: what was kept back was a person's after all."""
        ...
