"""Planting: a check that cannot fail is a defect, so each is shown a tree in which its rule was broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

Plant = Callable[[str, str], Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Return a function that writes text at the end of a file in a copy of the house, and returns the copy.

    The copy has every room, but nothing in them, so that what is found is what was planted.
    """
    copy = tmp_path / "copy"
    kept = [path for path in (ROOT / "app").rglob("__init__.py") if path.parent.parent in {ROOT, ROOT / "app"}]
    kept += [ROOT / name for name in ("packaging/dev.py", "pyproject.toml", "README.md", "requirements.lock")]
    for name in ("__main__", "bootstrap", "config", "resources"):
        (copy / "app").mkdir(parents=True, exist_ok=True)
        (copy / "app" / f"{name}.py").touch()
    for path in kept:
        (copy / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy / path.relative_to(ROOT))

    def planted(address: str, text: str) -> Path:
        path = copy / address
        for folder in reversed(path.relative_to(copy).parents):
            (copy / folder).mkdir(exist_ok=True)
            if folder.parts[:1] == ("app",):
                (copy / folder / "__init__.py").touch()
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
        return copy

    return planted
