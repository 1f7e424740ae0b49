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
from app.domain.pricing.result import Applied, PricedCart, PricedLine, TaxTotal, UsedCoupon
from app.domain.pricing.sets import propose_bundle, propose_buy_get
from app.domain.pricing.state import Line, Proposal, cap_off, commit_cart, commit_item, spend, working_lines
from app.domain.pricing.units import propose_each, propose_tiers
from app.domain.promotion import Over, Promotion, local_time
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
    take_cart_discount(cart.discount, lines)
    return _priced(cart, tax_rule, lines, run)


class _Run:
    """The promotions of one pricing, tried greedily in the book's order."""

    def __init__(self, cart: Cart, book: PromotionBook, lines: Sequence[Line], local: datetime) -> None:
        self.cart = cart
        self.book = book
        self.lines = lines
        self.met = {
            rank: pools for rank, pools in book.meet(lines).items() if _holds(book.promotions[rank], cart, local)
        }
        self.decided: dict[str, int] = {}
        self.alone = False
        self.at_cart = 0
        self.applied: list[Applied] = []
        self.coupons: list[UsedCoupon] = []

    def apply(self, level: Level) -> None:
        """Try the promotions of a level, the best of each group in its place."""
        for rank in sorted(self.met):
            promotion = self.book.promotions[rank]
            if promotion.level is not level:
                continue
            group = promotion.group
            if group is None:
                self._commit(promotion, self._propose(rank))
            elif group not in self.decided:
                self._decide(group, rank)
            elif self.decided[group] == rank:
                self.decided[group] = _DONE
                self._commit(promotion, self._propose(rank))

    def _decide(self, group: str, rank: int) -> None:
        """Exactly one of a group applies: the one that gives most now; of equals the first in the book.

        A group is decided at the turn of its first member that gives something. Where a cart-level member wins over
        item-level ones, it applies in its own turn, and the others no longer do.
        """
        if not self._propose(rank).gain:
            return
        level = self.book.promotions[rank].level
        best, proposal = rank, Proposal()
        for member in self.book.groups[group]:
            promotion = self.book.promotions[member]
            if member in self.met and (level is Level.ITEM or promotion.level is level):
                rival = self._propose(member)
                if rival.gain > proposal.gain:
                    best, proposal = member, rival
        winner = self.book.promotions[best]
        if winner.level is level:
            self.decided[group] = _DONE
            self._commit(winner, proposal)
        else:
            self.decided[group] = best

    def _propose(self, rank: int) -> Proposal:
        promotion, pools = self.book.promotions[rank], self.met[rank]
        if not self._spent_enough(promotion, pools):
            return Proposal()
        rule, caps = promotion.rule, promotion.caps
        most = _NO_LIMIT if caps.applications is None else caps.applications
        if promotion.once_per_coupon:
            most = min(most, len(promotion.coupons_among(self.cart.coupons)))
        elif isinstance(rule, CartOff):
            most = min(most, 1)
        units = _NO_LIMIT if caps.units is None else caps.units
        if isinstance(rule, CartOff) or (isinstance(rule, Tiers) and rule.level is Level.CART):
            if self.alone or (promotion.exclusive and self.at_cart):
                return Proposal()
            proposal = propose_cart(rule, pools[0], most)
        else:
            proposal = _propose_item(promotion, pools, most, units)
        return cap_off(proposal, caps.reduction)

    def _spent_enough(self, promotion: Promotion, pools: Sequence[Sequence[Line]]) -> bool:
        minimum = promotion.minimum
        if minimum is None:
            return True
        counted = self.lines
        if minimum.over is Over.GOODS:
            places = {line.place for pool in pools for line in pool}
            counted = [line for line in self.lines if line.place in places]
        return spend(counted, before=minimum.counted is Counted.BEFORE) >= minimum.minor

    def _commit(self, promotion: Promotion, proposal: Proposal) -> None:
        gain = proposal.gain
        if not gain:
            return
        if promotion.level is Level.CART:
            commit_cart(promotion, proposal)
            self.at_cart += 1
            self.alone = promotion.exclusive
        else:
            commit_item(promotion, proposal)
        self.applied.append(Applied(promotion.id, promotion.name, gain, proposal.applications))
        used = promotion.coupons_among(self.cart.coupons)
        if not promotion.once_per_coupon:
            used = used[:1]
        self.coupons += [UsedCoupon(coupon, promotion.id) for coupon in used[: proposal.applications]]


def _holds(promotion: Promotion, cart: Cart, local: datetime) -> bool:
    """Whether the cart's currency, member and coupons, and the time, let a promotion apply at all."""
    if promotion.currency is not None and promotion.currency != cart.currency:
        return False
    tiers = promotion.members
    if tiers is not None and (cart.member is None or (tiers and cart.member.tier not in tiers)):
        return False
    if promotion.coupon is not None and not promotion.coupons_among(cart.coupons):
        return False
    return promotion.window.is_always or promotion.window.holds(local)


def _propose_item(promotion: Promotion, pools: Sequence[Sequence[Line]], most: int, most_units: int) -> Proposal:
    rule = promotion.rule
    able = [[line for line in pool if _takes_part(promotion, line)] for pool in pools]
    if isinstance(rule, EachOff | PriceList):
        return propose_each(rule, able[0], min(most, most_units))
    if isinstance(rule, Tiers):
        return propose_tiers(rule, able[0], most, most_units)
    counted = [[line for line in pool if line.by_piece] for pool in able]
    if isinstance(rule, BuyGet):
        return propose_buy_get(rule, counted, most, most_units)
    if isinstance(rule, Bundle):
        return propose_bundle(rule, counted, most, most_units)
    return Proposal()


def _takes_part(promotion: Promotion, line: Line) -> bool:
    bought = line.cart_line
    return (
        line.used < line.units
        and line.minor > 0
        and (bought.override is None or promotion.on_overridden)
        and (bought.discount is None or promotion.on_discounted)
    )


def _priced(cart: Cart, tax_rule: TaxRule, lines: Sequence[Line], run: _Run) -> PricedCart:
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
