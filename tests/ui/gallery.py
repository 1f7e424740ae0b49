"""Every component in every state, in both themes, drawn onto one sheet: ``python tests/ui/gallery.py sheet.png``.

Hover, press and focus are real states of real widgets, taken one at a time: only one widget has the focus.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.ui.theme.look import look, make_look, set_look
from app.ui.widgets.badge import Badge, paint_count
from app.ui.widgets.button import Button, IconButton, PrimaryBar
from app.ui.widgets.check import paint_check
from app.ui.widgets.chip import Chip
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.empty import EmptyState, Skeleton
from app.ui.widgets.field import Field
from app.ui.widgets.option import OptionButton, OptionRow, paint_radio
from app.ui.widgets.pill import StatusPill
from app.ui.widgets.segment import Segment
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Text
from app.ui.widgets.toast import Toast


def settle() -> None:
    """Let the application do what is waiting."""
    for _ in range(3):
        QApplication.processEvents()


def still(widget: QWidget, state: str = "", width: int = 0) -> QLabel:
    """Return a picture of a widget in one state: hover, press, focus, on, off, or none."""
    holder = QWidget()
    holder.setProperty("ground", "bg")
    row = QVBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    if width:
        widget.setFixedWidth(look().px(width))
    if state == "off":
        widget.setEnabled(False)
    if isinstance(widget, QPushButton):
        widget.setChecked(state == "on")
    holder.show()
    holder.activateWindow()
    settle()
    if state == "focus":
        (widget.focusProxy() or widget).setFocus(Qt.FocusReason.TabFocusReason)
    else:
        focused = QApplication.focusWidget()
        if focused:
            focused.clearFocus()
    settle()
    if isinstance(widget, QPushButton):
        widget.setDown(state == "press")
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state == "hover")
    shot = QLabel()
    shot.setPixmap(holder.grab())
    shot.setFixedSize(holder.size())
    holder.close()
    return shot


class Drawn(QWidget):
    """A thing that has a painting function alone."""

    def __init__(self, width: int, paint: Callable[[QPainter, float], object]) -> None:
        super().__init__()
        self._paint = paint
        self.setFixedSize(look().px(width), look().px(48))

    def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        self._paint(QPainter(self), self.height() / 2)


class Sheet(QWidget):
    """The components of one theme, one below the other."""

    def __init__(self, title: str) -> None:
        super().__init__()
        px = look().px
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(640))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(24), px(20), px(24), px(20))
        self._column.setSpacing(px(6))
        self._column.addWidget(Text(title, 20, bold=True))
        for part in (self._buttons, self._fields, self._choices, self._marks, self._pills, self._toasts):
            part()
        for part in (self._empties, self._dialog, self._rest):
            part()

    def row(self, *widgets: QWidget, stretch: bool = False) -> None:
        """Put things side by side."""
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        for widget in widgets:
            row.addWidget(widget, 1 if stretch else 0, Qt.AlignmentFlag(0) if stretch else Qt.AlignmentFlag.AlignTop)
        if not stretch:
            row.addStretch(1)
        self._column.addLayout(row)

    def head(self, text: str) -> None:
        """Name what follows."""
        self._column.addSpacing(look().px(6))
        self._column.addWidget(Text(text, 13, tone="ink_3"))

    def _buttons(self) -> None:
        self.head("主要按鈕　default · hover · pressed · focus · disabled")
        states = ["", "hover", "press", "focus", "off"]
        self.row(*(still(Button("收款", "primary"), state) for state in states))
        self.head("次要 / 安靜 / 危險")
        quiet = [still(OptionButton("已選"), "on"), still(Button("返回", "quiet"))]
        self.row(*(still(Button("保留"), state) for state in states), *quiet)
        told = Button("完成")
        told.setReason("還差 2 件")
        told.setEnabled(False)
        counted = Button("取回", "quiet", "F6", size="sm")
        counted.set_count(2)
        self.row(
            Button("移除", "danger", icon="trash"),
            Button("保留", key="F5"),
            told,
            counted,
            IconButton("lock", "鎖定"),
        )

    def _fields(self) -> None:
        self.head("欄位　default · focus · error")
        default, focused, wrong = (Field("統一編號") for _ in range(3))
        focused.setText("1234")
        wrong.setText("12345679")
        wrong.set_error("檢查碼不符，請再看一次")
        self.row(still(default, width=190), still(focused, "focus", width=190), still(wrong, width=180))

    def _choices(self) -> None:
        self.head("選擇")
        segment = Segment([("return", "退貨", "", ""), ("exchange", "換貨", "", "")])
        segment.setFixedWidth(look().px(172))
        boxes = Drawn(200, self._boxes)
        self.row(still(Chip("常用"), "on"), still(Chip("麵包")), segment, boxes)

    @staticmethod
    def _boxes(painter: QPainter, middle: float) -> None:
        px = look().px
        paint_check(painter, 0, middle, on=False)
        paint_check(painter, px(36), middle, on=True)
        paint_check(painter, px(72), middle, on=True, verified=True)
        paint_radio(painter, px(108), middle, on=False)
        paint_radio(painter, px(138), middle, on=True)

    def _marks(self) -> None:
        self.head("標籤")
        shown = [("完成", "ok", "check"), ("剩 2", "warn", "warning"), ("逾期", "bad", "warning")]
        shown += [("列印中", "accent", "sync"), ("即期 9 折 −28", "wheat", ""), ("已付", "neutral", "")]
        count = Drawn(24, lambda painter, _: paint_count(painter, 0, look().px(12), 5))
        count.setFixedHeight(look().px(24))
        self.row(*(Badge(*one) for one in shown), Badge("離線核銷", "outline"), count)

    def _pills(self) -> None:
        self.head("網路狀態　永遠可見、從不閃爍")
        pills = [StatusPill() for _ in range(4)]
        states = [("online", 0, 0), ("sending", 3, 0), ("offline", 12, 0), ("attention", 0, 1)]
        for pill, state in zip(pills, states, strict=True):
            pill.set_state(*state)
        self.row(*pills[:2])
        self.row(*pills[2:])

    def _toasts(self) -> None:
        self.head("提示（左下，最多 1 則）")
        said = [
            ("已加入　高山烏龍 茶包 12 入", "ok", "復原", ""),
            ("查無此條碼 4710 0000 1234", "info", "新增為臨時品項", ""),
            ("印表機沒有回應。交易已存，稍後可補印", "warn", "重試", "printer"),
        ]
        for text, tone, action, icon in said:
            zone = QWidget()
            zone.setFixedSize(look().px(592), look().px(52 + 16))
            toast = Toast(zone)
            toast.show_toast(text, tone, action, icon=icon)
            toast.timer.stop()
            self._column.addWidget(zone)

    def _empties(self) -> None:
        self.head("載入 / 空白 / 錯誤")
        parts = [Skeleton(), EmptyState("bag", "尚無商品", "掃描商品或會員條碼開始")]
        parts.append(EmptyState("search", "找不到「黑芝」", "試試條碼後 4 碼或注音"))
        framed = []
        for part in parts:
            frame = QFrame()
            frame.setProperty("kind", "panel")
            frame.setFixedHeight(look().px(128))
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(part)
            framed.append(frame)
        self.row(*framed, stretch=True)

    def _dialog(self) -> None:
        self.head("對話框（只用於無法復原的事）")
        stage = QWidget()
        stage.resize(look().px(592), look().px(190))
        dialog = Dialog(stage, "作廢這筆交易？", "#0187 共 7 項 $1,045。作廢後不能取回，會記錄在交班單。", width=560)
        dialog.add_button("keep", "保留交易", safe=True)
        dialog.add_button("void", "作廢 #0187", "fill_danger")
        stage.show()
        dialog.open()
        settle()
        dialog.button("keep").clearFocus()
        shot = QLabel()
        shot.setPixmap(stage.grab())
        self._column.addWidget(shot)
        stage.hide()

    def _rest(self) -> None:
        self.head("其他")
        tenders = [still(OptionButton("現金", "F1", "cash", stacked=True), "on", width=88)]
        tenders.append(still(OptionButton("信用卡", "F2", "card", stacked=True), width=88))
        self.row(*tenders, still(OptionButton("包裝瑕疵")), still(OptionButton("即期品"), "on"), Stepper("1"))
        chosen, other = OptionRow("手機條碼載具", "/K7M+2QX　會員預設"), OptionRow("統一編號", "公司報帳，輸入 8 碼")
        chosen.set_badge("格式正確", "ok", "check")
        chosen.setChecked(True)
        self.row(chosen, other, stretch=True)
        for outlined, amount, enabled in ((False, 104500 // 100, True), (True, 1045, True), (False, None, False)):
            bar = PrimaryBar("收款" if amount else "完成交班", "F12")
            bar.set_amount(amount)
            bar.set_outlined(outlined)
            bar.setReason("等待店長簽核")
            bar.setEnabled(enabled)
            self._column.addWidget(still(bar, width=448))


def draw(scale: float = 1.0) -> QImage:
    """Return the sheet: light at the left, dark at the right."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    images = []
    for dark, title in ((False, "淺色 Light"), (True, "深色 Dark")):
        set_look(app, make_look(dark=dark, scale=scale, reduced_motion=True))
        sheet = Sheet(title)
        sheet.show()
        settle()
        images.append(sheet.grab().toImage())
        sheet.close()
    set_look(app, make_look())
    both = QImage(sum(one.width() for one in images), max(one.height() for one in images), QImage.Format.Format_RGB32)
    both.fill(0)
    painter, x = QPainter(both), 0
    for image in images:
        painter.drawImage(x, 0, image)
        x += image.width()
    painter.end()
    return both


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    set_look(application, make_look())
    draw(float(sys.argv[2]) if len(sys.argv) > 2 else 1.0).save(sys.argv[1])
