"""What goods that come back do beside the money is told before they are given back: to points, and to coupons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.counter import Counter
from tests.ui.refunding import find, last, show
from tests.ui.test_complete import steps
from tests.ui.test_coupon import joined as with_campaign
from tests.ui.test_pay_points import answered, code_of, pay_with_points, take_points_at
from tests.ui.test_pay_points import joined as with_points

__all__ = ["with_campaign", "with_points"]
Key = Qt.Key


def told(counter: Counter) -> list[str]:
    """What the side says below its heading, a line each."""
    counter.settle()
    said = [one.text() for one in counter.screen.side.sums.findChildren(QLabel) if one.isVisible()]
    return said[said.index("點數與優惠券") + 1 :] if "點數與優惠券" in said else []


def look(counter: Counter) -> None:
    show(counter) if counter.window is None else counter.window.shell.go("refund")
    find(counter, "1")


def test_points_that_go_with_the_goods_and_come_back_with_the_money(with_points) -> None:
    counter, centre = with_points
    counter.goods(("A", 2, 500))
    pay_with_points(counter, code_of(centre), "50")
    look(counter)
    assert told(counter) == []
    refund = counter.place.refund
    refund.choose(1, 1_000)
    assert told(counter) == ["林○萱 收回 50 點", "林○萱 退回 50 點"]
    refund.choose(1, 2_000)
    assert told(counter) == ["林○萱 收回 95 點", "林○萱 退回 50 點"]
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    counter.keys(Key.Key_Return)
    answered(counter)
    counter.keys(Key.Key_Return)
    counter.settle()
    moves = counter.till.reads.members.moves(last(counter).sale_id)
    assert {one.reason: one.points for one in moves} == {"restored": 50, "taken_back": -95}


def test_what_was_paid_with_points_goes_back_in_cash_where_the_shop_takes_none_any_more(with_points) -> None:
    counter, centre = with_points
    counter.goods(("A", 2, 500))
    pay_with_points(counter, code_of(centre), "50")
    take_points_at(counter, centre, 0)
    look(counter)
    counter.place.refund.choose(1, 2_000)
    assert [(one.kind.value, one.minor) for one in counter.place.refund.ways] == [("cash", 1_000)]
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"
    paid = {one.kind.value: one.amount for one in last(counter).tenders}
    assert paid == {"cash": -1_000}
    moves = counter.till.reads.members.moves(last(counter).sale_id)
    assert {one.reason: one.points for one in moves} == {"taken_back": -95}


@pytest.mark.parametrize(
    ("is_back", "said"),
    [(True, "優惠券「夏日」退還，可再使用"), (False, "優惠券「夏日」已使用，不退還")],
)
def test_what_becomes_of_the_coupon_that_was_used(with_campaign, is_back, said) -> None:
    joined = with_campaign
    joined.campaign("SUMMER/1", back_on_refund=is_back)
    joined.counter.goods(("A", 2, 200))
    joined.take("summer/1")
    joined.sell()
    counter = joined.counter
    look(counter)
    counter.place.refund.choose(1, 1_000)
    assert told(counter) == [], "while goods of it are with the customer it stays used"
    counter.place.refund.choose(1, 2_000)
    assert told(counter) == [said]
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"
    stands = "已退還 | 可再使用" if is_back else "不退還 | 依活動規則"
    assert [one for one in steps(counter) if "優惠券" in one] == [f"優惠券 夏日 {stands}"]


@pytest.mark.parametrize("is_used", [False, True])
def test_what_becomes_of_the_coupon_that_the_receipt_carries(with_campaign, is_used) -> None:
    joined = with_campaign
    joined.campaign(issue={"minimum": {"minor": 200, "currency": "TWD"}, "days": 30, "block": 4}, offline="allowed")
    counter = joined.counter
    counter.goods(("A", 2, 200))
    given = joined.sell()
    (printed,) = counter.till.reads.printed_with(given)
    if is_used:
        counter.goods(("B", 1, 100))
        joined.take(printed.code)
        joined.sell()
    look(counter)
    counter.place.refund.choose_all()
    late = "收據上的券「夏日」已在別筆使用，列入店長待辦"
    assert told(counter) == [late if is_used else "收據上的券「夏日」作廢"]
