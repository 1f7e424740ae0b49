"""What is being approved, in words and figures, as the person who decides needs it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.domain.approval import WHOLE, Measure, Request, Subject
from app.domain.cart import Cart
from app.domain.frozen import frozen
from app.domain.money import Currency, divide_half_up
from app.domain.staff import Permission
from app.ui.widgets.money import money_text


@frozen
class Facts:
    """An act for the eyes of a manager.

    Attributes:
        title: a question that names the act.
        verb: of the button that allows it.
        about: what it is done to; may be empty.
        before, after: the value as it is and as it would be, in minor units; None where the act has none.
        rows: words and their values.
    """

    title: str
    verb: str
    about: str
    before: int | None
    after: int | None
    rows: tuple[tuple[str, str], ...]


def facts_of(
    request: Request, cart: Cart, currency: Currency, called: Callable[[str, str], str] = lambda _sku, name: name
) -> Facts:
    """Put a request into words.

    Args:
        cart: the open cart, which knows its lines' names and prices.
        called: how goods are called here, by their SKU and the name on the line.
    """
    line = next(
        (one for one in cart.lines if request.subject_id == cart.cart_id and one.line_id == request.line), None
    )
    back = next(
        (one for one in cart.returns if request.subject_id == cart.cart_id and one.line_id == request.line), None
    )
    goods = line or back
    about = called(goods.sku, goods.name) if goods is not None else ""
    if not about and request.subject_id == cart.cart_id and request.line is None and cart.lines:
        about = QCoreApplication.translate("Approval", "整筆交易")
    before, after = _values(request, cart)
    rows = []
    if (size := _size(request, currency)) is not None:
        rows.append(size)
    if (limit := _limit(request, currency)) is not None:
        rows.append(limit)
    if request.reason:
        reason = QCoreApplication.translate("Reason", request.reason)  # one of ours in the window's language
        rows.append((QCoreApplication.translate("Approval", "原因"), reason))
    return Facts(title_of(request.permission), _verb(), about, before, after, tuple(rows))


def _verb() -> str:
    return QCoreApplication.translate("Approval", "核准")


def title_of(permission: Permission) -> str:
    """The question about an act."""
    words = {
        Permission.DISCOUNT: QCoreApplication.translate("Approval", "核准這個折扣？"),
        Permission.DISCOUNT_ABOVE_LIMIT: QCoreApplication.translate("Approval", "核准超過上限的折扣？"),
        Permission.PRICE_OVERRIDE: QCoreApplication.translate("Approval", "核准改價？"),
        Permission.VOID_AFTER_TENDER: QCoreApplication.translate("Approval", "核准作廢已收款的交易？"),
        Permission.NO_SALE_DRAWER: QCoreApplication.translate("Approval", "核准開錢櫃？"),
        Permission.REFUND: QCoreApplication.translate("Approval", "核准退貨？"),
        Permission.REFUND_OTHERWISE: QCoreApplication.translate("Approval", "核准不退回原付款方式？"),
        Permission.REFUND_WITHOUT_RECEIPT: QCoreApplication.translate("Approval", "核准無收據退貨？"),
        Permission.CORRECT_TENDER: QCoreApplication.translate("Approval", "核准更正付款方式？"),
        Permission.ABANDON_TENDER: QCoreApplication.translate("Approval", "核准付款未確認就繼續？"),
        Permission.CLOSE_TASK: QCoreApplication.translate("Approval", "核准結案？"),
        Permission.SELL_UNKNOWN: QCoreApplication.translate("Approval", "核准以輸入的價格銷售？"),
        Permission.OPEN_SHIFT: QCoreApplication.translate("Approval", "核准開班？"),
        Permission.CLOSE_SHIFT: QCoreApplication.translate("Approval", "核准交班？"),
        Permission.CLOSE_SHIFT_ABOVE_LIMIT: QCoreApplication.translate("Approval", "核准差額超過上限的交班？"),
        Permission.RECOUNT: QCoreApplication.translate("Approval", "核准重新清點？"),
        Permission.CHANGE_SETTINGS: QCoreApplication.translate("Approval", "核准變更設定？"),
        Permission.MANAGE_STAFF: QCoreApplication.translate("Approval", "核准重設密碼？"),
    }
    return words.get(permission, QCoreApplication.translate("Approval", "核准這個動作？"))


def _values(request: Request, cart: Cart) -> tuple[int | None, int | None]:
    """What it costs now, and what it would cost."""
    asked = request.asked
    line = next(
        (one for one in cart.lines if request.subject_id == cart.cart_id and one.line_id == request.line), None
    )
    if (
        asked.value is None
        or request.subject is not Subject.CART
        or request.permission in {Permission.REFUND_OTHERWISE, Permission.ABANDON_TENDER}
    ):
        return None, None
    match asked.measure:
        case Measure.PERCENT if asked.up_to is not None:
            return asked.up_to, asked.up_to - divide_half_up(asked.up_to * asked.value, WHOLE)
        case Measure.AMOUNT if request.subject is Subject.CART:
            whole = sum(one.listed_amount for one in cart.lines) if line is None else line.listed_amount
            return (whole, whole - asked.value) if 0 < asked.value <= whole else (None, None)
        case Measure.PRICE:
            return (None if line is None or line.unknown else line.listed.minor), asked.value
    return None, None


def percent_text(ppm: int) -> str:
    """Millionths as per cent, ``12.5 %``."""
    whole, rest = divmod(ppm, WHOLE // 100)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + " %"


def _size(request: Request, currency: Currency) -> tuple[str, str] | None:
    asked = request.asked
    if asked.value is None:
        return None
    words = {
        Measure.PERCENT: QCoreApplication.translate("Approval", "折扣"),
        Measure.AMOUNT: _amount_word(request.permission),
        Measure.PRICE: QCoreApplication.translate("Approval", "單價"),
    }
    if asked.measure not in words:
        return None
    value = percent_text(asked.value) if asked.measure is Measure.PERCENT else money_text(asked.value, currency)
    return words[asked.measure], value


def _amount_word(permission: Permission) -> str:
    """What the amount of an act is."""
    words = {
        Permission.CLOSE_SHIFT_ABOVE_LIMIT: QCoreApplication.translate("Approval", "差額"),
        Permission.RECOUNT: QCoreApplication.translate("Approval", "前次清點"),
        Permission.REFUND_OTHERWISE: QCoreApplication.translate("Approval", "金額"),
        Permission.CORRECT_TENDER: QCoreApplication.translate("Approval", "金額"),
        Permission.ABANDON_TENDER: QCoreApplication.translate("Approval", "金額"),
    }
    return words.get(permission, QCoreApplication.translate("Approval", "折扣"))


def _limit(request: Request, currency: Currency) -> tuple[str, str] | None:
    if request.limit is None:
        return None
    percent = request.asked.measure is Measure.PERCENT
    value = percent_text(request.limit) if percent else money_text(request.limit, currency)
    if request.subject is Subject.SHIFT:
        return QCoreApplication.translate("Approval", "免簽上限"), value
    return QCoreApplication.translate("Approval", "可自行折扣"), value
