"""Trial members on the customer page, their codes and their coupons."""

from __future__ import annotations

from sqlalchemy import update

from app.central.campaign import CouponsForm, make_coupons
from app.central.database import write
from app.central.member import MemberForm, put_member
from app.central.member_tables import point_hold
from app.central.tables import member
from app.domain.codes.signed import Balance, CodeKind
from tests.central.conftest import START, rows
from tests.central.counter import Counter, sale
from tests.central.window import SHOP, another, balance, genuine, orders_of


def test_a_member_joins_with_a_name_alone(engine, shopper) -> None:
    page = shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/member"), name="林雅萱")
    assert "林○萱" in page.text
    assert "試用會員" in page.text
    assert "歡迎禮" in page.text
    ((member_id, name, contact),) = rows(engine, "SELECT id, name, contact_hash FROM member")
    assert (name, contact) == ("林○萱", None)
    assert genuine(engine, page, "member-code") == (CodeKind.MEMBER, "", member_id, START + 600_000_000)
    assert rows(engine, "SELECT member_id FROM coupon") == [(member_id,)]
    shopper.add(SHOP, "BR1")
    page = shopper.get(f"/shop/{SHOP}/basket")
    assert "以會員 林○萱 取貨" in page.text
    shopper.send(page.form("/orders"))
    (placed,) = orders_of(engine)
    assert (placed["member_id"], placed["customer"]) == (member_id, "林○萱")
    assert str(placed["code"]) in shopper.get(f"/shop/{SHOP}/member").text
    page = shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/leave"))
    assert "加入試用會員" in page.text


def test_a_members_code_says_what_is_free_of_the_points_for_a_counter_that_cannot_ask(engine, shopper) -> None:
    page = shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/member"), name="林雅萱")
    assert balance(page, "member-code") == Balance(0, START)

    def earn(connection) -> None:
        member_id = connection.execute(update(member).values(points=80).returning(member.c.id)).scalar_one()
        for hold_id, until in (("H0", START), ("H1", START + 1)):
            held = {"id": hold_id, "terminal_id": "T1", "member_id": member_id, "points": 30, "until": until}
            connection.execute(point_hold.insert().values(held))

    write(engine, earn)
    assert balance(shopper.get(f"/shop/{SHOP}/member"), "member-code") == Balance(50, START)


def test_a_trial_link_makes_another_device_the_same_member(page_url, shopper) -> None:
    page = shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/member"), name="林雅萱")
    link = next(word for word in page.words if "/as/" in word)
    with another(page_url) as other:
        asked = other.get(link)
        assert "以 林○萱 登入" in " ".join(asked.words)
        assert "加入試用會員" in other.get(f"/shop/{SHOP}/member").text  # a link alone signs nobody in
        assert "林○萱" in other.send(other.get(link).form(link.rpartition("/")[2])).text
        other.get(f"{link[:-2]}zz", 404)


def test_a_wallet_and_what_became_of_its_coupons(engine, shopper) -> None:
    shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/member"), name="林雅萱")
    ((member_id,),) = rows(engine, "SELECT id FROM member")
    form = CouponsForm(codes=("HI50/USED", "HI50/MINE"), member_id=str(member_id))
    write(engine, lambda connection: make_coupons(connection, "welcome", form))
    write(engine, lambda connection: make_coupons(connection, "welcome", CouponsForm(codes=("HI50/OTHERS",))))
    counter = Counter(engine).enlist()
    counter.write(sale(("BR1", 1), coupons=("HI50/USED",)))
    counter.push()
    page = shopper.get(f"/shop/{SHOP}/member")
    assert "HI50/USED 使用至 3/6（五） 已使用" in page.text
    assert "OTHERS" not in page.text
    mine = shopper.get(page.link("HI50/MINE"))
    assert "出示 QR Code" in mine.text
    assert genuine(engine, mine, "coupon-code") == (CodeKind.COUPON, "", "HI50/MINE", START + 86_400_000_000)
    shopper.get(f"/shop/{SHOP}/coupons/HI50/OTHERS", 404)


def test_a_merged_member_is_who_they_became(engine, shopper) -> None:
    shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/member"), name="林雅萱")
    ((member_id,),) = rows(engine, "SELECT id FROM member")
    write(
        engine, lambda connection: put_member(connection, "M-1", MemberForm(name="王大明", tier="gold", points=120))
    )
    merged = MemberForm(name="林雅萱", tier="trial", active=False, merged_into="M-1")
    write(engine, lambda connection: put_member(connection, str(member_id), merged))
    text = shopper.get(f"/shop/{SHOP}/member").text
    assert "王○明" in text
    assert "金卡" in text
    assert "120" in text
