"""What every test of the window stands on: one application, invisible, in the light look at its own size."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.config import Config
from app.domain.shop import Shop
from app.runtime.preferences import Preferences
from app.ui.shell.dress import Wardrobe
from app.ui.theme.look import Look, set_look
from app.ui.widgets import press
from tests.db.conftest import Till
from tests.ui.beginning import Beginning
from tests.ui.centre import Centre
from tests.ui.counter import Counter
from tests.ui.selling import Selling


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    """Take no widget apart in another thread, as the program does: `app/runtime/collector.py` says why.

    What a test leaves is collected when nobody holds it any more, after its end; what is left then stays, so that the
    next time looks at the next test's things alone.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)
def swift_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, a key comes at once behind what a screen has just done: no test goes by the clock."""
    monkeypatch.setattr(press, "DEAF_MS", 600_000)


@pytest.fixture(autouse=True)
def empty_screen(qapp: QApplication) -> None:
    """Begin each test with nothing on the screen, in the first language and the first look, whatever was before.

    A menu or a modal window left open would keep the keyboard.
    """
    while (popup := qapp.activePopupWidget()) is not None:
        popup.hide()
    for one in qapp.topLevelWidgets():
        if one.isVisible():
            one.hide()
    qapp.processEvents()
    Wardrobe().put_on(Preferences(), 1.0)


@pytest.fixture
def wear(qapp: QApplication) -> Callable[..., None]:
    """Return a function that puts on another look for this test: ``wear(dark=True, scale=1.25)``."""
    from app.ui.theme.look import make_look

    return lambda **wanted: set_look(qapp, make_look(**wanted))


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


@pytest.fixture
def make_counter(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Callable[..., Counter]]:
    """Return a function that opens a counter with an open shift: ``make_counter(shop, providers=[...])``."""
    made: list[Counter] = []

    def make(shop: Shop | None = None, *, providers=(), fiscal=None, opening_float: int | None = 1_000) -> Counter:
        name = f"counter{len(made)}"
        till = Till(Config(tmp_path / name, tmp_path / f"{name}-keys", "file", plain=True), shop or Shop())
        if opening_float is not None:
            till.open_shift(opening_float)
        made.append(Counter(till, qtbot.waitUntil, providers, fiscal))
        return made[-1]

    yield make
    for counter in made:
        counter.close()
        counter.till.close()


@pytest.fixture
def counter(make_counter: Callable[..., Counter]) -> Counter:
    """Return a counter with an open shift and nobody else's providers."""
    return make_counter()


@pytest.fixture
def selling(counter: Counter) -> Selling:
    """Return a counter with an open shift, with goods, not yet shown."""
    return Selling(counter)


@pytest.fixture
def beginning(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Beginning]:
    """Return a machine on its first day, with the window of the first start open."""
    made = Beginning(tmp_path, qtbot.waitUntil)
    yield made
    made.close()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    """Return a centre that answers on loopback, with one store."""
    folder = tmp_path / "centre"
    folder.mkdir()
    made = Centre(folder)
    yield made
    made.close()
