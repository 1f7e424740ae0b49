"""The one text form of what the vault writes: a JSON object that names its format and version and checks itself.

A changed value is found by the checksum, so a damaged key can never pass for a key; white space between the values
means nothing, so a file that went through an e-mail or an editor still opens.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from app.domain.errors import FaultError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARS = 64 * 1024


def canonical(fields: Mapping[str, str | int]) -> bytes:
    """The bytes of some fields that are hashed or authenticated: sorted, compact, ASCII."""
    return json.dumps(dict(fields), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def encode(kind: str, version: int, fields: Mapping[str, str | int]) -> str:
    """Put fields into one line of text that `decode` opens again."""
    framed: dict[str, str | int] = {"format": f"omo-pos.{kind}", "version": version, **fields}
    return canonical({**framed, "check": _check(framed)}).decode("ascii")


def decode(kind: str, newest: int, text: str | bytes) -> dict[str, str | int]:
    """Open a text of `encode` and give all its fields but the check.

    Raises:
        FaultError: ``vault.<kind>_damaged`` (why: one word), or ``vault.<kind>_too_new`` when it was written by a
            newer version of the program than the `newest` format known here.
    """
    damaged = f"vault.{kind}_damaged"
    if len(text) > MAX_CHARS:
        raise FaultError(damaged, why="size")
    try:
        # RecursionError: thousands of opening brackets; ValueError covers bad UTF-8 and bad JSON.
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise FaultError(damaged, why="json") from None
    if not isinstance(parsed, dict) or parsed.get("format") != f"omo-pos.{kind}":
        raise FaultError(damaged, why="format")
    version = parsed.get("version")
    if type(version) is not int or version < 1:
        raise FaultError(damaged, why="version")
    if version > newest:
        raise FaultError(f"vault.{kind}_too_new", version=version, known=newest)
    check = parsed.pop("check", None)
    if any(type(value) not in (str, int) for value in parsed.values()):
        raise FaultError(damaged, why="types")
    if not isinstance(check, str) or not hmac.compare_digest(
        check.encode("utf-8", "replace"), _check(parsed).encode()
    ):
        raise FaultError(damaged, why="check")
    return parsed


def text_of(kind: str, fields: Mapping[str, str | int], name: str) -> str:
    """One text field of a decoded frame.

    Raises:
        FaultError: ``vault.<kind>_damaged`` when it is absent or not text.
    """
    value = fields.get(name)
    if not isinstance(value, str):
        raise FaultError(f"vault.{kind}_damaged", why=name)
    return value


def number_of(kind: str, fields: Mapping[str, str | int], name: str, *, lowest: int, highest: int) -> int:
    """One whole number of a decoded frame, within bounds.

    Raises:
        FaultError: ``vault.<kind>_damaged`` when it is absent, not a number, or out of bounds.
    """
    value = fields.get(name)
    if not isinstance(value, int) or not lowest <= value <= highest:
        raise FaultError(f"vault.{kind}_damaged", why=name)
    return value


def bytes_of(kind: str, fields: Mapping[str, str | int], name: str, *, length: int | None = None) -> bytes:
    """One field of a decoded frame that was written as hexadecimal digits.

    Raises:
        FaultError: ``vault.<kind>_damaged`` when it is absent, not hexadecimal, or not `length` bytes long.
    """
    try:
        value = bytes.fromhex(text_of(kind, fields, name))
    except ValueError:
        raise FaultError(f"vault.{kind}_damaged", why=name) from None
    if length is not None and len(value) != length:
        raise FaultError(f"vault.{kind}_damaged", why=name)
    return value


def _check(fields: Mapping[str, str | int]) -> str:
    return hashlib.sha256(canonical(fields)).hexdigest()
