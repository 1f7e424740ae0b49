"""Search against plain Python: all that is there is found, whatever was done before, and no text is ever an error."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.db.search import MatchKind, SearchDoc, put_many, reindex, remove, search, set_sold
from app.db.search.readings import cuts, syllables
from app.db.search.slip import nearly_in, places
from app.db.search.tokens import fold, words
from app.db.search.variants import FOLD
from tests.db.search_shop import docs, found, stocked

BRANDS = "統一 光泉 義美 臺灣 台糖 重慶 長榮 樂事 黑松 7-UP 茶裏王 天仁".split()
KINDS = "高山烏龍茶 烏龍麵 鮮奶 鮮奶油 無糖綠茶 可樂 啤酒 牛肉麵 肉鬆 衛生紙 酵素 面膜 樂樂樂 樂".split()
REST = "100g 1.5L 330ml×6入 (大) 瓶裝 Zero ＢＩＧ Café ㄋㄟㄋㄟ 50%".split()


def believable(count: int) -> list[SearchDoc]:
    chance = random.Random(11)
    made = []
    for number in range(count):
        name = chance.choice(("", " ")).join((chance.choice(BRANDS), chance.choice(KINDS), chance.choice(REST)))
        codes = tuple(f"471{chance.randrange(10**10):010d}" for _ in range(chance.randrange(4)))
        english = chance.choice(("", "Oolong Tea", "Fresh milk 2", "Coca-Cola"))
        made.append(
            SearchDoc(
                f"{chance.choice('ABC')}-{number * 7919 % 10**6:06d}", name, english, codes, chance.randrange(50)
            )
        )
    return made


PRODUCTS = believable(300)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dbapi2.Connection]:
    connection = stocked(tmp_path_factory.mktemp("shop") / "shop.db", PRODUCTS)
    yield connection
    connection.close()


def oracle(products: list[SearchDoc], typed: str) -> set[str]:
    """Find by plain substring: no folding, no tokens."""
    return {doc.sku for doc in products if any(typed in field for field in (doc.name, doc.sku, *doc.codes))}


@st.composite
def typed_parts(draw: st.DrawFn) -> str:
    """Take any part of any name, SKU or code, with at least one letter or digit in it."""
    doc = draw(st.sampled_from(PRODUCTS))
    field = draw(st.sampled_from((doc.name, doc.name, doc.sku, *doc.codes)))
    start = draw(st.integers(0, len(field) - 1))
    part = field[start : start + draw(st.integers(1, 9))]
    return part if any(map(str.isalnum, part)) else field


@given(typed=typed_parts())
@settings(max_examples=400)
def test_every_part_of_a_name_sku_or_code_is_found(shop: dbapi2.Connection, typed: str) -> None:
    hits = search(shop, typed, 1_000)
    assert {hit.sku for hit in hits} >= oracle(PRODUCTS, typed)
    assert len({hit.sku for hit in hits}) == len(hits)
    assert hits == sorted(hits, key=lambda hit: (hit.kind, -hit.sold))
    if " " not in typed.strip():
        sure = {hit.sku for hit in hits if hit.kind <= MatchKind.PART}
        assert sure >= oracle(PRODUCTS, typed)


@given(typed=st.lists(typed_parts(), min_size=2, max_size=4))
def test_several_words_must_all_match(shop: dbapi2.Connection, typed: list[str]) -> None:
    meant = set.intersection(*(oracle(PRODUCTS, one) for one in typed))
    assert found(shop, " ".join(typed)) >= meant


@given(data=st.data())
def test_every_reading_of_every_character_is_found(shop: dbapi2.Connection, data: st.DataObject) -> None:
    doc = data.draw(st.sampled_from(PRODUCTS))
    sounding = [one for one in fold(doc.name) if syllables(one)]
    start = data.draw(st.integers(0, len(sounding) - 1))
    run = sounding[start : start + data.draw(st.integers(1, 4))]
    read = [data.draw(st.sampled_from(syllables(one))) for one in run]
    assert doc.sku in found(shop, "".join(one[0] for one in read))
    assert doc.sku in found(shop, "".join(read))


@given(data=st.data())
def test_every_slip_is_found_unless_better_answers_are(shop: dbapi2.Connection, data: st.DataObject) -> None:
    doc = data.draw(st.sampled_from(PRODUCTS))
    field = data.draw(
        st.sampled_from(
            [one for one in (words(fold(doc.name))[0], doc.sku, *doc.codes) if len(one) >= 6] or [doc.sku]
        )
    )
    place = data.draw(st.integers(0, len(field) - 2))
    wrong = data.draw(st.sampled_from("0123456789")) if field.isascii() else "鹿"
    slipped = data.draw(
        st.sampled_from(
            (
                field[:place] + wrong + field[place + 1 :],
                field[:place] + field[place + 1 :],
                field[: place + 1] + field[place:],
                field[:place] + field[place + 1] + field[place] + field[place + 2 :],
            )
        )
    )
    hits = search(shop, slipped, 1_000)
    better = [hit for hit in hits if hit.kind < MatchKind.SLIP]
    assert (
        doc.sku in {hit.sku for hit in hits}
        or len(hits) >= 3
        or any(hit.kind is MatchKind.EXACT or slipped.isdecimal() for hit in better)
    )


SHREDS = (
    "\" ' * ^ : AND OR NOT NEAR( ( ) - + {a grams: t茶 鮮奶 ㄒㄧㄢ 471 ˇ ﷺ İ ß ½ 🧋 % _ ;-- … 々 〇 "
    "\0 \x1f \u0301 \u3000 \ud800 \udfff"
).split(" ")


@given(
    typed=st.one_of(
        st.text(st.characters(), max_size=200),
        st.lists(st.sampled_from(SHREDS), max_size=30).map("".join),
        st.lists(st.sampled_from(SHREDS), max_size=30).map(" ".join),
    )
)
@settings(max_examples=400)
def test_no_text_is_an_error(shop: dbapi2.Connection, typed: str) -> None:
    assert len(search(shop, typed)) <= 50


@pytest.mark.parametrize(
    "unit",
    [
        "茶",
        "a",
        "1",
        "ㄧ",
        "ㄒㄧㄢ",
        "z ",
        "茶 裝",
        "1 2 3 4 ",
        '"',
        "\ud800",
        "\0",
        " ",
        "ﷺ",
        "鮮奶 ",
        "a1茶ㄔ ",
        "樂",
    ],
)
def test_ten_thousand_characters_are_cut(shop: dbapi2.Connection, unit: str) -> None:
    assert len(search(shop, unit * (10_000 // len(unit)))) <= 50


def test_a_whole_long_name_finds_itself(tmp_path: Path) -> None:
    name = "日月潭紅玉紅茶與阿里山高山烏龍茶雙罐禮盒附手提袋及品茗杯組" * 5
    connection = stocked(tmp_path / "long.db", [SearchDoc("LONG", name, "word " * 60, ("4" * 60,))])
    for typed in (name, name[40:90], name[-60:], "word " * 60, "4" * 60):
        assert found(connection, typed) == {"LONG"}
    connection.close()


@settings(max_examples=40)
@given(data=st.data())
def test_whatever_was_done_search_and_oracle_agree(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        connection = stocked(Path(folder) / "shop.db", PRODUCTS[:40])
        held = {doc.sku: doc for doc in PRODUCTS[:40]}
        for _ in range(data.draw(st.integers(1, 12))):
            act = data.draw(st.sampled_from(("put", "put", "remove", "sold", "tend")))
            doc = data.draw(st.sampled_from(PRODUCTS[:60]))
            if act == "put":
                other = data.draw(st.sampled_from(PRODUCTS))
                held[doc.sku] = SearchDoc(doc.sku, other.name, other.name_en, other.codes, other.sold)
                put_many(connection, [held[doc.sku]])
            elif act == "remove":
                held.pop(doc.sku, None)
                remove(connection, doc.sku)
            elif act == "sold":
                set_sold(connection, [(doc.sku, data.draw(st.integers(0, 5_000)))])
            else:
                reindex(connection)
        for typed in data.draw(st.lists(typed_parts(), min_size=1, max_size=4)):
            hits = search(connection, typed, 1_000)
            assert {hit.sku for hit in hits} >= oracle(list(held.values()), typed)
            assert {hit.sku for hit in hits} <= set(held)
        connection.close()


def one_slip_apart(word: str, alphabet: str) -> set[str]:
    """All words that are one slip away, by making them."""
    made = {word}
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        made.update(head + letter + tail for letter in alphabet)
        made.update(head + letter + tail[1:] for letter in alphabet if tail)
        made.add(head + tail[1:])
        made.add(head + tail[1:2] + tail[:1] + tail[2:])
    return made


@given(word=st.text("abc", min_size=2, max_size=6), text=st.text("abc\n", max_size=9))
def test_a_slip_is_found_exactly_where_making_all_slips_finds_it(word: str, text: str) -> None:
    bits = places(word)
    meant = any(slipped in text for slipped in one_slip_apart(word, "abc"))
    assert nearly_in(len(word), (bits.get(symbol, 0) for symbol in text)) == meant


@given(word=st.text("abc", min_size=2, max_size=5), text=st.text("abc \n", max_size=9))
def test_at_the_beginning_of_words_too(word: str, text: str) -> None:
    bits = places(word)
    lines = [line.split(" ") for line in text.split("\n")]
    tails = {"".join(line[start:]) for line in lines for start in range(len(line))}
    meant = any(tail.startswith(slipped) for tail in tails for slipped in one_slip_apart(word, "abc"))
    assert nearly_in(len(word), (bits.get(symbol, 0) for symbol in text), anywhere=False) == meant


@given(typed=st.text([chr(code) for code in range(0x3105, 0x312A)], min_size=1, max_size=40))
def test_bopomofo_is_cut_in_few_ways_and_none_is_lost(typed: str) -> None:
    usual, mixed = cuts(typed)
    assert usual[0] == tuple(typed)
    assert len(usual) <= 8
    assert len(mixed) <= 8
    assert all("".join(way) == typed for way in (*usual, *mixed))
    assert len({*usual, *mixed}) == len(usual) + len(mixed)


def test_known_ways_to_cut() -> None:
    assert cuts("ㄒㄧㄢㄋㄞ")[0][1] == ("ㄒㄧㄢ", "ㄋㄞ")
    assert cuts("ㄍㄕㄨㄌ")[0] == [("ㄍ", "ㄕ", "ㄨ", "ㄌ")]
    assert ("ㄒ", "ㄋㄞ") in cuts("ㄒㄋㄞ")[1]


def test_folding_is_done_in_one_step() -> None:
    assert not set(map(ord, FOLD.values())) & FOLD.keys()
    for doc in (*docs(), *PRODUCTS):
        assert fold(fold(doc.name)) == fold(doc.name)
