"""What is handed to ``tr()`` is a plain string: lupdate reads the source, and never sees what is put together."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, called, docstrings, modules

TRANSLATORS = {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"}


def put_together(root: Path) -> list[str]:
    """Find f-strings, ``%``, ``+`` and ``.format`` inside the call of a translator."""
    found = []
    for module in modules(root, "app"):
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.Call) and called(node) in TRANSLATORS):
                continue
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(is_put_together(part) for part in given):
                found.append(module.finding(node, f"{called(node)}() of a string that is put together"))
    return found


def is_put_together(node: ast.expr) -> bool:
    """Say whether a string is made at run time: as f-string, by an operator, or by one of str's own methods."""
    match node:
        case ast.JoinedStr() | ast.BinOp(op=ast.Mod()):
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (left, right))
        case ast.Call(func=ast.Attribute(attr="format" | "format_map" | "join" | "replace")):
            return True
        case ast.IfExp(body=one, orelse=other):
            return is_put_together(one) or is_put_together(other)
    return False


def test_the_tree_hands_plain_strings_to_tr() -> None:
    assert put_together(ROOT) == []


@pytest.mark.parametrize(
    "call",
    [
        "self.tr(f'Total {total}')",
        "self.tr('Total %s' % total)",
        "tr('Total ' + total)",
        "tr('Total {}'.format(total))",
        "QCoreApplication.translate('Sale', f'Hello {name}')",
        "self.tr(text='Total' if ok else f'{name}')",
    ],
)
def test_a_planted_f_string_is_found(plant: Plant, call: str) -> None:
    found = put_together(plant("app/ui/planted.py", f"def f(self, total, name, ok):\n    return {call}"))
    assert len(found) == 1
    assert found[0].startswith("app/ui/planted.py:")


@pytest.mark.parametrize(
    "call", ["self.tr('Total %1').arg(total)", "self.tr('%n line(s)', '', n + 1)", "tr('a' 'b')"]
)
def test_a_plain_string_is_not_found(plant: Plant, call: str) -> None:
    assert put_together(plant("app/ui/planted.py", f"def f(self, total, n):\n    return {call}")) == []


# --- every word of the window is handed to a translator ---------------------------------------------------------

CJK = range(0x3040, 0xA000)


def is_chinese(text: str) -> bool:
    """Say whether a text holds a Chinese character, or bopomofo."""
    return any(ord(sign) in CJK or 0x3100 <= ord(sign) < 0x3130 for sign in text)


def untranslated(root: Path) -> list[str]:
    """Find Chinese texts of the window that no translator sees."""
    found = []
    for module in modules(root, "app/ui", "app/runtime", "app/bootstrap"):
        handed = {
            id(part)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and called(node) in TRANSLATORS
            for part in ast.walk(node)
        }
        prose = docstrings(module.tree)
        found += [
            module.finding(node, f"a text without a translator: {node.value}")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and is_chinese(node.value)
            and id(node) not in handed | prose
        ]
    return found


def test_every_word_of_the_window_is_handed_to_a_translator() -> None:
    assert untranslated(ROOT) == []


def test_a_planted_word_is_found(plant: Plant) -> None:
    found = untranslated(plant("app/ui/planted.py", 'def f(self):\n    return self.tr("收款"), "找零"'))
    assert len(found) == 1
    assert "找零" in found[0]
