"""What F12 does on the screen of returns: whatever must be allowed is, then money or other goods are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.approval import Approval, Request
from app.domain.staff import Person
from app.runtime.refund_choice import Aim
from app.ui.screens.refund.words import Names
from app.ui.screens.sell.words import pieces_text, quantity_text
from app.ui.shell.approval import ask_approval
from app.ui.shell.plural import counted
from app.ui.shell.screen import Screen
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate


class Acts:
    """The acts on what was chosen.

    Args:
        screen: whose words and host they use.
        is_shown: whether it is shown.
    """

    def __init__(self, screen: Screen, is_shown: Callable[[], bool]) -> None:
        self._screen = screen
        self._is_shown = is_shown
        self._host = screen.host
        self._place = screen.place
        self._refund = screen.place.refund
        self._names = Names(screen.place)
        self._who: Person | None = None
        self._currency = screen.place.counter.shop.currency

    def accept(self) -> None:
        """Give the money back, or put the goods into the cart to go on selling.

        Where somebody left the screen before that, or another stands at it, nothing more is done.

        Raises:
            AppError: as `Selling.need_finished`, `GoodsBack.requests` and `GoodsBack.clear_way`.
        """
        self._refund.need_free()
        self._place.selling.need_finished()
        self._who = self._place.session.person
        if self._refund.aim is Aim.EXCHANGE:
            self._allowed(self._refund.requests(), self._exchange)
            return
        label = self._place.parking.label(pieces_text())
        waits = not self._place.cart.cart.is_empty and self._place.cart.cart.order is None

        def clear() -> None:
            if waits:
                self._host.toast(translate("RefundActs", "原交易已保留為 {}").format(label), "info")
            if self._goes_on:
                self._screen.guarded(lambda: self._allowed(self._refund.requests(), self._pay))

        self._refund.clear_way(label, clear)

    @property
    def _goes_on(self) -> bool:
        """Whether whoever began it is still at it: what comes next would be theirs."""
        return self._is_shown() and self._who is not None and self._who == self._place.session.person

    def _allowed(self, requests: Sequence[Request], then: Callable[[], object]) -> None:
        """Do it once somebody who may has allowed all of it."""
        if not requests:
            self._screen.guarded(then)
            return
        first, rest = requests[0], requests[1:]

        def approved(_: Approval | None) -> None:
            if self._goes_on:
                self._allowed(rest, then)

        ask_approval(
            self._host,
            self._place,
            first,
            approved,
            told=self._told(first),
            warned=self._warned(first),
            waits=self._refund.wait,
        )

    def _place_of(self, request: Request) -> int | None:
        """Which of the goods it is about: they are not in the cart yet."""
        place = (request.line or 0) - self._place.cart.cart.next_line_id
        return place if 0 <= place < len(self._refund.returns()) else None

    def _warned(self, request: Request) -> list[tuple[str, str]]:
        """That more would be given back without a receipt than the goods cost today."""
        place, counter = self._place_of(request), self._place.counter
        one = None if place is None else self._refund.returns()[place]
        if one is None or one.price is None:
            return []
        found = counter.catalog().find(one.sku, counter.clock.now())
        listed = None if found is None else found.price
        if listed is None or one.price.minor * listed.per_milli <= listed.minor * one.price.per_milli:
            return []
        words = translate("RefundActs", "售價 {} → 退 {}")
        prices = (money_text(listed.minor, self._currency), money_text(one.price.minor, self._currency))
        return [(translate("RefundActs", "高於今日售價"), words.format(*prices))]

    def _told(self, request: Request) -> list[tuple[str, str]]:
        """Which goods it is about."""
        place = self._place_of(request)
        if place is None:
            return []
        one = self._refund.returns()[place]
        return [
            (translate("RefundActs", "商品"), self._names.of(one.sku, one.name)),
            (translate("RefundActs", "數量"), quantity_text(one.quantity)),
            (translate("RefundActs", "退款金額"), money_text(self._refund.worth[place].refund, self._currency)),
        ]

    def _exchange(self) -> None:
        count = self._refund.put_in()
        self._host.go("sell")
        self._host.toast(counted(translate("RefundActs", "已加入 {} 項退貨，接著掃描要換的商品"), count), "ok")

    def _pay(self) -> None:
        if not self._refund.pay_out():
            self._host.go("pay")
