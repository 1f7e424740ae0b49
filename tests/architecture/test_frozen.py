"""Frozen classes with slots come from `app.domain.frozen`: the standard decorator's cost is a start's cost."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, called, modules


def _asked(decorator: ast.expr) -> set[str]:
    """The options of a standard dataclass decorator that are switched on; none for any other."""
    if not isinstance(decorator, ast.Call) or called(decorator) != "dataclass":
        return set()
    return {
        one.arg for one in decorator.keywords if one.arg and isinstance(one.value, ast.Constant) and one.value.value
    }


def standard(root: Path) -> list[str]:
    """Find classes that the standard decorator makes frozen and with slots, with nothing else asked of it."""
    return [
        module.finding(node, f"{node.name} is made by dataclass(frozen, slots): use @frozen")
        for module in modules(root, "app")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(_asked(one) == {"frozen", "slots"} for one in node.decorator_list)
    ]


def test_the_tree_has_none() -> None:
    assert standard(ROOT) == []


@pytest.mark.parametrize(
    "call", ["dataclass(frozen=True, slots=True)", "dataclasses.dataclass(slots=True, frozen=True)"]
)
def test_a_planted_one_is_found(plant: Plant, call: str) -> None:
    found = standard(plant("app/domain/planted.py", f"@{call}\nclass Planted:\n    a: int\n"))
    assert [line.partition(": ")[2] for line in found] == ["Planted is made by dataclass(frozen, slots): use @frozen"]


@pytest.mark.parametrize(
    "call", ["frozen", "dataclass(order=True, frozen=True, slots=True)", "dataclass(slots=True)"]
)
def test_what_is_allowed_is_not_found(plant: Plant, call: str) -> None:
    assert standard(plant("app/domain/planted.py", f"@{call}\nclass Planted:\n    a: int\n")) == []
