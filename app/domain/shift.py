"""The shift: opening to closing of one drawer. No sale without one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.frozen import frozen
from app.domain.money import Currency


@frozen
class Shift:
    """An open or closed shift; amounts in minor units.

    Attributes:
        number: 1, 2, 3 ... within an epoch.
        business_on: the trading day, frozen at the opening.
        opened_at, closed_at: microseconds UTC.
        first_seq: the journal's entry that opened it.
    """

    shift_id: str
    number: int
    business_on: str
    opened_at: int
    opened_by: str
    opening_float: int
    first_seq: int
    closed_at: int | None = None
    counted: int | None = None
    expected: int | None = None
    z_number: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether sales go into it."""
        return self.closed_at is None


@frozen
class ShiftSums:
    """What a shift took, from its sales; all minor units. The X reads it, the Z seals it.

    Attributes:
        tenders: (kind, count, amount) of each kind of tender.
        taxes: (class, rate in millionths, taxed, tax).
        cash: what sales brought into the drawer, change already off.
    """

    sales: int
    refunds: int
    sold: int
    returned: int
    rounding: int
    tenders: tuple[tuple[str, int, int], ...]
    taxes: tuple[tuple[str, int, int, int], ...]
    cash: int


#: What is done by hand and looked at, in its order: see `Remark`.
REMARKS = ("voided", "line_removed", "tender_removed", "override", "discount", "bare_return", "tender_abandoned")
#: Those of them that are told only where they occurred.
RARE = frozenset({"tender_abandoned"})


@frozen
class Remark:
    """How often something was done by hand over a shift, and what it came to in minor units.

    Attributes:
        kind: one of `REMARKS`: carts that were cancelled, lines and payments removed once money had been taken,
            prices typed (negative where they were raised), discounts given, goods taken back without a receipt,
            payments that a provider never answered for, left to the books.
    """

    kind: str
    count: int
    amount: int


@frozen
class ShiftFlow:
    """How a shift's cash came and went, and how much was done; amounts in minor units.

    Attributes:
        cash_sales, cash_refunds: what cash came in, and what went out (not positive).
        pieces: things sold; goods sold by measure count as one each.
        reduced, reductions: sales on which anything came off, and how much it was.
        returning: tickets on which goods came back, those with other goods for them among them.
        drawer_opened: how often the drawer was opened without a sale.
        voided: carts that were cancelled after money was taken for them.
        remarks: what else was done by hand, as far as it occurred.
    """

    cash_sales: int
    cash_refunds: int
    pieces: int
    reduced: int
    reductions: int
    drawer_opened: int = 0
    voided: int = 0
    remarks: tuple[Remark, ...] = ()
    returning: int = 0


@frozen
class Sealed:
    """A shift as its Z seals it; amounts in minor units.

    Attributes:
        z_number: counted within the epoch `numbered_in`.
        first_seq, last_seq: the journal's entries of the shift; `head` is the last one's hash in hex.
        acknowledged: how many of its sales and refunds the centre held.
        counts: face value and count of what was counted by denomination; empty where only a total was.
        parked: carts put aside that move on to the next shift.
        slips: kind of tender and how many papers of it were counted.
        earlier: sums of counts that were given up, oldest first.
        float_left: what stays in the drawer for the next shift; None for everything.
        approved_by: who allowed the difference, where it needed it.
        drawer_opened, voided: as in `ShiftFlow`; None on the Z of an older program, which did not count them.
        remarks: as in `ShiftFlow`.
    """

    shift: Shift
    sums: ShiftSums
    z_number: int
    numbered_in: int
    closed_at: int
    closed_by: str
    first_seq: int
    last_seq: int
    entries: int
    head: str
    acknowledged: int
    expected: int
    counted: int
    over_short: int
    reason: str = ""
    counts: tuple[tuple[int, int], ...] = ()
    parked: int = 0
    slips: tuple[tuple[str, int], ...] = ()
    earlier: tuple[int, ...] = ()
    float_left: int | None = None
    approved_by: str | None = None
    drawer_opened: int | None = None
    voided: int | None = None
    remarks: tuple[Remark, ...] = ()


@frozen
class Denomination:
    """A note or coin; `face` in minor units.

    Attributes:
        is_usual: tills hold it and give it as change. What is legal tender but hardly seen is counted, not given.
    """

    face: int
    is_note: bool
    is_usual: bool = True


def _money(notes: str, coins: str) -> tuple[Denomination, ...]:
    """Denominations from face values in minor units, largest first; one in brackets is hardly seen."""
    return tuple(
        Denomination(int(text.strip("()")), is_note, not text.startswith("("))
        for is_note, texts in ((True, notes), (False, coins))
        for text in texts.split()
    )


_DENOMINATIONS = {
    "TWD": _money("(2000) 1000 500 (200) 100", "50 (20) 10 5 1"),
    "CHF": _money("(100000) 20000 10000 5000 2000 1000", "500 200 100 50 20 10 5"),
    "CNY": _money("10000 5000 2000 1000 500 100", "(100) 50 10"),
    "EUR": _money("(50000) (20000) 10000 5000 2000 1000 500", "200 100 50 20 10 5 2 1"),
    "GBP": _money("5000 2000 1000 500", "200 100 50 20 10 5 2 1"),
    "HKD": _money("100000 50000 10000 5000 2000 1000", "(1000) 500 200 100 50 20 10"),
    "JPY": _money("10000 5000 (2000) 1000", "500 100 50 10 5 1"),
    "KRW": _money("50000 10000 5000 1000", "500 100 50 10"),
    "KWD": _money("20000 10000 5000 1000 500 250", "100 50 20 10 5"),
    "USD": _money("10000 5000 2000 1000 500 (200) 100", "(100) (50) 25 10 5 1"),
}


def denominations(of: Currency) -> tuple[Denomination, ...]:
    """Notes, then coins, each from the largest; none for a currency that is counted as one total."""
    return _DENOMINATIONS.get(of.code, ())


def break_down(change: int, of: Currency) -> tuple[tuple[int, int], ...]:
    """Face value and count of the usual notes and coins that make an amount, fewest first tried from the largest.

    Empty where nothing is to give, or where it cannot be given exactly.

    Args:
        change: minor units.
    """
    left, found = max(change, 0), []
    for one in sorted((one for one in denominations(of) if one.is_usual), key=lambda one: -one.face):
        count, left = divmod(left, one.face)
        if count:
            found.append((one.face, count))
    return () if left else tuple(found)


def sum_counts(counts: Iterable[tuple[int, int]]) -> int:
    """Minor units of a count by denomination."""
    return sum(face * count for face, count in counts)


def expected_cash(opening_float: int, sums: ShiftSums) -> int:
    """What the drawer should hold: the float and what sales brought in, change given already off."""
    return opening_float + sums.cash


def business_date(at: int, zone: str, day_starts_minute: int) -> str:
    """The trading day of a moment: the local date less the minutes after midnight at which the day starts.

    Args:
        at: microseconds since 1970, UTC.
        zone: IANA name of the store's time zone.
        day_starts_minute: 0 to 1439.
    """
    local = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) - timedelta(minutes=day_starts_minute)).date().isoformat()
