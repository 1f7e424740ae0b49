"""The first start of a machine that takes a dead register's place: which one it is told, asked once, and goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.bootstrap.keys import is_started, waits_for_centre
from app.central import enrol as enrolling
from app.central.database import write
from app.domain.errors import FaultError
from app.runtime.preferences import Language
from app.runtime.standing import Link
from app.runtime.start import Step, Way
from app.runtime.sync_join import JoinStep
from app.sync.gateway import Gateway
from tests.central.conftest import rows
from tests.ui.beginning import Beginning
from tests.ui.centre import NAME, Centre
from tests.ui.counter import Counter
from tests.ui.test_start_join import CODE, DOOR, URL, error, wait_for

REGISTER = f"{NAME}　S09-7"


@pytest.fixture
def dead(make_counter: Callable[..., Counter], centre: Centre) -> Counter:
    """A register in the middle of its shift, with everything at the centre; its machine is gone for good."""
    counter = make_counter()
    live = counter.live
    live.begin().result(20)
    live.join(centre.url, centre.code(), False).result(20)
    for price in (50, 70):
        counter.till.sell(("A", 1, price))
    counter.wait(lambda: live.standing().link is Link.ONLINE and live.standing().unsent == 0)
    live.close()
    centre.employ("M1", "陳怡君")
    return counter


@pytest.fixture
def code(dead: Counter, centre: Centre) -> str:
    terminal_id = dead.till.terminal.terminal_id
    return write(centre.engine, lambda each: enrolling.make_takeover_code(each, terminal_id, centre.now))


def ask(began: Beginning, centre: Centre, code: str) -> None:
    """Come to the door, and ask with the code."""
    if began.starting.step is Step.LOOK:
        began.on()
    if began.starting.way is not Way.JOIN:
        began.press(DOOR)
    began.write(URL, centre.url)
    began.write(CODE, code)
    began.on()


def test_it_is_told_which_one_asked_once_and_ends_at_the_lock(
    beginning: Beginning, centre: Centre, dead: Counter, code: str
) -> None:
    ask(beginning, centre, code)
    assert beginning.starting.joining.step is JoinStep.CONFIRM
    assert f"頂替 {REGISTER}？" in beginning.texts()
    assert beginning.window.bar.text() == "確定頂替"
    assert (beginning.start.terminal, waits_for_centre(beginning.config)) == (None, True)  # nothing is done yet
    beginning.on()
    wait_for(beginning, Step.CODE)
    beginning.confirm_code()
    beginning.on()
    assert (beginning.finished, is_started(beginning.config)) == ([True], True)  # the lock is next
    terminal = beginning.terminal
    assert terminal.terminal_id == dead.till.terminal.terminal_id
    assert (terminal.shop.store, terminal.shop.register) == ("S09", 7)
    reads = terminal.store.reads()
    assert reads.open_shift().shift_id == dead.till.reads.open_shift().shift_id
    numbers = {number for (number,) in dead.till.query("SELECT number FROM sale")}
    assert set(reads.receipt_numbers(_sales(dead)).values()) == numbers
    assert terminal.staff.sign_in("M1", "593716").result().person.name == "陳怡君"
    assert rows(centre.engine, "SELECT epoch FROM terminal") == [(2,)]


def _sales(counter: Counter) -> list[str]:
    return [sale_id for (sale_id,) in counter.till.query("SELECT id FROM sale")]


def test_no_is_an_answer_and_another_code_makes_another_register(
    beginning: Beginning, centre: Centre, dead: Counter, code: str
) -> None:
    ask(beginning, centre, code)
    beginning.press("取消")
    assert beginning.starting.joining.step is JoinStep.FORM
    ask(beginning, centre, centre.code(8))
    wait_for(beginning, Step.CODE)
    assert beginning.terminal.terminal_id != dead.till.terminal.terminal_id
    assert beginning.terminal.shop.register == 8


def test_cut_off_while_it_fetches_the_same_code_goes_on(
    beginning: Beginning, centre: Centre, dead: Counter, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise FaultError("centre.unreachable")

    with monkeypatch.context() as cut:
        cut.setattr(Gateway, "rebuild", lost)
        ask(beginning, centre, code)
        beginning.on()
        beginning.wait(lambda: beginning.starting.joining.step is JoinStep.FORM)
    assert error(beginning, URL) == "連不上中心，確認網路和位址"
    beginning.restart()
    assert (beginning.starting.step, beginning.starting.way) == (Step.LOOK, Way.JOIN)
    ask(beginning, centre, code)
    assert beginning.starting.joining.step is JoinStep.CONFIRM
    beginning.on()
    wait_for(beginning, Step.CODE)
    assert beginning.terminal.terminal_id == dead.till.terminal.terminal_id


def test_how_far_it_is_and_in_english(beginning: Beginning, centre: Centre, code: str) -> None:
    beginning.preferences.choose(language=Language.EN)
    beginning.settle()
    beginning.on()
    beginning.press("Connect to head office")
    beginning.write("Head office address", centre.url)
    beginning.write("One-time code", code)
    beginning.on()
    assert f"Take the place of {REGISTER}?" in beginning.texts()
    seen: list[int] = []
    joining = beginning.starting.joining
    joining.changed.connect(lambda: seen.append(joining.entries))
    beginning.keys(Qt.Key.Key_F12)
    wait_for(beginning, Step.CODE)
    assert max(seen) > 2  # the opening, the sales
