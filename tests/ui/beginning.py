"""A machine on its first day: the window of the first start over a real data directory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.bootstrap.keys import has_terminal, waits_for_centre
from app.bootstrap.start import Start
from app.bootstrap.terminal import open_terminal
from app.config import Config
from app.runtime.bridge import Bridge
from app.runtime.preferences import PreferenceFile
from app.runtime.start import Starting
from app.ui.screens.start.window import StartWindow

PIN = "593716"
GOODS = "貨號,品名,條碼,售價,庫存\nA1,可頌,4710000000011,58,12\nA2,吐司,,95,\nA3,壞價格,,便宜,\n"


class Beginning:
    """A machine on its first day, with the window open; `restart` is the next morning."""

    def __init__(self, folder: Path, wait: Callable[[Callable[[], bool]], None]) -> None:
        self.folder = folder
        self.wait = wait
        self.config = Config(folder / "data", folder / "keys", "file", plain=True)
        self.reported: list[BaseException] = []
        self.finished: list[bool] = []
        self.open()

    def open(self, size: tuple[int, int] = (1280, 800)) -> None:
        is_made = has_terminal(self.config) and not waits_for_centre(self.config)
        terminal = open_terminal(self.config) if is_made else None
        path = self.config.data_dir / "preferences.json"
        self.preferences = PreferenceFile(path, held=not path.parent.exists())
        self.start = Start(self.config, terminal, self.preferences.keep)
        self.bridge = Bridge()
        self.starting = Starting(self.start.acts(), self.bridge)
        self.starting.finished.connect(lambda: self.finished.append(True))
        self.window = StartWindow(self.starting, self.preferences, self.reported.append)
        self.window.resize(*size)
        self.window.build()
        self.window.show()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.settle()

    def settle(self) -> None:
        self.wait(lambda: self.bridge.is_idle and not self.starting.is_busy)
        QApplication.processEvents()

    def close(self) -> None:
        self.settle()
        self.window.close()
        self.window.deleteLater()
        self.preferences.close()
        self.start.close()
        if self.start.terminal is not None:
            self.start.terminal.close()
        QApplication.processEvents()

    def restart(self) -> None:
        self.close()
        self.open()

    @property
    def terminal(self):
        assert self.start.terminal is not None
        return self.start.terminal

    # --- what is there, and what one does ---

    def names(self) -> list[str]:
        return [one.accessibleName() for one in self.window.findChildren(QWidget) if one.isVisible()]

    def texts(self) -> str:
        return "\n".join(
            one.text() for one in self.window.findChildren(QWidget) if one.isVisible() and hasattr(one, "text")
        )

    def named(self, name: str) -> QWidget:
        found = [one for one in self.window.findChildren(QWidget) if one.accessibleName() == name and one.isVisible()]
        assert found, (name, self.names())
        return found[0]

    def press(self, name: str) -> None:
        button = self.named(name)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def keys(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            there = QApplication.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(there, key)
            else:
                QTest.keyClick(there, key)

    def on(self) -> None:
        """F12."""
        self.keys(Qt.Key.Key_F12)
        self.settle()

    def write(self, name: str, text: str) -> None:
        self.named(name).setText(text)  # type: ignore[attr-defined]

    # --- whole steps ---

    def make_shop(self) -> None:
        self.on()
        self.write("商店名稱", "穗光商行")
        self.on()

    def make_manager(self) -> None:
        self.write("姓名", "陳怡君")
        self.named("姓名").setFocus()
        self.keys(Qt.Key.Key_Return, Qt.Key.Key_Return, PIN, Qt.Key.Key_Return, PIN, Qt.Key.Key_Return)
        self.on()

    def confirm_code(self) -> None:
        groups = self.starting.code.groups
        self.on()
        for place in self.starting.code.asked:
            self.write(f"第 {place + 1} 組", groups[place])
        self.on()
