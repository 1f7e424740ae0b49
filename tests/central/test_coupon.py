"""Coupons at the centre: limits of shared ones, every double use found, wallets, blocks to print, figures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import update

from app.central.bootstrap import make_key
from app.central.campaign import CouponsForm, figures, make_coupons, put_campaign, withdraw
from app.central.coupon_hold import HOLD
from app.central.database import reading, write
from app.central.enrol import Enlisted
from app.central.feed import stands
from app.central.hold import hold_coupon, release_coupon
from app.central.member import MemberForm, put_member
from app.central.office import Office
from app.central.tables import terminal
from app.contract.campaign import (
    CampaignItem,
    CouponBlockItem,
    CouponIssued,
    CouponRedeemed,
    CouponRestored,
    Issue,
    WalletItem,
)
from app.contract.hold import HoldRequest
from app.contract.wire import read_wire
from app.domain.campaign import DAY
from app.domain.codes.signed import read_code
from app.domain.errors import UserError
from app.vault.code import is_genuine
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, money, new_id, sale

FORTY = 40


def put(engine, campaign_id: str = "c1", codes: tuple[str, ...] = (), member: str | None = None, **terms) -> None:
    """A campaign, with some of its coupons."""
    told = {"name": "x", "code": "SUMMER", "starts_at": 0, "ends_at": None, "offline": "allowed", **terms}

    def job(connection) -> None:
        put_campaign(connection, campaign_id, CampaignItem.model_validate(told), START)
        if codes:
            make_coupons(connection, campaign_id, CouponsForm(codes=codes, member_id=member))

    write(engine, job)


def who(store: str = "S01") -> Enlisted:
    return Enlisted(new_id(), store, None)


def hold(engine, one: Enlisted, code: str = "SUMMER", at: int = START, **asked):
    request = HoldRequest(id=asked.pop("id", None) or new_id(), coupon=code, **asked)
    return write(engine, lambda connection: hold_coupon(connection, one, request, at))


def redeemed(sold, code: str, amount: int = 50, basis: str = "held") -> CouponRedeemed:
    return CouponRedeemed(sale_id=sold.id, code=code, campaign="c1", basis=basis, amount=money(amount))


def conflicts(engine) -> list[tuple[object, ...]]:
    return rows(
        engine, "SELECT kind, store, entry_id FROM conflict WHERE kind LIKE 'coupon.%' ORDER BY made_at, entry_id"
    )


def test_of_forty_who_ask_for_a_shared_coupon_so_many_get_it_as_there_are(engine) -> None:
    put(engine, shared=True, total_limit=3)
    ready = Barrier(FORTY)

    def race(_: int) -> tuple[bool, str]:
        one = who()
        ready.wait(60)
        answer = hold(engine, one)
        return answer.granted, answer.reason

    with ThreadPoolExecutor(FORTY) as pool:
        answers = list(pool.map(race, range(FORTY)))
    assert answers.count((True, "")) == 3
    assert answers.count((False, "total_limit")) == FORTY - 3


def test_a_shared_coupons_limits_count_uses_and_holds(engine) -> None:
    put(engine, shared=True, total_limit=3, member_limit=1, back_on_refund=True)
    one, other, asked = Counter(engine).enlist(), who(), new_id()
    own = Enlisted(one.id, "S01", None)
    assert hold(engine, other).reason == "member_needed"
    assert hold(engine, own, id=asked, member_id="m1").granted
    assert hold(engine, own, id=asked, member_id="m1").granted, "the same question"
    assert hold(engine, other, member_id="m1").reason == "member_limit"
    assert write(engine, lambda connection: release_coupon(connection, own, asked)).released
    assert hold(engine, own, id=asked, member_id="m1").granted
    sold = one.write(sale(("A", 1), coupons=("SUMMER",)).model_copy(update={"member_id": "m1"}))
    one.push()
    assert hold(engine, other, member_id="m1").reason == "member_limit", "used"
    assert hold(engine, other, member_id="m2").granted
    assert hold(engine, other, member_id="m3").granted
    assert hold(engine, other, member_id="m4").reason == "total_limit"
    assert hold(engine, other, at=START + HOLD, member_id="m4").granted, "what was held is free again by its time"
    one.write(CouponRestored(sale_id=sold.id, code="SUMMER", campaign="c1"))
    one.push()
    assert hold(engine, other, at=START + 3 * HOLD, member_id="m1").granted
    assert conflicts(engine) == []


@pytest.mark.parametrize("terms", [{}, {"shared": True, "total_limit": 1}], ids=["single", "shared"])
@pytest.mark.parametrize("stores", [("S01", "S01"), ("S01", "S02")], ids=["one store", "two stores"])
@pytest.mark.parametrize("first", [0, 1])
def test_a_coupon_used_twice_offline_is_found_whoever_tells_of_it_first(engine, terms, stores, first) -> None:
    code = "SUMMER" if terms else "SUMMER/1"
    put(engine, codes=() if terms else (code,), **terms)
    tills = [Counter(engine, store).enlist() for store in stores]
    sales = []
    for till in tills:
        sales.append(till.write(sale(("A", 1), coupons=(code,))))
        till.write(redeemed(sales[-1], code, basis="offline"))
    for place in (first, 1 - first, first):
        tills[place].push()
    late = 1 - first
    kind = "coupon.over_limit" if terms else "coupon.used_twice"
    assert conflicts(engine) == [(kind, stores[late], sales[late].id)]
    assert len(rows(engine, "SELECT id FROM sale")) == 2, "no sale is altered"
    with reading(engine) as connection:
        told = figures(connection, "c1")
        ids = [str(row[0]) for row in rows(engine, "SELECT id FROM conflict WHERE kind LIKE 'coupon.%'")]
        tasks = stands(connection, stores[late], "conflict", ids)
    assert len(tasks) == 1, "a task of its store"
    assert told.conflicts == {kind: 1}
    assert sum(one.used for one in told.stores) == sum(one.offline for one in told.stores) == 2
    assert sum(one.amount_minor for one in told.stores) == 100


def test_what_was_withdrawn_or_never_issued_is_accepted_and_somebody_hears(engine) -> None:
    put(engine, codes=("SUMMER/1",))
    write(engine, lambda connection: withdraw(connection, "c1", "SUMMER/1"))
    till = Counter(engine).enlist()
    till.write(sale(("A", 1), coupons=("SUMMER/1", "SUMMER/9", "WORD")))
    till.push()
    assert sorted(kind for kind, *_ in conflicts(engine)) == ["coupon.not_issued", "coupon.withdrawn"]


def test_all_of_a_sale_came_back_and_its_coupon_counts_again(engine) -> None:
    put(engine, codes=("SUMMER/1",), back_on_refund=True)
    till = Counter(engine).enlist()
    sold = till.write(sale(("A", 1), coupons=("SUMMER/1",)))
    till.write(redeemed(sold, "SUMMER/1"))
    till.write(CouponRestored(sale_id=sold.id, code="SUMMER/1", campaign="c1"))
    again = till.write(sale(("A", 1), coupons=("SUMMER/1",)))
    till.push()
    assert rows(engine, "SELECT state, used_by FROM coupon") == [("used", again.id)]
    assert conflicts(engine) == []


def wallet(engine, member: str) -> list[str]:
    with reading(engine) as connection:
        found = stands(connection, "", "wallet", [member])
    return [one.code for _, body in found.values() for one in read_wire(WalletItem, body).coupons]


def test_terminals_are_told_what_a_member_can_still_use(engine) -> None:
    put(engine, codes=("SUMMER/1", "SUMMER/2"), member="m1")
    assert wallet(engine, "m1") == ["SUMMER/1", "SUMMER/2"]
    assert hold(engine, who(), "SUMMER/1").reason == "member_needed"
    assert hold(engine, who(), "SUMMER/1", member_id="m2").reason == "other_member"
    assert hold(engine, who(), "SUMMER/1", member_id="m1").granted
    till = Counter(engine).enlist()
    till.write(sale(("A", 1), coupons=("SUMMER/1",)))
    till.push()
    assert wallet(engine, "m1") == ["SUMMER/2"]
    write(engine, lambda connection: withdraw(connection, "c1", "SUMMER/2"))
    assert wallet(engine, "m1") == []


def test_a_printed_coupon_is_whose_paper_it_is(engine) -> None:
    put(engine, codes=("SUMMER/1",), member="m1", issue={"minimum": {"minor": 100, "currency": "TWD"}, "days": 30})
    assert hold(engine, who(), "SUMMER/1").granted


def test_who_became_another_member_brings_the_coupons_along(engine) -> None:
    put(engine, codes=("SUMMER/1",), member="m1")
    for member_id, into in (("m2", None), ("m3", None), ("m1", "m2"), ("m2", "m3")):
        form = MemberForm(name="x", active=into is None, merged_into=into)
        write(engine, lambda connection, one=member_id, form=form: put_member(connection, one, form))
    assert [wallet(engine, one) for one in ("m1", "m2", "m3")] == [[], [], ["SUMMER/1"]]
    assert hold(engine, who(), "SUMMER/1", member_id="m9").reason == "other_member"
    assert hold(engine, who(), "SUMMER/1", member_id="m3").granted


def block(engine, till: Counter) -> list[str]:
    with reading(engine) as connection:
        found = stands(connection, till.store, "coupon_block", [f"c1/{till.id}"])
    return [one.code for _, body in found.values() for one in read_wire(CouponBlockItem, body).coupons]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_terminal_may_print_is_signed_with_the_key_of_now(engine) -> None:
    till, gone = Counter(engine).enlist(), Counter(engine).enlist()
    put(engine, issue=Issue(minimum=money(100), days=30, block=4))
    write(engine, lambda connection: connection.execute(update(terminal).values(revoked_at=START).where(
        terminal.c.id == gone.id)))  # fmt: skip

    def keys() -> set[bytes]:
        with reading(engine) as connection:
            ((_, body),) = stands(connection, till.store, "coupon_block", [f"c1/{till.id}"]).values()
        known, coupons = Office(engine, lambda: START).code_keys(), read_wire(CouponBlockItem, body).coupons
        read = [read_code(one.signed) for one in coupons]
        assert [one.claim.subject for one in read] == [one.code for one in coupons]
        assert {one.claim.expires_at for one in read} == {(START + 210 * DAY) // 10**6 * 10**6}
        return {one.public for one in known if all(is_genuine(one.public, code) for code in read)}

    first, codes = keys(), block(engine, till)
    before = stands_of(engine, gone)
    seed, public = make_key()
    Office(engine, lambda: START).rotate_code_key(seed, public)
    assert (len(first), keys(), block(engine, till)) == (1, {public}, codes)
    assert stands_of(engine, gone) == before, "nobody signs for who was put out"


def stands_of(engine, till: Counter) -> str:
    with reading(engine) as connection:
        ((_, body),) = stands(connection, till.store, "coupon_block", [f"c1/{till.id}"]).values()
    return str(body)


def test_a_coupon_whose_code_is_too_long_to_sign_is_printed_plain(engine) -> None:
    till = Counter(engine).enlist()
    put(engine, code="X" * 60, issue=Issue(minimum=money(100), days=30, block=4))
    assert {one.signed for one in read_wire(CouponBlockItem, stands_of(engine, till)).coupons} == {""}


def test_a_terminal_has_coupons_to_print_and_gets_more_as_it_prints_them(engine) -> None:
    till, away = Counter(engine).enlist(), Counter(engine, "S02").enlist()
    put(engine, stores=("S01",), issue=Issue(minimum=money(100), days=30, block=4))
    first = block(engine, till)
    assert (len(first), block(engine, away)) == (4, [])
    assert hold(engine, who(), first[0]).granted, "it was printed, though nobody has told of it yet"
    ends_at = START + 9 * HOLD
    for code in first[:3]:
        sold = till.write(sale(("A", 1)).model_copy(update={"member_id": "m1"}))
        issued = CouponIssued(sale_id=sold.id, code=code, campaign="c1", ends_at=ends_at, member_id="m1")
        till.write(issued)
    till.push()
    now = block(engine, till)
    assert len(now) == 4
    assert set(now) & set(first) == {first[3]}
    assert wallet(engine, "m1") == first[:3]
    assert hold(engine, who(), first[1], at=ends_at - 1, member_id="m1").granted
    assert hold(engine, who(), first[2], at=ends_at, member_id="m1").reason == "over"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_office_reads_what_became_of_a_campaign(engine, url) -> None:
    put(engine, codes=("SUMMER/1", "SUMMER/2"))
    for store in ("S01", "S02"):
        till = Counter(engine, store).enlist()
        sold = till.write(sale(("A", 1), coupons=("SUMMER/1",)))
        till.write(redeemed(sold, "SUMMER/1"))
        till.push()
    with Asking(url, token(engine)) as ask, Asking(url, token(engine, "campaign.read", store="S02")) as asks_one:
        told = ask("GET", "/v1/admin/campaigns/c1/figures").json()
        assert told["coupons"] == {"open": 1, "used": 1, "withdrawn": 0, "allotted": 0}
        assert [(one["store"], one["used"], one["amount_minor"]) for one in told["stores"]] == [
            ("S01", 1, 50), ("S02", 1, 50)
        ]  # fmt: skip
        assert told["conflicts"] == {"coupon.used_twice": 1}
        assert [one["store"] for one in asks_one("GET", "/v1/admin/campaigns/c1/figures").json()["stores"]] == ["S02"]
        assert ask("GET", "/v1/admin/campaigns/c9/figures").status_code == 404


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"shared": True, "issue": Issue(minimum=money(1), days=1)}, "campaign.malformed"),
        ({"total_limit": 3}, "campaign.malformed"),
        ({"shared": True, "member_limit": 0}, "campaign.malformed"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_campaign_that_makes_no_sense_is_refused(engine, terms, code) -> None:
    with pytest.raises(UserError) as raised:
        put(engine, **terms)
    assert raised.value.code == code


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_shared_campaign_stays_one_and_has_no_other_coupons(engine) -> None:
    put(engine, shared=True)
    for wrong, code in ((lambda: put(engine), "campaign.other_kind"),
                        (lambda: put(engine, shared=True, codes=("SUMMER/1",)), "campaign.shared")):  # fmt: skip
        with pytest.raises(UserError) as raised:
            wrong()
        assert raised.value.code == code
