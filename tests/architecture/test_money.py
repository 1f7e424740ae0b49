"""No float anywhere near money: not among the rules, not on the wire, not in a column."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, docstrings, modules

EXACT_MATH = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"}
FLOAT_COLUMNS = {"Float", "FLOAT", "REAL", "Double", "DOUBLE", "DOUBLE_PRECISION", "Numeric", "NUMERIC", "DECIMAL"}
FLOAT_SQL = re.compile(r"\b(REAL|FLOAT|DOUBLE|NUMERIC|DECIMAL)\b")


def floats(root: Path) -> list[str]:
    """Find float numbers, the name ``float``, true division, and functions of ``math`` that answer floats."""
    found = []
    for module in modules(root, "app/domain", "app/contract"):
        for node in ast.walk(module.tree):
            match node:
                case ast.Constant(value=float() | complex()):
                    found.append(module.finding(node, f"the float {node.value}"))
                case ast.Name(id="float" | "complex"):
                    found.append(module.finding(node, "the type float"))
                case ast.Constant(value="float"):
                    found.append(module.finding(node, "the type float"))
                case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                    found.append(module.finding(node, "true division: use // with its rounding, or Fraction(a, b)"))
                case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in EXACT_MATH:
                    found.append(module.finding(node, f"math.{name} answers a float"))
                case ast.ImportFrom(module="math", names=names):
                    inexact = [one.name for one in names if one.name not in EXACT_MATH]
                    found += [module.finding(node, f"math.{name} answers a float") for name in inexact]
    return found


def float_columns(root: Path) -> list[str]:
    """Find column types that hold floats, in table definitions and in SQL text."""
    found = []
    for module in modules(root, "app/db", "app/central"):
        prose = docstrings(module.tree)
        for node in ast.walk(module.tree):
            match node:
                case ast.ImportFrom(module=str(source), names=names) if source.startswith("sqlalchemy"):
                    wrong = [one.name for one in names if one.name in FLOAT_COLUMNS]
                    found += [module.finding(node, f"the column type {name}") for name in wrong]
                case ast.Attribute(attr=name) if name in FLOAT_COLUMNS:
                    found.append(module.finding(node, f"the column type {name}"))
                case ast.Constant(value=str(text)) if id(node) not in prose and (word := FLOAT_SQL.search(text)):
                    found.append(module.finding(node, f"the column type {word[0]}"))
    return found


@pytest.mark.parametrize("rule", [floats, float_columns])
def test_the_tree_has_no_float_near_money(rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "address", "text", "words"),
    [
        (floats, "app/domain/planted.py", "RATE = 0.05", "the float 0.05"),
        (floats, "app/domain/planted.py", "def f(x: float) -> None: ...", "the type float"),
        (floats, "app/domain/planted.py", "def f(x: 'float') -> None: ...", "the type float"),
        (floats, "app/domain/planted.py", "x = float('1')", "the type float"),
        (floats, "app/domain/planted.py", "def f(a: int, b: int): return a / b", "true division"),
        (floats, "app/domain/planted.py", "x = 4\nx /= 2", "true division"),
        (floats, "app/domain/planted.py", "import math\nx = math.sqrt(2)", "math.sqrt"),
        (floats, "app/contract/planted.py", "from math import log", "math.log"),
        (floats, "app/contract/planted.py", "class Body:\n    amount: float", "the type float"),
        (float_columns, "app/db/planted.py", "from sqlalchemy import Float", "the column type Float"),
        (
            float_columns,
            "app/db/planted.py",
            "import sqlalchemy as sa\nx = sa.Numeric(10, 2)",
            "the column type Numeric",
        ),
        (float_columns, "app/db/planted.py", "SQL = 'CREATE TABLE t (amount REAL)'", "the column type REAL"),
        (float_columns, "app/central/planted.py", "from sqlalchemy.types import REAL", "the column type REAL"),
    ],
)
def test_a_planted_float_is_found(rule, plant: Plant, address: str, text: str, words: str) -> None:
    found = rule(plant(address, text))
    assert [line for line in found if line.startswith(address) and words in line], found


def test_exact_arithmetic_is_not_found(plant: Plant) -> None:
    text = "import math\nfrom fractions import Fraction\nx = math.gcd(7 // 2, 5 % 3) * Fraction(1, 3)"
    assert floats(plant("app/domain/planted.py", text)) == []
