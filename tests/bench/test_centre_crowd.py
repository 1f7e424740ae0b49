"""Two hundred terminals push at once: the service and its clients in processes of their own, and what dominates."""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

import pytest

from app.central.database import write
from app.central.product import put_products
from app.contract.push import PROTOCOL, PushBatch
from tests.bench.care import care_of
from tests.bench.test_centre_speed import percentiles
from tests.central.conftest import database_url, engine, rows
from tests.central.counter import Counter, sale
from tests.central.test_intake import GOODS
from tests.db.conftest import ROOT
from tests.sync.workers import served_by

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's account of who worked")
__all__ = ["database_url", "engine"]
TERMINALS, BATCHES, OF = 200, 5, 20
CLIENTS, WORKERS = 4, 2
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def bodies_of(one: Counter) -> list[str]:
    """A terminal's sales as it sends them."""
    for number in range(BATCHES * OF):
        one.write(sale((f"SKU{number % 50}", 1), (f"SKU{number * 3 % 50}", 1)))
    parts = [tuple(one.entries[start : start + OF]) for start in range(0, BATCHES * OF, OF)]
    texts = [PushBatch(protocol=PROTOCOL, entries=part).model_dump_json() for part in parts]
    return [base64.b64encode(gzip.compress(text.encode(), 1)).decode() for text in texts]


def busy_s(roots: list[int]) -> float:
    """Seconds that processes and all below them have computed."""
    known = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        known[int(place.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS)
    ours = set(roots)
    for _ in range(4):
        ours |= {pid for pid, (parent, _) in known.items() if parent in ours}
    return sum(known[pid][1] for pid in ours if pid in known)


def idle_s() -> float:
    """Seconds that this machine's cores had nothing to compute."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / _TICKS


@contextmanager
def pushers(url: str, terminals: list[dict[str, object]]):
    """A process of clients that stands ready."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.pushers"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    ) as child:  # fmt: skip
        try:
            child.stdin.write(json.dumps({"url": url, "terminals": terminals}) + "\n")
            child.stdin.flush()
            yield child
        finally:
            child.kill()


@pytest.mark.timeout(3_600)
def test_two_hundred_terminals_push_at_once(engine, request, capsys) -> None:
    counters = [Counter(engine).enlist() for _ in range(TERMINALS)]
    write(engine, lambda connection: put_products(connection, {f"SKU{n}": GOODS for n in range(50)}))
    terminals = [{"token": one.token, "bodies": bodies_of(one)} for one in counters]
    with ExitStack() as stack:
        service, url = stack.enter_context(served_by(engine.url.render_as_string(hide_password=False), WORKERS))
        clients = [stack.enter_context(pushers(url, terminals[place::CLIENTS])) for place in range(CLIENTS)]
        assert [one.stdout.readline() for one in clients] == ["ready\n"] * CLIENTS
        sides = {"service": [service.pid], "clients": [one.pid for one in clients]}
        if engine.dialect.name == "postgresql":
            sides["PostgreSQL"] = [request.getfixturevalue("postgres").handle.get_pid()]
        before, idle, begun = {name: busy_s(pids) for name, pids in sides.items()}, idle_s(), perf_counter()
        for one in clients:
            one.stdin.write("go\n")
            one.stdin.flush()
        told = [json.loads(one.stdout.readline()) for one in clients]
        whole = perf_counter() - begun
        idle = idle_s() - idle
        busy = {name: busy_s(pids) - before[name] for name, pids in sides.items()}
    number = TERMINALS * BATCHES * OF
    assert rows(engine, "SELECT count(*), count(DISTINCT id) FROM entry WHERE state = 'applied'") == [
        (number, number)
    ]
    assert rows(engine, "SELECT sum(on_hand) FROM stock")[0][0] == -2_000 * number
    times = [one for some in told for one in some["times"]]
    assert len(times) == TERMINALS * BATCHES
    crowd = f"{TERMINALS} terminals at once from {CLIENTS} processes, {number} sales in batches of {OF}"
    again = sum(one["tries"] for one in told)
    with capsys.disabled():
        print(f"\n{care_of(engine)}, {WORKERS} workers: {crowd}, none lost: {number / whole:,.0f} a second,")
        print(f"  {percentiles(times)} a batch; {again} were asked to come again")
        print(f"  {what_dominates(busy, idle, whole)}")


def what_dominates(busy: dict[str, float], idle: float, whole: float) -> str:
    """Who computed how much of what all cores could, and what that says of where the time went."""
    cores = os.cpu_count() or 1
    shares = {name: one / (whole * cores) for name, one in {**busy, "nobody": idle}.items()}
    shares["others on this machine"] = max(0.0, 1 - sum(shares.values()))
    told = ", ".join(f"{name} {100 * one:.0f} %" for name, one in shares.items())
    most = max(shares, key=lambda name: shares[name])
    dominates = "waiting for the disk and for each other's locks" if most == "nobody" else f"computing, of {most}"
    return f"of {cores} cores in {whole:.1f} s: {told}; what dominates: {dominates}"
