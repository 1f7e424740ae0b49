"""An entry that is on its way is opened: all that it says, in words; what nobody knows, as it is."""

from __future__ import annotations

import json
import typing
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from app.contract.cart import WireCart
from app.contract.journal import KINDS
from app.contract.wire import Wire
from app.domain.approval import Measure, Subject
from app.domain.pricing.result import ReductionKind
from app.domain.staff import Permission, Role
from app.domain.sync import Unsent
from app.domain.tax import TaxMode, TaxRounding
from app.runtime.preferences import Language
from app.runtime.standing import Link
from app.services.presence import Leaving
from app.ui.screens.sync import fields
from app.ui.screens.sync.content import content_lines
from tests.ui.test_sync import Desk, desk, lone

__all__ = ["desk", "lone"]
GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "journal.jsonl"


def names_of(form: object) -> set[str]:
    """All fields of a form and of what it is made of."""
    found = set()
    if isinstance(form, type) and issubclass(form, Wire):
        for name, field in form.model_fields.items():
            found |= {name} | names_of(field.annotation)
        return found if "minor" not in found or form.__name__ not in {"WireMoney", "WirePrice"} else set()
    for part in typing.get_args(form):
        found |= names_of(part)
    return found


def test_every_field_of_the_journal_has_a_word() -> None:
    named = set().union(*(names_of(form) for form in [*KINDS.values(), WireCart]))
    assert named - fields.FIELDS.keys() - {"milli", "unit"} == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *(("act", Permission), ("subject", Subject), ("measure", Measure), ("kind", ReductionKind), ("role", Role)),
        *(("reason", Leaving), ("tax_mode", TaxMode), ("tax_rounding", TaxRounding)),
    ],
)
def test_every_word_of_a_field_is_said_in_ours(name: str, words: type[Enum]) -> None:
    assert [one.value for one in words if fields.value_words(name, one.value) == one.value] == []


def test_what_it_says_is_read_by_key_and_by_touch_and_esc_leads_back(desk: Desk) -> None:
    desk.centre.close()
    sale = desk.counter.till.sell(("A", 2, 70), ("B", 1, 30))
    desk.until(Link.OFFLINE)
    desk.counter.window.shell.go("sync")
    desk.counter.wait(lambda: len(desk.rows("待上傳的紀錄")) == 1)
    view = desk.counter.named("待上傳的紀錄", QListView)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    desk.counter.keys(Qt.Key.Key_Return)
    desk.counter.wait(lambda: "紀錄內容" in desk.counter.names())
    rows = desk.rows("紀錄內容")
    assert f"號碼, {sale.number}" in rows
    assert "總計, $170" in rows
    (goods,) = [row for row in rows if row.startswith("goods A")]
    assert goods.endswith("$140")
    assert "數量 2 件" in goods
    assert "原價 $70" in goods
    assert any(row.startswith("現金, 收款") and row.endswith("$170") for row in rows)
    assert "銷售" in desk.said()
    assert desk.counter.named("紀錄內容", QListView).hasFocus()
    desk.counter.place.preferences.choose(language=Language.EN)
    desk.counter.settle()
    assert "Total, $170" in desk.rows("Record")
    desk.counter.place.preferences.choose(language=Language.ZH_TW)
    desk.counter.settle()
    desk.counter.keys(Qt.Key.Key_Escape)
    assert "紀錄內容" not in desk.counter.names()
    assert desk.counter.where == "sync"
    view = desk.counter.named("待上傳的紀錄", QListView)
    assert view.hasFocus()
    view.clicked.emit(view.model().index(0, 0))
    desk.counter.wait(lambda: "紀錄內容" in desk.counter.names())
    desk.counter.press("返回")
    assert "待上傳的紀錄" in desk.counter.names()
    desk.counter.keys(Qt.Key.Key_Escape)
    assert desk.counter.where == "sell"


def shown(desk: Desk, body: str) -> list[str]:
    return [one.said for one in content_lines(desk.counter.place, {"boss": "陳怡君"}, body)]


def test_no_entry_shows_a_wall_of_text(lone: Desk) -> None:
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        rows = shown(lone, entry["body"])
        assert rows, entry["kind"]
        assert not [row for row in rows if '{"' in row or "minor" in row or "_" in row], entry["kind"]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ({"approved_by": "boss", "amount": {"minor": -70, "currency": "TWD"}}, ["核准人, 陳怡君", "金額, −$70"]),
        ({"quantity": {"milli": 350, "unit": "kg"}, "discount_ppm": 150_000}, ["數量, 0.35 kg", "折扣上限, 15 %"]),
        ({"moon_phase": "full", "depth": {"a": 1, "b": [2, 3]}}, ["moon_phase, full", "depth", "a, 1", "b, 2、3"]),
        ({"restock": False, "amount": {"minor": 5, "currency": "QQQ"}}, ["放回庫存, 否", "金額, 5 QQQ"]),
        ({"cart": '{"lines": [{"name": "茶", "sku": "T"}]}', "label": ""}, ["交易內容", "茶, 品項 · 貨號 T"]),
        ({"measure": "percent", "value": 200_000, "limit": None}, ["計算方式, 百分比", "數值, 20 %"]),
        ({"lines": [3, {"odd": None}], "x": 1.5}, ["3", "品項, 品項", "x, 1.5"]),
    ],
)
def test_fields_are_read_as_what_they_are(lone: Desk, body: dict[str, object], rows: list[str]) -> None:
    assert shown(lone, json.dumps(body)) == rows


@pytest.mark.parametrize("body", ["", "nothing of JSON", "[1, 2]", "17"])
def test_what_is_no_form_at_all_is_shown_as_it_is(lone: Desk, body: str) -> None:
    assert shown(lone, body) == ([body] if body else [""])


def test_an_entry_that_is_not_there_opens_nothing(lone: Desk) -> None:
    sync = lone.counter.place.sync
    sync.look_into(Unsent(10_000, "x", "sale.completed", 0, "anna"))
    lone.counter.settle()
    assert sync.opened is None


def test_an_archived_one_is_read_too(lone: Desk) -> None:
    till = lone.counter.till
    seq = till.query("SELECT max(seq) FROM journal")[0][0]
    reads = lone.counter.place.counter.sync.reads
    before = reads.entry(seq)
    till.close_shift(0)
    till.terminal.store.archive()
    assert till.query(f"SELECT count(*) FROM journal WHERE seq = {seq}") == [(0,)]
    assert reads.entry(seq) == before
