"""A full disk is said clearly, loses nothing, leaves nothing half done, and is forgotten once there is room."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import back_up, keys_of, open_beside, open_terminal
from app.cli.status import sentence
from app.config import Config
from app.db import anchor as anchors
from app.db import backup, schema, writer
from app.db.datadir import DataDir
from app.domain.errors import FaultError
from app.domain.shop import Shop
from tests.architecture.source import ROOT
from tests.db.crash import upgrades
from tests.db.crash.keeper import Shopkeeper
from tests.db.crash.small import BLOCK, SmallDisk, small_disk

SIZE = 8 * 1024 * 1024
FULL = "the disk is full: make room, nothing that was sold is lost"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "small", SIZE) as made:
        if made is None:
            pytest.skip("no small disk can be mounted here; test_a_file_that_may_not_grow stands in")
        yield made


@pytest.fixture(params=[False, True], ids=["encrypted", "plain"])
def config(tmp_path: Path, disk: SmallDisk, request: pytest.FixtureRequest) -> Config:
    return Config(disk.folder / "data", tmp_path / "keys", "file", request.param)


@pytest.fixture
def keeper(config: Config, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shopkeeper]:
    made = Shopkeeper(config, tmp_path / "acks.jsonl", request.node.name)
    made.open()
    yield made
    made.terminal.close()


def test_selling_until_the_disk_is_full_again_and_again(
    disk: SmallDisk, keeper: Shopkeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The log is folded back often, so that the disk is also found full in the middle of that.
    monkeypatch.setattr(writer, "FOLD_NOW_AFTER", 5)
    for _ in range(12):
        disk.leave(keeper.random.randrange(0, 60) * BLOCK)
        while keeper.act():
            pass
        keeper.act()  # and once more
        keeper.check()
        disk.make_room()
        for _ in range(3):
            assert keeper.act()
        keeper.check()
    assert set(keeper.failures) == {FULL}
    assert keeper.failures[FULL] >= 12
    keeper.check(whole=True)
    keeper.terminal.close()
    keeper.open()
    keeper.check(whole=True)


def open_with(disk: SmallDisk, room: int, config: Config) -> str:
    """What opening says with so much room: nothing, if it went well."""
    disk.leave(room)
    try:
        terminal = open_terminal(config, Shop())
    except FaultError as error:
        return sentence(error)
    assert terminal.store.alarm is None
    terminal.close()
    return ""


@pytest.mark.parametrize("apart", [3, pytest.param(1, marks=pytest.mark.bench)])
def test_a_terminal_is_born_once_there_is_room(disk: SmallDisk, config: Config, apart: int) -> None:
    said: Counter[str] = Counter()
    threads = threading.active_count()
    for blocks in range(0, 400, apart):
        answer = open_with(disk, blocks * BLOCK, config)
        said[answer] += 1
        if not answer:
            break
    assert set(said) == {FULL, ""}
    assert said[FULL] > 20
    assert threading.active_count() == threads
    disk.make_room()
    with closing(open_beside(config)) as beside:
        assert beside.verify().ok


def test_opening_on_a_full_disk(disk: SmallDisk, keeper: Shopkeeper) -> None:
    for number in range(10):
        for _ in range(4):
            assert keeper.act()
        keeper.check()
        keeper.terminal.close()
        answers = [open_with(disk, blocks * BLOCK, keeper.config) for blocks in range(number % 3, 40, 3)]
        assert set(answers) <= {FULL, ""}
        assert answers[-1] == "", answers
        disk.make_room()
        keeper.open()
        keeper.check(whole=True)


def test_the_anchor_lags_while_the_disk_is_full_and_catches_up(
    disk: SmallDisk, keeper: Shopkeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(15):
        assert keeper.act()
    # From now on the log is folded back after each act, and written over: there is room in it, and none for a file.
    monkeypatch.setattr(writer, "FOLD_NOW_AFTER", 1)
    assert keeper.act()
    keeper.check()
    store = keeper.terminal.store
    store.anchor.flush()
    before = anchors.read(store.place.anchor)
    assert before is not None
    disk.leave(0)
    for _ in range(50):
        keeper.act()
        keeper.check()
        if keeper.ledger.seq > before.seq:
            break
    store.anchor.flush()
    assert store.anchor.failure is not None
    assert anchors.read(store.place.anchor) == before
    keeper.check(whole=True)
    disk.make_room()
    store.anchor.flush()
    assert store.anchor.failure is None
    found = anchors.read(store.place.anchor)
    assert found is not None
    assert found.seq == keeper.ledger.seq > before.seq
    keeper.check(whole=True)


def test_a_migration_waits_for_room(
    disk: SmallDisk, keeper: Shopkeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.seller.tell_the_old_story()
    for _ in range(12):
        keeper.act()
    keeper.check()
    keeper.terminal.close()
    upgrades.downgrade(keeper.config)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, upgrades.TOMORROW))
    monkeypatch.setattr(schema, "HEAD", upgrades.TOMORROW)
    monkeypatch.setattr(schema.upgrade, "__defaults__", (upgrades.TOMORROW, upgrades.tomorrow(tmp_path)))
    said = [answer for blocks in range(0, 400, 8) if (answer := open_with(disk, blocks * BLOCK, keeper.config))]
    assert set(said) == {FULL}
    assert len(said) > 10
    disk.make_room()
    keeper.open()
    keeper.check(whole=True)


def test_a_copy_that_does_not_fit_is_none(disk: SmallDisk, keeper: Shopkeeper) -> None:
    for _ in range(10):
        keeper.act()
    target = disk.folder / "stick"
    for blocks in (*range(0, 80, 4), 1_000):
        disk.leave(blocks * BLOCK)
        try:
            back_up(keeper.config, target)
        except FaultError as error:
            keeper.failures[sentence(error)] += 1
    assert set(keeper.failures) == {FULL}
    assert keeper.failures[FULL] > 10
    disk.make_room()
    place = DataDir(keeper.config.data_dir)
    identity = place.identity()
    assert identity is not None
    taken = backup.copies(target, identity.terminal_id)
    assert taken
    key = None if keeper.config.plain else keys_of(keeper.config, identity).database
    for copy in taken:
        assert backup.check(copy.path, key, target / "archive").entries == copy.seq
    keeper.check(whole=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.db.crash.keeper", "--work", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4_000:]
    assert int(done.stdout) >= 10
