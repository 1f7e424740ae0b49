"""Sentences for the troubles of devices, which never hold up a sale."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

DEVICES: dict[str, object] = {
    "printer.none": QT_TRANSLATE_NOOP("Errors", "尚未設定印表機。交易已存，設定後可補印"),
    "printer.out_of_paper": QT_TRANSLATE_NOOP("Errors", "印表機缺紙。交易已存，裝上紙捲就會印出"),
    "printer.cover_open": QT_TRANSLATE_NOOP("Errors", "印表機上蓋未關。交易已存，蓋好就會印出"),
    "printer.unplugged": QT_TRANSLATE_NOOP("Errors", "印表機沒有回應。交易已存，檢查電源和連接線"),
    "printer.power_lost": QT_TRANSLATE_NOOP("Errors", "列印途中斷電。交易已存，看看印出了什麼，不足再印"),
    "printer.folder": QT_TRANSLATE_NOOP("Errors", "單據寫不進 {path}。交易已存，稍後可補印"),
    "printer.no_document": QT_TRANSLATE_NOOP("Errors", "這個版本印不出這種單據。資料都在"),
    "printer.closed": QT_TRANSLATE_NOOP("Errors", "程式正在關閉。單據會在下次開啟後印出"),
    "printer.bug": QT_TRANSLATE_NOOP("Errors", "單據印不出來，原因已記錄。交易已存，稍後可補印"),
}
