"""A payment that nobody can find out about: why, what is left open, who allows that the cart goes on without it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.approval import Approval
from app.domain.tender import TenderKind
from app.ui.screens.pay.words import tender_name
from app.ui.shell.approval import ask_approval
from app.ui.shell.reason import DO, ReasonDialog
from app.ui.shell.screen import Screen
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate
#: Why a cart goes on without an answer, as it is kept.
REASONS = (
    str(QT_TRANSLATE_NOOP("Reason", "支付業者沒有回覆")),
    str(QT_TRANSLATE_NOOP("Reason", "客人改用其他方式")),
    str(QT_TRANSLATE_NOOP("Reason", "客人已離開")),
)


def ask_abandon(screen: Screen) -> None:
    """Ask why, have it allowed, and go on without what a provider was asked for."""
    payment, of = screen.place.payment, screen.place.counter.shop.currency
    asked = payment.asked
    if asked is None:
        return
    name, value = tender_name(TenderKind(asked.kind), payment.providers), money_text(abs(asked.amount), of)
    rows = [(name, f"{asked.reference} · {value}" if asked.reference else value)]
    if asked.gives_back:
        text = translate("Abandon", "款項可能已退，也可能沒退。這筆不再計入，會留下待辦，之後向業者核對。")
    else:
        text = translate("Abandon", "款項可能已扣，也可能沒扣。這筆不再計入，會留下待辦，之後向業者核對。")
    reasons = [(one, translate("Reason", one)) for one in REASONS]
    title, verb = translate("Abandon", "{}付款無法確認？").format(name), translate("Abandon", "留待核對")
    note = translate("Abandon", "備註（選填）")
    dialog = ReasonDialog(screen, title, text, reasons, verb, "fill_danger", rows, note)

    def answered(key: str) -> None:
        if key == DO:
            screen.guarded(lambda: _ask(screen, asked.tender_id, dialog.reason, dialog.note, rows))

    screen.host.ask(dialog)  # first: what it is answered with may be another dialog
    dialog.closed.connect(answered)


def _ask(screen: Screen, tender_id: str, reason: str, note: str, rows: list[tuple[str, str]]) -> None:
    payment = screen.place.payment
    request = payment.abandonment(reason)
    if request is None:
        payment.need_answer()
        return

    def allowed(_: Approval | None) -> None:
        screen.guarded(lambda: payment.abandon(reason, note, tender_id))

    told = [*rows, (translate("Abandon", "備註"), note)] if note else rows
    ask_approval(screen.host, screen.place, request, allowed, told=told, waits=payment.wait)
