"""How this counter looks, and when it locks itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.runtime.preferences import IDLE_MINUTES
from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.ui.screens.settings.part import Part, group
from app.ui.shell.host import Host
from app.ui.shell.looks import ChoiceRow, LookChoices
from app.ui.widgets.check import CheckRow


class LookPart(Part):
    """Each choice holds at once, on this machine alone."""

    section = Section.LOOK

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, width, parent)
        now = place.preferences.now
        self.looks = LookChoices(place.preferences)
        self.calm = CheckRow(self.tr("減少動態"))
        self.calm.setObjectName("reduced_motion")
        self.calm.setChecked(now.reduced_motion)
        self.calm.toggled.connect(lambda on: place.preferences.choose(reduced_motion=on))
        self.column.addWidget(group("", self.looks, self.calm))
        minutes = [(str(one), self.tr("{} 分").format(one) if one else self.tr("不鎖定"), "") for one in IDLE_MINUTES]
        self.idle = ChoiceRow("idle", minutes, str(now.idle_minutes))
        self.idle.chosen.connect(lambda key: place.preferences.choose(idle_minutes=int(key)))
        self.column.addWidget(group(self.tr("沒有人動時自動鎖定"), self.idle))
        self.column.addStretch(1)

    def title(self) -> str:
        """Of the notes."""
        return self.tr("顯示與鎖定")

    def notes(self) -> list[str]:
        """Whose it is."""
        return [
            self.tr("只影響這台收銀機，選了就生效，不用重新開啟"),
            self.tr("自動鎖定前 20 秒會提醒，購物車會保留"),
        ]

    def entered(self) -> None:
        """Begin with the language."""
        self.looks.language.begin()
