"""What the board and the hand-over say of orders: ages, money, shelves, what became of a line."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.money import Currency
from app.domain.order import OrderState, Paid
from app.domain.pickup import Age, Column, PickLine, Pickup, Span, Temperature, age_of
from app.domain.pickup_charge import due_left
from app.domain.pickup_done import PickState, Problem, Why
from app.domain.quantity import Quantity, Unit
from app.ui.screens.pickup.card import Card, Tone
from app.ui.screens.sell.words import milli_text, unit_text
from app.ui.shell.plural import counted
from app.ui.widgets.money import digits_text

translate = QCoreApplication.translate
#: Between two facts of a line.
DOT = " · "


def column_name(column: Column) -> str:
    """The title of a column."""
    return {
        Column.NEW: translate("Pickup", "新訂單"),
        Column.PICKING: translate("Pickup", "備貨中"),
        Column.READY: translate("Pickup", "待取貨"),
        Column.OVERDUE: translate("Pickup", "逾期未取"),
    }[column]


def column_short(column: Column) -> str:
    """The same where there is little room."""
    return translate("Pickup", "逾期") if column is Column.OVERDUE else column_name(column)


def state_badge(pickup: Pickup, at: int) -> tuple[str, str]:
    """What an order is at, and the tone of that."""
    ended = {
        OrderState.HANDED_OVER: (translate("Pickup", "已交付"), "ok"),
        OrderState.CANCELLED: (translate("Pickup", "已取消"), "warn"),
        OrderState.EXPIRED: (translate("Pickup", "已逾期"), "warn"),
        OrderState.RETURNED: (translate("Pickup", "已退回上架"), "neutral"),
    }
    if pickup.state in ended:
        return ended[pickup.state]
    column = pickup.column(at)
    tones = {Column.NEW: "neutral", Column.PICKING: "accent", Column.READY: "ok", Column.OVERDUE: "bad"}
    return ("", "neutral") if column is None else (column_name(column), tones[column])


def age_text(age: Age) -> str:
    """An age, such as ``8 分``."""
    words = {
        Span.MINUTES: translate("Pickup", "{} 分"),
        Span.HOURS: translate("Pickup", "{} 時"),
        Span.DAYS: translate("Pickup", "{} 天"),
        Span.LEFT: translate("Pickup", "剩 {} 分"),
        Span.LATE: translate("Pickup", "晚 {} 分"),
    }
    return counted(words[age.span], age.count)


def _tone(age: Age) -> Tone:
    if not age.is_urgent:
        return Tone.PLAIN
    return Tone.SOON if age.span is Span.LEFT else Tone.LATE


def moment(at: int, zone: str) -> datetime:
    """A moment in the store's time."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))


def clock_text(at: int, zone: str) -> str:
    """The time of day, ``14:50``."""
    return f"{moment(at, zone):%H:%M}"


def day_text(at: int, zone: str) -> str:
    """Day and time, ``11/21 14:34``."""
    then = moment(at, zone)
    return f"{then.month}/{then.day} {then:%H:%M}"


def near_text(at: int, now: int, zone: str) -> str:
    """The time of day, with its day unless that is today."""
    if moment(at, zone).date() == moment(now, zone).date():
        return clock_text(at, zone)
    return day_text(at, zone)


def pieces_text(count: int) -> str:
    """How many things."""
    return counted(translate("Pickup", "{} 件"), count)


def due_minor(pickup: Pickup) -> int:
    """What is still to be paid of an order, in minor units."""
    return due_left(pickup)


def paid_text(pickup: Pickup) -> str:
    """How it is paid, with the amount where some is due."""
    order, due = pickup.order, due_minor(pickup)
    if order.how_paid is Paid.TRIAL:
        return translate("Pickup", "試用，到店付 {}").format(digits_text(due, order.currency))
    if order.how_paid is Paid.ONLINE or (order.paid_online and not due):
        return translate("Pickup", "已付")
    return translate("Pickup", "到店付 {}").format(digits_text(due, order.currency))


def paid_texts(pickup: Pickup) -> tuple[str, ...]:
    """The same, and shorter ones for where there is little room."""
    whole, due = paid_text(pickup), due_minor(pickup)
    if not due:
        return (whole,)
    amount = digits_text(due, pickup.order.currency)
    return tuple(dict.fromkeys((whole, translate("Pickup", "到店付 {}").format(amount), amount)))


def short_quantity(quantity: Quantity) -> str:
    """A figure alone for pieces, else with its unit."""
    if quantity.unit is Unit.PIECE:
        return milli_text(quantity.milli)
    return f"{milli_text(quantity.milli)} {unit_text(quantity.unit)}"


def quantity_words(quantity: Quantity) -> str:
    """A figure with its unit."""
    return pieces_text(quantity.pieces) if quantity.unit is Unit.PIECE else short_quantity(quantity)


def picked_text(line: PickLine) -> str:
    """How much of a line is there, of how much."""
    if line.ordered.unit is Unit.PIECE:
        return f"{milli_text(line.picked.milli)} / {milli_text(line.ordered.milli)}"
    return short_quantity(line.picked if line.is_settled else line.ordered)


def temperature_text(temperature: Temperature) -> str:
    """How goods are kept; empty where that needs no word."""
    words = {
        Temperature.CHILLED: translate("Pickup", "冷藏"),
        Temperature.FROZEN: translate("Pickup", "冷凍"),
    }
    return words.get(temperature, "")


def place_text(line: PickLine, category: str = "") -> str:
    """Where a line is found."""
    where, kept = line.place or category, temperature_text(line.temperature)
    return where if kept in where else DOT.join(part for part in (where, kept) if part)


def why_text(why: Why) -> str:
    """Why a line is short or rejected."""
    return {
        Why.SOLD_OUT: translate("Pickup", "賣完了"),
        Why.NOT_FOUND: translate("Pickup", "找不到"),
        Why.DAMAGED: translate("Pickup", "破損"),
        Why.OUTDATED: translate("Pickup", "過期"),
        Why.DECLINED: translate("Pickup", "客人不要"),
        Why.OTHER: translate("Pickup", "其他"),
    }[why]


def problem_text(problem: Problem) -> str:
    """What is wrong at a hand-over."""
    return {
        Problem.DAMAGED: translate("Pickup", "破損"),
        Problem.MISSING: translate("Pickup", "缺件"),
        Problem.NOT_THE_PERSON: translate("Pickup", "非本人"),
        Problem.OTHER: translate("Pickup", "其他"),
    }[problem]


def fate_text(line: PickLine) -> str:
    """What became of a line that is not simply there; empty where it is."""
    match line.state:
        case PickState.SHORT:
            missing = short_quantity(line.ordered - line.picked)
            return translate("Pickup", "缺 {}").format(missing)
        case PickState.REJECTED:
            return translate("Pickup", "不交付")
        case PickState.SUBSTITUTED:
            return translate("Pickup", "替代")
    return ""


def card_of(pickup: Pickup, at: int, zone: str) -> Card:
    """The card of an order."""
    order, age = pickup.order, age_of(pickup, at)
    column, (done, whole) = pickup.column(at), pickup.progress
    picking, due = column is Column.PICKING, due_minor(pickup) > 0
    who = f"{order.customer}{DOT}{pieces_text(pickup.pieces)}" if order.customer else pieces_text(pickup.pieces)
    shelf = pickup.shelf if column in {Column.READY, Column.OVERDUE} else ""
    note, flag, paid = note_text(pickup, at, zone), flag_text(pickup), paid_text(pickup)
    cold = pickup.temperature is not Temperature.AMBIENT
    parts = (
        order.code,
        age_text(age),
        who,
        temperature_text(pickup.temperature),
        paid,
        translate("Pickup", "貨架 {}").format(shelf) if shelf else "",
        flag,
        note,
        f"{done}/{whole}" if picking else "",
    )
    return Card(
        pickup.order_id,
        order.code,
        age_text(age),
        _tone(age),
        who,
        cold=cold,
        paid=paid,
        due=due,
        shelf=shelf,
        flag=flag,
        note=note,
        done=done if picking else 0,
        whole=whole if picking else 0,
        said=", ".join(part for part in parts if part),
    )


def flag_text(pickup: Pickup) -> str:
    """What somebody has to look at."""
    if pickup.state is OrderState.CANCELLED:
        return translate("Pickup", "已取消")
    if pickup.done.problem is not None:
        return translate("Pickup", "有問題")
    if pickup.is_partly_given:
        return translate("Pickup", "已部分交付")
    return ""


def note_text(pickup: Pickup, at: int, zone: str) -> str:
    """The last line of a card: for when it is promised, or what becomes of it."""
    column = pickup.column(at)
    if column in {Column.NEW, Column.PICKING}:
        ready_by = pickup.order.ready_by
        return "" if ready_by is None else translate("Pickup", "{} 前備好").format(near_text(ready_by, at, zone))
    return _fate_of_late(pickup, at, zone) if column is Column.OVERDUE else ""


def _fate_of_late(pickup: Pickup, at: int, zone: str) -> str:
    back = pickup.back_from
    if pickup.is_to_go_back or back is None or back <= at:
        return translate("Pickup", "該退回上架")
    if pickup.reminded:
        return counted(translate("Pickup", "已提醒 {} 次"), pickup.reminded)
    if moment(back, zone).date() == moment(at, zone).date():
        return translate("Pickup", "今日 {} 退回上架").format(clock_text(back, zone))
    return translate("Pickup", "{} 退回上架").format(day_text(back, zone))


def amount_text(minor: int, of: Currency) -> str:
    """An amount without its sign, for a badge."""
    return digits_text(minor, of)
