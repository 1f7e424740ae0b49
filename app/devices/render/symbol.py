"""Codes as dots: QR by segno, Code 39 by its table."""

from __future__ import annotations

from collections.abc import Iterator

import segno

from app.devices.render.sheet import Box
from app.domain.receipt import Code, Symbol

#: Dots of one module: 0.75 mm, which every scanner and most cameras read from a hand's distance.
_MODULE = 6
#: Of codes that are larger than this many modules: half a millimetre, or they would take a hand's breadth of paper.
_LARGE, _LARGE_MODULE = 45, 4
#: Below this a printed code is hardly read.
_LEAST = 3
_QUIET = 4
#: Dots of narrow and wide bars, the first that fits; and how high they are.
_BARS = ((2, 5), (2, 4), (1, 3), (1, 2))
_BAR_HEIGHT = 80
#: ISO/IEC 16388: five bars and four spaces, narrow or wide, of each character.
_CODE39 = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. *$/+%",
        (
            "nnnwwnwnn wnnwnnnnw nnwwnnnnw wnwwnnnnn nnnwwnnnw wnnwwnnnn nnwwwnnnn nnnwnnwnw wnnwnnwnn nnwwnnwnn "
            "wnnnnwnnw nnwnnwnnw wnwnnwnnn nnnnwwnnw wnnnwwnnn nnwnwwnnn nnnnnwwnw wnnnnwwnn nnwnnwwnn nnnnwwwnn "
            "wnnnnnnww nnwnnnnww wnwnnnnwn nnnnwnnww wnnnwnnwn nnwnwnnwn nnnnnnwww wnnnnnwwn nnwnnnwwn nnnnwnwwn "
            "wwnnnnnnw nwwnnnnnw wwwnnnnnn nwnnwnnnw wwnnwnnnn nwwnwnnnn nwnnnnwnw wwnnnnwnn nwwnnnwnn nwnnwnwnn "
            "nwnwnwnnn nwnwnnnwn nwnnnwnwn nnnwnwnwn"
        ).split(),
        strict=True,
    )
)


def symbol(code: Code, width: int) -> tuple[int, int, list[Box]]:
    """Width, height and black boxes of a code, quiet zone included, the top left corner at 0, 0.

    Nothing where it cannot be drawn on this paper: then it must be printed as text.

    Args:
        width: dots at hand.
    """
    return _qr(code.data, width) if code.symbol is Symbol.QR else _code39(code.data, width)


def _qr(data: str, width: int) -> tuple[int, int, list[Box]]:
    try:
        rows = [list(row) for row in segno.make_qr(data, error="m").matrix]
    except segno.DataOverflowError:
        return 0, 0, []
    side = len(rows) + 2 * _QUIET
    module = min(_MODULE if len(rows) <= _LARGE else _LARGE_MODULE, width // side)
    if module < _LEAST:
        return 0, 0, []
    boxes = [
        Box((column + _QUIET) * module, (line + _QUIET) * module, length * module, module)
        for line, row in enumerate(rows)
        for column, length in _runs(row)
    ]
    return side * module, side * module, boxes


def _runs(row: list[int]) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    start = None
    for column, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None


def _code39(data: str, width: int) -> tuple[int, int, list[Box]]:
    """Bars of a text between its stars."""
    text = f"*{data}*"
    fitting = [pair for pair in _BARS if _code39_width(len(text), *pair) <= width]
    if not fitting or not set(data) <= _CODE39.keys() - {"*"}:
        return 0, 0, []
    narrow, wide = fitting[0]
    x, boxes = 0, []
    for character in text:
        for place, element in enumerate(_CODE39[character]):
            size = wide if element == "w" else narrow
            if place % 2 == 0:
                boxes.append(Box(x, 0, size, _BAR_HEIGHT))
            x += size
        x += narrow
    return x - narrow, _BAR_HEIGHT, boxes


def _code39_width(characters: int, narrow: int, wide: int) -> int:
    """Three of a character's nine bars and spaces are wide; a narrow space parts it from the next."""
    return characters * (3 * wide + 7 * narrow) - narrow
