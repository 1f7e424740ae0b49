"""Points as a way to pay, in the window and with a real centre: the member's code scanned, the rest in cash."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.central.database import reading, write
from app.central.key import signing_seed
from app.central.member import MemberForm, put_member
from app.central.points import put_loyalty
from app.contract.member import LoyaltyItem, LoyaltyTier
from app.contract.wire import WireMoney
from app.domain.codes.signed import CodeKind
from app.domain.tender import TenderKind
from app.runtime.preferences import Language
from app.ui.screens.sell.member_words import tier_text
from app.vault.code import sign_code
from app.vault.signature import Signer
from tests.ui.centre import Centre
from tests.ui.counter import Counter
from tests.ui.test_complete import steps
from tests.ui.test_pay import said

Key = Qt.Key
GOLD = LoyaltyTier(tier="gold", name="金穗會員", name_en="Gold", earn_ppm=1_000_000)
ONE, TEN = WireMoney(minor=1, currency="TWD"), WireMoney(minor=10, currency="TWD")


@pytest.fixture
def joined(counter: Counter, tmp_path):
    """A counter that was started anew after it heard of points and of two members who have 100 and 50."""
    centre = Centre(tmp_path)

    def furnish(connection) -> None:
        put_loyalty(connection, LoyaltyItem(earn=TEN, spend=ONE, tiers=(GOLD,)))
        put_member(connection, "M-1", MemberForm(name="林雅萱", points=100, tier="gold"))
        put_member(connection, "M-2", MemberForm(name="陳小廷", points=50))

    write(centre.engine, furnish)
    counter.live.begin().result(20)
    counter.live.join(centre.url, centre.code(), False).result(20)
    counter.wait(lambda: counter.live.standing().is_filled)
    counter.restart()
    counter.live.begin().result(20)
    yield counter, centre
    counter.live.close()
    centre.close()


def code_of(centre: Centre, member_id: str = "M-1") -> str:
    with reading(centre.engine) as connection:
        seed = signing_seed(connection)
    return sign_code(Signer(seed), CodeKind.MEMBER, "", member_id, centre.now + 600_000_000)


def points_at(centre: Centre, member_id: str) -> int:
    return centre.count(f"SELECT points FROM member WHERE id = '{member_id}'")


def answered(counter: Counter) -> None:
    counter.settle()
    counter.wait(lambda: counter.place.bridge.is_idle and counter.place.payment.asked is None)


def take_points_at(counter: Counter, centre: Centre, minor: int) -> None:
    """From now on a point pays so much; with 0 the shop takes none any more."""
    rules = LoyaltyItem(earn=TEN, spend=WireMoney(minor=minor, currency="TWD"), tiers=(GOLD,))
    write(centre.engine, lambda connection: put_loyalty(connection, rules))
    counter.live.ask()
    counter.wait(lambda: counter.place.payment.providers[TenderKind.POINTS].is_offered is bool(minor))
    counter.settle()


def pay_with_points(counter: Counter, code: str, amount: str) -> None:
    """A member is known by the code, pays so much with points by it, and the rest in cash."""
    counter.open("sell")
    counter.window.shell.scanned(code)
    counter.keys(Key.Key_F12)
    counter.window.shell.scanned(code)
    counter.keys(amount, Key.Key_Return)
    answered(counter)
    counter.keys(Key.Key_Return)
    counter.settle()


def toast(counter: Counter) -> str:
    return counter.window.shell._toast.text()


def reference(counter: Counter) -> tuple[str, str, str]:
    """What stands beside the amount: the name, the figure, and what is said of it."""
    place = counter.screen.column.reference
    return place.accessibleName(), place.text(), place.accessibleDescription()


def test_the_tile_is_there_while_the_shop_takes_points(joined):
    counter, centre = joined

    def tiles() -> list[TenderKind]:
        """What can be paid with, and then the sale is paid in cash: the window changes after an act, never in it."""
        counter.goods(("A", 1, 545))
        counter.window.shell.go("pay")
        found = list(counter.screen.column.tiles.tiles)
        counter.keys(Key.Key_Return)
        counter.settle()
        assert counter.where == "complete"
        return found

    counter.open("sell")
    usual = [TenderKind.CASH, TenderKind.CARD]
    assert tiles() == [*usual, TenderKind.POINTS]
    take_points_at(counter, centre, 0)
    tiles()
    assert tiles() == usual
    take_points_at(counter, centre, 1)
    tiles()
    assert tiles() == [*usual, TenderKind.POINTS]


def test_a_members_points_pay_a_part_and_the_paper_says_what_is_left(joined):
    counter, centre = joined
    code = code_of(centre)
    counter.goods(("A", 1, 545))
    counter.open("sell")
    counter.window.shell.scanned(code)
    assert counter.place.cart.cart.member.member_id == "M-1"
    counter.keys(Key.Key_F12)
    assert counter.where == "pay"
    counter.window.shell.scanned(code)
    counter.keys("45", Key.Key_Return)
    counter.settle()
    counter.wait(lambda: counter.place.bridge.is_idle and counter.place.payment.asked is None)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    paid = [(one.kind, one.amount) for one in counter.place.payment.last.sale.ticket.tenders]
    assert paid == [(TenderKind.POINTS, 45), (TenderKind.CASH, 500)]
    told = next(one for one in steps(counter) if "點數" in one)
    assert "林○萱" in told
    assert "105" in told, "of 100, 45 spent, 50 earned with what was paid otherwise"
    counter.wait(lambda: points_at(centre, "M-1") == 105)


def test_whose_points_pay_stands_beside_the_amount_before_enter(joined):
    counter, centre = joined
    counter.goods(("A", 1, 545))
    counter.open("sell")
    counter.window.shell.scanned(code_of(centre))
    counter.keys(Key.Key_F12)
    counter.window.shell.scanned(code_of(centre))
    assert reference(counter) == ("會員碼 林○萱", "林○萱", "可用 100 點")
    counter.keys("45", Key.Key_Return)
    answered(counter)
    payment = counter.place.payment
    assert payment.providers[TenderKind.POINTS].detail(payment.payment.tenders[0]) == "林○萱 · 45"


def test_points_of_somebody_else_than_the_member_in_the_cart_do_not_pay(joined):
    counter, centre = joined
    counter.goods(("A", 1, 545))
    counter.open("sell")
    counter.window.shell.scanned(code_of(centre, "M-2"))
    counter.keys(Key.Key_F12)
    counter.window.shell.scanned(code_of(centre))
    assert "這是 林○萱 的會員碼，這筆交易的會員是 陳○廷，不能代付" in toast(counter)
    assert (counter.place.payment.entry.kind, counter.place.payment.entry.reference) == (TenderKind.CASH, "")
    assert counter.heard.cues[-1] == "rejected"
    counter.place.payment.choose(TenderKind.POINTS)
    counter.place.payment.entry = replace(counter.place.payment.entry, reference=code_of(centre))
    counter.keys(Key.Key_Return)
    answered(counter)
    assert not counter.place.payment.has_taken, "nor by whatever other way its code came there"
    assert "points.held" not in counter.till.kinds()


def test_whose_points_pay_comes_into_a_cart_that_is_nobodys_yet(joined):
    counter, centre = joined
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.window.shell.scanned(code_of(centre))
    assert counter.place.cart.cart.member.member_id == "M-1"
    assert reference(counter) == ("會員碼 林○萱", "林○萱", "可用 100 點")
    counter.keys("45", Key.Key_Return)
    answered(counter)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    assert counter.place.payment.last.sale.ticket.member_id == "M-1"


def test_with_money_on_the_counter_points_are_told_by_whose_they_are(joined):
    counter, centre = joined
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys("500", Key.Key_Return)
    counter.settle()
    counter.window.shell.scanned(code_of(centre))
    assert reference(counter) == ("會員碼 林○萱", "林○萱", "可用 100 點")
    counter.keys(Key.Key_Return)
    answered(counter)
    assert counter.where == "complete"
    assert counter.place.payment.last.sale.ticket.member_id is None
    assert [one for one in steps(counter) if "點數" in one] == ["會員點數 −45 完成 | 林○萱 · 目前 55 點"]


def test_points_go_back_to_whoever_paid_with_them_and_nobody_shows_a_code(joined):
    counter, centre = joined
    counter.goods(("A", 1, 545))
    pay_with_points(counter, code_of(centre), "45")
    sale = counter.place.payment.last.sale
    counter.place.payment.is_untold = False
    counter.bring_back(sale, 1, 1)
    counter.window.shell.go("pay")
    assert counter.place.payment.entry.kind is TenderKind.POINTS
    assert (said(counter), counter.screen.column.reference.isVisible()) == ("先退 $45", False)
    counter.keys(Key.Key_Return)
    answered(counter)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    told = [one for one in steps(counter) if "點數" in one]
    assert told == ["會員點數 −50 完成 | 林○萱 · 退回 45 點 · 目前 100 點"]
    counter.wait(lambda: points_at(centre, "M-1") == 100)


def test_in_english_points_and_tiers_are_english_too(joined):
    counter, centre = joined
    counter.place.preferences.choose(language=Language.EN)
    counter.goods(("A", 1, 545))
    counter.open("sell")
    counter.window.shell.scanned(code_of(centre))
    assert tier_text(counter.place.member.card) == "Gold"
    counter.keys(Key.Key_F12, Key.Key_F3)
    assert counter.screen.column.tiles.tiles[TenderKind.POINTS].text() == "Points"
