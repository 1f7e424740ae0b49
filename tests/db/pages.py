"""Where the rows of a table lie in SQLite's file, page by page, encrypted or not (sqlite.org/fileformat2.html)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4_096
#: What SQLCipher keeps at the end of each page: 16 bytes to begin with, and the sum over the page.
SUM = 80


@dataclass(frozen=True)
class Leaf:
    """A page that holds rows: the stretches of it in which every byte is a row's.

    Attributes:
        silent: the one byte of each row that nothing reads: the type of the column that stands for the row's own
            number, which has no value there. It may be another type without a value (8 to 11), and no SQL can tell.
    """

    number: int
    rows: tuple[tuple[int, int], ...]
    silent: tuple[int, ...] = ()

    def holds(self, place: int) -> bool:
        """Whether the byte at a place in the page is a row's."""
        return any(first <= place < end for first, end in self.rows)


@dataclass(frozen=True)
class Pages:
    """A database file's bytes, read as pages."""

    data: bytes
    key: bytes | None

    @property
    def usable(self) -> int:
        """Bytes of a page that hold content."""
        return PAGE if self.key is None else PAGE - SUM

    def count(self) -> int:
        """How many there are."""
        return len(self.data) // PAGE

    def page(self, number: int) -> bytes:
        """A page's content, in the clear."""
        raw = self.data[(number - 1) * PAGE : number * PAGE]
        if self.key is None:
            return raw
        begin = 16 if number == 1 else 0  # the file begins with its salt
        cipher = Cipher(algorithms.AES256(self.key), modes.CBC(raw[self.usable : self.usable + 16])).decryptor()
        return bytes(begin) + cipher.update(raw[begin : self.usable]) + bytes(SUM)

    def leaves(self, root: int) -> Iterator[Leaf]:
        """Every page of a table on which rows lie, with what overflowed."""
        page = self.page(root)
        head = 100 if root == 1 else 0
        kind, cells = page[head], int.from_bytes(page[head + 3 : head + 5], "big")
        first = head + (12 if kind == 5 else 8)
        places = [int.from_bytes(page[at : at + 2], "big") for at in range(first, first + 2 * cells, 2)]
        if kind == 5:
            for place in places:
                yield from self.leaves(int.from_bytes(page[place : place + 4], "big"))
            yield from self.leaves(int.from_bytes(page[head + 8 : head + 12], "big"))
            return
        assert kind == 13, f"page {root} is of kind {kind}"
        stretches, silent = [], []
        for place in places:
            end, overflow, left = self._cell(page, place)
            stretches.append((place, end))
            content = _varint(page, _varint(page, place)[1])[1]
            silent.append(_varint(page, content)[1])
            yield from self._overflow(overflow, left)
        yield Leaf(root, tuple(stretches), tuple(silent))

    def _cell(self, page: bytes, place: int) -> tuple[int, int, int]:
        """A row's end on its page, the page on which it goes on, and how much lies there."""
        size, at = _varint(page, place)
        _, at = _varint(page, at)
        least = (self.usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (self.usable - 4)
        if size <= self.usable - 35:
            return at + size, 0, 0
        here = local if local <= self.usable - 35 else least
        return at + here + 4, int.from_bytes(page[at + here : at + here + 4], "big"), size - here

    def _overflow(self, number: int, left: int) -> Iterator[Leaf]:
        while left > 0:
            here = min(left, self.usable - 4)
            following = int.from_bytes(self.page(number)[:4], "big")
            yield Leaf(number, ((0 if left > here else 4, 4 + here),))
            number, left = following, left - here


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9
