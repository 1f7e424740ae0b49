"""What the screen of returns says: reasons, facts of a sale, what is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.errors import UserError
from app.domain.money import Currency
from app.domain.pricing import Reduction, ReductionKind
from app.domain.quantity import MILLI, Quantity, Unit
from app.domain.sale import SoldLine
from app.domain.tender import TenderKind
from app.runtime.promotion import Promotions
from app.runtime.refund_lines import BackLine
from app.runtime.workplace import Workplace
from app.services.refund_effect import Effects, Fate
from app.ui.screens.sell.words import base_text, listed, promotion_name, quantity_text
from app.ui.shell.coupon import coupon_name
from app.ui.shell.errors import sentence
from app.ui.shell.goods import goods_name
from app.ui.shell.plural import counted
from app.ui.widgets.money import money_text

#: Why goods come back that are not sold again.
DEFECT = str(QT_TRANSLATE_NOOP("Reason", "商品瑕疵"))
#: Why goods come back, as it is kept; a reason of one's own is typed.
REASONS = (
    str(QT_TRANSLATE_NOOP("Reason", "不合需求")),
    DEFECT,
    str(QT_TRANSLATE_NOOP("Reason", "買錯")),
)


def reason_text(reason: str) -> str:
    """A reason in the window's language, as far as it is one of ours; it is kept in the shop's."""
    return QCoreApplication.translate("Reason", reason)


def moment_text(at: int, zone: str) -> str:
    """Day and time of a sale, ``11/21 14:34``."""
    moment = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return f"{moment.month}/{moment.day} {moment:%H:%M}"


class Names:
    """Names of goods in the window's language, each looked up once."""

    def __init__(self, place: Workplace) -> None:
        self._counter = place.counter
        self._known: dict[tuple[str, str], str] = {}

    def of(self, sku: str, name: str) -> str:
        """A name for goods that were sold under one."""
        if (sku, name) not in self._known:
            self._known[sku, name] = goods_name(self._counter, sku, name)
        return self._known[sku, name]


def reduced_text(one: Reduction, promotions: Promotions) -> str:
    """What gave a reduction: a promotion, or what a person said, in the window's language."""
    by_rule = one.kind in {ReductionKind.ITEM, ReductionKind.CART}
    return promotion_name(promotions, one.rule_id, one.name) if by_rule else reason_text(one.name)


def price_text(sold: SoldLine, of: Currency, promotions: Promotions) -> str:
    """The unit price as it was paid, before what came off the whole cart; and what came off the line itself."""
    own = [one.reduction for one in sold.reductions if not one.reduction.kind.is_of_cart and one.reduction.amount]
    amount = sold.listed_amount - sum(one.amount for one in own)
    why = listed(dict.fromkeys(reduced_text(one, promotions) for one in own))
    count, rest = divmod(sold.quantity.milli, MILLI)
    if sold.quantity.unit is Unit.PIECE and not rest and amount % count == 0:
        said = money_text(amount // count, of)
    else:
        said = money_text(sold.listed.minor, of) + base_text(sold.listed, sold.quantity.unit)
    words = QCoreApplication.translate("Refund", "單價 {}").format(said)
    return f"{words} · {why}" if why else words


def count_text(line: BackLine) -> str:
    """How much of a line comes back, of how much that can."""
    unit = line.sold.quantity.unit
    if unit is not Unit.PIECE:
        return quantity_text(Quantity(line.milli or line.remaining, unit))
    return f"{line.milli // MILLI} / {line.remaining // MILLI}"


def gone_text(line: BackLine) -> str:
    """What of a line cannot come back any more, and why; empty where all of it can."""
    translate = QCoreApplication.translate
    here = line.booked.remaining_milli - line.state.remaining_milli
    if not line.booked.remaining_milli:
        return translate("Refund", "已全部退回")
    if not line.remaining:
        return translate("Refund", "已在購物車退貨")
    if here:
        words, gone = translate("Refund", "購物車已有 {}"), here
    else:
        words, gone = translate("Refund", "已退 {}"), line.booked.returned_milli
    return words.format(quantity_text(Quantity(gone, line.sold.quantity.unit))) if gone else ""


def reference_text(kind: TenderKind, reference: str) -> str:
    """What stands beside a way that money goes back."""
    if kind is TenderKind.CASH:
        return QCoreApplication.translate("Refund", "開錢櫃")
    if not reference:
        return ""
    if kind is TenderKind.CARD:
        return QCoreApplication.translate("Refund", "授權碼 {}").format(reference)
    return QCoreApplication.translate("Refund", "尾碼 {}").format(reference[-4:])


def effects_text(effects: Effects) -> list[str]:
    """What a return does beside the money, a line each."""
    translate = QCoreApplication.translate
    taken, given = translate("Refund", "{} 收回 {} 點"), translate("Refund", "{} 退回 {} 點")
    told = [counted(taken, points, name, f"{points:,}") for name, points in effects.taken_back]
    told += [counted(given, points, name, f"{points:,}") for name, points in effects.given_back]
    words = {
        Fate.BACK: translate("Refund", "優惠券「{}」退還，可再使用"),
        Fate.SPENT: translate("Refund", "優惠券「{}」已使用，不退還"),
        Fate.WITHDRAWN: translate("Refund", "收據上的券「{}」作廢"),
        Fate.USED_ALREADY: translate("Refund", "收據上的券「{}」已在別筆使用，列入店長待辦"),
    }
    return [*told, *(words[one.fate].format(coupon_name(one.name, one.name_en)) for one in effects.coupons)]


def obstacle_text(obstacle: UserError) -> str:
    """What is missing, in a few words at the primary."""
    words = {
        "shift.not_open": QCoreApplication.translate("Refund", "尚未開班"),
        "refund.no_receipt": QCoreApplication.translate("Refund", "先找收據"),
        "refund.nothing_chosen": QCoreApplication.translate("Refund", "先選商品"),
        "refund.no_reason": QCoreApplication.translate("Refund", "先選原因"),
        "refund.of_another_terminal": QCoreApplication.translate("Refund", "請到原收銀機退款"),
        "price.missing": QCoreApplication.translate("Refund", "輸入單價"),
        "scan.no_quantity": QCoreApplication.translate("Refund", "輸入重量"),
    }
    return words.get(obstacle.code) or sentence(obstacle)
