"""From text to the tokens that the index holds: one shape for names, SKUs and barcodes, for documents and queries.

A token is a letter for its field and a few characters:

    t  one to three anywhere in the name, the second name, the SKU    p  the same at the beginning of a word
    c  one to four anywhere in a barcode                              q  the same at its beginning
    e  a whole name, SKU or barcode
    b  one to three bopomofo initials in a row    y  pinyin initials    s  more than the initial of one syllable

Barcodes need runs of four: nearly all begin with 471, so that of the runs of three in 8471 only one says anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.db.search import readings
from app.db.search.variants import FOLD

# The longest runs in the index, by field.
RUN = {"t": 3, "b": 3, "y": 3, "c": 4}

# So many characters of a field are searched, and so many of a whole field stand in its one token.
FIELD_LIMIT = 240
WHOLE_LIMIT = 32

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_BOPOMOFO = "\u3105-\u3129"
# Han, bopomofo and all other letters are words of their own; a point stays between digits, or 1.5L would be 15L.
_WORD = re.compile(rf"[{_HAN}]+|[{_BOPOMOFO}]+|(?:(?![{_HAN}{_BOPOMOFO}])[^\W_]|(?<=\d)\.(?=\d))+")
_IS_HAN = re.compile(rf"[{_HAN}]+")
_IS_BOPOMOFO = re.compile(rf"[{_BOPOMOFO}]+")
# A cashier may type the tone, with a key that NFKC would turn into a blank and an accent.
_TONES = dict.fromkeys(map(ord, "ˉˊˇˋ˙´`"))


def fold(text: str) -> str:
    """Return the text in one width, one case and one spelling of each character."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.translate(_TONES)).casefold().translate(FOLD)


def words(text: str) -> list[str]:
    """Split folded text into runs of one script; what is neither letter nor digit is left out."""
    return _WORD.findall(text)


def is_han(word: str) -> bool:
    """Say whether the word is all Chinese characters."""
    return _IS_HAN.fullmatch(word) is not None


def is_bopomofo(word: str) -> bool:
    """Say whether the word is all bopomofo symbols."""
    return _IS_BOPOMOFO.fullmatch(word) is not None


def grams(text: str, sizes: Iterable[int]) -> set[str]:
    """Return all runs of those lengths in the text."""
    found: set[str] = set()
    for size in sizes:
        if size == 1:
            found.update(text)
        else:
            found.update(map("".join, zip(*(text[skip:] for skip in range(size)), strict=False)))
    return found


def pack_text(name: str, name_en: str, sku: str) -> str:
    """Return the searched text of a product: three fields, each after a line feed, their words parted by blanks."""
    return "".join("\n" + " ".join(words(fold(field[:FIELD_LIMIT]))) for field in (name, name_en, sku))


def pack_codes(codes: Iterable[str]) -> str:
    """Return the barcodes in one text, each after a line feed."""
    return "".join("\n" + "".join(words(fold(code[:FIELD_LIMIT]))) for code in codes)


def document_tokens(text: str, codes: str) -> str:
    """Return all tokens of a packed product, parted by blanks, ready for the index."""
    found: set[str] = set()
    _, name, name_en, sku = (field.split(" ") for field in text.split("\n"))
    for field_words in (name, name_en, sku):
        flat = "".join(field_words)
        if not flat:
            continue
        found.add("e" + flat[:WHOLE_LIMIT])
        # The second name is found by its words' beginnings; inside a word two letters are needed, or every letter
        # of the alphabet would hit every product.
        found.update(map("t".__add__, grams(flat, (2, 3) if field_words is name_en else (1, 2, 3))))
        for word in (flat, *field_words):
            found.update("p" + word[:size] for size in (1, 2, 3))
    for code in filter(None, codes.split("\n")):
        found.add("e" + code[:WHOLE_LIMIT])
        found.update(map("c".__add__, grams(code, (1, 2, 3, 4))))
        found.update("q" + code[:size] for size in (1, 2, 3, 4))
    found.update(readings.tokens("".join(name)))
    return " ".join(found)
