"""The row of a whole code that was typed, of an order, a member, a coupon or a receipt: it says what Enter does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.runtime.whole import Whole, WholeKind
from app.ui.shell.coupon import coupon_name
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.paint import paint_box, paint_text

translate = QCoreApplication.translate
_DOT = " · "
#: Height of the row, in the design.
ROW = 64
_ICONS = {
    WholeKind.ORDER: "bag",
    WholeKind.ELSEWHERE: "bag",
    WholeKind.MEMBER: "user",
    WholeKind.COUPON: "coupon",
    WholeKind.RECEIPT: "receipt",
}


def title_of(whole: Whole) -> str:
    """What the code is of."""
    match whole.kind:
        case WholeKind.ORDER | WholeKind.ELSEWHERE:
            title = translate("CodeRow", "取貨單 {}").format(whole.code)
        case WholeKind.MEMBER:
            title = whole.name or translate("CodeRow", "會員")
        case WholeKind.COUPON:
            title = coupon_name(whole.name, whole.name_en)
        case WholeKind.RECEIPT:
            title = translate("CodeRow", "收據 {}").format(whole.code)
    return title.strip()


def act_of(whole: Whole) -> str:
    """What Enter does with it."""
    match whole.kind:
        case WholeKind.ORDER:
            return translate("CodeRow", "開啟交付")
        case WholeKind.ELSEWHERE:
            return translate("CodeRow", "向中心查詢")
        case WholeKind.MEMBER:
            return translate("CodeRow", "加入本筆")
        case WholeKind.COUPON:
            return translate("CodeRow", "使用優惠券")
        case WholeKind.RECEIPT:
            return translate("CodeRow", "開啟退換貨")


def facts_of(whole: Whole) -> str:
    """The line below."""
    match whole.kind:
        case WholeKind.ORDER:
            return whole.name
        case WholeKind.ELSEWHERE:
            return translate("CodeRow", "本店沒有這張取貨單")
        case WholeKind.MEMBER:
            return _DOT.join(part for part in (translate("CodeRow", "會員"), whole.code) if part and whole.name)
        case WholeKind.COUPON:
            return whole.code
        case WholeKind.RECEIPT:
            return ""


class CodeRow(QWidget):
    """The row. What is chosen is chosen from outside: the field above keeps the focus.

    Signals:
        picked: it was touched.
    """

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.whole: Whole | None = None
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def is_chosen(self) -> bool:
        """Whether Enter takes it."""
        return self._is_chosen and self.whole is not None

    def show_whole(self, whole: Whole | None) -> None:
        """Show another, which is chosen then; or none."""
        self.whole = whole
        self.setVisible(whole is not None)
        if whole is not None:
            said = (title_of(whole), facts_of(whole), act_of(whole))
            self.setAccessibleName(", ".join(part for part in said if part))
        self.choose(whole is not None)

    def choose(self, on: bool) -> None:  # noqa: FBT001 - yes or no
        """Have Enter take it, or not."""
        self._is_chosen = on
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the list, 64 high."""
        return QSize(look().px(200), look().px(ROW))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same height, however narrow."""
        return QSize(look().px(48), look().px(ROW))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch picks it where it ends on it."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.picked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Have the end of the touch come here, too."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it as the members below."""
        if self.whole is None:
            return
        painter, see, px, box = QPainter(self), look(), look().px, QRectF(self.rect())
        if self._is_chosen:
            painter.fillRect(box, see.color("accent_tint"))
        elif self.underMouse():
            painter.fillRect(box, see.color("surface_2"))
        square = QRectF(px(16), px(12), px(40), px(40))
        paint_box(painter, square, see.color("surface_3"), radius=px(10))
        paint_icon(painter, square.left() + px(8), square.top() + px(8), _ICONS[self.whole.kind], 24, "ink")
        left, right = square.right() + px(12), self._paint_act(painter, box)
        facts = facts_of(self.whole)
        name = QRectF(left, px(11 if facts else 21), right - left, px(22))
        paint_text(painter, name, title_of(self.whole), 16, "ink", bold=self._is_chosen, free=True)
        below = QRectF(left, px(34), right - left, px(18))
        paint_text(painter, below, facts, 13, "ink_2" if self._is_chosen else "ink_3", free=True)

    def _paint_act(self, painter: QPainter, box: QRectF) -> float:
        """What Enter or a touch does, and the key where it is Enter's; where that begins."""
        px, act = look().px, "" if self.whole is None else act_of(self.whole)
        right = box.right() - px(16)
        if self._is_chosen:
            right -= keycap_width("Enter")
            paint_keycap(painter, right, box.center().y(), "Enter")
            right -= px(8)
        right -= badge_width(act)
        paint_badge(painter, right, box.center().y() - px(12), act, "accent" if self._is_chosen else "neutral")
        return right - px(12)
