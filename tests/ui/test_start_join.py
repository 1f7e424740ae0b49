"""The first start's third door: a machine becomes a terminal of a centre, however that goes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from socket import create_server

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.bootstrap.keys import is_started
from app.central.enrol import CODE_LASTS
from app.runtime.preferences import Language
from app.runtime.start import Step, Way
from app.runtime.sync_join import JoinStep
from app.services.invite import Invitation, invitation_text
from tests.central.conftest import START
from tests.ui.beginning import Beginning
from tests.ui.centre import NAME, Centre

URL, CODE, DOOR = "中心位址", "一次性代碼", "連接中心"


@pytest.fixture
def at_door(beginning: Beginning) -> Beginning:
    beginning.on()
    beginning.press(DOOR)
    return beginning


def join(began: Beginning, url: str, code: str) -> None:
    """Type both, and press the primary."""
    began.write(URL, url)
    began.write(CODE, code)
    began.on()


def wait_for(began: Beginning, step: Step) -> None:
    began.wait(lambda: began.starting.step is step)
    began.settle()


def error(began: Beginning, name: str) -> str:
    field = began.named(name)
    assert isinstance(field, QLineEdit)
    return field.parent().error()


def test_by_keyboard_to_the_staff_that_the_centre_sent(at_door: Beginning, centre: Centre) -> None:
    centre.stock(300)
    centre.employ("M1", "陳怡君")
    centre.employ("C1", "林柏翰", "cashier")
    assert at_door.window.focusWidget().accessibleName() == URL
    at_door.keys(centre.url, Qt.Key.Key_Return, centre.code(), Qt.Key.Key_Return)
    wait_for(at_door, Step.CODE)
    assert at_door.starting.shop.name == NAME
    assert at_door.starting.products == 300
    at_door.confirm_code()
    assert at_door.starting.step is Step.DONE
    texts = at_door.texts()
    assert f"{NAME}" in texts
    assert "S09-7" in texts
    assert "300 項" in texts
    assert "陳怡君" in texts
    at_door.on()
    assert at_door.finished == [True]
    assert is_started(at_door.config)
    terminal = at_door.terminal
    assert (terminal.shop.store, terminal.shop.register, terminal.shop.name) == ("S09", 7, NAME)
    assert [one.name for one in terminal.staff.people()] == ["林柏翰", "陳怡君"]
    assert terminal.staff.sign_in("M1", "593716").result().person.name == "陳怡君"


def test_without_staff_the_first_manager_is_made_as_ever(at_door: Beginning, centre: Centre) -> None:
    centre.stock(3)
    join(at_door, centre.url, centre.code())
    wait_for(at_door, Step.MANAGER)
    assert not at_door.starting.is_open(Step.GOODS)
    at_door.make_manager()
    assert at_door.starting.step is Step.CODE


def test_how_much_came_is_told_in_numbers(at_door: Beginning, centre: Centre) -> None:
    centre.stock(2_000)
    seen: list[tuple[int, int]] = []
    joining = at_door.starting.joining
    joining.changed.connect(lambda: seen.append((joining.done, joining.whole)))
    at_door.write(URL, centre.url)
    at_door.write(CODE, centre.code())
    at_door.keys(Qt.Key.Key_F12)
    at_door.wait(lambda: joining.step is JoinStep.FILLING and joining.whole > 0)
    at_door.window.page.refresh()
    assert f"{joining.whole:,}" in at_door.texts()
    assert "已收到" in at_door.texts()
    assert not at_door.window.bar.isEnabled()
    wait_for(at_door, Step.MANAGER)
    assert [one for one, _ in seen] == sorted(one for one, _ in seen)
    assert at_door.starting.products == 2_000


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (("", "ABCD-EFGH-JKLM"), URL, "先輸入中心位址"),
        (("{url}", ""), CODE, "先輸入一次性代碼"),
        (("{url}", "ABCD-EFGH-JKLM"), CODE, "代碼不對，再核對一次"),
        (("{url}", "{old}"), CODE, "代碼已過期，請總部給新的代碼"),
        (("{url}", "{spent}"), CODE, "代碼已被另一台收銀機用過，請總部給新的代碼"),
        (("http://127.0.0.1:9", "{good}"), URL, "連不上中心，確認網路和位址"),
        (("ftp://127.0.0.1", "{good}"), URL, "這不是中心的位址，例如 https://centre.example"),
        (("http://192.0.2.1:8440", "{good}"), URL, "這個位址不加密。是自己店內的網路，才勾選下面的選項"),
        (("{tls}", "{good}"), URL, "這個位址沒有加密連線，確認連接埠；店內網路請寫 http://"),
    ],
)
def test_each_failure_is_one_sentence_at_its_field(
    at_door: Beginning, centre: Centre, typed: tuple[str, str], field: str, sentence: str
) -> None:
    words = {
        "url": centre.url,
        "tls": centre.url.replace("http://", ""),  # HTTPS where nothing else is said
        "good": centre.code(),
        "old": centre.code(at=START - CODE_LASTS - 1),
        "spent": centre.code(),
    }
    if "{spent}" in typed[1]:
        _spend(centre, words["spent"])
    join(at_door, *(text.format(**words) for text in typed))
    assert error(at_door, field) == sentence
    assert at_door.starting.step is Step.SHOP
    assert at_door.window.bar.isEnabled()


def _spend(centre: Centre, code: str) -> None:
    from app.central.database import write
    from app.central.enrol import digest, plain_code
    from app.central.tables import enrol_code

    hashed = digest(plain_code(code))
    used = enrol_code.update().where(enrol_code.c.code_hash == hashed).values(terminal_id="another", used_at=START)
    write(centre.engine, lambda each: each.execute(used))


def test_plain_http_is_a_choice_of_its_own_with_words_to_it(at_door: Beginning) -> None:
    assert "這是自己店內的網路，允許不加密" not in at_door.names()
    at_door.write(URL, "http://192.0.2.1:8440")
    assert "這是自己店內的網路，允許不加密" in at_door.names()
    assert "同一個網路上的人可能看到傳送的內容" in at_door.texts()
    at_door.press("這是自己店內的網路，允許不加密")
    assert at_door.starting.joining.draft.plain
    at_door.write(URL, "http://127.0.0.1:8440")  # no wire leads there
    assert "這是自己店內的網路，允許不加密" not in at_door.names()


@pytest.mark.parametrize("by", ["keys", "paste"])
def test_a_scanned_invitation_fills_both_fields(at_door: Beginning, centre: Centre, by: str) -> None:
    code = centre.code()
    text = invitation_text(Invitation(centre.url, code))
    if by == "keys":
        at_door.keys(text, Qt.Key.Key_Return)
    else:
        at_door.write(CODE, text)
    draft = at_door.starting.joining.draft
    assert (draft.url, draft.code) == (centre.url, code)
    at_door.on()
    wait_for(at_door, Step.MANAGER)


def test_another_way_is_open_after_one_that_failed(at_door: Beginning) -> None:
    join(at_door, "http://127.0.0.1:9", "ABCD-EFGH-JKLM")
    assert at_door.starting.shop is None
    at_door.restart()
    assert (at_door.starting.step, at_door.starting.way) == (Step.LOOK, Way.JOIN)
    at_door.on()
    at_door.press("建立自己的商店")
    at_door.write("商店名稱", "自己的店")
    at_door.on()
    assert at_door.starting.step is Step.GOODS
    assert at_door.terminal.shop.name == "自己的店"
    at_door.restart()
    assert (at_door.starting.step, at_door.starting.shop.name) == (Step.GOODS, "自己的店")


def test_cut_off_after_joining_it_goes_on_with_what_came(at_door: Beginning, centre: Centre) -> None:
    centre.stock(20)
    centre.employ("M1", "陳怡君")
    at_door.write(URL, centre.url)
    at_door.write(CODE, centre.code())
    at_door.keys(Qt.Key.Key_F12)
    at_door.wait(lambda: at_door.starting.joining.step is not JoinStep.ASKING)
    at_door.restart()
    wait_for(at_door, Step.CODE)
    assert at_door.terminal.shop.store == "S09"
    assert at_door.starting.products == 20


@pytest.fixture
def silent() -> Iterator[tuple[str, threading.Event]]:
    """An address where somebody listens and says nothing, and whether anything was asked there."""
    asked = threading.Event()
    with create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def hear() -> None:
            with listener.accept()[0] as peer:
                peer.settimeout(20)
                with suppress(OSError):
                    while peer.recv(65536):
                        asked.set()

        thread = threading.Thread(target=hear)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
        thread.join(20)


def test_joining_can_be_cancelled(at_door: Beginning, centre: Centre, silent: tuple[str, threading.Event]) -> None:
    code = centre.code()
    at_door.write(URL, silent[0])
    at_door.write(CODE, code)
    at_door.keys(Qt.Key.Key_F12)
    at_door.wait(lambda: "取消" in at_door.names() and silent[1].is_set())
    assert at_door.window.bar.reason() == "連接中…"
    at_door.press("取消")
    at_door.settle()
    assert at_door.starting.joining.step is JoinStep.FORM
    assert at_door.named(CODE).text() == code
    at_door.write(URL, centre.url)
    at_door.on()
    wait_for(at_door, Step.MANAGER)


def test_in_english(at_door: Beginning, centre: Centre) -> None:
    at_door.preferences.choose(language=Language.EN)
    at_door.settle()
    join_en(at_door, centre.url, "ABCD-EFGH-JKLM")
    assert error(at_door, "One-time code") == "This code is not right: check it again"
    join_en(at_door, "http://127.0.0.1:9", "ABCD-EFGH-JKLM")
    assert error(at_door, "Head office address") == "Head office cannot be reached: check network and address"


def join_en(began: Beginning, url: str, code: str) -> None:
    began.write("Head office address", url)
    began.write("One-time code", code)
    began.on()
