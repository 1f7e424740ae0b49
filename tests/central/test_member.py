"""Members at the centre: who was merged is forgotten with who they became; nobody takes a contact over."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from app.central.bootstrap import BOXES
from app.central.contact import turn
from app.central.database import write
from app.central.member import MemberForm, erase, find, put_member
from app.central.message import Waiting, add
from app.central.rate import Rate
from app.contract.member import MemberEnrolled, enrol_context
from app.domain.errors import UserError
from app.vault.sealing import seal
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id
from tests.central.test_message import keys
from tests.central.test_points import MAIL, PHONE, conflicts, digest, enrolled, told
from tests.db.conftest import refused


def put(engine, member_id: str, **said: object) -> int:
    return write(engine, lambda connection: put_member(connection, member_id, MemberForm.model_validate(said)))


def found(engine, contact: str) -> list[str]:
    return [one.id for one in write(engine, lambda connection: find(connection, contact)).members]


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_who_is_erased_is_erased_under_every_id_they_had(engine, counter, asked):
    first = enrolled(engine, counter, PHONE)
    counter.push()
    last = enrolled(engine, counter, MAIL)
    counter.push()
    put(engine, "M-1", name="林美萱", contact="0987654321")
    put(engine, first, name="林美萱", active=False, merged_into=last)
    put(engine, last, name="林美萱", active=False, merged_into="M-1")
    for one in (first, last):
        waiting = Waiting(f"w-{one}", "ready", "S01", "o1", "zh_TW", "***678", b"x", "c", None, one)
        write(engine, lambda connection, waiting=waiting: add(connection, [waiting], START))
    ids = (first, last, "M-1")
    assert write(engine, lambda connection: erase(connection, ids[asked], START)) == 1
    assert write(engine, lambda connection: erase(connection, ids[asked - 1], START)) == 0
    columns = "name, contact, contact_hash, email_hash, birthday, consents, sealed, sealed_context, erased_at"
    assert rows(engine, f"SELECT DISTINCT {columns} FROM member") == [("", "", *[None] * 6, START)]
    assert rows(engine, "SELECT DISTINCT state, sealed, masked FROM message") == [("failed", None, "")]
    assert {
        (one["name"], one["contact"], one["active"], *one.get("contact_hashes", ())) for one in told(engine).values()
    } == {("", "", False)}
    assert told(engine)[first]["merged_into"] == last, "an alias is one for ever"


def test_an_enrolment_takes_nobody_elses_contact_over(engine, counter):
    put(engine, "M-1", name="王大明", contact=PHONE, consents=("profile",))
    stranger = enrolled(engine, counter, PHONE, MAIL, consents=("membership",))
    counter.push()
    known = told(engine)["M-1"]
    assert (known["contact_hashes"], known.get("birthday")) == ([digest(engine, PHONE)], None)
    assert known["consents"] == ["membership", "profile"]
    assert told(engine)[stranger]["merged_into"] == "M-1"
    assert rows(engine, "SELECT sealed FROM member WHERE id = 'M-1'") == [(None,)]
    assert found(engine, MAIL) == []
    assert conflicts(engine) == [("member.contact_new", "M-1", "kept")]


def test_the_phone_of_who_was_merged_or_put_out_can_enrol_again(engine, counter):
    put(engine, "M-1", name="王大明", contact=PHONE)
    put(engine, "M-2", name="王大明")
    put(engine, "M-1", name="王大明", active=False, merged_into="M-2")
    assert found(engine, PHONE) == ["M-2"]
    again = enrolled(engine, counter, PHONE)
    counter.push()
    assert told(engine)[again]["merged_into"] == "M-2"
    put(engine, "M-3", name="陳大文", contact=MAIL)
    put(engine, "M-3", name="陳大文", active=False)
    assert found(engine, MAIL) == []
    new = enrolled(engine, counter, MAIL)
    counter.push()
    assert found(engine, MAIL) == [new]
    assert (told(engine)["M-3"].get("contact_hashes"), told(engine)[new]["active"]) == (None, True)
    assert rows(engine, "SELECT state FROM entry WHERE state <> 'applied'") == []
    assert put(engine, "M-2", name="王大明", contact=PHONE) == 1, "what was theirs is given up"
    assert (found(engine, PHONE), told(engine)["M-1"].get("contact_hashes")) == (["M-2"], None)
    put(engine, "M-4", name="x")
    refused(UserError, "member.taken_contact", lambda: put(engine, "M-4", name="x", contact=PHONE))


def test_an_office_that_says_nothing_of_points_leaves_them(engine):
    put(engine, "M-1", name="王大明", points=120)
    put(engine, "M-1", name="王大明", tier="gold")
    assert (told(engine)["M-1"]["points"], told(engine)["M-1"]["tier"]) == (120, "gold")
    put(engine, "M-1", name="王大明", points=0)
    assert told(engine)["M-1"]["points"] == 0


def test_purchases_are_asked_for_so_many_times_and_only_by_the_members_own_id(engine, url, counter, monkeypatch):
    monkeypatch.setattr("app.central.purchase.LOOKS", Rate("member.purchases", 3))
    put(engine, "M-1", name="王大明")
    order = {
        "code": "P1", "customer": "x", "member_id": "M-2", "total_minor": 58, "paid_minor": 58,
        "note": '"member_id":"M-1"', "lines": [{"sku": "A", "name": "A", "milli": 1000, "amount_minor": 58}],
    }  # fmt: skip
    with Asking(url, token(engine, "order")) as ask:
        assert ask("PUT", "/v1/admin/stores/S01/orders/o1", order).json() == {"changed": 1}
        assert ask("PUT", "/v1/admin/stores/S01/orders/o2", order | {"code": "P2", "member_id": "M-1"}).is_success
    with Asking(url, counter.token) as ask:
        answers = [ask("GET", "/v1/members/purchases", member="M-1") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one["number"] for one in answers[0].json()["purchases"]] == ["P2"]


def test_a_box_that_is_no_members_own_changes_nothing_of_who_has_one(engine, counter):
    first = enrolled(engine, counter, PHONE)
    counter.push()
    before = rows(engine, "SELECT sealed FROM member")
    turn(engine, BOXES, START)
    other = Counter(engine).enlist()
    member_id = new_id()
    box = seal(keys(engine)[0], json.dumps({"email": "x@y.tw"}).encode(), enrol_context(other.id, member_id))
    body = MemberEnrolled(
        member_id=member_id, sealed=b64encode(box).decode(), name="x", contact="", birthday="", consents=(),
        contact_hashes=(digest(engine, PHONE),),
    )  # fmt: skip
    other.write(body)
    other.push()
    assert rows(engine, f"SELECT sealed FROM member WHERE id = '{first}'") == before
    assert conflicts(engine) == []
