"""Approvals: what one act asks for, what a cashier may take off alone, and whether an approval covers an act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Measure(Enum):
    """What the value of an act is."""

    PERCENT = "percent"  # millionths
    AMOUNT = "amount"  # minor units
    PRICE = "price"  # minor units for a base quantity
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """The value of an act, as its approval binds it.

    Attributes:
        value: millionths or minor units; None where the act has none.
        per_milli: of a price: what it is for, in thousandths.
        up_to: what the value may be taken of at most: minor units, or thousandths of goods at a price.
    """

    measure: Measure = Measure.NONE
    value: int | None = None
    per_milli: int | None = None
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """One act that was allowed, by the entry that says so.

    Attributes:
        subject_id: what it was allowed for: a cart, sale, tender, or the act itself by its early id.
        line: of a cart or sale.
        used_by: the entry of the act; None while it is good.
    """

    entry_id: str
    act: str
    subject_id: str
    line: int | None
    asked: Asked
    approved_by: str
    used_by: str | None = None
