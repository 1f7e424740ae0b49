"""Goods that were weighed come back in part: as they are weighed now, or in steps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.quantity import Quantity, Unit
from tests.ui.refunding import find, last, primary, rows, show, toast

Key = Qt.Key


@pytest.fixture
def weighed(counter):
    """A sale of 0.35 kg for 42 and two cups is looked at."""
    counter.till.sell(("TOMATO", Quantity(350, Unit.KILOGRAM), 120), ("CUP", 2, 260))
    show(counter)
    find(counter, "0001")
    return counter


def test_of_weighed_goods_a_part_comes_back_as_it_is_weighed_now(weighed):
    weighed.keys(Key.Key_Space)
    assert "0.35 kg" in rows(weighed)[0]
    weighed.keys("0.12*", Key.Key_Return)
    weighed.settle()
    assert ", 0.12 kg, $14" in rows(weighed)[0]
    assert weighed.named("收據").text().endswith("000001")
    weighed.press("買錯")
    assert primary(weighed) == "退款 $14"
    weighed.keys(Key.Key_F12)
    weighed.settle()
    weighed.keys(Key.Key_Return)
    weighed.settle()
    (back,) = last(weighed).returns
    assert (back.quantity, back.refund) == (Quantity(120, Unit.KILOGRAM), 14)
    show(weighed)
    find(weighed, "0001")
    weighed.keys(Key.Key_Space)
    assert ", 0.23 kg, $" in rows(weighed)[0]
    weighed.press("買錯")
    assert primary(weighed) == "退款 $28"  # the parts sum to what was paid
    weighed.till.check()


def test_a_weight_steps_by_a_tenth_and_never_beyond_what_was_sold(weighed):
    weighed.keys(Key.Key_Space)
    for key, text in ((Key.Key_Minus, "0.25 kg"), (Key.Key_Minus, "0.15 kg"), (Key.Key_Plus, "0.25 kg")):
        weighed.keys(key)
        assert text in rows(weighed)[0]
    weighed.keys(Key.Key_Plus, Key.Key_Plus)
    assert "0.35 kg" in rows(weighed)[0]
    weighed.keys("0.351*", Key.Key_Return)
    weighed.settle()
    assert toast(weighed) == "退貨數量超過可退數量"
    assert "0.35 kg" in rows(weighed)[0]


def test_pieces_are_typed_whole(weighed):
    weighed.keys(Key.Key_Down, "2*", Key.Key_Return)
    weighed.settle()
    assert "2 / 2" in rows(weighed)[1]
    weighed.keys("1.5*", Key.Key_Return)
    weighed.settle()
    assert toast(weighed) == "數量無法辨識"
    assert "2 / 2" in rows(weighed)[1]
