"""The customer page over HTTP: what a customer reads, and what the centre has of it afterwards."""

from __future__ import annotations

import json
import threading

from app.central.database import write
from app.central.feed import renew
from app.central.order import set_state
from app.central.product import put_products
from app.central.promotion import take_out
from app.central.setup import NO_CONTACT, mint, put_store
from app.central.stock import move
from app.domain.codes.signed import CodeKind
from tests.central.conftest import START, rows
from tests.central.counter import Counter
from tests.central.window import SHOP, another, genuine, order, orders_of, product


def test_one_store_is_opened_and_of_several_one_is_chosen(engine, page_url, shopper) -> None:
    shopper.get("/shop")
    assert shopper.at == f"/shop/{SHOP}"
    write(engine, lambda connection: put_store(connection, "S02", "分店", "Asia/Taipei", "TWD", START))
    page = shopper.get("/shop")
    assert (page.link("本店"), page.link("分店")) == ("/shop/S01", "/shop/S02")
    assert "試用" in page.text


def test_a_store_has_its_english_name_on_english_pages(engine, page_url, shopper) -> None:
    named = {**NO_CONTACT, "name_en": "Main, Dadaocheng"}
    write(engine, lambda each: put_store(each, SHOP, "本店", "Asia/Taipei", "TWD", START, contact=named))
    assert "本店" in shopper.get(f"/shop/{SHOP}").text
    text = shopper.get(f"/shop/{SHOP}?lang=en").text
    assert "Main, Dadaocheng" in text
    assert "本店" not in text
    write(engine, lambda each: put_store(each, "S02", "分店", "Asia/Taipei", "TWD", START))
    stores = shopper.get("/shop")
    assert (stores.link("Main, Dadaocheng"), stores.link("分店")) == ("/shop/S01", "/shop/S02")


def test_the_catalogue_at_this_store(shopper) -> None:
    page = shopper.get(f"/shop/{SHOP}")
    text = page.text
    assert "這是試用頁面" in text
    assert "5 項商品" in text
    assert "奶油可頌 NT$58 有現貨 加入" in text
    assert "杏仁可頌 NT$72 剩 2 加入" in text
    assert "豆漿 NT$40 NT$45 售完" in text  # the promotion's price, and the listed one
    assert "切達起司 NT$78 ／100 公克 有現貨" in text
    assert "手作陶藝" not in text
    assert "下架品" not in text
    assert [words for words, _ in page.links][3:5] == ["全部", "飲品"]  # in the order that was given


def test_goods_are_found(shopper) -> None:
    wanted = {
        "q=可頌": ["BR1", "BR2"], "q=ＢＵＴＴＥＲ　croissant": ["BR1"], "q=4710000000011": ["BR1"],
        "c=生鮮": ["DF1"], "c=生鮮&q=可頌": [], "q=%25": [],
    }  # fmt: skip
    for asked, found in wanted.items():
        page = shopper.get(f"/shop/{SHOP}?{asked}")
        assert [form.fields["sku"] for form in page.forms if "sku" in form.fields] == found, asked
        assert ("找不到符合的商品" in page.text) == (not found)


def test_many_goods_come_in_pages(engine, shopper) -> None:
    write(engine, lambda connection: put_products(connection, {f"N{n:03}": product(f"貨{n:03}") for n in range(60)}))
    first = shopper.get(f"/shop/{SHOP}?q=貨")
    assert "60 項商品" in first.text
    second = shopper.get(first.link("下一頁"))
    assert "第 2 / 3 頁" in second.text
    assert "貨024" in second.text
    assert "第 3 / 3 頁" in shopper.get(f"/shop/{SHOP}?q=貨&p=99").text


def test_what_the_office_changes_the_next_page_shows(engine, shopper) -> None:
    shopper.get(f"/shop/{SHOP}")
    write(engine, lambda connection: put_products(connection, {"BR1": product("奶油可頌", 60)}))
    write(engine, lambda connection: take_out(connection, "", "TEA"))
    write(engine, lambda connection: move(connection, SHOP, "two", {"BR1": -14_000}, "count"))
    text = shopper.get(f"/shop/{SHOP}").text
    assert "奶油可頌 NT$60 售完" in text
    assert "豆漿 NT$45 售完" in text


def test_a_basket_and_its_promotions(engine, shopper) -> None:
    write(engine, lambda connection: move(connection, SHOP, "two", {"TE1": 9_000}, "count"))
    shopper.add(SHOP, "TE1", 2)
    assert "籃內 2" in shopper.add(SHOP, "DF1", 2).text
    text = shopper.get(f"/shop/{SHOP}/basket").text
    assert "豆漿 豆漿特價 NT$80 NT$90" in text
    assert "切達起司 NT$156" in text
    assert "200 公克" in text
    assert "商品小計 NT$246 優惠折抵 −NT$10 合計 NT$236" in text
    page = shopper.get(f"/shop/{SHOP}/basket")
    less = next(form for form in page.forms if any(one.get("aria-label") == "減少：豆漿" for one in form.buttons))
    assert "豆漿 豆漿特價 NT$40" in shopper.send(less, count="1").text
    assert "豆漿" not in shopper.send(less, count="0").text


def test_an_order_is_placed_as_the_api_places_it(engine, shopper) -> None:
    counter = Counter(engine).enlist()
    shopper.add(SHOP, "BR1", 2)
    page = order(shopper)
    (placed,) = orders_of(engine)
    assert placed["customer"] == "王○明"
    assert (placed["total_minor"], placed["paid_minor"], placed["state"]) == (116, 0, "placed")
    assert placed["lines"] == [{"sku": "BR1", "name": "奶油可頌", "milli": 2000, "amount_minor": 116}]
    assert rows(engine, "SELECT on_hand, reserved FROM stock WHERE sku = 'BR1'") == [(14_000, 2_000)]
    assert f"取貨號碼 {placed['code']}" in page.text
    assert "已收到訂單" in page.text
    assert "取貨時付 NT$116" in page.text
    assert "王" not in page.text  # nobody who looks over a shoulder learns a name
    assert counter.store == SHOP
    ((order_id,),) = rows(engine, "SELECT id FROM pickup_order")
    lasts = START // 1_000_000 * 1_000_000 + 14 * 86_400 * 1_000_000
    assert genuine(engine, page, "pickup-code") == (CodeKind.PICKUP, SHOP, order_id, lasts)
    told = rows(engine, "SELECT kind, body FROM change WHERE scope = 'S01' AND kind = 'order'")
    assert [json.loads(str(body))["code"] for _, body in told] == [placed["code"]]


def test_paid_and_at_a_time(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    form = shopper.get(f"/shop/{SHOP}/basket").form("/orders")
    assert form.choices["when"][0] == ""
    first = form.choices["when"][1]
    page = shopper.send(form, name="Lin Ya Xuan", when=first, pay="now")
    (placed,) = orders_of(engine)
    assert (placed["customer"], placed["paid_minor"], placed["ready_by"]) == ("Lin Y***", 58, int(first))
    assert int(first) == START + 3_600_000_000  # 10:00 in Taipei, and an hour to pick
    assert "預計取貨 3/5（四） 11:00" in page.text
    assert "已付款（試用，沒有實際扣款）" in page.text
    assert (placed["trial"], placed["note"]) == (True, "試用付款，沒有實際收款 Trial payment: no money was taken")


def test_a_form_sent_twice_is_one_order(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    form = shopper.get(f"/shop/{SHOP}/basket").form("/orders")
    first = shopper.send(form, name="王小明")
    at = shopper.at
    again = shopper.send(form, name="王小明")
    assert (shopper.at, len(orders_of(engine))) == (at, 1)
    assert first.text == again.text
    assert "購物籃是空的" in shopper.get(f"/shop/{SHOP}/basket").text


def test_of_two_who_want_the_last_one_gets_it(engine, page_url) -> None:
    """Both have it in the basket, both send at once: the stock is held until one of them has it."""
    pages: list[int] = []
    with another(page_url) as one, another(page_url) as other:
        forms = []
        for shopper in (one, other):
            shopper.add(SHOP, "BR2", 2)
            forms.append((shopper, shopper.get(f"/shop/{SHOP}/basket").form("/orders")))

        def send(shopper, form) -> None:
            fields = {**form.fields, "name": "王小明"}
            pages.append(shopper.client.post(form.action, data=fields).status_code)

        threads = [threading.Thread(target=send, args=both) for both in forms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(pages) == [200, 409]
        assert rows(engine, "SELECT on_hand, reserved FROM stock WHERE sku = 'BR2'") == [(2_000, 2_000)]


def test_what_was_sold_meanwhile_is_said_and_what_was_typed_stays(engine, shopper) -> None:
    shopper.add(SHOP, "BR2", 2)
    form = shopper.get(f"/shop/{SHOP}/basket").form("/orders")
    write(engine, lambda connection: move(connection, SHOP, "two", {"BR2": -1_000}, "count"))
    page = shopper.send(form, 409, name="王小明", pay="now")
    assert "「杏仁可頌」不夠了" in page.text
    assert "現貨只有 1" in page.text
    again = page.form("/orders")
    assert (again.fields["name"], again.fields["pay"]) == ("王小明", "now")
    write(engine, lambda connection: put_products(connection, {"BR2": product("杏仁可頌", active=False)}))
    assert "已下架：BR2" in shopper.get(f"/shop/{SHOP}/basket").text
    assert orders_of(engine) == []


def test_nobody_orders_without_a_name(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    for name in ("", "   ", "a\x07b"):
        assert "請填寫姓名" in order(shopper, 400, name=name).text
    assert orders_of(engine) == []


def test_an_empty_basket_is_no_order(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    form = shopper.get(f"/shop/{SHOP}/basket").form("/orders")
    line = shopper.get(f"/shop/{SHOP}/basket").form("/basket")
    shopper.send(line, count="0")
    assert "購物籃是空的" in shopper.send(form, 409, name="王小明").text
    assert orders_of(engine) == []


def test_the_order_is_followed_to_its_end(engine, shopper) -> None:
    shopper.add(SHOP, "BR1")
    page = order(shopper)
    at = shopper.at
    body = dict(next(given for tag, given in page.elements if tag == "body"))
    assert (body["data-follow"], body["data-state"]) == (f"{at}/state", "placed")
    where = [tag for tag, given in page.elements if tag == "noscript" or given.get("http-equiv") == "refresh"]
    assert where == ["noscript", "meta"]  # without script it reads itself again
    ((order_id,),) = rows(engine, "SELECT id FROM pickup_order")
    says = {"picking": "正在備貨", "ready": "可以取貨了", "handed_over": "已取貨，謝謝光臨"}
    for state, words in says.items():
        write(engine, lambda connection, state=state: set_state(connection, SHOP, str(order_id), state))
        assert shopper.client.get(f"{at}/state").text == state
        assert words in shopper.get(at).text
    assert "出示此 QR" not in shopper.get(at).text
    assert "data-follow" not in dict(next(given for tag, given in shopper.get(at).elements if tag == "body"))


def test_a_centre_that_came_back_from_a_copy_is_read_anew(engine, shopper) -> None:
    shopper.get(f"/shop/{SHOP}")
    write(engine, lambda connection: renew(connection, mint(START)))
    assert "奶油可頌" in shopper.get(f"/shop/{SHOP}").text
