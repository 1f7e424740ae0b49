"""The first start: a machine without a shop becomes a terminal, step by step, and takes up where it was cut off."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.shop import Shop
from app.runtime.bridge import Bridge
from app.runtime.shop import ShopDraft, draft_of

T = TypeVar("T")

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


@frozen
class Begun:
    """What is there already when the program starts.

    Attributes:
        shop: of a terminal that was made; None for a fresh machine.
        way: what it was made for.
        products: how many the catalogue knows.
        manager: the name of the first manager, once there is one.
    """

    shop: Shop | None = None
    way: Way = Way.OWN
    products: int = 0
    manager: str = ""


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
        join: make the terminal that was made one of a centre: its address, a one-time code, whether plain HTTP to
            another machine is allowed; the shop as it is from the next start on.
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
    join: Callable[[str, str, bool], Future[Shop]] | None = None


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


@dataclass(slots=True)
class Manager:
    """The first manager while they are typed; the PIN stays here until it is handed in, and not a moment longer."""

    name: str = ""
    name_en: str = ""
    pin: str = field(default="", repr=False)
    is_made: bool = False


class Starting(QObject):
    """Where the first start stands. Lives in the GUI thread, longer than any look of its window.

    Signals:
        changed: another step, or something about this one.
        progressed: how many of what is under way are done.
        refused: something could not be; with the error.
        finished: the terminal can be used.
    """

    changed = Signal()
    progressed = Signal()
    refused = Signal(object)
    finished = Signal()
    _told = Signal(int, int)

    def __init__(self, acts: StartActs, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._bridge = bridge
        self.way = acts.begun.way
        self.shop = acts.begun.shop
        self.draft = ShopDraft() if self.shop is None else draft_of(self.shop)
        self.products = acts.begun.products
        self.manager = Manager(acts.begun.manager, is_made=bool(acts.begun.manager))
        self.file: Path | None = None
        self.taken: Intaken | None = None
        self.remarks_at: Path | None = None
        self.code = CodeCheck()
        self.work: Work | None = None
        self.step = self._first()
        self.zones: list[str] = [self.draft.zone]
        bridge.then(self, acts.zones(), self._zones_read)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        if self.step is Step.CODE:
            self.show_code()

    def _first(self) -> Step:
        begun = self._acts.begun
        if begun.shop is None:
            return Step.LOOK
        if begun.way is Way.DEMO:
            return Step.SHOP
        if begun.manager:
            return Step.CODE
        return Step.MANAGER if begun.products else Step.GOODS

    @property
    def is_busy(self) -> bool:
        """Whether something is under way, which further presses wait for."""
        return self.work is not None

    # --- steps --------------------------------------------------------------------------------------------------

    def go(self, step: Step) -> None:
        """Go to a step that can be gone to."""
        if self.is_busy or step is self.step or not self.is_open(step):
            return
        self.step = step
        if step is Step.CODE and not self.code.code:
            self.show_code()
        self.changed.emit()

    def is_open(self, step: Step) -> bool:
        """Whether a step can be gone to now: what comes before it is done, and what it makes is not made for good."""
        match step:
            case Step.LOOK | Step.SHOP:
                return self.step is not Step.DONE
            case Step.GOODS | Step.MANAGER:
                return self.shop is not None and self.way is Way.OWN and self.step is not Step.DONE
            case Step.CODE:
                return self.manager.is_made and self.step is not Step.DONE
        return False

    def back(self) -> bool:
        """Go one step back; False where there is none."""
        if self.is_busy or self.step in {Step.LOOK, Step.DONE}:
            return False
        self.go(Step(self.step - 1))
        return True

    def next(self) -> None:
        """Do what the step is about, and go on."""
        if self.is_busy:
            return
        match self.step:
            case Step.LOOK:
                self.go(Step.SHOP)
            case Step.SHOP:
                self._make()
            case Step.GOODS:
                self.go(Step.MANAGER)
            case Step.MANAGER:
                self._enrol()
            case Step.CODE:
                self.hide_code()
            case Step.DONE:
                self._wait(self._acts.finish(), lambda _: self.finished.emit())

    # --- shop ---------------------------------------------------------------------------------------------------

    def choose(self, way: Way) -> None:
        """A shop of one's own, or the demo; once it is made it stays what it is."""
        if self.shop is None and not self.is_busy:
            self.way = way
            self.changed.emit()

    def type_shop(self, **typed: object) -> None:
        """Something about the shop was typed."""
        if self.shop is None:
            self.draft = replace(self.draft, **typed)  # type: ignore[arg-type]

    def _make(self) -> None:
        if self.way is Way.DEMO:
            self._wait(self._acts.load_demo(self._told.emit), self._demo_loaded)
        elif self.shop is not None:
            self.go(Step.GOODS)
        else:
            try:
                shop = self.draft.shop()
            except UserError as error:
                self.refused.emit(error)
                return

            def made(_: None) -> None:
                self.shop = shop
                self.go(Step.GOODS)

            self._wait(self._acts.make(shop), made)

    def _demo_loaded(self, products: int) -> None:
        self.products = products
        self.step = Step.DONE
        self.changed.emit()

    def _zones_read(self, zones: list[str]) -> None:
        self.zones = zones

    # --- goods --------------------------------------------------------------------------------------------------

    def take_in(self, file: Path) -> None:
        """Take a catalogue file in."""
        if self.is_busy or self.shop is None:
            return
        self.file, self.taken, self.remarks_at = file, None, None
        self._wait(self._acts.take_in(file, self._told.emit), self._taken_in)

    def _taken_in(self, taken: Intaken) -> None:
        self.taken = taken
        self.products += taken.added
        self.changed.emit()

    def keep_remarks(self, lines: Sequence[tuple[int, str]]) -> None:
        """Write what did not go in beside the file, in sentences."""
        if self.file is not None:
            self._wait(self._acts.keep_remarks(self.file, lines), self._remarks_kept)

    def _remarks_kept(self, path: Path) -> None:
        self.remarks_at = path
        self.changed.emit()

    # --- manager ------------------------------------------------------------------------------------------------

    def _enrol(self) -> None:
        one = self.manager
        if one.is_made:
            self.go(Step.CODE)
            return
        if not one.name.strip():
            self.refused.emit(UserError("staff.no_name"))
        elif not one.pin:
            self.refused.emit(UserError("staff.no_pin"))
        else:
            future = self._acts.enrol(FIRST_ID, one.name.strip(), one.name_en.strip(), one.pin)
            self._wait(future, self._enrolled)

    def _enrolled(self, _: None) -> None:
        self.manager.pin = ""
        self.manager.is_made = True
        self.go(Step.CODE)

    # --- recovery code ------------------------------------------------------------------------------------------

    def show_code(self) -> None:
        """Show the code; the first time, and after a start that was cut off, it is made."""
        if self.code.code:
            self.code.is_hidden = False
            self.changed.emit()
            return
        self._wait(self._acts.new_code(), self._code_made)

    def _code_made(self, code: str) -> None:
        self.code = CodeCheck(code)
        self.changed.emit()

    def hide_code(self) -> None:
        """It was written down: ask for two groups of it, not always the same."""
        if not self.code.code or self.code.is_hidden:
            return
        places = list(range(len(self.code.groups)))
        asked = sorted(places.pop(secrets.randbelow(len(places))) for _ in range(ASKED_GROUPS))
        self.code.asked, self.code.is_hidden = tuple(asked), True
        self.changed.emit()

    def check_code(self, typed: Sequence[str]) -> list[bool]:
        """Whether each group is as it was shown; when all are, the start is done."""
        groups = self.code.groups
        right = [normalised(text) == groups[place] for place, text in zip(self.code.asked, typed, strict=True)]
        if all(right) and right:
            self.code = CodeCheck()
            self.step = Step.DONE
            self.changed.emit()
        return right

    # --- what is under way --------------------------------------------------------------------------------------

    def _wait(self, future: Future[T], done: Callable[[T], None]) -> None:
        self.work = Work()
        self.changed.emit()

        def arrived(result: T) -> None:
            self.work = None
            done(result)
            self.changed.emit()

        def failed(error: BaseException) -> None:
            self.work = None
            self.changed.emit()
            self.refused.emit(error)

        self._bridge.then(self, future, arrived, failed)

    @Slot(int, int)
    def _tell(self, done: int, whole: int) -> None:
        if self.work is not None:
            self.work.done, self.work.whole = done, whole
            self.progressed.emit()


def normalised(text: str) -> str:
    """A group of the code as it was shown, from however it was typed."""
    found = "".join(sign for sign in text.upper() if not sign.isspace() and sign != "-")
    return found.replace("O", "0").replace("I", "1").replace("L", "1")
