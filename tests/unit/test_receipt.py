"""Receipts: every figure of a sale is on its paper, in both languages, and the columns add up."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import uuid7
from app.domain.money import GBP, KWD, TWD
from app.domain.pricing import ReductionKind
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.receipt import (
    LANGUAGES,
    Banner,
    Code,
    Cut,
    Document,
    Item,
    Kind,
    Row,
    Shown,
    Size,
    Text,
    read_receipt_code,
    receipt_code,
    sale_receipt,
    trial,
    words,
    write,
)
from app.domain.receipt.mask import masked, masked_id, masked_staff
from app.domain.receipt.sale import MemberPoints
from app.domain.receipt.words import EN, ZH_TW
from app.domain.shop import Shop
from app.domain.tender import TenderKind
from tests.unit.paper import LONG, NOON, SALE_ID, SHOP, back, committed, rich_sale, sold, ticket


def paper(sale, shop: Shop = SHOP, **more) -> Document:
    return sale_receipt(sale, shop, Shown(**more))


def rows(document: Document) -> dict[str, str]:
    return {block.left: block.right for block in document.blocks if isinstance(block, Row)}


def minor(text: str) -> int:
    """What an amount in a column says."""
    return int(text.replace(",", "").replace(".", "").replace("−", "-").replace("+", ""))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh_TW", [SHOP.address, "電話 02-2555-1234 分機 12", "統編 12345675"]),
        ("en", [SHOP.address, "Tel. 02-2555-1234 分機 12", "Tax ID 12345675"]),
    ],
)
def test_the_head_says_where_the_shop_is_and_how_it_is_taxed(language, told):
    """Whole: they are the shop's own, not a person's. A shop that told nothing has the head that it had."""
    head = [block.text for block in paper(rich_sale(), language=language).blocks[:5]]
    assert head == [SHOP.name, *told, words(language).sale]
    bare = replace(SHOP, phone="", address="", tax_id="")
    assert [block.text for block in paper(rich_sale(), bare).blocks[:2]] == [SHOP.name, ZH_TW.sale]


@pytest.mark.parametrize(("language", "name"), [("zh_TW", SHOP.name), ("en", "Suiguang Store, Dadaocheng")])
def test_the_head_names_the_shop_in_the_papers_language(language, name):
    shop = replace(SHOP, name_en="Suiguang Store, Dadaocheng")
    assert paper(rich_sale(), shop, language=language).blocks[0].text == name
    assert trial(shop, NOON, language).blocks[0].text == name


def test_a_rich_sale_in_chinese():
    document = paper(
        rich_sale(),
        cashier="林○翰",
        members=(MemberPoints("林○萱"),),
        footer="謝謝光臨",
        origins={},
        tender_names={"card": "刷卡"},
    )
    assert (document.kind, document.name, document.language) == (Kind.RECEIPT, "DDC-2-1-000187", "zh_TW")
    texts = document.texts()
    for text in (
        "穗光商行 大稻埕店", "交易明細", "門市 DDC", "收銀 2", "DDC-2-1-000187", "2026/03/05（四）12:00", "林○翰",
        "2 × 58", "第二件半價", "−29", LONG, "會員日 9 折", "即期品，外盒撞傷，店長同意降價出售", "請附提袋",
        "0.333 kg × 60 / 100 g", "200", "整筆折扣", "8 件", "$3,744", "−337", "刷卡", "授權碼 A83921", "收現金",
        "5,000", "找零", "2,256", "應稅 5%", "免稅", "林○萱", "SPRING26", "備註　3 樓來拿", "退換貨時請出示此碼",
        "謝謝光臨", "本明細不是統一發票",
    ):  # fmt: skip
        assert text in texts, text
    assert isinstance(document.blocks[-1], Cut)
    assert [block.data for block in document.blocks if isinstance(block, Code)] == [receipt_code(SALE_ID)]
    assert not [block for block in document.blocks if isinstance(block, Banner)]


def test_the_same_in_english_with_the_goods_own_names():
    names = {"SKU-1": "Cultured Butter Croissant", "SKU-3": "Dried Figs"}
    document = paper(rich_sale(), language="en", name_of=names.get)
    texts = document.texts()
    for text in (
        "Sales receipt", "Store DDC", "Register 2", "2026-03-05 Thu 12:00", "Cultured Butter Croissant", LONG,
        "0.333 kg × 60 / 100 g", "Cart discount", "8 pcs", "Approval A83921", "Cash received", "Change", "Taxable 5%",
        "Exempt", "Note: 3 樓來拿", "This is not a tax invoice",
    ):  # fmt: skip
        assert text in texts, text
    assert "發酵奶油可頌" not in texts


def test_promotions_have_a_name_in_english_and_what_a_person_said_stands_as_it_was():
    names = {one.reduction.rule_id: "A rule" for line in rich_sale().ticket.lines for one in line.reductions}
    texts = paper(rich_sale(), language="en", promotion_of=names.get).texts()
    assert texts.count("A rule") == 2
    assert not {"第二件半價", "會員日 9 折"} & set(texts)
    assert "即期品，外盒撞傷，店長同意降價出售" in texts
    assert "第二件半價" in paper(rich_sale()).texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_it_looks_like_a_uniform_invoice(language):
    document = paper(rich_sale(), language=language)
    whole = "\n".join(document.texts())
    for word in ("電子發票", "證明聯", "統一編號", "隨機碼", "收據", "賣方", "買方"):
        assert word not in whole
    assert words(language).not_an_invoice in document.texts()
    assert len([block for block in document.blocks if isinstance(block, Code)]) == 1, "an invoice has two"


def test_the_columns_add_up():
    document = paper(rich_sale())
    column = [minor(block.amount) for block in document.blocks if isinstance(block, Item)]
    column += [
        minor(row.right) for block in document.blocks if isinstance(block, Item) for row in block.rows if row.right
    ]
    found = rows(document)
    assert sum(column) == 3_744 == minor(found["小計"]) + minor(found["折扣"])
    assert minor(found["小計"]) == sum(line.listed_amount for line in rich_sale().ticket.lines), "as on the screen"


def test_tax_that_comes_on_top_has_its_line():
    line = sold(1, "Tea", 2, 1_000, ("off", ReductionKind.DISCOUNT, 200), exclusive=True)
    document = paper(committed(ticket((line,), currency=GBP)), replace(SHOP, currency=GBP))
    found = rows(document)
    assert (found["小計"], found["折扣"], found["稅額（外加）"]) == ("20.00", "−2.00", "0.90")
    assert found["合計"] == "£18.90"


def test_a_refund():
    lines = (back(1, LONG, 1_072, reason="包裝破損"), back(2, "舊商品", 100, None))
    document = paper(committed(ticket((), lines)), origins={"origin": "DDC-2-1-000101"})
    texts = document.texts()
    for text in (
        "退貨明細", "−1,072", "原單號 DDC-2-1-000101", "包裝破損", "無原交易明細", "應退", "$1,172", "退款　現金",
    ):  # fmt: skip
        assert text in texts, text
    assert "合計" not in texts
    assert "−1" in texts, "the quantity that came back"


def test_an_exchange_says_both_sides_and_the_difference():
    goods, lines = (sold(1, "可頌", 1, 87),), (back(2, "茶", 1_072),)
    to_customer = rows(paper(committed(ticket(goods, lines))))
    assert (to_customer["商品"], to_customer["退貨商品"], to_customer["應退"]) == ("87", "−1,072", "$985")
    to_shop = rows(paper(committed(ticket((sold(1, "壺", 1, 2_000),), lines))))
    assert (to_shop["商品"], to_shop["合計"]) == ("2,000", "$928")
    even = paper(committed(ticket((sold(1, "茶", 1, 1_072),), lines)))
    assert (even.texts()[4], rows(even)["合計"]) == ("換貨明細", "$0")


def test_a_sale_of_nothing_to_pay():
    found = rows(paper(committed(ticket((sold(1, "贈品", 2, 0),)))))
    assert found["合計"] == "$0"
    assert "找零" not in found


def test_cash_rounding_is_a_line_of_its_own():
    found = rows(paper(committed(ticket((sold(1, "茶", 1, 232),), rounding=-2))))
    assert (found["小計"], found["現金尾差"], found["合計"]) == ("232", "−2", "$230")
    assert rows(paper(committed(ticket((sold(1, "茶", 1, 233),), rounding=2))))["現金尾差"] == "+2"


def test_an_approved_raise_is_no_saving():
    line = sold(1, "茶", 1, 100, ("磨豆", ReductionKind.OVERRIDE, -20))
    document = paper(committed(ticket((line,))))
    item = next(block for block in document.blocks if isinstance(block, Item))
    assert [(row.left, row.right) for row in item.rows] == [("磨豆", "20")]
    assert (rows(document)["小計"], rows(document)["折扣"], rows(document)["合計"]) == ("100", "20", "$120")


@pytest.mark.parametrize(
    ("reprint", "second", "banner"),
    [
        (0, False, None),
        (1, False, "補印"),
        (3, False, "補印 第 3 次"),
        (0, True, "可能重複列印"),
        (2, True, "補印 第 2 次"),
    ],
)
def test_a_copy_says_so(reprint, second, banner):
    document = paper(rich_sale(), reprint=reprint, may_be_second=second)
    found = [block.text for block in document.blocks if isinstance(block, Banner)]
    assert found == ([] if banner is None else [banner])
    assert document.name == "DDC-2-1-000187", "a copy is the same receipt"


def test_tenders_of_providers_print_by_their_own_name():
    gift = (TenderKind.GIFT_CARD, 500, 500, "7731")
    wallet = (TenderKind.WALLET, 545, 545, "")
    sale = committed(ticket((sold(1, "茶", 1, 1_045),), (), gift, wallet))
    assert rows(paper(sale, tender_names={"wallet": "好付"}))["好付"] == "545"
    assert rows(paper(sale))["禮物卡"] == "500"
    assert "參考號 7731" in paper(sale).texts()
    assert rows(paper(sale, language="en"))["Gift card"] == "500"


def test_goods_without_a_name_are_named():
    document = paper(committed(ticket((sold(1, "", 1, 5),))))
    assert "未建檔商品" in document.texts()


def test_both_languages_have_every_word():
    for one in fields(ZH_TW):
        zh, en = getattr(ZH_TW, one.name), getattr(EN, one.name)
        assert type(zh) is type(en)
        if isinstance(zh, dict):
            assert zh.keys() == en.keys(), one.name
            assert all(zh.values()) or one.name == "units"
        else:
            assert zh, one.name
            assert en, one.name
            assert len(zh) == len(en) if isinstance(zh, tuple) else braces(zh) == braces(en), one.name
    assert all(text.isascii() or text == "× {count}" for text in plain(EN))
    assert set(ZH_TW.reductions) == {kind.value for kind in ReductionKind}
    assert set(ZH_TW.units) == set(Unit)
    assert words("fr") is ZH_TW


def braces(text: str) -> set[str]:
    return {part.split("}")[0].split(":")[0] for part in text.split("{")[1:]}


def plain(of) -> list[str]:
    found: list[str] = []
    for one in fields(of):
        value = getattr(of, one.name)
        found += value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
    return found


@pytest.mark.parametrize(
    ("figure", "currency", "text"),
    [(1_045, TWD, "$1,045"), (-1_045, TWD, "−$1,045"), (1_050, GBP, "£10.50"), (-5, GBP, "−£0.05"),
     (1_234_567, KWD, "KWD 1,234.567"), (0, TWD, "$0"), (10**15, TWD, "$1,000,000,000,000,000")],
)  # fmt: skip
def test_amounts_as_each_currency_writes_them(figure, currency, text):
    assert write.sum_of(figure, currency) == text


@given(st.integers(-(10**15), 10**15), st.sampled_from([TWD, GBP, KWD]))
def test_an_amount_can_be_read_back(figure, currency):
    assert minor(write.amount(figure, currency)) == figure
    assert minor(write.difference(figure, currency)) == figure


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [(pieces(2), "2", "2"), (Quantity(333, Unit.KILOGRAM), "0.333 kg", "0.333 kg"), (pieces(-1), "−1", "−1"),
     (Quantity(1_500, Unit.LITRE), "1.5 L", "1.5 L"), (Quantity(12_000, Unit.METRE), "12 m", "12 m")],
)  # fmt: skip
def test_quantities(quantity, zh, en):
    assert (write.quantity(quantity, ZH_TW), write.quantity(quantity, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("price", "unit", "text"),
    [(Price(58), Unit.PIECE, "58"), (Price(250), Unit.KILOGRAM, "250 / kg"),
     (Price(60, 100), Unit.KILOGRAM, "60 / 100 g"),
     (Price(90, 600), Unit.KILOGRAM, "90 / 600 g"), (Price(1, 10_000), Unit.PIECE, "1 / 10"),
     (Price(30, 500), Unit.METRE, "30 / 0.5 m"), (Price(80, 2_000), Unit.KILOGRAM, "80 / 2 kg")],
)  # fmt: skip
def test_unit_prices(price, unit, text):
    assert write.price(price, unit, TWD, ZH_TW) == text


@pytest.mark.parametrize(
    ("ppm", "text"), [(50_000, "5%"), (77_000, "7.7%"), (0, "0%"), (190_000, "19%"), (1, "0.0001%")]
)
def test_rates(ppm, text):
    assert write.rate(ppm) == text


def test_moments_are_those_of_the_store_s_clock():
    assert write.moment(NOON, "Asia/Taipei", ZH_TW) == "2026/03/05（四）12:00"
    assert write.moment(NOON, "Europe/London", EN) == "2026-03-05 Thu 04:00"
    assert write.moment(NOON, "America/Los_Angeles", EN) == "2026-03-04 Wed 20:00"


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_a_receipt_s_code_is_read_back(at, entropy):
    sale_id = uuid7(at, entropy)
    code = receipt_code(sale_id)
    assert read_receipt_code(code) == sale_id
    assert read_receipt_code(f" {code.lower()}\n") == sale_id
    assert len(code) == 38
    assert set(code) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), "capitals that a small QR code holds"


@pytest.mark.parametrize("text", ["", "OMO-R-", "OMO-R-" + "0" * 32, "4710000000011", "OMO-P-" + "a" * 32, "x" * 999])
def test_other_codes_are_no_receipts(text):
    assert read_receipt_code(text) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [("林柏翰", "林○翰"), ("王明", "王○"), ("歐陽小明", "歐○○明"), ("王", "王○"),
     ("Lin Yi-hsuan", "Lin Y***"), ("Anna", "A***"),
     ("", ""), ("  ", ""), ("林 柏翰", "林○翰"), ("Mary Ann Smith", "Mary A***")],
)  # fmt: skip
def test_masked_names(name, shown):
    assert masked(name) == shown


def test_masked_ids():
    assert (masked_id("m-000123456"), masked_id("")) == ("****3456", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_test_paper_shows_what_a_printer_must_draw(language):
    document = trial(Shop("DDC", 2, ""), NOON, language)
    assert document.kind is Kind.TEST
    kinds = {type(block) for block in document.blocks}
    assert {Banner, Item, Row, Code, Text, Cut} <= kinds
    assert words(language).test_notice in document.texts()
    assert {block.size for block in document.blocks if isinstance(block, Row)} >= {Size.NORMAL, Size.LARGE}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王小明", "王○明"), ("林柏翰", "林○翰"), ("王明", "王○"), ("歐陽小明", "歐○○明"), ("陳林美惠", "陳○○惠"),
     ("Lin Po-han", "Lin P***"), ("栗子早班", "栗子早班"), ("栗子班", "栗○班"), ("安娜", "安○"),
     ("早班一號", "早班一號"), ("Lizi, early shift", "Lizi, early shift"), ("Till 2", "Till 2"), ("", "")],
)  # fmt: skip
def test_a_persons_name_is_masked_and_a_place_at_the_till_is_not(name, shown):
    assert masked_staff(name) == shown


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh_TW", {"本次點數": "+1,280", "使用點數": "−30"}), ("en", {"Points": "+1,280", "Points used": "−30"})],
)
def test_points_are_told_where_a_member_has_any(language: str, told: dict[str, str]):
    said = rows(paper(rich_sale(), language=language, members=(MemberPoints("林○萱", 1_280, 30),)))
    assert {name: said[name] for name in told} == told
    assert not told.keys() & rows(paper(rich_sale(), language=language, members=(MemberPoints("林○萱"),))).keys()
    back = rows(paper(rich_sale(), members=(MemberPoints("林○萱", -5, -20),)))
    assert (back["本次點數"], back["退回點數"]) == ("−5", "+20")


def test_each_members_points_stand_below_that_members_name():
    told = (MemberPoints("陳○廷", 1), MemberPoints("林○萱", spent=100))
    found = [one for one in paper(rich_sale(), members=told).blocks if isinstance(one, Row)]
    said = [(one.left, one.right) for one in found if one.left in {"會員", "本次點數", "使用點數"}]
    assert said == [("會員", "陳○廷"), ("本次點數", "+1"), ("會員", "林○萱"), ("使用點數", "−100")]
