from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from app.contract.campaign import CouponIssued, CouponWithdrawn, WalletCoupon, WalletItem
from app.db import apply, catalog, journal, schema, tables
from app.db.campaign import put_wallets
from app.db.connection import Connection, connect_reader, connect_writer
from app.db.search import SCHEMA as SEARCH
from app.domain.catalog import Product
from app.domain.errors import FaultError
from app.domain.ids import uuid7
from tests.db.conftest import Till, refused

VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


@pytest.fixture
def fresh(tmp_path):
    connection = connect_writer(tmp_path / "fresh.db", None)
    schema.upgrade(connection)
    yield connection
    connection.close()


def own_tables(connection: Connection) -> dict[str, tuple[bool, bool]]:
    """Name to (without rowid, strict) of the tables that are neither the search's nor a library's."""
    rows = connection.execute("SELECT name, wr, strict FROM pragma_table_list WHERE schema='main' AND type='table'")
    return {
        name: (bool(wr), bool(strict))
        for name, wr, strict in rows
        if not name.startswith(("sqlite_", "search_", "alembic_"))
    }


def test_the_migrations_make_what_the_tables_say(fresh):
    wanted = {name: (not table.with_rowid, True) for name, table in tables.ALL.items()}
    assert own_tables(fresh) == wanted
    assert all(strict for _, strict in wanted.values())


@pytest.mark.parametrize("name", tables.ALL)
def test_every_column_is_as_the_tables_say(fresh, name):
    table = tables.ALL[name]
    wanted = [
        (
            column.name,
            column.kind.value,
            not column.nullable,
            table.primary_key.index(column) + 1 if column.primary_key else 0,
        )
        for column in table.columns
    ]
    rows = fresh.execute(
        'SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_xinfo(?)', (name,)
    ).fetchall()
    assert [(column, kind, bool(needed), place) for column, kind, needed, place, _ in rows] == wanted
    assert {default for *_, default in rows} == {None}


@pytest.mark.parametrize("name", tables.ALL)
def test_every_index_is_as_the_tables_say(fresh, name):
    table = tables.ALL[name]
    wanted = {(index.name, index.columns, False) for index in table.indexes}
    wanted |= {(None, (column.name,), True) for column in table.columns if column.unique}
    found = set()
    for index, unique, origin in fresh.execute('SELECT name, "unique", origin FROM pragma_index_list(?)', (name,)):
        columns = tuple(row[0] for row in fresh.execute("SELECT name FROM pragma_index_info(?)", (index,)))
        if origin != "pk":
            found.add((index if origin == "c" else None, columns, bool(unique)))
    assert found == wanted


def test_the_ladder_is_the_migrations_that_exist():
    files = sorted(path.stem.split("_")[0] for path in VERSIONS.glob("[0-9]*.py"))
    assert list(schema.REVISIONS) == files
    assert files[-1] == schema.HEAD


def test_every_step_of_the_ladder_stands_on_the_one_before(tmp_path):
    connection = connect_writer(tmp_path / "x.db", None)
    assert schema.version(connection) is None
    for revision in schema.REVISIONS:
        schema.upgrade(connection, revision)
        assert schema.version(connection) == revision == schema.refuse_newer(connection)
    direct = connect_writer(tmp_path / "y.db", None)
    schema.upgrade(direct)
    texts = [
        connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        for connection in (connection, direct)
    ]
    assert texts[0] == texts[1]
    connection.close()
    direct.close()


def test_triggers_and_search_are_there(fresh):
    triggers = {name for (name,) in fresh.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    assert {"journal_no_update", "journal_no_delete", "journal_next"} <= triggers
    assert any("search_gram" in statement for statement in SEARCH)
    fresh.execute("SELECT * FROM search_gram").fetchall()


def older(till: Till, revision: str) -> None:
    """Make a closed till's database one of an older schema, with everything that it can hold."""
    file = till.folder / "omo-pos.db"
    made = file.with_name("older.db")
    till.close()
    connection = connect_writer(made, till.key)
    schema.upgrade(connection, revision)
    with closing(connect_reader(file, till.key)) as reader:
        connection.execute("BEGIN")
        # the journal goes on behind what is archived
        for table in sorted(own_tables(connection), key=lambda name: name != "journal_archive"):
            names = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
            for row in reader.execute(f"SELECT {names} FROM {table}"):
                connection.execute(f"INSERT INTO {table}({names}) VALUES({', '.join('?' * len(row))})", row)
        connection.execute("COMMIT")
    connection.close()
    made.replace(file)


@pytest.mark.parametrize("revision", schema.REVISIONS[:-1])
@pytest.mark.parametrize("plain", [True, False])
def test_an_older_shop_climbs_and_loses_nothing(make_till, revision, plain):
    till = make_till(plain=plain)
    till.open_shift(100)
    sale = till.sell(("A", 3, 10))
    till.give_back((sale, 1, 1))
    till.terminal.carts.park(till.cart(("B", 1, 1)), "x", till.ids.mint(), "anna").result()
    before, rows = till.state(), till.query("SELECT * FROM journal")
    older(till, revision)
    till.open()
    assert (till.state(), till.query("SELECT * FROM journal")) == (before, rows)
    assert till.terminal.store.alarm is None
    aside = till.folder / "aside" / f"before-migration-{revision}-to-{schema.HEAD}.db"
    with closing(connect_reader(aside, till.key)) as connection:
        assert schema.version(connection) == revision
        assert connection.execute("SELECT * FROM journal").fetchall() == rows
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    till.terminal.store.add_products([Product("TEA", "烏龍")])
    till.sell(("A", 1, 1))
    till.check()
    till.reopen()
    assert [path.name for path in aside.parent.iterdir()] == [aside.name]


def test_the_copy_before_a_climb_is_of_the_file_that_climbs(make_till):
    """One that an attempt of last week left behind is not."""
    till = make_till()
    till.open_shift()
    aside = till.folder / "aside" / f"before-migration-{schema.REVISIONS[0]}-to-{schema.HEAD}.db"
    aside.parent.mkdir()
    aside.write_bytes(b"of last week")
    aside.with_suffix(".part").write_bytes(b"half of it")
    till.sell(("A", 3, 10))
    head = till.reads.head()
    older(till, schema.REVISIONS[0])
    till.open()
    with closing(connect_reader(aside, None)) as connection:
        assert journal.head(connection) == head
    assert not aside.with_suffix(".part").exists()


def test_a_climb_that_fails_leaves_the_older_file(make_till, monkeypatch):
    till = make_till()
    till.open_shift()
    till.sell(("A", 3, 10))
    older(till, schema.REVISIONS[0])
    from app.db import store

    def broken(connection: Connection) -> None:
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE half(x)")
        connection.execute("INSERT INTO nowhere VALUES(1)")

    with monkeypatch.context() as patch:
        patch.setattr(store.Store.__init__, "__kwdefaults__", {"synchronous": "FULL", "migrate": broken})
        refused(FaultError, "db.io", till.open)
    with closing(connect_reader(till.folder / "omo-pos.db", None)) as connection:
        assert schema.version(connection) == schema.REVISIONS[0]
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name='half'").fetchone() is None
    till.open()
    till.check()


@pytest.mark.parametrize("plain", [True, False])
def test_a_newer_file_is_refused_and_stays_as_it_is(make_till, plain):
    till = make_till(plain=plain)
    key = till.key
    till.close()
    with closing(connect_writer(till.folder / "omo-pos.db", key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = {path.name: path.read_bytes() for path in till.folder.iterdir() if path.name != "owner.lock"}
    error = refused(FaultError, "db.newer_schema", till.open)
    assert error.params == {"found": "9999", "known": schema.HEAD}
    after = {path.name: path.read_bytes() for path in till.folder.iterdir() if path.name != "owner.lock"}
    assert after == before
    with closing(connect_writer(till.folder / "omo-pos.db", key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (schema.HEAD,))
    till.open()


def test_apply_and_catalogue_write_only_known_tables(fresh):
    """What a statement names is what the tables define: a typing slip would show here, not at the counter."""
    for statement in (catalog.LOOKUP.replace(":at", "0").replace(":code", "'x'"),):
        fresh.execute(statement)
    apply.clear(fresh)
    row = (1, 1, uuid7(1, bytes(10)), "k", 1, "d", 1, "a", None, "b", b"", b"")
    fresh.execute(tables.insert_sql(tables.journal), row)


def test_whose_coupons_are_is_found_in_what_an_older_program_wrote(make_till):
    till = make_till()
    till.open_shift(0)
    sale_id, desk = till.ids.mint(), till.terminal.desk
    told = {"sale_id": sale_id, "campaign": "c1"}
    bodies = [CouponIssued(**told, code=f"X/{one}", ends_at=9, member_id=who) for one, who in ((1, "M-1"), (2, None))]

    def write(work) -> None:
        for body in (*bodies, CouponWithdrawn(**told, code="X/2")):
            work.append(desk.fact(till.ids.mint(), body, "anna", desk.clock.now(), work.open_shift()))

    writer = till.terminal.store.writer
    writer.write(write).result()
    items = {"M-1": WalletItem(coupons=(WalletCoupon(code="Y/1", campaign="c1"),))}
    writer.on_connection(lambda connection: put_wallets(connection, items)).result()
    older(till, "0015")
    till.open()
    assert till.query("SELECT code, sale_id, member_id, withdrawn FROM coupon_issued ORDER BY code") == [
        ("X/1", sale_id, "M-1", 0), ("X/2", sale_id, None, 1),
    ]  # fmt: skip
    assert till.query("SELECT code, member_id FROM wallet_coupon") == [("Y/1", "M-1")]
    till.check()
