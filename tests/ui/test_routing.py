"""Scans on any screen: codes go to who takes them, what does not count is refused in one line, goods are sold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.bootstrap.printing import make_papers
from app.contract.codes import CodeForms, EmbeddedForm, PlainForm
from app.contract.feed import StoreItem
from app.contract.key import key_name
from app.db.catalog import Row, put
from app.domain.catalog import DatedPrice, Product, ProductCode
from app.domain.codes.settings import check_digit
from app.domain.codes.signed import CodeKind
from app.domain.ids import uuid7
from app.domain.quantity import Price, Unit
from app.domain.receipt import Code, receipt_code
from app.vault.code import sign_code, sign_paper
from app.vault.signature import Signer
from tests.db.conftest import START
from tests.ui.refunding import primary, rows, toast
from tests.unit.test_paper import sale_of

CENTRE, OTHER = Signer(b"c" * 32), Signer(b"o" * 32)
UNTIL = START + 3_600 * 1_000_000
GOODS = (
    (Product("CAKE", "蛋糕", codes=(ProductCode("00012"),)), Price(99)),
    (Product("NUTS", "核桃", unit=Unit.KILOGRAM, codes=(ProductCode("00013"),)), Price(400)),
    (Product("EGGS", "蛋", codes=(ProductCode("12345670"), ProductCode("4710402012346"))), Price(58)),
)
STORE = StoreItem(
    name="本店", zone="Asia/Taipei", currency="TWD",
    codes=CodeForms(
        plain=(PlainForm(kind="pickup", least=6, most=8), PlainForm(kind="coupon", prefix="SUMMER", least=1, most=4)),
        embedded=(
            EmbeddedForm(form="21IIIIIPPPPPC", measure="price"),
            EmbeddedForm(form="23IIIIIPPPPPC", measure="weight"),
        ),
    ),
)  # fmt: skip


@pytest.fixture
def told(counter):
    """A counter whose centre told it keys, and how the store's own codes are recognised."""

    def tell(connection) -> None:
        for use, signer in (("code", CENTRE), ("receipt", OTHER)):
            public = signer.public_key
            row = (key_name(use, public), use, public.hex())
            connection.execute("INSERT INTO verify_key VALUES(?, ?, ?, '', NULL, 0, NULL)", row)
        put(connection, [Row(one, DatedPrice(one.sku, price)) for one, price in GOODS])
        connection.execute(
            "INSERT INTO centre VALUES(1, 'c', NULL, NULL, 0, 0, 0, 0, ?, NULL)", (STORE.model_dump_json(),)
        )

    counter.till.terminal.store.writer.on_connection(tell).result()
    return counter


def scan(counter, text: str) -> None:
    counter.window.shell.scanned(text)
    counter.settle()


def code(kind: CodeKind, subject: str = "019b-1", store: str = "S01", until: int = UNTIL) -> str:
    return sign_code(CENTRE, kind, store, subject, until)


@pytest.mark.parametrize("screen", ["sell", "sales", "settings", "refund", "shift", "pay"])
def test_a_signed_code_goes_to_who_takes_it_from_any_screen(told, screen) -> None:
    taken: list[object] = []
    told.place.router.on("pickup", lambda what: not taken.append(what))
    if screen == "pay":
        told.goods(("A", 1, 500))
    told.open(screen)
    scan(told, code(CodeKind.PICKUP))
    assert [getattr(one, "order_id", "") for one in taken] == ["019b-1"]
    assert told.where == screen


def test_what_does_not_count_is_refused_in_one_line(told) -> None:
    told.open("sell")
    whole = code(CodeKind.MEMBER)
    for text, words in (
        (whole[:-1] + ("0" if whole[-1] != "0" else "1"), "這個條碼不是本店發出的，不能使用"),
        (code(CodeKind.MEMBER, until=START - 600 * 1_000_000), "這個條碼已過期，請顧客重新開啟頁面再掃描"),
        (code(CodeKind.MEMBER, store="S02"), "這個條碼是另一家門市的（門市代碼 S02），要到那家門市使用"),
        (sign_code(OTHER, CodeKind.MEMBER, "", "M-1", UNTIL), "無法驗證這個條碼，連線同步後再掃描一次"),
        ("OMO:AB", "條碼沒有完整讀到，請再掃描一次"),
    ):
        scan(told, text)
        assert (toast(told), told.heard.cues[-1]) == (words, "rejected")
    assert told.place.cart.cart.is_empty


def test_goods_come_before_plain_codes_and_nobodys_codes_are_unknown_goods(told) -> None:
    told.open("sell")
    for text in ("12345670", "NOBODY-1"):
        scan(told, text)
    assert [line.sku for line in told.place.cart.cart.lines] == ["EGGS"]
    assert toast(told) == "查無此條碼 NOBODY-1"


def test_a_receipt_of_another_terminal_opens_where_goods_come_back(told) -> None:
    sold = replace(sale_of(3), sale_id=uuid7(START // 1_000, b"elsewhere!"), store="S02")
    told.open("sales")
    scan(told, sign_paper(OTHER.public_key, OTHER.sign, sold))
    assert told.where == "refund"
    assert len(rows(told)) == 3
    assert primary(told) == "退款: 請到原收銀機退款"
    assert told.named("收據", QLineEdit).text() == "S02-1-1-000123"
    told.keys(Qt.Key.Key_F9)
    assert not told.place.refund.has_chosen
    long = replace(sale_of(40), sale_id=uuid7(START // 1_000, b"elsewhere2"), store="S02")
    scan(told, sign_paper(OTHER.public_key, OTHER.sign, long))
    assert "S02-1-1-000123 共 40 項，條碼裡沒有明細，請到原收銀機退款" in told.names()
    scan(told, sign_paper(CENTRE.public_key, CENTRE.sign, long))
    assert toast(told) == "無法驗證這個條碼，連線同步後再掃描一次"


def test_the_code_on_its_own_receipt_opens_the_sale_as_the_journal_has_it(told) -> None:
    sale = told.till.sell(("TEA", 2, 160))
    told.till.give_back((sale, 1, 1))
    paper = make_papers(told.till.terminal).receipt(sale.ticket.sale_id, "zh_TW")
    (code,) = [block.data for block in paper.blocks if isinstance(block, Code)]
    assert code.startswith("OMO:")
    told.open("sell")
    scan(told, code)
    assert told.where == "refund"
    assert told.place.refund.lines[0].remaining == 1_000


def test_what_a_label_says_is_what_is_sold(told) -> None:
    told.open("sell")
    weight = "2300013" + "01250"
    for text in ("2100012003506", "2100013003505", weight + check_digit(weight), "(01)04710402012346(30)6"):
        scan(told, text)
    sold = [
        (line.sku, line.quantity.milli, line.listed.amount(line.quantity.milli))
        for line in told.place.cart.cart.lines
    ]
    assert sold == [("CAKE", 1_000, 350), ("NUTS", 875, 350), ("NUTS", 1_250, 500), ("EGGS", 6_000, 348)]


def test_goods_come_back_by_whatever_code_they_carry(told) -> None:
    sale = told.till.sell(("EGGS", 2, 58), ("CAKE", 1, 350))
    told.open("sell")
    scan(told, receipt_code(sale.ticket.sale_id))
    for text in ("(01)04710402012346(10)A1", "2100012003506"):
        scan(told, text)
    assert told.place.refund.chosen == {1: 1_000, 2: 1_000}
