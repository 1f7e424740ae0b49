"""Sizes that keep rooms liveable. They bind the tail: no file, class or function is exempt."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, modules

FILE, CLASS, FUNCTION = 400, 250, 40


def oversized(root: Path) -> list[str]:
    """Find files, classes and functions over their size; a docstring counts in a file only."""
    found = []
    for module in modules(root, "app", "packaging", "tests"):
        lines = len(module.path.read_text(encoding="utf-8").splitlines())
        if lines > FILE:
            found.append(f"{module.address}: {lines} lines, at most {FILE}")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                most = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
                if (lines := length(node)) > most:
                    found.append(module.finding(node, f"{node.name} has {lines} lines, at most {most}"))
    return found


def length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a definition without its docstring, which is there to be long enough."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False):
        lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
    return lines


def test_the_tree_keeps_its_sizes() -> None:
    assert oversized(ROOT) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n" * 401, "lines, at most 400"),
        ("class Big:\n" + "    x = 1\n" * 250, "Big has 251 lines"),
        ("def long():\n" + "    x = 1\n" * 40, "long has 41 lines"),
        ("class Small:\n    async def long(self):\n" + "        x = 1\n" * 40, "long has 41 lines"),
    ],
)
@pytest.mark.parametrize("folder", ["app/domain", "packaging", "tests/unit"])
def test_a_planted_giant_is_found(plant: Plant, folder: str, text: str, words: str) -> None:
    address = f"{folder}/planted.py"
    assert [line for line in oversized(plant(address, text)) if line.startswith(address) and words in line]


def test_what_fits_is_not_found(plant: Plant) -> None:
    text = (
        'def fits():\n    """Say.\n\n    More.\n    """\n'
        + "    x = 1\n" * 39
        + "class Fits:\n"
        + "    x = 1\n" * 249
    )
    assert not [line for line in oversized(plant("app/domain/planted.py", text)) if "planted" in line]
