"""Forms of the page, filled in as nobody would: an answer for people whatever comes, and never a fault."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.contract.order import OrderItem
from tests.central.shopper import Page, Shopper
from tests.central.window import GOODS, SHOP, orders_of

SHORT = settings(
    max_examples=6, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
#: What a browser never writes: texts of any kind, also such as no database and no page holds.
ANY = st.one_of(
    st.text(max_size=80),
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(["", "\0", "\x1b[0m", "\u202e王", "9" * 5_000, "1e9", "-1", "../..", "//x.example/", "王" * 400]),
)
NAMES = [
    "sku",
    "add",
    "count",
    "back",
    "order",
    "name",
    "when",
    "pay",
    "token",
    "lang",
    "to",
    "typed",
    "coupon",
    "remove",
]
FIELDS = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), ANY, max_size=8)
POSTS = ("basket", "basket/coupon", "orders", "member", "member/leave", "as/x")
GETS = ("", "/basket", "/member", "/orders/{0}", "/orders/{0}/state", "/coupons/{0}", "/as/{0}", "/{0}")
RAW = st.binary(max_size=200)


def own(page: Page) -> dict[str, str]:
    """The fields of a page's own forms, token and all."""
    return {name: value for form in page.forms for name, value in form.fields.items()}


def attack(shopper: Shopper, how: settings) -> None:
    """Send every form fields of any kind, some of them its own, and every address any text."""

    @how
    @given(st.sampled_from(POSTS), FIELDS, RAW, st.sets(st.sampled_from(NAMES)), st.sampled_from(sorted(GOODS)))
    def forms(path: str, fields: dict[str, str], raw: bytes, spoiled: set[str], sku: str) -> None:
        if path == "orders":  # else there is nothing to order, and no form
            put = {**own(shopper.get(f"/shop/{SHOP}")), "sku": "BR1", "add": "1"}
            shopper.client.post(f"/shop/{SHOP}/basket", data=put)
        page = shopper.get(f"/shop/{SHOP}/{'basket' if path != 'member' else path}")
        filled = {"name": "王小明", **{name: value for name, value in own(page).items() if value}, "sku": sku}
        kept = {name: value for name, value in filled.items() if name not in spoiled - {"token"}}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        for content in (urlencode({**fields, **kept}), urlencode({**kept, **fields}), raw):
            answer = shopper.client.post(f"/shop/{SHOP}/{path}", content=content, headers=kind)
            check(answer, path, content)

    @how
    @given(st.sampled_from(GETS), ANY, FIELDS)
    def addresses(path: str, text: str, fields: dict[str, str]) -> None:
        there = f"/shop/{SHOP}" + path.format(quote(text, safe=""))
        answer = shopper.client.get(f"{there}?{urlencode({**fields, 'q': text, 'c': text, 'p': text})}")
        check(answer, there, fields)

    forms()
    addresses()


def check_kept(engine) -> int:
    """What came of it can be read, and names nothing that the store does not sell; how many orders."""
    placed = [OrderItem.model_validate_json(json.dumps(one)) for one in orders_of(engine)]
    assert {line.sku for one in placed for line in one.lines} <= {*GOODS} - {"OLD", "HM1"}
    return len(placed)


def check(answer, path: str, sent: object) -> None:
    """A page, or a word; what is no fault of ours is said so."""
    assert answer.status_code < 500, (path, sent, answer.text[:300])
    if "html" in answer.headers.get("content-type", ""):
        assert Page(answer.text).text


def test_a_form_filled_in_by_chance_is_no_fault(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    attack(shopper, SHORT)
    assert "奶油可頌" in shopper.get(f"/shop/{SHOP}").text
    check_kept(engine)


@pytest.mark.bench
@pytest.mark.timeout(3_600)
def test_forms_filled_in_by_chance_are_no_fault_for_long(engine, shopper) -> None:
    attack(shopper, settings(SHORT, max_examples=1_000))
    assert check_kept(engine) > 0
