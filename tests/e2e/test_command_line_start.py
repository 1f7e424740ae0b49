"""What a start brings along: the command that is called, and of the program what its first screens need."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.commands import PLACES
from app.cli.main import parser
from app.runtime import binding

ROOT = Path(__file__).resolve().parents[2]
#: Large, and none of it is needed before somebody sells, imports a file, prints, or takes a copy.
LATER = {
    "alembic", "keyring", "openpyxl", "pypinyin", "segno", "sqlalchemy", "stdnum", "app.bootstrap.catalog",
    "app.bootstrap.demo", "app.bootstrap.start", "app.db.sheet", "app.devices.render", "app.ui.screens.pay.screen",
    "app.vault.recovery",
}  # fmt: skip


def brought_along(statement: str) -> set[str]:
    """The modules that are there after a statement, in a process of its own."""
    text = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_window_brings_along_what_its_first_screens_need():
    there = brought_along("import app.bootstrap.running, app.ui.screens.lock.screen, app.ui.screens.sell.screen")
    assert "app.ui.screens.sell.screen" in there
    assert there & LATER == set()


def test_the_command_line_brings_along_the_command_that_is_called():
    there = brought_along("from app.cli.main import parser; parser('window')")
    assert "app.cli.window" in there
    assert not [name for name in there if name.startswith(("app.bootstrap.", "app.db", "PySide6", "pydantic"))]


@pytest.mark.parametrize("called", PLACES)
def test_a_command_alone_is_the_command_of_the_whole(called, capsys):
    helped = []
    for whole in (parser(called), parser()):
        with pytest.raises(SystemExit):
            whole.parse_args([called, "--help"])
        helped.append(capsys.readouterr().out)
    assert helped[0] == helped[1]


def test_the_whole_knows_every_command(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    lines = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert [name for name in lines if name in PLACES] == list(PLACES)


def test_qt_s_binding_leaves_import_alone(monkeypatch):
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)  # whatever it is, it comes back
    binding.load()
    assert builtins.__import__ is builtins.__orig_import__  # type: ignore[attr-defined]
