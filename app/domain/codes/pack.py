"""Packing: numbers and texts in as few bytes as they need, read back without ever raising."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Bytes of a number at most: what every JSON reader keeps exactly fits seven.
_MOST_BYTES = 8
_DIGITS = frozenset("0123456789")
#: A text's first byte: its length in UTF-8 below this, else from here on a count of digits packed as one number.
_PACKED = 128


class Writer:
    """Puts bytes together."""

    def __init__(self) -> None:
        self._parts = bytearray()

    def done(self) -> bytes:
        """What was written."""
        return bytes(self._parts)

    def raw(self, data: bytes) -> None:
        """Bytes as they are; the reader knows how many."""
        self._parts += data

    def count(self, number: int) -> None:
        """A number that is not negative: seven bits a byte, the lowest first."""
        while number >= 128:
            self._parts.append(number & 127 | 128)
            number >>= 7
        self._parts.append(number)

    def whole(self, number: int) -> None:
        """A number of either sign, small ones of both in few bytes."""
        self.count(number * 2 if number >= 0 else -number * 2 - 1)

    def text(self, text: str) -> None:
        """A text of up to 127 bytes, or of up to 100 digits. A longer one is cut, which the reader refuses."""
        if _is_packed(text):
            self._parts.append(_PACKED + len(text))
            self._parts += int(text).to_bytes(_size_of_digits(len(text)), "big")
            return
        data = text.encode("utf-8", "replace")[: _PACKED - 1]
        self._parts.append(len(data))
        self._parts += data

    def word(self, word: str, known: Sequence[str]) -> None:
        """A word of a list, or another one."""
        if word in known:
            self.count(known.index(word) + 1)
        else:
            self.count(0)
            self.text(word)


def _is_packed(text: str) -> bool:
    return 3 <= len(text) <= 100 and _DIGITS.issuperset(text)


def _size_of_digits(length: int) -> int:
    most: int = 10**length - 1
    return (most.bit_length() + 7) // 8


class Reader:
    """Takes bytes apart. Where they end too early or are no such thing, it `is_broken`, and gives nothing more."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self.is_broken = False

    @property
    def is_at_end(self) -> bool:
        """Whether everything was read."""
        return self._at == len(self._data)

    def raw(self, size: int) -> bytes:
        """So many bytes; noughts once it is broken."""
        found = self._data[self._at : self._at + size]
        if len(found) < size or self.is_broken:
            self.is_broken = True
            return bytes(size)
        self._at += size
        return found

    def byte(self) -> int:
        """One byte."""
        return self.raw(1)[0]

    def count(self) -> int:
        """A number of `Writer.count`, in the one form that it has."""
        number = 0
        for place in range(_MOST_BYTES):
            one = self.byte()
            number |= (one & 127) << 7 * place
            if one < 128:
                if not one and place:
                    self.is_broken = True
                return number
        self.is_broken = True
        return 0

    def whole(self) -> int:
        """A number of `Writer.whole`."""
        number = self.count()
        return -(number + 1) // 2 if number % 2 else number // 2

    def text(self) -> str:
        """A text of `Writer.text`; empty once it is broken."""
        size = self.byte()
        if size >= _PACKED:
            length = size - _PACKED
            number = int.from_bytes(self.raw(_size_of_digits(length)), "big")
            if not 3 <= length <= 100 or number >= 10**length:
                self.is_broken = True
            return "" if self.is_broken else f"{number:0{length}d}"
        try:
            text = self.raw(size).decode()
        except UnicodeDecodeError:
            text = "\0"
        if not text.isprintable() or _is_packed(text):
            self.is_broken = True
        return "" if self.is_broken else text

    def word(self, known: Sequence[str]) -> str:
        """A word of `Writer.word`."""
        number = self.count()
        if number == 0:
            word = self.text()
            self.is_broken = self.is_broken or word in known
            return word
        if number > len(known):
            self.is_broken = True
            return ""
        return known[number - 1]

    def times(self, count: int) -> Iterator[int]:
        """So many times, as long as there is anything to read."""
        for number in range(count):
            if self.is_broken:
                return
            yield number
