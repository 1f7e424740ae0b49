"""What the tests of returns do at the counter."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from app.domain.sale import Ticket
from tests.ui.counter import Counter

Key = Qt.Key
RECEIPT, BARE = "收據上的商品", "無收據的商品"


def show(counter: Counter, width: int = 1280, height: int = 800) -> Counter:
    """Open the screen."""
    counter.open("refund", width, height)
    counter.settle()
    return counter


def primary(counter: Counter) -> str:
    """What the button says: its name, and why it does nothing."""
    bar = counter.screen.primary
    return bar.accessibleName() if bar.isEnabled() else f"{bar.text()}: {bar.reason()}"


def rows(counter: Counter, name: str = RECEIPT) -> list[str]:
    """The goods as they are read out."""
    model = counter.named(name, QListView).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(place, 0), role) for place in range(model.rowCount())]


def find(counter: Counter, text: str) -> None:
    """Type a receipt's number."""
    counter.named("收據").setFocus()
    counter.keys(text, Key.Key_Return)
    counter.settle()


def touch(counter: Counter, row: int, x: int = 300, name: str = RECEIPT) -> None:
    """Touch a row, so far from its left edge; from its right with a minus."""
    view = counter.named(name, QListView)
    box = view.visualRect(view.model().index(row, 0))
    at = QPoint(box.x() + x if x >= 0 else box.right() + x, box.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    counter.settle()


def last(counter: Counter) -> Ticket:
    """What was completed last."""
    done = counter.place.payment.last
    assert done is not None
    return done.sale.ticket


def toast(counter: Counter) -> str:
    """What was told last."""
    assert counter.window is not None
    return counter.window.shell._toast.text()
