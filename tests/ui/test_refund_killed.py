"""The machine stops in the middle of a return, or of a void: what its files hold then is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.config import Config
from app.domain.tender import TenderKind
from app.services.cart import restore
from app.services.tender import pending
from tests.db.conftest import Till, held
from tests.ui.counter import Counter
from tests.ui.refunding import find, show

Key = Qt.Key
Kill = Callable[[Counter], Till]


@pytest.fixture
def kill(tmp_path: Path) -> Iterator[Kill]:
    """Return a function that opens what lies on the disk at this moment, as after a kill."""
    opened: list[Till] = []

    def make(counter: Counter) -> Till:
        place = tmp_path / f"killed{len(opened)}"
        # The anchor is written a moment after what it covers: what is not yet in place was never there.
        shutil.copytree(counter.till.folder, place, ignore=shutil.ignore_patterns("*.lock", "lock", "*.new"))
        config = Config(place, counter.till.config.key_dir, "file", plain=True)
        opened.append(Till(config, counter.till.shop, counter.till.clock))
        return opened[-1]

    yield make
    for till in opened:
        till.close()


def chosen(counter: Counter, card: int = 0) -> None:
    """A sale of 580 is to come back whole; a part of it was paid by card."""
    till = counter.till
    cart = till.cart(("TEA", 2, 160), ("CUP", 1, 260))
    paid = till.payment(cart)
    if card:
        paid = paid.with_card(till.ids.mint(), card, "A12345")
    till.complete(cart, paid.with_cash(till.ids.mint(), paid.cash_due)).result()
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")


def test_before_the_money_is_given_back_nothing_is_and_afterwards_all_of_it(counter, kill):
    chosen(counter)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        till = kill(counter)
        assert till.kinds().count("sale.completed") == 1
        assert restore(till.reads) is None
        till.check()
    counter.settle()
    till = kill(counter)
    assert till.kinds().count("sale.completed") == 2
    assert restore(till.reads) is None
    till.check()


def test_between_the_card_and_the_cash_the_card_is_kept_with_its_cart(counter, kill):
    chosen(counter, card=300)
    counter.keys(Key.Key_F12)
    counter.settle()
    counter.keys(Key.Key_Return, "B777", Key.Key_Return)
    counter.settle()
    till = kill(counter)
    cart = restore(till.reads)
    assert [(one.sku, one.reason) for one in cart.returns] == [("TEA", "買錯"), ("CUP", "買錯")]
    (taken,) = pending(till.reads, cart.cart_id)
    assert (taken.kind, taken.amount, taken.reference) == (TenderKind.CARD, -300, "B777")
    till.check()


def test_a_void_is_all_or_nothing(counter, kill):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys("300", Key.Key_Return)
    counter.settle()
    with held(counter.till):
        counter.place.payment.void("客人取消", lambda: None)
        till = kill(counter)
        assert len(till.reads.pending_tenders()) == 1
        assert restore(till.reads) is not None
    counter.settle()
    till = kill(counter)
    assert till.reads.pending_tenders() == []
    assert restore(till.reads) is None
    assert till.kinds()[-2:] == ["tender.removed", "cart.voided"]
    till.check()
