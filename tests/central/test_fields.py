"""What the centre acts by was in a form from its first day: what came later says something, and no more.

A centre one version older applies an entry without the fields that it does not know, and never looks again. So a
field with an effect there comes with a new schema number, which such a centre keeps aside whole (see `added`).
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any, get_args

from app.central import apply
from app.central.later import apply_later
from app.contract import journal
from app.contract.journal import KINDS, SaleCompleted
from app.contract.wire import Wire
from tests.central.conftest import START, rows
from tests.central.counter import sale
from tests.central.test_intake import counter, states

__all__ = ["counter"]

#: Of every form that has an effect at the centre, and of what is in it: the fields it has for ever.
FIRST = {
    "SaleCompleted": "number numbered_in receipt_seq lines returns tenders taxes sold returned rounding total "
    "member_id coupons note",
    "SoldLine": "line sku name code category quantity listed listed_amount reductions tax_class rate_ppm tax paid "
    "note unknown",
    "WireQuantity": "milli unit",
    "WirePrice": "minor currency per_milli",
    "WireMoney": "minor currency",
    "AppliedReduction": "rule_id name kind amount approved_by",
    "ReturnedLine": "line sku name quantity sale_id sale_line tax_class rate_ppm tax refund reason restock",
    "Tender": "id kind amount tendered change reference",
    "TaxSum": "tax_class rate_ppm taxed tax",
    "Fiscal": "provider number body",
    "StockMoved": "reason deltas note",
    "StockDelta": "sku quantity",
    "OrderHandedOver": "order_id lines offline",
    "HandedLine": "sku quantity",
    "TaskClosed": "task_id note",
    "OrderGiven": "order_id given moved ends sale_id prepaid_minor checked offline",
    "GivenLine": "line milli",
    "MovedGoods": "sku quantity",
    "PickingStarted": "order_id",
    "LinePicked": "order_id line milli state reason note substitute_sku substitute_name",
    "OrderReadied": "order_id shelf keep_until",
    "ProblemReported": "order_id problem note",
    "OrderPutBack": "order_id why",
    "IntakeChanged": "state slow_minutes until",
    "KeyAdopted": "public",
    "MemberEnrolled": "member_id sealed name contact contact_hashes birthday consents",
    "MemberConsented": "member_id consents",
    "PointsMoved": "member_id points reason sale_id base of_sale_id hold_id",
    "ReceiptRequested": "sale_id sealed masked language",
    "CouponRedeemed": "sale_id code campaign basis amount",
    "CouponRestored": "sale_id code campaign",
    "CouponIssued": "sale_id code campaign ends_at member_id",
    "CouponWithdrawn": "sale_id code campaign",
}
#: And those that came later. They say something: to whoever reads the entry, to a machine that is rebuilt from it.
SAYS_ONLY = {"SaleCompleted": "print_receipt fiscal"}


def tree() -> ast.Module:
    return ast.parse(inspect.getsource(apply))


def with_effect() -> list[type[Wire]]:
    """The forms that the centre acts by, as the source of `Effects.apply` names them."""
    named = {
        one.cls.id for one in ast.walk(tree()) if isinstance(one, ast.MatchClass) and isinstance(one.cls, ast.Name)
    }
    return [form for form in KINDS.values() if form.__name__ in named]


def inner(kind: Any) -> Iterator[type[Wire]]:
    if isinstance(kind, type) and issubclass(kind, Wire):
        yield kind
    for part in get_args(kind):
        yield from inner(part)


def reached(forms: list[type[Wire]]) -> dict[str, type[Wire]]:
    found: dict[str, type[Wire]] = {}
    for form in forms:
        if form.__name__ not in found:
            found[form.__name__] = form
            parts = [part for one in form.model_fields.values() for part in inner(one.annotation)]
            found |= reached(parts)
    return found


def test_what_the_centre_acts_by_has_the_fields_of_its_first_day() -> None:
    forms = reached(with_effect())
    assert set(forms) == set(FIRST), "a form with an effect at the centre: its fields are for ever, list them"
    for name, form in forms.items():
        later = set(SAYS_ONLY.get(name, "").split())
        assert set(form.model_fields) == set(FIRST[name].split()) | later, (
            f"{name}: a new schema number, or says only"
        )
        assert {field for field, told in form.model_fields.items() if told.exclude_if is not None} == later, name


def test_what_came_later_is_not_acted_by() -> None:
    read = {one.attr for one in ast.walk(tree()) if isinstance(one, ast.Attribute)}
    assert {"coupons", "restock", "deltas"} <= read
    assert not read & {field for some in SAYS_ONLY.values() for field in some.split()}


def test_a_form_with_a_new_effect_waits_whole_for_a_centre_that_knows_it(engine, counter, monkeypatch) -> None:
    """As a newer counter writes it: the number is what keeps it, whatever it looks like."""
    body = sale(("A", 1))
    counter.write_raw("sale.completed", 2, body.model_dump_json()[:-1] + ',"points":[{"member":"M1","points":5}]}')
    counter.write(body.model_copy(update={"number": "later"}))
    counter.push()
    assert states(engine) == ["later", "applied"]
    assert rows(engine, "SELECT count(*) FROM sale") == [(1,)]
    monkeypatch.setitem(journal.KINDS, ("sale.completed", 2), SaleCompleted)
    assert apply_later(engine, START) == 1
    assert rows(engine, "SELECT count(*) FROM sale") == [(2,)]
    assert "points" in str(rows(engine, "SELECT body FROM entry WHERE schema_no = 2"))
