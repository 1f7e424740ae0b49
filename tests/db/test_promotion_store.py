"""Promotions in the database: read back as they were said, and a newer version's kept whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Terminal, open_terminal
from app.bootstrap.printing import make_papers
from app.config import Config
from app.contract.promotion import KeptAside, PromotionRule, read_promotion
from app.domain.errors import FaultError
from app.domain.pricing import PromotionBook
from app.domain.shop import Shop
from app.services.promotion import promotion_of

HALF = '{"id": "HALF", "name": "第二件半價", "rule": {"kind": "percent_off", "off_ppm": 500000}}'
SET = """{"schema": 1, "id": "SET", "name": "組合", "currency": "TWD", "when": {"weekdays": [6]},
 "rule": {"kind": "mix_match", "groups": [{"tags": ["a"], "count": 1}], "reward": {"price_minor": 0}}}"""
NEWER = '{"schema": 2, "id": "NEW", "name": "?", "rule": {"kind": "lottery", "luck": 7}}'


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = open_terminal(Config(tmp_path / "data", tmp_path / "keys", "file", plain=True), Shop())
    yield opened
    opened.close()


def test_promotions_come_back_as_they_were_said(terminal: Terminal) -> None:
    rules = [read_promotion(text) for text in (HALF, NEWER, SET)]
    terminal.store.put_promotions(rules)
    assert terminal.store.promotions() == rules
    assert isinstance(rules[1], KeptAside)
    bodies = dict(terminal.store.connection().execute("SELECT id, body FROM promotion"))
    assert bodies["NEW"] == NEWER
    assert '"schema": 1' in bodies["HALF"]  # so that a later version knows what it reads


def test_a_promotion_of_a_known_id_is_replaced_and_the_others_stay(terminal: Terminal) -> None:
    terminal.store.put_promotions([read_promotion(HALF), read_promotion(SET)])
    terminal.store.put_promotions([read_promotion(HALF.replace("500000", "400000"))])
    found = {rule.id: rule for rule in terminal.store.promotions()}
    assert found["HALF"].rule.off_ppm == 400_000
    assert set(found) == {"HALF", "SET"}


def test_a_damaged_one_is_told(terminal: Terminal) -> None:
    terminal.store.writer.on_connection(lambda c: c.execute("INSERT INTO promotion VALUES('X', '{')")).result()
    with pytest.raises(FaultError, match=r"promotion\.damaged"):
        terminal.store.promotions()


def test_its_english_name_is_on_the_receipt_in_english_alone(make_till) -> None:
    till = make_till()
    till.open_shift(0)
    text = HALF.replace('"rule"', '"name_en": "Half price", "rule"', 1)
    till.terminal.store.put_promotions([read_promotion(text), read_promotion(NEWER)])
    rule = till.terminal.store.promotions()[0]
    assert isinstance(rule, PromotionRule)
    till.book = PromotionBook([promotion_of(rule)])
    assert promotion_of(rule).name_en == "Half price"
    sale = till.sell(("TEA", 2, 100))
    papers = make_papers(till.terminal)
    said = {language: papers.receipt(sale.ticket.sale_id, language).texts() for language in ("zh_TW", "en")}
    assert "第二件半價" in said["zh_TW"]
    assert "Half price" not in said["zh_TW"]
    assert "Half price" in said["en"]
    assert "第二件半價" not in said["en"]
    assert [till.reads.promotion_english(one) for one in ("HALF", "NEW", "GONE")] == ["Half price", None, None]
    till.terminal.store.put_promotions([read_promotion(HALF)])  # it has none any more
    assert "第二件半價" in papers.receipt(sale.ticket.sale_id, "en").texts()
