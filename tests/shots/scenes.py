"""The scenes: how each screen gets into the state of its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.cart import Discount, DiscountKind
from app.runtime.workplace import Workplace
from app.ui.shell.window import Window
from tests.shots.drawer import morning
from tests.shots.shop import PEOPLE, StandingClock, moment

#: What lies in the cart of the pictures.
CART = ("BR001", "BR001", "BR011", "DA001", "JA001", "TE001", "HM001", "HM002")


@dataclass
class Scene:
    """A window at the pictures' moment."""

    window: Window
    place: Workplace
    clock: StandingClock

    def settle(self) -> None:
        """Let everything that waits happen, also what the writer has to say."""
        for _ in range(200):
            QApplication.processEvents()
            if self.place.bridge.is_idle:
                break
        QApplication.processEvents()

    def wake(self) -> None:
        """The window has the keyboard."""
        for _ in range(1_000):
            QApplication.processEvents()
            if self.window.isActiveWindow():
                return
            self.window.activateWindow()
        raise RuntimeError("the window did not become the active one")

    def go(self, name: str) -> None:
        """Show a screen."""
        self.wake()
        self.window.shell.go(name)
        self.settle()
        self.wake()


def sign_in(scene: Scene) -> None:
    """The cashier of the pictures stands at the counter."""
    scene.place.session.enter(PEOPLE[1])
    scene.go("sell")


def fill(scene: Scene) -> None:
    """The cart of the pictures."""
    cart = scene.place.cart
    for sku in CART:
        cart.scan(sku)
    jam = next(line for line in cart.cart.lines if line.sku == "JA001")
    cart.set_discount(jam.line_id, Discount(DiscountKind.PERCENT, 100_000, "即期品"))
    scene.settle()


def sell(scene: Scene) -> None:
    """`sell.png`"""
    sign_in(scene)
    fill(scene)
    scene.window.shell.scanned("TE001")
    scene.place.cart.undo()
    scene.settle()


def sell_empty(scene: Scene) -> None:
    """Nobody at the counter yet."""
    sign_in(scene)


def sell_selected(scene: Scene) -> None:
    """A line chosen."""
    sell(scene)
    cart = scene.place.cart
    cart.select(next(line.line_id for line in cart.cart.lines if line.sku == "JA001"))
    scene.settle()


def press(scene: Scene, *keys: Qt.Key | str) -> None:
    """Keys, and text, as a cashier types them."""
    for key in keys:
        scene.wake()
        target = scene.window.focusWidget() or scene.window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
        scene.settle()


def lock(scene: Scene) -> None:
    """`lock.png`"""
    scene.go("lock")
    screen = scene.window.shell.shown
    screen.people.choose(PEOPLE[1])
    scene.settle()
    press(scene, "48")


def pay(scene: Scene) -> None:
    """`pay.png`"""
    sell(scene)
    press(scene, Qt.Key.Key_F12, "2000")


def complete(scene: Scene) -> None:
    """`complete.png`"""
    pay(scene)
    scene.clock.at += 2 * 60 * 1_000_000
    press(scene, Qt.Key.Key_Return)
    scene.settle()


def sell_line(scene: Scene) -> None:
    """`sell_line.png`"""
    sell_selected(scene)
    press(scene, Qt.Key.Key_F7)


def sell_search(scene: Scene) -> None:
    """`sell_search.png`"""
    sell(scene)
    scene.window.shell.shown.field.setFocus()
    scene.window.shell.shown.field.setText("ㄒㄧㄢ")
    scene.settle()


def shift_count(scene: Scene) -> None:
    """`shift_count.png`"""
    sign_in(scene)
    morning(scene.place.counter, scene.clock)
    scene.go("shift")
    press(scene, Qt.Key.Key_F12)
    press(scene, *(part for figure in ("1", "9", "6", "2", "34") for part in (figure, Qt.Key.Key_Return)))
    press(scene, *(part for figure in ("9", "0", "41", "14", "32") for part in (figure, Qt.Key.Key_Return)))
    press(scene, "41", *[Qt.Key.Key_Up] * 6)


def shift_result(scene: Scene) -> None:
    """`shift_result.png`"""
    shift_count(scene)
    scene.clock.at = moment(14, 38)
    press(scene, Qt.Key.Key_F12)
    scene.clock.at = moment(14, 40)
    scene.place.count.choose(reason="change")
    scene.settle()


def shown(name: str) -> Callable[[Scene], None]:
    """A screen as one comes to it."""

    def go(scene: Scene) -> None:
        sign_in(scene)
        scene.go(name)

    return go


SCENES: dict[str, Callable[[Scene], None]] = {
    "lock": lock,
    "sell": sell,
    "sell_empty": sell_empty,
    "sell_line": sell_line,
    "sell_search": sell_search,
    "sell_selected": sell_selected,
    "pay": pay,
    "complete": complete,
    "shift_count": shift_count,
    "shift_result": shift_result,
    "sales": shown("sales"),
    "settings": shown("settings"),
}
