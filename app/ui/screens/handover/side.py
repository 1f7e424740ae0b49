"""The side of the hand-over: the person, the money, what else waits for them, and what else can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial as bound

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.cart import Member
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.domain.pickup_done import Check
from app.runtime.handover import HandOver
from app.runtime.workplace import Workplace
from app.ui.screens.handover.words import check_name, money_of
from app.ui.screens.pickup.words import DOT, paid_text, pieces_text
from app.ui.screens.sell.member_words import tier_text
from app.ui.shell.plural import counted
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.check import CheckRow
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.money import AmountLabel
from app.ui.widgets.option import OptionButton
from app.ui.widgets.paint import RIGHT, begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import EvenRow

#: What can be looked at besides the code, in the order in which it usually is.
LOOKS = (Check.PHONE_TAIL, Check.NAME, Check.ID)


class Icon(QWidget):
    """An icon of 24."""

    def __init__(self, name: str, tone: str = "ink") -> None:
        super().__init__()
        self.name, self.tone = name, tone
        self.setFixedSize(look().px(24), look().px(24))

    def become(self, name: str, tone: str = "ink") -> None:
        """Show another."""
        self.name, self.tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        paint_icon(QPainter(self), 0, 0, self.name, 24, self.tone)


class Box(QFrame):
    """An icon, two lines, and something at the right: 72 high at least."""

    def __init__(self, icon: str, right: QWidget, *, narrow: bool) -> None:
        super().__init__()
        px = look().px
        self.setProperty("kind", "panel")
        self.setMinimumHeight(px(72))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.icon = Icon(icon)
        self.first, self.second = Text("", 17, bold=True, wrap=True), Text("", 14, tone="ink_2", wrap=True)
        whole: QBoxLayout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        whole.setContentsMargins(px(16), px(8), px(12), px(8))
        whole.setSpacing(px(8 if narrow else 12))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.first)
        words.addWidget(self.second)
        words.addStretch(1)
        row.addLayout(words, 1)
        whole.addLayout(row, 1)
        whole.addWidget(right, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, first: str, second: str) -> None:
        """Say both lines."""
        self.first.setText(first)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.setAccessibleName(f"{first} {second}".strip())


class Way(PressButton):
    """Another way that it can go, 56 high: icon, word, a note and a key."""

    def __init__(self, text: str, icon: str, key: str, note: str = "") -> None:
        super().__init__(text)
        self._icon, self._key, self._note = icon, key, note
        self.setFixedHeight(look().px(56))
        self.setAccessibleName(text)
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need, without the note."""
        px = look().px
        return QSize(px(17 + 20 + 8 + 17) + text_width(self.text(), 17, bold=True), px(56))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it; the note gives way, then the key."""
        painter, px, middle = begin_button(self), look().px, self.height() / 2
        ink = "ink" if self.isEnabled() else "ink_3"
        paint_icon(painter, px(17), middle - px(10), self._icon, 20, ink)
        left = px(17 + 20 + 8)
        wide = text_width(self.text(), 17, bold=True)
        paint_text(painter, QRectF(left, 0, wide + 1, self.height()), self.text(), 17, ink, bold=True)
        right = self.width() - px(17)
        if right - keycap_width(self._key) - px(8) < left + wide:
            return
        right -= keycap_width(self._key)
        paint_keycap(painter, right, middle, self._key)
        right -= px(8)
        if self._note and left + wide + px(12) + text_width(self._note, 14) <= right:
            area = QRectF(left + wide, 0, right - left - wide, self.height())
            paint_text(painter, area, self._note, 14, "ink_3", align=RIGHT)


class HandOverSide(QWidget):
    """Person, money, other orders, and the two other ways.

    Signals:
        partial, problem: the other ways.
        along: another order is given along, or not after all, by its id and whether.
    """

    partial = Signal()
    problem = Signal()
    along = Signal(str, bool)

    def __init__(self, place: Workplace, width: int) -> None:
        super().__init__()
        self._place, self._handover = place, place.handover
        px = look().px
        narrow = width < px(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), 0)
        column.setSpacing(px(8))
        self._who_title = self._title(self.tr("取貨人"))
        column.addWidget(self._who_title)
        self.check = Button(self.tr("核對尾碼"), size="sm")
        self.check.clicked.connect(self._check_first)
        self.person = Box("user", self.check, narrow=narrow)
        column.addWidget(self.person)
        self.looks = {check: OptionButton(check_name(check)) for check in LOOKS}
        for check, button in self.looks.items():
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(bound(self._look_at, check))
        self.looked = EvenRow(*self.looks.values())
        column.addWidget(self.looked)
        self._pay_title = self._title(self.tr("付款"), above=8)
        column.addWidget(self._pay_title)
        self.amount = AmountLabel(24, smaller=(20, 17))
        self.money = Box("cash", self.amount, narrow=narrow)
        column.addWidget(self.money)
        self.warning = self._warning()
        column.addWidget(self.warning)
        self._others = QVBoxLayout()
        self._others.setSpacing(px(8))
        column.addLayout(self._others)
        self._rows: dict[str, CheckRow] = {}
        column.addStretch(1)
        self.part = Way(self.tr("部分交付"), "box", "F7")
        self.flag = Way(self.tr("回報問題"), "flag", "F8", self.tr("破損、缺件、非本人"))
        self.part.clicked.connect(self.partial)
        self.flag.clicked.connect(self.problem)
        column.addWidget(self.part)
        column.addWidget(self.flag)

    def _title(self, words: str, above: int = 0) -> Text:
        title = Text(words, 13, bold=True, tone="ink_3")
        title.setContentsMargins(look().px(4), look().px(above), look().px(4), 0)
        title.setFixedHeight(look().px(18 + above))
        return title

    def _warning(self) -> QWidget:
        px = look().px
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(px(4), px(6), px(4), px(6))
        row.setSpacing(px(8))
        sign = Icon("warning", "warn")
        sign.setFixedSize(px(24), px(20))
        self.warns = Text("", 14, tone="warn", wrap=True)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.warns, 1)
        return box

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Show the orders as they are; True where there is something new to press."""
        handover = self._handover
        one = handover.current
        shown = (self._who_title, self.person, self._pay_title, self.money)
        for part in shown:
            part.setVisible(one is not None)
        if one is not None:
            self._tell_person(one)
            self._tell_money(handover, one)
        gives = bool(handover.orders)
        self.check.setVisible(gives)
        self.looked.setVisible(gives and bool(handover.checked - {Check.CODE}))
        self.looked.arrange()
        unticked = handover.unticked
        due = handover.due_now
        words = self.tr("還有 {} 件未核對，收款後仍可勾選") if due else self.tr("還有 {} 件未核對")
        self.warns.setText(counted(words, unticked))
        self.warning.setVisible(gives and bool(unticked))
        is_new = self._tell_others()
        self.part.setEnabled(gives and not handover.is_given and not handover.is_busy)
        self.flag.setEnabled(one is not None and not handover.is_busy)
        return is_new

    def _tell_person(self, one: Pickup) -> None:
        handover, order = self._handover, one.order
        tail = self.tr("電話尾碼 {}").format(one.phone_tail) if one.phone_tail else ""
        members = self._place.counter.members
        member = None
        if order.member_id and members is not None:
            member = members.shown(Member(order.member_id, ""))
        tier = tier_text(member) if member is not None else (self.tr("會員") if order.member_id else "")
        self.person.say(order.customer or self.tr("沒有留名字"), DOT.join(part for part in (tail, tier) if part))
        first = self._first(one)
        done = first in handover.checked
        words = {
            Check.PHONE_TAIL: self.tr("已核對尾碼") if done else self.tr("核對尾碼"),
            Check.NAME: self.tr("已核對姓名") if done else self.tr("核對姓名"),
        }
        self.check.setText(words[first])
        self.check.set_icon("check" if done else "")
        self.check.updateGeometry()
        self.person.icon.become("user", "ok" if handover.checked - {Check.CODE} else "ink")
        for check, button in self.looks.items():
            button.setChecked(check in handover.checked)
            button.setVisible(check is not first)

    def _first(self, one: Pickup) -> Check:
        """What the button at the person is about."""
        return Check.PHONE_TAIL if one.phone_tail else Check.NAME

    def _tell_money(self, handover: HandOver, one: Pickup) -> None:
        money = money_of(handover, one)
        self.money.icon.become("cash" if money.is_due else "check-circle")
        self.money.say(money.title, money.note)
        self.amount.set_amount(money.minor, one.order.currency)

    def _tell_others(self) -> bool:
        """Other orders of the same customer: each is given along at a touch, or not after all.

        The rows stay as long as the orders do: who ticks one by the keys goes on from there.
        """
        others = self._handover.others if self._handover.orders else ()
        keys = tuple(one.order_id for one in others)
        is_new = keys != tuple(self._rows)
        if is_new:
            self._make_rows(others)
        for one in others:
            row = self._rows[one.order_id]
            row.setChecked(self._handover.is_along(one.order_id))
        return is_new

    def _make_rows(self, others: Sequence[Pickup]) -> None:
        had_focus = any(row.hasFocus() for row in self._rows.values())
        self._rows = {}
        while (item := self._others.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        if others:
            words = counted(self.tr("這位客人還有 {} 張"), len(others))
            self._others.addWidget(self._title(words, above=8))
        for one in others:
            waits = "" if one.state is OrderState.READY else self.tr("還沒備妥")
            facts = (waits, one.shelf, pieces_text(one.pieces), paid_text(one))
            row = CheckRow(one.order.code, sub=DOT.join(part for part in facts if part))
            row.clicked.connect(bound(self._toggle, one.order_id))
            self._others.addWidget(row)
            self._rows[one.order_id] = row
        if had_focus:
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- hands --------------------------------------------------------------------------------------------------

    def _check_first(self) -> None:
        if self._handover.orders:
            self._handover.look_at(self._first(self._handover.orders[0]))

    def _toggle(self, order_id: str) -> None:
        self.along.emit(order_id, self._rows[order_id].isChecked())

    def _look_at(self, check: Check, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of a signal
        self._handover.look_at(check)
