"""A cart priced from two JSON texts: the answer, and one clear sentence for each thing that may be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.pricing import price_texts, read_at

DATA = Path(__file__).parents[1] / "data" / "pricing"
CART = (DATA / "cart.json").read_text(encoding="utf-8")
PROMOTIONS = (DATA / "promotions.json").read_text(encoding="utf-8")
LINE = {"sku": "A", "quantity": 1, "price": 2}


def cart(*lines: dict, **more) -> str:
    return json.dumps({"currency": "TWD", "lines": lines} | more)


def test_the_answer_is_the_one_worked_out_by_hand() -> None:
    priced = (DATA / "priced.json").read_text(encoding="utf-8")
    assert json.loads(price_texts(CART, PROMOTIONS, "2026-11-20T14:32")) == json.loads(priced)


def test_the_zone_of_the_file_holds_for_the_moment_too() -> None:
    there = json.dumps({"zone": "Europe/London", "promotions": []})
    assert json.loads(price_texts(CART, there, "2026-07-01T12:00"))["at"] == "2026-07-01T12:00:00+01:00"
    assert json.loads(price_texts(CART, "[]", "2026-07-01T12:00"))["at"] == "2026-07-01T12:00:00+08:00"
    assert json.loads(price_texts(CART, "[]", 0, zone="UTC"))["at"] == "1970-01-01T00:00:00+00:00"


def test_moments() -> None:
    assert read_at("2026-11-20T14:32") == read_at("2026-11-20T06:32Z") == 1_795_156_320_000_000
    assert read_at("1970-01-01T00:00:00.000001+00:00") == 1
    for wrong in ("yesterday", "", "0001-01-01", "9999-12-31T23:59:59", "2026-13-01"):
        with pytest.raises(UserError, match=r"pricing\.bad_time"):
            read_at(wrong)


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("", "", "Invalid JSON"),
        ("null", "", "object"),
        ('{"currency": "TWD"}', "lines", "required"),
        (cart(currency="twd"), "currency", "pattern"),
        (cart(currency="QQQ"), "currency", "money.unknown_currency"),
        (cart(LINE, colour="red"), "colour", "Extra inputs"),
        (cart(LINE, LINE | {"quantity": 1.5}), "lines[1].quantity", "whole number of pieces"),
        (cart(LINE | {"quantity": 0}), "lines[0].quantity.milli", "greater than or equal to 1"),
        (cart(LINE | {"quantity": {"milli": 500, "unit": "piece"}}), "lines[0]", "pieces are whole"),
        (cart(LINE | {"quantity": {"milli": 500, "unit": "pound"}}), "lines[0].quantity.unit", "'piece'"),
        (cart(LINE | {"price": -1}), "lines[0].price.minor", "greater than or equal to 0"),
        (cart(LINE | {"price": "2.00"}), "lines[0].price", "whole number of minor units"),
        (cart(LINE | {"price": 10**15 + 1}), "lines[0]", "cart.amount_out_of_range"),
        (cart(LINE | {"quantity": 10**10}), "lines[0]", "cart.quantity_out_of_range"),
        (
            cart(LINE | {"discount": {"kind": "percent", "value": 2_000_000, "reason": "x"}}),
            "lines[0]",
            "discount.out_of_range",
        ),
        (cart(LINE | {"line_id": 2}, LINE), "lines", "twice"),
    ],
)
def test_a_wrong_cart_is_named(text: str, where: str, why: str) -> None:
    assert bad_input(text, "[]") == ("cart", where)
    assert why in reason(text, "[]")


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("{", "", "Expecting"),
        ("[" * 100_000, "", ""),
        ("5", "promotions", "list"),
        ("{}", "promotions", "list"),
        ('{"promotions": [], "promotion": 1}', "promotion", "unknown field"),
        ('{"promotions": [], "zone": 8}', "zone", "IANA"),
        ('[{"id": "p"}]', "promotions[0].name", "required"),
        ("[7]", "promotions[0]", ""),
        (
            '[{"id": "p", "name": "P", "rule": {"kind": "percent_off", "off_ppm": NaN}}]',
            "promotions[0].rule.off_ppm",
            "",
        ),
        (
            json.dumps([{"id": "p", "name": "P", "rule": {"kind": "percent_off", "off_ppm": 1}}] * 2),
            "promotions",
            "duplicate_id",
        ),
    ],
)
def test_a_wrong_file_of_promotions_is_named(text: str, where: str, why: str) -> None:
    assert bad_input(cart(LINE), text) == ("promotions", where)
    assert why in reason(cart(LINE), text)


def bad_input(cart_text: str, promotions_text: str) -> tuple[object, object]:
    with pytest.raises(UserError) as caught:
        price_texts(cart_text, promotions_text, 0)
    assert caught.value.code == "pricing.bad_input"
    assert "\n" not in str(caught.value)
    return caught.value.params["file"], caught.value.params["at"]


def reason(cart_text: str, promotions_text: str) -> str:
    with pytest.raises(UserError) as caught:
        price_texts(cart_text, promotions_text, 0)
    return str(caught.value.params["reason"])


def test_other_errors_keep_their_own_code() -> None:
    with pytest.raises(UserError, match=r"pricing\.unknown_zone"):
        price_texts(cart(LINE), '{"zone": "Mars/Olympus", "promotions": []}', 0)
    with pytest.raises(UserError, match=r"tax\.unknown_class"):
        price_texts(cart(LINE | {"tax_class": "none"}), "[]", 0)
