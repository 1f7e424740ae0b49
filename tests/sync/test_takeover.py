"""A new machine takes a dead terminal's place, from its last Z on, in an epoch of its own; a dead one may return."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from app.bootstrap import begin_terminal, enrol_terminal, is_fresh, start_sync
from app.bootstrap.terminal import begin_epoch
from app.central import enrol as enrolling
from app.central.database import write
from app.config import Config
from app.domain.errors import FaultError, UserError
from app.domain.tender import Tender, TenderKind
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.db.conftest import Till, command, command_here, refused
from tests.sync.conftest import Turns
from tests.sync.equal import check_sums, entries_of, held

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def replace_code(linked) -> str:
    terminal_id = linked.till.terminal.terminal_id
    return write(linked.engine, lambda connection: enrolling.make_takeover_code(connection, terminal_id, START))


def well(sync) -> None:
    sync.settle()
    sync.last(1_000)
    assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ONLINE, "", 0)


class New:
    """The new machine."""

    def __init__(self, linked, tmp_path) -> None:
        self.linked = linked
        self.config = Config(tmp_path / "new", tmp_path / "new-keys", "file", plain=True)
        self.clock, self.ids = linked.till.clock, linked.till.ids
        self.ids.count += 100_000
        self.gateways: list[Gateway] = []

    def begin(self, code: str):
        return begin_terminal(self.config, self.linked.url, code, clock=self.clock, ids=self.ids)

    def open(self) -> Till:
        till = Till(self.config, self.linked.till.shop, self.clock)
        till.ids.count = self.ids.count
        return till

    def sync(self, till) -> Turns:
        kept = till.terminal.secrets.membership()
        self.gateways.append(Gateway(Address(self.linked.url, kept.token)))
        return Turns(till.terminal, self.gateways[-1])

    def close(self) -> None:
        for one in self.gateways:
            one.close()


@pytest.fixture
def new(linked, tmp_path):
    made = New(linked, tmp_path)
    yield made
    made.close()


def numbers(till) -> list[str]:
    return sorted(number for (number,) in till.query("SELECT number FROM sale"))


def a_dead_one(linked, *, days: int = 2) -> list:
    """Sell for some days, and in the shift of today; everything is at the centre. Today's sales."""
    till = linked.till
    for _ in range(days):
        till.open_shift(1_000)
        for _ in range(3):
            till.sell(("A", 2, 50))
        till.close_shift(0)
        till.clock.move(86_400)
    till.open_shift(500)
    sold = [till.sell(("A", 1, 50 + n), ("B", 2, 10)) for n in range(4)]
    well(linked.sync())
    return sold


def check_both(linked, *tills) -> None:
    """No sale is lost or doubled at the centre, whoever sold it, and its sums are those of the entries."""
    ids: set[str] = set()
    totals: dict[str, int] = {}
    for till in tills:
        for sale_id, total in till.query("SELECT id, total_minor FROM sale"):
            ids.add(sale_id)
            assert totals.setdefault(sale_id, total) == total
    books = rows(linked.engine, "SELECT id, total_minor FROM sale")
    assert len(books) == len({one for one, _ in books})
    assert {one: int(total) for one, total in books} == totals
    moved = rows(linked.engine, "SELECT sku, on_hand FROM stock")
    assert {sku for sku, level in moved if level} >= {"A", "B"}


def test_it_goes_on_from_the_last_z_and_sells_at_once(linked, new) -> None:
    sold = a_dead_one(linked)
    old = linked.till
    begun = new.begin(replace_code(linked))
    assert begun.takes_over.terminal_id == old.terminal.terminal_id
    assert (begun.takes_over.epoch, begun.shop.register) == (2, 1)
    till = new.open()
    try:
        assert till.terminal.terminal_id == old.terminal.terminal_id
        assert numbers(till) == [one.number for one in sold], "the sealed shifts' sales stay at the centre"
        assert till.reads.open_shift().shift_id == old.reads.open_shift().shift_id, "the drawer's shift goes on"
        assert till.reads.open_shift().opening_float == 500
        fresh = till.sell(("A", 1, 5))  # before a word with the centre
        assert fresh.number == "S01-1-2-000001"
        assert till.kinds()[0] == "epoch.opened"
        back = till.give_back((sold[0], 1, 1))
        assert back.number == "S01-1-2-000002"
        sync = new.sync(till)
        well(sync)
        till.close_shift(0)
        well(sync)
        check_both(linked, old, till)
        refused(UserError, "token.revoked", linked.gateway().mark)
        till.check()
        mine = {row[2] for row in entries_of(till)}
        theirs = {row[2] for row in held(linked.engine, till.terminal.terminal_id)}
        assert mine <= theirs
        assert till.query("SELECT count(*) FROM print_state WHERE state = 'pending'") == [(0,)]
    finally:
        till.close()


def test_only_what_still_matters_comes_from_before_the_z(linked, new) -> None:
    old = linked.till
    old.open_shift(1_000)
    parked, gone = old.cart(("A", 1, 50)), old.cart(("B", 1, 50))
    old.terminal.carts.park(parked, "綠傘", old.ids.mint(), "anna").result()
    old.terminal.carts.park(gone, "", old.ids.mint(), "anna").result()
    old.terminal.carts.recall(gone.cart_id, old.ids.mint(), "anna").result()
    old.complete(gone).result()
    paid = old.cart(("C", 1, 80))
    tender = Tender(old.ids.mint(), TenderKind.CARD, 30, 30, "R1")
    old.terminal.tenders.take(paid, tender, "anna").result()
    refused(UserError, "tender.pending", lambda: old.close_shift(0))
    old.complete(paid, old.payment(paid).with_card(tender.tender_id, 30, "R1").with_cash(old.ids.mint(), 50)).result()
    old.close_shift(700)
    well(linked.sync())
    new.begin(replace_code(linked))
    till = new.open()
    try:
        assert [one.cart_id for one in till.reads.parked_carts()] == [parked.cart_id]
        assert till.query("SELECT count(*) FROM sale") == [(0,)]
        assert till.reads.last_closed_shift().shift_id == old.reads.last_closed_shift().shift_id
        assert till.reads.last_closed_shift().counted == 700
        till.check()
        well(new.sync(till))
    finally:
        till.close()


def test_a_terminal_that_never_closed_comes_along_from_its_beginning(linked, new) -> None:
    old = linked.till
    old.open_shift(1_000)
    sold = [old.sell(("A", 1, 50)) for _ in range(3)]
    well(linked.sync())
    begun = new.begin(replace_code(linked))
    assert begun.takes_over.parent is None
    till = new.open()
    try:
        assert numbers(till) == [one.number for one in sold]
        till.sell(("B", 1, 5))
        well(new.sync(till))
        check_sums(linked.engine, till)
        till.check()
    finally:
        till.close()


def test_one_of_which_the_centre_has_nothing_begins_anew_beyond_its_numbers(linked, new) -> None:
    old = linked.till
    old.open_shift(0)
    unsent = old.sell(("A", 1, 50))
    new.begin(replace_code(linked))
    till = new.open()
    try:
        till.open_shift(0)
        assert till.sell(("A", 1, 50)).number == "S01-1-2-000001" != unsent.number
        well(new.sync(till))
    finally:
        till.close()


def test_the_dead_one_comes_back_and_its_tail_comes_in_by_hand(linked, new, tmp_path) -> None:
    a_dead_one(linked)
    old = linked.till
    tail = [old.sell(("B", 1, 7 + n)) for n in range(3)]  # never sent
    new.begin(replace_code(linked))
    till = new.open()
    try:
        sync = new.sync(till)
        till.sell(("A", 1, 5))
        well(sync)
        outdated = linked.sync()
        assert outdated.settle() is None
        assert (outdated.report.why, outdated.report.unsent) == ("token.revoked", 3)
        file = tmp_path / "tail.rescue"
        keys = {"OMO_POS_KEY_DIR": str(old.config.key_dir)}
        command("rescue", "export", file, "--data-dir", old.folder, **keys)
        url = linked.engine.url.render_as_string(hide_password=False)
        command_here("rescue", "import", file, "--database-url", url, status=3)
        for _ in range(2):
            assert "3 entries" in command_here("rescue", "import", file, "--database-url", url, "--revoked").stdout
            check_both(linked, old, till)
        sync.engine.changed()  # as the centre's event says
        well(sync)
        assert {one.number for one in tail} <= set(numbers(till)), "who took the place takes them into its drawer"
        check_both(linked, old, till)
        till.check()
        asked = len(till.kinds())
        sync.engine.changed()
        well(sync)
        assert len(till.kinds()) == asked
        kinds = {kind for (kind,) in rows(linked.engine, "SELECT kind FROM conflict")}
        assert not kinds & {"journal.forked", "sale.same_number", "journal.broken_link"}
        till.close_shift(0)
        till.clock.move(86_400)
        sync.last(61)
        assert rows(linked.engine, "SELECT DISTINCT differs FROM day_check") == [("",)]
    finally:
        till.close()


def test_two_who_gave_one_number_are_both_kept_and_somebody_hears(linked, new, tmp_path) -> None:
    old = linked.till
    old.open_shift(0)
    old.sell(("A", 1, 50))
    well(linked.sync())
    begin_epoch(old.terminal)  # as a copy does that was put back there; the centre never heard of it
    twin = old.sell(("A", 1, 9))
    new.begin(replace_code(linked))
    till = new.open()
    try:
        other = till.sell(("B", 1, 11))
        well(new.sync(till))
        assert other.number == twin.number
        file = tmp_path / "tail.rescue"
        command_here("rescue", "export", file, "--data-dir", old.folder, OMO_POS_KEY_DIR=str(old.config.key_dir))
        url = linked.engine.url.render_as_string(hide_password=False)
        command_here("rescue", "import", file, "--database-url", url, "--revoked")
        books = dict(rows(linked.engine, "SELECT id, number FROM sale"))
        assert books[twin.ticket.sale_id] == twin.number
        assert books[other.ticket.sale_id] == other.number
        told = rows(linked.engine, "SELECT entry_id, subject, outcome FROM conflict WHERE kind = 'sale.same_number'")
        assert told == [(twin.ticket.sale_id, twin.number, "both_kept")]
        well(new.sync(till))
        till.check()
    finally:
        till.close()


def test_a_code_is_of_one_machine_which_may_repeat_it(linked, new, tmp_path, monkeypatch) -> None:
    a_dead_one(linked)
    code = replace_code(linked)
    refused(UserError, "token.revoked", linked.gateway().mark)

    def cut(self, epoch, after):
        raise FaultError("centre.unreachable", reason="ReadError")

    with monkeypatch.context() as patch:
        patch.setattr(Gateway, "rebuild", cut)
        refused(FaultError, "centre.unreachable", lambda: new.begin(code))
    assert is_fresh(new.config)
    refused(FaultError, "data_dir.database_missing", new.open)
    begun = new.begin(code)
    assert begun.takes_over.epoch == 2
    assert not is_fresh(new.config)
    refused(UserError, "enrol.not_fresh", lambda: new.begin(code))
    third = New(linked, tmp_path / "third")
    refused(UserError, "enrol.code_spent", lambda: third.begin(code))
    refused(UserError, "enrol.bad_code", lambda: third.begin("AAAA-BBBB-CCCC"))
    again = third.begin(replace_code(linked))
    assert again.takes_over.epoch == 3
    till = new.open()
    with closing(Gateway(Address(linked.url, till.terminal.secrets.membership().token))) as gateway:
        refused(UserError, "token.revoked", gateway.mark)
    till.close()


def test_a_machine_that_sold_already_takes_nobodys_place(linked, make_till) -> None:
    other = make_till(name="other")
    refused(UserError, "enrol.not_fresh", lambda: enrol_terminal(other.terminal, linked.url, replace_code(linked)))


def test_by_the_command_line_and_the_admin_api(linked, new) -> None:
    a_dead_one(linked)
    terminal_id = linked.till.terminal.terminal_id
    url = linked.engine.url.render_as_string(hide_password=False)
    command_here("central", "enrol-code", "--replace", "nobody", "--database-url", url, status=3)
    with Asking(linked.url, token(linked.engine)) as ask:
        other = ask("POST", f"/v1/admin/terminals/{terminal_id}/replace").json()["code"]
        assert ask("POST", "/v1/admin/terminals/nobody/replace").status_code == 404
    code = command("central", "enrol-code", "--replace", terminal_id, "--database-url", url).stdout.strip()
    assert code != other, "the newer one counts"
    done = command(
        "enrol", linked.url, code, "--data-dir", new.config.data_dir, OMO_POS_KEY_DIR=str(new.config.key_dir)
    )
    counted, taken, *_ = done.stdout.splitlines()
    assert re.fullmatch(r"\d+ entries so far", counted)
    assert taken.startswith(f"took over {terminal_id}: store S01, register 1; ")
    assert "everything is here" in done.stdout


def test_an_ordinary_code_makes_a_new_terminal_of_an_empty_directory(linked, new) -> None:
    code = write(linked.engine, lambda connection: enrolling.make_code(connection, "S01", 4, START))
    begun = new.begin(code)
    assert (begun.takes_over, begun.shop.register) == (None, 4)
    till = new.open()
    try:
        till.open_shift(0)
        assert till.sell(("A", 1, 5)).number == "S01-4-1-000001"
        well(new.sync(till))
    finally:
        till.close()


def test_who_took_over_is_told_at_once_of_what_came_in_by_hand(linked, new, tmp_path) -> None:
    a_dead_one(linked)
    old = linked.till
    late = old.sell(("B", 1, 7))
    new.begin(replace_code(linked))
    till = new.open()
    sync = start_sync(till.terminal)
    try:
        assert sync.thread.wait_for(
            lambda: sync.standing().unsent == 0 and sync.standing().link.value == "online", 20
        )
        file = tmp_path / "tail.rescue"
        command_here("rescue", "export", file, "--data-dir", old.folder, OMO_POS_KEY_DIR=str(old.config.key_dir))
        with Asking(linked.url, token(linked.engine)) as ask:
            answer = ask.client.post("/v1/admin/rescue", params={"revoked": True}, content=file.read_bytes())
            assert answer.json() == {"terminal_id": till.terminal.terminal_id, "entries": 1}
        assert sync.thread.wait_for(lambda: late.number in numbers(till) and sync.standing().unsent == 0, 20)
    finally:
        sync.close()
        till.close()
