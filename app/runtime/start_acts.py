"""What a first start begins with, asks of the outer rooms, and keeps of each step."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path

from app.domain.enrol import Joined
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.shop import Shop
from app.runtime.standing import Standing

#: The one who makes the shop.
FIRST_ID = "S01"
#: Groups of the recovery code that are asked for, of so many.
ASKED_GROUPS = 2
#: Remarks of a file that are shown; the rest goes into a file beside it.
SHOWN_REMARKS = 100


class Step(IntEnum):
    """The steps in their order."""

    LOOK = 0
    SHOP = 1
    GOODS = 2
    MANAGER = 3
    CODE = 4
    DONE = 5


class Way(Enum):
    """What kind of shop it becomes."""

    OWN = "own"
    DEMO = "demo"
    JOIN = "join"


@frozen
class Begun:
    """What is there already when the program starts.

    Attributes:
        shop: of a terminal that was made; None for a fresh machine, and for one that was to join a centre and has
            not.
        way: what it was made for.
        products: how many the catalogue knows.
        manager: the name of the first manager, once there is one.
        is_staffed: there is somebody who can sign in.
    """

    shop: Shop | None = None
    way: Way = Way.OWN
    products: int = 0
    manager: str = ""
    is_staffed: bool = False


@frozen
class Intaken:
    """What became of a catalogue file; `remarks` are lines and what is wrong with them, `notes` what was mended."""

    name: str
    added: int
    updated: int
    unchanged: int
    stocked: int
    remarks: tuple[tuple[int, UserError], ...] = ()
    notes: tuple[tuple[int, UserError], ...] = ()

    @property
    def rows_refused(self) -> int:
        """How many rows did not go in."""
        return len({line for line, _ in self.remarks})


#: How many are done, of how many; called on a worker's thread.
Tell = Callable[[int, int], None]


@frozen
class StartActs:
    """What the first start does in the outer rooms; each returns at once.

    Attributes:
        begun: what is there already.
        make: make the terminal of a shop.
        load_demo: make the demo shop's terminal and put its people, goods and promotions in.
        take_in: take a catalogue file in.
        keep_remarks: write lines and sentences beside a file; where they are.
        enrol: make the first manager: id, name, name in English, PIN.
        new_code: make the recovery code; an earlier one opens nothing any more.
        finish: the start is over, and never comes again.
        zones: the names of the time zones that this machine knows.
        join: make the terminal of a centre's store, and keep in step with it: its address, a one-time code, whether
            plain HTTP to another machine is allowed.
        take_over: be the register that the code of `join` is for; tells how many of its entries came.
        cancel: end the joining that is under way.
        standing: how it stands with the centre since.
        look: what is there by now.
    """

    begun: Begun
    make: Callable[[Shop], Future[None]]
    load_demo: Callable[[Tell], Future[int]]
    take_in: Callable[[Path, Tell], Future[Intaken]]
    keep_remarks: Callable[[Path, Sequence[tuple[int, str]]], Future[Path]]
    enrol: Callable[[str, str, str, str], Future[None]]
    new_code: Callable[[], Future[str]]
    finish: Callable[[], Future[None]]
    zones: Callable[[], Future[list[str]]]
    join: Callable[[str, str, bool], Future[Joined]]
    take_over: Callable[[Callable[[int], object]], Future[Joined]]
    cancel: Callable[[], None]
    standing: Callable[[], Standing]
    look: Callable[[], Future[Begun]]


@dataclass(slots=True)
class Work:
    """What is under way: how many are done, of how many; nothing is known of it while `whole` is 0."""

    done: int = 0
    whole: int = 0


@dataclass(slots=True)
class CodeCheck:
    """The recovery code, and the groups of it that are asked for; numbers count from 0."""

    code: str = ""
    asked: tuple[int, ...] = ()
    is_hidden: bool = False

    @property
    def groups(self) -> list[str]:
        """The code in its groups."""
        return self.code.split("-") if self.code else []

    def hide(self) -> None:
        """Ask for some groups of it, not always the same."""
        places = list(range(len(self.groups)))
        self.asked = tuple(sorted(places.pop(secrets.randbelow(len(places))) for _ in range(ASKED_GROUPS)))
        self.is_hidden = True

    def check(self, typed: Sequence[str]) -> list[bool]:
        """Whether each group that is asked for is as it was shown."""
        groups = self.groups
        return [normalised(text) == groups[place] for place, text in zip(self.asked, typed, strict=True)]


@dataclass(slots=True)
class Manager:
    """The first manager while they are typed; the PIN stays here until it is handed in, and not a moment longer."""

    name: str = ""
    name_en: str = ""
    pin: str = field(default="", repr=False)
    is_made: bool = False


def normalised(text: str) -> str:
    """A group of the code as it was shown, from however it was typed."""
    found = "".join(sign for sign in text.upper() if not sign.isspace() and sign != "-")
    return found.replace("O", "0").replace("I", "1").replace("L", "1")
