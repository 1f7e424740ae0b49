"""The side of the sync's screen: how it stands, since when, with whom, how far."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.standing import Link
from app.runtime.workplace import Workplace
from app.services.settings import Settings
from app.ui.screens.sync.panel import Glyph
from app.ui.screens.sync.told import moment, second_line
from app.ui.screens.sync.words import ICONS, title_of
from app.ui.shell.joinform import clock_words
from app.ui.theme.look import look
from app.ui.widgets.panel import hairline
from app.ui.widgets.progress import ProgressBar
from app.ui.widgets.text import Text


class Fact(QWidget):
    """A word, and what it is, which may be long."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look().px(9), 0, look().px(9))
        row.setSpacing(look().px(12))
        self._label = Text(words, 15, tone="ink_2")
        self._value = Text("", 15, bold=True, elide=True)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label)
        row.addWidget(self._value, 1)

    def tell(self, value: str) -> None:
        """Say what it is; nothing hides it."""
        self._value.setText(value)
        self.setAccessibleName(f"{self._label.text()} {value}")
        self.setVisible(bool(value))


class SyncSide(QWidget):
    """In plain words."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(12))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        self._icon = Glyph("store")
        self._title = Text("", 20, bold=True, wrap=True)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addSpacing(px(6))
        self._told = Text("", 15, tone="ink_2", wrap=True)
        column.addWidget(self._told)
        column.addSpacing(px(12))
        self._bar = ProgressBar()
        column.addWidget(self._bar)
        column.addSpacing(px(4))
        column.addWidget(hairline())
        self._unsent, self._last = Fact(self.tr("待上傳")), Fact(self.tr("最後連線"))
        self._since, self._centre = Fact(self.tr("離線自")), Fact(self.tr("中心"))
        self._register = Fact(self.tr("收銀機"))
        for fact in (self._unsent, self._last, self._since, self._centre, self._register):
            column.addWidget(fact)
        self._clock = Text("", 14, tone="warn", wrap=True)
        self._start = Text(self.tr("店名和收銀機編號在下次開啟程式後換新"), 14, tone="warn", wrap=True)
        self._alone = Text(
            self.tr("加入中心後，商品、價格與人員由總部提供，這台做過的交易也會全部上傳"), 15, tone="ink_2", wrap=True
        )
        for note in (self._clock, self._start, self._alone):
            column.addSpacing(px(8))
            column.addWidget(note)
        column.addStretch(1)

    def refresh(self) -> None:
        """Say how it stands now."""
        view, counter = self._place.sync, self._place.counter
        standing = view.standing
        alone = standing.link is Link.ALONE
        self._icon.show_icon(ICONS[standing.link], "warn" if standing.link is Link.ATTENTION else "ink")
        self._title.setText(title_of(standing))
        self._told.setText(second_line(standing, counter))
        self._bar.setVisible(standing.is_filling)
        self._bar.show_progress(standing.whole - standing.left, standing.whole)
        self._unsent.tell("" if alone else self.tr("{} 筆").format(f"{standing.unsent:,}"))
        never = self.tr("尚未連線")
        last = never if standing.contact_at is None else moment(standing.contact_at, counter)
        self._last.tell("" if alone else last)
        lasting = standing.link is Link.OFFLINE and standing.since is not None
        self._since.tell(moment(standing.since or 0, counter) if lasting else "")
        self._centre.tell("" if alone else view.address.partition("://")[2] or view.address)
        self._register.tell(f"{counter.shop.store}-{counter.shop.register}")
        self._clock.setVisible(standing.is_clock_off)
        self._clock.setText(clock_words(standing.clock_off_s or 0))
        kept = Settings(counter.desk, counter.reads).kept()
        self._start.setVisible(not alone and kept != counter.shop)
        self._alone.setVisible(alone)
