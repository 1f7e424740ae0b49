"""Sales and shifts for the tests of papers: one of every kind, with everything on it."""

from __future__ import annotations

from app.domain.money import TWD, Currency
from app.domain.pricing import Reduction, ReductionKind
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.sale import Reduced, ReturnedLine, Sale, SoldLine, Ticket
from app.domain.shift import Sealed, Shift, ShiftSums
from app.domain.shop import Shop
from app.domain.tender import Tender, TenderKind

SALE_ID = "019cbc27-067b-7000-8000-0000000000a7"
#: 2026-03-05 12:00 in Taipei, a Thursday.
NOON = 1_772_683_200_000_000
SHOP = Shop(
    "DDC", 2, "穗光商行 大稻埕店", phone="02-2555-1234 分機 12", address="台北市大同區迪化街一段 32 巷 9 號 1 樓",
    tax_id="12345675",
)  # fmt: skip
LONG = "阿里山高山烏龍茶 春摘限量禮盒 150 公克 二入裝（附提袋與手寫卡片，可指定到貨日）"


def sold(
    line: int,
    name: str,
    count: int | Quantity,
    minor: int,
    *reductions: tuple[str, ReductionKind, int],
    tax_class: str = "standard",
    rate_ppm: int = 50_000,
    per_milli: int = 1_000,
    exclusive: bool = False,
    note: str = "",
) -> SoldLine:
    """A line as it was sold, with prices that contain the tax unless `exclusive`."""
    quantity = pieces(count) if isinstance(count, int) else count
    listed = Price(minor, per_milli)
    amount = listed.amount(quantity.milli) - sum(off for *_, off in reductions)
    tax = (amount * rate_ppm + 500_000) // 1_000_000 if exclusive else amount - round(amount / (1 + rate_ppm / 10**6))
    given = tuple(Reduced(Reduction("P", text, kind, off, 1)) for text, kind, off in reductions)
    return SoldLine(
        line, f"SKU-{line}", name, f"47{line}", "c", quantity, listed, listed.amount(quantity.milli), given,
        tax_class, rate_ppm, tax, amount + tax if exclusive else amount, note,
    )  # fmt: skip


def back(line: int, name: str, refund: int, sale_id: str | None = "origin", reason: str = "") -> ReturnedLine:
    """A line that came back."""
    place = None if sale_id is None else 1
    return ReturnedLine(line, f"SKU-{line}", name, pieces(1), sale_id, place, "standard", 50_000, 5, refund, reason)


def committed(ticket: Ticket, number: str = "DDC-2-1-000187") -> Sale:
    """A ticket with its number."""
    return Sale(ticket, number, NOON, "2026-03-05", "shift", "S03")


def ticket(
    lines: tuple[SoldLine, ...],
    returns: tuple[ReturnedLine, ...] = (),
    *tenders: tuple[TenderKind, int, int, str],
    currency: Currency = TWD,
    rounding: int = 0,
    **more: object,
) -> Ticket:
    """A ticket; without tenders paid in cash, exactly."""
    total = sum(line.paid for line in lines) - sum(one.refund for one in returns) + rounding
    given = tenders or ((TenderKind.CASH, total, total, ""),) * bool(total)
    paid = tuple(Tender(f"t{place}", *one) for place, one in enumerate(given))
    return Ticket(SALE_ID, currency, lines, returns, paid, rounding, **more)  # type: ignore[arg-type]


def rich_sale() -> Sale:
    """A sale with everything that a receipt can say."""
    lines = (
        sold(1, "發酵奶油可頌", 2, 58, ("第二件半價", ReductionKind.ITEM, 29)),
        sold(
            2, LONG, 1, 1_280, ("會員日 9 折", ReductionKind.CART, 128),
            ("即期品，外盒撞傷，店長同意降價出售", ReductionKind.DISCOUNT, 80), note="請附提袋",
        ),
        sold(3, "有機無花果乾", Quantity(333, Unit.KILOGRAM), 60, per_milli=100),
        sold(4, "Handmade Stoneware Teapot", 1, 2_200, ("", ReductionKind.CART_DISCOUNT, 100)),
        sold(5, "鮮乳 936ml", 3, 95, tax_class="exempt", rate_ppm=0),
    )  # fmt: skip
    total = sum(line.paid for line in lines)
    tenders = ((TenderKind.CARD, 1_000, 1_000, "A83921"), (TenderKind.CASH, total - 1_000, 5_000, ""))
    return committed(ticket(lines, (), *tenders, member_id="m-1", coupons=("SPRING26",), note="3 樓來拿"))


def sealed(**more: object) -> Sealed:
    """A sealed shift with everything on it."""
    sums = ShiftSums(
        142, 3, 51_000, 653, -2, (("card", 41, 21_460), ("cash", 60, 16_282), ("line_pay", 28, 9_875)),
        (("standard", 50_000, 45_000, 2_250), ("zero", 0, 100, 0)), 16_282,
    )  # fmt: skip
    shift = Shift("shift", 12, "2026-03-05", NOON - 4 * 3_600_000_000, "S03", 5_000, 1_203)
    told: dict[str, object] = {
        "z_number": 12, "numbered_in": 1, "closed_at": NOON + 3_600_000_000, "closed_by": "S01", "first_seq": 1_203,
        "last_seq": 1_388, "entries": 186, "head": "1cb232db" * 8, "acknowledged": 130, "expected": 21_282,
        "counted": 21_262, "over_short": -20, "reason": "找錯零錢",
        "counts": ((2_000, 1), (1_000, 12), (500, 6), (200, 2), (100, 34), (50, 9), (10, 1), (1, 2)), "parked": 1,
    }  # fmt: skip
    return Sealed(shift, sums, **{**told, **more})  # type: ignore[arg-type]
