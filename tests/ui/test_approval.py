"""The approval dialog: what is asked, of whom, by PIN or badge, and what becomes of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.domain.approval import Approval, Asked, Limits, Measure, Request, Subject, discount_request, override_request
from app.domain.cart import CartLine, CartReturn, Discount, DiscountKind, Override, add_line, add_return
from app.domain.money import TWD, currency
from app.domain.quantity import Price, pieces
from app.domain.staff import Permission, Person, Role
from app.services.staff import Newcomer
from app.ui.shell.approval import PersonRow, ask_approval
from app.ui.shell.approval_facts import facts_of, percent_text, title_of
from app.ui.widgets.dialog import open_dialog
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import CASHIER, Counter

CHEAP = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1))
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)
WU = Person("S09", "吳店長", "Manager Wu", Role.MANAGER)
LEE = Person("S04", "李佩珊", "Li Pei-shan", Role.STAFF)
PIN = "4801"
LIMITS = Limits(100_000, 100)


def employ(counter: Counter, *people: Person) -> None:
    newcomers = [Newcomer(one, CHEAP.hash(PIN), f"BADGE-{one.staff_id}") for one in people]
    counter.till.terminal.staff.take_in(newcomers).result()


@pytest.fixture
def staffed(counter: Counter) -> Counter:
    employ(counter, CASHIER, CHEN, WU, LEE)
    counter.goods(("J1", 2, 280))
    counter.open("lock")
    return counter


class Answers(list[Approval | None]):
    pass


def ask(counter: Counter, request: Request, **more: object) -> Answers:
    answers = Answers()
    ask_approval(counter.window.shell, counter.place, request, answers.append, **more)  # type: ignore[arg-type]
    return answers


def deep_discount(counter: Counter) -> Request:
    cart = counter.place.cart.cart
    return discount_request(cart, Discount(DiscountKind.PERCENT, 300_000, "包裝瑕疵"), LIMITS, cart.lines[0])


def dialog(counter: Counter):
    return open_dialog(counter.window)


def approvals(counter: Counter) -> list[tuple[str, str]]:
    return [(one.actor, one.kind) for one in counter.till.terminal.store.entries_of("act.approved")]


# --- what is read ------------------------------------------------------------------------------------------------


def test_the_dialog_says_what_is_asked_from_what_to_what_and_for_whom(staffed):
    ask(staffed, deep_discount(staffed))
    names = staffed.names()
    assert "核准超過上限的折扣？" in names
    assert "$560 → $392" in names
    for row in ("折扣 30 %", "可自行折扣 10 %", "原因 包裝瑕疵", "申請人 林安娜"):
        assert row in names, row
    assert staffed.heard.cues[-1] == "person"
    assert [one.accessibleName() for one in dialog(staffed).findChildren(PersonRow)] == ["陳怡君 店長", "吳店長 店長"]


def test_another_price_is_shown_as_from_and_to(staffed):
    cart = staffed.place.cart.cart
    ask(staffed, override_request(cart, cart.lines[0], Override(Price(200), "價格相符")))
    assert "核准改價？" in staffed.names()
    assert "$280 → $200" in staffed.names()
    assert "單價 $200" in staffed.names()


def test_further_words_of_the_one_who_asks_are_shown(staffed):
    request = Request(Permission.VOID_AFTER_TENDER, Subject.CART, staffed.place.cart.cart.cart_id)
    ask(staffed, request, told=[("已收現金", "$500")], title="作廢 #0187？")
    assert "作廢 #0187？" in staffed.names()
    assert "已收現金 $500" in staffed.names()


def test_every_permission_has_its_question():
    titles = {one: title_of(one) for one in Permission}
    assert all(title.endswith("？") for title in titles.values())
    unnamed = {one for one, title in titles.items() if title == "核准這個動作？"}
    assert unnamed == {Permission.SELL, Permission.HAND_OVER, Permission.MOVE_STOCK}


def test_facts_of_amounts_lines_carts_and_returns(counter):
    counter.goods(("J1", 2, 280), ("T1", 1, 100))
    cart = counter.place.cart.cart
    amount = discount_request(cart, Discount(DiscountKind.AMOUNT, 150, "瑕疵"), LIMITS, cart.lines[0])
    found = facts_of(amount, cart, TWD)
    assert (found.about, found.before, found.after) == ("goods J1", 560, 410)
    whole = facts_of(discount_request(cart, Discount(DiscountKind.PERCENT, 200_000, "瑕疵"), LIMITS), cart, TWD)
    assert (whole.about, whole.before, whole.after) == ("整筆交易", 660, 528)
    back = add_return(cart, CartReturn(0, "X1", "舊罐子", pieces(1), price=Price(90), reason="無收據"))
    line = back.returns[0].line_id
    asked = Request(
        Permission.REFUND_WITHOUT_RECEIPT, Subject.CART, cart.cart_id, line, Asked(Measure.PRICE, 90, 1000, 1000)
    )
    found = facts_of(asked, back, TWD)
    assert (found.about, found.before, found.after) == ("舊罐子", None, 90)
    unknown = add_line(cart, CartLine(0, "9", "未知商品", pieces(1), Price(55), unknown=True))
    asked = Request(
        Permission.SELL_UNKNOWN, Subject.CART, cart.cart_id, unknown.lines[-1].line_id, Asked(Measure.PRICE, 55, 1000)
    )
    assert facts_of(asked, unknown, TWD).before is None
    elsewhere = facts_of(Request(Permission.CORRECT_TENDER, Subject.SALE, "other"), cart, TWD)
    assert (elsewhere.about, elsewhere.before, elsewhere.after, elsewhere.rows) == ("", None, None, ())


def test_other_currencies_keep_their_decimals(counter):
    cart = counter.place.cart.cart
    asked = Request(
        Permission.SELL_UNKNOWN, Subject.CART, cart.cart_id, 7, Asked(Measure.PRICE, 1_250, 1000), limit=None
    )
    assert facts_of(asked, cart, currency("GBP")).rows == (("單價", "£12.50"),)


def test_per_cents_without_noughts():
    assert [percent_text(one) for one in (100_000, 125_000, 1, 1_000_000)] == ["10 %", "12.5 %", "0.0001 %", "100 %"]


# --- allowed -----------------------------------------------------------------------------------------------------


def test_a_managers_pin_by_keyboard(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.keys(Qt.Key.Key_Down, PIN, Qt.Key.Key_Return)
    staffed.settle()
    assert [(one.approved_by, one.act) for one in answers] == [("S01", "discount_above_limit")]
    assert dialog(staffed) is None
    assert approvals(staffed) == [("S01", "act.approved")]


def test_a_managers_pin_by_touch(staffed):
    answers = ask(staffed, deep_discount(staffed))
    for name in ("吳店長 店長", *PIN, "核准"):
        found = [one for one in dialog(staffed).findChildren(QAbstractButton) if one.accessibleName() == name]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    staffed.settle()
    assert [one.approved_by for one in answers] == ["S09"]


def test_a_managers_badge(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.window.shell.scanned("BADGE-S09")
    staffed.settle()
    assert [one.approved_by for one in answers] == ["S09"]
    assert staffed.place.session.person == CASHIER, "the cashier stays"
    assert staffed.place.cart.cart.lines[0].sku == "J1"


def test_a_double_press_is_one_approval(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.keys(Qt.Key.Key_Down, PIN, Qt.Key.Key_Return, Qt.Key.Key_Return)
    staffed.window.shell.scanned("BADGE-S01")
    staffed.settle()
    assert len(answers) == 1
    assert len(approvals(staffed)) == 1


def test_what_was_allowed_is_not_asked_for_again(staffed):
    first = ask(staffed, deep_discount(staffed))
    staffed.window.shell.scanned("BADGE-S01")
    staffed.settle()
    again = ask(staffed, deep_discount(staffed))
    assert dialog(staffed) is None
    assert again == first


def test_within_the_cashiers_limit_nobody_is_asked(staffed):
    cart = staffed.place.cart.cart
    answers = ask(
        staffed, discount_request(cart, Discount(DiscountKind.PERCENT, 50_000, "瑕疵"), LIMITS, cart.lines[0])
    )
    assert answers == [None]
    assert dialog(staffed) is None
    assert approvals(staffed) == []


def test_a_managers_own_act_on_a_cart_is_vouched_for(staffed):
    staffed.place.session.enter(CHEN)
    answers = ask(staffed, deep_discount(staffed))
    staffed.settle()
    assert [one.approved_by for one in answers] == ["S01"]
    assert dialog(staffed) is None
    assert approvals(staffed) == [("S01", "act.approved")]


def test_a_managers_own_act_elsewhere_needs_no_entry_of_its_own(staffed):
    staffed.place.session.enter(CHEN)
    request = Request(Permission.NO_SALE_DRAWER, Subject.ACT, staffed.till.ids.mint())
    assert ask(staffed, request) == [None]
    assert approvals(staffed) == []


def test_a_terminal_without_staff_asks_nobody(counter):
    counter.goods(("J1", 2, 280))
    counter.open("lock")
    assert ask(counter, deep_discount(counter)) == [None]


# --- refused -----------------------------------------------------------------------------------------------------


def note(counter: Counter) -> str:
    return dialog(counter).pin.note()


def test_a_wrong_pin_is_said_and_the_dialog_stays(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.keys(Qt.Key.Key_Down, "9999", Qt.Key.Key_Return)
    assert note(staffed) == "確認中…"
    staffed.settle()
    assert note(staffed) == "密碼不符，再輸入一次"
    assert staffed.heard.cues[-1] == "rejected"
    assert answers == []
    staffed.keys(PIN, Qt.Key.Key_Return)
    staffed.settle()
    assert len(answers) == 1


def test_wrong_pins_slow_down_here_too(staffed):
    ask(staffed, deep_discount(staffed))
    staffed.keys(Qt.Key.Key_Down)
    for _ in range(4):
        staffed.keys("9999", Qt.Key.Key_Return)
        staffed.settle()
    assert note(staffed) == "密碼不符，請等 5 秒再試"
    staffed.keys(Qt.Key.Key_Down)
    assert dialog(staffed).pin.title() == "吳店長"
    assert note(staffed) == "輸入 4 至 8 位數密碼"
    staffed.keys(Qt.Key.Key_Up)
    assert note(staffed) == "請等 5 秒再試"


@pytest.mark.parametrize(
    ("badge", "sentence"),
    [
        ("BADGE-S04", "此人員不能核准這個動作"),
        ("BADGE-X", "查無此識別證"),
        ("4710000000011", "商品未加入，先核准或取消"),
    ],
)
def test_any_other_scan_allows_nothing_and_reaches_no_cart(staffed, badge, sentence):
    answers = ask(staffed, deep_discount(staffed))
    staffed.window.shell.scanned(badge)
    staffed.settle()
    assert note(staffed) == sentence
    assert answers == []
    assert len(staffed.place.cart.cart.lines) == 1


def test_nobody_is_chosen_where_several_could_be_and_that_is_said(staffed):
    ask(staffed, deep_discount(staffed))
    assert note(staffed) == "先點選姓名"
    dialog(staffed).pin.press("4")
    assert (dialog(staffed).pin.count, note(staffed)) == (0, "先點選姓名，再輸入密碼")


def test_digits_are_whose_row_has_the_focus(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.keys(Qt.Key.Key_Tab)
    assert staffed.window.focusWidget().person == WU
    staffed.keys(PIN)
    assert (dialog(staffed).pin.title(), dialog(staffed).pin.count) == ("吳店長", 4)
    staffed.keys(Qt.Key.Key_Return)
    staffed.settle()
    assert [one.approved_by for one in answers] == ["S09"]


def test_nothing_moves_when_there_are_digits_enough(staffed):
    ask(staffed, deep_discount(staffed))
    cancel = dialog(staffed).button("cancel")
    staffed.wait(lambda: cancel.width() > 0)
    before = cancel.mapTo(staffed.window, cancel.rect().topLeft())
    staffed.keys(Qt.Key.Key_Down, PIN)
    QApplication.processEvents()
    assert dialog(staffed).button("approve").isEnabled()
    assert cancel.mapTo(staffed.window, cancel.rect().topLeft()) == before


def test_one_alone_is_chosen(counter):
    employ(counter, CASHIER, CHEN)
    counter.goods(("J1", 2, 280))
    counter.open("lock")
    ask(counter, deep_discount(counter))
    assert dialog(counter).pin.title() == "陳怡君"
    counter.keys(PIN)
    assert dialog(counter).pin.count == 4


def test_esc_gives_up(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.keys(Qt.Key.Key_Escape)
    staffed.settle()
    assert dialog(staffed) is None
    assert answers == []
    assert approvals(staffed) == []


def test_the_button_says_why_it_cannot_be_pressed(staffed):
    ask(staffed, deep_discount(staffed))
    button = dialog(staffed).button("approve")
    assert not button.isEnabled()
    assert button.reason() == "先輸入密碼"
    staffed.keys(Qt.Key.Key_Down, PIN)
    assert button.isEnabled()
    staffed.press("C 清除")
    assert not button.isEnabled()


def test_an_approval_that_comes_after_the_dialog_was_closed_calls_nobody(staffed):
    answers = ask(staffed, deep_discount(staffed))
    staffed.window.shell.scanned("BADGE-S01")
    staffed.keys(Qt.Key.Key_Escape)
    staffed.settle()
    assert answers == []


@pytest.mark.parametrize("text", [100, 125, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (1920, 1080)])
def test_the_dialog_is_whole_at_every_size(counter, size, text):
    employ(counter, CASHIER, CHEN, WU, LEE)
    counter.goods(("J1", 2, 280))
    counter.place.preferences.choose(text_size=text)
    counter.open("lock", *size)
    ask(counter, deep_discount(counter))
    panel = dialog(counter).panel
    assert counter.window.rect().contains(panel.geometry())
    assert panel.layout().minimumSize().height() <= panel.height()
