"""The tables of what is done with orders for pickup at this terminal."""

from __future__ import annotations

from app.db.shape import Kind, index, key, made, text, whole

#: What this terminal did with orders, act by act: it is folded over what the centre told, as far as that does not
#: include it yet. `body` is the entry's.
pickup_act = made(
    "pickup_act",
    key("seq", Kind.INTEGER),
    text("order_id"),
    text("kind"),
    whole("done_at"),
    text("body"),
    index("pickup_act_of_order", "order_id", "seq"),
    index("pickup_act_by_kind", "kind", "seq"),
)

#: How this terminal said last that orders are taken in. One row at most.
intake_said = made("intake_said", key("slot", Kind.INTEGER), whole("seq"), whole("said_at"), text("body"))

#: How the centre says that they are, and up to which of this terminal's entries it knew. One row at most.
intake_told = made("intake_told", key("slot", Kind.INTEGER), text("body"), whole("included"))

PICKUP_STATE = (pickup_act, intake_said)
PICKUP_LINK = (intake_told,)
