"""What comes back: which goods of a sale or without one, why, and what becomes of them and of the money."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.domain.cart import CartReturn
from app.domain.errors import UserError
from app.domain.quantity import MILLI, Quantity
from app.domain.refund import Breakdown, WayBack
from app.domain.sale import ReturnedLine
from app.domain.tax import TaxMode
from app.runtime.bridge import Bridge
from app.runtime.cart import Held, OpenCart
from app.runtime.counter import Counter
from app.runtime.payment import OpenPayment
from app.runtime.refund_bare import WithoutReceipt
from app.runtime.refund_lines import BackLine, BackLines
from app.runtime.refund_sale import SoughtSale
from app.services.refund import quote, ways_of


class Aim(Enum):
    """What the customer wants for the goods."""

    REFUND = "refund"  # money
    EXCHANGE = "exchange"  # other goods


class ChosenGoods(QObject):
    """The choice, while it is put together. Lives in the GUI thread.

    Signals:
        changed: another sale, another choice, or an act is under way.

    Attributes:
        sought: the sale that is looked at.
        bare: goods without a receipt.
        aim: money, or other goods.
        reason: in the shop's words; `is_other` says that it is typed.
        restock: whether the goods can be sold again.
        chosen: thousandths that come back, by line of the sale.
        current: line of the sale that keys are about.
        is_busy: an act is under way.
    """

    changed = Signal()

    def __init__(
        self,
        counter: Counter,
        open_cart: OpenCart,
        payment: OpenPayment,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._cart = open_cart
        self._payment = payment
        self.sought = SoughtSale(counter, bridge, self)
        self._rows = BackLines(self.sought, contained=counter.shop.tax.mode is TaxMode.INCLUSIVE)
        self.bare = WithoutReceipt(counter, self, is_still=lambda: self.is_busy)
        self._paying = False
        self._begin()
        self.sought.changed.connect(self._sale_changed)
        self.bare.changed.connect(self.changed)
        open_cart.changed.connect(self._clamp)

    def _begin(self) -> None:
        self._shown: str | None = None
        self.aim = Aim.REFUND
        self.reason, self.is_other = "", False
        self.restock = True
        self.chosen: dict[int, int] = {}
        self.current: int | None = None
        self.is_busy = self._paying = False

    def need_free(self) -> None:
        """Refuse what would change the choice, or act on it, while an act on it is under way.

        Raises:
            UserError: ``cart.being_paid``, ``cart.moving``.
        """
        if self.is_busy:
            raise UserError("cart.moving" if self._cart.held is Held.MOVING else "cart.being_paid")

    def close(self) -> None:
        """Forget the choice."""
        self._begin()
        self.sought.clear()
        self.bare.close()

    @property
    def is_begun(self) -> bool:
        """Whether anything is looked at or gathered."""
        return self.sought.view is not None or bool(self.sought.found) or self.bare.is_open

    def _sale_changed(self) -> None:
        """Another sale: nothing of it is chosen yet. The same one: what remains of it still is."""
        view = self.sought.view
        sale_id = view.sale.ticket.sale_id if view is not None else None
        if sale_id != self._shown:
            self._shown, self.chosen = sale_id, {}
            self.current = next((one.sold.line for one in self.lines if one.remaining), None)
        if self.bare.is_open and (view is not None or self.sought.found):
            self.bare.close()
        self._clamp()
        self.changed.emit()

    def _clamp(self) -> None:
        if self.chosen and not self._paying:
            able = {one.sold.line: one.remaining for one in self.lines}
            left = {line: min(milli, able[line]) for line, milli in self.chosen.items()}
            self.chosen = {line: milli for line, milli in left.items() if milli}
            self.changed.emit()

    # --- its lines ----------------------------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[BackLine, ...]:
        """The lines of the sale that is looked at."""
        return self._rows.all(self.chosen, () if self._paying else self._cart.cart.returns)

    def _line(self, number: int) -> BackLine:
        if self.sought.view is None:
            raise UserError("refund.no_receipt")
        return next(one for one in self.lines if one.sold.line == number)

    def choose(self, number: int, milli: int) -> None:
        """How much of a line comes back: at most what remains, nothing for none of it."""
        if self.is_busy or self.sought.view is None or self.sought.is_foreign:
            return
        line = self._line(number)
        wanted = max(0, min(milli, line.remaining))
        self.current = number
        self.chosen = {**self.chosen, number: wanted} if wanted else {
            one: kept for one, kept in self.chosen.items() if one != number
        }  # fmt: skip
        self.changed.emit()

    def toggle(self, number: int) -> None:
        """All that remains of a line, or nothing."""
        line = self._line(number)
        self.choose(number, 0 if line.milli else line.remaining)

    def step(self, number: int, steps: int) -> None:
        """A piece more or less of a line; of what is measured a tenth."""
        line = self._line(number)
        self.choose(number, line.milli + steps * line.step)

    def choose_all(self) -> None:
        """Everything that remains; a second time nothing."""
        able = {one.sold.line: one.remaining for one in self.lines if one.remaining}
        if not self.is_busy and able and not self.sought.is_foreign:
            self.chosen = {} if self.chosen == able else able
            self.changed.emit()

    def walk(self, steps: int) -> None:
        """Have keys be about the line below or above."""
        numbers = [one.sold.line for one in self.lines]
        if numbers:
            place = numbers.index(self.current) + steps if self.current in numbers else 0
            self.current = numbers[max(0, min(len(numbers) - 1, place))]
            self.changed.emit()

    def scan(self, code: str) -> BackLine | None:
        """Goods of the sale that were scanned: a piece more of them, or all that was measured; None for other goods.

        Raises:
            UserError: ``return.more_than_remains``, ``refund.of_another_terminal``.
        """
        if self.sought.is_foreign:
            raise self._foreign()
        counter = self._counter
        found = counter.understand(code).found
        sku, pack = (found.product.sku, found.pack) if found is not None else (code.strip(), 1)
        fitting = [one for one in self.lines if one.sold.sku == sku or one.sold.code == code.strip()]
        if not fitting:
            return None
        able = next((one for one in fitting if one.milli < one.remaining), None)
        if able is None:
            self.current = fitting[0].sold.line
            self.changed.emit()
            raise UserError("return.more_than_remains", line=self.current)
        self.choose(able.sold.line, able.milli + MILLI * pack if able.is_counted else able.remaining)
        return self._line(able.sold.line)

    # --- why, and what becomes of it ----------------------------------------------------------------------------

    def aim_at(self, aim: Aim) -> None:
        """Money, or other goods."""
        if aim is not self.aim and not self.is_busy:
            self.aim = aim
            self.changed.emit()

    def say(self, reason: str, *, other: bool = False) -> None:
        """Why; `other` for a reason that is typed."""
        if (reason, other) != (self.reason, self.is_other) and not self.is_busy:
            self.reason, self.is_other = reason, other
            self.changed.emit()

    def put_back(self, on: bool) -> None:  # noqa: FBT001 - of a signal
        """Whether the goods can be sold again."""
        if on != self.restock and not self.is_busy:
            self.restock = on
            self.changed.emit()

    # --- what it comes to ---------------------------------------------------------------------------------------

    def returns(self) -> tuple[CartReturn, ...]:
        """What is chosen, as it goes into a cart."""
        if self.bare.is_open:
            return self.bare.returns(self.reason.strip(), restock=self.restock)
        sale_id = self.sought.view.sale.ticket.sale_id if self.sought.view is not None else ""
        return tuple(
            CartReturn(
                -one.sold.line,
                one.sold.sku,
                one.sold.name,
                Quantity(one.milli, one.sold.quantity.unit),
                sale_id=sale_id,
                sale_line=one.sold.line,
                tax_class=one.sold.tax_class,
                reason=self.reason.strip(),
                restock=self.restock,
            )
            for one in self.lines
            if one.milli
        )

    @property
    def has_chosen(self) -> bool:
        """Whether anything is chosen that could go into a cart as it is."""
        return bool(self.returns()) if self.bare.is_open else bool(self.chosen)

    @property
    def worth(self) -> tuple[ReturnedLine, ...]:
        """What is given back for each: in an exchange after what the cart holds of the same lines."""
        before = self._cart.cart.returns if self.aim is Aim.EXCHANGE and not self._paying else ()
        returns = self.returns()
        if not returns:
            return ()
        told = quote(self._counter.reads(), (*before, *returns), self._counter.shop.tax)
        return told[len(before) :]

    def breakdown(self, line: BackLine) -> Breakdown:
        """How what is given back for a line comes about."""
        return self._rows.breakdown(line, in_exchange=self.aim is Aim.EXCHANGE)

    @property
    def total(self) -> int:
        """Minor units that the goods are worth."""
        if self.bare.is_open:
            return sum(one.refund for one in self.worth)
        return sum(self.breakdown(one).refund for one in self.lines if one.milli)

    @property
    def ways(self) -> tuple[WayBack, ...]:
        """What the money goes back to; nothing in an exchange, where the payment tells."""
        view, total = self.sought.view, self.total
        if self.aim is Aim.EXCHANGE or not self.has_chosen:
            return ()
        of_sale = {} if view is None or self.bare.is_open else {view.sale.ticket.sale_id: total}
        return ways_of(self._counter.reads(), of_sale, total, self._payment.kinds)

    @property
    def obstacle(self) -> UserError | None:
        """What is missing."""
        if self._counter.reads().open_shift() is None:
            return UserError("shift.not_open")
        if not self.bare.is_open and self.sought.view is None:
            return UserError("refund.no_receipt")
        if not self.bare.is_open and self.sought.is_foreign:
            return self._foreign()
        if not (self.bare.items if self.bare.is_open else self.chosen):
            return UserError("refund.nothing_chosen")
        if self.bare.is_open and (missing := self.bare.obstacle) is not None:
            return missing
        return None if self.reason.strip() else UserError("refund.no_reason")

    def _foreign(self) -> UserError:
        """What is sold at another terminal goes back there: here nobody knows what of it came back already."""
        number = "" if self.sought.view is None else self.sought.view.sale.number
        return UserError("refund.of_another_terminal", number=number)
