"""The order of pricing: item-level promotions, manual line discounts, cart-level promotions, manual cart discount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from app.domain.cart import Cart
from app.domain.offer import (
    Bundle,
    BuyGet,
    CartOff,
    Counted,
    EachOff,
    Level,
    PriceList,
    Tiers,
)
from app.domain.pricing.book import PromotionBook
from app.domain.pricing.carts import propose_cart, take_cart_discount, take_line_discounts
from app.domain.pricing.hints import Left, hint_of
from app.domain.pricing.result import Applied, Hint, PricedCart, PricedLine, TaxTotal, UsedCoupon
from app.domain.pricing.sets import propose_bundle, propose_buy_get
from app.domain.pricing.state import Line, Proposal, cap_off, commit_cart, commit_item, spend, working_lines
from app.domain.pricing.units import propose_each, propose_tiers
from app.domain.promotion import Minimum, Over, Promotion, local_time
from app.domain.tax import TaxMode, TaxRule

#: More than any cart holds: no limit.
_NO_LIMIT = 10**18
#: A group whose one promotion has applied.
_DONE = -1


def price_cart(cart: Cart, book: PromotionBook, tax_rule: TaxRule, at: int, *, zone: tzinfo) -> PricedCart:
    """Price the sold side of a cart. Pure, and the same for the same goods in whatever order they were scanned.

    Member and coupons are the cart's. Goods at a price of zero are gifts: they take no part in item-level
    promotions.

    Args:
        cart: lines with their listed prices frozen at the scan.
        book: all promotions known to the store; those that do not hold now are passed over.
        tax_rule: the shop's tax settings.
        at: the moment, in microseconds since 1970, UTC.
        zone: the store's time zone, in which promotions have their hours.

    Raises:
        UserError: ``tax.unknown_class``.
    """
    lines = working_lines(cart)
    run = _Run(cart, book, lines, local_time(at, zone))
    run.apply(Level.ITEM)
    take_line_discounts(lines)
    run.apply(Level.CART)
    hints = run.hints()
    take_cart_discount(cart.discount, lines)
    return _priced(cart, tax_rule, lines, run, hints)


class _Run:
    """The promotions of one pricing, tried greedily in the book's order."""

    def __init__(self, cart: Cart, book: PromotionBook, lines: Sequence[Line], local: datetime) -> None:
        self.cart = cart
        self.book = book
        self.lines = lines
        self.before = sum(line.priced for line in lines)
        self.met = {
            rank: pools
            for rank, pools in book.meet(lines).items()
            if (all(pools) or (book.may_hint[rank] and pools[0]))
            and (promotion := book.promotions[rank]).currency in (None, cart.currency)
            and (book.unconditional[rank] or _holds(promotion, cart, local))
        }
        #: Units that item-level promotions may still use; gifts never are.
        self.free = sum(line.units for line in lines if line.minor)
        self.able: dict[tuple[int, tuple[bool, bool, bool]], list[Line]] = {}
        self.decided: dict[str, int] = {}
        self.alone = False
        self.at_cart = 0
        self.applied: list[Applied] = []
        self.coupons: list[UsedCoupon] = []

    def apply(self, level: Level) -> None:
        """Try the promotions of a level, the best of each group in its place."""
        book = self.book
        for rank in sorted(self.met):
            if level is Level.ITEM and not self.free:
                break
            if book.levels[rank] is not level:
                continue
            promotion = book.promotions[rank]
            group = promotion.group
            if group is not None and self.decided.get(group, rank) != rank:
                continue
            proposal = self._propose(rank)
            if proposal is None:
                continue
            if group is not None and group not in self.decided:
                promotion, proposal = self._best(group, level)
                if promotion.level is not level:
                    continue
            self._commit(promotion, proposal)

    def _best(self, group: str, level: Level) -> tuple[Promotion, Proposal]:
        """Exactly one of a group applies: the one that gives most now; of equals the first in the book.

        A group is decided at the turn of its first member that gives something. Where a cart-level member wins over
        item-level ones, it applies in its own turn, and the others no longer do.
        """
        most, winner, best = 0, 0, Proposal()
        for rank in self.book.groups[group]:
            if rank in self.met and (level is Level.ITEM or self.book.levels[rank] is level):
                rival = self._propose(rank)
                if rival is not None and rival.gain > most:
                    most, winner, best = rival.gain, rank, rival
        promotion = self.book.promotions[winner]
        self.decided[group] = _DONE if promotion.level is level else winner
        return promotion, best

    def _propose(self, rank: int) -> Proposal | None:
        """What a promotion would give now; None for nothing."""
        promotion, pools = self.book.promotions[rank], self.met[rank]
        if not all(pools):
            return None
        if promotion.minimum is not None and self._missing_spend(promotion.minimum, pools) > 0:
            return None
        rule, caps = promotion.rule, promotion.caps
        most = _NO_LIMIT if caps.applications is None else caps.applications
        if promotion.once_per_coupon:
            most = min(most, len(promotion.coupons_among(self.cart.coupons)))
        elif isinstance(rule, CartOff):
            most = 1
        if isinstance(rule, CartOff) or (isinstance(rule, Tiers) and rule.level is Level.CART):
            if self.alone or (promotion.exclusive and self.at_cart):
                return None
            proposal = propose_cart(rule, pools[0], most)
        else:
            able = [self._able(promotion, pool) for pool in pools]
            if not all(able):
                return None
            proposal = _propose_item(rule, able, most, _NO_LIMIT if caps.units is None else caps.units)
        if caps.reduction is not None:
            proposal = cap_off(proposal, caps.reduction)
        return proposal if any(part.off for part in proposal.parts) else None

    def _able(self, promotion: Promotion, pool: Sequence[Line]) -> list[Line]:
        """The lines with units that an item-level promotion may still use: looked up again only after one used some.

        Most of a chain's promotions come when what they mean is used up, and many mean the same goods.
        """
        by_measure = isinstance(promotion.rule, EachOff | PriceList | Tiers)
        way = (by_measure, promotion.on_overridden, promotion.on_discounted)
        able = self.able.get((id(pool), way))
        if able is None:
            able = self.able[id(pool), way] = _able(pool, way)
        return able

    def hints(self) -> tuple[Hint, ...]:
        """What to add for more, of promotions that no other one of their group keeps from applying."""
        found = []
        left = Left({one.rule_id for one in self.applied})
        for rank in sorted(rank for rank in self.met if self.book.may_hint[rank]):
            promotion, pools = self.book.promotions[rank], self.met[rank]
            if promotion.group is not None and promotion.group in self.decided:
                continue
            if self.book.levels[rank] is Level.CART and (self.alone or (promotion.exclusive and self.at_cart)):
                continue
            missing = 0 if promotion.minimum is None else self._missing_spend(promotion.minimum, pools)
            if hint := hint_of(promotion, pools, missing, left):
                found.append(hint)
        return tuple(found)

    def _missing_spend(self, minimum: Minimum, pools: Sequence[Sequence[Line]]) -> int:
        before = minimum.counted is Counted.BEFORE
        if minimum.over is Over.GOODS:
            places = {line.place for pool in pools for line in pool}
            spent = spend((line for line in self.lines if line.place in places), before=before)
        else:
            spent = self.before if before else spend(self.lines, before=False)
        return minimum.minor - spent

    def _commit(self, promotion: Promotion, proposal: Proposal) -> None:
        if promotion.level is Level.CART:
            commit_cart(promotion, proposal)
            self.at_cart += 1
            self.alone = promotion.exclusive
        else:
            commit_item(promotion, proposal)
            self.able.clear()
            self.free -= sum(part.units for part in proposal.parts)
        self.applied.append(Applied(promotion.id, promotion.name, proposal.gain, proposal.applications))
        if promotion.coupon is not None:
            used = promotion.coupons_among(self.cart.coupons)[: proposal.applications]
            self.coupons += [
                UsedCoupon(one, promotion.id) for one in (used if promotion.once_per_coupon else used[:1])
            ]


def _holds(promotion: Promotion, cart: Cart, local: datetime) -> bool:
    """Whether the cart's member and coupons, and the time, let a promotion apply at all."""
    tiers = promotion.members
    if tiers is not None and (cart.member is None or (tiers and cart.member.tier not in tiers)):
        return False
    if promotion.coupon is not None and not promotion.coupons_among(cart.coupons):
        return False
    return promotion.window.is_always or promotion.window.holds(local)


def _able(pool: Sequence[Line], way: tuple[bool, bool, bool]) -> list[Line]:
    """The lines with units that an item-level promotion may still use; see `_Run._able`."""
    by_measure, on_overridden, on_discounted = way
    return [
        line
        for line in pool
        if line.used < line.units
        and line.minor
        and (
            line.is_plain
            or (
                (line.by_piece or by_measure)
                and (on_overridden or line.cart_line.override is None)
                and (on_discounted or line.cart_line.discount is None)
            )
        )
    ]


def _propose_item(
    rule: EachOff | PriceList | BuyGet | Bundle | Tiers, able: Sequence[Sequence[Line]], most: int, most_units: int
) -> Proposal:
    if isinstance(rule, EachOff | PriceList):
        return propose_each(rule, able[0], min(most, most_units))
    if isinstance(rule, Tiers):
        return propose_tiers(rule, able[0], most, most_units)
    if isinstance(rule, BuyGet):
        return propose_buy_get(rule, able, most, most_units)
    return propose_bundle(rule, able, most, most_units)


def _priced(cart: Cart, tax_rule: TaxRule, lines: Sequence[Line], run: _Run, hints: tuple[Hint, ...]) -> PricedCart:
    taxes = tax_rule.tax_lines([(line.cart_line.tax_class, line.amount) for line in lines])
    on_top = tax_rule.mode is TaxMode.EXCLUSIVE
    by_id = {}
    for line, tax in zip(lines, taxes, strict=True):
        bought = line.cart_line
        by_id[bought.line_id] = PricedLine(
            line_id=bought.line_id,
            sku=bought.sku,
            quantity=bought.quantity,
            listed_amount=line.listed_amount,
            amount=line.amount,
            tax_class=bought.tax_class,
            rate_ppm=tax_rule.rate(bought.tax_class),
            tax=tax,
            paid=line.amount + tax if on_top else line.amount,
            reductions=tuple(line.reductions),
            taken=tuple(line.taken),
        )
    priced = tuple(by_id[line.line_id] for line in cart.lines)
    return PricedCart(
        cart_id=cart.cart_id,
        currency=cart.currency,
        lines=priced,
        applied=tuple(run.applied),
        coupons=tuple(run.coupons),
        hints=hints,
        taxes=_tax_totals(priced),
    )


def _tax_totals(lines: Sequence[PricedLine]) -> tuple[TaxTotal, ...]:
    totals: dict[str, TaxTotal] = {}
    for line in lines:
        before = totals.get(line.tax_class, TaxTotal(line.tax_class, line.rate_ppm, 0, 0, 0))
        totals[line.tax_class] = TaxTotal(
            line.tax_class,
            line.rate_ppm,
            before.net + line.paid - line.tax,
            before.tax + line.tax,
            before.paid + line.paid,
        )
    return tuple(totals[name] for name in sorted(totals))
