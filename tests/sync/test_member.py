"""Members with a real centre: found, enrolled without the network and merged, points earned and taken back.

And that nothing of who they are lies readable in any byte of a terminal's files.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.bootstrap import enrol_terminal
from app.bootstrap.contact import make_contacts
from app.bootstrap.copies import back_up
from app.bootstrap.member import make_members
from app.bootstrap.questions import Questions
from app.central import enrol as enrolling
from app.central.bootstrap import BOXES
from app.central.contact import turn
from app.central.database import write
from app.central.member import MemberForm, erase, put_member
from app.central.points import put_loyalty
from app.config import Config
from app.contract.member import LoyaltyItem, LoyaltyTier
from app.contract.wire import WireMoney
from app.domain.cart import Member
from app.domain.codes.identify import MemberCode
from app.domain.errors import UserError
from app.domain.member import Consent, Enrolment
from app.services.member import Members
from app.sync.gateway import Address, Gateway
from tests.central.conftest import START, rows
from tests.db.conftest import CountedIds, Till, refused
from tests.sync.conftest import Linked, Turns

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NAME, PHONE, MAIL = "歐陽靜怡", "0987654321", "jingyi.ouyang@example.com"
AGREES = frozenset({Consent.MEMBERSHIP, Consent.OFFERS})
FORM = Enrolment(NAME, "0987-654-321", MAIL.upper(), "4/12", AGREES)
TWD = "TWD"
#: Bytes that chance alone does not write.
SHORTEST = 6
RULES = LoyaltyItem(
    earn=WireMoney(minor=10, currency=TWD),
    spend=WireMoney(minor=1, currency=TWD),
    tiers=(LoyaltyTier(tier="gold", name="金穗會員", name_en="Gold", earn_ppm=2_000_000),),
)


class Desk:
    """A till whose members are known, and what goes between it and the centre when somebody says so."""

    def __init__(self, till: Till, sync: Turns) -> None:
        self.till = till
        self.sync = sync
        self.questions = Questions(till.terminal)
        self.is_online = True
        self.members: Members = make_members(till.terminal, self.questions, lambda: self.is_online, lambda _: 0)

    def settle(self) -> None:
        """Everything goes to and fro."""
        self.sync.engine.changed()
        self.sync.last(100)
        make_contacts(self.till.terminal).adopt()
        self.sync.engine.changed()
        self.sync.last(100)

    def sell(self, member_id: str, *goods, tier: str = ""):
        cart = replace(self.till.cart(*goods), member=Member(member_id, tier))
        return self.till.complete(cart).result()

    def enrol(self, form: Enrolment = FORM):
        return self.members.enrol(form, self.till.ids.mint(), "anna").result()

    def points(self, member_id: str) -> int:
        card = self.members.shown(Member(member_id))
        assert card is not None
        return card.points


@pytest.fixture
def desk(engine: Engine, linked: Linked):
    """A till that has told its centre everything and was told a contact key, the rules and three members."""

    def furnish(connection) -> None:
        put_loyalty(connection, RULES)
        known = (("M-1", "林雅萱", "gold", 100, "0900-000-193"), ("M-2", "林萱", "", 5, "0911-222-333"))
        for member_id, name, tier, points, contact in known:
            put_member(connection, member_id, MemberForm(name=name, tier=tier, points=points, contact=contact))
        put_member(connection, "M-3", MemberForm(name="Mary Lin", contact="mary@shop.tw"))

    write(engine, furnish)
    turn(engine, BOXES, START)
    linked.till.open_shift(1_000)
    made = Desk(linked.till, linked.sync())
    made.settle()
    yield made
    made.questions.close()


def ids(cards) -> list[str]:
    return [one.member_id for one in cards]


def test_a_member_is_found_as_people_ask(desk):
    find = desk.members.find
    assert ids(find("193")) == ["M-1"]
    assert ids(find("M-2")) == ["M-2"]
    assert sorted(ids(find("林"))) == ["M-1", "M-2"]
    assert ids(find("林雅萱")) == ids(find("林○萱")) == ["M-1"]
    assert ids(find("mary")) == ["M-3"]
    assert ids(find("0911 222 333")) == ids(find("+886911222333")) == ["M-2"]
    assert find("陳") == find("999") == find("") == ()
    assert ids([desk.members.by_code(MemberCode("M-1"))]) == ["M-1"]
    assert desk.members.by_code(MemberCode("nobody")) is None
    card = desk.members.shown(Member("M-1"))
    assert (card.name, card.tier_name, card.points, card.contact) == ("林○萱", "金穗會員", 100, "***193")
    assert card.points_at == desk.till.clock.now()


def test_a_contact_is_looked_up_here_and_then_at_the_centre(engine, desk):
    write(engine, lambda connection: put_member(connection, "M-9", MemberForm(name="王大明", contact=PHONE)))
    found = desk.members.look_up("0987-654-321").result(20)
    assert (ids(found.cards), found.is_asked) == (["M-9"], True)
    assert desk.members.look_up("0911222333").result(20).cards[0].member_id == "M-2"
    assert desk.members.look_up("0900000000").result(20).cards == ()
    assert desk.members.recent("M-1").result(20) == ()
    sale = desk.sell("M-1", ("A", 2, 50))
    desk.settle()
    [bought] = desk.members.recent("M-1").result(20)
    assert (bought.number, bought.place, bought.pieces, bought.minor) == (sale.number, "Main", 2, 100)


def test_points_are_earned_taken_back_and_never_counted_twice(desk):
    sale = desk.sell("M-1", ("A", 3, 55), ("B", 1, 40))  # 205: twice 20.5
    assert desk.points("M-1") == 141
    [told] = desk.members.points_of(sale.ticket.sale_id)
    assert (told.name, told.moved, told.spent, told.points) == ("林○萱", 41, 0, 141)
    desk.settle()
    assert desk.points("M-1") == 141, "the centre's balance has them now"
    for expected in (130, 119, 108):  # of 41, what the rest would have earned stays
        desk.till.give_back((sale, 1, 1))
        assert desk.points("M-1") == expected
    desk.settle()
    assert desk.points("M-1") == 108
    desk.till.give_back((sale, 2, 1))
    assert desk.points("M-1") == 100
    desk.settle()
    assert desk.points("M-1") == 100
    desk.till.check()


def test_a_customer_becomes_a_member_without_the_network_and_the_centre_merges(desk, other):
    card = desk.enrol()
    assert (card.name, card.contact, card.birthday, card.is_new) == ("歐○○怡", "***321", "04-12", True)
    assert card.consents == AGREES
    assert ids(desk.members.find("321")) == ids(desk.members.find(PHONE)) == [card.member_id]
    desk.sell(card.member_id, ("A", 1, 100))
    assert desk.points(card.member_id) == 10

    again = other.enrol(replace(FORM, email="", consents=frozenset({Consent.MEMBERSHIP})))
    other.sell(again.member_id, ("A", 1, 50))
    for one in (desk, other, desk, other):
        one.settle()
    for one in (desk, other):
        for member_id in (card.member_id, again.member_id):
            known = one.members.shown(Member(member_id))
            assert (known.member_id, known.points, known.is_new) == (card.member_id, 15, False)
        assert ids(one.members.find(PHONE)) == [card.member_id]
        one.till.check()
    agreed = desk.members.consent(card.member_id, [Consent.MEMBERSHIP], desk.till.ids.mint(), "anna").result()
    assert agreed.consents == {Consent.MEMBERSHIP}
    desk.settle()
    other.settle()
    assert other.members.shown(Member(card.member_id)).consents == {Consent.MEMBERSHIP}


class Second(Till):
    """A till whose ids are its own."""

    def __post_init__(self) -> None:
        self.ids = CountedIds(self.clock, 50_000)
        self.open()


@pytest.fixture
def other(engine: Engine, linked: Linked, desk: Desk, tmp_path: Path):
    """Another till of the store."""
    till = Second(Config(tmp_path / "other", tmp_path / "other-keys", "file", plain=True))
    code = write(engine, lambda connection: enrolling.make_code(connection, "S01", 2, START))
    enrol_terminal(till.terminal, linked.url, code)
    till.open_shift(1_000)
    membership = till.terminal.secrets.membership()
    gateway = Gateway(Address(linked.url, membership.token))
    made = Desk(till, Turns(till.terminal, gateway))
    made.settle()
    yield made
    made.questions.close()
    gateway.close()
    till.close()


def test_who_says_too_little_is_no_member(desk):
    refused(UserError, "member.no_consent", lambda: desk.enrol(replace(FORM, consents=frozenset())))
    refused(UserError, "member.not_a_phone", lambda: desk.enrol(replace(FORM, phone="12")))
    member_id = desk.till.ids.mint()
    first = desk.members.enrol(FORM, member_id, "anna").result()
    assert desk.members.enrol(FORM, member_id, "anna").result() == first, "a double press"
    assert desk.till.kinds().count("member.enrolled") == 1
    unknown = desk.members.consent("nobody", [], desk.till.ids.mint(), "anna")
    refused(UserError, "member.unknown", unknown.result)


def written(text: str) -> dict[str, bytes]:
    """How a text may lie in a file: in each of its encodings, also within other base64."""
    found = {}
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = text.encode(encoding)
        found[encoding] = raw
        for shift in range(3):  # where in a longer text it begins decides how base64 writes it
            coded = base64.b64encode(b"\0" * shift + raw)
            found[f"base64 {encoding} {shift}"] = coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]
    found["escaped"] = text.encode("unicode_escape")
    return {how: raw for how, raw in found.items() if len(raw) >= SHORTEST}


def readable(folders: list[Path], texts: list[str]) -> set[tuple[str, str]]:
    """Which texts lie in the bytes of some folders' files, and how."""
    found = set()
    for folder in folders:
        for path in folder.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            for text in texts:
                found |= {(text, how) for how, raw in written(text).items() if raw in content}
    return found


@pytest.mark.parametrize("how", ["utf-8", "utf-16-le", "base64 utf-8 0", "base64 utf-16-le 1", "escaped"])
def test_the_search_finds_what_is_planted(desk, how):
    (desk.till.folder / "planted").write_bytes(b"\x00x" + written(PHONE if how != "escaped" else NAME)[how] + b"y")
    assert {one for _, one in readable([desk.till.folder], [NAME, PHONE])} >= {how}


def test_nothing_of_who_was_enrolled_lies_readable_in_any_byte(desk, tmp_path):
    numbers = [PHONE, PHONE[1:], "0987-654-321", "+886987654321"]
    texts = [NAME, *numbers, MAIL, MAIL.partition("@")[0], MAIL.upper()]
    desk.members.find(NAME)
    desk.members.look_up(PHONE).result(20)
    desk.enrol()
    sale = desk.sell(desk.members.find("321")[0].member_id, ("A", 1, 100))
    asked = make_contacts(desk.till.terminal).mail_receipt(
        sale.ticket.sale_id, MAIL, "zh_TW", desk.till.ids.mint(), "anna"
    )
    assert asked.result() == "j***@example.com"
    desk.settle()
    back_up(desk.till.config)
    folders = [desk.till.folder, tmp_path]
    assert readable(folders, ["歐○○怡"]), "the mask is there"
    assert readable(folders, texts) == set()


def test_who_is_erased_is_forgotten_at_the_counter_too(engine, desk):
    card = desk.enrol()
    desk.settle()
    write(engine, lambda connection: erase(connection, card.member_id, START))
    desk.settle()
    for text in ("321", PHONE, card.member_id, "歐"):
        assert desk.members.find(text) == (), text
    assert rows(engine, "SELECT sealed FROM member WHERE erased_at IS NOT NULL") == [(None,)]
