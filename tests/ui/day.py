"""A day at the counter, in a process of its own: the program as it is started, driven as by hands, with the guard on.

`python -m tests.ui.day FOLDER` makes the demo shop in FOLDER, encrypted, opens its window where nobody sees it, goes
through `tests.ui.day_script` and writes what each turn of the GUI thread cost into FOLDER/turns.json. A process of its
own, because what is used for the first time is what takes long, and because the rubbish of other tests is not the
counter's.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from app.bootstrap.running import Options, run_window
from app.config import Config
from app.runtime.guard import GuiGuard
from app.runtime.meter import TurnMeter
from app.ui.shell.dress import application
from app.ui.shell.window import Window
from app.ui.widgets.dialog import open_dialog
from tests.ui.scan_keys import Keys

SIZE = (1280, 800)
#: Seconds that anything may take to happen, and milliseconds between two looks at whether it has.
PATIENCE_S, LOOK_MS = 10, 2
#: Milliseconds of waiting after which a turn counts as the counter's rest: its idle work is done then.
Act = Callable[[], object]
Script = Iterator[Act | None]


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


class Stuck(RuntimeError):
    """The counter did not get where the script thought."""


class Hands:
    """What a cashier does at the window, and what she reads there. Every act is a turn of the loop of its own."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.place = window.place
        self.keys_at = Keys(window)

    # --- reading ------------------------------------------------------------------------------------------------

    def find(self, name: str, kind: type = QAbstractButton) -> QWidget:
        """The one visible widget of an accessible name, in the dialog if one is open.

        Raises:
            Stuck: there is none, or several.
        """
        around = open_dialog(self.window) or self.window
        there = [one for one in around.findChildren(kind) if one.isVisible()]
        found = [one for one in there if one.accessibleName() == name]
        if len(found) != 1:
            raise Stuck(f"{len(found)} of {name!r} among {sorted({one.accessibleName() for one in there})}")
        return found[0]

    def has(self, name: str, kind: type = QWidget) -> bool:
        return any(one.isVisible() and one.accessibleName() == name for one in self.window.findChildren(kind))

    def reads(self, text: str) -> bool:
        """Whether a text is anywhere on the screen."""
        labels = (one for one in self.window.findChildren(QLabel) if one.isVisible())
        return any(text in one.text() for one in labels)

    @property
    def where(self) -> str:
        return self.window.shell.name

    @property
    def is_asked(self) -> bool:
        return open_dialog(self.window) is not None

    @property
    def is_at_rest(self) -> bool:
        return self.place.bridge.is_idle

    # --- doing --------------------------------------------------------------------------------------------------

    def rest(self, done: Callable[[], bool] = lambda: True, what: str = "rest") -> Script:
        """Wait until nothing is under way and something is so."""
        end = time.monotonic() + PATIENCE_S
        yield None
        while not (self.is_at_rest and done()):
            if time.monotonic() > end:
                shown = sorted({one.accessibleName() for one in self.window.findChildren(QWidget) if one.isVisible()})
                raise Stuck(f"waiting for {what} at {self.where}: {shown}")
            yield None

    def touch(self, name: str, kind: type = QAbstractButton) -> Script:
        """Press a button with a finger."""
        button = self.find(name, kind)
        if not button.isEnabled():
            raise Stuck(f"{name!r} is not enabled")
        yield lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        yield from self.rest()

    def touch_row(self, view: str, row: int, *, right: bool = False) -> Script:
        """Touch a row or a tile of a list."""
        there = self.find(view, QAbstractItemView)
        assert isinstance(there, QAbstractItemView)
        where: QPoint = there.visualRect(there.model().index(row, 0)).center()
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        yield lambda: QTest.mouseClick(there.viewport(), button, pos=where)
        yield from self.rest()

    def rows(self, view: str) -> list[str]:
        """A list's rows as they are read out."""
        there = self.find(view, QAbstractItemView)
        assert isinstance(there, QAbstractItemView)
        model = there.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    def keys(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Script:
        """Type keys and texts, wherever the focus is, each key in a turn of its own."""
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                yield lambda one=one: self._key(one, held)
                yield from self.rest()

    def _key(self, key: Qt.Key | str, held: Qt.KeyboardModifier) -> None:
        there = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(there, key, held)
        else:
            QTest.keyClick(there, key, held)

    def scan(self, *codes: str, gap: int = 50) -> Script:
        """A scanner types codes, as quickly as they come, so many milliseconds apart."""
        for code in codes:
            yield lambda code=code: self.keys_at.scan(code, pause=gap)
        yield from self.rest()

    def until(self, done: Callable[[], bool], what: str) -> Script:
        yield from self.rest(done, what)

    def go(self, name: str, words: str) -> Script:
        """To a place of the top bar."""
        yield from self.touch(words)
        yield from self.rest(lambda: self.where == name, name)


class Day:
    """Runs a script of named steps in the loop of the program, and keeps what each of their turns cost."""

    def __init__(self, script: Callable[[Hands], Iterator[tuple[str, Script]]], guard: GuiGuard, only: str) -> None:
        self.steps: list[Step] = []
        self.error: BaseException | None = None
        self.turns = 0
        self._make = script
        self._guard = guard
        self._only = only
        self._name = ""
        self._script: Iterator[tuple[str, Script]] | None = None
        self._now: Script = iter(())
        self._forbidden = guard.forbid()

    def begin(self, *, detail: bool) -> None:
        """The loop runs: wait for the window."""
        self.meter = TurnMeter(detail=detail)
        QTimer.singleShot(0, self._await_window)

    def _await_window(self) -> None:
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isActiveWindow()]
        if not windows:
            QTimer.singleShot(20, self._await_window)
            return
        QTimer.singleShot(500, lambda: self._start(windows[0]))  # what a start leaves for later is done by then

    def _start(self, window: Window) -> None:
        self._script = self._make(Hands(window))
        self._forbidden.__enter__()
        self.meter.reset()
        QTimer.singleShot(0, self._turn)

    def _turn(self) -> None:
        try:
            with self.meter.aside(), self._guard.allow():
                act = self._next()
            if act is not None:
                act()
        except BaseException as error:  # noqa: BLE001 - brought out of the loop
            self.error = error if not isinstance(error, StopIteration) else None
            error.add_note(f"in the step {self._name!r}")
            self._end()
            return
        QTimer.singleShot(0 if act is not None else LOOK_MS, self._turn)

    def _next(self) -> Act | None:
        while True:
            try:
                return next(self._now)
            except StopIteration:
                self._told()
            assert self._script is not None
            self._name, self._now = next(self._script)

    def _told(self) -> None:
        """A step is over."""
        if QApplication.activeWindow() is None:
            raise Stuck("the window has lost the keyboard")
        worst = self.meter.worst
        if self._name and worst:
            self.steps.append(Step(self._name, worst[0].cpu_us, worst[0].events))
        self.turns += self.meter.turns
        self.meter.reset()

    def _end(self) -> None:
        try:
            self._forbidden.__exit__(None, None, None)
        except RuntimeError:
            pass  # its findings are written down
        self.meter.close()
        application().quit()


def run(folder: Path, *, detail: bool = False, only: str = "") -> dict[str, object]:
    """Make the shop, live the day; what is to be told of it."""
    from tests.ui.day_script import script  # noqa: PLC0415 - the script needs the hands

    guard = GuiGuard()
    guard.install()
    application()
    day = Day(script, guard, only)
    QTimer.singleShot(0, lambda: day.begin(detail=detail))
    config = Config(folder / "data", folder / "keys", "file")
    status = run_window(config, Options(demo=True, size=SIZE, quiet=True), _refused, folder / "log")
    guard.remove()
    if day.error is not None:
        raise day.error
    assert status == 0, status
    return {
        "steps": [asdict(one) for one in day.steps],
        "turns": day.turns,
        "findings": [str(one) for one in guard.findings],
    }


def _refused(error: BaseException) -> int:
    raise error


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--detail", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    told = run(given.folder, detail=given.detail)
    (given.folder / "turns.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
    sys.stdout.flush()
