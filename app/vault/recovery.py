"""Two ways back to the secrets of a terminal that lost them: a code on paper, and the centre's recovery key."""

from __future__ import annotations

import secrets
import unicodedata

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.errors import FaultError, UserError
from app.vault import argon, frame
from app.vault.argon import Argon2Cost
from app.vault.bundle import Secrets, decode_secrets, encode_secrets
from app.vault.sealing import OpeningKey, open_sealed, seal

# 27 random symbols are 135 bits; the 28th finds slips of the fingers before the slow check is run.
DATA_SYMBOLS = 27
GROUP = 4
# The code is random beyond guessing already; the cost guards one that was copied in part or badly read out.
WRAP_COST = Argon2Cost(time=3, memory_kib=64 * 1024, lanes=1)

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {symbol: value for value, symbol in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DASHES = frozenset("-_–—‐‑‒―−ー.·")
_VERSION = 1
_KDF = "argon2id-19"


def new_code() -> str:
    """A new recovery code: seven groups of four symbols with dashes between, the last symbol a check."""
    values = [secrets.randbelow(32) for _ in range(DATA_SYMBOLS)]
    return _written([*values, _check(values)])


def normalise_code(typed: str) -> str:
    """A code as it was printed, from however it was typed.

    Case, blanks and dashes do not matter, nor O for 0, I or L for 1, nor full-width letters.

    Raises:
        UserError: ``vault.wrong_recovery_code`` (why: ``symbol``, ``length`` or ``check``) when it cannot be one; any
            one symbol that is wrong, and any two that changed places, are found here.
    """
    text = unicodedata.normalize("NFKC", typed).upper()
    symbols = [symbol for symbol in text if not symbol.isspace() and symbol not in _DASHES]
    if any(symbol not in _VALUES for symbol in symbols):
        raise UserError("vault.wrong_recovery_code", why="symbol")
    if len(symbols) != DATA_SYMBOLS + 1:
        raise UserError("vault.wrong_recovery_code", why="length", symbols=DATA_SYMBOLS + 1)
    values = [_VALUES[symbol] for symbol in symbols]
    if _check(values[:-1]) != values[-1]:
        raise UserError("vault.wrong_recovery_code", why="check")
    return _written(values)


def wrap(code: str, bundle: Secrets, terminal_id: str, cost: Argon2Cost = WRAP_COST) -> str:
    """Encrypt a terminal's secrets under a recovery code: one line of JSON that may lie anywhere.

    Raises:
        UserError: ``vault.wrong_recovery_code`` when the code is none.
        FaultError: ``vault.hashing_failed`` when the machine cannot give the memory.
    """
    header: dict[str, str | int] = {
        "terminal": terminal_id,
        "kdf": _KDF,
        "time": cost.time,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": secrets.token_hex(16),
        "nonce": secrets.token_hex(12),
    }
    cipher = AESGCM(_stretched(code, bytes.fromhex(str(header["salt"])), cost))
    plaintext = encode_secrets(terminal_id, bundle).encode("ascii")
    ciphertext = cipher.encrypt(bytes.fromhex(str(header["nonce"])), plaintext, _bound(header))
    return frame.encode("wrapped", _VERSION, {**header, "ciphertext": ciphertext.hex()})


def unwrap(code: str, wrapped: str | bytes, terminal_id: str | None = None) -> Secrets:
    """Open a text of `wrap`.

    Args:
        code: the recovery code as a person typed it.
        wrapped: the text.
        terminal_id: whose secrets are expected; None takes whosever they are (`terminal_of` tells).

    Raises:
        UserError: ``vault.wrong_recovery_code`` (why: ``symbol``, ``length``, ``check`` or ``other``).
        FaultError: ``vault.wrapped_damaged``, ``vault.wrapped_too_new``, ``vault.wrapped_of_another_terminal``,
            ``vault.key_too_new``, ``vault.hashing_failed``.
    """
    fields = frame.decode("wrapped", _VERSION, wrapped)
    owner = frame.text_of("wrapped", fields, "terminal")
    if terminal_id is not None and owner != terminal_id:
        raise FaultError("vault.wrapped_of_another_terminal", terminal=terminal_id, owner=owner)
    if fields.get("kdf") != _KDF:
        raise FaultError("vault.wrapped_damaged", why="kdf")
    cost = Argon2Cost(
        time=frame.number_of("wrapped", fields, "time", lowest=1, highest=argon.MAX_TIME),
        memory_kib=frame.number_of("wrapped", fields, "memory_kib", lowest=8, highest=argon.MAX_MEMORY_KIB),
        lanes=frame.number_of("wrapped", fields, "lanes", lowest=1, highest=argon.MAX_LANES),
    )
    salt = frame.bytes_of("wrapped", fields, "salt", length=16)
    nonce = frame.bytes_of("wrapped", fields, "nonce", length=12)
    ciphertext = frame.bytes_of("wrapped", fields, "ciphertext")
    if not cost.bearable():
        raise FaultError("vault.wrapped_damaged", why="lanes")
    header = {name: value for name, value in fields.items() if name not in ("format", "version", "ciphertext")}
    cipher = AESGCM(_stretched(code, salt, cost))
    try:
        plaintext = cipher.decrypt(nonce, ciphertext, _bound(header))
    except InvalidTag:
        raise UserError("vault.wrong_recovery_code", why="other") from None
    return decode_secrets(owner, plaintext)


def terminal_of(wrapped: str | bytes) -> str:
    """Whose secrets a text of `wrap` holds, readable without the code.

    Raises:
        FaultError: ``vault.wrapped_damaged`` or ``vault.wrapped_too_new``.
    """
    return frame.text_of("wrapped", frame.decode("wrapped", _VERSION, wrapped), "terminal")


def seal_secrets(recipient_public: bytes | str, bundle: Secrets, terminal_id: str) -> bytes:
    """Seal a terminal's secrets to the centre's permanent recovery key.

    Raises:
        FaultError: ``vault.bad_public_key``.
    """
    return seal(recipient_public, encode_secrets(terminal_id, bundle).encode("ascii"), _context(terminal_id))


def open_secrets(private: OpeningKey, sealed: bytes, terminal_id: str) -> Secrets:
    """Open what `seal_secrets` made for this terminal.

    Raises:
        FaultError: as `app.vault.sealing.open_sealed`, or ``vault.key_too_new``.
    """
    return decode_secrets(terminal_id, open_sealed(private, sealed, _context(terminal_id)))


def _context(terminal_id: str) -> str:
    return f"terminal secrets {terminal_id}"


def _bound(header: dict[str, str | int]) -> bytes:
    """What the ciphertext is bound to beside the code: whose it is, and every parameter."""
    return b"omo-pos wrapped 1\x00" + frame.canonical(header)


def _stretched(code: str, salt: bytes, cost: Argon2Cost) -> bytes:
    secret = normalise_code(code).replace("-", "").encode("ascii")
    try:
        return hash_secret_raw(secret, salt, cost.time, cost.memory_kib, cost.lanes, 32, Type.ID)
    except HashingError:
        raise FaultError("vault.hashing_failed") from None


def _written(values: list[int]) -> str:
    symbols = "".join(_ALPHABET[value] for value in values)
    return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))


def _check(values: list[int]) -> int:
    """A weighted sum over the field of 32 elements, no two weights alike.

    Crockford's own check symbol needs five more signs (``*~$=U``) that are awkward to read out; this one stays within
    the alphabet and still finds every single wrong symbol and every exchange of two.
    """
    total = 0
    for value in values:
        total = _double(total ^ value)
    return total


def _double(value: int) -> int:
    """Times x in GF(32) modulo x^5 + x^2 + 1, where x runs through all 31 elements but zero."""
    shifted = value << 1
    return shifted ^ 0b100101 if shifted & 32 else shifted
