from __future__ import annotations

import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor, wait

import pytest

from app.db.archive import Archives
from app.db.connection import connect_writer
from app.db.writer import SqliteWriter
from app.domain.errors import FaultError, UserError
from app.services.ports import Head, Priority
from tests.db.conftest import Till, held, refused


@pytest.fixture
def writer(till: Till) -> SqliteWriter:
    return till.terminal.store.writer


def test_sales_come_first(till, writer):
    order: list[str] = []
    with held(till):
        for priority in (Priority.UPKEEP, Priority.FEED, Priority.AUTOSAVE, Priority.SALE):
            for turn in range(2):
                writer.write(lambda _, name=f"{priority.name}{turn}": order.append(name), priority)
        writer.keep_latest(lambda _: order.append("KEPT"))
        last = writer.write(lambda _: None, Priority.UPKEEP)
    last.result()
    assert order == ["SALE0", "SALE1", "AUTOSAVE0", "AUTOSAVE1", "KEPT", "FEED0", "FEED1", "UPKEEP0", "UPKEEP1"]


class Odd(BaseException):
    """Not even an Exception."""


@pytest.mark.parametrize(
    "error", [Odd("x"), KeyboardInterrupt(), SystemExit(3), UserError("a.b"), ZeroDivisionError()]
)
def test_a_job_that_fails_leaves_nothing_and_stops_nobody(till, writer, error):
    cart = till.cart(("TEA", 1, 1))

    def job(work) -> None:
        till.terminal.carts  # noqa: B018 - the terminal stays usable from within a job
        work.save_cart(cart.cart_id, "{}", 0)
        raise error

    with pytest.raises(type(error)) as caught:
        writer.write(job).result()
    assert caught.value is error
    assert till.query("SELECT * FROM autosave") == []
    assert till.sell(("TEA", 1, 1)).number.endswith("000001")


def test_an_error_of_the_database_is_a_fault_and_the_act_is_undone(till, writer):
    def job(connection) -> None:
        connection.execute("INSERT INTO terminal VALUES('a', 'b')")
        connection.execute("INSERT INTO nowhere VALUES(1)")

    error = refused(FaultError, "db.io", writer.on_connection(job).result)
    assert "nowhere" in error.params["detail"]
    assert till.reads.terminal("a") is None


def test_a_job_that_ends_its_own_transaction_is_told_and_the_next_one_runs(till, writer):
    refused(FaultError, "db.io", writer.on_connection(lambda connection: connection.execute("COMMIT")).result)
    till.sell(("TEA", 1, 1))
    till.check()


def test_a_cancelled_job_never_runs(till, writer):
    ran: list[int] = []
    with held(till):
        dropped, kept = (writer.write(lambda _, n=n: ran.append(n)) for n in (1, 2))
        assert dropped.cancel()
    kept.result()
    with pytest.raises(CancelledError):
        dropped.result()
    assert ran == [2]


def test_what_waits_at_the_end_is_still_done(make_till):
    till = make_till()
    till.open_shift()
    carts = [till.cart(("TEA", 1, n)) for n in range(1, 20)]
    with held(till):
        sales = [till.complete(cart) for cart in carts]
        till.terminal.carts.autosave(till.cart(("CUP", 1, 1)))
        closing = threading.Thread(target=till.close)
        closing.start()
    closing.join(60)
    assert [sale.result().ticket.total for sale in sales] == list(range(1, 20))
    till.open()
    assert till.query("SELECT count(*) FROM sale") == [(19,)]
    assert till.reads.autosave() is not None
    till.check()


def test_after_the_end_nothing_is_taken(till, writer):
    till.close()
    for act in (lambda: writer.write(lambda _: None), lambda: writer.on_connection(lambda _: None)):
        refused(FaultError, "db.closed", act)
    writer.keep_latest(lambda _: None)
    writer.close()  # a second time is nothing
    till.open()


def test_autosaves_racing_with_the_end_hang_nobody(make_till):
    till = make_till()
    for _ in range(15):
        writer, cart = till.terminal.store.writer, till.cart(("TEA", 1, 1))
        go = threading.Barrier(3)

        def save(till=till, cart=cart, go=go) -> None:
            go.wait()
            for _ in range(50):
                till.terminal.carts.autosave(cart)

        threads = [threading.Thread(target=save) for _ in range(2)]
        for thread in threads:
            thread.start()
        go.wait()
        till.close()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        assert not writer._thread.is_alive()
        till.open()


def test_many_threads_sell_and_every_sale_is_there_once(till):
    carts = [till.cart(("TEA", 1, 1 + n % 7)) for n in range(120)]
    ready = [(cart, till.priced(cart), till.cash(cart)) for cart in carts]
    with ThreadPoolExecutor(6) as pool:
        done = [
            pool.submit(lambda one=one: till.terminal.sell.complete(*one, "anna").result())
            for one in ready
            for _ in "ab"
        ]
        wait(done)
    numbers = sorted({future.result().number for future in done})
    assert numbers == [f"S01-1-1-{n:06d}" for n in range(1, 121)]
    assert till.query("SELECT count(*), sum(total_minor) FROM sale") == [(120, sum(1 + n % 7 for n in range(120)))]
    till.check()


def test_an_answer_means_the_head_was_told_of(till, writer):
    heads: list[Head] = []

    class Watching:
        def committed(self, head: Head) -> None:
            heads.append(head)

        def sealed(self) -> None:
            heads.append(till.reads.head())

    writer._watcher = Watching()
    for n in range(1, 4):
        till.sell(("TEA", 1, n))
        assert heads[-1] == till.reads.head()
        assert len(heads) == n
    till.close_shift()
    assert len(heads) == 5
    writer.write(lambda _: None).result()
    assert len(heads) == 5


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_the_loop_leaves_nobody_waiting(till, tmp_path):
    class Broken:
        def committed(self, head: Head) -> None:
            raise RuntimeError("a bug")

        def sealed(self) -> None:
            """Never reached."""

    till.terminal.store.writer._watcher = Broken()
    first, second = till.cart(("TEA", 1, 1)), till.cart(("TEA", 1, 2))
    with held(till):
        futures = [till.complete(cart) for cart in (first, second)]
    assert futures[0].result().ticket.total == 1, "what is committed is answered"
    refused(FaultError, "db.closed", futures[1].result)
    refused(FaultError, "db.closed", lambda: till.complete(second))
    till.reopen()
    assert till.complete(second).result().ticket.total == 2
    till.check()


def test_a_writer_that_cannot_open_says_why_at_once(tmp_path):
    def open_connection():
        return connect_writer(tmp_path / "nowhere" / "x.db", None)

    refused(FaultError, "db.io", lambda: SqliteWriter(open_connection, "t", Archives(tmp_path, None), None))


def test_the_log_is_folded_back_while_nobody_waits(till):
    log = till.folder / "omo-pos.db-wal"
    for _ in range(120):
        till.sell(*((f"S-{n}", 1, 5) for n in range(40)))
    grown = log.stat().st_size
    for _ in range(300):
        till.sell(*((f"S-{n}", 1, 5) for n in range(40)))
    assert log.stat().st_size < 3 * grown, "it is written over from its beginning once it was folded back"
    till.close()
    assert not log.exists() or log.stat().st_size == 0
    till.open()
