"""What the hand-over says: what a code is worth and what to do next, how an order is paid, what was looked at."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.errors import AppError
from app.domain.frozen import frozen
from app.domain.order import Paid
from app.domain.pickup import Age, Pickup, Span, Temperature
from app.domain.pickup_charge import all_left, charge_of, charge_so_far
from app.domain.pickup_done import Check
from app.runtime.handover import HandOver
from app.services.pickup_ports import Presented, Verdict
from app.ui.screens.pickup.words import DOT, age_text, clock_text, day_text, temperature_text
from app.ui.screens.sell.words import listed
from app.ui.shell.errors import sentence
from app.ui.shell.plural import counted
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate
_MINUTE = 60 * 1_000_000
#: So many orders are named in the banner; of more it says how many.
_NAMED = 2


@frozen
class Said:
    """What the banner says.

    Attributes:
        tone: ok, warn or bad; empty while nobody knows.
        text: and what to do next.
        badge: how it was verified; empty where it was not.
    """

    tone: str
    icon: str
    title: str
    text: str
    badge: str = ""
    badge_icon: str = ""


def said_of(handover: HandOver, zone: str) -> Said:
    """What the banner says now."""
    if handover.is_asking:
        return Said("", "clock", translate("HandOver", "查詢中"), translate("HandOver", "先把商品拿出來核對"))
    if handover.presented is None:
        return _trouble(handover.trouble)
    if handover.orders and handover.taken.codes:
        return _taken(handover)
    return _verdict(handover, handover.presented, zone)


def _trouble(error: AppError | None) -> Said:
    if error is None:
        return Said(
            "", "scan", translate("HandOver", "掃描取貨碼"), translate("HandOver", "或在取貨頁選一張待取貨的單")
        )
    return Said("bad", "error", translate("HandOver", "取貨碼不能用"), sentence(error))


def _taken(handover: HandOver) -> Said:
    """Some of it was paid: the customer has that, and it goes on with the rest."""
    codes = handover.taken.codes
    title = translate("HandOver", "已收款並交付 {}").format(listed(codes))
    if len(codes) > _NAMED:
        title = translate("HandOver", "已收款並交付 {} 張").format(len(codes))
    text = translate("HandOver", "還沒勾選的商品，逐項點給客人")
    if (one := handover.next_due) is not None:
        due = money_text(handover.due_now, one.order.currency)
        text = translate("HandOver", "接著收 {} 的 {}").format(one.order.code, due)
    return Said("ok", "check-circle", title, text)


def _verdict(handover: HandOver, shown: Presented, zone: str) -> Said:
    at = clock_text(handover.at, zone)
    match shown.verdict:
        case Verdict.ONLINE:
            scanned, picked = (
                translate("HandOver", "取貨碼正確 · {} 掃描"),
                translate("HandOver", "從取貨頁選取 · {}"),
            )
            text = scanned if handover.is_code else picked
            online = translate("HandOver", "線上驗證")
            return Said("ok", "shield", translate("HandOver", "已驗證"), text.format(at), online, "cloud-check")
        case Verdict.OFFLINE:
            signed = translate("HandOver", "取貨碼簽章正確，本店今日未交付過。連線後自動上傳。")
            listed = translate("HandOver", "本店紀錄沒有交付過。連線後自動上傳。")
            offline = translate("HandOver", "離線驗證")
            title = translate("HandOver", "已驗證（離線）")
            return Said("ok", "shield", title, signed if handover.is_signed else listed, offline, "cloud-off")
        case Verdict.NOT_READY:
            text = translate("HandOver", "還沒放上貨架。現場點齊可以直接交付，或先回取貨頁備貨")
            return Said("warn", "clock", translate("HandOver", "還沒備妥"), text)
        case Verdict.USED:
            return _used(shown, zone)
        case Verdict.OTHER_STORE:
            text = translate("HandOver", "這張單在另一家門市。請客人到那裡取，或用電話請那裡保留")
            if shown.store:  # its code: what other stores are called, nobody tells a terminal
                text = translate("HandOver", "這張單在另一家門市（代碼 {}）。請客人到那裡取，或用電話請那裡保留")
            return Said("warn", "store", translate("HandOver", "不是本店的單"), text.format(shown.store))
    return _refusal(shown.verdict)


def _used(shown: Presented, zone: str) -> Said:
    title = translate("HandOver", "已經交付過")
    next_step = translate("HandOver", "不要再交付。問客人是否家人已取；有疑問按「回報問題」")
    if shown.used_at is None:
        return Said("bad", "error", title, next_step)
    when = translate("HandOver", "{} 交付。").format(day_text(shown.used_at, zone))
    return Said("bad", "error", title, when + next_step)


def _refusal(verdict: Verdict) -> Said:
    said = {
        Verdict.NOT_HERE_YET: (
            "warn",
            "clock",
            translate("HandOver", "取貨單還沒傳到這台"),
            translate("HandOver", "取貨碼正確。連線後按「再查一次」，或請另一台收銀交付"),
        ),
        Verdict.HELD: (
            "warn",
            "users",
            translate("HandOver", "另一台正在交付"),
            translate("HandOver", "看另一台收銀是否正在服務同一位客人，稍後按「再查一次」"),
        ),
        Verdict.CANCELLED: (
            "bad",
            "error",
            translate("HandOver", "訂單已取消"),
            translate("HandOver", "不要交付。回取貨頁把商品退回上架；客人有疑問請店長處理"),
        ),
        Verdict.EXPIRED: (
            "warn",
            "warning",
            translate("HandOver", "已過取貨期限"),
            translate("HandOver", "商品已排定退回上架。請客人重新下單，或請店長處理"),
        ),
        Verdict.UNKNOWN: (
            "bad",
            "error",
            translate("HandOver", "查無這張取貨單"),
            translate("HandOver", "再掃一次；或回取貨頁用單號、電話尾碼找"),
        ),
    }
    return Said(*said[verdict])


def since_text(one: Pickup, at: int, zone: str) -> str:
    """When it was put on its shelf, and how long ago."""
    ready = one.done.ready_at
    if ready is None:
        return translate("HandOver", "尚未上架")
    passed = max(0, at - ready)
    age = Age(Span.MINUTES, passed // _MINUTE)
    for span, minutes in ((Span.DAYS, 1_440), (Span.HOURS, 60)):
        if passed >= minutes * _MINUTE:
            age = Age(span, passed // (minutes * _MINUTE))
            break
    when = translate("HandOver", "{} 備妥").format(day_text(ready, zone))
    return when + DOT + translate("HandOver", "已放 {}").format(age_text(age))


def elsewhere_text(one: Pickup) -> str:
    """What of it lies where it is cold, and not on its shelf; empty for nothing."""
    cold = [line for line in one.lines if line.temperature is not Temperature.AMBIENT and line.left.milli]
    if not cold:
        return ""
    count = sum(line.left.pieces if line.ordered.unit.value == "piece" else 1 for line in cold)
    place = cold[0].place or temperature_text(cold[0].temperature)
    return counted(translate("HandOver", "{}，另有 {} 件"), count, place, count)


def pay_title(one: Pickup) -> str:
    """How it is paid."""
    return {
        Paid.ONLINE: translate("HandOver", "線上已付款"),
        Paid.PARTLY: translate("HandOver", "線上付了一部分"),
        Paid.AT_PICKUP: translate("HandOver", "到店付款"),
        Paid.TRIAL: translate("HandOver", "試用訂單"),
    }[one.order.how_paid]


@frozen
class Money:
    """What the side says of money; the amount in minor units of the order's currency.

    Attributes:
        is_due: it is to be taken now.
    """

    title: str
    note: str
    minor: int
    is_due: bool = False


def money_of(handover: HandOver, one: Pickup) -> Money:
    """What is to be taken now, or else what was paid, of the order that it is about."""
    if not handover.orders:
        return _money_alone(one)
    if handover.due_now:
        return Money(pay_title(one), _due_note(handover, one), handover.due_now, is_due=True)
    if handover.taken.codes:
        return Money(translate("HandOver", "已收款"), translate("HandOver", "已交付"), handover.taken.minor)
    whole = sum(charge_of(each, all_left(each)).due for each in handover.orders)
    if whole:  # a part of it is given, and nothing is checked off yet
        return Money(pay_title(one), translate("HandOver", "勾選商品後計算"), 0)
    return Money(pay_title(one), translate("HandOver", "不必收款"), sum(each.order.total for each in handover.orders))


def _due_note(handover: HandOver, one: Pickup) -> str:
    """What taking it means here; of several orders which of them it is, and what is still to be taken then."""
    number, count = handover.turn
    if count < 2:
        return translate("HandOver", "先收款再交付，發票現場開立")
    which = translate("HandOver", "第 {} 張，共 {} 張").format(number, count) + DOT + one.order.code
    if not handover.due_later:
        return which
    later = translate("HandOver", "之後再收 {}").format(money_text(handover.due_later, one.order.currency))
    return f"{which}\n{later}"


def _money_alone(one: Pickup) -> Money:
    """Of an order of which nothing can be given here."""
    had, left = charge_so_far(one), charge_of(one, all_left(one))
    if one.is_spent and had.total:
        return Money(
            translate("HandOver", "已收款") if had.due else pay_title(one),
            translate("HandOver", "已交付"),
            had.due or had.total,
        )
    if one.is_spent:
        return Money(pay_title(one), translate("HandOver", "已交付"), one.order.total)
    if left.due:
        return Money(pay_title(one), translate("HandOver", "還沒收款"), left.due)
    return Money(pay_title(one), translate("HandOver", "不必收款"), one.order.total)


def check_name(check: Check) -> str:
    """What was looked at."""
    return {
        Check.CODE: translate("HandOver", "取貨碼"),
        Check.PHONE_TAIL: translate("HandOver", "電話尾碼"),
        Check.NAME: translate("HandOver", "姓名"),
        Check.ID: translate("HandOver", "看過證件"),
    }[check]


__all__ = [
    "Money",
    "Said",
    "check_name",
    "elsewhere_text",
    "money_of",
    "pay_title",
    "said_of",
    "since_text",
]
