"""A centre as processes of its own, as `omo-pos central serve` starts them; killed in the end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.db.conftest import ROOT

_pause = threading.Event().wait


@contextmanager
def served_by(url: str, workers: int = 1, port: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A centre's process, the supervisor where there are several workers, and where it listens."""
    at = f"http://127.0.0.1:{port or free_port()}"
    command = [sys.executable, "-m", "app", "central", "serve", "--port", at.rpartition(":")[2]]
    command += ["--database-url", url, "--workers", str(workers)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        try:
            for _ in range(1_200):
                try:
                    httpx.get(f"{at}/openapi.json", trust_env=False)
                    break
                except httpx.TransportError:
                    _pause(0.05)
            yield child, at
        finally:
            kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """Kill a centre with all that it started."""
    os.killpg(child.pid, signal.SIGKILL)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def workers_of(pid: int) -> list[int]:
    """The worker processes of a supervisor, once they answer it: for one that dies before, it waits for a minute."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(one) for one in children if _is_worker(Path("/proc") / one)]


def _is_worker(process: Path) -> bool:
    try:  # what multiprocessing starts beside them is none
        return b"spawn_main" in (process / "cmdline").read_bytes() and len([*(process / "task").iterdir()]) > 1
    except OSError:
        return False  # it ended meanwhile
