"""What a code that was scanned or typed means at the counter."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import PriceKind, Product, code_key
from app.domain.errors import UserError
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.services.lookup import Found
from app.services.scan import MAX_CODE, Outcome, Scanned, need_quantity, of_found, split_times, understand

MILK = Product("MILK", "milk")
PORK = Product("PORK", "pork", unit=Unit.KILOGRAM)
CAKE = Product("CAKE", "cake", price_kind=PriceKind.OPEN)
PLAIN = Product("PLAIN", "no price")
KILO = Quantity(1_000, Unit.KILOGRAM)


@dataclass
class Book:
    """A catalogue of five codes that counts how often it is asked."""

    codes: dict[str, Found] = field(
        default_factory=lambda: {
            "4710550109362": Found(MILK, Price(99)),
            "CASE": Found(MILK, Price(99), 6),
            "12X450": Found(MILK, Price(99)),
            "PORK": Found(PORK, Price(38, 100)),
            "CAKE": Found(CAKE, None),
            "PLAIN": Found(PLAIN, None),
        }
    )
    asked: int = 0

    def find(self, code: str, at: int) -> Found | None:
        del at
        self.asked += 1
        return {code_key(one): found for one, found in self.codes.items()}.get(code_key(code))


def scan(text: str) -> Scanned:
    return understand(Book(), text, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "outcome", "code", "quantity"),
    [
        ("4710550109362", Outcome.ADD, "4710550109362", pieces(1)),
        (" 4710550109362 ", Outcome.ADD, "4710550109362", pieces(1)),
        ("3*4710550109362", Outcome.ADD, "4710550109362", pieces(3)),
        ("3 × 4710550109362", Outcome.ADD, "4710550109362", pieces(3)),
        ("3x4710550109362", Outcome.ADD, "4710550109362", pieces(3)),
        ("CASE", Outcome.ADD, "CASE", pieces(6)),
        ("2*CASE", Outcome.ADD, "CASE", pieces(12)),
        ("1.5*4710550109362", Outcome.ADD, "4710550109362", pieces(1)),
        # a code that reads as a quantity and a code is a code
        ("12X450", Outcome.ADD, "12X450", pieces(1)),
        ("2*12X450", Outcome.ADD, "12X450", pieces(2)),
        ("PORK", Outcome.WEIGH, "PORK", None),
        ("0.265*PORK", Outcome.ADD, "PORK", Quantity(265, Unit.KILOGRAM)),
        ("CAKE", Outcome.PRICE, "CAKE", pieces(1)),
        ("2*CAKE", Outcome.PRICE, "CAKE", pieces(2)),
        ("PLAIN", Outcome.NO_PRICE, "PLAIN", pieces(1)),
        ("NOBODY", Outcome.UNKNOWN, "NOBODY", None),
        ("4*NOBODY", Outcome.UNKNOWN, "NOBODY", pieces(4)),
        ("", Outcome.NOTHING, "", None),
        ("   ", Outcome.NOTHING, "", None),
        ("3*", Outcome.NOTHING, "", None),
    ],
)
def test_a_scan_says_what_to_do(text: str, outcome: Outcome, code: str, quantity: Quantity | None) -> None:
    found = scan(text)
    assert (found.outcome, found.code, found.quantity) == (outcome, code, quantity)


def test_weighed_goods_at_an_open_price_are_asked_for_their_price() -> None:
    loose = Found(Product("X", "x", unit=Unit.KILOGRAM, price_kind=PriceKind.OPEN), None)
    assert of_found(loose, "X") == Scanned(Outcome.PRICE, "X", loose, KILO)


def test_a_code_is_looked_up_once_or_with_a_quantity_twice() -> None:
    book = Book()
    understand(book, "4710550109362", 0)  # type: ignore[arg-type]
    assert book.asked == 1
    understand(book, "2*4710550109362", 0)  # type: ignore[arg-type]
    assert book.asked == 3


def test_goods_without_a_quantity_are_not_added() -> None:
    with pytest.raises(UserError) as refused:
        need_quantity(scan("PORK"))
    assert (refused.value.code, refused.value.params) == ("scan.no_quantity", {"text": "PORK"})


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("2*", (2_000, "")),
        ("0.25*x", (250, "x")),
        ("12345*x", (0, "12345*x")),
        ("*x", (0, "*x")),
        ("2**x", (2_000, "*x")),
    ],
)
def test_a_quantity_is_split_off(text: str, split: tuple[int, str]) -> None:
    assert split_times(text) == split


@given(st.text(max_size=2 * MAX_CODE))
def test_nothing_that_is_scanned_raises(text: str) -> None:
    found = scan(text)
    assert isinstance(found.outcome, Outcome)
    assert len(found.code) <= MAX_CODE
