"""The drawer's count as it goes on, and its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.ids import uuid7
from app.domain.money import MOST
from app.services.count import Count, Sent, count_text, off_request, read_count, recount_request

SHIFT = uuid7(1_772_683_200_123, bytes(10))
APPROVAL = uuid7(1_772_683_200_124, bytes(10))

counts = st.integers(0, 10**6)
faces = st.dictionaries(st.sampled_from([1, 5, 10, 50, 100, 500, 1_000]), counts, max_size=4)
slips = st.dictionaries(st.sampled_from(["card", "wallet"]), counts, max_size=2)
sents = st.builds(
    Sent,
    counts,
    faces.map(lambda found: tuple(found.items())),
    slips.map(lambda found: tuple(found.items())),
    st.integers(0, 2**50),
    st.sampled_from(["S01", "安"]),
    st.sampled_from([None, APPROVAL]),
)
whole = st.builds(
    Count,
    st.just(SHIFT),
    st.booleans(),
    faces.map(lambda found: tuple(found.items())),
    slips.map(lambda found: tuple(found.items())),
    st.none() | counts,
    st.none() | sents,
    st.lists(sents, max_size=2).map(tuple),
    st.sampled_from(["", "change", "other"]),
    st.text(max_size=20),
    st.booleans(),
    st.booleans(),
)


@given(whole)
def test_a_count_comes_out_of_its_text_as_it_went_in(count):
    assert read_count(count_text(count)) == count


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '{"shift_id": "x"}', "\x00"])
def test_what_is_no_count_is_none(text):
    assert read_count(text) is None


def test_what_is_typed_adds_up_and_zero_is_counted_too():
    count = Count(SHIFT).with_face(100, 34).with_face(500, 6).with_face(20, 0)
    assert (count.worth, count.counts) == (6_400, ((500, 6), (100, 34), (20, 0)))
    assert count.with_face(100, None).counts == ((500, 6), (20, 0))
    assert Count(SHIFT).with_face(20, 0).is_begun
    assert not Count(SHIFT).with_slips("card", 3).is_begun


def test_a_sum_and_face_values_never_stand_beside_each_other():
    summed = Count(SHIFT).with_face(100, 34).with_total(5_000)
    assert (summed.worth, summed.counts) == (5_000, ())
    assert summed.with_face(100, 1).worth == 100


def test_nothing_counted_is_not_sent_in():
    with pytest.raises(UserError, match=r"shift\.nothing_counted"):
        Count(SHIFT).with_slips("card", 1).send(1, "S02")
    with pytest.raises(UserError, match=r"shift\.bad_count"):
        Count(SHIFT).with_total(MOST + 1).send(1, "S02")


def test_a_recount_keeps_what_was_sent_in_and_begins_empty():
    first = Count(SHIFT).with_face(100, 34).with_slips("card", 2).send(7, "S02")
    assert first.sent == Sent(3_400, ((100, 34),), (("card", 2),), 7, "S02")
    again = first.again(APPROVAL)
    assert (again.worth, again.is_begun, again.sent) == (0, False, None)
    assert again.earlier == (Sent(3_400, ((100, 34),), (("card", 2),), 7, "S02", APPROVAL),)
    second = again.with_face(100, 35).send(9, "S03").again(None)
    assert [(one.total, one.approval_id) for one in second.earlier] == [(3_400, APPROVAL), (3_500, None)]


def test_every_step_of_a_count_is_told_from_the_one_before():
    counted = Count(SHIFT).with_face(100, 34)
    sent = counted.send(7, "S02")
    again = sent.again(None)
    assert [one.turn for one in (counted, sent, again, again.with_face(1, 1).send(8, "S02"))] == [0, 1, 2, 3]


def test_what_was_sent_in_stays_while_the_rest_is_chosen():
    sent = Count(SHIFT).with_face(100, 34).send(7, "S02")
    chosen = sent.explained("change", None).explained(None, "一枚").followed(None, False).followed(False, None)
    assert (chosen.reason, chosen.note, chosen.print_report, chosen.keep_float) == ("change", "一枚", False, False)
    assert chosen.sent == sent.sent


def test_one_approval_is_for_one_recount_and_one_difference():
    assert recount_request(SHIFT, 500, 1) != recount_request(SHIFT, 500, 2)
    assert off_request(SHIFT, -150, 100) != off_request(SHIFT, 150, 100)
