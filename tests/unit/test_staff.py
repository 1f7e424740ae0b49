from __future__ import annotations

import pytest

from app.domain.errors import UserError
from app.domain.staff import ALLOWED, RESERVED, Permission, Person, Role, may

CASHIER = {
    "sell", "discount", "refund", "open_shift", "close_shift", "hand_over", "move_stock",
}  # fmt: skip


def test_who_may_do_what():
    assert {one.value for one in Permission if may(Role.CASHIER, one)} == CASHIER
    assert {one.value for one in Permission if may(Role.STAFF, one)} == {"hand_over", "move_stock"}
    assert all(may(Role.MANAGER, one) for one in Permission)


def test_nobody_may_do_nothing():
    assert not any(may(None, one) for one in Permission)


def test_what_needs_a_manager_at_the_counter():
    asked = (
        "discount_above_limit price_override void_after_tender no_sale_drawer refund_without_receipt correct_tender"
    )
    for name in [*asked.split(), "sell_unknown", "recount", "change_settings", "manage_staff"]:
        assert not may(Role.CASHIER, Permission(name)), name


def test_the_table_names_every_role_and_cannot_be_changed():
    assert set(ALLOWED) == set(Role)
    with pytest.raises(TypeError):
        ALLOWED[Role.STAFF] = frozenset(Permission)
    with pytest.raises(AttributeError):
        ALLOWED[Role.STAFF].add(Permission.SELL)


@pytest.mark.parametrize("staff_id", ["S01", "anna", "a.b-c_9", "0", "x" * 40])
def test_staff_ids(staff_id):
    assert Person(staff_id, "安", "Ann", Role.STAFF).active


@pytest.mark.parametrize("staff_id", ["", " ", "S 01", "-S01", "店長", "x" * 41, "S01\n", "S/1", *sorted(RESERVED)])
def test_what_is_no_staff_id(staff_id):
    with pytest.raises(UserError) as caught:
        Person(staff_id, "安", "", Role.STAFF)
    assert caught.value.code == "staff.bad_id"


@pytest.mark.parametrize(
    ("name", "name_en", "code"),
    [
        ("", "", "staff.no_name"),
        ("  ", "Ann", "staff.no_name"),
        ("安" * 81, "", "text.too_long"),
        ("安", "A" * 81, "text.too_long"),
        ("\ud800", "", "text.unreadable"),
        ("安\x1b", "", "text.unreadable"),
    ],
)
def test_names(name, name_en, code):
    with pytest.raises(UserError) as caught:
        Person("S01", name, name_en, Role.STAFF)
    assert caught.value.code == code
