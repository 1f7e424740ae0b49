"""A counter for the tests of screens: a real terminal on a real file, its workplace and its window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.bootstrap.live import LiveSync
from app.bootstrap.window import changes_for, make_counter, make_shell
from app.domain.cart import CartLine, CartReturn, add_line, add_return
from app.domain.quantity import Price, pieces
from app.domain.sale import Sale
from app.domain.staff import Person, Role
from app.runtime.preferences import PreferenceFile
from app.runtime.workplace import Workplace
from app.services.fiscal import FiscalDesk
from app.services.sound import Silence
from app.services.tender_ports import TenderProvider
from app.ui.shell.screen import Screen
from app.ui.shell.window import Window
from tests.db.conftest import Till

CASHIER = Person("anna", "林安娜", "Anna Lin", Role.CASHIER)


class Heard(Silence):
    """Keeps what would be played."""

    def __init__(self) -> None:
        self.cues: list[str] = []

    def play(self, cue: str) -> None:
        self.cues.append(cue)


@dataclass
class Counter:
    """A terminal with its workplace, and with a window once one is opened."""

    till: Till
    wait: Callable[[Callable[[], bool]], None]
    providers: Iterable[TenderProvider] = ()
    fiscal: FiscalDesk | None = None
    heard: Heard = field(default_factory=Heard)
    place: Workplace = field(init=False)
    live: LiveSync = field(init=False)
    window: Window | None = None

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Put the workplace together, as a start of the program does, with the cashier signed in."""
        terminal = self.till.terminal
        self.live = LiveSync(terminal)
        made = make_counter(terminal, live=self.live)
        counter = replace(made, tender_providers=tuple(self.providers) or made.tender_providers, fiscal=self.fiscal)
        preferences = PreferenceFile(terminal.store.place.folder / "preferences.json")
        self.place = Workplace(counter, preferences, self.heard)
        self.live.told = changes_for(self.place)
        self.place.orders.look()
        self.place.session.enter(CASHIER)

    def restart(self) -> None:
        """End the program and start it again."""
        self.close()
        self.till.reopen()
        self.start()

    def close(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.settle()
        self.live.close()
        self.place.close()
        self.place.deleteLater()
        # without a running loop nothing that was put off is deleted, and its timers would outlive the test
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.wait(lambda: self.place.bridge.is_idle and not (self.window is not None and self.window.is_changing))
        QApplication.processEvents()

    # --- the cart -----------------------------------------------------------------------------------------------

    def goods(self, *lines: tuple[str, int, int]) -> None:
        """Put goods into the open cart: SKU, pieces, unit price."""
        for sku, count, minor in lines:
            line = CartLine(0, sku, f"goods {sku}", pieces(count), Price(minor), code=sku)
            self.place.cart.become(add_line(self.place.cart.cart, line))

    def bring_back(self, sale: Sale, line: int, count: int) -> None:
        """Put goods of an earlier sale into the open cart as coming back."""
        sold = next(one for one in sale.ticket.lines if one.line == line)
        back = CartReturn(0, sold.sku, sold.name, pieces(count), sale_id=sale.ticket.sale_id, sale_line=line)
        self.place.cart.become(add_return(self.place.cart.cart, back))

    # --- the window ---------------------------------------------------------------------------------------------

    def open(self, name: str, width: int = 1280, height: int = 800) -> Screen:
        """Open the window at a screen."""
        self.window = Window(self.place, make_shell, name)
        self.window.resize(width, height)
        self.window.build()
        self.window.show()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        return self.screen

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        assert self.window is not None
        return self.window.shell.shown

    @property
    def where(self) -> str:
        """The name of the screen that is shown."""
        assert self.window is not None
        return self.window.shell.name

    def named(self, name: str, kind: type = QWidget) -> QWidget:
        """The one visible widget of an accessible name."""
        assert self.window is not None
        found = [one for one in self.window.findChildren(kind) if one.accessibleName() == name and one.isVisible()]
        assert len(found) == 1, (name, sorted({one.accessibleName() for one in self.window.findChildren(QWidget)}))
        return found[0]

    def names(self) -> list[str]:
        """The accessible names of everything that is shown."""
        assert self.window is not None
        return [one.accessibleName() for one in self.window.findChildren(QWidget) if one.isVisible()]

    def texts(self) -> list[str]:
        """The lines of text that are shown."""
        assert self.window is not None
        return [one.text() for one in self.window.findChildren(QLabel) if one.isVisible()]

    def press(self, name: str) -> None:
        """Press a button by its name, with a finger."""
        button = self.named(name, QAbstractButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))
        QApplication.processEvents()  # what was just put into a layout is shown with the next turn
        self.wait(lambda: self.window is None or not self.window.is_changing)

    def keys(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Type keys, or a text, wherever the focus is."""
        assert self.window is not None
        for key in keys:
            there = QApplication.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(there, key, held)
            else:
                QTest.keyClick(there, key, held)


__all__ = ["CASHIER", "Counter", "Heard"]
