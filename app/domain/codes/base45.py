"""Base45, RFC 9285: bytes as the characters that a QR code packs tightest and a scanner types as plain capitals."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NONE = 255
_VALUES = bytes(ALPHABET.find(chr(byte)) % 256 for byte in range(256))


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
    if len(text) % 3 == 1 or not text.isascii():
        return None
    values = text.encode().translate(_VALUES)
    if _NONE in values:
        return None
    made = bytearray()
    whole = len(values) - len(values) % 3
    for start in range(0, whole, 3):
        number = values[start] + 45 * values[start + 1] + 2_025 * values[start + 2]
        if number >= 1 << 16:
            return None
        made += number.to_bytes(2, "big")
    if whole < len(values):
        number = values[whole] + 45 * values[whole + 1]
        if number >= 1 << 8:
            return None
        made.append(number)
    return bytes(made)
