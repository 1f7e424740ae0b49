"""The tabs of the top bar: the places that one goes to all day, in the order of their keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tabs() -> list[tuple[str, str]]:
    """Names of screens, and their words in the window's language."""
    return [
        ("sell", QCoreApplication.translate("Tabs", "銷售")),
        ("pickup", QCoreApplication.translate("Tabs", "取貨")),
        ("sales", QCoreApplication.translate("Tabs", "交易")),
        ("refund", QCoreApplication.translate("Tabs", "退換貨")),
        ("shift", QCoreApplication.translate("Tabs", "交班")),
    ]
