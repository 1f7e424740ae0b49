"""What every test of the window stands on: one application, invisible, in the light look at its own size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui.theme.look import Look, set_look


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what the invisible platform says of windows and menus; all other warnings fail."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support ", extend=True))


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    """Return the one application of the session, dressed."""
    app = QApplication.instance() or qapp_cls(qapp_args)
    assert isinstance(app, QApplication)
    set_look(app, Look())
    return app


@pytest.fixture
def wear(qapp: QApplication) -> Iterator:
    """Return a function that puts on another look for this test: ``wear(dark=True, scale=1.25)``."""
    from app.ui.theme.look import make_look

    yield lambda **wanted: set_look(qapp, make_look(**wanted))
    set_look(qapp, Look())


@pytest.fixture
def stage(qtbot):
    """Return a function that puts a widget in a shown window, where something else has the focus."""
    window = QWidget()
    column = QVBoxLayout(window)
    other = QLineEdit()
    other.setAccessibleName("other")
    column.addWidget(other)
    qtbot.addWidget(window)

    def put(widget: QWidget) -> QWidget:
        column.addWidget(widget)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        other.setFocus()
        qtbot.waitUntil(other.hasFocus)
        return widget

    return put
