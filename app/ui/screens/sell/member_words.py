"""Members in words: tier, points, coupons, and from when a figure is that is a copy."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.member import MemberCard
from app.ui.screens.sell.banner import MemberShown
from app.ui.shell.plural import counted

translate = QCoreApplication.translate
_DOT = " · "


def tier_text(card: MemberCard) -> str:
    """The tier as people read it; empty for none."""
    return card.tier_name or card.tier


def points_text(points: int) -> str:
    """``1,280 點``."""
    return counted(translate("Member", "{} 點"), points, f"{points:,}")


def copy_text(card: MemberCard, zone: str) -> str:
    """From when the figures are, where they are a copy: ``13:58 資料``; empty for fresh ones."""
    if card.is_new:
        return translate("Member", "連線後由總部合併")
    if card.is_fresh or card.points_at is None:
        return ""
    at = datetime.fromtimestamp(card.points_at // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return translate("Member", "{} 資料").format(f"{at:%H:%M}")


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
