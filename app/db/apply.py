"""The one place from which the state tables are written: commit, rebuild and re-append all come through here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.contract import journal as facts
from app.contract import staff as staff_facts
from app.contract.campaign import CouponIssued, CouponRedeemed, CouponRestored, CouponWithdrawn
from app.contract.cart import CartLineRemoved, CartParked, CartRecalled, CartVoided
from app.contract.key import KeyAdopted
from app.contract.member import MemberConsented, MemberEnrolled, PointsHeld, PointsMoved
from app.contract.message import ReceiptRequested
from app.contract.order import OrderHandedOver
from app.contract.pickup import (
    IntakeChanged,
    LinePicked,
    OrderGiven,
    OrderPutBack,
    OrderReadied,
    PickingStarted,
    ProblemReported,
)
from app.contract.receipt import ReceiptReprinted, TaskClosed, TenderAbandoned, TenderCorrected
from app.contract.stock import StockMoved
from app.contract.wire import Wire
from app.db import (
    approve,
    campaign,
    cart,
    contact,
    days,
    member,
    pickup,
    receipt,
    sale,
    shift,
    staff,
    stock,
    tables,
    task,
    tender,
    terminal,
)
from app.db.connection import Connection
from app.services.ports import Entry

Effect = Callable[[Connection, Entry, Any], None]


def _nothing(connection: Connection, entry: Entry, body: Wire) -> None:
    """A fact that only the journal keeps."""


EFFECTS: dict[type[Wire], Effect] = {
    facts.EpochOpened: terminal.apply_epoch_opened,
    facts.SettingsChanged: terminal.apply_settings_changed,
    facts.SaleCompleted: sale.apply_completed,
    facts.TenderRequested: tender.apply_requested,
    facts.TenderRefused: tender.apply_refused,
    TenderAbandoned: member.apply_abandoned,
    facts.TenderTaken: tender.apply_taken,
    facts.TenderRemoved: member.apply_removed,
    CartParked: cart.apply_parked,
    CartRecalled: cart.apply_recalled,
    CartVoided: cart.apply_voided,
    CartLineRemoved: _nothing,
    StockMoved: stock.apply_moved,
    facts.ShiftOpened: shift.apply_opened,
    facts.ShiftClosed: shift.apply_closed,
    facts.CatalogImported: _nothing,
    staff_facts.StaffSignedIn: staff.apply_signed_in,
    staff_facts.StaffSignedOut: _nothing,
    staff_facts.StaffRefused: staff.apply_refused,
    staff_facts.StaffChanged: staff.apply_changed,
    staff_facts.LimitsChanged: terminal.apply_limits_changed,
    staff_facts.ActApproved: approve.apply_approved,
    staff_facts.DrawerOpened: approve.apply_drawer_opened,
    ReceiptReprinted: receipt.apply_reprinted,
    TenderCorrected: tender.apply_corrected,
    TaskClosed: task.apply_closed,
    OrderHandedOver: stock.apply_handed_over,
    OrderGiven: pickup.apply_given,
    PickingStarted: pickup.apply_act,
    LinePicked: pickup.apply_act,
    OrderReadied: pickup.apply_act,
    ProblemReported: pickup.apply_act,
    OrderPutBack: pickup.apply_act,
    IntakeChanged: pickup.apply_intake,
    KeyAdopted: contact.apply_adopted,
    ReceiptRequested: contact.apply_requested,
    MemberEnrolled: member.apply_enrolled,
    MemberConsented: member.apply_consented,
    PointsMoved: member.apply_moved,
    PointsHeld: member.apply_held,
    CouponRedeemed: campaign.apply_redeemed,
    CouponRestored: campaign.apply_restored,
    CouponIssued: campaign.apply_issued,
    CouponWithdrawn: campaign.apply_withdrawn,
}


def apply(connection: Connection, entry: Entry, body: Wire | None) -> None:
    """Write a fact's effect. A fact of a newer version (no body) is kept in the journal and has no effect yet but on
    where its day is found.
    """
    days.note(connection, entry)
    if body is not None:
        EFFECTS[type(body)](connection, entry, body)


def clear(connection: Connection) -> None:
    """Empty the state tables, before a rebuild in the same transaction."""
    for table in tables.STATE:
        connection.execute(f"DELETE FROM {table.name}")
