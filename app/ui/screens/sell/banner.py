"""The member's place in the cart: who is buying, and what they have."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from app.domain.frozen import frozen
from app.ui.theme.look import look
from app.ui.widgets.avatar import paint_avatar
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.button import IconButton
from app.ui.widgets.paint import paint_box, paint_text, text_width
from app.ui.widgets.press import press_by_enter


@frozen
class MemberShown:
    """A member in words.

    Attributes:
        name: masked.
        facts: points, coupons, and from when that is where it is a copy.
    """

    name: str
    tier: str = ""
    facts: str = ""


class MemberBanner(QAbstractButton):
    """Avatar, masked name, tier and facts, 60 high. A touch opens the card.

    Signals:
        removed: the member leaves the cart.
    """

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: MemberShown | None = None
        px = look().px
        self.setFixedHeight(px(60))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(self.tr("會員資料 (F10)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(4), 0)
        row.addStretch(1)
        self.remove_button = IconButton("x", self.tr("移除會員"))
        self.remove_button.clicked.connect(self.removed)
        row.addWidget(self.remove_button)
        self.hide()

    def tell(self, shown: MemberShown | None) -> None:
        """Show a member, or nobody."""
        if shown != self._shown:
            self._shown = shown
            said = () if shown is None else (shown.name, shown.tier, shown.facts)
            self.setAccessibleName(", ".join(part for part in said if part))
            self.update()
        self.setVisible(shown is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        if self._shown is None:
            return
        painter, see, px = QPainter(self), look(), look().px
        shown, area = self._shown, QRectF(self.rect())
        ground = "surface_3" if self.isDown() else "surface_2"
        line, width = ("focus", px(2)) if self.hasFocus() else ("line", px(1))
        paint_box(painter, area, see.color(ground), see.color(line), width, px(12))
        paint_avatar(painter, QRectF(px(13), px(12), px(36), px(36)), shown.name)
        left, right = px(61), self.remove_button.x() - px(4)
        paint_text(painter, QRectF(left, px(10), right - left, px(22)), shown.name, 16, "ink", bold=True)
        after = left + text_width(shown.name, 16, bold=True) + px(8)
        if shown.tier and after + badge_width(shown.tier) <= right:
            paint_badge(painter, after, px(9), shown.tier, "wheat")
        paint_text(painter, QRectF(left, px(33), right - left, px(18)), shown.facts, 13, "ink_2")
