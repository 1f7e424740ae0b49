"""The work zone of the board: the field, what beside it narrows the board, and the board or a form in its place."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.intake import IntakeState
from app.domain.pickup import Column
from app.runtime.pickup import Narrow, Work
from app.runtime.workplace import Workplace
from app.ui.screens.pickup.board import Board
from app.ui.screens.pickup.filters import MenuButton
from app.ui.screens.pickup.forms import Form, ProblemForm, ShortForm, SubstituteHead
from app.ui.screens.pickup.lines import known
from app.ui.screens.pickup.words import card_of, near_text
from app.ui.screens.sell.results import Results, is_searched
from app.ui.shell.frame import BUTTON_GAP, GAP, PAD, Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import ScanField
from app.ui.widgets.pages import Pages

F = TypeVar("F", bound=Form)


class BoardZone(QWidget):
    """Field, board and forms.

    Signals:
        opened: an order is to be looked at.
        typed: a character that is the field's.
        left: the field is to listen.
        accepted: the form that is open is filled in.
        picked: goods to be put in the place of others.
    """

    opened = Signal(str)
    typed = Signal(str)
    left = Signal()
    accepted = Signal()
    picked = Signal(object)

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place, self._board, self._zone = place, place.pickup, place.counter.shop.zone
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(GAP))
        column.addLayout(self._head(frame))
        self.intake = Badge("", "warn", "pause")
        column.addWidget(self.intake)
        self._across = 3 if frame.room > Room.DRAWER else 2
        self.board, self.empty = Board(frame), EmptyState("bag", "", "")
        self.stack = Pages()
        for page in (self.board, self.empty):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        self._connect()

    # Forms are made when they are first asked for: the screen is there sooner.

    @cached_property
    def short(self) -> ShortForm:
        """There is less of a line."""
        return self._add(ShortForm(self._across))

    @cached_property
    def problem(self) -> ProblemForm:
        """Something is wrong with an order."""
        return self._add(ProblemForm(self._across))

    def _add(self, form: F) -> F:
        form.closed.connect(self._board.close)
        form.accepted.connect(self.accepted)
        self.stack.addWidget(form)
        return form

    @cached_property
    def results(self) -> Results:
        """Goods that were found, to be put in the place of others."""
        results = Results(self._place)
        results.picked.connect(self.picked)
        return results

    @cached_property
    def substitute(self) -> QWidget:
        """Looks for goods to be put in the place of others."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, look().px(PAD))
        column.setSpacing(look().px(GAP))
        self.wanted = SubstituteHead()
        column.addWidget(self.wanted)
        column.addWidget(self.results, 1)
        self._nothing_sought = EmptyState("search", "", "")
        column.addWidget(self._nothing_sought, 1)
        self.stack.addWidget(page)
        return page

    def _head(self, frame: Frame) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(BUTTON_GAP))
        self.field = ScanField(self.tr("掃描取貨碼或商品"), "F4", short=self.tr("取貨碼"))
        row.addWidget(self.field, 1)
        self.filter = MenuButton(self.tr("顯示"), "filter" if frame.room is Room.DRAWER else "")
        self.filter.chosen.connect(lambda key: self._board.narrow_to(Narrow(key)))
        row.addWidget(self.filter)
        self.taking = MenuButton(self.tr("線上接單"), "pause")
        self.taking.chosen.connect(self._take_in)
        row.addWidget(self.taking)
        return row

    def _connect(self) -> None:
        self.board.opened.connect(self.opened)
        self.board.turned.connect(lambda key: self._board.turn(Column(key)))
        self.board.left.connect(self.left)
        self.board.typed.connect(self.typed)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        """The form that is open."""
        match self._board.work:
            case Work.SHORT:
                return self.short
            case Work.PROBLEM:
                return self.problem
        return None

    def refresh(self) -> None:
        """Show the orders as they are."""
        board, at = self._board, self._board.now
        self._tell_filters()
        columns = board.columns()
        cards = {column: [card_of(one, at, self._zone) for one in ones] for column, ones in columns.items()}
        self.board.show_cards(cards, "" if board.chosen is None else board.chosen.order_id, board.shown)
        if not any(cards.values()):
            self._tell_empty()
        if board.work is Work.SUBSTITUTE:
            self.field.ask(self.tr("掃描或搜尋替代品"), self.tr("替代品"))
        else:
            self.field.ask(self.tr("掃描取貨碼或商品"), self.tr("取貨碼"))
        usual: QWidget = self.board if any(cards.values()) else self.empty
        shown = self.substitute if board.work is Work.SUBSTITUTE else self.form
        self.stack.setCurrentWidget(usual if shown is None else shown)

    def _tell_filters(self) -> None:
        board = self._board
        values = [
            (Narrow.ALL.value, self.tr("全部訂單")),
            (Narrow.DUE.value, self.tr("到店付款")),
            (Narrow.PAID.value, self.tr("已付款")),
            (Narrow.COLD.value, self.tr("冷藏冷凍")),
        ]
        self.filter.offer(values, board.narrow.value)
        now = board.intake.at(board.now)
        is_open = now.state is IntakeState.OPEN
        self.taking.offer(
            [
                ("open", self.tr("正常接單")),
                ("slow 30", self.tr("放慢接單 30 分")),
                ("slow 60", self.tr("放慢接單 1 小時")),
                ("paused 15", self.tr("暫停接單 15 分")),
                ("paused 30", self.tr("暫停接單 30 分")),
                ("paused 60", self.tr("暫停接單 1 小時")),
            ],
            "open" if is_open else "",  # how long it lasts stands beside it
        )
        self.taking.set_icon("pause", "ink" if is_open else "warn")
        self.intake.setVisible(not is_open)
        until = "" if now.until is None else near_text(now.until, board.now, self._zone)
        said = self.tr("線上暫停接單") if now.state is IntakeState.PAUSED else self.tr("線上放慢接單")
        if until:
            said = self.tr("{}，到 {}").format(said, until)
        self.intake.set_badge(said, "warn", "pause" if now.state is IntakeState.PAUSED else "clock")

    def _take_in(self, key: str) -> None:
        state, _, minutes = key.partition(" ")
        self._board.take_in(IntakeState(state), int(minutes) if minutes else None)

    def _tell_empty(self) -> None:
        board = self._board
        if board.sought:
            self.empty.set_state(
                "search", self.tr("找不到「{}」").format(board.sought), self.tr("試試單號後 3 碼或電話尾碼")
            )
        elif board.narrow is not Narrow.ALL:
            self.empty.set_state("filter", self.tr("沒有這一類的取貨單"), self.tr("改看全部訂單"))
        else:
            self.empty.set_state("bag", self.tr("沒有取貨單"), self.tr("線上有人下單，這裡會響鈴並列出來"))

    def begin(self) -> bool:
        """What the work zone shows has just changed: its form has the focus; False where it has none."""
        board = self._board
        line = board.chosen_line
        if board.work is Work.SHORT and line is not None:
            self.short.show_line(line, known(self._place, line)[0])
        elif board.work is Work.PROBLEM and board.chosen is not None:
            self.problem.show_order(board.chosen.order.code)
        else:
            if board.work is Work.SUBSTITUTE and line is not None:
                self.wanted.show_line(known(self._place, line)[0])
                self.search("")
            return False
        return True

    def search(self, text: str) -> None:
        """Look for goods to be put in the place of others."""
        searched = is_searched(text)
        if searched:
            self.results.search(text)
        else:
            self._nothing_sought.set_state("search", self.tr("搜尋商品"), self.tr("品名、條碼或注音"))
        self.results.setVisible(searched)
        self._nothing_sought.setVisible(not searched)
        self.field.set_count(self.results.count_text if searched and self.results.count else "")
