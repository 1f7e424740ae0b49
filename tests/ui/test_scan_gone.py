"""The scan filter where Python's side of a window dies before the window: no key and no scan is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken, isValid

from app.ui.shell.scanfilter import ScanFilter
from app.ui.widgets.dialog import Dialog
from tests.ui.scan_counter import Counter, Told
from tests.ui.scan_keys import Keys
from tests.ui.scan_stage import counter, keys, scans, told

__all__ = ["counter", "keys", "scans", "told"]  # fixtures


def gone(counter: Counter) -> None:
    """A dialog comes and goes, as after an approval."""
    dialog = Dialog(counter, "核准？")
    dialog.add_button("keep", "不核准", safe=True)
    dialog.open()
    dialog.answer("keep")
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("known", [True, False])
def test_no_key_is_lost_while_a_dialog_goes(
    counter: Counter, keys: Keys, told: Told, scans: ScanFilter, qtbot: QtBot, known: bool
) -> None:
    """Python's side of a window may die before the window: what was kept back is for whoever has the keyboard."""
    counter.money.setFocus()
    counter.money.clear()
    keys.press("7")
    assert scans._wedge.is_holding
    gone(counter)
    assert scans._window is not None
    assert isValid(scans._window)
    if not known:
        Shiboken.invalidate(scans._window)
        assert not isValid(scans._window)
    qtbot.waitUntil(lambda: not scans._wedge.is_holding)
    assert counter.money.text() == "7"
    assert told.all == []


def test_no_scan_is_lost_while_its_window_dies(
    counter: Counter, keys: Keys, told: Told, scans: ScanFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rubbish may be collected in the middle of a key, and with it what Python knows of the window."""
    counter.combo.setFocus()
    feed = scans._wedge.feed

    def collected(key, **given):
        answers = feed(key, **given)
        Shiboken.invalidate(scans._window)
        return answers

    monkeypatch.setattr(scans._wedge, "feed", collected)
    for number in range(20):
        keys.scan(f"47{number:011d}", pause=0)
    assert told.of("scanned") == [f"47{number:011d}" for number in range(20)]
