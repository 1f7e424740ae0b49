"""Messages that cannot be said: each ends by itself, and none keeps another back, or the thread that says them."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from app.central.bootstrap import BOXES
from app.central.contact import turn
from app.central.message import Letter, TakenMessage
from app.central.message_mail import send_due
from app.central.rate import Rate
from app.central.tend import Tending
from app.contract.journal import write_body
from app.contract.message import ReceiptRequested, receipt_context
from app.contract.push import PushedEntry
from app.domain.member import Enrolment
from app.vault.sealing import seal
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, sale
from tests.central.mailbox import mailbox
from tests.central.test_message import ADDRESS, DAY, asked, keys, server_of, states


@pytest.fixture
def box():
    with mailbox() as made:
        yield made


#: What is no address that anybody could be written to, whatever a terminal seals.
STRANGE = (
    b"\xff\xfe", b"{", b"[1]", b"{}", b'{"email": 5}', b'{"a":' + b"[" * 700, b"a@b.tw\r\nBcc: other@b.tw", b"a@[",
    b"a@b.tw, other@b.tw", "林@例子.tw".encode(), b"@", b"",
)  # fmt: skip


def _unknown_unit(counter: Counter) -> PushedEntry:
    body = json.loads(write_body(sale(("可頌", 1), number="N-unit")))
    body["lines"][0]["quantity"]["unit"] = "fathom"
    return counter.write_raw("sale.completed", 1, json.dumps(body))


def test_one_message_that_cannot_be_said_keeps_no_other_back(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [key] = keys(engine)
    for strange in STRANGE:
        asked(counter, key, strange)
    asked(counter, key, "unit@example.com", sold=_unknown_unit(counter))
    asked(counter, key, "line@example.com", sold=counter.write(sale(("可頌", 1), number="N\r\nBcc: other@b.tw")))
    asked(counter, key, "broken@example.com", sold=counter.write_raw("sale.completed", 1, "{}"))
    asked(counter, key)
    counter.push()
    beside = Tending(engine, BOXES, clock, server_of(box), lambda _: None)
    beside.look(keys=False)
    assert {mail["To"] for mail in box.mails} == {"line@example.com", ADDRESS}
    assert not [mail for mail in box.mails if mail["Bcc"]]
    failed = [error for state, error, gone in states(engine) if state == "failed" and gone]
    assert failed.count("message.no_address") == len(STRANGE)
    assert [one for one in states(engine) if one[0] == "waiting"] == [("waiting", "message.not_yet", False)]
    assert failed.count("message.not_sayable") == 1
    assert rows(engine, "SELECT DISTINCT masked FROM message WHERE state <> 'waiting'") == [("",)]


def test_a_server_that_hangs_up_on_one_letter_gets_the_others(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [key] = keys(engine)
    box.answers = {"poison@example.com": ""}
    asked(counter, key, "poison@example.com")
    asked(counter, key)
    counter.push()
    send_due(engine, BOXES, server_of(box), clock)
    clock.at += 11 * 60 * 1_000_000
    send_due(engine, BOXES, server_of(box), clock)
    assert [mail["To"] for mail in box.mails] == [ADDRESS]


def test_the_thread_outlives_what_nobody_expected(engine, clock, monkeypatch):
    looked: list[bool] = []
    beside = Tending(engine, BOXES, clock, None, lambda _: None)

    def look(*, keys: bool) -> None:
        looked.append(keys)
        if len(looked) > 1:
            beside._ended.set()
        raise RecursionError

    monkeypatch.setattr("app.central.tend._EVERY_S", 0.0)
    monkeypatch.setattr(beside, "look", look)
    beside.start()
    beside._thread.join(30)
    assert len(looked) == 2


def test_what_cannot_be_said_is_ended_as_a_shop_takes_it(engine, counter, url):
    turn(engine, BOXES, START)
    [key] = keys(engine)
    long = f"{'a' * 60}@{'.'.join(['b' * 60] * 3)}.example"
    for address in (b"\xff", long):
        asked(counter, key, address)
    asked(counter, key, sold=_unknown_unit(counter))
    counter.push()
    with Asking(url, token(engine, "message")) as ask:
        answers = [
            ask("POST", f"/v1/admin/messages/{one}/take").json() for (one,) in rows(engine, "SELECT id FROM message")
        ]
    assert sorted(one.get("code", "") for one in answers) == ["", "message.no_address", "message.not_sayable"]
    assert [one["to"] for one in answers if "to" in one] == [long]
    assert sorted(states(engine)) == [
        ("failed", "message.no_address", True), ("failed", "message.not_sayable", True), ("taken", None, True),
    ]  # fmt: skip


def test_what_nobody_says_is_sealed_anew_for_days_only(engine, counter):
    turn(engine, BOXES, START)
    asked(counter, keys(engine)[0])
    counter.push()
    turn(engine, BOXES, START + 2 * DAY)
    assert states(engine) == [("waiting", None, False)]
    turn(engine, BOXES, START + 4 * DAY)
    assert rows(engine, "SELECT state, error, sealed, masked FROM message") == [
        ("failed", "message.given_up", None, "")
    ]


def test_a_terminal_is_no_relay(engine, counter, clock, box, monkeypatch):
    monkeypatch.setattr("app.central.message.RECEIPTS", Rate("message.receipt", 2))
    turn(engine, BOXES, START)
    for _ in range(4):
        asked(counter, keys(engine)[0])
    assert counter.push().mark.seq == 8
    assert counter.push().mark.seq == 8
    found = states(engine)
    assert found.count(("waiting", None, False)) == 2
    assert found.count(("failed", "message.too_many", True)) == 2
    other = Counter(engine).enlist()
    asked(other, keys(engine)[0])
    other.push()
    assert states(engine).count(("waiting", None, False)) == 3, "each counter by itself"


def test_no_entry_takes_the_place_of_another_message(engine, counter):
    turn(engine, BOXES, START)
    sold = counter.write(sale(("可頌", 1)))
    sealed = b64encode(seal(keys(engine)[0], b"a@b.tw", receipt_context(counter.id, sold.id))).decode()
    body = ReceiptRequested(sale_id=sold.id, sealed=sealed, masked="a", language="en")
    counter.write(body, "ready:o1")
    counter.write(body, "x" * 200)
    counter.push()
    ids = [str(one) for (one,) in rows(engine, "SELECT id FROM message ORDER BY id")]
    assert [(one[:12], len(one) <= 200) for one in ids] == [("entry:ready:", True), ("entry:xxxxxx", True)]


def test_whom_a_letter_is_for_is_not_shown():
    letter = Letter("i", "receipt", ADDRESS, "s", "t", "en")
    form = Enrolment("林美萱", "0912345678", ADDRESS)
    shown = f"{letter!r}{TakenMessage(id='i', kind='k', to=ADDRESS, subject='s', text='t', language='en')!r}{form!r}"
    assert not [one for one in ("lin.", "林美萱", "0912345678") if one in shown]
