"""The screen after a sale: the change, how it came about, the papers, and on to the next customer."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest
from PySide6.QtCore import Qt

from app.domain.money import currency
from app.domain.shop import Shop
from app.domain.tender import CashRounding, TenderKind
from app.runtime.printing import Lamp, LampState
from app.ui.screens.complete.finale import Told
from tests.ui.counter import Counter

Key = Qt.Key


def sold(counter: Counter, typed: str = "", *goods: tuple[str, int, int]) -> Counter:
    """Sell for cash, by default goods for 545 to the coin, and look at the screen after it."""
    counter.goods(*(goods or (("A", 1, 545),)))
    if counter.window is None:
        counter.open("pay")
    else:
        counter.window.shell.go("pay")
    counter.keys(typed, Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    return counter


def told(counter: Counter) -> Told:
    return counter.screen.finale.told()


def steps(counter: Counter) -> list[str]:
    """The rows: name and state, then what stands below."""
    rows = [row for row in counter.screen.steps._rows if row.isVisible()]
    return [f"{row.accessibleName()} | {row.accessibleDescription()}" for row in rows]


def test_change_is_told_with_its_notes_and_its_sum(counter):
    sold(counter, "1000")
    shown = told(counter)
    assert (shown.title, shown.sub, shown.word, shown.minor) == ("交易完成", "#0001 · 10:00", "找零", 455)
    assert shown.pieces == ((100, 4), (50, 1), (5, 1))
    assert shown.terms == (("", "收現金 1,000"), ("−", "應收 545"), ("=", "找零 455"))
    assert "找零 $455" in counter.screen.finale.accessibleName()


def test_without_change_the_total_is_told(counter):
    sold(counter)
    assert (told(counter).word, told(counter).minor, told(counter).pieces) == ("已收款", 545, ())
    assert [words for _, words in told(counter).terms] == ["收現金 545", "應收 545", "找零 0"]


def test_a_card_is_told_as_a_card(counter):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys(Key.Key_F2, Key.Key_Return, "A1234", Key.Key_Return)
    counter.settle()
    assert told(counter).terms == (("", "信用卡 545"), ("=", "應收 545"))


def test_what_is_given_back_is_told_with_its_notes(counter):
    sold(counter, "", ("A", 2, 500))
    counter.bring_back(counter.place.payment.last.sale, 1, 2)
    counter.window.shell.go("pay")
    counter.keys(Key.Key_F2, "400", Key.Key_Return, "B7788", Key.Key_Return)
    counter.settle()
    counter.keys(Key.Key_Return)
    counter.settle()
    shown = told(counter)
    assert (shown.title, shown.word, shown.minor, shown.pieces) == ("退貨完成", "退還現金", 600, ((500, 1), (100, 1)))
    assert steps(counter)[0].startswith("退貨已儲存 完成")
    assert shown.terms == (("", "應退 1,000"), ("=", "信用卡 400"), ("+", "退現金 600"))


def test_an_even_exchange_has_nothing_to_tell_but_that(counter):
    sold(counter)
    counter.bring_back(counter.place.payment.last.sale, 1, 1)
    sold(counter, "", ("B", 1, 545))
    assert (told(counter).title, told(counter).word, told(counter).minor) == ("換貨完成", "不需收款", 0)
    assert told(counter).terms == ()
    assert not counter.screen.correct.isVisible()


def test_a_currency_with_decimals_has_its_own_coins(make_counter):
    counter = make_counter(Shop(currency=currency("CHF"), zone="Europe/Zurich", cash=CashRounding(5)))
    sold(counter, "20", ("A", 1, 1_033))
    assert (told(counter).minor, told(counter).pieces) == (965, ((500, 1), (200, 2), (50, 1), (10, 1), (5, 1)))


def test_enter_is_the_next_customer_and_so_is_the_button(counter):
    sold(counter)
    counter.screen.deaf.stop()
    counter.keys(Key.Key_Enter)
    assert counter.where == "sell"
    sold(counter)
    counter.screen.deaf.stop()
    counter.press("下一位")
    assert counter.where == "sell"


def test_the_next_scan_starts_the_next_sale_by_itself(counter):
    sold(counter)
    counter.window.shell.scanned("4710000000011")
    assert counter.where == "sell"
    assert counter.heard.cues[-1] == "rejected"  # nobody knows it; what matters is who was asked


def test_enter_of_the_same_press_is_not_heard(counter):
    sold(counter)
    counter.keys(Key.Key_Return, Key.Key_F12)
    assert counter.where == "complete"


def test_there_is_nothing_to_show_before_the_first_sale(counter):
    counter.open("complete")
    assert counter.where == "sell"


def test_the_sale_is_saved_whatever_the_printer_does(counter):
    sold(counter)
    number = counter.place.payment.last.sale.number
    assert steps(counter) == [f"交易已儲存 完成 | {number}", "交易明細 沒有印表機 | 交易已存，稍後可補印"]


def test_unknown_goods_are_a_task(counter):
    counter.goods(("A", 1, 545))
    cart = counter.place.cart.cart
    counter.place.cart.become(replace(cart, lines=tuple(replace(line, unknown=True) for line in cart.lines)))
    counter.open("pay")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert steps(counter)[-1] == "1 項待確認商品 待辦 | 已列入店長待辦"


def test_who_wanted_no_paper_can_still_have_one(counter):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.press("列印交易明細")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert steps(counter)[-1] == "交易明細 不列印 | 需要時再補印"
    counter.keys(Key.Key_F9)
    counter.settle()
    assert counter.till.kinds()[-1] == "receipt.reprinted"
    assert counter.window.shell._toast.text() == "已送出補印"


@pytest.mark.parametrize("name", ["補印", "F9"])
def test_a_reprint_is_an_entry_of_its_own(counter, name):
    sold(counter)
    counter.keys(Key.Key_F9) if name == "F9" else counter.press(name)
    counter.settle()
    assert counter.till.kinds().count("receipt.reprinted") == 1


def test_the_tenders_of_this_sale_stay_those_that_were_shown(counter):
    sold(counter, "1000")
    last = counter.place.payment.last
    counter.goods(("B", 1, 5))
    assert counter.place.payment.last is last
    assert [one.kind for one in last.sale.ticket.tenders] == [TenderKind.CASH]


def test_the_lamp_comes_from_another_thread(counter):
    sold(counter)
    seen = []
    counter.place.lamp.changed.connect(lambda: seen.append(counter.place.lamp.now.state))
    thread = Thread(target=counter.place.lamp.tell, args=(Lamp(LampState.PRINTING),))
    thread.start()
    thread.join()
    assert seen == []
    counter.wait(lambda: bool(seen))
    assert seen == [LampState.PRINTING]
    assert steps(counter)[-1] == "交易明細 列印中 | 80 mm"
