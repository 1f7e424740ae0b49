"""Seek: what a text in the field of the list of sales may mean, and several meanings read as one list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import MOST, Currency, minor_of
from app.domain.sales import Filter, ListPage, ListRow

_AMOUNT = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?")
_SIGNS = "$£€¥₩฿₫₱₹"
#: Digits that the last of a receipt number have, and those of codes on goods.
MOST_NUMBER, GTIN = 6, (8, 12, 13, 14)


def meanings(text: str, base: Filter, currency: Currency) -> tuple[Filter, ...]:
    """What a typed text may mean beside the filters: the whole list, a receipt, a sum, goods; the likeliest first.

    Plain digits may be the last ones of a receipt number as well as a sum. A receipt is looked for on all days.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    said = plain if plain.isascii() else text.strip()  # full-width digits are digits; names stay as they were typed
    if not said:
        return (base,)
    if said.startswith("#"):
        return (_receipt(said.lstrip("#").strip(), base),)
    if said.isascii() and said.isdigit():
        return _digits(said, base, currency)
    bare = said.lstrip(_SIGNS).strip()
    if (bare != said or _AMOUNT.fullmatch(bare)) and (minor := _minor(bare, currency)) is not None:
        return (replace(base, amount=minor),)
    if said.count("-") == 3:  # store, register, epoch, sequence
        return (_receipt(said, base), replace(base, item=said))
    return (replace(base, item=said),)


def _digits(said: str, base: Filter, currency: Currency) -> tuple[Filter, ...]:
    found: list[Filter] = []
    if len(said) <= MOST_NUMBER:
        found.append(_receipt(said, base))
    if (minor := _minor(said, currency)) is not None and len(said) <= 9:
        found.append(replace(base, amount=minor))
    if len(said) in GTIN or not found:
        found.append(replace(base, item=said))
    return tuple(found)


def _receipt(number: str, base: Filter) -> Filter:
    return replace(base, number=number, since=None, until=None)


def _minor(text: str, currency: Currency) -> int | None:
    try:
        minor = minor_of(Decimal(text.replace(",", "")), currency)
    except (InvalidOperation, UserError):
        return None
    return minor if abs(minor) <= MOST else None


@frozen
class Source:
    """One meaning, read as far as it is.

    Attributes:
        rows: read but not yet given out, newest first.
        before: where its next page goes on; None at its end.
        begun: whether anything of it was read.
    """

    wanted: Filter
    rows: tuple[ListRow, ...] = ()
    before: int | None = None
    begun: bool = False
    reached: str | None = None

    @property
    def is_dry(self) -> bool:
        """Whether a page must be read before its next row is known."""
        return not self.rows and (not self.begun or self.before is not None)


@frozen
class Seek:
    """A list under way: several meanings merged by time, each sale once.

    Attributes:
        seen: ids that were given out, kept only where there is more than one meaning.
    """

    sources: tuple[Source, ...]
    seen: frozenset[str] = frozenset()

    @property
    def is_done(self) -> bool:
        """Whether there is nothing more."""
        return all(not one.rows and not one.is_dry for one in self.sources)

    @property
    def reached(self) -> str | None:
        """The trading day down to which was looked; None at the end."""
        days = [one.reached for one in self.sources if one.is_dry and one.reached is not None]
        return max(days, default=None)


ReadPage = Callable[[Filter, int | None], ListPage]


def begin_seek(filters: tuple[Filter, ...]) -> Seek:
    """A list of which nothing is read yet."""
    return Seek(tuple(Source(one) for one in filters))


def go_on(seek: Seek, read: ReadPage) -> tuple[Seek, tuple[ListRow, ...]]:
    """Read one page of each meaning that needs one, and give out what is certain to be the newest.

    It may give nothing and not be done: one read looks at so much and no more.
    """
    sources = [_filled(one, read) if one.is_dry else one for one in seek.sources]
    given: list[ListRow] = []
    seen = set(seek.seen)
    while any(one.rows for one in sources) and not any(one.is_dry for one in sources):
        place = max((place for place, one in enumerate(sources) if one.rows), key=lambda at: sources[at].rows[0].at)
        row = sources[place].rows[0]
        sources[place] = replace(sources[place], rows=sources[place].rows[1:])
        if row.sale_id not in seen:
            given.append(row)
        if len(sources) > 1:
            seen.add(row.sale_id)
    return Seek(tuple(sources), frozenset(seen)), tuple(given)


def _filled(one: Source, read: ReadPage) -> Source:
    page = read(one.wanted, one.before)
    return replace(one, rows=page.rows, before=page.before, begun=True, reached=page.reached)
