"""What is typed for a tender, what Enter would do with it, which sums are offered, and how change is explained."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.money import GBP, TWD, currency
from app.domain.payment import (
    Ahead,
    Does,
    Entry,
    Field,
    Term,
    card_reference,
    change_sum,
    look_ahead,
    quick_amounts,
    take,
)
from app.domain.quantity import Price, pieces
from app.domain.sale import ReturnedLine, SoldLine, Ticket
from app.domain.tender import CashRounding, Payment, Tender, TenderKind

CHF = currency("CHF")
CASH, CARD, GIFT = TenderKind.CASH, TenderKind.CARD, TenderKind.GIFT_CARD
NOTES, COINS = (1_000, 500, 100), (50, 10, 5, 1)


def typed(keys: str, of=TWD, entry: Entry | None = None) -> Entry:
    """An entry after keys, one letter each: ``<`` is back, ``C`` clear, ``d`` two noughts."""
    names = {"<": "back", "C": "clear", "d": "00"}
    return reduce(lambda before, key: before.after(names.get(key, key), of), keys, entry or Entry())


@pytest.mark.parametrize(
    ("keys", "figures"),
    [
        ("", 545),
        ("1", 1),
        ("12", 12),
        ("1d", 100),
        ("0", 0),
        ("007", 7),
        ("12<", 1),
        ("<", 0),
        ("1C", 0),
        ("1.5", 15),
        ("x1", 1),
        ("123456789", 123_456_789),
        ("1234567890", 123_456_789),
    ],
)
def test_typing_takes_the_place_of_the_remainder(keys, figures):
    assert typed(keys).amount(Payment(545, TWD)) == figures


@pytest.mark.parametrize(
    ("keys", "minor"),
    [("10", 1_000), ("10.", 1_000), ("10.5", 1_050), ("10.55", 1_055), ("10.555", 1_055), (".5", 50), ("1..2", 120)],
)
def test_a_currency_with_decimals_is_typed_with_its_point(keys, minor):
    assert typed(keys, GBP).amount(Payment(2_000, GBP)) == minor


@given(
    st.lists(st.sampled_from([*"0123456789", "00", ".", "back", "clear"]), max_size=30), st.sampled_from([TWD, GBP])
)
def test_whatever_is_typed_is_an_amount(keys, of):
    entry = reduce(lambda before, key: before.after(key, of), keys, Entry())
    assert 0 <= entry.size(Payment(545, of)) < 10 ** (9 + of.exponent)


@given(st.integers(0, 10**9), st.sampled_from([TWD, GBP, currency("KWD")]))
def test_what_is_filled_in_is_what_is_read(minor, of):
    assert Entry().filled(minor, of).size(Payment(1, of)) == minor


def test_a_reference_is_typed_in_its_own_field():
    entry = typed("ａ1 <b2", entry=Entry(CARD, field=Field.REFERENCE))
    assert (entry.reference, entry.typed) == ("AB2", None)
    assert typed("C", entry=entry).reference == ""
    assert len(typed("1" * 30, entry=entry).reference) == 20


@pytest.mark.parametrize(("text", "kept"), [("12ab", "12AB"), (" 123 456 ", "123456"), ("Ａ１２３", "A123")])
def test_an_approval_code_is_letters_and_digits(text, kept):
    assert card_reference(text) == kept


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "tender.no_reference"),
        ("123", "tender.bad_reference"),
        ("1" * 21, "tender.bad_reference"),
        ("12-4", "tender.bad_reference"),
        ("核准碼甲", "tender.bad_reference"),
    ],
)
def test_what_is_no_approval_code_is_refused(text, code):
    with pytest.raises(UserError) as caught:
        card_reference(text)
    assert caught.value.code == code


def test_a_shop_may_do_without_the_approval_code():
    assert card_reference("", required=False) == ""
    assert look_ahead(Payment(545, TWD), Entry(CARD), reference_required=False).does is Does.COMPLETE


@pytest.mark.parametrize(
    ("due", "offered"),
    [
        (545, (600, 1_000, 2_000)),
        (45, (50, 100, 500)),
        (3, (5, 10, 50)),
        (128, (200, 500, 1_000)),
        (1_045, (1_100, 1_500, 2_000)),
        (1_000, (2_000, 3_000, 4_000)),
        (0, ()),
        (-545, ()),
    ],
)
def test_likely_notes_are_offered(due, offered):
    assert quick_amounts(due, NOTES, COINS) == offered


@given(st.integers(1, 10**8), st.sets(st.integers(1, 10**6), max_size=8), st.sets(st.integers(1, 1_000), max_size=8))
def test_what_is_offered_is_enough_and_rises(due, notes, coins):
    offered = quick_amounts(due, sorted(notes), sorted(coins))
    assert len(offered) == 3
    assert list(offered) == sorted(set(offered))
    assert offered[0] > due


@pytest.mark.parametrize(
    ("payment", "entry", "ahead"),
    [
        (Payment(545, TWD), typed("1000"), Ahead(Does.COMPLETE, change=455)),
        (Payment(545, TWD), Entry(), Ahead(Does.COMPLETE)),
        (Payment(545, TWD), typed("200"), Ahead(Does.TAKE, remaining=345)),
        (Payment(545, TWD), typed("0"), Ahead(Does.NOTHING, remaining=545, obstacle="tender.nothing")),
        (Payment(545, TWD), Entry(CARD), Ahead(Does.NOTHING, remaining=545, obstacle="tender.no_reference")),
        (Payment(545, TWD), Entry(CARD, reference="A1234"), Ahead(Does.COMPLETE)),
        (Payment(545, TWD), Entry(CARD, "45", "A1234"), Ahead(Does.TAKE, remaining=500)),
        (Payment(545, TWD), Entry(GIFT, "45"), Ahead(Does.NOTHING, remaining=545, obstacle="tender.no_reference")),
        (Payment(-545, TWD), Entry(), Ahead(Does.COMPLETE)),
        (Payment(-545, TWD), typed("500"), Ahead(Does.TAKE, remaining=-45)),
        (Payment(0, TWD), typed("100"), Ahead(Does.COMPLETE)),
        (Payment(1_002, CHF, CashRounding(5)), Entry(), Ahead(Does.COMPLETE, rounding=-2)),
        (Payment(2, CHF, CashRounding(5)), Entry(), Ahead(Does.COMPLETE, rounding=-2)),
        (Payment(1_003, CHF, CashRounding(5)), Entry(CARD, reference="A1234"), Ahead(Does.COMPLETE)),
    ],
)
def test_what_enter_would_do_is_known_before(payment, entry, ahead):
    assert look_ahead(payment, entry) == ahead


def test_no_more_than_is_due_goes_on_a_card_or_back_to_a_customer():
    for payment, entry in ((Payment(545, TWD), Entry(CARD, "600", "A1234")), (Payment(-545, TWD), typed("546"))):
        ahead = look_ahead(payment, entry)
        assert (ahead.does, ahead.obstacle) == (Does.NOTHING, "tender.more_than_due")
        assert dict(ahead.params)["due"] == payment.total


def test_what_is_taken_is_what_was_ahead():
    paid = take(Payment(545, TWD), Entry(CARD, "45", " a1234 "), "t")
    assert paid.tenders == (Tender("t", CARD, 45, 45, "A1234"),)


def ticket(total: int, *tenders: Tender, rounding: int = 0) -> Ticket:
    exact, quantity = abs(total - rounding), pieces(1)
    sold = SoldLine(1, "A", "A", "A", "", quantity, Price(exact), exact, (), "zero", 0, 0, exact)
    back = ReturnedLine(1, "A", "A", quantity, None, None, "zero", 0, 0, exact)
    lines, returns = ((), (back,)) if total < 0 else ((sold,), ())
    return Ticket("s", TWD, lines, returns, tenders, rounding)


def said(made: Ticket) -> list[str]:
    return [f"{term.sign}{term.what} {term.minor}" for term in change_sum(made)]


def test_change_is_explained():
    mixed = ticket(1_045, Tender("a", GIFT, 500, 500), Tender("b", CASH, 545, 1_000))
    assert said(mixed) == ["cash 1000", "-due 1045", "+gift_card 500", "=change 455"]
    assert said(ticket(545, Tender("a", CARD, 500, 500), Tender("b", CARD, 45, 45))) == ["card 545", "=due 545"]
    assert said(ticket(545, Tender("a", CASH, 545, 545))) == ["cash 545", "-due 545", "=change 0"]
    assert said(ticket(-545, Tender("a", CASH, -500, -500), Tender("b", CARD, -45, -45))) == [
        "due 545",
        "=cash 500",
        "+card 45",
    ]
    assert said(ticket(0)) == []


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_figures_of_the_explanation_add_up(total, card, over):
    part = min(card, total - 1)
    tenders = [Tender("a", CARD, part, part)] if part else []
    cash = Tender("b", CASH, total - part, total - part + over)
    signs = {"": 1, "+": 1, "-": -1, "=": -1}
    assert sum(signs[term.sign] * term.minor for term in change_sum(ticket(total, *tenders, cash))) == 0


def test_terms_are_plain():
    assert change_sum(ticket(5, Tender("a", CARD, 5, 5)))[0] == Term("", "card", 5)
