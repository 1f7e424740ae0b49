"""The tables of members and of what customers are written: what a replay of the journal makes anew."""

from __future__ import annotations

from app.db.shape import Kind, index, key, made, text, whole

#: Receipts that were asked for by e-mail, by their entries; of the address there is the mask alone.
receipt_request = made(
    "receipt_request",
    key("seq", Kind.INTEGER),
    text("sale_id"),
    text("masked"),
    index("receipt_request_of_sale", "sale_id"),
)

#: Who became a member here; masked, as the journal has it.
member_enrolled = made(
    "member_enrolled",
    key("id"),
    text("name"),
    text("contact"),
    text("tail"),
    text("birthday"),
    text("consents"),
    index("member_enrolled_by_tail", "tail"),
    index("member_enrolled_by_name", "name"),
    rowid=False,
)

#: What a member agreed to at this counter last, as JSON.
member_consent = made("member_consent", key("member_id"), text("consents"), rowid=False)

#: Points that came or went with a sale of this terminal.
point_move = made(
    "point_move",
    key("seq", Kind.INTEGER),
    text("member_id"),
    text("sale_id"),
    text("reason"),
    whole("points"),
    whole("base_minor"),
    text("of_sale_id", null=True),
    index("point_move_of_sale", "sale_id"),
    index("point_move_of_origin", "of_sale_id"),
)

#: The sum of them, by member.
member_point = made("member_point", key("member_id"), whole("moved"), rowid=False)

#: Points that are kept to pay with in an open cart.
point_hold = made("point_hold", key("hold_id"), text("member_id"), whole("points"), whole("offline"), rowid=False)

#: Of contacts, by their keyed hash, who has them: who was enrolled here, and what the centre told.
enrolled_contact = made("enrolled_contact", key("hash"), key("member_id"), rowid=False)

#: All of them that are made by `apply`.
MEMBER_STATE = (
    receipt_request,
    member_enrolled,
    member_consent,
    point_move,
    member_point,
    point_hold,
    enrolled_contact,
)

#: Members as the centre told them last; `points_base` is what it told less what of it this terminal moved.
member = made(
    "member",
    key("id"),
    text("name"),
    text("contact"),
    text("tail"),
    text("tier"),
    whole("points_base"),
    whole("active"),
    text("merged_into", null=True),
    text("birthday"),
    text("consents"),
    index("member_by_tail", "tail"),
    index("member_by_name", "name"),
    rowid=False,
)
member_contact = made(
    "member_contact", key("hash"), text("member_id"), index("member_contact_of", "member_id"), rowid=False
)

#: How points are earned and spent, as the centre told it. One row at most.
loyalty = made("loyalty", key("key"), text("body"), rowid=False)

#: All of them that the feed brings.
MEMBER_FEED = (member, member_contact, loyalty)
