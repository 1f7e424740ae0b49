from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from app.bootstrap import diagnose, open_beside, open_terminal
from app.config import Config
from app.db.connection import connect_reader, connect_writer, fault
from app.db.datadir import DataDir
from app.domain.catalog import Product
from app.domain.errors import FaultError, UserError
from app.domain.shop import Shop
from tests.db.conftest import ROOT, Till, refused

OWNER = """
import sys, time
from pathlib import Path
from app.bootstrap import open_terminal
from app.config import Config
terminal = open_terminal(Config(Path(sys.argv[1]), Path(sys.argv[2]), "file"))
print("open", flush=True)
time.sleep(120)
"""


def test_one_process_owns_a_directory_until_it_ends_however_it_ends(make_till):
    till = make_till(plain=False)
    till.open_shift()
    till.close()
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(till.folder), str(till.config.key_dir)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert owner.stdout.readline() == "open\n"
        refused(UserError, "data_dir.in_use", till.open)
        assert till.terminal.store.place.is_owned()
        with closing(connect_reader(till.folder / "omo-pos.db", till.key)) as connection:
            assert connection.execute("SELECT count(*) FROM journal").fetchone() == (3,)
        assert till.verify().ok
    finally:
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait(60)
        owner.stdout.close()
    till.open()
    till.sell(("A", 1, 1))
    till.check()


def test_also_within_one_process(till):
    refused(UserError, "data_dir.in_use", lambda: open_terminal(till.config, Shop()))
    till.sell(("A", 1, 1))
    till.close()
    assert not till.terminal.store.place.is_owned()
    till.open()


def test_a_start_that_fails_gives_the_directory_up(till, tmp_path):
    till.close()
    wrong = Config(till.folder, tmp_path / "no-keys", "file", plain=True)
    for _ in range(2):
        refused(FaultError, "vault.key_missing", lambda: open_terminal(wrong, Shop()))
    before = threading.active_count()
    (till.folder / "anchor.json").unlink()
    (till.folder / "omo-pos.db").rename(till.folder / "away.db")
    (till.folder / "omo-pos.db").mkdir()
    refused(FaultError, "db.io", till.open)
    (till.folder / "omo-pos.db").rmdir()
    (till.folder / "away.db").rename(till.folder / "omo-pos.db")
    assert threading.active_count() == before
    till.open()


def test_the_end_leaves_no_thread_and_one_whole_file(make_till):
    before = threading.active_count()
    till = make_till()
    till.open_shift()
    till.sell(("A", 1, 1))
    till.close()
    assert threading.active_count() == before
    assert {path.name for path in till.folder.iterdir()} <= {
        "omo-pos.db",
        "anchor.json",
        "terminal.json",
        "owner.lock",
    }
    till.terminal.close()  # a second time is nothing
    till.open()


def test_a_database_that_is_gone_is_not_made_anew(either):
    till = either
    till.close()
    (till.folder / "omo-pos.db").rename(till.folder / "away.db")
    for shop in (till.shop, None):
        error = refused(FaultError, "data_dir.database_missing", lambda shop=shop: open_terminal(till.config, shop))
        assert error.params == {"path": str(till.folder / "omo-pos.db")}
    assert not (till.folder / "omo-pos.db").exists()
    (till.folder / "away.db").rename(till.folder / "omo-pos.db")
    till.open()
    till.check()


def test_an_emptied_database_is_not_begun_anew(either):
    till = either
    till.close()
    whole = (till.folder / "omo-pos.db").read_bytes()
    (till.folder / "omo-pos.db").write_bytes(b"")
    refused(FaultError, "data_dir.database_missing", till.open)
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()
    (till.folder / "omo-pos.db").write_bytes(whole)
    till.open()
    till.check()


@pytest.mark.parametrize("plain", [True, False])
def test_a_file_that_is_no_database_is_a_fault(make_till, plain):
    till = make_till(plain=plain)
    till.close()
    file = till.folder / "omo-pos.db"
    whole = file.read_bytes()
    file.write_bytes(b"not a database" * 1_000)
    refused(FaultError, "db.unreadable", till.open)
    assert file.read_bytes() == b"not a database" * 1_000
    file.write_bytes(whole)
    till.open()


def test_another_key_opens_nothing(make_till, tmp_path):
    till = make_till(plain=False)
    file = till.folder / "omo-pos.db"
    for key in (None, bytes(32)):
        refused(FaultError, "db.unreadable", lambda key=key: connect_reader(file, key))
        refused(FaultError, "db.unreadable", lambda key=key: connect_writer(file, key))
    refused(FaultError, "db.missing", lambda: connect_reader(tmp_path / "none.db", None))
    assert not (tmp_path / "none.db").exists()


def test_a_reader_cannot_write(till):
    with closing(till.connection()) as connection, pytest.raises(Exception, match="readonly") as error:
        connection.execute("DELETE FROM sale")
    assert fault(error.value, "x").code == "db.io"


def test_the_writer_asks_the_disk_for_everything(either):
    """What a sale that is answered stands on."""
    till = either
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "wal_autocheckpoint": 0,
        "fullfsync": 1, "checkpoint_fullfsync": 1,
    }  # fmt: skip

    def job(connection):
        return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}

    found = till.terminal.store.writer.on_connection(job).result()
    assert {name: type(wanted[name])(value) for name, value in found.items()} == wanted


def test_each_thread_reads_on_a_connection_of_its_own(till):
    seen: list[int] = []

    def look() -> None:
        seen.append(id(till.terminal.store.connection()))
        seen.append(till.reads.head().seq)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen[0] != id(till.terminal.store.connection())
    assert till.terminal.store.connection() is till.terminal.store.connection()
    assert seen[1] == till.reads.head().seq


def test_a_reader_sees_what_is_answered_at_once(either):
    till = either
    for n in range(1, 20):
        number = till.sell(("A", 1, n)).number
        assert till.query("SELECT number FROM sale ORDER BY seq DESC LIMIT 1") == [(number,)]
        assert till.reads.last_receipt(1) == n


def test_days_are_summed_over_the_whole_history(till):
    sale = till.sell(("A", 2, 50))
    till.close_shift()
    till.clock.move(86_400)
    till.open_shift()
    till.give_back((sale, 1, 1))
    till.sell(("A", 1, 7))
    assert till.terminal.store.sums_by_day() == [("2026-03-05", 1, 0, 100, 0), ("2026-03-06", 1, 1, 7, 50)]
    assert [entry.kind for entry in till.terminal.store.entries_of("shift.closed")] == ["shift.closed"]


def test_goods_that_are_known_are_left_alone(till):
    assert till.terminal.store.add_products([Product("A", "apple"), Product("B", "bag")]) == 2
    assert till.terminal.store.add_products([Product("A", "another"), Product("C", "coat")]) == 1
    assert till.terminal.store.catalog().find("A", 0).product.name == "apple"


def test_the_doctor_looks_and_changes_nothing(either, tmp_path):
    till = either
    findings = {one.what: one for one in diagnose(till.config)}
    assert findings["running"].text == "yes"
    assert findings["anchor"].well or findings["anchor"].text == "anchor.missing"
    till.close()
    before = {path.name: path.read_bytes() for path in till.folder.iterdir()}
    findings = {one.what: one for one in diagnose(till.config)}
    assert {path.name: path.read_bytes() for path in till.folder.iterdir()} == before
    assert findings["running"].text == "no"
    assert findings["anchor"].text == "holds"
    assert not findings["recovery code"].well
    nothing = list(diagnose(Config(tmp_path / "none", tmp_path / "keys", "file")))
    assert [(one.what, one.well) for one in nothing] == [("data directory", False)]
    assert not (tmp_path / "none").exists()
    till.open()


def test_nobody_looks_beside_what_is_not_there(tmp_path):
    refused(UserError, "data_dir.empty", lambda: open_beside(Config(tmp_path / "none", tmp_path / "keys", "file")))


def test_a_plain_directory_is_read_without_its_key(till, tmp_path):
    beside = open_beside(Config(till.folder, tmp_path / "elsewhere", "file"))
    assert beside.verify().ok
    assert beside.shop() == till.shop
    beside.close()


def test_a_folder_is_made_for_its_owner_only(tmp_path):
    place = DataDir(tmp_path / "a" / "b")
    place.make()
    assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_text("x")
    refused(FaultError, "data_dir.cannot_make", DataDir(tmp_path / "file").make)
    refused(FaultError, "data_dir.cannot_make", DataDir(tmp_path / "file" / "below").make)


def test_a_till_is_what_its_tests_take_it_for(make_till):
    """Clock and ids are the test's own: two tills made alike write alike, but for the keys."""
    one, other = make_till(name="one"), make_till(name="other")
    for till in (one, other):
        till.open_shift(5)
        till.sell(("A", 1, 1))
    columns = "seq, id, kind, business_on, occurred_at, actor, shift_id"
    rows = [till.query(f"SELECT {columns}, body FROM journal WHERE seq > 1") for till in (one, other)]
    assert rows[0] == rows[1]
    assert isinstance(one, Till)
