"""Windows: a folder that only this user, the system and its administrators may open; as well as it can be done."""

from __future__ import annotations

import csv
import ctypes
import subprocess
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

_SYSTEM = "S-1-5-18"
_ADMINISTRATORS = "S-1-5-32-544"
_TIMEOUT_S = 10


class Tool(Protocol):
    """Runs one program that comes with Windows and gives what it printed."""

    def __call__(self, name: str, *arguments: str) -> str:
        """OSError or subprocess.SubprocessError when it cannot be run, fails, or takes too long."""
        ...


def close_to_others(folder: Path, run: Tool) -> bool:
    """Cut a new, still empty folder off from what it inherited; False when that did not work.

    Whoever is named wrongly here would be locked out of the keys, so the user is named by number (SID), and a folder
    that cannot be written afterwards gets its inherited rights back.
    """
    try:
        user = next(csv.reader([run("whoami", "/user", "/fo", "csv", "/nh")]))[-1].strip()
        if not user.startswith("S-1-"):
            return False
        grants = [f"*{sid}:(OI)(CI)F" for sid in (user, _SYSTEM, _ADMINISTRATORS)]
        run("icacls", str(folder), "/inheritance:r", "/grant:r", *grants)
    except (OSError, subprocess.SubprocessError, csv.Error, StopIteration, IndexError):
        return False
    probe = folder / "probe.tmp"
    try:
        probe.write_bytes(b"")
        probe.read_bytes()
        probe.unlink()
    except OSError:
        _give_back(folder, run)
        return False
    return True


def windows_tool(name: str, *arguments: str) -> str:
    """A `Tool`: the program of that name in Windows' own system folder, without a window flashing up."""
    if sys.platform == "win32":
        # Asked for from the system, not looked up in a path that begins with the current folder.
        buffer = ctypes.create_unicode_buffer(1024)
        if not ctypes.windll.kernel32.GetSystemDirectoryW(buffer, len(buffer)):
            raise OSError("no system folder")
        return subprocess.run(  # noqa: S603 - two fixed names, no shell
            [rf"{buffer.value}\{name}.exe", *arguments],
            check=True,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            creationflags=subprocess.CREATE_NO_WINDOW,
        ).stdout
    raise OSError("not Windows")


def _give_back(folder: Path, run: Tool) -> None:
    try:
        run("icacls", str(folder), "/reset")
    except (OSError, subprocess.SubprocessError):
        return
