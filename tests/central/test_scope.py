"""What a token of one store, or one that only reads, is told of the whole chain; and how often anybody may guess."""

from __future__ import annotations

import json

import pytest

from app.central import member
from app.central.bootstrap import service
from app.central.campaign import CouponsForm, make_coupons, put_campaign
from app.central.database import write
from app.central.rate import HOUR, Rate
from app.central.setup import put_store
from app.contract.campaign import CampaignItem
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter
from tests.central.served import served

CAMPAIGN = CampaignItem(name="夏", code="SUMMER", starts_at=0, ends_at=None, offline="denied")
PHONE = {"contact": "0912-345-678"}


@pytest.fixture
def url(engine, clock):
    write(engine, lambda connection: put_store(connection, "S01", "本店", "Asia/Taipei", "TWD", START))
    with served(service(engine, clock)) as one:
        yield one


def test_codes_of_coupons_are_told_to_who_makes_them_alone(engine, url) -> None:
    """A code is money: a list that anybody who reads may have would be a wallet."""
    write(engine, lambda connection: put_campaign(connection, "c1", CAMPAIGN, START))
    write(engine, lambda connection: make_coupons(connection, "c1", CouponsForm(codes=("SUMMER/1", "SUMMER/2"))))
    path, counts = "/v1/admin/campaigns/c1/coupons", {"open": 2, "used": 0, "withdrawn": 0, "allotted": 0}
    for secret in (
        token(engine, "campaign.read"),
        token(engine, "campaign.read", store="S01"),
        token(engine, "campaign", store="S01"),
    ):
        with Asking(url, secret) as ask:
            assert ask("GET", path).json() == {"coupons": [], "counts": counts}
            assert "SUMMER" in ask("GET", "/v1/admin/campaigns").text, "its terms every terminal has"
    with Asking(url, token(engine, "campaign")) as ask:
        ask("DELETE", f"{path}/SUMMER/1")
        found = ask("GET", path).json()
        assert [one["code"] for one in found["coupons"]] == ["SUMMER/1", "SUMMER/2"]
        assert found["counts"] == {"open": 1, "used": 0, "withdrawn": 1, "allotted": 0}


def test_a_store_finds_a_member_and_lists_none(engine, url) -> None:
    with Asking(url, token(engine)) as ask:
        ask("PUT", "/v1/admin/members/m1", {"name": "林美萱", **PHONE})
        assert len(ask("GET", "/v1/admin/members").json()["members"]) == 1
    with Asking(url, token(engine, "member.read", store="S01")) as ask:
        answer = ask("GET", "/v1/admin/members")
        assert (answer.status_code, answer.json()["code"]) == (403, "token.other_store")
        [found] = ask("POST", "/v1/admin/members/find", PHONE).json()["members"]
        assert (found["id"], found["member"]["name"]) == ("m1", "林○萱")
    with Asking(url, token(engine, "stock")) as ask:
        assert ask("POST", "/v1/admin/members/find", PHONE).status_code == 403


def test_nobody_tries_number_after_number(engine, url, clock, monkeypatch) -> None:
    monkeypatch.setattr(member, "LOOK_UPS", Rate("member.find", 3))
    counter, other = Counter(engine).enlist(), Counter(engine).enlist()
    office = token(engine, "member.read")
    for secret, path in ((counter.token, "/v1/members/find"), (office, "/v1/admin/members/find")):
        with Asking(url, secret) as ask:
            clock.at = START
            assert [ask("POST", path, PHONE).status_code for _ in range(3)] == [200] * 3
            clock.at = START + HOUR // 2
            refused = ask("POST", path, PHONE)
            assert (refused.status_code, refused.json()["code"]) == (429, "request.too_many")
            assert refused.headers["Retry-After"] == "1800"
            clock.at = START + HOUR
            assert ask("POST", path, PHONE).status_code == 200
    with Asking(url, other.token) as ask:
        assert ask("POST", "/v1/members/find", PHONE).status_code == 200
    whose = {who for (who,) in rows(engine, "SELECT who FROM rate")}
    assert whose == {f"terminal:{counter.id}", f"terminal:{other.id}", "token:tests"}


def test_no_contact_in_an_order_reaches_a_terminal(engine, url) -> None:
    order = {
        "code": "P1", "customer": "0912345678 Wang", "total_minor": 58,
        "note": "到了打０９１２－３４５－６７８，或寄 wang.da@example.com；3/5 10:30",
        "lines": [{"sku": "A", "name": "A", "milli": 1000, "amount_minor": 58}],
    }  # fmt: skip
    with Asking(url, token(engine, "order", "member")) as ask:
        assert ask("PUT", "/v1/admin/stores/S01/orders/o1", order).json() == {"changed": 1}
        assert ask("PUT", "/v1/admin/stores/S01/orders/o1", order).json() == {"changed": 0}, "the same again"
        long = {**order, "code": "P2", "note": "a@b.tw " * 285}
        assert ask("PUT", "/v1/admin/stores/S01/orders/o2", long).json() == {"changed": 1}, "masked it is longer"
        ask("PUT", "/v1/admin/members/m1", {"name": "0987654321 Lin"})
    told = rows(engine, "SELECT body FROM change WHERE kind = 'order' AND key = 'o1'")
    body = json.loads(str(told[0][0]))
    assert (body["customer"], body["note"]) == ("***678 W***", "到了打***678，或寄 w***@example.com；3/5 10:30")
    everything = str([rows(engine, f"SELECT * FROM {name}") for name in ("change", "pickup_order", "member")])
    for raw in ("0912345678", "３４５", "wang", "0987654321"):
        assert raw not in everything
