"""The tables of coupons: what the centre told of them, and what this terminal did with them."""

from __future__ import annotations

from app.db.shape import index, key, made, text, whole

#: Campaigns, as the centre told them last; `body` is the item, whole.
campaign = made("campaign", key("id"), text("code"), text("body"), index("campaign_of_code", "code"), rowid=False)

#: Coupons that terminals of this store may print on their receipts, those that were printed among them; `own`: this
#: terminal may.
coupon_block = made(
    "coupon_block",
    key("code"),
    text("block"),
    text("campaign"),
    text("signed"),
    whole("own"),
    index("coupon_block_of_campaign", "campaign"),
    rowid=False,
)

#: What members can still use, as the centre told it last.
wallet = made("wallet", key("member_id"), text("body"), rowid=False)

#: Whose a coupon is, by the wallets.
wallet_coupon = made(
    "wallet_coupon", key("code"), text("member_id"), index("wallet_coupon_of_member", "member_id"), rowid=False
)

#: Coupons used in sales of this terminal; `basis` is how, `restored`: it can be used again.
coupon_use = made(
    "coupon_use",
    key("sale_id"),
    key("code"),
    text("campaign"),
    text("basis"),
    whole("amount_minor"),
    text("business_on"),
    whole("restored"),
    index("coupon_use_of_code", "code"),
    index("coupon_use_of_day", "campaign", "business_on"),
    rowid=False,
)

#: Coupons that were printed on receipts of this terminal; `withdrawn`: all of the sale came back.
coupon_issued = made(
    "coupon_issued",
    key("code"),
    text("sale_id"),
    text("campaign"),
    whole("ends_at"),
    text("member_id", null=True),
    whole("withdrawn"),
    index("coupon_issued_of_sale", "sale_id"),
    rowid=False,
)

CAMPAIGN_LINK = (campaign, coupon_block, wallet, wallet_coupon)
CAMPAIGN_STATE = (coupon_use, coupon_issued)
