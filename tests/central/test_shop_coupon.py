"""Coupons in the basket of the customer page: chosen or typed, priced as at the counter, used with the order."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from app.central.bootstrap import service
from app.central.campaign import CouponsForm, make_coupons, put_campaign
from app.central.coupon_hold import HOLD
from app.central.database import write
from app.central.order import set_state
from app.central.promotion import put_promotion
from app.central.rate import HOUR
from app.central.shop.session import Seals, begin
from app.central.shop.trial import COUPONS
from app.central.stock import move
from app.cli.central_shop import make_outfit
from app.contract.campaign import CampaignItem
from app.contract.promotion import read_promotion
from tests.central.conftest import START, rows
from tests.central.counter import Counter, sale
from tests.central.served import served
from tests.central.shopper import Form, Page, Shopper
from tests.central.test_coupon import hold, who
from tests.central.window import SHOP, another, order, orders_of, stocked

BASKET, MEMBER = f"/shop/{SHOP}/basket", f"/shop/{SHOP}/member"
MINE = "HI50/MINE"
#: Campaigns, by id: their names, code and terms, and what the code unlocks.
CAMPAIGNS = {
    "welcome": ("歡迎禮 滿 100 折 50", "Welcome: 50 off from 100", "HI50", {}, 100, 50),
    "all": ("週年慶 折 5", "", "ALL5", {"shared": True, "member_limit": 1}, 0, 5),
    "counter": ("門市限定", "", "DESK", {"channels": ("store",)}, 0, 9),
    "later": ("下個月", "", "SOON", {"starts_at": START + HOUR}, 0, 9),
}


@pytest.fixture
def page_url(engine, clock) -> Iterator[str]:
    stocked(engine)

    def put(connection) -> None:
        for campaign_id, (name, name_en, code, terms, least, off) in CAMPAIGNS.items():
            told = {"starts_at": 0, "ends_at": START + 9 * HOUR, "offline": "allowed", **terms}
            one = CampaignItem.model_validate({"name": name, "name_en": name_en, "code": code, **told})
            put_campaign(connection, campaign_id, one, START)
            rule = {
                "schema": 1, "id": campaign_id, "name": name, "name_en": name_en, "currency": "TWD",
                "coupon": {"code": code}, "rule": {"kind": "amount_off", "off_minor": off, "level": "cart"},
                **({"minimum": {"minor": least, "counted": "after"}} if least else {}),
            }  # fmt: skip
            put_promotion(connection, "", read_promotion(json.dumps(rule)))

    write(engine, put)
    app = service(engine, clock, shop=make_outfit())
    with served(app) as url:
        app.state.shop.address = url
        yield url


def join(engine, shopper: Shopper, *codes: str, campaign: str = "welcome") -> str:
    """Be a member with some coupons."""
    shopper.send(shopper.get(MEMBER).form("/member"), name="林雅萱")
    member_id = str(rows(engine, "SELECT id FROM member ORDER BY id")[-1][0])
    form = CouponsForm(codes=codes, member_id=member_id)
    write(engine, lambda connection: make_coupons(connection, campaign, form))
    return member_id


def forms(page: Page) -> list[Form]:
    return [one for one in page.forms if one.action.endswith("/basket/coupon")]


def typed(page: Page) -> Form:
    return next(one for one in forms(page) if "typed" in one.fields)


def offered(page: Page) -> list[str]:
    """The codes that can be chosen."""
    return [str(button["value"]) for one in forms(page) for button in one.buttons if button.get("name") == "coupon"]


def choose(shopper: Shopper, code: str = MINE, status: int = 200) -> Page:
    page = shopper.get(BASKET)
    assert code in offered(page)
    form = next(one for one in forms(page) if any(button.get("name") == "coupon" for button in one.buttons))
    return shopper.send(form, status, coupon=code)


def type_in(shopper: Shopper, text: str, status: int = 200) -> Page:
    return shopper.send(typed(shopper.get(BASKET)), status, typed=text)


def coupon_of(engine, code: str = MINE) -> tuple[object, ...]:
    return rows(engine, f"SELECT state, used_order FROM coupon WHERE code = '{code}'")[0]


def test_a_coupon_of_the_wallet_is_chosen_and_used_with_the_order(engine, shopper) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 3)
    assert offered(shopper.get(BASKET)) == [MINE]
    page = choose(shopper)
    assert shopper.at == BASKET
    assert "歡迎禮 滿 100 折 50 HI50/MINE 已折抵 NT$50" in page.text
    assert "商品小計 NT$174 優惠券 −NT$50 合計 NT$124" in page.text
    assert offered(page) == []
    assert coupon_of(engine) == ("open", None), "chosen, and anybody may still be faster"
    shown = order(shopper)
    (placed,) = orders_of(engine)
    assert placed["coupons"] == [{"code": MINE, "amount_minor": 50}]
    assert (placed["total_minor"], sum(one["amount_minor"] for one in placed["lines"])) == (124, 124)
    ((order_id,),) = rows(engine, "SELECT id FROM pickup_order")
    assert coupon_of(engine) == ("used", order_id)
    assert "使用優惠券：歡迎禮 滿 100 折 50 已折抵 NT$50" in shown.text
    assert "取貨時付 NT$124" in shown.text
    at = shopper.at
    assert "HI50/MINE 使用至 3/5（四） 已使用" in shopper.get(MEMBER).text
    shopper.add(SHOP, "BR1", 2)
    page = shopper.get(BASKET)
    assert (offered(page), "已折抵" in page.text) == ([], False), "the next basket begins without one"
    write(engine, lambda connection: set_state(connection, SHOP, str(order_id), "cancelled"))
    shown = shopper.get(at)
    assert "優惠券已歸還：歡迎禮 滿 100 折 50" in shown.text
    assert "取貨時付" not in shown.text
    assert "HI50/MINE 使用至 3/5（四） 可使用" in shopper.get(MEMBER).text
    assert offered(shopper.get(BASKET)) == [MINE]


def test_a_form_sent_twice_uses_its_coupon_once(engine, shopper) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 2)
    choose(shopper)
    form = shopper.get(BASKET).form("/orders")
    first = shopper.send(form)
    assert shopper.send(form).text == first.text
    assert len(orders_of(engine)) == 1
    assert rows(engine, "SELECT outcome, restored_at FROM coupon_use") == [("used", None)]


def test_what_is_missing_until_it_counts_is_said_and_nothing_is_used(engine, shopper) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1")
    assert "再買 NT$42 就能折抵" in choose(shopper).text
    order(shopper)
    assert orders_of(engine)[0].get("coupons") is None
    assert coupon_of(engine) == ("open", None)
    write(engine, lambda connection: move(connection, SHOP, "two", {"TE1": 9_000}, "count"))
    shopper.add(SHOP, "TE1")
    assert "滿 NT$100 才能折抵" in choose(shopper).text


def test_a_coupon_is_left_out_again(engine, shopper) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 2)
    form = next(one for one in forms(choose(shopper)) if any(each.get("name") == "remove" for each in one.buttons))
    page = shopper.send(form, remove="1")
    assert "合計 NT$116" in page.text
    assert offered(page) == [MINE]
    order(shopper)
    assert orders_of(engine)[0].get("coupons") is None


def test_what_does_not_count_online_now_is_not_offered(engine, shopper) -> None:
    member_id = join(engine, shopper, "HI50/1", "HI50/2", "HI50/3")
    for campaign, codes in (("counter", ("DESK/1",)), ("later", ("SOON/1",))):
        form = CouponsForm(codes=codes, member_id=member_id)
        write(engine, lambda connection, key=campaign, form=form: make_coupons(connection, key, form))
    till = Counter(engine).enlist()
    till.write(sale(("BR1", 1), coupons=("HI50/1",)))
    till.push()
    assert hold(engine, who(), "HI50/2", member_id=member_id).granted
    shopper.add(SHOP, "BR1")
    assert offered(shopper.get(BASKET)) == ["HI50/3"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("NOSUCH", "查無此優惠券"), ("HI50/USED", "已使用過"), ("HI50/HELD", "櫃檯正在使用這張券"),
        ("HI50/HERS", "請先登入會員"), ("DESK/1", "僅限在門市櫃檯使用"), ("SOON/1", "活動尚未開始"),
        ("ALL5", "請先登入會員"), ("\x07", "查無此優惠券"),
    ],
)  # fmt: skip
def test_why_a_code_that_is_typed_does_not_count(engine, shopper, text, says) -> None:
    for campaign, member_id, codes in (
        ("welcome", None, ("HI50/USED", "HI50/HELD")), ("welcome", "m1", ("HI50/HERS",)),
        ("counter", None, ("DESK/1",)), ("later", None, ("SOON/1",)),
    ):  # fmt: skip
        form = CouponsForm(codes=codes, member_id=member_id)
        write(engine, lambda connection, key=campaign, form=form: make_coupons(connection, key, form))
    till = Counter(engine).enlist()
    till.write(sale(("BR1", 1), coupons=("HI50/USED",)))
    till.push()
    hold(engine, who(), "HI50/HELD")
    shopper.add(SHOP, "BR1", 2)
    page = type_in(shopper, text, 409)
    assert says in page.text
    assert typed(page).fields["typed"] == text, "what was typed stays"
    assert "已折抵" not in page.text
    assert "合計 NT$116" in shopper.get(BASKET).text


def test_a_code_is_typed_by_whoever_has_it(engine, shopper) -> None:
    """In small letters and full width, as a phone writes it; nobody need be a member."""
    write(engine, lambda connection: make_coupons(connection, "welcome", CouponsForm(codes=("HI50/PAPER",))))
    shopper.add(SHOP, "BR1", 2)
    assert "已折抵 NT$50" in type_in(shopper, " ｈｉ50/paper ").text
    order(shopper)
    assert orders_of(engine)[0]["coupons"] == [{"code": "HI50/PAPER", "amount_minor": 50}]


def test_a_shared_coupon_counts_as_often_as_its_limit_says(engine, shopper) -> None:
    join(engine, shopper)
    shopper.add(SHOP, "BR1", 2)
    type_in(shopper, "ALL5")
    order(shopper)
    shopper.add(SHOP, "BR1", 2)
    assert "您的使用次數已滿" in type_in(shopper, "ALL5", 409).text


def test_who_was_faster_at_the_counter_has_it_and_the_new_total_is_shown(engine, shopper) -> None:
    member_id = join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 2)
    choose(shopper)
    form = shopper.get(BASKET).form("/orders")
    assert hold(engine, who(), MINE, member_id=member_id).granted
    page = shopper.send(form, 409, pay="now")
    assert "優惠券現在不能折抵，金額已更新" in page.text
    assert "HI50/MINE 櫃檯正在使用這張券" in page.text
    assert "合計 NT$116" in page.text
    assert page.form("/orders").fields["pay"] == "now"
    assert orders_of(engine) == []
    shopper.send(page.form("/orders"))
    assert (orders_of(engine)[0]["total_minor"], coupon_of(engine)) == (116, ("open", None))


def test_a_coupon_that_is_written_into_the_form_is_not_taken(engine, shopper) -> None:
    write(engine, lambda connection: make_coupons(connection, "welcome", CouponsForm(codes=("HI50/PAPER",))))
    shopper.add(SHOP, "BR1", 2)
    for written in ("HI50/PAPER", "\0", "X" * 400):
        assert "優惠券現在不能折抵" in order(shopper, 409, coupon=written).text
    assert orders_of(engine) == []


def test_nobody_tries_codes_out(engine, shopper, clock) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 2)
    for number in range(COUPONS[0].most):
        type_in(shopper, f"HI50/{number}", 409)
    page = type_in(shopper, "HI50/X", 429)
    assert "60 分鐘後再試" in page.text
    assert "已折抵 NT$50" in choose(shopper).text, "one's own are no guess"
    clock.at = START + HOUR
    type_in(shopper, "HI50/X", 409)


def test_whoever_signs_out_leaves_the_coupon(engine, page_url, shopper) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 2)
    choose(shopper)
    shopper.send(shopper.get(MEMBER).form("/leave"))
    page = shopper.get(BASKET)
    assert ("合計 NT$116" in page.text, "HI50" in page.text) == (True, False)
    with another(page_url) as other:
        other.add(SHOP, "BR1", 2)
        assert "請先登入會員" in type_in(other, MINE, 409).text


def test_in_english_by_its_english_name(engine, shopper) -> None:
    join(engine, shopper, MINE)
    shopper.add(SHOP, "BR1", 2)
    shopper.get(f"{BASKET}?lang=en")
    page = choose(shopper)
    assert "Butter Croissant Welcome: 50 off from 100" in page.text
    assert "Welcome: 50 off from 100 HI50/MINE NT$50 off" in page.text
    assert "Goods NT$116 Coupon −NT$50 Total NT$66" in page.text
    assert "Coupon used: Welcome: 50 off from 100 NT$50 off" in order(shopper).text
    assert "Welcome: 50 off from 100" in shopper.get(MEMBER).text


def test_a_session_of_before_there_were_coupons_is_read() -> None:
    seals, session = Seals(b"s" * 32), begin().with_count(SHOP, "BR1", 2)
    cookie = seals.write(session, START)
    assert len(json.loads(str(seals.unseal("session", cookie)))) == 7, "and who goes back reads it, too"
    assert seals.read(cookie, START) == session
    chosen = session.with_coupon(SHOP, MINE)
    assert seals.read(seals.write(chosen, START), START) == chosen
    assert (chosen.coupon_at(SHOP), chosen.coupon_at("S02")) == (MINE, "")
    assert chosen.with_count("S02", "BR1", 1).coupon == ""


def test_a_counters_time_is_over(engine, shopper, clock) -> None:
    member_id = join(engine, shopper, MINE)
    hold(engine, who(), MINE, member_id=member_id)
    shopper.add(SHOP, "BR1", 2)
    assert offered(shopper.get(BASKET)) == []
    clock.at = START + HOLD
    assert offered(shopper.get(BASKET)) == [MINE]
