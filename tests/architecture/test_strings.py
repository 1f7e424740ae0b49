"""The English of the window is whole: every string of the source has it, and Qt reads what is kept."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source import ROOT, called, modules

FILE = ROOT / "packaging" / "strings.py"
#: What is put into a text: ``{}``, ``{seconds}``, ``%1``, ``%n``.
PLACE = re.compile(r"\{\w*\}|%n|%\d")


@pytest.fixture(scope="module")
def strings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("strings_tool", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_string_has_its_english(strings: ModuleType) -> None:
    kept = strings.read(strings.ENGLISH)
    assert sorted(kept) == strings.gather(), "run packaging/dev.py strings"
    assert [key for key, english in kept.items() if not english] == []


def given_by_name() -> set[str]:
    """Return the names under which anything of the window is put into a text."""
    return {
        f"{{{keyword.arg}}}"
        for module in modules(ROOT, "app/ui", "app/runtime")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and called(node) == "format"
        for keyword in node.keywords
        if keyword.arg
    }


def test_what_is_put_in_is_put_into_both(strings: ModuleType) -> None:
    """What is put in by its place, as often in both; by its name, under a name that is given (折 is not per cent).

    One and many are two texts, parted by a bar.
    """
    names, wrong = given_by_name(), {}
    said = strings.read(strings.ENGLISH).items()
    for key, english in ((key, one) for key, both in said for one in both.split("|")):
        ours, theirs = PLACE.findall(key[1]), PLACE.findall(english)
        by_place = [sorted(place for place in places if place not in names) for places in (ours, theirs)]
        if by_place[0] != by_place[1] and sorted(ours) != sorted(theirs):
            wrong[key] = english
    assert wrong == {}


def test_no_english_is_left_in_chinese(strings: ModuleType) -> None:
    wrong = [english for english in strings.read(strings.ENGLISH).values() if re.search(r"[\u4e00-\u9fff]", english)]
    assert wrong == []


def test_qt_reads_what_is_kept(strings: ModuleType, tmp_path: Path) -> None:
    made = strings.release(strings.ENGLISH, tmp_path / "en.qm")
    assert made.read_bytes() == strings.ENGLISH.with_suffix(".qm").read_bytes(), "run packaging/dev.py strings"


def test_a_missing_and_an_unfinished_string_are_found(strings: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "en.ts"
    strings.write({("Shell", "收款"): "Pay", ("Shell", "找零"): ""}, file)
    assert strings.read(file) == {("Shell", "收款"): "Pay", ("Shell", "找零"): ""}
    assert sorted(strings.read(file)) != strings.gather()
