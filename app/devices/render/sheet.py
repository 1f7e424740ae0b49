"""A sheet: where every mark of a document stands on the paper, in dots."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.frozen import frozen
from app.domain.receipt import Paper

#: Dots in a millimetre: 203 dpi, as nearly every receipt printer has.
DOTS_PER_MM = 8
#: What the head prints; the paper is wider.
DOTS = {Paper.MM58: 384, Paper.MM80: 576}


class Face(NamedTuple):
    """How a text is set: height in dots, and whether it is bold."""

    px: int
    bold: bool


@frozen
class Mark:
    """A run of text: its left end, its baseline, its width."""

    x: float
    y: float
    width: float
    text: str
    face: Face
    white: bool = False


@frozen
class Box:
    """A black rectangle."""

    x: int
    y: int
    width: int
    height: int


@frozen
class Sheet:
    """One piece of paper: boxes first, texts on them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    marks: tuple[Mark, ...]
