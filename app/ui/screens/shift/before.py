"""Before the count: what lies aside and what was taken but not sold, with what becomes of each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.contract.wire import WireError
from app.domain.money import Currency
from app.runtime.count import DrawerCount
from app.runtime.parking import count_of, label_in
from app.runtime.workplace import Workplace
from app.services.cart import read_cart
from app.services.ports import OpenRequest, ParkedCart
from app.services.tender import pending
from app.ui.screens.sell.words import pieces_text
from app.ui.screens.shift.head import Head
from app.ui.screens.shift.table import HeadPanel
from app.ui.screens.shift.words import clock_text, shift_name, tender_name
from app.ui.shell.frame import Frame
from app.ui.shell.people import person_name
from app.ui.shell.zones import Zones
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button
from app.ui.widgets.money import money_text
from app.ui.widgets.panel import SectionTitle, hairline
from app.ui.widgets.text import Text

#: Parked carts that are named; of more the number is told.
NAMED = 6
#: Width of the work zone in the design below which a line has two rows.
TIGHT_BELOW = 440


class BeforeView(Zones):
    """Tells what must be known before counting; money that belongs to no sale must be settled first.

    Args:
        settle: goes to where that is done.
        open_drawer: asks for the drawer to be opened without a sale.
    """

    def __init__(
        self,
        place: Workplace,
        frame: Frame,
        wide: int,
        settle: Callable[[], object],
        open_drawer: Callable[[], object],
    ) -> None:
        super().__init__(frame, wide, self.tr("開始清點"))
        self.place = place
        self.drawer: DrawerCount = place.count
        self._settle = settle
        self._tight = self.width_of_work < look().px(TIGHT_BELOW)
        self.head = Head(self.tr("交班前確認"), frame)
        self.work.addWidget(self.head)
        parked, held = self.drawer.parked, self.drawer.pending
        asked = self.drawer.asked
        if held or asked:
            self.work.addWidget(self._held({one.cart_id for one in held}, asked))
        if not held and not asked and not place.cart.cart.is_empty:
            self.work.addWidget(self._open())
        if parked:
            self.work.addWidget(self._parked(parked))
        self.work.addStretch(1)
        self._fill_side(open_drawer)
        self.primary.setEnabled(not held and not asked)
        reason = self.tr("先確認付款結果") if asked else self.tr("先處理已收款項") if held else ""
        self.primary.setReason(reason)
        self.primary.clicked.connect(self.submit)

    def _fill_side(self, open_drawer: Callable[[], object]) -> None:
        px = look().px
        column = QVBoxLayout()
        column.setContentsMargins(px(20), px(20), px(20), 0)
        column.setSpacing(px(8))
        column.addWidget(SectionTitle(self.tr("接下來")))
        for said in (
            self.tr("1. 清點抽屜現金，逐項輸入張數"),
            self.tr("2. 送出後核對系統金額"),
            self.tr("3. 簽核並列印交班單"),
        ):
            column.addWidget(Text(said, 15, tone="ink_2", wrap=True))
        column.addSpacing(px(16))
        column.addWidget(hairline())
        column.addSpacing(px(8))
        self.open_drawer = Button(self.tr("開錢櫃"), "neutral", "Ctrl+D", "drawer", "lg")
        self.open_drawer.clicked.connect(open_drawer)
        column.addWidget(self.open_drawer)
        self.side.addLayout(column)
        self.side.addStretch(1)

    def _held(self, carts: set[str], asked: list[OpenRequest]) -> QWidget:
        currency = self.place.counter.shop.currency
        providers = self.place.counter.tender_providers
        panel, tight = HeadPanel(self.tr("已收款，交易未完成")), self._tight
        waiting = {one.tender_id for one in asked}
        for request in asked:
            name, amount = tender_name(request.kind, providers), money_text(request.amount, currency)
            panel.body.addWidget(_Line(name, amount, self.tr("確認結果，再詢問"), "warn", tight=tight))
        for cart_id in sorted(carts):
            for one in pending(self.place.counter.reads(), cart_id):
                if one.tender_id in waiting:
                    continue
                name, amount = tender_name(one.kind.value, providers), money_text(one.amount, currency)
                panel.body.addWidget(_Line(name, amount, self.tr("先完成收款或退回"), "warn", tight=tight))
        go = QHBoxLayout()
        go.setContentsMargins(look().px(20), look().px(12), look().px(20), look().px(14))
        said = Text(self.tr("這些款項還不屬於任何交易，處理完才能清點"), 14, tone="ink_2", wrap=True)
        go.addWidget(said, 1)
        button = Button(self.tr("前往收款"), "neutral")
        button.clicked.connect(self._settle)
        go.addWidget(button)
        panel.body.addWidget(hairline())
        panel.body.addLayout(go)
        return panel

    def _open(self) -> QWidget:
        cart = self.place.cart
        panel = HeadPanel(self.tr("購物車還沒結帳"))
        title = self.tr("{} 件").format(cart.pieces)
        worth = money_text(cart.total, self.place.counter.shop.currency)
        panel.body.addWidget(_Line(title, worth, self.tr("留到下一班"), "neutral", tight=self._tight))
        return panel

    def _parked(self, carts: list[ParkedCart]) -> QWidget:
        shop = self.place.counter.shop
        names = {one.staff_id: person_name(one) for one in self.place.counter.reads().people()}
        panel = HeadPanel(self.tr("保留中的交易 {} 筆").format(len(carts)))
        for place, one in enumerate(carts[:NAMED]):
            if place:
                panel.body.addWidget(hairline())
            when, who = clock_text(one.parked_at, shop.zone), names.get(one.parked_by, one.parked_by)
            title, worth = _told(one, shop.currency)
            fate = self.tr("移到下一班")
            panel.body.addWidget(_Line(title or f"{when} · {who}", worth, fate, "neutral", tight=self._tight))
        if len(carts) > NAMED:
            more = Text(self.tr("另有 {} 筆").format(len(carts) - NAMED), 14, tone="ink_3")
            more.setContentsMargins(look().px(20), look().px(8), 0, look().px(8))
            panel.body.addWidget(more)
        return panel

    def refresh(self) -> None:
        """Say which shift it is."""
        shift, shop = self.drawer.shift, self.place.counter.shop
        if shift is not None:
            begun = clock_text(shift.opened_at, shop.zone)
            self.head.tell(f"{shift_name(shift, shop.zone)} {begun}", self.tr("收銀 {}").format(shop.register))

    def focus(self) -> None:
        """The button waits."""
        self.primary.setFocus()

    def submit(self) -> None:
        """Begin to count.

        Raises:
            UserError: as `DrawerCount.begin`.
        """
        self.drawer.begin()


class _Line(QWidget):
    """What it is, what it comes to, what becomes of it; 56 high, or 80 with that below where the room is tight."""

    def __init__(self, title: str, value: str, fate: str, tone: str, *, tight: bool) -> None:
        super().__init__()
        px = look().px
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(Text(title, 15, elide=True), 1)
        row.addWidget(Text(value, 15, bold=True))
        badge = Badge(fate, tone, "chevron-right" if tone == "neutral" else "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), 0, px(20), 0)
        column.setSpacing(px(4))
        column.addStretch(1)
        column.addLayout(row)
        if tight:
            column.addWidget(badge)
        else:
            row.addWidget(badge)
        column.addStretch(1)
        self.setFixedHeight(px(80 if tight else 56))
        self.setAccessibleName(f"{title} {value} {fate}")


def _told(parked: ParkedCart, currency: Currency) -> tuple[str, str]:
    """A parked cart's label, and what lies in it at its listed prices; a text of a newer version tells nothing."""
    try:
        cart = read_cart(parked.cart)
    except WireError:
        return parked.label, ""
    label = label_in(parked.label, count_of(cart), pieces_text())
    return label, money_text(sum(line.listed_amount for line in cart.lines), currency)
