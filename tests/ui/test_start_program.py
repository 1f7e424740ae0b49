"""The program around its window: opened, refused, troubled, ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, qWarning
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton

from app.bootstrap.running import Options, Running
from app.bootstrap.terminal import open_terminal
from app.config import Config
from app.domain.cart import CartLine, add_line
from app.domain.errors import AppError, FaultError, UserError
from app.domain.quantity import Price, pieces
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.runtime.preferences import PreferenceFile, Shade
from app.runtime.start import Starting, Step
from app.runtime.trouble import Trouble, open_log, report
from app.runtime.workplace import Workplace
from app.services.staff import Newcomer
from app.ui.screens.start.window import StartWindow
from app.ui.shell.notice import Notice
from app.ui.shell.program import Program
from app.ui.shell.window import Window
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher

CHEN = Person("S01", "陳怡君", "", Role.MANAGER)
CHEAP = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1))


class Watched(Running):
    """The real parts, with what happens to them."""

    def __init__(self, config: Config, options: Options) -> None:
        super().__init__(config, options)
        self.did: list[str] = []
        self.place: Workplace | None = None
        self.shown: Window | None = None

    def window(self, place: Workplace) -> Window:
        self.place, self.shown = place, super().window(place)
        return self.shown

    def begin(self, place: Workplace) -> None:
        assert self.shown is not None
        assert self.shown.isVisible()
        self.did.append("begin")
        super().begin(place)

    def end(self, place: Workplace | None) -> None:
        super().end(place)
        self.did.append("end")


class Stage:
    """One run of the program in this process."""

    def __init__(self, app: QApplication, config: Config, options: Options | None = None) -> None:
        self.app = app
        self.parts = Watched(config, options or Options(size=(1280, 800), quiet=True))
        self.trouble = Trouble()
        self.refused: list[AppError] = []
        self.program = Program(app, self.parts, self.trouble, (1280, 800), self._refuse)
        self.failures: list[BaseException] = []

    def _refuse(self, error: AppError) -> int:
        self.refused.append(error)
        return 6

    def run(self, *acts) -> int:
        """Run until the acts are done, one after the other as the loop comes to them; then quit."""
        steps = list(acts)
        self.is_over = False

        def step() -> None:
            if self.is_over:  # an end without a loop would end the loops of later tests
                return
            if not steps:
                self.app.quit()
                return
            try:
                again = steps[0]()
            except Exception as error:  # noqa: BLE001 - raised again once the loop has ended
                self.failures.append(error)
                self.app.quit()
                return
            if again is not True:
                steps.pop(0)
            QTimer.singleShot(5, step)

        QTimer.singleShot(0, step)
        status = self.program.run()
        self.is_over = True
        if self.failures:
            raise self.failures[0]
        return status

    def windows(self, kind: type) -> list:
        return [one for one in self.app.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)


@pytest.fixture
def stage(qapp: QApplication, config: Config) -> Iterator[Stage]:
    made = Stage(qapp, config)
    yield made
    made.trouble.remove()


@pytest.fixture
def made(config: Config) -> Config:
    """A terminal that was started before."""
    terminal = open_terminal(config, Shop(name="穗光商行"))
    terminal.staff.take_in([Newcomer(CHEN, CHEAP.hash("4801"), "BADGE-S01")]).result()
    terminal.close()
    return config


def test_a_terminal_opens_at_its_lock_and_ends_with_its_window(made, stage):
    def look() -> None:
        (window,) = stage.windows(Window)
        assert window.shell.name == "lock"
        assert window.size().width() == 1280

    def come() -> bool | None:
        place = stage.parts.place
        if place.session.person is None:
            place.session.sign_in_by_badge("BADGE-S01")
            return True
        assert stage.parts.did == ["begin"]
        return None

    assert stage.run(look, come, lambda: stage.windows(Window)[0].close() and None) == 0
    assert stage.parts.did == ["begin", "end"]
    terminal = open_terminal(made)
    kinds = [
        one.kind
        for one in terminal.store.archives.entries(terminal.store.connection())
        if one.kind.startswith("staff.signed")
    ]
    terminal.close()
    assert kinds == ["staff.signed_in", "staff.signed_out"]


def test_a_second_start_is_refused_in_a_window_and_on_the_console(made, stage):
    first = open_terminal(made)
    told: list[str] = []

    def look() -> None:
        (notice,) = stage.windows(Notice)
        told.append(notice.accessibleDescription())
        notice.button.click()

    assert stage.run(look) == 6
    assert told == ["OMO POS 已經開著，用原來那個視窗就好"]
    assert [one.code for one in stage.refused] == ["data_dir.in_use"]
    first.close()


def test_a_machine_without_a_shop_begins_with_the_start_and_goes_on_to_the_lock(stage):
    def begin() -> None:
        (window,) = stage.windows(StartWindow)
        starting: Starting = window.starting
        starting.type_shop(brand="穗光商行")
        starting.step = Step.SHOP
        starting.next()

    def to_manager() -> bool | None:
        starting = stage.windows(StartWindow)[0].starting
        if starting.is_busy or starting.step is Step.SHOP:
            return True
        if starting.step is not Step.MANAGER:
            starting.next()
            return True
        starting.manager.name, starting.manager.pin = "陳怡君", "593716"
        starting.next()
        return None

    def to_the_end() -> bool | None:
        found = stage.windows(StartWindow)
        if not found:
            return None
        starting = found[0].starting
        if starting.is_busy or (not starting.code.code and starting.step is Step.CODE):
            return True
        if starting.step is Step.CODE:
            starting.hide_code()
            starting.check_code([starting.code.groups[place] for place in starting.code.asked])
        elif starting.step is Step.DONE:
            starting.next()
        return True

    def look() -> None:
        (window,) = stage.windows(Window)
        assert window.shell.name == "lock"
        assert [one.name for one in window.place.session.people()] == ["陳怡君"]

    assert stage.run(begin, to_manager, to_the_end, look) == 0
    assert stage.parts.did == ["begin", "end"]


def test_what_the_command_line_chooses_holds_for_the_run_alone(made, qapp):
    stage = Stage(qapp, made, Options(chosen={"shade": Shade.DARK}, size=(1280, 800), quiet=True))
    seen: list[Shade] = []
    stage.run(lambda: seen.append(stage.parts.preferences.now.shade))
    assert seen == [Shade.DARK]
    assert not (made.data_dir / "preferences.json").exists()
    stage.trouble.remove()


def test_a_machine_that_closes_its_first_start_leaves_nothing(stage, config):
    def close() -> None:
        stage.windows(StartWindow)[0].close()

    assert stage.run(close) == 0
    assert not config.data_dir.exists()
    assert stage.parts.did == ["end"]


# --- trouble -----------------------------------------------------------------------------------------------------


class Clumsy(QObject):
    def act(self) -> None:
        raise ZeroDivisionError("deep inside")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "logs" / "omo-pos.log"
    close = open_log(path)
    yield path
    close()


def test_a_bug_behind_a_button_is_logged_with_its_place_and_told_calmly_and_the_goods_stay(
    made, stage, log, monkeypatch
):
    def deep(*_: object) -> None:
        raise ZeroDivisionError("deep inside")

    def come() -> bool | None:
        place = stage.parts.place
        if place.session.person is None:
            place.session.sign_in_by_badge("BADGE-S01")
            return True
        line = CartLine(0, "MILK", "北回鮮乳 936ml", pieces(3), Price(99), code="MILK")
        place.cart.become(add_line(place.cart.cart, line))
        stage.parts.shown.shell.go("sell")
        return None

    def press() -> None:
        stage.trouble.install()  # over the test's own, which would call what a slot raises a failure
        window = stage.parts.shown
        (button,) = (one for one in window.findChildren(QPushButton) if one.accessibleName() == "清空")
        monkeypatch.setattr(stage.parts.place.parking, "void", deep)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def read() -> bool | None:
        window = stage.parts.shown
        toast = window.shell._toast
        if not toast.text():
            return True
        assert toast.isVisible()
        assert toast.text() == "發生未預期的問題，已記錄。購物車保留著，請再試一次"
        (line,) = stage.parts.place.cart.cart.lines
        assert (line.sku, line.quantity) == ("MILK", pieces(3))
        (shown,) = (one for one in window.findChildren(QListView) if one.accessibleName() == "本筆交易的品項")
        assert "北回鮮乳 936ml, 3 件" in shown.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        return None

    assert stage.run(come, lambda: None, press, read) == 0
    assert "ZeroDivisionError: deep inside" in log.read_text("utf-8")
    assert "in deep" in log.read_text("utf-8")


def test_a_bug_in_a_thread_is_logged_and_told_in_the_windows_thread(qapp, qtbot, log):
    trouble = Trouble()
    trouble.install()
    told: list[tuple[str, bool]] = []
    trouble.happened.connect(
        lambda error: told.append((str(error), threading.current_thread() is threading.main_thread()))
    )
    thread = threading.Thread(target=Clumsy().act, name="clumsy")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told))
    trouble.remove()
    assert told == [("deep inside", True)]
    text = log.read_text("utf-8")
    assert "ERROR clumsy unexpected error" in text
    assert "in act" in text


def test_qts_own_remarks_go_into_the_log(qapp, log):
    trouble = Trouble()
    trouble.install()
    qWarning("no such style")
    trouble.remove()
    assert "WARNING MainThread Qt default: no such style" in log.read_text("utf-8")


def test_only_what_nobody_expected_is_reported(log):
    report(UserError("cart.empty"))
    report(FaultError("db.disk_full"))
    report(KeyError("price"))
    text = log.read_text("utf-8")
    assert text.count("unexpected error") == 1
    assert "KeyError: 'price'" in text


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    close = open_log(tmp_path / "file" / "omo-pos.log")
    logging.getLogger("omo_pos").error("nobody hears")
    close()


def test_preferences_of_a_machine_without_a_directory_wait_for_it(tmp_path):
    path = tmp_path / "data" / "preferences.json"
    held = PreferenceFile(path, held=True)
    held.choose(shade=Shade.DARK)
    assert held.written is None
    path.parent.mkdir()
    held.keep()
    held.close()
    again = PreferenceFile(path)
    assert again.now.shade is Shade.DARK
    again.close()
