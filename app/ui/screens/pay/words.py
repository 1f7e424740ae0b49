"""Kinds of tenders, and what stands in the way of one, as the window says them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.money import Currency
from app.domain.payment import Ahead
from app.domain.tender import TenderKind
from app.runtime.payment import OpenPayment
from app.services.ports import OpenRequest
from app.services.tender_ports import TenderProvider
from app.ui.widgets.money import money_text

_CONTEXT = "Tender"
_NAMES = {
    TenderKind.CASH: QT_TRANSLATE_NOOP("Tender", "現金"),
    TenderKind.CARD: QT_TRANSLATE_NOOP("Tender", "信用卡"),
    TenderKind.WALLET: QT_TRANSLATE_NOOP("Tender", "行動支付"),
    TenderKind.GIFT_CARD: QT_TRANSLATE_NOOP("Tender", "禮物卡"),
    TenderKind.POINTS: QT_TRANSLATE_NOOP("Tender", "點數"),
    TenderKind.STORE_CREDIT: QT_TRANSLATE_NOOP("Tender", "購物金"),
    TenderKind.PREPAID: QT_TRANSLATE_NOOP("Tender", "線上已付"),
}
_ICONS = {
    TenderKind.CASH: "cash",
    TenderKind.CARD: "card",
    TenderKind.WALLET: "phone",
    TenderKind.GIFT_CARD: "gift",
    TenderKind.POINTS: "points",
    TenderKind.STORE_CREDIT: "wallet",
    TenderKind.PREPAID: "bag",
}
#: What our own providers say.
_OWN = {
    str(QT_TRANSLATE_NOOP("Tender", "點數")),
    str(QT_TRANSLATE_NOOP("Tender", "會員碼")),
    str(QT_TRANSLATE_NOOP("Tender", "未啟用")),
}
_OBSTACLES = {
    "tender.no_reference": QT_TRANSLATE_NOOP("Tender", "輸入{asks}"),
    "tender.bad_reference": QT_TRANSLATE_NOOP("Tender", "{asks} {shortest} 至 {longest} 碼"),
    "tender.more_than_due": QT_TRANSLATE_NOOP("Tender", "超過尚餘 {due}"),
    "tender.out_of_range": QT_TRANSLATE_NOOP("Tender", "金額超出範圍"),
}

Providers = Mapping[TenderKind, TenderProvider]


def told_ways(payment: OpenPayment, of: Currency) -> list[tuple[str, str]]:
    """What goods that come back were paid with, and what money would go back with: for the person who decides."""
    rows = []
    for way in payment.ways:
        name, value = tender_name(way.kind, payment.providers), money_text(way.minor, of)
        said = f"{name} {way.reference} · {value}" if way.reference else f"{name} {value}"
        rows.append((QCoreApplication.translate(_CONTEXT, "原付款方式"), said))
    name = tender_name(payment.entry.kind, payment.providers)
    value = money_text(payment.entry.size(payment.payment), of)
    return [*rows, (QCoreApplication.translate(_CONTEXT, "改退"), f"{name} {value}")]


def tender_name(kind: TenderKind, providers: Providers) -> str:
    """How a kind is called: by its provider where there is one."""
    provider = providers.get(kind)
    return provider_said(provider.name) if provider else QCoreApplication.translate(_CONTEXT, str(_NAMES[kind]))


def tender_icon(kind: TenderKind, providers: Providers) -> str:
    """The icon of a kind."""
    provider = providers.get(kind)
    return provider.icon if provider else _ICONS[kind]


def reference_name(kind: TenderKind, providers: Providers) -> str:
    """What is typed beside the amount."""
    provider = providers.get(kind)
    return provider_said(provider.asks) if provider else QCoreApplication.translate("Tender", "授權碼")


def provider_said(text: str) -> str:
    """What a provider says, which is in the shop's language; what our own say, in the window's."""
    return QCoreApplication.translate(_CONTEXT, text) if text in _OWN else text


def obstacle_words(ahead: Ahead, asks: str, of: Currency) -> str:
    """Why Enter would do nothing, in a few words."""
    words = _OBSTACLES.get(ahead.obstacle)
    if words is None:
        return QCoreApplication.translate("Tender", "尚餘 {}").format(money_text(abs(ahead.remaining), of))
    params = {"asks": asks, **dict(ahead.params)}
    if isinstance(due := params.get("due"), int):
        params["due"] = money_text(abs(due), of)
    return QCoreApplication.translate(_CONTEXT, str(words)).format(**params)


def asked_words(asked: OpenRequest, *, is_busy: bool) -> str:
    """What is known of a request that was not answered, and what is to be done."""
    translate = QCoreApplication.translate
    if asked.gives_back:
        return translate("Tender", "確認退款中") if is_busy else translate("Tender", "確認退款中，再詢問")
    return translate("Tender", "確認付款中") if is_busy else translate("Tender", "確認付款中，再詢問")
