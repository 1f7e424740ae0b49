"""How a store's terminals recognise its own codes, as the centre tells it with the store."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.contract.wire import Code, Wire

_Length = Annotated[int, Field(ge=1, le=64)]
_Short = Annotated[str, Field(max_length=20)]


class PlainForm(Wire):
    """Plain codes that begin with ``prefix`` (it may be empty) and have ``least`` to ``most`` characters behind it.

    ``kind`` is ``pickup`` (pickup codes and order numbers), ``member``, ``coupon`` or ``badge``; ``letters`` is
    ``digits``, ``capitals`` (and digits) or ``signs`` (those and ``+ - .``). Other words are of a newer version.
    """

    kind: Code
    prefix: _Short = ""
    least: _Length
    most: _Length
    letters: Code = "digits"


class EmbeddedForm(Wire):
    """EAN-13 codes that a scale prints, such as ``21IIIIIVPPPPC``.

    Digits stand as they are, ``I`` for the goods, ``P`` for their price or weight, ``V`` for the check digit of
    that, ``?`` for any digit, ``C`` for the check digit of all. ``measure`` is ``price`` or ``weight``; ``step`` is
    what one of the figure is: minor units, or thousandths of the unit.
    """

    form: _Short
    measure: Code
    step: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class CodeForms(Wire):
    """All of a store."""

    plain: Annotated[tuple[PlainForm, ...], Field(max_length=40)] = ()
    embedded: Annotated[tuple[EmbeddedForm, ...], Field(max_length=40)] = ()
