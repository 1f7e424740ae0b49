"""Tenders put right: what was paid never changes, only how, and only while the shift is open."""

from __future__ import annotations

import pytest

from app.contract.receipt import TenderCorrected
from app.contract.wire import read_wire
from app.domain.errors import ConflictError, UserError
from app.domain.shop import Shop
from app.domain.tender import CashRounding, TenderKind
from app.services.correct import correct_request
from tests.db.conftest import Till, refused
from tests.db.staffed import PEOPLE, bodies, staffed

CASH, CARD = TenderKind.CASH, TenderKind.CARD


def correct(till: Till, sale, kind: TenderKind, reference: str = "", *, place: int = 0, reason: str = "按錯", **more):
    tender = sale.ticket.tenders[place]
    entry_id = more.pop("entry_id", None) or till.ids.mint()
    verb = till.terminal.correct
    return verb.tender(sale.ticket.sale_id, tender.tender_id, kind, reference, reason, "anna", entry_id)


def by_card(till: Till, *goods):
    cart = till.cart(*goods)
    payment = till.payment(cart)
    return till.complete(cart, payment.with_card(till.ids.mint(), payment.remaining, "A1")).result()


def sums(till: Till) -> dict[str, tuple[int, int]]:
    found = till.reads.shift_sums(till.reads.open_shift().shift_id)
    return {kind: (count, amount) for kind, count, amount in found.tenders}


def test_cash_that_was_a_card_leaves_the_drawer(either):
    till = either
    cart = till.cart(("TEA", 1, 230))
    sale = till.complete(cart, till.payment(cart).with_cash(till.ids.mint(), 1_000)).result()
    till.sell(("TEA", 1, 70))
    correct(till, sale, CARD, "A83921").result()
    assert sums(till) == {"cash": (1, 70), "card": (1, 230)}
    z = till.close_shift(1_070)
    assert (z.expected.minor, z.over_short.minor) == (1_070, 0)
    assert {one.kind: one.amount.minor for one in z.tenders} == {"cash": 70, "card": 230}
    row = till.query(
        "SELECT kind, amount_minor, tendered_minor FROM tender WHERE id=?", sale.ticket.tenders[0].tender_id
    )
    assert row == [("card", 230, 230)]
    till.check()


def test_a_card_that_was_cash_comes_into_the_drawer(till):
    sale = by_card(till, ("TEA", 1, 230))
    correct(till, sale, CASH).result()
    assert sums(till) == {"cash": (1, 230)}
    view = till.terminal.sales.view(sale.ticket.sale_id)
    assert [(one.kind, one.amount, one.tendered, one.reference) for one in view.sale.ticket.tenders] == [
        (CASH, 230, 230, "")
    ]
    assert [(one.old_kind, one.new_kind, one.old_reference, one.reason) for one in view.corrections] == [
        ("card", "cash", "A1", "按錯")
    ]
    assert view.can_correct
    till.check()


def test_a_wrong_reference(till):
    sale = by_card(till, ("TEA", 1, 230))
    correct(till, sale, CARD, "B2").result()
    assert till.terminal.sales.view(sale.ticket.sale_id).sale.ticket.tenders[0].reference == "B2"
    assert sums(till) == {"card": (1, 230)}
    till.check()


def test_there_and_back_again(till):
    sale = till.sell(("TEA", 1, 230))
    for kind, reference in ((CARD, "A1"), (CARD, "A2"), (CASH, "")):
        correct(till, sale, kind, reference).result()
    assert sums(till) == {"cash": (1, 230)}
    told = till.query("SELECT body FROM journal WHERE kind='tender.corrected' ORDER BY seq")
    bodies = [read_wire(TenderCorrected, text) for (text,) in told]
    assert [(one.old_kind, one.new_kind, one.amount.minor) for one in bodies] == [
        ("cash", "card", 230), ("card", "card", 230), ("card", "cash", 230)
    ]  # fmt: skip
    till.check()


def test_one_of_several_tenders_and_one_of_a_refund(till):
    cart = till.cart(("TEA", 1, 230))
    split = till.payment(cart).with_card(till.ids.mint(), 100, "A1")
    sale = till.complete(cart, split.with_cash(till.ids.mint(), 500)).result()
    correct(till, sale, CASH).result()
    assert sums(till) == {"cash": (2, 230)}
    refund = till.give_back((sale, 1, 1))
    correct(till, refund, CARD, "R9").result()
    assert sums(till) == {"cash": (2, 230), "card": (1, -230)}
    till.check()


def test_cash_rounding_stays_as_it_was_paid(make_till):
    till = make_till(Shop(cash=CashRounding(5)))
    till.open_shift()
    sale = till.sell(("TEA", 1, 232))
    assert sale.ticket.rounding == -2
    correct(till, sale, CARD, "A1").result()
    assert sums(till) == {"card": (1, 230)}
    till.check()


def test_the_same_correction_twice_is_one(till):
    sale = till.sell(("TEA", 1, 230))
    entry_id = till.ids.mint()
    correct(till, sale, CARD, "A1", entry_id=entry_id).result()
    till.unchanged(lambda: correct(till, sale, CARD, "A1", entry_id=entry_id).result())
    for kind, reference, reason in ((CASH, "", "按錯"), (CARD, "A2", "按錯"), (CARD, "A1", "other")):
        again = correct(till, sale, kind, reference, reason=reason, entry_id=entry_id)
        till.unchanged(lambda again=again: refused(ConflictError, "act.id_means_another", again.result))
    other = correct(till, sale, CARD, "A9", entry_id=sale.ticket.sale_id)
    refused(ConflictError, "act.id_means_another", other.result)
    assert till.kinds().count("tender.corrected") == 1


def test_after_the_z_nothing_changes_any_more(till):
    sale = till.sell(("TEA", 1, 230))
    till.close_shift(1_230)
    assert not till.terminal.sales.view(sale.ticket.sale_id).can_correct
    till.unchanged(lambda: refused(UserError, "correct.shift_closed", correct(till, sale, CARD, "A1").result))
    till.open_shift()
    till.unchanged(lambda: refused(UserError, "correct.shift_closed", correct(till, sale, CARD, "A1").result))


@pytest.mark.parametrize(
    ("kind", "reference", "code"),
    [(CASH, "", "correct.nothing"), (TenderKind.WALLET, "", "correct.not_this_kind")],
)
def test_what_is_refused(till, kind, reference, code):
    sale = till.sell(("TEA", 1, 230))
    till.unchanged(lambda: refused(UserError, code, correct(till, sale, kind, reference).result))


def test_without_a_reason_or_a_sale(till):
    sale = till.sell(("TEA", 1, 230))
    refused(UserError, "correct.no_reason", lambda: correct(till, sale, CARD, reason="  "))
    tender_id, other = sale.ticket.tenders[0].tender_id, till.sell(("TEA", 1, 10))
    verb = till.terminal.correct
    nobody = verb.tender(till.ids.mint(), tender_id, CARD, "", "x", "anna", till.ids.mint())
    till.unchanged(lambda: refused(UserError, "sale.unknown", nobody.result))
    wrong = verb.tender(other.ticket.sale_id, tender_id, CARD, "", "x", "anna", till.ids.mint())
    till.unchanged(lambda: refused(UserError, "tender.unknown", wrong.result))


def test_what_a_provider_moved_is_not_put_right_by_hand(till):
    cart = till.cart(("TEA", 1, 230))
    paid = till.payment(cart).with_exact(till.ids.mint(), TenderKind.WALLET, 230, "W-77")
    sale = till.complete(cart, paid).result()
    error = till.unchanged(lambda: refused(UserError, "correct.not_this_kind", correct(till, sale, CASH).result))
    assert error.params == {"kind": "wallet"}
    correct(till, sale, TenderKind.WALLET, "W-78").result()
    assert sums(till) == {"wallet": (1, 230)}
    till.check()


def test_whoever_may_not_asks_somebody_who_may(till):
    """The approval is bound to the tender, its amount and nothing else, and is used up by the act."""
    sale = till.sell(("TEA", 1, 230))
    staffed(till)
    tender_id = sale.ticket.tenders[0].tender_id
    till.unchanged(lambda: refused(UserError, "approval.missing", correct(till, sale, CARD, "A1").result))
    other = correct_request(tender_id, 231, "按錯")
    till.terminal.approvals.approve_by_pin(other, "anna", "boss", PEOPLE["boss"][2]).result()
    till.unchanged(lambda: refused(UserError, "approval.missing", correct(till, sale, CARD, "A1").result))
    asked = correct_request(tender_id, 230, "按錯")
    approval = till.terminal.approvals.approve_by_pin(asked, "anna", "boss", PEOPLE["boss"][2]).result()
    correct(till, sale, CARD, "A1").result()
    body = read_wire(TenderCorrected, bodies(till, "tender.corrected")[0])
    assert (body.approved_by, body.approval_id) == ("boss", approval.entry_id)
    assert till.terminal.sales.view(sale.ticket.sale_id).corrections[0].approved_by == "boss"
    refused(UserError, "approval.missing", correct(till, sale, CASH).result)
    till.check()


def test_a_manager_puts_it_right_alone(till):
    sale = till.sell(("TEA", 1, 230))
    staffed(till)
    tender = sale.ticket.tenders[0]
    verb = till.terminal.correct
    verb.tender(sale.ticket.sale_id, tender.tender_id, CARD, "A1", "slip", "boss", till.ids.mint()).result()
    body = read_wire(TenderCorrected, bodies(till, "tender.corrected")[0])
    assert (body.approved_by, body.approval_id) == (None, None)
    till.check()
