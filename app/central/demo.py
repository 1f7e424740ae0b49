"""The demo's centre: a store with people, goods, members, coupons and a few orders, put in once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, select

from app.central.campaign import CouponsForm, make_coupons, put_campaign
from app.central.database import reading, write
from app.central.enrol import Admin, make_code
from app.central.member import MemberForm, put_member
from app.central.order import State, set_state
from app.central.points import put_loyalty
from app.central.product import put_products
from app.central.promotion import put_promotion
from app.central.setup import mint
from app.central.shop.order import Wanted, place
from app.central.shop.outfit import Outfit
from app.central.shop.price import Till, price_basket
from app.central.shop.session import Seals
from app.central.shop.shelf import Shelf
from app.central.shop.sign import make_link
from app.central.staff import Hashed, StaffForm, put_person
from app.central.store import StoreForm, make_store
from app.central.tables import centre, pickup_order, store
from app.contract.campaign import CampaignItem, Issue
from app.contract.feed import ProductItem, StaffItem
from app.contract.member import LoyaltyItem, LoyaltyTier
from app.contract.promotion import PromotionRule
from app.contract.wire import WireMoney
from app.domain.frozen import frozen
from app.domain.money import currency

#: Of which a new trial member gets a coupon.
WELCOME = "DEMO-WELCOME"
#: Members, by id: name, tier, points, and a number that nobody has.
_MEMBERS = {
    "M-000193": ("林雅萱", "gold", 1_280, "0900-000-193"),
    "M-000207": ("陳冠廷", "silver", 420, "0900-000-207"),
    "M-000218": ("黃詩涵", "", 60, "0900-000-218"),
}
#: Tiers: as promotions ask for them, as people read them, and what they earn in millionths.
_TIERS = (("gold", "金穗會員", "Gold", 1_000_000), ("silver", "銀穗會員", "Silver", 1_000_000))
_HOUR = 3_600_000_000
#: So long after it was placed an order of the demo was ready.
_PICKED = 40 * 60_000_000
#: Orders: minutes ago, who, paid online, what (SKU, how many), what became of them, and in which order.
_ORDERS: tuple[tuple[int, str, str | None, bool, dict[str, int], tuple[State, ...]], ...] = (
    (190, "王小明", None, True, {"TE028": 6, "CF005": 1}, ("picking", "ready")),
    (75, "林雅萱", "M-000193", True, {"BR001": 4, "DF006": 2}, ("picking",)),
    (20, "Wang Xiao", None, False, {"BR036": 6, "TE026": 2}, ()),
    (4, "陳冠廷", "M-000207", False, {"CK001": 1, "GR018": 2}, ()),
)


@frozen
class Furniture:
    """What the demo store is furnished with.

    Attributes:
        zone, currency: of the store.
        staff: by id, with the hashes that the counter knows them by.
    """

    code: str
    name: str
    zone: str
    currency: str
    products: Mapping[str, ProductItem]
    promotions: Sequence[PromotionRule]
    staff: Mapping[str, StaffItem]
    name_en: str = ""


def furnish(engine: Engine, it: Furniture, outfit: Outfit, at: int) -> bool:
    """Put everything in, in one transaction; whether it was not there yet.

    There is no stock in it: the counter that joins counted its own shelves, and its journal says what is there.
    """

    def job(connection: Connection) -> bool:
        if connection.execute(select(store.c.code).where(store.c.code == it.code)).first() is not None:
            return False
        form = StoreForm(name=it.name, zone=it.zone, currency=it.currency, name_en=it.name_en)
        make_store(connection, it.code, form, at)
        put_products(connection, it.products)
        for one in it.promotions:
            put_promotion(connection, "", one)
        for staff_id, item in it.staff.items():
            person = StaffForm.model_validate(item.model_dump())
            put_person(connection, staff_id, person, Hashed(), Admin(frozenset(), None))
        _members(connection, it, at)
        _orders(connection, it, outfit, at)
        return True

    return write(engine, job)


def _members(connection: Connection, it: Furniture, at: int) -> None:
    for member_id, (name, tier, points, contact) in _MEMBERS.items():
        put_member(connection, member_id, MemberForm(name=name, tier=tier, points=points, contact=contact))
    tiers = (LoyaltyTier(tier=tier, name=name, name_en=english, earn_ppm=ppm) for tier, name, english, ppm in _TIERS)
    loyalty = LoyaltyItem(
        earn=WireMoney(minor=100, currency=it.currency), spend=WireMoney(minor=1, currency=it.currency),
        tiers=tuple(tiers), offline_most=100, offline_minutes=24 * 60,
    )  # fmt: skip
    put_loyalty(connection, loyalty)
    hundred, day, ends = WireMoney(minor=100, currency=it.currency), at - _HOUR, at + 60 * 24 * _HOUR
    campaigns = {
        WELCOME: CampaignItem(
            name="新朋友 滿 300 折 50", code="WELCOME50", starts_at=day, ends_at=ends, offline="bounded",
            offline_count=5, offline_amount=hundred,
        ),
        "DEMO-CAKE": CampaignItem(
            name="蛋糕券 整顆蛋糕折 80", code="CAKE80", starts_at=day, ends_at=ends, offline="denied"
        ),
        "DEMO-NEXT": CampaignItem(
            name="下次購物 滿 100 折 20", name_en="Next purchase: $20 off from $100", code="NEXT20", starts_at=day,
            ends_at=ends, offline="allowed", back_on_refund=True, issue=Issue(minimum=hundred, days=30),
        ),
        "DEMO-MEMBER-DAY": CampaignItem(
            name="會員日 滿千折百", name_en="Member day: $100 off each $1,000", code="MD-1107", starts_at=day,
            ends_at=ends, offline="allowed", shared=True, member_limit=3,
        ),
    }  # fmt: skip
    for campaign_id, one in campaigns.items():
        put_campaign(connection, campaign_id, one, at)
        for member_id in () if one.shared or one.issue else _MEMBERS:
            make_coupons(connection, campaign_id, CouponsForm(count=1, member_id=member_id))


def _orders(connection: Connection, it: Furniture, outfit: Outfit, at: int) -> None:
    """Orders at the prices of the page, through its own service."""
    shelf = Shelf(outfit.read_promotion, ()).at(connection, it.code)
    zone, money = ZoneInfo(it.zone), currency(it.currency)
    for minutes, customer, member_id, is_paid, basket, states in _ORDERS:
        then = at - minutes * 60_000_000
        order_id = mint(then)
        priced = price_basket(basket, shelf, Till(money, zone, at))
        place(connection, it.code, order_id, priced, Wanted(customer, is_paid, at + _HOUR, member_id), then)
        for state in states:
            set_state(connection, it.code, order_id, state, then + _PICKED)


def one_time_code(engine: Engine, code: str, register_no: int, at: int) -> str:
    """A code with which the demo's counter joins."""
    return write(engine, lambda connection: make_code(connection, code, register_no, at))


def links(engine: Engine, code: str, at: int) -> dict[str, str]:
    """Addresses below the service's own: to be the demo's first ``member``, once; of an ``order`` that is ready."""
    with reading(engine) as connection:
        seed = bytes(connection.execute(select(centre.c.seed)).scalar_one())
        ready = select(pickup_order.c.id).where(pickup_order.c.store == code).order_by(pickup_order.c.placed_at)
        order_id = connection.execute(ready.limit(1)).scalar_one()
    seals, member_id = Seals(seed), next(iter(_MEMBERS))
    return {
        "member": f"/shop/{code}/as/{make_link(seals, member_id, at)}",
        "order": f"/shop/{code}/orders/{seals.seal('order', order_id)}",
    }
