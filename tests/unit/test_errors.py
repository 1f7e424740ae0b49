from __future__ import annotations

import pytest

from app.domain.errors import AppError, ConflictError, FaultError, UserError

KINDS = [UserError, FaultError, ConflictError]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_it_is(kind):
    error = kind("shift.not_open", shift="s1", minor=5)
    assert isinstance(error, AppError)
    assert (error.code, error.params) == ("shift.not_open", {"shift": "s1", "minor": 5})
    assert str(error) == "shift.not_open (shift=s1, minor=5)"
    assert str(kind("shift.not_open")) == "shift.not_open"


@pytest.mark.parametrize("kind", KINDS)
def test_the_three_kinds_are_apart(kind):
    for other in KINDS:
        assert issubclass(kind, other) is (kind is other)
    assert not issubclass(kind, ValueError)


def test_a_code_can_be_a_parameter_of_any_name():
    assert UserError("a.b", code_="x", self_=1).params == {"code_": "x", "self_": 1}
