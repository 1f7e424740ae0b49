"""Search as a cashier meets it: what is typed, what comes, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.db.search import MatchKind, SearchDoc, search, warm
from tests.db.search_shop import docs, found, skus, stocked


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dbapi2.Connection]:
    connection = stocked(tmp_path_factory.mktemp("shop") / "shop.db", docs())
    yield connection
    connection.close()


def kinds(connection: dbapi2.Connection, text: str) -> dict[str, MatchKind]:
    return {hit.sku: hit.kind for hit in search(connection, text)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # any part of a Chinese name, from one character
        ("鮮", "MLK-001 MLK-002 MLK-005 MLK-003 MLK-004 MLK-007 MLK-006"),
        ("鮮奶", "MLK-005 MLK-007 MLK-003 MLK-006"),
        ("無糖綠茶", "TEA-003"),
        ("沙士", "BEV-001"),
        ("高山烏龍茶茶包", "TEA-001"),
        ("統一肉燥麵", "FOD-005"),
        # Latin words by any word's beginning, in any case and width
        ("pocari", "BEV-006"),
        ("MOUNT", "BEV-007 TEA-001"),
        ("Ｃｏｃａ　ｃｏｌａ", "BEV-002 BEV-003"),
        ("cocacola", "BEV-002 BEV-003"),
        ("7up", "BEV-008"),
        ("936ml", "MLK-001 MLK-003"),
        ("１．５Ｌ", "BEV-009"),
        # SKU, whole and in part, and barcodes
        ("ＴＥＡ－００１", "TEA-001"),
        ("tea004", "TEA-004"),
        ("4710550109362", "MLK-001"),
        ("0109362", "MLK-001"),
        ("9362", "MLK-001"),
        ("02000412", "MLK-005"),
        # several words: all must match, in any order and field
        ("烏龍 100g", "TEA-002"),
        ("100g 烏龍", "TEA-002"),
        ("鮮奶 471055", "MLK-006"),
        ("洋芋片 原味 樂事", "FOD-003"),
        ("麥香 milk", "TEA-005"),
        # two spellings of one character, and simplified ones
        ("臺灣啤酒", "BEV-004 BEV-005"),
        ("台灣啤酒", "BEV-004 BEV-005"),
        ("茶裡王", "TEA-003"),
        ("乌龙茶", "TEA-007 TEA-001 TEA-002"),
        # brand and product without the blank and what stands between; what people shorten
        ("統一布丁", "MLK-008"),
        ("鮮乳936", "MLK-001"),
        ("台啤", "BEV-004 BEV-005"),
    ],
)
def test_what_is_typed_brings_what_is_meant(shop: dbapi2.Connection, typed: str, expected: str) -> None:
    assert skus(search(shop, typed)) == expected.split()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ㄍㄕㄨㄌ", {"TEA-001"}),
        ("gswl", {"TEA-001"}),
        ("ㄅㄏㄒㄖ", {"MLK-001"}),
        ("ㄒㄧㄢㄋㄞ", {"MLK-003", "MLK-005", "MLK-006", "MLK-007"}),
        ("ㄒㄧㄢˊ ㄋㄞˇ", {"MLK-003", "MLK-005", "MLK-006", "MLK-007"}),
        ("ㄒㄧㄢㄋ", {"MLK-003", "MLK-005", "MLK-006", "MLK-007"}),
        ("ㄒㄋㄞ", {"TEA-005", "MLK-003", "MLK-005", "MLK-006", "MLK-007"}),
        ("ㄔㄧㄝㄉㄢ", {"FOD-014"}),
        ("ㄎㄚㄈㄟ", {"BEV-007"}),
        # polyphones: each reading finds them
        ("ㄔㄑㄇㄌ", {"FOD-001"}),
        ("ㄓㄑㄇㄌ", {"FOD-001"}),
        ("ㄔㄖㄖㄙ", {"FOD-002"}),
        ("ㄓㄖㄖㄙ", {"FOD-002"}),
        ("ㄌㄕㄧㄩ", {"FOD-003"}),
        ("ㄩㄕㄧㄩ", {"FOD-003"}),
        ("ㄎㄎㄎㄌ", {"BEV-002", "BEV-003"}),
        ("crrs", {"FOD-002"}),
        ("zrrs", {"FOD-002"}),
        # as it is said in Taiwan
        ("ㄒㄧㄠㄙㄨ", {"DAY-003"}),
        ("ㄌㄜㄙㄜㄉㄞ", {"DAY-005"}),
        ("ㄍㄌㄎ", {"FOD-017"}),
        # sounds beside other words, and half a composition
        ("ㄨㄌ 100g", {"TEA-002"}),
        ("烏龍ㄔ", {"TEA-001", "TEA-002", "TEA-007"}),
    ],
)
def test_what_is_typed_by_sound(shop: dbapi2.Connection, typed: str, expected: set[str]) -> None:
    by_sound = {sku for sku, kind in kinds(shop, typed).items() if MatchKind.INITIALS <= kind <= MatchKind.MIXED}
    assert by_sound >= expected
    assert skus(search(shop, typed))[0] in expected


def test_one_syllable_as_the_screen_shows_it(shop: dbapi2.Connection) -> None:
    assert skus(search(shop, "ㄒㄧㄢ"))[:7] == skus(search(shop, "鮮"))
    assert found(shop, "ㄒㄧ") >= found(shop, "ㄒㄧㄢ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("高山烏隆", "TEA-001"),  # wrong
        ("高山龍烏", "TEA-001"),  # swapped
        ("高山烏烏龍", "TEA-001"),  # doubled
        ("滿漢餐蔥", "FOD-006"),  # missing
        ("土豆麥筋", "FOD-010"),
        ("蔓越霉果", "FOD-018"),
        ("chocolte", "FOD-008"),
        ("cranbrery", "FOD-018"),
        ("deteregnt", None),
        ("enzime", "DAY-003"),
        ("dracell", "DAY-008"),
        ("4710550109326", "MLK-001"),
        ("471055109362", "MLK-001"),
        ("47105501093662", "MLK-001"),
        ("4710560109362", "MLK-001"),
        ("109332", "MLK-001"),
        ("MLK-0O1", "MLK-001"),
        ("ㄍㄕㄨㄎㄔ", "TEA-001"),
        ("ㄕㄍㄨㄌ", "TEA-001"),
        ("ggswl", "TEA-001"),
        ("天仁 高山烏隆茶", "TEA-001"),
    ],
)
def test_one_slip_is_forgiven(shop: dbapi2.Connection, typed: str, meant: str | None) -> None:
    hits = search(shop, typed)
    if meant is None:
        assert hits == []
    else:
        assert meant in skus(hits[:5])
        assert {hit.kind for hit in hits if hit.sku == meant} <= {MatchKind.SLIP, MatchKind.ALIKE, MatchKind.LOOSE}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("肉松", "FOD-002"),
        ("仙奶", "MLK-005"),
        ("麥相紅茶", "TEA-004"),
        ("巧克利", "FOD-008"),
        ("統一 部丁", "MLK-008"),
    ],
)
def test_another_character_of_the_same_sound_is_forgiven(shop: dbapi2.Connection, typed: str, meant: str) -> None:
    assert kinds(shop, typed)[meant] is MatchKind.ALIKE


@pytest.mark.parametrize(
    "typed", ["龍烏", "q7", "abz", "110g", "99999", "471ab", "ㄅㄅㄅ", "魑魅魍魎", "鮮奶 啤酒", "冰刨"]
)
def test_what_is_too_short_or_not_there_brings_nothing(shop: dbapi2.Connection, typed: str) -> None:
    assert search(shop, typed) == []


def test_two_slips_are_another_word(shop: dbapi2.Connection) -> None:
    assert "TEA-001" not in found(shop, "高水烏蟲")
    assert "FOD-008" not in found(shop, "chkcolte")
    assert "DAY-003" not in found(shop, "enzime laundri")


def ranked(tmp_path: Path, *products: SearchDoc) -> dbapi2.Connection:
    return stocked(tmp_path / "ranked.db", list(products))


def test_better_matches_come_before_those_that_sell_more(tmp_path: Path) -> None:
    connection = ranked(
        tmp_path,
        SearchDoc("slip", "高山烏隴", sold=9_000),
        SearchDoc("sound", "國山文旅", sold=8_000),
        SearchDoc("part", "天仁高山烏龍", sold=500),
        SearchDoc("word", "天仁 高山烏龍茶", sold=60),
        SearchDoc("begin", "高山烏龍茶", sold=70),
        SearchDoc("exact", "高山 烏龍", sold=1),
    )
    assert skus(search(connection, "高山烏龍")) == ["exact", "begin", "word", "part"]
    assert skus(search(connection, "ㄍㄕㄨㄌ")) == ["slip", "sound", "part", "begin", "word", "exact"]
    connection.close()


def test_whole_codes_come_first_then_their_beginnings(tmp_path: Path) -> None:
    connection = ranked(
        tmp_path,
        SearchDoc("X-4710", "甲", codes=("9990004710",), sold=900),
        SearchDoc("4710-9", "乙", sold=800),
        SearchDoc("C", "丙", codes=("4710111",), sold=700),
        SearchDoc("D", "丁", codes=("1", "4710"), sold=1),
        SearchDoc("4710", "戊", sold=2),
    )
    assert skus(search(connection, "4710")) == ["4710", "D", "X-4710", "4710-9", "C"]
    assert skus(search(connection, "471")) == ["X-4710", "4710-9", "C", "4710", "D"]
    connection.close()


def test_among_equals_sales_decide_then_the_shorter_name(tmp_path: Path) -> None:
    connection = ranked(
        tmp_path,
        SearchDoc("a", "綠茶大瓶裝", sold=5),
        SearchDoc("b", "綠茶", "", (), 0),
        SearchDoc("c", "綠茶小瓶", sold=5),
        SearchDoc("d", "綠茶特大瓶", sold=70),
        SearchDoc("e", "綠茶中瓶", sold=71),
        SearchDoc("f", "綠茶中瓶", sold=-3),
    )
    hits = search(connection, "綠茶")
    assert skus(hits) == ["b", "e", "d", "c", "a", "f"]
    assert [hit.sold for hit in hits] == [0, 71, 70, 5, 5, 0]
    assert skus(search(connection, "綠茶", 2)) == ["b", "e"]
    connection.close()


def test_one_character_is_ranked_by_sales_wherever_it_stands(tmp_path: Path) -> None:
    connection = ranked(
        tmp_path, SearchDoc("a", "茶碗", sold=1), SearchDoc("b", "綠茶", sold=9), SearchDoc("c", "茶", sold=0)
    )
    assert skus(search(connection, "茶")) == ["c", "b", "a"]
    assert skus(search(connection, "ㄔ")) == ["b", "a", "c"]
    connection.close()


def test_the_popular_ones_come_though_most_of_the_catalogue_matches(tmp_path: Path) -> None:
    connection = ranked(
        tmp_path, *(SearchDoc(f"S{number:04d}", f"瓶裝{number}", sold=number % 977) for number in range(2_000))
    )
    best = [hit.sold for hit in search(connection, "裝", 5)]
    assert best == [976, 976, 975, 975, 974]
    assert [hit.sold for hit in search(connection, "瓶裝", 5)] == best
    assert [hit.sold for hit in search(connection, "ㄓ", 5)] == best
    connection.close()


def test_an_encrypted_file_answers_the_same(tmp_path: Path, shop: dbapi2.Connection) -> None:
    warm()
    connection = stocked(tmp_path / "sealed.db", docs(), key="x'" + "5a" * 32 + "'")
    for typed in ("茶", "ㄒㄧㄢ", "4710088", "烏龍 100g"):
        assert search(connection, typed) == search(shop, typed)
    connection.close()
    assert not (tmp_path / "sealed.db").read_bytes().startswith(b"SQLite")


@pytest.mark.parametrize("limit", [0, -1])
def test_no_limit_no_hits(shop: dbapi2.Connection, limit: int) -> None:
    assert search(shop, "茶", limit) == []
