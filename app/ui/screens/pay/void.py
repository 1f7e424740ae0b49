"""Cancelling a sale that money was taken for: why, what goes back to the customer, and who allows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.approval import Approval, Request
from app.domain.tender import Tender, TenderKind
from app.services.cart import void_request
from app.ui.screens.pay.words import tender_name
from app.ui.shell.approval import OnWait, ask_approval
from app.ui.shell.reason import DO, ReasonDialog
from app.ui.shell.screen import Screen
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate
#: Why a sale is cancelled after a payment, as it is kept.
REASONS = (
    str(QT_TRANSLATE_NOOP("Reason", "客人取消")),
    str(QT_TRANSLATE_NOOP("Reason", "付款未成功")),
    str(QT_TRANSLATE_NOOP("Reason", "輸入錯誤")),
)


def ask_void(
    screen: Screen,
    cart_id: str,
    total: int | None,
    then: Callable[[str], object],
    tenders: Iterable[Tender] = (),
    waits: OnWait | None = None,
) -> None:
    """Ask why, have it allowed, and go on with the reason.

    Args:
        total: what the cart costs, in minor units; None where that is not known.
        tenders: what was taken and goes back with it.
        waits: as for `ask_approval`.
    """
    tenders = tuple(tenders)
    taken = _rows(screen, tenders)
    rows = [*_amount(screen, total), *(taken or [(translate("Void", "先前收款"), translate("Void", "已退回"))])]
    text = (
        translate("Void", "已收的款項先還給客人。作廢後不能取回，會留下紀錄。")
        if taken
        else translate("Void", "這筆收過款又退回。作廢後不能取回，會留下紀錄。")
    )
    dialog = ReasonDialog(
        screen,
        translate("Void", "作廢這筆交易？"),
        text,
        [(one, translate("Reason", one)) for one in REASONS],
        translate("Void", "作廢交易"),
        "fill_danger",
        rows,
    )

    def answered(key: str) -> None:
        if key == DO:
            request = void_request(cart_id, dialog.reason, sum(abs(one.amount) for one in tenders))
            screen.guarded(lambda: _ask(screen, request, rows, then, waits))

    screen.host.ask(dialog)  # first: what it is answered with may be another dialog
    dialog.closed.connect(answered)


def _ask(
    screen: Screen,
    request: Request,
    rows: list[tuple[str, str]],
    then: Callable[[str], object],
    waits: OnWait | None,
) -> None:
    def allowed(_: Approval | None) -> None:
        screen.guarded(lambda: then(request.reason))

    ask_approval(screen.host, screen.place, request, allowed, told=rows, waits=waits)


def _amount(screen: Screen, total: int | None) -> list[tuple[str, str]]:
    """What the cart costs, or what was to go back to the customer."""
    if total is None:
        return []
    word = translate("Void", "應退") if total < 0 else translate("Void", "交易金額")
    return [(word, money_text(abs(total), screen.place.counter.shop.currency))]


def _rows(screen: Screen, tenders: Iterable[Tender]) -> list[tuple[str, str]]:
    """What is to be done with each tender, and how much it is."""
    found, of = [], screen.place.counter.shop.currency
    for one in tenders:
        name = tender_name(one.kind, screen.place.payment.providers)
        if one.amount < 0:
            words = translate("Void", "向客人收回 {}")
        elif one.kind is TenderKind.CASH:
            words = translate("Void", "退還 {}")
        elif one.kind is TenderKind.CARD:
            words = translate("Void", "在刷卡機取消 {}")
        else:
            words = translate("Void", "退回 {}")
        value = money_text(abs(one.tendered), of)
        found.append((words.format(name), f"{one.reference} · {value}" if one.reference else value))
    return found


def void_paid(screen: Screen) -> None:
    """Cancel the open cart with everything that was taken for it; then the next one is open.

    Raises:
        UserError: ``tender.unresolved``.
    """
    place, host = screen.place, screen.host
    place.payment.need_answer()
    taken = [one for one in place.payment.payment.tenders if one.kind is not TenderKind.PREPAID]
    of = place.counter.shop.currency
    cash = sum(one.tendered for one in taken if one.kind is TenderKind.CASH)

    def done() -> None:
        host.go("sell")
        if cash > 0:
            host.toast(translate("Void", "交易已作廢，退還現金 {}").format(money_text(cash, of)), "ok")
        elif cash < 0:
            host.toast(translate("Void", "交易已作廢，收回現金 {}").format(money_text(-cash, of)), "ok")
        else:
            host.toast(translate("Void", "交易已作廢"), "ok")

    cart = place.cart
    cart_id = cart.cart.cart_id
    then = partial(_void, screen, cart_id, done)
    ask_void(screen, cart_id, cart.total, then, taken, waits=place.payment.wait)


def _void(screen: Screen, cart_id: str, done: Callable[[], object], reason: str) -> None:
    screen.place.payment.void(reason, done, cart_id)


def ask_remove(screen: Screen, tender: Tender, then: Callable[[str], object]) -> None:
    """Have a card's payment cancelled where it was taken, before it leaves the list; then go on with the reason."""
    of = screen.place.counter.shop.currency
    name, value = tender_name(tender.kind, screen.place.payment.providers), money_text(abs(tender.tendered), of)
    rows = [(name, f"{tender.reference} · {value}" if tender.reference else value)]
    text = (
        translate("Void", "先在刷卡機取消這筆退款，再移除。會留下紀錄。")
        if tender.amount < 0
        else translate("Void", "先在刷卡機取消這筆收款，再移除。會留下紀錄。")
    )
    reasons = [(one, translate("Reason", one)) for one in REASONS]
    title, verb = translate("Void", "移除 {}？").format(f"{name} {value}"), translate("Void", "已取消，移除")
    dialog = ReasonDialog(screen, title, text, reasons, verb, "fill_danger", rows)
    screen.host.ask(dialog)
    dialog.closed.connect(lambda key: screen.guarded(lambda: then(dialog.reason)) if key == DO else None)
