"""What this terminal is: for whoever is called for help."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.ui.screens.settings.part import Part, group
from app.ui.shell.host import Host
from app.ui.shell.shopname import shop_name
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.text import Text


class Fact(QWidget):
    """A word and what it is, which may be long and can be marked and copied."""

    def __init__(self, words: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, look().px(4))
        column.setSpacing(0)
        column.addWidget(Text(words, 13, tone="ink_3"))
        label = Text(breakable(value), 15, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label)
        label.setAccessibleName(f"{words} {value}")


def breakable(path: str) -> str:
    """A long path that may go on in the next line after each of its parts."""
    return re.sub(r"([/\\._-])", "\\1\N{ZERO WIDTH SPACE}", path)


class AboutPart(Part):
    """Version, identity, places."""

    section = Section.ABOUT

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, width, parent)
        self.facts = self._facts()
        column = QVBoxLayout()
        column.setSpacing(look().px(8))
        for words, value in self.facts:
            column.addWidget(Fact(words, value))
        copy = Button(self.tr("複製"), "neutral", icon="note", size="sm")
        copy.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        self._copy = copy
        self.column.addWidget(group("OMO POS", column, row))
        self.column.addStretch(1)

    def _facts(self) -> list[tuple[str, str]]:
        counter, about = self.place.counter, self.place.counter.about
        head = counter.reads().head()
        journal = "" if head is None else f"{head.epoch}-{head.seq}"
        if about.alarm:
            journal = self.tr("{}，需要檢查：{}").format(journal, about.alarm)
        found = [
            (self.tr("版本"), about.version),
            (self.tr("收銀機代號"), about.terminal_id),
            (self.tr("商店"), f"{shop_name(counter.shop)}　{counter.shop.store}-{counter.shop.register}"),
            (self.tr("日誌"), journal),
            (self.tr("資料夾"), about.folder),
            (self.tr("加密"), self.tr("已加密") if about.is_encrypted else self.tr("未加密，只供測試")),
            (self.tr("備份"), about.copies),
            (self.tr("錯誤紀錄"), about.log),
        ]
        return [(words, value) for words, value in found if value]

    def title(self) -> str:
        """Of the notes."""
        return self.tr("關於這台收銀機")

    def notes(self) -> list[str]:
        """What it is good for."""
        return [
            self.tr("聯絡支援時，按複製把這些資料貼給對方"),
            self.tr("這裡沒有密碼、金鑰或顧客資料"),
        ]

    def entered(self) -> None:
        """Begin with the copy."""
        self._copy.setFocus()

    def copy(self) -> None:
        """Put all of it where it can be pasted."""
        QGuiApplication.clipboard().setText("\n".join(f"{words}: {value}" for words, value in self.facts))
        self.host.toast(self.tr("已複製"), "ok")
