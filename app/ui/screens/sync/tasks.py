"""What a person must look at: days whose books differ, conflicts of the centre, tasks of this counter."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from app.domain.days import DayCheck, DayDifference
from app.domain.money import Currency
from app.domain.sync import Conflict
from app.domain.task import Task, TaskKind
from app.domain.tender import TenderKind
from app.runtime.sync import SyncView
from app.runtime.workplace import Workplace
from app.services.days import differences
from app.ui.screens.pay.words import tender_name
from app.ui.screens.sync.rows import Line
from app.ui.screens.sync.told import moment
from app.ui.screens.sync.words import DAY_DIFFERS, conflict_act, conflict_words, day_part, day_parts, outcome_words
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate
_DOT = " · "
_TENDERS = frozenset(one.value for one in TenderKind)


def task_lines(place: Workplace, view: SyncView) -> list[Line]:
    """All of it, days first; who opens a row reads the rest, and can say that it is decided."""
    days = {one.business_on: one for one in view.standing.differing}
    mine = place.counter.about.terminal_id
    conflicts = [one for one in view.conflicts if not _is_of(one, days, mine)]
    keys = {one.subject: one.conflict_id for one in view.conflicts if _is_of(one, days, mine)}
    found = [_of_day(place, one, keys.get(day, "")) for day, one in days.items()]
    found += [_of_conflict(place, one) for one in conflicts]
    return found + [_of_task(place, one) for one in view.tasks]


def _is_of(one: Conflict, days: dict[str, DayCheck], terminal_id: str) -> bool:
    """Whether a conflict is the centre's word for a day of this terminal that is shown already."""
    return one.kind == DAY_DIFFERS and one.subject in days and one.terminal_id == terminal_id


def _of_day(place: Workplace, day: DayCheck, key: str) -> Line:
    of = place.counter.shop.currency
    rows = [row for one in differences(day) for row in _difference(place, one, of)]
    act = translate("Sync", "已查看") if day.closed else translate("Sync", "通知總部")
    title = translate("Sync", "{} 的帳和中心不同").format(day.business_on)
    sub = _DOT.join(translate("Sync", "{}：{}").format(words, value) for words, value in rows[:2])
    if not rows:  # figures of a later version
        sub = translate("Sync", "不同的是：{}").format(day_parts(day.differs))
    return Line("calendar", title, sub, "", act, "warn", key=key, rows=tuple(rows))


def _difference(place: Workplace, one: DayDifference, of: Currency) -> Iterator[tuple[str, str]]:
    """A figure as both sides have it."""
    name = day_part(one.part)
    if one.part == "tenders" and one.name in _TENDERS:
        name = tender_name(TenderKind(one.name), place.payment.providers)
    elif one.name:
        name = f"{name} {one.name}"
    if one.is_other:
        yield name, translate("Sync", "筆數相同，內容不同")
        return
    sides = ((one.ours, one.our_minor), (one.theirs, one.their_minor))
    ours, theirs = (_side(count, minor, of) for count, minor in sides)
    yield name, translate("Sync", "這台 {}，中心 {}").format(ours, theirs)


def _side(count: int | None, minor: int | None, of: Currency) -> str:
    parts = []
    if count is not None:
        parts.append(translate("Sync", "{} 筆").format(f"{count:,}"))
    if minor is not None:
        parts.append(money_text(minor, of))
    return " ".join(parts)


def _of_conflict(place: Workplace, one: Conflict) -> Line:
    counter = place.counter
    amount = "" if one.amount is None else money_text(one.amount, counter.shop.currency)
    when = moment(one.made_at, counter) if one.made_at else ""
    outcome = outcome_words(one.outcome)
    title = _DOT.join(part for part in (conflict_words(one), one.subject) if part)
    sub = _DOT.join(part for part in (outcome, when, one.number, amount) if part)
    other = one.terminal_id and one.terminal_id != counter.about.terminal_id
    rows = [
        (translate("Sync", "收據"), one.number),
        (translate("Sync", "金額"), amount),
        (translate("Sync", "收銀機"), translate("Sync", "另一台") if other else translate("Sync", "這台")),
    ]
    rows = [(words, value) for words, value in rows if value]
    return Line("flag", title, sub, "", conflict_act(one), "warn", key=one.conflict_id, rows=tuple(rows))


def _of_task(place: Workplace, one: Task) -> Line:
    counter = place.counter
    when = moment(one.last_at, counter)
    if one.kind is TaskKind.UNRESOLVED_TENDER:
        name = one.name
        if name in _TENDERS:
            name = tender_name(TenderKind(name), place.payment.providers)
        amount = money_text(one.amount or 0, counter.shop.currency)
        title = translate("Sync", "付款未確認 · {}").format(f"{name} {amount}")
        number = counter.reads().receipt_numbers([one.sale_id]).get(one.sale_id, "")
        rows = ((translate("Sync", "業者的單號"), one.subject), (translate("Sync", "收據"), number))
        sub = _DOT.join(part for part in (when, number) if part)
        act = translate("Sync", "向支付業者核對")
    else:
        title = translate("Sync", "未建檔商品 · {}").format(one.name or one.subject)
        rows = ((translate("Sync", "條碼"), one.subject), (translate("Sync", "次數"), f"{one.times:,}"))
        sub = _DOT.join((when, one.subject))
        act = translate("Sync", "建立商品")
    told = tuple((words, value) for words, value in rows if value)
    return Line("flag", title, sub, "", act, "warn", key=one.task_id, rows=told)
