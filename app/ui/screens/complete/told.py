"""What the screen after a sale says, from the sale and what became of its papers."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.member import SalePoints
from app.domain.payment import Term
from app.domain.sale import SaleKind
from app.domain.sales import PrintJob, PrintState
from app.domain.shift import break_down
from app.domain.tender import TenderKind
from app.runtime.payment import Completed
from app.runtime.printing import LampState
from app.runtime.workplace import Workplace
from app.services.refund_effect import CouponFate, Fate
from app.ui.screens.complete.finale import Told
from app.ui.screens.complete.steps import Step
from app.ui.screens.pay.words import Providers, tender_name
from app.ui.shell.coupon import coupon_name
from app.ui.shell.plural import counted
from app.ui.widgets.money import MINUS, digits_text

_SIGNS = {"-": MINUS}


def short_number(number: str) -> str:
    """The part of a receipt number that people call out, ``#0187``."""
    return f"#{int(number.rsplit('-', 1)[-1]):04d}"


def told_of(done: Completed, place: Workplace) -> Told:
    """The large panel of a completed sale."""
    sale, shop = done.sale, place.counter.shop
    currency = sale.ticket.currency
    moment = datetime.fromtimestamp(sale.completed_at // 1_000_000, UTC).astimezone(ZoneInfo(shop.zone))
    word, minor = _figure(done)
    pieces = break_down(done.cash_to_give, currency)
    terms = tuple((_SIGNS.get(term.sign, term.sign), _term(term, done, place.payment.providers)) for term in done.sum)
    sub = f"{short_number(sale.number)} · {moment:%H:%M}"
    titles = {
        SaleKind.SALE: QCoreApplication.translate("Complete", "交易完成"),
        SaleKind.REFUND: QCoreApplication.translate("Complete", "退貨完成"),
        SaleKind.EXCHANGE: QCoreApplication.translate("Complete", "換貨完成"),
    }
    return Told(titles[sale.ticket.kind], sub, word, minor, currency, pieces, terms)


def _figure(done: Completed) -> tuple[str, int]:
    """The word and the figure that the cashier needs now: what goes over the counter."""
    if done.change:
        return QCoreApplication.translate("Complete", "找零"), done.change
    if done.cash_to_give:
        return QCoreApplication.translate("Complete", "退還現金"), done.cash_to_give
    if done.total < 0:
        return QCoreApplication.translate("Complete", "已退款"), -done.total
    if done.total == 0:
        return QCoreApplication.translate("Complete", "不需收款"), 0
    return QCoreApplication.translate("Complete", "已收款"), done.total


def _term(term: Term, done: Completed, providers: Providers) -> str:
    figures = digits_text(term.minor, done.sale.ticket.currency)
    back = done.total < 0
    if term.what == "change":
        return QCoreApplication.translate("Complete", "找零 {}").format(figures)
    if term.what == "due":
        words = (
            QCoreApplication.translate("Complete", "應退 {}")
            if back
            else QCoreApplication.translate("Complete", "應收 {}")
        )
        return words.format(figures)
    name = tender_name(TenderKind(term.what), providers)
    if term.what != TenderKind.CASH.value:
        return f"{name} {figures}"
    words = (
        QCoreApplication.translate("Complete", "退現金 {}")
        if back
        else QCoreApplication.translate("Complete", "收現金 {}")
    )
    return words.format(figures)


def receipt_step(done: Completed, jobs: list[PrintJob], place: Workplace) -> Step:
    """How the receipt's paper stands; the sale itself is on the disk whatever became of that."""
    title = QCoreApplication.translate("Complete", "交易明細")
    width = f"{place.preferences.now.receipt_width_mm} mm"
    if not done.wants_receipt and not jobs:
        sub = QCoreApplication.translate("Complete", "需要時再補印")
        return Step("printer", title, sub, QCoreApplication.translate("Complete", "不列印"), "neutral")
    job = jobs[-1] if jobs else None
    if job is not None and job.state is PrintState.PRINTED:
        return Step("printer", title, width, QCoreApplication.translate("Complete", "完成"), "ok", "check")
    if job is not None and (job.error or job.state not in {PrintState.PENDING, PrintState.PRINTING}):
        sub = QCoreApplication.translate("Complete", "交易已存，稍後可補印")
        return Step("printer", title, sub, _trouble(job.error), "warn", "warning")
    if place.lamp.now.state is LampState.OFF:
        sub = QCoreApplication.translate("Complete", "交易已存，稍後可補印")
        return Step("printer", title, sub, QCoreApplication.translate("Complete", "沒有印表機"), "neutral")
    return Step("printer", title, width, QCoreApplication.translate("Complete", "列印中"), "accent", "sync")


def _trouble(error: str | None) -> str:
    words = {
        "printer.out_of_paper": QCoreApplication.translate("Complete", "缺紙"),
        "printer.cover_open": QCoreApplication.translate("Complete", "上蓋未關"),
        "printer.unplugged": QCoreApplication.translate("Complete", "印表機未連線"),
    }
    return words.get(error or "", QCoreApplication.translate("Complete", "未列印"))


def _came_back(done: Completed) -> list[Step]:
    """Where the goods that came back belong now."""
    translate, steps = QCoreApplication.translate, []
    for restock in (True, False):
        count = sum(line.restock is restock for line in done.sale.ticket.returns)
        if count:
            title = counted(translate("Complete", "{} 項退回商品"), count)
            sub = translate("Complete", "放回架上，庫存已加回") if restock else translate("Complete", "不再銷售")
            badge = translate("Complete", "可再售") if restock else translate("Complete", "報廢")
            steps.append(Step("undo", title, sub, badge, "neutral"))
    return steps


def coupon_step(one: CouponFate) -> Step:
    """What became of a coupon with the goods of its sale."""
    translate = QCoreApplication.translate
    title = translate("Complete", "優惠券 {}").format(coupon_name(one.name, one.name_en))
    if one.fate is Fate.BACK:
        return Step(
            "coupon", title, translate("Complete", "可再使用"), translate("Complete", "已退還"), "ok", "check"
        )
    if one.fate is Fate.SPENT:
        return Step("coupon", title, translate("Complete", "依活動規則"), translate("Complete", "不退還"), "neutral")
    if one.fate is Fate.WITHDRAWN:
        return Step(
            "coupon", title, translate("Complete", "隨收據發出的券"), translate("Complete", "作廢"), "neutral"
        )
    sub = translate("Complete", "已在別筆使用，列入店長待辦")
    return Step("coupon", title, sub, translate("Complete", "待辦"), "warn", "warning")


def _saved(done: Completed) -> str:
    ticket = done.sale.ticket
    if not ticket.returns:
        return QCoreApplication.translate("Complete", "交易已儲存")
    if ticket.lines:
        return QCoreApplication.translate("Complete", "換貨已儲存")
    return QCoreApplication.translate("Complete", "退貨已儲存")


def points_step(points: SalePoints) -> Step:
    """What became of a member's points: the counter's own word, which the centre's follows."""
    translate = QCoreApplication.translate
    moved = points.moved or -points.spent
    title = translate("Complete", "會員點數 {}").format(f"{MINUS if moved < 0 else '+'}{abs(moved):,}")
    parts = [points.name]
    if points.moved and points.spent:
        words = translate("Complete", "使用 {} 點") if points.spent > 0 else translate("Complete", "退回 {} 點")
        parts.append(counted(words, abs(points.spent), f"{abs(points.spent):,}"))
    if points.is_fresh:
        parts.append(counted(translate("Complete", "目前 {} 點"), points.points, f"{points.points:,}"))
        badge, tone, sign = translate("Complete", "完成"), "ok", "check"
    else:
        badge, tone, sign = translate("Complete", "待上傳"), "neutral", "cloud-off"
    return Step("points", title, " · ".join(part for part in parts if part), badge, tone, sign)


def steps_of(done: Completed, jobs: list[PrintJob], place: Workplace) -> list[Step]:
    """What happens beside the sale."""
    sale = done.sale
    ready = QCoreApplication.translate("Complete", "完成")
    steps = [Step("receipt", _saved(done), sale.number, ready, "ok", "check")]
    if sale.fiscal is not None:
        title = QCoreApplication.translate("Complete", "電子發票已開立")
        steps.append(Step("receipt", title, sale.fiscal.number, ready, "ok", "check"))
    steps.append(receipt_step(done, jobs, place))
    desk = place.counter.members
    steps += [points_step(one) for one in (desk.points_of(sale.ticket.sale_id) if desk is not None else ())]
    steps += [*(coupon_step(one) for one in done.coupons), *_came_back(done)]
    unknown = sum(line.unknown for line in sale.ticket.lines)
    if unknown:
        title = QCoreApplication.translate("Complete", "{} 項待確認商品").format(unknown)
        sub = QCoreApplication.translate("Complete", "已列入店長待辦")
        steps.append(Step("barcode", title, sub, QCoreApplication.translate("Complete", "待辦"), "neutral"))
    return steps
