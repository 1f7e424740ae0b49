"""Somebody becomes a member at the counter: by keys alone, with what is wrong in words, offline too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import UserError
from app.domain.member import Consent, Enrolment, birthday_of, phone_of
from app.runtime.member import Page
from app.runtime.selling import Work
from tests.ui.counter import CASHIER
from tests.ui.members import Desk, with_members
from tests.ui.selling import MILK, Selling

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PHONE = "0987654321"


@pytest.fixture
def desk(selling: Selling) -> Desk:
    made = Desk(now=selling.counter.till.clock.now)
    selling.place.counter = with_members(selling.place.counter, made)
    return made


@pytest.fixture
def form(selling: Selling, desk: Desk) -> Selling:
    """The form, with the number that was looked for in its place."""
    del desk
    selling.open().scan(MILK)
    selling.keys(Key.Key_F10, PHONE)
    selling.keys("N", held=CTRL)
    return selling


def fill(form: Selling) -> None:
    """The name, and that the customer agrees to join, by keys."""
    form.commit("陳小美")
    form.keys(*[Key.Key_Tab] * 4, Key.Key_Space)


def test_by_keys_alone_a_customer_becomes_the_carts_member(form: Selling, desk: Desk) -> None:
    assert form.focus == "會員姓名"
    fill(form)
    assert form.focus == "加入會員"
    form.keys(Key.Key_Tab, Key.Key_Space, Key.Key_Return)
    form.settle()
    ((kept, member_id, actor),) = desk.enrolled
    agreed = frozenset({Consent.MEMBERSHIP, Consent.OFFERS})
    assert (kept, actor) == (Enrolment("陳小美", PHONE, consents=agreed), CASHIER.staff_id)
    assert form.cart.member is not None
    assert form.cart.member.member_id == member_id
    assert form.place.member.page is Page.CARD
    assert form.place.member.enrolling.draft is None
    assert form.place.member.search.typed == ""
    assert "陳○美, 尾碼 321" in form.counter.names()
    form.keys("Z", held=CTRL)
    assert form.cart.member is None


def test_offline_too_and_the_card_says_that_the_centre_merges_later(form: Selling, desk: Desk) -> None:
    desk.is_online = False
    fill(form)
    form.keys(Key.Key_Return)
    form.settle()
    assert "連線後由總部合併" in form.counter.names()
    assert "陳○美, 0 點 · 連線後由總部合併" in form.counter.names()


def test_what_is_wrong_is_said_below_its_field_until_it_is_typed_anew(form: Selling, desk: Desk) -> None:
    page = form.screen.zone.member.form
    form.keys(Key.Key_Tab, Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace)
    form.keys(Key.Key_Tab, "mei@", Key.Key_Tab, "2/30", Key.Key_Return)
    assert {name: field.error() for name, field in page.fields.items()} == {
        "name": "還沒有姓名",
        "phone": "電話要有 8 到 15 個數字",
        "email": "電子郵件格式不正確",
        "birthday": "生日是月和日，例如 4/12",
    }
    assert "顧客同意加入會員後才能建立" in form.counter.texts()
    assert form.focus == "會員姓名"
    assert page.fields["name"].edit.accessibleDescription() == "還沒有姓名"
    form.commit("陳")
    assert page.fields["name"].error() == ""
    assert desk.enrolled == []


def test_a_refusal_leaves_what_was_typed_to_be_kept_later(form: Selling, desk: Desk) -> None:
    desk.trouble = UserError("contact.no_key")
    fill(form)
    form.keys(Key.Key_Return)
    form.settle()
    assert form.toast == "中心尚未提供金鑰，連線後再試"
    assert form.place.member.page is Page.ENROL
    desk.trouble = None
    form.keys(Key.Key_Return)
    form.settle()
    assert [kept.name for kept, _, _ in desk.enrolled] == ["陳小美"]


def test_without_a_key_nobody_is_asked(selling: Selling, desk: Desk) -> None:
    desk.has_key = False
    selling.open().keys(Key.Key_F10, PHONE)
    selling.keys("N", held=CTRL)
    assert selling.place.member.page is Page.FIND
    assert "新增會員" in selling.counter.names()
    assert not selling.screen.zone.member.finding.enrol_button.isEnabled()


@pytest.mark.parametrize("left", ["lock", "esc", "recall", "ended"])
def test_what_was_typed_is_forgotten_with_what_it_was_for(form: Selling, left: str) -> None:
    fill(form)
    match left:
        case "lock":
            form.place.session.leave()
        case "esc":
            form.keys(Key.Key_Escape)
            assert form.focus == "尋找會員"
            assert form.place.member.search.typed == PHONE
            form.keys(Key.Key_Escape)
            assert form.place.selling.work is Work.BROWSE
        case "recall":
            form.keys(Key.Key_F6)
        case _:
            form.place.cart.start_next()
    assert form.place.member.enrolling.draft is None
    assert form.place.member.search.typed == ""


def test_another_look_keeps_what_is_being_typed(form: Selling) -> None:
    fill(form)
    form.place.preferences.choose(text_size=125)
    form.settle()
    assert form.screen.zone.member.form.fields["name"].text() == "陳小美"
    assert form.screen.zone.member.form.checks[Consent.MEMBERSHIP].isChecked()


@pytest.mark.parametrize(
    ("typed", "read"),
    [("0912-345-678", "0912345678"), ("+886 912 345 678", "0912345678"), ("０９１２３４５６７８", "0912345678"),
     ("02 2345 6789", "0223456789"), ("1234567", None), ("0912x345678", None), ("", None), ("1" * 16, None)],
)  # fmt: skip
def test_phone_numbers_are_read_however_they_are_typed(typed: str, read: str | None) -> None:
    assert phone_of(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("4/12", "04-12"), ("0412", "04-12"), ("04-12", "04-12"), ("4月12日", "04-12"), ("２/２９", "02-29"),
     ("2/30", None), ("13/1", None), ("412", None), ("1990/4/12", None), ("", None), ("四月", None)],
)  # fmt: skip
def test_birthdays_are_read_however_they_are_typed(typed: str, read: str | None) -> None:
    assert birthday_of(typed) == read
