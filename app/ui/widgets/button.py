"""Buttons: icon, words and the cap of their key, in a box of the style sheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.money import TWD, Currency
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import count_width, paint_count
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import LEFT, MIDDLE, RIGHT, begin_button, paint_lines, paint_text, text_width
from app.ui.widgets.press import PressButton

#: Height, size of the words and padding.
_SIZES = {"sm": (48, 14, 13), "md": (48, 15, 17), "lg": (56, 17, 17), "xl": (72, 20, 21)}
_GAP = 8


class Button(PressButton):
    """A button of one of the kinds.

    Args:
        text: a verb of two to four characters.
        kind: neutral, primary, quiet (no border), link (quiet, in the accent), danger, option (checkable) or
            fill_danger.
        key: the key that does the same; it is printed on the button, and installed by the screen.
        icon: an icon's name.
        size: sm, md, lg or xl.
    """

    def __init__(
        self,
        text: str,
        kind: str = "neutral",
        key: str = "",
        icon: str = "",
        size: str = "md",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key, self._icon, self._size, self._reason = key, icon, size, ""
        self._count: int | None = None
        self._bold, self._stacked, self._px = True, False, _SIZES[size][1]
        self.kind = kind
        self.setProperty("kind", kind)
        self.setProperty("size", size)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(kind == "option")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Say something else; the accessible name follows while it was the same."""
        if self.accessibleName() == self.text():
            self.setAccessibleName(text)
        super().setText(text)

    def setReason(self, text: str) -> None:  # noqa: N802 - as Qt would name it
        """Say why it is disabled, at its right; shown only while it is."""
        self._reason = text
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def reason(self) -> str:
        """Return why it is disabled."""
        return self._reason

    def key(self) -> str:
        """Return the key printed on it."""
        return self._key

    def set_key(self, key: str) -> None:
        """Print another key, or none."""
        if key != self._key:
            self._key = key
            self.updateGeometry()
            self.update()

    def set_count(self, count: int | None) -> None:
        """Show a round count after the words, or none."""
        self._count = count
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def set_style(self, *, px: int = 0, bold: bool = True, stacked: bool = False) -> None:
        """Set the words in another size or weight, or icon, words and cap one above the other (94 high)."""
        self._px, self._bold, self._stacked = px or self._px, bold, stacked
        self.updateGeometry()
        self.update()

    # -- measures ------------------------------------------------------------------------------------------------

    def _height(self) -> int:
        return 94 if self._stacked else _SIZES[self._size][0]

    def _icon_px(self) -> int:
        return 24 if self._stacked else 20

    def _weight(self) -> bool:
        return self._bold or (self.kind == "option" and self.isChecked())

    def _parts(self, *, cap: bool = True, icon: bool = True) -> list[tuple[str, int]]:
        """Return what stands side by side, with its width. Words count bold, so that choosing moves nothing."""
        px, found = look().px, []
        if self._icon and (icon or not self.text()):
            found.append(("icon", px(20)))
        if self.text():
            found.append(("text", text_width(self.text(), self._px, bold=True)))
        if self._count is not None:
            found.append(("count", count_width(self._count)))
        if self._reason and not self.isEnabled():
            found.append(("reason", text_width(self._reason, 13)))
        elif self._key and cap:
            found.append(("cap", keycap_width(self._key)))
        return found

    def _needed(self, *, cap: bool = True) -> int:
        parts = self._parts(cap=cap)
        return sum(width for _, width in parts) + look().px(_GAP) * max(0, len(parts) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of its contents, the same in every state."""
        px = look().px
        if self._stacked:
            return QSize(text_width(self.text(), self._px, bold=True) + px(16), px(self._height()))
        return QSize(self._needed() + 2 * px(_SIZES[self._size][2]), px(self._height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need; the cap gives way first."""
        px = look().px
        if self._stacked:
            return self.sizeHint()
        return QSize(max(px(48), self._needed(cap=False) + 2 * px(8)), px(self._height()))

    # -- painting ------------------------------------------------------------------------------------------------

    def ink(self) -> QColor:
        """Return the colour of its words in its present state."""
        name = "ink"
        if not self.isEnabled():
            name = "ink_3"
        elif self.kind == "primary":
            name = "on_accent"
        elif self.kind == "fill_danger":
            name = "on_bad"
        elif self.kind == "danger":
            name = "bad"
        elif self.kind == "link" or (self.kind == "option" and self.isChecked()):
            name = "accent_ink"
        return look().color(name)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the box and what stands in it."""
        painter = begin_button(self)
        if self._stacked:
            self._paint_stack(painter)
        else:
            self._paint_row(painter)

    def _paint_row(self, painter: QPainter) -> None:
        px, area = look().px, QRectF(self.rect())
        parts = self._parts()
        if self._needed() > area.width() - 2 * px(8):
            parts = self._parts(cap=False)
        gap = px(_GAP)
        if sum(width for _, width in parts) + gap * (len(parts) - 1) > area.width() - 2 * px(6):
            parts = self._parts(cap=False, icon=False)
        total = sum(width for _, width in parts) + gap * max(0, len(parts) - 1)
        over = max(0.0, total - (area.width() - 2 * px(6)))
        x = area.left() + max(float(px(6)), (area.width() - total) / 2)
        middle, ink = area.center().y(), self.ink()
        for part, width in parts:
            if part == "icon":
                paint_icon(painter, x, middle - px(20) / 2, self._icon, 20, ink)
            elif part == "text":
                width = max(0, int(width - over))  # noqa: PLW2901 - the words give way
                rect = QRectF(x, area.top(), width + 1, area.height())
                paint_text(painter, rect, self.text(), self._px, ink, bold=self._weight(), align=MIDDLE)
            elif part == "count":
                paint_count(painter, x, middle, self._count or 0)
            elif part == "reason":
                paint_text(painter, QRectF(x, area.top(), width + 1, area.height()), self._reason, 13, ink)
            else:
                self._paint_cap(painter, x, middle)
            x += width + gap

    def _paint_stack(self, painter: QPainter) -> None:
        wear, area = look(), QRectF(self.rect())
        px, line, ink = wear.px, wear.metrics(self._px, bold=True).height(), self.ink()
        heights = [px(24) if self._icon else 0, line, px(20) if self._key else 0]
        total = sum(heights) + px(4) * (sum(1 for one in heights if one) - 1)
        y = area.top() + (area.height() - total) / 2
        if self._icon:
            paint_icon(painter, area.center().x() - px(12), y, self._icon, 24, ink)
            y += px(28)
        rect = QRectF(area.left() + px(4), y, area.width() - px(8), line)
        paint_text(painter, rect, self.text(), self._px, ink, bold=True, align=MIDDLE)
        if self._key:
            y += line + px(4)
            self._paint_cap(painter, area.center().x() - keycap_width(self._key) / 2, y + px(10))

    def _paint_cap(self, painter: QPainter, x: float, middle: float) -> None:
        wear = look()
        if not self.isEnabled():
            paint_keycap(painter, x, middle, self._key, wear.color("ink_3"), wear.color("line_2"))
        elif self.kind in {"primary", "fill_danger"}:
            paint_keycap(painter, x, middle, self._key, self.ink())
        elif self.kind == "option" and self.isChecked():
            paint_keycap(painter, x, middle, self._key, wear.color("accent_ink"), wear.color("accent_line"))
        else:
            paint_keycap(painter, x, middle, self._key)


class IconButton(Button):
    """A square button with an icon alone, 48 by 48; its name is for screen readers and the tooltip."""

    def __init__(
        self, icon: str, name: str, key: str = "", kind: str = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind, "", icon, "md", parent)
        self._key_name = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Give it another name."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._key_name})" if self._key_name else name)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return 48 by 48."""
        return QSize(look().px(48), look().px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return 48 by 48."""
        return self.sizeHint()


class PrimaryBar(PressButton):
    """The button at the bottom right that moves the counter forward: 76 high, as wide as its zone."""

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._reason = key, ""
        self._minor: int | None = None
        self._currency = TWD
        self._outlined = False
        self.setProperty("kind", "bar")
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(76))
        self._name()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Say something else."""
        super().setText(text)
        self._name()

    def set_amount(self, minor: int | None, currency: Currency = TWD) -> None:
        """Show an amount at the right, in minor units, or none."""
        self._minor, self._currency = minor, currency
        self._name()
        self.update()

    def set_key(self, key: str) -> None:
        """Print another key."""
        self._key = key
        self.update()

    def set_outlined(self, on: bool) -> None:  # noqa: FBT001
        """Step back to an outline while an editor has a primary of its own."""
        if on != self._outlined:
            self._outlined = on
            self.setProperty("kind", "bar_outlined" if on else "bar")
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()

    def setReason(self, text: str) -> None:  # noqa: N802 - as Qt would name it
        """Say why it is disabled, at its right; shown only while it is."""
        self._reason = text
        self.setAccessibleDescription(text)
        self.update()

    def reason(self) -> str:
        """Return why it is disabled."""
        return self._reason

    def _name(self) -> None:
        amount = "" if self._minor is None else " " + money_text(self._minor, self._currency)
        self.setAccessibleName(self.text() + amount)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(416), look().px(76))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what words and amount need."""
        px = look().px
        right = amount_width(self._minor, self._currency, 38) if self._minor is not None else 0
        least = 24 if self._minor is None else 17
        return QSize(text_width(self.text(), least, bold=True) + right + px(20) * 2 + px(16), px(76))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words at the left; amount, reason or key at the right."""
        painter, wear = begin_button(self), look()
        px = wear.px
        area = QRectF(self.rect()).adjusted(px(20), 0, -px(20), 0)
        ink = wear.color("ink_3" if not self.isEnabled() else "accent_ink" if self._outlined else "on_accent")
        if not self.isEnabled() and self._reason:
            self._paint_reason(painter, area, ink)
            return
        size = self._text_size(area.width())
        paint_text(painter, area, self.text(), size, ink, bold=True, align=LEFT)
        after = area.left() + text_width(self.text(), size, bold=True) + px(10)
        middle = area.center().y()
        right = area.right()
        if self._minor is not None:
            right -= paint_amount(painter, area, self._minor, self._currency, 38, color=ink) + px(16)
            if self._key and after + keycap_width(self._key) < right:
                paint_keycap(painter, after, middle, self._key, ink)
        elif self._key and after + keycap_width(self._key) <= right:
            paint_keycap(painter, right - keycap_width(self._key), middle, self._key, ink)

    def _text_size(self, width: float) -> int:
        """The size of the words, of the design: smaller where the amount leaves them too little room."""
        if self._minor is None:
            return 24
        room = width - amount_width(self._minor, self._currency, 38) - look().px(16)
        return next((size for size in (24, 20) if text_width(self.text(), size, bold=True) <= room), 17)

    def _paint_reason(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        """Paint why it is disabled, at the right; in lines of its own where one is too short for it, then below."""
        gap = look().px(10)
        fits = text_width(self.text(), 24, bold=True) + gap + text_width(self._reason, 15) <= area.width()
        size = 24 if fits else 20
        rest = area.adjusted(text_width(self.text(), size, bold=True) + gap, 0, 0, 0)
        if fits:
            paint_text(painter, area, self.text(), size, ink, bold=True, align=LEFT)
            paint_text(painter, rest, self._reason, 15, ink, align=RIGHT)
            return
        metrics = look().metrics(14)
        high = metrics.boundingRect(rest.toRect(), RIGHT | Qt.TextFlag.TextWordWrap.value, self._reason)
        if high.height() <= area.height() and high.width() <= rest.width():
            paint_text(painter, area, self.text(), size, ink, bold=True, align=LEFT)
            paint_lines(painter, rest, self._reason, 14, ink, align=RIGHT)
            return
        half = area.height() / 2
        above, below = area.adjusted(0, half * 0.15, 0, -half), area.adjusted(0, half, 0, -half * 0.2)
        paint_text(painter, above, self.text(), size, ink, bold=True, align=LEFT)
        smaller = text_width(self._reason, 14) > area.width()
        paint_text(painter, below, self._reason, 13 if smaller else 14, ink, align=LEFT)
