"""Intake: every entry is kept as it came, has its effect once, and never blocks those behind it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.central import apply as applying
from app.central import database, intake
from app.central.conflict import Closing, close
from app.central.database import reading, write
from app.central.enrol import Admin
from app.central.product import put_products
from app.central.terminal import revoke
from app.contract.cart import CartVoided
from app.contract.feed import ItemPrice, ProductItem
from app.contract.journal import Mark
from app.domain.errors import UserError
from tests.central.conftest import START, rows
from tests.central.counter import DAY, Counter, money, moved, new_id, sale

GOODS = ProductItem(
    name="Bread", name_en="", category="", tax_class="standard", unit="piece", price_kind="fixed", style=None,
    options="[]", tags="[]", active=True, codes=(),
    prices=(ItemPrice(starts_at=0, ends_at=None, minor=10, per_milli=1000),),
)  # fmt: skip


@pytest.fixture
def counter(engine) -> Counter:
    made = Counter(engine).enlist()
    write(engine, lambda connection: put_products(connection, {"A": GOODS, "B": GOODS}))
    return made


def held(engine) -> list[tuple[object, ...]]:
    return rows(engine, "SELECT epoch, seq, id, body, state FROM entry ORDER BY epoch, seq, received_at, id")


def states(engine) -> list[object]:
    return [row[4] for row in held(engine)]


def stock(engine) -> dict[object, object]:
    return dict(rows(engine, "SELECT sku, on_hand FROM stock"))


def conflicts(engine) -> list[tuple[object, ...]]:
    return sorted(rows(engine, "SELECT kind, subject FROM conflict"))


def mark_of(entry) -> Mark:
    return Mark(epoch=entry.epoch, seq=entry.seq, hash=entry.hash)


def test_a_repeat_is_success_and_changes_nothing(engine, counter) -> None:
    counter.write(moved(("A", 10_000)))
    counter.write(sale(("A", 2)))
    first = counter.push()
    before = held(engine)
    assert counter.push() == first == counter.push(counter.entries[0])
    assert held(engine) == before
    assert stock(engine) == {"A": 8_000}
    assert rows(engine, "SELECT total_minor FROM sale") == [(20,)]


def test_what_begins_with_the_known_goes_on_with_the_new(engine, counter) -> None:
    counter.write(moved(("A", 5_000)))
    counter.push()
    counter.write(moved(("A", -1_000)))
    assert counter.push().mark == mark_of(counter.entries[-1])
    assert stock(engine) == {"A": 4_000}


def test_an_old_request_that_comes_late_does_not_move_the_mark_back(counter) -> None:
    for _ in range(4):
        counter.write(moved(("A", 1_000)))
    last = counter.push().mark
    assert counter.push(*counter.entries[:2]).mark == last
    other = counter.copy(upto=4, epoch=2)
    other.write(moved(("A", 1_000)))
    newest = other.push(*other.entries[4:]).mark
    counter.write(moved(("B", 1_000)))  # sent by the old machine, held up on its way
    assert counter.push(*counter.entries[4:]).mark == newest


def test_both_sides_of_a_fork_are_kept_and_both_count(engine, counter) -> None:
    counter.write(moved(("A", 10_000)))
    counter.push()
    other = counter.copy(upto=1)
    counter.write(sale(("A", 1)))
    other.write(sale(("A", 2)))
    assert not counter.push().forked
    assert other.push().forked
    assert other.push().forked, "whose answer was lost asks again, and is told again"
    assert len(held(engine)) == 3
    assert stock(engine) == {"A": 7_000}
    assert conflicts(engine) == [("journal.forked", "1-2")]


def test_an_id_that_comes_again_in_another_epoch_has_no_second_effect(engine, counter) -> None:
    counter.write(moved(("A", 10_000)))
    sold = counter.write(sale(("A", 1)))
    counter.push()
    other = counter.copy(upto=1, epoch=2)
    other.write_raw(sold.kind, sold.schema_no, sold.body, sold.id)
    other.push()
    assert [(row[0], row[1], row[4]) for row in held(engine)] == [
        (1, 1, "applied"),
        (1, 2, "applied"),
        (2, 2, "again"),
    ]
    assert stock(engine) == {"A": 9_000}


def test_a_broken_link_is_kept_flagged_and_passed(engine, counter) -> None:
    counter.write(moved(("A", 1_000)))
    counter.push()
    lost = counter.write(moved(("A", 1_000)))
    counter.write(moved(("A", 1_000)))
    broken = counter.entries[-1].model_copy(update={"seq": 2})  # its hash covers another place
    assert counter.push(broken).mark == mark_of(broken)
    assert conflicts(engine) == [("journal.broken_link", "1-2")]
    assert lost.id not in {row[2] for row in held(engine)}
    assert stock(engine) == {"A": 2_000}


def test_a_centre_from_yesterdays_copy_asks_for_what_it_lost(engine, counter) -> None:
    for _ in range(6):
        counter.write(moved(("A", 1_000)))
    old = counter.push(*counter.entries[:2]).mark
    assert counter.push(*counter.entries[4:]).mark == old, "nothing between may be left out"
    assert len(held(engine)) == 2
    assert counter.push(*counter.entries[2:]).mark == mark_of(counter.entries[-1])
    assert stock(engine) == {"A": 6_000}
    assert conflicts(engine) == []


def test_a_terminal_that_has_nothing_between_says_so_and_passes(engine, counter) -> None:
    for _ in range(6):
        counter.write(moved(("A", 1_000)))
    old = counter.push(*counter.entries[:2]).mark
    assert counter.push(*counter.entries[4:], after=old).mark == mark_of(counter.entries[-1])
    assert conflicts(engine) == [("journal.broken_link", "1-5")]


@pytest.mark.parametrize("body", ["not json", "{}", "[" * 100_000, '{"number": 1}', ""])
def test_what_is_not_understood_is_kept_raw_and_blocks_nothing(engine, counter, body: str) -> None:
    counter.write(moved(("A", 5_000)))
    bad = counter.write_raw("sale.completed", 1, body)
    counter.write(moved(("A", 1_000)))
    assert counter.push().mark == mark_of(counter.entries[-1])
    assert states(engine) == ["applied", "quarantine", "applied"]
    assert held(engine)[1][3] == body
    assert rows(engine, "SELECT kind, entry_id FROM conflict") == [("journal.not_understood", bad.id)]
    assert stock(engine) == {"A": 6_000}


def test_what_fails_while_it_is_applied_is_tried_alone_and_kept_raw(engine, counter, monkeypatch) -> None:
    poison = new_id()
    plain = applying.Effects.apply

    def apply(self, one, body) -> None:
        plain(self, one, body)
        if one.id == poison:
            raise ZeroDivisionError

    monkeypatch.setattr(applying.Effects, "apply", apply)
    counter.write(moved(("A", 5_000)))
    counter.write(moved(("A", 70_000)), poison)
    counter.write(moved(("A", 1_000)))
    counter.push()
    assert states(engine) == ["applied", "quarantine", "applied"]
    assert stock(engine) == {"A": 6_000}
    assert conflicts(engine) == [("journal.not_applied", "stock.moved: ZeroDivisionError")]


def test_what_fails_only_together_has_its_effect_one_by_one(engine, counter, monkeypatch) -> None:
    plain = applying.Effects.finish

    def finish(self) -> None:
        plain(self)
        if sum(one["kind"] == "cart.voided" for one in self._applied) > 1:
            raise ZeroDivisionError

    monkeypatch.setattr(applying.Effects, "finish", finish)
    for _ in range(2):
        counter.write(CartVoided(cart_id=new_id(), lines=1, listed=money(10)))
    counter.write_raw("k" * 200, 1, "{}")
    counter.write(sale(("A", 1)))
    counter.push()
    assert states(engine) == ["applied", "applied", "later", "applied"]
    assert stock(engine) == {"A": -1_000}


def test_what_a_long_kind_fails_by_is_told_as_far_as_it_goes(engine, counter, monkeypatch) -> None:
    monkeypatch.setattr(intake, "apply_one", lambda _effects, one: 1 // (len(one.kind) < 200) and "applied")
    for kind in ("k" * 200, "short"):
        counter.write_raw(kind, 1, "{}")
    counter.push()
    assert states(engine) == ["quarantine", "applied"]
    assert conflicts(engine) == [("journal.not_applied", "k" * 200)]


def test_numbers_that_no_database_holds_are_kept_and_not_counted(engine, counter) -> None:
    counter.write(moved(("A", 2**53 - 1), ("B", 1_000)))
    for _ in range(3):
        counter.write(moved(("A", 2**53 - 1)))
    counter.push()
    assert stock(engine) == {"B": 1_000}
    assert {kind for kind, _ in conflicts(engine)} == {"stock.out_of_range"}


def test_long_names_block_nothing(engine, counter) -> None:
    wide = "甲" * 200
    counter.write(sale((wide, 1)), wide)
    counter.write_raw(wide, 1, "{}")
    counter.push()
    assert states(engine) == ["applied", "later"]
    assert conflicts(engine) == [("stock.unknown_sku", wide)]


def test_a_conflict_that_was_closed_is_not_opened_by_the_same_again(engine, counter) -> None:
    counter.write(sale(("A", 1), ("NOBODY", 1)))
    counter.push()
    (conflict_id,) = rows(engine, "SELECT id FROM conflict WHERE subject = 'NOBODY'")[0]
    write(engine, lambda connection: close(connection, "S01", Closing(conflict_id, "anna", "", "", START)))
    other = counter.copy(upto=0, epoch=2)
    other.write_raw("sale.completed", 1, counter.entries[0].body, counter.entries[0].id)
    other.push()
    told = rows(engine, "SELECT key FROM change WHERE kind = 'conflict' AND deleted = 0")
    assert (conflict_id,) not in told


@pytest.mark.parametrize(("off_s", "kind"), [
    (0, None), (-120, None), (-121, "clock.behind"), (120, None), (121, "clock.ahead"), (-10**6, "clock.behind"),
])  # fmt: skip
def test_a_clock_that_is_off_is_told_once_a_day(engine, counter, off_s: int, kind: str | None) -> None:
    for _ in range(3):
        counter.write(moved(("A", 1_000)))
        counter.push(counter.entries[-1], sent_at=START + off_s * 1_000_000)
    assert rows(engine, "SELECT kind, subject, outcome FROM conflict") == ([(kind, DAY, "kept")] if kind else [])
    assert states(engine) == ["applied"] * 3


def test_goods_that_are_unknown_or_gone_are_sold_and_told(engine, counter) -> None:
    counter.write(sale(("A", 1), ("NOBODY", 1)))
    counter.push()
    assert stock(engine) == {"A": -1_000, "NOBODY": -1_000}
    assert conflicts(engine) == [("stock.below_zero", "A"), ("stock.unknown_sku", "NOBODY")]
    told = rows(engine, "SELECT key FROM change WHERE kind = 'conflict' AND scope = 'S01' AND deleted = 0")
    assert len(told) == 2


def test_what_it_does_not_know_by_heart_is_only_kept(engine, counter) -> None:
    counter.write(CartVoided(cart_id=new_id(), lines=1, listed=money(10)))
    counter.push()
    assert states(engine) == ["applied"]


def test_a_revoked_terminal_is_refused_in_the_very_transaction(engine, counter) -> None:
    counter.write(moved(("A", 1_000)))
    write(engine, lambda connection: revoke(connection, counter.id, Admin(frozenset(), None), START))
    with pytest.raises(UserError, match=r"token\.revoked"):
        counter.push()
    assert held(engine) == []


def test_a_terminal_gets_back_what_it_lost(engine, counter) -> None:
    for _ in range(7):
        counter.write(moved(("A", 1_000)))
    counter.push()
    with reading(engine) as connection:
        back = intake.held_entries(connection, counter.id, 1, 2)
        assert intake.held_entries(connection, counter.id, 2, 0).entries == ()
    assert (list(back.entries), back.more) == (counter.entries[2:], False)


def test_entries_come_back_in_pages_that_tear_no_branches_apart(engine, counter, monkeypatch) -> None:
    monkeypatch.setattr(intake, "_HELD", 2)
    for _ in range(5):
        counter.write(moved(("A", 1_000)))
    other = counter.copy(upto=1)
    other.write(moved(("A", 3_000)))
    counter.push()
    other.push()
    found, after, more = [], 0, True
    while more:
        with reading(engine) as connection:
            page = intake.held_entries(connection, counter.id, 1, after)
        found += page.entries
        after, more = page.entries[-1].seq, page.more
    assert {one.hash for one in found} == {one.hash for one in [*counter.entries, *other.entries]}
    assert len(found) == 6


def test_counters_that_sell_the_same_in_opposite_order_never_stand_in_each_others_way(
    engine, counter, monkeypatch
) -> None:
    turns, passing = 25, []
    plain = database.is_passing
    monkeypatch.setattr(database, "is_passing", lambda error: passing.append(error) or plain(error))
    counters = [counter, *(Counter(engine).enlist() for _ in range(3))]
    names = [f"SKU{number}" for number in range(8)]

    def sell(place: int) -> None:
        mine, goods = counters[place], names if place % 2 else names[::-1]
        for _ in range(turns):
            mine.write(sale(*((sku, 1) for sku in goods)))
            mine.push(mine.entries[-1])

    with ThreadPoolExecutor(len(counters)) as pool:
        list(pool.map(sell, range(len(counters))))
    assert stock(engine) == dict.fromkeys(names, -1_000 * turns * len(counters))
    assert rows(engine, "SELECT count(*) FROM entry") == [(turns * len(counters),)]
    if engine.dialect.name == "postgresql":
        assert passing == [], "locks are taken in one order: there was not even a deadlock to try again after"


def test_workers_that_take_in_the_same_entries_keep_them_once(engine, counter) -> None:
    counter.write(moved(("A", 100_000)))
    for _ in range(20):
        counter.write(sale(("A", 1)))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: counter.push(), range(8)))
    assert {answer.mark for answer in answers} == {mark_of(counter.entries[-1])}
    assert len(held(engine)) == 21
    assert stock(engine) == {"A": 80_000}


def test_one_id_at_terminals_that_push_at_once_is_a_fact_of_each(engine, counter) -> None:
    others = [Counter(engine).enlist() for _ in range(4)]
    ids = [new_id() for _ in range(10)]
    for place, one in enumerate(others):
        for entry_id in ids if place % 2 else ids[::-1]:
            one.write(moved(("A", 1_000)), entry_id)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: one.push(), others))
    assert stock(engine) == {"A": 40_000}
    assert states(engine) == ["applied"] * 40
