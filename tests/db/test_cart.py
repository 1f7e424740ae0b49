from __future__ import annotations

from dataclasses import replace

import pytest

from app.contract.wire import WireError
from app.domain.cart import (
    CartReturn,
    Discount,
    DiscountKind,
    Member,
    Override,
    add_return,
    set_discount,
    set_note,
    set_override,
    set_quantity,
)
from app.domain.errors import ConflictError, UserError
from app.domain.ids import uuid7
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.tender import Tender, TenderKind
from app.services.cart import cart_text, read_cart, restore
from tests.db.conftest import Till, refused


def park(till: Till, cart, label="blue coat", entry_id=None) -> str:
    entry_id = entry_id or till.ids.mint()
    till.terminal.carts.park(cart, label, entry_id, "anna").result()
    return entry_id


def recall(till: Till, cart_id: str, entry_id=None):
    return till.terminal.carts.recall(cart_id, entry_id or till.ids.mint(), "bert").result()


def void(till: Till, cart, reason="changed their mind") -> None:
    till.terminal.carts.void(cart, reason, "anna").result()


def rich(till: Till):
    """A cart with something in every field."""
    cart = till.cart(("TEA", 2, 100), ("FIG", Quantity(250, Unit.KILOGRAM), 180))
    cart = set_override(cart, 1, Override(Price(9, 100_000), "friend", "boss"))
    cart = set_discount(cart, 2, Discount(DiscountKind.PERCENT, 50_000, "bruised", "boss"))
    cart = set_note(cart, 2, "熟一點\n“ripe”")
    cart = add_return(cart, CartReturn(0, "OLD", "舊", pieces(1), price=Price(5, 500), reason="torn", restock=False))
    cart = add_return(cart, CartReturn(0, "CUP", "杯", pieces(1), sale_id=uuid7(1, bytes(10)), sale_line=4))
    lines = (
        replace(cart.lines[0], tags=frozenset({"hot", "冷"}), category="tea/oolong", unknown=True),
        cart.lines[1],
    )
    return replace(
        cart, lines=lines, member=Member("m-1", "gold"), coupons=("A", "乙"), note="call",
        discount=Discount(DiscountKind.AMOUNT, 3, "late"), next_line_id=9,
    )  # fmt: skip


def test_a_cart_is_its_text(till):
    for cart in (till.cart(), till.cart(("A", 1, 1)), rich(till)):
        assert read_cart(cart_text(cart)) == cart


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"cart_id": "x", "currency": "TWD"}'])
def test_what_is_no_cart_is_said_to_be_none(text):
    with pytest.raises(WireError):
        read_cart(text)


def test_a_parked_cart_comes_back_whole(either):
    till = either
    cart = rich(till)
    park(till, cart)
    till.reopen()
    (parked,) = till.reads.parked_carts()
    assert (parked.label, parked.parked_by, parked.parked_at) == ("blue coat", "anna", till.clock.at)
    assert recall(till, cart.cart_id) == cart
    assert restore(till.reads) == cart
    assert till.reads.parked_carts() == []
    till.check()


def test_the_same_act_twice_is_once(either):
    till = either
    cart = till.cart(("TEA", 2, 100))
    parking, calling = till.ids.mint(), till.ids.mint()
    for _ in range(3):
        park(till, cart, entry_id=parking)
    for _ in range(3):
        assert recall(till, cart.cart_id, calling) == cart
    for _ in range(3):
        void(till, cart)
    assert till.kinds()[-3:] == ["cart.parked", "cart.recalled", "cart.voided"]
    other = till.cart(("TEA", 2, 100))
    till.unchanged(
        lambda: refused(ConflictError, "act.id_means_another", lambda: park(till, other, entry_id=parking))
    )
    refused(ConflictError, "act.id_means_another", lambda: park(till, cart, "red coat", entry_id=parking))
    refused(ConflictError, "act.id_means_another", lambda: recall(till, other.cart_id, calling))
    refused(ConflictError, "act.id_means_another", lambda: recall(till, cart.cart_id, parking))
    refused(ConflictError, "act.id_means_another", lambda: void(till, cart, "another reason"))
    till.check()


def test_of_two_who_fetch_a_cart_one_gets_it(till):
    cart = till.cart(("TEA", 2, 100))
    park(till, cart)
    both = [till.terminal.carts.recall(cart.cart_id, till.ids.mint(), who) for who in ("anna", "bert")]
    assert both[0].result() == cart
    refused(UserError, "cart.not_parked", both[1].result)
    refused(UserError, "cart.not_parked", lambda: recall(till, till.ids.mint()))


def test_a_cart_can_be_put_aside_again_and_again(till):
    cart = till.cart(("TEA", 2, 100))
    for pieces_now in (3, 4, 5):
        park(till, cart)
        refused(UserError, "cart.already_parked", lambda cart=cart: park(till, cart))
        cart = set_quantity(recall(till, cart.cart_id), 1, pieces(pieces_now))
    sale = till.complete(cart).result()
    assert sale.ticket.total == 500
    till.check()


def test_nothing_is_no_cart_to_park(till):
    till.unchanged(lambda: refused(UserError, "cart.empty", lambda: park(till, till.cart())))


def test_money_taken_keeps_a_cart_open(till):
    cart = till.cart(("TEA", 2, 100))
    tender = Tender(till.ids.mint(), TenderKind.CARD, 50, 50, "A")
    till.terminal.tenders.take(cart, tender, "anna").result()
    till.unchanged(lambda: refused(UserError, "tender.pending", lambda: park(till, cart)))
    till.unchanged(lambda: refused(UserError, "tender.pending", lambda: void(till, cart)))
    till.terminal.tenders.remove(cart.cart_id, tender.tender_id, till.ids.mint(), "anna").result()
    park(till, cart)
    till.check()


def test_a_parked_cart_is_fetched_before_it_is_sold(till):
    cart = till.cart(("TEA", 2, 100))
    park(till, cart)
    till.unchanged(lambda: refused(UserError, "cart.parked", till.complete(cart).result))
    sale = till.complete(recall(till, cart.cart_id)).result()
    assert sale.ticket.total == 200
    till.check()


def test_what_was_sold_or_voided_is_never_parked(till):
    sold, voided = till.cart(("TEA", 2, 100)), till.cart(("TEA", 2, 100))
    till.complete(sold).result()
    void(till, voided)
    for cart in (sold, voided):
        till.unchanged(lambda cart=cart: refused(UserError, "cart.ended", lambda: park(till, cart)))
    refused(ConflictError, "act.id_means_another", lambda: void(till, sold))


def test_a_voided_cart_is_gone_for_good(either):
    till = either
    cart = till.cart(("TEA", 2, 100))
    park(till, cart)
    void(till, cart)
    till.reopen()
    assert till.reads.parked_carts() == []
    assert restore(till.reads) is None
    refused(UserError, "cart.not_parked", lambda: recall(till, cart.cart_id))
    refused(ConflictError, "act.id_means_another", till.complete(cart).result)
    assert till.close_shift(1_000).parked == 0
    till.check()


def test_a_void_says_what_was_cancelled(till):
    cart = rich(till)
    void(till, cart)
    (body,) = till.query("SELECT body FROM journal WHERE kind='cart.voided'")[0]
    assert '"lines":4,"listed":{"minor":45,' in body


def test_carts_are_parked_and_voided_outside_a_shift_too(make_till):
    till = make_till()
    kept, dropped = till.cart(("TEA", 2, 100)), till.cart(("TEA", 2, 100))
    park(till, kept)
    void(till, dropped)
    assert recall(till, kept.cart_id) == kept
    assert {shift for (shift,) in till.query("SELECT shift_id FROM journal")} == {None}
    till.check()


def test_texts_that_no_entry_takes_are_refused_at_once(till):
    cart = till.cart(("TEA", 1, 1))
    long = "x" * 2_001
    carts, tenders = till.terminal.carts, till.terminal.tenders
    shift = till.reads.open_shift().shift_id
    acts = [
        lambda: carts.park(cart, long, till.ids.mint(), "anna"),
        lambda: carts.void(cart, long, "anna"),
        lambda: tenders.remove(cart.cart_id, till.ids.mint(), till.ids.mint(), "anna", long),
        lambda: till.terminal.shifts.close(shift, 0, till.ids.mint(), "anna", long),
        lambda: till.terminal.stock.move(till.ids.mint(), "x" * 201, [("A", pieces(1))], "anna"),
        lambda: till.terminal.stock.move(till.ids.mint(), "x", [("A" * 201, pieces(1))], "anna"),
        lambda: till.terminal.stock.move(till.ids.mint(), "x", [("A", pieces(1))], "anna", long),
    ]
    for act in acts:
        refused(UserError, "text.too_long", act)
