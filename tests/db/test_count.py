"""The drawer counted by hand: kept, held against the system, closed; what each step needs, and what survives."""

from __future__ import annotations

import json

import pytest

from app.contract.journal import ShiftClosed, ShiftOpened, read_body
from app.domain.approval import Limits, default_limits
from app.domain.cart import Discount, DiscountKind, set_discount
from app.domain.errors import UserError
from app.domain.money import TWD
from app.domain.quantity import Quantity, Unit
from app.domain.tender import Tender, TenderKind
from app.services.approve import limits_of
from app.services.count import Count, Counts, kept, off_request, recount_request
from app.services.shift import Closing, expected_float
from tests.db.conftest import Till, held, refused
from tests.db.staffed import PEOPLE, bodies, no, staffed


def counts(till: Till) -> Counts:
    return Counts(till.terminal.desk)


def shift_of(till: Till) -> str:
    return till.reads.open_shift().shift_id


def close(till: Till, counted: int, actor: str = "anna", **closing: object):
    return till.terminal.shifts.close(
        shift_of(till), counted, till.ids.mint(), actor, "why", closing=Closing(**closing)
    )


def sealed(till: Till) -> ShiftClosed:
    body = read_body("shift.closed", 1, bodies(till, "shift.closed")[-1])
    assert isinstance(body, ShiftClosed)
    return body


# --- kept -------------------------------------------------------------------------------------------------------


def test_a_count_is_there_again_after_a_start(either):
    count = Count(shift_of(either)).with_face(100, 34).with_slips("card", 41)
    counts(either).keep(count).result()
    either.reopen()
    assert kept(either.reads) == count
    counts(either).keep(count.with_face(100, 35)).result()
    assert kept(either.reads) == count.with_face(100, 35)


def test_the_count_lies_beside_the_open_cart_and_both_are_found(till):
    cart = till.cart(("A", 1, 5))
    counts(till).keep(Count(shift_of(till)).with_face(1, 1)).result()
    till.terminal.carts.autosave(cart)
    till.reopen()
    assert json.loads(till.reads.autosave())["cart_id"] == cart.cart_id
    assert kept(till.reads).worth == 1
    assert len(till.query("SELECT * FROM autosave")) == 2


def test_counting_is_no_fact(till):
    before = till.reads.head()
    counts(till).keep(Count(shift_of(till)).with_face(1, 1)).result()
    counts(till).send(Count(shift_of(till)).with_face(1, 1).send(1, "anna")).result()
    assert till.reads.head() == before


def test_a_float_under_way_is_not_taken_for_the_drawer_that_it_opened(make_till):
    till = make_till()
    shift_id = till.ids.mint()
    count = Count(shift_id, opens=True).with_face(1_000, 3)
    counts(till).keep(count).result()
    assert kept(till.reads) == count
    with held(till):
        late = counts(till).keep(count.with_face(1_000, 4))  # waits behind the opening
        opened = till.terminal.shifts.open(shift_id, 3_000, "anna", counts=count.counts)
    opened.result()
    late.result()
    assert kept(till.reads) is None
    assert till.query("SELECT * FROM autosave") == []
    body = read_body("shift.opened", 1, bodies(till, "shift.opened")[0])
    assert isinstance(body, ShiftOpened)
    assert [(one.face.minor, one.count) for one in body.counts] == [(1_000, 3)]


def test_a_save_that_comes_late_brings_no_sealed_drawer_back(till):
    count = Count(shift_of(till)).with_face(1_000, 1)
    with held(till):
        late = counts(till).keep(count)
        closing = close(till, 1_000)
    closing.result()
    late.result()
    assert till.query("SELECT * FROM autosave") == []


def test_a_save_that_comes_late_never_unsends_a_count(till):
    count = Count(shift_of(till)).with_face(1_000, 1)
    sent = count.send(1, "anna")
    with held(till):
        late = counts(till).keep(count)
        sending = counts(till).send(sent)
    sending.result()
    late.result()
    assert kept(till.reads) == sent
    again = sent.again(None)
    counts(till).keep(again).result()
    assert kept(till.reads) == again
    counts(till).keep(sent).result()
    assert kept(till.reads) == again


# --- held against the system ------------------------------------------------------------------------------------


def test_what_the_system_says_beside_a_count(till):
    first = till.sell(("A", 2, 105), ("B", 1, 50))
    cart = till.cart(("A", 1, 105), ("W", Quantity(333, Unit.KILOGRAM), 100))
    cart = set_discount(cart, 1, Discount(DiscountKind.AMOUNT, 10, "dented"))
    card = till.payment(cart).with_card(till.ids.mint(), till.payment(cart).remaining, "482913")
    till.complete(cart, card).result()
    till.give_back((first, 1, 1))
    till.terminal.carts.park(till.cart(("A", 1, 105)), "blue coat", till.ids.mint(), "anna").result()
    review = counts(till).send(Count(shift_of(till)).with_face(1_000, 1).send(1, "anna")).result()
    assert (review.expected, review.flow.cash_sales, review.flow.cash_refunds) == (1_155, 260, -105)
    assert (review.flow.pieces, review.flow.reduced, review.flow.reductions) == (5, 1, 10)
    assert (review.sums.sales, review.sums.refunds, review.parked, review.limit) == (2, 1, 1, 100)
    assert [(kind, count) for kind, count, _ in review.sums.tenders] == [("card", 1), ("cash", 2)]
    assert till.reads.tender_kinds(shift_of(till)) == ("card", "cash")
    assert counts(till).review(shift_of(till)).result() == review


def test_only_this_shift_is_told(till):
    till.sell(("A", 1, 500))
    till.close_shift(1_500)
    shift_id = till.open_shift(200)
    review = counts(till).review(shift_id).result()
    assert (review.expected, review.flow.cash_sales, review.flow.pieces, review.sums.sales) == (200, 0, 0, 0)
    assert till.reads.tender_kinds(shift_id) == ()


def test_money_that_belongs_to_no_sale_comes_first(till):
    cart = till.cart(("A", 1, 500))
    till.terminal.tenders.take(cart, Tender(till.ids.mint(), TenderKind.CASH, 100, 100), "anna").result()
    sent = Count(shift_of(till)).with_face(100, 1).send(1, "anna")
    no("tender.pending", lambda: counts(till).send(sent))
    assert kept(till.reads) is None  # it was not sent in
    no("shift.not_open", lambda: counts(till).review(till.ids.mint()))


# --- closed -----------------------------------------------------------------------------------------------------


def test_the_entry_says_how_it_was_counted_and_what_stays(either):
    either.sell(("A", 1, 500))
    close(
        either, 1_480, expected=1_500, counts=((1_000, 1), (100, 4), (10, 8)), slips=(("card", 0),),
        earlier=((1_380, ((100, 13),), None),), float_left=1_000, print_report=False,
    ).result()  # fmt: skip
    z = sealed(either)
    assert [(one.face.minor, one.count) for one in z.counts] == [(1_000, 1), (100, 4), (10, 8)]
    assert [(one.kind, one.count) for one in z.slips] == [("card", 0)]
    assert [(one.counted.minor, one.approval_id) for one in z.earlier] == [(1_380, None)]
    assert (z.over_short.minor, z.float_left.minor, z.print_report, z.reason) == (-20, 1_000, False, "why")
    assert expected_float(either.reads) == 1_000
    either.check()


def test_the_float_left_is_what_the_next_opening_expects(till):
    close(till, 1_000, float_left=400).result()
    till.open_shift(390)
    assert json.loads(bodies(till, "shift.opened")[-1])["expected_float"]["minor"] == 400
    till.close_shift(390)  # says nothing of what stays: all of it does
    assert expected_float(till.reads) == 390
    till.check()


def test_more_sold_since_the_person_looked_is_told_and_nothing_is_sealed(till):
    till.sell(("A", 1, 500))
    till.unchanged(lambda: no("shift.changed", lambda: close(till, 1_000, expected=1_000)))
    assert close(till, 1_500, expected=1_500).result().over_short.minor == 0


def test_a_second_press_seals_once(till):
    shift_id, entry_id = shift_of(till), till.ids.mint()
    for _ in range(2):
        z = till.terminal.shifts.close(shift_id, 1_000, entry_id, "anna", closing=Closing(counts=((1_000, 1),)))
        assert z.result().z_number == 1
    assert till.kinds().count("shift.closed") == 1


# --- who may ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(till) -> Till:
    staffed(till)
    return till


def test_within_the_limit_a_cashier_closes_alone(shop):
    assert close(shop, 900).result().approval_id is None
    shop.open_shift(0)
    assert close(shop, 100).result().over_short.minor == 100


@pytest.mark.parametrize(("counted", "off"), [(899, -101), (1_101, 101)])
def test_above_the_limit_somebody_else_must_allow_this_very_difference(shop, counted, off):
    shop.unchanged(lambda: no("approval.missing", lambda: close(shop, counted)))
    approvals = shop.terminal.approvals
    other = off_request(shift_of(shop), off - 1, 100)
    approvals.approve_by_pin(other, "anna", "boss", PEOPLE["boss"][2]).result()
    no("approval.missing", lambda: close(shop, counted))
    wanted = off_request(shift_of(shop), off, 100)
    no("approval.not_allowed", lambda: approvals.approve_by_pin(wanted, "anna", "bert", PEOPLE["bert"][2]))
    allowed = approvals.approve_by_pin(wanted, "anna", "boss", PEOPLE["boss"][2]).result()
    z = close(shop, counted).result()
    assert (z.over_short.minor, z.approval_id) == (off, allowed.entry_id)
    assert shop.reads.approval(allowed.entry_id).used_by is not None
    shop.check()


def test_a_manager_closes_alone_whatever_is_missing(shop):
    assert close(shop, 0, "boss").result().over_short.minor == -1_000


def test_the_limit_is_the_shops(shop):
    usual = default_limits(TWD)
    shop.terminal.approvals.change_limits(Limits(usual.discount_ppm, usual.discount_minor, 20), "boss").result()
    assert limits_of(shop.reads, TWD).over_short_minor == 20
    no("approval.missing", lambda: close(shop, 979))
    assert close(shop, 980).result().over_short.minor == -20


def test_a_recount_without_its_approval_seals_nothing(shop):
    shift_id = shift_of(shop)
    earlier = ((950, ((50, 19),), None), (950, ((50, 19),), None))
    shop.unchanged(lambda: no("approval.missing", lambda: close(shop, 1_000, earlier=earlier[:1])))
    first = shop.terminal.approvals.approve_by_pin(
        recount_request(shift_id, 950, 1), "anna", "boss", PEOPLE["boss"][2]
    ).result()
    told = ((950, ((50, 19),), first.entry_id),)
    no("approval.missing", lambda: close(shop, 1_000, earlier=(*told, *earlier[1:])))  # one is for one recount
    z = close(shop, 1_000, earlier=told).result()
    assert z.earlier[0].approval_id == first.entry_id
    shop.check()


def test_who_has_nothing_to_do_with_the_till_neither_opens_nor_closes(shop):
    shop.unchanged(lambda: no("staff.may_not", lambda: close(shop, 1_000, "otto")))
    close(shop, 1_000).result()
    shop.unchanged(lambda: no("staff.may_not", lambda: shop.terminal.shifts.open(shop.ids.mint(), 0, "otto")))
    shop.terminal.shifts.open(shop.ids.mint(), 0, "bert").result()


def test_a_damaged_count_is_counted_anew(till):
    till.terminal.store.writer.on_connection(
        lambda connection: connection.execute("INSERT INTO autosave VALUES(2, 'x', '{\"nonsense\":1}', 1)")
    ).result()
    assert kept(till.reads) is None
    assert refused(UserError, "shift.nothing_counted", lambda: Count(shift_of(till)).send(1, "anna")) is not None
