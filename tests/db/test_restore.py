from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import back_up, open_beside, restoring_from
from app.config import Config
from app.db.connection import connect_reader, connect_writer
from app.domain.errors import FaultError, UserError
from app.domain.shop import Shop
from app.domain.tender import Tender, TenderKind
from app.services.cart import restore
from tests.db.conftest import Till, refused

PAGE = 4_096


def copy_of(till: Till) -> Path:
    return back_up(till.config, till.folder.with_name("copies"), clock=till.clock).path


def put_back(till: Till, copy: Path, *, yes: bool = False):
    """Restore as the command line does; the plan, also where nothing was done."""
    till.close()
    with restoring_from(till.config, copy, till.clock) as act:
        if yes or not act.plan.loses:
            act.run()
    till.open()
    return act.plan


def spoil(path: Path, found: bytes | int) -> None:
    """Flip the bits of a byte, at an offset or where a text lies."""
    data = bytearray(path.read_bytes())
    place = data.index(found) if isinstance(found, bytes) else found
    data[place] ^= 0xFF
    path.write_bytes(data)


def row_at(path: Path, seq: int) -> int:
    """Where in a plain file an entry's hashes lie, which no other row has side by side."""
    with closing(connect_reader(path, None)) as connection:
        both = b"".join(connection.execute("SELECT prev_hash, hash FROM journal WHERE seq=?", (seq,)).fetchone())
        assert connection.execute("PRAGMA page_size").fetchone()[0] == PAGE
    return path.read_bytes().index(both)


def test_what_was_sold_after_the_copy_goes_on(either):
    till = either
    before = till.sell(("A", 3, 100))
    copy = copy_of(till)
    part = till.give_back((before, 1, 1))
    after = [till.sell(("A", 1, 10 * n)) for n in (1, 2, 3)]
    parked, cart = till.cart(("P", 1, 1)), till.cart(("C", 2, 50))
    till.terminal.carts.park(parked, "x", till.ids.mint(), "anna").result()
    card = Tender(till.ids.mint(), TenderKind.CARD, 60, 60, "A")
    till.terminal.tenders.take(cart, card, "anna").result()
    sales = till.query("SELECT id, number, total_minor, shift_id, business_on FROM sale ORDER BY number")
    plan = put_back(till, copy)
    assert (plan.carried, plan.carried_sales, plan.lost, plan.epoch, plan.loses) == (6, 4, 0, 2, False)
    assert till.query("SELECT id, number, total_minor, shift_id, business_on FROM sale ORDER BY number") == sales
    assert {part.number, *(sale.number for sale in after)} < {row[1] for row in sales}
    assert till.sell(("A", 1, 5)).number == "S01-1-2-000001"
    assert till.sell(("A", 1, 5)).number == "S01-1-2-000002"
    assert restore(till.reads) == cart
    assert [one.tender_id for one in till.reads.pending_tenders()] == [card.tender_id]
    assert [one.cart_id for one in till.reads.parked_carts()] == [parked.cart_id]
    rest = till.give_back((before, 1, 2))
    assert rest.ticket.total == -200
    assert till.terminal.store.alarm is None
    till.check()


def test_the_new_epoch_names_the_copys_head_as_its_parent(till):
    till.sell(("A", 1, 100))
    copy = copy_of(till)
    head = till.reads.head()
    till.sell(("A", 1, 100))
    put_back(till, copy)
    (text,) = till.query("SELECT body FROM journal WHERE seq=?", head.seq + 1)[0]
    body = json.loads(text)
    assert body["reason"] == "restored"
    assert body["parent"] == {"epoch": 1, "seq": head.seq, "hash": head.hash.hex()}


def test_a_sold_cart_stays_sold(till):
    """The copy still has it open."""
    cart = till.cart(("A", 1, 100))
    till.terminal.carts.autosave(cart)
    till.reopen()
    copy = copy_of(till)
    till.complete(cart).result()
    shutil.copyfile(copy, kept := copy.with_name("kept.db"))
    put_back(till, copy)
    assert restore(till.reads) is None
    till.close()
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()
    till.folder.joinpath("anchor.json").unlink()
    with restoring_from(till.config, kept, till.clock) as act:
        act.run()
    till.open()
    assert restore(till.reads) == cart, "with the file gone, the sale is lost and the open cart is what there is"


def test_what_was_replaced_lies_aside_whole(either):
    till = either
    copy = copy_of(till)
    till.sell(("A", 1, 100))
    head = till.reads.head()
    put_back(till, copy)
    (folder,) = (till.folder / "aside").iterdir()
    with closing(connect_reader(folder / "omo-pos.db", till.key)) as connection:
        assert connection.execute("SELECT max(seq), count(*) FROM journal").fetchone() == (head.seq, head.seq)
    assert json.loads((folder / "anchor.json").read_text())["seq"] == head.seq
    assert put_back(till, folder / "omo-pos.db", yes=True).epoch == 3
    till.check()


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_copy_again_and_again(till, times):
    copy = copy_of(till)
    for turn in range(times):
        till.sell(("A", 1, 100 + turn))
        plan = put_back(till, copy)
        assert (plan.carried_sales, plan.epoch, plan.loses) == (turn + 1, turn + 2, False)
    numbers = [number for (number,) in till.query("SELECT number FROM sale ORDER BY seq")]
    assert numbers == [f"S01-1-{turn + 1}-000001" for turn in range(times)]
    till.check()


def test_a_closed_shift_is_carried_over_closed(till):
    copy = copy_of(till)
    till.sell(("A", 1, 100))
    z = till.close_shift(1_100)
    till.open_shift(500)
    till.sell(("B", 1, 7))
    put_back(till, copy)
    assert till.reads.last_closed_shift().z_number == z.z_number
    assert till.close_shift(507).over_short.minor == 0
    till.check()


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("place", [200, 5_000, -3_000])
def test_a_broken_copy_is_refused(make_till, plain, place):
    till = make_till(plain=plain)
    till.open_shift()
    for n in range(1, 40):
        till.sell(("A", 1, n))
    copy = copy_of(till)
    spoil(copy, place % copy.stat().st_size)
    till.close()
    before = {path.name: path.read_bytes() for path in till.folder.iterdir() if path.is_file()}
    with pytest.raises(FaultError) as refusal, restoring_from(till.config, copy, till.clock):
        pass
    assert refusal.value.code in {"backup.not_whole", "db.damaged", "db.unreadable", "db.io"}
    assert {path.name: path.read_bytes() for path in till.folder.iterdir() if path.is_file()} == before
    till.open()


def test_a_copy_with_a_changed_amount_is_refused(till):
    till.sell(("A", 1, 4_711))
    copy = copy_of(till).rename(till.folder.with_name("by-hand.db"))  # without what was written down beside it
    with closing(connect_writer(copy, None)) as connection:
        connection.execute("UPDATE sale SET sold_minor = 4712")
    error = refused(FaultError, "backup.not_whole", lambda: put_back(till, copy))
    assert "sold" in error.params["reason"]
    till.open()


def test_a_copy_of_another_terminal_is_refused(make_till):
    here, there = make_till(name="here"), make_till(name="there")
    there.clock.move(1)
    there.close()
    shutil.rmtree(there.folder)
    there.ids.count += 100
    there.open()
    copy = copy_of(there)
    refused(UserError, "backup.of_another_terminal", lambda: put_back(here, copy))
    here.open()


def test_no_file_and_no_copy_are_told_apart(till, tmp_path):
    (tmp_path / "note.db").write_text("not a database at all, but long enough to be one" * 100)
    refused(FaultError, "db.missing", lambda: put_back(till, tmp_path / "nothing.db"))
    refused(FaultError, "db.unreadable", lambda: put_back(till, tmp_path / "note.db"))
    fresh = Config(tmp_path / "fresh", till.config.key_dir, "file", plain=True)

    def plan() -> None:
        with restoring_from(fresh, tmp_path / "note.db", till.clock):
            pass

    refused(UserError, "backup.not_a_copy", plan)
    assert not (tmp_path / "fresh" / "terminal.json").exists()
    till.open()


def sell_many(till: Till, count: int) -> None:
    for n in range(1, count + 1):
        till.sell(("A", 1, n))


@pytest.mark.parametrize("plain", [True, False])
def test_of_a_damaged_file_the_whole_part_is_carried(make_till, plain):
    till = make_till(plain=plain)
    till.open_shift()
    sell_many(till, 5)
    copy = copy_of(till)
    sell_many(till, 60)
    head = till.reads.head().seq
    till.close()
    file = till.folder / "omo-pos.db"
    if plain:
        spoil(file, row_at(file, head - 12))
    else:  # no page says what it is; those written last are of the last sales
        for page in range(file.stat().st_size // PAGE - 12, file.stat().st_size // PAGE):
            spoil(file, page * PAGE + 100)
    with restoring_from(till.config, copy, till.clock) as act:
        plan = act.plan
        assert plan.loses
        act.run()
    till.open()
    assert plan.lost > 0
    assert plan.copy.entries + plan.carried + plan.lost == head
    if plain:
        assert plan.carried_sales == 60 - 13
    kept = [total for (total,) in till.query("SELECT total_minor FROM sale ORDER BY seq")]
    assert kept == [*range(1, 6), *range(1, plan.carried_sales + 1)]
    till.check()


def test_with_the_last_page_gone_all_before_it_is_carried(make_till):
    till = make_till()
    till.open_shift()
    copy = copy_of(till)
    sell_many(till, 60)
    head = till.reads.head().seq
    till.close()
    file = till.folder / "omo-pos.db"
    data = bytearray(file.read_bytes())
    leaf = row_at(file, head) // PAGE * PAGE
    data[leaf : leaf + PAGE] = bytes(PAGE)
    file.write_bytes(data)
    with restoring_from(till.config, copy, till.clock) as act:
        assert act.plan.carried_sales > 20
        assert act.plan.copy.entries + act.plan.carried + act.plan.lost == head, (
            "the anchor knows how many there were"
        )
        act.run()
    till.open()
    till.check()


def test_damage_before_the_copy_costs_nothing(make_till):
    till = make_till()
    till.open_shift()
    sell_many(till, 60)
    copy = copy_of(till)
    sell_many(till, 20)
    till.close()
    spoil(till.folder / "omo-pos.db", row_at(till.folder / "omo-pos.db", 12))
    till.open()
    plan = put_back(till, copy)
    assert (plan.carried_sales, plan.lost) == (20, 0)
    till.check()


def test_a_lost_file_loses_what_the_anchor_knows_of(till):
    copy = copy_of(till)
    sell_many(till, 3)
    till.close()
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()
    refused(FaultError, "data_dir.database_missing", till.open)
    with restoring_from(till.config, copy, till.clock) as act:
        assert (act.plan.carried, act.plan.lost, act.plan.loses) == (0, 3, True)
        act.run()
    till.open()
    assert till.sell(("A", 1, 1)).number == "S01-1-2-000001"
    till.check()


def test_another_history_is_told_however_short_it_is(till):
    """Restored by mistake, sold on, and then a later copy: what was sold between is not in it."""
    early = copy_of(till)
    sell_many(till, 9)
    late = copy_of(till)
    till.close()
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()
    (till.folder / "anchor.json").unlink()
    with restoring_from(till.config, early, till.clock) as act:
        act.run()
    till.open()
    till.sell(("X", 1, 1))
    plan = put_back(till, late)
    assert (plan.other_history, plan.loses, plan.carried, plan.lost) == (True, True, 0, 2)
    assert till.query("SELECT count(*) FROM sale") == [(1,)]
    assert put_back(till, late, yes=True).epoch == 3
    assert till.query("SELECT count(*) FROM sale") == [(9,)]
    till.check()


def test_an_older_present_is_no_other_history(till):
    sell_many(till, 2)
    early = copy_of(till)
    sell_many(till, 2)
    late = copy_of(till)
    till.close()
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()
    shutil.copyfile(early, till.folder / "omo-pos.db")
    with restoring_from(till.config, late, till.clock) as act:
        assert (act.plan.other_history, act.plan.lost, act.plan.carried) == (False, 0, 0)
        act.run()
    till.open()
    assert till.query("SELECT count(*) FROM sale") == [(4,)]
    till.check()


def test_what_a_copys_own_log_holds_is_restored_too(till, tmp_path):
    """A database that somebody copied by hand, log and all."""
    sell_many(till, 3)
    with closing(till.connection()) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal").fetchone()
        sell_many(till, 2)
        for name in ("omo-pos.db", "omo-pos.db-wal"):
            shutil.copyfile(till.folder / name, tmp_path / name)
    assert (tmp_path / "omo-pos.db-wal").stat().st_size
    plan = put_back(till, tmp_path / "omo-pos.db")
    assert plan.copy.entries == 8
    assert till.query("SELECT count(*) FROM sale") == [(5,)]
    till.check()


def test_archives_come_with_the_copy(make_till, tmp_path):
    till = make_till()
    till.open_shift()
    sell_many(till, 5)
    till.close_shift(15)
    till.terminal.store.archive()
    till.open_shift()
    copy = copy_of(till)
    sell_many(till, 2)
    for archive in (till.folder / "archive").iterdir():
        archive.write_bytes(b"spoilt")
    assert till.verify().problem == "archive.changed"
    plan = put_back(till, copy)
    assert (plan.carried_sales, plan.lost) == (2, 0)
    till.check()
    (folder,) = (till.folder / "aside").iterdir()
    assert [path.read_bytes() for path in folder.glob("journal-*")] == [b"spoilt"]


def test_someone_who_still_looks_at_the_old_file_harms_nothing(till):
    copy = copy_of(till)
    beside = open_beside(till.config)
    beside.connection.execute("BEGIN")
    before = beside.reads().head()
    put_back(till, copy)
    sell_many(till, 3)
    assert beside.reads().head() == before
    beside.connection.execute("ROLLBACK")
    beside.close()
    assert (till.folder / "omo-pos.db-wal").stat().st_size
    sell_many(till, 3)
    till.check()
    till.reopen()
    assert till.query("SELECT count(*) FROM sale") == [(6,)]


def test_a_terminal_at_work_is_not_restored(make_till):
    till = make_till(Shop())
    copy = copy_of(till)

    def plan() -> None:
        with restoring_from(till.config, copy, till.clock):
            pass

    refused(UserError, "data_dir.in_use", plan)
