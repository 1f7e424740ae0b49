"""The journal's entries by kind: what each fact says. The forms are for ever; golden entries in the tests keep them.

A body is stored and sent as the very text that was written. Reading it back gives the types below; a kind or a
schema number that this version does not know is kept and passed over.
"""

from __future__ import annotations

from typing import Literal

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
from app.contract.receipt import (
    Counted,
    EarlierCount,
    Fiscal,
    ReceiptReprinted,
    RemarkSum,
    SlipCount,
    TaskClosed,
    TenderAbandoned,
    TenderCorrected,
)
from app.contract.staff import (
    ActApproved,
    DrawerOpened,
    LimitsChanged,
    StaffChanged,
    StaffRefused,
    StaffSignedIn,
    StaffSignedOut,
)
from app.contract.stock import StockMoved
from app.contract.wire import (
    Code,
    Count,
    Day,
    Hash,
    Text,
    Uuid,
    Wire,
    WireMoney,
    WirePrice,
    WireQuantity,
    added,
    read_wire,
)


class Mark(Wire):
    """A place in one terminal's journal."""

    epoch: Count
    seq: Count
    hash: Hash


class EpochOpened(Wire):
    """First entry of an epoch: who writes from here on, and after which entry.

    ``parent`` is None only for a terminal's very first entry. ``public_key`` is the terminal's Ed25519 key in hex.
    """

    terminal_id: Uuid
    reason: Literal["created", "restored", "taken_over"]
    parent: Mark | None
    public_key: Code


class TaxRate(Wire):
    """A tax class and its rate in millionths."""

    tax_class: Code
    rate_ppm: Count


class SettingsChanged(Wire):
    """The shop's settings that decide how the counter sells, whole."""

    store: Code
    register_no: Count
    shop_name: Text
    currency: Code
    zone: Code
    day_starts_minute: Count
    tax_mode: Code
    tax_rounding: Code
    tax_rates: tuple[TaxRate, ...]
    cash_increment_minor: Count
    cash_rounding: Code
    phone: Text = added(default="")
    address: Text = added(default="")
    tax_id: Code = added(default="")
    shop_name_en: Text = added(default="")


class AppliedReduction(Wire):
    """One reduction of one line and the rule that gave it.

    ``kind`` is ``override``, ``item``, ``discount``, ``cart`` or ``cart_discount``; ``amount`` is what it took off.
    ``name`` is the promotion's, or the reason of what was done by hand.
    """

    rule_id: Code
    name: Text
    kind: Code
    amount: WireMoney
    approved_by: Code | None = None


class SoldLine(Wire):
    """Goods sold: listed, reduced, taxed, paid. ``paid`` contains the tax in either tax mode."""

    line: Count
    sku: Code
    name: Text
    code: Code
    category: Code
    quantity: WireQuantity
    listed: WirePrice
    listed_amount: WireMoney
    reductions: tuple[AppliedReduction, ...]
    tax_class: Code
    rate_ppm: Count
    tax: WireMoney
    paid: WireMoney
    note: Text = ""
    unknown: bool = False


class ReturnedLine(Wire):
    """Goods that came back: the line they were sold on, or none, and what is given back, tax contained."""

    line: Count
    sku: Code
    name: Text
    quantity: WireQuantity
    sale_id: Uuid | None
    sale_line: Count | None
    tax_class: Code
    rate_ppm: Count
    tax: WireMoney
    refund: WireMoney
    reason: Text = ""
    restock: bool = True


class Tender(Wire):
    """One means of paying part of a sale. ``amount`` counts towards it; what was handed over and given back differ.

    A refund's amounts are negative.
    """

    id: Uuid
    kind: Code
    amount: WireMoney
    tendered: WireMoney
    change: WireMoney
    reference: Text = ""


class TaxSum(Wire):
    """Tax of one class over the sale; returned goods count against it."""

    tax_class: Code
    rate_ppm: Count
    taxed: WireMoney
    tax: WireMoney


class SaleCompleted(Wire):
    """A committed counter ticket; its entry's id is the sale's id.

    ``numbered_in`` is the epoch that gave the number; an entry that a later epoch took over keeps its own.
    ``sold`` is the sum of the lines' paid, ``returned`` the sum of the refunds (not negative), ``rounding`` the cash
    rounding line, and ``sold - returned + rounding`` is the tenders' total. ``print_receipt``: paper was wanted.
    """

    number: Code
    numbered_in: Count
    receipt_seq: Count
    lines: tuple[SoldLine, ...]
    returns: tuple[ReturnedLine, ...]
    tenders: tuple[Tender, ...]
    taxes: tuple[TaxSum, ...]
    sold: WireMoney
    returned: WireMoney
    rounding: WireMoney
    total: WireMoney
    member_id: Code | None = None
    coupons: tuple[Code, ...] = ()
    note: Text = ""
    print_receipt: bool = added(default=True)
    fiscal: Fiscal | None = added(default=None)


class TenderRequested(Wire):
    """A provider of a way to pay is about to be asked, for an open cart: kept before it is.

    ``tender_id`` is what the provider knows the request by, however often it is asked. ``amount`` is negative where
    the customer gets money. ``gives_back``: the tender was taken for the cart, and is to be given back, why says
    ``reason``. Closed by the tender's ``tender.taken``, ``tender.removed``, ``tender.refused`` or
    ``tender.abandoned``, or by the sale that holds it.
    """

    cart_id: Uuid
    tender_id: Uuid
    tender_kind: Code
    amount: WireMoney
    reference: Text = ""
    gives_back: bool = False
    reason: Text = ""


class TenderRefused(Wire):
    """A provider said no to a request: nothing was taken, or nothing given back. ``reason`` is its error's code."""

    cart_id: Uuid
    tender_id: Uuid
    gives_back: bool = False
    reason: Code = ""


class TenderTaken(Wire):
    """Money taken for a cart that is not completed yet. Its entry's id is the tender's id."""

    cart_id: Uuid
    tender: Tender


class TenderRemoved(Wire):
    """A tender of an open cart was given back before the sale was completed."""

    cart_id: Uuid
    tender_id: Uuid
    reason: Text = ""


class ShiftOpened(Wire):
    """A drawer was opened. Its entry's id is the shift's id.

    ``expected_float`` is what the last close left behind, None at the first.
    """

    number: Count
    numbered_in: Count
    opening_float: WireMoney
    expected_float: WireMoney | None
    counts: tuple[Counted, ...] = added(default=())


class TenderSum(Wire):
    """What one kind of tender brought in over a shift."""

    kind: Code
    count: Count
    amount: WireMoney


class ShiftClosed(Wire):
    """The Z: a shift counted and sealed.

    ``first_seq`` to ``last_seq`` are the journal's entries from the shift's opening to the one before this;
    ``head`` is the hash of the latter. ``over_short`` is counted minus expected. ``earlier`` are counts that were
    given up, oldest first; ``float_left`` is what stays in the drawer for the next shift, None for everything;
    ``approval_id`` is the entry that allowed a difference above the limit. ``drawer_opened`` without a sale and carts
    ``voided`` after money was taken for them: how often; None where nobody counted them yet. ``remarks``: further
    acts by hand, those that occurred.
    """

    shift_id: Uuid
    z_number: Count
    numbered_in: Count
    business_on: Day
    first_seq: Count
    last_seq: Count
    entries: Count
    head: Hash
    sales: Count
    refunds: Count
    acknowledged: Count
    sold: WireMoney
    returned: WireMoney
    rounding: WireMoney
    tenders: tuple[TenderSum, ...]
    taxes: tuple[TaxSum, ...]
    opening_float: WireMoney
    expected: WireMoney
    counted: WireMoney
    over_short: WireMoney
    reason: Text = ""
    parked: Count = 0
    counts: tuple[Counted, ...] = added(default=())
    print_report: bool = added(default=True)
    slips: tuple[SlipCount, ...] = added(default=())
    earlier: tuple[EarlierCount, ...] = added(default=())
    float_left: WireMoney | None = added(default=None)
    approval_id: Uuid | None = added(default=None)
    drawer_opened: Count | None = added(default=None)
    voided: Count | None = added(default=None)
    remarks: tuple[RemarkSum, ...] = added(default=())


class CatalogImported(Wire):
    """A catalogue file went in: how many rows were new, changed and refused, and the file's SHA-256."""

    added: Count
    updated: Count
    refused: Count
    digest: Hash


#: Every kind this version writes, by its schema number. A changed form is a new number, but for `added` (see there).
KINDS: dict[tuple[str, int], type[Wire]] = {
    ("epoch.opened", 1): EpochOpened,
    ("settings.changed", 1): SettingsChanged,
    ("sale.completed", 1): SaleCompleted,
    ("tender.taken", 1): TenderTaken,
    ("tender.removed", 1): TenderRemoved,
    ("cart.parked", 1): CartParked,
    ("cart.recalled", 1): CartRecalled,
    ("cart.voided", 1): CartVoided,
    ("stock.moved", 1): StockMoved,
    ("shift.opened", 1): ShiftOpened,
    ("shift.closed", 1): ShiftClosed,
    ("catalog.imported", 1): CatalogImported,
    ("staff.signed_in", 1): StaffSignedIn,
    ("staff.signed_out", 1): StaffSignedOut,
    ("staff.refused", 1): StaffRefused,
    ("staff.changed", 1): StaffChanged,
    ("limits.changed", 1): LimitsChanged,
    ("act.approved", 1): ActApproved,
    ("drawer.opened", 1): DrawerOpened,
    ("receipt.reprinted", 1): ReceiptReprinted,
    ("tender.corrected", 1): TenderCorrected,
    ("task.closed", 1): TaskClosed,
    ("tender.requested", 1): TenderRequested,
    ("tender.refused", 1): TenderRefused,
    ("order.handed_over", 1): OrderHandedOver,
    ("order.handed_over", 2): OrderGiven,
    ("order.picking_started", 1): PickingStarted,
    ("order.line_picked", 1): LinePicked,
    ("order.ready", 1): OrderReadied,
    ("order.problem_reported", 1): ProblemReported,
    ("order.returned", 1): OrderPutBack,
    ("intake.changed", 1): IntakeChanged,
    ("cart.line_removed", 1): CartLineRemoved,
    ("tender.abandoned", 1): TenderAbandoned,
    ("key.adopted", 1): KeyAdopted,
    ("receipt.requested", 1): ReceiptRequested,
    ("member.enrolled", 1): MemberEnrolled,
    ("member.consented", 1): MemberConsented,
    ("points.moved", 1): PointsMoved,
    ("points.held", 1): PointsHeld,
    ("coupon.redeemed", 1): CouponRedeemed,
    ("coupon.restored", 1): CouponRestored,
    ("coupon.issued", 1): CouponIssued,
    ("coupon.withdrawn", 1): CouponWithdrawn,
}
_NAMES: dict[type[Wire], tuple[str, int]] = {model: name for name, model in KINDS.items()}


def kind_of(body: Wire) -> tuple[str, int]:
    """The kind and schema number under which a body is written."""
    return _NAMES[type(body)]


def write_body(body: Wire) -> str:
    """The text that is stored, hashed and sent."""
    return body.model_dump_json()


def read_body(kind: str, schema: int, text: str) -> Wire | None:
    """A body's typed form, or None for a kind or schema number of a newer version.

    Raises:
        WireError: the text is not a body of its kind.
    """
    model = KINDS.get((kind, schema))
    return None if model is None else read_wire(model, text)
