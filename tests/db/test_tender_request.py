"""What a provider is asked for is in the journal before it is asked; until its answer is, nothing passes it by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import back_up, restoring_from
from app.contract.journal import read_body
from app.domain.errors import ConflictError, UserError
from app.domain.shift import Remark
from app.domain.staff import Person, Role
from app.domain.task import TaskKind
from app.domain.tender import Tender, TenderKind
from app.services.cart import restore
from app.services.count import Count, Counts
from app.services.ports import OpenRequest
from app.services.staff import Newcomer
from app.services.tender import abandon_request
from app.vault.pin import PinHasher
from tests.db.conftest import CHEAP, Till, refused
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


# --- nobody ever tells ----------------------------------------------------------------------------------------------


def leave(till: Till, asked: OpenRequest, reason: str = "no answer", entry_id: str = "", actor: str = "anna") -> None:
    minted = entry_id or till.ids.mint()
    till.terminal.tenders.abandon(asked, reason, "asked twice", minted, actor).result()


def test_points_that_an_older_program_kept_for_what_was_left_are_free(till, cart, asked):
    leave(till, asked)
    other = asked_of(till, cart)
    request(till, cart, other)
    rows = [(one.tender_id, "M-1", 60, 0) for one in (asked, other)]
    writer = till.terminal.store.writer
    writer.on_connection(lambda made: made.executemany("INSERT INTO point_hold VALUES(?, ?, ?, ?)", rows)).result()
    older(till, "0015")
    till.open()
    assert till.query("SELECT hold_id FROM point_hold") == [(other.tender_id,)]


def test_what_nobody_can_tell_is_left_to_the_books(till, cart, asked):
    leave(till, asked)
    assert till.reads.open_requests() == till.reads.pending_tenders() == []
    (task,) = till.terminal.tasks.open()
    assert (task.kind, task.subject, task.name, task.amount) == (
        TaskKind.UNRESOLVED_TENDER, asked.tender_id, "wallet", 60,
    )  # fmt: skip
    sale = till.complete(cart).result()
    till.reopen()
    shift_id = till.reads.open_shift().shift_id
    told = [Remark("tender_abandoned", 1, 60)]
    assert list(till.reads.shift_remarks(till.reads.open_shift())) == told
    z = till.close_shift(1_100)
    assert [(one.kind, one.count, one.amount.minor) for one in z.remarks] == [("tender_abandoned", 1, 60)]
    assert (z.sales, z.over_short.minor, [(one.kind, one.amount.minor) for one in z.tenders]) == (
        1, 0, [("cash", 100)],
    )  # fmt: skip
    assert sale.shift_id == shift_id
    till.terminal.tasks.close(task.task_id, "not charged", "boss", till.ids.mint()).result()
    assert till.terminal.tasks.open() == []
    till.check()


def test_its_answer_comes_too_late(till, cart, asked):
    """What a provider says after that is for the books: neither a payment nor a second request takes its id."""
    leave(till, asked)
    for act in (
        till.terminal.tenders.take(cart, tender_of(asked), "anna").result,
        lambda: request(till, cart, asked),
        till.complete(cart, replace(till.payment(cart), tenders=(tender_of(asked),)).with_cash("x", 40)).result,
    ):
        till.unchanged(lambda act=act: refused(ConflictError, "act.id_means_another", act))
    for again in (lambda: refuse(till, asked), lambda: leave(till, asked)):
        refused(UserError, "tender.unknown", again)
    till.check()


def test_what_was_to_be_given_back_is_no_part_of_the_payment_any_more(till, cart, asked):
    till.terminal.tenders.take(cart, tender_of(asked), "anna").result()
    back = replace(asked, gives_back=True, reason="wrong card")
    request(till, cart, back)
    refused(UserError, "tender.unknown", lambda: leave(till, asked))  # it is not what was asked
    leave(till, back)
    assert till.reads.open_requests() == till.reads.pending_tenders() == []
    till.terminal.carts.void(cart, "left", "anna").result()
    assert till.query("SELECT after_tender FROM voided_cart") == [(1,)]
    till.close_shift(1_000)
    till.check()


def test_it_is_left_once_with_a_reason(either):
    till = either
    cart = till.cart(("TEA", 1, 100))
    asked, entry_id = asked_of(till, cart), till.ids.mint()
    request(till, cart, asked)
    refused(UserError, "tender.no_reason", lambda: leave(till, asked, " "))
    for _ in range(3):
        leave(till, asked, entry_id=entry_id)
    assert till.kinds().count("tender.abandoned") == 1
    refused(ConflictError, "act.id_means_another", lambda: leave(till, asked, "another", entry_id))
    till.check()


def test_somebody_who_may_allows_it_for_that_cart_and_amount(till, cart, asked):
    people = [
        Newcomer(Person(who, who, "", role), PinHasher(CHEAP).hash(pin), None)
        for who, role, pin in (("boss", Role.MANAGER, "5173"), ("anna", Role.CASHIER, "9753"))
    ]
    till.terminal.staff.take_in(people).result()
    approvals, other = till.terminal.approvals, replace(asked, amount=61)
    refused(UserError, "approval.missing", lambda: leave(till, asked))
    approvals.approve_by_pin(abandon_request(other, "no answer"), "anna", "boss", "5173").result()
    refused(UserError, "approval.missing", lambda: leave(till, asked))
    allowed = approvals.approve_by_pin(abandon_request(asked, "no answer"), "anna", "boss", "5173").result()
    leave(till, asked)
    ((text,),) = till.query("SELECT body FROM journal WHERE kind='tender.abandoned'")
    body = read_body("tender.abandoned", 1, text)
    assert (body.approved_by, body.approval_id, body.note) == ("boss", allowed.entry_id, "asked twice")
    assert till.terminal.store.reads().approval(allowed.entry_id).used_by is not None
    till.check()


def test_what_an_older_program_passed_over_of_it_is_known_after_the_climb(till, cart, asked):
    leave(till, asked)
    older(till, "0009")
    till.open()
    (task,) = till.terminal.tasks.open()
    assert (task.amount, till.reads.open_requests()) == (60, [])
    till.check()
