"""Coupons of the open cart with a real centre: held, used, given up; without it, within what the campaign allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.bootstrap import enrol_terminal
from app.bootstrap.sync import make_engine, make_feed
from app.central.campaign import CouponsForm, make_coupons, put_campaign
from app.central.coupon_block import sign_anew
from app.central.coupon_hold import HOLD
from app.central.database import write
from app.central.key import signing_seed
from app.contract.campaign import CampaignItem
from app.contract.wire import WireMoney
from app.domain.campaign import DAY
from app.domain.cart import Member
from app.domain.codes.signed import CodeKind, read_code
from app.domain.coupon import Basis
from app.domain.payment import Payment
from app.domain.receipt.document import Code
from app.runtime.coupon_row import CouponRow
from app.services.receipt import Papers
from app.sync.gateway import Address, Gateway
from app.vault.code import sign_code
from app.vault.signature import Signer
from tests.central.conftest import START, rows
from tests.sync.shelf import put
from tests.ui.centre import Centre
from tests.ui.counter import Counter

RULE = {
    "id": "summer",
    "name": "夏日 50 元",
    "name_en": "Summer 50",
    "currency": "TWD",
    "rule": {"kind": "amount_off", "level": "cart", "off_minor": 50},
    "coupon": {"code": "SUMMER"},
}


class Joined:
    """A counter that belongs to a centre with a campaign."""

    def __init__(self, counter: Counter, centre: Centre) -> None:
        self.counter, self.centre, self.place = counter, centre, counter.place
        terminal = counter.till.terminal
        enrol_terminal(terminal, centre.url, centre.code())
        kept = terminal.secrets.membership()
        assert kept is not None
        self.gateway = Gateway(Address(centre.url, kept.token))
        self.engine = make_engine(terminal, make_feed(terminal), self.gateway)
        self.refused: list[CouponRow] = []
        self.place.coupons.refused.connect(self.refused.append)

    def campaign(self, *codes: str, campaign_id: str = "c1", member: str | None = None, **terms: object) -> None:
        """Put a campaign in, with its coupons and what they give, and have the terminal know of it."""
        whole = {
            "name": "夏日",
            "code": "SUMMER",
            "starts_at": START - 10,
            "ends_at": None,
            "offline": "denied",
            **terms,
        }
        form = CampaignItem.model_validate(whole)

        def job(connection: object) -> None:
            put_campaign(connection, campaign_id, form, START)  # type: ignore[arg-type]
            if codes:
                make_coupons(connection, campaign_id, CouponsForm(codes=codes, member_id=member))  # type: ignore[arg-type]

        write(self.centre.engine, job)
        put(self.centre.engine, "promotion", "summer", RULE)
        self.settle()
        self.place.counter.promotions.refresh()

    def settle(self) -> None:
        self.engine.ask()
        for _ in range(200):
            if self.engine.turn() != 0:
                return

    def take(self, code: str) -> None:
        """Type a code, and wait for what becomes of it."""
        self.place.coupons.take(code)
        self.answered()

    def answered(self) -> None:
        self.counter.wait(lambda: self.place.bridge.is_idle and not self.place.coupons.is_asking)

    def bases(self) -> dict[str, Basis]:
        return {one.code: one.basis for one in self.place.cart.cart.holds}

    def held(self) -> list[tuple[object, ...]]:
        return rows(self.centre.engine, "SELECT code FROM coupon WHERE hold_id IS NOT NULL ORDER BY code")

    def sell(self) -> str:
        """Pay in cash, exactly; the sale's id."""
        cart, counter = self.place.cart, self.place.counter
        payment = Payment(cart.total, cart.cart.currency, counter.shop.cash)
        if not payment.is_settled:
            payment = payment.with_cash(counter.ids.mint(), payment.cash_due)
        sale = counter.sell.complete(cart.cart, cart.priced, payment, "anna", cart.returned).result()
        cart.start_next()
        self.counter.wait(lambda: self.place.bridge.is_idle)
        return sale.ticket.sale_id

    def away(self) -> None:
        """The centre answers no more."""
        self.centre.close()

    def reasons(self) -> list[tuple[str, str]]:
        """What was refused, and why."""
        return [(one.code, one.reason) for one in self.refused]


@pytest.fixture
def joined(counter: Counter, centre: Centre) -> Iterator[Joined]:
    made = Joined(counter, centre)
    yield made
    made.gateway.close()


def test_a_coupon_is_held_comes_off_and_is_given_up_with_its_removal(joined) -> None:
    joined.campaign("SUMMER/1")
    joined.counter.goods(("A", 1, 200))
    joined.take("summer/1")
    cart = joined.place.cart
    assert (cart.total, joined.bases(), joined.held()) == (150, {"SUMMER/1": Basis.HELD}, [("SUMMER/1",)])
    (row,) = joined.place.coupons.rows()
    assert (row.name, row.basis, row.amount, row.reason) == ("夏日", Basis.HELD, 50, "")
    joined.place.coupons.remove("SUMMER/1")
    joined.answered()
    assert (cart.total, joined.bases(), joined.held()) == (200, {}, [])


def test_a_sale_uses_it_and_gives_up_what_it_did_not_need(joined) -> None:
    joined.campaign("SUMMER/1", "SUMMER/2")
    joined.counter.goods(("A", 1, 200))
    for code in ("SUMMER/1", "SUMMER/2"):
        joined.take(code)
    assert [one.reason for one in joined.place.coupons.rows()] == ["", "no_effect"], "once off the cart"
    sale_id = joined.sell()
    assert joined.held() == [("SUMMER/1",)], "it is the sale's until the centre hears of it"
    joined.settle()
    told = rows(joined.centre.engine, "SELECT code, state, used_by, hold_id FROM coupon ORDER BY code")
    assert told == [("SUMMER/1", "used", sale_id, None), ("SUMMER/2", "open", None, None)]
    used = rows(joined.centre.engine, "SELECT sale_id, basis, amount_minor, outcome FROM coupon_use")
    assert used == [(sale_id, "held", 50, "used")]
    joined.counter.goods(("A", 1, 200))
    joined.take("SUMMER/1")
    assert joined.reasons() == [("SUMMER/1", "used")], "this terminal knows it by itself"


def test_put_aside_cancelled_and_after_a_crash_it_is_given_up_or_asked_for_anew(joined) -> None:
    joined.campaign("SUMMER/1")
    joined.counter.goods(("A", 1, 200))
    joined.take("SUMMER/1")
    parking, place = joined.place.parking, joined.place
    cart_id = place.cart.cart.cart_id
    parking.park("x", lambda: None)
    joined.answered()
    assert (joined.held(), place.cart.cart.coupons) == ([], ())
    parking.recall(cart_id, "y", lambda: None)
    joined.answered()
    assert (joined.held(), place.cart.total, joined.bases()) == ([("SUMMER/1",)], 150, {"SUMMER/1": Basis.HELD})
    joined.counter.restart()
    joined.place = joined.counter.place
    joined.place.counter.promotions.refresh()
    joined.answered()
    assert joined.bases() == {"SUMMER/1": Basis.HELD}
    joined.place.parking.void("no", lambda: None)
    joined.answered()
    assert joined.held() == []


def test_what_another_counter_took_meanwhile_leaves_the_fetched_cart(joined) -> None:
    joined.campaign("SUMMER/1")
    joined.counter.goods(("A", 1, 200))
    joined.take("SUMMER/1")
    cart_id = joined.place.cart.cart.cart_id
    joined.place.parking.park("x", lambda: None)
    joined.answered()
    with joined.centre.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE coupon SET state = 'used', used_by = 'other'")
    joined.place.parking.recall(cart_id, "y", lambda: None)
    joined.answered()
    assert (joined.place.cart.total, joined.bases(), joined.reasons()) == (200, {}, [("SUMMER/1", "used")])


@pytest.mark.parametrize(
    ("terms", "codes", "reasons"),
    [
        ({"offline": "denied"}, ("SUMMER",), ["offline_denied"]),
        ({"offline": "allowed"}, ("SUMMER",), []),
        ({"offline": "allowed", "shared": False}, ("SUMMER/1",), ["offline_unproven"]),
        ({"offline": "bounded", "offline_count": 1}, ("SUMMER", "SUMMER"), ["offline_count"]),
        (
            {"offline": "bounded", "offline_count": 9, "offline_amount": WireMoney(minor=60, currency="TWD")},
            ("SUMMER", "SUMMER"),
            ["offline_amount"],
        ),
    ],
)
def test_without_the_centre_it_goes_by_the_campaign(joined, terms, codes, reasons) -> None:
    """Each code is used in a sale of its own."""
    joined.campaign(**{"shared": True, **terms})
    joined.away()
    used = 0
    for code in codes:
        joined.counter.goods(("A", 1, 200))
        joined.take(code)
        used += len(joined.place.cart.cart.coupons)
        assert set(joined.bases().values()) <= {Basis.OFFLINE}
        joined.sell()
    assert [reason for _, reason in joined.reasons()] == reasons
    assert used == len(codes) - len(reasons)


def test_where_it_does_not_count_it_says_why_without_asking(joined) -> None:
    joined.campaign("SUMMER/1", stores=("S77",))
    joined.campaign(campaign_id="c2", code="WEB", channels=("online",))
    joined.campaign(campaign_id="c3", code="LATER", starts_at=START + 10**15, shared=True)
    joined.away()
    for code in ("SUMMER/1", "WEB/1", "LATER", "NOTHING/1"):
        joined.take(code)
    assert joined.reasons() == [
        ("SUMMER/1", "other_store"), ("WEB/1", "other_channel"), ("LATER", "not_yet"), ("NOTHING/1", "unknown")
    ]  # fmt: skip


def test_goods_that_come_later_hold_an_offline_coupon_to_its_bounds(joined) -> None:
    rule = {**RULE, "rule": {"kind": "percent_off", "level": "cart", "off_ppm": 100_000}, "currency": None}
    bound = WireMoney(minor=50, currency="TWD")
    joined.campaign(shared=True, offline="bounded", offline_count=5, offline_amount=bound)
    put(joined.centre.engine, "promotion", "summer", rule)
    joined.settle()
    joined.place.counter.promotions.refresh()
    joined.away()
    joined.counter.goods(("A", 1, 300))
    joined.take("SUMMER")
    assert joined.place.cart.total == 270
    joined.counter.goods(("B", 1, 300))
    assert (joined.place.cart.total, joined.reasons()) == (600, [("SUMMER", "offline_amount")])


def test_all_of_a_sale_that_comes_back_gives_its_coupon_back_by_the_campaigns_rule(joined) -> None:
    joined.campaign("SUMMER/1", back_on_refund=True)
    joined.counter.goods(("A", 2, 200))
    joined.take("SUMMER/1")
    cart = joined.place.cart
    sale_id = joined.sell()
    sale = joined.counter.till.terminal.sales.view(sale_id).sale
    joined.settle()
    for state in ("used", "open"):
        joined.counter.bring_back(sale, 1, 1)
        joined.sell()
        joined.settle()
        assert rows(joined.centre.engine, "SELECT state FROM coupon") == [(state,)]
    joined.counter.goods(("A", 1, 200))
    joined.take("SUMMER/1")
    assert (cart.total, joined.reasons()) == (150, [])


def test_a_receipt_carries_a_coupon_for_the_next_purchase_which_counts_there(joined) -> None:
    issue = {"minimum": {"minor": 200, "currency": "TWD"}, "days": 30, "block": 4}
    joined.campaign(issue=issue, offline="allowed")
    joined.away()
    joined.counter.goods(("A", 1, 100))
    first = joined.sell()
    joined.counter.goods(("A", 1, 200))
    second = joined.sell()
    reads = joined.place.counter.reads()
    assert reads.printed_with(first) == ()
    (printed,) = reads.printed_with(second)
    papers = Papers(joined.place.counter.desk, joined.place.counter.reads, joined.place.counter.catalog)
    paper = papers.receipt(second, "zh_TW")
    assert {"下次購物優惠券", "夏日", printed.code} <= set(paper.texts())
    symbol = next(one for one in paper.blocks if isinstance(one, Code))
    claim = read_code(symbol.data).claim
    assert (symbol.data, symbol.caption) == (printed.signed, printed.code)
    assert (claim.kind, claim.subject, claim.store) == (CodeKind.COUPON, printed.code, ""), "it counts in every store"
    joined.counter.goods(("A", 1, 200))
    assert joined.place.router.route(symbol.data).is_taken
    joined.answered()
    assert (joined.place.cart.total, joined.bases()) == (150, {printed.code: Basis.OFFLINE})


def test_a_coupon_that_lay_in_its_block_for_long_ends_with_its_signature(joined) -> None:
    issue = {"minimum": {"minor": 200, "currency": "TWD"}, "days": 30, "block": 4}
    joined.campaign(issue=issue, offline="allowed")
    write(joined.centre.engine, lambda connection: sign_anew(connection, START - 200 * DAY))
    joined.settle()
    joined.counter.goods(("A", 1, 200))
    (printed,) = joined.place.counter.reads().printed_with(joined.sell())
    assert printed.ends_at == read_code(printed.signed).claim.expires_at == (START + 10 * DAY) // 10**6 * 10**6


@pytest.mark.parametrize("is_used", [False, True])
def test_what_a_receipt_gave_for_the_next_purchase_goes_with_its_sale(joined, is_used) -> None:
    issue = {"minimum": {"minor": 200, "currency": "TWD"}, "days": 30, "block": 4}
    joined.campaign(issue=issue, offline="allowed")
    joined.counter.goods(("A", 2, 200))
    given = joined.sell()
    reads = joined.place.counter.reads()
    (printed,) = reads.printed_with(given)
    if is_used:
        joined.counter.goods(("B", 1, 100))
        joined.take(printed.code)
        joined.sell()
    sale = joined.counter.till.terminal.sales.view(given).sale
    for left in (1, 0):
        joined.counter.bring_back(sale, 1, 1)
        joined.sell()
        assert len(reads.printed_with(given)) == left, "once all of it came back"
    joined.counter.goods(("A", 1, 100))
    joined.take(printed.code)
    assert joined.reasons() == [(printed.code, "used" if is_used else "withdrawn")]
    joined.settle()
    states = rows(joined.centre.engine, "SELECT state FROM coupon WHERE issued_by IS NOT NULL")
    told = rows(joined.centre.engine, "SELECT kind FROM conflict WHERE kind LIKE 'coupon.%'")
    assert (states, told) == (([("used",)], [("coupon.withdrawn",)]) if is_used else ([("withdrawn",)], []))


def test_a_members_coupon_counts_with_that_member_alone(joined) -> None:
    joined.campaign("SUMMER/1", member="m1", offline="allowed")
    cart = joined.place.cart

    def become(member: str | None) -> None:
        who = None if member is None else Member(member)
        cart.change(lambda one: replace(one, member=who))
        joined.answered()

    joined.counter.goods(("A", 1, 200))
    for _ in range(2):  # with the centre, then without it
        joined.take("SUMMER/1")
        become("m2")
        joined.take("SUMMER/1")
        become("m1")
        joined.take("SUMMER/1")
        assert (cart.total, len(joined.bases())) == (150, 1)
        become(None)
        assert (cart.total, joined.bases()) == (200, {}), "who is gone takes it along"
        joined.away()
    assert [reason for _, reason in joined.reasons()][:1] == ["member_needed"]
    assert [one.reason for one in joined.refused] == ["member_needed", "other_member", "member_needed"] * 2


def signed(joined: Joined, coupon: str, until: int = START + 10**15) -> str:
    """A coupon's code as its customer shows it."""
    with joined.centre.engine.connect() as connection:
        seed = signing_seed(connection)
    return sign_code(Signer(seed), CodeKind.COUPON, "", coupon, until)


def test_a_signed_code_proves_itself_where_nobody_can_be_asked(joined) -> None:
    joined.campaign("SUMMER/1", "SUMMER/2", offline="allowed")
    joined.counter.goods(("A", 1, 200))
    code = signed(joined, "SUMMER/1")
    joined.away()
    router = joined.place.router
    assert router.route("SUMMER/2").is_taken
    joined.answered()
    assert joined.reasons() == [("SUMMER/2", "offline_unproven")]
    assert router.route(code).is_taken
    joined.answered()
    assert joined.bases() == {"SUMMER/1": Basis.OFFLINE}
    assert router.route(signed(joined, "SUMMER/2", START - 10**10)).refused.code == "code.expired"
    forged = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert router.route(forged).refused is not None
    assert joined.bases() == {"SUMMER/1": Basis.OFFLINE}


def test_what_is_held_is_asked_for_anew_before_its_time_is_over(joined) -> None:
    joined.campaign("SUMMER/1")
    joined.counter.goods(("A", 1, 200))
    joined.take("SUMMER/1")
    joined.centre.now += HOLD // 2
    holds = joined.place.coupons._holds
    holds.renew()
    joined.answered()
    (until,) = (one for (one,) in rows(joined.centre.engine, "SELECT hold_until FROM coupon"))
    assert until == joined.centre.now + HOLD
    joined.away()
    holds.renew()
    joined.answered()
    assert joined.bases() == {"SUMMER/1": Basis.HELD}, "it is ours for its time, whoever is away"
