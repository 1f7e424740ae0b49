"""What the parts of the settings have in common."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.ui.shell.host import Host
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.paint import paint_box
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text


class Part(QWidget):
    """One part: what is in the work zone, and the notes that go beside it.

    Args:
        width: of the work zone, in pixels.
    """

    section: Section

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wide = width >= look().px(500)
        self.place = place
        self.host = host
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look().px(12))

    def title(self) -> str:
        """Of the notes."""
        return ""

    def notes(self) -> list[str]:
        """What somebody should know who changes something here, a sentence each."""
        return []

    def entered(self) -> None:
        """It is shown: put the focus where one begins."""

    def refresh(self) -> None:
        """Something changed."""

    def left(self) -> None:
        """Another part is shown."""

    def complain(self, error: AppError) -> bool:
        """Mark the field that an error is about; False where it is about none here."""
        del error
        return False

    @property
    def waits_for_scan(self) -> bool:
        """Whether the next scan is shown here and goes nowhere else."""
        return False

    def scanned(self, code: str) -> bool:
        """Take a scan; False where it has no use for one."""
        del code
        return False

    def back(self) -> bool:
        """Go back within the part; False where there is nothing to go back to."""
        return False


def group(title: str, *parts: QWidget | QHBoxLayout | QVBoxLayout) -> Panel:
    """A panel with its title and what belongs to it."""
    panel = Panel()
    column = panel.column((20, 16, 20, 20), 14)
    if title:
        column.addWidget(Text(title, 17, bold=True))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return panel


class DeviceRow(QWidget):
    """A device: its drawing, its name and state, and what can be done with it.

    Args:
        wide: whether the state has room beside the name; otherwise it stands below.
    """

    def __init__(self, icon: str, name: str, *, wide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(8), 0, px(8))
        row.setSpacing(px(14))
        self._icon = Icon(icon)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = Text(name, 16, bold=True)
        self._told = Text("", 14, tone="ink_2", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._told)
        row.addLayout(words, 1)
        self.badge = Badge("")
        if wide:
            row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            words.addSpacing(px(4))
            words.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        way = QBoxLayout.Direction
        self.acts = QBoxLayout(way.LeftToRight if wide else way.TopToBottom)
        self.acts.setSpacing(px(8))
        row.addLayout(self.acts)
        self.setAccessibleName(name)

    def tell(self, words: str, state: str = "", tone: str = "neutral", icon: str = "") -> None:
        """Say how it stands."""
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self.badge.setVisible(bool(state))
        self.badge.set_badge(state, tone, icon)
        self.setAccessibleDescription(f"{state} {words}".strip())

    def told(self) -> str:
        """Return what it says."""
        return self._told.text()


class Icon(QWidget):
    """An icon on its own ground, 48 by 48."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(look().px(48), look().px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = QPainter(self), look()
        paint_box(painter, QRectF(self.rect()), wear.color("surface_2"), wear.color("line"), wear.px(1), wear.px(10))
        paint_icon(painter, wear.px(12), wear.px(12), self._name, 24, "ink_2")
