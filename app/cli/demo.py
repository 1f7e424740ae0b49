"""`omo-pos demo`: a scripted morning in the demo shop, through the services of the counter."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from app import bootstrap, config
from app.cli.demo_centre import DemoCentre, take_pictures
from app.cli.say import Verbs, say
from app.cli.status import Status, status_of
from app.contract.journal import ShiftClosed
from app.contract.promotion import PromotionRule
from app.domain.cart import Cart, CartReturn, Discount, DiscountKind, Member, add_product, add_return, set_discount
from app.domain.errors import FaultError
from app.domain.frozen import frozen
from app.domain.money import decimal_text
from app.domain.pricing import PricedCart, PromotionBook, price_cart
from app.domain.quantity import Quantity, Unit, pieces
from app.domain.sale import Sale
from app.domain.tender import Payment
from app.runtime.standing import Link
from app.services.presence import Leaving
from app.services.promotion import promotion_of
from app.services.refund import quote
from app.services.shift import read as read_shift

CASHIER, MANAGER = "S03", "S01"
FLOAT = 3_000
#: What is found in the drawer is this much less than it should be: a morning in which somebody miscounted change.
SHORT = 5
#: Seconds that the centre may take to have the whole morning.
_SYNC_S = 60

#: What is typed or scanned, and how many; grams for goods that are weighed.
Wish = tuple[str, int]


@frozen
class Customer:
    """Somebody at the counter: `pays` is ``cash``, ``card`` or ``split``."""

    says: str
    wishes: tuple[Wish, ...]
    pays: str = "cash"
    member: Member | None = None
    coupons: tuple[str, ...] = ()
    discount: Discount | None = None


_MEMBER = Member("M-000193", "gold")
CUSTOMERS = (
    Customer("breakfast", (("4710000000011", 2), ("豆漿", 1))),
    Customer("buns for the office, five and one free", (("蔥花麵包", 6),)),
    Customer("cheese by the gram and vegetables", (("切達起司", 265), ("牛番茄", 730), ("高麗菜", 1_240)), "card"),
    Customer("a member with a coupon", (("ㄍㄕㄨㄌ", 1), ("鮮奶吐司", 1)), "card", _MEMBER, ("WELCOME50",)),
    Customer("soap, three for a price", (("抹草", 1), ("苦茶油洗髮皂", 1), ("檜木皂", 1), ("4710000000127", 1))),
    Customer(
        "a dented box, a fifth off with the manager's badge",
        (("土鳳梨酥", 1), ("咖啡豆", 1)),
        "split",
        discount=Discount(DiscountKind.PERCENT, 200_000, "盒角碰傷", MANAGER),
    ),
)


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser(
        "demo", help="a scripted morning in the demo shop, then its window, with a centre and the customer page"
    )
    verb.add_argument(
        "--data-dir", type=Path, metavar="D", help="keep the data here (otherwise in a temporary folder)"
    )
    verb.add_argument("--text", action="store_true", help="only the morning, without window and centre")
    verb.add_argument("--pictures", type=Path, metavar="D", help="without a display: where pictures and papers go")
    verb.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> Status:
    if arguments.data_dir is not None:
        return _run(config.load(arguments.data_dir), arguments)
    with tempfile.TemporaryDirectory(prefix="omo-pos-demo-") as folder:
        return _run(config.Config(Path(folder) / "data", Path(folder) / "keys", "file"), arguments)


def _run(settings: config.Config, arguments: argparse.Namespace) -> Status:
    if arguments.text:
        return _morning(settings, None)
    began = time.monotonic()
    with DemoCentre(settings.data_dir.with_name(f"{settings.data_dir.name}-centre")) as centre:
        done = _morning(settings, centre)
        if done is not Status.OK:
            return done
        say(f"customer page: {centre.shop}  (as a member: {centre.member})")
        say(f"ready after {time.monotonic() - began:.1f} s")
        return _window(settings) if has_display() else _tour(settings, arguments.pictures, centre)


def has_display() -> bool:
    """Whether somebody could see a window."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    named = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return named or not sys.platform.startswith("linux")


def _window(settings: config.Config) -> Status:
    """The afternoon is the viewer's: a shift is open, and the first customers were served."""
    from app.bootstrap.running import Options, run_window  # noqa: PLC0415 - Qt is loaded only where there is a display

    terminal = bootstrap.open_demo(settings)
    try:
        Morning(terminal).begin_afternoon()
    finally:
        terminal.close()
    say("the window opens; S03 signs in with 4803, the manager S01 with 4801")
    return Status(run_window(settings, Options(demo=True), lambda error: int(status_of(error))))


def _tour(settings: config.Config, out: Path | None, centre: DemoCentre) -> Status:
    """Nobody could see a window: one that is not seen is driven for half an hour, and its pictures are kept."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.bootstrap.tour import run_tour  # noqa: PLC0415 - Qt is loaded only now

    place = out or Path(tempfile.mkdtemp(prefix="omo-pos-demo-pictures-"))
    place.mkdir(parents=True, exist_ok=True)
    pictures, papers = run_tour(settings, place, CASHIER)
    say(f"no display here: half an hour at the till in an invisible window, {len(pictures)} pictures, in {place}")
    say(f"and {len(papers)} receipts, in {place / 'papers'}")
    seen = take_pictures(place, {"page-goods": centre.shop, "page-order": centre.order})
    say(
        f"and {len(seen)} of the customer page" if seen else "no browser here that takes the customer page's pictures"
    )
    return Status.OK


def _join(terminal: bootstrap.Terminal, centre: DemoCentre) -> bootstrap.Sync:
    """Have the centre up, with the counter as one of its terminals, and keep both in step."""
    member = terminal.secrets.membership()
    port = 0 if member is None else urlsplit(member.url).port or 0
    centre.furnish(bootstrap.demo_staff(terminal), port)
    if member is None:
        bootstrap.enrol_terminal(terminal, centre.url, centre.code)
    say(f"a centre on this machine: {centre.url}")
    return bootstrap.start_sync(terminal)


def _end_sync(sync: bootstrap.Sync) -> None:
    """Wait until the centre has the morning, and the counter what the centre has."""

    def is_done() -> bool:
        stands = sync.standing()
        return stands.link is Link.ONLINE and not stands.unsent

    if sync.thread is not None and not sync.thread.wait_for(is_done, _SYNC_S):
        stands = sync.standing()
        say(f"the centre has not everything yet: {stands.unsent} entries to send {stands.why}")
    sync.close()


def _morning(settings: config.Config, centre: DemoCentre | None) -> Status:
    terminal = bootstrap.open_demo(settings)
    try:
        is_first = terminal.secrets.membership() is None
        if is_first:
            outcome = bootstrap.load_demo(terminal)
            say(f"{terminal.shop.name}: {outcome.added} new products, {len(terminal.store.promotions())} promotions")
        sync = None if centre is None else _join(terminal, centre)
        schedule = bootstrap.start_backups(settings)  # the first copy is due at once, while the morning goes on
        try:
            Morning(terminal).run()
            terminal.store.tend_search()
            taken = is_first and schedule.wait_tried(1, 60) and schedule.failure is None
        finally:
            schedule.close()
            if sync is not None:
                _end_sync(sync)
        if is_first:  # later the next one is due in its own time
            say(f"a checked copy was taken meanwhile: {'yes' if taken else schedule.failure}")
    finally:
        terminal.close()
    beside = bootstrap.open_beside(settings)
    try:
        report = beside.verify()
    finally:
        beside.close()
    holds = "every one holds" if report.ok else report.problem or ", ".join(report.differences)
    say(f"journal verified: {report.entries} entries, {holds}; head {report.head}")
    return Status.OK if report.ok else Status.BROKEN


class Morning:
    """One shift: sales of every kind, a parked cart, a refund, an exchange, a delivery, and the Z."""

    def __init__(self, terminal: bootstrap.Terminal) -> None:
        self._terminal = terminal
        rules = (rule for rule in terminal.store.promotions() if isinstance(rule, PromotionRule))
        self._book = PromotionBook(promotion_of(rule) for rule in rules)
        self._zone = ZoneInfo(terminal.shop.zone)
        self._badges = {one.staff_id: one.badge for one in bootstrap.demo_people()}

    def run(self) -> None:
        """Sell the morning."""
        terminal = self._terminal
        open_shift = terminal.store.reads().open_shift()
        if open_shift is None:
            open_shift = terminal.shifts.open(self._id(), FLOAT, CASHIER).result()
        self._sign_in(CASHIER)
        say(f"shift {open_shift.number} of {open_shift.business_on} opened with a float of {self._money(FLOAT)}")
        self._deliver()
        sales = [self._serve(customer) for customer in CUSTOMERS]
        self._serve_parked(CUSTOMERS[0])
        self._refund(sales[0])
        self._exchange(sales[1])
        self._sign_in(MANAGER)
        self._close(open_shift.shift_id)
        self._terminal.staff.sign_out(Leaving.ENDED).result()

    def begin_afternoon(self) -> None:
        """Open the next shift, and serve its first customers."""
        if self._terminal.store.reads().open_shift() is None:
            self._terminal.shifts.open(self._id(), FLOAT, CASHIER).result()
        self._sign_in(CASHIER)
        for customer in CUSTOMERS[:3]:
            self._serve(customer)
        self._terminal.staff.sign_out(Leaving.LOCKED).result()

    def _sign_in(self, staff_id: str) -> None:
        present = self._terminal.staff.sign_in_by_badge(self._badges[staff_id]).result()
        say(f"signed in: {present.person.name} ({present.person.role.value})")

    def _id(self) -> str:
        return self._terminal.desk.ids.mint()

    def _money(self, minor: int) -> str:
        return f"${decimal_text(minor, self._terminal.shop.currency)}"

    def _deliver(self) -> None:
        found = self._find("蔥花麵包")
        self._terminal.stock.move(self._id(), "delivery", [(found, pieces(24))], "S12").result()
        say(f"delivery: 24 of {found}")

    def _find(self, text: str) -> str:
        """The SKU that a cashier gets for a code or a few typed characters."""
        catalog, at = self._terminal.store.catalog(), self._terminal.desk.clock.now()
        exact = catalog.find(text, at)
        if exact is not None:
            return exact.product.sku
        for one in catalog.search(text, 1, at):
            return one.found.product.sku
        raise FaultError("demo.no_such_goods", text=text)

    def _cart(self, customer: Customer) -> Cart:
        """The customer's cart, autosaved after every scan as the counter does."""
        terminal = self._terminal
        cart = Cart(self._id(), terminal.shop.currency, member=customer.member, coupons=customer.coupons)
        for text, count in customer.wishes:
            at = terminal.desk.clock.now()
            found = terminal.store.catalog().find(self._find(text), at)
            if found is None or found.price is None:
                raise FaultError("demo.no_such_goods", text=text)
            unit = found.product.unit
            quantity = pieces(count) if unit is Unit.PIECE else Quantity(count, unit)
            cart = add_product(cart, found.product, found.price, quantity, text)
            terminal.carts.autosave(cart)
        if customer.discount is not None:
            cart = set_discount(cart, cart.lines[0].line_id, customer.discount)
        return cart

    def _price(self, cart: Cart) -> PricedCart:
        terminal = self._terminal
        return price_cart(cart, self._book, terminal.shop.tax, terminal.desk.clock.now(), zone=self._zone)

    def _serve(self, customer: Customer) -> Sale:
        cart = self._cart(customer)
        for request in self._terminal.approvals.missing(cart, CASHIER):
            self._terminal.approvals.approve_by_badge(request, CASHIER, self._badges[MANAGER]).result()
        priced = self._price(cart)
        payment = self._pay(cart, Payment(priced.total, cart.currency, self._terminal.shop.cash), customer.pays)
        sale = self._terminal.sell.complete(cart, priced, payment, CASHIER).result()
        again = self._terminal.sell.complete(cart, priced, payment, CASHIER).result()  # a double press is one sale
        if again.number != sale.number:
            raise FaultError("demo.sold_twice", number=again.number)
        self._tell(sale, customer.says)
        return sale

    def _pay(self, cart: Cart, payment: Payment, pays: str) -> Payment:
        if payment.is_settled:
            return payment
        if pays == "split":  # the first half is kept at once: a crash now would not forget it
            payment = payment.with_card(self._id(), payment.total // 2, "A48213")
            self._terminal.tenders.take(cart, payment.tenders[0], CASHIER).result()
        if pays == "card":
            return payment.with_card(self._id(), payment.remaining, "A48207")
        due = payment.cash_due
        note = next((size for size in (100, 500, 1_000, 2_000) if size >= due), due)
        return payment.with_cash(self._id(), note)

    def _serve_parked(self, customer: Customer) -> None:
        cart = self._cart(customer)
        self._terminal.carts.park(cart, "forgot the wallet", self._id(), CASHIER).result()
        cart = self._terminal.carts.recall(cart.cart_id, self._id(), CASHIER).result()
        priced = self._price(cart)
        payment = self._pay(cart, Payment(priced.total, cart.currency, self._terminal.shop.cash), "cash")
        self._tell(self._terminal.sell.complete(cart, priced, payment, CASHIER).result(), "parked and recalled")

    def _return_one(self, sale: Sale, cart: Cart) -> Cart:
        """One unit of a sale's first line comes back."""
        line = sale.ticket.lines[0]
        back = CartReturn(
            0, line.sku, line.name, pieces(1), sale.ticket.sale_id, line.line, reason="不合口味", restock=False
        )
        return add_return(cart, back)

    def _refund(self, sale: Sale) -> None:
        self._give_back(self._return_one(sale, Cart(self._id(), sale.ticket.currency)), "one comes back")

    def _exchange(self, sale: Sale) -> None:
        cart = self._cart(Customer("exchange", (("紅豆吐司", 1),)))
        self._give_back(self._return_one(sale, cart), "one for a loaf")

    def _give_back(self, cart: Cart, says: str) -> None:
        terminal = self._terminal
        priced = self._price(cart)
        returns = quote(terminal.store.reads(), cart.returns, terminal.shop.tax)
        total = priced.total - sum(line.refund for line in returns)
        payment = Payment(total, cart.currency, terminal.shop.cash)
        if not payment.is_settled:
            payment = payment.with_cash(self._id(), payment.cash_due)
        self._tell(terminal.sell.complete(cart, priced, payment, CASHIER, returns).result(), says)

    def _tell(self, sale: Sale, says: str) -> None:
        ticket = sale.ticket
        say(f"{sale.number}  {ticket.kind.value:8} {self._money(ticket.total):>7}  {says}")
        for line in ticket.lines:
            why = "; ".join(f"{one.reduction.name} -{one.reduction.amount}" for one in line.reductions)
            say(f"    {line.name} x {line.quantity}  {self._money(line.paid)}{'  (' + why + ')' if why else ''}")
        for back in ticket.returns:
            say(f"    {back.name} x {back.quantity}  -{self._money(back.refund)}")
        paid = ", ".join(f"{one.kind.value} {self._money(one.amount)}" for one in ticket.tenders)
        change = sum(one.change for one in ticket.tenders)
        say(f"    {paid}{f', change {self._money(change)}' if change else ''}")

    def _close(self, shift_id: str) -> None:
        terminal = self._terminal
        expected = read_shift(terminal.store.reads()).expected
        counted = max(0, expected - SHORT)
        self._tell_z(terminal.shifts.close(shift_id, counted, self._id(), MANAGER, "找錯零錢").result())

    def _tell_z(self, z: ShiftClosed) -> None:
        money = self._money
        say(f"Z {z.z_number} of {z.business_on}: {z.sales} sales, {z.refunds} refunds")
        say(f"    sold {money(z.sold.minor)}, returned {money(z.returned.minor)}")
        for tender in z.tenders:
            say(f"    {tender.kind} {tender.count} x, {money(tender.amount.minor)}")
        for tax in z.taxes:
            rate = f"{tax.tax_class} {tax.rate_ppm // 10_000} %"
            say(f"    tax {rate}: {money(tax.tax.minor)} of {money(tax.taxed.minor)}")
        counted = f"expected {money(z.expected.minor)}, counted {money(z.counted.minor)}"
        say(f"    cash: {counted}, over/short {money(z.over_short.minor)} ({z.reason})")
        say(f"    journal {z.first_seq} to {z.last_seq}, {z.entries} entries, head {z.head[:16]}")
        say(f"    {z.sales + z.refunds} sales, {z.acknowledged} acknowledged")
