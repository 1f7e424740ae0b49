"""How this counter looks and sounds: kept beside the database, because it is the machine's and not the shop's."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, fields, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.frozen import frozen
from app.services.sound import CUES


class Language(Enum):
    """Languages of the window."""

    ZH_TW = "zh_TW"
    EN = "en"


class Shade(Enum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


#: Per cent of the drawn size.
TEXT_SIZES = (100, 125, 150)
#: Minutes until a counter that nobody touches is locked; 0 for never.
IDLE_MINUTES = (1, 3, 5, 10, 0)


@frozen
class Preferences:
    """What a person chose on this machine.

    Attributes:
        text_size: per cent, of `TEXT_SIZES`.
        volume: per cent; 0 is silent.
        goods_as_list: the sell screen shows goods as rows instead of tiles.
        silent_cues: sounds that are not played.
        idle_minutes: after so many without a touch the counter is locked; 0 for never.
        receipt_width_mm: paper of the receipt printer, 58 or 80.
    """

    language: Language = Language.ZH_TW
    shade: Shade = Shade.LIGHT
    text_size: int = 100
    volume: int = 60
    silent_cues: tuple[str, ...] = ()
    idle_minutes: int = 5
    reduced_motion: bool = False
    receipt_width_mm: int = 80
    print_receipt: bool = True
    goods_as_list: bool = False


def read_preferences(text: str) -> Preferences:
    """Preferences from their text; whatever is missing or makes no sense is as at first."""
    try:
        form = json.loads(text)
    except ValueError:
        return Preferences()
    if not isinstance(form, dict):
        return Preferences()
    found = Preferences()
    for field in fields(Preferences):
        value = _value(field.name, form.get(field.name))
        if value is not None:
            found = replace(found, **{field.name: value})  # type: ignore[arg-type]
    return found


def _value(name: str, value: object) -> object:
    enums: dict[str, type[Language | Shade]] = {"language": Language, "shade": Shade}
    if name in enums:
        return next((one for one in enums[name] if one.value == value), None)
    if name in {"reduced_motion", "print_receipt", "goods_as_list"}:
        return value if isinstance(value, bool) else None
    if name == "silent_cues":
        is_cues = isinstance(value, list) and all(cue in CUES for cue in value)
        return tuple(value) if is_cues else None  # type: ignore[arg-type]
    if type(value) is not int:
        return None
    allowed = {
        "text_size": TEXT_SIZES,
        "receipt_width_mm": (58, 80),
        "volume": range(101),
        "idle_minutes": IDLE_MINUTES,
    }[name]
    return value if value in allowed else None


def preferences_text(preferences: Preferences) -> str:
    """The text that is kept."""
    form = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(preferences).items()}
    return json.dumps(form, indent=1)


class PreferenceFile(QObject):
    """The preferences of this machine. Lives in the GUI thread; its file is written on a thread of its own.

    Args:
        held: write nothing until `keep`: there is no data directory yet.

    Signals:
        changed: something was chosen anew.
    """

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None, *, held: bool = False) -> None:
        super().__init__(parent)
        self._path = path
        self._held = held
        self._worker = ThreadPoolExecutor(1, "preferences")
        self.written: Future[None] | None = None
        try:
            self.now = read_preferences(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            self.now = Preferences()

    def choose(self, **choice: object) -> None:
        """Change some of them; kept at once."""
        chosen = replace(self.now, **choice)  # type: ignore[arg-type]
        if chosen == self.now:
            return
        self.now = chosen
        self._write()
        self.changed.emit()

    def override(self, **choice: object) -> None:
        """Change some of them for this run; they are not kept, as long as nobody chooses anything."""
        self.now = replace(self.now, **choice)  # type: ignore[arg-type]
        self.changed.emit()

    def keep(self) -> None:
        """There is a data directory now: write what was chosen before, and from now on at once."""
        if self._held:
            self._held = False
            self._write()

    def _write(self) -> None:
        if not self._held:
            self.written = self._worker.submit(_write, self._path, preferences_text(self.now))

    def close(self) -> None:
        """Finish what is being written."""
        self._worker.shutdown()


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
