from __future__ import annotations

import copy
import pickle

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import FaultError
from app.vault.signature import Signer, public_key_of, verify
from tests.vault import golden

quick = settings(max_examples=60, deadline=None, derandomize=True)
SIGNER = Signer(golden.SIGNING_SEED)


def test_a_signature_of_the_first_day_still_passes_and_is_still_made_the_same():
    assert SIGNER.public_key.hex() == golden.SIGNING_PUBLIC
    assert SIGNER.sign(golden.SIGNATURE_CONTEXT, golden.SIGNATURE_MESSAGE) == golden.SIGNATURE
    assert verify(golden.SIGNING_PUBLIC, golden.SIGNATURE_CONTEXT, golden.SIGNATURE_MESSAGE, golden.SIGNATURE)


def test_the_signed_bytes_are_what_the_format_says():
    signed = b"omo-pos signature 1\x00" + b"\x06" + b"anchor" + b"a message"
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(golden.SIGNING_PUBLIC)).verify(golden.SIGNATURE, signed)


@quick
@given(context=st.text(min_size=1, max_size=60), message=st.binary(max_size=200))
def test_round_trip(context, message):
    signature = SIGNER.sign(context, message) if _fits(context) else None
    if signature is not None:
        assert len(signature) == 64
        assert verify(SIGNER.public_key, context, message, signature)
        assert verify(SIGNER.public_key.hex(), context, message, signature)


def _fits(context: str) -> bool:
    try:
        return len(context.encode("utf-8")) <= 255
    except UnicodeEncodeError:
        return False


def test_every_changed_bit_of_signature_message_and_key_is_found():
    message, context = golden.SIGNATURE_MESSAGE, golden.SIGNATURE_CONTEXT
    for changed in _each_bit_flipped(golden.SIGNATURE):
        assert not verify(SIGNER.public_key, context, message, changed)
    for changed in _each_bit_flipped(message):
        assert not verify(SIGNER.public_key, context, changed, golden.SIGNATURE)
    for changed in _each_bit_flipped(SIGNER.public_key):
        assert not verify(changed, context, message, golden.SIGNATURE)


def _each_bit_flipped(original: bytes):
    for place in range(len(original)):
        for bit in range(8):
            yield original[:place] + bytes([original[place] ^ (1 << bit)]) + original[place + 1 :]


def test_a_signature_does_not_pass_under_another_context_nor_with_the_border_moved():
    signature = SIGNER.sign("receipt", b"abc")
    assert not verify(SIGNER.public_key, "anchor", b"abc", signature)
    assert not verify(SIGNER.public_key, "receipta", b"bc", signature)
    assert not verify(SIGNER.public_key, "receip", b"tabc", signature)


ANYTHING = st.one_of(
    st.none(), st.integers(), st.floats(), st.text(), st.binary(max_size=80), st.lists(st.integers()), st.booleans()
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(key=ANYTHING, context=ANYTHING, message=ANYTHING, signature=ANYTHING)
def test_verify_is_total(key, context, message, signature):
    assert verify(key, context, message, signature) is False


@settings(max_examples=80, deadline=None, derandomize=True)
@given(context=ANYTHING, message=ANYTHING, signature=ANYTHING)
def test_verify_is_total_with_a_good_key_too(context, message, signature):
    assert verify(SIGNER.public_key, context, message, signature) is False


@pytest.mark.parametrize("context", ["", "x" * 256, "\ud800"])
def test_a_context_out_of_bounds_is_a_bug_when_signing(context):
    with pytest.raises(ValueError, match=r"context|surrogates"):
        SIGNER.sign(context, b"")


def test_public_keys_are_raw_or_hexadecimal_and_nothing_else():
    raw = SIGNER.public_key
    assert public_key_of(raw) == public_key_of(raw.hex()) == public_key_of(raw.hex().upper()) == raw
    for wrong in (raw[:-1], raw + b"\0", raw.hex()[:-2], raw.hex()[:-2] + "zz", " " + raw.hex()[:-1], "", b""):
        with pytest.raises(FaultError) as caught:
            public_key_of(wrong)
        assert caught.value.code == "vault.bad_public_key"


def test_the_private_key_shows_nowhere():
    seed = golden.SIGNING_SEED
    shown = repr(SIGNER) + str(SIGNER) + f"{SIGNER}" + repr({"signer": SIGNER})
    assert seed.hex() not in shown
    assert repr(seed) not in shown
    assert golden.SIGNING_PUBLIC in shown
    assert not hasattr(SIGNER, "__dict__")
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="neither pickled nor copied"):
            copying(SIGNER)


def test_signers_are_equal_by_key_and_generated_ones_differ():
    assert Signer(golden.SIGNING_SEED) == SIGNER
    assert hash(Signer(golden.SIGNING_SEED)) == hash(SIGNER)
    assert Signer.generate() != Signer.generate()
    assert SIGNER != "signer"
    assert Signer(Signer.generate().seed()).public_key


def test_a_seed_of_the_wrong_length_is_refused_without_being_quoted():
    with pytest.raises(FaultError) as caught:
        Signer(b"secret")
    assert caught.value.code == "vault.bad_private_key"
    assert caught.value.params == {}
