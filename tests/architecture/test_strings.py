"""The English of the window is whole: every string of the source has it, and Qt reads what is kept."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source import ROOT

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


def test_what_is_put_in_is_the_same_in_both(strings: ModuleType) -> None:
    wrong = {
        key: english
        for key, english in strings.read(strings.ENGLISH).items()
        if sorted(PLACE.findall(key[1])) != sorted(PLACE.findall(english))
    }
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
