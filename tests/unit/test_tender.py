from __future__ import annotations

from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.money import TWD, Money, currency
from app.domain.tender import CashRounding, Payment, RoundingMode, Tender, TenderKind

CHF = currency("CHF")
FIVE = {mode: CashRounding(5, mode) for mode in RoundingMode}


@pytest.mark.parametrize(
    ("mode", "rounded"),
    [
        (RoundingMode.NEAREST, [0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]),
        (RoundingMode.DOWN, [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10]),
        (RoundingMode.UP, [0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10]),
    ],
)
def test_swiss_cash_goes_to_five_rappen(mode, rounded):
    assert [FIVE[mode].rounded(minor) for minor in range(11)] == rounded
    assert [FIVE[mode].rounded(-minor) for minor in range(11)] == [-minor for minor in rounded]


def test_a_tie_goes_away_from_zero():
    ten = CashRounding(10)
    assert [ten.rounded(minor) for minor in (4, 5, 15, -5, -15)] == [0, 10, 20, -10, -20]


@pytest.mark.parametrize(("total", "due"), [(1_002, 1_000), (1_003, 1_005), (-1_002, -1_000), (-1_003, -1_005)])
def test_rounding_is_a_line_of_its_own(total, due):
    paid = Payment(total, CHF, FIVE[RoundingMode.NEAREST]).with_cash("t", due)
    assert (paid.is_settled, paid.rounding, paid.tenders[0].amount) == (True, due - total, due)
    assert not paid.change


def test_a_card_is_never_rounded():
    paid = Payment(1_002, CHF, FIVE[RoundingMode.NEAREST]).with_card("t", 1_002, "A1")
    assert (paid.is_settled, paid.rounding) == (True, 0)


def test_change_is_kept_apart_from_the_amount():
    paid = Payment(350, TWD).with_cash("t", 1_000)
    assert paid.tenders == (Tender("t", TenderKind.CASH, 350, 1_000),)
    assert paid.change == Money(650, TWD)
    assert paid.is_settled


def test_cash_and_card_share_a_total():
    part = Payment(1_000, TWD).with_card("a", 600, "A1").with_cash("b", 100)
    assert (part.remaining, part.is_settled) == (300, False)
    assert part.with_cash("c", 500).change == Money(200, TWD)
    with pytest.raises(UserError, match=r"tender\.more_than_due"):
        part.with_card("c", 301, "A2")


def test_what_lies_below_the_smallest_coin_needs_no_coin():
    for total in (2, -2):
        payment = Payment(total, CHF, FIVE[RoundingMode.NEAREST])
        assert payment.cash_due == 0
        for handed in (0, total):
            paid = payment.with_cash("t", handed)
            assert (paid.is_settled, paid.rounding, paid.tenders) == (True, -total, ())
        with pytest.raises(UserError, match=r"tender\.wrong_direction"):
            payment.with_cash("t", -total)


def test_a_payment_taken_up_after_a_crash_settles_what_rounding_had_left():
    whole = Payment(1_002, CHF, FIVE[RoundingMode.NEAREST]).with_cash("t", 1_000)
    again = Payment(1_002, CHF, FIVE[RoundingMode.NEAREST], tenders=whole.tenders)
    assert again.remaining == 2
    assert again.with_cash("u", again.cash_due) == whole


@pytest.mark.parametrize("total", [0, 500, -500])
def test_the_wrong_direction_never_settles(total):
    payment = Payment(total, TWD)
    code = r"tender\.wrong_direction" if total else r"tender\.nothing_due"
    for amount in (0, -total or 7):
        with pytest.raises(UserError, match=code):
            payment.with_cash("t", amount)
        with pytest.raises(UserError, match=code):
            payment.with_card("t", amount, "A1")
    assert payment.is_settled is (total == 0)


def test_an_unknown_tender_cannot_be_taken_out():
    with pytest.raises(UserError, match=r"tender\.unknown"):
        Payment(5, TWD).with_cash("t", 5).without("u")


@pytest.mark.parametrize(
    ("kind", "amount", "tendered", "code"),
    [
        (TenderKind.CASH, 0, 0, "tender.nothing"),
        (TenderKind.CARD, 100, 120, "tender.no_change_on"),
        (TenderKind.CASH, 100, 99, "tender.too_little"),
        (TenderKind.CASH, -100, -120, "tender.refund_is_exact"),
        (TenderKind.CASH, 100, 10**16, "tender.out_of_range"),
        (TenderKind.CARD, 10**16, 10**16, "tender.out_of_range"),
        (TenderKind.CARD, -(10**16), -(10**16), "tender.out_of_range"),
    ],
)
def test_tenders_that_cannot_be_are_refused(kind, amount, tendered, code):
    with pytest.raises(UserError) as refused:
        Tender("t", kind, amount, tendered)
    assert refused.value.code == code


@pytest.mark.parametrize("increment", [0, -5])
def test_the_smallest_coin_is_worth_something(increment):
    with pytest.raises(ValueError, match="coin"):
        CashRounding(increment)


@pytest.mark.parametrize("sign", [1, -1])
def test_cash_between_what_is_due_and_its_rounding_is_too_little(sign):
    """No coins make it: taken as a part, it would have been more than all, and the next tender would go back."""
    payment = Payment(sign * 101, CHF, CashRounding(5, RoundingMode.UP))
    for between in (102, 104):
        with pytest.raises(UserError) as refused:
            payment.with_cash("t", sign * between)
        assert (refused.value.code, refused.value.params["amount"]) == ("tender.too_little", sign * 105)
    assert payment.with_cash("t", sign * 100).remaining == sign
    assert payment.with_cash("t", sign * 105).is_settled


roundings = st.builds(CashRounding, st.sampled_from([1, 5, 10, 100]), st.sampled_from(RoundingMode))
acts = st.lists(
    st.tuples(st.sampled_from(["cash", "card", "part", "remove"]), st.integers(-50, 3_000), st.integers(0, 9)),
    max_size=12,
)


def _try(payment, act, amount, pick, ids):
    """Do an act as a counter would, in the direction of what remains; what is refused leaves all as it was."""
    sign = -1 if payment.remaining < 0 else 1
    try:
        match act:
            case "cash":
                return payment.with_cash(next(ids), sign * amount)
            case "card":
                return payment.with_card(next(ids), sign * amount, "A1")
            case "part":
                return payment.with_card(next(ids), payment.remaining // 2, "A2")
            case _:
                return payment.without(payment.tenders[pick % len(payment.tenders)].tender_id)
    except (UserError, ZeroDivisionError):
        return payment


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_kept_when_a_tender_comes_out_is_counted_anew(sign):
    """Or the rounding of what came out would stay in the cash, and money would go back in the middle of a sale."""
    payment = Payment(sign * 2, CHF, CashRounding(5, RoundingMode.UP)).with_cash("a", sign).with_cash("b", sign * 5)
    assert (payment.remaining, payment.rounding) == (0, sign * 4)
    kept = payment.without("a")
    assert (kept.remaining, kept.rounding, [one.amount for one in kept.tenders]) == (0, sign * 3, [sign * 5])


def test_change_that_nobody_has_got_yet_counts_when_a_tender_comes_out():
    payment = Payment(300, TWD).with_card("a", 100, "A123").with_cash("b", 500)
    assert payment.change.minor == 300
    kept = payment.without("a")
    assert (kept.is_settled, kept.change.minor) == (True, 200)


def test_cash_that_would_be_neither_a_part_nor_the_whole_comes_out_with_the_tender_beside_it():
    payment = Payment(206, CHF, CashRounding(5, RoundingMode.UP)).with_card("a", 2, "A123").with_cash("b", 207)
    assert (payment.without("a").remaining, payment.without("a").tenders) == (206, ())


@example(201, CashRounding(5, RoundingMode.UP), [("part", 0, 0), ("cash", 102, 0), ("cash", 1, 0)])
@example(2, CashRounding(5, RoundingMode.UP), [("cash", 1, 0), ("cash", 5, 0), ("remove", 0, 0), ("cash", 1, 0)])
@given(st.integers(-2_000, 2_000), roundings, acts)
def test_amounts_and_rounding_always_sum_to_the_total(total, rounding, sequence):
    payment = Payment(total, CHF, rounding)
    ids = map(str, count())
    for act, amount, pick in sequence:
        payment = _try(payment, act, amount, pick, ids)
        given_so_far = sum(tender.amount for tender in payment.tenders)
        assert given_so_far + payment.remaining == total + payment.rounding
        assert payment.is_settled is (given_so_far == total + payment.rounding)
        assert payment.change.minor >= 0
        assert payment.is_settled or payment.change.minor == 0
        assert abs(payment.rounding) < rounding.increment
        assert all((tender.amount > 0) == (total > 0) for tender in payment.tenders)
        assert len({tender.tender_id for tender in payment.tenders}) == len(payment.tenders)


@given(st.integers(-2_000, 2_000), roundings, acts)
def test_whatever_was_taken_the_cash_that_is_due_settles(total, rounding, sequence):
    payment = Payment(total, CHF, rounding)
    ids = map(str, count())
    for act, amount, pick in sequence:
        payment = _try(payment, act, amount, pick, ids)
    if payment.remaining:
        payment = payment.with_cash(next(ids), payment.cash_due)
    assert payment.is_settled


@given(st.integers(1, 2_000), roundings, acts)
def test_a_refund_mirrors_a_sale(total, rounding, sequence):
    sale, refund = Payment(total, CHF, rounding), Payment(-total, CHF, rounding)
    for act, amount, pick in sequence:
        if act in {"card", "remove"} and amount >= 0:
            sale = _try(sale, act, amount, pick, iter([f"{pick}"]))
            refund = _try(refund, act, amount, pick, iter([f"{pick}"]))
    if sale.remaining:
        sale = sale.with_cash("last", sale.cash_due)
        refund = refund.with_cash("last", refund.cash_due)
    assert [tender.amount for tender in refund.tenders] == [-tender.amount for tender in sale.tenders]
    assert refund.rounding == -sale.rounding
