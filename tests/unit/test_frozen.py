"""`frozen` makes what the standard decorator makes: held beside it, field by field and act by act."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.frozen import frozen

T = TypeVar("T")
standard = dataclass(frozen=True, slots=True)


def _plain(make: Callable[[type], Any]) -> Any:
    @make
    class Line:
        """A line."""

        name: str
        count: int = 1
        tags: list[str] = field(default_factory=list)
        secret: str = field(default="", repr=False)
        at: int = field(default=0, compare=False)

        @property
        def loud(self) -> str:
            return self.name.upper()

    return Line


def _checked(make: Callable[[type], Any]) -> Any:
    @make
    class Count:
        value: int

        def __post_init__(self) -> None:
            if self.value < 0:
                raise ValueError("below zero")

    return Count


def _own(make: Callable[[type], Any]) -> Any:
    @make
    class Key:
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Key) and other.text.lower() == self.text.lower()

        def __hash__(self) -> int:
            return hash(self.text.lower())

        def __repr__(self) -> str:
            return "Key(...)"

    return Key


def _nothing(make: Callable[[type], Any]) -> Any:
    @make
    class Nothing:
        pass

    return Nothing


def _heir(make: Callable[[type], Any]) -> Any:
    @make
    class Base(Generic[T]):
        first: T

    @make
    class Heir(Base[int]):
        second: int = 2

    return Heir


class TestBesideTheStandard:
    @given(
        st.lists(
            st.tuples(
                st.text(max_size=2), st.integers(0, 2), st.lists(st.text(max_size=1), max_size=2), st.integers(0, 1)
            ),
            min_size=2,
            max_size=2,
        )
    )
    def test_shows_compares_and_hashes_alike(self, values: list[tuple[Any, ...]]) -> None:
        ours, theirs = ([make(*one[:3], at=one[3]) for one in values] for make in (_plain(frozen), _plain(standard)))
        assert [repr(one).rpartition(">.")[2] for one in ours] == [repr(one).rpartition(">.")[2] for one in theirs]
        assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
        assert [dataclasses.asdict(one) for one in ours] == [dataclasses.asdict(one) for one in theirs]
        assert ours[0] != theirs[0]
        assert ours[0].loud == theirs[0].loud

    @pytest.mark.parametrize("of", [_plain, _checked, _own, _nothing, _heir])
    def test_is_made_of_the_same_parts(self, of: Callable[..., Any]) -> None:
        ours, theirs = of(frozen), of(standard)
        assert dataclasses.is_dataclass(ours)
        assert [one.name for one in dataclasses.fields(ours)] == [one.name for one in dataclasses.fields(theirs)]
        assert ours.__slots__ == theirs.__slots__
        assert ours.__match_args__ == theirs.__match_args__
        assert not hasattr(ours(*range(len(ours.__match_args__))), "__dict__")

    @pytest.mark.parametrize("make", [frozen, standard])
    def test_hashes_by_what_is_compared(self, make: Callable[[type], Any]) -> None:
        heir = _heir(make)
        assert len({heir(1), heir(1, 2), heir(1, 3)}) == 2
        with pytest.raises(TypeError, match="unhashable"):
            hash(_plain(make)("a"))

    @pytest.mark.parametrize("make", [frozen, standard])
    def test_own_equality_stays(self, make: Callable[[type], Any]) -> None:
        key = _own(make)
        assert key("A") == key("a")
        assert hash(key("A")) == hash(key("a"))
        assert repr(key("A")) == "Key(...)"

    @pytest.mark.parametrize("make", [frozen, standard])
    def test_nothing_is_set_or_deleted(self, make: Callable[[type], Any]) -> None:
        line = _plain(make)("a")
        for act in (
            lambda: setattr(line, "name", "b"),
            lambda: delattr(line, "name"),
            lambda: setattr(line, "unknown", 1),
        ):
            with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
                act()
        assert line.name == "a"

    @pytest.mark.parametrize("make", [frozen, standard])
    def test_refuses_wrong_arguments(self, make: Callable[[type], Any]) -> None:
        line = _plain(make)
        for wrong in ({}, {"name": "a", "unknown": 1}):
            with pytest.raises(TypeError):
                line(**wrong)
        with pytest.raises(TypeError):
            line(*range(6))
        with pytest.raises(ValueError, match="below zero"):
            _checked(make)(-1)
        with pytest.raises(ValueError, match="mutable default"):

            @make
            class Wrong:
                names: list[str] = []  # noqa: RUF012 - what is refused

    @pytest.mark.parametrize("make", [frozen, standard])
    def test_each_gets_its_own_of_what_a_factory_makes(self, make: Callable[[type], Any]) -> None:
        line = _plain(make)
        assert line("a").tags is not line("a").tags

    @pytest.mark.parametrize("make", [frozen, standard])
    def test_replaced_is_checked_again(self, make: Callable[[type], Any]) -> None:
        assert dataclasses.replace(_plain(make)("a", 3), count=4).count == 4
        with pytest.raises(ValueError, match="below zero"):
            dataclasses.replace(_checked(make)(1), value=-1)


@frozen
class Point:
    """At the top of a module, as what is pickled must be."""

    x: int
    y: int


def test_is_copied_and_travels_between_processes() -> None:
    point = Point(1, 2)
    assert copy.copy(point) == copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point  # noqa: S301 - our own


def test_matches_a_pattern() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
