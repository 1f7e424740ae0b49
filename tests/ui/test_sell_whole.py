"""A whole code while it is typed: one row says what Enter does, and Enter does that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.contract.campaign import CampaignItem
from app.contract.codes import CodeForms, PlainForm
from app.contract.feed import StoreItem
from app.domain.cart import Member
from app.domain.receipt import receipt_code
from app.runtime.whole import WholeKind, whole_code
from app.services.pickup_ports import Claimed
from app.ui.screens.sell.code_row import CodeRow
from tests.ui.counter import Counter
from tests.ui.coupons import CouponCentre, off, tell
from tests.ui.members import Desk, with_members
from tests.ui.pickups import Pickups
from tests.ui.selling import JAM

Key = Qt.Key


@pytest.fixture
def store(counter: Counter) -> Pickups:
    """A counter with an order, a coupon and members; the centre told how its own codes look."""
    made = Pickups(counter)
    counter.place.counter = with_members(counter.place.counter, Desk(now=counter.till.clock.now))
    made.ready("A7-318", customer="劉○安")
    coupons = counter.place.counter.coupons
    assert coupons is not None
    object.__setattr__(coupons, "centre", CouponCentre())
    item = CampaignItem(name="全館折 30", code="ALL50", starts_at=0, ends_at=None, offline="allowed", shared=True)
    tell(counter.place.counter, "c2", item, off("rc2", "全館折 30", "", "ALL50", 30))
    codes = CodeForms(
        plain=(
            PlainForm(kind="member", prefix="M-", least=1, most=4),
            PlainForm(kind="pickup", prefix="P", least=6, most=6),
        )
    )
    told = StoreItem(name="本店", zone="Asia/Taipei", currency="TWD", codes=codes).model_dump_json()
    row = "INSERT INTO centre VALUES(1, 'c', NULL, NULL, 0, 0, 0, 0, ?, NULL)"
    counter.till.terminal.store.writer.on_connection(lambda connection: connection.execute(row, (told,))).result()
    counter.open("sell")
    return made


def row(store: Pickups) -> str:
    """What the code's row says; empty without one."""
    assert store.counter.window is not None
    shown = [one for one in store.counter.window.findChildren(CodeRow) if one.isVisible()]
    return shown[0].accessibleName() if shown else ""


def type_text(store: Pickups, text: str) -> None:
    store.counter.screen.field.setText("")
    store.keys(Key.Key_F4)
    if text.isascii():
        store.keys(text)
    else:
        store.goods.commit(text)


@pytest.mark.parametrize("text", ["A7-318", "a7318", "a7 318"])
def test_an_orders_whole_code_is_a_row_and_enter_opens_it(store: Pickups, text: str) -> None:
    type_text(store, text[:-1])
    assert (row(store), "新增為臨時品項" in store.counter.names()) == ("", True)
    store.keys(text[-1])
    assert row(store) == "取貨單 A7-318, 劉○安, 開啟交付"
    assert "新增為臨時品項" not in store.counter.names()
    assert store.counter.screen.field.count() == "1 筆結果"
    assert "↑ ↓ 選擇, Esc 關閉" in store.counter.names()
    store.keys(Key.Key_Return)
    assert store.counter.where == "handover"


def test_a_code_that_looks_like_an_orders_says_that_the_centre_is_asked(store: Pickups) -> None:
    store.centre.claimed = Claimed(granted=False, reason="unknown")
    type_text(store, "p123456")
    assert row(store) == "取貨單 P123456, 本店沒有這張取貨單, 向中心查詢"
    store.keys(Key.Key_Return)
    assert store.counter.where == "handover"


def test_a_coupon_says_what_it_is_and_comes_into_the_cart(store: Pickups) -> None:
    store.goods.scan(JAM)
    type_text(store, "all50")
    assert row(store) == "全館折 30, ALL50, 使用優惠券"
    store.keys(Key.Key_Return)
    store.counter.settle()
    assert store.counter.place.cart.cart.coupons == ("ALL50",)


def test_a_receipt_is_opened_where_goods_come_back(store: Pickups) -> None:
    sale = store.counter.till.sell(("A", 1, 100))
    type_text(store, sale.number.lower())
    assert row(store) == f"收據 {sale.number}, 開啟退換貨"
    store.keys(Key.Key_Return)
    assert store.counter.where == "refund"


def test_a_members_number_chooses_the_member(store: Pickups) -> None:
    type_text(store, "M-1")
    assert row(store) == ""
    assert store.counter.screen.zone.results.members.rows.row == 0
    store.keys(Key.Key_Return)
    assert store.counter.place.cart.cart.member == Member("M-1", "gold")


def test_goods_beside_a_code_are_reached_by_the_arrows_and_left_by_them(store: Pickups) -> None:
    store.ready("北回")
    type_text(store, "北回")
    results = store.counter.screen.zone.results
    assert (results.code.is_chosen, results.rows.currentIndex().row(), results.count) == (True, -1, 3)
    places = []
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Down):
        store.keys(key)
        places.append((results.code.is_chosen, results.rows.currentIndex().row()))
    assert places == [(True, -1), (False, 0), (False, 1), (False, 1), (False, 0), (True, -1), (False, 0)]
    store.keys(Key.Key_Return)
    assert [line.sku for line in store.counter.place.cart.cart.lines] == ["DA001"]
    type_text(store, "北回")
    store.keys(Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert store.counter.where == "handover"


def test_a_touch_does_what_enter_does(store: Pickups) -> None:
    type_text(store, "A7-318")
    touched: QWidget = store.counter.screen.zone.results.code
    QTest.mouseClick(touched, Qt.MouseButton.LeftButton, pos=QPoint(40, touched.height() // 2))
    assert store.counter.where == "handover"


def test_what_the_row_foretells_is_what_the_router_does(store: Pickups) -> None:
    """The same texts, told and routed: a row for those that are taken, and for no others."""
    place, sale = store.counter.place, store.counter.till.sell(("A", 1, 100))
    kinds = {
        "A7-318": WholeKind.ORDER,
        "P123456": WholeKind.ELSEWHERE,
        "all50": WholeKind.COUPON,
        "M-1": WholeKind.MEMBER,
        receipt_code(sale.ticket.sale_id): WholeKind.RECEIPT,
    }
    nothing = ["M-99", "NOBODY", "12345678", "/ABC1234", "OMO:X", "A7", JAM, "2*A7-318", "北回", "", " "]
    for text in [*kinds, *nothing]:
        told = whole_code(place, text)
        assert (told.kind if told is not None else None) == kinds.get(text), text
    for text in [*kinds, *nothing]:
        routed = place.router.route(text)
        assert (routed.is_taken or routed.receipt is not None) == (text in kinds), text
