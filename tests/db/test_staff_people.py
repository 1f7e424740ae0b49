"""Who belongs to the shop: added, changed, sent away, and never without a manager."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from app.bootstrap import back_up, demo_people, load_people, new_recovery_code, restoring_from
from app.db.connection import connect_reader
from app.domain.errors import ConflictError, UserError
from app.domain.staff import Person, Role
from app.services.staff import Newcomer
from app.vault import recovery
from tests.db.conftest import Till, refused
from tests.db.staffed import PEOPLE, bodies, enter, no, staffed


@pytest.fixture
def shop(make_till) -> Till:
    till = make_till()
    staffed(till)
    return till


def person(staff_id: str, role: Role = Role.CASHIER) -> Person:
    return Person(staff_id, "新", "New", role)


def changes(till: Till) -> list[tuple[str, str]]:
    """Actor and what, of every change but the first five."""
    rows = till.query("SELECT actor, body FROM journal WHERE kind = 'staff.changed' ORDER BY seq")[5:]
    return [(actor, json.loads(body)["what"]) for actor, body in rows]


def test_the_first_manager_gets_the_code_that_does_both(make_till):
    till = make_till()
    staff = till.terminal.staff
    assert not staff.exist()
    code = staff.enrol_first_manager("boss", "老闆", "Boss", "5173").result()
    assert bodies(till, "staff.changed") == ['{"staff_id":"boss","role":"manager","active":true,"what":"created"}']
    assert till.query("SELECT actor FROM journal WHERE kind = 'staff.changed'") == [("boss",)]
    staff.sign_in("boss", "5173").result()
    staff.reset_pin_by_code(code.lower(), "boss", "8264").result()
    no("staff.wrong_pin", lambda: staff.sign_in("boss", "5173"))
    staff.sign_in("boss", "8264").result()
    wrapped = till.terminal.store.place.identity().wrapped
    assert recovery.unwrap(code, wrapped, till.terminal.terminal_id) == till.terminal.secrets.load()
    till.check()


def test_a_code_that_was_written_down_before_is_kept_where_it_is_asked_for(make_till):
    till = make_till()
    code = new_recovery_code(till.terminal)
    assert till.terminal.staff.enrol_first_manager("boss", "老闆", "", "5173", new_code=False).result() is None
    till.terminal.staff.reset_pin_by_code(code, "boss", "8264").result()
    enter_with = till.terminal.staff.sign_in("boss", "8264").result()
    assert enter_with.person.role is Role.MANAGER


def test_there_is_one_first_manager(shop):
    before = shop.terminal.store.place.identity()
    shop.unchanged(
        lambda: no("staff.exists_already", lambda: shop.terminal.staff.enrol_first_manager("x", "x", "", "5173"))
    )
    assert shop.terminal.store.place.identity() == before, "the code on paper still holds"


@pytest.mark.parametrize("pin", ["1234", "0000", "12", "abcd"])
def test_a_first_manager_without_a_good_pin_is_none(make_till, pin):
    till = make_till()
    with pytest.raises(UserError, match=r"staff\.pin_"):
        till.terminal.staff.enrol_first_manager("boss", "老闆", "", pin).result()
    assert not till.terminal.staff.exist()
    assert till.terminal.store.place.identity().wrapped is None


def test_a_manager_adds_people(shop):
    shop.terminal.staff.add(person("nina"), "4862", "boss", "badge-of-nina").result()
    assert shop.terminal.staff.sign_in("nina", "4862").result().person == person("nina")
    assert shop.terminal.staff.sign_in_by_badge("badge-of-nina").result().person == person("nina")
    assert changes(shop) == [("boss", "created")]
    shop.check()


@pytest.mark.parametrize("actor", ["anna", "otto", "nobody", "system", "recovery"])
def test_nobody_else_does(shop, actor):
    staff = shop.terminal.staff

    def all_of_it() -> None:
        for act in (
            lambda: staff.add(person("nina"), "4862", actor),
            lambda: staff.change_role("anna", Role.MANAGER, actor),
            lambda: staff.rename("anna", "x", "", actor),
            lambda: staff.deactivate("boss", actor),
            lambda: staff.set_pin("bert", "4862", actor),
            lambda: staff.set_badge("bert", "badge-of-nina", actor),
        ):
            no("staff.may_not", act)

    shop.unchanged(all_of_it)


def test_a_manager_who_left_is_none(shop):
    shop.terminal.staff.deactivate("vice", "boss").result()
    no("staff.may_not", lambda: shop.terminal.staff.deactivate("boss", "vice"))
    shop.terminal.staff.reactivate("vice", "boss").result()
    shop.terminal.staff.deactivate("boss", "vice").result()
    assert changes(shop) == [("boss", "deactivated"), ("boss", "reactivated"), ("vice", "deactivated")]
    shop.check()


@pytest.mark.parametrize(
    ("staff_id", "pin", "badge", "code"),
    [
        ("anna", "4862", None, "staff.id_taken"),
        ("nina", "1111", None, "staff.pin_trivial"),
        ("nina", "4862", "badge-of-anna", "staff.badge_taken"),
        ("nina", "4862", " BADGE-OF-ANNA", "staff.badge_taken"),
        ("nina", "4862", "short", "staff.badge_length"),
    ],
)
def test_what_cannot_be_added_leaves_nothing(shop, staff_id, pin, badge, code):
    shop.unchanged(lambda: no(code, lambda: shop.terminal.staff.add(person(staff_id), pin, "boss", badge)))
    assert "nina" not in [one.staff_id for one in shop.terminal.staff.people()]


def test_roles_and_names_change(shop):
    staff = shop.terminal.staff
    staff.change_role("anna", Role.MANAGER, "boss").result()
    staff.rename("anna", "安安", "Ann", "anna").result()
    assert shop.reads.person("anna") == Person("anna", "安安", "Ann", Role.MANAGER)
    shop.unchanged(lambda: staff.change_role("anna", Role.MANAGER, "boss").result())
    assert changes(shop) == [("boss", "role"), ("anna", "name")]
    enter(shop, "anna")
    shop.check()


def test_the_last_manager_stays_one(shop):
    staff = shop.terminal.staff
    staff.change_role("vice", Role.CASHIER, "boss").result()

    def all_of_it() -> None:
        no("staff.last_manager", lambda: staff.deactivate("boss", "boss"))
        no("staff.last_manager", lambda: staff.change_role("boss", Role.CASHIER, "boss"))

    shop.unchanged(all_of_it)
    staff.change_role("anna", Role.MANAGER, "boss").result()
    staff.change_role("boss", Role.STAFF, "boss").result()
    no("staff.last_manager", lambda: staff.deactivate("anna", "anna"))


def test_a_manager_whom_nothing_recognises_does_not_count(make_till):
    till = make_till()
    staff = staffed(till, "boss", "anna")
    staff.take_in([Newcomer(Person("ghost", "影", "", Role.MANAGER))]).result()
    no("staff.last_manager", lambda: staff.deactivate("boss", "boss"))
    staff.set_badge("ghost", "badge-of-ghost", "boss").result()
    staff.deactivate("boss", "boss").result()
    no("staff.last_manager", lambda: staff.set_badge("ghost", None, "ghost"))
    staff.set_pin("ghost", "4862", "ghost").result()
    staff.set_badge("ghost", None, "ghost").result()


def test_a_new_pin_ends_the_old_one_and_the_wait(shop):
    staff = shop.terminal.staff
    for _ in range(4):
        no("staff.wrong_pin", lambda: staff.sign_in("anna", "9753"))
    no("staff.wait", lambda: staff.sign_in("anna", "9753"))
    staff.set_pin("anna", "4862", "boss").result()
    no("staff.wrong_pin", lambda: staff.sign_in("anna", PEOPLE["anna"][2]))
    staff.sign_in("anna", "4862").result()
    assert changes(shop) == [("boss", "pin")]
    shop.check()


def test_who_knows_the_old_pin_sets_the_own_new_one(shop):
    staff = shop.terminal.staff
    staff.set_pin("anna", "4862", "anna", old_pin=PEOPLE["anna"][2]).result()
    staff.sign_in("anna", "4862").result()
    no("staff.wrong_pin", lambda: staff.set_pin("anna", "5173", "anna", old_pin="3907"))
    no("staff.may_not", lambda: staff.set_pin("bert", "4862", "anna", old_pin=PEOPLE["bert"][2]))
    no("staff.pin_trivial", lambda: staff.set_pin("anna", "4444", "anna", old_pin="4862"))
    staff.sign_in("anna", "4862").result()


def test_a_lost_badge_no_longer_opens_anything(shop):
    staff = shop.terminal.staff
    staff.set_badge("anna", "another-badge", "boss").result()
    no("staff.unknown_badge", lambda: staff.sign_in_by_badge("badge-of-anna"))
    staff.sign_in_by_badge("another-badge").result()
    staff.set_badge("anna", None, "boss").result()
    no("staff.unknown_badge", lambda: staff.sign_in_by_badge("another-badge"))
    staff.set_badge("bert", "badge-of-anna", "boss").result()
    assert staff.sign_in_by_badge("badge-of-anna").result().person.staff_id == "bert"
    assert changes(shop) == [("boss", "badge")] * 3


def test_the_code_is_for_managers_who_are_there(shop):
    code, staff = new_recovery_code(shop.terminal), shop.terminal.staff
    staff.deactivate("vice", "boss").result()

    def all_of_it() -> None:
        no("staff.no_manager", lambda: staff.reset_pin_by_code(code, "anna", "4862"))
        no("staff.inactive", lambda: staff.reset_pin_by_code(code, "vice", "4862"))
        no("staff.unknown", lambda: staff.reset_pin_by_code(code, "nobody", "4862"))
        no("staff.pin_trivial", lambda: staff.reset_pin_by_code(code, "boss", "1234"))
        no("vault.wrong_recovery_code", lambda: staff.reset_pin_by_code(recovery.new_code(), "boss", "4862"))
        no("vault.wrong_recovery_code", lambda: staff.reset_pin_by_code("ABCD", "boss", "4862"))

    shop.unchanged(all_of_it)
    staff.reset_pin_by_code(code, "boss", "4862").result()
    assert changes(shop)[-1] == ("recovery", "pin_reset")
    staff.sign_in("boss", "4862").result()


def test_without_a_code_there_is_none(shop):
    no("vault.no_recovery_code", lambda: shop.terminal.staff.reset_pin_by_code(recovery.new_code(), "boss", "4862"))


def test_a_code_that_somebody_wrapped_other_keys_with_opens_nothing(make_till):
    """Whoever can write beside the database could put a code of their own there."""
    till, other = make_till(), make_till(name="other")
    staffed(till)
    code = recovery.new_code()
    forged = recovery.wrap(code, other.terminal.secrets.load(), till.terminal.terminal_id)
    till.terminal.store.place.keep_wrapped(forged)
    with pytest.raises(Exception, match=r"vault\."):
        till.terminal.staff.reset_pin_by_code(code, "boss", "4862").result()
    enter(till, "boss")


def test_newcomers_come_once(shop):
    again = [Newcomer(Person("anna", "Other", "", Role.MANAGER), None, None), Newcomer(person("nina"))]
    assert shop.terminal.staff.take_in(again).result() == 1
    assert shop.reads.person("anna").role is Role.CASHIER
    enter(shop, "anna")
    shop.check()


def test_the_demo_shops_people(make_till):
    till = make_till()
    assert load_people(till.terminal) == 12
    assert load_people(till.terminal) == 0
    for one in demo_people():
        assert till.terminal.staff.sign_in(one.staff_id, one.pin).result().person.name == one.name
        badge = f"STAFF-{one.staff_id}"
        assert till.terminal.staff.sign_in_by_badge(badge).result().person.role.value == one.role
    assert len(bodies(till, "staff.changed")) == 12
    till.check()


def test_people_are_no_state_of_the_journal(shop):
    """A rebuild leaves them alone, and the journal names nobody."""
    before = shop.query("SELECT * FROM staff")
    shop.terminal.store.rebuild()
    assert shop.query("SELECT * FROM staff") == before
    text = " ".join(body for (body,) in shop.query("SELECT body FROM journal"))
    for name, _, pin, badge in PEOPLE.values():
        assert name not in text
        assert pin not in text
        assert badge not in text


def test_a_restore_keeps_who_was_sent_away_away(make_till):
    till = make_till()
    staffed(till)
    copy = back_up(till.config, till.folder.with_name("copies"), clock=till.clock).path
    till.terminal.staff.deactivate("anna", "boss").result()
    till.terminal.staff.set_pin("bert", "4862", "boss").result()
    till.terminal.staff.add(person("nina"), "7351", "boss").result()
    till.close()
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    no("staff.inactive", lambda: till.terminal.staff.sign_in("anna", PEOPLE["anna"][2]))
    no("staff.wrong_pin", lambda: till.terminal.staff.sign_in("bert", PEOPLE["bert"][2]))
    till.terminal.staff.sign_in("bert", "4862").result()
    till.terminal.staff.sign_in("nina", "7351").result()
    till.check()


def test_on_a_new_machine_the_copys_people_sign_in_by_pin_and_badge(make_till, tmp_path):
    till = make_till(plain=False)
    staffed(till)
    copy = back_up(till.config, tmp_path / "copies", clock=till.clock).path
    till.close()
    (till.folder / "omo-pos.db").unlink()
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    enter(till, "anna")
    till.terminal.staff.sign_in_by_badge("badge-of-anna").result()
    with closing(connect_reader(copy, till.key)) as connection:
        assert connection.execute("SELECT count(*) FROM staff").fetchone() == (5,)


def test_an_id_stands_for_one_act(shop):
    """A badge's stay cannot take the id of another entry."""
    taken = shop.query("SELECT id FROM journal WHERE seq = 3")[0][0]
    found = shop.terminal.staff.recognise.by_badge("badge-of-anna", "x")
    refused(ConflictError, "journal.id_taken", lambda: shop.terminal.staff._enter(found, taken))
    assert shop.terminal.staff.present is None
