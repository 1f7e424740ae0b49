"""The panel under the pill: how it stands, what is on its way, what works; a scan closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.offline import Works, daily
from app.runtime.standing import Link
from app.runtime.workplace import Workplace
from app.ui.screens.sync.told import second_line
from app.ui.screens.sync.words import ICONS, act_reason, grouped, listed, title_of
from app.ui.shell.floating import Floating
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.panel import KeyValueRow, hairline
from app.ui.widgets.text import Text

#: Width in the design.
WIDTH = 420
NAME = "panel"


class Glyph(QWidget):
    """An icon that stands beside words."""

    def __init__(self, name: str, px: int = 24, ink: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._px, self._ink = name, px, ink
        self.setFixedSize(look().px(px), look().px(max(px, 20)))  # beside a line, in the middle of it

    def show_icon(self, name: str, ink: str = "ink") -> None:
        """Show another one."""
        self._name, self._ink = name, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        top = (self.height() - look().px(self._px)) / 2
        paint_icon(QPainter(self), 0, top, self._name, self._px, self._ink)


class Middle(QScrollArea):
    """As high as what is in it, where there is room; else it scrolls."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll_by_finger(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what is in it."""
        layout, whole = self._inside.layout(), self.parentWidget()
        width = (self if whole is None else whole).width() - 2
        if layout is None:
            return QSize(width, 1)
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(width, max(1, height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a line or two."""
        return QSize(0, look().px(64))


class SyncPanel(Floating):
    """Lies over whatever is shown, under the pill, until it is closed.

    Signals:
        opened: the screen with everything is wanted.
    """

    opened = Signal()

    def __init__(self, place: Workplace, over: QWidget) -> None:
        super().__init__(over)
        px = look().px
        self._place = place
        self._view = place.sync
        self.setAccessibleName(self.tr("同步狀態"))
        self.setFixedWidth(min(px(WIDTH), over.width() - px(16)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(hairline())
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self._counts = QVBoxLayout()
        self._counts.setContentsMargins(px(20), 0, px(20), 0)
        self._counts.setSpacing(0)
        middle.addLayout(self._counts)
        middle.addWidget(self._table())
        self._middle = Middle(inside)
        column.addWidget(self._middle, 1)
        column.addLayout(self._doors())
        self._view.changed.connect(self.refresh)
        self.refresh()

    def _head(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(18), px(20), px(12))
        row.setSpacing(px(12))
        self._icon = Glyph("store")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title, self._told = Text("", 17, bold=True, wrap=True), Text("", 14, tone="ink_2", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._told)
        row.addLayout(words, 1)
        return row

    def _table(self) -> QFrame:
        """What works without a network, in three lines of the table that the screen shows whole."""
        px = look().px
        inset = QFrame()
        inset.setProperty("ground", "surface_2")
        column = QVBoxLayout(inset)
        column.setContentsMargins(px(20), px(12), px(20), px(14))
        column.setSpacing(px(8))
        as_ever = self.tr("離線時照常：{}").format(listed(daily(Works.YES)))
        bounded = self.tr("以最後收到的資料：{}").format(listed(daily(Works.BOUNDED)))
        later = self.tr("連線後：{}").format(listed(daily(Works.NO)))
        for icon, words, tone in (("check", as_ever, "ink"), ("minus", bounded, "ink_2"), ("minus", later, "ink_2")):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(Glyph(icon, 16, tone), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, 14, tone=tone, wrap=True), 1)
            column.addLayout(row)
        inset.setAccessibleDescription(act_reason("upload"))
        return inset

    def _doors(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(12), px(16), px(16))
        row.setSpacing(px(8))
        self.now = Button(self.tr("立即重試"), icon="sync")
        self.now.clicked.connect(self._view.ask)
        self.all = Button("")
        self.all.clicked.connect(self.opened)
        for button in (self.now, self.all):
            row.addWidget(button, 1)
        return row

    # --- what it says -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say how it stands."""
        view = self._view
        standing = view.standing
        alone = standing.link is Link.ALONE
        self._icon.show_icon(ICONS[standing.link], "warn" if standing.link is Link.ATTENTION else "ink")
        self._title.setText(title_of(standing))
        self._told.setText(second_line(standing, self._place.counter))
        self._count([] if alone else grouped(view.counts), standing.unsent)
        self.now.setVisible(not alone)
        self.now.setText(self.tr("立即重試") if standing.link is Link.OFFLINE else self.tr("立即同步"))
        self.now.setEnabled(view.can_ask)
        self.now.setReason(self.tr("連線中…") if view.is_asking else self.tr("剛試過"))
        waits = self.tr("查看 {} 筆").format(f"{standing.unsent:,}") if standing.unsent else self.tr("查看全部")
        self.all.setText(self.tr("加入中心") if alone else waits)
        self.fit()

    def _count(self, groups: list[tuple[str, int]], unsent: int) -> None:
        whole = self.tr("{} 筆").format(f"{unsent:,}")
        said = [(words, f"{count:,}") for words, count in groups] + [(self.tr("待上傳"), whole)] if groups else []
        if [(row.label.text(), row.value.text()) for row in self._rows()] == said:
            return
        while (item := self._counts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (words, value) in enumerate(said):
            last = place == len(said) - 1
            if last:
                self._counts.addWidget(hairline())
            self._counts.addWidget(KeyValueRow(words, value, bold=last, height=40))
        for place in range(self._counts.count()):
            if (widget := self._counts.itemAt(place).widget()) is not None:  # type: ignore[union-attr]
                widget.show()
        self._middle.updateGeometry()

    def _rows(self) -> list[KeyValueRow]:
        found = [self._counts.itemAt(place).widget() for place in range(self._counts.count())]  # type: ignore[union-attr]
        return [one for one in found if isinstance(one, KeyValueRow)]

    # --- coming and going ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Look from now on."""
        self._view.watch(NAME)
        self.refresh()

    def end(self) -> None:
        """Look no more."""
        self._view.unwatch(NAME)

    def first(self) -> QWidget:
        """The button that one came for."""
        return self.now if self.now.isVisibleTo(self) and self.now.isEnabled() else self.all
