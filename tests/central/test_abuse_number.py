"""Numbers beyond any shop's: in any field of any request they are refused in a line, or kept and told to nobody."""

from __future__ import annotations

import json
import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.central import days
from app.central.apply import MOST_MINOR
from app.central.bootstrap import service
from app.central.database import reading, write
from app.contract.journal import write_body
from app.domain.money import MOST
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import DAY, money, sale
from tests.central.served import served

EXTREMES = [2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**400, -1]


def figures(engine, counter):
    with reading(engine) as connection:
        return days.sales_of(connection, counter.id, DAY, DAY)


def of(minor: int):
    return sale(("A", 1)).model_copy(update={"total": money(minor), "sold": money(minor)})


def test_a_sale_beyond_any_shops_is_kept_and_not_counted(engine, counter) -> None:
    counter.write(of(MOST_MINOR))
    counter.write(of(MOST_MINOR + 1))
    counter.write(of(-MOST))
    counter.push()
    assert rows(engine, "SELECT state FROM entry ORDER BY seq") == [("applied",), ("quarantine",), ("quarantine",)]
    assert rows(engine, "SELECT total_minor FROM sale") == [(MOST_MINOR,)]


@pytest.mark.parametrize("sign", [1, -1])
def test_sums_that_no_number_holds_are_told_as_the_last_one(engine, counter, url, sign) -> None:
    for minor in (7, -5, 2**24 + 3, -(2**24) * 3 - 1):
        counter.write(of(minor))
    counter.push()
    (told,) = figures(engine, counter)
    assert (told.sales, told.total_minor) == (4, 7 - 5 + 2**24 + 3 - 3 * 2**24 - 1)
    for _ in range(12):
        counter.write(of(sign * MOST_MINOR))
    counter.push()
    write(engine, lambda connection: connection.execute(text(f"UPDATE sale SET tax_minor = {sign * 2**62}")))
    (told,) = figures(engine, counter)
    assert (told.total_minor, told.tax_minor) == (sign * MOST, sign * MOST)
    with Asking(url, counter.token) as ask:
        asked = ask("GET", "/v1/journal/days", from_on=DAY, until_on=DAY)
        assert asked.json()["sales"][0]["total_minor"] == sign * MOST


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body["tenders"][0]["amount"].update(minor=10**400),
        lambda body: body["tenders"][0]["amount"].update(minor=1.5),
        lambda body: body["tenders"][0]["amount"].update(currency=None),
        lambda body: body["tenders"][0].update(kind="x" * 5_000),
        lambda body: body["lines"][0].update(rate_ppm=-7),
        lambda body: body["lines"][0].update(rate_ppm=10**40, tax_class=[]),
    ],
)
def test_a_day_with_a_body_that_nobody_understands_can_be_compared(counter, url, spoil) -> None:
    body = json.loads(write_body(sale(("A", 1))))
    spoil(body)
    counter.write_raw("sale.completed", 1, json.dumps(body))
    counter.write(sale(("A", 1)))
    counter.push()
    told = {
        "business_on": DAY, "runs": [], "facts": 0, "digest": "0" * 64, "sales": [], "tenders": [], "taxes": [],
    }  # fmt: skip
    with Asking(url, counter.token) as ask:
        answer = ask("POST", "/v1/journal/days/compare", told)
    assert answer.status_code == 200
    assert answer.json()["held"]["facts"] == 2


def test_a_day_of_more_kinds_than_an_answer_takes_can_be_compared(engine, counter, url, monkeypatch) -> None:
    monkeypatch.setattr("app.central.compare.MOST_RUNS", 2)
    monkeypatch.setattr("app.central.compare.MOST_SUMS", 2)
    monkeypatch.setattr("app.central.days.MOST_SUMS", 2)
    for number, currency in enumerate(("TWD", "JPY", "EUR")):
        body = json.loads(write_body(sale(("A", 1))))
        body["total"]["currency"] = body["tenders"][0]["amount"]["currency"] = currency
        body["lines"][0]["tax_class"] = currency
        counter.epoch = number + 1
        counter.write_raw("sale.completed", 1, json.dumps(body))
    counter.push()
    told = {
        "business_on": DAY, "runs": [], "facts": 0, "digest": "0" * 64, "sales": [], "tenders": [], "taxes": [],
    }  # fmt: skip
    with Asking(url, counter.token) as ask:
        held = ask("POST", "/v1/journal/days/compare", told).json()["held"]
    assert [len(held[name]) for name in ("runs", "sales", "tenders", "taxes")] == [2] * 4


def test_a_level_that_terminals_moved_beyond_any_shops_is_told_as_the_last_one(engine, counter, url) -> None:
    counter.write(sale(("A", 1)))
    counter.push()
    write(engine, lambda connection: connection.execute(text("UPDATE stock SET on_hand = -10000000000000000")))
    with Asking(url, token(engine)) as ask:
        answer = ask("GET", "/v1/admin/stores/S01/stock")
    assert [one["on_hand"] for one in answer.json()["levels"]] == [-MOST]


def test_no_number_of_a_request_is_a_fault_of_the_centre(engine, counter, url) -> None:
    counter.write(sale(("A", 1)))
    good = json.loads(counter.entries[0].model_dump_json())
    mark = {"epoch": 1, "seq": 1, "hash": "0" * 64}
    with Asking(url, counter.token) as ask, Asking(url, token(engine)) as admin:
        for extreme in EXTREMES:
            batches = [
                {"entries": [{**good, name: extreme}]} for name in ("seq", "epoch", "schema_no", "occurred_at")
            ]
            batches += [{"sent_at": extreme, "entries": [good]}, {"protocol": extreme, "entries": [good]}]
            batches += [{"after": {**mark, name: extreme}, "entries": [good]} for name in ("epoch", "seq")]
            answers = [ask("POST", "/v1/journal", {"protocol": 1, **one}) for one in batches]
            answers += [
                ask("GET", "/v1/journal", epoch=extreme, after=0),
                ask("GET", "/v1/feed", cursor=str(extreme)),
            ]
            answers += [ask("GET", "/v1/journal/rebuild", epoch=1, after=extreme)]
            answers += [admin("GET", path, limit=extreme) for path in ("/v1/admin/staff", "/v1/admin/products")]
            answers += [admin("POST", "/v1/admin/stores/S01/enrol-codes", {"register_no": extreme})]
            for answer in answers:
                assert answer.status_code < 500, answer.request.url
                if answer.status_code >= 400:
                    assert "\n" not in answer.text
                    assert answer.json()["code"] in {"request.malformed", "feed.bad_cursor"}


def test_what_no_database_holds_is_refused_whoever_let_it_through(engine) -> None:
    app = service(engine, lambda: START)

    @app.get("/number")
    def number() -> None:
        with engine.connect() as connection:
            connection.execute(text("UPDATE store SET made_at = :it WHERE code = 'none'"), {"it": 2**70})

    with served(app) as url, Asking(url, "") as ask:
        answer = ask("GET", "/number")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


def test_what_a_statement_was_given_is_in_no_error(engine, caplog) -> None:
    with caplog.at_level(logging.DEBUG), engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("SELECT nothing FROM nowhere WHERE a = :secret"), {"secret": "the-pin-hash"})
    assert "the-pin-hash" not in f"{caught.value} {caught.value!r} {caplog.text}"
