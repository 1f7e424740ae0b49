"""Coupons as terminals report them: used, given back, printed. A sale that used one stands, whatever became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from app.central.coupon_block import allot
from app.central.coupon_order import OPEN, next_use
from app.central.database import upsert
from app.central.feed import Change
from app.central.tables import campaign, coupon, coupon_hold, coupon_use, sale
from app.central.wallet import names_of, wallets
from app.contract.campaign import CampaignItem, CouponIssued, CouponRedeemed, CouponRestored, CouponWithdrawn
from app.contract.wire import read_wire
from app.domain.campaign import DAY
from app.domain.conflict import ConflictKind
from app.domain.frozen import frozen

#: Minor units that one coupon takes off at most, as far as figures go.
MOST_MINOR = 10**15
_PAGE = 500
Conflict = Callable[[ConflictKind, str, str, str], object]
Told = CouponRedeemed | CouponRestored | CouponIssued | CouponWithdrawn


@frozen
class Sold:
    """A coupon that a sale used."""

    sale_id: str
    code: str
    member_id: str | None


class Coupons:
    """What one batch does to coupons, in the order of its entries.

    Args:
        at: microseconds UTC.
    """

    def __init__(self, connection: Connection, terminal_id: str, store: str, at: int) -> None:
        self._connection = connection
        self._terminal_id = terminal_id
        self._store = store
        self._at = at
        self._facts: list[Sold | Told] = []
        self._rows: dict[str, dict[str, Any]] = {}
        self._terms: dict[str, CampaignItem] = {}
        self._by_code: dict[str, str] = {}
        self._uses: dict[tuple[str, str], dict[str, Any]] = {}
        self._used: Counter[str] = Counter()
        self._mine: dict[tuple[str, str], int] = {}
        self._buyers: dict[str, str | None] = {}
        self._issued: set[tuple[str, str]] = set()
        self._changed: set[str] = set()
        self._members: set[str] = set()
        self._printed: set[str] = set()

    def sold(self, sale_id: str, codes: Iterable[str], member_id: str | None) -> None:
        """A sale used coupons."""
        self._facts += [Sold(sale_id, code, member_id) for code in dict.fromkeys(codes)]

    def note(self, told: Told) -> None:
        """Something was told of a coupon."""
        self._facts.append(told)

    @property
    def codes(self) -> set[str]:
        """The coupons of which something is said."""
        return {one.code for one in self._facts}

    def finish(self, conflict: Conflict) -> list[Change]:
        """Write it all; what terminals are to be told.

        Args:
            conflict: notes one: kind, entry, subject, outcome.
        """
        if not self._facts:
            return []
        self._load()
        for one in self._facts:
            match one:
                case Sold():
                    self._spend(one, conflict)
                case CouponRedeemed():
                    self._tell(one)
                case CouponRestored():
                    self._restore(one, conflict)
                case CouponIssued():
                    self._issue(one, conflict)
                case CouponWithdrawn():
                    self._withdraw(one, conflict)
        self._write()
        changes = wallets(self._connection, self._members)
        for campaign_id in sorted(self._printed):
            terms = self._terms[campaign_id]
            changes += allot(self._connection, self._terminal_id, self._store, campaign_id, terms, self._at)
        return changes

    # --- what there is --------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """The coupons and campaigns, locked in the order of their keys."""
        codes = sorted(self.codes)
        for start in range(0, len(codes), _PAGE):
            some = coupon.c.code.in_(codes[start : start + _PAGE])
            rows = self._connection.execute(select(coupon).where(some).order_by(coupon.c.code).with_for_update())
            self._rows.update({row["code"]: dict(row) for row in rows.mappings()})
        words = {code for code in codes if code not in self._rows}
        words |= {code[:end] for code in words for end, letter in enumerate(code) if letter == "/"}
        ids = {row["campaign"] for row in self._rows.values()}
        query = select(campaign).where(campaign.c.id.in_(ids) | campaign.c.code.in_(words))
        if words:
            query = query.with_for_update()  # the limits of a shared one are counted
        for row in self._connection.execute(query.order_by(campaign.c.id)):
            self._terms[row.id] = read_wire(CampaignItem, row.body)
            self._by_code[row.code] = row.id
        self._load_uses()
        self._load_issuers()

    def _load_uses(self) -> None:
        shared = [key for key, terms in self._terms.items() if terms.shared]
        if shared:
            counted = (coupon_use.c.campaign.in_(shared), coupon_use.c.restored_at.is_(None))
            query = select(coupon_use.c.campaign, func.count().label("times")).where(*counted)
            for row in self._connection.execute(query.group_by(coupon_use.c.campaign)):
                self._used[row.campaign] += row.times

    def _load_issuers(self) -> None:
        """This terminal's sales that printed coupons, by whom each was bought, and what they printed before."""
        ids = sorted({one.sale_id for one in self._facts if isinstance(one, CouponIssued)})
        for start in range(0, len(ids), _PAGE):
            some = ids[start : start + _PAGE]
            own = (sale.c.id.in_(some), sale.c.terminal_id == self._terminal_id)
            for row in self._connection.execute(select(sale.c.id, sale.c.member_id).where(*own)):
                self._buyers[row.id] = row.member_id
            printed = (coupon.c.issued_by.in_(some), coupon.c.terminal_id == self._terminal_id)
            for row in self._connection.execute(select(coupon.c.issued_by, coupon.c.campaign).where(*printed)):
                self._issued.add((row.issued_by, row.campaign))

    def _uses_of(self, campaign_id: str, member_id: str) -> tuple[str, str]:
        """Under which a member's uses of a campaign are counted, whatever the member was called by then."""
        names = names_of(self._connection, member_id)
        key = (campaign_id, names[0])
        if key not in self._mine:
            counted = (coupon_use.c.campaign == campaign_id, coupon_use.c.restored_at.is_(None))
            query = select(func.count()).where(*counted, coupon_use.c.member_id.in_(names))
            self._mine[key] = int(self._connection.execute(query).scalar_one())
        return key

    # --- what becomes of it ---------------------------------------------------------------------------------------

    def _spend(self, one: Sold, conflict: Conflict) -> None:
        """A coupon that is spent already stays the first sale's."""
        row = self._rows.get(one.code)
        if row is None:
            campaign_id = _campaign_of(one.code, self._by_code)
            if campaign_id is not None:
                self._spend_shared(one, campaign_id, conflict)
            return
        kind = None
        if row["state"] == "withdrawn":
            kind = ConflictKind.COUPON_WITHDRAWN
        elif row["state"] == "used" and row["used_by"] != one.sale_id:
            kind = ConflictKind.COUPON_USED_TWICE
        if row["state"] != "used":
            row |= {"state": "used", "used_by": one.sale_id, "used_at": self._at, "hold_id": None, "hold_until": None}
            self._touch(row)
        self._use(one, str(row["campaign"]), kind, conflict)

    def _spend_shared(self, one: Sold, campaign_id: str, conflict: Conflict) -> None:
        terms, kind = self._terms[campaign_id], None
        key = None if one.member_id is None else self._uses_of(campaign_id, one.member_id)
        if not terms.shared or terms.code != one.code:
            kind = ConflictKind.COUPON_UNKNOWN
        elif (terms.total_limit is not None and self._used[campaign_id] >= terms.total_limit) or (
            terms.member_limit is not None and (key is None or self._mine[key] >= terms.member_limit)
        ):
            kind = ConflictKind.COUPON_OVER_LIMIT
        self._used[campaign_id] += 1
        if key is not None:
            self._mine[key] += 1
        held = (coupon_hold.c.terminal_id == self._terminal_id, coupon_hold.c.code == one.code)
        self._connection.execute(delete(coupon_hold).where(*held))
        self._use(one, campaign_id, kind, conflict)

    def _use(self, one: Sold, campaign_id: str, kind: ConflictKind | None, conflict: Conflict) -> None:
        if kind is not None:
            conflict(kind, one.sale_id, one.code, "accepted")
        self._uses[one.sale_id, one.code] = {
            "sale_id": one.sale_id,
            "terminal_id": self._terminal_id,
            "code": one.code,
            "campaign": campaign_id,
            "store": self._store,
            "member_id": one.member_id,
            "used_at": self._at,
            "outcome": "used" if kind is None else kind.value,
            "basis": None,
            "amount_minor": None,
            "restored_at": None,
        }

    def _tell(self, one: CouponRedeemed) -> None:
        amount = max(-MOST_MINOR, min(one.amount.minor, MOST_MINOR))
        self._amend(one.sale_id, one.code, {"basis": one.basis, "amount_minor": amount})

    def _restore(self, one: CouponRestored, conflict: Conflict) -> None:
        """A coupon counts again where this terminal's sale used it, and its campaign says so; one that was used twice
        is the other one's then.
        """
        terms = self._terms.get(self._used_of(one.sale_id, one.code) or "")
        if terms is None or not terms.back_on_refund:
            conflict(ConflictKind.COUPON_NOT_BACK, one.sale_id, one.code, "kept")
            return
        self._amend(one.sale_id, one.code, {"restored_at": self._at})
        row = self._rows.get(one.code)
        if row is not None and (row["state"], row["used_by"]) == ("used", one.sale_id):
            row |= next_use(self._connection, one.code) or _next_of(self._uses.values(), one.code) or OPEN
            self._touch(row)

    def _used_of(self, sale_id: str, code: str) -> str | None:
        """The campaign of a coupon that a sale of this terminal used."""
        if (sale_id, code) in self._uses:
            return str(self._uses[sale_id, code]["campaign"])
        query = select(coupon_use.c.campaign).where(*_use_row(self._terminal_id, sale_id, code))
        return self._connection.execute(query).scalar_one_or_none()

    def _amend(self, sale_id: str, code: str, values: dict[str, Any]) -> None:
        """Note more of a use, of this batch or of one before."""
        if (sale_id, code) in self._uses:
            self._uses[sale_id, code] |= values
            return
        self._connection.execute(update(coupon_use).where(*_use_row(self._terminal_id, sale_id, code)).values(values))

    def _issue(self, one: CouponIssued, conflict: Conflict) -> None:
        """A coupon of this terminal's block that nobody told of yet is its holder's: one of a campaign for a sale."""
        row = self._rows.get(one.code)
        terms = None if row is None else self._terms.get(str(row["campaign"]))
        is_ours = row is not None and row["terminal_id"] == self._terminal_id and row["issued_by"] is None
        printed = (one.sale_id, "" if row is None else str(row["campaign"]))
        if row is None or terms is None or not is_ours or one.sale_id not in self._buyers or printed in self._issued:
            conflict(ConflictKind.COUPON_UNKNOWN, one.sale_id, one.code, "kept")
            return
        most = one.ends_at if terms.issue is None else self._at + terms.issue.days * DAY
        ends = [end for end in (one.ends_at, most, row["ends_at"]) if end is not None]
        member_id = one.member_id if one.member_id == self._buyers[one.sale_id] else None
        row |= {"ends_at": min(ends), "member_id": member_id, "issued_by": one.sale_id}
        if row["state"] == "allotted":
            row["state"] = "open"
        self._touch(row)
        self._issued.add(printed)
        self._printed.add(printed[1])

    def _withdraw(self, one: CouponWithdrawn, conflict: Conflict) -> None:
        """All of the sale came back that printed a coupon."""
        row = self._rows.get(one.code)
        if row is None or (row["terminal_id"], row["issued_by"]) != (self._terminal_id, one.sale_id):
            conflict(ConflictKind.COUPON_UNKNOWN, one.sale_id, one.code, "kept")
        elif row["state"] == "used":
            conflict(ConflictKind.COUPON_WITHDRAWN, one.sale_id, one.code, "accepted")
            row["ends_at"] = self._at  # should whatever used it give it back
            self._touch(row)
        else:
            row |= {"state": "withdrawn", "hold_id": None, "hold_until": None}
            self._touch(row)

    def _touch(self, row: dict[str, Any]) -> None:
        self._changed.add(str(row["code"]))
        if row["member_id"] is not None:
            self._members.add(str(row["member_id"]))

    def _write(self) -> None:
        for code in sorted(self._changed):
            self._connection.execute(update(coupon).where(coupon.c.code == code).values(self._rows[code]))
        if self._uses:
            rows: Sequence[dict[str, Any]] = [self._uses[key] for key in sorted(self._uses)]
            self._connection.execute(upsert(self._connection, coupon_use).on_conflict_do_nothing(), rows)


def _campaign_of(code: str, by_code: Mapping[str, str]) -> str | None:
    """The campaign of a code that is no coupon's of its own."""
    ends = [end for end, letter in enumerate(code) if letter == "/"]
    return next((by_code[one] for one in (code, *(code[:end] for end in ends)) if one in by_code), None)


def _next_of(uses: Iterable[Mapping[str, Any]], code: str) -> dict[str, Any] | None:
    """Who else of a batch used a coupon."""
    use = next((one for one in uses if one["code"] == code and one["restored_at"] is None), None)
    return None if use is None else {"state": "used", "used_by": use["sale_id"], "used_at": use["used_at"]}


def _use_row(terminal_id: str, sale_id: str, code: str) -> tuple[ColumnElement[bool], ...]:
    it = coupon_use.c
    return it.sale_id == sale_id, it.terminal_id == terminal_id, it.code == code
