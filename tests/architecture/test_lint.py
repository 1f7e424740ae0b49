"""Lint is part of the tests: one command, one result."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, door

STEPS = door().LINT


def step(name: str, root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *STEPS[name]]
    plain = {**os.environ, "NO_COLOR": "1", "TERM": "dumb"}
    return subprocess.run(command, cwd=root, env=plain, capture_output=True, text=True, timeout=280, check=False)


@pytest.mark.parametrize("name", STEPS)
def test_lint(name: str) -> None:
    done = step(name, ROOT)
    assert done.returncode == 0, f"{name}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("ruff format", "x = {  'a':1 }\n", "planted.py"),
        ("ruff check", "import os\n", "F401"),
        ("ruff encoding", 'from pathlib import Path\n\nTEXT = Path("x").read_text()\n', "encoding"),
        ("mypy", '"""Planted."""\n\n\ndef f(x):\n    return x\n', "no-untyped-def"),
        ("mypy", '"""Planted."""\n\nX: int = "one"\n', "assignment"),
        ("import-linter", '"""Planted."""\n\nfrom app import db\n', "app.domain.planted -> app.db"),
    ],
)
def test_a_planted_fault_turns_a_step_red(tmp_path: Path, name: str, text: str, words: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "dev.py", tmp_path / "packaging")
    for room in ("cli", "contract", "db", "domain", "runtime", "services", "vault"):
        (tmp_path / "app" / room).mkdir(parents=True)
        (tmp_path / "app" / room / "__init__.py").write_text('"""A room."""\n', encoding="utf-8")
    for file in ("__main__", "bootstrap", "config", "resources"):
        (tmp_path / "app" / f"{file}.py").write_text('"""A file."""\n', encoding="utf-8")
    (tmp_path / "app" / "__init__.py").write_text('"""A house."""\n', encoding="utf-8")
    assert step(name, tmp_path).returncode == 0
    (tmp_path / "app" / "domain" / "planted.py").write_text(text, encoding="utf-8")
    done = step(name, tmp_path)
    assert done.returncode != 0
    assert words in done.stdout + done.stderr
