"""Printers. The file printer writes what would come out of a real one, and fails on command as real ones do."""

from __future__ import annotations

import os
import threading
from enum import Enum
from pathlib import Path

from app.devices.render import pdf, plain_text, png
from app.domain.errors import FaultError
from app.domain.receipt import Document, Paper


class Trouble(Enum):
    """What can be wrong with a simulated printer."""

    OUT_OF_PAPER = "printer.out_of_paper"
    UNPLUGGED = "printer.unplugged"
    COVER_OPEN = "printer.cover_open"
    POWER_LOST = "printer.power_lost"  # in the middle of a paper: a part of it is out


class FilePrinter:
    """Writes each paper into a folder as PNG, PDF and plain text; fits the port `Printer`.

    A file is whole or not there: it gets its name when it is on the disk. Papers of one name are numbered, since a
    second paper does not make the first one vanish.

    Attributes:
        trouble: what is wrong with it from now on; None for nothing.
        printed: names of the papers that came out, in order.
        gate: cleared, it takes a paper and does not finish it, as a slow printer, until it is set again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: Trouble | None = None
        self.printed: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def print(self, document: Document, paper: Paper) -> None:
        """See `Printer.print`."""
        if self.trouble is not None and self.trouble is not Trouble.POWER_LOST:
            raise FaultError(self.trouble.value)
        self.gate.wait()
        files = _files(document, paper)
        if self.trouble is Trouble.POWER_LOST:
            raise FaultError(self.trouble.value, began=True)
        try:
            self._write(document.name, files)
        except OSError as error:
            raise FaultError("printer.folder", path=str(self.folder), detail=error.strerror or str(error)) from error

    def _write(self, name: str, files: list[tuple[str, bytes]]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        free = self._free_name(name)
        for ending, content in files:
            part = self.folder / f"{free}{ending}.part"
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.folder / f"{free}{ending}")
        self.printed.append(free)

    def _free_name(self, name: str) -> str:
        number, free = 1, name
        while (self.folder / f"{free}.txt").exists():
            number += 1
            free = f"{name}_{number}"
        return free


def _files(document: Document, paper: Paper) -> list[tuple[str, bytes]]:
    """Endings and contents; the text comes last and says that the paper is whole."""
    sheets = png(document, paper)
    images = [(f"{'' if place == 0 else f'-{place + 1}'}.png", sheet) for place, sheet in enumerate(sheets)]
    return [*images, (".pdf", pdf(document, paper)), (".txt", plain_text(document, paper).encode())]
