"""Badges of a centre: given out once, they open at every terminal of it; those of the time before go on opening."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from app.bootstrap import enrol_terminal, start_sync
from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import write
from app.central.office import Office
from app.central.setup import put_store
from app.cli.main import run
from app.config import Config
from app.domain.errors import UserError
from app.domain.staff import Person, Role
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.served import served
from tests.db.conftest import refused
from tests.sync.machine import NumberedTill

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SOON = 20
NINA = {"name": "Nina", "role": "cashier"}


@pytest.fixture
def centre(engine):
    write(engine, lambda connection: put_store(connection, "S09", "中山店", "Asia/Taipei", "TWD", START))
    with served(service(engine, lambda: START)) as url:
        yield url


def join(engine, url: str, till, register: int) -> None:
    code = write(engine, lambda connection: enrolling.make_code(connection, "S09", register, START))
    enrol_terminal(till.terminal, url, code)


def who(till, badge: str) -> str:
    return till.terminal.staff.sign_in_by_badge(badge).result().person.staff_id


def test_one_badge_opens_at_every_terminal(engine, centre, tmp_path) -> None:
    with ExitStack() as ends, Asking(centre, token(engine)) as ask:
        for register in (1, 2):
            place = tmp_path / str(register)
            till = NumberedTill(Config(place / "data", place / "keys", "file", plain=True), number=register)
            ends.callback(till.close)
            join(engine, centre, till, register)
            sync = start_sync(till.terminal)
            ends.callback(sync.close)
            refused(UserError, "staff.unknown_badge", lambda till=till: who(till, "NINA-0001"))
            till.clock.move(60)
            assert ask("PUT", "/v1/admin/staff/nina", {**NINA, "badge": "nina-0001"}).status_code == 200
            staff = till.terminal.staff
            assert sync.thread.wait_for(lambda staff=staff: staff.badge_holder("NINA-0001") is not None, SOON)
            assert who(till, "NINA-0001") == "nina"
        row = ask("GET", "/v1/admin/staff").json()["staff"][0]
        assert (row["id"], row["has_badge"]) == ("nina", True)
        assert (
            ask("PUT", "/v1/admin/staff/otto", {**NINA, "badge": "NINA-0001"}).json()["code"] == "staff.taken_badge"
        )
        assert ask("PUT", "/v1/admin/staff/otto", {**NINA, "badge": "x"}).json()["code"] == "staff.badge_length"


def test_a_badge_of_before_goes_on_opening_here(engine, centre, make_till) -> None:
    till = make_till()
    staff = till.terminal.staff
    staff.enrol_first_manager("boss", "老闆", "", "5173").result()
    staff.add(Person("nina", "妮娜", "", Role.CASHIER), "4862", "boss", "badge-of-nina").result()
    join(engine, centre, till, 1)
    assert who(till, "BADGE-OF-NINA") == "nina"
    staff.set_badge("nina", "badge-of-now", "boss").result()
    assert who(till, "BADGE-OF-NOW") == "nina"
    till.reopen()
    assert who(till, "BADGE-OF-NOW") == "nina"
    refused(UserError, "staff.unknown_badge", lambda: who(till, "BADGE-OF-NINA"))


def test_a_new_key_reaches_every_terminal_and_badges_of_before_open_until_they_are_ended(
    engine, centre, tmp_path
) -> None:
    """Nobody keeps what stands on a badge: under a new key it is given out anew."""
    office = Office(engine, lambda: START)
    with ExitStack() as ends, Asking(centre, token(engine)) as ask:
        ask("PUT", "/v1/admin/staff/nina", {**NINA, "badge": "nina-0001"})
        ask("PUT", "/v1/admin/staff/mei", {**NINA, "badge": "mei-0001"})
        till = NumberedTill(Config(tmp_path / "data", tmp_path / "keys", "file", plain=True), number=1)
        ends.callback(till.close)
        join(engine, centre, till, 1)
        sync = start_sync(till.terminal)
        ends.callback(sync.close)

        def opens(badge: str, staff_id: str | None) -> None:
            staff = till.terminal.staff
            assert sync.thread.wait_for(
                lambda: getattr(staff.badge_holder(badge), "staff_id", None) == staff_id, SOON
            ), badge

        opens("nina-0001", "nina")
        first = till.terminal.secrets.badge_keys()
        assert office.change_badge_key() == 2
        assert sync.thread.wait_for(lambda: len(till.terminal.secrets.badge_keys()) == 2, SOON)
        assert till.terminal.secrets.badge_keys()[1:] == first
        opens("nina-0001", "nina")
        taken = ask("PUT", "/v1/admin/staff/otto", {**NINA, "badge": "NINA-0001"})
        assert taken.json()["code"] == "staff.taken_badge", "whoever has it under another key has it"
        ask("PUT", "/v1/admin/staff/nina", {**NINA, "badge": "nina-0002"})
        opens("nina-0002", "nina")
        opens("nina-0001", None)
        former = {one["id"]: one["has_former_badge"] for one in ask("GET", "/v1/admin/staff").json()["staff"]}
        assert former == {"nina": False, "mei": True}
        assert office.end_former_badges() == 1
        opens("mei-0001", None)
        opens("nina-0002", "nina")
        assert sync.thread.wait_for(lambda: len(till.terminal.secrets.badge_keys()) == 1, SOON)
        assert till.terminal.secrets.badge_keys() != first
        told = str(rows(engine, "SELECT * FROM change"))
        assert till.terminal.secrets.badge_keys()[0].hex() not in told, "it never lies in a terminal's database"


def test_keys_do_not_pile_up(engine) -> None:
    office = Office(engine, lambda: START)
    for _ in range(3):
        office.change_badge_key()
    refused(UserError, "staff.many_badge_keys", office.change_badge_key)
    assert office.end_former_badges() == 0
    office.change_badge_key()


def test_the_command_gives_a_new_key_and_ends_the_former(database_url, engine, centre, capsys) -> None:
    with Asking(centre, token(engine)) as ask:
        ask("PUT", "/v1/admin/staff/nina", {**NINA, "badge": "nina-0001"})
    asked = ["central", "badge-key", "--database-url", database_url]
    assert run([*asked, "--end-former"]) == run(asked) == run([*asked, "--end-former"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "0 badges ended",
        "1 badges are to be given out anew",
        "1 badges ended",
    ]
