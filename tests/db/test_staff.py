"""Signing in and out, on real files."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

from app.contract.staff import StaffRefused
from app.domain.errors import FaultError, UserError
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.services.presence import Leaving
from app.services.staff import Newcomer
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.db.conftest import START, Till, held, refused
from tests.db.staffed import PEOPLE, WRONG, bodies, enter, no, staffed


@pytest.fixture
def shop(make_till) -> Till:
    """A till with people, and no shift."""
    till = make_till()
    staffed(till)
    return till


def test_the_lock_screen_shows_who_is_there(shop):
    staff = shop.terminal.staff
    assert staff.present is None
    assert staff.exist()
    assert [(one.staff_id, one.role.value) for one in staff.people()] == [
        ("anna", "cashier"), ("bert", "cashier"), ("boss", "manager"), ("otto", "staff"), ("vice", "manager"),
    ]  # fmt: skip
    staff.deactivate("bert", "boss").result()
    assert "bert" not in [one.staff_id for one in staff.people()]
    assert "bert" in [one.staff_id for one in staff.people(also_gone=True)]


@pytest.mark.parametrize("plain", [True, False])
def test_a_pin_signs_in_and_is_an_entry(make_till, plain):
    till = make_till(plain=plain)
    staff = staffed(till)
    till.open_shift()
    present = enter(till, "anna")
    assert staff.present == present
    assert (present.person, present.how, present.at) == (Person("anna", "安", "安", Role.CASHIER), "pin", START)
    (entry,) = till.query("SELECT id, actor, shift_id, body FROM journal WHERE kind = 'staff.signed_in'")
    assert entry == (
        present.stay_id, "anna", till.reads.open_shift().shift_id, '{"staff_id":"anna","how":"pin"}',
    )  # fmt: skip
    till.check()


@pytest.mark.parametrize("typed", ["badge-of-anna", " BADGE-OF-ANNA\r", "ｂａｄｇｅ－ｏｆ－ａｎｎａ"])
def test_a_badge_signs_in_however_the_scanner_types(shop, typed):
    present = shop.terminal.staff.sign_in_by_badge(typed).result()
    assert (present.person.staff_id, present.how) == ("anna", "badge")
    assert bodies(shop, "staff.signed_in") == ['{"staff_id":"anna","how":"badge"}']
    shop.check()


def test_outside_a_shift_the_day_is_that_of_the_moment(make_till):
    till = make_till(Shop(day_starts_minute=600 + 1))  # one minute past ten: it is still yesterday
    staffed(till)
    enter(till, "anna")
    till.clock.move(60)
    till.terminal.staff.sign_out(Leaving.LOCKED).result()
    found = till.query("SELECT kind, business_on, shift_id FROM journal WHERE kind LIKE 'staff.signed%' ORDER BY seq")
    assert found == [("staff.signed_in", "2026-03-04", None), ("staff.signed_out", "2026-03-05", None)]


@pytest.mark.parametrize("reason", list(Leaving))
def test_signing_out_says_why(shop, reason):
    stay = enter(shop, "anna").stay_id
    done = shop.terminal.staff.sign_out(reason)
    assert shop.terminal.staff.present is None, "at once, whatever the disk does"
    done.result()
    assert bodies(shop, "staff.signed_out") == [f'{{"staff_id":"anna","stay_id":"{stay}","reason":"{reason.value}"}}']
    shop.terminal.staff.sign_out(reason).result()
    assert len(bodies(shop, "staff.signed_out")) == 1, "nobody was there"


def test_the_lock_holds_before_the_entry_is_written(shop):
    enter(shop, "anna")
    with held(shop):
        done = shop.terminal.staff.sign_out(Leaving.LOCKED)
        assert shop.terminal.staff.present is None
        assert not done.done()
    done.result()


def test_a_quick_switch_ends_one_stay_and_begins_another(shop):
    first = enter(shop, "anna")
    second = shop.terminal.staff.sign_in_by_badge("badge-of-bert").result()
    assert shop.terminal.staff.present == second
    assert shop.kinds()[-3:] == ["staff.signed_in", "staff.signed_out", "staff.signed_in"]
    assert bodies(shop, "staff.signed_out") == [
        f'{{"staff_id":"anna","stay_id":"{first.stay_id}","reason":"switched"}}'
    ]


def test_a_switch_that_fails_leaves_who_was_there(shop):
    first = enter(shop, "anna")
    no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("bert", WRONG))
    no("staff.unknown_badge", lambda: shop.terminal.staff.sign_in_by_badge("nobody's badge"))
    assert shop.terminal.staff.present == first
    assert "staff.signed_out" not in shop.kinds()


def test_who_is_sent_away_while_the_pin_is_checked_stays_out(shop):
    """The last word is that of the transaction which signs in."""
    staff, recognise = shop.terminal.staff, shop.terminal.staff.recognise
    found = recognise.by_pin("anna", PEOPLE["anna"][2], "x")
    staff.deactivate("anna", "boss").result()
    refused(UserError, "staff.inactive", lambda: staff._enter(found, shop.ids.mint()))
    assert staff.present is None
    assert "staff.signed_in" not in shop.kinds()


def test_nobody_is_there_after_a_start(shop):
    enter(shop, "anna")
    shop.reopen()
    assert shop.terminal.staff.present is None
    assert len(shop.terminal.staff.people()) == 5
    enter(shop, "bert")
    assert "staff.signed_out" not in shop.kinds(), "nobody knows when that stay ended"


def test_a_wrong_pin_is_an_entry_that_tells_no_pin(shop):
    error = no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("anna", WRONG))
    assert error.params == {"staff_id": "anna", "seconds": 0}
    assert bodies(shop, "staff.refused") == ['{"staff_id":"anna"}']
    assert shop.query("SELECT actor FROM journal WHERE kind = 'staff.refused'") == [("system",)]
    shop.check()


@pytest.mark.parametrize(
    ("staff_id", "typed", "code"),
    [
        ("anna", "123", "staff.pin_length"),
        ("anna", "123456789", "staff.pin_length"),
        ("anna", "39o7", "staff.pin_not_digits"),
        ("nobody", "3907", "staff.unknown"),
    ],
)
def test_what_can_be_nobodys_pin_costs_nothing(shop, staff_id, typed, code):
    shop.unchanged(lambda: no(code, lambda: shop.terminal.staff.sign_in(staff_id, typed)))


@pytest.mark.parametrize(("text", "code"), [("short", "staff.badge_length"), ("x" * 201, "staff.badge_length")])
def test_what_can_be_nobodys_badge_costs_nothing(shop, text, code):
    shop.unchanged(lambda: no(code, lambda: shop.terminal.staff.sign_in_by_badge(text)))


def test_who_left_is_not_let_in(shop):
    shop.terminal.staff.deactivate("anna", "boss").result()

    def both() -> None:
        no("staff.inactive", lambda: shop.terminal.staff.sign_in("anna", PEOPLE["anna"][2]))
        no("staff.inactive", lambda: shop.terminal.staff.sign_in_by_badge("badge-of-anna"))

    shop.unchanged(both)


def test_who_has_no_pin_has_a_badge_only(make_till):
    till = make_till()
    till.terminal.staff.take_in([Newcomer(Person("anna", "安", "", Role.CASHIER), None, "badge-of-anna")]).result()
    no("staff.wrong_pin", lambda: till.terminal.staff.sign_in("anna", "3907"))
    assert till.terminal.staff.sign_in_by_badge("badge-of-anna").result().person.staff_id == "anna"


def wrong(till: Till, staff_id: str, times: int) -> list[int]:
    """So many wrong ones, each as soon as it may be; the seconds that each costs."""
    found = []
    for _ in range(times):
        error = no("staff.wrong_pin", lambda: till.terminal.staff.sign_in(staff_id, WRONG))
        found.append(error.params["seconds"])
        till.clock.move(found[-1])
    return found


def test_wrong_pins_slow_down_and_a_right_one_ends_it(shop):
    assert wrong(shop, "anna", 7) == [0, 0, 0, 5, 15, 60, 180]
    enter(shop, "anna")
    assert wrong(shop, "anna", 4) == [0, 0, 0, 5]
    shop.check()


def test_who_must_wait_is_told_how_long_and_nothing_is_written(shop):
    wrong(shop, "anna", 5)
    no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("anna", WRONG))
    shop.clock.move(59)

    def too_soon() -> None:
        error = no("staff.wait", lambda: shop.terminal.staff.sign_in("anna", PEOPLE["anna"][2]))
        assert error.params == {"seconds": 1}

    shop.unchanged(too_soon)
    shop.clock.move(1)
    enter(shop, "anna")


def test_a_restart_does_not_shorten_the_wait(shop):
    wrong(shop, "anna", 5)
    no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("anna", WRONG))
    shop.reopen()
    assert no("staff.wait", lambda: shop.terminal.staff.sign_in("anna", "3907")).params == {"seconds": 60}
    shop.terminal.store.rebuild()
    assert no("staff.wait", lambda: shop.terminal.staff.sign_in("anna", "3907")).params == {"seconds": 60}


def test_another_persons_right_pin_ends_nobody_elses_wait(shop):
    wrong(shop, "boss", 5)
    no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("boss", WRONG))
    enter(shop, "anna")
    no("staff.wait", lambda: shop.terminal.staff.sign_in("boss", PEOPLE["boss"][2]))
    assert shop.terminal.staff.sign_in_by_badge("badge-of-the-boss").result().person.staff_id == "boss"
    no("staff.wait", lambda: shop.terminal.staff.sign_in("boss", PEOPLE["boss"][2]))


def test_trying_one_after_the_other_slows_the_terminal_down(shop):
    for staff_id in ("anna", "bert", "otto"):
        assert wrong(shop, staff_id, 3) == [0, 0, 0]
    assert wrong(shop, "vice", 1) == [0]
    error = no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("vice", WRONG))
    assert error.params["seconds"] == 5
    no("staff.wait", lambda: shop.terminal.staff.sign_in("boss", PEOPLE["boss"][2]))
    assert shop.terminal.staff.sign_in_by_badge("badge-of-the-boss").result(), "a badge is no guess"
    shop.clock.move(5)
    enter(shop, "boss")


def test_a_clock_set_back_neither_shortens_nor_lengthens(shop):
    wrong(shop, "anna", 5)
    no("staff.wrong_pin", lambda: shop.terminal.staff.sign_in("anna", WRONG))
    shop.clock.move(-30 * 86_400)
    assert no("staff.wait", lambda: shop.terminal.staff.sign_in("anna", "3907")).params == {"seconds": 60}
    shop.clock.move(20)
    assert no("staff.wait", lambda: shop.terminal.staff.sign_in("anna", "3907")).params == {"seconds": 40}
    shop.reopen()
    assert no("staff.wait", lambda: shop.terminal.staff.sign_in("anna", "3907")).params == {"seconds": 60}
    shop.clock.move(60)
    enter(shop, "anna")
    assert shop.query("SELECT count(*) FROM staff_refusal") == [(0,)]
    shop.check()


def test_an_entry_after_the_clock_was_set_back_brings_the_earlier_ones_with_it(shop):
    wrong(shop, "anna", 3)
    wrong(shop, "bert", 1)
    shop.clock.move(-30 * 86_400)
    wrong(shop, "bert", 1)
    assert {at for (at,) in shop.query("SELECT at FROM staff_refusal")} == {shop.clock.at}
    shop.clock.move(3_600)
    assert wrong(shop, "anna", 3) == [0, 0, 0], "an hour later they are forgotten"
    shop.check()


def test_unknown_badges_slow_down_by_themselves(shop):
    staff, found = shop.terminal.staff, []
    for _ in range(8):
        found.append(no("staff.unknown_badge", lambda: staff.sign_in_by_badge("nobody's badge")).params["seconds"])
        if found[-1]:
            no("staff.wait", lambda: staff.sign_in_by_badge("badge-of-anna"))
        shop.clock.move(found[-1])
    assert found == [0, 0, 0, 0, 0, 5, 15, 60]
    assert bodies(shop, "staff.refused") == ['{"staff_id":null}'] * 8
    enter(shop, "anna")
    shop.check()


def test_guesses_side_by_side_are_taken_one_by_one(shop):
    """Ten at once are ten in a row: the fifth already has to wait."""
    found: list[Future[object]] = [shop.terminal.staff.sign_in("anna", WRONG) for _ in range(10)]
    codes = [future.exception(60).code for future in found]
    assert codes == ["staff.wrong_pin"] * 4 + ["staff.wait"] * 6
    assert len(bodies(shop, "staff.refused")) == 4


def test_only_the_last_hundred_wrong_ones_are_kept(shop):
    def job(work) -> None:
        for _ in range(150):
            body = StaffRefused(staff_id="anna")
            work.append(shop.terminal.desk.fact(shop.ids.mint(), body, "system", shop.clock.now(), None))

    shop.terminal.store.writer.write(job).result()
    assert shop.query("SELECT count(*), max(seq) FROM staff_refusal") == [(100, shop.reads.head().seq)]
    shop.check()


def test_the_check_runs_beside_the_window_and_the_writer(shop, monkeypatch):
    ran = []
    verify = PinHasher.verify
    monkeypatch.setattr(
        PinHasher, "verify", lambda *given: ran.append(threading.current_thread().name) or verify(*given)
    )
    enter(shop, "anna")
    assert len(ran) == 1
    assert ran[0].startswith("pins")


def test_a_hash_at_another_cost_is_made_anew(make_till):
    till = make_till()
    dear = PinHasher(Argon2Cost(2, 128, 1))
    till.terminal.staff.take_in([Newcomer(Person("anna", "安", "", Role.CASHIER), dear.hash("3907"))]).result()
    till.terminal.staff.sign_in("anna", "3907").result()
    ((made,),) = till.query("SELECT pin_hash FROM staff")
    assert made.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    till.terminal.staff.sign_in("anna", "3907").result()
    assert till.query("SELECT pin_hash FROM staff") == [(made,)]


def test_a_closed_terminal_checks_nothing(make_till):
    till = make_till()
    staff = staffed(till)
    till.close()
    refused(FaultError, "db.closed", lambda: staff.sign_in("anna", "3907"))
    till.open()
