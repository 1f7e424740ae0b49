"""Points as a way to pay, in the window and with a real centre: the member's code scanned, the rest in cash."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.central.database import reading, write
from app.central.key import signing_seed
from app.central.member import MemberForm, put_member
from app.central.points import put_loyalty
from app.contract.member import LoyaltyItem
from app.contract.wire import WireMoney
from app.domain.codes.signed import CodeKind
from app.domain.tender import TenderKind
from app.vault.code import sign_code
from app.vault.signature import Signer
from tests.ui.centre import Centre
from tests.ui.counter import Counter
from tests.ui.test_complete import steps

Key = Qt.Key
ONE, TEN = WireMoney(minor=1, currency="TWD"), WireMoney(minor=10, currency="TWD")


@pytest.fixture
def joined(counter: Counter, tmp_path):
    """A counter that was started anew after it heard of points and of a member who has 100."""
    centre = Centre(tmp_path)

    def furnish(connection) -> None:
        put_loyalty(connection, LoyaltyItem(earn=TEN, spend=ONE))
        put_member(connection, "M-1", MemberForm(name="林雅萱", points=100))

    write(centre.engine, furnish)
    counter.live.begin().result(20)
    counter.live.join(centre.url, centre.code(), False).result(20)
    counter.wait(lambda: counter.live.standing().is_filled)
    counter.restart()
    counter.live.begin().result(20)
    yield counter, centre
    counter.live.close()
    centre.close()


def code_of(centre: Centre) -> str:
    with reading(centre.engine) as connection:
        seed = signing_seed(connection)
    return sign_code(Signer(seed), CodeKind.MEMBER, "", "M-1", centre.now + 600_000_000)


def test_a_members_points_pay_a_part_and_the_paper_says_what_is_left(joined):
    counter, centre = joined
    code = code_of(centre)
    counter.goods(("A", 1, 545))
    counter.open("sell")
    counter.window.shell.scanned(code)
    assert counter.place.cart.cart.member.member_id == "M-1"
    counter.keys(Key.Key_F12)
    assert counter.where == "pay"
    counter.window.shell.scanned(code)
    counter.keys("45", Key.Key_Return)
    counter.settle()
    counter.wait(lambda: counter.place.bridge.is_idle and counter.place.payment.asked is None)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    paid = [(one.kind, one.amount) for one in counter.place.payment.last.sale.ticket.tenders]
    assert paid == [(TenderKind.POINTS, 45), (TenderKind.CASH, 500)]
    told = next(one for one in steps(counter) if "點數" in one)
    assert "林○萱" in told
    assert "105" in told, "of 100, 45 spent, 50 earned with what was paid otherwise"
    counter.wait(lambda: centre.count("SELECT points FROM member") == 105)
