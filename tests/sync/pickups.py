"""Counters of one store that pick and hand over, over real HTTP, and what the centre and they think of it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.bootstrap import enrol_terminal
from app.bootstrap.told import make_pickups
from app.central import enrol as enrolling
from app.central.database import write
from app.central.order import OrderForm, place_order, set_state
from app.config import Config
from app.contract.hold import ClaimRequest, Release
from app.contract.order import OrderItem, OrderLine
from app.contract.wire import read_wire
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.domain.pickup_charge import all_left
from app.services.pickup import Given
from app.services.pickup_cart import cart_of
from app.services.pickup_ports import Pickups, Presented
from app.services.pickup_present import Present
from app.sync.claim import ClaimLine
from app.sync.gateway import AT_ONCE, Address, Gateway
from tests.central.conftest import START, rows
from tests.db.conftest import Till
from tests.sync.conftest import Linked, Turns
from tests.sync.machine import NumberedTill


def _at_once(gateway: Gateway, job: Any) -> Any:
    done: Any = Future()
    try:
        done.set_result(job(gateway))
    except Exception as error:  # noqa: BLE001 - as a thread hands it on
        done.set_exception(error)
    return done


@dataclass
class Counter:
    """A till of the store."""

    till: Till
    url: str
    token: str
    sync: Turns
    lines: list[Gateway] = field(default_factory=list)

    @property
    def pickups(self) -> Pickups:
        return make_pickups(self.till.terminal)

    def pickup(self, order_id: str) -> Pickup:
        found = self.pickups.pickup(order_id)
        assert found is not None
        return found

    def act(self, verb: str, *said: Any, **more: Any) -> Any:
        """Do something with an order, as Anna."""
        acts = self.till.terminal.pickup
        return getattr(acts, verb)(*said, actor="anna", entry_id=self.till.ids.mint(), **more).result()

    def make_ready(self, order_id: str, shelf: str = "C-07") -> Pickup:
        """Pick all of it, and put it on a shelf."""
        for line in self.pickup(order_id).lines:
            self.act("pick", order_id, line.line, line.ordered.milli)
        return self.act("ready", order_id, shelf)

    def give(self, order_id: str, lines: dict[int, int] | None = None, **more: Any) -> Pickup:
        """Hand over what was paid online: all of it, or some lines."""
        given = Given(order_id, all_left(self.pickup(order_id)) if lines is None else lines, **more)
        return self.till.terminal.pickup.hand_over(given, "anna", self.till.ids.mint()).result()

    def sell(self, order_id: str, lines: dict[int, int] | None = None, **more: Any) -> Any:
        """Have it paid at the counter, in cash beside what was paid online; the sale."""
        till, one = self.till, self.pickup(order_id)
        given = Given(order_id, all_left(one) if lines is None else lines, **more)
        cart = cart_of(one, given, till.ids.mint(), till.terminal.store.catalog(), till.clock.now())
        assert cart.order is not None
        paid = till.payment(cart).with_prepaid(till.ids.mint(), cart.order.prepaid)
        return till.complete(cart, paid.with_cash(till.ids.mint(), paid.cash_due)).result()

    def show(self, order: str, *, store: str = "", claim_id: str = "", online: bool = True) -> Presented:
        """A customer shows a code."""
        url = self.url if online else "http://127.0.0.1:9"
        line = Gateway(Address(url, self.token), waits=AT_ONCE)
        try:
            claims = ClaimLine(lambda job: _at_once(line, job))
            present = Present(lambda: self.pickups, claims, self.till.terminal.shop.store)
            return present.show(order, claim_id or self.till.ids.mint(), store=store).result(20)
        finally:
            line.close()

    def claim(self, order: str) -> bool:
        """Ask the centre for it, and give it up again."""
        line = Gateway(Address(self.url, self.token), waits=AT_ONCE)
        try:
            asked = self.till.ids.mint()
            granted = line.claim(ClaimRequest(id=asked, order=order)).granted
            line.release_claim(Release(id=asked))
            return granted
        finally:
            line.close()


def counter_of(linked: Linked) -> Counter:
    """The linked till as a counter, its shift open, in step."""
    made = Counter(linked.till, linked.url, linked.token, linked.sync())
    linked.till.open_shift(1_000)
    made.sync.settle()
    return made


def second_counter(linked: Linked, folder: Path) -> Counter:
    """Another till of the same store; to be closed by who asks."""
    till = NumberedTill(Config(folder / "second", folder / "second-keys", "file", plain=True), number=2)
    code = write(linked.engine, lambda connection: enrolling.make_code(connection, "S01", 2, START))
    enrol_terminal(till.terminal, linked.url, code.lower())
    kept = till.terminal.secrets.membership()
    gateway = Gateway(Address(linked.url, kept.token))
    linked.gateways.append(gateway)
    made = Counter(till, linked.url, kept.token, Turns(till.terminal, gateway))
    till.open_shift(1_000)
    made.sync.settle()
    return made


def order(
    linked: Linked,
    order_id: str = "o1",
    *,
    paid: int | None = None,
    goods: tuple[tuple[str, int, int], ...] = (("A", 2, 100), ("B", 1, 60)),
    total: int | None = None,
    store: str = "S01",
    **more: Any,
) -> str:
    """A customer orders (SKU, pieces, minor units of the line), all of it paid online unless said otherwise."""
    lines = tuple(OrderLine(sku=sku, name=sku, milli=count * 1000, amount_minor=minor) for sku, count, minor in goods)
    whole = sum(one.amount_minor for one in lines) if total is None else total
    form = OrderForm(
        code=f"A7-{order_id}", customer="王小明", phone_tail="318", lines=lines, total_minor=whole,
        paid_minor=whole if paid is None else paid, **more,
    )  # fmt: skip
    write(linked.engine, lambda it: place_order(it, store, order_id, form, START))
    return order_id


def become(linked: Linked, order_id: str, state: OrderState) -> None:
    write(linked.engine, lambda it: set_state(it, "S01", order_id, state.value))


def at_centre(linked: Linked, order_id: str = "o1") -> OrderItem:
    """The order as the centre tells it."""
    return read_wire(
        OrderItem, str(rows(linked.engine, f"SELECT body FROM pickup_order WHERE id='{order_id}'")[0][0])
    )


def stock(linked: Linked, store: str = "S01") -> dict[object, tuple[object, ...]]:
    """On hand and reserved, by SKU, thousandths."""
    found = rows(linked.engine, f"SELECT sku, on_hand, reserved FROM stock WHERE store='{store}'")
    return {sku: (on_hand, reserved) for sku, on_hand, reserved in found}


def conflicts(linked: Linked) -> list[tuple[object, ...]]:
    """Kind, subject and outcome of what met."""
    return sorted(rows(linked.engine, "SELECT kind, subject, outcome FROM conflict WHERE kind LIKE 'order.%'"))
