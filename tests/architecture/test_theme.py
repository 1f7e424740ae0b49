"""Colours and fonts live in the theme alone; every size goes through its scale."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, Module, called, docstrings, modules, strings

# Three, six or eight digits; four would be the number of a receipt.
HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?![0-9a-zA-Z])|\brgba?\(")
FONT_CALLS = {"setPointSize", "setPointSizeF", "setFamily", "setFamilies"}
NAMED = re.compile(r"\b(?:red|green|blue|black|white|gray|grey|yellow|cyan|magenta|darkGr[ae]y|lightGr[ae]y)\b")


def colours(root: Path) -> list[str]:
    """Find colours that are written down outside the theme."""
    found = []
    for module in outside(root, "app"):
        said = docstrings(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                if match := HEX.search(node.value):
                    found.append(module.finding(node, f"the colour {match[0]}"))
            elif is_made(node):
                found.append(module.finding(node, "a colour of figures or a name"))
            elif isinstance(node, ast.Attribute) and "GlobalColor" in ast.unparse(node.value):
                paper = module.place.startswith("devices/render")  # a receipt is black on white
                if not paper and NAMED.fullmatch(node.attr):
                    found.append(module.finding(node, f"the colour {node.attr}"))
    return found


def is_made(node: ast.AST) -> bool:
    """Say whether a colour is made here of figures or of a name."""
    makers = {"QColor", "fromRgb", "fromRgbF", "fromHsl", "fromHsv"}
    if not isinstance(node, ast.Call) or called(node) not in makers:
        return False
    return any(isinstance(part, ast.Constant) for part in node.args)


def fonts(root: Path) -> list[str]:
    """Find fonts that are chosen, and sizes in points, outside the theme."""
    found = []
    for module in outside(root, "app/ui"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in FONT_CALLS:
                found.append(module.finding(node, f"{called(node)}()"))
            elif isinstance(node, ast.Call) and called(node) == "QFont" and strings(node):
                found.append(module.finding(node, "a font by its name"))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "font-family" in node.value:
                found.append(module.finding(node, "a font family"))
    return found


def sheets(root: Path) -> list[str]:
    """Find style sheets that are set on single widgets, beside the one that the theme renders."""
    return [
        module.finding(node, "setStyleSheet()")
        for module in outside(root, "app/ui")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and called(node) == "setStyleSheet"
    ]


def outside(root: Path, folder: str) -> list[Module]:
    """Return the modules of a folder that are not the theme's."""
    return [module for module in modules(root, folder) if not module.place.startswith("ui/theme")]


RULES = [colours, fonts, sheets]


@pytest.mark.parametrize("rule", RULES)
def test_the_tree_keeps_the_theme(rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        (colours, "x = '#1B1A17'", "the colour #1B1A17"),
        (colours, "x = 'color: #fff;'", "the colour #fff"),
        (colours, "x = f'border: 1px solid #CAC5B9{1}'", "the colour #CAC5B9"),
        (colours, "x = 'rgba(0, 0, 0, .5)'", "the colour rgba("),
        (colours, "x = QColor(1, 2, 3)", "a colour of figures"),
        (colours, "x = QColor('red')", "a colour of figures or a name"),
        (colours, "x = Qt.GlobalColor.white", "the colour white"),
        (fonts, "font.setPointSize(12)", "setPointSize()"),
        (fonts, "font = QFont('Arial')", "a font by its name"),
        (fonts, "x = 'font-family: Arial'", "a font family"),
        (sheets, "widget.setStyleSheet('x')", "setStyleSheet()"),
    ],
)
def test_a_planted_breach_is_found(rule, plant: Plant, text: str, words: str) -> None:
    found = rule(plant("app/ui/widgets/planted.py", text))
    assert [line for line in found if line.startswith("app/ui/widgets/planted.py") and words in line], found


@pytest.mark.parametrize(
    "text",
    [
        "x = '#0187 · 8 件'",
        '"""Say that #FFFFFF is white."""',
        "x = look().color('ink')",
        "x = Qt.GlobalColor.transparent",
        "x = QColor(other)",
    ],
)
def test_what_is_no_colour_is_not_found(plant: Plant, text: str) -> None:
    copy = plant("app/ui/widgets/planted.py", text)
    assert [line for rule in RULES for line in rule(copy)] == []


def test_the_theme_itself_may(plant: Plant) -> None:
    copy = plant("app/ui/theme/planted.py", "x = '#1B1A17'\nfont.setFamilies(['a'])\napp.setStyleSheet(x)")
    assert [line for rule in RULES for line in rule(copy)] == []
