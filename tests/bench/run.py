"""Starting driven programs, and what they told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.config import Config
from tests.e2e.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
#: What a start reads: dropped from memory before a cold one.
READ = (Path(sys.prefix), Path(sys.base_prefix) / "lib", ROOT / "app", ROOT / "resources")


class Stage:
    """Where windows stand: a screen, or Qt's own that nobody sees.

    Args:
        compiled: a folder for compiled modules.
    """

    def __init__(self, screen: Screen | None, compiled: Path) -> None:
        self._screen = screen
        self._compiled = compiled
        self.name = "offscreen" if screen is None else "xcb under Xvfb with openbox"

    @property
    def _environment(self) -> dict[str, str]:
        """Modules are compiled once, as an installation has them, whatever the caller's own settings are."""
        here = {**os.environ, "QT_QPA_PLATFORM": "offscreen"} if self._screen is None else self._screen.environment
        kept = {name: value for name, value in here.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(self._compiled)}

    def run(self, *arguments: str, config: Config | None = None) -> dict[str, Any]:
        """Run a driven program to its end; what it told, and ``began``: when it was started."""
        environment = self._environment
        if config is not None:
            keys = {"OMO_POS_KEY_DIR": str(config.key_dir), "OMO_POS_KEYRING": config.keyring}
            environment.update(keys, OMO_POS_LOG_DIR=str(config.data_dir.parent / "log"))
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tests.bench.driven", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=1_800,
            check=False,
        )
        assert done.returncode == 0, (done.returncode, done.stderr, done.stdout[-2_000:])
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        assert "failed" not in told, (told["failed"], done.stderr)
        return {**told, "began": began}

    def bare(self) -> dict[str, Any]:
        """An empty window of Qt's."""
        return self.run("bare")

    def program(self, script: str, config: Config, codes: Sequence[str]) -> dict[str, Any]:
        """The counter under a script."""
        window = ["window", "--data-dir", str(config.data_dir), "--size", "1280x800", "--quiet"]
        return self.run(script, ",".join(codes), *window, config=config)


def forget(*more: Path) -> str:
    """Have the system drop what it holds of the files that a start reads, and of more; how."""
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")
    except OSError:
        for place in (*READ, *more):
            for path in place.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    _forget_file(path)
        return "posix_fadvise on the files of Python, Qt, the program and the data"
    return "drop_caches"


def _forget_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
