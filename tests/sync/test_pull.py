"""Pull, over real HTTP: the terminal has what the centre tells, page by page, and nothing twice."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import text

from app.bootstrap import enrol_terminal
from app.central import enrol as enrolling
from app.central import feed as central_feed
from app.central.database import write
from app.central.setup import mint, put_store
from app.db import feed_write
from app.domain.catalog import code_key
from app.sync.engine import State
from tests.central.conftest import START
from tests.sync.shelf import person, product, put, put_many

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def found(linked, code: str):
    return linked.till.terminal.store.catalog().find(code, linked.till.clock.now())


def renew(linked) -> None:
    """The centre comes back from a copy, and is told so."""
    write(linked.engine, lambda connection: central_feed.renew(connection, mint(START)))


def test_a_product_comes_with_its_codes_and_prices_and_goes_again(linked) -> None:
    put(linked.engine, "product", "TEA", product("茉香綠茶", "4710000000011", minor=35))
    sync = linked.sync()
    sync.settle()
    one = found(linked, "4710000000011")
    assert (one.product.name, one.price.minor, found(linked, "TEA").product.sku) == ("茉香綠茶", 35, "TEA")
    assert [hit.found.product.sku for hit in linked.till.terminal.store.catalog().search("綠茶", 5, 1)] == ["TEA"]
    assert sync.told == [frozenset({"key", "product", "store"})]
    put(linked.engine, "product", "TEA", product("茉香綠茶", "4710000000028", minor=40))
    sync.last(61)
    assert (found(linked, "4710000000011"), found(linked, "4710000000028").price.minor) == (None, 40)
    put(linked.engine, "product", "TEA", None)
    sync.last(61)
    assert (found(linked, "TEA"), linked.till.terminal.store.catalog().search("綠茶", 5, 1)) == (None, [])


def test_the_code_of_a_box_stands_for_all_that_is_in_it(linked) -> None:
    """The wire counts thousandths, the counter pieces."""
    box = {"code": code_key("14710000300088"), "pack": 24_000, "printed": "14710000300088"}
    one = {"code": code_key("4710000300081"), "pack": 1_000, "printed": "4710000300081"}
    put(linked.engine, "product", "TE028", product("氣泡水", codes=[one, box]))
    linked.sync().settle()
    assert (found(linked, "4710000300081").pack, found(linked, "14710000300088").pack) == (1, 24)
    assert found(linked, "TE028").pack == 1


def test_a_code_that_moves_goes_with_its_product(linked) -> None:
    put(linked.engine, "product", "A", product("甲", "111"))
    sync = linked.sync()
    sync.settle()
    put(linked.engine, "product", "B", product("乙", "111"))
    sync.last(61)
    assert found(linked, "111").product.sku == "B"
    assert found(linked, "A").product.sku == "A"


def test_many_pages_come_in_their_order_and_their_progress_is_told(linked) -> None:
    put_many(linked.engine, "product", {f"P{n:04}": product(f"商品 {n}", f"9{n:06}") for n in range(1_000)})
    sync = linked.sync()
    sync.engine.turn()
    report = sync.report
    assert 0 < report.left < report.whole
    sync.settle()
    assert linked.till.terminal.store.count_products() == 1_000
    assert sync.report.left == 0
    assert linked.till.query("SELECT count(*) FROM feed_due") == [(0,)]
    assert len(linked.till.terminal.store.catalog().search("商品 77", 5, 1)) == 5


def test_a_page_that_comes_twice_changes_nothing(linked) -> None:
    put(linked.engine, "product", "A", product("甲", "111"))
    page = linked.gateway().feed(None)
    feed = linked.feed
    assert feed.take(None, page) == frozenset({"key", "product", "store"})
    assert feed.take(None, page) == frozenset()
    older = page.model_copy(update={"cursor": "another"})
    assert feed.take("not the present one", older) == frozenset()
    assert feed.place().cursor == page.cursor


def test_staff_and_promotions_come(linked) -> None:
    badge = "ab" * 32
    put(linked.engine, "staff", "E7", person("王小美", "manager", badge_hash=badge), "S01")
    rule = {"id": "P1", "name": "九折", "rule": {"kind": "percent_off", "level": "cart", "off_ppm": 100_000}}
    put(linked.engine, "promotion", "P1", rule)
    sync = linked.sync()
    sync.settle()
    assert linked.till.reads.by_badge(bytes.fromhex(badge)).name == "王小美"
    assert [one.id for one in linked.till.terminal.store.promotions()] == ["P1"]
    put(linked.engine, "staff", "E7", None, "S01")
    put(linked.engine, "promotion", "P1", None)
    sync.last(61)
    assert linked.till.reads.person("E7").active is False
    assert linked.till.reads.by_badge(bytes.fromhex(badge)) is None
    assert linked.till.terminal.store.promotions() == []


def test_what_this_version_does_not_know_is_kept_and_applied_by_one_that_does(linked, monkeypatch) -> None:
    put(linked.engine, "lottery", "L1", {"odds": "1:6"})
    put(linked.engine, "product", "A", product("甲", "111", shelf_life={"days": 3}))
    put(linked.engine, "product", "B", product("乙", "222", unit="dozen"))
    linked.sync().settle()
    assert found(linked, "111").product.name == "甲"
    assert found(linked, "222") is None
    kept = linked.till.query("SELECT kind, key FROM feed_kept ORDER BY kind, key")
    assert kept == [("lottery", "L1"), ("product", "A"), ("product", "B")]
    # A later version: its forms differ, and it knows dozens.
    monkeypatch.setattr(feed_write, "form", lambda: "later")
    monkeypatch.setattr("app.db.feed.form", lambda: "later")
    understood = feed_write.read_item

    def read(item):
        one = understood(item.model_copy(update={"body": item.body.replace("dozen", "piece")}))
        return dataclasses.replace(one, whole=item.kind == "product" or one.whole)

    monkeypatch.setattr("app.db.feed.read_item", read)
    linked.sync().settle()
    assert found(linked, "222").product.name == "乙"
    assert linked.till.query("SELECT kind, key, form FROM feed_kept") == [("lottery", "L1", "later")]


def test_stock_is_the_centres_level_and_what_was_moved_since(linked) -> None:
    till = linked.till
    put(linked.engine, "product", "A", product("甲", "111"))
    put(linked.engine, "stock", "A", {"on_hand": 10_000, "reserved": 0}, "S01")
    with linked.engine.begin() as connection:
        connection.execute(text("INSERT INTO stock(store, sku, on_hand, reserved) VALUES('S01', 'A', 10000, 0)"))
    sync = linked.sync()
    sync.settle()

    def shown() -> int:
        return till.terminal.store.catalog().shown("A", till.clock.now()).stock_milli

    assert shown() == 10_000
    till.open_shift()
    till.sell(("A", 2, 50))
    assert shown() == 8_000  # at once, before the centre knows
    pusher = linked.pusher()
    pusher.step()
    assert shown() == 8_000
    till.sell(("A", 1, 50))  # behind the mark of the page that comes now
    page = linked.gateway().feed(linked.feed.place().cursor)
    till.sell(("A", 1, 50))
    linked.feed.take(linked.feed.place().cursor, page)
    assert [item.key for item in page.items if item.kind == "stock"] == ["A"]
    assert shown() == 6_000
    sync.last(61)
    assert shown() == 6_000
    till.check()


def test_another_incarnation_begins_anew_and_sweeps_what_does_not_come_again(linked) -> None:
    till = linked.till
    put_many(linked.engine, "product", {f"P{n}": product(f"商品 {n}", f"9{n:06}") for n in range(120)})
    put(linked.engine, "staff", "E7", person("王小美"), "S01")
    sync = linked.sync()
    sync.settle()
    from app.domain.catalog import Product

    till.terminal.store.add_products([Product("OWN", "自有商品")])  # no feed brought it, no sweep takes it
    with linked.engine.begin() as connection:
        connection.execute(text("DELETE FROM change WHERE key LIKE 'P1%' OR kind = 'staff'"))
    renew(linked)
    sync.last(61)
    assert till.terminal.store.count_products() == 120 - 31 + 1
    assert (found(linked, "P15"), found(linked, "P2").product.sku, found(linked, "OWN").product.sku) == (
        None, "P2", "OWN",
    )  # fmt: skip
    assert till.reads.person("E7").active is False
    assert sync.report.state is State.ONLINE
    assert not linked.feed.place().sweeping


def test_nothing_is_missing_while_all_comes_anew(linked, monkeypatch) -> None:
    """What is to come again on a later page is there until it comes, and whatever its version was before."""
    monkeypatch.setattr(central_feed, "MAX_PAGE", 2_000)
    for name in ("甲", "乙"):
        put_many(linked.engine, "product", {f"P{n}": product(name, f"9{n}") for n in range(60)})
    sync = linked.sync()
    sync.settle()
    with linked.engine.begin() as connection:
        connection.execute(text("DELETE FROM change WHERE key = 'P7'"))
        connection.execute(text("UPDATE change SET version = 1, body = replace(body, '乙', '丙')"))
    renew(linked)
    sync.at += 61
    turns = 0
    while sync.engine.turn() == 0:
        turns += 1
        assert linked.till.terminal.store.count_products() >= 59
        assert found(linked, "955") is not None
    assert turns > 10
    assert linked.till.terminal.store.count_products() == 59
    assert {found(linked, f"9{n}").product.name for n in range(60) if n != 7} == {"丙"}


def test_a_terminal_that_moved_keeps_nothing_of_the_store_it_was_in(linked) -> None:
    """Also where the new store's own is older: a version counts within its store."""
    engine, till = linked.engine, linked.till
    put(engine, "product", "A", product("甲", "111"))
    put(engine, "stock", "A", {"on_hand": 7_000, "reserved": 0}, "S01")
    put(engine, "staff", "E7", person("王小美"), "S01")
    for name in ("李", "李佩珊"):
        put(engine, "staff", "E8", person(name), "S01")
    put(engine, "conflict", "c1", {"kind": "x"}, "S01")
    linked.sync().settle()
    assert linked.feed.count_kept("conflict") == 1
    write(engine, lambda connection: put_store(connection, "S02", "分店", "Asia/Taipei", "TWD", START))
    put(engine, "staff", "E8", person("陳分店"), "S02")
    code = write(engine, lambda connection: enrolling.make_code(connection, "S02", 3, START))
    enrol_terminal(till.terminal, linked.url, code)
    linked.token = till.terminal.secrets.membership().token
    sync = linked.sync()
    sync.settle()
    people = {one.staff_id: (one.name, one.active) for one in till.reads.people()}
    assert people == {"E7": ("王小美", False), "E8": ("陳分店", True)}
    assert till.query("SELECT * FROM stock_level") == []
    assert linked.feed.count_kept("conflict") == 0
    assert till.query("SELECT key FROM feed_item WHERE kind='store'") == [("S02",)]
    assert found(linked, "111").product.sku == "A"
    before = till.query("SELECT round FROM centre")
    sync.last(61)
    assert (till.query("SELECT round FROM centre"), sync.report.left) == (before, 0)
