"""The tables of the line to the centre: what its feed brought, and how the two sides were held against each other."""

from __future__ import annotations

from app.db.campaign_tables import CAMPAIGN_LINK
from app.db.pickup_tables import PICKUP_LINK
from app.db.shape import Kind, index, key, made, text, whole

#: Where this terminal stands in the feed of its centre. One row once it is enrolled. `round` counts the times that
#: the feed was read from its beginning; `sweeping`: what did not come again in this round is still to be taken out;
#: `filled_round`: the last one whose end was reached.
centre = made(
    "centre",
    key("slot", Kind.INTEGER),
    text("centre_id"),
    text("incarnation", null=True),
    text("cursor", null=True),
    whole("round"),
    whole("sweeping"),
    whole("remaining"),
    whole("whole"),
    text("store", null=True),
    whole("filled_round", null=True),
)

#: What the feed brought, and in which round it came last: what others made, no sweep ever touches.
feed_item = made("feed_item", key("kind"), key("key"), whole("version"), whole("round"), rowid=False)

#: What this version does not understand, or not all of: whole, until one comes that does.
feed_kept = made(
    "feed_kept", key("kind"), key("key"), whole("version"), whole("chain"), text("body"), text("form"), rowid=False
)

#: The centre's level of a SKU less what of it this terminal moved: with all its own movements it is what is there.
stock_level = made("stock_level", key("sku"), whole("base_milli"), whole("reserved_milli"), rowid=False)

#: What came of comparing a business date with the centre: up to which entry, in what the sides differ (words), what
#: either held. `closed`: a person at the centre has looked at this very difference.
day_check = made(
    "day_check",
    key("business_on"),
    whole("last_seq"),
    whole("checked_at"),
    text("differs"),
    text("ours"),
    text("theirs"),
    whole("closed"),
    index("day_check_open", "closed", "differs"),
    rowid=False,
)

#: What came of the line to the centre, so that it outlives the program. One row at most; `troubles` is JSON, the
#: newest first.
line_memory = made("line_memory", key("slot", Kind.INTEGER), whole("contact_at", null=True), text("troubles"))

#: What this shop made by itself before it had a centre, and is still to tell it, behind a key.
proposal = made("proposal", key("kind"), text("after_key"), rowid=False)

#: Orders for pickup at this store, as the centre told them last; `body` is the item, whole. `included` is
#: the last of this terminal's entries that it includes; `lies` is 1 where its goods are to be put back.
pickup_order = made(
    "pickup_order",
    key("id"),
    text("code"),
    text("state"),
    whole("placed_at"),
    whole("ready_by", null=True),
    text("body"),
    whole("included", null=True),
    whole("lies", null=True),
    index("pickup_order_by_state", "state", "placed_at"),
    index("pickup_order_lying", "lies"),
    index("pickup_order_by_code", "code"),
    rowid=False,
)

#: Orders that came since this terminal had all that the centre had to tell at first, and nobody here was told of.
order_news = made("order_news", key("id"), rowid=False)

#: Public keys, as the centre told them last: see `KeyItem`.
verify_key = made(
    "verify_key",
    key("id"),
    text("use"),
    text("public"),
    text("store"),
    text("terminal_id", null=True),
    whole("from_at"),
    whole("until_at", null=True),
    index("verify_key_of_use", "use", "from_at"),
    rowid=False,
)

feed_due = made("feed_due", key("sku"), rowid=False)  # products that the search index has still to hear of

#: All of them.
LINK = (
    centre,
    feed_item,
    feed_kept,
    stock_level,
    day_check,
    line_memory,
    proposal,
    pickup_order,
    order_news,
    verify_key,
    feed_due,
    *PICKUP_LINK,
    *CAMPAIGN_LINK,
)
