"""What a text in the list of sales may mean, and several meanings merged into one list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import GBP, MOST, TWD
from app.domain.sales import Filter, ListKind, ListPage, ListRow
from app.services.seek import begin_seek, go_on, meanings

BASE = Filter(cashier="S02", since="2026-11-21")


def found(text: str, currency=TWD) -> list[tuple[str, object]]:
    """What a text is looked for as."""
    told = []
    for one in meanings(text, BASE, currency):
        assert one.cashier == "S02"
        assert one.since == (None if one.number else "2026-11-21")  # a receipt is looked for on all days
        told.append(
            ("number", one.number)
            if one.number
            else ("amount", one.amount)
            if one.amount is not None
            else ("item", one.item)
        )
    return told


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("", [("item", "")]),
        ("  ", [("item", "")]),
        ("#0187", [("number", "0187")]),
        ("0187", [("number", "0187"), ("amount", 187)]),
        ("1045", [("number", "1045"), ("amount", 1_045)]),
        ("$1,045", [("amount", 1_045)]),
        ("1,045", [("amount", 1_045)]),
        ("-320", [("amount", -320)]),
        ("−320", [("amount", -320)]),
        ("$ 58", [("amount", 58)]),
        ("4710550109362", [("item", "4710550109362")]),
        ("02000412", [("amount", 2_000_412), ("item", "02000412")]),
        ("DDC-2-1-000187", [("number", "DDC-2-1-000187"), ("item", "DDC-2-1-000187")]),
        ("可頌", [("item", "可頌")]),
        ("12.5", [("item", "12.5")]),
        ("1,04", [("item", "1,04")]),
        ("$", [("item", "$")]),
        ("9" * 30, [("item", "9" * 30)]),
        ("１８７", [("number", "187"), ("amount", 187)]),
    ],
)
def test_what_a_text_may_mean(text, means):
    assert found(text) == means


def test_decimals_are_those_of_the_currency():
    assert found("12.5", GBP) == [("amount", 1_250)]
    assert found("12", GBP) == [("number", "12"), ("amount", 1_200)]
    assert found("£1,045.50", GBP) == [("amount", 104_550)]


@given(st.text(max_size=40))
def test_any_text_means_something(text):
    for one in meanings(text, BASE, TWD):
        assert one.amount is None or abs(one.amount) <= MOST


def row(at: int) -> ListRow:
    return ListRow(f"s{at}", f"S01-1-1-{at:06d}", ListKind.SALE, "2026-11-21", at, "S02", at, "goods", 1)


class Pages:
    """Pages of a number of lists, each cut at its own places, some of them empty."""

    def __init__(self, lists: list[list[int]], sizes: list[int]) -> None:
        self.lists = [sorted(set(one), reverse=True) for one in lists]
        self.sizes = sizes
        self.reads = 0

    def __call__(self, wanted: Filter, before: int | None) -> ListPage:
        self.reads += 1
        ats = self.lists[int(wanted.item)]
        start = before or 0
        size = self.sizes[(start + self.reads) % len(self.sizes)]
        rows = tuple(row(at) for at in ats[start : start + size])
        end = start + size
        more = end < len(ats) or (size == 0 and start <= len(ats))
        return ListPage(rows, (end if size else start) if more and (size or self.reads < 200) else None, "2026-11-20")


@given(
    st.lists(st.lists(st.integers(1, 60), max_size=25), min_size=1, max_size=3),
    st.lists(st.integers(1, 5), min_size=1, max_size=4),
)
def test_all_of_each_once_newest_first_whatever_the_pages(lists, sizes):
    pages = Pages(lists, sizes)
    seek = begin_seek(tuple(Filter(item=str(place)) for place in range(len(lists))))
    given_out: list[int] = []
    for _ in range(400):
        if seek.is_done:
            break
        seek, rows = go_on(seek, pages)
        given_out += [one.at for one in rows]
    assert seek.is_done
    assert given_out == sorted(set().union(*map(set, lists)), reverse=True)


def test_one_turn_reads_at_most_one_page_of_each():
    pages = Pages([list(range(1, 50)), list(range(20, 60))], [10])
    seek = begin_seek((Filter(item="0"), Filter(item="1")))
    seek, rows = go_on(seek, pages)
    assert pages.reads == 2
    assert [one.at for one in rows] == list(range(59, 49, -1))
    assert seek.reached == "2026-11-20"


def test_a_page_without_rows_that_goes_on_is_not_the_end():
    answers = iter([ListPage((), 7, "2026-10-01"), ListPage((row(3),), None)])
    seek = begin_seek((Filter(),))
    seek, rows = go_on(seek, lambda _wanted, _before: next(answers))
    assert (rows, seek.is_done, seek.reached) == ((), False, "2026-10-01")
    seek, rows = go_on(seek, lambda _wanted, before: next(answers) if before == 7 else ListPage(()))
    assert ([one.at for one in rows], seek.is_done, seek.reached) == ([3], True, None)
