"""What the list of sales says of kinds, days and tenders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.sales import ListKind, ListRow
from app.domain.tender import TenderKind
from app.runtime.counter import Counter
from app.services.tender_ports import TenderProvider
from app.ui.screens.pay.words import tender_icon, tender_name
from app.ui.shell.goods import goods_name
from app.ui.shell.plural import counted

_KINDS = {
    ListKind.SALE: QT_TRANSLATE_NOOP("Sales", "銷售"),
    ListKind.REFUND: QT_TRANSLATE_NOOP("Sales", "退貨"),
    ListKind.EXCHANGE: QT_TRANSLATE_NOOP("Sales", "換貨"),
    ListKind.VOIDED: QT_TRANSLATE_NOOP("Sales", "作廢"),
}
_WEEKDAYS = (
    QT_TRANSLATE_NOOP("Sales", "一"),
    QT_TRANSLATE_NOOP("Sales", "二"),
    QT_TRANSLATE_NOOP("Sales", "三"),
    QT_TRANSLATE_NOOP("Sales", "四"),
    QT_TRANSLATE_NOOP("Sales", "五"),
    QT_TRANSLATE_NOOP("Sales", "六"),
    QT_TRANSLATE_NOOP("Sales", "日"),
)


def kind_name(kind: ListKind) -> str:
    """What a row is."""
    return QCoreApplication.translate("Sales", str(_KINDS[kind]))


def clock_text(at: int, zone: str) -> str:
    """A moment in microseconds UTC as the store's clock showed it."""
    return f"{datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone)):%H:%M}"


def day_text(iso: str) -> str:
    """A trading day, ``11/21（六）``."""
    day = date.fromisoformat(iso)
    weekday = QCoreApplication.translate("Sales", str(_WEEKDAYS[day.weekday()]))
    return QCoreApplication.translate("Sales", "{}/{}（{}）").format(day.month, day.day, weekday)


def short_number(number: str) -> str:
    """The end of a receipt number, which people read out: ``#0187``."""
    return f"#{int(number.rpartition('-')[2]):04d}" if number else ""


def items_text(counter: Counter, row: ListRow) -> str:
    """What is on it, in short; of a cancelled cart why."""
    return "".join(items_parts(counter, row))


def items_parts(counter: Counter, row: ListRow) -> tuple[str, str]:
    """The same in two: the name of the first, which may be shortened, and how many there are, which may not."""
    if row.kind is ListKind.VOIDED:
        reason = QCoreApplication.translate("Reason", row.first)  # ours in the window's language, others as typed
        reason = reason or QCoreApplication.translate("Sales", "未填原因")
        whole = counted(QCoreApplication.translate("Sales", "{}（{} 項）"), row.lines, _NAME, row.lines)
        return _around(whole, reason)
    first = goods_name(counter, row.first_sku, row.first)
    if row.lines > 1:
        return _around(QCoreApplication.translate("Sales", "{} 等 {} 項").format(_NAME, row.lines), first)
    return first, ""


#: Stands for a name until it is known what comes behind it.
_NAME = "\N{OBJECT REPLACEMENT CHARACTER}"


def _around(whole: str, name: str) -> tuple[str, str]:
    before, _, after = whole.partition(_NAME)
    return before + name, after


def badges(row: ListRow) -> list[tuple[str, str, str]]:
    """What stands out about it: words, tone, icon."""
    found = []
    if row.kind is ListKind.REFUND:
        found.append((kind_name(row.kind), "warn", "undo"))
    elif row.kind is ListKind.EXCHANGE:
        found.append((kind_name(row.kind), "warn", "swap"))
    elif row.kind is ListKind.VOIDED:
        found.append((kind_name(row.kind), "neutral", "x"))
    if row.corrected:
        found.append((QCoreApplication.translate("Sales", "已更正"), "neutral", "pencil"))
    if row.all_back:
        found.append((QCoreApplication.translate("Sales", "已全退"), "outline", "undo"))
    elif row.came_back:
        found.append((QCoreApplication.translate("Sales", "已退部分"), "outline", "undo"))
    return found


def tender_icons(row: ListRow, providers: Iterable[TenderProvider]) -> list[str]:
    """The icons of what it was paid with."""
    known = {one.kind: one for one in providers}
    return [tender_icon(TenderKind(kind), known) for kind in row.tenders]


def tender_names(kinds: Iterable[str], providers: Iterable[TenderProvider]) -> list[str]:
    """The names of kinds of tenders."""
    known = {one.kind: one for one in providers}
    return [tender_name(TenderKind(kind), known) for kind in kinds]
