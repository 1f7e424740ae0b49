"""Two truths that met at the centre: what was sold stands, and a person looks at it."""

from __future__ import annotations

from enum import Enum


class ConflictKind(Enum):
    """What met. A terminal may be told a kind of a newer centre's, and says so in general words."""

    COUPON_USED_TWICE = "coupon.used_twice"
    COUPON_WITHDRAWN = "coupon.withdrawn"
    COUPON_OVER_LIMIT = "coupon.over_limit"
    COUPON_UNKNOWN = "coupon.not_issued"
    COUPON_NOT_BACK = "coupon.not_back"
    ORDER_HANDED_OVER_TWICE = "order.handed_over_twice"
    ORDER_HANDED_OVER_CANCELLED = "order.handed_over_cancelled"
    ORDER_HANDED_OVER_EXPIRED = "order.handed_over_expired"
    ORDER_UNKNOWN = "order.unknown"
    ORDER_SHORT = "order.short"  # paid online, and the customer got less
    ORDER_PROBLEM = "order.problem"
    ORDER_OUT_OF_RANGE = "order.out_of_range"  # lines that it does not have, or more than a number holds
    ORDER_PUT_BACK_PAID = "order.put_back_paid"
    MEMBER_UNKNOWN = "member.not_known"
    MEMBER_CONTACT_NEW = "member.contact_new"
    POINTS_OVERSPENT = "points.overspent"
    POINTS_DIFFER = "points.differ"  # more than the sale and the rules bear
    STOCK_BELOW_ZERO = "stock.below_zero"
    STOCK_UNKNOWN_SKU = "stock.unknown_sku"
    STOCK_OUT_OF_RANGE = "stock.out_of_range"
    PRICE_OLDER = "price.older"
    SALE_SAME_NUMBER = "sale.same_number"
    DAY_DIFFERS = "day.differs"
    PROPOSAL_WAITING = "proposal.waiting"
    CLOCK_AHEAD = "clock.ahead"
    CLOCK_BEHIND = "clock.behind"
    JOURNAL_SAME_ID = "journal.same_id"
    JOURNAL_BROKEN_LINK = "journal.broken_link"
    JOURNAL_FORKED = "journal.forked"
    JOURNAL_NOT_APPLIED = "journal.not_applied"
    JOURNAL_NOT_UNDERSTOOD = "journal.not_understood"
