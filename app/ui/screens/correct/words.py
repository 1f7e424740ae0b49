"""What a correction says."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.errors import UserError
from app.domain.sale import Sale
from app.domain.tender import Tender
from app.ui.shell.errors import sentence
from app.ui.widgets.money import digits_text


def reasons() -> tuple[str, ...]:
    """Why a tender is usually wrong, in the window's language; kept as it is said."""
    return (
        QCoreApplication.translate("Correct", "按錯付款方式"),
        QCoreApplication.translate("Correct", "授權碼有誤"),
        QCoreApplication.translate("Correct", "客人改付款"),
    )


def moment_text(sale: Sale, zone: str) -> str:
    """Day and time of a sale, ``11/21 14:34``."""
    moment = datetime.fromtimestamp(sale.completed_at // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return f"{moment.month}/{moment.day} {moment:%H:%M}"


def sub_of(tender: Tender, sale: Sale) -> str:
    """What stands below a tender: its reference, or what was handed over and given back."""
    if tender.reference:
        return QCoreApplication.translate("Correct", "授權碼 {}").format(tender.reference)
    if not tender.change:
        return QCoreApplication.translate("Correct", "剛好")
    handed = digits_text(tender.tendered, sale.ticket.currency)
    change = digits_text(tender.change, sale.ticket.currency)
    return QCoreApplication.translate("Correct", "收 {} 找 {}").format(handed, change)


def obstacle_text(obstacle: UserError) -> str:
    """Why nothing can be put right yet, in a few words at the primary."""
    words = {
        "correct.nothing": QCoreApplication.translate("Correct", "沒有變更"),
        "correct.no_reason": QCoreApplication.translate("Correct", "先選擇原因"),
        "correct.shift_closed": QCoreApplication.translate("Correct", "已交班，無法更正"),
        "correct.not_this_kind": QCoreApplication.translate("Correct", "沒有可更正的款項"),
        "tender.no_reference": QCoreApplication.translate("Correct", "輸入授權碼"),
        "tender.bad_reference": QCoreApplication.translate("Correct", "授權碼 4 至 20 碼"),
    }
    return words.get(obstacle.code) or sentence(obstacle)
