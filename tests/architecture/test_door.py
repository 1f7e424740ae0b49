"""The one door, ``packaging/dev.py``: what the README says of it, and what it does when things are amiss."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, door

DOOR = ROOT / "packaging" / "dev.py"
POSIX = pytest.mark.skipif(os.name == "nt", reason="speaks of POSIX processes")


def named_verbs(root: Path) -> set[str]:
    return set(re.findall(r"packaging[/\\]dev\.py (\w+)", (root / "README.md").read_text(encoding="utf-8")))


def start(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def house(tmp_path: Path) -> ModuleType:
    """A checkout with the least in it, a .venv that was made, and its door."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(DOOR, tmp_path / "packaging")
    (tmp_path / "requirements.lock").write_text("one==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    loaded = door(tmp_path)
    venv.create(loaded.VENV, with_pip=False, symlinks=os.name != "nt")
    (loaded.PACKAGES / "library").mkdir()
    loaded.write_stamp(loaded.wanted_stamp())
    return loaded


def test_the_readme_names_exactly_the_verbs(plant: Plant) -> None:
    assert named_verbs(ROOT) == set(door().VERBS)
    assert named_verbs(plant("README.md", "python3 packaging/dev.py dance")) != set(door().VERBS)


def test_ci_calls_the_same_door() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'exec python3 "$(dirname "$0")/../packaging/dev.py" test'
    ]


def test_nothing_was_missing_on_this_machine() -> None:
    """The door sets it where it could not install: then tests that need those are no proof of anything."""
    missing = os.environ.get("OMO_DEV_MISSING", "")
    assert not missing, f"system packages are missing: sudo apt-get update && sudo apt-get install {missing}"


def test_an_old_python_can_read_it() -> None:
    assert ast.parse(DOOR.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(DOOR.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


AS_OLD = (
    "import sys, runpy; sys.version_info = (3, 8, 0, 'final', 0); sys.argv = [{door!r}, '--help'];"
    " runpy.run_path({door!r}, run_name='__main__')"
)


def test_an_old_python_hands_over_to_a_newer_one() -> None:
    done = start(AS_OLD.format(door=str(DOOR)), PATH=str(Path(sys.executable).parent))
    assert done.returncode == 0, done.stderr
    assert "usage: python3 packaging/dev.py VERB" in done.stdout


def test_an_old_python_alone_gets_one_sentence(tmp_path: Path) -> None:
    done = start(AS_OLD.format(door=str(DOOR)), PATH=str(tmp_path))
    assert done.returncode == door().NOT_READY
    assert done.stderr.startswith("OMO POS needs Python 3.11 or newer")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["dance"]])
def test_an_unknown_verb_gets_the_verbs(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, DOOR, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert all(verb in done.stderr for verb in door().VERBS)


def test_a_whole_venv_is_kept(house: ModuleType) -> None:
    assert house.is_fresh()


@pytest.mark.parametrize("name", ["LOCKED", "PROJECT"])
def test_a_changed_file_makes_it_stale(house: ModuleType, name: str) -> None:
    getattr(house, name).write_text("changed", encoding="utf-8")
    assert not house.is_fresh()


def test_a_moved_checkout_makes_it_stale(house: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "ROOT", house.ROOT / "elsewhere")
    assert not house.is_fresh()


def test_a_lost_package_makes_it_stale(house: ModuleType) -> None:
    (house.PACKAGES / "library").rmdir()
    assert not house.is_fresh()


def test_an_interrupted_making_is_begun_again(house: ModuleType) -> None:
    house.STAMP.write_text('{"locked": "', encoding="utf-8")
    assert not house.is_fresh()
    house.STAMP.unlink()
    assert not house.is_fresh()


@POSIX
def test_a_python_that_does_not_start_makes_it_stale(house: ModuleType) -> None:
    house.PYTHON.unlink()
    house.PYTHON.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    house.PYTHON.chmod(0o755)
    assert not house.is_fresh()
    house.PYTHON.unlink()
    house.PYTHON.symlink_to("/nowhere/python3")
    assert not house.is_fresh()


def test_what_was_there_is_cleared_away_first(house: ModuleType) -> None:
    house.make_venv()
    assert not house.STAMP.exists()
    assert not (house.PACKAGES / "library").exists()
    assert house.PYTHON.exists()


HOLD = """
import runpy, sys, time
here = runpy.run_path({door!r}, run_name="door")
with here["only_one"]():
    with open({log!r}, "a") as log: log.write("in\\n")
    time.sleep({seconds})
    with open({log!r}, "a") as log: log.write("out\\n")
"""


def hold(house: ModuleType, log: Path, seconds: float) -> subprocess.Popen[bytes]:
    code = HOLD.format(door=str(house.ROOT / "packaging" / "dev.py"), log=str(log), seconds=seconds)
    return subprocess.Popen([sys.executable, "-c", code])


def test_two_starts_at_the_same_time_take_turns(house: ModuleType, tmp_path: Path) -> None:
    log = tmp_path / "log"
    starts = [hold(house, log, 0.3) for _ in range(3)]
    assert [one.wait(60) for one in starts] == [0, 0, 0]
    assert log.read_text(encoding="utf-8").split() == ["in", "out"] * 3


@POSIX
def test_a_killed_start_does_not_stop_the_next(house: ModuleType, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()
    killed = hold(house, log, 60)
    while "in" not in log.read_text(encoding="utf-8"):
        assert killed.poll() is None
    killed.send_signal(signal.SIGKILL)
    killed.wait(60)
    assert hold(house, log, 0).wait(60) == 0


@POSIX
def test_what_a_killed_start_left_running_keeps_the_next_one_waiting(house: ModuleType, tmp_path: Path) -> None:
    log, at = tmp_path / "log", str(house.ROOT / "packaging" / "dev.py")
    child = f"import time; log = open({str(log)!r}, 'a', 1); log.write('in\\n'); time.sleep(1); log.write('out\\n')"
    run = f"here['run']([{sys.executable!r}, '-c', {child!r}], '')"
    code = f"import runpy; here = runpy.run_path({at!r})\nwith here['only_one'](): {run}"
    killed = subprocess.Popen([sys.executable, "-c", code])
    while not (log.exists() and log.read_text(encoding="utf-8")):
        assert killed.poll() is None
    killed.kill()
    killed.wait(60)
    assert hold(house, log, 0).wait(60) == 0
    assert log.read_text(encoding="utf-8").split() == ["in", "out", "in", "out"]


def test_a_python_without_ensurepip_names_the_package(house: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    house.STAMP.unlink()
    monkeypatch.setattr(house.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(house, "ensure_packages", lambda wanted: wanted)
    with pytest.raises(house.NotReadyError, match=r"cannot make \.venv without python3\.\d+-venv"):
        house.ensure_venv()


CHILD = "import runpy, sys; run = runpy.run_path({door!r})['hand_over']; sys.exit(run(['-c', {code!r}]))"


def test_the_exit_status_is_the_childs(house: ModuleType) -> None:
    at = str(house.ROOT / "packaging" / "dev.py")
    assert start(CHILD.format(door=at, code="raise SystemExit(7)")).returncode == 7
    assert start(CHILD.format(door=at, code="pass")).returncode == 0


def test_a_child_gets_a_clean_environment(house: ModuleType) -> None:
    code = "import os, sys; print(sys.flags.utf8_mode, sys.flags.optimize, *os.environ); print(sys.prefix)"
    at = str(house.ROOT / "packaging" / "dev.py")
    leaks = {"PYTHONPATH": "/elsewhere", "PYTHONOPTIMIZE": "2", "PYTHONWARNINGS": "ignore", "PIP_NO_COLOR": "1"}
    done = start(CHILD.format(door=at, code=code), **leaks)
    flags, prefix = done.stdout.splitlines()
    assert flags.startswith("1 0 ")
    assert "PYTHONPATH" not in flags
    assert "PYTHONWARNINGS" not in flags
    assert "PIP_NO_COLOR" in flags
    assert Path(prefix).resolve() == house.VENV.resolve()


@POSIX
def test_missing_packages_are_named_in_one_line(
    house: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    answer = "printf 'xvfb installed\\nlibglib2.0-0t64 installed\\nstrace config-files\\n'; exit 1"
    for name, body in {"dpkg-query": answer, "apt-get": "exit 100", "sudo": "exit 1"}.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(house.os, "geteuid", lambda: 1000)
    assert house.ensure_packages(["xvfb", "libglib2.0-0", "strace", "openbox"]) == ["strace", "openbox"]
    said = capsys.readouterr().err
    assert said == "System packages are missing: sudo apt-get update && sudo apt-get install strace openbox\n"


def test_other_systems_need_no_packages(house: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert house.missing_packages(["xvfb"]) == []
