"""What the centre tells the sellers, without a network: each page is made of its number alone, whoever takes it.

So a seller that was killed goes on where the feed's cursor stands, and the ledger knows what must be there.
"""

from __future__ import annotations

import json
from concurrent.futures import Future

from app.contract.campaign import BlockCoupon, CampaignItem, CouponBlockItem, Issue, WalletCoupon, WalletItem
from app.contract.feed import FeedItem, FeedPage
from app.contract.hold import Released
from app.contract.journal import Mark
from app.contract.key import KeyItem, key_name
from app.contract.member import LoyaltyItem, LoyaltyTier, MemberItem, PointsHold
from app.contract.order import OrderItem, OrderLine
from app.contract.wire import Wire, WireMoney
from app.domain.codes.signed import CONTEXT, Balance, Claim, CodeKind, code_text, key_id, message_of
from app.domain.errors import FaultError
from app.vault.contact import contact_hash
from app.vault.sealing import OpeningKey
from app.vault.signature import Signer
from tests.db.crash.purse import GOODS, digest

CENTRE_ID = "01890000-0000-7000-8000-000000000001"
INCARNATION = "01890000-0000-7000-8000-000000000002"
SIGNER = Signer(bytes(range(32)))
SEALED_TO = OpeningKey(bytes(range(1, 33))).public_key.hex()
HASHED_UNDER = bytes(range(2, 34))
#: Minor units for a point, and that a point pays; what members of every other number earn more, in millionths.
EARN, SPEND, PPM, GOLD_PPM = 30, 2, 1_000_000, 1_500_000
MEMBERS = tuple(f"M-{place}" for place in range(6))
#: Points that each has, by the centre.
OPENING = 1_000
#: What a sale comes to for a coupon, how long that holds in microseconds, and how many there are on a page.
MINIMUM, HOLDS, BLOCK, DAYS = 150, 30 * 86_400 * 1_000_000, 6, 30
ORDERS = 2  # on a page
#: Campaigns: whether a coupon of theirs can be used again once all came back, and whether it is one for everybody.
BACK = {"SAVE": True, "GIFT": True, "NEXT": False, "WORD": False}
SHARED = frozenset({"WORD"})
_MINUTE, _SECOND = 60_000_000, 1_000_000


def twd(minor: int) -> WireMoney:
    return WireMoney(minor=minor, currency="TWD")


def tier_of(member_id: str) -> str:
    """Members of an even number are gold."""
    return "gold" if member_id in MEMBERS[::2] else ""


def campaign_of(code: str) -> str:
    """What a coupon's code begins with."""
    return code.split("/", maxsplit=1)[0]


def order_id(place: int) -> str:
    return f"O-{place:04d}"


def order(place: int) -> OrderItem:
    """An order: every third one is to be paid here, every third in part."""
    lines = []
    for number in range(1 + place % 3):
        product, price, _ = GOODS[(place * 7 + number * 3) % 20]
        count = 1 + (place + number) % 3
        amount = price.minor * count
        lines.append(OrderLine(sku=product.sku, name=product.name, milli=count * 1_000, amount_minor=amount))
    total = sum(one.amount_minor for one in lines)
    return OrderItem(
        code=f"A7-{place}", state="placed", customer="王○明", member_id=MEMBERS[place % 6] if place % 2 else None,
        currency="TWD", lines=tuple(lines), total_minor=total, paid_minor=(0, total, total // 2)[place % 3], note="",
        placed_at=place, ready_by=None, phone_tail="318",
    )  # fmt: skip


def block(page: int) -> list[str]:
    """The coupons that may be printed since a page."""
    return [f"NEXT/{page:04d}-{place}" for place in range(BLOCK)]


def member(member_id: str, points: int) -> MemberItem:
    return MemberItem(
        name=f"王○{member_id[-1]}", contact="***318", tier=tier_of(member_id), points=points, active=True
    )


def _item(page: int, kind: str, key: str, body: Wire | str) -> FeedItem:
    text = body if isinstance(body, str) else body.model_dump_json()
    return FeedItem(kind=kind, key=key, version=page, deleted=False, chain=True, body=text)


def _campaign(code: str) -> CampaignItem:
    return CampaignItem(
        name=code, code=code, starts_at=0, ends_at=None, offline="allowed", shared=code in SHARED,
        back_on_refund=BACK[code], issue=Issue(minimum=twd(MINIMUM), days=DAYS) if code == "NEXT" else None,
    )  # fmt: skip


def _promotion(code: str) -> str:
    off = {"off_minor": 15} if code != "WORD" else {"off_ppm": 100_000}
    rule = {"kind": "amount_off" if code != "WORD" else "percent_off", "level": "cart", **off}
    return json.dumps(
        {"schema": 1, "id": f"P-{code}", "name": code, "currency": "TWD", "coupon": {"code": code}, "rule": rule}
    )


def _beginning() -> list[FeedItem]:
    """The rules, and who there is."""
    loyalty = LoyaltyItem(
        earn=twd(EARN), spend=twd(SPEND), offline_most=60, offline_minutes=60,
        tiers=(LoyaltyTier(tier="gold", name="金", name_en="Gold", earn_ppm=GOLD_PPM),),
    )  # fmt: skip
    signs = KeyItem(use="code", public=SIGNER.public_key.hex(), store="", terminal_id=None, from_at=0, until_at=None)
    seals = KeyItem(use="contact", public=SEALED_TO, store="", terminal_id=None, from_at=0, until_at=None)
    return [
        *(_item(1, "promotion", f"P-{code}", _promotion(code)) for code in BACK),
        _item(1, "key", key_name("code", SIGNER.public_key), signs),
        _item(1, "key", key_name("contact", bytes.fromhex(SEALED_TO)), seals),
        *(_item(1, "campaign", f"C-{code}", _campaign(code)) for code in BACK),
        *(_item(1, "member", one, member(one, OPENING)) for one in MEMBERS),
        _item(1, "loyalty", "points", loyalty),
    ]


def page(number: int, terminal_id: str, again: dict[tuple[str, str], Wire], mark: Mark | None) -> FeedPage:
    """A page of the feed, from 1 on: two orders, coupons to print, a member's wallet.

    Args:
        again: what the centre tells once more, as it has it from the terminal's journal up to the mark; by kind, key.
    """
    items = _beginning() if number == 1 else []
    first = ORDERS * (number - 1)
    items += [_item(number, "order", order_id(place), order(place)) for place in range(first, first + ORDERS)]
    coupons = tuple(BlockCoupon(code=code) for code in block(number))
    own = CouponBlockItem(terminal_id=terminal_id, campaign="C-NEXT", coupons=coupons)
    items.append(_item(number, "coupon_block", f"B-{number}", own))
    kept = tuple(WalletCoupon(code=f"GIFT/{number:04d}-{place}", campaign="C-GIFT") for place in range(3))
    items.append(_item(number, "wallet", MEMBERS[number % len(MEMBERS)], WalletItem(coupons=kept)))
    items += [_item(number, kind, key, body) for (kind, key), body in again.items()]
    return FeedPage(
        incarnation=INCARNATION, cursor=str(number), items=tuple(items), more=False, left=0, mark=mark
    )  # fmt: skip


def member_code(member_id: str, at: int) -> str:
    """The code that a member shows."""
    now = at // _SECOND * _SECOND
    balance = Balance(10 * OPENING, now)
    claim = Claim(CodeKind.MEMBER, key_id(SIGNER.public_key), "", member_id, now + 60 * _MINUTE, balance)
    message = message_of(claim)
    return code_text(message, SIGNER.sign(CONTEXT, message))


def digests(plain: str) -> tuple[str, ...]:
    """Under what a contact is found."""
    return (contact_hash(HASHED_UNDER, plain),)


class FarCentre:
    """Keeps points now and then, the same ones asked again; else it cannot be reached. Fits `PointsCentre`."""

    def hold(self, hold_id: str, member_id: str, points: int) -> Future[PointsHold]:
        """See `PointsCentre.hold`."""
        answer: Future[PointsHold] = Future()
        if digest(hold_id) > "8":
            answer.set_result(PointsHold(granted=True, free=OPENING))
        else:
            answer.set_exception(FaultError("centre.unreachable"))
        return answer

    def release(self, hold_id: str) -> Future[Released]:
        """See `PointsCentre.release`."""
        answer: Future[Released] = Future()
        answer.set_exception(FaultError("centre.unreachable"))
        return answer
