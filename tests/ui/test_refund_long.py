"""A receipt of very many lines: what a key costs does not grow with what it does not touch."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.db.work import SqliteReads
from app.domain import refund
from app.ui.screens.refund import words
from tests.ui.refunding import find, primary, rows, show

Key = Qt.Key
LINES = 600


class Counted:
    """How often something is asked for."""

    def __init__(self, monkeypatch, *where: tuple[object, str]) -> None:
        self.count = 0
        for there, name in where:
            monkeypatch.setattr(there, name, self._counting(getattr(there, name)))

    def _counting(self, original):
        def counting(*given, **named):
            self.count += 1
            return original(*given, **named)

        return counting


def test_a_key_looks_at_what_it_changes(counter, monkeypatch):
    from app.runtime import refund_lines
    from app.ui.screens.refund import sale

    till = counter.till
    till.complete(till.cart(*[(f"SKU{one:03}", 2, 100 + one) for one in range(LINES)])).result()
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    whole = sum(2 * (100 + one) for one in range(LINES))
    assert primary(counter) == f"退款 ${whole:,}"
    parts = Counted(monkeypatch, (refund_lines, "break_up"))
    shares = Counted(monkeypatch, (refund, "refund_share"))
    told = Counted(monkeypatch, (sale, "price_text"), (words, "price_text"))
    read = Counted(monkeypatch, (SqliteReads, "returnable"))
    counter.place.refund.step(3, -1)
    counter.window.shell.scanned("SKU002")
    counter.place.refund.step(3, -1)
    assert primary(counter) == f"退款 ${whole - 102:,}"
    assert rows(counter)[2].endswith("1 / 2, $102, 已選")
    assert (parts.count, read.count, told.count) == (3, 0, 0)
    assert shares.count <= 2 * parts.count
