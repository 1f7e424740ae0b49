"""How the window looks and speaks, as choices that hold at once: for the first start and for the settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.runtime.preferences import TEXT_SIZES, Language, PreferenceFile, Shade
from app.ui.theme.look import look
from app.ui.widgets.option import OptionButton
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import WrapRow


class ChoiceRow(WrapRow):
    """A row of values, of which one holds; it breaks where it does not fit.

    Args:
        name: of the row; its buttons are objects called ``name.key``, by which the focus finds back.
        values: key, words and icon of each.
        current: the key of the one that holds.
    """

    #: The key of the value that a person chose.
    chosen = Signal(str)

    def __init__(
        self, name: str, values: Sequence[tuple[str, str, str]], current: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        for place, (key, words, icon) in enumerate(values):
            button = OptionButton(words, icon=icon, size="lg")
            button.setObjectName(f"{name}.{key}")
            button.setMinimumWidth(look().px(96))
            self._group.addButton(button, place)
            self._keys.append(key)
            self.add(button)
        self.set_current(current)
        self._group.idClicked.connect(self._clicked)

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._keys[place])

    def set_current(self, key: str) -> None:
        """Show another value as the one that holds, without a signal."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    def begin(self) -> None:
        """Put the focus on the one that holds."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()

    def current(self) -> str:
        """Return the key of the one that holds."""
        return self._keys[self._group.checkedId()] if self._group.checkedId() >= 0 else ""


class LookChoices(QWidget):
    """Language, theme and text size."""

    def __init__(self, preferences: PreferenceFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        now = preferences.now
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(24))
        # The names of languages are always said in themselves, so that everybody finds their own.
        languages = [
            (Language.ZH_TW.value, QLocale(Language.ZH_TW.value).nativeLanguageName(), ""),
            (Language.EN.value, "English", ""),
        ]
        shades = [(Shade.LIGHT.value, self.tr("淺色"), "sun"), (Shade.DARK.value, self.tr("深色"), "moon")]
        sizes = [(str(size), f"{size} %", "text-size" if size == TEXT_SIZES[0] else "") for size in TEXT_SIZES]
        self.language = ChoiceRow("language", languages, now.language.value)
        self.shade = ChoiceRow("shade", shades, now.shade.value)
        self.text_size = ChoiceRow("text_size", sizes, str(now.text_size))
        self.language.chosen.connect(self._speak)
        self.shade.chosen.connect(self._wear)
        self.text_size.chosen.connect(self._grow)
        parts = (
            (self.tr("語言"), self.language),
            (self.tr("外觀"), self.shade),
            (self.tr("文字大小"), self.text_size),
        )
        for words, part in parts:
            block = QVBoxLayout()
            block.setSpacing(look().px(8))
            block.addWidget(Text(words, 15, bold=True))
            block.addWidget(part)
            column.addLayout(block)

    def _speak(self, key: str) -> None:
        self._preferences.choose(language=Language(key))

    def _wear(self, key: str) -> None:
        self._preferences.choose(shade=Shade(key))

    def _grow(self, key: str) -> None:
        self._preferences.choose(text_size=int(key))
