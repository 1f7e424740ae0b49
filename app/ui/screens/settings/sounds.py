"""What this counter says without words, how loud, and each for itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.services.sound import CUES, SoundState
from app.ui.screens.settings.part import Part, group
from app.ui.shell.host import Host
from app.ui.shell.looks import ChoiceRow
from app.ui.theme.look import look
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.check import CheckRow

#: Per cent of each step of the volume.
VOLUMES = (0, 30, 60, 100)


class SoundPart(Part):
    """A cue is never the only sign of anything, so each may be turned off."""

    section = Section.SOUND

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, width, parent)
        now = place.preferences.now
        steps = {0: self.tr("靜音"), 30: self.tr("小"), 60: self.tr("中"), 100: self.tr("大")}
        nearest = min(VOLUMES, key=lambda one: abs(one - now.volume))
        self.volume = ChoiceRow(
            "volume", [(str(one), steps[one], "mute" if not one else "volume") for one in VOLUMES], str(nearest)
        )
        self.volume.chosen.connect(self._set_volume)
        self.column.addWidget(group(self.tr("音量"), self.volume))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.cues: dict[str, CheckRow] = {}
        for cue, words in self._words().items():
            rows.addLayout(self._row(cue, words, on=cue not in now.silent_cues))
        self.column.addWidget(group(self.tr("提示音"), rows))
        self.column.addStretch(1)

    def _words(self) -> dict[str, str]:
        words = {
            "accepted": self.tr("掃描成功"),
            "rejected": self.tr("查無條碼或不能做"),
            "person": self.tr("需要店長"),
            "complete": self.tr("交易完成"),
            "order": self.tr("新的取貨單"),
        }
        return {cue: words[cue] for cue in CUES}

    def _row(self, cue: str, words: str, *, on: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        check = CheckRow(words, px=16 if self.wide else 14)
        check.setObjectName(f"cue.{cue}")
        check.setChecked(on)
        check.toggled.connect(self._set_cues)
        self.cues[cue] = check
        row.addWidget(check, 1)
        name = self.tr("試聽 {}").format(words)
        if self.wide:
            hear = Button(self.tr("試聽"), "neutral", icon="play", size="sm")
            hear.setAccessibleName(name)
        else:
            hear = IconButton("play", name, kind="neutral")
        hear.clicked.connect(partial(self.hear, cue))
        row.addWidget(hear)
        return row

    def title(self) -> str:
        """Of the notes."""
        return self.tr("聲音")

    def notes(self) -> list[str]:
        """How it stands."""
        states = {
            SoundState.READY: "",
            SoundState.NO_PLAYER: self.tr("這台電腦沒有播放聲音的程式，提示只會顯示在畫面上"),
            SoundState.NO_DEVICE: self.tr("找不到喇叭，提示只會顯示在畫面上。接上後再試聽一次"),
        }
        told = states[self.place.sounds.state]
        return [self.tr("聲音只是輔助，每個提示畫面上也看得到"), *([told] if told else [])]

    def entered(self) -> None:
        """Begin with the volume."""
        self.volume.begin()

    def _set_volume(self, key: str) -> None:
        self.place.preferences.choose(volume=int(key))

    def _set_cues(self) -> None:
        off = tuple(cue for cue, check in self.cues.items() if not check.isChecked())
        self.place.preferences.choose(silent_cues=off)

    def hear(self, cue: str) -> None:
        """Try a cue; if nothing can be heard, the notes say so."""
        self.place.bridge.then(self, self.place.sounds.test(cue), self._heard)

    def _heard(self, _state: SoundState) -> None:
        self.place.settings.changed.emit()
