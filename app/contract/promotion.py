"""A promotion as it travels and is stored: one JSON object, complete in itself.

Amounts are minor units of the currency named once at its top; percentages are millionths of what comes off.

Other than the journal's bodies, a promotion is read strictly: a condition that this version does not understand
must not be passed over, or the goods would be reduced for everybody. So what a newer version wrote (a higher
``schema``, or a kind of rule unknown here) is kept aside whole and not applied.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from app.contract.wire import Code, Count, Text, Wire, WireError

SCHEMA = 1
KINDS = ("percent_off", "amount_off", "fixed_price", "price_list", "buy_get", "n_for_price", "mix_match", "tiers")
_SAFE = 2**53 - 1
Positive = Annotated[int, Field(ge=1, le=_SAFE)]
OffPpm = Annotated[int, Field(ge=1, le=1_000_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]


class Strict(Wire):
    """Base of what is read strictly: an unknown field is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


M = TypeVar("M", bound=Strict)


def read_strict(model: type[M], text: str) -> M:
    """Read a text as one form.

    Raises:
        WireError: naming the first thing that is wrong, such as ``rule.tiers[0].at_least``.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where, before = "", ""
    for step in map(str, first["loc"]):
        if before != "rule" or step not in KINDS:  # the kind is how the rule's form was chosen, no field of it
            where += f"[{step}]" if step.isdigit() else f".{step}" if where else step
        before = step
    raise WireError(where, " ".join(first["msg"].removeprefix("Value error, ").split()))


class UnitPrice(Strict):
    """A price for a base quantity in thousandths; written as a plain number, it is for one unit."""

    minor: Count
    per_milli: Positive = 1000


def _price(value: object) -> object:
    if not isinstance(value, int | dict | UnitPrice) or isinstance(value, bool):
        raise ValueError("give a whole number of minor units, or minor and per_milli")
    return {"minor": value} if isinstance(value, int) else value


Price = Annotated[UnitPrice, BeforeValidator(_price)]


class GoodsForm(Strict):
    """Goods with any of these SKUs, categories (with all below them) or tags; all goods when none is named."""

    skus: tuple[Name, ...] = ()
    categories: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    not_skus: tuple[Name, ...] = ()
    not_categories: tuple[Name, ...] = ()
    not_tags: tuple[Name, ...] = ()


class CountedGoods(GoodsForm):
    """So many units of some goods."""

    count: Positive


class _OneReward(Strict):
    @model_validator(mode="after")
    def _exactly_one(self) -> _OneReward:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"give exactly one of {', '.join(type(self).model_fields)}")
        return self


class UnitReward(_OneReward):
    """What comes off each unit, or what it costs instead."""

    off_ppm: OffPpm | None = None
    off_minor: Positive | None = None
    price: Price | None = None


class SetReward(_OneReward):
    """What comes off each set, or what it costs instead."""

    off_ppm: OffPpm | None = None
    off_minor: Positive | None = None
    price_minor: Count | None = None


Level = Literal["item", "cart"]


class PercentOff(Strict):
    """Percent off each unit, or off the cart (what the goods cost in it)."""

    kind: Literal["percent_off"]
    goods: GoodsForm = Field(default_factory=GoodsForm)
    off_ppm: OffPpm
    level: Level = "item"


class AmountOff(Strict):
    """An amount off each unit, or once off the cart."""

    kind: Literal["amount_off"]
    goods: GoodsForm = Field(default_factory=GoodsForm)
    off_minor: Positive
    level: Level = "item"


class FixedPrice(Strict):
    """One special price for some goods."""

    kind: Literal["fixed_price"]
    goods: GoodsForm
    price: Price


class PriceListForm(Strict):
    """A special price for each of some SKUs."""

    kind: Literal["price_list"]
    prices: Annotated[dict[Name, Price], Field(min_length=1)]


class BuyGetForm(Strict):
    """Buy some, get some for less; without `get_goods` the goods got are of those bought."""

    kind: Literal["buy_get"]
    buy: CountedGoods
    get_count: Positive
    get_goods: GoodsForm | None = None
    reward: UnitReward
    same_sku: bool = False
    give: Literal["cheapest", "dearest"] = "cheapest"


class NForPrice(Strict):
    """So many units for one price."""

    kind: Literal["n_for_price"]
    goods: GoodsForm
    count: Positive
    price_minor: Count
    same_sku: bool = False


class MixMatch(Strict):
    """Sets with a place for each group of goods."""

    kind: Literal["mix_match"]
    groups: Annotated[tuple[CountedGoods, ...], Field(min_length=1, max_length=6)]
    reward: SetReward


class TierForm(Strict):
    """From so many pieces or minor units on."""

    at_least: Positive
    reward: UnitReward


class TiersForm(Strict):
    """Thresholds over pieces or over an amount; the highest one reached counts."""

    kind: Literal["tiers"]
    goods: GoodsForm = Field(default_factory=GoodsForm)
    measure: Literal["quantity", "amount"]
    tiers: Annotated[tuple[TierForm, ...], Field(min_length=1)]
    level: Level = "item"
    repeat: bool = False
    same_sku: bool = False
    counted: Literal["before", "after"] = "after"


RuleForm: TypeAlias = (
    PercentOff | AmountOff | FixedPrice | PriceListForm | BuyGetForm | NForPrice | MixMatch | TiersForm
)


class HoursForm(Strict):
    """Local hours ``HH:MM``; an end before the start is after midnight, ``24:00`` is the day's end."""

    start: Clock
    end: Clock


class When(Strict):
    """When a promotion holds, in the store's zone; what goes over midnight belongs to the day it began."""

    from_on: date | None = None
    until_on: date | None = None
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    hours: tuple[HoursForm, ...] = ()


class Members(Strict):
    """Members only: of these tiers, or of any."""

    tiers: tuple[Name, ...] = ()


class CouponForm(Strict):
    """The code that unlocks it, also with a slash and more behind it; whether each coupon gives one application."""

    code: Name
    once_each: bool = False


class MinimumForm(Strict):
    """A minimum spend, counted at the prices before any reduction or after what has come off so far."""

    minor: Positive
    counted: Literal["before", "after"] = "before"
    over: Literal["cart", "goods"] = "cart"


class CapsForm(Strict):
    """Limits per cart."""

    applications: Positive | None = None
    units: Positive | None = None
    reduction: Positive | None = None


class PromotionRule(Strict):
    """A promotion, whole."""

    schema_number: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Name
    name: Text
    name_en: Text = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    priority: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] = 0
    group: Name | None = None
    exclusive: bool = False
    when: When = Field(default_factory=When)
    members: Members | None = None
    coupon: CouponForm | None = None
    minimum: MinimumForm | None = None
    caps: CapsForm = Field(default_factory=CapsForm)
    on_overridden: bool = False
    on_discounted: bool = True
    rule: Annotated[RuleForm, Field(discriminator="kind")]

    @model_validator(mode="after")
    def _amounts_need_a_currency(self) -> PromotionRule:
        if self.currency is None and (self.minimum or self.caps.reduction or _names_amounts(self.rule)):
            raise ValueError("amounts need a currency")
        return self


def _names_amounts(rule: RuleForm) -> bool:
    if isinstance(rule, PercentOff):
        return False
    if isinstance(rule, BuyGetForm | MixMatch):
        return rule.reward.off_ppm is None
    if isinstance(rule, TiersForm):
        return rule.measure == "amount" or any(tier.reward.off_ppm is None for tier in rule.tiers)
    return True


class KeptAside(Strict):
    """A promotion that a newer version wrote: stored whole, never applied here."""

    id: Code
    kind: Code
    raw: str


def newer(text: str) -> KeptAside | None:
    """What a newer version wrote, or None for what this version must be able to read.

    Raises:
        WireError: not JSON.
    """
    try:
        form = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WireError("", str(error)) from None
    if not isinstance(form, dict):
        return None
    schema, rule = form.get("schema", SCHEMA), form.get("rule")
    kind = rule.get("kind") if isinstance(rule, dict) else None
    is_newer = (type(schema) is int and schema > SCHEMA) or (isinstance(kind, str) and kind not in KINDS)
    return KeptAside(id=str(form.get("id", ""))[:200], kind=str(kind)[:200], raw=text) if is_newer else None


def read_promotion(text: str) -> PromotionRule | KeptAside:
    """A promotion from its JSON.

    Raises:
        WireError: it is of this version's schema and a known kind, but wrong; or not JSON.
    """
    return newer(text) or read_strict(PromotionRule, text)
