"""The stage: the shop of the pictures on a copy of its files, its window, and hands for it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.contact import make_contacts
from app.bootstrap.terminal import Terminal, open_terminal
from app.bootstrap.window import make_counter, make_window, make_workplace
from app.config import Config
from app.domain.cart import Member
from app.domain.member import MemberCard, SalePoints
from app.runtime.preferences import Language, PreferenceFile, Shade
from app.runtime.standing import Link, Standing
from app.runtime.workplace import Workplace
from app.ui.shell.screen import Screen
from app.ui.shell.window import Window
from app.ui.widgets.dialog import open_dialog
from app.vault.sealing import OpeningKey
from tests.shots.shop import NOW, CountedIds, StandingClock, make_shop
from tests.ui.coupons import CouponCentre
from tests.ui.members import Desk
from tests.ui.providers import EInvoices, gift_card, points, wallet

#: Milliseconds after which something is not coming any more.
DEADLINE = 20_000
#: Milliseconds between two looks at whether something is so.
LOOK_MS = 5
#: Turns of the loop in which a layout comes to rest: a part that has another size asks what holds it for a turn.
LAID_OUT = 5


def until(there: Callable[[], bool]) -> None:
    """Let the event loop run until something is so.

    Raises:
        RuntimeError: it does not become so.
    """
    end, flags = QDeadlineTimer(DEADLINE), QEventLoop.ProcessEventsFlag
    look = QTimer(interval=LOOK_MS)  # also where no event tells of it
    look.start()
    while not there():
        if end.hasExpired():
            raise RuntimeError(f"waited in vain for {there}")
        QApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)


class Members(Desk):
    """The members of the pictures; the first of them is called as the window speaks."""

    def shown(self, member: Member) -> MemberCard | None:
        card = super().shown(member)
        if card is not None and member.member_id == "M-1" and QLocale().language() == QLocale.Language.English:
            return replace(card, name="Lin Y***")
        return card

    def points_of(self, sale_id: str) -> tuple[SalePoints, ...]:
        if sale_id in self.moved:
            return self.moved[sale_id]
        card = self.shown(Member("M-1"))
        return () if card is None else (SalePoints(card.name, 10, 0, card.points + 10),)


class Shop:
    """The shop as it is before a picture is taken: made once, copied for each."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="omo-pos-shots-")
        self._at = Path(self._folder.name)
        terminal, clock = make_shop(self._at)
        ids = terminal.desk.ids
        assert isinstance(ids, CountedIds)
        self._minted, self._now = ids.count, clock.at
        terminal.close()

    def copy(self, folder: Path) -> tuple[Terminal, StandingClock]:
        """The same shop again, open."""
        shutil.copytree(self._at, folder, dirs_exist_ok=True)
        clock = StandingClock(self._now)
        config = Config(folder / "data", folder / "keys", "file", plain=True)
        return open_terminal(config, clock=clock, ids=CountedIds(clock, self._minted)), clock

    def close(self) -> None:
        """Leave nothing behind."""
        self._folder.cleanup()


@dataclass
class Stage:
    """A window at the pictures' moment; what is common to the counter's and to that of the first start."""

    window: QWidget
    preferences: PreferenceFile

    def wear(self, language: Language, shade: Shade, size: QSize, text: int) -> None:
        """Another language, look and size, as somebody who changes them."""
        dialog = open_dialog(self.window)
        if dialog is not None:
            dialog.answer()
        self.window.resize(size)
        self.preferences.choose(language=language, shade=shade, text_size=text, reduced_motion=True)
        self.settle()

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return True

    def settle(self) -> None:
        """Let everything that waits happen, also what the writer and the drawing threads have to say."""
        QApplication.processEvents()
        until(self.is_idle)
        for _ in range(LAID_OUT):
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def wake(self) -> None:
        """The window has the keyboard."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            until(self.window.isActiveWindow)

    def press(self, *keys: Qt.Key | str) -> None:
        """Keys, and text, as a cashier types them."""
        for key in keys:
            self.wake()
            target = self.window.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)
            self.settle()

    def picture(self) -> QImage:
        """What is seen."""
        return self.window.grab().toImage()


@dataclass
class Scene(Stage):
    """The counter's window."""

    window: Window
    place: Workplace
    clock: StandingClock

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        return self.window.shell.shown

    def is_idle(self) -> bool:
        """Whether nothing is under way: another shell, the writer, a page of the list, the drawing of a receipt."""
        sales = self.place.sales
        drawing = sales.chosen is not None and sales.drawn is None and sales.trouble is None
        draws = drawing and bool(sales.chosen.number) and self.window.shell.name == "sales"
        there = not self.window.is_changing and bool(self.window.shell.name)
        return there and self.place.bridge.is_idle and not sales.is_reading and not draws

    def go(self, name: str) -> None:
        """Show a screen."""
        self.wake()
        self.window.shell.go(name)
        self.settle()
        self.wake()


def _take_mail(terminal: Terminal) -> None:
    """A centre told a contact key."""
    row = ("contact.1", "contact", OpeningKey(b"c" * 32).public_key.hex(), "", None, 1, None)
    statement = f"INSERT INTO verify_key VALUES({', '.join('?' * len(row))})"
    terminal.store.writer.on_connection(lambda connection: connection.execute(statement, row)).result()
    make_contacts(terminal).adopt()


def open_scene(shop: Shop, folder: Path, *, provided: bool = False) -> tuple[Scene, Callable[[], None]]:
    """The counter's window over a copy of the shop, and how it is closed.

    Args:
        provided: with what the pictures have and no shop has yet: e-invoices, a wallet, gift cards, points, members.
    """
    terminal, clock = shop.copy(folder)
    made = make_counter(terminal)
    assert made.coupons is not None
    coupons = replace(made.coupons, centre=CouponCentre())
    counter = replace(made, standing=lambda: Standing(Link.ONLINE), coupons=coupons)
    if provided:
        _take_mail(terminal)
        counter = replace(
            counter,
            tender_providers=(wallet(), gift_card(), points()),
            fiscal=EInvoices(),
            members=Members(now=lambda: NOW),
        )
    place = make_workplace(terminal, counter=counter)
    clock.at = NOW
    window = make_window(place)
    window.resize(1280, 800)
    window.show()
    window.build()
    scene = Scene(window=window, preferences=place.preferences, place=place, clock=clock)
    scene.wake()

    def close() -> None:
        scene.settle()
        window.close()
        window.deleteLater()
        place.close()
        place.deleteLater()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        terminal.close()

    return scene, close
