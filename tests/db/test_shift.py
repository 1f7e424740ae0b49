from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap.printing import make_papers
from app.contract.journal import ShiftOpened, read_body
from app.domain.cart import (
    CartReturn,
    Discount,
    DiscountKind,
    Override,
    add_return,
    remove_line,
    set_discount,
    set_override,
)
from app.domain.errors import ConflictError, UserError
from app.domain.money import GBP, MOST
from app.domain.quantity import Price, pieces
from app.domain.shift import Remark
from app.domain.shop import Shop
from app.domain.tender import CashRounding, Tender, TenderKind
from app.services.drawer import Drawer
from app.services.receipt import sealed_of
from app.services.shift import Closing, read
from tests.db.conftest import Till, refused


def close(till: Till, shift_id: str, counted: int, entry_id=None, reason=""):
    return till.terminal.shifts.close(shift_id, counted, entry_id or till.ids.mint(), "bert", reason).result()


def test_a_day_at_the_counter(either):
    till = either
    assert till.reads.open_shift().number == 1
    a = till.sell(("A", 2, 105), ("B", 1, 50))
    cart = till.cart(("A", 1, 105))
    card = Tender(till.ids.mint(), TenderKind.CARD, 100, 100, "x")
    till.terminal.tenders.take(cart, card, "anna").result()
    paid = till.payment(cart).with_card(card.tender_id, 100, "x").with_cash(till.ids.mint(), 50)
    till.complete(cart, paid).result()
    till.give_back((a, 1, 1))
    swap = till.return_cart((a, 2, 1), cart=till.cart(("C", 1, 80)))
    till.complete(swap).result()
    reading = read(till.reads)
    assert reading == read(till.reads)  # an X changes nothing
    sums = reading.sums
    assert (sums.sales, sums.refunds, sums.sold, sums.returned) == (3, 1, 445, 155)
    assert sums.tenders == (("card", 1, 100), ("cash", 4, 190))
    assert reading.expected == 1_000 + 190 == 1_000 + 260 + 5 - 105 + 30
    head = till.reads.head()
    z = close(till, reading.shift.shift_id, 1_187, reason="a coin")
    assert (z.z_number, z.sales, z.refunds, z.expected.minor, z.counted.minor) == (1, 3, 1, 1_190, 1_187)
    assert (z.over_short.minor, z.reason, z.opening_float.minor) == (-3, "a coin", 1_000)
    assert (z.first_seq, z.last_seq, z.entries) == (3, head.seq, head.seq - 2)
    assert z.head == head.hash.hex()
    assert z.acknowledged == 0
    assert [(t.tax_class, t.rate_ppm, t.taxed.minor, t.tax.minor) for t in z.taxes] == [("standard", 50_000, 276, 14)]
    assert sum(one.amount.minor for one in z.tenders) == z.sold.minor - z.returned.minor
    refused(UserError, "shift.not_open", lambda: read(till.reads))
    till.check()


def test_what_the_centre_holds_is_counted(till):
    till.sell(("A", 1, 1))
    seq = till.reads.head().seq
    till.sell(("A", 1, 1))
    till.terminal.store.writer.on_connection(
        lambda connection: connection.execute("INSERT INTO mark VALUES('centre', 1, ?, x'00')", (seq,))
    ).result()
    assert till.close_shift().acknowledged == 1


def test_shifts_and_zs_are_numbered_one_by_one(either):
    till = either
    till.close_shift(1_000)
    for number in (2, 3, 4):
        shift_id = till.open_shift(10 * number)
        if number == 3:
            till.reopen()
        assert till.reads.open_shift().number == number
        z = close(till, shift_id, 10 * number + number)
        assert (z.z_number, z.over_short.minor) == (number, number)
    assert till.query("SELECT last_shift, last_z FROM numbering") == [(4, 4)]
    till.check()


def test_the_last_count_is_what_is_expected_next(till):
    till.close_shift(777)
    till.open_shift(770)
    texts = [text for (text,) in till.query("SELECT body FROM journal WHERE kind='shift.opened' ORDER BY seq")]
    first, second = (read_body("shift.opened", 1, text) for text in texts)
    assert isinstance(first, ShiftOpened)
    assert first.expected_float is None
    assert (second.expected_float.minor, second.opening_float.minor) == (777, 770)


def test_opening_and_closing_happen_once(either):
    till = either
    till.close_shift(1_000)
    shift_id, entry_id = till.ids.mint(), till.ids.mint()
    opened = [till.terminal.shifts.open(shift_id, 50, "anna").result() for _ in range(3)]
    assert opened[0] == opened[1] == opened[2]
    refused(ConflictError, "act.id_means_another", till.terminal.shifts.open(shift_id, 51, "anna").result)
    refused(UserError, "shift.already_open", till.terminal.shifts.open(till.ids.mint(), 50, "anna").result)
    till.sell(("A", 1, 30))
    sealed = [close(till, shift_id, 80, entry_id) for _ in range(3)]
    assert sealed[0] == sealed[1] == sealed[2]
    till.reopen()
    assert close(till, shift_id, 80, entry_id) == sealed[0]
    refused(ConflictError, "act.id_means_another", lambda: close(till, shift_id, 81, entry_id))
    refused(ConflictError, "act.id_means_another", lambda: close(till, till.ids.mint(), 80, entry_id))
    refused(ConflictError, "act.id_means_another", lambda: close(till, shift_id, 80, shift_id))
    refused(UserError, "shift.not_open", lambda: close(till, shift_id, 80))
    refused(UserError, "shift.not_open", lambda: close(till, till.ids.mint(), 80))
    assert till.kinds().count("shift.closed") == 2
    till.check()


def test_an_id_of_another_act_opens_no_shift(till):
    sale = till.sell(("A", 1, 1))
    till.close_shift()
    late = till.terminal.shifts.open(sale.ticket.sale_id, 0, "anna")
    till.unchanged(lambda: refused(ConflictError, "journal.id_taken", late.result))


def test_money_without_a_sale_keeps_the_shift_open(till):
    cart = till.cart(("A", 1, 100))
    card = Tender(till.ids.mint(), TenderKind.CARD, 60, 60, "x")
    till.terminal.tenders.take(cart, card, "anna").result()
    error = till.unchanged(lambda: refused(UserError, "tender.pending", till.close_shift))
    assert error.params == {"cart_id": cart.cart_id}
    till.terminal.tenders.remove(cart.cart_id, card.tender_id, till.ids.mint(), "anna").result()
    till.close_shift()


def test_parked_carts_move_on_and_are_counted(till):
    carts = [till.cart(("A", 1, 100)) for _ in range(3)]
    for cart in carts:
        till.terminal.carts.park(cart, "x", till.ids.mint(), "anna").result()
    till.terminal.carts.recall(carts[0].cart_id, till.ids.mint(), "anna").result()
    till.terminal.carts.void(carts[1], "x", "anna").result()
    assert till.close_shift(1_000).parked == 1
    till.open_shift()
    fetched = till.terminal.carts.recall(carts[2].cart_id, till.ids.mint(), "anna").result()
    assert till.complete(fetched).result().ticket.total == 100
    assert till.close_shift().parked == 0
    till.check()


@pytest.mark.parametrize("amount", [-1, MOST + 1])
def test_amounts_that_cannot_be_are_refused_at_once(till, amount):
    shift_id = till.reads.open_shift().shift_id
    refused(UserError, "shift.bad_count", lambda: till.terminal.shifts.close(shift_id, amount, "e", "anna"))
    refused(UserError, "shift.bad_float", lambda: till.terminal.shifts.open(till.ids.mint(), amount, "anna"))


def test_the_trading_day_is_frozen_at_the_opening(make_till):
    till = make_till(Shop(day_starts_minute=180))
    till.clock.at = 1_772_737_200_000_000 - 1_000_000  # 2026-03-06 02:59:59 in Taipei
    till.open_shift()
    till.clock.move(86_400)
    sale = till.sell(("A", 1, 1))
    z = till.close_shift(1)
    assert sale.business_on == z.business_on == "2026-03-05"
    days = {day for (day,) in till.query("SELECT business_on FROM journal WHERE shift_id IS NOT NULL")}
    assert days == {"2026-03-05"}
    till.open_shift()
    assert till.reads.open_shift().business_on == "2026-03-06"


def test_a_cash_refund_can_leave_less_than_nothing_to_expect(make_till):
    """More went out than came in, as when yesterday's money lies in the safe."""
    till = make_till(Shop(currency=GBP, cash=CashRounding(5)))
    till.open_shift()
    sale = till.sell(("A", 1, 1_002))
    till.close_shift(1_000)
    till.open_shift()
    till.give_back((sale, 1, 1))
    z = till.close_shift(0)
    assert (z.expected.minor, z.over_short.minor, z.rounding.minor) == (-1_000, 1_000, 2)
    till.check()


def test_an_empty_shift_has_a_z_too(till):
    z = till.close_shift(1_000)
    assert (z.sales, z.refunds, z.tenders, z.taxes, z.over_short.minor) == (0, 0, (), (), 0)
    assert z.entries == 1
    till.check()


def test_a_count_by_denomination_is_what_it_comes_to(till):
    """And it is on the Z, in its entry and on its paper."""
    till.sell(("TEA", 1, 300))
    shift_id = till.reads.open_shift().shift_id
    wrong = Closing(counts=((1_000, 1), (100, 2)))
    refused(
        UserError, "shift.bad_count", lambda: till.terminal.shifts.close(shift_id, 1_300, "x", "anna", closing=wrong)
    )
    told = Closing(counts=((1_000, 1), (100, 3), (50, 0)), float_left=1_000, slips=(("card", 2),))
    entry_id = till.ids.mint()
    z = till.terminal.shifts.close(shift_id, 1_300, entry_id, "anna", closing=told).result()
    assert [(one.face.minor, one.count) for one in z.counts][:2] == [(1_000, 1), (100, 3)]
    texts = make_papers(till.terminal).z(entry_id, "zh_TW").texts()
    for text in ("× 3", "相符", "留作下一班", "單據張數"):
        assert text in texts
    counted = ((100, 5),)
    refused(
        UserError, "shift.bad_float", lambda: till.terminal.shifts.open(till.ids.mint(), 600, "anna", counts=counted)
    )
    till.terminal.shifts.open(till.ids.mint(), 500, "anna", counts=counted).result()
    till.check()


def test_the_z_counts_what_was_done_by_hand(either):
    till = either
    carts = till.terminal.carts
    cart = till.cart(("A", 2, 100), ("B", 1, 50))
    card = Tender(till.ids.mint(), TenderKind.CARD, 60, 60, "x")
    till.terminal.tenders.take(cart, card, "anna").result()
    till.terminal.tenders.remove(cart.cart_id, card.tender_id, till.ids.mint(), "anna").result()
    note = till.ids.mint()
    for _ in range(2):  # a double press is one entry
        carts.note_removed(cart.cart_id, cart.lines[0], note, "anna").result()
    carts.void(remove_line(cart, 1), "left", "anna").result()
    carts.void(till.cart(("A", 1, 30)), "never paid", "anna").result()
    priced = till.cart(("A", 2, 100), ("B", 2, 100))
    priced = set_override(priced, 1, Override(Price(80), "label"))
    priced = set_discount(priced, 2, Discount(DiscountKind.AMOUNT, 20, "dented"))
    till.complete(replace(priced, discount=Discount(DiscountKind.PERCENT, 100_000, "staff"))).result()
    bare = CartReturn(0, "C", "c", pieces(1), price=Price(70), reason="no receipt")
    till.complete(add_return(till.cart(), bare)).result()
    shift = till.reads.open_shift()
    wanted = (
        Remark("voided", 2, 80), Remark("line_removed", 1, 200), Remark("tender_removed", 1, 60),
        Remark("override", 1, 40), Remark("discount", 2, 54), Remark("bare_return", 1, 70),
    )  # fmt: skip
    assert till.reads.shift_remarks(shift) == wanted == till.reads.shift_flow(shift).remarks
    entry_id = till.ids.mint()
    close(till, shift.shift_id, 1_000, entry_id)
    assert sealed_of(till.reads, till.reads.entry(entry_id)).remarks == wanted
    till.open_shift(0)
    assert till.reads.shift_remarks(till.reads.open_shift()) == ()
    till.check()


def test_the_z_counts_drawers_opened_without_a_sale_and_carts_voided_after_payment(either):
    till = either
    drawer, carts = Drawer(till.terminal.desk), till.terminal.carts

    def paid_and_given_back():
        cart = till.cart(("A", 1, 100))
        card = Tender(till.ids.mint(), TenderKind.CARD, 60, 60, "x")
        till.terminal.tenders.take(cart, card, "anna").result()
        till.terminal.tenders.remove(cart.cart_id, card.tender_id, till.ids.mint(), "anna").result()
        return cart

    drawer.open(till.ids.mint(), "change", "anna").result()
    carts.void(paid_and_given_back(), "left", "anna").result()
    carts.void(till.cart(("A", 1, 1)), "never paid", "anna").result()
    waits = paid_and_given_back()
    assert till.reads.shift_watched(till.reads.open_shift()) == (1, 1)
    z = till.close_shift(1_000)
    assert (z.drawer_opened, z.voided) == (1, 1)
    till.terminal.store.archive()
    drawer.open(till.ids.mint(), "between shifts", "anna").result()
    till.open_shift(0)
    carts.void(waits, "left", "anna").result()  # what was given back in the shift before counts where it was voided
    flow = till.reads.shift_flow(till.reads.open_shift())
    assert (flow.drawer_opened, flow.voided) == (0, 1)
    entry_id = till.ids.mint()
    z = close(till, till.reads.open_shift().shift_id, 0, entry_id)
    assert (z.drawer_opened, z.voided) == (0, 1)
    sealed = sealed_of(till.reads, till.reads.entry(entry_id))
    assert (sealed.drawer_opened, sealed.voided) == (0, 1)
    till.check()
