"""The README's examples of prices and promotions give what the README says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.contract.promotion import KINDS
from app.services.pricing import price_texts, read_at

README = Path(__file__).parents[2] / "README.md"
SECTION = README.read_text(encoding="utf-8").partition("\n## Prices and promotions\n")[2].partition("\n## ")[0]
CART, *PROMOTIONS = re.findall(r"```json\n(.*?)```\n\n(.*?\n)\n", SECTION, re.DOTALL)
#: When an example is priced, and what it takes off; the day may be named before the figure.
FIGURE = re.compile(r"(?:(\d{4}-\d\d-\d\dT\d\d:\d\d).*?)?\btakes off \*\*(\d+)\*\*", re.IGNORECASE)
EXAMPLES = [
    pytest.param(text, at or "2026-11-20T14:32", int(off), id=f"{json.loads(text)['id']} {at}".strip())
    for text, words in PROMOTIONS
    for at, off in FIGURE.findall(words)
]


@pytest.mark.parametrize(("text", "at", "off"), EXAMPLES)
def test_the_example_takes_off_what_the_readme_says(text: str, at: str, off: int) -> None:
    priced = json.loads(price_texts(CART[0], f"[{text}]", read_at(at)))
    assert priced["listed"] - priced["total"] == priced["reduction"] == off


def test_every_kind_has_an_example() -> None:
    rules = [json.loads(text)["rule"] for text, _ in PROMOTIONS]
    assert {rule["kind"] for rule in rules} >= set(KINDS)
    levels = {(rule["kind"], rule.get("level", "item")) for rule in rules}
    assert {(kind, "cart") for kind in ("percent_off", "amount_off", "tiers")} <= levels
    assert len(EXAMPLES) > len(PROMOTIONS)


def test_all_examples_stand_together_in_one_file() -> None:
    file = json.dumps({"zone": "Asia/Taipei", "promotions": [json.loads(text) for text, _ in PROMOTIONS]})
    priced = json.loads(price_texts(CART[0], file, read_at("2026-11-20T14:32")))
    assert priced["passed_over"] == [{"id": "of-tomorrow", "kind": "lucky_draw"}]
    assert priced["total"] == sum(line["paid"] for line in priced["lines"])
