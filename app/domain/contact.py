"""Contacts in what somebody wrote: phone numbers and e-mail addresses, of which only the end or the house is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

#: Figures as words write them.
_NUMERALS = {one: str(value) for value, one in enumerate("零一二三四五六七八九")} | {"〇": "0"}
#: Days and times, which are no numbers to call.
_WHEN = (
    r"(?<!\d)(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)(?: \d?\d:\d\d(?!\d))?"
    r"|\d?\d:\d\d(?!\d))"
)
#: A figure behind what may stand between two: blanks, dashes, dots, brackets, strokes.
_NEXT = r"(?:[ ().\-/_~]{0,5}\d)"
_FIRST = r"(?:\((?=\d{1,4}\)))?\d"
_SAYS = r"(?:電話|手機|市話|來電|致電|tel|phone|call|mobile|cell)[^\d\n+(]{0,6}"
#: A number of nine figures and more; of eight with its country; of six where the words say that it is one.
_NUMBER = re.compile(
    rf"(?P<when>{_WHEN})|(?P<says>{_SAYS})(?! ?{_WHEN})\+? ?{_FIRST}{_NEXT}{{5,}}"
    rf"|\+ ?{_FIRST}{_NEXT}{{7,}}|{_FIRST}{_NEXT}{{8,}}",
    re.IGNORECASE,
)
#: Who, and the house.
_ADDRESS = re.compile(
    r"(?P<who>[^\s@,;:<>()\[\]\"，。；：、（）「」]{1,64})@(?:[\w-]{1,63}\.){1,8}(?:[a-z]{2,24}|[^\W\d_a-z]{2,8})",
    re.IGNORECASE,
)

#: An e-mail address that somebody may be reached at: who, and a house with a point in its name.
_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
#: Characters of an e-mail address.
EMAIL_LONGEST = 254


def plain_contact(text: str) -> str:
    """A contact however it was typed: digits of a number, small letters of an address; empty for neither."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if "@" in plain:
        return plain
    digits = re.sub(r"[^0-9]", "", plain)
    return re.sub(r"^(00)?886", "0", digits) if len(digits) >= 6 else ""


def masked_contact(plain: str) -> str:
    """What a stranger may read of it: the last three digits, or a letter and the house."""
    if "@" in plain:
        name, _, house = plain.partition("@")
        return f"{name[:1]}***@{house}"[:200]
    return f"***{plain[-3:]}" if plain else ""


def email_of(text: str) -> str | None:
    """An e-mail address as it is kept; None for what is none by its shape."""
    plain = plain_contact(text)
    who = plain.partition("@")[0]
    dotted = not who.startswith(".") and not who.endswith(".") and ".." not in who
    is_plain = len(plain) <= EMAIL_LONGEST and plain.isascii() and plain.isprintable()
    is_one = is_plain and dotted and _EMAIL.fullmatch(plain) is not None
    return plain if is_one else None


def without_contacts(text: str) -> str:
    """A text with its phone numbers and e-mail addresses masked: ***678, w***@example.com.

    However they were typed: full-width, with blanks and dashes, with the country. Days, times and short numbers stay.
    """
    return _replaced(_replaced(text, _ADDRESS, _who), _NUMBER, _number)


def _replaced(
    text: str, pattern: re.Pattern[str], hide: Callable[[re.Match[str]], tuple[int, int, str] | None]
) -> str:
    """A text in which some of what is found is replaced: from where to where, by what."""
    parts, end = [], 0
    for found in pattern.finditer("".join(map(_plain, text))):
        place = hide(found)
        if place is not None:
            start, stop, said = place
            parts += [text[end:start], said]
            end = stop
    return "".join([*parts, text[end:]])


def _number(found: re.Match[str]) -> tuple[int, int, str] | None:
    if found["when"] is not None:
        return None
    start = found.start() if found["says"] is None else found.end("says")
    figures = "".join(filter(str.isdigit, found.string[start : found.end()]))
    return start, found.end(), f"***{figures[-3:]}"


def _who(found: re.Match[str]) -> tuple[int, int, str] | None:
    """Of who has an address the first letter; words without a blank before it are none of it."""
    who = found["who"]
    wide = max((place for place, one in enumerate(who) if unicodedata.east_asian_width(one) in "WF"), default=-1)
    if who[wide + 1 :].endswith("***") and len(who) - wide - 1 <= 4:
        return None  # it was masked before
    start = found.start() + (wide + 1 if wide + 1 < len(who) else 0)
    return start, found.end("who"), f"{found.string[start]}***"


def _plain(one: str) -> str:
    """One character as it is compared; always one."""
    same = unicodedata.normalize("NFKC", one)
    one = same if len(same) == 1 else one
    figure = unicodedata.decimal(one, None)
    if figure is not None:
        return str(figure)
    if one in _NUMERALS:
        return _NUMERALS[one]
    kind = unicodedata.category(one)
    if kind in {"Pd", "Pc"} or one in "−ーｰ":
        return "-"
    return " " if kind in {"Zs", "Cf", "Mn"} or one == "\t" else one
