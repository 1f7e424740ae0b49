"""Promotions in the database: read back as they were said, and a newer version's kept whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Terminal, open_terminal
from app.config import Config
from app.contract.promotion import KeptAside, read_promotion
from app.domain.errors import FaultError
from app.domain.shop import Shop

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
