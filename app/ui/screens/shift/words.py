"""What the shift's screens say of moments, tenders and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.shift import Shift
from app.domain.tender import TenderKind
from app.services.tender_ports import TenderProvider
from app.ui.screens.pay.words import tender_name as name_of

_KINDS = {one.value: one for one in TenderKind}
#: Hours of the store's clock from which an opening is called the day's and the evening's.
DAY_FROM, EVENING_FROM = 11, 16
#: Why a drawer is over or short; the last one needs a note.
REASONS = ("change", "refund", "unknown", "other")
OTHER = "other"


def clock_text(at: int, zone: str) -> str:
    """A moment in microseconds UTC as the store's clock showed it."""
    return f"{local(at, zone):%H:%M}"


def local(at: int, zone: str) -> datetime:
    """A moment in the store's zone."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))


def shift_name(shift: Shift, zone: str) -> str:
    """What a shift is called, by the hour at which it was opened."""
    hour = local(shift.opened_at, zone).hour
    if hour < DAY_FROM:
        return QCoreApplication.translate("Shift", "早班")
    if hour < EVENING_FROM:
        return QCoreApplication.translate("Shift", "中班")
    return QCoreApplication.translate("Shift", "晚班")


def remark_name(kind: str) -> str:
    """What somebody did by hand, as `domain.shift.REMARKS` names it."""
    names = {
        "voided": QCoreApplication.translate("Shift", "作廢、清空"),
        "line_removed": QCoreApplication.translate("Shift", "收款後移除品項"),
        "tender_removed": QCoreApplication.translate("Shift", "移除付款"),
        "override": QCoreApplication.translate("Shift", "改價"),
        "discount": QCoreApplication.translate("Shift", "手動折扣"),
        "bare_return": QCoreApplication.translate("Shift", "無收據退貨"),
        "tender_abandoned": QCoreApplication.translate("Shift", "付款未確認"),
    }
    return names.get(kind, kind)


def tender_name(kind: str, providers: Iterable[TenderProvider] = ()) -> str:
    """What a kind of tender is called."""
    known = {
        "cash": QCoreApplication.translate("Shift", "現金"),
        "card": QCoreApplication.translate("Shift", "信用卡"),
    }
    if kind in known:
        return known[kind]
    if kind not in _KINDS:
        return kind
    return name_of(_KINDS[kind], {one.kind: one for one in providers})


def slips_name(kind: str, providers: Iterable[TenderProvider] = ()) -> str:
    """What the papers of a kind of tender are called."""
    if kind == "card":
        return QCoreApplication.translate("Shift", "信用卡簽單")
    return QCoreApplication.translate("Shift", "{}單據").format(tender_name(kind, providers))


def reason_name(reason: str) -> str:
    """What a reason of over or short is called."""
    known = {
        "change": QCoreApplication.translate("Shift", "找錯零錢"),
        "refund": QCoreApplication.translate("Shift", "漏打退款"),
        "unknown": QCoreApplication.translate("Shift", "不明"),
        "other": QCoreApplication.translate("Shift", "其他"),
    }
    return known.get(reason, "")


def reason_text(reason: str, note: str) -> str:
    """The reason as it goes into the entry and onto the paper."""
    said = [part for part in (reason_name(reason), note.strip()) if part]
    return "：".join(said)
