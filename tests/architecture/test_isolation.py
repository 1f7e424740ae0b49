"""No test reaches the real home, keyring or screen of whoever runs it, and chance is bounded but never fixed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from tests.architecture.source import ROOT


def test_every_place_lies_in_a_folder_of_this_session() -> None:
    places = [Path.home(), Path(os.environ["OMO_POS_KEY_DIR"]), platformdirs.user_data_path("omo-pos")]
    places += [platformdirs.user_config_path("omo-pos"), platformdirs.user_state_path("omo-pos")]
    assert {place.is_relative_to(tempfile.gettempdir()) for place in places} == {True}
    assert os.environ["OMO_POS_KEYRING"] == "file"


def test_hypothesis_is_bounded_and_stays_random() -> None:
    assert settings.default is not None
    assert (settings.default.deadline, settings.default.database, settings.default.derandomize) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import warnings\ndef test_it():\n    warnings.warn('noise')\n", "UserWarning: noise"),
        ("import time\ndef test_it():\n    time.sleep(30)\n", "Timeout"),
        ("import pytest\n@pytest.mark.nobody_knows\ndef test_it():\n    pass\n", "nobody_knows"),
    ],
)
def test_noise_hangs_and_typing_slips_are_failures(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "test_planted.py").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        ROOT / "pyproject.toml",
        "--timeout",
        "2",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, "--rootdir", tmp_path, tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert words in done.stdout + done.stderr
