from __future__ import annotations

import json
import re

import pytest
from argon2.exceptions import HashingError
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError, FaultError, UserError
from app.vault import frame, recovery
from app.vault.argon import Argon2Cost
from app.vault.bundle import Secrets
from app.vault.recovery import new_code, normalise_code, open_secrets, seal_secrets, terminal_of, unwrap, wrap
from app.vault.sealing import OpeningKey
from app.vault.signature import Signer
from tests.vault import golden

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
SECRETS = Secrets(golden.DATABASE_KEY, Signer(golden.SIGNING_SEED), golden.LOOKUP_KEY)
quick = settings(max_examples=60, deadline=None, derandomize=True)
slow = settings(max_examples=25, deadline=None, derandomize=True)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.lists(st.integers(0, 31), min_size=27, max_size=27).map(
    lambda values: recovery._written([*values, recovery._check(values)])
)
CONFUSED = {"0": "0Oo０Ｏ", "1": "1IiLlｌ１"}


@st.composite
def as_typed(draw, code: str) -> str:
    """The code as a tired person might type it."""
    typed = []
    for symbol in code.replace("-", ""):
        typed.append(draw(st.sampled_from(["", "", "", " ", "-", "–", "　", " - ", "\t"])))
        typed.append(draw(st.sampled_from(CONFUSED.get(symbol, symbol + symbol.lower()))))
    return "".join(typed)


def test_what_was_wrapped_and_sealed_on_the_first_day_still_opens():
    assert unwrap(golden.CODE, golden.WRAPPED, golden.TERMINAL) == SECRETS
    assert open_secrets(OpeningKey(golden.OPENING_KEY), golden.SEALED_SECRETS, golden.TERMINAL) == SECRETS


def test_a_code_reads_well_and_holds_more_than_128_bits():
    code = new_code()
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{6}}", code)
    assert recovery.DATA_SYMBOLS * 5 >= 128
    assert normalise_code(code) == code
    assert len({new_code() for _ in range(200)}) == 200


def test_every_symbol_is_drawn():
    drawn = set("".join(new_code() for _ in range(100))) - {"-"}
    assert drawn == set(ALPHABET)


@quick
@given(data=st.data(), code=codes)
def test_a_code_is_understood_however_it_is_typed(data, code):
    assert normalise_code(data.draw(as_typed(code))) == code


@quick
@given(code=codes, place=st.integers(0, 27), wrong=st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_found_before_the_slow_check(code, place, wrong):
    symbols = list(code.replace("-", ""))
    if symbols[place] == wrong:
        return
    symbols[place] = wrong
    with pytest.raises(UserError) as caught:
        normalise_code("".join(symbols))
    assert (caught.value.code, caught.value.params) == ("vault.wrong_recovery_code", {"why": "check"})


@quick
@given(code=codes, first=st.integers(0, 27), second=st.integers(0, 27))
def test_two_exchanged_symbols_are_found(code, first, second):
    symbols = list(code.replace("-", ""))
    if symbols[first] == symbols[second]:
        return
    symbols[first], symbols[second] = symbols[second], symbols[first]
    with pytest.raises(UserError, match="why=check"):
        normalise_code("".join(symbols))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "length"), ("0123", "length"), (golden.CODE + "0", "length"), (golden.CODE[:-1], "length"),
        (golden.CODE.replace("K", "U"), "symbol"), (golden.CODE + "!", "symbol"), ("密碼", "symbol"),
        ("\ud800", "symbol"), ("\0", "symbol"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_code_says_why_and_never_quotes_it(typed, why):
    with pytest.raises(UserError) as caught:
        unwrap(typed, golden.WRAPPED)
    assert caught.value.code == "vault.wrong_recovery_code"
    assert caught.value.params["why"] == why
    assert set(caught.value.params) <= {"why", "symbols"}


@slow
@given(data=st.data(), code=codes, keys=st.binary(min_size=96, max_size=96))
def test_wrap_round_trip(data, code, keys):
    bundle = Secrets(keys[:32], Signer(keys[32:64]), keys[64:])
    wrapped = wrap(code, bundle, golden.TERMINAL, CHEAP)
    assert terminal_of(wrapped) == golden.TERMINAL
    assert unwrap(data.draw(as_typed(code)), wrapped) == bundle
    for part in (keys[:32], keys[32:64], keys[64:]):
        assert part.hex() not in wrapped


def test_the_cost_in_use():
    code = new_code()
    wrapped = wrap(code, SECRETS, golden.TERMINAL)
    fields = json.loads(wrapped)
    assert (fields["time"], fields["memory_kib"]) == (3, 64 * 1024)
    assert unwrap(code, wrapped, golden.TERMINAL) == SECRETS


@slow
@given(code=codes)
def test_another_code_does_not_open(code):
    if code == golden.CODE:
        return
    with pytest.raises(UserError) as caught:
        unwrap(code, golden.WRAPPED)
    assert (caught.value.code, caught.value.params) == ("vault.wrong_recovery_code", {"why": "other"})


def test_every_changed_byte_of_the_wrapped_text_fails():
    original = golden.WRAPPED.encode()
    for place in range(len(original)):
        for flip in (1, 0x20, 0xFF):
            changed = bytearray(original)
            changed[place] ^= flip
            with pytest.raises(FaultError, match=r"vault\.wrapped_(damaged|too_new)"):
                unwrap(golden.CODE, bytes(changed))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(place=st.integers(0, len(golden.WRAPPED) - 1), byte=st.integers(0, 255))
def test_any_byte_in_place_of_another_fails(place, byte):
    changed = bytearray(golden.WRAPPED.encode())
    if changed[place] == byte:
        return
    changed[place] = byte
    with pytest.raises(FaultError):
        unwrap(golden.CODE, bytes(changed))


def test_white_space_around_and_between_does_not_matter():
    pretty = "\r\n" + json.dumps(json.loads(golden.WRAPPED), indent=2) + "\r\n\r\n"
    assert unwrap(golden.CODE, pretty) == SECRETS


def _forged(**changes):
    """A wrapped text changed by somebody who knows how the check is made."""
    fields = json.loads(golden.WRAPPED)
    for name in ("check", "format", "version"):
        del fields[name]
    fields.update(changes)
    return frame.encode("wrapped", 1, {name: value for name, value in fields.items() if value is not None})


@pytest.mark.parametrize(
    "changes",
    [
        {"terminal": "another"}, {"time": 2}, {"memory_kib": 128}, {"lanes": 1}, {"salt": "00" * 16},
        {"nonce": "00" * 12}, {"added": 1}, {"ciphertext": "00" * 40}, {"ciphertext": ""},
    ],
)  # fmt: skip
def test_a_forged_header_does_not_open_even_with_a_good_check(changes):
    with pytest.raises(UserError, match="why=other"):
        unwrap(golden.CODE, _forged(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"memory_kib": 2**31}, {"time": 10**9}, {"lanes": 1000}, {"time": 0}, {"lanes": 16, "memory_kib": 8},
        {"salt": "00"}, {"salt": "xy"}, {"nonce": None}, {"kdf": "scrypt"}, {"terminal": 7}, {"time": "1"},
    ],
)  # fmt: skip
def test_parameters_that_would_stop_the_machine_are_refused(changes):
    with pytest.raises(FaultError, match=r"vault\.wrapped_damaged"):
        unwrap(golden.CODE, _forged(**changes))


def test_a_newer_format_is_refused_by_name():
    newer = frame.encode("wrapped", 2, {"terminal": golden.TERMINAL})
    for reading in (lambda: unwrap(golden.CODE, newer), lambda: terminal_of(newer)):
        with pytest.raises(FaultError) as caught:
            reading()
        assert (caught.value.code, caught.value.params) == ("vault.wrapped_too_new", {"version": 2, "known": 1})


def test_a_newer_bundle_inside_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(recovery, "encode_secrets", lambda *_: frame.encode("key", 2, {"terminal": "t"}))
    wrapped = wrap(golden.CODE, SECRETS, golden.TERMINAL, CHEAP)
    monkeypatch.undo()
    with pytest.raises(FaultError, match=r"vault\.key_too_new"):
        unwrap(golden.CODE, wrapped)


def test_another_terminals_text_is_refused_when_one_is_expected():
    with pytest.raises(FaultError) as caught:
        unwrap(golden.CODE, golden.WRAPPED, "another")
    assert caught.value.code == "vault.wrapped_of_another_terminal"


@quick
@given(garbage=st.one_of(st.text(), st.binary()))
def test_garbage_is_a_fault_and_nothing_else(garbage):
    with pytest.raises(FaultError, match=r"vault\.wrapped_damaged"):
        unwrap(golden.CODE, garbage)


@pytest.mark.parametrize(
    "text", ["[" * 60_000, "1" * 60_000, "x" * 100_000, "{}", "[]", "null", '"a"', "NaN", "{" * 9]
)
def test_hostile_json_is_a_fault(text):
    with pytest.raises(FaultError, match=r"vault\.wrapped_damaged"):
        unwrap(golden.CODE, text)


def test_sealed_secrets_open_for_their_terminal_alone():
    key = OpeningKey.generate()
    sealed = seal_secrets(key.public_key.hex(), SECRETS, golden.TERMINAL)
    assert open_secrets(key, sealed, golden.TERMINAL) == SECRETS
    with pytest.raises(FaultError, match=r"vault\.sealed_damaged"):
        open_secrets(key, sealed, "another")


def test_no_secret_appears_in_an_error(monkeypatch):
    def starved(secret, *_):
        raise HashingError(secret.decode())

    monkeypatch.setattr(recovery, "hash_secret_raw", starved)
    with pytest.raises(AppError) as caught:
        unwrap(golden.CODE, golden.WRAPPED)
    assert caught.value.code == "vault.hashing_failed"
    assert golden.CODE.replace("-", "") not in str(caught.value)
    assert caught.value.__suppress_context__
