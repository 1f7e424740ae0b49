"""One customer, online and in the store: a phone's browser, the centre's process, the counter's window, typed scans.

Ordered on the page, heard at the counter, picked by scan, ready, told on the page, its code scanned, handed over and
paid; points, a coupon on the receipt, used in the next sale. Then the same with the cable out from when it is ready.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app.domain.codes.signed import CodeKind, SignedCode, code_text, read_code
from tests.e2e.browser import missing, scanned
from tests.e2e.loop import Loop, begun, codes_on
from tests.e2e.screen import Screen, until

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
MEMBER = "M-000193"
#: Goods that cost the same at every hour; the page has them on this shelf.
SHELF, WISHES = "果醬調味", ("草莓果醬 180g", "草莓果醬 180g", "鳳梨果醬 180g")
#: What the next sale is of: enough for the coupon.
NEXT = "PN002"
#: How much of it left the store in the end, in thousandths.
GONE = 3_000


def order(loop: Loop) -> tuple[str, dict[str, Any]]:
    """The member orders on the phone, to be paid at the counter; the order's id, and the order."""
    phone = loop.phone
    until(lambda: (loop.one("SELECT on_hand FROM stock WHERE sku=?", NEXT) or 0) > GONE, "stock online", 60)
    phone.open(loop.centre.member)
    phone.follow("main form button")
    phone.open(loop.centre.shop)
    phone.open(f"{phone.url}?c={quote(SHELF)}")
    for wish in WISHES:
        phone.follow(f"[aria-label$='{wish}']")
    phone.follow(".bar a:nth-child(2)")
    phone.click("input[value=there]")
    phone.follow(".card .big")
    assert "已收到訂單" in phone.text
    ((order_id, body),) = loop.center("SELECT id, body FROM pickup_order ORDER BY placed_at DESC LIMIT 1")
    return str(order_id), json.loads(body)


def pick(loop: Loop, order_id: str, placed: dict[str, Any]) -> None:
    """It rings; all of it is picked by scan, and put on a shelf."""
    of_it = "SELECT state FROM pickup_order WHERE id=?"
    until(lambda: loop.counter(of_it, order_id), "the order at the counter")
    until(lambda: not loop.counter("SELECT 1 FROM order_news"), "somebody to be told of it")

    def look() -> None:
        loop.keys("ctrl+2")
        loop.scan(placed["code"])

    look()
    loop.act("picking to begin", "F12")
    for line in placed["lines"]:
        for _ in range(line["milli"] // 1_000):
            loop.scan(line["sku"], look)
    loop.put_on("A-01", look)
    until(lambda: "可以取貨了" in loop.phone.text, "the page to say that it is ready")


def hand_over(loop: Loop, before: int) -> SignedCode:
    """The code on the phone is scanned from the sell screen; what is due is paid; the coupon on the receipt."""
    (code,) = scanned(loop.phone.picture("#pickup-code"))
    papers = loop.papers()
    loop.keys("ctrl+1")
    loop.scan(code)
    loop.go_on("order.handed_over", before)
    assert {"sale.completed", "order.handed_over", "points.moved", "coupon.issued"} <= set(loop.kinds(before))
    until(lambda: loop.papers() - papers, "a receipt")
    (paper,) = loop.papers() - papers
    (coupon,) = [one for one in map(read_code, codes_on(paper)) if one is not None]
    assert coupon.claim.kind is CodeKind.COUPON
    return coupon


def books(loop: Loop) -> list[list[tuple[Any, ...]]]:
    """The counter's journal, and what the centre has of it."""
    return [
        loop.counter("SELECT seq, hash FROM journal ORDER BY seq"),
        loop.center("SELECT seq, hash FROM entry ORDER BY seq"),
    ]


@pytest.mark.parametrize("is_cut", [False, True], ids=["online", "cut"])
def test_the_whole_loop(screen: Screen, tmp_path: Path, is_cut: bool) -> None:
    with begun(screen, tmp_path) as loop:
        order_id, placed = order(loop)
        there = loop.one("SELECT on_hand FROM stock WHERE sku=?", NEXT)
        pick(loop, order_id, placed)
        if is_cut:
            loop.line.out()
        start = loop.head()
        coupon = hand_over(loop, start)
        if not is_cut:
            until(lambda: "已取貨" in loop.phone.text, "the page to say that it was collected")
        after = loop.head()
        loop.scan(NEXT)
        loop.scan(code_text(coupon.message, coupon.signature))
        loop.go_on("coupon.redeemed", after)
        loop.line.back()
        until(lambda: books(loop)[0] == books(loop)[1], "the same books on both sides", 60)
        assert loop.one("SELECT state FROM pickup_order WHERE id=?", order_id) == "handed_over"
        assert loop.one("SELECT state FROM coupon WHERE code=?", coupon.claim.subject) == "used"
        assert loop.one("SELECT points FROM member WHERE id=?", MEMBER) == 1_280 + placed["total_minor"] // 100
        assert loop.center("SELECT kind FROM conflict WHERE kind<>'proposal.waiting'") == []
        assert loop.one("SELECT on_hand FROM stock WHERE sku=?", NEXT) == there - GONE
        until(lambda: (loop.phone.run("location.reload()"), "已取貨" in loop.phone.text)[1], "the page, in the end")
