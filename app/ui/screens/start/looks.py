"""The first page: language, theme and text size, seen at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.runtime.preferences import PreferenceFile
from app.runtime.start import Starting
from app.ui.screens.start.page import Page
from app.ui.shell.looks import LookChoices


class LookPage(Page):
    """Each choice holds at once; the window is built anew by it."""

    def __init__(self, starting: Starting, preferences: PreferenceFile, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        self.title = self.tr("歡迎使用 OMO POS")
        self.hint = self.tr("先選語言和看起來舒服的樣子，之後可以在設定裡更改")
        self.choices = LookChoices(preferences)
        self.column.addWidget(self.choices)
        self.column.addStretch(1)

    def entered(self) -> None:
        """Begin with the language."""
        self.choices.language.begin()
