from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import base45
from app.domain.codes.signed import (
    MOST,
    MOST_TEXT,
    SIGNATURE_BYTES,
    Balance,
    Claim,
    CodeKind,
    code_text,
    key_id,
    message_of,
    read_code,
)
from app.domain.errors import UserError

KEY = key_id(b"k" * 32)
SIGNATURE = bytes(range(SIGNATURE_BYTES))
subjects = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(
    lambda text: text.isprintable() and len(text.encode()) <= 60
)
moments = st.integers(0, 2**32 - 1).map(lambda seconds: seconds * 1_000_000)
parts = (st.binary(min_size=4, max_size=4), st.from_regex(r"\A[A-Z0-9]{0,8}\Z"))
balances = st.builds(Balance, st.integers(0, 2**32 - 1), moments)
claims = st.builds(Claim, st.sampled_from(CodeKind), *parts, subjects, moments) | st.builds(
    Claim, st.just(CodeKind.MEMBER), *parts, subjects.filter(lambda one: len(one.encode()) <= 52), moments, balances
)


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_the_examples_of_the_standard(data, text) -> None:
    """RFC 9285, section 4.3 and 4.4."""
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["A", "GGW", ":::", "::", "V5", "ab8", "BB8\n", "ＢＢ８"])
def test_what_is_no_base45(text) -> None:
    assert base45.decode(text) is None


@given(st.binary())
def test_bytes_come_back(data) -> None:
    assert base45.decode(base45.encode(data)) == data


@given(st.text(base45.ALPHABET))
def test_there_is_one_text_alone_for_the_same_bytes(text) -> None:
    data = base45.decode(text)
    assert data is None or base45.encode(data) == text


@given(claims)
def test_a_code_says_what_was_said(claim) -> None:
    message = message_of(claim)
    text = code_text(message, SIGNATURE)
    read = read_code(text)
    assert read is not None
    assert (read.claim, read.message, read.signature) == (claim, message, SIGNATURE)
    assert len(text) <= MOST_TEXT
    assert set(text) <= set(base45.ALPHABET)
    assert text == text.strip()  # a scanner's line may be stripped


@given(st.text() | st.text(base45.ALPHABET).map("OMO:".__add__) | st.binary(max_size=200).map(base45.encode))
def test_whatever_is_read_nothing_is_raised_and_nothing_has_two_texts(text) -> None:
    for one in (text, f"OMO:{text}"):
        read = read_code(one)
        assert read is None or code_text(message_of(read.claim), read.signature) == one


@given(claims, st.data())
def test_a_mutated_code_reads_as_another_or_as_none(claim, data) -> None:
    text = code_text(message_of(claim), SIGNATURE)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(base45.ALPHABET).filter(lambda one: one != text[place]))
    read = read_code(text[:place] + other + text[place + 1 :])
    assert read is None or (read.message, read.signature) != (message_of(claim), SIGNATURE)


def test_the_longest_code_fits_a_qr_code_of_version_8_at_level_m() -> None:
    claim = Claim(CodeKind.COUPON, KEY, "ABCDEFGH", "x" * 60, 2**32 * 1_000_000 - 1_000_000)
    message = message_of(claim)
    assert len(message) == MOST
    text = code_text(message, b"\xff" * SIGNATURE_BYTES)
    assert len(text) == MOST_TEXT
    assert segno.make_qr(text, error="m", boost_error=False).version == 8


@pytest.mark.parametrize(
    "claim",
    [
        Claim(CodeKind.COUPON, KEY, "ABCDEFGH", "x" * 61, 0),
        Claim(CodeKind.COUPON, KEY, "S01", "", 0),
        Claim(CodeKind.COUPON, KEY, "S01", "a\nb", 0),
        Claim(CodeKind.COUPON, KEY, "s01", "a", 0),
        Claim(CodeKind.COUPON, KEY, "S01", "a", 500),
        Claim(CodeKind.COUPON, KEY, "S01", "a", 2**32 * 1_000_000),
        Claim(CodeKind.COUPON, KEY, "S01", "a", -1_000_000),
        Claim(CodeKind.COUPON, b"k", "S01", "a", 0),
        Claim(CodeKind.COUPON, KEY, "S01", "x" * 300, 0),
        Claim(CodeKind.COUPON, KEY, "", "M-1", 0, Balance(1, 0)),
        Claim(CodeKind.MEMBER, KEY, "", "M-1", 0, Balance(-1, 0)),
        Claim(CodeKind.MEMBER, KEY, "", "M-1", 0, Balance(2**32, 0)),
        Claim(CodeKind.MEMBER, KEY, "", "M-1", 0, Balance(1, 500)),
    ],
)
def test_what_no_code_can_say_is_refused(claim) -> None:
    with pytest.raises(UserError, match=r"code\.malformed"):
        message_of(claim)


def test_of_another_version_or_kind_nothing_is_read() -> None:
    message = message_of(Claim(CodeKind.MEMBER, KEY, "", "M-1", 0))
    for changed in (b"\x02" + message[1:], message[:1] + b"\x09" + message[2:], message + b"x", message[:-1]):
        assert read_code(code_text(changed, SIGNATURE)) is None
