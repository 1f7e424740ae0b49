"""What every test of the window stands on: one application, invisible, in the light look at its own size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.theme.look import Look, set_look


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
