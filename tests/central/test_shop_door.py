"""What the customer page refuses, and what a browser may do with it; its two languages."""

from __future__ import annotations

import httpx

from app.central.bootstrap import service
from app.central.database import write
from app.central.product import put_products
from app.central.setup import put_store
from tests.central.conftest import START, rows
from tests.central.served import served
from tests.central.shopper import Page
from tests.central.window import HOSTILE, SHOP, another, order, product


def test_the_page_is_there_only_where_it_was_asked_for(engine) -> None:
    with served(service(engine, lambda: START)) as url:
        assert httpx.get(f"{url}/shop", trust_env=False).status_code == 404


def test_english_by_what_the_browser_says_and_by_a_link(page_url) -> None:
    with another(page_url, "en-GB,en;q=0.9") as shopper:
        page = shopper.get(f"/shop/{SHOP}?c=飲品")
        assert "A real shop uses the API" in page.text
        assert "Drinks" in page.text
        assert "Butter Croissant NT$58 In stock Add" in shopper.get(f"/shop/{SHOP}").text
        assert ("html", {"lang": "en"}) in page.elements
        chinese = shopper.get(page.link("中文"))
        assert "飲品" in chinese.text
        assert "Drinks" not in chinese.text
        assert shopper.at == "/shop/S01?c=%E9%A3%B2%E5%93%81"
        assert "購物籃是空的" in shopper.get(f"/shop/{SHOP}/basket").text  # it is remembered
        shopper.add(SHOP, "BR1")
        shopper.get(f"/shop/{SHOP}?lang=en")
        assert "Order received" in order(shopper).text


def test_whatever_is_named_is_shown_and_never_run(engine, shopper) -> None:
    shopper.add(SHOP, "XSS")
    for path in ("", "/basket", f"?q={HOSTILE}", f"?c={HOSTILE}"):
        page = shopper.get(f"/shop/{SHOP}{path}")
        scripts = [given for tag, given in page.elements if tag == "script"]
        assert [str(given["src"]).partition("?")[0] for given in scripts] == ["/shop/-/shop.js"]
        assert not [name for _, given in page.elements for name in given if name.startswith("on") or name == "style"]
    assert HOSTILE in shopper.get(f"/shop/{SHOP}/basket").text
    page = order(shopper)
    assert HOSTILE in page.text


def test_what_a_browser_may_do_with_a_page(shopper) -> None:
    answer = shopper.client.get(f"/shop/{SHOP}")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    page = Page(answer.text)
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in page.elements
    outside = [
        value for _, given in page.elements for name, value in given.items() if name in {"src", "href", "action"}
    ]
    assert all(str(one).startswith(("/shop", "#")) for one in outside)
    for name in ("shop.css", "shop.js", "icon.svg"):
        assert "http" not in shopper.client.get(f"/shop/-/{name}").text.replace("http://www.w3.org/2000/svg", "")
    assert shopper.client.get("/shop/-/base.html").status_code == 404


def test_a_form_that_is_not_ours_does_nothing(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    before = shopper.client.cookies["omo_shop"]
    for path in ("basket", "orders", "member", "member/leave"):
        for token in (None, "", "x", "A" * 43, "é"):
            fields = {"sku": "BR1", "add": "1", "name": "王小明", **({} if token is None else {"token": token})}
            answer = shopper.client.post(f"/shop/{SHOP}/{path}", data=fields)
            assert (path, answer.status_code, "表單已過期" in answer.text) == (path, 403, True)
    ours = shopper.get(f"/shop/{SHOP}").form("/basket").fields
    crossed = shopper.client.post(f"/shop/{SHOP}/basket", data=ours, headers={"Sec-Fetch-Site": "cross-site"})
    assert crossed.status_code == 403
    assert shopper.client.cookies["omo_shop"] == before
    assert rows(engine, "SELECT count(*) FROM pickup_order") == rows(engine, "SELECT count(*) FROM member") == [(0,)]


def test_anothers_form_and_session_are_not_ours(page_url, shopper) -> None:
    with another(page_url) as other:
        form = other.get(f"/shop/{SHOP}").form("/basket")
        shopper.get(f"/shop/{SHOP}")
        shopper.send(form, 403, add="1")
    body, _, mac = shopper.client.cookies["omo_shop"].partition(".")
    for made_up in ("", "x", "é", f"{body}.{mac[:-3]}AAA", f"{body[:-4]}AAAA.{mac}", f"{body}", "a." + mac):
        answer = httpx.get(
            f"{page_url}/shop/{SHOP}/member", headers={"Cookie": f"omo_shop={made_up}".encode()}, trust_env=False
        )
        assert (answer.status_code, "加入試用會員" in answer.text) == (200, True)


def test_what_is_not_there_is_said_on_a_page(shopper) -> None:
    at_store = ("/nothing", "/orders/x", "/orders/x.y/state", "/as/x.y", "?p=0", "/coupons/%00")
    for path in ("/shop/S99", "/shop/s01", "/shop/-/x", "/shop/%00", *(f"/shop/{SHOP}{rest}" for rest in at_store)):
        assert "沒有這個頁面" in shopper.get(path, 404).text, path


def test_an_order_of_another_store_is_not_shown(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    order(shopper)
    ref = shopper.at.rpartition("/")[2]
    write(engine, lambda connection: put_store(connection, "S02", "分店", "Asia/Taipei", "TWD", START))
    shopper.get(f"/shop/S02/orders/{ref}", 404)


def test_sizes_are_bounded(shopper) -> None:
    form = shopper.get(f"/shop/{SHOP}").form("/basket")
    assert shopper.client.post(f"/shop/{SHOP}/basket", content=b"x" * 20_000).status_code == 400
    many = "&".join(f"a{n}=1" for n in range(100))
    assert shopper.client.post(f"/shop/{SHOP}/basket", content=many.encode()).status_code == 400
    page = shopper.send(form, count="9999", sku="BR1")
    assert "99" in page.text
    shopper.get(f"/shop/{SHOP}?q={'x' * 200}", 404)


def test_a_basket_holds_so_many_kinds(engine, shopper) -> None:
    write(engine, lambda connection: put_products(connection, {f"N{n:03}": product(f"貨{n:03}") for n in range(31)}))
    form = shopper.get(f"/shop/{SHOP}").form("/basket")
    for n in range(30):
        shopper.send(form, sku=f"N{n:03}", count="1")
    assert "購物籃已滿，最多 30 種商品" in shopper.send(form, 409, sku="N030", count="1").text
