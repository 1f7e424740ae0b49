from __future__ import annotations

import copy
import pickle

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import FaultError
from app.vault.sealing import OpeningKey, key_id, open_sealed, recipient_of, seal
from tests.vault import golden

quick = settings(max_examples=40, deadline=None, derandomize=True)
KEY = OpeningKey(golden.OPENING_KEY)


def test_a_box_of_the_first_day_still_opens():
    assert KEY.public_key.hex() == golden.OPENING_PUBLIC
    assert open_sealed(KEY, golden.SEALED, golden.SEALED_CONTEXT) == golden.SEALED_PLAINTEXT
    assert recipient_of(golden.SEALED).hex() == golden.OPENING_KEY_ID == key_id(golden.OPENING_PUBLIC).hex()


def test_a_box_opens_by_what_the_format_says_alone():
    header, one_time, ciphertext = golden.SEALED[:41], golden.SEALED[9:41], golden.SEALED[41:]
    private = X25519PrivateKey.from_private_bytes(golden.OPENING_KEY)
    shared = private.exchange(X25519PublicKey.from_public_bytes(one_time))
    salt = one_time + bytes.fromhex(golden.OPENING_PUBLIC)
    key = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"omo-pos sealed 1\x00").derive(shared)
    opened = AESGCM(key).decrypt(bytes(12), ciphertext, header + golden.SEALED_CONTEXT.encode())
    assert opened == golden.SEALED_PLAINTEXT


@quick
@given(plaintext=st.binary(max_size=300), context=st.text(st.characters(codec="utf-8"), max_size=50))
def test_round_trip(plaintext, context):
    sealed = seal(KEY.public_key, plaintext, context)
    assert len(sealed) == len(plaintext) + 57
    assert open_sealed(KEY, sealed, context) == plaintext
    with pytest.raises(FaultError, match=r"vault\.sealed_damaged"):
        open_sealed(KEY, sealed, context + "x")


def test_the_same_text_never_looks_the_same():
    assert seal(KEY.public_key, b"0912345678", "c") != seal(KEY.public_key, b"0912345678", "c")


def test_every_changed_byte_fails_and_so_does_every_cut():
    for place in range(len(golden.SEALED)):
        for flip in (1, 0x80, 0xFF):
            changed = bytearray(golden.SEALED)
            changed[place] ^= flip
            with pytest.raises(FaultError, match=r"vault\.sealed_"):
                open_sealed(KEY, bytes(changed), golden.SEALED_CONTEXT)
        with pytest.raises(FaultError, match=r"vault\.sealed_damaged"):
            open_sealed(KEY, golden.SEALED[:place], golden.SEALED_CONTEXT)
    with pytest.raises(FaultError, match=r"vault\.sealed_damaged"):
        open_sealed(KEY, golden.SEALED + b"\0", golden.SEALED_CONTEXT)


@quick
@given(garbage=st.binary(max_size=120))
def test_garbage_is_a_fault_and_nothing_else(garbage):
    with pytest.raises(FaultError):
        open_sealed(KEY, garbage, "")


def test_a_newer_version_is_named_as_such():
    with pytest.raises(FaultError) as caught:
        open_sealed(KEY, b"\x02" + golden.SEALED[1:], golden.SEALED_CONTEXT)
    assert (caught.value.code, caught.value.params) == ("vault.sealed_too_new", {"version": 2, "known": 1})


def test_another_key_hears_whose_the_box_is():
    with pytest.raises(FaultError) as caught:
        open_sealed(OpeningKey.generate(), golden.SEALED, golden.SEALED_CONTEXT)
    assert caught.value.code == "vault.sealed_to_another_key"
    assert caught.value.params == {"key_id": golden.OPENING_KEY_ID}


@pytest.mark.parametrize("weak", [bytes(32), b"\x01" + bytes(31), b"short", "not hexadecimal"])
def test_nothing_is_sealed_to_a_key_without_strength(weak):
    with pytest.raises(FaultError, match=r"vault\.bad_public_key"):
        seal(weak, b"x", "c")


def test_a_box_with_a_weak_one_time_key_is_damaged():
    forged = golden.SEALED[:9] + bytes(32) + golden.SEALED[41:]
    with pytest.raises(FaultError, match=r"vault\.sealed_damaged"):
        open_sealed(KEY, forged, golden.SEALED_CONTEXT)


def test_the_private_key_shows_nowhere():
    shown = repr(KEY) + str(KEY) + repr([KEY])
    assert golden.OPENING_KEY.hex() not in shown
    assert repr(golden.OPENING_KEY) not in shown
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="neither pickled nor copied"):
            copying(KEY)
    with pytest.raises(FaultError) as caught:
        OpeningKey(b"secret")
    assert caught.value.params == {}
    assert OpeningKey(KEY.private()) == KEY
    assert hash(OpeningKey(KEY.private())) == hash(KEY)
    assert OpeningKey.generate() != KEY
