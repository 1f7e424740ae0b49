"""A screen that is not there, with a window manager, an input method and hands: what window tests stand on.

Each screen is an X server of its own with a number of its own, so that tests run beside each other. Whoever waits
here waits for a condition, and fails with what it saw instead.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
#: Seconds that anything may take to start or to answer on a busy machine.
PATIENCE = 30.0
#: What the window tests call, by the Debian package that brings it.
TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "dbus-run-session": "dbus-daemon"}
#: Keys of a real keyboard come on time however busy the machine is: the hands and the server go first where we may
#: say so, and are not kept from running where we may not.
FIRST = ["nice", "-n", "-10"]
INPUT_METHOD = {"ibus-daemon": "ibus", "ibus": "ibus"}
CHEWING = Path("/usr/share/ibus/component/chewing.xml")


def missing(*, input_method: bool) -> str:
    """Name what is not installed here; an empty string when all is there."""
    if sys.platform != "linux":
        return "window tests need X11"
    tools = {**TOOLS, **(INPUT_METHOD if input_method else {})}
    names = {package for tool, package in tools.items() if not shutil.which(tool)}
    if input_method and not CHEWING.exists():
        names.add("ibus-chewing")
    return f"not installed: {', '.join(sorted(names))}" if names else ""


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Wait for something to become true, and return it."""
    end = time.monotonic() + patience
    pause = threading.Event()
    while not (found := condition()):
        assert time.monotonic() < end, f"not within {patience:.0f} s: {what}"
        pause.wait(0.02)
    return found


def stop(process: subprocess.Popen[Any]) -> None:
    """End a process with all that it has started. One that reads from us ends when there is nothing to read."""
    if process.stdin is not None:
        process.stdin.close()
    else:
        process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # each is started as the first of a group of its own
    process.wait(5)
    if process.stdout is not None:
        process.stdout.close()


class Program:
    """A process whose window is on a screen, and which tells in lines of JSON what happens in it."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.told: list[dict[str, Any]] = []
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._noise: list[str] = []
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self._reader.start()

    def _read(self, pipe: IO[str]) -> None:
        with contextlib.suppress(ValueError):  # closed while reading
            for line in pipe:
                try:
                    self._lines.put(json.loads(line))
                except ValueError:
                    self._noise.append(line)
        self._lines.put(None)

    def _collect(self) -> None:
        while True:
            try:
                line = self._lines.get_nowait()
            except queue.Empty:
                return
            assert line is not None, f"the program has ended: {''.join(self._noise)}"
            self.told.append(line)

    def told_of(self, name: str) -> list[Any]:
        """Return what was told under a name so far."""
        self._collect()
        return [value for line in self.told for key, value in line.items() if key == name]

    def wait_for(self, name: str, count: int = 1, patience: float = PATIENCE) -> list[Any]:
        """Wait until something was told so many times."""

        def enough() -> list[Any]:
            found = self.told_of(name)
            return found if len(found) >= count else []

        try:
            return until(enough, f"{count} x {name}", patience)
        except AssertionError as error:
            raise AssertionError(f"{error}; told: {self.told[-20:]}; {''.join(self._noise)[-2_000:]}") from None

    def say(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def forget(self) -> None:
        """Begin anew with what is told."""
        self._collect()
        self.told.clear()

    def close(self) -> None:
        """End it."""
        stop(self.process)


class Screen:
    """An X server with a window manager, and hands for the windows on it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._running: list[subprocess.Popen[Any]] = []
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DBUS"))}
        self.environment.update(HOME=str(place), XDG_CONFIG_HOME=str(place / "config"), QT_QPA_PLATFORM="xcb")
        runtime = place / "runtime"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.environment.update(XDG_RUNTIME_DIR=str(runtime), NO_AT_BRIDGE="1", GSETTINGS_BACKEND="memory")

    def start(self) -> None:
        """Start the server under the next free number, and the window manager."""
        server = self._start(
            [*FIRST, "Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
            stdout=subprocess.PIPE,
        )
        assert server.stdout is not None
        number = server.stdout.readline().decode().strip()
        assert number.isdigit(), "Xvfb did not start"
        self.environment["DISPLAY"] = f":{number}"
        ready = self.place / "managed"
        self._start(["openbox", "--sm-disable", "--startup", f"touch {ready}"])
        until(ready.exists, "a window manager")

    def _start(self, command: list[str], **how: Any) -> subprocess.Popen[Any]:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **how}
        process = subprocess.Popen(command, env=self.environment, start_new_session=True, **quiet)
        self._running.append(process)
        return process

    def start_input_method(self) -> None:
        """Start a session bus, ibus and its Chinese engine, and make that the one for every window."""
        bus = self._start(
            ["dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; exec cat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert bus.stdout is not None
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.environment["QT_IM_MODULE"] = "ibus"
        self._start(["ibus-daemon", "--panel=disable", "--emoji-extension=disable"])
        until(lambda: self._ask("ibus", "engine", "chewing") == 0, "ibus-chewing")

    def _ask(self, *command: str) -> int:
        return subprocess.run(
            command, env=self.environment, capture_output=True, timeout=PATIENCE, check=False
        ).returncode

    @contextlib.contextmanager
    def program(self, *arguments: str, **environment: str) -> Iterator[Program]:
        """Run Python with arguments on this screen."""
        running = Program([sys.executable, *arguments], {**self.environment, **environment})
        try:
            yield running
        finally:
            running.close()

    def hands(self, *arguments: str) -> None:
        """Do something with xdotool and wait until it is done."""
        done = subprocess.run(
            [*FIRST, "xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def answer(self, *command: str) -> str:
        """What a command says, or nothing if it failed."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def scan(self, codes: list[str], pace_us: int) -> dict[str, int]:
        """Type codes as a scanner does, a key every so many microseconds; what it saw, see `tests.e2e.scanner`."""
        done = subprocess.run(
            [*FIRST, sys.executable, "-m", "tests.e2e.scanner", "--pace-us", str(pace_us), *codes],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def close(self) -> None:
        """End all of it, the server last."""
        while self._running:
            stop(self._running.pop())
