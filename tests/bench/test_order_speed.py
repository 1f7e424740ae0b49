"""How long a new order takes from being placed to the counter's screen.

The centre is the program itself, a process of its own; an order is PUT over its admin API, its change goes out by
SSE, the terminal's sync fetches it, and the window paints its toast. Measured from before the request to the end of
that paint, beside the same request alone, while no terminal listens.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.runtime.standing import Link
from app.ui.widgets.toast import Toast
from tests.central.admin import Asking, token
from tests.db.conftest import ROOT
from tests.sync.conftest import database_url, engine, linked, make_till, postgres
from tests.ui.counter import Counter

__all__ = ["database_url", "engine", "linked", "make_till", "postgres"]
pytestmark = pytest.mark.bench
ORDERS = 50
#: Seconds from an order's request to its paint, p95.
ALLOWED_S = 2
#: Seconds after which something is not coming any more.
PATIENCE_S = 30


@contextmanager
def centre_process(url: str) -> Iterator[str]:
    """The program as a centre on a database; where it listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    at = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "app", "central", "serve", "--port", str(port), "--database-url", url]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        try:
            end = time.monotonic() + PATIENCE_S
            while time.monotonic() < end:
                try:
                    httpx.get(f"{at}/openapi.json", trust_env=False)
                    break
                except httpx.TransportError:
                    threading.Event().wait(0.05)
            yield at
        finally:
            os.killpg(child.pid, signal.SIGTERM)
            child.wait(PATIENCE_S)


class Customers:
    """Orders, placed by the admin API from a thread of their own."""

    def __init__(self, at: str, secret: str) -> None:
        self._asking = Asking(at, secret)
        self.began: list[float] = []
        self.answered: list[float] = []

    def place(self, number: int) -> None:
        """Place one and wait for the answer."""
        line = {"sku": "A", "name": "甲", "milli": 3_000, "amount_minor": 150}
        form = {"code": f"A{number}", "lines": [line], "total_minor": 150, "paid_minor": 150}
        self.began.append(time.perf_counter())
        answer = self._asking("PUT", f"/v1/admin/stores/S01/orders/o{number}", form)
        self.answered.append(time.perf_counter())
        assert answer.json() == {"changed": 1}, answer.text

    def took(self) -> list[float]:
        """Seconds of each request."""
        return [after - before for before, after in zip(self.began, self.answered, strict=True)]

    def close(self) -> None:
        """Ask no more."""
        self._asking.client.close()


class Painted(QObject):
    """What a toast said whenever it was painted."""

    def __init__(self, toast: Toast) -> None:
        super().__init__()
        self._toast = toast
        self.said: set[str] = set()
        toast.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.said.add(self._toast.text())
        return False

    def until(self, text: str) -> float:
        """The end of the turn that painted it."""
        end = time.monotonic() + PATIENCE_S
        while text not in self.said:
            QApplication.processEvents()
            assert time.monotonic() < end, (text, self._toast.text())
        return time.perf_counter()


def wait(holds) -> None:
    """Let the window run until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        QApplication.processEvents()
        assert time.monotonic() < end


def told(seconds: list[float]) -> str:
    """In milliseconds."""
    cuts = [1_000 * one for one in statistics.quantiles(seconds, n=20)]
    return f"p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms, worst {1_000 * max(seconds):.0f} ms"


@pytest.mark.timeout(600)
def test_an_order_reaches_the_screen(linked, qapp, capsys) -> None:
    assert qapp is not None
    secrets, taken = linked.till.terminal.secrets, []
    with centre_process(linked.engine.url.render_as_string(hide_password=False)) as at:
        secrets.save_membership(replace(secrets.membership(), url=at))
        raw, customers = Customers(at, token(linked.engine)), Customers(at, token(linked.engine))
        for number in range(ORDERS):
            raw.place(number)
        linked.till.open_shift(1_000)
        counter = Counter(linked.till, wait)
        try:
            counter.live.begin().result(PATIENCE_S)
            wait(lambda: counter.live.standing().link is Link.ONLINE and not counter.live.standing().unsent)
            counter.open("sell")
            (toast,) = [one for one in counter.window.findChildren(Toast) if one is counter.window.shell._toast]
            painted = Painted(toast)
            for number in range(ORDERS, 2 * ORDERS):
                placing = threading.Thread(target=customers.place, args=(number,))
                placing.start()
                end = painted.until(f"新的取貨單 A{number}，3 件，已付款")
                taken.append(end - customers.began[-1])
                placing.join()
                toast.dismiss()
                QApplication.processEvents()
                threading.Event().wait(0.02 * (number % 7))
        finally:
            counter.close()
            raw.close()
            customers.close()
    with capsys.disabled():
        name = linked.engine.dialect.name
        print(f"\n{name}: {ORDERS} orders, from before the PUT to the end of the toast's paint: {told(taken)}")
        print(f"  the PUT of these by itself {told(customers.took())}; while nobody listens {told(raw.took())}")
    assert statistics.quantiles(taken, n=20)[18] <= ALLOWED_S
