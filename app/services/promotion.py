"""Promotions between their wire form and the domain."""

from __future__ import annotations

from datetime import time

from app.contract import promotion as wire
from app.contract.promotion import KeptAside, PromotionRule, read_promotion
from app.contract.wire import WireError
from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.offer import (
    AmountReward,
    Bundle,
    BundleGroup,
    BuyGet,
    CartOff,
    Counted,
    EachOff,
    Goods,
    Level,
    Measure,
    PercentReward,
    PriceList,
    PriceReward,
    Reward,
    Rule,
    Tier,
    Tiers,
)
from app.domain.promotion import Caps, Hours, Minimum, Over, Promotion, Window
from app.domain.quantity import Price


def _goods(form: wire.GoodsForm) -> Goods:
    return Goods(
        frozenset(form.skus),
        frozenset(form.categories),
        frozenset(form.tags),
        frozenset(form.not_skus),
        frozenset(form.not_categories),
        frozenset(form.not_tags),
    )


def _price(form: wire.UnitPrice) -> Price:
    return Price(form.minor, form.per_milli)


def _reward(form: wire.UnitReward | wire.SetReward) -> Reward:
    if form.off_ppm is not None:
        return PercentReward(form.off_ppm)
    if form.off_minor is not None:
        return AmountReward(form.off_minor)
    if isinstance(form, wire.SetReward):
        return PriceReward(Price(form.price_minor or 0))
    return PriceReward(_price(form.price)) if form.price else PriceReward(Price(0))


def _rule(form: wire.RuleForm) -> Rule:
    if isinstance(form, wire.PercentOff | wire.AmountOff):
        goods = _goods(form.goods)
        if isinstance(form, wire.PercentOff):
            reward: PercentReward | AmountReward = PercentReward(form.off_ppm)
        else:
            reward = AmountReward(form.off_minor)
        return CartOff(reward, goods) if form.level == "cart" else EachOff(goods, reward)
    if isinstance(form, wire.FixedPrice):
        return EachOff(_goods(form.goods), PriceReward(_price(form.price)))
    if isinstance(form, wire.PriceListForm):
        return PriceList({sku: _price(price) for sku, price in form.prices.items()})
    return _counting_rule(form)


def _counting_rule(form: wire.BuyGetForm | wire.NForPrice | wire.MixMatch | wire.TiersForm) -> Rule:
    if isinstance(form, wire.BuyGetForm):
        return BuyGet(
            buy=_goods(form.buy),
            buy_count=form.buy.count,
            get_count=form.get_count,
            reward=_reward(form.reward),
            get=None if form.get_goods is None else _goods(form.get_goods),
            same_sku=form.same_sku,
            dearest=form.give == "dearest",
        )
    if isinstance(form, wire.NForPrice):
        group = BundleGroup(_goods(form.goods), form.count)
        return Bundle((group,), PriceReward(Price(form.price_minor)), form.same_sku)
    if isinstance(form, wire.MixMatch):
        return Bundle(tuple(BundleGroup(_goods(one), one.count) for one in form.groups), _reward(form.reward))
    return Tiers(
        goods=_goods(form.goods),
        measure=Measure(form.measure),
        tiers=tuple(Tier(tier.at_least, _reward(tier.reward)) for tier in form.tiers),
        level=Level(form.level),
        repeat=form.repeat,
        same_sku=form.same_sku,
        counted=Counted(form.counted),
    )


def _clock(text: str) -> time:
    return time.fromisoformat("00:00" if text == "24:00" else text)


def _window(form: wire.When) -> Window:
    hours = tuple(Hours(_clock(one.start), _clock(one.end)) for one in form.hours)
    return Window(form.from_on, form.until_on, frozenset(form.weekdays), hours)


def promotion_of(form: PromotionRule) -> Promotion:
    """A promotion of the domain from its wire form.

    Raises:
        UserError: ``promotion.out_of_range``, ``money.unknown_currency``.
    """
    minimum = form.minimum
    return Promotion(
        id=form.id,
        name=form.name,
        rule=_rule(form.rule),
        currency=None if form.currency is None else currency(form.currency),
        priority=form.priority,
        group=form.group,
        exclusive=form.exclusive,
        window=_window(form.when),
        members=None if form.members is None else frozenset(form.members.tiers),
        coupon=None if form.coupon is None else form.coupon.code,
        once_per_coupon=form.coupon is not None and form.coupon.once_each,
        minimum=None if minimum is None else Minimum(minimum.minor, Counted(minimum.counted), Over(minimum.over)),
        caps=Caps(form.caps.applications, form.caps.units, form.caps.reduction),
        on_overridden=form.on_overridden,
        on_discounted=form.on_discounted,
        name_en=form.name_en,
    )


def stored_promotion(text: str) -> Promotion | None:
    """A promotion from its stored JSON; None for one that a newer version wrote, which is kept and not applied.

    Raises:
        UserError: ``promotion.unreadable`` with where and why.
    """
    try:
        form = read_promotion(text)
        return None if isinstance(form, KeptAside) else promotion_of(form)
    except WireError as error:
        raise UserError("promotion.unreadable", at=error.where, reason=one_line(error.reason)) from None
    except UserError as error:
        raise UserError("promotion.unreadable", at="", reason=str(error)) from None


def one_line(text: str) -> str:
    """A text that may come from anywhere, as one short line."""
    return " ".join(text.split())[:300]
