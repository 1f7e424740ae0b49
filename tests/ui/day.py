"""A day at the counter, in a process of its own: the program as it is started, driven as by hands, with the guard on.

`python -m tests.ui.day FOLDER` makes the demo shop in FOLDER, encrypted, opens its window where nobody sees it, goes
through the script and writes what each turn of the GUI thread cost into FOLDER/turns.json.

In a process of its own, because what is used for the first time is what takes long, and because the rubbish of other
tests is not the counter's.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap.running import Options, run_window
from app.config import Config
from app.runtime.guard import BlockedError, GuiGuard
from app.runtime.meter import TurnMeter
from app.ui.shell.dress import application
from app.ui.shell.window import Window
from tests.ui.day_hands import PATIENCE_S, Act, Hands, Script, StuckError

SIZE = (1280, 800)
#: Milliseconds between two looks at whether something has happened.
LOOK_MS = 2
#: The first step: pieces of work before the first cashier.
PREPARED = "what is prepared before anybody comes"


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of the day cost.

    Attributes:
        name: of the step.
        cpu_us: processor time of its longest turn, in microseconds.
        events: what that turn was spent on, where that was asked for.
    """

    name: str
    cpu_us: int
    events: tuple[tuple[str, int], ...]


class Day:
    """Runs a script of named steps in the loop of the program, and keeps what the turns of each cost.

    What the script itself does between two acts is neither counted nor forbidden.
    """

    def __init__(self, script: str, guard: GuiGuard, *, detail: bool) -> None:
        self.steps: list[Step] = []
        self.error: BaseException | None = None
        self.turns = 0
        self._script_of = import_module(script).script
        self._guard = guard
        self._detail = detail
        self._name = ""
        self._script: Iterator[tuple[str, Script]] = iter(())
        self._now: Script = iter(())
        self._forbidden = ExitStack()

    def begin(self) -> None:
        """The loop runs; wait for the window."""
        self.meter = TurnMeter(detail=self._detail)
        self._until = time.monotonic() + PATIENCE_S
        self._await()

    def _await(self) -> None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isActiveWindow()]
        if found and found[0].is_foreseeing:
            self._window, self._name = found[0], PREPARED
            self._forbidden.enter_context(self._guard.forbid())
            self.meter.reset()
            QTimer.singleShot(20, self._prepare)
        else:
            self._again(self._await)

    def _prepare(self) -> None:
        """The window is there, and prepares what comes while nobody has come yet: the first step of the day."""
        if self._window.is_foreseeing:
            self._again(self._prepare)
            return
        self._script = self._script_of(Hands(self._window))
        QTimer.singleShot(0, self._turn)

    def _again(self, look: Callable[[], None]) -> None:
        if time.monotonic() < self._until:
            QTimer.singleShot(20, look)
        else:
            self.error = StuckError("the window is not there, or never ready")
            self._end()

    def _turn(self) -> None:
        try:
            with self.meter.aside(), self._guard.allow():
                act = self._next()
            if act is not None:
                act()
        except StopIteration:
            self._end()
        except BaseException as error:  # noqa: BLE001 - brought out of the loop
            error.add_note(f"in the step {self._name!r}")
            self.error = error
            self._end()
        else:
            QTimer.singleShot(0 if act is not None else LOOK_MS, self._turn)

    def _next(self) -> Act | None:
        while True:
            try:
                return next(self._now)
            except StopIteration:
                self._told()
            self._name, self._now = next(self._script)

    def _told(self) -> None:
        """A step is over."""
        if QApplication.activeWindow() is None:
            raise StuckError("the window has lost the keyboard")
        worst = self.meter.worst
        if self._name and worst:
            self.steps.append(Step(self._name, worst[0].cpu_us, worst[0].events))
        self.turns += self.meter.turns
        self.meter.reset()

    def _end(self) -> None:
        try:
            self._forbidden.close()
        except BlockedError as error:
            self.error = self.error or (None if self._guard.findings else error)
        self.meter.close()
        application().quit()


def run(folder: Path, script: str, *, detail: bool = False) -> dict[str, object]:
    """Make the shop, live the day; what is to be told of it.

    Raises:
        StuckError: the counter did not get where the script thought.
    """
    guard = GuiGuard()
    guard.install()
    application()
    day = Day(script, guard, detail=detail)
    QTimer.singleShot(0, day.begin)
    status = run_window(
        Config(folder / "data", folder / "keys", "file"),
        Options(demo=True, size=SIZE, quiet=True),
        _refused,
        folder / "log",
    )
    guard.remove()
    if day.error is not None:
        raise day.error
    if status:
        raise RuntimeError(f"status {status}")
    findings = [str(one) for one in guard.findings]
    return {"steps": [asdict(one) for one in day.steps], "turns": day.turns, "findings": findings}


def _refused(error: BaseException) -> int:
    raise error


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--script", default="tests.ui.day_script")
    parser.add_argument("--detail", action="store_true", help="say what the longest turns were spent on; costs time")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    told = run(given.folder, given.script, detail=given.detail)
    (given.folder / "turns.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
