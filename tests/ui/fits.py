"""What does not fit in a window: words that are cut, and things over each other, beyond an edge, or too small.

The rules hold for whatever is shown; nothing is excepted by name. What may be shortened is what the painting itself
calls free (the shop's words and a customer's, such as the name of a product), and what may lie over other things is
what says of itself that it floats (a toast, a dialog, the drawer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Self

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from app.ui.screens.start.window import StartWindow
from app.ui.shell.frame import TOP
from app.ui.shell.window import Window
from app.ui.theme.look import look
from app.ui.widgets.paint import Painted, listen
from app.ui.widgets.paper import PaperView
from app.ui.widgets.toast import Toast

#: Of the design: what a finger can hit.
TOUCH = 48
#: Pixels that rounding may take.
SLACK = 1.5
#: Of the design: how far the tail of a letter may reach into what is painted below its line.
TAIL = 2
#: An amount; whatever else of a line may be shortened, this may not.
_MONEY = re.compile(r"\N{MINUS SIGN}?[$£€¥]\d[\d,.]*")
#: How many of something, in our words of either language: neither may this.
_COUNT = re.compile(r"\d+ ?(?:[項件筆張]|lines?\b|items?\b|pcs\b)|等 \d+ 項")
#: Of the design: between words of two widgets in one line, at least.
APART = 4
#: Kinds of buttons whose edge is painted.
BOXED = {"neutral", "danger", "primary", "option", "fill_danger"}
#: What a label needs around its text, and what a line edit keeps at either side of it.
_EDIT = 2


def findings(window: QWidget) -> list[str]:
    """Everything that does not fit in a window as it is now, each in one line."""
    heard: list[Painted] = []
    with listen(heard.append):
        window.grab()
    shown = [one for one in window.findChildren(QWidget) if _is_seen(one)]
    found = [*_lines(heard), *_covered(heard), *_on_another(heard)]
    for one in shown:
        found += [*_label(one), *_edit(one), *_outside(one), *_too_small(one)]
    found += _overlapping(shown)
    found += _toasts(window, shown)
    inks = _inks(window, heard, shown)
    found += [*_touching(inks), *_blank(window, shown, inks), *_tiny(shown)]
    return list(dict.fromkeys(found))


def _is_seen(one: QWidget) -> bool:
    return one.isVisible() and not one.visibleRegion().isEmpty() and not one.isWindow()


def called(one: QObject) -> str:
    """What a widget is: its kind, its name, and whose it is."""
    parts = []
    there: QObject | None = one
    while isinstance(there, QWidget) and len(parts) < 3 and not there.isWindow():
        name = there.accessibleName() if there is one else ""
        if name or type(there).__module__.startswith("app.") or there is one:
            parts.append(f"{type(there).__name__}{f' {name!r}' if name else ''}")
        there = there.parent()
    return " in ".join(parts)


# --- words ----------------------------------------------------------------------------------------------------------


def _lines(heard: list[Painted]) -> Iterator[str]:
    """Painted lines: shortened though they are ours, or beyond their widget."""
    for line in heard:
        if not isinstance(line.on, QWidget) or not line.text.strip():
            continue
        if line.shown != line.text and not line.free:
            yield f"shortened: {line.text!r} to {line.shown!r} in {called(line.on)}"
        elif any(one not in line.shown for one in _MONEY.findall(line.text)):
            yield f"money: {line.text!r} to {line.shown!r} in {called(line.on)}"
        elif any(one not in line.shown for one in _COUNT.findall(line.text)):
            yield f"count: {line.text!r} to {line.shown!r} in {called(line.on)}"
        room = QRectF(line.on.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
        across, down = _scrolls(line.on)
        if (not across and (line.ink.left() < room.left() or line.ink.right() > room.right())) or (
            not down and (line.ink.top() < room.top() or line.ink.bottom() > room.bottom())
        ):
            yield f"cut: {line.text!r} in {called(line.on)}"
        elif line.within is not None and not line.within.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(line.ink):
            yield f"cut: {line.text!r} by its own line in {called(line.on)}"


def _scrolls(one: QWidget) -> tuple[bool, bool]:
    """Whether what is beyond a widget's edges can be scrolled to: across, and down. Without a bar it cannot."""
    area, never = one.parent(), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not one:
        return False, False
    across = area.horizontalScrollBarPolicy() != never and area.horizontalScrollBar().maximum() > 0
    follows = isinstance(area, QAbstractItemView)  # the arrow keys and the finger, bar or not
    down = area.verticalScrollBar().maximum() > 0
    return across, down and (follows or area.verticalScrollBarPolicy() != never)


def _on_another(heard: list[Painted]) -> Iterator[str]:
    """Lines that one widget paints over each other."""
    by_widget: dict[int, list[Painted]] = {}
    for line in heard:
        if isinstance(line.on, QWidget) and line.shown.strip():
            by_widget.setdefault(id(line.on), []).append(line)
    for lines in by_widget.values():
        for one, other in combinations(lines, 2):
            if (one.shown, one.ink) != (other.shown, other.ink) and _meet(one.ink, other.ink, look().px(TAIL)):
                yield f"on another: {one.shown!r} and {other.shown!r} in {called(one.on)}"  # type: ignore[arg-type]


def _covered(heard: list[Painted]) -> Iterator[str]:
    """Lines over which a child lies."""
    for line in heard:
        if not isinstance(line.on, QWidget) or not line.shown.strip():
            continue
        for child in line.on.children():
            if (
                isinstance(child, QWidget)
                and _is_seen(child)
                and not child.property("floats")
                and _meet(line.ink, QRectF(child.geometry()))
            ):
                yield f"covered: {line.text!r} by {called(child)}"


def _meet(one: QRectF, other: QRectF, slack: float = SLACK) -> bool:
    both = one.intersected(other)
    return both.width() > slack and both.height() > slack


def _label(one: QWidget) -> Iterator[str]:
    """A label that paints itself, and needs more room than it has."""
    if not isinstance(one, QLabel) or not one.text() or getattr(one, "elides", False):
        return
    if one.wordWrap():
        if one.heightForWidth(one.width()) > one.height() + SLACK or _longest(one) > one.width() + SLACK:
            yield f"cut: {one.text()!r} in {called(one)}"
    elif one.sizeHint().width() > one.width() + SLACK or not _is_high_enough(one):
        yield f"cut: {one.text()!r} in {called(one)}"


def _is_high_enough(one: QLabel) -> bool:
    """Whether the strokes of a line are inside its label, whatever room the font wants above and below them."""
    metrics, room = one.fontMetrics(), one.contentsRect()
    spare = room.height() - metrics.height()
    share = 0.0 if one.alignment() & Qt.AlignmentFlag.AlignTop else 0.5
    share = 1.0 if one.alignment() & Qt.AlignmentFlag.AlignBottom else share
    ink = metrics.tightBoundingRect(one.text()).translated(0, round(room.top() + share * spare) + metrics.ascent())
    return ink.top() >= -SLACK and ink.bottom() <= one.height() + SLACK


def _longest(one: QLabel) -> int:
    """How wide the longest word of a text is that can only be broken between words."""
    return max(
        (one.fontMetrics().horizontalAdvance(word) for word in one.text().split() if word.isascii()), default=0
    )


def _edit(one: QWidget) -> Iterator[str]:
    """What a field asks for, as long as nothing is typed."""
    if not isinstance(one, QLineEdit) or one.text() or not one.placeholderText():
        return
    option = QStyleOptionFrame()
    one.initStyleOption(option)
    room = one.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, one)
    margins = one.textMargins()
    width = room.width() - margins.left() - margins.right() - 2 * _EDIT
    if one.fontMetrics().horizontalAdvance(one.placeholderText()) > width + SLACK:
        yield f"cut: {one.placeholderText()!r} in {called(one)}"


# --- places ---------------------------------------------------------------------------------------------------------


def _outside(one: QWidget) -> Iterator[str]:
    """A widget beyond its parent's edge, unless it can be scrolled to."""
    parent = one.parentWidget()
    if parent is None:
        return
    across, down = _scrolls(parent)
    edge = one.property("empty_edge") or 0  # of a grid of cells, whose last ones end in a gap too
    place, room = one.geometry().adjusted(0, 0, -edge, -edge), parent.rect()
    if (not across and (place.left() < room.left() or place.right() > room.right())) or (
        not down and (place.top() < room.top() or place.bottom() > room.bottom())
    ):
        yield f"outside: {called(one)} {_where(place)} of {called(parent)} {_where(room)}"


def _where(place: QRect) -> str:
    return f"{place.x()},{place.y()} {place.width()}x{place.height()}"


def _overlapping(shown: list[QWidget]) -> Iterator[str]:
    """Siblings over each other, neither of which floats."""
    families: dict[int, list[QWidget]] = {}
    for one in shown:
        if not one.property("floats"):
            families.setdefault(id(one.parentWidget()), []).append(one)
    for family in families.values():
        for one, other in combinations(family, 2):
            if _meet(QRectF(one.geometry()), QRectF(other.geometry())):
                where = _where(one.geometry()), _where(other.geometry())
                yield f"overlap: {called(one)} {where[0]} and {called(other)} {where[1]}"


def _too_small(one: QWidget) -> Iterator[str]:
    """What is touched and is smaller than a finger needs."""
    least = look().px(TOUCH) - SLACK
    if isinstance(one, QAbstractButton | QLineEdit) and one.isEnabled():
        if min(one.width(), one.height()) < least and not one.testAttribute(
            Qt.WidgetAttribute.WA_TransparentForMouseEvents
        ):
            yield f"too small: {called(one)} {one.width()}x{one.height()}"
    elif isinstance(one, QAbstractItemView) and one.selectionMode() != one.SelectionMode.NoSelection:
        model = one.model()
        for row in range(min(model.rowCount() if model else 0, 3)):
            place = one.visualRect(model.index(row, 0))
            if place.isValid() and min(place.width(), place.height()) < least:
                yield f"too small: row {row} of {called(one)} {place.width()}x{place.height()}"


def _inks(window: QWidget, heard: list[Painted], shown: list[QWidget]) -> list[tuple[str, QWidget, QRectF]]:
    """Words, and the edges of buttons, where they are seen in the window."""
    found = [
        (line.shown, line.on, _in_window(window, line.on, line.ink))
        for line in heard
        if isinstance(line.on, QWidget) and line.shown.strip()
    ]
    for one in shown:
        if isinstance(one, QLabel) and one.text() and not getattr(one, "elides", False):
            found.append((one.text(), one, _in_window(window, one, _ink_of(one))))
        elif isinstance(one, QAbstractButton) and one.property("kind") in BOXED:
            found.append((called(one), one, _in_window(window, one, QRectF(one.rect()))))
    return [one for one in found if not one[2].isEmpty()]


def _in_window(window: QWidget, one: QWidget, ink: QRectF) -> QRectF:
    seen = ink.intersected(QRectF(one.visibleRegion().boundingRect()))
    return QRectF(one.mapTo(window, seen.topLeft()), seen.size())


def _ink_of(one: QLabel) -> QRectF:
    """About where the words of a label are."""
    room, metrics = QRectF(one.contentsRect()), one.fontMetrics()
    if one.wordWrap():
        flags = int(one.alignment().value) | Qt.TextFlag.TextWordWrap.value
        return QRectF(metrics.boundingRect(one.contentsRect(), flags, one.text()))
    width, height = metrics.horizontalAdvance(one.text()), metrics.height()
    share = 1.0 if one.alignment() & Qt.AlignmentFlag.AlignRight else 0.0
    share = 0.5 if one.alignment() & Qt.AlignmentFlag.AlignHCenter else share
    top = room.center().y() - height / 2
    return QRectF(room.left() + share * (room.width() - width), top, width, height)


def _touching(inks: list[tuple[str, QWidget, QRectF]]) -> Iterator[str]:
    """Words of two widgets in one line, or words and a button, with hardly anything between them."""
    apart = look().px(APART) - 0.5
    for (one, mine, here), (other, theirs, there) in combinations(inks, 2):
        if mine is theirs or mine.isAncestorOf(theirs) or theirs.isAncestorOf(mine):
            continue
        share = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
        gap = max(here.left(), there.left()) - min(here.right(), there.right())
        near = share > min(here.height(), there.height()) / 2 and 0 <= gap < apart
        if near and _floor(mine) is _floor(theirs):
            yield f"touching: {one!r} and {other!r} in {called(mine)} and {called(theirs)}"


def _floor(one: QWidget) -> QWidget | None:
    """What a widget floats on over the screens; None for what is on a screen itself."""
    there: QWidget | None = one
    while there is not None and not there.property("floats"):
        there = there.parentWidget()
    return there


def _blank(window: QWidget, shown: list[QWidget], inks: list[tuple[str, QWidget, QRectF]]) -> Iterator[str]:
    """A panel that says nothing where it is seen."""
    for one in shown:
        seen = _in_window(window, one, QRectF(one.rect()))
        if one.property("kind") != "panel" or seen.height() < look().px(2 * TOUCH):
            continue
        if not any(ink.intersects(seen) and one.isAncestorOf(whose) for _, whose, ink in inks):
            yield f"blank: {called(one)} {_where(seen.toRect())}"


def _tiny(shown: list[QWidget]) -> Iterator[str]:
    """A form that scrolls in less than three things to touch."""
    for one in shown:
        if not isinstance(one, QScrollArea) or isinstance(one, PaperView):
            continue
        if one.verticalScrollBar().maximum() > 0 and one.viewport().height() < look().px(3 * TOUCH):
            yield f"tiny: {called(one)} {one.viewport().height()}"


def _toasts(window: QWidget, shown: list[QWidget]) -> Iterator[str]:
    """A toast that something lies over, or that lies over a screen: it says its piece in the top bar."""
    for one in shown:
        if not isinstance(one, Toast):
            continue
        place = QRect(one.mapTo(window, one.rect().topLeft()), one.size())
        over = window.childAt(place.center())
        if over is not one and not (over is not None and one.isAncestorOf(over)):
            yield f"under something: {called(one)}"
        if place.bottom() > look().px(TOP):
            yield f"in the way: {called(one)} {_where(place)}"


def scrolling(window: QWidget) -> list[str]:
    """Forms that are longer than their place; lists and papers may be."""
    areas = [one for one in window.findChildren(QScrollArea) if _is_seen(one) and not isinstance(one, PaperView)]
    return [
        f"scrolls: {called(one)} by {one.verticalScrollBar().maximum()} in {called(one.widget())}"
        for one in areas
        if one.verticalScrollBar().maximum() > 0
    ]


# --- windows --------------------------------------------------------------------------------------------------------


class WindowWatch(QObject):
    """Notices whatever is shown as a window of its own and is none.

    Attributes:
        found: what was noticed.
    """

    KINDS = (Window, StartWindow, QMenu)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def __enter__(self) -> Self:
        QApplication.instance().installEventFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        QApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at what is shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            tip = watched.windowType() == Qt.WindowType.ToolTip
            if not tip and not isinstance(watched, self.KINDS):
                self.found.append(f"a window of its own: {type(watched).__name__} {watched.accessibleName()!r}")
        return False
