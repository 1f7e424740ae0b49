"""Price: what a basket costs, by the same function as at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from app.central.shop.shelf import Goods, Range
from app.domain.cart import Cart, CartLine, Member
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.pricing import price_cart
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
    """Goods in the basket: how many steps, thousandths, and minor units listed and to pay."""

    goods: Goods
    count: int
    milli: int
    listed: int
    amount: int
    why: tuple[str, ...] = ()


@frozen
class PricedBasket:
    """A basket at its prices; `gone` are SKUs in it that are sold no more."""

    lines: tuple[PricedGoods, ...]
    gone: tuple[str, ...]

    @property
    def total(self) -> int:
        """Minor units to pay."""
        return sum(line.amount for line in self.lines)

    @property
    def off(self) -> int:
        """Minor units that promotions took off."""
        return sum(line.listed - line.amount for line in self.lines)


def price_basket(basket: Mapping[str, int], shelf: Range, till: Till) -> PricedBasket:
    """Price a basket.

    Prices here contain their tax, as shelf prices in Taiwan must; how much of them it is does not matter yet.

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
    cart = Cart("", till.currency, lines, member=till.member, next_line_id=len(lines) + 1)
    rule = TaxRule(rates_ppm={line.tax_class: 0 for line in lines})
    priced = price_cart(cart, shelf.book, rule, till.at, zone=till.zone)
    return PricedBasket(
        tuple(
            PricedGoods(
                goods, count, milli, line.listed_amount, line.amount,
                tuple(dict.fromkeys(one.name for one in line.reductions)),
            )
            for (goods, count, milli, _), line in zip(found, priced.lines, strict=True)
        ),
        tuple(sku for sku in basket if sku not in {goods.sku for goods, *_ in found}),
    )  # fmt: skip
