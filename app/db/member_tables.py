"""The tables of members and of what customers are written: what a replay of the journal makes anew."""

from __future__ import annotations

from app.db.shape import Kind, index, key, made, text

#: Receipts that were asked for by e-mail, by their entries; of the address there is the mask alone.
receipt_request = made(
    "receipt_request",
    key("seq", Kind.INTEGER),
    text("sale_id"),
    text("masked"),
    index("receipt_request_of_sale", "sale_id"),
)

#: All of them that are made by `apply`.
MEMBER_STATE = (receipt_request,)
