"""Members whom counters enrolled, merged and erased; points that counters earned, kept and spent."""

from __future__ import annotations

import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.central.bootstrap import BOXES, service
from app.central.contact import opened, turn
from app.central.database import write
from app.central.feed import contact_hash_key
from app.central.member import MemberForm, put_member
from app.central.tables import member
from app.contract.key import KeyAdopted
from app.contract.member import MemberConsented, MemberEnrolled, enrol_context
from app.vault.contact import contact_hash
from app.vault.sealing import seal
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, money, new_id, sale
from tests.central.pointing import RULES, move
from tests.central.served import served
from tests.central.test_message import MONTH, keys

PHONE, MAIL = "0912345678", "lin@example.com"


@pytest.fixture
def url(engine, clock):
    with served(service(engine, clock)) as at:
        yield at


def digest(engine, plain: str) -> str:
    [(seed,)] = rows(engine, "SELECT seed FROM centre")
    return contact_hash(contact_hash_key(bytes(seed)), plain)


def enrolled(engine, counter: Counter, *contacts: str, consents: tuple[str, ...] = ("membership",)) -> str:
    """Somebody becomes a member at a counter; the id."""
    turn(engine, BOXES, START)
    member_id = new_id()
    secret = json.dumps({"name": "林美萱", "phone": contacts[0], "email": ""}, ensure_ascii=False)
    box = seal(keys(engine)[0], secret.encode(), enrol_context(counter.id, member_id))
    body = MemberEnrolled(
        member_id=member_id, sealed=b64encode(box).decode(), name="林○萱", contact="***678",
        contact_hashes=tuple(digest(engine, one) for one in contacts), birthday="04-12", consents=consents,
    )  # fmt: skip
    counter.write(body, member_id)
    return member_id


def told(engine) -> dict[str, dict]:
    """The members as terminals are told them."""
    found = rows(engine, "SELECT key, body FROM change WHERE kind='member' AND deleted=0")
    return {str(key): json.loads(str(body)) for key, body in found}


def conflicts(engine) -> list[tuple[object, ...]]:
    return rows(engine, "SELECT kind, subject, outcome FROM conflict ORDER BY kind")


def test_two_counters_enrol_one_customer_and_the_points_of_both_are_one_balance(engine):
    one, other = Counter(engine).enlist(), Counter(engine).enlist()
    first, second = enrolled(engine, one, PHONE), enrolled(engine, other, PHONE, MAIL, consents=("offers",))
    move(one, first, 5)
    move(other, second, 7)
    one.push()
    other.push()
    other.push()
    other.write(MemberConsented(member_id=second, consents=("membership",)))
    other.push()
    assert (told(engine)[second]["merged_into"], told(engine)[second]["active"]) == (first, False)
    known = told(engine)[first]
    assert (known["points"], known["name"], known["birthday"], known["consents"]) == (
        12,
        "林○萱",
        "04-12",
        ["membership"],
    )
    assert known["contact_hashes"] == [digest(engine, PHONE), digest(engine, MAIL)]
    move(other, second, 3)
    other.push()
    assert told(engine)[first]["points"] == 15, "the alias lasts"
    assert conflicts(engine) == []


def test_points_spent_twice_offline_are_owed_and_somebody_hears(engine, counter):
    write(engine, lambda connection: put_member(connection, "M-1", MemberForm(name="林美萱", points=100)))
    other = Counter(engine).enlist()
    for one in (counter, other):
        move(one, "M-1", -80, "spent")
        one.push()
    move(counter, "M-9", 1)
    counter.push()
    assert told(engine)["M-1"]["points"] == -60
    assert conflicts(engine) == [("member.not_known", "M-9", "kept"), ("points.overspent", "M-1", "accepted")]


def test_of_forty_who_ask_for_one_balance_at_once_one_gets_it(engine, url):
    write(engine, lambda connection: put_member(connection, "M-1", MemberForm(name="林美萱", points=100)))
    counters = [Counter(engine).enlist() for _ in range(40)]

    def ask(counter: Counter) -> dict:
        with Asking(url, counter.token) as asking:
            return asking("POST", "/v1/holds/points", {"id": new_id(), "member_id": "M-1", "points": 60}).json()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, counters))
    assert [one["granted"] for one in answers].count(True) == 1
    assert {(one["reason"], one["free"]) for one in answers if not one["granted"]} == {("too_few", 40)}


def test_kept_points_are_spent_given_up_or_run_out(engine, url, counter, clock):
    write(engine, lambda connection: put_member(connection, "M-1", MemberForm(name="林美萱", points=100)))
    held, other = new_id(), new_id()
    with Asking(url, counter.token) as ask:
        for _ in range(2):  # a lost answer
            answer = ask("POST", "/v1/holds/points", {"id": held, "member_id": "M-1", "points": 60}).json()
            assert (answer["granted"], answer["free"]) == (True, 40)
        move(counter, "M-1", -60, "spent", held)
        counter.push()
        answer = ask("POST", "/v1/holds/points", {"id": other, "member_id": "M-1", "points": 41}).json()
        assert (answer["granted"], answer["free"]) == (False, 40), "spent once, not kept beside it"
        assert ask("POST", "/v1/holds/points", {"id": other, "member_id": "M-1", "points": 40}).json()["granted"]
        assert ask("POST", "/v1/holds/points/release", {"id": other}).json() == {"released": True}
        assert ask("POST", "/v1/holds/points", {"id": new_id(), "member_id": "M-1", "points": 40}).json()["granted"]
        clock.at += 16 * 60 * 1_000_000
        assert ask("POST", "/v1/holds/points", {"id": other, "member_id": "M-1", "points": 40}).json()["granted"]
        nobody = ask("POST", "/v1/holds/points", {"id": other, "member_id": "M-9", "points": 1}).json()
        assert (nobody["granted"], nobody["reason"]) == (False, "unknown")


def test_the_rules_of_points_are_told_to_every_terminal(engine, url, counter):
    with Asking(url, token(engine, "member")) as ask:
        assert ask("GET", "/v1/admin/loyalty").json() == {"loyalty": None}
        assert ask("PUT", "/v1/admin/loyalty", RULES).json() == {"changed": 1}
        assert ask("PUT", "/v1/admin/loyalty", RULES).json() == {"changed": 0}
        bad = ask("PUT", "/v1/admin/loyalty", RULES | {"earn": {"minor": 0, "currency": "TWD"}})
        assert (bad.status_code, bad.json()["code"]) == (400, "member.malformed")
    assert rows(engine, "SELECT key FROM change WHERE kind='loyalty'") == [("points",)]


def test_what_a_member_bought_in_the_stores_and_online(engine, url, counter):
    write(engine, lambda connection: put_member(connection, "M-1", MemberForm(name="林美萱")))
    counter.write(sale(("A", 2), ("B", 1), number="N1").model_copy(update={"member_id": "M-1"}))
    counter.push()
    order = {
        "code": "P1", "customer": "x", "member_id": "M-1", "total_minor": 58, "paid_minor": 58,
        "lines": [{"sku": "A", "name": "A", "milli": 1000, "amount_minor": 58}],
    }  # fmt: skip
    with Asking(url, token(engine, "order")) as ask:
        assert ask("PUT", "/v1/admin/stores/S01/orders/o1", order).json() == {"changed": 1}
    with Asking(url, counter.token) as ask:
        found = ask("GET", "/v1/members/purchases", member="M-1").json()["purchases"]
        assert ask("GET", "/v1/members/purchases", member="M-9").status_code == 404
    bought = {(one["number"], one["place"], one["pieces"], one["total"]["minor"]) for one in found}
    assert bought == {("N1", "S01", 3, money(30).minor), ("P1", "", 1, 58)}


def test_an_erased_member_is_unreadable_once_the_key_of_before_is_gone(engine, url, counter, clock):
    member_id = enrolled(engine, counter, PHONE)
    counter.write(KeyAdopted(public=keys(engine)[0]))
    counter.push()
    with engine.connect() as connection:
        row = connection.execute(member.select()).one()
        assert json.loads(opened(connection, BOXES, row.sealed, row.sealed_context))["phone"] == PHONE
    path = f"/v1/admin/members/{member_id}"
    clock.at += 1_000_000
    with Asking(url, token(engine, "member")) as ask:
        assert ask("DELETE", path).json() == {"changed": 1}
        assert ask("DELETE", path).json() == {"changed": 0}
        assert ask("GET", f"{path}/erasure").json() == {"erased_at": clock.at, "is_pending": True}
        assert ask("PUT", path, {"name": "林"}).json()["code"] == "member.erased", "no id is used again"
        assert ask("POST", "/v1/admin/members/find", {"contact": PHONE}).json() == {"members": []}
        turn(engine, BOXES, START + MONTH)
        assert ask("GET", f"{path}/erasure").json()["is_pending"] is True, "the counter may still seal to it"
        counter.write(KeyAdopted(public=keys(engine)[0]))
        move(counter, member_id, 5)
        counter.push()
        turn(engine, BOXES, START + MONTH)
        assert ask("GET", f"{path}/erasure").json()["is_pending"] is False
    assert [(one["name"], one["active"]) for one in told(engine).values()] == [("", False)]
    assert rows(engine, "SELECT name, contact, contact_hash, sealed FROM member") == [("", "", None, None)]
    assert conflicts(engine) == []


def test_a_member_is_sealed_anew_when_the_key_turns(engine, counter):
    enrolled(engine, counter, PHONE)
    counter.write(KeyAdopted(public=keys(engine)[0]))
    counter.push()
    turn(engine, BOXES, START + MONTH)
    counter.write(KeyAdopted(public=keys(engine)[0]))
    counter.push()
    turn(engine, BOXES, START + MONTH)
    with engine.connect() as connection:
        row = connection.execute(member.select()).one()
        assert json.loads(opened(connection, BOXES, row.sealed, row.sealed_context))["name"] == "林美萱"
