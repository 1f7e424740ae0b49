"""Price: what a basket costs, by the same function as at the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from app.central.shop.shelf import Goods, Range
from app.domain.cart import Cart, CartLine, Member
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.pricing import PricedCart, price_cart
from app.domain.quantity import Price, Quantity
from app.domain.tax import TaxRule


@frozen
class Till:
    """How a store counts: its currency and zone, now in microseconds UTC, and who buys."""

    currency: Currency
    zone: tzinfo
    at: int
    member: Member | None = None


@frozen
class PricedGoods:
    """Goods in the basket: how many steps, thousandths, minor units listed and to pay, and by which promotions."""

    goods: Goods
    count: int
    milli: int
    listed: int
    amount: int
    why: tuple[str, ...] = ()
    why_en: tuple[str, ...] = ()


@frozen
class Gift:
    """What a coupon does to a basket.

    Attributes:
        off: minor units that it took off.
        units, more: what is missing until it does, in pieces or in minor units, where that is near.
        least: minor units that the basket must come to.
    """

    off: int = 0
    units: int = 0
    more: int = 0
    least: int = 0


@frozen
class PricedBasket:
    """A basket at its prices; `gone` are SKUs in it that are sold no more, `gift` is what its coupon does."""

    lines: tuple[PricedGoods, ...]
    gone: tuple[str, ...]
    gift: Gift = Gift()

    @property
    def total(self) -> int:
        """Minor units to pay."""
        return sum(line.amount for line in self.lines)

    @property
    def off(self) -> int:
        """Minor units that promotions took off."""
        return sum(line.listed - line.amount for line in self.lines)


def price_basket(basket: Mapping[str, int], shelf: Range, till: Till, coupons: tuple[str, ...] = ()) -> PricedBasket:
    """Price a basket.

    Prices here contain their tax, as shelf prices in Taiwan must; how much of them it is does not matter yet.

    Args:
        coupons: those that count now.

    Raises:
        UserError: of the cart: an amount or a quantity is out of range.
    """
    found: list[tuple[Goods, int, int, Price]] = []
    for sku, count in basket.items():
        goods = shelf.goods.get(sku)
        price = None if goods is None else goods.price(till.at)
        if goods is not None and price is not None:
            found.append((goods, count, count * goods.step(price), price))
    lines = tuple(
        CartLine(
            place,
            goods.sku,
            goods.name,
            Quantity(milli, goods.unit),
            price,
            goods.category,
            goods.tax_class,
            goods.tags,
        )
        for place, (goods, _, milli, price) in enumerate(found, 1)
    )
    cart = Cart("", till.currency, lines, member=till.member, coupons=coupons, next_line_id=len(lines) + 1)
    rule = TaxRule(rates_ppm={line.tax_class: 0 for line in lines})
    priced, rules = price_cart(cart, shelf.book, rule, till.at, zone=till.zone), shelf.book.by_id
    return PricedBasket(
        tuple(
            PricedGoods(
                goods, count, milli, line.listed_amount, line.amount,
                tuple(dict.fromkeys(one.name for one in line.reductions)),
                tuple(dict.fromkeys(rules[one.rule_id].name_en or one.name for one in line.reductions)),
            )
            for (goods, count, milli, _), line in zip(found, priced.lines, strict=True)
        ),
        tuple(sku for sku in basket if sku not in {goods.sku for goods, *_ in found}),
        _gift(priced, shelf, coupons),
    )  # fmt: skip


def _gift(priced: PricedCart, shelf: Range, coupons: Sequence[str]) -> Gift:
    """What coupons do, by the promotions that they unlock."""
    if not coupons:
        return Gift()
    rules = {one.id: one for one in shelf.book.promotions if one.coupons_among(coupons)}
    used = {one.rule_id for one in priced.coupons}
    off = sum(one.amount for line in priced.lines for one in line.reductions if one.rule_id in used)
    hint = next((one for one in priced.hints if one.rule_id in rules), None)
    leasts = [one.minimum.minor for one in rules.values() if one.minimum is not None]
    least = min(leasts) if leasts and len(leasts) == len(rules) else 0
    return Gift(off, 0 if hint is None else hint.units, 0 if hint is None else hint.amount, least)
