"""Coupons for the tests and pictures of screens: a centre that answers at once or is away, and what it told."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from app.contract.campaign import CampaignItem, WalletCoupon, WalletItem
from app.contract.promotion import PromotionRule, read_promotion
from app.db.campaign import put_campaigns, put_wallets
from app.db.promotion import put_promotions
from app.domain.errors import FaultError
from app.runtime.counter import Counter
from app.services.coupon_ports import HoldAnswer


@dataclass
class CouponCentre:
    """Keeps what it is asked for, unless it says otherwise of a code; fits the port.

    Attributes:
        refuses: why not, by code.
        waits: nothing is answered yet.
    """

    refuses: dict[str, str] = field(default_factory=dict)
    is_away: bool = False
    waits: bool = False
    held: dict[str, str] = field(default_factory=dict)
    asked: list[Future[HoldAnswer]] = field(default_factory=list)

    def hold(self, hold_id: str, code: str, member_id: str | None, *, renew: bool = False) -> Future[HoldAnswer]:
        answer: Future[HoldAnswer] = Future()
        if self.waits:
            self.asked.append(answer)
            return answer
        if self.is_away:
            answer.set_exception(FaultError("centre.unreachable", reason="away"))
        elif code in self.refuses:
            answer.set_result(HoldAnswer(granted=False, reason=self.refuses[code]))
        else:
            self.held[hold_id] = code
            answer.set_result(HoldAnswer(granted=True, until=2**52))
        return answer

    def answer(self) -> None:
        """Say yes to all that waits."""
        for one in self.asked:
            one.set_result(HoldAnswer(granted=True, until=2**52))
        self.asked.clear()

    def release(self, hold_id: str) -> Future[None]:
        self.held.pop(hold_id, None)
        done: Future[None] = Future()
        done.set_result(None)
        return done


def tell(counter: Counter, campaign_id: str, item: CampaignItem, rule: dict[str, Any]) -> None:
    """Have a counter know of a campaign and of what its coupons give."""
    promotion = read_promotion(_text(rule))
    assert isinstance(promotion, PromotionRule)
    writer: Any = counter.desk.writer

    def job(connection: Any) -> None:
        put_campaigns(connection, {campaign_id: item})
        put_promotions(connection, [promotion])

    writer.on_connection(job).result()
    counter.promotions.refresh()


def tell_wallet(counter: Counter, member_id: str, *coupons: WalletCoupon) -> None:
    """Have a counter know what a member can use."""
    writer: Any = counter.desk.writer
    item = WalletItem(coupons=coupons)
    writer.on_connection(lambda connection: put_wallets(connection, {member_id: item})).result()


def _text(rule: dict[str, Any]) -> str:
    import json

    return json.dumps(rule, ensure_ascii=False)


def off(rule_id: str, name: str, english: str, code: str, minor: int, at_least: int = 0) -> dict[str, Any]:
    """A rule: an amount off the cart for who has a coupon, perhaps from an amount on."""
    rule: dict[str, Any] = {
        "id": rule_id,
        "name": name,
        "name_en": english,
        "currency": "TWD",
        "rule": {"kind": "amount_off", "level": "cart", "off_minor": minor},
        "coupon": {"code": code},
    }
    return {**rule, "minimum": {"minor": at_least}} if at_least else rule
