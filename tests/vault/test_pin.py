from __future__ import annotations

import pytest
from argon2.exceptions import HashingError
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import FaultError, UserError
from app.domain.staff import choose_pin, is_trivial, normalise_pin
from app.vault.argon import Argon2Cost
from app.vault.pin import PIN_COST, PinHasher
from tests.vault import golden

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
HASHER = PinHasher(CHEAP)


def test_a_hash_of_the_first_day_still_verifies():
    assert HASHER.verify(golden.PIN_HASH, golden.PIN)
    assert not HASHER.verify(golden.PIN_HASH, "8316")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(digits=st.text("0123456789", min_size=4, max_size=8), other=st.text("0123456789", min_size=4, max_size=8))
def test_a_pin_verifies_and_another_does_not(digits, other):
    encoded = HASHER.hash(digits) if not is_trivial(digits) else HASHER._hasher.hash(digits)
    assert encoded.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert digits not in encoded.split("$")
    assert HASHER.verify(encoded, digits)
    assert HASHER.verify(encoded, other) == (digits == other)


def test_the_same_pin_has_another_hash_each_time():
    assert HASHER.hash("8315") != HASHER.hash("8315")


@pytest.mark.parametrize("typed", ["8315", "８３１５", " 8315 ", "　8３1５\n"])
def test_full_width_digits_and_blanks_are_the_same_pin(typed):
    assert normalise_pin(typed) == "8315"
    assert HASHER.verify(golden.PIN_HASH, typed)


@pytest.mark.parametrize(
    "typed", ["", "   ", "83a5", "83 15", "八三一五", "٨٣١٥", "8.15", "-8315", "\ud8008315", "8315\0"]
)
def test_what_is_not_digits_is_refused(typed):
    with pytest.raises(UserError) as caught:
        choose_pin(typed)
    assert (caught.value.code, caught.value.params) == ("staff.pin_not_digits", {})
    assert not HASHER.verify(golden.PIN_HASH, typed)


@pytest.mark.parametrize("typed", ["831", "8315279406183"])
def test_length(typed):
    with pytest.raises(UserError) as caught:
        choose_pin(typed)
    assert (caught.value.code, caught.value.params) == ("staff.pin_length", {"shortest": 4, "longest": 8})


TRIVIAL = [
    "0000", "1111", "１１１１", "1234", "4321", "0123", "7890", "8901", "0987", "123456", "98765432",
    "1212", "6969", "123123", "482482", "1122", "112233", "4433", "2580", "147258", "0852",
]  # fmt: skip


@pytest.mark.parametrize("typed", TRIVIAL)
def test_what_anybody_would_try_first_is_refused(typed):
    with pytest.raises(UserError) as caught:
        HASHER.hash(typed)
    assert (caught.value.code, caught.value.params) == ("staff.pin_trivial", {})


@pytest.mark.parametrize("typed", ["8315", "1235", "1357", "1123", "123457", "4822", "90210", "1221"])
def test_ordinary_pins_pass(typed):
    assert choose_pin(typed) == typed


def test_most_pins_of_four_digits_may_be_chosen():
    refused = sum(1 for number in range(10_000) if is_trivial(f"{number:04d}"))
    assert refused < 150


def test_a_pin_that_today_would_be_too_simple_still_verifies():
    encoded = HASHER._hasher.hash("1111")
    assert HASHER.verify(encoded, "1111")


MALFORMED = [
    "", "x", "$argon2id$", "$argon2id$v=19$m=64,t=1,p=1$AAAA", "$2b$12$abcdefghijklmnopqrstuv", "密碼", "\0" * 40,
    "$argon2id$v=19$m=64,t=1,p=1$$", "$argon2id$v=19$m=64,t=1,p=1$!!!!$????", "$argon2id$v=19$m=x,t=1,p=1$a$b",
    "$argon2id$v=19$m=4294967295,t=4294967295,p=1$mzzWgmVmXXuAJliC/PJhAQ$n0i1W37SnmGb1dnwQ5kRdzcY6XlSDv72jiMORJbH+zk",
    golden.PIN_HASH[:-1], golden.PIN_HASH + "A", golden.PIN_HASH + "\n", golden.PIN_HASH + "\0", "$" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("encoded", MALFORMED)
def test_verify_is_total_and_unreadable_hashes_are_a_no(encoded):
    assert HASHER.verify(encoded, "8315") is False
    assert HASHER.needs_rehash(encoded) in (True, False)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(encoded=st.one_of(st.text(), st.none(), st.integers(), st.binary()), typed=st.one_of(st.text(), st.none()))
def test_verify_never_raises(encoded, typed):
    assert HASHER.verify(encoded, typed) is False


def test_a_changed_character_of_the_hash_is_found():
    encoded = golden.PIN_HASH
    for place in range(len(encoded) - 1):  # base64's last character has two bits that mean nothing
        changed = encoded[:place] + ("B" if encoded[place] != "B" else "C") + encoded[place + 1 :]
        assert not HASHER.verify(changed, golden.PIN)


def test_an_unknown_person_costs_one_computation_just_as_a_known_one():
    computed = []
    hasher = PinHasher(CHEAP)
    real = hasher._hasher

    class Counting:
        def hash(self, typed):
            computed.append("hash")
            return real.hash(typed)

        def verify(self, encoded, typed):
            computed.append("verify")
            return real.verify(encoded, typed)

    hasher._hasher = Counting()
    assert not hasher.verify(None, "8315")
    assert not hasher.verify("no hash at all", "8315")
    assert hasher.verify(golden.PIN_HASH, "8315")
    assert computed == ["hash", "hash", "verify"]


def test_a_hash_of_another_cost_verifies_and_asks_to_be_made_anew():
    dearer = PinHasher(Argon2Cost(time=2, memory_kib=64, lanes=1))
    encoded = HASHER.hash("8315")
    assert dearer.verify(encoded, "8315")
    assert dearer.needs_rehash(encoded)
    assert not HASHER.needs_rehash(encoded)
    assert HASHER.needs_rehash("nonsense")


def test_the_cost_in_use_is_worth_the_name():
    assert PIN_COST.bearable()
    assert PIN_COST.memory_kib * PIN_COST.time >= 64 * 1024
    encoded = PinHasher().hash("8315")
    assert PinHasher().verify(encoded, "8315")


def test_without_memory_setting_a_pin_is_a_fault_and_checking_one_a_no():
    hasher = PinHasher(CHEAP)

    class Starved:
        def hash(self, typed):
            raise HashingError(f"no memory for {typed}")

    hasher._hasher = Starved()
    with pytest.raises(FaultError) as caught:
        hasher.hash("8315")
    assert "8315" not in str(caught.value)
    assert not hasher.verify(None, "8315")
