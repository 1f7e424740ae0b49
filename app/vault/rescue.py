"""Rescued entries: sealed to a centre by the key that it signs with, signed by the terminal that wrote them.

Form for ever: ``omo-pos rescue 2``, the terminal's id and the centre's, a line each; then a sealed box of the
terminal's signature over the packed payload (64 bytes), and the packed payload. So nothing is unpacked that nobody
has signed.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Sequence

from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.vault.sealing import OpeningKey, open_sealed, seal
from app.vault.signature import SIGNATURE_BYTES, Signer, public_key_of, verify

_FORM = "omo-pos rescue 2"
#: The prime of the curve.
_P = 2**255 - 19
#: Bytes of a payload at most, once unpacked, and how many times as large as before it may become; a little may more.
_MOST, _TIMES, _LITTLE = 512 * 1024 * 1024, 200, 1024 * 1024


@frozen
class Rescue:
    """A rescue file: whose it is, for whom, and the box."""

    terminal_id: str
    centre_id: str
    sealed: bytes


def sealing_key_of(public_key: bytes | str) -> bytes:
    """The X25519 key that belongs to an Ed25519 one: the same point in the other curve's coordinates (RFC 7748, 4.1).

    Raises:
        FaultError: ``vault.bad_public_key``.
    """
    y = int.from_bytes(public_key_of(public_key), "little") & (2**255 - 1)
    if y in {1, 0, _P - 1} or y >= _P:
        raise FaultError("vault.bad_public_key")
    return ((1 + y) * pow(1 - y, -1, _P) % _P).to_bytes(32, "little")


def opening_key_of(seed: bytes) -> OpeningKey:
    """The private part of `sealing_key_of`, from the Ed25519 seed."""
    return OpeningKey(hashlib.sha512(seed).digest()[:32])


def write_rescue(signer: Signer, terminal_id: str, centre_id: str, centre_key: str, payload: bytes) -> bytes:
    """A rescue file that only the centre reads."""
    context = f"{_FORM} {terminal_id} {centre_id}"
    packed = gzip.compress(payload, 6, mtime=0)
    signed = signer.sign(context, packed) + packed
    return f"{_FORM}\n{terminal_id}\n{centre_id}\n".encode() + seal(sealing_key_of(centre_key), signed, context)


def read_rescue(content: bytes) -> Rescue:
    """What a rescue file says of itself.

    Raises:
        UserError: ``rescue.not_one``.
    """
    form, _, rest = content.partition(b"\n")
    terminal_id, _, rest = rest.partition(b"\n")
    centre_id, found, sealed = rest.partition(b"\n")
    if form != _FORM.encode() or not found:
        raise UserError("rescue.not_one")
    return Rescue(terminal_id.decode("ascii", "replace"), centre_id.decode("ascii", "replace"), sealed)


def open_rescue(rescue: Rescue, seed: bytes, terminal_keys: Sequence[bytes]) -> tuple[int, bytes]:
    """Which of some keys it was signed with, and the payload, once that is seen.

    Args:
        seed: of the centre's signing key.

    Raises:
        FaultError: ``vault.sealed_damaged``, ``vault.sealed_to_another_key``, ``vault.sealed_too_new``.
    """
    context = f"{_FORM} {rescue.terminal_id} {rescue.centre_id}"
    plain = open_sealed(opening_key_of(seed), rescue.sealed, context)
    signature, packed = plain[:SIGNATURE_BYTES], plain[SIGNATURE_BYTES:]
    for place, key in enumerate(terminal_keys):
        if verify(key, context, packed, signature):
            return place, _unpacked(packed)
    raise FaultError("vault.sealed_damaged")


def _unpacked(packed: bytes) -> bytes:
    """What was packed, unless it becomes more than any journal does."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        payload = unpack.decompress(packed, min(_MOST, len(packed) * _TIMES + _LITTLE))
    except zlib.error:
        raise FaultError("vault.sealed_damaged") from None
    if not unpack.eof or unpack.unused_data:
        raise FaultError("vault.sealed_damaged")
    return payload
