"""The customer's page of an order once it was picked: what there is, what lies in its place, what is due for that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from app.central.database import write
from app.central.message_text import compose
from app.central.order import set_state
from app.central.tables import pickup_order
from app.contract.order import OrderItem
from app.contract.pickup import GivenLine, LinePicked, OrderGiven, OrderReadied
from app.contract.wire import read_wire
from tests.central.conftest import rows
from tests.central.counter import Counter, sale
from tests.central.window import SHOP, order

Picked = Callable[..., tuple[Counter, str]]


@pytest.fixture
def picked(engine, shopper) -> Picked:
    """Of two croissants at 58 one is there, and in the place of one at 72 lies a soy milk at 45."""

    def bring(count: int = 1, **said: str) -> tuple[Counter, str]:
        counter = Counter(engine).enlist()
        shopper.add(SHOP, "BR1", 2)
        shopper.add(SHOP, "BR2", 1)
        order(shopper, **said)
        order_id = str(rows(engine, "SELECT id FROM pickup_order")[0][0])
        state = "short" if count else "rejected"
        counter.write(LinePicked(order_id=order_id, line=1, milli=count * 1_000, state=state, reason="sold_out"))
        other = {"substitute_sku": "TE1", "substitute_name": "豆漿"}
        counter.write(
            LinePicked(order_id=order_id, line=2, milli=1_000, state="substituted", reason="sold_out", **other)
        )
        counter.write(OrderReadied(order_id=order_id, shelf="A-01"))
        counter.push()
        return counter, order_id

    return bring


def goods(page) -> str:
    """What the page says of goods, to their sum."""
    return page.text.partition("商品明細 ")[2].partition(" 狀態會")[0].partition(" 商品 購物籃")[0]


def test_what_is_given_and_due_is_of_what_lies_there(shopper, picked) -> None:
    picked()
    page = shopper.get(shopper.at)
    assert goods(page) == "1 奶油可頌 缺 1 NT$58 1 豆漿 代替 杏仁可頌 NT$72 合計 NT$130"
    assert "取貨時付 NT$130" in page.text


def test_the_letter_that_it_is_ready_tells_of_what_lies_there(engine, picked) -> None:
    _, order_id = picked(0)
    with engine.connect() as connection:
        texts = [compose(connection, "ready", SHOP, order_id, language, None)[1] for language in ("zh_TW", "en")]
    assert [text.split("\n\n")[1].splitlines() for text in texts] == [
        ["奶油可頌（缺貨）", "豆漿"], ["奶油可頌 (not available)", "豆漿"],
    ]  # fmt: skip


def test_what_is_not_given_costs_nothing(shopper, picked) -> None:
    picked(0)
    page = shopper.get(shopper.at)
    assert goods(page) == "0 奶油可頌 缺 2 NT$0 1 豆漿 代替 杏仁可頌 NT$72 合計 NT$72"
    assert "取貨時付 NT$72" in page.text


def test_what_was_given_and_paid_already_is_not_due_again(engine, shopper, picked) -> None:
    counter, order_id = picked()
    paid = counter.write(sale(("BR1", 1)))
    given = (GivenLine(line=1, milli=1_000),)
    counter.write(OrderGiven(order_id=order_id, given=given, ends=False, sale_id=paid.id))
    counter.push()
    page = shopper.get(shopper.at)
    assert goods(page) == "1 奶油可頌 已取 · 缺 1 NT$58 1 豆漿 代替 杏仁可頌 NT$72 合計 NT$130"
    assert "取貨時付 NT$72" in page.text
    write(engine, lambda connection: set_state(connection, SHOP, order_id, "cancelled"))
    assert "取貨時付" not in shopper.get(shopper.at).text


def test_when_it_was_collected_what_was_given_stands_there(shopper, picked) -> None:
    counter, order_id = picked()
    paid = counter.write(sale(("BR1", 1)))
    counter.write(OrderGiven(order_id=order_id, given=(GivenLine(line=1, milli=1_000),), sale_id=paid.id))
    counter.push()
    page = shopper.get(shopper.at)
    assert "已取貨，謝謝光臨" in page.text
    assert goods(page) == "1 奶油可頌 缺 1 NT$58 0 杏仁可頌 缺 1 NT$0 合計 NT$58"


def test_what_was_paid_online_is_said_where_less_lies_there(engine, shopper, picked) -> None:
    picked(pay="now")
    assert "已付款（試用，沒有實際扣款）" in shopper.get(shopper.at).text

    def real(connection) -> None:  # an order of a shop of its own, that was really paid
        body = connection.execute(select(pickup_order.c.body)).scalar_one()
        item = read_wire(OrderItem, body).model_copy(update={"trial": False})
        connection.execute(update(pickup_order).values(body=item.model_dump_json(), trial=0))

    write(engine, real)
    page = shopper.get(shopper.at)
    assert "已付款 NT$188" in page.text
    assert goods(page).endswith("合計 NT$130")
