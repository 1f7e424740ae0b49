"""The card of an order on the board, painted as in `pickups.png`."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.frozen import frozen
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.paint import MIDDLE, RIGHT, paint_box, paint_text, text_width

#: Of the design: between two cards, and of the box that says how many more there are.
GAP, MORE_HEIGHT = 8, 48
_EDGE, _TOP, _HEAD, _WHO, _BADGES, _NOTE, _BAR, _BOTTOM = 13, 11, 24, 20, 24, 18, 18, 12


class Tone(Enum):
    """How an age is said."""

    PLAIN = "ink_3"
    SOON = "warn"
    LATE = "bad"


@frozen
class Card:
    """What a card says.

    Attributes:
        key: of the order; empty for the box that turns the page.
        code: what its customer names.
        age: how long it waits, or how much is left.
        who: masked, with how many things there are.
        cold: something of it is kept cold.
        paid: how it is paid; outlined where money is `due`.
        shelf: where it stands; empty while nowhere.
        flag: what somebody has to look at; empty where nothing is.
        note: for when it is promised, or what becomes of it.
        done, whole: how much of it is picked, of how much; no bar where there is nothing to pick.
        said: all of it, as one would say it.
    """

    key: str
    code: str
    age: str = ""
    tone: Tone = Tone.PLAIN
    who: str = ""
    cold: bool = False
    paid: str = ""
    due: bool = False
    shelf: str = ""
    flag: str = ""
    note: str = ""
    done: int = 0
    whole: int = 0
    said: str = ""

    @property
    def is_more(self) -> bool:
        """Whether it turns the page."""
        return not self.key


def _badges(card: Card, width: float) -> list[list[tuple[str, str, str]]]:
    """Lines of text, tone and icon of its badges, as they fit."""
    every = [(card.paid, "due" if card.due else "neutral", "" if card.due else "check")] if card.paid else []
    every += [(card.shelf, "ink", "")] if card.shelf else []
    every += [(card.flag, "warn", "warning")] if card.flag else []
    lines: list[list[tuple[str, str, str]]] = []
    used = width + 1.0
    for text, tone, icon in every:
        wide = badge_width(text, icon)
        if used + wide > width:
            lines.append([])
            used = 0.0
        lines[-1].append((text, tone, icon))
        used += wide + look().px(6)
    return lines


def card_height(card: Card, width: int) -> int:
    """How high a card is, without the gap below it, in this look's pixels."""
    px = look().px
    if card.is_more:
        return px(MORE_HEIGHT)
    inside = width - 2 * px(_EDGE)
    lines = len(_badges(card, inside))
    head = 1 if _is_one_line(card, inside) else 2
    who = 1 if _who_width(card) <= inside else 2
    high = px(_TOP + _BOTTOM) + head * px(_HEAD) + px(2) + who * px(_WHO)
    high += px(7) + lines * px(_BADGES) + (lines - 1) * px(4) if lines else 0
    high += px(6 + _NOTE) if card.note else 0
    return high + (px(8 + _BAR) if card.whole else 0)


def _age_width(card: Card) -> int:
    bold = card.tone is not Tone.PLAIN
    return look().px(16 + 4) + text_width(card.age, 13, bold=bold) if card.age else 0


def _is_one_line(card: Card, inside: float) -> bool:
    return text_width(card.code, 17, bold=True) + look().px(8) + _age_width(card) <= inside


def _who_width(card: Card) -> int:
    return text_width(card.who, 14) + (look().px(6 + 16) if card.cold else 0)


def paint_card(painter: QPainter, rect: QRectF, card: Card, *, on: bool = False, over: bool = False) -> None:
    """Paint a card in its rectangle.

    Args:
        on: it is the one that is looked at.
        over: the mouse is over it.
    """
    see = look()
    px = see.px
    if card.is_more:
        paint_box(painter, rect, None, see.color("line_2"), px(1), px(12), dashed=True)
        paint_text(painter, rect, card.code, 14, "ink_2", align=MIDDLE)
        return
    fill, line, width = ("accent_tint", "select", 2) if on else ("surface_2" if over else "surface", "line", 1)
    paint_box(painter, rect, see.color(fill), see.color(line), px(width), px(12))
    left, inside = rect.left() + px(_EDGE), rect.width() - 2 * px(_EDGE)
    y = _paint_head(painter, left, rect.top() + px(_TOP), inside, card)
    y = _paint_who(painter, left, y + px(2), inside, card)
    lines = _badges(card, inside)
    y += px(7) if lines else 0
    for place, badges in enumerate(lines):
        y += px(4) if place else 0
        x = left
        for text, tone, icon in badges:
            x += _paint_badge(painter, x, y, text, tone, icon) + px(6)
        y += px(_BADGES)
    if card.note:
        y += px(6)
        paint_text(painter, QRectF(left, y, inside, px(_NOTE)), card.note, 13, "ink_3")
        y += px(_NOTE)
    if card.whole:
        _paint_bar(painter, QRectF(left, y + px(8), inside, px(_BAR)), card)


def _paint_head(painter: QPainter, left: float, y: float, inside: float, card: Card) -> float:
    """Number and age; the age in a line of its own where both do not fit. Returns where it ends."""
    px = look().px
    paint_text(painter, QRectF(left, y, inside, px(_HEAD)), card.code, 17, "ink", bold=True)
    if not _is_one_line(card, inside):
        y += px(_HEAD)
        at = left
    else:
        at = left + inside - _age_width(card)
    if card.age:
        bold = card.tone is not Tone.PLAIN
        icon = "warning" if card.tone is Tone.LATE else "clock"
        paint_icon(painter, at, y + px(4), icon, 16, card.tone.value)
        words = QRectF(at + px(20), y, _age_width(card) - px(20) + 1, px(_HEAD))
        paint_text(painter, words, card.age, 13, card.tone.value, bold=bold)
    return y + px(_HEAD)


def _paint_who(painter: QPainter, left: float, y: float, inside: float, card: Card) -> float:
    """Whose it is and how much; returns where it ends."""
    px = look().px
    name, dot, count = card.who.rpartition(" · ")
    if _who_width(card) > inside:
        paint_text(painter, QRectF(left, y, inside, px(_WHO)), name, 14, "ink_2", free=True)
        name, dot, y = "", "", y + px(_WHO)
    words = name + dot + count
    width = min(float(text_width(words, 14)), inside)
    paint_text(painter, QRectF(left, y, width + 1, px(_WHO)), words, 14, "ink_2")
    if card.cold:
        paint_icon(painter, left + width + px(6), y + px(2), "snow", 16, "ink_2")
    return y + px(_WHO)


def _paint_badge(painter: QPainter, x: float, y: float, text: str, tone: str, icon: str) -> int:
    if tone in {"neutral", "warn"}:
        return paint_badge(painter, x, y, text, tone, icon)
    see = look()
    width = badge_width(text, icon)
    rect = QRectF(x, y, width, see.px(24))
    if tone == "ink":
        paint_box(painter, rect, see.color("ink"), radius=see.px(6))
    else:
        paint_box(painter, rect, None, see.color("line_2"), see.px(1), see.px(6))
    ink = "surface" if tone == "ink" else "ink"
    paint_text(painter, rect, text, 13, ink, bold=True, align=MIDDLE, box=rect)
    return width


def _paint_bar(painter: QPainter, rect: QRectF, card: Card) -> None:
    see = look()
    px, words = see.px, f"{card.done}/{card.whole}"
    wide = text_width(words, 13)
    track = QRectF(rect.left(), rect.center().y() - px(3), rect.width() - wide - px(8), px(6))
    paint_box(painter, track, see.color("surface_3"), radius=px(3))
    if card.done:
        track.setWidth(max(float(px(6)), track.width() * card.done / card.whole))
        paint_box(painter, track, see.color("accent"), radius=px(3))
    paint_text(painter, rect, words, 13, "ink_2", align=RIGHT)


class CardDelegate(QStyledItemDelegate):
    """Paints the cards of a view; the gap to the next one is below each, and beside it where there is one."""

    def __init__(self, role: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = role
        self.columns, self.whole = 1, 0  # side by side, in how much room
        self.width, self.height = 0, 0  # of the cells; of each its own height where that is 0
        self.chosen = ""

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:  # type: ignore[no-untyped-def]  # noqa: ANN001, N802
        """Return its own height, and the width of its column."""
        card = index.data(self._role)
        width = self.width or option.rect.width()
        if not isinstance(card, Card):
            return QSize(width, 0)
        return QSize(width, self.height or card_height(card, width) + look().px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """See `QStyledItemDelegate`."""
        card = index.data(self._role)
        if not isinstance(card, Card):
            return
        px, box = look().px, QRect(option.rect)
        left, width = float(box.x()), box.width()
        if self.columns > 1:  # the gaps are between the cards, the cells have none
            column = index.row() % self.columns
            width = (self.whole - px(GAP) * (self.columns - 1)) // self.columns
            left = box.x() + column * (width + px(GAP) - self.width)
        rect = QRectF(left, box.y(), width, card_height(card, width))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint_card(painter, rect, card, on=bool(card.key) and card.key == self.chosen, over=over)
        if option.state & QStyle.StateFlag.State_HasFocus:
            inner = rect if card.key != self.chosen else rect.adjusted(px(3), px(3), -px(3), -px(3))
            paint_box(painter, inner, None, look().color("focus"), px(2), px(12 if inner is rect else 9))
        painter.restore()


__all__ = ["GAP", "MORE_HEIGHT", "Card", "CardDelegate", "Tone", "card_height", "paint_card"]
