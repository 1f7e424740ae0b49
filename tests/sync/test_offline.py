"""The table of what works without a network, proved row by row: a real terminal whose centre is gone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.bootstrap.coupon import make_coupons
from app.bootstrap.live import LiveSync
from app.bootstrap.printing import file_printer, make_papers, start_printing
from app.bootstrap.questions import Questions
from app.bootstrap.window import make_promotions
from app.contract.campaign import CampaignItem, CouponRedeemed
from app.db.campaign import put_campaigns
from app.domain.coupon import Tally
from app.domain.errors import AppError
from app.domain.offline import TABLE, Offline, Works, daily
from app.domain.quantity import Price
from app.domain.staff import Person, Role
from app.runtime.printing import PrintOptions
from app.runtime.standing import Link
from app.services.pickup_ports import Verdict
from app.services.ports import Fact
from app.services.settings import settings_request
from app.services.staff import Newcomer
from app.vault.pin import PinHasher
from tests.db.conftest import CHEAP, Till
from tests.sync.conftest import Linked, Turns
from tests.sync.pickups import Counter as PickupCounter
from tests.sync.pickups import order
from tests.sync.shelf import product, put

PIN = "593716"
SOON = 20


@dataclass
class Counter:
    """A terminal that learned everything from its centre, which is gone since."""

    linked: Linked
    live: LiveSync

    @property
    def till(self) -> Till:
        return self.linked.till


@pytest.fixture
def counter(linked: Linked, qapp) -> Iterator[Counter]:
    """Cut off: the engine asks a dead address from now on."""
    put(linked.engine, "product", "A", product("烏龍茶", "4710018000119", minor=50))
    order(linked, paid=0, goods=(("A", 1, 50),))
    put(linked.engine, "stock", "A", {"on_hand": 10_000, "reserved": 0}, "S01")
    till = linked.till
    people = [("M1", "陳怡君", Role.MANAGER), ("anna", "林柏翰", Role.CASHIER)]
    newcomers = [
        Newcomer(Person(key, name, "", role), PinHasher(CHEAP).hash(PIN), None) for key, name, role in people
    ]
    till.terminal.staff.take_in(newcomers).result()
    linked.sync().settle()
    kept = till.terminal.secrets.membership()
    till.terminal.secrets.save_membership(replace(kept, url="http://127.0.0.1:9"))
    till.open_shift(1_000)
    live = LiveSync(till.terminal)
    live.begin().result(SOON)
    assert live._sync.thread.wait_for(lambda: live.standing().why == "centre.unreachable", SOON)
    yield Counter(linked, live)
    assert live.standing().link is Link.OFFLINE  # it was cut off all the while
    live.close()


# --- the proofs, by the name of the act ------------------------------------------------------------------------


def sell(counter: Counter) -> None:
    found = counter.till.terminal.store.catalog().find("A", counter.till.clock.now())
    assert found.product.name == "烏龍茶"
    sale = counter.till.sell(("A", 2, 50))
    assert counter.till.query("SELECT total_minor FROM sale WHERE id=?", sale.ticket.sale_id) == [(100,)]


def cash(counter: Counter) -> None:
    till = counter.till
    cart = till.cart(("A", 1, 50))
    sale = till.complete(cart, till.payment(cart).with_cash(till.ids.mint(), 100)).result()
    (tender,) = sale.ticket.tenders
    assert (tender.tendered, tender.change) == (100, 50)


def card(counter: Counter) -> None:
    till = counter.till
    cart = till.cart(("A", 1, 50))
    sale = till.complete(cart, till.payment(cart).with_card(till.ids.mint(), 50, "482913")).result()
    assert sale.ticket.tenders[0].reference == "482913"


def refund(counter: Counter) -> None:
    sale = counter.till.sell(("A", 2, 50))
    back = counter.till.complete(counter.till.return_cart((sale, 1, 1)), actor="M1").result()
    assert back.ticket.total == -50


def shift(counter: Counter) -> None:
    counter.till.sell(("A", 1, 50))
    report = counter.till.close_shift(1_050)
    assert report is not None
    counter.till.open_shift(500)
    assert counter.till.reads.open_shift() is not None


def search(counter: Counter) -> None:
    for text in ("烏龍", "4710018000119"):
        found = counter.till.terminal.store.catalog().search(text, 5, counter.till.clock.now())
        assert [one.found.product.sku for one in found] == ["A"]


def print_receipt(counter: Counter) -> None:
    terminal = counter.till.terminal
    with tempfile.TemporaryDirectory() as folder:
        printing = start_printing(terminal, file_printer(Path(folder)), PrintOptions, lambda _: None)
        try:
            sale = counter.till.sell(("A", 1, 50))
            printing.print_now(make_papers(terminal).receipt(sale.ticket.sale_id, "zh_TW")).result(SOON)
            assert list(Path(folder).iterdir())
        finally:
            printing.close()


def sales(counter: Counter) -> None:
    sale = counter.till.sell(("A", 1, 50))
    assert counter.till.terminal.sales.row(sale.ticket.sale_id).number == sale.number


def park(counter: Counter) -> None:
    till = counter.till
    cart = till.cart(("A", 1, 50))
    till.terminal.carts.park(cart, "later", till.ids.mint(), "anna").result()
    assert [one.label for one in till.reads.parked_carts()] == ["later"]
    fetched = till.terminal.carts.recall(cart.cart_id, till.ids.mint(), "anna").result()
    assert fetched is not None


def sign_in(counter: Counter) -> None:
    assert counter.till.terminal.staff.sign_in("anna", PIN).result().person.name == "林柏翰"


def approve(counter: Counter) -> None:
    approvals = counter.till.terminal.approvals
    request = settings_request(counter.till.ids.mint())
    allowed = approvals.approve_by_pin(request, "anna", "M1", PIN).result()
    assert allowed.approved_by == "M1"


def price(counter: Counter) -> None:
    """As told last, although it changed at the centre since."""
    put(counter.linked.engine, "product", "A", product("烏龍茶", "4710018000119", minor=70))
    found = counter.till.terminal.store.catalog().find("A", counter.till.clock.now())
    assert found.price == Price(50)


def stock(counter: Counter) -> None:
    """What was sold here is taken off; what others sold is not known."""
    put(counter.linked.engine, "stock", "A", {"on_hand": 1_000, "reserved": 0}, "S01")
    counter.till.sell(("A", 3, 50))
    (found,) = counter.till.terminal.store.catalog().search("烏龍", 5, counter.till.clock.now())
    assert found.shown.stock_milli == 7_000


def upload(counter: Counter) -> None:
    before = len(counter.linked.held())
    unsent = counter.live.standing().unsent
    counter.till.sell(("A", 1, 50))
    counter.live.ask()
    assert counter.live._sync.thread.wait_for(lambda: not counter.live.standing().is_asked, SOON)
    assert len(counter.linked.held()) == before
    assert counter.live.standing().unsent == unsent + 1


def news(counter: Counter) -> None:
    put(counter.linked.engine, "product", "B", product("新品", "4710018000126"))
    counter.live.ask()
    assert counter.live._sync.thread.wait_for(lambda: not counter.live.standing().is_asked, SOON)
    assert counter.till.terminal.store.catalog().find("B", counter.till.clock.now()) is None


def join(counter: Counter) -> None:
    with pytest.raises(AppError) as refused:
        counter.live.join("http://127.0.0.1:9", "ABCD-EFGH-JKLM", False).result(SOON)
    assert refused.value.code == "centre.unreachable"


def pick(counter: Counter) -> None:
    acts, mint = counter.till.terminal.pickup, counter.till.ids.mint
    acts.scan("o1", "A", 1_000, "anna", mint()).result()
    assert acts.ready("o1", "C-07", "anna", mint()).result().shelf == "C-07"


def hand_over(counter: Counter) -> None:
    till = counter.till
    kept = till.terminal.secrets.membership()
    one = PickupCounter(till, kept.url, kept.token, Turns(till.terminal, None))
    shown = one.show("A7-o1")
    assert (shown.gives, shown.online) == (True, False)
    one.sell("o1", offline=True)
    assert one.show("A7-o1").verdict is Verdict.USED


def coupon(counter: Counter) -> None:
    """Within what its campaign allows on one business date, and not beyond."""
    terminal = counter.till.terminal
    item = CampaignItem(
        name="x", code="ALL50", starts_at=0, ends_at=None, offline="bounded", offline_count=1, shared=True
    )
    terminal.store.writer.on_connection(lambda connection: put_campaigns(connection, {"c1": item})).result()
    questions = Questions(terminal)
    coupons = make_coupons(terminal, make_promotions(terminal), questions)
    found = coupons.find("all50")
    assert (found.code, coupons.why_not(found), coupons.why_not_offline(found, 50, Tally())) == ("ALL50", "", "")
    with pytest.raises(AppError) as away:
        coupons.centre.hold(counter.till.ids.mint(), found.code, None).result(SOON)
    assert away.value.code == "centre.unreachable"
    questions.close()
    used = CouponRedeemed(
        sale_id=counter.till.ids.mint(), code="ALL50", campaign="c1", basis="offline", amount=terminal.desk.money(50)
    )
    day = counter.till.reads.open_shift().business_on
    fact = Fact(counter.till.ids.mint(), used, counter.till.clock.now(), "anna", day)
    terminal.store.writer.write(lambda work: work.append(fact)).result()
    assert coupons.why_not_offline(found, 50, Tally()) == "offline_count"


PROOFS: dict[str, Callable[[Counter], None]] = {
    "sell": sell, "cash": cash, "card": card, "refund": refund, "shift": shift, "search": search,
    "print": print_receipt, "sales": sales, "park": park, "sign_in": sign_in, "approve": approve, "price": price,
    "pick": pick, "hand_over": hand_over, "coupon": coupon, "stock": stock, "upload": upload, "news": news,
    "join": join,
}  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.act)
def test_each_row_holds_with_the_network_cut(counter: Counter, row: Offline) -> None:
    PROOFS[row.act](counter)


def test_the_table_and_its_proofs_name_the_same_acts() -> None:
    assert sorted(PROOFS) == sorted(one.act for one in TABLE)
    assert all(daily(works) for works in Works)
