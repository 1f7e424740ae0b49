"""The first start: a machine without a shop becomes a terminal, step by step, and takes up where it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import UserError
from app.runtime.bridge import Bridge
from app.runtime.shop import ShopDraft, draft_of
from app.runtime.start_acts import (
    FIRST_ID,
    SHOWN_REMARKS,
    Begun,
    CodeCheck,
    Intaken,
    Manager,
    StartActs,
    Step,
    Tell,
    Way,
    Work,
    normalised,
)
from app.runtime.sync_join import JoinActs, Joining, JoinStep

__all__ = [
    "FIRST_ID",
    "SHOWN_REMARKS",
    "Begun",
    "Intaken",
    "StartActs",
    "Starting",
    "Step",
    "Tell",
    "Way",
    "normalised",
]

T = TypeVar("T")


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
        self.joining = Joining(JoinActs(acts.join, acts.cancel, acts.standing, acts.take_over), bridge, self)
        self.joining.changed.connect(self._joining_changed)
        self.joining.finished.connect(self._filled)
        self.step = self._first()
        self.zones: list[str] = [self.draft.zone]
        bridge.then(self, acts.zones(), partial(setattr, self, "zones"))
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        if self.step is Step.CODE:
            self.show_code()
        if self.way is Way.JOIN and self.shop is not None:
            self.joining.fill()

    def _first(self) -> Step:
        begun = self._acts.begun
        if begun.shop is None:
            return Step.LOOK
        if begun.way in {Way.DEMO, Way.JOIN}:
            return Step.SHOP
        if begun.manager:
            return Step.CODE
        return Step.MANAGER if begun.products else Step.GOODS

    @property
    def is_busy(self) -> bool:
        """Whether something is under way, which further presses wait for."""
        return self.work is not None or self.joining.step in {JoinStep.ASKING, JoinStep.REBUILDING}

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
                joined = step is Step.MANAGER and self.way is Way.JOIN and self.joining.step is JoinStep.DONE
                return self.shop is not None and (self.way is Way.OWN or joined) and self.step is not Step.DONE
            case Step.CODE:
                return self.manager.is_made and self.step is not Step.DONE
        return False

    def back(self) -> bool:
        """Go one step back; False where there is none."""
        if self.is_busy or self.step in {Step.LOOK, Step.DONE}:
            return False
        self.go(next(step for step in reversed(Step) if step < self.step and self.is_open(step)))
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
        """A shop of one's own, the demo, or one of a centre; once it is made it stays what it is."""
        if self.shop is None and not self.is_busy:
            self.way = way
            self.changed.emit()

    def type_shop(self, **typed: object) -> None:
        """Something about the shop was typed."""
        if self.shop is None:
            self.draft = replace(self.draft, **typed)  # type: ignore[arg-type]

    def _make(self) -> None:
        if self.way is Way.JOIN:
            self.joining.forward()
            if self.joining.step is JoinStep.DONE:
                self._filled()
        elif self.way is Way.DEMO:
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

    def _joining_changed(self) -> None:
        joined = self.joining.joined
        if joined is not None and not joined.takes_over and self.shop is None:
            self.shop = joined.shop
        self.changed.emit()

    def _filled(self) -> None:
        """The centre told everything: who can sign in makes a first manager needless."""

        def looked(begun: Begun) -> None:
            self.shop, self.products = begun.shop, begun.products
            self.manager.name, self.manager.is_made = begun.manager, begun.is_staffed
            self.go(Step.CODE if begun.is_staffed else Step.MANAGER)

        self._wait(self._acts.look(), looked)

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
        self.code.hide()
        self.changed.emit()

    def check_code(self, typed: Sequence[str]) -> list[bool]:
        """Whether each group is as it was shown; when all are, the start is done."""
        right = self.code.check(typed)
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
