"""Texts by chance for what identifies codes: any characters, near misses, genuine codes that were changed."""

from __future__ import annotations

import string
from collections.abc import Iterator
from random import Random

from app.domain.codes.base45 import ALPHABET

SEEDS = (
    "4710402012346", "2100012003506", "12345670", "04710402012346", "036000291452", "/ABC+123", "OMO:", "OMO:BB8",
    "OMO-R-019B000000007000800000000000000A", "]C1010471040201234610ABC\x1d21X", "(01)04710402012346(3103)001250",
    "https://id.gs1.org/01/09521234543213/10/ABC123/21/12345?17=261231", "0104710402012346310300125010A",
    "SUMMER10", "A-1024", "88001234", "0912345678", "3*4710402012346", "BADGE-0001", "會員", "ＯＭＯ：ＢＢ８",
    "\x1d", "]d2", "http://", "01", "﷽", "\ud800", "\0", "🧾", "ß", "İ",
)  # fmt: skip
_WIDE = "０１２３Ａ／：％　，。\u200b\u0301\ufdfa\U0001f9fe\ud83d"
_ALL = string.printable + ALPHABET + _WIDE + "\x1d\x1e\x04"


def changed(chance: Random, text: str) -> str:
    """A text with one to three small changes."""
    signs = list(text)
    for _ in range(chance.randint(1, 3)):
        place = chance.randint(0, len(signs))
        match chance.randrange(6):
            case 0:
                signs.insert(place, chance.choice(_ALL))
            case 1 if signs:
                signs.pop(min(place, len(signs) - 1))
            case 2 if signs:
                signs[min(place, len(signs) - 1)] = chance.choice(_ALL)
            case 3 if signs:
                signs[min(place, len(signs) - 1)] = chance.choice(ALPHABET)
            case 4:
                signs = signs[place:] + signs[:place]
            case _:
                signs = signs[:place] * chance.randint(1, 3) + signs[place:]
    return "".join(signs)


def strings(seed: int, count: int) -> Iterator[str]:
    """So many texts, always the same for a seed."""
    chance = Random(seed)
    for number in range(count):
        kind = number % 5
        if kind == 0:
            yield "".join(chance.choices(_ALL, k=chance.randint(0, 60)))
        elif kind == 1:
            yield "".join(chance.choices(string.digits, k=chance.randint(1, 40)))
        elif kind == 2:
            yield "".join(chr(chance.randrange(0x11_0000)) for _ in range(chance.randint(0, 12)))
        elif kind == 3:
            yield changed(chance, chance.choice(SEEDS))
        else:
            yield "OMO:" + "".join(chance.choices(ALPHABET, k=chance.randint(0, 600 if number % 25 == 4 else 90)))


def mutations(seed: int, count: int, genuine: list[str]) -> Iterator[tuple[str, str]]:
    """So many changed codes, each with the genuine one that it was."""
    chance = Random(seed)
    for number in range(count):
        text = genuine[number % len(genuine)]
        if number % 4 == 0:  # one sign alone, at any place
            place = chance.randrange(len(text))
            yield text, text[:place] + chance.choice(ALPHABET) + text[place + 1 :]
        elif number % 4 == 1:  # the head of one, the tail of another
            other = chance.choice(genuine)
            place = 4 + 3 * chance.randrange(min(len(text), len(other)) // 3 - 1)
            yield text, text[:place] + other[place:]
        else:
            yield text, changed(chance, text)
