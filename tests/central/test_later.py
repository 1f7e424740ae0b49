"""What an older centre did not know, or could not apply, has its effect once a newer one can."""

from __future__ import annotations

from app.central import apply as applying
from app.central.later import apply_later, try_again
from app.contract import journal
from tests.central.conftest import START, rows
from tests.central.counter import moved, new_id, sale
from tests.central.test_intake import counter, states, stock

__all__ = ["counter"]


def test_a_kind_of_later_is_kept_and_has_its_effect_after_an_upgrade(engine, counter, monkeypatch) -> None:
    known = dict(journal.KINDS)
    counter.write(moved(("A", 5_000)))
    counter.write(sale(("A", 1)))
    monkeypatch.delitem(journal.KINDS, ("sale.completed", 1))
    counter.push()
    assert states(engine) == ["applied", "later"]
    assert apply_later(engine, START) == 0
    monkeypatch.setitem(journal.KINDS, ("sale.completed", 1), known["sale.completed", 1])
    assert apply_later(engine, START) == 1
    assert states(engine) == ["applied", "applied"]
    assert stock(engine) == {"A": 4_000}
    assert apply_later(engine, START) == 0


def test_what_is_in_quarantine_is_tried_again_by_the_next_program_alone(engine, counter, monkeypatch) -> None:
    poison, plain = new_id(), applying.Effects.apply

    def fails(self, one, body) -> None:
        plain(self, one, body)
        if one.id == poison:
            raise ZeroDivisionError

    counter.write(moved(("A", 5_000)))
    counter.write(moved(("A", 70_000)), poison)
    bad = counter.write_raw("sale.completed", 1, "not json")
    with monkeypatch.context() as patch:
        patch.setattr(applying.Effects, "apply", fails)
        counter.push()
        assert try_again(engine, START, "one") == 0
    assert states(engine) == ["applied", "quarantine", "quarantine"]
    assert try_again(engine, START, "one") == 0, "the same program fails the same way"
    assert try_again(engine, START, "two") == 1
    assert try_again(engine, START, "two") == 0
    assert states(engine) == ["applied", "applied", "quarantine"]
    assert stock(engine) == {"A": 75_000}
    told = rows(engine, "SELECT kind, closed_by FROM conflict ORDER BY kind")
    assert told == [("journal.not_applied", "system"), ("journal.not_understood", None)]
    open_ones = rows(engine, "SELECT body FROM change WHERE kind = 'conflict' AND deleted = 0")
    assert [bad.id in body for (body,) in open_ones] == [True]
