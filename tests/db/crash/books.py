"""What a sale must bring along, and what orders, points and coupons must come to: reckoned by rules of its own.

Fed with the journal's entries as they are read, act by act, it refuses what contradicts the acts; and it is held
against the state tables and the feed's.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from app.db.archive import Archives
from app.db.connection import Connection
from app.db.journal import Entry
from app.db.work import SqliteReads
from app.domain.pickup_done import PickState
from tests.db.crash import centre
from tests.db.crash.contents import brought


class BrokenPromiseError(AssertionError):
    """The data directory is not what was acknowledged."""


def promise(held: object, *what: object) -> None:
    """Raise unless it was held."""
    if not held:
        raise BrokenPromiseError(" ".join(str(one) for one in what))


def _origins(body: dict[str, Any]) -> list[str]:
    """The sales of which something comes back."""
    return list(dict.fromkeys(one["sale_id"] for one in body["returns"]))


@dataclass
class Order:
    """An order by its acts: thousandths by line."""

    ordered: dict[int, int]
    given: Counter[int] = field(default_factory=Counter)
    picked: dict[int, tuple[int, str]] = field(default_factory=dict)
    shelf: str = ""
    ended: bool = False


@dataclass
class SoldSale:
    """A sale by its entry: what of each line came back, what was earned and spent with it, which coupons."""

    lines: dict[int, list[int]]
    coupons: list[tuple[str, str]]
    payer: str | None = None
    earned: tuple[str, int, int] | None = None
    refunded: int = 0
    taken_back: int = 0
    printed: list[str] = field(default_factory=list)

    @property
    def is_back(self) -> bool:
        """Whether all of it is."""
        return bool(self.lines) and all(sold == back for sold, back in self.lines.values())


@dataclass
class Books:
    """The model.

    Attributes:
        uses: coupons by sale and code; True for one that was given back.
        issued: printed coupons: the sale, and whether they were withdrawn.
        spent: coupons that were used, the last one behind the others; False for one that can be used again.
        points: moved, by member; `moves` is how often.
        did: how often each thing was done.
    """

    orders: dict[str, Order] = field(default_factory=dict)
    sales: dict[str, SoldSale] = field(default_factory=dict)
    uses: dict[tuple[str, str], bool] = field(default_factory=dict)
    issued: dict[str, tuple[str, bool]] = field(default_factory=dict)
    spent: dict[str, bool] = field(default_factory=dict)
    points: Counter[str] = field(default_factory=Counter)
    moves: int = 0
    holds: dict[str, tuple[str, int, bool]] = field(default_factory=dict)
    enrolled: set[str] = field(default_factory=set)
    consents: dict[str, list[str]] = field(default_factory=dict)
    acts: int = 0
    did: Counter[str] = field(default_factory=Counter)

    def take(self, act: dict[str, Any], row: Entry, along: list[Entry]) -> None:
        """Take an act in with what came along."""
        body = json.loads(row.body)
        match row.kind:
            case "sale.completed":
                self._sale(act, row, body, along)
                return
            case "points.held":
                self.holds[body["hold_id"]] = (body["member_id"], body["points"], body["offline"])
            case "tender.removed":
                self.holds.pop(body["tender_id"], None)
            case "member.enrolled":
                self.enrolled.add(body["member_id"])
            case "member.consented":
                self.consents[body["member_id"]] = body["consents"]
            case kind if kind.startswith("order."):
                self._order(row.kind, body)
        self.did[row.kind] += 1
        promise(not along, "came along with", row.kind, [brought(one) for one in along])

    # --- orders ------------------------------------------------------------------------------------------------

    def _of(self, order_id: str) -> Order:
        lines = centre.order(int(order_id.removeprefix("O-"))).lines
        ordered = {number: line.milli for number, line in enumerate(lines, 1)}
        self.orders[order_id] = one = self.orders.pop(
            order_id, Order(ordered)
        )  # the last one that something was done with
        return one

    def _order(self, kind: str, body: dict[str, Any]) -> None:
        one = self._of(body["order_id"])
        self.acts += 1
        match kind:
            case "order.line_picked":
                one.picked[body["line"]] = (body["milli"], body["state"])
            case "order.ready":
                one.shelf = body["shelf"]
            case "order.returned":
                one.shelf = ""
            case "order.handed_over":
                promise(not one.ended, "handed over twice:", body["order_id"])
                for line in body["given"]:
                    one.given[line["line"]] += line["milli"]
                    promise(
                        one.given[line["line"]] <= one.ordered[line["line"]], "given more than ordered:", body
                    )  # fmt: skip
                one.ended = body["ends"]
                self.did["paid hand-over"] += body["sale_id"] is not None
                self.did["partial hand-over"] += not body["ends"]

    # --- what a sale brings ------------------------------------------------------------------------------------

    def _sale(self, act: dict[str, Any], row: Entry, body: dict[str, Any], along: list[Entry]) -> None:
        sale = self.sales[row.entry_id] = SoldSale(
            {one["line"]: [one["quantity"]["milli"], 0] for one in body["lines"]}, []
        )
        wanted = [
            *self._handed(act, row.entry_id), *self._redeemed(act, row, body, sale), *self._came_back(body),
            *self._printed(act, row, body, sale), *self._points(row, body, sale),
        ]  # fmt: skip
        found = [brought(one) for one in along]
        promise(found == wanted, "sale", row.entry_id, "must come with", wanted, "and came with", found)
        for one in along:
            if one.kind == "order.handed_over":
                self._order(one.kind, json.loads(one.body))
        for kind, *said in found:
            self.did["points." + said[2] if kind == "points.moved" else kind] += 1
            if kind == "points.moved":
                self.moves += 1
                self.points[said[0]] += said[1]

    @staticmethod
    def _handed(act: dict[str, Any], sale_id: str) -> list[list[Any]]:
        if act["order"] is None:
            return []
        order_id, lines, ends, prepaid, offline = act["order"]
        return [["order.handed_over", order_id, lines, [], ends, sale_id, prepaid, offline]]

    def _redeemed(self, act: dict[str, Any], row: Entry, body: dict[str, Any], sale: SoldSale) -> list[list[Any]]:
        found = []
        for code in body["coupons"]:
            campaign = centre.campaign_of(code)
            promise(not self.spent.get(code), "a coupon is used twice:", code)
            promise(not self.issued.get(code, ("", False))[1], "a coupon counts that was withdrawn:", code)
            self.did["used again"] += code in self.spent
            if campaign not in centre.SHARED:
                self.spent.pop(code, None)
                self.spent[code] = True
            reductions = [one for line in body["lines"] for one in line["reductions"]]
            amount = sum(one["amount"]["minor"] for one in reductions if one["rule_id"] == f"P-{campaign}")
            sale.coupons.append((code, f"C-{campaign}"))
            self.uses[row.entry_id, code] = False
            found.append(["coupon.redeemed", row.entry_id, code, f"C-{campaign}", act["bases"][code], amount])
        return found

    def _came_back(self, body: dict[str, Any]) -> list[list[Any]]:
        """Note what came back; coupons that come with it, and those that go."""
        restored, withdrawn = [], []
        for one in body["returns"]:
            origin = self.sales[one["sale_id"]]
            origin.lines[one["sale_line"]][1] += one["quantity"]["milli"]
            origin.refunded += one["refund"]["minor"]
        for sale_id in _origins(body):
            origin = self.sales[sale_id]
            if not origin.is_back:
                continue
            for code, campaign in sorted(origin.coupons):
                if centre.BACK[campaign.removeprefix("C-")]:
                    self.uses[sale_id, code] = True
                    self.spent[code] = False
                    restored.append(["coupon.restored", sale_id, code, campaign])
            for code in sorted(origin.printed):
                self.issued[code] = (sale_id, True)
                withdrawn.append(["coupon.withdrawn", sale_id, code, "C-NEXT"])
        return restored + withdrawn

    def _printed(self, act: dict[str, Any], row: Entry, body: dict[str, Any], sale: SoldSale) -> list[list[Any]]:
        own = [code for page in range(1, act["pages"] + 1) for code in centre.block(page)]
        code = next((one for one in sorted(own) if one not in self.issued), None)
        if code is None or not body["lines"] or body["sold"]["minor"] - body["returned"]["minor"] < centre.MINIMUM:
            return []
        self.issued[code] = (row.entry_id, False)
        sale.printed.append(code)
        until = row.occurred_at + centre.HOLDS
        return [["coupon.issued", row.entry_id, code, "C-NEXT", until, body["member_id"]]]

    def _points(self, row: Entry, body: dict[str, Any], sale: SoldSale) -> list[list[Any]]:
        sale_id, found, paid = row.entry_id, [], 0
        tenders = [(one["id"], one["amount"]["minor"]) for one in body["tenders"] if one["kind"] == "points"]
        for tender_id, amount in tenders:
            if tender_id in self.holds:
                sale.payer, points, _ = self.holds.pop(tender_id)
                paid += amount
                found.append(["points.moved", sale.payer, -points, "spent", sale_id, 0, None, tender_id])
        back, payers = (
            -sum(amount for _, amount in tenders if amount < 0),
            [self.sales[one].payer for one in _origins(body)],
        )
        if back and any(payers):
            payer = next(one for one in payers if one)
            found.append(["points.moved", payer, back // centre.SPEND, "restored", sale_id, 0, None, None])
        base = max(0, body["sold"]["minor"] - paid)
        ppm = centre.GOLD_PPM if centre.tier_of(body["member_id"] or "") else centre.PPM
        if body["member_id"] and body["lines"] and (points := base * ppm // (centre.EARN * centre.PPM)):
            sale.earned = (body["member_id"], points, base)
            found.append(["points.moved", body["member_id"], points, "earned", sale_id, base, None, None])
        for one in _origins(body):
            origin = self.sales[one]
            if origin.earned is not None:
                member_id, points, base = origin.earned
                rest = points * max(0, base - origin.refunded) // base
                if (now := points - rest - origin.taken_back) > 0:
                    origin.taken_back += now
                    found.append(["points.moved", member_id, -now, "taken_back", sale_id, 0, one, None])
        return found

    # --- held against the tables -------------------------------------------------------------------------------

    def check(self, connection: Connection, archives: Archives, pages: int, last: int) -> None:
        """Hold the tables against all that was taken in.

        Args:
            pages: of the feed, that are there.
            last: so many orders and coupons are also looked at as the counter does, those that came last.
        """

        def rows(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall()

        moved = {one: points for one, points in self.points.items() if points}
        promise(rows("SELECT count(*) FROM point_move") == [(self.moves,)], "points moved so often:", self.moves)
        sums = "SELECT member_id, sum(points) FROM point_move GROUP BY member_id HAVING sum(points)<>0"
        promise(dict(rows(sums)) == moved, "points moved:", dict(rows(sums)), "not", moved)
        promise(
            dict(rows("SELECT member_id, moved FROM member_point WHERE moved<>0")) == moved, "sums of points:", moved
        )
        holds = {one[0]: (one[1], one[2], bool(one[3])) for one in rows("SELECT * FROM point_hold")}
        promise(holds == self.holds, "points are kept:", holds, "not", self.holds)
        uses = {
            (sale, code): bool(back) for sale, code, back in rows("SELECT sale_id, code, restored FROM coupon_use")
        }
        promise(uses == self.uses, "coupons used:", set(uses.items()) ^ set(self.uses.items()))
        issued = {
            code: (sale, bool(gone))
            for code, sale, gone in rows("SELECT code, sale_id, withdrawn FROM coupon_issued")
        }
        promise(issued == self.issued, "coupons printed:", set(issued.items()) ^ set(self.issued.items()))
        promise(
            {one for (one,) in rows("SELECT id FROM member_enrolled")} == self.enrolled, "enrolled:", self.enrolled
        )
        agreed = {one: json.loads(text) for one, text in rows("SELECT member_id, consents FROM member_consent")}
        promise(agreed == self.consents, "agreed:", agreed, "not", self.consents)
        promise(rows("SELECT count(*) FROM pickup_act") == [(self.acts,)], "acts of orders:", self.acts)
        self._check_told(connection, pages)
        self._check_reads(SqliteReads(connection, archives), pages, last)

    def _check_told(self, connection: Connection, pages: int) -> None:
        """A page of the feed is here with its cursor, whole, or not at all."""

        def count(table: str) -> int:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

        promise(count("pickup_order") == centre.ORDERS * pages, "orders of", pages, "pages:", count("pickup_order"))
        promise(count("coupon_block") == centre.BLOCK * pages, "coupons of", pages, "pages:", count("coupon_block"))
        promise(count("campaign") == (len(centre.BACK) if pages else 0), "campaigns:", count("campaign"))

    def _check_reads(self, reads: SqliteReads, pages: int, last: int) -> None:
        """What the counter goes by says the same: nothing is given twice, and what can be used again can be."""
        for code, is_spent in list(self.spent.items())[-last:]:
            promise((reads.coupon_used(code) is not None) is is_spent, code, "is used:", is_spent)
        following = reads.next_coupon("C-NEXT")
        promise(following is None or following.code not in self.issued, "a printed coupon would be given:", following)
        for member_id in centre.MEMBERS if pages else ():
            known = reads.members.member(member_id)
            promise(known is not None, "a member is gone:", member_id)
            wanted = centre.OPENING + self.points[member_id]
            promise(known.points == wanted, member_id, "has", known.points, "points, not", wanted)
        for order_id, one in list(self.orders.items())[-last:]:
            self._check_order(reads, order_id, one)

    @staticmethod
    def _check_order(reads: SqliteReads, order_id: str, one: Order) -> None:
        found = reads.pickup(order_id)
        promise(found is not None, "an order is gone:", order_id)
        there = {line.line: line.given.milli for line in found.lines if line.given.milli}
        promise(there == dict(one.given), "of", order_id, "given:", there, "not", dict(one.given))
        picked = {line.line: (line.picked.milli, line.state.value) for line in found.lines}
        wanted = {number: one.picked.get(number, (0, PickState.OPEN.value)) for number in one.ordered}
        promise(picked == wanted, "of", order_id, "picked:", picked, "not", wanted)
        promise(found.shelf == one.shelf, order_id, "lies at", found.shelf, "not", one.shelf)
        promise(not one.ended or not found.is_open, "handed over, and waits again:", order_id)
