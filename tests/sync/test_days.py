"""Each business date is compared with the centre once it is over; what differs is shown on both, mended on none."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import text

from app.bootstrap.sync import Sync, make_days, make_feed
from app.contract.days import DayFigures
from app.contract.wire import read_wire
from app.db import archive
from app.db.connection import connect_writer
from app.db.days import check_of, checks
from app.domain.errors import FaultError
from app.domain.tender import TenderKind
from app.runtime.standing import Link
from app.sync.engine import State
from tests.central.admin import Asking, token
from tests.central.conftest import rows
from tests.db.conftest import DAY as DAY_US

DAYS = DAY_US // 1_000_000


def a_day(till, sales: int = 3) -> str:
    """Sell for a day, with a return, other tenders and a correction; its date."""
    till.open_shift(1_000)
    day = till.reads.open_shift().business_on
    sold = [till.sell(("A", 2, 50 + n), ("B", 1, 33)) for n in range(sales)]
    till.give_back((sold[0], 1, 1))
    till.close_shift(0)
    till.clock.move(DAYS)
    return day


def behind(till, sql: str) -> None:
    """Change a row under the hood, triggers and all."""
    with closing(connect_writer(till.terminal.store.place.database, till.key)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")]
        for name in names:
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(sql).rowcount
        connection.commit()


def at_centre(linked, sql: str) -> None:
    with linked.engine.begin() as connection:
        assert connection.execute(text(sql)).rowcount


def compared(linked) -> list[tuple[object, ...]]:
    return rows(linked.engine, "SELECT business_on, differs FROM day_check ORDER BY business_on")


def shown(till) -> dict[str, tuple[str, ...]]:
    with closing(till.connection()) as connection:
        return {one.business_on: one.differs for one in checks(connection)}


def differences(ask) -> list[dict[str, object]]:
    """The open conflicts of dates that differ."""
    found = ask("GET", "/v1/admin/stores/S01/conflicts").json()["conflicts"]
    return [one for one in found if one["kind"] == "day.differs"]


def standing(linked, sync):
    class Thread:
        engine = sync.engine

    return Sync(linked.till.terminal, Thread(), make_feed(linked.till.terminal)).standing()


def test_a_date_is_compared_once_when_it_is_over_and_sent(linked) -> None:
    till, sync = linked.till, linked.sync()
    till.open_shift(1_000)
    till.sell(("A", 2, 50))
    sync.settle()
    assert compared(linked) == [], "it goes on"
    till.close_shift(0)
    till.clock.move(DAYS)
    sync.settle()
    assert compared(linked) == [("2026-03-05", "")]
    with closing(till.connection()) as connection:
        ours = read_wire(DayFigures, check_of(connection, "2026-03-05").ours)
    assert (ours.sales[0].sales, ours.sales[0].total_minor, ours.tenders[0].amount_minor) == (1, 100, 100)
    assert (ours.runs[0].first_seq, ours.facts) == (1, ours.runs[0].last_seq - 1)
    checked = rows(linked.engine, "SELECT checked_at, told FROM day_check")
    sync.last(61)
    sync.last(61)
    assert rows(linked.engine, "SELECT checked_at, told FROM day_check") == checked
    assert shown(till) == {}
    assert standing(linked, sync).link is Link.ONLINE


def test_a_week_offline_is_compared_day_by_day_and_agrees(linked) -> None:
    till = linked.till
    days = [a_day(till) for _ in range(7)]
    sync = linked.sync()
    sync.settle()
    assert compared(linked) == [(day, "") for day in days]
    told = [one.model_dump() for one in (_ours(till, day) for day in days)]
    held = [read_wire(DayFigures, text).model_dump() for (text,) in
            rows(linked.engine, "SELECT held FROM day_check ORDER BY business_on")]  # fmt: skip
    for ours, theirs in zip(told, held, strict=True):
        assert ours == theirs
        assert ours["sales"][0]["sales"] == 4
        assert ours["taxes"]


def _ours(till, day: str) -> DayFigures:
    with closing(till.connection()) as connection:
        return read_wire(DayFigures, check_of(connection, day).ours)


AT_TERMINAL = [
    ("UPDATE sale SET total_minor = total_minor + 1 WHERE seq = (SELECT min(seq) FROM sale)", ("sales",)),
    ("UPDATE tender SET amount_minor = 1 WHERE id = (SELECT min(id) FROM tender)", ("tenders",)),
    ("UPDATE sale_line SET tax_minor = tax_minor + 1 WHERE line = 2", ("taxes",)),
    ("UPDATE journal SET body = replace(body, 'goods A', 'goods X') WHERE seq = 5", ("journal", "facts")),
]
AT_CENTRE = [
    ("UPDATE sale SET total_minor = total_minor + 1 WHERE completed_at = (SELECT min(completed_at) FROM sale)",
     ("sales",)),
    ("DELETE FROM sale", ("sales",)),
    ("DELETE FROM entry WHERE seq = 5", ("journal", "facts", "tenders", "taxes")),
    ("UPDATE entry SET body = replace(body, 'goods A', 'goods X') WHERE seq = 5", ("journal", "facts")),
    ("UPDATE entry SET actor = 'eve' WHERE seq = 4", ("journal", "facts")),
]  # fmt: skip


@pytest.mark.parametrize(("side", "change", "differs"), [
    *(("terminal", *one) for one in AT_TERMINAL), *(("centre", *one) for one in AT_CENTRE),
])  # fmt: skip
def test_a_row_that_was_changed_under_the_hood_is_shown_on_both_sides(linked, side, change, differs) -> None:
    till, sync = linked.till, linked.sync()
    till.open_shift(1_000)
    for _ in range(3):
        till.sell(("A", 2, 50), ("B", 1, 33))
    till.close_shift(0)
    sync.settle()
    before = till.clock.now()
    if side == "terminal":
        behind(till, change)
    else:
        at_centre(linked, change)
    till.clock.move(DAYS)
    sync.last(61)
    assert shown(till) == {"2026-03-05": differs}
    assert compared(linked) == [("2026-03-05", " ".join(differs))]
    told = rows(linked.engine, "SELECT kind, subject, closed_at FROM conflict WHERE kind = 'day.differs'")
    assert told == [("day.differs", "2026-03-05", None)]
    sync.last(61)
    now = standing(linked, sync)
    assert (now.link, now.why, now.since) == (Link.ATTENTION, "day.differs", before + DAY_US)
    told = till.query("SELECT body FROM feed_kept WHERE kind = 'conflict' AND body LIKE '%day.differs%'")
    assert len(told) == 1, "the manager's task came by the feed"
    assert sync.report.state is State.ONLINE, "selling and sending go on"
    with Asking(linked.url, token(linked.engine)) as ask:
        path = f"/v1/admin/terminals/{till.terminal.terminal_id}/checks"
        (row,) = ask("GET", path, from_on="2026-03-01", until_on="2026-03-31", differing=True).json()["checks"]
        assert tuple(row["differs"]) == differs
        assert row["told"]["facts"] >= row["held"]["facts"] > 0


def test_what_a_person_looked_at_is_no_alarm_any_more_and_another_difference_is(linked) -> None:
    till, sync = linked.till, linked.sync()
    day = a_day(till)
    sync.settle()
    at_centre(linked, "UPDATE sale SET total_minor = total_minor + 1 WHERE number LIKE '%1'")
    sync.engine.ask()
    sync.settle()
    assert shown(till) == {}, "it was compared; nobody asked for this date again"
    sync.engine.compare(day)
    sync.settle()
    assert shown(till) == {day: ("sales",)}
    with Asking(linked.url, token(linked.engine)) as ask:
        (one,) = differences(ask)
        assert ask("POST", f"/v1/admin/stores/S01/conflicts/{one['id']}/close", {"by": "anna"}).json()["changed"] == 1
        sync.last(61)
        assert shown(till) == {}
        assert standing(linked, sync).link is Link.ONLINE
        assert compared(linked) == [(day, "sales")], "nothing was mended"
        sync.engine.compare(day)
        sync.settle()
        assert shown(till) == {}, "the same difference is no news"
        at_centre(linked, "UPDATE sale SET tax_minor = 0")
        path = f"/v1/admin/terminals/{till.terminal.terminal_id}/checks"
        assert ask("POST", path, on=day).json()["differs"] == ["sales"]
        assert ask("POST", path, on="2026-01-01").status_code == 404
        assert len(differences(ask)) == 1
    sync.engine.compare(day)
    sync.settle()
    assert shown(till) == {day: ("sales",)}


def test_what_was_mended_by_a_person_agrees_when_it_is_compared_again(linked) -> None:
    till, sync = linked.till, linked.sync()
    day = a_day(till)
    behind(till, "UPDATE sale SET total_minor = 7 WHERE seq = (SELECT min(seq) FROM sale)")
    sync.settle()
    assert shown(till) == {day: ("sales",)}
    till.terminal.store.rebuild()
    sync.engine.ask()
    sync.settle()
    assert shown(till) == {}
    assert compared(linked) == [(day, "")]


def test_a_tender_that_was_put_right_counts_as_it_was_sold_on_both_sides(linked) -> None:
    till, sync = linked.till, linked.sync()
    till.open_shift(1_000)
    sale = till.sell(("A", 2, 50))
    for kind in (TenderKind.CARD, TenderKind.CASH, TenderKind.CARD):
        till.clock.move(1)
        tender_id, entry_id = sale.ticket.tenders[0].tender_id, till.ids.mint()
        verb = till.terminal.correct
        verb.tender(sale.ticket.sale_id, tender_id, kind, "A1", "按錯", "anna", entry_id).result()
    till.close_shift(0)
    assert till.query("SELECT kind FROM tender") == [("card",)]
    till.clock.move(DAYS)
    sync.settle()
    assert compared(linked) == [("2026-03-05", "")]
    assert [one.kind for one in _ours(till, "2026-03-05").tenders] == ["cash"]


def test_an_archived_date_is_still_found(linked) -> None:
    till, sync = linked.till, linked.sync()
    days = [a_day(till) for _ in range(3)]
    sync.settle()
    till.terminal.store.archive()
    assert till.query("SELECT min(seq) FROM journal")[0][0] > 5
    at_centre(linked, f"DELETE FROM entry WHERE kind = 'sale.completed' AND business_on = '{days[0]}'")
    for day in days:
        sync.engine.compare(day)
    sync.settle()
    assert [one[0] for one in compared(linked) if one[1]] == [days[0]]


def test_what_it_costs_is_the_days_and_not_the_historys(linked) -> None:
    till = linked.till
    for _ in range(5):
        a_day(till, sales=2)
    linked.sync().settle()
    days = make_days(till.terminal)
    assert days.next() is None
    looked = []
    plain = till.terminal.store.archives.rows
    with closing(till.connection()):
        a_day(till, sales=2)
        linked.sync().settle()
        last = till.query("SELECT max(business_on) FROM day_check")[0][0]
        days.ask(last)

        def rows_of(self, connection, after=0):
            for row in plain(connection, after):
                looked.append(row[0])
                yield row

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archive.Archives, "rows", rows_of)
            figures = days.next()
    assert figures.business_on == last
    assert looked == list(range(figures.runs[0].first_seq, figures.runs[-1].last_seq + 1))


def test_a_centre_that_is_away_is_asked_later(linked) -> None:
    till = linked.till
    day = a_day(till)

    class Away:
        def __init__(self, gateway) -> None:
            self.gateway, self.away = gateway, True

        def __getattr__(self, name):
            return getattr(self.gateway, name)

        def compare(self, told):
            if self.away:
                raise FaultError("centre.unreachable", reason="ConnectError")
            return self.gateway.compare(told)

    away = Away(linked.gateway())
    sync = linked.sync(away)
    sync.settle()
    assert (sync.report.state, compared(linked)) == (State.OFFLINE, [])
    away.away = False
    sync.last(100)
    assert compared(linked) == [(day, "")]


def test_runs_are_made_anew_by_a_replay_and_by_the_climb(linked) -> None:
    till = linked.till
    for _ in range(2):
        a_day(till)
    assert len(till.query("SELECT * FROM journal_run")) >= 2
    till.check()
