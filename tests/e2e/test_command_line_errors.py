"""Every error that the product raises has one clear line; every command answers with a status, never a traceback."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.cli.main import run
from app.cli.sentences_centre import CENTRE
from app.cli.sentences_counter import COUNTER
from app.cli.status import SENTENCES, Status, sentence, status_of
from app.domain.errors import AppError, ConflictError, FaultError, UserError
from tests.db.conftest import ROOT, command

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
ERRORS = {"UserError", "FaultError", "ConflictError"}
#: Functions that make an error of the code they are given.
MAKERS = {"_fault", "_refuse", "fault"}


@cache
def calls() -> list[tuple[str, ast.Call, str]]:
    return list(_calls())


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path.relative_to(ROOT).as_posix(), node, name


@cache
def vault_kinds() -> set[str]:
    """What the vault's frames are of: their codes are put together."""
    frames = [node for _, node, _ in calls() if ast.unparse(node.func) in {"frame.encode", "frame.decode"}]
    return {str(node.args[0].value) for node in frames if isinstance(node.args[0], ast.Constant)}


@cache
def raised() -> dict[str, list[tuple[str, set[str]]]]:
    """Every code that is raised: where, and with which parameters."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for path, node, name in calls():
        if name not in ERRORS | MAKERS:
            continue
        given = {keyword.arg or "**" for keyword in node.keywords} if name in ERRORS else {"**"}
        for part in ast.walk(node.args[0]):
            codes = []
            if isinstance(part, ast.JoinedStr):
                whole = "".join(piece.value if isinstance(piece, ast.Constant) else "{}" for piece in part.values)
                codes = [code for kind in vault_kinds() if CODE.fullmatch(code := whole.replace("{}", kind))]
            elif isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
                codes = [part.value]
            for code in codes:
                found.setdefault(code, []).append((f"{path}:{node.lineno}", given))
    return found


def test_the_collector_sees_codes_of_every_shape():
    found = raised()
    for code in ("cart.empty", "vault.cannot_write", "vault.wrapped_too_new", "vault.epoch_damaged", "db.disk_full"):
        assert code in found, code
    assert len(found) > 100


def test_every_error_has_its_sentence():
    missing = {code: places[0][0] for code, places in raised().items() if code not in SENTENCES}
    assert missing == {}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_sentence_gets_the_parameters_it_names():
    lacking = [
        (code, where, sorted(fields(SENTENCES[code]) - given))
        for code, places in raised().items()
        for where, given in places
        if code in SENTENCES and "**" not in given and not fields(SENTENCES[code]) <= given
    ]
    # What the frames of the vault raise, the vault names the place of before it leaves the room.
    assert [one for one in lacking if not (one[0].startswith("vault.") and one[2] == ["where"])] == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_one_plain_line(code):
    text = SENTENCES[code]
    assert CODE.fullmatch(code)
    assert text
    assert "\n" not in text
    assert not text.endswith(".")
    assert len(text) < 160
    for kind in (UserError, FaultError, ConflictError):
        told = sentence(kind(code, path="a\nb", detail=None))
        assert "\n" not in told
        assert "{" not in told


def test_sentences_stand_in_order_and_each_once():
    for part in (CENTRE, COUNTER):
        assert list(part) == sorted(part)
    assert len(SENTENCES) == len(CENTRE) + len(COUNTER)


def test_an_error_without_a_sentence_is_still_one_line():
    assert sentence(UserError("new.error", text="a\nb", n=1)) == "new.error (text=a b, n=1)"


def test_each_kind_of_error_has_its_status():
    statuses = [status_of(kind("a.b")) for kind in (UserError, FaultError, ConflictError, AppError)]
    assert statuses == [Status.INPUT, Status.FAULT, Status.CONFLICT, Status.BUG]
    assert status_of(UserError("data_dir.in_use")) is Status.IN_USE
    assert len(set(Status)) == 8


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("--size big", 2),
        ("window --text-size 110", 2),
        ("window --size 10x10", 2),
        ("nonsense", 2),
        ("replay", 2),
        ("price --cart x", 2),
        ("key", 2),
        ("journal", 2),
        ("journal verify extra", 2),
        ("backup --every 0 --data-dir D", 2),
        ("backup --every often --data-dir D", 2),
        ("search x --limit -1 --data-dir D", 2),
        ("init --register first --data-dir D", 2),
        ("--help", 0),
        ("journal verify --data-dir D", 3),
        ("journal rebuild --data-dir D", 3),
        ("journal archive --data-dir D", 3),
        ("search tea --data-dir D", 3),
        ("backup --data-dir D", 3),
        ("key code --data-dir D", 3),
        ("doctor --data-dir D", 1),
        ("restore D/none.db --data-dir D", 3),
        ("price --cart D/none --promotions D/none", 3),
        ("init --store s01 --data-dir D", 3),
        ("init --register 0 --data-dir D", 3),
        ("init --currency EURO --data-dir D", 3),
        ("init --zone Taipei --data-dir D", 3),
        ("init --zone= --data-dir D", 3),
        ("init --data-dir F", 4),
        ("backup --data-dir F/below", 3),
        ("doctor --data-dir F", 1),
        ("journal verify --data-dir F", 3),
    ],
)
def test_a_mistake_is_one_line_and_a_status(tmp_path, capsys, words, status):
    """In this process, for speed: `run` is all that the command does."""
    file = tmp_path / "file"
    file.write_text("x")
    places = {"D": str(tmp_path / "none"), "F": str(file)}
    argv = [re.sub(r"^[DF](?=/|$)", lambda found: places[found[0]], word) for word in words.split()]
    assert run(argv) == status
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    if status and "doctor" not in words:
        assert len(said.err.splitlines()) == 1, said.err
        assert said.err.startswith("omo-pos")
    assert not (tmp_path / "none" / "terminal.json").exists()


def test_a_bug_is_a_line_and_its_traceback_is_in_the_log(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("OMO_POS_LOG_DIR", str(tmp_path / "logs"))
    from app.cli import journal

    def broken(*_: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr(journal.bootstrap, "open_beside", broken)
    assert run(["journal", "verify", "--data-dir", str(tmp_path)]) == Status.BUG
    (line,) = capsys.readouterr().err.splitlines()
    assert str(tmp_path / "logs" / "omo-pos.log") in line
    log = (tmp_path / "logs" / "omo-pos.log").read_text("utf-8")
    assert "Traceback" in log
    assert "deep inside" in log


@pytest.mark.parametrize("error", [KeyboardInterrupt(), BrokenPipeError()])
def test_being_stopped_is_no_bug(tmp_path, capfd, monkeypatch, error):
    from app.cli import journal

    def stopped(*_: object) -> None:
        raise error

    monkeypatch.setattr(journal.bootstrap, "open_beside", stopped)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    assert run(["journal", "verify", "--data-dir", str(tmp_path)]) == (
        130 if isinstance(error, KeyboardInterrupt) else 0
    )
    assert "Traceback" not in capfd.readouterr().err


def test_settings_of_the_environment_are_checked(tmp_path):
    bad = command("doctor", "--data-dir", tmp_path, status=3, OMO_POS_KEYRING="cloud")
    assert "OMO_POS_KEYRING is cloud" in bad.stderr
    bad = command("doctor", "--data-dir", tmp_path, status=3, OMO_POS_KEY_DIR=str(tmp_path / "keys"))
    assert "keys must lie outside" in bad.stderr


def test_names_in_any_language_go_in_and_come_out(tmp_path):
    data = tmp_path / "店"
    command("init", "--data-dir", data, "--plain", "--name", "山茶行 «ñ»", LC_ALL="C", PYTHONIOENCODING="ascii")
    found = command("journal", "verify", "--data-dir", data, "--json")
    assert json.loads(found.stdout)["ok"]
    done = command("init", "--data-dir", data, status=3)
    assert str(Path(data)) in done.stderr
