"""Holds and claims: of forty who ask for one thing at once, exactly one gets it, and keeps it for its time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.central.campaign import CouponsForm, make_coupons, put_campaign, withdraw
from app.central.database import write
from app.central.enrol import Enlisted
from app.central.hold import CLAIM, HOLD, claim_order, hold_coupon, release
from app.central.order import OrderForm, place_order, set_state
from app.central.tables import coupon
from app.contract.campaign import CampaignItem
from app.contract.hold import ClaimRequest, HoldRequest
from app.contract.order import OrderLine
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id, sale

FORTY = 40
LINE = OrderLine(sku="A", name="A", milli=1_000, amount_minor=10)


@pytest.fixture
def shop(engine):
    Counter(engine).enlist()

    def put(connection) -> None:
        form = CampaignItem(name="x", code="SUMMER", starts_at=START - 10, ends_at=START + 2 * HOLD, offline="denied")
        put_campaign(connection, "c1", form, START)
        make_coupons(connection, "c1", CouponsForm(codes=("SUMMER/1", "SUMMER/2")))
        place_order(connection, "S01", "o1", OrderForm(code="P1", lines=(LINE,), total_minor=10), START)

    write(engine, put)
    return engine


def who(store: str = "S01") -> Enlisted:
    return Enlisted(new_id(), store, None)


def hold(engine, one: Enlisted, at: int = START, code: str = "SUMMER/1", asked: str | None = None):
    request = HoldRequest(id=asked or new_id(), coupon=code)
    return write(engine, lambda connection: hold_coupon(connection, one, request, at))


def claim(engine, one: Enlisted, at: int = START, order: str = "P1", asked: str | None = None):
    request = ClaimRequest(id=asked or new_id(), order=order)
    return write(engine, lambda connection: claim_order(connection, one, request, at))


@pytest.mark.parametrize("ask", [hold, claim])
def test_of_forty_exactly_one_gets_it(shop, ask) -> None:
    ready = Barrier(FORTY)

    def race(_: int) -> bool:
        one = who()
        ready.wait(60)
        return ask(shop, one).granted

    with ThreadPoolExecutor(FORTY) as pool:
        assert sum(pool.map(race, range(FORTY))) == 1


@pytest.mark.parametrize(("ask", "lasts"), [(hold, HOLD), (claim, CLAIM)])
def test_asked_again_the_answer_is_the_same_until_its_time_is_over(shop, ask, lasts) -> None:
    one, other, asked = who(), who(), new_id()
    first = ask(shop, one, START, asked=asked)
    assert (first.granted, first.until) == (True, START + lasts)
    assert ask(shop, one, START + 5, asked=asked) == first
    assert ask(shop, other, START + 5).reason == "held"
    assert ask(shop, other, START + 5, asked=asked).reason == "held", "another terminal with the same id"
    assert ask(shop, other, START + lasts).granted
    assert not ask(shop, one, START + lasts + 1, asked=asked).granted


def test_a_claim_is_renewed_by_who_has_it_alone(shop) -> None:
    one, other, asked = who(), who(), new_id()
    claim(shop, one, START, asked=asked)
    request = ClaimRequest(id=asked, order="P1", renew=True)
    told = [write(shop, lambda it, who=each: claim_order(it, who, request, START + 5)) for each in (other, one)]
    assert [(each.granted, each.until) for each in told] == [(False, 0), (True, START + 5 + CLAIM)]
    assert claim(shop, other, START + CLAIM).reason == "held"


def test_what_is_given_up_another_gets(shop) -> None:
    one, other, asked = who(), who(), new_id()
    hold(shop, one, asked=asked)
    assert not write(shop, lambda connection: release(connection, coupon, other, asked)).released
    assert write(shop, lambda connection: release(connection, coupon, one, asked)).released
    assert not write(shop, lambda connection: release(connection, coupon, one, asked)).released
    assert hold(shop, other).granted


def test_what_nobody_may_have_says_why(shop) -> None:
    one = who()
    assert hold(shop, one, code="SUMMER/9").reason == "unknown"
    assert hold(shop, one, START - 11).reason == "not_yet"
    assert hold(shop, one, START + 2 * HOLD).reason == "over"
    write(shop, lambda connection: withdraw(connection, "c1", "SUMMER/2"))
    assert hold(shop, one, code="SUMMER/2").reason == "withdrawn"
    assert claim(shop, one, order="P9").reason == "unknown"
    assert claim(shop, who("S02")).reason == "other_store"
    write(shop, lambda connection: set_state(connection, "S01", "o1", "cancelled"))
    assert claim(shop, one).reason == "state"


def test_a_coupon_that_was_sold_with_is_used_and_twice_is_a_conflict(shop) -> None:
    one, other = Counter(shop).enlist(), Counter(shop).enlist()
    first = one.write(sale(("A", 1), coupons=("SUMMER/1", "PLAIN")))
    second = other.write(sale(("A", 1), coupons=("SUMMER/1",)))
    one.push()
    other.push()
    one.push()
    assert hold(shop, who()).reason == "used"
    assert rows(shop, "SELECT used_by FROM coupon WHERE code = 'SUMMER/1'") == [(first.id,)]
    told = rows(shop, "SELECT entry_id, subject, outcome FROM conflict WHERE kind = 'coupon.used_twice'")
    assert told == [(second.id, "SUMMER/1", "accepted")]


def test_an_order_keeps_its_goods_until_it_is_handed_over(shop) -> None:
    def level() -> list[tuple[object, ...]]:
        return rows(shop, "SELECT on_hand, reserved FROM stock WHERE sku = 'A'")

    assert level() == [(0, 1_000)]
    write(shop, lambda connection: set_state(connection, "S01", "o1", "ready"))
    assert level() == [(0, 1_000)]
    write(shop, lambda connection: set_state(connection, "S01", "o1", "handed_over"))
    assert level() == [(-1_000, 0)]
    write(shop, lambda connection: set_state(connection, "S01", "o1", "returned"))
    assert level() == [(0, 0)]
