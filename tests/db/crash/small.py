"""A disk so small that it can be filled."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BLOCK = 4_096


class SmallDisk:
    """A file system in memory with so many bytes.

    Attributes:
        folder: its root.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    @property
    def free(self) -> int:
        """Bytes that can still be written."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def leave(self, room: int) -> None:
        """Fill it up but for some bytes; or make room, up to all that is not the terminal's."""
        self.make_room()
        with self._filler.open("wb") as file:
            while (size := (self.free - room) // BLOCK * BLOCK) > 0:
                with suppress(OSError):  # the terminal took some of it meanwhile
                    os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), size)

    def make_room(self) -> None:
        """Take away what only filled it."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk | None]:
    """A small disk, or None where none can be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(folder)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
