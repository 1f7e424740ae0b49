"""The program as it is started, driven from inside: a process of its own that tells when it was ready, and sells.

``python -P -m tests.bench.driven WHAT ...`` is the program's process. It begins as `app.__main__` does, waits for the
module that puts the window together, and takes the window from there; from then on everything goes through keys, with
a keyboard's times, at the window that the platform has. What it saw is one line of JSON at the end.

WHAT is ``bare``, a window of Qt's with nothing in it, or one of the scripts of `tests.bench.script`, with its counts
behind colons. Times are monotonic seconds, and the process's own CPU seconds beside them.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

CASHIER, BADGE = "S03", "STAFF-S03"
#: Of the module that makes the window, and what it makes it with.
COMPOSITION = "app.bootstrap.running"


def now() -> list[float]:
    """The moment, and the process's own CPU time up to it."""
    return [time.monotonic(), time.process_time()]


def memory() -> dict[str, float]:
    """What the process has resident, in MiB: all, its own, and what it maps of files."""
    names = {"VmRSS": "all", "RssAnon": "own", "RssFile": "files"}
    found = {}
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name in names:
            found[names[name]] = int(value.split()[0]) / 1024
    return found


def maps() -> dict[str, float]:
    """What the resident memory is of, in MiB."""
    found: Counter[str] = Counter()
    of = ""
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        name, *rest = line.split()
        if not name.endswith(":"):
            of = _kind(" ".join(rest[4:]))
        elif name == "Rss:":
            found[of] += int(rest[0])
    return {kind: size / 1024 for kind, size in found.most_common()}


def _kind(path: str) -> str:
    name = path.rpartition("/")[2]
    if name.endswith((".ttc", ".ttf", ".otf", ".pfb")) or "fontconfig" in path:
        return "fonts"
    if ".so" in name:
        return "Qt and its binding" if "PySide6" in path or "shiboken6" in path else "other libraries"
    if name.startswith("omo-pos.db"):
        return "the database's own files"
    return "Python's and Qt's own" if name in {"", "[heap]"} else "everything else"


@dataclass
class Task:
    """What a driven program is to do, and what came of it."""

    script: str
    counts: list[int]
    codes: list[str]
    told: dict[str, Any] = field(default_factory=dict)


class Composition:
    """Has a driver told of the window as soon as there is one, without importing anything before the program does."""

    def __init__(self, seen: Callable[[ModuleType], None]) -> None:
        self._seen = seen

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != COMPOSITION:
            return None
        spec = PathFinder.find_spec(name, path, target)
        assert spec is not None
        assert spec.loader is not None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            self._seen(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def bare() -> None:
    """Qt's own: an application, an empty widget as large as ours, its first paint."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])

    class Empty(QWidget):
        def paintEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            QTimer.singleShot(0, painted)

    def painted() -> None:
        if not told:
            told["painted"], told["memory"] = now(), memory()
            app.quit()

    told: dict[str, Any] = {}
    window = Empty()
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    app.exec()
    print(json.dumps(told), flush=True)


def drive(task: Task, arguments: list[str]) -> int:
    """Run the program under a script of `tests.bench.script`."""
    gc.disable()
    from app.cli.main import run

    def seen(module: ModuleType) -> None:
        from tests.bench.script import take_hold

        take_hold(module, task)

    faulthandler.enable()
    sys.meta_path.insert(0, Composition(seen))  # type: ignore[arg-type]
    gc.freeze()
    gc.enable()
    status = run(arguments)
    print(json.dumps(task.told), flush=True)
    return status


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "bare":
        bare()
    else:
        script, *counts = what.split(":")
        sys.exit(drive(Task(script, [int(count) for count in counts], rest[0].split(",")), rest[1:]))
