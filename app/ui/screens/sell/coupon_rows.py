"""Rows of coupons: one in the cart with on what it stands, one that the member has."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.coupon import Basis
from app.domain.money import Currency
from app.runtime.coupon_row import CouponRow
from app.services.coupon import InWallet
from app.ui.shell.coupon import coupon_name, reason_words
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.money import money_text
from app.ui.widgets.paint import paint_box
from app.ui.widgets.text import Text

translate = QCoreApplication.translate
_DOT = " · "
#: From the edge of a row to what stands in it.
EDGE = 8


class _Glyph(QWidget):
    """The drawing of a coupon, on wheat; grey where it does not count."""

    def __init__(self, *, counts: bool) -> None:
        super().__init__()
        self._counts = counts
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return 40 by 40."""
        return QSize(look().px(40), look().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, see, px = QPainter(self), look(), look().px
        fill, ink = ("wheat", "wheat_ink") if self._counts else ("surface_3", "ink_3")
        paint_box(painter, QRectF(self.rect()), see.color(fill), None, 0, px(10))
        paint_icon(painter, px(8), px(8), "coupon", 24, ink)


class _Row(QWidget):
    """A drawing, a name, a line below it, and what stands at the right."""

    def __init__(self, name: str, below: str, *, counts: bool, tone: str = "ink_2") -> None:
        super().__init__()
        px = look().px
        self.setMinimumHeight(px(64))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(px(EDGE), px(8), px(EDGE), px(8))
        self.row.setSpacing(px(12))
        self.row.addWidget(_Glyph(counts=counts))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addStretch(1)
        words.addWidget(Text(name, 16, bold=True, tone="ink" if counts else "ink_2", elide=True))
        words.addWidget(Text(below, 13, tone=tone, elide=True))
        words.addStretch(1)
        self.row.addLayout(words, 1)


def basis_badge(basis: Basis | None) -> tuple[str, str, str]:
    """On what a coupon stands: word, tone and icon."""
    match basis:
        case Basis.ASKING:
            return translate("Coupon", "確認中"), "neutral", "clock"
        case Basis.HELD | Basis.WORD:
            return translate("Coupon", "可核銷"), "ok", "check"
        case Basis.OFFLINE:
            return translate("Coupon", "離線核銷"), "outline", "cloud-off"
        case _:
            return translate("Coupon", "不能使用"), "bad", "x"


class CartCoupon(_Row):
    """A coupon of the cart, or one that was refused.

    Signals:
        removed: it is to go; its code.
    """

    removed = Signal(str)

    def __init__(self, one: CouponRow, currency: Currency) -> None:
        name = coupon_name(one.name, one.name_en)
        words, kind, icon = basis_badge(one.basis)
        reason, basis = reason_words(one.reason) if one.reason else "", ""
        if one.reason == "no_effect" and one.basis is not None:  # held, and yet nothing is gained: one mark, not two
            reason, basis = translate("Coupon", "未達使用條件"), words if one.basis is Basis.OFFLINE else ""
            words, kind, icon = translate("Coupon", "尚未折抵"), "warn", "clock"
        code = "" if one.code == name else one.code
        said = _DOT.join(part for part in (reason, basis, code) if part)
        tone = "ink_2" if not reason else "warn" if one.basis else "bad"
        super().__init__(name, said, counts=one.basis is not None, tone=tone)
        self.row.addWidget(Badge(words, kind, icon))
        amount = money_text(-one.amount, currency) if one.amount else ""
        if amount:
            self.row.addWidget(Text(amount, 17, bold=True))
        remove = IconButton("x", translate("Coupon", "移除 {}").format(name))
        remove.clicked.connect(lambda: self.removed.emit(one.code))
        self.row.addWidget(remove)
        self.setAccessibleName(", ".join(part for part in (name, words, said, amount) if part))


class WalletCoupon(_Row):
    """A coupon that the member has.

    Attributes:
        is_able: whether it can be used.

    Signals:
        used: it is to be used; its code.
    """

    used = Signal(str)

    def __init__(self, one: InWallet, zone: str) -> None:
        name = coupon_name(one.coupon.name, one.coupon.name_en)
        said = reason_words(one.why_not) if one.why_not else _until(one.ends_at, zone)
        super().__init__(name, said, counts=not one.why_not)
        self.code, self.is_able, self._is_chosen = one.coupon.code, not one.why_not, False
        self.button = Button(translate("Coupon", "使用"))
        self.button.setAccessibleName(translate("Coupon", "使用 {}").format(name))
        self.button.setEnabled(self.is_able)
        self.button.clicked.connect(lambda: self.used.emit(one.coupon.code))
        self.row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{name}, {said}")

    @property
    def is_chosen(self) -> bool:
        """Whether Enter uses it."""
        return self._is_chosen

    def choose(self, on: bool) -> None:  # noqa: FBT001 - yes or no
        """Have Enter use it, or not any more; its button says so."""
        self._is_chosen = on
        self.button.set_key("Enter" if on else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground of the one that is chosen."""
        super().paintEvent(event)
        if self._is_chosen:
            px = look().px
            paint_box(QPainter(self), QRectF(self.rect()), look().color("accent_tint"), radius=px(8))


def _until(ends_at: int | None, zone: str) -> str:
    """Until which day a coupon holds; the last moment is not its any more."""
    if ends_at is None:
        return translate("Coupon", "沒有期限")
    last = datetime.fromtimestamp(max(0, ends_at - 1) // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return translate("Coupon", "使用至 {}").format(f"{last:%Y/%m/%d}")
