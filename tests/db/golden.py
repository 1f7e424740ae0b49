"""One body of every kind of entry, each field with something in it: what the golden journal is made of."""

from __future__ import annotations

from app.contract import campaign, key, member, message, order, pickup, receipt, staff
from app.contract import journal as facts
from app.contract.cart import CartLineRemoved, CartParked, CartRecalled, CartVoided
from app.contract.stock import StockDelta, StockMoved
from app.contract.wire import Wire, WireMoney, WirePrice, WireQuantity
from app.domain.ids import uuid7

TERMINAL = "019cbbb9-2900-7000-8000-00000000abcd"
NOON = 1_772_683_200_123_456


def identity(number: int) -> str:
    return uuid7(NOON // 1_000, number.to_bytes(10, "big"))


def twd(minor: int) -> WireMoney:
    return WireMoney(minor=minor, currency="TWD")


TENDER = facts.Tender(
    id=identity(70), kind="cash", amount=twd(230), tendered=twd(1_000), change=twd(770), reference="r"
)
TAXES = (facts.TaxSum(tax_class="standard", rate_ppm=50_000, taxed=twd(219), tax=twd(11)),)
SOLD = facts.SoldLine(
    line=1, sku="TEA-01", name="高山烏龍「春」\n\"A\"", code="４７１００", category="tea/oolong",
    quantity=WireQuantity(milli=2_000, unit="piece"), listed=WirePrice(minor=120, currency="TWD", per_milli=1_000),
    listed_amount=twd(240),
    reductions=(
        facts.AppliedReduction(rule_id="P1", name="第二件", kind="item", amount=twd(10), approved_by="boss"),
    ),
    tax_class="standard", rate_ppm=50_000, tax=twd(11), paid=twd(230), note="gift", unknown=True,
)  # fmt: skip
RETURNED = facts.ReturnedLine(
    line=2, sku="FIG", name="無花果", quantity=WireQuantity(milli=250, unit="kg"), sale_id=identity(71), sale_line=3,
    tax_class="zero", rate_ppm=0, tax=twd(0), refund=twd(0), reason="bruised", restock=False,
)  # fmt: skip
TWO = WireQuantity(milli=2_000, unit="piece")
#: One body of every kind, each field with something in it.
BODIES: list[Wire] = [
    facts.EpochOpened(terminal_id=TERMINAL, reason="created", parent=None, public_key="ab" * 32),
    facts.SettingsChanged(
        store="S01", register_no=1, shop_name="茶行", currency="TWD", zone="Asia/Taipei", day_starts_minute=180,
        tax_mode="inclusive", tax_rounding="sale", tax_rates=(facts.TaxRate(tax_class="standard", rate_ppm=50_000),),
        cash_increment_minor=5, cash_rounding="nearest",
    ),
    facts.ShiftOpened(number=1, numbered_in=1, opening_float=twd(2_000), expected_float=twd(1_990)),
    CartParked(cart_id=identity(80), label="藍外套", cart='{"cart_id":"x"}'),
    CartRecalled(cart_id=identity(80)),
    CartVoided(cart_id=identity(81), lines=3, listed=twd(77), reason="no money"),
    facts.TenderTaken(cart_id=identity(82), tender=TENDER),
    facts.TenderRemoved(cart_id=identity(82), tender_id=identity(70), reason="wrong card"),
    facts.SaleCompleted(
        number="S01-1-1-000001", numbered_in=1, receipt_seq=1, lines=(SOLD,), returns=(RETURNED,), tenders=(TENDER,),
        taxes=TAXES, sold=twd(230), returned=twd(0), rounding=twd(0), total=twd(230), member_id="m-1",
        coupons=("C1", "乙"), note="n",
    ),
    StockMoved(
        reason="delivery", note="late",
        deltas=(StockDelta(sku="TEA-01", quantity=WireQuantity(milli=-5_000, unit="piece")),),
    ),
    facts.CatalogImported(added=5, updated=2, refused=1, digest="cd" * 32),
    facts.ShiftClosed(
        shift_id=identity(3), z_number=1, numbered_in=1, business_on="2026-03-05", first_seq=3, last_seq=11,
        entries=9, head="ef" * 32, sales=1, refunds=0, acknowledged=0, sold=twd(230), returned=twd(0),
        rounding=twd(0), tenders=(facts.TenderSum(kind="cash", count=1, amount=twd(230)),), taxes=TAXES,
        opening_float=twd(2_000), expected=twd(2_230), counted=twd(2_200), over_short=twd(-30), reason="a note",
        parked=1,
    ),
    staff.StaffSignedIn(staff_id="S03", how="pin"),
    staff.StaffRefused(staff_id="S01"),
    staff.StaffChanged(staff_id="S13", role="cashier", active=True, what="created"),
    staff.LimitsChanged(discount_ppm=150_000, discount=twd(200)),
    staff.ActApproved(
        act="discount_above_limit", asked_by="S03", how="badge", subject="cart", subject_id=identity(83), line=2,
        measure="percent", value=200_000, per_milli=1_000, up_to=280, limit=100_000, reason="盒角碰傷",
    ),
    staff.DrawerOpened(reason="換零錢", approval_id=identity(17)),
    staff.StaffSignedOut(staff_id="S03", stay_id=identity(13), reason="switched"),
    facts.SaleCompleted(
        number="S01-1-1-000002", numbered_in=1, receipt_seq=2, lines=(SOLD,), returns=(), tenders=(TENDER,),
        taxes=TAXES, sold=twd(230), returned=twd(0), rounding=twd(0), total=twd(230), print_receipt=False,
        fiscal=receipt.Fiscal(provider="tw", number="AB-12345678", body='{"random":"0912"}'),
    ),
    receipt.ReceiptReprinted(sale_id=identity(9), count=2),
    receipt.TenderCorrected(
        sale_id=identity(9), tender_id=identity(70), amount=twd(230), tendered=twd(1_000), old_kind="cash",
        new_kind="card", old_reference="r", new_reference="A1", reason="按錯", approved_by="boss",
        approval_id=identity(17),
    ),
    receipt.TaskClosed(task_id=f"{identity(9)}:1", note="已建檔"),
    facts.ShiftClosed(
        shift_id=identity(3), z_number=2, numbered_in=1, business_on="2026-03-05", first_seq=3, last_seq=22,
        entries=20, head="ef" * 32, sales=1, refunds=0, acknowledged=0, sold=twd(230), returned=twd(0),
        rounding=twd(0), tenders=(), taxes=(), opening_float=twd(2_000), expected=twd(2_230), counted=twd(2_200),
        over_short=twd(-30),
        counts=(receipt.Counted(face=twd(1_000), count=2), receipt.Counted(face=twd(50), count=4)),
        print_report=False,
    ),
    facts.ShiftOpened(
        number=2, numbered_in=1, opening_float=twd(2_000), expected_float=twd(2_000),
        counts=(receipt.Counted(face=twd(100), count=20),),
    ),
    staff.LimitsChanged(discount_ppm=150_000, discount=twd(200), over_short=twd(50)),
    facts.ShiftClosed(
        shift_id=identity(25), z_number=3, numbered_in=1, business_on="2026-03-05", first_seq=25, last_seq=26,
        entries=2, head="ef" * 32, sales=0, refunds=0, acknowledged=0, sold=twd(0), returned=twd(0), rounding=twd(0),
        tenders=(), taxes=(), opening_float=twd(2_000), expected=twd(2_000), counted=twd(1_800), over_short=twd(-200),
        slips=(receipt.SlipCount(kind="card", count=41),), float_left=twd(1_800), approval_id=identity(17),
        earlier=(
            receipt.EarlierCount(
                counted=twd(1_700), counts=(receipt.Counted(face=twd(100), count=17),), approval_id=identity(17)
            ),
        ),
    ),
    facts.TenderRequested(
        cart_id=identity(82), tender_id=identity(72), tender_kind="wallet", amount=twd(500), reference="LP77",
        gives_back=True, reason="wrong card",
    ),
    facts.TenderRefused(cart_id=identity(82), tender_id=identity(72), gives_back=True, reason="tender.declined"),
    order.OrderHandedOver(
        order_id="o-1", lines=(order.HandedLine(sku="TEA-01", quantity=WireQuantity(milli=1_000, unit="piece")),),
        offline=True,
    ),
    facts.ShiftClosed(
        shift_id=identity(25), z_number=4, numbered_in=1, business_on="2026-03-05", first_seq=25, last_seq=29,
        entries=5, head="ef" * 32, sales=0, refunds=0, acknowledged=0, sold=twd(0), returned=twd(0), rounding=twd(0),
        tenders=(), taxes=(), opening_float=twd(2_000), expected=twd(2_000), counted=twd(2_000), over_short=twd(0),
        drawer_opened=2, voided=1,
    ),
    staff.ActApproved(
        act="refund", asked_by="S04", how="pin", subject="cart", subject_id=identity(84), line=1, up_to=1_000,
        reason="買錯", goods=f"{identity(71)}:3",
    ),
    CartLineRemoved(cart_id=identity(81), line=2, sku="TEA-01", name="高山茶", quantity=TWO, listed=twd(560)),
    facts.ShiftClosed(
        shift_id=identity(25), z_number=5, numbered_in=1, business_on="2026-03-05", first_seq=25, last_seq=33,
        entries=9, head="ef" * 32, sales=0, refunds=0, acknowledged=0, sold=twd(0), returned=twd(0), rounding=twd(0),
        tenders=(), taxes=(), opening_float=twd(2_000), expected=twd(2_000), counted=twd(2_000), over_short=twd(0),
        drawer_opened=0, voided=1, remarks=(receipt.RemarkSum(kind="line_removed", count=1, amount=twd(560)),),
    ),
    receipt.TenderAbandoned(
        cart_id=identity(82), tender_id=identity(73), tender_kind="wallet", amount=twd(500), reference="LP77",
        gives_back=True, reason="支付業者沒有回覆", note="問過兩次", approved_by="boss", approval_id=identity(17),
    ),
    facts.SettingsChanged(
        store="S01", register_no=1, shop_name="茶行", currency="TWD", zone="Asia/Taipei", day_starts_minute=180,
        tax_mode="inclusive", tax_rounding="sale", tax_rates=(), cash_increment_minor=1, cash_rounding="nearest",
        phone="02-2555-1234", address="台北市迪化街一段 9 號", tax_id="12345675",
    ),
    facts.SettingsChanged(
        store="DDC", register_no=2, shop_name="穗光商行 大稻埕店", currency="TWD", zone="Asia/Taipei",
        day_starts_minute=0, tax_mode="inclusive", tax_rounding="sale", tax_rates=(), cash_increment_minor=1,
        cash_rounding="nearest", shop_name_en="Suiguang Store, Dadaocheng",
    ),
    key.KeyAdopted(public="cd" * 32),
    message.ReceiptRequested(
        sale_id=identity(9), sealed="AbC+/0" * 16, masked="w***@example.com", language="zh_TW",
    ),
    campaign.CouponRedeemed(
        sale_id=identity(9), code="SUMMER/0193", campaign="c-1", basis="held", amount=twd(100)
    ),
    campaign.CouponRestored(sale_id=identity(9), code="SUMMER/0193", campaign="c-1"),
    campaign.CouponIssued(
        sale_id=identity(9), code="NEXT/7QK2", campaign="c-2", ends_at=1_775_275_200_000_000, member_id="m-1"
    ),
    pickup.PickingStarted(order_id="o-1"),
    pickup.LinePicked(
        order_id="o-1", line=2, milli=1_000, state="substituted", reason="sold_out", note="同價",
        substitute_sku="TEA-02", substitute_name="烏龍茶",
    ),
    pickup.OrderReadied(order_id="o-1", shelf="C-07", keep_until=1_775_275_200_000_000),
    pickup.OrderGiven(
        order_id="o-1", given=(pickup.GivenLine(line=1, milli=2_000),),
        moved=(pickup.MovedGoods(sku="TEA-01", quantity=WireQuantity(milli=2_000, unit="piece")),),
        ends=False, sale_id=identity(9), prepaid_minor=300, checked=("code", "phone_tail"), offline=True,
    ),
    pickup.ProblemReported(order_id="o-1", problem="damaged", note="瓶蓋裂開"),
    pickup.OrderPutBack(order_id="o-2", why="expired"),
    pickup.IntakeChanged(state="slow", slow_minutes=20, until=1_775_275_200_000_000),
    member.MemberEnrolled(
        member_id=identity(90), sealed="AbC+/1" * 16, name="林○萱", contact="***678", contact_hashes=("12" * 32,),
        birthday="04-12", consents=("membership", "offers"),
    ),
    member.MemberConsented(member_id="M-1", consents=("membership",)),
    member.PointsMoved(
        member_id="M-1", points=-20, reason="taken_back", sale_id=identity(9), base=twd(1_000),
        of_sale_id=identity(71), hold_id=identity(72),
    ),
    member.PointsHeld(hold_id=identity(72), member_id="M-1", points=50, offline=True),
    campaign.CouponWithdrawn(sale_id=identity(9), code="NEXT/7QK2", campaign="c-2"),
]  # fmt: skip
