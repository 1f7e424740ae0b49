"""The two forms of `omo-pos price`: a cart to be priced, and the priced cart with its explanations.

Amounts are minor units of the cart's currency; percentages and tax rates are millionths.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from app.contract.promotion import Name, Positive, Price, Strict
from app.contract.wire import Code, Count, Text, Whole, Wire, WireQuantity


class QuantityForm(Strict):
    """Thousandths of a unit; written as a plain number, it is pieces."""

    milli: Positive
    unit: Literal["piece", "kg", "l", "m"]


def _pieces(value: object) -> object:
    if not isinstance(value, int | dict | QuantityForm) or isinstance(value, bool):
        raise ValueError("give a whole number of pieces, or milli and unit")
    return {"milli": value * 1000, "unit": "piece"} if isinstance(value, int) else value


class DiscountForm(Strict):
    """A manual reduction: ``percent`` in millionths or ``amount`` in minor units."""

    kind: Literal["percent", "amount"]
    value: Count
    reason: Annotated[str, Field(min_length=1, max_length=2_000)]


class OverrideForm(Strict):
    """An approved unit price."""

    price: Price
    reason: Annotated[str, Field(min_length=1, max_length=2_000)]


class LineForm(Strict):
    """Goods to sell; without `line_id` the lines are numbered from 1."""

    line_id: Positive | None = None
    sku: Name
    name: Text = ""
    quantity: Annotated[QuantityForm, BeforeValidator(_pieces)]
    price: Price
    category: Code = ""
    tax_class: Code = "standard"
    tags: tuple[Name, ...] = ()
    discount: DiscountForm | None = None
    override: OverrideForm | None = None


class MemberForm(Strict):
    """The member at the counter."""

    id: Code = "member"
    tier: Code = ""


class TaxForm(Strict):
    """The shop's tax settings; left out, they are Taiwan's: contained in prices, 5 %, rounded once per sale."""

    mode: Literal["inclusive", "exclusive"] = "inclusive"
    rounding: Literal["line", "sale"] = "sale"
    rates_ppm: Annotated[dict[Name, Annotated[int, Field(ge=0, le=10_000_000)]], Field(min_length=1)]


class CartForm(Strict):
    """A cart to be priced."""

    cart_id: Code = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    lines: Annotated[tuple[LineForm, ...], Field(max_length=2_000)]
    member: MemberForm | None = None
    coupons: tuple[Name, ...] = ()
    discount: DiscountForm | None = None
    tax: TaxForm | None = None


class ReductionForm(Wire):
    """What a rule took off a line."""

    rule_id: Code
    name: Text
    kind: Code
    minor: Whole
    units: Count


class TakenForm(Wire):
    """Units that an item-level promotion used up."""

    rule_id: Code
    units: Count


class PricedLineForm(Wire):
    """A line with what it costs and why."""

    line_id: Count
    sku: Code
    name: Text
    quantity: WireQuantity
    listed_amount: Count
    reductions: tuple[ReductionForm, ...]
    taken: tuple[TakenForm, ...]
    amount: Count
    tax_class: Code
    rate_ppm: Count
    tax: Count
    paid: Count


class AppliedForm(Wire):
    """A promotion that gave something."""

    rule_id: Code
    name: Text
    minor: Count
    applications: Count


class UsedCouponForm(Wire):
    """A coupon that would be spent."""

    coupon: Code
    rule_id: Code


class HintForm(Wire):
    """What to add for a promotion's next step: pieces, or minor units."""

    rule_id: Code
    name: Text
    units: Count
    minor: Count


class TaxTotalForm(Wire):
    """Tax of one class."""

    tax_class: Code
    rate_ppm: Count
    net: Count
    tax: Count
    paid: Count


class PassedOverForm(Wire):
    """A promotion of a kind that this version does not know."""

    id: Code
    kind: Code


class PricedCartForm(Wire):
    """The priced cart; `at` and `zone` are the moment and the time zone that promotions were judged by."""

    cart_id: Code
    currency: Code
    at: Code
    zone: Code
    lines: tuple[PricedLineForm, ...]
    listed: Count
    reduction: Whole
    tax: Count
    total: Count
    taxes: tuple[TaxTotalForm, ...]
    applied: tuple[AppliedForm, ...]
    coupons: tuple[UsedCouponForm, ...]
    hints: tuple[HintForm, ...]
    passed_over: tuple[PassedOverForm, ...]
