"""Coupons of online orders: used with the order, by whoever is faster, and free where it became no purchase."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.central.campaign import figures, withdraw
from app.central.coupon_hold import HOLD
from app.central.database import reading, write
from app.central.hold import release_coupon
from app.central.member import MemberForm, put_member
from app.central.order import OrderForm, place_order, set_state
from app.contract.campaign import CouponIssued, CouponRestored, CouponWithdrawn, Issue
from app.contract.order import OrderCoupon, OrderItem, OrderLine
from app.contract.pickup import LinePicked, OrderGiven, OrderPutBack
from app.contract.wire import read_wire
from app.domain.errors import UserError
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, money, sale
from tests.central.test_coupon import block, conflicts, hold, put, redeemed, wallet, who
from tests.central.test_pickup import given

FORTY = 40
CODE = "SUMMER/1"
SHARED = {"shared": True, "total_limit": 1}
LINE = OrderLine(sku="A", name="A", milli=3_000, amount_minor=30)


@pytest.fixture
def till(engine) -> Counter:
    return Counter(engine).enlist()


def form(order_id: str, *codes: str, amount: int = 20, **more: object) -> OrderForm:
    coupons = tuple(OrderCoupon(code=one, amount_minor=amount) for one in codes)
    told = {"code": f"P-{order_id}", "lines": (LINE,), "total_minor": 30, "coupons": coupons, **more}
    return OrderForm.model_validate(told)


def place(engine, order_id: str = "o1", *codes: str, at: int = START, store: str = "S01", **more: object) -> int:
    one = form(order_id, *codes, **more)
    return write(engine, lambda it: place_order(it, store, order_id, one, at))


def why(engine, *codes: str, order_id: str = "o9", **more: object) -> str:
    """Why an order cannot have a coupon; nothing of it is left then."""
    with pytest.raises(UserError) as raised:
        place(engine, order_id, *(codes or (CODE,)), **more)
    assert rows(engine, f"SELECT id FROM pickup_order WHERE id = '{order_id}'") == []
    return raised.value.code


def become(engine, state: str, order_id: str = "o1", at: int = START + 7) -> None:
    write(engine, lambda it: set_state(it, "S01", order_id, state, at))


def coupon(engine, code: str = CODE) -> tuple[object, ...]:
    return rows(engine, f"SELECT state, used_by, used_order, used_at FROM coupon WHERE code = '{code}'")[0]


def uses(engine) -> list[tuple[object, ...]]:
    return rows(engine, "SELECT sale_id, outcome, restored_at FROM coupon_use ORDER BY sale_id")


def item(engine, order_id: str = "o1") -> OrderItem:
    return read_wire(OrderItem, str(rows(engine, f"SELECT body FROM pickup_order WHERE id='{order_id}'")[0][0]))


OPEN = ("open", None, None, None)


def test_an_order_uses_a_coupon_once_however_often_it_is_placed(engine, till) -> None:
    put(engine, codes=(CODE, "SUMMER/2"), member="m1")
    assert place(engine, "o1", CODE, member_id="m1") == 1
    assert coupon(engine) == ("used", None, "o1", START)
    assert item(engine).coupons == (OrderCoupon(code=CODE, amount_minor=20),)
    assert wallet(engine, "m1") == ["SUMMER/2"], "terminals do not list it any more"
    assert place(engine, "o1", CODE, member_id="m1", at=START + 5) == 0
    assert uses(engine) == [("o1", "used", None)]
    with pytest.raises(UserError) as raised:
        place(engine, "o1", "SUMMER/2", member_id="m1")
    assert raised.value.code == "order.taken_id", "another order under its id"
    assert hold(engine, who(), member_id="m1", code=CODE).reason == "used"
    assert why(engine, member_id="m1") == "coupon.used"


def test_why_an_order_cannot_have_a_coupon(engine, till) -> None:
    put(engine, codes=(CODE, "SUMMER/2"), starts_at=START, ends_at=START + 2 * HOLD, stores=("S01",))
    asked = hold(engine, till_of(till), CODE)
    assert asked.granted
    assert why(engine) == "coupon.held"
    assert why(engine, "SUMMER/9") == "coupon.unknown"
    assert why(engine, "WINTER") == "coupon.unknown"
    assert why(engine, at=START - 1) == "coupon.not_yet"
    assert why(engine, at=START + 2 * HOLD) == "coupon.over"
    Counter(engine, "S02").enlist()
    assert why(engine, store="S02") == "coupon.other_store"
    write(engine, lambda connection: withdraw(connection, "c1", "SUMMER/2"))
    assert why(engine, "SUMMER/2") == "coupon.withdrawn"
    assert why(engine, CODE, CODE) == "order.malformed"
    put(engine, "c2", code="HERE", codes=("HERE/1", "HERE/2"), member="m1", channels=("online",))
    assert hold(engine, till_of(till), "HERE/1", member_id="m1").reason == "other_channel"
    assert why(engine, "HERE/1") == "coupon.member_needed"
    assert why(engine, "HERE/1", member_id="m2") == "coupon.other_member"
    assert place(engine, "o1", "HERE/1", member_id="m1") == 1
    put(engine, "c3", code="SHOP", codes=("SHOP/1",), channels=("store",))
    assert why(engine, "HERE/2", "SHOP/1", member_id="m1") == "coupon.other_channel"
    assert coupon(engine, "HERE/2") == OPEN, "all or none of them"
    assert place(engine, "o2", CODE, at=START + HOLD) == 1, "the counter's time was over"


def till_of(till: Counter):
    return who(till.store)


def test_who_became_another_member_brings_the_coupons_along(engine, till) -> None:
    put(engine, codes=(CODE,), member="m1")
    for member_id, into in (("m2", None), ("m1", "m2")):
        one = MemberForm(name="x", active=into is None, merged_into=into)
        write(engine, lambda connection, one=one, key=member_id: put_member(connection, key, one))
    assert place(engine, "o1", CODE, member_id="m2") == 1
    assert wallet(engine, "m2") == []
    become(engine, "cancelled")
    assert wallet(engine, "m2") == [CODE], "and lists it again"


def test_the_limits_of_a_shared_coupon_count_orders_uses_and_holds(engine, till) -> None:
    put(engine, shared=True, total_limit=4, member_limit=1)
    assert why(engine, "SUMMER") == "coupon.member_needed"
    place(engine, "o1", "SUMMER", member_id="m1")
    assert why(engine, "SUMMER", member_id="m1") == "coupon.member_limit"
    assert hold(engine, who(), member_id="m1").reason == "member_limit"
    one = who()
    asked = hold(engine, one, member_id="m2", id="01900000-0000-7000-8000-000000000001")
    assert asked.granted
    assert why(engine, "SUMMER", member_id="m2") == "coupon.member_limit", "held by a counter"
    till.write(sale(("A", 1), coupons=("SUMMER",)).model_copy(update={"member_id": "m3"}))
    till.push()
    place(engine, "o2", "SUMMER", member_id="m4")
    assert why(engine, "SUMMER", member_id="m5") == "coupon.total_limit"
    assert hold(engine, who(), member_id="m5").reason == "total_limit"
    write(engine, lambda it: release_coupon(it, one, "01900000-0000-7000-8000-000000000001"))
    place(engine, "o3", "SUMMER", member_id="m5")
    assert why(engine, "SUMMER", member_id="m6") == "coupon.total_limit"
    become(engine, "expired", "o1")
    assert place(engine, "o4", "SUMMER", member_id="m1") == 1, "what expired never used it"


@pytest.mark.parametrize("terms", [{}, SHARED], ids=["single", "shared"])
def test_of_twenty_counters_and_twenty_orders_one_has_the_coupon(engine, till, terms) -> None:
    code = "SUMMER" if terms else CODE
    put(engine, codes=() if terms else (code,), **terms)
    ready = Barrier(FORTY)

    def race(number: int) -> tuple[str, str]:
        one = who()
        ready.wait(60)
        if number % 2:
            answer = hold(engine, one, code)
            return ("hold", "" if answer.granted else answer.reason)
        try:
            place(engine, f"o{number}", code)
        except UserError as error:
            return ("order", error.code)
        return ("order", "")

    with ThreadPoolExecutor(FORTY) as pool:
        answers = list(pool.map(race, range(FORTY)))
    ((won, _),) = [one for one in answers if not one[1]]
    lost = {(how, reason) for how, reason in answers if reason}
    single = {
        "hold": {("hold", "held"), ("order", "coupon.held")},
        "order": {("hold", "used"), ("order", "coupon.used")},
    }
    assert lost == ({("hold", "total_limit"), ("order", "coupon.total_limit")} if terms else single[won])
    placed = rows(engine, "SELECT id FROM pickup_order")
    assert len(placed) == (won == "order")
    assert rows(engine, "SELECT sale_id FROM coupon_use") == placed
    assert rows(engine, "SELECT reserved FROM stock WHERE sku = 'A'") == [(3_000,)] * len(placed)


@pytest.mark.parametrize("state", ["cancelled", "expired"])
@pytest.mark.parametrize("terms", [{}, SHARED], ids=["single", "shared"])
def test_what_never_became_a_purchase_never_used_its_coupon(engine, till, state, terms) -> None:
    code = "SUMMER" if terms else CODE
    put(engine, codes=() if terms else (code,), **terms)
    place(engine, "o1", code)
    become(engine, "picking")
    become(engine, state)
    assert uses(engine) == []
    assert terms or coupon(engine) == OPEN
    assert place(engine, "o1", code) == 0, "placed again it is the one that ended"
    assert uses(engine) == []
    become(engine, "returned")
    assert hold(engine, till_of(till), code).granted
    assert item(engine).coupons[0].code == code, "it tells what it was placed with"


def test_what_was_wholly_rejected_and_put_back_frees_its_coupon(engine, till) -> None:
    put(engine, codes=(CODE,), member="m1")
    place(engine, "o1", CODE, member_id="m1")
    till.write(LinePicked(order_id="o1", line=1, milli=0, state="rejected", reason="damaged"))
    till.push()
    assert coupon(engine)[0] == "used", "somebody may still find another one"
    till.write(OrderPutBack(order_id="o1", why="cancelled"))
    till.push()
    assert (item(engine).state, coupon(engine), uses(engine)) == ("returned", OPEN, [])
    assert wallet(engine, "m1") == [CODE]


@pytest.mark.parametrize("back", [True, False])
@pytest.mark.parametrize("by", ["counter", "office"])
def test_what_was_collected_keeps_it_used_and_all_of_it_returned_goes_by_the_campaigns_rule(
    engine, till, back, by
) -> None:
    put(engine, codes=(CODE,), back_on_refund=back)
    place(engine, "o1", CODE)
    if by == "counter":
        till.write(given())
        till.push()
    else:
        become(engine, "handed_over")
    assert coupon(engine)[0] == "used"
    become(engine, "returned", at=START + 9)
    assert coupon(engine) == (OPEN if back else ("used", None, "o1", START))
    assert uses(engine) == [("o1", "used", START + 9 if back else None)]
    assert conflicts(engine) == []


def test_a_part_that_was_collected_is_a_purchase(engine, till) -> None:
    put(engine, codes=(CODE,))
    place(engine, "o1", CODE)
    till.write(given(1, ends=False))
    till.write(OrderPutBack(order_id="o1", why="expired"))
    till.push()
    assert (item(engine).state, coupon(engine)[0]) == ("returned", "used")


def test_nothing_was_fit_to_be_given(engine, till) -> None:
    put(engine, codes=(CODE,))
    place(engine, "o1", CODE)
    till.write(OrderGiven(order_id="o1", given=(), ends=True))
    till.push()
    assert (item(engine).state, coupon(engine)) == ("handed_over", OPEN)


# --- later truth ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("terms", [{}, SHARED], ids=["single", "shared"])
def test_a_counters_use_that_is_heard_of_after_the_order_is_a_conflict(engine, till, terms) -> None:
    code = "SUMMER" if terms else CODE
    put(engine, codes=() if terms else (code,), **terms)
    sold = till.write(sale(("A", 1), coupons=(code,)))
    till.write(redeemed(sold, code, basis="offline"))
    place(engine, "o1", code)
    till.push()
    till.push()
    kind = "coupon.over_limit" if terms else "coupon.used_twice"
    assert conflicts(engine) == [(kind, "S01", sold.id)]
    assert terms or coupon(engine)[2] == "o1"
    assert len(rows(engine, "SELECT id FROM sale")) == 1
    with reading(engine) as connection:
        told = figures(connection, "c1")
    assert ([(one.used, one.amount_minor) for one in told.stores], told.conflicts) == ([(1, 50)], {kind: 1})
    assert [(one.store, one.used, one.amount_minor) for one in told.online] == [("S01", 1, 20)]
    become(engine, "cancelled")
    assert terms or coupon(engine) == ("used", sold.id, None, START), "the counter's it is then"
    assert why(engine, code) == ("coupon.total_limit" if terms else "coupon.used")


def test_a_counters_use_that_is_heard_of_first_leaves_nothing_for_an_order(engine, till) -> None:
    put(engine, codes=(CODE,))
    till.write(sale(("A", 1), coupons=(CODE,)))
    till.push()
    assert why(engine) == "coupon.used"
    assert conflicts(engine) == []


@pytest.mark.parametrize("first", ["sale", "order"])
@pytest.mark.parametrize("terms", [{}, SHARED], ids=["single", "shared"])
def test_goods_of_an_order_that_had_ended_were_given_all_the_same(engine, till, first, terms) -> None:
    """It frees its coupon as it expires, a counter uses that, and another had handed the order over meanwhile."""
    code = "SUMMER" if terms else CODE
    put(engine, codes=() if terms else (code,), **terms)
    place(engine, "o1", code)
    become(engine, "expired")
    other = Counter(engine).enlist()
    gave, sold = other.write(given()), till.write(sale(("A", 1), coupons=(code,)))
    for counter in (till, other) if first == "sale" else (other, till):
        counter.push()
        counter.push()
    kind = "coupon.over_limit" if terms else "coupon.used_twice"
    assert conflicts(engine) == [(kind, "S01", gave.id if first == "sale" else sold.id)]
    assert len(uses(engine)) == 2
    if not terms:
        assert coupon(engine)[1:3] == ((sold.id, None) if first == "sale" else (None, "o1"))


def test_goods_of_an_order_that_had_ended_were_given_and_nobody_has_its_coupon(engine, till) -> None:
    put(engine, codes=(CODE,), member="m1")
    place(engine, "o1", CODE, member_id="m1")
    become(engine, "expired")
    till.write(given())
    till.push()
    assert (coupon(engine)[0], coupon(engine)[2], conflicts(engine)) == ("used", "o1", [])
    assert wallet(engine, "m1") == []


def test_in_one_batch_an_order_that_ended_leaves_its_coupon_to_the_sale(engine, till) -> None:
    put(engine, codes=(CODE,))
    place(engine, "o1", CODE)
    sold = till.write(sale(("A", 1), coupons=(CODE,)))
    till.write(OrderPutBack(order_id="o1", why="cancelled"))
    till.push()
    assert (coupon(engine)[:3], conflicts(engine)) == (("used", sold.id, None), [])


def test_a_coupon_used_twice_is_the_other_sales_once_the_first_came_back(engine, till) -> None:
    put(engine, codes=(CODE,), back_on_refund=True)
    other = Counter(engine).enlist()
    first, second = till.write(sale(("A", 1), coupons=(CODE,))), other.write(sale(("A", 1), coupons=(CODE,)))
    till.push()
    other.push()
    till.write(CouponRestored(sale_id=first.id, code=CODE, campaign="c1"))
    till.push()
    assert coupon(engine)[:3] == ("used", second.id, None)
    assert why(engine) == "coupon.used"


def test_a_coupon_whose_own_sale_came_back_ends_with_the_order_that_used_it(engine, till) -> None:
    put(engine, issue=Issue(minimum=money(10), days=30, block=4))
    code = block(engine, till)[0]
    sold = till.write(sale(("A", 1)))
    till.write(CouponIssued(sale_id=sold.id, code=code, campaign="c1", ends_at=START + 9 * HOLD))
    place(engine, "o1", code)  # before anybody told that it was printed
    till.push()
    assert coupon(engine, code)[0] == "used"
    till.write(CouponWithdrawn(sale_id=sold.id, code=code, campaign="c1"))
    till.push()
    assert [kind for kind, *_ in conflicts(engine)] == ["coupon.withdrawn"]
    become(engine, "cancelled")
    assert why(engine, code) == "coupon.over"


# --- over the API ---------------------------------------------------------------------------------------------------


def test_the_api_places_an_order_with_coupons_and_says_why_not(engine, till, url) -> None:
    put(engine, codes=(CODE,), member="m1")
    place_it = form("o1", CODE, member_id="m1").model_dump(mode="json")
    without = {name: value for name, value in place_it.items() if name != "coupons"}
    path = "/v1/admin/stores/S01/orders/{}"
    with Asking(url, token(engine)) as ask:
        assert ask("PUT", path.format("o1"), place_it).json() == {"changed": 1}
        assert ask("PUT", path.format("o1"), place_it).json() == {"changed": 0}
        answer = ask("PUT", path.format("o2"), {**place_it, "code": "P2"})
        assert (answer.status_code, answer.json()["code"]) == (409, "coupon.used")
        answer = ask("PUT", path.format("o2"), {**place_it, "code": "P2", "coupons": [{"code": "SUMMER/9"}]})
        assert (answer.status_code, answer.json()["code"]) == (404, "coupon.unknown")
        assert ask("PUT", path.format("o2"), {**without, "code": "P2"}).json() == {"changed": 1}
        told = ask("GET", "/v1/admin/stores/S01/orders").json()["orders"]
        assert [one["order"].get("coupons") for one in told] == [[{"code": CODE, "amount_minor": 20}], None]
        (row,) = ask("GET", "/v1/admin/campaigns/c1/coupons").json()["coupons"]
        assert (row["used_by"], row["used_order"], row["used_at"]) == (None, "o1", START)
        told = ask("GET", "/v1/admin/campaigns/c1/figures").json()
        assert told["stores"] == []
        assert told["online"] == [{"store": "S01", "used": 1, "members": 1, "restored": 0, "amount_minor": 20}]
        assert ask("POST", path.format("o1/state"), {"state": "cancelled"}).json() == {"changed": 1}
        assert ask("GET", "/v1/admin/campaigns/c1/figures").json()["online"] == []


def test_a_counters_hold_is_over_in_so_many_seconds(engine, till, url, clock) -> None:
    put(engine, codes=(CODE,))
    assert hold(engine, till_of(till), CODE).granted
    clock.at = START + 1
    with Asking(url, token(engine)) as ask:
        answer = ask("PUT", "/v1/admin/stores/S01/orders/o1", form("o1", CODE).model_dump(mode="json"))
    assert (answer.status_code, answer.json()["code"]) == (409, "coupon.held")
    assert answer.headers["Retry-After"] == "600"
