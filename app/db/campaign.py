"""Coupons: what the centre told of them, what was used and printed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.contract.campaign import (
    CampaignItem,
    CouponBlockItem,
    CouponIssued,
    CouponRedeemed,
    CouponRestored,
    CouponWithdrawn,
    WalletItem,
)
from app.contract.wire import read_wire
from app.db import campaign_tables as tables
from app.db.connection import Connection
from app.domain.campaign import Campaign, Issue, Offline
from app.domain.coupon import Basis, Tally
from app.services.coupon_ports import Printed, Used, Wallet
from app.services.ports import Entry


def _replace(statement: str) -> str:
    return statement.replace("INSERT", "INSERT OR REPLACE", 1)


_CAMPAIGN = _replace(tables.campaign.insert_sql())
_BLOCK = _replace(tables.coupon_block.insert_sql())
_WALLET = _replace(tables.wallet.insert_sql())
_WHOSE = _replace(tables.wallet_coupon.insert_sql())
_EMPTY = "DELETE FROM wallet_coupon WHERE member_id=?"
_USE = tables.coupon_use.insert_sql()
_ISSUED = _replace(tables.coupon_issued.insert_sql())
#: How what is gone is taken out, by its kind.
GONE = {
    "campaign": ("DELETE FROM campaign WHERE id=?",),
    "coupon_block": ("DELETE FROM coupon_block WHERE block=?",),
    "wallet": ("DELETE FROM wallet WHERE member_id=?", _EMPTY),
}
_USED = "SELECT sale_id, code, campaign FROM coupon_use WHERE {}=? AND restored=0 ORDER BY code"
_PRINTED = (
    "SELECT i.code, i.campaign, coalesce(b.signed, ''), i.ends_at FROM coupon_issued i "
    "LEFT JOIN coupon_block b ON b.code=i.code "
)


# --- from the feed ---


def put_campaigns(connection: Connection, items: Mapping[str, CampaignItem]) -> None:
    """Write campaigns, within the caller's transaction."""
    connection.executemany(_CAMPAIGN, [(key, one.code, one.model_dump_json()) for key, one in items.items()])


def put_blocks(connection: Connection, items: Mapping[str, CouponBlockItem]) -> None:
    """Write what terminals of the store may print; within the caller's transaction.

    Of others' blocks all that ever was in them stays: what they printed is genuine here, too.
    """
    (own,) = connection.execute("SELECT value FROM terminal WHERE name='terminal_id'").fetchone() or ("",)
    for block, one in items.items():
        is_own = int(one.terminal_id == own)
        if is_own:
            connection.execute(
                "DELETE FROM coupon_block WHERE block=? AND code NOT IN (SELECT code FROM coupon_issued)", (block,)
            )
        rows = [(coupon.code, block, one.campaign, coupon.signed, is_own) for coupon in one.coupons]
        connection.executemany(_BLOCK, rows)


def put_wallets(connection: Connection, items: Mapping[str, WalletItem]) -> None:
    """Write what members have, within the caller's transaction."""
    connection.executemany(_WALLET, [(key, one.model_dump_json()) for key, one in items.items()])
    connection.executemany(_EMPTY, [(key,) for key in items])
    connection.executemany(_WHOSE, [(own.code, key) for key, one in items.items() for own in one.coupons])


# --- from the journal ---


def apply_redeemed(connection: Connection, entry: Entry, body: CouponRedeemed) -> None:
    """A coupon was used."""
    connection.execute(
        _USE, (body.sale_id, body.code, body.campaign, body.basis, body.amount.minor, entry.business_on, 0)
    )


def apply_restored(connection: Connection, entry: Entry, body: CouponRestored) -> None:  # noqa: ARG001 - one shape
    """A coupon can be used again."""
    connection.execute("UPDATE coupon_use SET restored=1 WHERE sale_id=? AND code=?", (body.sale_id, body.code))


def apply_issued(connection: Connection, entry: Entry, body: CouponIssued) -> None:  # noqa: ARG001 - one shape
    """A coupon was printed."""
    connection.execute(_ISSUED, (body.code, body.sale_id, body.campaign, body.ends_at, body.member_id, 0))


def apply_withdrawn(connection: Connection, entry: Entry, body: CouponWithdrawn) -> None:  # noqa: ARG001 - one shape
    """A printed coupon does not count any more."""
    connection.execute("UPDATE coupon_issued SET withdrawn=1 WHERE code=? AND sale_id=?", (body.code, body.sale_id))


# --- what is known ---


def _campaign(campaign_id: str, text: str) -> Campaign:
    item = read_wire(CampaignItem, text)
    return Campaign(
        campaign_id,
        item.name,
        item.code,
        item.starts_at,
        item.ends_at,
        Offline(item.offline),
        item.offline_count,
        None if item.offline_amount is None else item.offline_amount.minor,
        item.name_en,
        item.shared,
        item.member_limit,
        frozenset(item.stores),
        frozenset(item.channels),
        item.back_on_refund,
        None if item.issue is None else Issue(item.issue.minimum.minor, item.issue.days),
    )


class SqliteCouponReads:
    """Fits the port `CouponReads`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issuing(self) -> tuple[Campaign, ...]:
        """See `CouponReads.issuing`. What says nothing of it is not read, at each sale."""
        rows = self._connection.execute("SELECT id, body FROM campaign WHERE instr(body, '\"issue\":') ORDER BY id")
        return tuple(_campaign(*row) for row in rows)

    def campaign(self, campaign_id: str) -> Campaign | None:
        """See `CouponReads.campaign`."""
        row = self._connection.execute("SELECT id, body FROM campaign WHERE id=?", (campaign_id,)).fetchone()
        return None if row is None else _campaign(*row)

    def campaign_for(self, code: str) -> Campaign | None:
        """See `CouponReads.campaign_for`. Its code ends at one of the slashes, or is the whole."""
        ends = [place for place, letter in enumerate(code) if letter == "/"]
        for prefix in (code, *(code[:end] for end in ends)):
            for row in self._connection.execute("SELECT id, body FROM campaign WHERE code=?", (prefix,)):
                if (found := _campaign(*row)).has(code):
                    return found
        return None

    def has_centre(self) -> bool:
        """See `CouponReads.has_centre`."""
        return self._connection.execute("SELECT 1 FROM centre").fetchone() is not None

    def is_allotted(self, code: str) -> bool:
        """See `CouponReads.is_allotted`."""
        return self._connection.execute("SELECT 1 FROM coupon_block WHERE code=?", (code,)).fetchone() is not None

    def wallet(self, member_id: str) -> tuple[Wallet, ...]:
        """See `CouponReads.wallet`."""
        row = self._connection.execute("SELECT body FROM wallet WHERE member_id=?", (member_id,)).fetchone()
        found = () if row is None else read_wire(WalletItem, row[0]).coupons
        return tuple(Wallet(one.code, one.campaign, one.ends_at) for one in found)

    def coupon_used(self, code: str) -> Used | None:
        """See `CouponReads.coupon_used`."""
        return next(iter(self._used("code", code)), None)

    def coupons_of(self, sale_id: str) -> tuple[Used, ...]:
        """See `CouponReads.coupons_of`."""
        return self._used("sale_id", sale_id)

    def _used(self, column: str, value: str) -> tuple[Used, ...]:
        return tuple(Used(*row) for row in self._connection.execute(_USED.format(column), (value,)))

    def coupon_tally(self, campaign_id: str, business_on: str) -> Tally:
        """See `CouponReads.coupon_tally`."""
        query = (
            "SELECT count(*), coalesce(sum(amount_minor), 0) FROM coupon_use "
            "WHERE campaign=? AND business_on=? AND basis=?"
        )
        return Tally(*self._connection.execute(query, (campaign_id, business_on, Basis.OFFLINE.value)).fetchone())

    def is_all_back(self, sale_id: str) -> bool:
        """See `CouponReads.is_all_back`."""
        row: tuple[Any, ...] = self._connection.execute(
            "SELECT count(*), sum(returned_milli < quantity_milli) FROM sale_line WHERE sale_id=?", (sale_id,)
        ).fetchone()
        return bool(row[0]) and not row[1]

    def next_coupon(self, campaign_id: str) -> Printed | None:
        """See `CouponReads.next_coupon`."""
        row = self._connection.execute(
            "SELECT code, campaign, signed FROM coupon_block b WHERE campaign=? AND own=1 AND NOT EXISTS "
            "(SELECT 1 FROM coupon_issued i WHERE i.code=b.code) ORDER BY code LIMIT 1",
            (campaign_id,),
        ).fetchone()
        return None if row is None else Printed(*row)

    def printed_with(self, sale_id: str) -> tuple[Printed, ...]:
        """See `CouponReads.printed_with`."""
        rows = self._connection.execute(_PRINTED + "WHERE i.sale_id=? AND i.withdrawn=0 ORDER BY i.code", (sale_id,))
        return tuple(Printed(*row) for row in rows)

    def printed_until(self, code: str) -> int | None:
        """See `CouponReads.printed_until`."""
        row = self._connection.execute("SELECT ends_at FROM coupon_issued WHERE code=?", (code,)).fetchone()
        return None if row is None else int(row[0])

    def is_withdrawn(self, code: str) -> bool:
        """See `CouponReads.is_withdrawn`."""
        query = "SELECT 1 FROM coupon_issued WHERE code=? AND withdrawn=1"
        return self._connection.execute(query, (code,)).fetchone() is not None

    def owner_of(self, code: str) -> str | None:
        """See `CouponReads.owner_of`."""
        for table in ("wallet_coupon", "coupon_issued"):
            row = self._connection.execute(f"SELECT member_id FROM {table} WHERE code=?", (code,)).fetchone()
            if row is not None and row[0] is not None:
                return str(row[0])
        return None
