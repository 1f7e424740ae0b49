from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.domain.errors import FaultError
from app.vault import keyfile
from app.vault.keyfile import PrivateFile

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")


@pytest.fixture
def notes():
    return []


@pytest.fixture
def file(tmp_path, notes):
    return PrivateFile(tmp_path / "folder" / "a.key", lambda code, **params: notes.append((code, params)))


def _names(folder) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _mode(path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_whatever_the_umask_it_is_private_and_readable_by_its_owner(file, umask):
    file.path.parent.mkdir(mode=0o700)
    before = os.umask(umask)
    try:
        file.write("content")
    finally:
        os.umask(before)
    assert _mode(file.path) == "0600"
    assert _mode(file.path.parent) == "0700"
    assert file.read() == b"content"
    assert _names(file.path.parent) == ["a.key"]


def test_what_is_not_there_is_none_and_reading_makes_nothing(file, tmp_path):
    assert file.read() is None
    assert not any(tmp_path.iterdir())


@posix
def test_a_new_folder_is_private_and_so_is_one_that_was_not(file, notes):
    file.path.parent.mkdir(mode=0o755)
    file.path.parent.chmod(0o755)
    file.write("content")
    assert _mode(file.path.parent) == "0700"
    assert notes == [("vault.permissions_mended", {"path": str(file.path.parent), "found": "0755"})]


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666, 0o777])
def test_a_file_that_others_may_read_is_mended_and_noted(file, notes, mode):
    file.write("content")
    file.path.chmod(mode)
    assert file.read() == b"content"
    assert _mode(file.path) == "0600"
    assert notes == [("vault.permissions_mended", {"path": str(file.path), "found": f"{mode:04o}"})]


@posix
def test_a_file_that_cannot_be_mended_is_read_and_noted(file, notes, monkeypatch):
    file.write("content")
    file.path.chmod(0o644)

    def refuse(self, mode):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.chmod", refuse)
    assert file.read() == b"content"
    assert [code for code, _ in notes] == ["vault.permissions_too_wide"]
    assert notes[0][1]["reason"] == "Operation not permitted"


STEPS = ["open", "fchmod", "write", "fsync", "replace"]


@posix
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("old", [None, "old"])
def test_a_failure_in_any_step_leaves_the_old_content_and_no_rest(file, monkeypatch, step, old):
    if old is not None:
        file.write(old)
    else:
        file.path.parent.mkdir(mode=0o700)
    real = getattr(os, step)

    def fail(target, *arguments, **named):
        if step == "open" and not str(target).endswith(".tmp"):
            return real(target, *arguments, **named)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(FaultError) as caught:
        file.write("new")
    monkeypatch.undo()
    assert caught.value.code == "vault.cannot_write"
    assert caught.value.params == {"path": str(file.path), "reason": "No space left on device"}
    assert file.read() == (None if old is None else b"old")
    assert _names(file.path.parent) == ([] if old is None else ["a.key"])


class Killed(BaseException):
    """The process ends here: nothing that comes after runs, cleaning up included."""


@posix
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_in_any_step_leaves_the_old_content_and_the_next_write_goes_through(file, monkeypatch, step):
    file.write("old")
    real = getattr(os, step)

    def kill(target, *arguments, **named):
        if step == "open" and not str(target).endswith(".tmp"):
            return real(target, *arguments, **named)
        raise Killed

    monkeypatch.setattr(os, step, kill)
    monkeypatch.setattr("pathlib.Path.unlink", lambda self, **named: None)
    with pytest.raises(Killed):
        file.write("new")
    monkeypatch.undo()
    assert file.read() == b"old"
    file.write("newer")
    assert file.read() == b"newer"
    assert _names(file.path.parent) == ["a.key"]


@posix
def test_the_order_of_steps_is_durable(file, monkeypatch):
    steps = []
    names = {}
    for name in ("open", "write", "fsync", "replace"):
        real = getattr(os, name)

        def spy(*arguments, _name=name, _real=real, **named):
            result = _real(*arguments, **named)
            if _name == "open":
                names[result] = Path(arguments[0]).name
                if arguments[1] & os.O_WRONLY:
                    assert arguments[1] & os.O_EXCL
                    assert arguments[2] == 0o600
            else:
                steps.append((_name, names.get(arguments[0], "")))
            return result

        monkeypatch.setattr(os, name, spy)
    file.write("content")
    monkeypatch.undo()
    assert steps[-4:] == [("write", "a.key.tmp"), ("fsync", "a.key.tmp"), ("replace", ""), ("fsync", "folder")]


def test_a_long_content_is_written_whole_in_many_small_writes(file, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda opened, content: real(opened, bytes(content[:7])))
    file.write("0123456789" * 100)
    monkeypatch.undo()
    assert file.read() == b"0123456789" * 100


def test_setting_aside_deletes_nothing(file):
    file.write("first")
    first = file.set_aside()
    file.write("second")
    second = file.set_aside()
    assert (first.read_text(), second.read_text()) == ("first", "second")
    assert file.read() is None
    with pytest.raises(FaultError, match=r"vault\.cannot_write"):
        file.set_aside()


def test_a_folder_or_a_pipe_in_its_place_is_a_fault_and_hangs_nothing(file):
    file.path.mkdir(parents=True)
    with pytest.raises(FaultError) as caught:
        file.read()
    assert caught.value.code == "vault.cannot_read"
    file.path.rmdir()
    if os.name == "posix":
        os.mkfifo(file.path)
        with pytest.raises(FaultError, match=r"vault\.cannot_read"):
            file.read()


def test_a_file_that_may_not_be_opened_is_a_fault_of_its_own(file, monkeypatch):
    file.write("content")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FaultError) as caught:
        file.read()
    assert caught.value.params == {"path": str(file.path), "reason": "Permission denied"}


def test_no_more_is_read_than_a_key_could_be(file):
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(b"x" * (2 * keyfile.MAX_BYTES))
    assert len(file.read()) == keyfile.MAX_BYTES + 1
