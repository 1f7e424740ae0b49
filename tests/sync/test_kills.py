"""Either side killed at random instants: nothing that was acknowledged is lost, and nothing is there twice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from random import Random

import httpx
import pytest

from app.bootstrap import open_terminal
from app.config import Config
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.db.conftest import ROOT
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal
from tests.sync.shelf import product, put_many

_pause = threading.Event().wait  # the instants of the kills are the test: no clock decides what it asserts


def sell_until_killed(till, seconds: float) -> list[str]:
    """What a terminal of its own sold, as it said, before it was killed."""
    command = [sys.executable, "-m", "tests.sync.seller", str(till.folder), str(till.config.key_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        said = [child.stdout.readline()]
        killer = threading.Thread(target=lambda: (_pause(seconds), child.kill()))
        killer.start()
        said += child.stdout.readlines()
        killer.join()
        assert "Traceback" not in child.stderr.read()
    return [line.strip() for line in said if line.endswith("\n") and line.strip()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_terminal_that_is_killed_while_it_sends_and_takes_in(linked) -> None:
    till, random = linked.till, Random()
    till.close()
    said: list[str] = []
    for turn in range(3):
        many = {f"P{turn}-{n:04}": product(f"商品 {n}", f"{turn}{n:06}") for n in range(700)}
        put_many(linked.engine, "product", many)
        said += sell_until_killed(till, random.uniform(0.02, 0.7))
    till.terminal = open_terminal(Config(till.folder, till.config.key_dir, "file", plain=True))
    assert till.verify().ok
    sync = linked.sync()
    sync.settle()
    assert (sync.report.state, sync.report.unsent) == (State.ONLINE, 0)
    assert set(said) <= {one for (one,) in till.query("SELECT id FROM sale")}
    assert len(said) >= 3
    assert till.terminal.store.count_products() == 2_100
    assert till.query("SELECT count(*) FROM product_code") == [(4_200,)]
    check_equal(linked.engine, till)
    till.check()


@contextmanager
def worker(url: str, port: int):
    """A centre as a process of its own; killed in the end."""
    command = [sys.executable, "-m", "app", "central", "serve", "--database-url", url, "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        try:
            for _ in range(600):
                try:
                    httpx.get(f"http://127.0.0.1:{port}/openapi.json", trust_env=False)
                    break
                except httpx.TransportError:
                    _pause(0.05)
            yield child
        finally:
            os.killpg(child.pid, 9)


def _kill_soon(child: subprocess.Popen[bytes], seconds: float) -> None:
    _pause(seconds)
    os.killpg(child.pid, 9)


def test_a_worker_that_is_killed_in_the_middle_of_intake(linked) -> None:
    till, random = linked.till, Random()
    till.open_shift(1_000)
    for _ in range(200):
        till.sell(("A", 1, 50), ("B", 2, 30))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = linked.engine.url.render_as_string(hide_password=False)
    gateway = Gateway(Address(f"http://127.0.0.1:{port}", linked.token))
    sync = Turns(till.terminal, gateway)
    for _ in range(2):
        with worker(url, port) as child:
            killer = threading.Thread(target=_kill_soon, args=(child, random.uniform(0, 0.3)))
            killer.start()
            while sync.settle() is not None and killer.is_alive():
                sync.at += 100
                till.sell(("A", 1, 50))
            killer.join()
    with worker(url, port):
        sync.last(10_000)
        sync.last(10_000)
        assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ONLINE, "", 0)
    gateway.close()
    check_equal(linked.engine, till)
