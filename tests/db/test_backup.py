from __future__ import annotations

import json
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import back_up, restoring_from
from app.config import Config
from app.db import backup
from app.db.backup import Copy, check, copies, copy_of
from app.db.connection import connect_reader
from app.domain.catalog import Product
from app.domain.errors import FaultError, UserError
from app.domain.ids import uuid7
from app.services.backup import kept
from tests.db.conftest import DAY, SECOND, Till, refused


def take(till: Till, target: Path) -> Copy:
    return back_up(till.config, target, clock=till.clock)


@pytest.fixture
def target(tmp_path) -> Path:
    return tmp_path / "copies"


def test_a_copy_is_whole_and_says_where_it_stands(either, target):
    till = either
    till.sell(("A", 1, 1))
    copy = take(till, target)
    head = till.reads.head()
    assert (copy.epoch, copy.seq, copy.taken_at) == (1, head.seq, datetime(2026, 3, 5, 2, tzinfo=UTC))
    assert copy_of(copy.path) == copy
    assert copies(target, till.terminal.terminal_id) == [copy]
    mark = till.terminal.terminal_id[-8:]
    names = {path.name for path in target.iterdir()}
    assert names == {f"omo-pos-{mark}-20260305T020000Z-e1-s{head.seq}{end}" for end in (".db", ".json")}
    assert check(copy.path, till.key, target / "archive").head == head.hash.hex()
    if not till.config.plain:
        assert b"SQLite format" not in copy.path.read_bytes()[:100]
        refused(FaultError, "db.unreadable", lambda: check(copy.path, None, target))


def test_a_copy_is_for_its_owner_only(till, target):
    copy = take(till, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    secrets = json.loads(copy.path.with_suffix(".json").read_text("utf-8"))
    assert set(secrets) == {"terminal_id", "encrypted", "wrapped", "sealed", "digest"}
    assert secrets["wrapped"] is None


def test_copies_taken_while_another_thread_sells(either, target):
    """Each is one moment: whole, with every sale that was answered before it began, and none in part."""
    till = either
    answered: list[int] = []
    stop = threading.Event()
    carts = [till.cart(*((f"S{line}", 1, 1 + n % 5) for line in range(8))) for n in range(600)]
    ready = [(cart, till.priced(cart), till.cash(cart)) for cart in carts]

    def sell() -> None:
        for one in ready:
            if stop.is_set():
                return
            till.terminal.sell.complete(*one, "anna").result()
            answered.append(1)

    seller = threading.Thread(target=sell)
    seller.start()
    try:
        for _ in range(4):
            before = len(answered)
            till.clock.move(1)
            copy = take(till, target)
            with closing(connect_reader(copy.path, till.key)) as connection:
                (count,) = connection.execute("SELECT count(*) FROM sale").fetchone()
            assert before <= count <= len(answered) + 1
    finally:
        stop.set()
        seller.join(60)
    assert len(copies(target, till.terminal.terminal_id)) == 4
    till.check()


def test_old_copies_go_by_the_rule(till, target):
    terminal_id = till.terminal.terminal_id
    wanted: set[int] = set()
    for _ in range(40):
        till.clock.move(5 * 3_600)
        wanted = kept([*wanted, till.clock.at // SECOND])
        take(till, target)
        assert {one.second for one in copies(target, terminal_id)} == wanted
    assert len(list(target.glob("*.json"))) == len(list(target.glob("*.db"))) == len(wanted) < 40


def test_a_clock_that_ran_ahead_never_costs_the_newest_copy(till, target):
    for _ in range(40):
        till.clock.move(31 * 86_400)
        take(till, target)
    till.clock.at -= 50 * 31 * DAY
    till.sell(("A", 1, 1))
    copy = take(till, target)
    assert copy.path.exists()
    till.clock.move(1)
    till.sell(("A", 1, 1))
    assert take(till, target).path.exists()


def test_the_place_is_remembered(till, target):
    place = till.terminal.store.place
    assert place.backup_place() == (till.folder.with_name("data-copies"), 3_600)
    assert back_up(till.config, clock=till.clock).path.parent == till.folder.with_name("data-copies")
    back_up(till.config, target, 15, till.clock)
    assert place.backup_place() == (target, 900)
    till.clock.move(1)
    assert back_up(till.config, clock=till.clock).path.parent == target
    back_up(till.config, every_minutes=30, clock=till.clock)
    assert place.backup_place() == (target, 1_800)
    place.backup_rule.write_text("{broken")
    assert place.backup_place() == (till.folder.with_name("data-copies"), 3_600)


def test_two_terminals_share_a_folder(make_till, target):
    here, there = make_till(name="here"), make_till(name="there")
    there.close()
    for path in [*there.folder.iterdir(), *there.config.key_dir.iterdir()]:
        path.unlink()
    there.ids.count = 500
    there.open()
    for till in (here, there):
        till.open_shift()
        for n in range(1 + till.ids.count % 7):
            till.sell(("A", 1, 1 + n))
        till.close_shift()
        till.terminal.store.archive()
    under_way = target / f".omo-pos-{here.terminal.terminal_id[-8:]}-x.part"
    target.mkdir()
    under_way.write_text("another process writes this")
    copy = take(there, target)
    assert under_way.exists()
    take(here, target)
    assert not under_way.exists(), "one's own that was cut off is cleared away"
    for till in (here, there):
        assert len(copies(target, till.terminal.terminal_id)) == 1
    assert len(list((target / "archive").iterdir())) == 2
    there.close()
    with restoring_from(there.config, copy.path, there.clock) as act:
        act.run()
    there.open()
    there.check()


def test_a_copy_that_is_not_whole_does_not_count(till, target, monkeypatch):
    """Broken on its way, as by a stick that lies about what it wrote."""
    real = backup.vacuum_into

    def lying(source: Path, key: bytes | None, part: Path) -> None:
        real(source, key, part)
        data = bytearray(part.read_bytes())
        data[4_096:8_192] = bytes(4_096)
        part.write_bytes(data)

    good = take(till, target)
    till.clock.move(1)
    with monkeypatch.context() as patch:
        patch.setattr(backup, "vacuum_into", lying)
        with pytest.raises(FaultError) as error:
            take(till, target)
    assert error.value.code in {"backup.not_whole", "db.damaged"}
    assert [path.name for path in target.glob("*.db")] == [good.path.name]
    assert list(target.glob(".omo-pos*")) == []


@pytest.mark.parametrize("place", ["a file", "below a file"])
def test_a_place_that_cannot_be_written_is_a_fault(till, tmp_path, place):
    (tmp_path / "file").write_text("x")
    where = tmp_path / "file" if place == "a file" else tmp_path / "file" / "copies"
    before = till.terminal.store.place.backup_place()
    refused(FaultError, "backup.cannot_write", lambda: take(till, where))
    assert till.terminal.store.place.backup_place() == before


def test_nothing_is_copied_of_no_terminal(tmp_path, target):
    config = Config(tmp_path / "none", tmp_path / "keys", "file", plain=True)
    refused(UserError, "data_dir.empty", lambda: back_up(config, target))
    assert not target.exists()


def test_a_damaged_database_makes_no_copy(till, target):
    for n in range(50):
        till.sell(("A", 1, 1 + n))
    till.close()
    file = till.folder / "omo-pos.db"
    whole = file.read_bytes()
    data = bytearray(whole)
    data[len(data) // 2 : len(data) // 2 + 4_096] = b"x" * 4_096
    file.write_bytes(data)
    with pytest.raises(FaultError):
        take(till, target)
    assert list(target.glob("*.db")) == []
    file.write_bytes(whole)
    till.open()


@pytest.mark.parametrize(
    "name",
    [
        "omo-pos.db",
        "omo-pos-0000000-20260305T020000Z-e1-s3.db",
        "omo-pos-00000001-20260305T020000Z-e1-s3.db-wal",
        ".omo-pos-00000001-x.part",
        "omo-pos-00000001-2026-e1-s3.db",
    ],
)
def test_other_files_are_no_copies(name):
    assert copy_of(Path(name)) is None


def test_a_name_with_a_day_that_never_was_is_no_copy(tmp_path):
    (tmp_path / "omo-pos-00000001-20260231T020000Z-e1-s3.db").touch()
    assert copies(tmp_path, uuid7(0, bytes(9) + b"\1")) == []


def test_search_finds_in_a_restored_copy_what_it_found_before(till, target):
    """A copy is written anew row by row: what the index points to must move with it."""
    products = [Product(f"SKU-{n:03d}", f"茶葉{n}號 oolong {n}") for n in range(120)]
    till.terminal.store.add_products(products)
    till.terminal.store.add_products([Product("SKU-050", "already there"), Product("LAST", "最後")])

    def found() -> list[list[str]]:
        texts = ("茶葉5", "oolong", "SKU-050", "最後", "77號")
        catalog = till.terminal.store.catalog()
        return [[one.found.product.sku for one in catalog.search(text, 50, till.clock.at)] for text in texts]

    before = found()
    assert all(before)
    copy = take(till, target)
    till.close()
    with restoring_from(till.config, copy.path, till.clock) as act:
        act.run()
    till.open()
    assert found() == before
    till.terminal.store.add_products([Product("NEW", "新茶葉")])
    assert [one.found.product.sku for one in till.terminal.store.catalog().search("新茶", 5, till.clock.at)] == [
        "NEW"
    ]
