"""The member's screens with a real terminal and centre: whole numbers are asked for, points come, somebody joins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.bootstrap import enrol_terminal
from app.bootstrap.contact import make_contacts
from app.bootstrap.sync import make_engine, make_feed
from app.central.bootstrap import BOXES
from app.central.contact import turn
from app.central.database import write
from app.central.member import MemberForm, put_member
from app.central.points import put_loyalty
from app.contract.member import LoyaltyItem, LoyaltyTier
from app.contract.wire import WireMoney
from app.domain.cart import Member
from app.runtime.standing import Link, Standing
from app.sync.gateway import Address, Gateway
from tests.central.conftest import START, rows
from tests.ui.centre import Centre
from tests.ui.selling import MILK, Selling

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PHONE, NAME = "0987654321", "歐陽靜怡"
RULES = LoyaltyItem(
    earn=WireMoney(minor=10, currency="TWD"),
    spend=WireMoney(minor=1, currency="TWD"),
    tiers=(LoyaltyTier(tier="gold", name="金穗會員", name_en="Gold", earn_ppm=2_000_000),),
)


class Joined:
    """A counter that belongs to a centre with rules of points and a member, at the sell screen."""

    def __init__(self, selling: Selling, centre: Centre) -> None:
        self.selling, self.centre, self.place = selling, centre, selling.place
        terminal = selling.counter.till.terminal
        enrol_terminal(terminal, centre.url, centre.code())
        kept = terminal.secrets.membership()
        assert kept is not None
        self.gateway = Gateway(Address(centre.url, kept.token))
        self.engine = make_engine(terminal, make_feed(terminal), self.gateway)
        form = MemberForm(name="林雅萱", tier="gold", points=100, contact="0900-000-193")
        write(centre.engine, lambda each: put_loyalty(each, RULES))
        write(centre.engine, lambda each: put_member(each, "M-1", form))
        turn(centre.engine, BOXES, START)
        self.settle()
        make_contacts(terminal).adopt()
        self.settle()
        self.place.counter = replace(self.place.counter, standing=lambda: Standing(Link.ONLINE))
        selling.open().scan(MILK)

    def settle(self) -> None:
        """Everything goes to and fro."""
        self.engine.ask()
        for _ in range(200):
            if self.engine.turn() != 0:
                return

    def journal(self) -> str:
        """All bodies of the journal."""
        store = self.selling.counter.till.terminal.store
        found = store.writer.on_connection(
            lambda connection: connection.execute("SELECT body FROM journal").fetchall()
        ).result()
        return "\n".join(str(body) for (body,) in found)


@pytest.fixture
def joined(selling: Selling, centre: Centre) -> Iterator[Joined]:
    made = Joined(selling, centre)
    yield made
    made.gateway.close()


def enrol(selling: Selling, phone: str) -> None:
    """Ask for a number that nobody has, and make its owner a member."""
    selling.keys(Key.Key_F10, phone, Key.Key_Return)
    selling.settle()
    selling.keys("N", held=CTRL)
    selling.commit(NAME)
    selling.keys(*[Key.Key_Tab] * 4, Key.Key_Space, Key.Key_Return)
    selling.settle()


def test_found_by_the_last_digits_a_member_earns_points_that_the_next_sale_shows(joined: Joined) -> None:
    selling = joined.selling
    selling.keys(Key.Key_F10, "193", Key.Key_Return)
    selling.settle()
    assert selling.cart.member == Member("M-1", "gold")
    selling.keys(Key.Key_F12, Key.Key_Return)
    selling.settle()
    assert any(one.startswith("會員點數 +19") for one in selling.counter.names())  # twice 9.9
    selling.counter.screen.deaf.stop()
    selling.keys(Key.Key_Return)
    selling.keys(Key.Key_F10)
    selling.commit("林雅萱")
    (row,) = selling.rows("符合的會員")
    assert row.startswith("林○萱, 金穗會員, 尾碼 193 · 119 點")


def test_a_whole_number_that_only_the_centre_knows_comes_into_the_cart(joined: Joined) -> None:
    write(joined.centre.engine, lambda each: put_member(each, "M-9", MemberForm(name="王大明", contact=PHONE)))
    joined.selling.keys(Key.Key_F10, PHONE, Key.Key_Return)
    joined.selling.settle()
    assert joined.selling.cart.member == Member("M-9")
    assert "王○明, 尾碼 321" in joined.selling.counter.names()


def test_with_and_without_the_centre_somebody_joins_and_the_journal_keeps_nothing_of_who(joined: Joined) -> None:
    selling = joined.selling
    enrol(selling, PHONE)
    first = selling.cart.member
    assert first is not None
    joined.settle()
    assert rows(joined.centre.engine, f"SELECT name FROM member WHERE id='{first.member_id}'") == [("歐○○怡",)]
    joined.centre.close()
    selling.keys(Key.Key_Escape)
    selling.tap("移除會員")
    enrol(selling, "0912000111")
    assert selling.cart.member not in {None, first}
    assert "連線後由總部合併" in selling.counter.names()
    written = joined.journal()
    assert "歐○○怡" in written
    assert not [one for one in (NAME, PHONE, PHONE[1:], "0912000111") if one in written]
