"""How fast the centre takes entries in, beside the bare insert of the same rows; events."""

from __future__ import annotations

from contextlib import contextmanager
from time import perf_counter

from app.central import intake
from app.central.bootstrap import service
from app.central.database import write
from app.central.feed import CHAIN, Change, publish
from app.central.product import put_products
from app.central.tables import entry
from app.contract.push import PROTOCOL, PushBatch
from tests.bench.care import care_of
from tests.central.conftest import START, database_url, engine, rows
from tests.central.counter import Counter, sale
from tests.central.served import served
from tests.central.test_events import CHANGED, listening, settle
from tests.central.test_intake import GOODS

__all__ = ["database_url", "engine"]
ENTRIES, BATCH = 10_000, 500


def percentiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    found = {p: ordered[min(len(ordered) - 1, len(ordered) * p // 100)] * 1000 for p in (50, 95, 99)}
    return ", ".join(f"p{p} {ms:.0f} ms" for p, ms in found.items())


def bare_insert(engine, made: list[dict[str, object]]) -> float:
    """Seconds for the same rows, a batch a transaction: COPY into PostgreSQL, executemany into SQLite."""
    names = list(made[0])
    begun = perf_counter()
    for start in range(0, len(made), BATCH):
        some = made[start : start + BATCH]
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                cursor = connection.connection.driver_connection.cursor()
                with cursor.copy(f"COPY bare ({', '.join(names)}) FROM STDIN") as copy:
                    for row in some:
                        copy.write_row([row[name] for name in names])
            else:
                marks = ", ".join("?" * len(names))
                values = [tuple(row[name] for name in names) for row in some]
                connection.connection.cursor().executemany(
                    f"INSERT INTO bare ({', '.join(names)}) VALUES ({marks})", values
                )
    return perf_counter() - begun


def test_entries_a_second_beside_the_bare_insert(engine, capsys) -> None:
    counter = Counter(engine).enlist()
    goods = {f"SKU{number}": GOODS for number in range(200)}
    write(engine, lambda connection: put_products(connection, goods))
    for number in range(ENTRIES):
        counter.write(sale((f"SKU{number % 200}", 1), (f"SKU{number * 7 % 200}", 2)))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE bare AS SELECT * FROM entry")
        connection.exec_driver_sql("CREATE UNIQUE INDEX bare_key ON bare (terminal_id, seq, epoch, hash)")
    made = [intake._row(counter.id, one, "applied", START) for one in counter.entries]
    assert set(made[0]) == {column.name for column in entry.c}
    bare = bare_insert(engine, made)
    texts = [
        PushBatch(protocol=PROTOCOL, entries=tuple(counter.entries[start : start + BATCH])).model_dump_json()
        for start in range(0, ENTRIES, BATCH)
    ]
    begun = perf_counter()
    for text in texts:
        counter.push(*PushBatch.model_validate_json(text).entries)
    taken = perf_counter() - begun
    assert rows(engine, "SELECT count(*) FROM entry WHERE state = 'applied'") == [(ENTRIES,)]
    with capsys.disabled():
        print(
            f"\n{care_of(engine)}: {ENTRIES / taken:,.0f} sales of 2 lines a second with their effects; "
            f"the bare insert of the same rows {ENTRIES / bare:,.0f}: {taken / bare:.1f} times as long"
        )


def test_from_a_commit_to_its_event(engine, capsys) -> None:
    """Another process's commit is heard of by LISTEN and NOTIFY, or by the file's version."""
    counter = Counter(engine).enlist()
    for name in ("in the same process", "by another process"):
        app, times = service(engine, lambda: START, heartbeat_s=1), []
        is_own = name == "in the same process"
        commit = app.state.place.write if is_own else lambda job: write(engine, job, _announcer(engine))
        with served_once(app, counter) as heard:
            settle(heard)
            for number in range(60):
                commit(lambda connection, number=number: publish(
                    connection, [Change(CHAIN, "product", f"P{number}", "{}")]
                ))  # fmt: skip
                begun = perf_counter()
                while heard.get(timeout=20) != CHANGED:
                    pass
                times.append(perf_counter() - begun)
        with capsys.disabled():
            print(f"\n{care_of(engine)}: from a commit {name} to its event: {percentiles(times)}")


def _announcer(engine):
    from app.central.watch import alone, notify

    def tell(scopes: frozenset[str]) -> None:
        with alone(engine) as connection:
            notify(connection, scopes)

    return tell if engine.dialect.name == "postgresql" else None


@contextmanager
def served_once(app, counter):
    with served(app) as url, listening(url, counter) as heard:
        yield heard
        app.state.place.watch.close()
