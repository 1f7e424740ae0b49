"""Goods come back at the counter: found by their receipt, chosen, given money or other goods for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from app.domain.tender import TenderKind
from tests.ui.counter import Counter

Key = Qt.Key


def show(counter: Counter, width: int = 1280, height: int = 800) -> Counter:
    counter.open("refund", width, height)
    counter.settle()
    return counter


def primary(counter: Counter) -> str:
    """What the button says: its name, and why it does nothing."""
    bar = counter.screen.primary
    return bar.accessibleName() if bar.isEnabled() else f"{bar.text()}: {bar.reason()}"


def rows(counter: Counter, name: str = "收據上的商品") -> list[str]:
    model = counter.named(name, QListView).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(place), role) for place in range(model.rowCount())]


def find(counter: Counter, text: str) -> None:
    counter.named("收據").setFocus()
    counter.keys(text, Key.Key_Return)
    counter.settle()


def last(counter: Counter):
    return counter.place.payment.last.sale.ticket


def test_a_whole_receipt_comes_back_by_keys_alone(counter):
    counter.till.sell(("TEA", 2, 160), ("CUP", 1, 260))
    show(counter)
    assert primary(counter) == "退款: 先找收據"
    find(counter, "0001")
    assert rows(counter) == ["goods TEA, 單價 $160, × 2, $320", "goods CUP, 單價 $260, × 1, $260"]
    assert primary(counter) == "退款: 先選商品"
    counter.keys(Key.Key_F9)
    assert primary(counter) == "退款: 先選原因"
    counter.press("不合需求")
    assert primary(counter) == "退款 $580"
    assert "現金 $580" in counter.names()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"
    assert [(one.kind, one.amount) for one in last(counter).tenders] == [(TenderKind.CASH, -580)]
    assert {(one.reason, one.restock) for one in last(counter).returns} == {("不合需求", True)}
    assert counter.screen.finale.told().word == "退還現金"
    assert not counter.place.refund.is_begun
    counter.till.check()
