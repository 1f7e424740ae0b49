"""Base45, RFC 9285: bytes as the characters that a QR code packs tightest and a scanner types as plain capitals."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Bytes as text: three characters for two bytes, two for a last one."""
    parts = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, value = divmod(number, 45)
            parts.append(ALPHABET[value])
    return "".join(parts)


def decode(text: str) -> bytes | None:
    """The bytes of a text; None where it is the text of none. Two texts never give the same bytes."""
    if len(text) % 3 == 1:
        return None
    made = bytearray()
    for start in range(0, len(text), 3):
        values = [_VALUES.get(character) for character in text[start : start + 3]]
        number, size = 0, len(values) - 1
        for value in reversed(values):
            if value is None:
                return None
            number = number * 45 + value
        if number >= 256**size:
            return None
        made += number.to_bytes(size, "big")
    return bytes(made)
