"""A document as plain text, in columns as wide as a printer's own characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from app.domain.receipt import (
    Align,
    Banner,
    Block,
    Code,
    Cut,
    Document,
    Heading,
    Item,
    Line,
    Paper,
    Row,
    Rule,
    Space,
    Text,
)

#: Half-width characters on a line.
COLUMNS = {Paper.MM58: 32, Paper.MM80: 48}
#: What no line begins with, and what none ends with.
_CLOSING, _OPENING = frozenset("，。、；：？！）」』》】〉％"), tuple("（「『《【〈")
_RULES = {Line.THIN: "-", Line.DASHED: "- ", Line.THICK: "="}


def plain_text(document: Document, paper: Paper) -> str:
    """The document's lines; a Chinese character is as wide as two others."""
    width = COLUMNS[paper]
    values = [block.right for block in document.blocks if isinstance(block, Row) and block.middle]
    tab = max(map(columns, values), default=0)
    return "".join(f"{line.rstrip()}\n" for block in document.blocks for line in _lines(block, width, tab))


def columns(text: str) -> int:
    """How many half-width characters a text is wide."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text: after a space or a wide character, and within a word that fits on no line."""
    found: list[str] = []
    for part in text.splitlines() or [""]:
        line = ""
        for word in _words(part):
            if line and columns(line) + columns(word.rstrip()) > width:
                found.append(line.rstrip())
                line = ""
            for one in word:
                if columns(line) + columns(one) > width:
                    if one == " ":
                        continue
                    found.append(line)
                    line = ""
                line += one
        found.append(line.rstrip())
    return found


def _words(text: str) -> Iterator[str]:
    """What holds together: a word with the space behind it, a wide character with its brackets and commas."""
    word = ""
    for one in text:
        starts = columns(one) == 2 and one not in _CLOSING and word[-1:] not in _OPENING
        if word and (starts or word.endswith(" ") or (columns(word[-1]) == 2 and columns(one) == 1 and one != " ")):
            yield word
            word = ""
        word += one
    if word:
        yield word


def _lines(block: Block, width: int, tab: int) -> Iterator[str]:
    match block:
        case Heading():
            yield from _aligned(block.text, width, Align.CENTRE)
        case Banner():
            yield from _aligned(f"*** {block.text} ***", width, Align.CENTRE)
        case Text():
            yield from _aligned(block.text, width, block.align)
        case Row():
            yield from _row(block, width, tab)
        case Item():
            yield from wrap(block.name, width)
            for row in (Row(block.detail, block.amount, indent=True), *block.rows):
                yield from _row(row, width, tab)
        case Rule():
            yield (_RULES[block.line] * width)[:width]
        case Code():
            yield from _aligned(f"[{block.said or block.data}]", width, Align.CENTRE)
            yield from _aligned(block.caption, width, Align.CENTRE)
        case Space():
            yield from [""] * (block.halves // 2)
        case Cut():
            yield ""


def _aligned(text: str, width: int, align: Align) -> Iterator[str]:
    for line in wrap(text, width):
        free = width - columns(line)
        yield " " * {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[align] + line


def _row(row: Row, width: int, tab: int) -> Iterator[str]:
    indent = "  " if row.indent else ""
    value = row.right
    if row.middle:
        value = f"{row.middle}  {' ' * (tab - columns(row.right))}{row.right}"
    room = width - len(indent)
    if not value:
        yield from (indent + line for line in wrap(row.left, room))
        return
    if columns(value) > room // 2 and columns(row.left) + 1 + columns(value) > room:
        yield from (indent + line for line in wrap(row.left, room))
        yield from _aligned(value, width, Align.RIGHT)
        return
    *over, last = wrap(row.left, room - columns(value) - 1)
    yield from (indent + line for line in over)
    yield indent + last + " " * (room - columns(last) - columns(value)) + value
