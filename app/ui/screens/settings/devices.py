"""The devices of this counter: how each stands, and a test of each that is there."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.receipt.trial import trial
from app.runtime.printing import LampState
from app.runtime.settings import Section
from app.runtime.standing import Link
from app.runtime.workplace import Workplace
from app.services.sound import SoundState
from app.ui.screens.settings.part import DeviceRow, Part, group
from app.ui.screens.sync.told import second_line
from app.ui.screens.sync.words import ICONS, title_of
from app.ui.shell.errors import sentence
from app.ui.shell.host import Host
from app.ui.shell.looks import ChoiceRow
from app.ui.widgets.button import Button
from app.ui.widgets.check import CheckRow
from app.ui.widgets.panel import hairline

#: Characters of a scan that are shown.
_SHOWN = 40


class DevicePart(Part):
    """Scanner, printer, loudspeaker; the line to the centre."""

    section = Section.DEVICE

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, width, parent)
        self._scans = False
        self._busy = False
        self.scanner = DeviceRow("scanner", self.tr("條碼掃描器"), wide=self.wide)
        self.try_scanner = self._button(self.scanner, self.tr("測試掃描器"), self.begin_scan)
        self.printer = DeviceRow("printer", self.tr("收據印表機"), wide=self.wide)
        self.try_printer = self._button(self.printer, self.tr("列印測試頁"), self.print_trial)
        self.asked = DeviceRow("receipt", self.tr("待確認的紙"), wide=self.wide)
        self._button(self.asked, self.tr("列印待確認的紙"), partial(self.answer, again=True)).setText(self.tr("列印"))
        self._button(self.asked, self.tr("不印待確認的紙"), partial(self.answer, again=False)).setText(
            self.tr("不印")
        )
        self.speaker = DeviceRow("volume", self.tr("喇叭"), wide=self.wide)
        self._button(self.speaker, self.tr("播放測試音"), self.play)
        self.centre = DeviceRow("cloud", self.tr("中心"), wide=self.wide)
        self._button(self.centre, self.tr("同步狀態"), self.open_sync).setText(self.tr("開啟"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for place_of, row in enumerate((self.scanner, self.printer, self.speaker, self.centre)):
            if place_of:
                rows.addWidget(hairline())
            rows.addWidget(row)
            if row is self.printer:
                rows.addWidget(self.asked)
        self.column.addWidget(group("", rows))
        now = place.preferences.now
        self.paper = ChoiceRow("paper", [("58", "58 mm", ""), ("80", "80 mm", "")], str(now.receipt_width_mm))
        self.paper.chosen.connect(lambda key: place.preferences.choose(receipt_width_mm=int(key)))
        self.prints = CheckRow(self.tr("每筆交易列印收據"))
        self.prints.setObjectName("print_receipt")
        self.prints.setChecked(now.print_receipt)
        self.prints.toggled.connect(lambda on: place.preferences.choose(print_receipt=on))
        self.column.addWidget(group(self.tr("收據紙"), self.paper, self.prints))
        self.column.addStretch(1)
        place.lamp.changed.connect(self.refresh)
        self._scanner_words("")
        self.refresh()

    def _button(self, row: DeviceRow, words: str, act: object) -> Button:
        button = Button(self.tr("測試"), "neutral", size="sm")
        button.setAccessibleName(words)
        button.clicked.connect(act)
        row.acts.addWidget(button)
        return button

    def title(self) -> str:
        """Of the notes."""
        return self.tr("裝置")

    def notes(self) -> list[str]:
        """What can be expected."""
        return [
            self.tr("印表機或喇叭出問題都不會擋住銷售，交易先存好，紙之後可以補印"),
            self.tr("插上鍵盤式掃描器就能用，不用設定"),
        ]

    def entered(self) -> None:
        """Begin with the scanner."""
        self.try_scanner.setFocus()

    def left(self) -> None:
        """Nothing waits for a scan any more."""
        self._scans = False
        self._scanner_words("")

    def open_sync(self) -> None:
        """How it stands with the centre; a shop without one joins from there."""
        self.host.go("sync")

    # --- scanner ------------------------------------------------------------------------------------------------

    def begin_scan(self) -> None:
        """Wait for one scan, which is shown and goes nowhere else."""
        self._scans = True
        self.scanner.tell(self.tr("掃描任何條碼，會顯示在這裡"), self.tr("等待掃描"), "accent", "scan")

    @property
    def waits_for_scan(self) -> bool:
        """Somebody tries the scanner out."""
        return self._scans

    def scanned(self, code: str) -> bool:
        """Show what was scanned, if somebody tries it out."""
        if not self._scans:
            return False
        self._scans = False
        self.host.cue("accepted")
        self._scanner_words(code)
        return True

    def _scanner_words(self, code: str) -> None:
        if code:
            shown = code if len(code) <= _SHOWN else f"{code[: _SHOWN - 1]}…"  # a signed code has hundreds of signs
            self.scanner.tell(self.tr("讀到 {}").format(shown), self.tr("正常"), "ok", "check")
        else:
            self.scanner.tell(self.tr("隨時可以掃描"))

    # --- printer ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show how printer, loudspeaker and the line to the centre stand."""
        self._show_printer()
        sounds = self.place.sounds.state
        words = {
            SoundState.READY: ("", self.tr("就緒"), "ok", "check"),
            SoundState.NO_PLAYER: (self.tr("沒有播放程式"), self.tr("沒有聲音"), "neutral", "mute"),
            SoundState.NO_DEVICE: (self.tr("找不到喇叭"), self.tr("沒有聲音"), "warn", "mute"),
        }
        self.speaker.tell(*words[sounds])
        standing = self.place.counter.standing()
        tone = "warn" if standing.link is Link.ATTENTION else "neutral"
        self.centre.tell(second_line(standing, self.place.counter), title_of(standing), tone, ICONS[standing.link])

    def _show_printer(self) -> None:
        lamp = self.place.lamp.now
        waiting = self.tr("等待列印 {} 張").format(lamp.waiting) if lamp.waiting else ""
        match lamp.state:
            case LampState.OFF:
                self.printer.tell(waiting, self.tr("未使用"))
            case LampState.PRINTING:
                self.printer.tell(waiting, self.tr("列印中"), "accent", "printer")
            case LampState.FAULT:
                fault = sentence(AppError(lamp.fault)) if lamp.fault else ""
                self.printer.tell(fault or waiting, self.tr("需要處理"), "warn", "warning")
            case _:
                self.printer.tell(waiting, self.tr("就緒"), "ok", "check")
        self.asked.setVisible(bool(lamp.asks))
        words = self.tr("可能已經印出，或是已經過了時候")
        self.asked.tell(words, self.tr("待確認 {} 張").format(len(lamp.asks)), "warn", "warning")
        self.try_printer.setEnabled(not self._busy)

    def print_trial(self) -> None:
        """Print a short paper with everything that a printer must be able to draw."""
        if self._busy:
            return
        counter = self.place.counter
        document = trial(counter.shop, counter.clock.now(), self.place.preferences.now.language.value)
        self._busy = True
        self.try_printer.setEnabled(False)
        self.place.bridge.then(self, counter.paper.print_now(document), self._printed, self._not_printed)

    def answer(self, *_: object, again: bool) -> None:
        """Say of the papers that were asked about whether they are printed, or not at all."""
        asks = self.place.lamp.now.asks
        if asks:
            self.place.bridge.then(
                self, self.place.counter.paper.answer(asks, again=again), self._answered, self._not_printed
            )

    def _answered(self, _: None) -> None:
        self.refresh()

    def _printed(self, _: None) -> None:
        self._busy = False
        self.refresh()
        self.host.toast(self.tr("測試頁已送到印表機"), "ok")

    def _not_printed(self, error: BaseException) -> None:
        self._busy = False
        self.refresh()
        self.host.cue("rejected")
        self.host.toast(sentence(error), "warn")
        if not isinstance(error, AppError):
            self.place.report(error)

    def play(self) -> None:
        """Play a cue, whatever is turned off."""
        self.place.bridge.then(self, self.place.sounds.test(), self._played)

    def _played(self, _state: SoundState) -> None:
        self.refresh()
