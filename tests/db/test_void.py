"""A cart that is cancelled after money was taken for it."""

from __future__ import annotations

from functools import partial

import pytest

from app.domain.approval import Request
from app.domain.cart import Cart
from app.domain.tender import Tender, TenderKind
from app.services.cart import void_request
from tests.db.conftest import Till
from tests.db.staffed import PEOPLE, no, staffed


@pytest.fixture
def shop(till: Till) -> Till:
    """Return a till with an open shift and people."""
    staffed(till)
    return till


def by_pin(till: Till, request: Request):
    return till.terminal.approvals.approve_by_pin(request, "anna", "boss", PEOPLE["boss"][2])


def paid_in_part(till: Till) -> tuple[Cart, str]:
    cart = till.cart(("A", 1, 280))
    card = Tender(till.ids.mint(), TenderKind.CARD, 100, 100, "A1")
    till.terminal.tenders.take(cart, card, "anna").result()
    return cart, card.tender_id


def test_what_was_taken_is_given_back_with_the_cart_or_nothing_happens(shop):
    cart, tender_id = paid_in_part(shop)
    carts = shop.terminal.carts
    void = partial(carts.void, cart, "gone", "anna")
    shop.unchanged(lambda: no("approval.missing", partial(void, give_back=(tender_id,))))
    by_pin(shop, void_request(cart.cart_id, "gone", 100)).result()
    shop.unchanged(lambda: no("tender.pending", void))
    for _ in range(2):
        void(give_back=(tender_id,)).result()
    assert shop.kinds()[-2:] == ["tender.removed", "cart.voided"]
    assert shop.reads.pending_tenders() == []
    assert shop.reads.autosave() is None
    shop.check()
