"""What the buttons and keys of the sell screen do with the cart: apply, remove, put aside, fetch, clear, pay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.approval import Approval, Request
from app.domain.errors import UserError
from app.runtime.parking import Parked
from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.services.edit import What
from app.ui.screens.pay.void import ask_void, void_paid
from app.ui.screens.sell.words import discount_text, listed, pieces_text
from app.ui.shell.approval import ask_approval
from app.ui.shell.goods import goods_name
from app.ui.shell.screen import Screen
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate

#: Clearing a cart of more lines than this asks first.
CLEAR_ASKS_ABOVE = 3


class Acts:
    """The acts; the screen tells what was done, and shows what comes of it.

    Args:
        screen: whose words and host they use.
        number: what the open cart will be called.
    """

    def __init__(self, screen: Screen, number: Callable[[], str]) -> None:
        self._screen = screen
        self._host = screen.host
        self._place: Workplace = screen.place
        self._number = number

    def _allowed(self, requests: Sequence[Request], then: Callable[[str | None], object]) -> None:
        """Do something now, or once somebody who may has allowed all of it; then with who did."""
        if not requests:
            then(None)
            return
        first, rest = requests[0], requests[1:]

        def approved(approval: Approval | None) -> None:
            by = None if approval is None else approval.approved_by
            self._allowed(rest, lambda other: then(other or by))

        ask_approval(self._host, self._place, first, approved)

    def tell_lost(self) -> None:
        """Goods that were to come back with this cart, and came back with another one meanwhile."""
        if lost := self._place.cart.take_lost():
            said = translate("SellActs", "「{}」已在別筆退貨，從這筆移除")
            self._host.toast(said.format(listed(lost)), "warn", sticky=True)

    # --- lines --------------------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Apply what was typed beside a line.

        Raises:
            AppError: as `Editing.requests` and `Editing.apply`.
        """
        editing = self._place.selling.editing
        self._allowed(editing.requests(), lambda by: self._screen.guarded(lambda: self._apply(by)))

    def _apply(self, approved_by: str | None) -> None:
        """Apply it; that a typed price took a discount's place is told, and can be taken back."""
        editing, cart = self._place.selling.editing, self._place.cart
        line = editing.line
        editing.apply(approved_by)
        after = next((one for one in cart.cart.lines if line is not None and one.line_id == line.line_id), None)
        if line is None or after is None or line.discount is None or line.override == after.override:
            return
        if after.discount is None:
            said = translate("SellActs", "已改價，原折扣「{}」取消").format(discount_text(line.discount))
            self._host.toast(said, "info", translate("SellActs", "復原"), cart.undo)

    def add_by_hand(self, done: Callable[[str], object]) -> None:
        """Put in goods that nobody knows; then with their name.

        Raises:
            AppError: as `Unknown.request` and `Unknown.add`.
        """
        unknown = self._place.selling.unknown
        self._allowed([unknown.request()], lambda _: self._screen.guarded(lambda: done(unknown.add().name)))

    def step(self, pieces: int) -> None:
        """A piece more or less: of what is typed, or of the line."""
        selling = self._place.selling
        draft = selling.editing.draft
        if draft is not None and draft.what is What.QUANTITY:
            selling.editing.step(pieces)
        else:
            selling.step(pieces)

    def remove(self) -> None:
        """Take the chosen line out, or the last; it can be brought back.

        The last one of a cart that money was taken for ends the cart, and that is asked for.
        """
        cart, line = self._place.cart, self._place.selling.line
        chosen = cart.selected if cart.selected is not None else line.line_id if line is not None else None
        if chosen is None:
            return
        if len(cart.cart.lines) + len(cart.cart.returns) == 1 and self._was_paid(cart.cart.cart_id):
            cart.need_free()
            void_paid(self._screen)
            return
        goods = {one.line_id: (one.sku, one.name) for one in cart.cart.lines}
        goods.update((one.line_id, (one.sku, one.name)) for one in cart.cart.returns)
        cart.remove(chosen)
        self._host.toast(
            translate("SellActs", "已移除 {}").format(goods_name(self._place.counter, *goods[chosen])),
            "info",
            translate("SellActs", "復原"),
            cart.undo,
        )

    # --- the cart -----------------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Put the cart aside; an order's goes back to where it waited.

        Raises:
            AppError: as `Selling.need_finished`, `Parking.park` and `HandOver.give_back`.
        """
        parking, cart = self._place.parking, self._place.cart.cart
        if cart.is_empty:
            return
        if cart.order is not None:
            self._give_back(cart.order.code)
            return
        self._place.selling.need_finished()
        label = parking.label(pieces_text())
        parking.park(label, lambda: self._host.toast(translate("SellActs", "已保留 {}").format(label), "ok"))

    def _give_back(self, code: str) -> None:
        self._place.handover.give_back()
        said = translate("SellActs", "取貨單 {} 已放回取貨，要收款再掃一次取貨碼")
        self._host.toast(said.format(code), "ok")

    def recall(self, parked: Parked) -> None:
        """Fetch a cart.

        Raises:
            AppError: as `Selling.need_finished` and `Parking.recall`.
        """
        self._place.selling.need_finished()
        parking, cart = self._place.parking, self._place.cart.cart
        waits = not cart.is_empty and cart.order is None
        label = parking.label(pieces_text())

        def done() -> None:
            self._place.selling.turn(Work.BROWSE)
            said = (
                translate("SellActs", "已取回 {}，原交易已保留為 {}") if waits else translate("SellActs", "已取回 {}")
            )
            self._host.toast(said.format(parked.label, label), "ok")
            self.tell_lost()

        parking.recall(parked.cart.cart_id, label, done)

    def _was_paid(self, cart_id: str) -> bool:
        """Whether money was taken for a cart, and given back."""
        return self._place.counter.reads().was_given_back(cart_id)

    def drop(self, parked: Parked, done: Callable[[], object]) -> None:
        """Cancel a cart that is put aside, once somebody said yes."""
        if self._was_paid(parked.cart.cart_id):
            ask_void(
                self._screen,
                parked.cart.cart_id,
                parked.total,
                lambda reason: self._place.parking.drop(parked.cart, reason, done),
            )
            return
        text = translate("SellActs", "{} 共 {} 項。刪除後不能取回，會記錄在交班單。").format(
            parked.label, len(parked.cart.lines)
        )
        dialog = Dialog(self._screen, translate("SellActs", "刪除這筆保留的交易？"), text)
        dialog.add_button("keep", translate("SellActs", "不刪除"), safe=True)
        dialog.add_button("drop", translate("SellActs", "刪除"), "fill_danger")

        def answered(key: str) -> None:
            if key == "drop":
                self._place.parking.drop(parked.cart, translate("SellActs", "刪除保留"), done)

        dialog.closed.connect(answered)
        self._host.ask(dialog)

    def clear(self) -> None:
        """Cancel the open cart: a long one asks first, a short one can be brought back.

        Raises:
            AppError: as `Parking.void`.
        """
        cart = self._place.cart.cart
        if cart.is_empty:
            return
        if self._place.payment.has_taken or self._was_paid(cart.cart_id):
            void_paid(self._screen)
            return
        lines = len(cart.lines) + len(cart.returns)
        if lines <= CLEAR_ASKS_ABOVE:
            self._void()
            return
        amount = money_text(self._place.cart.total, cart.currency)
        text = translate("SellActs", "{} 共 {} 項 {}。清空後不能取回，會記錄在交班單。").format(
            self._number(), lines, amount
        )
        dialog = Dialog(self._screen, translate("SellActs", "清空這筆交易？"), text)
        dialog.add_button("keep", translate("SellActs", "不清空"), safe=True)
        dialog.add_button("clear", translate("SellActs", "清空 {}").format(self._number()), "fill_danger")
        dialog.closed.connect(lambda key: self._screen.guarded(self._void) if key == "clear" else None)
        self._host.ask(dialog)

    def _void(self) -> None:
        cart = self._place.cart.cart
        short = len(cart.lines) + len(cart.returns) <= CLEAR_ASKS_ABOVE

        def back() -> None:
            self._screen.guarded(lambda: self._place.parking.bring_back(cart))

        def done() -> None:
            self._host.toast(
                translate("SellActs", "已清空"),
                "info",
                translate("SellActs", "復原") if short else "",
                back if short else None,
            )

        self._place.parking.void(translate("SellActs", "清空"), done)

    def pay(self) -> None:
        """Go to the payment, once everything on the cart is allowed.

        Raises:
            AppError: as `OpenPayment.need_still`, `Selling.need_finished`, `CartCoupons.need_answers`;
                ``shift.not_open``, ``staff.may_not_sell``; as `Parking.need_standing` and `Approvals.missing`.
        """
        counter, cart = self._place.counter, self._place.cart.cart
        self._place.payment.need_still()
        self._place.selling.need_finished()
        self._place.coupons.need_answers()
        if cart.is_empty:
            return
        if counter.reads().open_shift() is None:
            raise UserError("shift.not_open")
        if cart.lines and not self._place.session.may_sell:
            raise UserError("staff.may_not_sell", staff_id=self._place.session.actor)
        if not self._place.payment.has_taken:
            self._place.parking.need_standing(cart)
        missing = counter.approvals.missing(cart, self._place.session.actor)
        if not missing:
            self._host.go("pay")
            return
        self._allowed(missing, lambda _: self._host.go("pay"))
