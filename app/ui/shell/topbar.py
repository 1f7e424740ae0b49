"""The top bar: whose counter it is, where one can go, how things stand."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.staff import Person, Role
from app.runtime.settings import Section
from app.runtime.standing import Link, Standing
from app.runtime.workplace import Workplace
from app.ui.shell.frame import TOP, Frame, Room
from app.ui.shell.people import person_name, role_name
from app.ui.shell.printersign import PrinterSign
from app.ui.shell.shopname import shop_name, store_name
from app.ui.theme.look import look
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.badge import count_width, paint_count
from app.ui.widgets.button import IconButton
from app.ui.widgets.paint import MIDDLE, begin_button, paint_box, paint_text, text_width
from app.ui.widgets.pill import StatusPill
from app.ui.widgets.press import PressButton
from app.ui.widgets.text import Text


class Mark(QWidget):
    """The shop's mark: the first character of its name on ink, in every language the same."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text[:1] or self.tr("店")
        self.setFixedSize(look().px(32), look().px(32))
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        see, painter = look(), QPainter(self)
        paint_box(painter, QRectF(self.rect()), see.color("ink"), radius=see.px(8))
        paint_text(painter, QRectF(self.rect()), self._text, 18, "surface", bold=True, align=MIDDLE)


class Tab(PressButton):
    """A place to go to; the one that is shown is bold with a bar below."""

    def __init__(self, text: str, name: str, key: str, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._count = 0
        self._edge = {Room.DRAWER: 5, Room.COMPACT: 12}.get(room, 16)
        self._narrow = room <= Room.COMPACT
        self.setText(text)
        self.setCheckable(True)
        self.setProperty("kind", "tab")
        self.setToolTip(f"{text} ({key})")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_count(self, count: int) -> None:
        """What waits there."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}" if count else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """At least 80 wide, as in the pictures; bold or not, it is as wide as bold."""
        px = look().px
        wide = text_width(self.text(), 16, bold=True) + 2 * px(self._edge)
        wide += px(8) + count_width(self._count) if self._count else 0
        return QSize(max(wide, px(48 if self._narrow else 80)), px(TOP))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words, count and bar."""
        see, painter = look(), begin_button(self)
        on = self.isChecked()
        width = text_width(self.text(), 16, bold=on)
        count = see.px(8) + count_width(self._count) if self._count else 0
        left = (self.width() - width - count) / 2
        area = QRectF(left, 0, width + 2, self.height())
        paint_text(painter, area, self.text(), 16, "ink" if on else "ink_2", bold=on)
        if self._count:
            paint_count(painter, left + width + see.px(8), self.height() / 2, self._count)
        if on:
            edge = see.px(min(12, self._edge))
            bar = QRectF(edge, self.height() - see.px(3), self.width() - 2 * edge, see.px(3))
            painter.fillRect(bar, see.color("accent"))
        if self.hasFocus():
            box = QRectF(self.rect()).adjusted(see.px(2), see.px(4), -see.px(2), -see.px(5))
            paint_box(painter, box, None, see.color("focus"), see.px(2), see.px(8))


class TopBar(QWidget):
    """The bar over every screen but the lock.

    Signals:
        went: a tab was chosen, by its name.
        locked: the lock was touched.
        asked_who: the cashier's name was touched: hand over to somebody else.
        asked_sync: the state of the sync was touched.
        asked_settings: the settings were touched, or the printer's lamp, which is there.
    """

    went = Signal(str)
    locked = Signal()
    asked_who = Signal()
    asked_sync = Signal()
    asked_settings = Signal()

    def __init__(
        self, place: Workplace, frame: Frame, tabs: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._frame = frame
        see = look()
        narrow = frame.room <= Room.COMPACT
        self.setProperty("kind", "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(see.px(TOP))
        row = QHBoxLayout(self)
        row.setContentsMargins(see.px(12 if narrow else 16), 0, see.px(4 if narrow else 8), 1)
        row.setSpacing(0)
        self._add_shop(row, narrow=narrow)
        self._add_tabs(row, tabs)
        row.addStretch(1)
        self.printer = PrinterSign(self._place.lamp, self._frame.room, self)
        self.printer.clicked.connect(self._ask_devices)
        row.addWidget(self.printer)
        self._add_state(row, narrow=narrow)
        self._add_doors(row)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.tell_time)
        self._tick.timeout.connect(self.tell_standing)
        self._tick.start()
        place.session.changed.connect(self._name)
        place.pickup.changed.connect(self.tell_waiting)
        self.tell_time()
        self._name()

    def _add_shop(self, row: QHBoxLayout, *, narrow: bool) -> None:
        see, shop = look(), self._place.counter.shop
        self._zone = ZoneInfo(shop.zone)
        name = shop_name(shop)
        if self._frame.room is not Room.DRAWER:  # there what is told beside the tabs needs its room
            row.addWidget(Mark(shop.name, name))
        if not narrow:
            row.addSpacing(see.px(12))
            row.addLayout(_two_lines(store_name(name), self.tr("收銀 {}").format(shop.register), 14))
        row.addSpacing(see.px(8 if narrow else 16))

    def _add_tabs(self, row: QHBoxLayout, tabs: list[tuple[str, str]]) -> None:
        self.tabs: dict[str, Tab] = {}
        for number, (name, text) in enumerate(tabs, 1):
            tab = Tab(text, name, f"Ctrl+{number}", self._frame.room)
            tab.clicked.connect(partial(self._go, name))
            self.tabs[name] = tab
            row.addWidget(tab)

    def _add_state(self, row: QHBoxLayout, *, narrow: bool) -> None:
        """How it stands with the centre, the time, and who is here."""
        self.pill = StatusPill()
        self._stood: tuple[Link, int, int, bool] | None = None
        self.pill.set_compact(narrow)
        self.pill.clicked.connect(self.asked_sync)
        row.addWidget(self.pill)
        self._clock = Text("", 15, bold=True)
        if not narrow:
            row.addSpacing(look().px(12))
            row.addWidget(self._clock)
            row.addSpacing(look().px(12))
        self._who = Who(narrow=narrow)
        self._who.clicked.connect(self.asked_who)
        row.addWidget(self._who)

    def _add_doors(self, row: QHBoxLayout) -> None:
        settings = IconButton("settings", self.tr("設定"))
        settings.clicked.connect(self.asked_settings)
        row.addWidget(settings)
        lock = IconButton("lock", self.tr("鎖定"), "Ctrl+L")
        lock.clicked.connect(self.locked)
        row.addWidget(lock)

    def _ask_devices(self) -> None:
        self._place.settings.choose(Section.DEVICE)
        self.asked_settings.emit()

    def _go(self, name: str) -> None:
        self.went.emit(name)

    def show_place(self, name: str) -> None:
        """Mark where one is."""
        for tab in self.tabs.values():
            tab.setChecked(tab.name == name)

    def spare(self) -> tuple[QRect, int]:
        """The strip that a toast may cover, up to the pill where there is room; and from where on no tab is in it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        gap = look().px(8)
        end = self.pill.x() if self.printer.isHidden() else self.printer.x()
        if self._frame.room is Room.DRAWER:  # the tabs are needed more than what is told beside them
            end = self.width()
        room = QRect(gap, 0, end - 2 * gap, self.height())
        return room, max((tab.geometry().right() + 1 for tab in self.tabs.values()), default=0) + gap

    def tell_standing(self) -> None:
        """Show how it stands with the centre, and what it does not hold yet."""
        standing, person = self._place.counter.standing(), self._place.session.person
        manages = person is not None and person.role is Role.MANAGER
        now = (link_for(standing, manages=manages), standing.unsent, standing.tasks, standing.is_revoked)
        if now != self._stood:
            self._stood = now
            link, unsent, tasks, revoked = now
            self.pill.set_state(link.value, unsent, tasks, revoked=revoked)

    def tell_time(self) -> None:
        """Show the store's time."""
        now = datetime.fromtimestamp(self._place.counter.clock.now() // 1_000_000, UTC).astimezone(self._zone)
        text = f"{now:%H:%M}"
        if text != self._clock.text():
            self._clock.setText(text)

    def tell_waiting(self) -> None:
        """Show how many orders are to be picked."""
        tab = self.tabs.get("pickup")
        if tab is not None:
            tab.set_count(self._place.pickup.waiting)

    def _name(self) -> None:
        self._who.show_person(self._place.session.person)
        self.tell_standing()
        if self._place.session.person is not None:
            self.tell_waiting()


def link_for(standing: Standing, *, manages: bool) -> Link:
    """What the pill says: what waits for a manager is told to managers alone, and not while nobody can be reached."""
    waits = manages and standing.tasks > 0 and standing.link in {Link.ONLINE, Link.SENDING}
    return Link.ATTENTION if waits else standing.link


def _two_lines(first: str, second: str, px: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch()
    column.addWidget(Text(first, px, bold=True))
    column.addWidget(Text(second, 13, tone="ink_3"))
    column.addStretch()
    return column


class Who(PressButton):
    """Who stands at the counter."""

    def __init__(self, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        see = look()
        self._narrow = narrow
        self.setProperty("kind", "who")
        self.setFixedHeight(see.px(48))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(see.px(10), 0, see.px(10), 0)
        row.setSpacing(see.px(10))
        self._avatar = Avatar("", 32)
        row.addWidget(self._avatar)
        self._name, self._role = Text("", 14, bold=True), Text("", 13, tone="ink_3")
        if not narrow:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addStretch()
            column.addWidget(self._name)
            column.addWidget(self._role)
            column.addStretch()
            row.addLayout(column)
        for child in (self._avatar, self._name, self._role):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_person(self, person: Person | None) -> None:
        """Show somebody, or nobody."""
        if person is None:
            self.hide()
            return
        name = person_name(person)
        self._avatar.set_name(name)
        self._name.setText(name)
        self._role.setText(role_name(person.role))
        self.setAccessibleName(self.tr("目前人員 {}").format(name))
        self.show()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What its parts need."""
        return self._row.sizeHint()
