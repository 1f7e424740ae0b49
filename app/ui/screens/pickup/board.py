"""The board: four columns; where there is less room, one at a time below a segment that says how many are in each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.pickup import Column as Place
from app.ui.screens.pickup.card import Card
from app.ui.screens.pickup.column import CardList, Column
from app.ui.screens.pickup.words import column_name, column_short
from app.ui.shell.frame import GAP, Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.pages import Pages
from app.ui.widgets.segment import Segment

Cards = dict[Place, list[Card]]


class Board(QWidget):
    """Orders as cards.

    Signals:
        opened: an order is to be looked at.
        turned: another column is shown, where one is at a time.
        left: walked out at the top.
        typed: a character that is the field's.
    """

    opened = Signal(str)
    turned = Signal(str)
    left = Signal()
    typed = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.columns: dict[Place, Column] = {}
        self.segment: Segment | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(GAP))
        self.pages = Pages()
        if frame.room > Room.COMPACT:
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look().px(GAP))
            for place in Place:
                self.columns[place] = Column(column_name(place), late=place is Place.OVERDUE)
                row.addWidget(self.columns[place], 1)
            column.addLayout(row, 1)
            self.pages.hide()
        else:
            self._narrow(column, 2 if frame.room is Room.COMPACT else 1)
        for place, one in self.columns.items():
            self._connect(place, one.cards)

    def _narrow(self, column: QVBoxLayout, across: int) -> None:
        late_icon = "warning" if across > 1 else ""
        words = [
            (place.value, column_short(place), late_icon if place is Place.OVERDUE else "", "") for place in Place
        ]
        self.segment = Segment(words)
        late = self.segment.button(Place.OVERDUE.value)
        late.tone = "bad"
        self.segment.chosen.connect(self.turned)
        column.addWidget(self.segment)
        for place in Place:
            self.columns[place] = Column(column_name(place), across, late=place is Place.OVERDUE, titled=False)
            self.pages.addWidget(self.columns[place])
        column.addWidget(self.pages, 1)

    def _connect(self, place: Place, cards: CardList) -> None:
        cards.opened.connect(self.opened)
        cards.left.connect(self.left)
        cards.typed.connect(self.typed)
        cards.walked.connect(partial(self._walk, place))

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_cards(self, cards: Cards, chosen: str, shown: Place) -> None:
        """Show cards; one as the one that is looked at, and a column where there is room for one alone."""
        for place, column in self.columns.items():
            column.show_cards(cards.get(place, []), chosen)
            if self.segment is not None:
                button = self.segment.button(place.value)
                button.setText(f"{column_short(place)} {len(cards.get(place, []))}")
                button.setAccessibleName(button.text())
        if self.segment is not None:
            self.segment.set_current(shown.value)
            self.pages.setCurrentWidget(self.columns[shown])

    # --- hands --------------------------------------------------------------------------------------------------

    def _walk(self, place: Place, step: int) -> None:
        """On to the next column that has a card, at the same height."""
        every = list(Place)
        row = self.columns[place].cards.currentIndex().row()
        there = every.index(place) + step
        while 0 <= there < len(every):
            cards = self.columns[every[there]].cards
            if self.segment is not None and cards.shown.cards:
                self.turned.emit(every[there].value)
            if cards.walk_in(row):
                return
            there += step

    def begin(self, chosen: str = "") -> bool:
        """Take the focus, at an order or at the first card that is shown; False where there is none."""
        lists = [one.cards for one in self.columns.values() if one.isVisibleTo(self)]
        for cards in lists:
            place = cards.shown.place_of(chosen)
            if place >= 0:
                return cards.walk_in(place)
        return any(cards.walk_in(0) for cards in lists if cards.shown.cards)
