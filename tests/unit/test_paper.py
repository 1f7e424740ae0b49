"""What the code of a receipt says: all lines where they fit, else digests that hand-keyed lines are held against."""

from __future__ import annotations

from dataclasses import replace

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.codes.pack import Reader, Writer
from app.domain.codes.paper import (
    MOST_PAPER,
    MOST_PAPER_TEXT,
    PaperLine,
    PaperSale,
    PaperTender,
    paper_message,
    paper_text,
    read_paper,
)
from app.domain.errors import UserError
from app.domain.quantity import Quantity, Unit

KEY, SIGNATURE = b"key1", bytes(range(64))
quantities = st.builds(lambda count: Quantity(count * 1000), st.integers(1, 9999)) | st.builds(
    Quantity, st.integers(1, 10**7), st.sampled_from([Unit.KILOGRAM, Unit.LITRE, Unit.METRE])
)
skus = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.isprintable)
lines = st.builds(
    PaperLine,
    st.integers(1, 999),
    st.from_regex(r"\A[0-9]{1,13}\Z") | skus,
    quantities,
    st.integers(0, 10**12),
    st.integers(-(10**9), 10**12),
    st.sampled_from(["standard", "zero", "exempt", "reduced", "特種"]),
    st.integers(0, 10**6),
)  # fmt: skip
sales = st.builds(
    PaperSale,
    st.just("019b0000-0000-7000-8000-00000000000a"),
    st.from_regex(r"\A[A-Z0-9]{1,8}\Z"),
    st.integers(1, 999),
    st.integers(1, 10**6),
    st.integers(1, 10**9),
    st.integers(0, 10**10).map(lambda seconds: seconds * 1_000_000),
    st.just("TWD"),
    st.integers(-(10**12), 10**12),
    st.lists(
        st.builds(PaperTender, st.sampled_from(["cash", "card", "points", "voucher"]), st.integers(-(10**9), 10**9)),
        max_size=4,
    ).map(tuple),
    st.lists(lines, min_size=1, max_size=8).map(tuple),
).map(lambda sale: replace(sale, count=len(sale.lines)))


def sale_of(count: int) -> PaperSale:
    sold = tuple(
        PaperLine(line, f"4710402{line:06d}", Quantity(1000 * (1 + line % 3)), 100 + line, 5, "standard", 50_000)
        for line in range(1, count + 1)
    )
    total = sum(one.paid for one in sold)
    return PaperSale(
        "019b0000-0000-7000-8000-00000000000a", "S01", 1, 1, 123, 1_772_676_000_000_000, "TWD", total,
        (PaperTender("cash", total),), sold, count,
    )  # fmt: skip


@given(sales)
@settings(max_examples=25)
def test_what_is_read_is_what_was_sold(sale) -> None:
    text = paper_text(paper_message(sale, KEY), SIGNATURE)
    read = read_paper(text)
    assert read is not None
    assert (read.key, read.signature) == (KEY, SIGNATURE)
    assert read.sale.lines in (sale.lines, ())
    assert replace(read.sale, lines=sale.lines, digests=()) == sale
    assert read.sale.agrees(sale.lines)
    assert paper_text(read.message, read.signature) == text


@pytest.mark.parametrize("count", [1, 12, 24, 60, 64, 72, 200])
def test_every_receipt_fits_a_qr_code_of_version_15_at_level_m(count) -> None:
    sale = sale_of(count)
    text = paper_text(paper_message(sale, KEY), b"\xff" * 64)
    assert len(text) <= MOST_PAPER_TEXT
    assert segno.make_qr(text, error="m", boost_error=False).version <= 15
    read = read_paper(text)
    assert read is not None
    assert (read.sale.count, read.sale.number, read.sale.total) == (count, "S01-1-1-000123", sale.total)
    assert read.sale.lines == (sale.lines if count <= 12 else ())


def test_a_full_code_is_of_version_15() -> None:
    text = paper_text(b"\xff" * MOST_PAPER, b"\xff" * 64)
    assert len(text) == MOST_PAPER_TEXT
    assert segno.make_qr(text, error="m", boost_error=False).version == 15


@pytest.mark.parametrize("count", [20, 200])
def test_lines_that_are_keyed_by_hand_are_held_against_the_code(count) -> None:
    sale = sale_of(count)
    read = read_paper(paper_text(paper_message(sale, KEY), SIGNATURE))
    assert read is not None
    assert read.sale.agrees(sale.lines)
    assert read.sale.has(sale.lines[3]) is (count == 20), "one line alone only where each has its digest"
    first, *others = sale.lines
    for wrong in (
        (replace(first, paid=first.paid + 1), *others),
        (replace(first, sku="4710402999999"), *others),
        (replace(first, quantity=Quantity(99_000)), *others),
        tuple(others),
        (*sale.lines, first),
        tuple(reversed(sale.lines)),
    ):
        assert not read.sale.agrees(wrong)
    assert not read.sale.has(replace(first, paid=first.paid + 1))


def test_what_no_code_can_say_is_refused() -> None:
    with pytest.raises(UserError, match=r"code\.malformed"):
        paper_message(replace(sale_of(1), store="S" * 400), KEY)
    with pytest.raises(UserError, match=r"code\.malformed"):
        paper_message(replace(sale_of(1), store=""), KEY)


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_bytes_by_chance_are_read_without_a_fault_and_in_one_form_alone(data) -> None:
    head = paper_message(sale_of(1), KEY)
    for message in (data, head[:30] + data, head[: len(data)] + data):
        text = paper_text(message, SIGNATURE)
        read = read_paper(text)
        if read is not None:
            assert paper_text(read.message, read.signature) == text


@given(st.lists(st.integers(0, 2**56 - 1) | st.text(max_size=20).filter(str.isprintable), max_size=8))
@settings(max_examples=60)
def test_numbers_and_texts_come_back(values) -> None:
    out = Writer()
    for value in values:
        if isinstance(value, int):
            out.count(value)
        else:
            out.text(value)
    data = Reader(out.done())
    assert [data.count() if isinstance(value, int) else data.text() for value in values] == values
    assert data.is_at_end
    assert not data.is_broken
