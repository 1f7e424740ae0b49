"""The receipt by e-mail on the screen after a sale: one field, no network needed, and nothing of it in the clear."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.central.bootstrap import BOXES
from app.central.contact import opened, turn
from app.central.member_tables import message
from app.runtime.standing import Link
from tests.ui.centre import Centre
from tests.ui.counter import Counter
from tests.ui.test_complete import sold, steps

Key = Qt.Key
ADDRESS = "Lin.MeiXuan@Example.com"


@pytest.fixture
def joined(counter: Counter, tmp_path):
    """A counter whose centre has told it a contact key."""
    centre = Centre(tmp_path)
    turn(centre.engine, BOXES, centre.now)
    counter.live.begin().result(20)
    counter.live.join(centre.url, centre.code(), False).result(20)
    counter.wait(counter.place.counter.contacts.can_take)
    yield counter, centre
    counter.live.close()
    centre.close()


def bytes_of(counter: Counter) -> bytes:
    """Every byte of the terminal's files."""
    folder = counter.till.terminal.store.place.folder
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_an_address_is_taken_sealed_and_the_centre_has_it(joined):
    counter, centre = joined
    sold(counter)
    counter.screen.deaf.stop()
    counter.press("寄送明細")
    field = counter.named("電子郵件", QLineEdit)
    assert field.hasFocus()
    assert "補印" not in counter.names()
    counter.keys("lin.meixuan@", Key.Key_Return)
    assert (counter.where, field.accessibleDescription()) == ("complete", "電子郵件格式不正確")
    field.setText(ADDRESS)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, "電子郵件" in counter.names()) == ("complete", False)
    counter.wait(lambda: steps(counter)[-1] == "寄送明細 已交中心 | l***@example.com")
    with centre.engine.connect() as connection:
        [row] = connection.execute(message.select()).all()
        assert opened(connection, BOXES, row.sealed, row.context) == ADDRESS.lower().encode()
    held = bytes_of(counter)
    assert b"example.com" in held, "the mask"
    for name in (ADDRESS.split("@", maxsplit=1)[0], ADDRESS.split("@", maxsplit=1)[0].lower()):
        for raw in (name.encode(), name.encode("utf-16-le"), base64.b64encode(name.encode())[:-4]):
            assert raw not in held
    counter.keys(Key.Key_Return)
    assert counter.where == "sell"


def test_without_the_network_it_waits_at_the_counter(joined):
    counter, centre = joined
    counter.live.close()
    centre.close()
    sold(counter)
    counter.screen.deaf.stop()
    counter.press("寄送明細")
    counter.keys("wang@shop.tw", Key.Key_Return)
    counter.settle()
    assert steps(counter)[-1] == "寄送明細 待上傳 | w***@shop.tw"
    counter.till.check()


def test_esc_puts_the_field_away_and_forgets_what_was_typed(joined):
    counter, _ = joined
    sold(counter)
    counter.screen.deaf.stop()
    counter.press("寄送明細")
    counter.keys("wang@shop.tw", Key.Key_Escape)
    assert counter.where == "complete"
    assert "補印" in counter.names()
    counter.press("寄送明細")
    assert counter.named("電子郵件", QLineEdit).text() == ""
    counter.window.shell.scanned("4710000000011")
    assert counter.where == "sell", "the next customer's goods"
    assert len(steps_before(counter)) == 0


def steps_before(counter: Counter) -> list[tuple[object, ...]]:
    return counter.till.query("SELECT * FROM receipt_request")


def test_a_shop_without_a_centre_takes_no_address(counter):
    sold(counter)
    assert "寄送明細" not in counter.names()
    assert counter.live.standing().link is Link.ALONE
