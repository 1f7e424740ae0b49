"""Points as a way to pay, with a real centre: kept there for the cart, bounded here while it is away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap.identify import make_identify
from app.bootstrap.printing import make_papers
from app.bootstrap.questions import Questions
from app.central.database import reading, write
from app.central.key import signing_seed
from app.central.points import put_loyalty
from app.domain.cart import Member
from app.domain.codes.signed import Balance, CodeKind
from app.domain.errors import UserError
from app.domain.receipt import Row
from app.domain.tender import TenderKind
from app.services.points import PointsTender
from app.services.ports import OpenRequest
from app.sync.member import MemberLine
from app.vault.code import sign_code
from app.vault.signature import Signer
from tests.central.conftest import START, rows
from tests.db.conftest import refused
from tests.sync.test_member import RULES, Desk, desk, other

__all__ = ["desk", "other"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OFFLINE = RULES.model_copy(update={"offline_most": 60, "offline_minutes": 30})
HOUR = 3_600 * 1_000_000


def code_of(
    engine,
    member_id: str = "M-1",
    expires_at: int = START + 600_000_000,
    *,
    free: int | None = 100,
    told_at: int = START,
) -> str:
    """The code that a member shows on a phone."""
    with reading(engine) as connection:
        seed = signing_seed(connection)
    free_then = None if free is None else Balance(free, told_at)
    return sign_code(Signer(seed), CodeKind.MEMBER, "", member_id, expires_at, free_then)


def provider(one: Desk, questions: Questions | None = None) -> PointsTender:
    terminal = one.till.terminal
    line = MemberLine((questions or one.questions).run)
    return PointsTender(terminal.desk, terminal.store.reads, make_identify(terminal), line)


def pay(one: Desk, points: PointsTender, code: str, amount: int, *goods):
    """Sell goods, so much of it for points and the rest in cash."""
    till = one.till
    cart = till.cart(*goods)
    tender = points.take(till.ids.mint(), amount, code).result(20)
    payment = till.payment(cart)
    payment = replace(payment, tenders=(tender,))
    if payment.remaining:
        payment = payment.with_cash(till.ids.mint(), payment.cash_due)
    return till.complete(cart, payment).result()


def balance(engine) -> int:
    return int(str(rows(engine, "SELECT points FROM member WHERE id='M-1'")[0][0]))


def away(one: Desk) -> PointsTender:
    """The provider of a counter whose centre cannot be reached."""
    kept = one.till.terminal.secrets.membership()
    one.till.terminal.secrets.save_membership(replace(kept, url="http://127.0.0.1:9"))
    one.questions.close()
    one.questions = Questions(one.till.terminal)
    return provider(one)


def test_points_pay_and_are_gone_at_both_ends(engine, desk):
    points, code = provider(desk), code_of(engine)
    assert points.recognises(code)
    assert not points.recognises("M-1")
    sale = pay(desk, points, code, 70, ("A", 1, 100))
    assert [one.kind for one in sale.ticket.tenders] == [TenderKind.POINTS, TenderKind.CASH]
    assert desk.points("M-1") == 30
    assert [one.spent for one in desk.members.points_of(sale.ticket.sale_id)] == [70]
    desk.settle()
    assert (balance(engine), desk.points("M-1")) == (30, 30)
    assert rows(engine, "SELECT id FROM point_hold") == []
    error = points.take(desk.till.ids.mint(), 31, code)
    assert refused(UserError, "points.too_few", lambda: error.result(20)).params["free"] == 30
    desk.till.check()


def test_who_only_says_who_they_are_pays_nothing(engine, desk):
    points = provider(desk)
    for text in ("M-1", "0900000193", "nobody"):
        refused(UserError, "points.no_code", lambda text=text: points.take(desk.till.ids.mint(), 10, text).result(20))
    old = code_of(engine, expires_at=START - HOUR)
    refused(UserError, "code.expired", lambda: points.take(desk.till.ids.mint(), 10, old).result(20))
    forged = sign_code(Signer(b"f" * 32), CodeKind.MEMBER, "", "M-1", START + HOUR)
    with pytest.raises(UserError, match=r"code\.(unknown_key|forged)"):
        points.take(desk.till.ids.mint(), 10, forged).result(20)
    assert "points.held" not in desk.till.kinds()


def test_two_counters_cannot_keep_the_same_points_and_a_tender_given_back_frees_them(engine, desk, other):
    one, two, code = provider(desk), provider(other), code_of(engine)
    tender_id = desk.till.ids.mint()
    tender = one.take(tender_id, 80, code).result(20)
    assert one.take(tender_id, 80, code).result(20) == tender, "asked again it is the same"
    assert desk.till.kinds().count("points.held") == 1
    refused(UserError, "points.too_few", lambda: two.take(other.till.ids.mint(), 80, code).result(20))
    one.give_back(tender).result(20)
    assert two.take(other.till.ids.mint(), 80, code).result(20).amount == 80


def test_without_the_centre_points_pay_within_the_bounds_of_the_shop(engine, desk):
    code, lost = code_of(engine), desk.till.ids.mint
    points = away(desk)
    refused(UserError, "points.offline", lambda: points.take(lost(), 10, code).result(20))
    write(engine, lambda connection: put_loyalty(connection, OFFLINE))
    desk.settle()
    refused(UserError, "points.offline", lambda: points.take(lost(), 61, code).result(20))
    pay(desk, points, code, 60, ("A", 1, 100))
    assert desk.points("M-1") == 40
    refused(UserError, "points.too_few", lambda: points.take(lost(), 50, code).result(20))
    desk.settle()
    assert balance(engine) == 40


def test_without_the_centre_a_balance_of_now_that_the_centre_signed_is_needed(engine, desk):
    write(engine, lambda connection: put_loyalty(connection, OFFLINE))
    desk.settle()
    points, new = away(desk), desk.till.ids.mint
    now = desk.till.terminal.desk.clock.now()
    for told in ({"free": None}, {"told_at": now - HOUR}, {"told_at": now + HOUR}):
        code = code_of(engine, expires_at=now + HOUR, **told)
        refused(UserError, "points.old_balance", lambda code=code: points.take(new(), 10, code).result(20))


def test_without_the_centre_the_code_is_believed_where_it_is_newer_than_what_was_told(engine, desk):
    """Also of a member nobody told this counter of; less what was spent here since, which the code cannot know."""
    write(engine, lambda connection: put_loyalty(connection, OFFLINE))
    desk.settle()
    points, new = away(desk), desk.till.ids.mint
    now = desk.till.terminal.desk.clock.now()

    def code(member_id: str, free: int) -> str:
        return code_of(engine, member_id, now + HOUR, free=free, told_at=now + 1_000_000)

    few = points.take(new(), 10, code("M-1", 9))
    assert refused(UserError, "points.too_few", lambda: few.result(20)).params["free"] == 9
    pay(desk, points, code("M-2", 50), 50, ("A", 1, 100))
    again = points.take(new(), 10, code("M-2", 55))
    assert refused(UserError, "points.too_few", lambda: again.result(20)).params["free"] == 5
    assert points.take(new(), 20, code("M-77", 20)).result(20).amount == 20


def test_without_the_centre_an_older_code_is_not_believed_over_what_was_told_since(engine, desk):
    write(engine, lambda connection: put_loyalty(connection, OFFLINE))
    desk.settle()
    code = code_of(engine, free=100, told_at=START - 60_000_000)
    pay(desk, provider(desk), code, 70, ("A", 1, 100))
    desk.settle()
    again = away(desk).take(desk.till.ids.mint(), 31, code)
    assert refused(UserError, "points.too_few", lambda: again.result(20)).params["free"] == 30


def test_without_the_centre_the_bound_is_the_sales_and_not_each_tenders(engine, desk):
    write(engine, lambda connection: put_loyalty(connection, OFFLINE))
    desk.settle()
    points, code, till = away(desk), code_of(engine), desk.till
    cart = till.cart(("A", 1, 100))

    def take(amount: int):
        asked = OpenRequest(till.ids.mint(), cart.cart_id, "points", amount, code)
        till.terminal.tenders.request(cart, asked, till.ids.mint(), "anna").result()
        try:
            tender = points.take(asked.tender_id, amount, code).result(20)
        except UserError as error:
            till.terminal.tenders.refuse(asked, error.code, till.ids.mint(), "anna").result()
            raise
        till.terminal.tenders.take(cart, tender, "anna").result()

    take(40)
    assert refused(UserError, "points.offline", lambda: take(30)).params["most"] == 60
    take(20)


def test_points_of_a_tender_that_nobody_waits_for_any_more_are_free(engine, desk):
    points, till = provider(desk), desk.till
    cart = till.cart(("A", 1, 100))
    asked = OpenRequest(till.ids.mint(), cart.cart_id, "points", 80, code_of(engine))
    till.terminal.tenders.request(cart, asked, till.ids.mint(), "anna").result()
    points.take(asked.tender_id, 80, asked.reference).result(20)  # and the answer is lost
    assert till.reads.members.held_of("M-1") == 80
    till.terminal.tenders.abandon(asked, "no answer", "asked twice", till.ids.mint(), "anna").result()
    assert till.reads.members.held_of("M-1") == 0
    till.check()


def test_what_two_counters_spent_without_the_centre_is_found_and_no_sale_is_altered(engine, desk, other):
    write(engine, lambda connection: put_loyalty(connection, OFFLINE))
    desk.settle()
    other.settle()
    code = code_of(engine)
    for one in (desk, other):
        pay(one, away(one), code, 60, ("A", 1, 100))
    desk.settle()
    other.settle()
    assert balance(engine) == -20
    found = rows(engine, "SELECT kind, subject, outcome FROM conflict WHERE kind LIKE 'points.%'")
    assert found == [("points.overspent", "M-1", "accepted")]
    assert len(rows(engine, "SELECT id FROM sale")) == 2


def test_what_was_paid_with_points_goes_back_to_who_paid(engine, desk):
    points, till = provider(desk), desk.till
    sale = pay(desk, points, code_of(engine), 70, ("A", 1, 100))
    cart = till.return_cart((sale, 1, 1))
    back = points.take(till.ids.mint(), -70, "").result(20)
    payment = replace(till.payment(cart), tenders=(back,))
    payment = payment.with_cash(till.ids.mint(), payment.cash_due)
    ways = (TenderKind.CASH, TenderKind.POINTS)
    till.terminal.sell.complete(cart, till.priced(cart), payment, "anna", till.quote(cart), back_with=ways).result()
    assert desk.points("M-1") == 100
    desk.settle()
    assert (balance(engine), desk.points("M-1")) == (100, 100)


def test_points_of_somebody_else_than_the_member_in_the_cart_pay_nothing(engine, desk):
    points, till = provider(desk), desk.till
    cart = replace(till.cart(("A", 1, 100)), member=Member("M-2"))
    code = code_of(engine)
    asked = OpenRequest(till.ids.mint(), cart.cart_id, "points", 10, code)
    till.terminal.tenders.request(cart, asked, till.ids.mint(), "anna").result()
    refusal = points.take(asked.tender_id, 10, code)
    told = refused(UserError, "points.other_member", lambda: refusal.result(20)).params
    assert told == {"payer": "林○萱", "member": points.payer(code_of(engine, "M-2")).name}
    assert "points.held" not in till.kinds()


def test_a_receipt_names_each_by_what_was_theirs(engine, desk):
    till = desk.till
    cart = replace(till.cart(("A", 1, 100)), member=Member("M-2"))
    tender = provider(desk).take(till.ids.mint(), 70, code_of(engine)).result(20)
    payment = replace(till.payment(cart), tenders=(tender,))
    sale = till.complete(cart, payment.with_cash(till.ids.mint(), payment.cash_due)).result()
    blocks = make_papers(till.terminal).receipt(sale.ticket.sale_id, "zh_TW").blocks
    said = [(one.left, one.right) for one in blocks if isinstance(one, Row)]
    other = provider(desk).payer(code_of(engine, "M-2")).name
    own = said.index(("會員", other))
    assert said[own : own + 4] == [("會員", other), ("本次點數", "+3"), ("會員", "林○萱"), ("使用點數", "−70")]
