"""The papers of a shift: the Z says everything that its entry says, the X only reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import GBP, KWD, TWD, currency
from app.domain.receipt import Banner, Cut, Kind, Row, ShownShift, Size, x_report, z_report
from app.domain.receipt.words import words
from app.domain.shift import Remark, ShiftSums, break_down, denominations, sum_counts
from tests.unit.paper import NOON, SHOP, sealed

NAMES = {"S01": "陳雅君", "S03": "林柏翰"}


def z(language: str = "zh_TW", **more):
    shown = ShownShift(language, name_of=lambda staff_id: NAMES.get(staff_id, staff_id))
    return z_report(sealed(**more), SHOP, shown)


def test_a_z_says_everything():
    document = z()
    assert (document.kind, document.name) == (Kind.Z_REPORT, "Z-DDC-2-1-0012")
    texts = document.texts()
    for text in (
        "穗光商行 大稻埕店", "交班單（Z）", "門市 DDC", "收銀 2", "1-0012", "12", "2026/03/05（四）",
        "2026/03/05（四）08:00", "林柏翰", "2026/03/05（四）13:00", "陳雅君", "142 筆", "3 筆", "51,000",
        "−653", "−2",
        "$50,345", "信用卡", "41 筆", "21,460", "LINE Pay", "應稅 5%", "45,000", "2,250", "零稅率", "5,000",
        "+16,282",
        "21,282", "21,262", "短少", "−20", "原因　找錯零錢", "1,203 - 1,388", "186", "交易 145 筆，已上傳 130 筆",
        "保留中的購物車", "收銀員簽名", "店長簽名",
    ):  # fmt: skip
        assert text in texts, text
    assert "".join(texts).replace(" ", "").count("1cb232db" * 2) == 4, "the whole head hash"
    assert isinstance(document.blocks[-1], Cut)


def test_in_english():
    texts = z("en").texts()
    for text in ("Shift report (Z)", "Short", "Reason: 找錯零錢", "145 tickets, 130 uploaded", "Cash", "× 12"):
        assert text in texts, text


def test_what_was_counted_by_denomination():
    counted = [(row.left, row.middle, row.right) for row in z().blocks if isinstance(row, Row) and "×" in row.middle]
    assert counted[:2] == [("2,000", "× 1", "2,000"), ("1,000", "× 12", "12,000")]
    assert sum(int(right.replace(",", "")) for *_, right in counted) == sum_counts(sealed().counts)
    assert not [row for row in z(counts=()).blocks if isinstance(row, Row) and "×" in row.middle]


@pytest.mark.parametrize(("off", "name", "text"), [(-20, "短少", "−20"), (35, "溢收", "+35"), (0, "相符", "0")])
def test_over_and_short(off, name, text):
    found = {row.left: row.right for row in z(over_short=off, reason="").blocks if isinstance(row, Row)}
    assert found[name] == text
    assert not [one for one in ("短少", "溢收", "相符") if one != name and one in found]


def test_what_was_counted_before_and_what_stays():
    document = z(
        earlier=(21_000, 21_200), float_left=5_000, slips=(("card", 40), ("line_pay", 28)), approved_by="S01"
    )
    told = [(row.left, row.right) for row in document.blocks if isinstance(row, Row)]
    for row in (("前次清點", "21,000"), ("前次清點", "21,200"), ("留作下一班", "5,000"), ("核准", "陳雅君"),
                ("信用卡", "40"), ("LINE Pay", "28")):  # fmt: skip
        assert row in told
    assert "單據張數" in document.texts()
    assert "單據張數" not in z().texts()


def test_a_copy_says_so():
    again = z_report(sealed(), SHOP, ShownShift(reprint=1))
    assert [block.text for block in again.blocks if isinstance(block, Banner)] == ["補印"]
    unsure = z_report(sealed(), SHOP, ShownShift(may_be_second=True))
    assert [block.text for block in unsure.blocks if isinstance(block, Banner)] == ["可能重複列印"]


def test_an_x_reads_without_a_seal():
    one = sealed()
    document = x_report(one.shift, one.sums, 21_282, (NOON, "S03"), SHOP, ShownShift())
    texts = document.texts()
    assert (document.kind, document.name) == (Kind.X_REPORT, "X-DDC-2-0012")
    for text in (
        "班中讀帳（X）",
        "讀帳",
        "2026/03/05（四）12:00",
        "$50,345",
        "系統應有",
        "21,282",
        "未結帳，僅供查看",
    ):
        assert text in texts, text
    for text in ("清點", "Z 編號", "末筆雜湊", "店長簽名", "短少"):
        assert text not in texts, text


def test_a_shift_in_which_nothing_happened():
    nothing = ShiftSums(0, 0, 0, 0, 0, (), (), 0)
    document = x_report(sealed().shift, nothing, 5_000, (NOON, "S03"), SHOP, ShownShift("en"))
    assert "Tenders" not in document.texts()
    large = [row for row in document.blocks if isinstance(row, Row) and row.size is Size.LARGE]
    assert [(row.left, row.right) for row in large] == [("Net", "$0")]


@pytest.mark.parametrize("code", ["TWD", "CHF", "CNY", "EUR", "GBP", "HKD", "JPY", "KRW", "KWD", "USD"])
def test_denominations_fall_from_notes_to_coins(code):
    found = denominations(currency(code))
    notes = [one.face for one in found if one.is_note]
    coins = [one.face for one in found if not one.is_note]
    assert [one.is_note for one in found] == [True] * len(notes) + [False] * len(coins)
    assert notes == sorted(set(notes), reverse=True)
    assert coins == sorted(set(coins), reverse=True)
    assert notes
    assert coins


def test_of_other_currencies_only_a_total_is_counted():
    assert denominations(currency("NOK")) == ()
    assert break_down(100, currency("NOK")) == ()


def test_the_notes_and_coins_of_taiwan():
    assert [one.face for one in denominations(TWD)] == [2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1]
    assert break_down(455, TWD) == ((100, 4), (50, 1), (5, 1))
    assert break_down(1_988, TWD) == ((1_000, 1), (500, 1), (100, 4), (50, 1), (10, 3), (5, 1), (1, 3))


def test_change_in_other_money():
    assert break_down(1_234, GBP) == ((1_000, 1), (200, 1), (20, 1), (10, 1), (2, 2))
    assert break_down(1_275, KWD) == ((1_000, 1), (250, 1), (20, 1), (5, 1))
    assert break_down(1_274, KWD) == (), "there is no coin for the rest"
    assert break_down(0, TWD) == break_down(-50, TWD) == ()


@given(st.integers(1, 10**7), st.sampled_from(["TWD", "EUR", "GBP", "USD", "JPY"]))
def test_change_is_given_exactly(change, code):
    of = currency(code)
    found = break_down(change, of)
    assert sum_counts(found) == change
    assert [face for face, _ in found] == sorted({face for face, _ in found}, reverse=True)
    assert all(count > 0 for _, count in found)
    usual = {one.face for one in denominations(of) if one.is_usual}
    assert {face for face, _ in found} <= usual


@pytest.mark.parametrize(
    ("language", "opened", "voided", "title"),
    [
        ("zh_TW", ("無交易開錢櫃", "2 次"), ("收款後作廢", "0 筆"), "留意事項"),
        ("en", ("Drawer opened, no sale", "2"), ("Voided after payment", "0"), "To look at"),
    ],
)
def test_what_a_manager_looks_at_is_counted_also_where_it_did_not_occur(language, opened, voided, title):
    document = z(language, drawer_opened=2, voided=0)
    rows = [(row.left, row.right) for row in document.blocks if isinstance(row, Row)]
    assert opened in rows
    assert voided in rows
    assert title in document.texts()
    assert title not in z(language).texts()  # an older Z did not count it: it does not say that it did not occur


@pytest.mark.parametrize("language", ["zh_TW", "en"])
def test_what_was_done_by_hand_is_counted_with_its_amount(language):
    remarks = (Remark("voided", 2, 1_045), Remark("override", 3, -40))
    document = z(language, drawer_opened=0, voided=0, remarks=remarks)
    rows = {row.left: (row.middle, row.right) for row in document.blocks if isinstance(row, Row)}
    of = words(language)
    assert rows[of.remarks["voided"]] == (of.times.format(count=2), "1,045")
    assert rows[of.remarks["override"]] == (of.times.format(count=3), "−40")
    assert rows[of.remarks["bare_return"]] == (of.times.format(count=0), "0")
