"""The scenes: how each screen gets into the state of its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from app.domain.cart import Discount, DiscountKind
from app.runtime.workplace import Workplace
from app.ui.shell.window import Window
from tests.shots.shop import PEOPLE, StandingClock

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

    def go(self, name: str) -> None:
        """Show a screen."""
        self.window.shell.go(name)
        self.settle()


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
    cart.set_discount(jam.line_id, Discount(DiscountKind.PERCENT, 100_000, "即期 9 折"))
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


SCENES: dict[str, Callable[[Scene], None]] = {
    "sell": sell,
    "sell_empty": sell_empty,
    "sell_selected": sell_selected,
}
