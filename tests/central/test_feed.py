"""The feed: whatever commits when, no reader passes a change by; a cursor is the centre's own."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.central import feed, tables
from app.central.database import open_database, reading, write
from app.central.feed import CHAIN, Change, publish, read_page
from app.central.setup import mint, put_store
from app.central.shop.shelf import Shelf
from app.contract.feed import MAX_PAGE
from app.domain.errors import UserError
from tests.central.conftest import START, rows
from tests.sync.shelf import product


@pytest.fixture
def shop(engine):
    """A centre in whose feed nothing stands yet but the store: its keys are taken out."""
    for table in (tables.change, tables.feed, tables.feed_stamp):
        write(engine, lambda connection, table=table: connection.execute(table.delete()))
    write(engine, lambda connection: put_store(connection, "S01", "Main", "Asia/Taipei", "TWD", START))
    return engine


def put(engine, scope: str, key: str, body: str | None = "{}") -> None:
    write(engine, lambda connection: publish(connection, [Change(scope, "product", key, body)]))


def read_on(engine, cursor: str | None = None, store: str = "S01"):
    """Everything behind a cursor, and where it ends."""
    items = []
    while True:
        with reading(engine) as connection:
            page = read_page(connection, store, cursor)
        items += page.items
        cursor = page.cursor
        if not page.more:
            return items, cursor


def test_a_change_that_commits_late_is_passed_by_no_reader(shop) -> None:
    """Two writers take their numbers, the first holds its commit back: nobody sees the second one's before."""
    _, cursor = read_on(shop)
    took, may_commit, second_took = threading.Event(), threading.Event(), threading.Event()
    other = open_database(shop.url.render_as_string(hide_password=False))

    def first(connection) -> None:
        publish(connection, [Change(CHAIN, "product", "FIRST", "{}")])
        took.set()
        assert may_commit.wait(30)

    def second(connection) -> None:
        publish(connection, [Change(CHAIN, "product", "SECOND", "{}")])
        second_took.set()

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(write, shop, first)
        assert took.wait(30)
        two = pool.submit(write, other, second)
        assert not second_took.wait(0.3), "it waits for its number until the first one's commit"
        seen, cursor = read_on(shop, cursor)
        assert seen == []
        may_commit.set()
        one.result(30)
        two.result(30)
    other.dispose()
    assert [item.key for item in read_on(shop, cursor)[0]] == ["FIRST", "SECOND"]


def test_scopes_that_commit_in_the_other_order_are_both_seen(shop) -> None:
    """The chain's and the store's numbers are apart, and so are the cursor's places in them."""
    if shop.dialect.name == "sqlite":
        pytest.skip("one writer at a time: there is no other order")
    _, cursor = read_on(shop)
    took, may_commit = threading.Event(), threading.Event()

    def chain(connection) -> None:
        publish(connection, [Change(CHAIN, "product", "CHAIN", "{}")])
        took.set()
        assert may_commit.wait(30)

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(write, shop, chain)
        assert took.wait(30)
        put(shop, "S01", "STORE")  # took its number later, commits before
        seen, cursor = read_on(shop, cursor)
        assert [item.key for item in seen] == ["STORE"]
        may_commit.set()
        late.result(30)
    assert [item.key for item in read_on(shop, cursor)[0]] == ["CHAIN"]


def test_readers_among_many_writers_miss_nothing(shop) -> None:
    writers, turns = 6, 15
    _, begun = read_on(shop)
    done = threading.Event()

    def work(place: int) -> None:
        for turn in range(turns):
            scope = CHAIN if (turn + place) % 3 == 0 else "S01"
            put(shop, scope, f"{place}-{turn}")

    def follow(_) -> set[str]:
        seen, cursor, last = set(), begun, False
        while True:
            items, cursor = read_on(shop, cursor)
            seen |= {item.key for item in items}
            if last:
                return seen
            last = done.is_set()  # one more time after the last commit

    with ThreadPoolExecutor(writers + 2) as pool:
        readers = [pool.submit(follow, None) for _ in range(2)]
        list(pool.map(work, range(writers)))
        done.set()
        wanted = {f"{place}-{turn}" for place in range(writers) for turn in range(turns)}
        assert [reader.result(60) for reader in readers] == [wanted, wanted]


def test_a_thing_stands_once_as_it_is_now(shop) -> None:
    for body in ('{"a":1}', '{"a":2}', None, '{"a":3}', None):
        put(shop, CHAIN, "A", body)
    put(shop, CHAIN, "B", '{"b":1}')
    items = [(item.key, item.deleted, item.version) for item in read_on(shop)[0] if item.kind == "product"]
    assert items == [("A", True, 5), ("B", False, 1)]


def test_a_page_is_within_its_size_and_counts_what_is_left(shop) -> None:
    wide = "麵" * 10_000
    for number in range(12):
        put(shop, CHAIN, f"P{number:02}", wide)
    with reading(shop) as connection:
        page = read_page(connection, "S01", None)
    assert sum(len(item.body.encode()) for item in page.items) <= MAX_PAGE
    assert page.more
    assert len(page.items) + page.left == 13
    assert len(read_on(shop)[0]) == 13


def test_one_that_is_larger_than_a_page_travels_alone(shop) -> None:
    put(shop, CHAIN, "WIDE", "x" * (MAX_PAGE * 2))
    put(shop, CHAIN, "NEXT", "{}")
    assert [item.key for item in read_on(shop)[0]] == ["WIDE", "NEXT", "S01"]


@pytest.mark.parametrize("written", ["", "x", "AAAA", "ünfug", "W10=", "A" * 200])
def test_a_cursor_that_is_not_ours_is_refused(shop, written: str) -> None:
    with reading(shop) as connection, pytest.raises(UserError, match=r"feed\.bad_cursor"):
        read_page(connection, "S01", written)


def test_another_incarnation_begins_anew(shop) -> None:
    items, cursor = read_on(shop)
    write(shop, lambda connection: feed.renew(connection, mint(START)))
    again, other = read_on(shop, cursor)
    assert again == items
    assert other != cursor


def page_of(engine, cursor: str | None):
    with reading(engine) as connection:
        return read_page(connection, "S01", cursor)


@pytest.mark.parametrize("scope", [CHAIN, "S01"])
@pytest.mark.parametrize("since", [0, 1, 5])
def test_a_cursor_of_what_this_database_never_held_begins_anew(shop, scope: str, since: int) -> None:
    """However far the feed went on since: what a copy lacks is as what was undone."""
    put(shop, scope, "A")
    here = page_of(shop, None)
    with shop.connect() as connection, connection.begin() as undone:
        publish(connection, [Change(scope, "product", key, "{}") for key in ("A", "B")])
        lost = read_page(connection, "S01", here.cursor)
        undone.rollback()
    assert {item.key for item in lost.items} == {"A", "B"}
    for number in range(since):
        put(shop, scope, f"NEW{number}")
    new = [f"NEW{number}" for number in range(since)]
    assert [item.key for item in page_of(shop, here.cursor).items] == new
    assert page_of(shop, here.cursor).incarnation == here.incarnation
    anew = page_of(shop, lost.cursor)
    assert {item.key for item in anew.items} == {"A", "S01", *new}
    assert anew.incarnation != here.incarnation
    after = page_of(shop, anew.cursor)
    assert (after.items, after.incarnation) == ((), anew.incarnation)


def test_who_was_away_for_more_than_is_known_apart_begins_anew(shop, monkeypatch) -> None:
    monkeypatch.setattr(feed, "KEPT", 4)
    put(shop, CHAIN, "A")
    cursor = page_of(shop, None).cursor
    for number in range(3):
        put(shop, CHAIN, f"NEW{number}")
    assert [item.key for item in page_of(shop, cursor).items] == ["NEW0", "NEW1", "NEW2"]
    put(shop, CHAIN, "NEW3")
    assert len(page_of(shop, cursor).items) == 6
    assert rows(shop, "SELECT count(*) FROM feed_stamp WHERE scope = ''") == [(4,)]


def test_a_first_fill_goes_on_while_more_is_written_than_is_known_apart(shop, monkeypatch) -> None:
    monkeypatch.setattr(feed, "KEPT", 4)
    monkeypatch.setattr(feed, "_MOST", 1)
    for number in range(10):
        put(shop, CHAIN, f"OLD{number}")
    page, seen = page_of(shop, None), []
    for number in range(12):
        seen += [item.key for item in page.items]
        put(shop, CHAIN, f"NEW{number}")
        page = page_of(shop, page.cursor)
    assert seen == [*(f"OLD{number}" for number in range(10)), "NEW0", "NEW1"]


def test_a_cursor_is_within_what_a_request_may_say(shop) -> None:
    most = feed.Place(2**53 - 1, 2**53 - 1, 2**63 - 1)
    cursor = feed.Cursor(mint(START), "ABCDEFGH", most, most)
    written = cursor.text(b"key")
    assert len(written) <= 200
    assert feed.read_cursor(written, b"key") == cursor


@pytest.mark.parametrize("since", [1, 3])
def test_the_customer_pages_shelf_forgets_what_a_copy_lacks(shop, since: int) -> None:
    shelf, tea = Shelf(lambda _: None, ()), json.dumps(product("茶", "111"))
    put(shop, CHAIN, "A", tea)
    with shop.connect() as connection, connection.begin() as undone:
        publish(connection, [Change(CHAIN, "product", "GHOST", tea)])
        assert set(shelf.at(connection, "S01").goods) == {"A", "GHOST"}
        undone.rollback()
    for number in range(since):
        put(shop, CHAIN, f"NEW{number}", tea)
    with reading(shop) as connection:
        assert set(shelf.at(connection, "S01").goods) == {"A", *(f"NEW{number}" for number in range(since))}
