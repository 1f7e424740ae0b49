from __future__ import annotations

import csv
import json
import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from app.contract.promotion import KINDS, PromotionRule
from app.domain.cart import Cart, Discount, DiscountKind, Member, add_product, set_discount
from app.domain.catalog import PriceKind, code_key, is_gtin
from app.domain.offer import Bundle, BuyGet, Goods, PriceList
from app.domain.pricing import PromotionBook, price_cart
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.staff import choose_pin
from app.resources import resource
from app.services.catalog import Reading, read_catalogue
from app.services.catalog_plan import Item
from app.services.demo import read_people, read_promotions, read_shop
from app.services.promotion import promotion_of

NOW = 1_795_242_720_000_000  # Saturday 2026-11-21, 14:32 in Taipei
CATEGORIES = ("麵包", "甜點", "茶與咖啡", "乳品生鮮", "果醬調味", "米麵乾貨", "生活器物", "沐浴清潔")


def text(name: str) -> str:
    return resource(f"demo/{name}").read_text(encoding="utf-8-sig")


class Table:
    def rows(self):
        return enumerate(csv.reader(text("catalog.csv").splitlines()), 1)


@pytest.fixture(scope="module")
def shop():
    return read_shop(text("shop.json"))


@pytest.fixture(scope="module")
def reading(shop) -> Reading:
    return read_catalogue("catalog.csv", [Table()], shop, NOW)


@pytest.fixture(scope="module")
def items(reading) -> dict[str, Item]:
    return {item.sku: item for item in reading.items}


@pytest.fixture(scope="module")
def rules():
    return read_promotions(text("promotions.json"))


def by_name(items: dict[str, Item], name: str) -> Item:
    (found,) = [item for item in items.values() if item.product.name == name]
    return found


def price_of(item: Item) -> Price:
    return Price(item.prices[0].minor, item.prices[0].per_milli or 1_000)


def test_every_row_goes_in_without_a_remark(reading):
    assert reading.refused == reading.notes == []
    assert len(reading.items) == reading.rows >= 300


def test_the_shop_is_full_in_all_its_categories(items):
    counts = Counter(item.product.category.split("/")[0] for item in items.values())
    assert set(counts) == set(CATEGORIES)
    assert min(counts.values()) >= 30
    named = json.loads(text("categories.json"))
    assert [one["id"] for one in named] == list(CATEGORIES)
    assert all(one["name"] and one["name_en"].isascii() for one in named)


def test_every_product_has_a_name_in_both_languages_that_no_other_has(items):
    products = [item.product for item in items.values()]
    assert [one.sku for one in products if not re.search("[\u4e00-\u9fff]", one.name)] == []
    assert [one.sku for one in products if re.search("[\u4e00-\u9fff]", one.name_en) or not one.name_en] == []
    for names in (Counter(one.name for one in products), Counter(one.name_en for one in products)):
        assert [name for name, count in names.items() if count > 1] == []


def test_codes_are_right_and_of_companies_that_do_not_exist(items):
    keys = Counter()
    for item in items.values():
        assert item.product.codes, item.sku
        keys.update({code_key(code.code) for code in item.product.codes} | {code_key(item.sku)})
        for code in item.product.codes:
            if len(code.code) > 5:
                assert is_gtin(code.code), code
                assert code.code.startswith(("4710000", "14710000", "02")), code  # 02: in-store, by GS1's rules
            else:
                assert code.code.isdigit()
                assert item.product.unit is not Unit.PIECE  # short numbers are for the scale
    assert [key for key, count in keys.items() if count > 1] == []


def test_there_is_something_of_everything(items):
    products = [item.product for item in items.values()]
    prices = {item.sku: item.prices for item in items.values()}
    assert {one.tax_class for one in products} == {"standard", "exempt"}
    assert {one.unit for one in products} == {Unit.PIECE, Unit.KILOGRAM, Unit.LITRE}
    assert {asked.per_milli for some in prices.values() for asked in some} == {1_000, 100, 600}
    assert sum(one.price_kind is PriceKind.OPEN for one in products) >= 4
    assert sum(len(one.codes) > 1 for one in products) >= 50
    assert {code.pack for one in products for code in one.codes} >= {1, 6, 12, 24}
    styles = Counter(one.style for one in products if one.style)
    assert len(styles) >= 8
    assert min(styles.values()) >= 2
    for one in products:
        assert bool(one.style) == bool(one.options), one.sku
    assert len({(one.style, one.options) for one in products if one.style}) == sum(styles.values())


def test_prices_are_those_of_such_a_shop(items):
    for item in items.values():
        assert (item.product.price_kind is PriceKind.OPEN) == (not item.prices), item.sku
        for asked in item.prices:
            assert 2 <= asked.minor <= 1_500, item.sku
    counted = [item.stock_milli for item in items.values() if item.stock_milli is not None]
    assert len(counted) > 300
    assert min(counted) >= 0


def test_people_have_roles_and_no_stored_pin():
    people = read_people(text("staff.json"))
    assert len({one.staff_id for one in people}) == len({one.name[0] for one in people}) == 12
    assert Counter(one.role for one in people) == {"manager": 2, "cashier": 6, "staff": 4}
    for one in people:
        assert choose_pin(one.pin) == one.pin  # the vault takes it at the first start
        assert one.pin not in text("staff.json").replace("4801", "").replace("4812", "")
    assert set(json.loads(text("staff.json"))["staff"][0]) == {"id", "name", "name_en", "role"}


def test_promotions_are_of_every_kind(rules):
    assert all(isinstance(rule, PromotionRule) for rule in rules)
    assert {rule.rule.kind for rule in rules} == set(KINDS)
    promotions = [promotion_of(rule) for rule in rules]
    assert len({one.name_en for one in promotions}) == len(promotions)
    assert all(one.name_en.isascii() and one.name_en for one in promotions)
    assert len({one.id for one in promotions}) == len(promotions) >= 20
    assert {one.level.value for one in promotions} == {"item", "cart"}
    assert any(one.group for one in promotions)
    assert any(one.exclusive for one in promotions)
    assert any(one.members is not None for one in promotions)
    assert any(one.coupon for one in promotions)
    assert any(one.once_per_coupon for one in promotions)
    assert any(one.minimum for one in promotions)
    assert any(one.window.hours for one in promotions)
    assert any(one.window.weekdays for one in promotions)
    assert any(one.window.from_on for one in promotions)


def _goods(rule: object) -> list[Goods]:
    if isinstance(rule, PriceList):
        return [Goods(skus=frozenset((sku,))) for sku in rule.prices]
    if isinstance(rule, BuyGet):
        return [rule.buy, *([rule.get] if rule.get else [])]
    if isinstance(rule, Bundle):
        return [group.goods for group in rule.groups]
    return [rule.goods]


def test_every_promotion_means_goods_that_there_are(rules, items):
    products = [item.product for item in items.values()]
    for rule in rules:
        for goods in _goods(promotion_of(rule).rule):
            assert [one.sku for one in products if goods.match(one.sku, one.category, one.tags)], rule.id
            assert goods.skus | goods.not_skus <= items.keys(), rule.id


def test_special_prices_are_lower_than_the_usual_ones(rules, items):
    for rule in rules:
        form = promotion_of(rule).rule
        if isinstance(form, PriceList):
            for sku, price in form.prices.items():
                usual = price_of(items[sku])
                assert price.minor * usual.per_milli < usual.minor * price.per_milli, sku
        if rule.rule.kind == "fixed_price":
            assert all(rule.rule.price.minor < items[sku].prices[0].minor for sku in rule.rule.goods.skus)


def test_the_basket_of_the_pictures_costs_what_the_pictures_say(rules, items, shop):
    names = ["發酵奶油可頌", "發酵奶油可頌", "鮮奶吐司 半條", "北回鮮乳 936ml", "野莓果醬 180g"]
    names += ["高山烏龍 茶包 12 入", "亞麻擦手巾 米白", "手提紙袋 大"]
    cart = Cart("c", shop.currency, member=Member("m", "gold"), coupons=("MD-1107/4482",))
    for name in names:
        item = by_name(items, name)
        cart = add_product(cart, item.product, price_of(item), pieces(1))
    cart = set_discount(cart, 4, Discount(DiscountKind.PERCENT, 100_000, "即期品"))
    book = PromotionBook(promotion_of(rule) for rule in rules)
    priced = price_cart(cart, book, shop.tax, NOW, zone=ZoneInfo(shop.zone))
    assert (priced.listed, priced.reduction, priced.total, priced.tax) == (1_173, 128, 1_045, 50)
    assert [(one.rule_id, one.amount) for one in priced.applied] == [("MEMBER-DAY-1000", 100)]


def test_scales_goods_are_priced_by_what_they_weigh(items, shop, rules):
    cheese = by_name(items, "切達起司")
    cart = add_product(Cart("c", shop.currency), cheese.product, price_of(cheese), Quantity(253, Unit.KILOGRAM))
    priced = price_cart(cart, PromotionBook(), shop.tax, NOW, zone=ZoneInfo(shop.zone))
    assert priced.total == 197  # 253 g at 78 for 100 g is 197.34
