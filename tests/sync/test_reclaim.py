"""Copies that came back: of a terminal that had sold on, of a centre from yesterday. What any disk held is there."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from app.bootstrap import back_up, restoring_from
from app.central import feed
from app.central.bootstrap import service
from app.central.database import open_database, write
from app.central.order import OrderForm, place_order
from app.contract.order import OrderLine
from app.sync import engine as engines
from app.sync import push
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.conftest import START
from tests.central.served import served
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal, check_sums, check_told, entries_of, held
from tests.sync.shelf import product, put, put_many

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


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


@ON_SQLITE
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


@ON_SQLITE
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


def ask_postgres(engine: Engine, *statements: str) -> None:
    """Have the server of a database do something, from another database."""
    plain = engine.url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def copy_centre(linked, target: Path) -> str:
    """A copy of the centre's database; what `restored` knows it by."""
    engine = linked.engine
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("VACUUM INTO ?", (str(target),))
        return str(target)
    name = engine.url.database
    engine.dispose()
    ask_postgres(
        engine,
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        f'CREATE DATABASE "{name}_{target.stem}" TEMPLATE "{name}"',
    )
    return f"{name}_{target.stem}"


def put_back(engine: Engine, copy: str) -> None:
    """The copy takes the database's place."""
    name = engine.url.database
    if engine.dialect.name == "postgresql":
        ask_postgres(engine, f'DROP DATABASE "{name}" WITH (FORCE)', f'ALTER DATABASE "{copy}" RENAME TO "{name}"')
        return
    for one in Path(name).parent.glob(f"{Path(name).name}*"):
        one.unlink()
    shutil.copy(copy, name)


@contextmanager
def restored(linked, copy: str):
    """The centre goes on from a copy of its database, at another port."""
    linked.engine.dispose()
    put_back(linked.engine, copy)
    engine = open_database(linked.engine.url.render_as_string(hide_password=False))
    with served(service(engine, lambda: START)) as url:
        linked.engine, linked.url = engine, url
        gateway = Gateway(Address(url, linked.token))
        yield Turns(linked.till.terminal, gateway)
        gateway.close()
    engine.dispose()


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


@pytest.mark.parametrize(
    ("sold", "batch", "told", "page"),
    [(0, 500, 0, 400), (0, 500, 20, feed.MAX_PAGE), (9, 2, 20, 400)],
    ids=["nothing since", "told more since", "sold more than a batch since"],
)
def test_nothing_of_a_centre_that_is_no_more_is_believed(
    linked, tmp_path, monkeypatch, sold, batch, told, page
) -> None:
    """Nobody says that the centre came back from a copy, and its feed is soon as far as it was."""
    till, shelf = linked.till, {f"S{n}": product(f"商品 {n}", f"9{n:06}") for n in range(6)}
    till.open_shift(1_000)
    till.sell(("A", 1, 50))
    put_many(linked.engine, "product", shelf)
    well(linked.sync())
    copy = copy_centre(linked, tmp_path / "yesterday.db")
    line = OrderLine(sku="A", name="A", milli=1_000, amount_minor=10)
    form = OrderForm(code="P1", lines=(line,), total_minor=10)
    write(linked.engine, lambda connection: place_order(connection, "S01", "o1", form, START))
    for name in ("日", "月"):  # in versions that the copy does not come to
        put_many(linked.engine, "product", {sku: product(name, f"8{sku}") for sku in shelf if sku != "S0"})
    put(linked.engine, "product", "S0", None)
    put(linked.engine, "product", "GHOST", product("鬼", "777"))
    well(linked.sync())
    assert till.query("SELECT reserved_milli FROM stock_level WHERE sku='A'") == [(1_000,)]
    assert till.terminal.store.count_products() == 6
    monkeypatch.setattr(feed, "MAX_PAGE", page)
    monkeypatch.setattr(engines, "MAX_ENTRIES", batch)
    monkeypatch.setattr(push, "MAX_ENTRIES", batch)
    for number in range(sold):
        till.sell((f"X{number}", 1, 10))
    with restored(linked, copy) as sync:
        for number in range(told):
            put(linked.engine, "product", f"N{number}", product("新", f"6{number}"))
            put(linked.engine, "conflict", f"N{number}", {"kind": "x"}, "S01")
        well(sync)
        check_equal(linked.engine, till)
        check_told(linked.engine, till)
        assert till.terminal.store.catalog().find("777", till.clock.now()) is None
        levels = {sku: (base, kept) for sku, base, kept in till.query("SELECT * FROM stock_level")}
        assert set(levels) == {"A", *(f"X{number}" for number in range(sold))}
        assert {kept for _, kept in levels.values()} == {0}
        before = till.query("SELECT round FROM centre")
        well(sync)
        assert till.query("SELECT round FROM centre") == before  # it began anew once


def test_a_terminal_that_a_copy_knows_all_of_goes_on(linked, tmp_path) -> None:
    """What it was told last is in the copy: there is nothing to take back."""
    till = linked.till
    till.open_shift(1_000)
    put(linked.engine, "product", "S0", product("商品", "9"))
    well(linked.sync())
    before = till.query("SELECT round, incarnation FROM centre")
    copy = copy_centre(linked, tmp_path / "yesterday.db")
    put(linked.engine, "product", "GHOST", product("鬼", "777"))
    with restored(linked, copy) as sync:
        put(linked.engine, "product", "S1", product("商品", "8"))
        well(sync)
        check_told(linked.engine, till)
        assert till.query("SELECT round, incarnation FROM centre") == before
