"""Small private files outside the data directory: readable by their owner alone, written whole or not at all."""

from __future__ import annotations

import importlib
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from app.domain.errors import FaultError
from app.vault.acl import close_to_others, windows_tool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 64 * 1024
_POSIX = os.name == "posix"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class PrivateFile:
    """One small file of this user alone, in a folder of this user alone.

    Args:
        path: where it lies; its folder is made (0700) when it is first written.
        note: called with a code and its params when permissions were found too wide.
    """

    def __init__(self, path: Path, note: Callable[..., None]) -> None:
        self.path = path
        self._note = note

    def read(self) -> bytes | None:
        """What it holds, or None when there is no such file.

        A file that others may read is mended to 0600 and noted: refusing it would stop the counter, and help nobody.

        Raises:
            FaultError: ``vault.cannot_read`` (path, reason).
        """
        # O_NONBLOCK: a pipe lying at this name must not hang the start.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            opened = os.open(self.path, flags)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._fault("vault.cannot_read", error) from error
        try:
            self._mend(opened)
            with os.fdopen(os.dup(opened), "rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise self._fault("vault.cannot_read", error) from error
        finally:
            os.close(opened)

    def write(self, text: str) -> None:
        """Put a text there durably: after a power cut it is the old content or the new, whole.

        Raises:
            FaultError: ``vault.cannot_write`` (path, reason); then the old content is untouched.
        """
        spare = self.path.with_name(self.path.name + ".tmp")
        try:
            self._make_folder()
            # What a killed writer left was never in use: a name only counts once it is renamed.
            spare.unlink(missing_ok=True)
            try:
                _write_new(spare, text.encode("utf-8"))
                spare.replace(self.path)
            except BaseException:
                with suppress(OSError):
                    spare.unlink(missing_ok=True)
                raise
            _sync_folder(self.path.parent)
        except OSError as error:
            raise self._fault("vault.cannot_write", error) from error

    def set_aside(self) -> Path:
        """Rename the file out of the way, under a name that is free, and give that name; nothing is deleted.

        Raises:
            FaultError: ``vault.cannot_write`` (path, reason).
        """
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        try:
            self.path.rename(aside)
            _sync_folder(self.path.parent)
        except OSError as error:
            raise self._fault("vault.cannot_write", error) from error
        return aside

    def _mend(self, opened: int) -> None:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode):
            raise OSError("not a regular file")
        if not _POSIX:
            return
        self._narrow(self.path.parent, self.path.parent.stat().st_mode, 0o700)
        self._narrow(self.path, found.st_mode, 0o600)

    def _narrow(self, path: Path, mode: int, wanted: int) -> None:
        if not mode & _OTHERS:
            return
        found = f"{stat.S_IMODE(mode):04o}"
        try:
            path.chmod(wanted)
        except OSError as error:
            self._note("vault.permissions_too_wide", path=str(path), found=found, reason=_reason(error))
        else:
            self._note("vault.permissions_mended", path=str(path), found=found)

    def _make_folder(self) -> None:
        folder = self.path.parent
        if folder.is_dir():
            if _POSIX:
                self._narrow(folder, folder.stat().st_mode, 0o700)
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        if not _POSIX and not close_to_others(folder, windows_tool):
            self._note("vault.permissions_too_wide", path=str(folder), found="inherited", reason="icacls")
        _sync_folder(folder.parent)

    def _fault(self, code: str, error: OSError) -> FaultError:
        return FaultError(code, path=str(self.path), reason=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    opened = os.open(path, flags, 0o600)
    try:
        if _POSIX:
            # A umask may take bits away but never more than the owner's are wanted here.
            os.fchmod(opened, 0o600)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(opened, rest) :]
        _sync(opened)
    finally:
        os.close(opened)


def _sync(opened: int) -> None:
    os.fsync(opened)
    if sys.platform == "darwin":
        # There fsync stops at the drive's cache; this goes through it, where the file system knows it.
        fcntl = importlib.import_module("fcntl")
        with suppress(OSError):
            fcntl.fcntl(opened, fcntl.F_FULLFSYNC)


def _sync_folder(folder: Path) -> None:
    if not _POSIX:
        return  # Windows cannot open a folder; its rename is in the file system's own log
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
