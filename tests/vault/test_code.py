from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes.signed import Balance, CodeKind, SignedCode, read_code
from app.vault.code import is_genuine, sign_code
from app.vault.signature import Signer

SIGNER, OTHER = Signer(b"s" * 32), Signer(b"o" * 32)
UNTIL = 1_772_676_000_000_000


def test_a_genuine_code_is_genuine_under_its_own_key_alone() -> None:
    read = read_code(sign_code(SIGNER, CodeKind.PICKUP, "S01", "A-1", UNTIL + 999_999))
    assert read is not None
    assert (read.claim.store, read.claim.subject, read.claim.expires_at) == ("S01", "A-1", UNTIL)
    assert is_genuine(SIGNER.public_key, read)
    assert not is_genuine(OTHER.public_key, read)


def test_a_code_that_names_another_key_is_not_genuine() -> None:
    """Even where the signature is: which key is asked must not be left to who forges."""
    read = read_code(sign_code(SIGNER, CodeKind.MEMBER, "", "M-1", UNTIL))
    assert read is not None
    assert not is_genuine(SIGNER.public_key, replace(read, claim=replace(read.claim, key=b"none")))


def test_a_members_code_says_what_was_free_and_a_changed_figure_is_not_genuine() -> None:
    read = read_code(sign_code(SIGNER, CodeKind.MEMBER, "", "M-1", UNTIL, Balance(120, UNTIL - 600_999_999)))
    assert read is not None
    assert read.claim.balance == Balance(120, UNTIL - 601_000_000)
    assert is_genuine(SIGNER.public_key, read)
    more = read.message[:-8] + (9_000).to_bytes(4, "big") + read.message[-4:]
    assert not is_genuine(SIGNER.public_key, replace(read, message=more))


@given(st.integers(0, 63), st.integers(1, 255), st.booleans())
def test_no_changed_byte_passes(place: int, change: int, in_message: bool) -> None:
    read = read_code(sign_code(SIGNER, CodeKind.COUPON, "S01", "SUMMER/AAAABBBBCCCC", UNTIL))
    assert read is not None
    changed = bytearray(read.message if in_message else read.signature)
    changed[place % len(changed)] ^= change
    parts = (bytes(changed), read.signature) if in_message else (read.message, bytes(changed))
    assert not is_genuine(SIGNER.public_key, SignedCode(read.claim, *parts))
