"""Amounts as they are read and painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.domain.money import GBP, KWD, TWD, currency
from app.ui.theme.look import look
from app.ui.widgets.money import AmountLabel, amount_width, money_text, paint_amount


@pytest.mark.parametrize(
    ("minor", "of", "sign", "words"),
    [
        (1045, TWD, False, "$1,045"),
        (0, TWD, False, "$0"),
        (0, TWD, True, "$0"),
        (-28, TWD, False, "−$28"),
        (500, TWD, True, "+$500"),
        (-500, TWD, True, "−$500"),
        (123450, GBP, False, "£1,234.50"),
        (-5, GBP, False, "−£0.05"),
        (1234567, KWD, False, "KWD\u00a01,234.567"),
        (-1, KWD, False, "−KWD\u00a00.001"),
        (1000, currency("JPY"), False, "¥1,000"),
    ],
)
def test_an_amount_is_read(minor, of, sign, words) -> None:
    assert money_text(minor, of, sign) == words


def ink_of(minor: int, px: int, *, width: int = 400, height: int = 120, **how) -> QRectF:
    """Return the rectangle that a painted amount's ink fills."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(look().color("surface"))
    painter = QPainter(image)
    paint_amount(painter, QRectF(0, 0, width, height), minor, TWD, px, **how)
    painter.end()
    ground = look().color("surface").rgb()
    dots = [(x, y) for x in range(width) for y in range(height) if image.pixel(x, y) != ground]
    columns, rows = [x for x, _ in dots], [y for _, y in dots]
    return QRectF(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)


@pytest.mark.parametrize("px", [15, 17, 38, 44, 56, 64])
def test_it_is_as_wide_as_it_says_and_stands_at_the_right(qapp, px: int) -> None:
    ink = ink_of(1045, px)
    assert ink.width() <= amount_width(1045, TWD, px) + 1
    assert 400 - ink.right() <= px * 0.1 + 1
    assert ink_of(1045, px, align=Qt.AlignmentFlag.AlignLeft).left() <= px * 0.1 + 1


def test_columns_of_figures_line_up(qapp) -> None:
    assert len({amount_width(minor, TWD, 17) for minor in (1111, 8888, 9074, 1045)}) == 1


def test_the_sign_is_smaller_and_raised_in_large_figures(qapp) -> None:
    small = amount_width(5, TWD, 44) - amount_width(5, TWD, 44, bold=True)
    assert small == 0
    share = {px: (amount_width(15, TWD, px) - amount_width(5, TWD, px)) / px for px in (38, 56)}
    assert share[38] == pytest.approx(share[56], abs=0.03)
    mark = {px: (amount_width(5, TWD, px) / px) for px in (44, 56)}
    assert mark[56] < mark[44]


def test_what_holds_no_more_is_struck_through(qapp) -> None:
    assert ink_of(280, 17, struck=True).width() >= ink_of(280, 17).width()


@pytest.mark.parametrize("size", [15, 17, 32, 56, 64, 104, 208])
def test_a_label_shows_the_whole_amount_with_the_tail_of_its_comma(qtbot, size: int) -> None:
    label = AmountLabel(size)
    label.set_amount(1045, TWD)
    qtbot.addWidget(label)
    label.resize(label.sizeHint().width() + 4, label.sizeHint().height())
    label.show()
    image = label.grab().toImage()
    ground = image.pixel(0, 0)
    for y in (0, image.height() - 1):
        assert all(image.pixel(x, y) == ground for x in range(image.width()))
    assert label.accessibleName() == label.text() == "$1,045"
    assert label.minimumSizeHint() == label.sizeHint()
