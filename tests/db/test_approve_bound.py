"""What an approval is bound to, what uses it up, and what is nobody's to do who does not stand at the till."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest

from app.db.connection import connect_writer
from app.domain.approval import requests_of
from app.domain.cart import Cart, CartLine, CartReturn, add_line, add_return
from app.domain.quantity import Price, pieces
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.tender import CashRounding, Payment, Tender, TenderKind
from app.services.cart import void_request
from app.services.ports import OpenRequest
from app.services.refund import otherwise_request
from tests.db.conftest import Till
from tests.db.staffed import no, staffed
from tests.db.test_approve import USUAL, by_pin, overridden
from tests.db.test_schema import older


@pytest.fixture
def shop(till) -> Till:
    """A till with an open shift and people."""
    staffed(till)
    return till


def receipt_return(cart: Cart, sale_id: str, line: int) -> Cart:
    return add_return(cart, CartReturn(0, "A", "goods A", pieces(1), sale_id=sale_id, sale_line=line))


def test_a_return_is_allowed_for_that_line_of_that_sale(shop):
    sale, other = shop.sell(("A", 1, 10), ("A", 1, 9_999)), shop.sell(("A", 1, 10))
    cart = shop.cart()
    allowed = receipt_return(cart, sale.ticket.sale_id, 1)
    approval = by_pin(shop, requests_of(allowed, USUAL)[0], actor="otto").result()
    for one in (
        receipt_return(cart, sale.ticket.sale_id, 2),
        receipt_return(cart, other.ticket.sale_id, 1),
        add_return(cart, CartReturn(0, "A", "goods A", pieces(1), price=Price(10))),
    ):
        shop.unchanged(lambda one=one: no("approval.missing", lambda: shop.complete(one, actor="otto")))
    shop.complete(allowed, actor="otto").result()
    assert shop.reads.approval(approval.entry_id).used_by == cart.cart_id, "used up by the return"
    shop.check()


@pytest.mark.parametrize(
    ("put", "allowed", "other"),
    [
        (add_return, *(CartReturn(0, sku, sku, pieces(1), price=Price(40)) for sku in ("OLD", "NEW"))),
        (add_line, *(CartLine(0, sku, sku, pieces(1), Price(40), unknown=True) for sku in ("OLD", "NEW"))),
    ],
    ids=["return", "unknown"],
)
def test_a_typed_price_is_allowed_for_those_goods(shop, put, allowed, other):
    cart = shop.cart(("A", 1, 300))
    by_pin(shop, requests_of(put(cart, allowed), USUAL)[0]).result()
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(put(cart, other))))
    shop.complete(put(cart, allowed)).result()
    shop.check()


def test_a_shop_from_before_uses_up_what_its_returns_were_allowed_by(make_till):
    """An older program left those unused: its file holds as it is, and as it climbs."""
    till = make_till()
    till.open_shift()
    staffed(till)
    sale = till.sell(("A", 2, 280))
    cart = receipt_return(till.cart(), sale.ticket.sale_id, 1)
    approval = by_pin(till, requests_of(cart, USUAL)[0], actor="otto").result()
    till.complete(cart, actor="otto").result()
    waiting = by_pin(till, requests_of(overridden(till.cart(("A", 1, 280))), USUAL)[0]).result()
    older(till, "0008")
    unused = "UPDATE approval SET used_by=NULL"
    with closing(connect_writer(till.folder / "omo-pos.db", till.key)) as connection:
        connection.execute(unused)
    assert till.verify().ok, "as the older program made it"
    till.open()
    assert till.reads.approval(approval.entry_id).used_by == cart.cart_id
    assert till.reads.approval(waiting.entry_id).used_by is None
    till.check()
    till.terminal.store.writer.on_connection(lambda connection: connection.execute(unused)).result()
    assert till.verify().differences == ("rows:approval",)


# --- who sells, and how money goes back -----------------------------------------------------------------------------


def test_who_is_for_pickups_and_stock_sells_nothing_and_takes_no_money(shop):
    cart = shop.cart(("A", 1, 280))
    card = Tender(shop.ids.mint(), TenderKind.CARD, 100, 100, "A123")
    asked = OpenRequest(shop.ids.mint(), cart.cart_id, "wallet", 100, "L1")
    tenders = shop.terminal.tenders
    for actor in ("otto", "nobody", "system"):

        def all_of_it(who: str = actor) -> None:
            no("staff.may_not_sell", lambda: shop.complete(cart, actor=who))
            no("staff.may_not_sell", lambda: tenders.take(cart, card, who))
            no("staff.may_not_sell", lambda: tenders.request(cart, asked, shop.ids.mint(), who))

        shop.unchanged(all_of_it)
    tenders.take(cart, card, "anna").result()
    shop.complete(cart, replace(shop.payment(cart), tenders=(card,)).with_cash(shop.ids.mint(), 180)).result()
    shop.check()


def by_card(till: Till, minor: int = 280) -> Sale:
    cart = till.cart(("A", 1, 280))
    paid = till.payment(cart).with_card(till.ids.mint(), minor, "A123")
    return till.complete(cart, paid if paid.is_settled else paid.with_cash(till.ids.mint(), 280 - minor)).result()


def back(till: Till, cart: Cart, cash: int) -> Payment:
    """A payment of 280 that goes back: so much of it in cash, the rest to a card."""
    paid = till.payment(cart)
    if cash < 280:
        paid = paid.with_card(till.ids.mint(), cash - 280, "R123")
    return paid.with_cash(till.ids.mint(), -cash) if cash else paid


@pytest.mark.parametrize(
    ("card", "cash", "otherwise"), [(280, 280, 280), (280, 30, 30), (200, 280, 200), (200, 0, 80)]
)
def test_money_goes_back_to_what_it_came_from_or_by_a_managers_word(shop, card, cash, otherwise):
    cart = receipt_return(shop.cart(), by_card(shop, card).ticket.sale_id, 1)
    paid = back(shop, cart, cash)
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(cart, paid)))
    by_pin(shop, otherwise_request(cart.cart_id, otherwise - 1)).result()
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(cart, paid)))
    approval = by_pin(shop, otherwise_request(cart.cart_id, otherwise)).result()
    shop.complete(cart, paid).result()
    assert shop.reads.approval(approval.entry_id).used_by == cart.cart_id
    shop.check()


def test_what_was_paid_online_comes_out_of_the_drawer_only_where_somebody_allows_it(shop):
    bought = shop.cart(("A", 1, 280))
    paid = shop.payment(bought).with_prepaid(shop.ids.mint(), 200).with_cash(shop.ids.mint(), 80)
    sale = shop.complete(bought, paid).result()
    cart = receipt_return(shop.cart(), sale.ticket.sale_id, 1)
    shop.unchanged(lambda: no("approval.missing", lambda: shop.complete(cart, back(shop, cart, 280))))
    by_pin(shop, otherwise_request(cart.cart_id, 200)).result()
    shop.complete(cart, back(shop, cart, 280)).result()
    shop.check()


def test_as_it_came_nobody_is_asked(shop):
    sale = by_card(shop, 200)
    cart = receipt_return(shop.cart(), sale.ticket.sale_id, 1)
    shop.complete(cart, back(shop, cart, 80)).result()
    whole = receipt_return(shop.cart(), by_card(shop).ticket.sale_id, 1)
    shop.complete(whole, back(shop, whole, 0)).result()
    assert "act.approved" not in shop.kinds()


def test_what_no_way_here_leads_back_to_goes_in_cash(shop):
    """A wallet that this counter no longer has."""
    cart = shop.cart(("A", 1, 280))
    paid = shop.payment(cart).with_exact(shop.ids.mint(), TenderKind.WALLET, 280, "L1")
    sale = shop.complete(cart, paid).result()
    cart = receipt_return(shop.cart(), sale.ticket.sale_id, 1)
    kinds = (TenderKind.CASH, TenderKind.CARD, TenderKind.WALLET)
    complete = partial(shop.terminal.sell.complete, cart, shop.priced(cart), back(shop, cart, 280), "anna")
    shop.unchanged(lambda: no("approval.missing", lambda: complete(shop.quote(cart), back_with=kinds)))
    complete(shop.quote(cart)).result()


def test_cash_rounding_is_no_other_way(make_till):
    till = make_till(Shop(cash=CashRounding(10)))
    till.open_shift()
    staffed(till)
    cart = till.cart(("A", 1, 278))
    sale = till.complete(cart).result()
    cart = receipt_return(till.cart(), sale.ticket.sale_id, 1)
    paid = till.payment(cart)
    assert till.complete(cart, paid.with_cash(till.ids.mint(), paid.cash_due)).result().ticket.total == -280


def test_cancelling_is_allowed_for_no_more_money_than_was_shown(shop):
    cart = shop.cart(("A", 1, 280))
    taken = [Tender(shop.ids.mint(), TenderKind.CASH, minor, minor) for minor in (100, 50)]
    take, carts = shop.terminal.tenders.take, shop.terminal.carts
    take(cart, taken[0], "anna").result()
    by_pin(shop, void_request(cart.cart_id, "gone", 100)).result()
    take(cart, taken[1], "anna").result()
    ids = tuple(one.tender_id for one in taken)
    shop.unchanged(lambda: no("approval.missing", lambda: carts.void(cart, "gone", "anna", give_back=ids)))
    by_pin(shop, void_request(cart.cart_id, "gone", 150)).result()
    carts.void(cart, "gone", "anna", give_back=ids).result()
    shop.check()
