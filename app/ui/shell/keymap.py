"""The keys of a screen in a dialog: those that its buttons and tooltips say, and no others."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from app.ui.shell.frame import GAP
from app.ui.theme.look import look
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import ScanField
from app.ui.widgets.panel import KeyValueRow

#: A key in brackets at the end of a tooltip, and an amount that a button says beside its name.
_TOLD, _AMOUNT = re.compile(r"^(.*?)\s*\(([^()]+)\)$"), re.compile(r"\s*[−-]?\$\s?[\d,.]+$")
_WIDTH, _COLUMN = 776, 6


def keys_of(window: QWidget) -> list[tuple[str, str]]:
    """The names and keys of what can be pressed in a window now, each key once, in the order of reading."""
    found: dict[str, str] = {}
    parts = [one for one in window.findChildren(QWidget) if isinstance(one, QAbstractButton | ScanField)]
    for one in parts:
        if not one.isVisible() or not one.isEnabled():
            continue
        told = _TOLD.match(one.toolTip())
        key = str(getattr(one, "_key", "") or getattr(one, "_key_name", "") or (told[2] if told else ""))
        name = told[1] if told else _AMOUNT.sub("", one.accessibleName() or str(one.property("text") or ""))
        if key and name:
            found.setdefault(key, name)
    return [(name, key) for key, name in found.items()]


class KeyMap(Dialog):
    """What the keys do on the screen that is shown."""

    def __init__(self, over: QWidget) -> None:
        keys = keys_of(over.window())
        super().__init__(over, self.tr("這個畫面的按鍵"), width=_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(3 * GAP))
        grid.setVerticalSpacing(0)
        rows = [*keys, (self.tr("取消或返回"), "Esc"), (self.tr("按鍵一覽"), "Shift+F1")]
        rows = list({key: (name, key) for name, key in reversed(rows)}.values())[::-1]
        half = max(_COLUMN, -(-len(rows) // 2))
        for place, (name, key) in enumerate(rows):
            grid.addWidget(KeyValueRow(name, key, height=32), place % half, place // half)
        for column in range(1 if len(rows) <= half else 2):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.add_button("close", self.tr("關閉"), safe=True)
