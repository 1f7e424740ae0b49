"""The lists of the sync's screen: what is on its way, what a person must look at, what failed, what works."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.sync import Trouble, Unsent
from app.runtime.sync import SyncView
from app.runtime.workplace import Workplace
from app.ui.screens.sync.rows import Index, Line, LineModel, LineView
from app.ui.screens.sync.told import moment, trouble_words
from app.ui.screens.sync.words import (
    act_reason,
    act_words,
    brought_words,
    kind_icon,
    kind_words,
    table,
    works_words,
)
from app.ui.shell.people import person_name
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.money import money_text

_DOT = " · "


def people_names(place: Workplace) -> dict[str, str]:
    """What the people of the shop are called, by their ids."""
    return {one.staff_id: person_name(one) for one in place.counter.reads().people()}


class UnsentModel(LineModel):
    """What is on its way, read on as one scrolls."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: SyncView = place.sync
        self._names = people_names(place)
        self._count = len(self._view.rows)
        self._view.restarted.connect(self._restarted)
        self._view.came.connect(self._came)
        self._view.grown.connect(self._grown)
        self._view.gone.connect(self._gone)

    def _restarted(self) -> None:
        self.beginResetModel()
        self._count = len(self._view.rows)
        self.endResetModel()

    def _came(self, count: int) -> None:
        self.beginInsertRows(QModelIndex(), 0, count - 1)
        self._count += count
        self.endInsertRows()

    def _grown(self, first: int) -> None:
        self.beginInsertRows(QModelIndex(), first, len(self._view.rows) - 1)
        self._count = len(self._view.rows)
        self.endInsertRows()

    def _gone(self, first: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, self._count - 1)
        self._count = first
        self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else self._count

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there is older."""
        return not parent.isValid() and self._count > 0 and self._view.has_more

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Read a page more; it comes when it is there."""
        if not parent.isValid():
            self._view.read_on()

    def line(self, row: int) -> Line:
        """See `LineModel.line`."""
        return unsent_line(self._place, self._names, self._view.rows[row])


def unsent_line(place: Workplace, names: dict[str, str], one: Unsent) -> Line:
    """An entry on its way; who opens it reads all of it.

    Args:
        names: of the people, by their ids.
    """
    counter = place.counter
    actor = names.get(one.actor, one.actor if one.actor != "system" else "")
    about = names.get(one.about, one.about)
    when = moment(one.at, counter)
    when = "" if about.startswith(when) else when  # the name of a parked cart begins with it
    sub = _DOT.join(part for part in (when, actor, one.number, about) if part)
    amount = "" if one.amount is None else money_text(one.amount, counter.shop.currency)
    return Line(kind_icon(one.kind), kind_words(one.kind), sub, amount, rows=())


def trouble_lines(place: Workplace, troubles: tuple[Trouble, ...]) -> list[Line]:
    """What failed, newest first."""
    found = []
    for one in troubles:
        first, last = moment(one.first_at, place.counter), moment(one.last_at, place.counter)
        span = first if first == last else QCoreApplication.translate("Sync", "{} 至 {}").format(first, last)
        times = QCoreApplication.translate("Sync", "{} 次").format(f"{one.times:,}") if one.times > 1 else ""
        found.append(Line("info", trouble_words(one.code), span, times))
    return found


def brought_lines(place: Workplace) -> list[Line]:
    """What this shop made by itself, and where that stands."""
    found = []
    for one in place.sync.brought:
        words, icon = brought_words(one.kind)
        state = QCoreApplication.translate("Sync", "總部未採用") if one.is_told else None
        badge = state or QCoreApplication.translate("Sync", "還在路上")
        found.append(Line(icon, one.name or one.key, _DOT.join((words, one.key)), "", badge, "neutral"))
    return found


def table_lines() -> list[Line]:
    """What works without a network."""
    found = []
    for one in table():
        words, tone, icon = works_words(one.works)
        found.append(Line(icon, act_words(one.act), act_reason(one.act), "", words, tone))
    return found


class ListOrWhy(QStackedWidget):
    """A list, or why it has nothing."""

    def __init__(self, model: LineModel, name: str, icon: str, title: str = "", hint: str = "") -> None:
        super().__init__()
        self.model = model
        self.view = LineView(model, name, wraps=not isinstance(model, UnsentModel))
        self._empty = EmptyState(icon, title, hint)
        self.addWidget(self.view)
        self.addWidget(self._empty)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.choose)
        self.choose()

    def show_lines(self, lines: list[Line]) -> None:
        """Show other rows."""
        self.model.show_lines(lines)
        self.choose()

    def say_why(self, icon: str, title: str, hint: str) -> None:
        """Why there is nothing."""
        self._empty.set_state(icon, title, hint)

    def choose(self) -> None:
        """The list, as soon as it has a row."""
        self.setCurrentWidget(self.view if self.model.rowCount() else self._empty)

    def begin(self) -> None:
        """Put the focus on the list."""
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
