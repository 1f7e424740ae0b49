"""Sessions of the customer page end: by leaving, by staying away, by being copied; and a link signs in once."""

from __future__ import annotations

import httpx
import pytest

from app.central.bootstrap import service
from app.central.shop.session import IDLE, Seals, begin
from app.central.shop.sign import LINK, SIGNED_IN
from app.cli.central_shop import make_outfit
from tests.central.conftest import START, rows
from tests.central.served import served
from tests.central.shopper import Page, Shopper
from tests.central.window import SHOP, order, stocked

MEMBER = f"/shop/{SHOP}/member"
HERE = "https://shop.example.test"


@pytest.fixture
def url(engine, clock):
    stocked(engine)
    app = service(engine, clock, shop=make_outfit())
    with served(app) as at:
        app.state.shop.address = at
        yield at


def joined(url: str) -> Shopper:
    shopper = Shopper(url)
    shopper.send(shopper.get(MEMBER).form("/member"), name="林雅萱")
    return shopper


def copy_of(shopper: Shopper, url: str) -> Shopper:
    """Somebody who got hold of the cookie."""
    thief = Shopper(url)
    thief.client.cookies.set("omo_shop", shopper.client.cookies["omo_shop"], domain="127.0.0.1", path="/shop")
    return thief


def is_in(shopper: Shopper) -> bool:
    return "林○萱" in shopper.get(MEMBER).text


def link_of(page: Page) -> str:
    return next(word for word in page.words if "/as/" in word)


def test_a_copy_of_a_cookie_is_nobodys_after_signing_out(engine, url) -> None:
    with joined(url) as shopper:
        shopper.add(SHOP, "BR1")
        order(shopper)
        with copy_of(shopper, url) as thief:
            assert is_in(thief)
            form = thief.get(MEMBER).form("/leave")
            shopper.send(shopper.get(MEMBER).form("/leave"))
            text = thief.get(MEMBER).text
            assert "加入試用會員" in text
            assert "還沒有訂單" in text
            assert thief.client.post(form.action, data=form.fields).status_code == 403, "its forms ended, too"
        assert not is_in(shopper)
    assert rows(engine, "SELECT count(*) FROM shop_session") == [(0,)]


def test_the_session_of_before_is_nobodys_after_signing_in(url) -> None:
    """Who planted a session in somebody's browser does not become them."""
    with Shopper(url) as shopper:
        shopper.get(MEMBER)
        with copy_of(shopper, url) as planted:
            form = planted.get(MEMBER).form("/member")
            shopper.send(shopper.get(MEMBER).form("/member"), name="林雅萱")
            assert is_in(shopper)
            assert not is_in(planted)
            assert shopper.client.post(form.action, data=form.fields).status_code == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_session_ends_that_nobody_came_back_to_and_every_one_some_day(url, clock) -> None:
    with joined(url) as shopper, copy_of(shopper, url) as idle:
        for _ in range(SIGNED_IN // IDLE):
            clock.at += IDLE - 1
            assert is_in(shopper)
        assert not is_in(idle)
        clock.at = START + SIGNED_IN
        assert not is_in(shopper)


def test_a_sealed_cookie_is_read_for_thirty_days() -> None:
    seals, session = Seals(b"s" * 32), begin()
    cookie = seals.write(session, START)
    assert seals.read(cookie, START + IDLE - 1) == session
    assert seals.read(cookie, START + IDLE) is None


def test_a_link_signs_in_once(url) -> None:
    with joined(url) as shopper, Shopper(url) as phone, Shopper(url) as late:
        link = link_of(shopper.get(MEMBER))
        forms = [one.get(link).form("/as/" + link.rpartition("/")[2]) for one in (phone, late)]
        assert "林○萱" in phone.send(forms[0]).text
        assert "已經用過或過期了" in late.send(forms[1], 410).text
        late.get(link, 410)
        assert not is_in(late)
        assert is_in(shopper)
        shopper.send(shopper.get(MEMBER).form("/leave"))
        assert is_in(phone), "each device leaves for itself"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_signs_in_for_a_day(url, clock) -> None:
    with joined(url) as shopper, Shopper(url) as phone:
        link = link_of(shopper.get(MEMBER))
        clock.at = START + LINK
        phone.get(link, 410)
        clock.at = START + LINK - 1
        assert "以 林○萱 登入" in " ".join(phone.get(link).words)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_leads_where_the_shop_is_whatever_a_request_says(engine) -> None:
    stocked(engine)
    app = service(engine, lambda: START, shop=make_outfit())
    with served(app) as url, joined(url) as shopper:
        for address, begins in (("", None), (HERE, f"{HERE}/shop/{SHOP}/as/")):
            app.state.shop.address = address
            cookie = {"Cookie": f"omo_shop={shopper.client.cookies['omo_shop']}", "Host": "evil.example.test"}
            answer = httpx.get(f"{url}{MEMBER}", headers=cookie, trust_env=False)
            assert "林○萱" in answer.text
            assert "evil" not in answer.text
            links = [word for word in Page(answer.text).words if "/as/" in word]
            assert [one.startswith(begins) for one in links] == ([] if begins is None else [True])
            assert ("Secure" in answer.headers["set-cookie"]) == bool(address)
