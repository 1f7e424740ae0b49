from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import is_uuid7, uuid7

moments = st.integers(0, 2**48 - 1)
chance = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_standard():
    """RFC 9562, appendix A.6: 2022-02-22 14:22:22 -05:00, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F."""
    entropy = bytes.fromhex("0cc3" + "18c4dc0c0c07398f")
    assert uuid7(0x017F22E279B0, entropy) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(moments, chance)
def test_an_id_is_a_uuid_of_version_seven(at, entropy):
    text = uuid7(at, entropy)
    parsed = uuid.UUID(text)
    assert str(parsed) == text
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert parsed.int >> 80 == at
    assert is_uuid7(text)


@given(moments, moments, chance, chance)
def test_ids_sort_by_their_moment(early, late, one, other):
    if early < late:
        assert uuid7(early, one) < uuid7(late, other)


@given(moments, chance, st.integers(0, 79))
def test_every_bit_of_chance_but_the_six_fixed_ones_counts(at, entropy, bit):
    flipped = (int.from_bytes(entropy, "big") ^ 1 << bit).to_bytes(10, "big")
    fixed = bit in {62, 63, 76, 77, 78, 79}
    assert (uuid7(at, entropy) == uuid7(at, flipped)) is fixed


@pytest.mark.parametrize("entropy", [b"", b"123456789", b"12345678901"])
def test_ten_bytes_of_chance_are_needed(entropy):
    with pytest.raises(ValueError, match="ten"):
        uuid7(0, entropy)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n",
        " 017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    ],
)
def test_other_forms_are_no_ids(text):
    assert not is_uuid7(text)
