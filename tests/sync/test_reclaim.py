"""Copies that came back: of a terminal that had sold on, of a centre from yesterday. What any disk held is there."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.bootstrap import back_up, restoring_from
from app.central.bootstrap import service
from app.central.database import open_database
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.conftest import START
from tests.central.served import served
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal, check_sums, entries_of, held

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def ids_of(entries, kind: str = "sale.completed") -> list[str]:
    return sorted({row[2] for row in entries if row[3] == kind})


def well(sync) -> None:
    """Nothing is left to do, and nothing is the matter."""
    sync.settle()
    sync.last(1_000)
    assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ONLINE, "", 0)


def check_both(linked, till=None) -> None:
    """The centre has every entry of the terminal as it is, no sale is on one side only, and the sums agree."""
    till = till or linked.till
    ours, theirs = entries_of(till), held(linked.engine, till.terminal.terminal_id)
    assert set(ours) <= set(theirs)
    assert ids_of(ours) == ids_of(theirs)
    assert len(ids_of(ours)) == len(till.query("SELECT id FROM sale"))
    check_sums(linked.engine, till)
    till.check()


def lose_database(till) -> None:
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()


@pytest.mark.parametrize("sold_since", [0, 3], ids=["at once", "after it sold on"])
def test_a_terminal_from_an_older_copy_takes_back_what_it_sold_since(linked, tmp_path, sold_since) -> None:
    till = linked.till
    till.open_shift(1_000)
    till.sell(("A", 2, 50))
    copy = back_up(till.config, tmp_path / "copies", clock=till.clock).path
    lost = [till.sell(("A", 1, 50 + n)) for n in range(45)]
    back = till.give_back((lost[0], 1, 1))
    well(linked.sync())
    till.close()
    lose_database(till)
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    assert len(till.query("SELECT id FROM sale")) == 1
    for _ in range(sold_since):
        till.clock.move(60)
        till.sell(("B", 1, 9))
    well(linked.sync())
    numbers = {number for (number,) in till.query("SELECT number FROM sale")}
    assert {one.number for one in [*lost, back]} <= numbers
    assert len(numbers) == 1 + 46 + sold_since
    check_both(linked)
    assert till.sell(("A", 1, 5)).number == f"S01-1-2-{sold_since + 1:06}"
    well(linked.sync())
    check_both(linked)


def test_two_copies_that_wrote_in_one_epoch_are_both_kept(linked, tmp_path) -> None:
    till = linked.till
    till.open_shift(1_000)
    till.sell(("A", 2, 50))
    well(linked.sync())
    till.close()
    for folder in (till.folder, till.config.key_dir):  # the whole machine, keys and all: nobody there can know
        shutil.copytree(folder, tmp_path / f"image-{folder.name}")
    till.open()
    first = [till.sell(("A", 1, 7)) for _ in range(3)]
    well(linked.sync())
    till.close()
    for folder in (till.folder, till.config.key_dir):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / f"image-{folder.name}", folder)
    till.open()
    till.ids.count += 1_000
    second = [till.sell(("B", 1, 9)) for _ in range(2)]
    assert first[0].number == second[0].number
    well(linked.sync())
    check_both(linked)
    numbers = sorted(number for (number,) in till.query("SELECT number FROM sale"))
    assert len(numbers) == 6
    assert till.reads.head().epoch == 2
    well(linked.sync())
    check_both(linked)


@contextmanager
def restored(linked, copy: Path):
    """The centre goes on from a copy of its database, at another port."""
    path = Path(linked.engine.url.database)
    linked.engine.dispose()
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()
    shutil.copy(copy, path)
    engine = open_database(f"sqlite:///{path}")
    with served(service(engine, lambda: START)) as url:
        linked.engine, linked.url = engine, url
        gateway = Gateway(Address(url, linked.token))
        yield Turns(linked.till.terminal, gateway)
        gateway.close()
    engine.dispose()


def copy_centre(linked, target: Path) -> Path:
    with linked.engine.connect() as connection:
        connection.connection.driver_connection.execute("VACUUM INTO ?", (str(target),))
    return target


def test_a_centre_from_yesterdays_copy_is_filled_again(linked, tmp_path) -> None:
    till = linked.till
    till.open_shift(1_000)
    till.sell(("A", 2, 50))
    well(linked.sync())
    copy = copy_centre(linked, tmp_path / "yesterday.db")
    for _ in range(10):
        till.sell(("A", 1, 50))
    well(linked.sync())
    with restored(linked, copy) as sync:
        assert len(held(linked.engine, till.terminal.terminal_id)) < len(entries_of(till))
        well(sync)
        check_equal(linked.engine, till)


def test_a_centre_that_comes_back_under_a_running_terminal_is_obeyed(linked, tmp_path) -> None:
    till = linked.till
    till.open_shift(1_000)
    sync = linked.sync()
    well(sync)
    copy = copy_centre(linked, tmp_path / "yesterday.db")
    till.sell(("A", 1, 50))
    well(sync)
    with restored(linked, copy) as other:
        other.engine._agreed = True  # it never asked anew, as one whose connection went on
        till.sell(("A", 1, 50))
        well(other)
        check_equal(linked.engine, till)


def test_both_come_back_from_copies(linked, tmp_path) -> None:
    till = linked.till
    till.open_shift(1_000)
    till.sell(("A", 2, 50))
    well(linked.sync())
    terminal_copy = back_up(till.config, tmp_path / "copies", clock=till.clock).path
    till.sell(("A", 1, 1))
    well(linked.sync())
    centre_copy = copy_centre(linked, tmp_path / "yesterday.db")
    till.sell(("A", 1, 2))  # of this no disk holds anything in the end
    well(linked.sync())
    till.close()
    lose_database(till)
    with restoring_from(till.config, terminal_copy, till.clock) as act:
        act.run()
    till.open()
    till.clock.move(60)
    till.sell(("B", 1, 3))
    with restored(linked, centre_copy) as sync:
        well(sync)
        check_both(linked)
        totals = sorted(total for (total,) in till.query("SELECT total_minor FROM sale"))
        assert totals == [1, 3, 100]
