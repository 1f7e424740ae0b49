"""What the tests of the shift's screens do at a drawer."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from app.domain.staff import Person, Role
from app.runtime.count import Stage
from app.services.staff import Newcomer
from app.ui.widgets.dialog import open_dialog
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import Counter

CHEAP = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1))
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)
LEE = Person("S04", "李佩珊", "Li Pei-shan", Role.STAFF)
PIN = "4801"


def employ(counter: Counter, *people: Person) -> None:
    newcomers = [Newcomer(one, CHEAP.hash(PIN), f"BADGE-{one.staff_id}") for one in people]
    counter.till.terminal.staff.take_in(newcomers).result()


def entries(counter: Counter, kind: str) -> list[dict]:
    return [json.loads(one.body) for one in counter.till.terminal.store.entries_of(kind)]


def stage(counter: Counter) -> Stage:
    return counter.place.count.stage


def show(counter: Counter, width: int = 1280, height: int = 800) -> None:
    counter.open("shift", width, height)
    counter.settle()


def read(counter: Counter) -> list[str]:
    """Everything that a cashier could read: names, descriptions, labels, fields, tooltips."""
    assert counter.window is not None
    shown = [one for one in counter.window.findChildren(QWidget) if one.isVisible()]
    texts = [text for one in shown for text in (one.accessibleName(), one.accessibleDescription(), one.toolTip())]
    texts += [one.text() for one in shown if isinstance(one, QLabel | QLineEdit)]
    return [text for text in texts if text]


def focus() -> str:
    there = QApplication.focusWidget()
    return there.accessibleName() if there is not None else ""


def type_counts(counter: Counter, *counts: tuple[str, str]) -> None:
    for name, digits in counts:
        counter.named(name, QLineEdit).setFocus()
        counter.keys(digits)
    counter.settle()


def seal(counter: Counter) -> None:
    counter.keys(Qt.Key.Key_F12)
    counter.settle()


def with_sales(counter: Counter) -> Counter:
    """A drawer that should hold 1,000 and 4,321, beside one slip of 777."""
    counter.till.sell(("A", 1, 4_321))
    cart = counter.till.cart(("B", 1, 777))
    counter.till.complete(cart, counter.till.payment(cart).with_card(counter.till.ids.mint(), 777, "482913")).result()
    return counter


def counted(counter: Counter, total: int, *, again: bool = False) -> None:
    """Count so much, in coins of 1 and notes of 1,000, and send it in.

    Args:
        again: the window is open already.
    """
    if not again:
        show(counter)
    type_counts(counter, ("1,000 元 張數", str(total // 1_000)), ("1 元 枚數", str(total % 1_000)))
    if counter.place.count.slip_kinds:
        type_counts(counter, ("信用卡簽單 張數", "1"))
    seal(counter)


def sign(counter: Counter) -> None:
    """The manager's PIN in the dialog."""
    dialog = open_dialog(counter.window)
    assert dialog is not None
    counter.keys(PIN, Qt.Key.Key_Return)
    counter.settle()
    counter.wait(lambda: open_dialog(counter.window) is None)
    counter.settle()
