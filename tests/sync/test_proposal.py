"""A lone shop that joins brings its goods, people and promotions: into an empty centre at once, else as proposals."""

from __future__ import annotations

import json

import pytest

from app.bootstrap.sync import make_feed
from app.bootstrap.told import make_sync_reads
from app.central.bootstrap import service
from app.central.database import write
from app.central.product import put_products
from app.contract.feed import ItemCode
from app.contract.promotion import read_promotion
from app.db.catalog import Row, put
from app.db.proposal import SqliteProposals
from app.domain.catalog import DatedPrice, Product, ProductCode, code_key
from app.domain.errors import FaultError
from app.domain.quantity import Price
from app.domain.staff import Person, Role
from app.sync.engine import State
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.served import served
from tests.central.test_intake import GOODS
from tests.sync.conftest import Linked, join

TEN = '{"id": "ten", "name": "9 折", "rule": {"kind": "percent_off", "off_ppm": 100000}, "schema": 1}'


def goods(sku: str, *codes: tuple[str, int], name: str = "") -> Product:
    return Product(
        sku=sku, name=name or f"自家 {sku}", category="飲料/茶", tax_class="standard",
        codes=tuple(ProductCode(code, pack) for code, pack in codes), tags=frozenset({"熱銷"}),
    )  # fmt: skip


def stock_up(till, *products: Product, minor: int = 35) -> None:
    """Put goods, a promotion and people into a shop that has no centre yet."""
    store = till.terminal.store
    prices = {one.sku: DatedPrice(one.sku, Price(minor), 0) for one in products}
    store.writer.on_connection(
        lambda connection: put(connection, [Row(one, prices[one.sku]) for one in products])
    ).result()
    store.put_promotions([read_promotion(TEN)])
    till.terminal.staff.enrol_first_manager("anna", "林安", "Anna", "8264").result()
    till.terminal.staff.add(Person("ben", "陳本", "Ben", Role.CASHIER), "7351", "anna").result()


@pytest.fixture
def shop(engine, make_till):
    """A shop with a history and things of its own; what joins it to the centre."""
    till = make_till()
    with served(service(engine, lambda: START)) as url:
        made = Linked(till, engine, url, "")
        yield made
        for gateway in made.gateways:
            gateway.close()


def proposals(shop: Linked) -> dict[tuple[str, str], tuple[str, str, str | None]]:
    found = rows(shop.engine, "SELECT kind, key, state, reason, against FROM proposal")
    return {(kind, key): (state, reason, against) for kind, key, state, reason, against in found}


def told(shop: Linked) -> set[tuple[str, str]]:
    return set(rows(shop.engine, "SELECT kind, key FROM change WHERE deleted = 0 AND kind IN "
                                 "('product', 'promotion', 'staff')"))  # fmt: skip


def name_of(till, code: str) -> str:
    found = till.terminal.store.catalog().find(code, till.clock.now())
    return "" if found is None else f"{found.product.name} {found.price.minor} x{found.pack}"


def well(sync) -> None:
    sync.settle()
    sync.last(61)
    assert (sync.report.state, sync.report.unsent) == (State.ONLINE, 0)


def brought(till) -> list[tuple[str, str, bool]]:
    """What the terminal says that the centre has not taken."""
    found = make_sync_reads(till.terminal).brought(9)
    return [(one.kind, one.key, one.is_told) for one in found]


def test_into_an_empty_centre_everything_goes_at_once_and_comes_back_the_same(shop) -> None:
    till = shop.till
    stock_up(till, goods("T1", ("4710000000011", 1), ("4710000000028", 6)), goods("T2"))
    before = [name_of(till, code) for code in ("T1", "4710000000011", "4710000000028", "T2")]
    people = till.query("SELECT * FROM staff ORDER BY id")
    assert brought(till) == []  # a shop without a centre brings nothing anywhere
    shop.token = join(shop.engine, shop.url, till)
    well(shop.sync())
    assert set(proposals(shop).values()) == {("taken", "", None)}
    assert told(shop) == {("product", "T1"), ("product", "T2"), ("promotion", "ten"), ("staff", "anna"),
                          ("staff", "ben")}  # fmt: skip
    assert [name_of(till, code) for code in ("T1", "4710000000011", "4710000000028", "T2")] == before
    assert before[2].endswith("x6")
    assert till.query("SELECT * FROM staff ORDER BY id") == people
    assert rows(shop.engine, "SELECT scope FROM change WHERE kind = 'promotion'") == [("S01",)]
    assert rows(shop.engine, "SELECT kind FROM conflict WHERE kind = 'proposal.waiting'") == []
    assert till.query("SELECT * FROM proposal") == []
    assert brought(till) == []


def test_where_the_centre_has_its_own_it_wins_and_what_it_does_not_know_is_reported(shop) -> None:
    till = shop.till
    stock_up(till, goods("SAME", name="Bread"), goods("T1", name="自家茶"), goods("OWN", ("4710000000035", 1)),
             goods("NEW"))  # fmt: skip
    item = GOODS.model_copy(update={"name": "總部茶"})
    theirs = item.model_copy(update={"codes": coded("4710000000035")})
    write(shop.engine, lambda connection: put_products(connection, {"T1": item, "HQ": theirs}))
    shop.token = join(shop.engine, shop.url, till)
    well(shop.sync())
    assert {key: one for key, one in proposals(shop).items() if key[0] == "product"} == {
        ("product", "SAME"): ("waiting", "new", None),
        ("product", "T1"): ("waiting", "differs", "T1"),
        ("product", "OWN"): ("waiting", "code", "HQ"),
        ("product", "NEW"): ("waiting", "new", None),
    }
    assert proposals(shop)["staff", "anna"][0] == "taken", "of people the centre had none"
    assert name_of(till, "T1") == "總部茶 10 x1"
    assert name_of(till, "4710000000035") == "總部茶 10 x1", "the code is the centre's product"
    assert name_of(till, "NEW") == "自家 NEW 35 x1", "what the centre does not know is sold on"
    (task,) = rows(shop.engine, "SELECT subject, store FROM conflict WHERE kind = 'proposal.waiting'")
    assert task == ("4", "S01")
    assert brought(till) == [("product", one, True) for one in ("NEW", "OWN", "SAME")]
    decided(shop)
    well(shop.sync())
    assert brought(till) == [("product", "OWN", True)], "what was taken is the centre's now"
    assert name_of(till, "T1") == "總部茶 10 x1"


def decided(shop: Linked) -> None:
    """Somebody decides what waits."""
    with Asking(shop.url, token(shop.engine)) as ask:
        found = ask("GET", "/v1/admin/stores/S01/proposals", kind="product").json()["proposals"]
        assert [(one["key"], one["reason"]) for one in found] == [
            ("NEW", "new"), ("OWN", "code"), ("SAME", "new"), ("T1", "differs"),
        ]  # fmt: skip
        assert json.loads(found[3]["body"])["name"] == "自家茶", "whole, so that nothing is lost"
        decide = "/v1/admin/stores/S01/proposals/decide"
        assert ask("POST", decide, {"kind": "product", "keys": ["NEW"], "take": True, "by": "hq"}).json() == {
            "changed": 1
        }
        assert ask("POST", decide, {"kind": "product", "keys": ["T1"], "take": False, "by": "hq"}).json() == {
            "changed": 1
        }
        assert ask("POST", decide, {"kind": "product", "take": True, "by": "hq"}).json() == {"changed": 1}
    with Asking(shop.url, token(shop.engine, store="S01")) as ask:
        assert ask("POST", decide, {"kind": "product", "take": True, "by": "x"}).status_code == 403
    after = proposals(shop)
    assert after["product", "NEW"][0] == after["product", "SAME"][0] == "taken"
    assert after["product", "T1"][0] == "refused"
    assert after["product", "OWN"][:2] == ("waiting", "product.taken_code")


def coded(*printed: str):
    return tuple(ItemCode(code=code_key(one), pack=1_000, printed=one) for one in printed)


def test_it_is_told_before_the_centres_own_comes_in_however_often_the_line_breaks(shop) -> None:
    till = shop.till
    stock_up(till, *(goods(f"G{number:04}") for number in range(450)))
    write(shop.engine, lambda connection: put_products(connection, {"G0000": GOODS}))
    shop.token = join(shop.engine, shop.url, till)
    asked: list[str] = []

    class Bad:
        """A line on which every other page of proposals is told and its answer lost."""

        def __init__(self, gateway) -> None:
            self.gateway = gateway

        def __getattr__(self, name):
            asked.append(name)
            return getattr(self.gateway, name)

        def propose(self, page):
            asked.append("propose")
            answer = self.gateway.propose(page)
            if asked.count("propose") % 2:
                raise FaultError("centre.unreachable", reason="ReadError")
            return answer

    sync = shop.sync(Bad(shop.gateway()))
    for _ in range(20):
        sync.last(100)
    assert sync.report.state is State.ONLINE
    assert "feed" not in asked[: len(asked) - asked[::-1].index("propose")]
    assert asked.count("propose") == 2 * 5  # three pages of goods, promotions, people: each told twice
    assert len(proposals(shop)) == 450 + 1 + 2
    assert rows(shop.engine, "SELECT count(*) FROM conflict WHERE kind = 'proposal.waiting'") == [(1,)]


def test_what_came_from_a_centre_is_proposed_to_no_other(shop) -> None:
    till = shop.till
    write(shop.engine, lambda connection: put_products(connection, {"HQ": GOODS}))
    shop.token = join(shop.engine, shop.url, till)
    well(shop.sync())
    stock_up(till, goods("T1"))
    make_feed(till.terminal).join("019cbbb9-2900-7000-8000-00000000000a")
    store = till.terminal.store
    page = SqliteProposals(store.writer, store.connection).next()
    assert [one.key for one in page.items] == ["T1"]


def test_nonsense_waits_and_blocks_nothing(shop) -> None:
    shop.token = join(shop.engine, shop.url, shop.till)
    items = [
        {"kind": kind, "key": f"{kind}{place}", "body": body}
        for kind in ("product", "promotion", "staff")
        for place, body in enumerate(["", "null", "{}", "[" * 5_000, '{"name": 7}'])
    ]
    with Asking(shop.url, shop.token) as ask:
        answer = ask("POST", "/v1/proposals", {"items": items, "last": True})
        assert answer.json() == {"taken": 0, "same": 0, "waiting": 15, "refused": 0}
        assert ask("POST", "/v1/proposals", {"items": items, "last": True}).json() == answer.json()
        assert ask("POST", "/v1/proposals", {"items": [{"kind": "member", "key": "m", "body": "{}"}], "last": True}
                   ).status_code == 400  # fmt: skip
    assert told(shop) == set()


def _person(name: str) -> str:
    return json.dumps(
        {
            "name": name, "name_en": "", "role": "manager", "active": True, "badge_hash": f"{len(name):02x}" * 32,
            "pin_hash": "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        }
    )  # fmt: skip


def test_once_it_has_told_nothing_more_goes_in_unasked(shop) -> None:
    shop.token = join(shop.engine, shop.url, shop.till)

    def tell(name: str) -> dict[str, int]:
        item = {"kind": "staff", "key": name, "body": _person(name)}
        with Asking(shop.url, shop.token) as ask:
            return ask("POST", "/v1/proposals", {"items": [item], "last": True}).json()

    assert tell("boss")["taken"] == 1
    assert tell("ghost") == {"taken": 1, "same": 0, "waiting": 1, "refused": 0}
    with Asking(shop.url, token(shop.engine)) as ask:
        place = "/v1/admin/stores/S01/proposals"
        assert ask("POST", f"{place}/decide", {"kind": "staff", "take": True, "by": "x"}).json()["changed"] == 1
    assert tell("ghoul")["waiting"] == 1, "what somebody allowed opens no door"


def test_whose_word_counts_for_a_kind_has_its_scope_and_no_hash_is_shown(shop) -> None:
    shop.token = join(shop.engine, shop.url, shop.till)
    with Asking(shop.url, shop.token) as ask:
        for name in ("boss", "ghost"):
            item = {"kind": "staff", "key": name, "body": _person(name)}
            ask("POST", "/v1/proposals", {"items": [item], "last": True})
    place = "/v1/admin/stores/S01/proposals"
    with Asking(shop.url, token(shop.engine, "store", "store.read")) as ask:
        decided = ask("POST", f"{place}/decide", {"kind": "staff", "take": True, "by": "x"})
        for answer in (decided, ask("GET", place, kind="staff")):
            assert (answer.status_code, answer.json()["code"]) == (403, "token.not_allowed")
    with Asking(shop.url, token(shop.engine, "store.read", "staff.read")) as ask:
        shown = ask("GET", place, kind="staff").text
    assert "ghost" in shown
    assert "argon2id" not in shown
    assert "05" * 32 not in shown
