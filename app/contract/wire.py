"""The grain of everything that travels: strict, frozen models; money as ``{"minor": 12000, "currency": "TWD"}``.

Unknown fields are ignored when a body is read, never refused: the text that was received is what is kept, so a
field of a newer version is not lost, it is only not understood yet.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

#: Whole numbers that every JSON reader keeps exactly (RFC 8259, section 6).
_SAFE = 2**53 - 1
Whole = Annotated[int, Field(ge=-_SAFE, le=_SAFE)]
Count = Annotated[int, Field(ge=0, le=_SAFE)]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Code = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=2_000)]


class Wire(BaseModel):
    """Base of what travels: immutable, no silent conversion of types, no floats."""

    # Each form is built when it is first used: a start uses few of them.
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False, defer_build=True)


def added(default: object) -> Any:  # noqa: ANN401 - a field takes the type that it is declared with
    """A field that a body got later. It is written only where it says something.

    So texts of before are read as they were meant, and what says nothing new is written as before, byte for byte.

    In a journal's body such a field says something, and no more: a centre that does not know it has the entry's
    effect without it, and never looks again. What the centre is to act by comes with a new schema number: an older
    centre keeps such an entry aside, whole, and has its effect once it is updated.
    """
    return Field(default=default, exclude_if=lambda value: value == default)


class WireError(ValueError):
    """A text that is not what it should be.

    Attributes:
        where: the place in it, such as ``lines.0.sku``; empty for the whole.
        reason: what is wrong there.
    """

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"{where}: {reason}" if where else reason)


M = TypeVar("M", bound=Wire)


def read_wire(model: type[M], text: str | bytes) -> M:
    """Read a text as one form.

    Raises:
        WireError: naming the first thing that is wrong.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise WireError(".".join(str(part) for part in first["loc"]), first["msg"]) from None


class WireMoney(Wire):
    """An amount on the wire."""

    minor: Whole
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class WireQuantity(Wire):
    """A quantity on the wire: thousandths of a unit (``piece``, ``kg``, ``l``, ``m``)."""

    milli: Whole
    unit: Code


class WirePrice(Wire):
    """A unit price on the wire: minor units for a base quantity in thousandths."""

    minor: Count
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    per_milli: Annotated[int, Field(gt=0, le=_SAFE)] = 1000
