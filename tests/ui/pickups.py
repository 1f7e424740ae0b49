"""A counter with goods and orders for pickup: what its staff reads, and how hands and scanners reach it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel

from app.contract.order import OrderItem, OrderLine
from app.contract.pickup import ToldLine, ToldPickup
from app.db.order import put_orders
from app.domain.errors import FaultError
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.services.pickup_ports import Claimed
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.money import AmountLabel
from app.ui.widgets.toast import Toast
from tests.ui.counter import Counter
from tests.ui.selling import GOODS, Selling

MINUTE = 60 * 1_000_000
PRICES = {one.sku: (one.name, price.minor) for one, price, _ in GOODS if price is not None}


@dataclass
class Answers:
    """A centre that answers always the same; None for one that nobody reaches."""

    claimed: Claimed | None = None
    released: int = 0
    asked: list[tuple[str, bool]] = field(default_factory=list)

    def claim(self, _order: str, claim_id: str, *, renew: bool = False) -> Future[Claimed]:
        self.asked.append((claim_id, renew))
        answer: Future[Claimed] = Future()
        if self.claimed is None:
            answer.set_exception(FaultError("centre.unreachable"))
        else:
            answer.set_result(self.claimed)
        return answer

    def release(self, claim_id: str) -> None:
        del claim_id
        self.released += 1


class Pickups:
    """The counter, its orders, its screens."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.goods = counter, Selling(counter)
        self.centre = Answers(Claimed(granted=True))
        object.__setattr__(counter.place.counter, "claims", self.centre)

    @property
    def now(self) -> int:
        return self.counter.till.clock.now()

    def order(
        self,
        code: str,
        goods: Sequence[tuple[str, int]] = (("BR001", 2), ("DA001", 1)),
        state: str = "placed",
        *,
        paid: bool | int = True,
        minutes: int = 60,
        customer: str = "陳○宏",
        tail: str = "318",
        told: ToldPickup | None = None,
    ) -> str:
        """An order comes by the feed, promised in so many minutes; its id."""
        lines = tuple(
            OrderLine(sku=sku, name=PRICES[sku][0], milli=count * 1_000, amount_minor=PRICES[sku][1] * count)
            for sku, count in goods
        )
        total = sum(one.amount_minor for one in lines)
        paid_minor = total if paid is True else int(paid)
        item = OrderItem(
            code=code, state=state, customer=customer, member_id=None, currency="TWD", lines=lines,
            total_minor=total, paid_minor=paid_minor, note="", placed_at=self.now - 8 * MINUTE,
            ready_by=self.now + minutes * MINUTE, phone_tail=tail, pickup=told,
        )  # fmt: skip
        writer = self.counter.till.terminal.store.writer
        writer.on_connection(lambda connection: put_orders(connection, {f"id-{code}": item})).result()
        self.counter.place.pickup.hear()
        QApplication.processEvents()
        return f"id-{code}"

    def ready(self, code: str, goods: Sequence[tuple[str, int]] = (("BR001", 2), ("DA001", 1)), **more) -> str:
        """An order that lies on shelf B-02 for ten minutes."""
        lines = tuple(
            ToldLine(line=number, milli=count * 1_000, state="picked") for number, (_, count) in enumerate(goods, 1)
        )
        keep = more.pop("keep_until", None)
        ready_at = more.pop("ready_at", self.now - 10 * MINUTE)
        told = ToldPickup(lines=lines, shelf="B-02", ready_at=ready_at, keep_until=keep)
        return self.order(code, goods, more.pop("state", "ready"), told=told, **more)

    def pickup(self, code: str) -> Pickup:
        """An order as the terminal has it on the disk."""
        found = self.counter.place.counter.pickups.pickup(f"id-{code}")
        assert found is not None
        return found

    def state(self, code: str) -> OrderState:
        return self.pickup(code).state

    # --- hands --------------------------------------------------------------------------------------------------

    def open(self, width: int = 1280, height: int = 800) -> Pickups:
        self.counter.open("pickup", width, height)
        self.counter.settle()
        return self

    def scan(self, code: str) -> Pickups:
        """A scanner reads a code, on whatever screen."""
        self.counter.window.shell.scanned(code)
        self.counter.settle()
        return self

    def keys(self, *keys: Qt.Key | str) -> Pickups:
        for key in keys:
            self.counter.keys(key)
            self.counter.settle()
        return self

    def type(self, text: str) -> Pickups:
        """Text of an input method lands where the focus is."""
        QApplication.focusWidget().insert(text)
        self.counter.settle()
        return self

    def tap(self, name: str) -> Pickups:
        self.counter.press(name)
        self.counter.settle()
        return self

    def show(self, code: str) -> Pickups:
        """Go to an order by its number, as somebody who types it."""
        return self.keys(Qt.Key.Key_F4, code, Qt.Key.Key_Return)

    # --- what is read -------------------------------------------------------------------------------------------

    def rows(self, name: str) -> list[str]:
        """A list's rows as they are read out."""
        view = self.counter.named(name, QAbstractItemView)
        model = view.model()
        return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]

    @property
    def primary(self) -> PrimaryBar:
        return next(one for one in self.counter.screen.findChildren(PrimaryBar) if one.isVisible())

    @property
    def forward(self) -> tuple[str, str]:
        """The primary's words, and why it is disabled; ``on`` where it is not."""
        bar = self.primary
        return bar.accessibleName(), "on" if bar.isEnabled() else bar.reason()

    @property
    def amount(self) -> str:
        """The figure beside what is said of the money."""
        (label,) = [one for one in self.counter.screen.findChildren(AmountLabel) if one.isVisible()]
        return label.text()

    @property
    def toast(self) -> str:
        return next((one.text() for one in self.counter.window.findChildren(Toast) if one.text()), "")

    @property
    def said(self) -> str:
        """Every line that is shown, one after the other."""
        labels = [one for one in self.counter.screen.findChildren(QLabel) if one.isVisible()]
        return "\n".join(one.text() for one in labels)


__all__ = ["MINUTE", "Answers", "Pickups"]
