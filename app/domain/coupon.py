"""Coupons in a cart: held at the centre for it, or taken in offline within what the campaign allows."""

from __future__ import annotations

import unicodedata
from enum import Enum

from app.domain.campaign import Campaign, Offline
from app.domain.frozen import frozen

#: Characters of a coupon's code.
MOST = 200


class Basis(Enum):
    """On what a coupon stands in a cart."""

    ASKING = "asking"  # the centre was asked, nothing comes off yet
    HELD = "held"  # the centre keeps it for this cart
    OFFLINE = "offline"  # taken in without the centre
    WORD = "word"  # of no campaign: a promotion asks for this word alone


@frozen
class CouponHold:
    """A coupon of a cart.

    Attributes:
        hold_id: under what the centre was asked for it, minted before: asked again it is the same question.
    """

    code: str
    hold_id: str
    basis: Basis = Basis.ASKING


class Proof(Enum):
    """What is known of a code without the centre."""

    NONE = "none"
    SIGNED = "signed"  # the centre's signature is on it
    KNOWN = "known"  # the centre told of it: a shared word, a coupon of the member's wallet, or of our own block


@frozen
class Tally:
    """What a terminal took in offline of a campaign on one business date; `amount` in minor units."""

    count: int = 0
    amount: int = 0


def why_not_offline(campaign: Campaign, proof: Proof, taken: Tally, amount: int) -> str:
    """Why a coupon cannot be taken in without the centre, in a word; empty where it can.

    Args:
        taken: what was taken in already, coupons of the same cart among it.
        amount: minor units that this one takes off.
    """
    if campaign.offline is Offline.DENIED:
        return "offline_denied"
    if proof is Proof.NONE:
        return "offline_unproven"
    if campaign.offline is Offline.BOUNDED:
        if taken.count + 1 > campaign.offline_count:
            return "offline_count"
        if campaign.offline_amount is not None and taken.amount + amount > campaign.offline_amount:
            return "offline_amount"
    return ""


def plain_code(text: str) -> str:
    """A code as it is kept: full-width characters as plain ones, without blanks around it; empty for no code."""
    said = unicodedata.normalize("NFKC", text).strip()
    return said if said.isprintable() and len(said) <= MOST else ""
