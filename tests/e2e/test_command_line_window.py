"""`omo-pos window` as a process: a second start on the same data, and a machine without a screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap.terminal import open_terminal
from app.cli import window
from app.cli.main import parser, run
from app.cli.status import Status
from app.config import Config
from app.domain.shop import Shop

COMMAND = [sys.executable, "-P", "-m", "app"]


@pytest.mark.skipif(os.name == "nt", reason="ends a process by a signal")
@pytest.mark.parametrize("words", [["window", "--data-dir"], ["--data-dir"]])
def test_a_second_start_is_refused_on_the_console_too(tmp_path, words):
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)
    first = open_terminal(config, Shop())
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "OMO_POS_KEY_DIR": str(tmp_path / "keys")}
    command = [*COMMAND, *words, str(config.data_dir)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=tmp_path) as second:
        assert second.stderr is not None
        said = second.stderr.readline()  # it says so at once; its window waits to be read
        second.send_signal(signal.SIGTERM)
        rest = second.stderr.read()
    assert second.returncode == Status.IN_USE
    assert said == f"omo-pos: another OMO POS is running on {config.data_dir}: close it first\n"
    assert "Traceback" not in rest
    first.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_a_machine_without_a_screen_is_told_in_a_sentence(monkeypatch, capsys, tmp_path):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(["window", "--data-dir", str(tmp_path / "data")]) == Status.INPUT
    assert capsys.readouterr().err.startswith("omo-pos: there is no screen here")
    assert not (tmp_path / "data").exists()


def test_the_options_of_the_window():
    wanted = parser().parse_args(
        "window --demo --plain --lang en --theme dark --text-size 125 --size 1024x768 --quiet".split()
    )
    assert (wanted.demo, wanted.plain, wanted.quiet) == (True, True, True)
    assert (wanted.lang, wanted.theme, wanted.text_size, wanted.size) == ("en", "dark", 125, (1024, 768))
    assert wanted.run is window._window
