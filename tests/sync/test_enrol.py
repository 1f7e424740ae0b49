"""Enrolment: a machine becomes a terminal, with what it sold before; what it tells nobody stays where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import enrol_terminal, start_sync
from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import write
from app.central.setup import put_store
from app.config import Config
from app.contract.feed import StoreItem
from app.domain.errors import UserError
from app.runtime.standing import Link
from app.services.enrol import keep_store
from app.services.settings import Settings
from tests.central.conftest import START
from tests.central.served import served
from tests.db.conftest import command, command_here, refused
from tests.sync.equal import check_equal
from tests.sync.machine import NumberedTill
from tests.sync.shelf import put

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SOON = 20


def new_code(engine, store: str = "S09", register: int = 7, currency: str = "TWD") -> str:
    write(engine, lambda connection: put_store(connection, store, "中山店", "Asia/Taipei", currency, START))
    return write(engine, lambda connection: enrolling.make_code(connection, store, register, START))


@pytest.fixture
def url(engine):
    with served(service(engine, lambda: START)) as found:
        yield found


def test_a_shop_that_began_alone_takes_its_whole_history_along(engine, url, make_till) -> None:
    till = make_till()
    till.open_shift(1_000)
    till.sell(("A", 3, 50))
    till.close_shift(1_150)
    shop = enrol_terminal(till.terminal, url + "/", new_code(engine))
    assert (shop.store, shop.register, shop.name) == ("S09", 7, "中山店")
    till.reopen()
    assert till.terminal.shop.store == "S09"
    sync = start_sync(till.terminal)
    try:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
        till.open_shift()
        assert till.sell(("A", 1, 50)).number.startswith("S09-7-1-")
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0, SOON)
        check_equal(engine, till, "S09")
    finally:
        sync.close()


def test_the_token_lies_in_a_private_file_and_nowhere_else(engine, url, make_till, caplog) -> None:
    till = make_till()
    caplog.set_level(0)
    enrol_terminal(till.terminal, url, new_code(engine))
    kept = till.terminal.secrets.membership()
    assert kept.token not in repr(kept)
    (file,) = till.config.key_dir.glob("*.link")
    assert file.stat().st_mode & 0o777 == 0o600
    assert kept.token in file.read_text()
    till.close()
    for path in till.folder.rglob("*"):
        if path.is_file():
            assert kept.token.encode() not in path.read_bytes(), path
    assert kept.token not in caplog.text
    till.open()


def test_a_code_works_once_for_one_machine_which_may_repeat_it(engine, url, make_till, tmp_path) -> None:
    code = new_code(engine)
    first, twin = make_till(), make_till(name="twin")
    enrol_terminal(first.terminal, url, code)
    before = first.terminal.secrets.membership().token
    enrol_terminal(first.terminal, url, code)
    assert first.terminal.secrets.membership().token != before
    assert twin.terminal.terminal_id == first.terminal.terminal_id  # as the tests count, and with keys of its own
    refused(UserError, "enrol.other_key", lambda: enrol_terminal(twin.terminal, url, code))
    other = NumberedTill(Config(tmp_path / "other", tmp_path / "other-keys", "file", plain=True), number=5)
    refused(UserError, "enrol.code_spent", lambda: enrol_terminal(other.terminal, url, code))
    other.close()
    refused(UserError, "enrol.bad_code", lambda: enrol_terminal(first.terminal, url, "AAAA-BBBB-CCCC"))
    refused(UserError, "enrol.bad_code", lambda: enrol_terminal(first.terminal, url, "x"))


def test_another_currency_is_refused_once_money_was_counted(engine, url, make_till) -> None:
    till = make_till()
    till.open_shift()
    till.sell(("A", 1, 50))
    refused(
        UserError,
        "enrol.other_currency",
        lambda: enrol_terminal(till.terminal, url, new_code(engine, currency="GBP")),
    )
    assert till.terminal.secrets.membership() is None
    assert till.kinds()[-1] == "sale.completed"


def test_a_revoked_terminal_says_so_and_sells_on(linked) -> None:
    till = linked.till
    till.open_shift()
    sync = linked.sync()
    sync.settle()
    write(linked.engine, lambda connection: enrolling.revoke(connection, till.terminal.terminal_id, START))
    till.sell(("A", 1, 50))
    assert sync.settle() is None
    assert (sync.report.why, sync.report.unsent) == ("token.revoked", 1)
    till.sell(("A", 1, 50))
    till.close_shift(100)
    assert sync.last(10**5) is None


def test_the_stores_new_name_is_the_shops_from_the_next_start_on(linked) -> None:
    till = linked.till
    sync = start_sync(till.terminal)
    try:
        put(linked.engine, "store", "S01", {"name": "新名字", "zone": "Asia/Tokyo", "currency": "TWD"}, "S01")
        sync.ask()
        assert sync.thread.wait_for(lambda: "新名字" in str(till.terminal.store.reads().terminal("settings")), SOON)
    finally:
        sync.close()
    till.reopen()
    assert (till.terminal.shop.name, till.terminal.shop.zone) == ("新名字", "Asia/Tokyo")


def test_what_receipts_say_of_the_store_is_the_centres_where_it_knows_it(linked) -> None:
    till = linked.till
    terminal = till.terminal
    typed = replace(terminal.shop, phone="02-2555-1234", tax_id="12345675", name_en="Old Name")
    Settings(terminal.desk, terminal.store.reads).change(typed, till.ids.mint(), "anna").result()
    item = StoreItem(
        name="新名字",
        zone="Asia/Taipei",
        currency="TWD",
        address="迪化街一段 9 號",
        phone="02-1",
        name_en="New Name, Zhongshan",
    )
    keep_store(terminal.desk, terminal.store.reads, item.model_dump_json())
    till.reopen()
    shop = till.terminal.shop
    assert (shop.name, shop.phone, shop.address, shop.tax_id) == ("新名字", "02-1", "迪化街一段 9 號", "12345675")
    assert shop.name_en == "New Name, Zhongshan"
    till.check()


def test_an_alarm_where_the_token_cannot_be_read(linked) -> None:
    till = linked.till
    (file,) = till.config.key_dir.glob("*.link")
    file.write_text("{}")
    sync = start_sync(till.terminal)
    assert (sync.standing().link, sync.standing().why) == (Link.ATTENTION, "vault.link_damaged")
    sync.close()


def test_the_command_line_enrols(engine, url, make_till) -> None:
    till = make_till()
    till.close()
    done = command(
        "enrol", url, new_code(engine), "--data-dir", till.folder, OMO_POS_KEY_DIR=str(till.config.key_dir)
    )
    assert "store S09, register 7" in done.stdout
    command_here(
        "enrol", url, "WRONG-CODE", "--data-dir", till.folder, status=3, OMO_POS_KEY_DIR=str(till.config.key_dir)
    )
    command_here("enrol", "http://192.0.2.1:1", "WRONG-CODE", "--data-dir", till.folder, status=3,
            OMO_POS_KEY_DIR=str(till.config.key_dir))  # fmt: skip
    till.open()
