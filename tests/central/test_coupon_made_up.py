"""Coupons that a counter makes up: what its own sale and the campaign do not bear has no effect; somebody hears."""

from __future__ import annotations

import pytest

from app.central.database import write
from app.central.member import MemberForm, put_member
from app.contract.campaign import CouponIssued, CouponRestored, Issue
from app.domain.campaign import DAY
from tests.central.conftest import START, rows
from tests.central.counter import Counter, money, new_id, sale
from tests.central.test_coupon import block, conflicts, hold, put, wallet, who


def kinds(engine) -> list[object]:
    return [kind for kind, *_ in conflicts(engine)]


@pytest.mark.parametrize("back", [True, False])
def test_only_the_counter_that_used_a_coupon_gives_it_back_and_where_the_campaign_says_so(engine, back) -> None:
    put(engine, codes=("SUMMER/1",), back_on_refund=back)
    one, other = Counter(engine).enlist(), Counter(engine).enlist()
    sold = one.write(sale(("A", 1), coupons=("SUMMER/1",)))
    one.push()
    for said in (sold.id, other.write(sale(("A", 1))).id):
        other.write(CouponRestored(sale_id=said, code="SUMMER/1", campaign="c1"))
    other.push()
    assert rows(engine, "SELECT state, used_by FROM coupon") == [("used", sold.id)]
    assert kinds(engine) == ["coupon.not_back"] * 2
    one.write(CouponRestored(sale_id=sold.id, code="SUMMER/1", campaign="c1"))
    one.push()
    assert rows(engine, "SELECT state FROM coupon") == [("open" if back else "used",)]
    assert len(kinds(engine)) == (2 if back else 3)


def issue(till: Counter, code: str, sale_id: str, ends_at: int = 2**52, member: str | None = None) -> None:
    till.write(CouponIssued(sale_id=sale_id, code=code, campaign="c1", ends_at=ends_at, member_id=member))


def test_a_counter_prints_one_coupon_of_its_block_for_its_own_sale_and_for_no_longer_than_it_holds(engine) -> None:
    till, other = Counter(engine).enlist(), Counter(engine).enlist()
    put(engine, codes=("SUMMER/1",), issue=Issue(minimum=money(100), days=30, block=4))
    own, theirs = block(engine, till), block(engine, other)
    sold = till.write(sale(("A", 1)))
    foreign = other.write(sale(("A", 1)))
    other.push()
    issue(till, own[0], sold.id, member="m1")
    for code, sale_id in (
        (own[0], till.write(sale(("A", 1))).id),  # told of before
        (own[1], sold.id),  # the sale's second
        (own[2], foreign.id),
        (own[2], new_id()),
        (theirs[0], sold.id),
        ("SUMMER/1", sold.id),
        ("SUMMER/9", sold.id),
    ):
        issue(till, code, sale_id)
    till.push()
    assert kinds(engine) == ["coupon.not_issued"] * 7
    printed = rows(engine, "SELECT code, ends_at, member_id FROM coupon WHERE issued_by IS NOT NULL")
    assert printed == [(own[0], START + 30 * DAY, None)], "no member's who did not buy"
    assert (wallet(engine, "m1"), block(engine, till)) == ([], own), "no more to print"


def test_the_limit_of_a_member_counts_all_that_the_member_was_called_by(engine) -> None:
    put(engine, shared=True, member_limit=1)
    till = Counter(engine).enlist()
    till.write(sale(("A", 1), coupons=("SUMMER",)).model_copy(update={"member_id": "m1"}))
    till.push()
    for member_id, into in (("m2", None), ("m1", "m2")):
        form = MemberForm(name="x", active=into is None, merged_into=into)
        write(engine, lambda connection, one=member_id, form=form: put_member(connection, one, form))
    assert hold(engine, who(), member_id="m2").reason == "member_limit"
    again = till.write(sale(("A", 1), coupons=("SUMMER",)).model_copy(update={"member_id": "m2"}))
    till.push()
    assert [(kind, entry) for kind, _, entry in conflicts(engine)] == [("coupon.over_limit", again.id)]
