"""The settings screen: one part at a time, notes beside it, and the primary that keeps what was typed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.approval import Approval
from app.domain.errors import AppError, UserError
from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.services.settings import settings_request
from app.ui.screens.settings.about import AboutPart
from app.ui.screens.settings.devices import DevicePart
from app.ui.screens.settings.looks import LookPart
from app.ui.screens.settings.paper import PaperPart
from app.ui.screens.settings.part import Part
from app.ui.screens.settings.shop import ShopPart
from app.ui.screens.settings.sounds import SoundPart
from app.ui.shell.approval import ask_approval
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.shell.zones import Zones
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.flow import ChipBar
from app.ui.widgets.text import Text

_PARTS: dict[Section, type[Part]] = {
    one.section: one for one in (ShopPart, PaperPart, LookPart, SoundPart, DevicePart, AboutPart)
}
#: Parts that the primary keeps, together.
_TYPED = (Section.SHOP, Section.PAPER)


def make_part(place: Workplace, host: Host, width: int) -> Part:
    """Return the part that is to be shown, in a work zone so wide."""
    place.settings.begin()
    return _PARTS[place.settings.section](place, host, width)


class SettingsScreen(Screen):
    """Which part is shown and what is typed outlive the screen: it is made anew by its own choices.

    Args:
        width: of the window, in pixels.
        part: the one to begin with, that is made before it.
    """

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, part: Part) -> None:
        super().__init__(place, host, frame)
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.zones = Zones(frame, width, self.tr("完成"))
        column.addWidget(self.zones)
        self.zones.work.addWidget(Text(self.tr("設定"), 24, bold=True))
        self.chips = ChipBar(self._sections())
        self.chips.set_current(part.section.value)
        self.chips.chosen.connect(self._choose)
        self.zones.work.addWidget(self.chips)
        self._holder = QVBoxLayout()
        self.zones.work.addLayout(self._holder, 1)
        self.zones.side.setContentsMargins(px(20), px(20), px(20), px(12))
        self.zones.side.setSpacing(px(10))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(px(10))
        self.zones.side.addLayout(self._notes)
        self.zones.side.addStretch(1)
        #: What is typed into and costs more to make than one touch may: it waits for being shown again.
        self._kept: dict[Section, Part] = {}
        self.part = self._put(part)
        self._show_notes()
        self.zones.primary.clicked.connect(self.forward)
        place.settings.changed.connect(self._changed)
        place.settings.saved.connect(self._saved)
        self.key("F12", self.forward)

    def _sections(self) -> list[tuple[str, str]]:
        return [
            (Section.SHOP.value, self.tr("門市")),
            (Section.PAPER.value, self.tr("收據")),
            (Section.LOOK.value, self.tr("顯示")),
            (Section.SOUND.value, self.tr("聲音")),
            (Section.DEVICE.value, self.tr("裝置")),
            (Section.ABOUT.value, self.tr("關於")),
        ]

    # --- parts --------------------------------------------------------------------------------------------------

    def _make(self) -> Part:
        kept = self._kept.get(self.place.settings.section)
        return self._put(kept or make_part(self.place, self.host, self.zones.width_of_work))

    def _put(self, part: Part) -> Part:
        if part.section in _TYPED:
            self._kept[part.section] = part
        self._holder.addWidget(part, 1)
        return part

    def _exchange(self) -> None:
        """Put the part of the moment in the place of the one that is shown."""
        old = self.part
        self._holder.removeWidget(old)
        old.hide()
        if old not in self._kept.values():
            old.deleteLater()
        self.part = self._make()
        self.part.show()
        self.arrange()

    def _choose(self, key: str) -> None:
        self.place.settings.choose(Section(key))

    def _changed(self) -> None:
        section = self.place.settings.section
        if self.part.section is not section:
            self.chips.set_current(section.value)
            self.part.left()
            self._exchange()
        else:
            self.part.refresh()
        self._show_notes()

    def _show_notes(self) -> None:
        while self._notes.count():
            item = self._notes.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._notes.addWidget(Text(self.part.title(), 17, bold=True, wrap=True))
        if self.part.section in _TYPED and self.place.settings.waits_for_start:
            self._notes.addWidget(Badge(self.tr("下次開啟後生效"), "warn", "clock"))
        for note in self.part.notes():
            self._notes.addWidget(Text(note, 15, tone="ink_2", wrap=True))
        self._show_primary()

    def _show_primary(self) -> None:
        settings, bar = self.place.settings, self.zones.primary
        saves = self.part.section in _TYPED and settings.is_changed
        bar.setText(self.tr("儲存") if saves else self.tr("完成"))
        bar.setEnabled(not settings.is_busy)
        bar.setReason(self.tr("儲存中…") if settings.is_busy else "")

    # --- coming and going ---------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Where one was, if the window was only put together anew; what somebody else typed is gone."""
        if self.place.settings.begin():
            self._renew()
        self._changed()
        name = self.place.settings.focus
        found = self.findChild(QWidget, name) if name else None
        self.place.settings.focus = ""
        if found is not None:
            found.setFocus()
        else:
            self.part.entered()

    def left(self) -> None:
        """Remember where the focus was: a choice of the look puts the window together anew."""
        here = QApplication.focusWidget()
        inside = here is not None and self.isAncestorOf(here)
        self.place.settings.focus = here.objectName() if here is not None and inside else ""
        self.part.left()

    def back(self) -> bool:
        """Out of a list, out of what was typed, out of the settings."""
        if self.part.back():
            return True
        if self.place.settings.is_changed:
            self.place.settings.forget()
            self._renew()
            self.part.entered()
            self.host.toast(self.tr("沒有儲存的變更已還原"))
            return True
        self.place.settings.focus = ""
        self.host.go("sell")
        return True

    def _renew(self) -> None:
        """Show what is kept in the place of what was typed."""
        typed, self._kept = self._kept, {}
        self._exchange()
        for part in typed.values():
            part.deleteLater()
        self._show_notes()

    def claims(self, code: str) -> bool:
        """Any code, while a scanner is tried out."""
        del code
        return self.part.waits_for_scan

    def scanned(self, code: str) -> bool:
        """For a part that tries a scanner out; otherwise goods are goods."""
        return self.part.scanned(code)

    # --- keeping ------------------------------------------------------------------------------------------------

    def forward(self) -> None:
        """Keep what was typed, or leave."""
        settings = self.place.settings
        if settings.is_busy:
            return
        if self.part.section not in _TYPED or not settings.is_changed:
            settings.focus = ""
            self.host.go("sell")
            return
        try:
            settings.shop()
            settings.limits.limits(self.place.counter.shop.currency)
        except UserError as error:
            self._complain(error)
            return
        ask_approval(self.host, self.place, settings_request(settings.act_id), self._approved)

    def _approved(self, approval: Approval | None) -> None:
        try:
            self.place.settings.save(None if approval is None else approval.approved_by)
        except UserError as error:
            self._complain(error)

    def _complain(self, error: AppError) -> None:
        shown = self.part.section
        for section in (shown, *(one for one in _TYPED if one is not shown)):
            self.place.settings.choose(section)  # of the one that is shown nothing changes
            if self.part.complain(error):
                self.host.cue("rejected")
                return
        self.place.settings.choose(shown)
        self.host.refused(error)

    def _saved(self) -> None:
        told = self.tr("已儲存，下次開啟程式後生效") if self.place.settings.waits_for_start else self.tr("已儲存")
        self.host.toast(told, "ok")
