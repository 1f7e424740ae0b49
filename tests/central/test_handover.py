"""Hand-overs come in as they happened: the first ends its order, any other is a task for the store's manager."""

from __future__ import annotations

import itertools

import pytest

from app.central.database import write
from app.central.enrol import Enlisted
from app.central.hold import claim_order
from app.central.order import OrderForm, place_order, set_state
from app.contract.hold import ClaimRequest
from app.contract.order import HandedLine, OrderHandedOver, OrderLine
from app.contract.wire import WireQuantity
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id


@pytest.fixture
def shop(engine):
    Counter(engine).enlist()
    line = OrderLine(sku="A", name="A", milli=2_000, amount_minor=10)
    form = OrderForm(code="P1", lines=(line,), total_minor=10)
    write(engine, lambda connection: place_order(connection, "S01", "o1", form, START))
    return engine


def handed(order: str = "o1", sku: str = "A", count: int = 2) -> OrderHandedOver:
    line = HandedLine(sku=sku, quantity=WireQuantity(milli=count * 1_000, unit="piece"))
    return OrderHandedOver(order_id=order, lines=(line,), offline=True)


def state(shop) -> str:
    return rows(shop, "SELECT state FROM pickup_order WHERE id = 'o1'")[0][0]


def level(shop) -> tuple[object, ...]:
    return rows(shop, "SELECT on_hand, reserved FROM stock WHERE sku = 'A'")[0]


def conflicts(shop) -> set[tuple[object, ...]]:
    query = "SELECT kind, entry_id, subject, outcome FROM conflict WHERE kind LIKE 'order.%'"
    return set(rows(shop, query))


def test_an_order_that_was_handed_over_is_done_and_its_goods_are_gone(shop) -> None:
    one = Counter(shop).enlist()
    one.write(handed())
    for _ in range(2):  # a batch that comes again has no second effect
        one.push()
    assert (state(shop), level(shop), conflicts(shop)) == ("handed_over", (-2_000, 0), set())
    told = rows(shop, "SELECT body FROM change WHERE kind = 'order' AND \"key\" = 'o1'")
    assert '"state":"handed_over"' in told[-1][0]


def test_nobody_can_claim_it_afterwards(shop) -> None:
    one = Counter(shop).enlist()
    one.write(handed())
    one.push()
    request = ClaimRequest(id=new_id(), order="P1")
    who = Enlisted(new_id(), "S01", None)
    assert write(shop, lambda connection: claim_order(connection, who, request, START)).reason == "used"


@pytest.mark.parametrize("first", [0, 1])
def test_handed_over_twice_offline_is_found_whoever_is_heard_first(shop, first: int) -> None:
    counters = [Counter(shop).enlist(), Counter(shop).enlist()]
    entries = [one.write(handed()) for one in counters]
    for turn in (first, 1 - first):
        counters[turn].push()
    second = entries[1 - first]
    assert conflicts(shop) == {("order.handed_over_twice", second.id, "o1", "counted")}
    assert (state(shop), level(shop)) == ("handed_over", (-4_000, 0)), "the goods are gone twice"


def test_twice_in_one_journal_is_found_too(shop) -> None:
    one = Counter(shop).enlist()
    one.write(handed())
    second = one.write(handed())
    one.push()
    assert conflicts(shop) == {("order.handed_over_twice", second.id, "o1", "counted")}


@pytest.mark.parametrize(("ended", "kind"), [("cancelled", "cancelled"), ("expired", "expired")])
def test_handed_over_though_the_centre_had_ended_it(shop, ended, kind: str) -> None:
    one = Counter(shop).enlist()
    entry = one.write(handed())
    write(shop, lambda connection: set_state(connection, "S01", "o1", ended))
    one.push()
    assert conflicts(shop) == {(f"order.handed_over_{kind}", entry.id, "o1", "counted")}
    assert (state(shop), level(shop)) == (ended, (-2_000, 0))


def test_an_order_that_is_none_of_this_store(shop) -> None:
    one, far = Counter(shop).enlist(), Counter(shop, store="S02").enlist()
    wrong, foreign = one.write(handed("o9")), far.write(handed("o1"))
    one.push()
    far.push()
    found = {("order.unknown", wrong.id, "o9", "counted"), ("order.unknown", foreign.id, "o1", "counted")}
    assert conflicts(shop) == found
    assert state(shop) == "placed"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_every_order_of_arrival_the_books_are_the_same(shop, order: tuple[int, ...]) -> None:
    counters = [Counter(shop).enlist() for _ in range(3)]
    for one in counters:
        one.write(handed())
    for turn in order:
        counters[turn].push()
    assert (state(shop), level(shop), len(conflicts(shop))) == ("handed_over", (-6_000, 0), 2)
