"""A cart priced from two files, for the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.contract.pricing import (
    AppliedForm,
    CartForm,
    DiscountForm,
    HintForm,
    LineForm,
    PassedOverForm,
    PricedCartForm,
    PricedLineForm,
    ReductionForm,
    TakenForm,
    TaxTotalForm,
    UsedCouponForm,
)
from app.contract.promotion import KeptAside, UnitPrice, read_promotion, read_strict
from app.contract.wire import WireError, WireQuantity
from app.domain.cart import Cart, CartLine, Discount, DiscountKind, Member, Override
from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.pricing import PricedCart, PricedLine, PromotionBook, price_cart
from app.domain.promotion import Promotion, local_time
from app.domain.quantity import Price, Quantity, Unit
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from app.services.promotion import one_line, promotion_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _bad(file: Literal["cart", "promotions"], at: str, reason: str) -> UserError:
    return UserError("pricing.bad_input", file=file, at=at, reason=one_line(reason))


def price_texts(cart_text: str, promotions_text: str, at: int | str, *, zone: str = "Asia/Taipei") -> str:
    """Price a cart from JSON and answer JSON, explained line by line.

    Args:
        cart_text: a `CartForm`.
        promotions_text: ``{"zone": ..., "promotions": [...]}`` with one `PromotionRule` each; or only the list.
        at: microseconds since 1970, UTC; or ISO 8601 text, local time of the zone where it has no offset.
        zone: IANA name of the store's time zone, where the promotions' file does not name it.

    Raises:
        UserError: ``pricing.bad_input`` with `file`, `at` and `reason`; ``pricing.bad_time``,
            ``pricing.unknown_zone``, ``tax.unknown_class``.
    """
    form = _read_cart(cart_text)
    cart, tax_rule = _cart(form), _tax(form)
    named_zone, promotions, aside = _read_promotions(promotions_text)
    zone = named_zone or zone
    moment = read_at(at, zone) if isinstance(at, str) else at
    try:
        book = PromotionBook(promotions)
    except UserError as error:
        raise _bad("promotions", "promotions", str(error)) from None
    priced = price_cart(cart, book, tax_rule, moment, zone=_zone(zone))
    return _priced_form(cart, priced, moment, zone, aside).model_dump_json(indent=2)


def read_at(text: str, zone: str = "Asia/Taipei") -> int:
    """A moment written as ISO 8601, in microseconds UTC; without an offset it is local time of the zone.

    Raises:
        UserError: ``pricing.bad_time``, ``pricing.unknown_zone``.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=_zone(zone))
        if not 1970 <= moment.year <= 9000:
            raise ValueError("no shop was or will be open then")
        return (moment - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        raise UserError("pricing.bad_time", text=text[:40]) from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError("pricing.unknown_zone", zone=name[:60]) from None


def _read_cart(text: str) -> CartForm:
    try:
        return read_strict(CartForm, text)
    except WireError as error:
        raise _bad("cart", error.where, error.reason) from None


def _price(form: UnitPrice) -> Price:
    return Price(form.minor, form.per_milli)


def _discount(form: DiscountForm | None) -> Discount | None:
    return None if form is None else Discount(DiscountKind(form.kind), form.value, form.reason)


def _cart_line(form: LineForm, number: int) -> CartLine:
    override = form.override
    return CartLine(
        line_id=form.line_id or number,
        sku=form.sku,
        name=form.name or form.sku,
        quantity=Quantity(form.quantity.milli, Unit(form.quantity.unit)),
        listed=_price(form.price),
        category=form.category,
        tax_class=form.tax_class,
        tags=frozenset(form.tags),
        discount=_discount(form.discount),
        override=None if override is None else Override(_price(override.price), override.reason),
    )


def _cart(form: CartForm) -> Cart:
    lines: list[CartLine] = []
    where = "currency"
    try:
        money = currency(form.currency)
        for number, line in enumerate(form.lines):
            where = f"lines[{number}]"
            lines.append(_cart_line(line, number + 1))
        where = "discount"
        discount = _discount(form.discount)
    except (UserError, ValueError) as error:
        raise _bad("cart", where, str(error)) from None
    if len({line.line_id for line in lines}) != len(lines):
        raise _bad("cart", "lines", "a line_id stands twice")
    member = None if form.member is None else Member(form.member.id, form.member.tier)
    return Cart(form.cart_id, money, tuple(lines), member=member, coupons=form.coupons, discount=discount)


def _tax(form: CartForm) -> TaxRule:
    if form.tax is None:
        return TaxRule()
    return TaxRule(TaxMode(form.tax.mode), TaxRounding(form.tax.rounding), dict(form.tax.rates_ppm))


def _read_promotions(text: str) -> tuple[str, list[Promotion], list[KeptAside]]:
    try:
        file = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad("promotions", "", str(error)) from None
    if not isinstance(file, dict):
        file = {"promotions": file}
    if unknown := sorted(set(file) - {"zone", "promotions"}):
        raise _bad("promotions", unknown[0], "unknown field")
    zone, listed = file.get("zone", ""), file.get("promotions")
    if not isinstance(zone, str):
        raise _bad("promotions", "zone", "give the IANA name of a time zone")
    if not isinstance(listed, list):
        raise _bad("promotions", "promotions", "give a list of promotions")
    promotions, aside = [], []
    for number, raw in enumerate(listed):
        form = _read_one(raw, f"promotions[{number}]")
        if isinstance(form, KeptAside):
            aside.append(form)
        else:
            promotions.append(form)
    return zone, promotions, aside


def _read_one(raw: object, where: str) -> Promotion | KeptAside:
    try:
        form = read_promotion(json.dumps(raw))
        return form if isinstance(form, KeptAside) else promotion_of(form)
    except WireError as error:
        raise _bad("promotions", f"{where}.{error.where}" if error.where else where, error.reason) from None
    except UserError as error:
        raise _bad("promotions", where, str(error)) from None


def _line_form(bought: CartLine, line: PricedLine) -> PricedLineForm:
    return PricedLineForm(
        line_id=line.line_id,
        sku=line.sku,
        name=bought.name,
        quantity=WireQuantity(milli=line.quantity.milli, unit=line.quantity.unit.value),
        listed_amount=line.listed_amount,
        reductions=tuple(
            ReductionForm(rule_id=one.rule_id, name=one.name, kind=one.kind.value, minor=one.amount, units=one.units)
            for one in line.reductions
        ),
        taken=tuple(TakenForm(rule_id=one.rule_id, units=one.units) for one in line.taken),
        amount=line.amount,
        tax_class=line.tax_class,
        rate_ppm=line.rate_ppm,
        tax=line.tax,
        paid=line.paid,
    )


def _priced_form(cart: Cart, priced: PricedCart, at: int, zone: str, aside: Iterable[KeptAside]) -> PricedCartForm:
    return PricedCartForm(
        cart_id=priced.cart_id,
        currency=priced.currency.code,
        at=local_time(at, _zone(zone)).isoformat(),
        zone=zone,
        lines=tuple(_line_form(*pair) for pair in zip(cart.lines, priced.lines, strict=True)),
        listed=priced.listed,
        reduction=priced.reduction,
        tax=priced.tax,
        total=priced.total,
        taxes=tuple(
            TaxTotalForm(tax_class=one.tax_class, rate_ppm=one.rate_ppm, net=one.net, tax=one.tax, paid=one.paid)
            for one in priced.taxes
        ),
        applied=tuple(
            AppliedForm(rule_id=one.rule_id, name=one.name, minor=one.amount, applications=one.applications)
            for one in priced.applied
        ),
        coupons=tuple(UsedCouponForm(coupon=one.coupon, rule_id=one.rule_id) for one in priced.coupons),
        hints=tuple(
            HintForm(rule_id=one.rule_id, name=one.name, units=one.units, minor=one.amount) for one in priced.hints
        ),
        passed_over=tuple(PassedOverForm(id=one.id, kind=one.kind) for one in aside),
    )
