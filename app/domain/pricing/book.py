"""Promotions prepared once, so that a cart meets only those that mean something in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from app.domain.errors import UserError
from app.domain.offer import ALL_GOODS, Bundle, BuyGet, Goods, PriceList, Tiers, category_paths
from app.domain.pricing.state import Line
from app.domain.promotion import Promotion

#: Place of a promotion in the book, and which of its selections of goods.
_Slot: TypeAlias = tuple[int, int]
_MEMO = 20_000


def _selections(promotion: Promotion) -> tuple[Goods, ...]:
    rule = promotion.rule
    if isinstance(rule, PriceList):
        return (Goods(skus=frozenset(rule.prices)),)
    if isinstance(rule, BuyGet):
        return (rule.buy,) if rule.get is None else (rule.buy, rule.get)
    if isinstance(rule, Bundle):
        return tuple(group.goods for group in rule.groups)
    return (rule.goods,)


def _may_hint(promotion: Promotion) -> bool:
    """Whether there may be a next step to tell the customer of; the hint itself is `hints.hint_of`."""
    rule = promotion.rule
    sets = isinstance(rule, BuyGet | Tiers) or (isinstance(rule, Bundle) and len(rule.groups) == 1)
    return sets or promotion.minimum is not None


class PromotionBook:
    """Promotions in the order in which they are tried: higher priority first, then by id.

    Building it costs time in proportion to what the promotions name; it is built when promotions change and used for
    every pricing until then. It never changes after that but for remembering which goods match.

    Raises:
        UserError: ``promotion.duplicate_id``.
    """

    def __init__(self, promotions: Iterable[Promotion] = ()) -> None:
        self.promotions = tuple(sorted(promotions, key=lambda one: (-one.priority, one.id)))
        self.levels = tuple(one.level for one in self.promotions)
        #: Whether neither member nor coupon nor time limits a promotion.
        self.unconditional = tuple(
            one.members is None and one.coupon is None and one.window.is_always for one in self.promotions
        )
        self.may_hint = tuple(_may_hint(one) for one in self.promotions)
        self.by_id: dict[str, Promotion] = {}
        self.groups: dict[str, list[int]] = {}
        self._goods: list[tuple[Goods, ...]] = []
        self._by_sku: dict[str, list[_Slot]] = {}
        self._by_category: dict[str, list[_Slot]] = {}
        self._by_tag: dict[str, list[_Slot]] = {}
        self._all: list[_Slot] = []  # all goods but for exceptions
        self._every: list[_Slot] = []  # all goods, without exceptions, beside another selection
        self._whole: list[tuple[int, int]] = []  # promotions that mean nothing but all goods, and how many selections
        self._memo: dict[tuple[str, str, frozenset[str]], tuple[_Slot, ...]] = {}
        for rank, promotion in enumerate(self.promotions):
            self._add(rank, promotion)

    def _add(self, rank: int, promotion: Promotion) -> None:
        if promotion.id in self.by_id:
            raise UserError("promotion.duplicate_id", id=promotion.id)
        self.by_id[promotion.id] = promotion
        if promotion.group is not None:
            self.groups.setdefault(promotion.group, []).append(rank)
        selections = _selections(promotion)
        self._goods.append(selections)
        if all(goods == ALL_GOODS for goods in selections):
            self._whole.append((rank, len(selections)))
            return
        for number, goods in enumerate(selections):
            slot = (rank, number)
            if goods.means_all:
                exceptions = goods.not_skus or goods.not_categories or goods.not_tags
                (self._all if exceptions else self._every).append(slot)
            for index, words in (
                (self._by_sku, goods.skus),
                (self._by_category, goods.categories),
                (self._by_tag, goods.tags),
            ):
                for word in words:
                    index.setdefault(word, []).append(slot)

    def _slots(self, sku: str, category: str, tags: frozenset[str]) -> tuple[_Slot, ...]:
        key = (sku, category, tags)
        known = self._memo.get(key)
        if known is not None:
            return known
        found = {*self._all, *self._by_sku.get(sku, ())}
        for path in category_paths(category):
            found.update(self._by_category.get(path, ()))
        for tag in tags:
            found.update(self._by_tag.get(tag, ()))
        slots = tuple(sorted(slot for slot in found if self._goods[slot[0]][slot[1]].match(sku, category, tags)))
        if len(self._memo) >= _MEMO:
            self._memo.clear()
        self._memo[key] = slots
        return slots

    def meet(self, lines: Sequence[Line]) -> dict[int, list[list[Line]]]:
        """The promotions whose goods are in the cart, by their place in the book.

        Each comes with the lines of each of its selections, in the order of `lines`.
        """
        met: dict[int, list[list[Line]]] = {}
        goods = self._goods
        for line in lines:
            bought = line.cart_line
            for rank, number in self._slots(bought.sku, bought.category, bought.tags):
                pools = met.get(rank)
                if pools is None:
                    pools = met[rank] = [[] for _ in goods[rank]]
                pools[number].append(line)
        if lines:
            everything = list(lines)
            met.update({rank: [everything] * count for rank, count in self._whole})
            for rank, number in self._every:
                met.setdefault(rank, [[] for _ in goods[rank]])[number] = everything
        return met
