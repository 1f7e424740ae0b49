"""The lock screen: whose counter it is, who comes, and the PIN. Nothing of the shop's business is in sight."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.staff import PIN_LONGEST, PIN_SHORTEST, Permission, Person, may
from app.runtime.standing import Link
from app.runtime.workplace import Workplace
from app.ui.screens.lock.forgotten import Forgotten
from app.ui.screens.lock.people import HEAD, PAGE, PeopleColumn, head_height
from app.ui.screens.lock.plan import PAD, plan
from app.ui.screens.lock.wheat import WAITS, Row, WheatPanel, WheatStrip
from app.ui.screens.shift.words import clock_text, shift_name
from app.ui.shell.errors import sentence
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.people import person_name
from app.ui.shell.pin import PinPad, is_pin_key
from app.ui.shell.screen import Screen
from app.ui.shell.shopname import brand_and_store, shop_name
from app.ui.theme.look import look
from app.ui.widgets.button import Button


class LockScreen(Screen):
    """Who is here, and who comes: by touch, by keyboard alone, or by a badge alone."""

    def __init__(
        self,
        place: Workplace,
        host: Host,
        frame: Frame,
        size: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, host, frame, parent)
        self._zone = ZoneInfo(place.counter.shop.zone)
        question = self.tr("誰要使用收銀 {}？").format(place.counter.shop.register)
        people = place.session.people()
        wide, high = (round(side / look().scale) for side in size)
        first = plan(wide, high)
        self.plan = plan(wide, high, head_height(question, first.people, paged=len(people) > PAGE) - HEAD)
        self.wheat = self._wheat()
        self.people = PeopleColumn(people, question, self.plan.tile, self)
        self.people.chosen.connect(self._chosen)
        forgot = Button(self.tr("忘記密碼？請店長重設"), "quiet")
        forgot.set_style(bold=False)
        forgot.clicked.connect(self.forgotten)
        self.pin = PinPad(self.tr("登入"), forgot, self.plan.key, self.plan.dots, self)
        self.pin.submitted.connect(self._submitted)
        self.pin.cancelled.connect(lambda: self.people.choose(None))
        self._is_shown = False
        session = place.session
        session.changed.connect(self._came)
        session.checking.connect(self._checking)
        session.refused.connect(self._refused)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.tell)
        self._chosen(None)

    def _wheat(self) -> WheatPanel | WheatStrip | None:
        shop = self.place.counter.shop
        names = brand_and_store(shop_name(shop))
        if self.plan.panel:
            return WheatPanel(shop.name, names, self.plan.panel, self)
        return WheatStrip(shop.name, names, self) if self.plan.strip else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the three parts where the plan has them."""
        super().resizeEvent(event)
        px, at = look().px, self.plan
        if self.wheat is not None:
            wide, high = (px(at.panel), self.height()) if at.panel else (self.width(), px(at.strip))
            self.wheat.setGeometry(0, 0, wide, high)
        high = self.height() - px(at.top)
        # A line of text hangs a little lower in its label than in the picture.
        self.people.setGeometry(px(at.left), px(at.top - 2), px(at.people), high)
        self.pin.setGeometry(px(at.left + at.people + at.gap), px(at.top - 1), px(PAD), high)

    # --- coming and going ---------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Begin with who was here last, or was just refused: this may be the screen in another language."""
        self._is_shown = True
        self.people.begin_badge()
        session = self.place.session
        first = session.tried_id if session.refusal is not None and session.tried_id else session.last_id
        self.people.choose(next((one for one in session.people() if one.staff_id == first), None))
        self.people.begin()
        if session.refusal is not None:
            self._say(session.refusal, session.wait_s(session.tried_id) if session.tried_id else 0)
        self.tell()
        self._tick.start()

    def left(self) -> None:
        """Nothing of what was typed stays."""
        self._is_shown = False
        self._tick.stop()
        self.pin.ask("", "")

    def _came(self) -> None:
        person = self.place.session.person
        if person is None or not self._is_shown:
            return
        if self.place.payment.is_untold:  # the customer still waits for the change
            self.host.go("complete")
        elif self.place.counter.reads().open_shift() is not None:
            self.host.go("pay" if self.place.payment.has_taken else "sell")
        elif may(person.role, Permission.OPEN_SHIFT):
            self.host.go("shift")
        else:
            self.host.go("sell")
            self.host.toast(self.tr("尚未開班，請店長或收銀人員開班"), "warn")

    # --- who ----------------------------------------------------------------------------------------------------

    def _chosen(self, person: Person | None) -> None:
        if person is None:
            self.pin.ask(self.tr("輸入密碼"), self.tr("先點選姓名"), self.tr("先點選姓名，再輸入密碼"))
            return
        hint = self.tr("輸入 {} 至 {} 位數密碼").format(PIN_SHORTEST, PIN_LONGEST)
        self.pin.ask(person_name(person), hint)
        wait = self.place.session.wait_s(person.staff_id)
        if wait:
            self.pin.complain("", wait)

    def _submitted(self, pin: str) -> None:
        if self.people.current is not None:
            self.place.session.sign_in(self.people.current.staff_id, pin)

    def _checking(self) -> None:
        if self._is_shown:
            self.pin.set_busy(self.place.session.is_busy)

    def _refused(self, error: AppError) -> None:
        if not self._is_shown:
            return
        self.host.cue("rejected")
        wait = error.params.get("seconds")
        self._say(error, wait if isinstance(wait, int) else 0)

    def _say(self, error: AppError, seconds: int) -> None:
        """Say why somebody was refused.

        Args:
            seconds: until the next attempt.
        """
        if error.code in {"staff.unknown_badge", "staff.badge_length"} or self.people.current is None:
            self.people.badge.complain(sentence(error))
        elif error.code == "staff.wrong_pin":
            self.pin.complain(self.tr("密碼不符") if seconds else self.tr("密碼不符，再輸入一次"), seconds)
        elif error.code == "staff.wait":
            self.pin.complain("", seconds)
        else:
            self.pin.complain(sentence(error))

    def forgotten(self) -> None:
        """Somebody does not know the PIN any more: a manager gives another one."""
        if not self.place.session.is_busy:
            Forgotten(self.place, self.host, self.people.current, self).begin()

    # --- keys and scans -----------------------------------------------------------------------------------------

    def scanned(self, code: str) -> bool:
        """A badge, and nothing else: no scan passes the lock."""
        self.people.begin_badge()
        self.place.session.sign_in_by_badge(code)
        return True

    def typed(self, text: str) -> bool:
        """Digits that were typed with nothing in focus."""
        for sign in text:
            if sign.isascii() and sign.isdigit():
                self.pin.press(sign)
        return True

    def back(self) -> bool:
        """Esc forgets what was typed, then who was chosen."""
        self.pin.cancel()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows choose, digits type, Enter hands in."""
        if self.people.take_key(event):
            return
        focused = self.focusWidget()
        tile = next((one for one in self.people.tiles if one is focused), None)
        if tile is not None and tile.person != self.people.current and is_pin_key(event):
            self.people.choose(tile.person, by_key=True)
        if not self.pin.take_key(event):
            super().keyPressEvent(event)

    # --- how the day stands -------------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody sees it: nothing is asked of the day any more."""
        super().hideEvent(event)
        self._tick.stop()

    def tell(self) -> None:
        """Show the time and how the day stands; indexed reads."""
        if self.wheat is None:
            return
        now = datetime.fromtimestamp(self.place.counter.clock.now() // 1_000_000, UTC).astimezone(self._zone)
        self.wheat.tell_time(now)
        waits = self._waiting()
        self.wheat.show_rows([(WAITS, self.tr("未完成"), waits), *self._rows()] if waits else self._rows())

    def _waiting(self) -> str:
        """What of the open cart waits for whoever comes; no amounts, which are nobody's business here."""
        cart = self.place.cart
        if self.place.payment.has_taken:
            return self.tr("已收部分款項，{} 件").format(cart.pieces)
        return "" if cart.cart.is_empty else self.tr("購物車 {} 件").format(cart.pieces)

    def _rows(self) -> list[Row]:
        counter = self.place.counter
        shift, zone = counter.reads().open_shift(), counter.shop.zone
        register = self.tr("收銀 {}").format(counter.shop.register)
        if shift is None:
            rows = [("drawer", register, self.tr("未開班")), ("clock", self.tr("開帳"), self.tr("尚未開帳"))]
        else:
            opener = counter.reads().person(shift.opened_by)
            name = person_name(opener) if opener is not None else shift.opened_by
            rows = [
                ("drawer", register, self.tr("{}　進行中").format(shift_name(shift, zone))),
                ("clock", self.tr("開帳"), f"{clock_text(shift.opened_at, zone)}　{name}"),
            ]
        standing = counter.standing()
        words = {
            Link.ALONE: ("cloud", self.tr("單機營業")),
            Link.ONLINE: ("cloud-check", self.tr("已連線")),
            Link.SENDING: ("cloud-up", self.tr("上傳中")),
            Link.OFFLINE: ("cloud-off", self.tr("離線作業")),
            Link.ATTENTION: ("cloud-check", self.tr("需店長處理")),
        }
        icon, state = words[standing.link]
        rows += [
            (icon, self.tr("網路"), state),
            ("arrow-up", self.tr("待上傳"), self.tr("{} 筆").format(standing.unsent)),
        ]
        return rows
