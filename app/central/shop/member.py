"""Trial members of the page, and a member's coupons."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.central.campaign import CouponsForm, make_coupons
from app.central.feed import CHAIN, stands
from app.central.member import MemberForm, put_member
from app.central.tables import campaign, coupon, member
from app.central.wallet import names_of
from app.contract.campaign import CampaignItem
from app.contract.wire import read_wire
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: The tier of who joined on the page: such a member has no contact, and nobody is looked up by it.
TIER = "trial"
#: Coupons of a wallet that are shown.
_MOST = 50


@frozen
class Card:
    """A member as the page shows it; the name is masked."""

    member_id: str
    name: str
    tier: str
    points: int


@frozen
class WalletCoupon:
    """A coupon of a member's; moments in microseconds UTC."""

    code: str
    name: str
    state: str
    starts_at: int
    ends_at: int | None
    name_en: str = ""

    def name_in(self, lang: str) -> str:
        """Its name in a language."""
        return self.name_en if lang == "en" and self.name_en else self.name


def card(connection: Connection, member_id: str) -> Card | None:
    """A member who is active; whoever was merged is who they became."""
    for _ in range(8):
        row = connection.execute(select(member).where(member.c.id == member_id)).one_or_none()
        if row is None or row.merged_into is None:
            break
        member_id = row.merged_into
    if row is None or not row.active:
        return None
    return Card(row.id, row.name, row.tier, row.points)


def join(connection: Connection, member_id: str, name: str, welcome: str) -> None:
    """Make a trial member, with a coupon of a campaign; who may do it how often is counted before.

    Raises:
        UserError: ``member.malformed`` (field).
    """
    if not name.strip():
        raise UserError("member.malformed", field="name")
    is_new = bool(put_member(connection, member_id, MemberForm(name=name, tier=TIER)))
    if is_new and welcome and stands(connection, CHAIN, "campaign", [welcome]):
        make_coupons(connection, welcome, CouponsForm(count=1, member_id=member_id))


def wallet(connection: Connection, member_id: str) -> list[WalletCoupon]:
    """A member's coupons, those that can be used first."""
    rows = connection.execute(
        select(coupon.c.code, coupon.c.state, coupon.c.ends_at, campaign.c.body)
        .join(campaign, campaign.c.id == coupon.c.campaign)
        .where(coupon.c.member_id.in_(names_of(connection, member_id)))
        .order_by(coupon.c.state != "open", coupon.c.code)
        .limit(_MOST)
    )
    found = []
    for row in rows:
        terms = read_wire(CampaignItem, row.body)
        ends_at = terms.ends_at if row.ends_at is None else row.ends_at
        found.append(WalletCoupon(row.code, terms.name, row.state, terms.starts_at, ends_at, terms.name_en))
    return found
