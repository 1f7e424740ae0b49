"""What a role may not do alone: asked for, allowed by a manager for that one act, and refused otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.db.staff_reads import SqliteStaffReads
from app.domain.approval import Limits, Request, Subject, default_limits, requests_of
from app.domain.cart import (
    Cart,
    CartLine,
    CartReturn,
    Discount,
    DiscountKind,
    Override,
    add_line,
    add_return,
    set_discount,
    set_override,
    set_quantity,
)
from app.domain.errors import ConflictError
from app.domain.money import TWD
from app.domain.quantity import Price, pieces
from app.domain.staff import Permission
from app.domain.tender import Tender, TenderKind
from app.services.approve import Verdict
from app.services.cart import void_request
from app.services.drawer import drawer_request
from tests.db.conftest import Till, held, refused
from tests.db.staffed import PEOPLE, WRONG, bodies, enter, no, staffed
from tests.db.test_schema import older

USUAL = default_limits(TWD)


@pytest.fixture
def shop(till) -> Till:
    """A till with an open shift and people."""
    staffed(till)
    return till


def fifth_off(cart: Cart, line: int = 1, by: str | None = None) -> Cart:
    return set_discount(cart, line, Discount(DiscountKind.PERCENT, 200_000, "dented", by))


def overridden(cart: Cart) -> Cart:
    return set_override(cart, 1, Override(Price(90), "scratched"))


def unknown(cart: Cart) -> Cart:
    return add_line(cart, CartLine(0, "?", "no code", pieces(1), Price(55), unknown=True))


def typed_return(cart: Cart) -> Cart:
    return add_return(cart, CartReturn(0, "OLD", "old", pieces(1), price=Price(40)))


def cart_discount(cart: Cart) -> Cart:
    return replace(cart, discount=Discount(DiscountKind.AMOUNT, 150, "sorry"))


HAND: dict[str, Callable[[Cart], Cart]] = {
    "discount_above_limit": fifth_off,
    "price_override": overridden,
    "sell_unknown": unknown,
    "refund_without_receipt": typed_return,
    "cart_discount": cart_discount,
}


def by_pin(till: Till, request: Request, actor: str = "anna", staff_id: str = "boss"):
    return till.terminal.approvals.approve_by_pin(request, actor, staff_id, PEOPLE[staff_id][2])


@pytest.mark.parametrize("name", HAND)
def test_a_cashier_cannot_sell_what_nobody_allowed(shop, name):
    cart = HAND[name](shop.cart(("A", 1, 300), ("B", 2, 100)))
    (request,) = shop.terminal.approvals.missing(cart, "anna")
    assert shop.terminal.approvals.ask(request, "anna") is Verdict.ASK
    error = shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(cart)))
    assert error.params == {"permission": request.permission.value, "line": request.line or 0}


@pytest.mark.parametrize("name", HAND)
@pytest.mark.parametrize("how", ["pin", "badge"])
def test_what_a_manager_allowed_is_sold(shop, name, how):
    cart = HAND[name](shop.cart(("A", 1, 300), ("B", 2, 100)))
    (request,) = shop.terminal.approvals.missing(cart, "anna")
    approvals = shop.terminal.approvals
    if how == "pin":
        approval = by_pin(shop, request).result()
    else:
        approval = approvals.approve_by_badge(request, "anna", "badge-of-the-boss").result()
    assert (approval.approved_by, approval.used_by) == ("boss", None)
    assert approvals.ask(request, "anna") is Verdict.APPROVED
    assert approvals.missing(cart, "anna") == ()
    sale = shop.complete(cart).result()
    assert shop.reads.approval(approval.entry_id).used_by == sale.ticket.sale_id
    assert approvals.ask(request, "anna") is Verdict.ASK, "it was for that one act"
    (body,) = bodies(shop, "act.approved")
    told = json.loads(body)
    assert (told["act"], told["asked_by"], told["how"]) == (request.permission.value, "anna", how)
    assert (told["subject"], told["subject_id"], told["line"]) == ("cart", cart.cart_id, request.line)
    shop.check()


@pytest.mark.parametrize("name", HAND)
def test_a_manager_sells_alone(shop, name):
    cart = HAND[name](shop.cart(("A", 1, 300), ("B", 2, 100)))
    assert shop.terminal.approvals.missing(cart, "boss") == ()
    shop.complete(cart, actor="boss").result()
    assert "act.approved" not in shop.kinds()


@pytest.mark.parametrize("name", HAND)
@pytest.mark.parametrize("actor", ["system", "replay", "nobody", "otto"])
def test_who_is_not_at_the_till_sells_nothing_whatever_was_allowed(shop, name, actor):
    cart = HAND[name](shop.cart(("A", 1, 300)))
    by_pin(shop, requests_of(cart, USUAL)[0], actor).result()
    shop.unchanged(lambda: no("staff.may_not_sell", lambda: shop.complete(cart, actor=actor)))


@pytest.mark.parametrize("actor", ["system", "replay", "nobody", "otto"])
def test_who_is_not_of_the_staff_takes_nothing_back_unasked(shop, actor):
    cart = typed_return(shop.cart())
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(cart, actor=actor)))


@pytest.mark.parametrize("name", HAND)
def test_a_terminal_without_staff_asks_nobody(till, name):
    cart = HAND[name](till.cart(("A", 1, 300), ("B", 2, 100)))
    assert till.terminal.approvals.missing(cart, "anna") == ()
    till.complete(cart).result()
    till.check()


def test_within_the_limits_a_cashier_gives_a_discount_alone(shop):
    cart = set_discount(shop.cart(("A", 1, 280)), 1, Discount(DiscountKind.PERCENT, 100_000, "short date"))
    assert shop.terminal.approvals.missing(cart, "anna") == ()
    assert shop.complete(cart).result().ticket.total == 252


def test_but_says_of_nobody_that_they_allowed_it(shop):
    """A name on a receipt that never allowed anything would be a lie in the journal."""
    cart = shop.cart(("A", 1, 280))
    for by, actor in (("boss", "anna"), ("boss", "vice")):
        claimed = set_discount(cart, 1, Discount(DiscountKind.PERCENT, 100_000, "x", by))
        shop.unchanged(lambda one=claimed, who=actor: no("approval.missing", lambda: shop.complete(one, actor=who)))
    own = set_discount(cart, 1, Discount(DiscountKind.PERCENT, 100_000, "x", "anna"))
    shop.complete(own).result()


def test_the_name_on_the_line_is_that_of_who_allowed_it(shop):
    cart = fifth_off(shop.cart(("A", 1, 280)), by="vice")
    (request,) = requests_of(cart, USUAL)
    by_pin(shop, request, staff_id="boss").result()
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(cart)))
    by_pin(shop, request, staff_id="vice").result()
    shop.complete(cart).result()
    assert {used for (used,) in shop.query("SELECT used_by FROM approval")} == {cart.cart_id}


def test_more_than_was_shown_is_asked_for_again(shop):
    cart = fifth_off(shop.cart(("A", 2, 280), ("B", 2, 280)))
    by_pin(shop, requests_of(cart, USUAL)[0]).result()
    for other in (
        set_quantity(cart, 1, pieces(3)),
        set_discount(cart, 1, Discount(DiscountKind.PERCENT, 300_000, "dented")),
        set_discount(cart, 1, Discount(DiscountKind.AMOUNT, 112, "dented")),
        fifth_off(set_discount(cart, 1, None), 2),
        overridden(cart),
    ):
        shop.unchanged(lambda one=other: no("approval.missing", lambda: shop.complete(one)))
    shop.complete(set_quantity(cart, 1, pieces(1))).result()
    shop.check()


def test_what_was_allowed_for_one_cart_is_not_for_another(shop):
    cart = fifth_off(shop.cart(("A", 1, 280)))
    by_pin(shop, requests_of(cart, USUAL)[0]).result()
    other = fifth_off(shop.cart(("A", 1, 280)))
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(other)))
    shop.complete(cart).result()


def test_an_approval_outlives_a_restart_a_parking_and_a_change_of_cashier(shop):
    cart = fifth_off(shop.cart(("A", 1, 280)))
    by_pin(shop, requests_of(cart, USUAL)[0]).result()
    shop.terminal.carts.park(cart, "x", shop.ids.mint(), "anna").result()
    shop.reopen()
    cart = shop.terminal.carts.recall(cart.cart_id, shop.ids.mint(), "bert").result()
    shop.complete(cart, actor="bert").result()
    shop.check()


def test_a_manager_vouches_so_that_another_may_finish(shop):
    cart = overridden(shop.cart(("A", 1, 280)))
    (request,) = requests_of(cart, USUAL)
    assert shop.terminal.approvals.ask(request, "boss") is Verdict.ALONE
    no("approval.missing", lambda: shop.complete(cart, actor="anna"))
    shop.terminal.approvals.approve_alone(request, "boss").result()
    shop.complete(cart, actor="anna").result()
    told = json.loads(bodies(shop, "act.approved")[0])
    assert (told["asked_by"], told["how"]) == ("boss", "role")
    no("approval.not_allowed", lambda: shop.terminal.approvals.approve_alone(request, "anna"))


def test_a_voided_cart_takes_its_approvals_with_it(shop):
    cart = fifth_off(shop.cart(("A", 1, 280)))
    approval = by_pin(shop, requests_of(cart, USUAL)[0]).result()
    shop.terminal.carts.void(cart, "gone", "anna").result()
    assert shop.reads.approval(approval.entry_id).used_by == cart.cart_id
    shop.check()


def test_a_double_press_is_one_sale_also_with_an_approval(shop):
    cart = fifth_off(shop.cart(("A", 1, 280)))
    by_pin(shop, requests_of(cart, USUAL)[0]).result()
    payment = shop.cash(cart)
    with held(shop):
        found = [shop.complete(cart, payment) for _ in range(3)]
    assert len({future.result().number for future in found}) == 1
    shop.check()


# --- who allows ----------------------------------------------------------------------------------------------------


def test_only_who_may_allows(shop):
    (request,) = requests_of(overridden(shop.cart(("A", 1, 280))), USUAL)

    def all_of_it() -> None:
        for staff_id in ("anna", "bert", "otto"):
            error = no("approval.not_allowed", lambda one=staff_id: by_pin(shop, request, staff_id=one))
            assert error.params == {"staff_id": staff_id, "permission": "price_override"}
        no(
            "approval.not_allowed",
            lambda: shop.terminal.approvals.approve_by_badge(request, "anna", "badge-of-bert"),
        )

    shop.unchanged(all_of_it)


def test_a_wrong_pin_counts_here_as_at_the_lock(shop):
    (request,) = requests_of(overridden(shop.cart(("A", 1, 280))), USUAL)
    approvals = shop.terminal.approvals
    for _ in range(2):
        no("staff.wrong_pin", lambda: approvals.approve_by_pin(request, "anna", "boss", WRONG))
    for _ in range(2):
        no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("boss", WRONG))
    assert no("staff.wait", lambda: by_pin(shop, request)).params == {"seconds": 5}
    assert shop.query("SELECT actor, body FROM journal WHERE kind='staff.refused' ORDER BY seq") == [
        ("anna", '{"staff_id":"boss"}'), ("anna", '{"staff_id":"boss"}'),
        ("system", '{"staff_id":"boss"}'), ("system", '{"staff_id":"boss"}'),
    ]  # fmt: skip
    no("staff.unknown_badge", lambda: approvals.approve_by_badge(request, "anna", "nobody's badge"))
    shop.clock.move(5)
    by_pin(shop, request).result()
    assert shop.query("SELECT staff_id FROM staff_refusal") == [(None,)], "the right PIN ends the wait"
    shop.check()


def test_who_left_allows_nothing(shop):
    (request,) = requests_of(overridden(shop.cart(("A", 1, 280))), USUAL)
    shop.terminal.staff.deactivate("vice", "boss").result()
    no("staff.inactive", lambda: by_pin(shop, request, staff_id="vice"))
    no("staff.inactive", lambda: shop.terminal.approvals.approve_by_badge(request, "anna", "badge-of-the-vice"))


def test_who_asked_stays_signed_in(shop):
    present = enter(shop, "anna")
    (request,) = requests_of(overridden(shop.cart(("A", 1, 280))), USUAL)
    by_pin(shop, request).result()
    assert shop.terminal.staff.present == present


def test_a_double_press_is_one_approval(shop):
    (request,) = requests_of(overridden(shop.cart(("A", 1, 280))), USUAL)
    entry_id, approvals = shop.ids.mint(), shop.terminal.approvals
    found = [approvals.approve_by_pin(request, "anna", "boss", "5173", entry_id).result() for _ in range(2)]
    assert found[0] == found[1]
    assert shop.kinds().count("act.approved") == 1
    other = replace(request, line=9)
    for asked, by, pin in ((other, "boss", "5173"), (request, "vice", "8264")):
        taken = approvals.approve_by_pin(asked, "anna", by, pin, entry_id)
        refused(ConflictError, "act.id_means_another", taken.result)


# --- limits, the drawer, and cancelling after payment --------------------------------------------------------------


def test_the_shop_sets_its_own_limits(shop):
    approvals = shop.terminal.approvals
    assert approvals.limits() == USUAL
    no("staff.may_not", lambda: approvals.change_limits(Limits(500_000, 1_000), "anna"))
    approvals.change_limits(Limits(200_000, 60), "boss").result()
    assert approvals.limits() == Limits(200_000, 60)
    shop.complete(fifth_off(shop.cart(("A", 1, 280)))).result()
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(fifth_off(shop.cart(("A", 1, 305))))))
    shop.check()
    shop.reopen()
    assert shop.terminal.approvals.limits() == Limits(200_000, 60)


def test_the_drawer_opens_for_a_reason_and_with_an_approval(shop):
    drawer, entry_id = shop.terminal.drawer, shop.ids.mint()
    shop.unchanged(lambda: no("approval.missing", lambda: drawer.open(entry_id, "change", "anna")))
    shop.unchanged(lambda: refused(Exception, "drawer.no_reason", lambda: drawer.open(entry_id, " ", "anna")))
    approval = by_pin(shop, drawer_request(entry_id, "change")).result()
    for _ in range(2):
        drawer.open(entry_id, "change", "anna").result()
    assert bodies(shop, "drawer.opened") == [f'{{"reason":"change","approval_id":"{approval.entry_id}"}}']
    assert shop.reads.approval(approval.entry_id).used_by == entry_id
    refused(ConflictError, "act.id_means_another", drawer.open(entry_id, "other", "anna").result)
    again = shop.ids.mint()
    shop.unchanged(lambda: no("approval.missing", lambda: drawer.open(again, "change", "anna")))
    drawer.open(again, "change", "boss").result()
    assert bodies(shop, "drawer.opened")[1] == '{"reason":"change","approval_id":null}'
    shop.check()


def paid_and_given_back(till: Till) -> Cart:
    cart = till.cart(("A", 1, 280))
    card = Tender(till.ids.mint(), TenderKind.CARD, 100, 100, "A1")
    till.terminal.tenders.take(cart, card, "anna").result()
    till.terminal.tenders.remove(cart.cart_id, card.tender_id, till.ids.mint(), "anna").result()
    return cart


def test_cancelling_after_payment_needs_an_approval(shop):
    shop.terminal.carts.void(shop.cart(("A", 1, 280)), "gone", "anna").result()
    cart = paid_and_given_back(shop)
    carts = shop.terminal.carts
    shop.unchanged(lambda: no("approval.missing", lambda: carts.void(cart, "gone", "anna")))
    by_pin(shop, void_request(cart.cart_id, "gone")).result()
    for _ in range(2):
        carts.void(cart, "gone", "anna").result()
    assert shop.query("SELECT * FROM given_back") == []
    carts.void(paid_and_given_back(shop), "gone", "vice").result()
    shop.check()


def test_or_it_is_sold_after_all(shop):
    cart = paid_and_given_back(shop)
    shop.complete(cart).result()
    assert shop.query("SELECT * FROM given_back") == []
    shop.check()


def test_without_staff_it_is_cancelled_as_ever(till):
    till.terminal.carts.void(paid_and_given_back(till), "gone", "anna").result()
    till.check()


def test_other_subjects_are_used_up_one_by_one(shop):
    """As the acts of other services use it: asked within the transaction, marked by the act's own entry."""
    sale = shop.sell(("A", 1, 280))
    request = Request(Permission.CORRECT_TENDER, Subject.TENDER, sale.ticket.tenders[0].tender_id)
    approval = by_pin(shop, request).result()
    assert shop.terminal.approvals.ask(request, "anna") is Verdict.APPROVED
    shop.sell(("A", 1, 280))
    assert shop.reads.approval(approval.entry_id).used_by is None
    assert shop.terminal.approvals.ask(replace(request, subject_id="other"), "anna") is Verdict.ASK


def test_most_carts_cost_two_look_ups(shop, monkeypatch):
    """What nobody changed by hand asks the database nothing about people but who sells it."""
    asked = []
    for name in ("has_staff", "person", "approvals", "approval"):
        original = getattr(SqliteStaffReads, name)
        monkeypatch.setattr(
            SqliteStaffReads, name, lambda *given, one=original, what=name: asked.append(what) or one(*given)
        )
    shop.sell(("A", 1, 280), ("B", 2, 30))
    assert asked == ["has_staff", "person"]
    cart = fifth_off(shop.cart(("A", 1, 280)))
    by_pin(shop, requests_of(cart, USUAL)[0]).result()
    asked.clear()
    shop.complete(cart).result()
    assert asked == ["has_staff", "person"] * 2 + ["approvals"]


def test_a_shop_from_before_knows_what_was_given_back(make_till):
    """Its journal makes the same state, whether it climbed or was made anew."""
    till = make_till()
    till.open_shift()
    left, sold, voided = (paid_and_given_back(till) for _ in range(3))
    till.complete(sold).result()
    till.terminal.carts.void(voided, "gone", "anna").result()
    older(till, "0002")
    till.open()
    assert till.query("SELECT cart_id FROM given_back") == [(left.cart_id,)]
    till.check()
