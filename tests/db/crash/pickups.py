"""A seller who picks orders, puts them on a shelf, and hands them over: paid before, or at the counter."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from app.domain.order import OrderState
from app.domain.pickup import PickLine, Pickup
from app.domain.pickup_charge import all_left, charge_of
from app.domain.pickup_done import Back, Check, PickState, Problem, Substitute, Why
from app.services.pickup import Given
from app.services.pickup_cart import cart_of
from tests.db.crash.customers import Customers
from tests.db.crash.purse import CASHIER, GOODS


def there_of(line: PickLine) -> int:
    """Thousandths that lie there, or that the customer has of what lay there."""
    return max(line.picked.milli, line.given.milli)


class Pickups(Customers):
    """Does what there is to do with the orders of the store."""

    def attend(self) -> None:
        """Do some of what an order needs."""
        waiting = sorted(self.pickups.board(), key=lambda one: one.order_id)
        if not waiting:
            self.hear()
            return
        one = self.random.choice(waiting)
        for _ in range(self.random.choice((1, 2, 9))):
            if not self.go_on(one):
                break
            found = self.pickups.pickup(one.order_id)
            assert found is not None
            one = found

    def go_on(self, one: Pickup) -> bool:
        """Do the next thing with an order; whether it waits for another one here."""
        open_line = next((line for line in one.lines if not line.is_settled), None)
        if one.is_to_go_back:
            self.put_back(one, Back.CANCELLED)
        elif one.state is OrderState.PLACED and self.random.random() < 0.5:
            self._order(
                "order.picking_started", one, [], lambda acts, entry: acts.start(one.order_id, CASHIER, entry)
            )  # fmt: skip
            return True
        elif open_line is not None and self.random.random() < 0.9:
            self.pick(one, open_line)
            return True
        elif not all_left(one):
            self.put_back(one, Back.DECLINED)
        elif one.state is not OrderState.READY and open_line is None:
            self.ready(one)
            return self.random.random() < 0.6
        elif self.random.random() < 0.12:
            self.complain(one)
        else:
            self.hand_over(one)
        return False

    def _order(
        self, kind: str, one: Pickup, content: list[object], act: Callable[..., Future[Pickup]], **about: object
    ) -> None:
        entry_id = self.mint()
        self._do(kind, entry_id, [one.order_id, *content], lambda: act(self.terminal.pickup, entry_id), **about)

    def pick(self, one: Pickup, line: PickLine) -> None:
        """Find what was ordered, or less, or something else."""
        chance, order_id, number, whole = self.random.random(), one.order_id, line.line, line.ordered.milli
        less = max(line.given.milli, whole - 1_000)
        if chance < 0.3 and there_of(line) < whole:
            self.scan_goods(one, line.sku)
        elif chance < 0.45 and less < whole:
            self._picked(
                one, number, less, PickState.SHORT,
                lambda acts, entry: acts.short(order_id, number, less, Why.SOLD_OUT, CASHIER, entry),
            )  # fmt: skip
        elif chance < 0.53:
            self._picked(
                one, number, 0, PickState.REJECTED,
                lambda acts, entry: acts.reject(order_id, number, Why.DAMAGED, CASHIER, entry),
            )  # fmt: skip
        elif chance < 0.6:
            product = next(each[0] for each in GOODS if each[0].sku != line.sku)
            other = Substitute(product.sku, product.name)
            self._picked(
                one, number, whole, PickState.SUBSTITUTED,
                lambda acts, entry: acts.substitute(
                    order_id, number, other, line.ordered, Why.NOT_FOUND, CASHIER, entry
                ),
            )  # fmt: skip
        else:
            self._picked(
                one, number, whole, PickState.PICKED,
                lambda acts, entry: acts.pick(order_id, number, whole, CASHIER, entry),
            )  # fmt: skip

    def scan_goods(self, one: Pickup, sku: str) -> None:
        """Check one piece off; of the same goods the first line that wants more."""
        wanting = (each for each in one.lines if each.sku == sku and there_of(each) < each.ordered.milli)
        line = next(each for each in wanting if each.state is not PickState.REJECTED)
        milli = there_of(line) + 1_000
        state = PickState.PICKED if milli == line.ordered.milli else PickState.OPEN
        self._picked(
            one, line.line, milli, state,
            lambda acts, entry: acts.scan(one.order_id, sku, 1_000, CASHIER, entry),
        )  # fmt: skip

    def _picked(
        self, one: Pickup, line: int, milli: int, state: PickState, act: Callable[..., Future[Pickup]]
    ) -> None:
        self._order("order.line_picked", one, [line, milli, state.value], act)

    def ready(self, one: Pickup) -> None:
        """Put it on a shelf; now and then only until a moment that is over."""
        shelf, until = f"C-{self.random.randrange(20):02d}", self.random.choice((None, None, None, 1))
        self._order(
            "order.ready", one, [shelf, until],
            lambda acts, entry: acts.ready(one.order_id, shelf, CASHIER, entry, keep_until=until),
        )  # fmt: skip

    def complain(self, one: Pickup) -> None:
        """Something is wrong with it, or it waited too long."""
        late = one.overdue_from
        if one.state is OrderState.READY and late is not None and self.terminal.desk.clock.now() >= late:
            self.put_back(one, Back.EXPIRED)
            return
        self._order(
            "order.problem_reported", one, [Problem.DAMAGED.value],
            lambda acts, entry: acts.report(one.order_id, Problem.DAMAGED, "wet", CASHIER, entry),
        )  # fmt: skip

    def put_back(self, one: Pickup, why: Back) -> None:
        """Its goods go back to where they are sold."""
        self._order(
            "order.returned", one, [why.value],
            lambda acts, entry: acts.put_back(one.order_id, why, CASHIER, entry),
        )  # fmt: skip

    def hand_over(self, one: Pickup) -> None:
        """Give the customer all that is there, or some of it; what is to be paid is paid in the same transaction."""
        left = all_left(one)
        is_part = self.random.random() < 0.35
        if is_part:
            number = self.random.choice(sorted(left))
            left = {number: left[number] if len(left) > 1 else max(1_000, left[number] // 2 // 1_000 * 1_000)}
        is_rest = not is_part or self.random.random() < 0.2
        given = Given(one.order_id, left, (Check.CODE,), ends=is_rest, offline=self.random.random() < 0.5)
        self.give(one, given)

    def give(self, one: Pickup, given: Given) -> None:
        """Hand over what was paid online, or have the rest paid."""
        charge = charge_of(one, given.lines)
        if charge.due:
            if self.cart is None:
                at = self.terminal.desk.clock.now()
                cart = cart_of(one, given, self.mint(), self.terminal.store.catalog(), at)
                self.scan(cart)
                if self.random.random() < 0.8:
                    self.sell(cart, ())
            return
        moved = [[one.line(number).goods.sku, milli] for number, milli in sorted(given.lines.items())]
        content = [sorted(given.lines.items()), moved, given.ends, None, charge.prepaid, given.offline]
        self._order(
            "order.handed_over", one, [list(map(list, content[0])), *content[1:]],
            lambda acts, entry: acts.hand_over(given, CASHIER, entry),
        )  # fmt: skip
