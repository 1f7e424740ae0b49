"""The customer page in a browser at a phone's size: from the shelf to the code at the counter, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.central.bootstrap import make_key, service
from app.central.database import migrate, open_database, write
from app.central.door import now
from app.central.order import set_state
from app.central.setup import found_centre
from app.cli.central_shop import make_outfit
from app.domain.codes.signed import CodeKind, read_code
from app.vault.code import is_genuine
from tests.central.conftest import rows
from tests.central.served import served
from tests.central.window import SHOP, stocked
from tests.e2e.browser import Browser, missing, scanned
from tests.e2e.screen import until

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
#: What a customer reads, by language.
READS = {
    "zh-TW": ("奶油可頌", "已收到訂單", "可以取貨了", "這是試用頁面", "已取貨，謝謝光臨"),
    "en-GB": ("Butter Croissant", "Order received", "Ready to collect", "A trial page", "Collected, thank you"),
}


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{tmp_path}/centre.db")
    migrate(made)
    found_centre(made, make_key, now())
    stocked(made, at=now())
    yield made
    made.dispose()


@pytest.fixture
def url(centre: Engine) -> Iterator[str]:
    app = service(centre, shop=make_outfit(welcome="welcome"))
    with served(app) as address:
        app.state.shop.address = address
        yield f"{address}/shop/{SHOP}"


def genuine(centre: Engine, browser: Browser, css: str) -> tuple[CodeKind, str, str]:
    """What the code says that a reader sees on the screen, once the centre's key has it signed."""
    (text,) = scanned(browser.picture(css))
    code = read_code(text)
    assert code is not None
    ((key,),) = rows(centre, "SELECT public_key FROM centre")
    assert is_genuine(bytes(key), code)
    return code.claim.kind, code.claim.store, code.claim.subject


def fits(browser: Browser) -> None:
    """Nothing is wider than the phone, and whatever is tapped has room for a thumb."""
    assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
    small = browser.run(
        "return [...document.querySelectorAll('a:not(.skip), button, input:not([type=hidden]), select, summary')]"
        ".map(one => [one.closest('label') || one, one]).map(([box, one]) => [box.getBoundingClientRect(), one])"
        ".filter(([box]) => box.height < 48 || box.width < 44).map(([, one]) => one.outerHTML.slice(0, 120))"
    )
    assert small == []


@pytest.mark.parametrize("language", sorted(READS))
def test_a_customer_orders_and_collects(centre, url, tmp_path, language) -> None:
    goods, placed, ready, trial, collected = READS[language]
    with Browser(tmp_path, language) as browser:
        browser.open(url)
        assert goods in browser.text
        assert trial in browser.text
        fits(browser)
        browser.follow("#g1 .add")
        browser.follow("#g1 .add")
        browser.follow(".bar a:nth-child(2)")
        fits(browser)
        browser.type("#name", "王小明")
        browser.click("input[value=there]")
        browser.follow(".card .big")
        assert placed in browser.text
        fits(browser)
        ((order_id, body),) = rows(centre, "SELECT id, body FROM pickup_order")
        assert '"total_minor":' in str(body)
        assert genuine(centre, browser, "#pickup-code") == (CodeKind.PICKUP, SHOP, order_id)
        for state, words in (("picking", ""), ("ready", ready), ("handed_over", collected)):
            write(centre, lambda connection, state=state: set_state(connection, SHOP, str(order_id), state))
            until(lambda words=words: words in browser.text, f"{words} without a tap")
        assert browser.said() == []


def test_a_member_shows_who_they_are_and_a_coupon(centre, url, tmp_path) -> None:
    with Browser(tmp_path) as browser:
        browser.open(f"{url}/member")
        browser.type("#name", "林雅萱")
        browser.follow(".card .big")
        assert "林○萱" in browser.text
        fits(browser)
        ((member_id,),) = rows(centre, "SELECT id FROM member")
        assert genuine(centre, browser, "#member-code") == (CodeKind.MEMBER, "", member_id)
        link = browser.run("return document.querySelector('.link').textContent")
        ((code,),) = rows(centre, "SELECT code FROM coupon")
        browser.follow(".coupon a")
        assert genuine(centre, browser, "#coupon-code") == (CodeKind.COUPON, "", code)
        assert str(link).startswith(url)
        assert browser.said() == []
