"""Members in words: tier, points, coupons, and from when a figure is that is a copy."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.domain.member import Consent, MemberCard, Purchase
from app.ui.screens.sell.banner import MemberShown
from app.ui.shell.plural import counted

translate = QCoreApplication.translate
_DOT = " · "


def tier_text(card: MemberCard) -> str:
    """The tier as people read it, in the window's language; empty for none."""
    english = QLocale().language() == QLocale.Language.English
    return (card.tier_name_en if english else "") or card.tier_name or card.tier


def points_text(points: int) -> str:
    """``1,280 點``."""
    return counted(translate("Member", "{} 點"), points, f"{points:,}")


def copy_text(card: MemberCard, zone: str) -> str:
    """From when the figures are, where they are a copy: ``13:58 資料``; empty for fresh ones."""
    if card.is_new:
        return translate("Member", "連線後由總部合併")
    if card.is_fresh or card.points_at is None:
        return ""
    return translate("Member", "{} 資料").format(f"{local(card.points_at, zone):%H:%M}")


def facts_text(card: MemberCard, zone: str) -> str:
    """What a member has: ``1,280 點 · 可用券 2``, of a copy ``1,280 點 · 13:58 資料``."""
    if old := copy_text(card, zone):
        return _DOT.join((points_text(card.points), old))
    coupons = counted(translate("Member", "可用券 {}"), card.coupons) if card.coupons else ""
    return _DOT.join(part for part in (points_text(card.points), coupons) if part)


def shown_text(card: MemberCard, zone: str) -> MemberShown:
    """A member for the banner in the cart."""
    return MemberShown(card.name, tier_text(card), facts_text(card, zone))


def tail_text(card: MemberCard) -> str:
    """The end of a phone number as the counter says it: ``尾碼 204``; an address as it is masked."""
    if "@" in card.contact or not card.contact:
        return card.contact
    return translate("Member", "尾碼 {}").format(card.contact[-3:])


def row_text(card: MemberCard, zone: str) -> str:
    """A member's second line in a list: ``尾碼 204 · 金穗會員 · 640 點``."""
    return _DOT.join(part for part in (tail_text(card), tier_text(card), facts_text(card, zone)) if part)


def local(at: int, zone: str) -> datetime:
    """A moment in microseconds UTC by the store's clock."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))


def birthday_text(card: MemberCard, now: int, zone: str) -> str:
    """A birthday that is today or this month, or when it is; empty for one that nobody knows."""
    if not card.birthday:
        return ""
    month, day = (int(part) for part in card.birthday.split("-"))
    today = local(now, zone)
    if (today.month, today.day) == (month, day):
        return translate("Member", "今天生日")
    if today.month == month:
        return translate("Member", "本月壽星 {}/{}").format(month, day)
    return translate("Member", "生日 {}/{}").format(month, day)


def is_birthday_near(card: MemberCard, now: int, zone: str) -> bool:
    """Whether it is this month."""
    return card.birthday[:2] == f"{local(now, zone).month:02d}"


def purchase_text(one: Purchase, now: int, zone: str) -> tuple[str, str]:
    """When and where something was bought; and its number and pieces."""
    at, today = local(one.at, zone), local(now, zone)
    day = f"{at.month}/{at.day}" if at.year == today.year else f"{at.year}/{at.month}/{at.day}"
    place = translate("Member", "線上商店") if one.is_online else one.place
    pieces = counted(translate("Member", "{} 件"), one.pieces)
    return f"{day} {place}", _DOT.join(part for part in (one.number, pieces) if part)


#: What a customer agrees to, and what that means.
_CONSENTS: dict[Consent, tuple[str, str]] = {
    Consent.MEMBERSHIP: (
        str(QT_TRANSLATE_NOOP("Member", "加入會員")),
        str(QT_TRANSLATE_NOOP("Member", "保留姓名與聯絡方式，用於點數與優惠")),
    ),
    Consent.OFFERS: (
        str(QT_TRANSLATE_NOOP("Member", "接收優惠訊息")),
        str(QT_TRANSLATE_NOOP("Member", "以簡訊或電子郵件寄送，隨時可取消")),
    ),
    Consent.PROFILE: (
        str(QT_TRANSLATE_NOOP("Member", "合併查看消費紀錄")),
        str(QT_TRANSLATE_NOOP("Member", "門市與線上的紀錄一起看，方便查詢與退換")),
    ),
}


def consent_text(one: Consent) -> tuple[str, str]:
    """What a customer agrees to, and what that means."""
    title, means = _CONSENTS[one]
    return translate("Member", title), translate("Member", means)
