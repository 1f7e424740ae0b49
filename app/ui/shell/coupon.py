"""What is said of coupons, on any screen: why one does not count, in one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, QObject

from app.runtime.coupon import CartCoupons
from app.runtime.coupon_row import CouponRow
from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.ui.shell.host import Host

#: Why a coupon does not count, or takes nothing off.
_REASONS: dict[str, object] = {
    "unknown": QT_TRANSLATE_NOOP("Coupon", "查無此優惠券"),
    "held": QT_TRANSLATE_NOOP("Coupon", "另一台收銀機正在使用這張券"),
    "used": QT_TRANSLATE_NOOP("Coupon", "這張券已使用過"),
    "withdrawn": QT_TRANSLATE_NOOP("Coupon", "這張券已收回"),
    "not_yet": QT_TRANSLATE_NOOP("Coupon", "活動尚未開始"),
    "over": QT_TRANSLATE_NOOP("Coupon", "已過使用期限"),
    "other_store": QT_TRANSLATE_NOOP("Coupon", "不適用於本店"),
    "other_channel": QT_TRANSLATE_NOOP("Coupon", "僅限網路商店使用"),
    "total_limit": QT_TRANSLATE_NOOP("Coupon", "活動名額已滿"),
    "member_limit": QT_TRANSLATE_NOOP("Coupon", "這位會員的次數已用完"),
    "member_needed": QT_TRANSLATE_NOOP("Coupon", "先加入會員才能使用"),
    "other_member": QT_TRANSLATE_NOOP("Coupon", "這張券屬於另一位會員"),
    "offline_denied": QT_TRANSLATE_NOOP("Coupon", "離線時不能使用，連線後再試"),
    "offline_unproven": QT_TRANSLATE_NOOP("Coupon", "離線時無法確認真偽，連線後再試"),
    "offline_count": QT_TRANSLATE_NOOP("Coupon", "離線核銷已達今日張數上限"),
    "offline_amount": QT_TRANSLATE_NOOP("Coupon", "離線核銷已達今日金額上限"),
    "in_cart": QT_TRANSLATE_NOOP("Coupon", "已在本筆交易"),
    "no_effect": QT_TRANSLATE_NOOP("Coupon", "尚未折抵，未達使用條件"),
}


def reason_words(reason: str) -> str:
    """A reason in the window's language; of a newer centre's word in general words."""
    words = _REASONS.get(reason) or QT_TRANSLATE_NOOP("Coupon", "目前不能使用")
    return QCoreApplication.translate("Coupon", str(words))


def coupon_name(name: str, name_en: str) -> str:
    """What a coupon is called in the window's language."""
    return name_en if name_en and QLocale().language() == QLocale.Language.English else name


def refusal_words(row: CouponRow) -> str:
    """A coupon that does not count, and why: one line."""
    said = QCoreApplication.translate("Coupon", "{}：{}")
    return said.format(coupon_name(row.name, row.name_en), reason_words(row.reason))


def without_effect(coupons: CartCoupons, name: str, name_en: str) -> CouponRow | None:
    """The coupon of this name that came into the cart last, where it takes nothing off yet; else None."""
    named = [one for one in coupons.rows() if (one.name, one.name_en) == (name, name_en) and one.basis is not None]
    return named[-1] if named and named[-1].reason else None


class CouponTeller(QObject):
    """Tells what became of a coupon, wherever one is; what the sell screen shows, it says itself.

    Args:
        host: where it is told.
        is_shown: whether the sell screen is shown, which says itself what is granted, and where it lists the coupons
            also why one does not count.
    """

    def __init__(self, place: Workplace, host: Host, is_shown: Callable[[], bool]) -> None:
        super().__init__()
        self._place, self._host, self._is_shown = place, host, is_shown
        place.coupons.granted.connect(self._granted)
        place.coupons.refused.connect(self._refused)

    def close(self) -> None:
        """Another shell takes over."""
        self._place.coupons.granted.disconnect(self._granted)
        self._place.coupons.refused.disconnect(self._refused)

    def _granted(self, name: str, name_en: str) -> None:
        if self._place.session.person is None or self._is_shown():
            return
        self._host.cue("accepted")
        if (idle := without_effect(self._place.coupons, name, name_en)) is not None:
            self._host.toast(refusal_words(idle), "warn")
            return
        said = QCoreApplication.translate("Coupon", "已使用優惠券 {}")
        self._host.toast(said.format(coupon_name(name, name_en)), "ok")

    def _refused(self, row: CouponRow) -> None:
        if self._place.session.person is None:
            return
        self._host.cue("rejected")
        if not (self._is_shown() and self._place.selling.work is Work.COUPON):
            self._host.toast(refusal_words(row), "warn", sticky=True)
