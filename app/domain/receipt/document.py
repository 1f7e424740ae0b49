"""The receipt document: one tree of blocks for every paper, whatever prints it and however wide it is."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen


class Size(Enum):
    """How large a text is."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


class Align(Enum):
    """Where a text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Line(Enum):
    """How a rule is drawn."""

    THIN = "thin"
    DASHED = "dashed"
    THICK = "thick"


class Paper(Enum):
    """How wide the roll is; the value is in millimetres."""

    MM58 = 58
    MM80 = 80


class Symbol(Enum):
    """What a code is printed as."""

    QR = "qr"
    CODE39 = "code39"


@frozen
class Heading:
    """A large, bold, centred text."""

    text: str


@frozen
class Banner:
    """A text that nobody may overlook: white on black, over the whole width."""

    text: str


@frozen
class Text:
    """A text, wrapped where it is longer than the paper is wide."""

    text: str
    align: Align = Align.LEFT
    size: Size = Size.NORMAL
    bold: bool = False


@frozen
class Row:
    """A name at the left, its value at the right edge; `middle` stands before the value, in a column of its own."""

    left: str
    right: str
    middle: str = ""
    size: Size = Size.NORMAL
    bold: bool = False
    indent: bool = False


@frozen
class Item:
    """One line of goods: the name on its own line or lines, below it how many at what price, and what that makes.

    Attributes:
        rows: what belongs to it, such as each reduction with its reason.
    """

    name: str
    detail: str
    amount: str
    rows: tuple[Row, ...] = ()


@frozen
class Rule:
    """A line over the whole width."""

    line: Line = Line.THIN


@frozen
class Code:
    """A code to scan, centred; `caption` stands below it for who has no scanner.

    Attributes:
        said: what is written where it cannot be drawn; the data itself if empty.
    """

    data: str
    symbol: Symbol = Symbol.QR
    caption: str = ""
    said: str = ""


@frozen
class Space:
    """Empty paper, in halves of a line."""

    halves: int = 1


@frozen
class Cut:
    """The end of a sheet."""


Block = Heading | Banner | Text | Row | Item | Rule | Code | Space | Cut


class Kind(Enum):
    """Which paper a document is."""

    RECEIPT = "receipt"
    Z_REPORT = "z_report"
    X_REPORT = "x_report"
    TEST = "test"
    PICK = "pick"


@frozen
class Document:
    """One paper.

    Attributes:
        name: what it is filed under, such as the receipt number; letters, digits and hyphens.
        language: ``zh_TW`` or ``en``, of its words.
    """

    kind: Kind
    name: str
    language: str
    blocks: tuple[Block, ...]

    def texts(self) -> tuple[str, ...]:
        """Every text on the paper, from the top: for a screen reader, and for tests."""
        return tuple(text for block in self.blocks for text in _texts(block) if text)


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Heading() | Banner() | Text():
            return (block.text,)
        case Row():
            return (block.left, block.middle, block.right)
        case Item():
            inner = tuple(text for row in block.rows for text in _texts(row))
            return (block.name, block.detail, block.amount, *inner)
        case Code():
            return (block.caption,)
        case _:
            return ()
