"""What the code of a receipt says: all lines where they fit, else digests that hand-keyed lines are held against."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
import segno

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
WORDS = ("standard", "zero", "exempt", "reduced", "特種", "0", "1" * 60)
SKUS = ("BR1", "4710402012346", "0012", "7", "咖啡/大杯", "x" * 60, "12A", "9" * 100)


def by_chance(chance: Random) -> PaperSale:
    """Any sale that may happen, and some that may not."""
    sold = tuple(
        PaperLine(
            chance.randint(1, 999),
            chance.choice(SKUS),
            chance.choice(
                (Quantity(1000 * chance.randint(1, 9999)), Quantity(chance.randint(1, 10**7), Unit.KILOGRAM))
            ),
            chance.randint(0, 10 ** chance.randint(1, 12)),
            chance.randint(-(10**6), 10 ** chance.randint(1, 9)),
            chance.choice(WORDS),
            chance.randint(0, 10**6),
        )
        for _ in range(chance.randint(1, 12))
    )
    tenders = tuple(
        PaperTender(kind, chance.randint(-(10**9), 10**9))
        for kind in chance.sample(("cash", "card", "points", "voucher"), chance.randint(0, 4))
    )
    return PaperSale(
        "019b0000-0000-7000-8000-00000000000a", chance.choice(("S01", "A", "12345678", "007")), chance.randint(1, 99),
        chance.randint(1, 10**6), chance.randint(1, 10**9), chance.randint(0, 10**10) * 1_000_000, "TWD",
        chance.randint(-(10**12), 10**12), tenders, sold, len(sold),
    )  # fmt: skip


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


def test_what_is_read_is_what_was_sold() -> None:
    chance = Random(5)
    for sale in (by_chance(chance) for _ in range(300)):
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


def test_of_each_sale_there_is_one_message_alone() -> None:
    """Every byte of a message changed to every other: what still reads is another sale."""
    sale = sale_of(2)
    message = paper_message(sale, KEY)
    for place in range(6, len(message)):
        for change in range(1, 256, 50):
            other = message[:place] + bytes((message[place] ^ change,)) + message[place + 1 :]
            read = read_paper(paper_text(other, SIGNATURE))
            assert read is None or read.sale != sale
            assert read is None or not read.sale.lines or paper_message(read.sale, read.key) == other


def test_bytes_by_chance_are_read_without_a_fault_and_in_one_form_alone() -> None:
    chance, head = Random(6), paper_message(sale_of(1), KEY)
    for _ in range(300):
        data = chance.randbytes(chance.randint(0, 330))
        for message in (data, head[:30] + data, head[: len(data)] + data):
            read = read_paper(paper_text(message, SIGNATURE))
            if read is not None and read.sale.lines:
                assert paper_message(read.sale, read.key) == message


def test_numbers_and_texts_come_back() -> None:
    values: list[int | str] = [0, 1, 127, 128, 2**56 - 1, "", "0", "00", "000", "0123", "9" * 100, "9" * 101, "é" * 9]
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
