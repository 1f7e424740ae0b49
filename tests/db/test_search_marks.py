"""Which characters of a name are marked as those that were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.search import marks, readings_of


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        # by their writing, in any case, width and spelling
        ("鮮", "北回鮮乳 936ml", "鮮"),
        ("鮮奶", "鮮奶吐司 半條", "鮮奶"),
        ("936ml", "北回鮮乳 936ml", "936ml"),
        ("milk", "Beihui Milk 936 ml", "Milk"),
        ("ＭＩＬＫ", "Beihui Milk 936 ml", "Milk"),
        ("台灣", "臺灣啤酒 330ml", "臺灣"),
        ("乌龙", "高山烏龍 茶包", "烏龍"),
        ("奶", "鮮奶布丁 奶油", "奶|奶"),
        ("1.5l", "麥香 1.5L 瓶", "1.5L"),
        ("10 00", "10 00", "10|00"),
        # across what stands between, and in parts
        ("烏龍茶包", "高山烏龍 茶包 12 入", "烏龍| 茶包"),
        ("台啤", "台灣啤酒", "台|啤"),
        ("乳 北回", "北回鮮乳 936ml", "北回|乳"),
        # by their sound
        ("ㄒㄧㄢ", "北回鮮乳 936ml", "鮮"),
        ("ㄅㄏㄒㄖ", "北回鮮乳 936ml", "北回鮮乳"),
        ("ㄒㄋ", "鮮奶吐司 半條", "鮮奶"),
        ("ㄒㄧㄢㄋ", "鮮奶吐司 半條", "鮮奶"),
        ("xn", "鮮奶吐司 半條", "鮮奶"),
        ("肉松", "鹹蛋肉鬆麵包", "肉鬆"),
        # nothing to mark: another field, a slip, nothing typed
        ("4710550109362", "北回鮮乳 936ml", ""),
        ("鮮如乳", "北回鮮乳 936ml", ""),
        ("", "北回鮮乳 936ml", ""),
        ("鮮", "", ""),
    ],
)
def test_what_was_typed_is_marked(typed: str, name: str, marked: str) -> None:
    found = [name[begin:end] for begin, end in marks(typed, name)]
    assert "".join(found).replace(" ", "") == marked.replace("|", "").replace(" ", "")
    assert len(found) >= bool(marked)


def test_neighbours_are_one_stretch() -> None:
    assert marks("烏 龍", "高山烏龍 茶包") == ((2, 4),)
    assert marks("烏 茶", "高山烏龍 茶包") == ((2, 3), (5, 6))


@given(st.text(max_size=30), st.text(max_size=60))
def test_marks_lie_in_the_name_in_order(typed: str, name: str) -> None:
    last = -1
    for begin, end in marks(typed, name):
        assert last < begin < end <= len(name)
        last = end


@given(st.text("abcXYZ0189 .-鮮奶ㄒ（", min_size=1, max_size=11))
def test_every_letter_of_a_name_that_was_typed_whole_is_marked(name: str) -> None:
    marked = {place for begin, end in marks(name, name) for place in range(begin, end)}
    assert all(place in marked for place, one in enumerate(name) if one.isascii() and one.isalnum())


def test_the_initials_of_a_name() -> None:
    assert readings_of("北回鮮乳 936ml") == "ㄅㄏㄒㄖ"
    assert readings_of("Milk") == ""
