"""The steps of `close_to_others`; what Windows makes of them can only be seen there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.vault.acl import close_to_others, windows_tool

SID = "S-1-5-21-1004336348-1177238915-682003330-512"


class Windows:
    def __init__(self, whoami=f'"shop\\till 1","{SID}"\r\n', on_icacls=None):
        self.ran = []
        self._whoami = whoami
        self._on_icacls = on_icacls

    def __call__(self, name, *arguments):
        self.ran.append((name, *arguments))
        if name == "whoami":
            return self._whoami
        if self._on_icacls is not None:
            self._on_icacls(arguments)
        return ""


def test_the_folder_is_given_to_the_user_by_number_and_to_the_system(tmp_path):
    windows = Windows()
    assert close_to_others(tmp_path, windows)
    grants = [f"*{sid}:(OI)(CI)F" for sid in (SID, "S-1-5-18", "S-1-5-32-544")]
    assert windows.ran == [
        ("whoami", "/user", "/fo", "csv", "/nh"),
        ("icacls", str(tmp_path), "/inheritance:r", "/grant:r", *grants),
    ]
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("said", ["", "\r\n", "nonsense", '"till","Everyone"'])
def test_a_user_that_is_not_told_changes_nothing(tmp_path, said):
    windows = Windows(whoami=said)
    assert not close_to_others(tmp_path, windows)
    assert [name for name, *_ in windows.ran] == ["whoami"]


@pytest.mark.parametrize("error", [OSError("gone"), subprocess.TimeoutExpired("icacls", 10)])
def test_a_tool_that_fails_is_a_no(tmp_path, error):
    def fail(_arguments):
        raise error

    assert not close_to_others(tmp_path, Windows(on_icacls=fail))


def test_a_folder_that_locked_its_user_out_gets_its_rights_back(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    windows = Windows(on_icacls=lambda _: monkeypatch.setattr("pathlib.Path.write_bytes", refuse))
    assert not close_to_others(tmp_path, windows)
    assert windows.ran[-1] == ("icacls", str(tmp_path), "/reset")


@pytest.mark.skipif(sys.platform == "win32", reason="there it has something to run")
def test_elsewhere_there_is_nothing_to_run():
    with pytest.raises(OSError, match="not Windows"):
        windows_tool("whoami")
