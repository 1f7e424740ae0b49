"""`omo-pos staff`, as a person types it."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from app.cli.main import run
from tests.db.conftest import command, command_here

BOSS, NINA, NEW = "5173", "8264", "4862"


def lines(*typed: str) -> str:
    return "".join(f"{one}\n" for one in typed)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A terminal with a manager and a cashier."""
    place = tmp_path_factory.mktemp("staff") / "shop"
    command_here("init", "--data-dir", place, "--plain")
    command_here("staff", "add", "boss", "老闆", "--data-dir", place, stdin=lines(BOSS))
    command_here("staff", "add", "nina", "妮娜", "--name-en", "Nina", "--by", "boss", "--data-dir", place,
                 stdin=lines(BOSS, NINA))  # fmt: skip
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it, which may be changed."""
    return Path(shutil.copytree(made, tmp_path / "shop"))


def listed(folder: Path) -> list[dict[str, object]]:
    said = command_here("staff", "list", "--json", "--data-dir", folder).stdout
    return [json.loads(line) for line in said.splitlines()]


def test_from_the_first_manager_to_the_reset(tmp_path):
    folder = tmp_path / "shop"
    said = command_here("init", "--data-dir", folder, "--plain").stdout
    code = next(line for line in said.splitlines() if line.startswith("recovery code: ")).split(": ")[1]
    assert command_here("staff", "list", "--data-dir", folder).stdout == ""
    said = command("staff", "add", "boss", "老闆", "--data-dir", folder, stdin=lines(BOSS)).stdout
    assert said == "added boss (manager), the first of the staff\n", "the code on paper still holds"
    command("staff", "reset", "boss", "--data-dir", folder, stdin=lines(code, NEW))
    command_here("staff", "add", "nina", "妮娜", "--by", "boss", "--data-dir", folder, stdin=lines(NEW, NINA))
    said = command("staff", "list", "--data-dir", folder).stdout
    assert said == "boss\tmanager\t\t老闆\nnina\tcashier\t\t妮娜\n"
    counts = json.loads(command_here("journal", "verify", "--json", "--data-dir", folder).stdout)["counts"]
    assert {kind: count for kind, count in counts.items() if kind.startswith("staff.")} == {
        "staff.changed": 3, "staff.signed_in": 1, "staff.signed_out": 1,
    }  # fmt: skip


def test_a_terminal_without_a_code_gets_one_with_its_first_manager(tmp_path):
    folder, goods = tmp_path / "shop", tmp_path / "goods.csv"
    goods.write_text("sku,name,price\nA,Tea,10\n", encoding="utf-8")
    command_here("catalog", "import", goods, "--data-dir", folder, "--plain")
    said = command_here("staff", "add", "boss", "老闆", "--data-dir", folder, stdin=lines(BOSS)).stdout
    code = next(line for line in said.splitlines() if line.startswith("recovery code: ")).split(": ")[1]
    command_here("staff", "reset", "boss", "--data-dir", folder, stdin=lines(code, NEW))
    (tmp_path / "keys").mkdir()
    moved = {"OMO_POS_KEY_DIR": str(tmp_path / "keys")}
    command_here("key", "restore", "--data-dir", folder, stdin=lines(code), **moved)
    command_here(
        "staff", "badge", "boss", "--by", "boss", "--data-dir", folder, stdin=lines(NEW, "badge-of-the-boss"), **moved
    )


def test_people_change(folder):
    by = ("--by", "boss", "--data-dir", folder)
    command("staff", "role", "nina", "manager", *by, stdin=lines(BOSS))
    command("staff", "deactivate", "boss", "--by", "nina", "--data-dir", folder, stdin=lines(NINA))
    assert listed(folder) == [
        {"id": "boss", "name": "老闆", "name_en": "", "role": "manager", "active": False},
        {"id": "nina", "name": "妮娜", "name_en": "Nina", "role": "manager", "active": True},
    ]
    assert "left" in command_here("staff", "list", "--data-dir", folder).stdout
    command("staff", "reactivate", "boss", "--by", "nina", "--data-dir", folder, stdin=lines(NINA))
    command("staff", "pin", "nina", *by, stdin=lines(BOSS, NEW))
    command("staff", "badge", "nina", *by, stdin=lines(BOSS, "badge-of-nina"))
    command_here("staff", "badge", "nina", "--none", *by, stdin=lines(BOSS))
    command_here("journal", "verify", "--data-dir", folder)


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (["add", "x", "X"], [NEW], "name the manager who does it with --by ID"),
        (
            ["add", "x", "X", "--by", "boss"],
            ["9753", NEW],
            "this is not the PIN of boss; the next may be tried in 0 s",
        ),
        (["add", "x", "X", "--by", "nobody"], [BOSS, NEW], "there is nobody with the id nobody"),
        (["add", "x", "X", "--by", "nina"], [NINA, NEW], "nina may not do this (manage_staff): ask a manager"),
        (["add", "nina", "X", "--by", "boss"], [BOSS, NEW], "the id nina is somebody's already"),
        (["add", "x y", "X", "--by", "boss"], [BOSS, NEW], "x y cannot be a staff id"),
        (["add", "x", " ", "--by", "boss"], [BOSS, NEW], "a person needs a name"),
        (["add", "x", "X", "--by", "boss"], [BOSS, "1234"], "this PIN is too easy to guess"),
        (["add", "x", "X", "--by", "boss"], [BOSS], "a PIN has digits only"),
        (["pin", "x", "--by", "boss"], [BOSS, NEW], "there is nobody with the id x"),
        (["badge", "nina", "--by", "boss"], [BOSS, "x"], "a badge has 6 to 200 characters"),
        (["deactivate", "boss", "--by", "boss"], [BOSS], "boss is the last manager"),
        (["reset", "boss"], ["ABCD-EFGH", NEW], "the recovery code is wrong"),
        (["reset", "nina"], ["ABCD-EFGH", NEW], "the recovery code is wrong"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(folder, capsys, monkeypatch, words, typed, said):
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines(*typed)))
    assert run(["staff", *words, "--data-dir", str(folder)]) == 3
    shown = capsys.readouterr()
    assert shown.err.startswith(f"omo-pos: {said}")
    assert (shown.err.count("\n"), shown.out) == (1, "")
    assert run(["staff", "list", "--json", "--data-dir", str(folder)]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["boss", "nina"]


def test_the_first_is_a_manager(tmp_path):
    command_here("init", "--data-dir", tmp_path / "shop", "--plain")
    done = command_here("staff", "add", "x", "X", "--role", "cashier", "--data-dir", tmp_path / "shop", status=3,
                   stdin=lines(NEW))  # fmt: skip
    assert "the first of the staff is the manager" in done.stderr


def test_wrong_pins_slow_down_over_starts(folder):
    for _ in range(4):
        command_here(
            "staff", "deactivate", "nina", "--by", "boss", "--data-dir", folder, status=3, stdin=lines("9753")
        )
    done = command("staff", "deactivate", "nina", "--by", "boss", "--data-dir", folder, status=3, stdin=lines(BOSS))
    assert "too many wrong ones: try again in" in done.stderr
