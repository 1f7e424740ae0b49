"""What an entry says, field by field: names, figures and amounts as they are read; what is not known, as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.domain.errors import AppError
from app.domain.money import Currency, currency
from app.domain.quantity import MILLI, Quantity, Unit
from app.domain.tender import TenderKind
from app.runtime.workplace import Workplace
from app.ui.screens.pay.words import tender_name
from app.ui.screens.sell.words import milli_text, quantity_text, unit_text
from app.ui.screens.sync.fields import field_words, value_words
from app.ui.screens.sync.rows import Line
from app.ui.screens.sync.told import moment
from app.ui.widgets.money import money_text

translate = QCoreApplication.translate
_DOT = " · "
_PEOPLE = frozenset({"staff_id", "asked_by", "approved_by"})
_TENDERS = frozenset({"kind", "tender_kind", "new_kind", "old_kind"})
_TENDER_WORDS = frozenset(one.value for one in TenderKind)
#: What names a part, and what it comes to; the first that is there.
_NAMES = ("name", "code", "sku", "kind", "tax_class", "face")
_SUMS = ("paid", "refund", "amount", "tax", "counted", "listed", "count", "quantity")
#: Long marks that nobody reads, but may compare.
_MARK = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:\d+)?")
#: Figures by which the journal counts itself: told last, with the marks; of goods, not at all.
_BOOKKEEPING = frozenset(
    {"numbered_in", "receipt_seq", "first_seq", "last_seq", "entries", "line", "line_id", "next_line_id", "rule_id"}
    | {"sale_line", "head", "parent", "seq", "epoch"}
)
#: What of a part is read first.
_FIRST = ("quantity", "listed", "reductions", "discount", "override")
#: Deeper than this a text is shown as it is.
_DEEPEST = 4


def content_lines(place: Workplace, names: dict[str, str], body: str) -> list[Line]:
    """The lines of an entry's body: what it is first, marks that name other entries last.

    Args:
        names: of the people, by their ids.
    """
    try:
        said = json.loads(body)
    except ValueError:
        return [Line("", body)]
    if not isinstance(said, dict):
        return [Line("", body)]
    plain: list[Line] = []
    marks: list[Line] = []
    for line, is_mark in _Reader(place, names).lines(said):
        (marks if is_mark else plain).append(line)
    return plain + marks


class _Reader:
    def __init__(self, place: Workplace, names: dict[str, str]) -> None:
        self._place, self._names = place, names

    def lines(self, body: dict[str, Any], depth: int = 0) -> Iterator[tuple[Line, bool]]:
        """Of each field; with whether it is a mark."""
        for name, value in body.items():
            found = _inner(value) if depth < _DEEPEST else value
            if found in (None, "", []):
                continue
            if isinstance(found, dict) and self._simple(name, found, body) is None:
                yield Line("", field_words(name)), name in _BOOKKEEPING
                yield from self.lines(found, depth + 1)
            elif isinstance(found, list) and any(isinstance(one, dict) for one in found):
                for one in found:
                    yield self._part(name, one), False
            else:
                text = self._text(name, found, body)
                is_mark = name in _BOOKKEEPING or bool(_MARK.fullmatch(text))
                long = len(text) > 24 or "\n" in text
                words = field_words(name)
                yield (Line("", words, text) if long else Line("", words, "", text)), is_mark

    def _part(self, name: str, part: Any) -> Line:  # noqa: ANN401 - whatever JSON holds
        """A part of many, such as goods: its name, what it comes to, and all the rest."""
        if not isinstance(part, dict):
            return Line("tag", self._text(name, part, {}))
        title = next((one for one in _NAMES if part.get(one)), "")
        total = next((one for one in _SUMS if one != title and part.get(one) is not None), "")
        again = {"code"} if part.get("code") == part.get("sku") else set()
        again |= {"listed_amount"} if part.get("listed_amount") == part.get(total) else set()
        said = {title, total} | again | _BOOKKEEPING
        rest = [
            f"{field_words(one)} {self._text(one, part[one], part)}"
            for one in [*(one for one in _FIRST if one in part), *(one for one in part if one not in _FIRST)]
            if one not in said and part[one] not in (None, "", [], {}, False)
        ]
        called = self._text(title, part[title], part) if title else field_words(name)
        right = self._text(total, part[total], part) if total else ""
        return Line("tag", called, _DOT.join([field_words(name), *rest]), right)

    def _text(self, name: str, value: Any, beside: dict[str, Any]) -> str:  # noqa: ANN401 - as above
        """A value in one line."""
        if isinstance(value, list):
            return translate("Sync", "、").join(self._text(name, one, beside) for one in value)
        simple = self._simple(name, value, beside)
        if simple is not None:
            return simple
        if isinstance(value, dict):
            parts = (f"{field_words(one)} {self._text(one, inner, value)}" for one, inner in value.items()
                     if inner not in (None, "", [], {}))  # fmt: skip
            return translate("Sync", "、").join(parts)
        return str(value)

    def _simple(self, name: str, value: Any, beside: dict[str, Any]) -> str | None:  # noqa: ANN401 - as above
        """A value that is one thing; None for one of several parts."""
        match value:
            case bool():
                return translate("Entry", "是") if value else translate("Entry", "否")
            case int():
                return self._figure(name, value, beside)
            case str():
                return self._word(name, value)
            case {"minor": int(minor), "currency": str(code)}:
                price = _amount(minor, code)
                per = value.get("per_milli", MILLI)
                return price if per == MILLI else f"{price} / {milli_text(per)}"
            case {"milli": int(milli), "unit": str(unit)}:
                return _quantity(milli, unit)
            case _:
                return None

    def _figure(self, name: str, value: int, beside: dict[str, Any]) -> str:
        measure = beside.get("measure", beside.get("kind")) if name in {"value", "limit"} else ""
        if name.endswith("_ppm") or measure == "percent":
            return f"{milli_text(value // 10)} %"
        if name.endswith("_minor") or name == "up_to" or measure in {"amount", "price"}:
            return money_text(value, self._place.counter.shop.currency)
        if name == "milli":
            return milli_text(value)
        if name.endswith("_at") or name in {"until", "keep_until"}:
            return moment(value, self._place.counter)
        if name == "day_starts_minute":
            return f"{value // 60:02}:{value % 60:02}"
        return f"{value:,}" if abs(value) >= 10_000 else str(value)

    def _word(self, name: str, value: str) -> str:
        if name in _PEOPLE:
            return self._names.get(value, value)
        if name in _TENDERS and value in _TENDER_WORDS:
            return tender_name(TenderKind(value), self._place.payment.providers)
        return value_words(name, value)


def _inner(value: Any) -> Any:  # noqa: ANN401 - as above
    """A text that is JSON itself, such as a parked cart, is read as that."""
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _amount(minor: int, code: str) -> str:
    try:
        of: Currency = currency(code)
    except AppError:
        return f"{minor} {code}"
    return money_text(minor, of)


def _quantity(milli: int, unit: str) -> str:
    try:
        quantity = Quantity(milli, Unit(unit))
    except ValueError:
        return f"{milli_text(milli)} {unit}"
    pieces = quantity_text(quantity)
    return f"{pieces} {unit_text(Unit.PIECE)}" if quantity.unit is Unit.PIECE else pieces
