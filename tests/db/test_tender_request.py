"""What a provider is asked for is in the journal before it is asked; until its answer is, nothing passes it by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import back_up, restoring_from
from app.domain.errors import ConflictError, UserError
from app.domain.tender import Tender, TenderKind
from app.services.cart import restore
from app.services.count import Count, Counts
from app.services.ports import OpenRequest
from tests.db.conftest import Till, refused
from tests.db.test_schema import older


def asked_of(till: Till, cart, amount: int = 60, **more) -> OpenRequest:
    return OpenRequest(till.ids.mint(), cart.cart_id, "wallet", amount, "LP77", **more)


def request(till: Till, cart, asked: OpenRequest, entry_id: str = "") -> None:
    till.terminal.tenders.request(cart, asked, entry_id or till.ids.mint(), "anna").result()


def refuse(till: Till, asked: OpenRequest, entry_id: str = "") -> None:
    till.terminal.tenders.refuse(asked, "tender.declined", entry_id or till.ids.mint(), "anna").result()


def tender_of(asked: OpenRequest) -> Tender:
    return Tender(asked.tender_id, TenderKind(asked.kind), asked.amount, asked.amount, asked.reference)


@pytest.fixture
def cart(till):
    return till.cart(("TEA", 1, 100))


@pytest.fixture
def asked(till, cart) -> OpenRequest:
    made = asked_of(till, cart)
    request(till, cart, made)
    return made


def test_a_request_and_its_cart_survive_the_end_of_the_program(till, cart, asked):
    till.reopen()
    assert restore(till.reads) == cart
    assert till.reads.open_requests() == till.reads.open_requests(cart.cart_id) == [asked]
    assert till.reads.open_requests(till.ids.mint()) == []
    till.check()


def test_no_other_cart_takes_the_place_of_one_that_waits(till, cart, asked):
    till.terminal.carts.autosave(till.cart(("CUP", 1, 5)))
    till.reopen()
    assert restore(till.reads) == cart


def test_what_was_taken_closes_it(till, cart, asked):
    till.terminal.tenders.take(cart, tender_of(asked), "anna").result()
    assert till.reads.open_requests() == []
    payment = replace(till.payment(cart), tenders=(tender_of(asked),))
    till.complete(cart, payment.with_cash(till.ids.mint(), 40)).result()
    till.check()


def test_the_sale_that_holds_it_closes_it(till, cart):
    asked = asked_of(till, cart, 100)
    request(till, cart, asked)
    sale = till.complete(cart, replace(till.payment(cart), tenders=(tender_of(asked),))).result()
    assert (till.reads.open_requests(), sale.ticket.tenders) == ([], (tender_of(asked),))
    till.check()


def test_a_no_closes_it(till, cart, asked):
    refuse(till, asked)
    assert till.reads.open_requests() == []
    refused(UserError, "tender.unknown", lambda: refuse(till, asked))
    till.complete(cart).result()
    till.check()


def test_giving_back_is_asked_too(till, cart, asked):
    till.terminal.tenders.take(cart, tender_of(asked), "anna").result()
    back = replace(asked, gives_back=True, reason="wrong card")
    request(till, cart, back)
    assert till.reads.open_requests() == [back]
    payment = replace(till.payment(cart), tenders=(tender_of(asked),)).with_cash(till.ids.mint(), 40)
    refused(UserError, "tender.unresolved", till.complete(cart, payment).result)  # it may be back already
    refuse(till, back)
    request(till, cart, back)
    till.terminal.tenders.remove(cart.cart_id, asked.tender_id, till.ids.mint(), "anna", "wrong card").result()
    assert till.reads.open_requests() == []
    refused(UserError, "tender.unknown", lambda: request(till, cart, back))
    till.complete(cart).result()
    till.check()


def test_nothing_passes_it_by(till, cart, asked):
    parked = till.cart(("CUP", 1, 5))
    till.terminal.carts.park(parked, "later", till.ids.mint(), "anna").result()
    terminal, shift_id, other = till.terminal, till.reads.open_shift().shift_id, till.cart(("CUP", 1, 5))
    card = Tender(till.ids.mint(), TenderKind.CARD, 40, 40, "A1")
    for act in (
        till.complete(cart).result,
        terminal.carts.void(cart, "no", "anna").result,
        terminal.carts.void(cart, "no", "anna", give_back=(asked.tender_id,)).result,
        terminal.carts.park(cart, "x", till.ids.mint(), "anna").result,
        terminal.carts.recall(parked.cart_id, till.ids.mint(), "anna").result,
        terminal.tenders.take(cart, card, "anna").result,
        terminal.tenders.take(other, card, "anna").result,
        lambda: request(till, cart, asked_of(till, cart, 10)),
        lambda: request(till, other, asked_of(till, other, 5)),
        Counts(terminal.desk).send(Count(shift_id, total=0)).result,
        till.close_shift,
    ):
        error = till.unchanged(lambda act=act: refused(UserError, "tender.unresolved", act))
        assert error.params == {"cart_id": cart.cart_id}
    refuse(till, asked)
    terminal.carts.recall(parked.cart_id, till.ids.mint(), "anna").result()
    terminal.carts.void(parked, "no", "anna").result()
    till.close_shift()
    till.check()


def test_a_request_is_made_once(either):
    till = either
    cart = till.cart(("TEA", 1, 100))
    asked, entry_id, other_id = asked_of(till, cart), till.ids.mint(), till.ids.mint()
    for _ in range(3):
        request(till, cart, asked, entry_id)
    refused(ConflictError, "act.id_means_another", lambda: request(till, cart, replace(asked, amount=1), entry_id))
    for _ in range(3):
        refuse(till, asked, other_id)
    assert [till.kinds().count(kind) for kind in ("tender.requested", "tender.refused")] == [1, 1]
    refused(ConflictError, "act.id_means_another", lambda: refuse(till, replace(asked, gives_back=True), other_id))
    till.check()


def test_what_cannot_be_asked_for(till, cart):
    sold = till.complete(till.cart(("TEA", 1, 100))).result()
    for tender_id in (sold.ticket.tenders[0].tender_id, sold.ticket.sale_id):
        again = replace(asked_of(till, cart), tender_id=tender_id)
        refused(ConflictError, "act.id_means_another", lambda again=again: request(till, cart, again))
    gone = replace(cart, cart_id=sold.ticket.sale_id)
    refused(UserError, "tender.sale_is_complete", lambda: request(till, gone, asked_of(till, gone)))
    refused(UserError, "tender.unknown", lambda: request(till, cart, asked_of(till, cart, gives_back=True)))
    till.terminal.carts.park(cart, "x", till.ids.mint(), "anna").result()
    refused(UserError, "cart.parked", lambda: request(till, cart, asked_of(till, cart)))
    till.close_shift(100)
    other = till.cart(("TEA", 1, 1))
    refused(UserError, "shift.not_open", lambda: request(till, other, asked_of(till, other)))


def test_a_restored_copy_knows_what_was_asked(till, cart, asked):
    copy = back_up(till.config, till.folder.with_name("copies"), clock=till.clock).path
    till.close()
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    assert till.reads.open_requests() == [asked]
    assert restore(till.reads) == cart
    till.check()


def test_what_an_older_program_passed_over_is_known_after_the_climb(till, cart, asked):
    """Put back for a day, the program before this one kept what it did not understand."""
    refuse(till, asked)
    voided = till.cart(("TEA", 1, 1))
    slip = Tender(till.ids.mint(), TenderKind.CARD, 1, 1, "A1")
    till.terminal.tenders.take(voided, slip, "anna").result()
    till.terminal.tenders.remove(voided.cart_id, slip.tender_id, till.ids.mint(), "anna").result()
    till.terminal.carts.void(voided, "no", "anna").result()
    request(till, cart, again := asked_of(till, cart))
    older(till, "0006")
    till.open()
    assert till.reads.open_requests() == [again]
    assert till.query("SELECT id, after_tender FROM voided_cart") == [(voided.cart_id, 1)]
    till.check()
