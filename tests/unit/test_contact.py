"""Contacts in notes: whatever way a number or an address was typed, nobody reads it afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import without_contacts

_FULL = str.maketrans("0123456789-+()@. ", "０１２３４５６７８９－＋（）＠．　")
_GAPS = ["", " ", "-", ".", "　", "－", "–", " - ", "\u200b", "/"]
#: Words in which a note says it; none of them ends or begins as a number goes on.
_WORDS = st.text(alphabet="請打電話給我，袋子加冰 abcXYZ!\n:：", max_size=12)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile number of Taiwan, and how somebody types it."""
    own = draw(st.text(alphabet="0123456789", min_size=8, max_size=8))
    first = draw(st.sampled_from(["09", "+8869", "+886 9", "+886-9", "+886(0)9", "8869", "００886 9", "9", "(09)"]))
    gaps = draw(st.lists(st.sampled_from(_GAPS), min_size=8, max_size=8))
    typed = first + "".join(gap + one for gap, one in zip(gaps, own, strict=True))
    return own, typed.translate(_FULL) if draw(st.booleans()) else typed


@given(numbers(), _WORDS, _WORDS)
def test_no_number_is_read_however_it_was_typed(number: tuple[str, str], before: str, after: str) -> None:
    own, typed = number
    masked = without_contacts(f"{before}{typed}{after}")
    assert masked == f"{before}***{own[-3:]}{after}".replace("\u200b", "")


@given(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{3,20}", fullmatch=True),
    st.sampled_from(["example.com", "mail.example.com.tw", "信箱.tw"]),
    _WORDS,
    st.booleans(),
)
def test_no_address_is_read(who: str, house: str, before: str, full: bool) -> None:
    typed = f"{who}@{house}"
    masked = without_contacts(f"{before} {typed.translate(_FULL) if full else typed}")
    assert who[1:] not in masked
    assert masked.count("***") == 1


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_masked_once_is_masked_and_texts_without_either_stay(text: str) -> None:
    once = without_contacts(text)
    assert without_contacts(once) == once
    if "@" not in text and "＠" not in text and sum(one.isnumeric() for one in text) < 6:
        assert once == text


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("到了請打 0912-345-678，謝謝", "到了請打 ***678，謝謝"),
        ("０９１２　３４５　６７８", "***678"),
        ("(02) 2345-6789 分機 12", "***789 分機 12"),
        ("（０２）２３４５－６７８９", "***789"),
        ("+1 (212) 555-0187", "***187"),
        ("零九一二三四五六七八", "***678"),
        ("電話2345-6789", "電話***789"),
        ("信箱wang.da@example.com或王@例子.tw", "信箱w***@example.com或***@例子.tw"),
        ("打0912345678找王abc@x.com", "打***678找王a***@x.com"),
        ("0912345678@example.com", "0***@example.com"),
        ("統編 12345678，3/5 10:30 取，2026-03-05 10:30 前，6 杯", None),
        ("2026-03-05 10:30 0912345678", "2026-03-05 10:30 ***678"),
        ("手機 2026/03/05 後再打", None),
        ("可頌@58，1000-1200 取貨", None),
        ("話***@12.ltt.t，王***@例子.tw", None),
        ("", None),
    ],
)
def test_what_is_hidden_and_what_stays(said: str, masked: str | None) -> None:
    assert without_contacts(said) == (said if masked is None else masked)


def test_a_long_text_takes_no_long_time() -> None:
    for text in ("a" * 20_000, "1-" * 10_000 + "x", "(" * 20_000, "a@" * 10_000, "手機" * 10_000, "1" + " " * 20_000):
        without_contacts(text)
