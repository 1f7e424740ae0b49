"""What a picture is: how a window gets into the state that it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tests.shots.stage import Stage

S = TypeVar("S", bound=Stage)


def nothing(_: object) -> None:
    """There is nothing more to do."""


@dataclass(frozen=True)
class Picture(Generic[S]):
    """One picture.

    Attributes:
        prepare: what lasts, whatever language and size the window has.
        again: what the window forgets when it is put together anew: a dialog, a toast, where the focus was.
        provided: with providers of everything that the design shows.
        beside: the design's picture of it, if that is called otherwise.
    """

    prepare: Callable[[S], None]
    again: Callable[[S], None] = nothing
    provided: bool = False
    beside: str = ""
