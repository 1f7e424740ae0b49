"""The customer page is for trial: it says so in every order, and is no way to fill a store with them."""

from __future__ import annotations

import json

import pytest

from app.central.bootstrap import service
from app.central.database import write
from app.central.order import OrderForm, place_order
from app.central.rate import HOUR, Rate
from app.central.shop import routes, trial
from app.central.shop.session import Seals
from app.cli.central_shop import make_outfit
from app.cli.main import run
from app.contract.order import OrderLine
from tests.central.conftest import START, rows
from tests.central.served import served
from tests.central.shopper import Shopper
from tests.central.window import SHOP, order, orders_of, stocked


@pytest.fixture
def url(engine, clock):
    stocked(engine)
    with served(service(engine, clock, shop=make_outfit())) as at:
        yield at


def test_what_nobody_paid_says_so_at_the_counter(engine, url) -> None:
    with Shopper(url) as shopper:
        for pay in ("now", "there"):
            shopper.add(SHOP, "BR1")
            order(shopper, pay=pay)
    told = [json.loads(str(body)) for (body,) in rows(engine, "SELECT body FROM change WHERE kind = 'order'")]
    assert sorted((one["trial"], one["paid_minor"], one["note"]) for one in told) == [
        (True, 0, trial.NOTE), (True, 58, trial.PAID_NOTE),
    ]  # fmt: skip
    form = OrderForm(
        code="P1", lines=(OrderLine(sku="BR1", name="BR1", milli=1000, amount_minor=58),), total_minor=58
    )
    write(engine, lambda connection: place_order(connection, SHOP, "real", form, START))
    (real,) = [one for one in orders_of(engine) if one["code"] == "P1"]
    assert "trial" not in real, "and of every other one nothing is said"


def test_one_browser_orders_so_often(engine, url, clock, monkeypatch) -> None:
    monkeypatch.setattr(routes, "ORDERS", (Rate("shop.order.session", 2), Rate("shop.order.address", 3)))
    with Shopper(url) as one, Shopper(url) as other:
        for _ in range(2):
            one.add(SHOP, "BR1")
            form = one.get(f"/shop/{SHOP}/basket").form("/orders")
            one.send(form, name="王小明")
            one.send(form, name="王小明")  # sent twice it is one, and counted once
        one.add(SHOP, "BR1")
        clock.at += HOUR // 2
        page = order(one, 429)
        assert "這一小時的次數已經用完，請 30 分鐘後再試" in page.text
        assert page.form("/orders").fields["name"] == "王小明", "what was typed stays"
        other.add(SHOP, "BR1")
        order(other)
        other.add(SHOP, "BR1")
        order(other, 429)  # everybody behind one address together
        assert len(orders_of(engine)) == 3
        clock.at += HOUR // 2
        order(one)
    kept = str(rows(engine, "SELECT what, who FROM rate"))
    assert "127.0.0.1" not in kept


def test_one_browser_joins_so_often(engine, url, monkeypatch) -> None:
    monkeypatch.setattr(routes, "JOINS", (Rate("shop.join.session", 9), Rate("shop.join.address", 2)))
    with Shopper(url) as shopper:
        for status in (200, 200, 429):
            page = shopper.get(f"/shop/{SHOP}/member")
            if status == 429:
                assert "這裡是試用頁面" in shopper.send(page.form("/member"), status, name="林雅萱").text
                break
            shopper.send(page.form("/member"), status, name="林雅萱")
            shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/leave"))
    assert rows(engine, "SELECT count(*) FROM member") == [(2,)]


def test_a_store_keeps_goods_for_so_many_and_forgets_who_never_came(engine, url, clock, monkeypatch) -> None:
    monkeypatch.setattr(trial, "MOST_OPEN", 2)
    with Shopper(url) as shopper:
        for status in (200, 200, 429):
            shopper.add(SHOP, "BR1")
            page = order(shopper, status)
        assert "試用訂單已滿" in page.text
        assert rows(engine, "SELECT reserved FROM stock WHERE sku = 'BR1'") == [(2_000,)]
        clock.at += trial.FORGOTTEN
        order(shopper)
    states = [state for (state,) in rows(engine, "SELECT state FROM pickup_order ORDER BY placed_at")]
    assert states == ["expired", "expired", "placed"]
    assert rows(engine, "SELECT reserved FROM stock WHERE sku = 'BR1'") == [(1_000,)]


def test_addresses_are_counted_as_customers_have_them() -> None:
    assert trial.place_of("203.0.113.7") == "203.0.113.7"
    assert trial.place_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert (
        trial.place_of("2001:db8:1:2::3")
        == trial.place_of("2001:db8:1:2:ffff::9")
        != trial.place_of("2001:db8:1:3::")
    )
    assert trial.place_of("") == ""
    assert Seals(b"1" * 32).veiled("203.0.113.7") != Seals(b"2" * 32).veiled("203.0.113.7")


EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound
HERE = "https://shop.example.test"


@pytest.mark.parametrize(
    ("asked", "warns", "address"),
    [
        (["--shop"], False, "http://127.0.0.1:8440"),
        (["--shop", "--host", "::1", "--port", "80"], False, "http://[::1]:80"),
        (["--shop", "--host", EVERYWHERE], True, ""),
        (["--shop", "--host", "shop.lan"], True, "http://shop.lan:8440"),
        (["--shop", "--host", EVERYWHERE, "--public-url", f"{HERE}/"], True, HERE),
        (["--host", EVERYWHERE], False, ""),
    ],
)
def test_who_serves_the_page_to_others_is_warned(asked, warns, address, monkeypatch, capsys) -> None:
    served_as = []

    def serve(how, tell) -> None:
        served_as.append(how.address)
        tell()

    monkeypatch.setattr("app.central.serve.serve", serve)
    assert run(["central", "serve", *asked, "--database-url", "sqlite:///nowhere.db"]) == 0
    assert ("is for trial" in capsys.readouterr().err) == warns
    assert served_as == [address]


@pytest.mark.parametrize("wrong", ["shop.example.test", "ftp://x", "https://", "https://x/y", "https://x?y"])
def test_an_address_that_is_none_is_refused(wrong, capsys) -> None:
    assert run(["central", "serve", "--shop", "--public-url", wrong]) != 0
    assert "is no address such as" in capsys.readouterr().err
