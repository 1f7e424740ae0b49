"""A receipt by e-mail: sealed at the counter, kept masked, said once; and the keys that turn with the month."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from sqlalchemy import select

from app.central.bootstrap import BOXES, service, tending
from app.central.contact import turn
from app.central.database import write
from app.central.enrol import revoke
from app.central.member_tables import contact_key, message
from app.central.message_mail import MailServer, send_due
from app.central.tend import Tending
from app.contract.key import KeyAdopted
from app.contract.message import ReceiptRequested, receipt_context
from app.contract.push import PushedEntry
from app.domain.errors import FaultError, UserError
from app.domain.ids import uuid7
from app.vault.sealing import seal
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, sale
from tests.central.mailbox import Mailbox, mailbox
from tests.central.served import served
from tests.db.conftest import refused

ADDRESS = "lin.meixuan@example.com"
DAY = 24 * 3_600 * 1_000_000
MONTH = 31 * DAY


def keys(engine) -> list[str]:
    """The contact keys that terminals are told."""
    query = "SELECT body FROM change WHERE kind='key' AND deleted=0 AND key LIKE 'contact.%'"
    return [json.loads(str(body))["public"] for (body,) in rows(engine, query)]


def asked(
    counter: Counter, key: str, to: str | bytes = ADDRESS, language: str = "zh_TW", sold: PushedEntry | None = None
) -> str:
    """Sell something, and ask for its receipt by e-mail; the sale's id."""
    sold = sold or counter.write(sale(("可頌", 2), number=f"S01-1-1-{len(counter.entries):06}"))
    box = seal(key, to if isinstance(to, bytes) else to.encode(), receipt_context(counter.id, sold.id))
    body = ReceiptRequested(sale_id=sold.id, sealed=b64encode(box).decode(), masked="l***@x", language=language)
    counter.write(body)
    return sold.id


@pytest.fixture
def box():
    with mailbox() as made:
        yield made


def server_of(box: Mailbox) -> MailServer:
    return MailServer.of(f"smtp://127.0.0.1:{box.port}", "shop@example.com")


def asked_at(engine, at: int) -> None:
    """Have what waits be asked for then: older things are given up."""
    write(engine, lambda connection: connection.execute(message.update().values(made_at=at)))


def states(engine) -> list[tuple[object, ...]]:
    return rows(engine, "SELECT state, error, sealed IS NULL FROM message ORDER BY made_at, id")


def test_a_receipt_reaches_who_asked_for_it_once(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [key] = keys(engine)
    asked(counter, key)
    counter.push()
    counter.push()  # the answer was lost
    assert states(engine) == [("waiting", None, False)]
    assert send_due(engine, BOXES, server_of(box), clock) == 1
    assert send_due(engine, BOXES, server_of(box), clock) == 0
    [mail] = box.mails
    assert (mail["To"], mail["From"]) == (ADDRESS, "shop@example.com")
    assert mail["Subject"] == "S01 交易明細 S01-1-1-000000"
    text = mail.get_content()
    for said in ("2026/03/05（四）10:00", "可頌  2 × 10  20", "合計  $20", "現金  20", "本明細不是統一發票"):
        assert said in text
    assert states(engine) == [("sent", None, True)]
    everything = str(rows(engine, "SELECT * FROM message")) + str(rows(engine, "SELECT body FROM entry"))
    assert "meixuan" not in everything


def test_a_request_that_comes_before_its_sale_waits_for_it(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [key] = keys(engine)
    lost = uuid7(START // 1_000, b"0123456789")
    sealed = b64encode(seal(key, ADDRESS.encode(), receipt_context(counter.id, lost))).decode()
    counter.write(ReceiptRequested(sale_id=lost, sealed=sealed, masked="l***@x", language="en"))
    counter.push()
    assert send_due(engine, BOXES, server_of(box), clock) == 0
    assert states(engine) == [("waiting", "message.not_yet", False)]
    counter.write(sale(("A", 1), number="N1"), lost)
    counter.push()
    clock.at += DAY
    assert send_due(engine, BOXES, server_of(box), clock) == 1
    assert box.mails[0]["Subject"] == "S01: your receipt N1"


def test_what_the_server_says_decides(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [key] = keys(engine)
    box.answers = {"nobody@example.com": "550 no such user", "later@example.com": "451 come again"}
    for address in ("nobody@example.com", "later@example.com", ADDRESS):
        asked(counter, key, address)
    counter.push()
    assert send_due(engine, BOXES, server_of(box), clock) == 1
    assert sorted(states(engine)) == [
        ("failed", "message.refused", True), ("sent", None, True), ("waiting", "message.server_unreachable", False),
    ]  # fmt: skip
    box.answers = {}
    assert send_due(engine, BOXES, server_of(box), clock) == 0, "not at once"
    clock.at += DAY
    assert send_due(engine, BOXES, server_of(box), clock) == 1
    assert box.mails[-1]["To"] == "later@example.com"


def test_without_a_server_everything_waits_and_is_given_up_after_days(engine, counter, clock, box):
    turn(engine, BOXES, START)
    asked(counter, keys(engine)[0])
    counter.push()
    away = MailServer.of("smtp://127.0.0.1:1", "shop@example.com")
    assert send_due(engine, BOXES, away, clock) == 0
    assert states(engine) == [("waiting", None, False)]
    box.answers[ADDRESS] = "451 come again"
    clock.at += 4 * DAY
    assert send_due(engine, BOXES, server_of(box), clock) == 0
    assert states(engine) == [("failed", "message.server_unreachable", True)]


def test_where_mail_is_handed_in():
    far = MailServer.of("smtp://user@mail.example.com", "shop@example.com")
    assert (far.port, far.user, far.password) == (587, "user", "")
    kept = MailServer.of("smtps://u:s%3Acret@h", "a@b.tw")
    assert (kept.port, kept.password, "cret" in repr(kept)) == (465, "s:cret", False)
    for url in ("http://h", "smtp://", "smtp://h:x", "smtp://h/path"):
        refused(UserError, "message.bad_server", lambda url=url: MailServer.of(url, "a@b.tw"))
    for sender in ("nobody", "a@[", "店@example.com", "a@b.tw\nBcc: c@d.tw"):
        refused(UserError, "message.bad_sender", lambda sender=sender: MailServer.of("smtp://h", sender))


def test_a_shop_takes_a_message_and_says_it_itself(engine, counter, clock, box):
    turn(engine, BOXES, START)
    asked(counter, keys(engine)[0])
    counter.push()
    [(message_id,)] = rows(engine, "SELECT id FROM message")
    with served(service(engine, clock)) as url:
        with Asking(url, token(engine, "message.read")) as ask:
            [told] = ask("GET", "/v1/admin/messages").json()["messages"]
            assert (told["id"], told["masked"], told["kind"]) == (message_id, "l***@x", "receipt")
            assert ask("POST", f"/v1/admin/messages/{message_id}/take").status_code == 403
        with Asking(url, token(engine, "message")) as ask:
            taken = ask("POST", f"/v1/admin/messages/{message_id}/take").json()
            assert (taken["to"], "合計  $20" in taken["text"]) == (ADDRESS, True)
            again = ask("POST", f"/v1/admin/messages/{message_id}/take")
            assert (again.status_code, again.json()["code"]) == (409, "message.taken")
            assert ask("GET", "/v1/admin/messages").json() == {"messages": []}
            assert len(ask("GET", "/v1/admin/messages", state="taken").json()["messages"]) == 1
    assert send_due(engine, BOXES, server_of(box), clock) == 0
    assert (box.mails, states(engine)) == ([], [("taken", None, True)])


def test_a_key_turns_with_the_month_and_the_former_one_ends_when_nobody_seals_to_it(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [first] = keys(engine)
    counter.write(KeyAdopted(public=first))
    asked(counter, first)
    counter.push()
    asked_at(engine, START + 26 * DAY)
    turn(engine, BOXES, START + 26 * DAY)
    assert keys(engine) == [first], "the same month"
    asked_at(engine, START + MONTH)
    turn(engine, BOXES, START + MONTH)
    [second] = keys(engine)
    assert second != first
    assert private(engine) == [True, True], "the counter may still seal to it"
    late = asked(counter, first, "late@example.com")
    counter.push()
    counter.write(KeyAdopted(public=second))
    counter.push()
    asked_at(engine, START + MONTH)
    turn(engine, BOXES, START + MONTH + 1)
    assert private(engine) == [False, True]
    assert send_due(engine, BOXES, server_of(box), clock) == 2, "what waited was sealed anew before"
    assert {mail["To"] for mail in box.mails} == {ADDRESS, "late@example.com"}
    [[sealed]] = [
        [
            json.loads(one.body)["sealed"]
            for one in counter.entries
            if one.kind == "receipt.requested" and late in one.body
        ]
    ]
    with engine.connect() as connection:
        for old in connection.execute(
            select(contact_key.c.private).where(contact_key.c.private.is_not(None))
        ).scalars():
            refused(
                FaultError,
                "vault.sealed_to_another_key",
                lambda old=old: BOXES.open(bytes(old), b64decode(sealed), receipt_context(counter.id, late)),
            )


def test_who_is_put_out_holds_no_key_back_and_who_still_comes_with_the_old_one_is_told(engine, counter, clock, box):
    turn(engine, BOXES, START)
    [first] = keys(engine)
    other = Counter(engine).enlist()
    for one in (counter, other):
        one.write(KeyAdopted(public=first))
        one.push()
    turn(engine, BOXES, START + MONTH)
    counter.write(KeyAdopted(public=keys(engine)[0]))
    counter.push()
    turn(engine, BOXES, START + MONTH)
    assert private(engine) == [True, True]
    write(engine, lambda connection: revoke(connection, other.id, START))
    turn(engine, BOXES, START + MONTH)
    assert private(engine) == [False, True]
    asked(counter, first)  # from a copy of the machine
    counter.push()
    assert send_due(engine, BOXES, server_of(box), clock) == 0
    assert states(engine) == [("failed", "contact.key_destroyed", True)]


def private(engine) -> list[bool]:
    """Which keys still open something, the oldest first."""
    with engine.connect() as connection:
        query = select(contact_key.c.private).order_by(contact_key.c.made_at)
        assert connection.execute(select(message.c.id)).all() is not None
        return [one is not None for one in connection.execute(query).scalars()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_destroyed_key_nothing_is_left_in_the_file(engine, counter):
    turn(engine, BOXES, START)
    with engine.connect() as connection:
        [secret] = connection.execute(select(contact_key.c.private)).scalars()

    def holds() -> bool:
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        place = Path(str(engine.url.database))
        return any(secret in path.read_bytes() for path in place.parent.glob(f"{place.name}*"))

    assert holds()
    turn(engine, BOXES, START + MONTH)
    counter.write(KeyAdopted(public=keys(engine)[0]))
    counter.push()
    turn(engine, BOXES, START + MONTH)
    assert private(engine) == [False, True]
    place = Path(str(engine.url.database))
    left = [path.name for path in place.parent.glob(f"{place.name}*") if secret in path.read_bytes()]
    assert left == [], "not even in the log beside it"
    assert not holds()


def test_what_the_centre_does_by_itself(engine, counter, clock, box):
    told: list[frozenset[str]] = []
    beside = Tending(engine, BOXES, clock, server_of(box), told.append)
    beside.look(keys=True)
    assert told == [frozenset({""})], "terminals hear of the key"
    asked(counter, keys(engine)[0])
    counter.push()
    beside.look(keys=False)
    assert [mail["To"] for mail in box.mails] == [ADDRESS]


def test_a_service_tends_from_its_start_to_its_end(engine, clock):
    with served(service(engine, clock, tend=tending())) as url, Asking(url, "") as ask:
        assert ask("GET", "/openapi.json").status_code == 200
    assert len(keys(engine)) == 1
