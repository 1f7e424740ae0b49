"""The store behind the customer page: it hears of orders, and the page is served where it is asked for."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from app.central.bootstrap import service
from app.cli.central_shop import make_outfit
from app.cli.main import run
from tests.central.conftest import START
from tests.central.counter import Counter
from tests.central.served import served
from tests.central.shopper import Shopper
from tests.central.test_command import free_port
from tests.central.test_events import CHANGED, served_until_closed, settle, until
from tests.central.window import SHOP, order, orders_of, stocked


def test_the_store_hears_of_an_order_at_once(engine) -> None:
    stocked(engine)
    counter = Counter(engine).enlist()
    with served(service(engine, lambda: START, 0.3, make_outfit())) as url, Shopper(url) as shopper:
        shopper.add(SHOP, "BR1")
        with served_until_closed(url, counter) as heard:
            settle(heard)
            order(shopper)
            until(heard, CHANGED)
        headers = {"Authorization": f"Bearer {counter.token}"}
        page = httpx.get(f"{url}/v1/feed", headers=headers, trust_env=False).json()
    told = {
        item["kind"]: item for item in page["items"] if item["kind"] in {"order", "stock"} and item["key"] != "BR2"
    }
    (placed,) = orders_of(engine)
    assert json.loads(told["order"]["body"])["code"] == placed["code"]


@pytest.mark.skipif(os.name == "nt", reason="stops it by a signal")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_workers_serve_one_basket(database_url, capsys) -> None:
    """Nothing of a session lies with a worker: whichever answers has it all."""
    run(["central", "init", "--name", "本店", "--database-url", database_url])
    port = free_port()
    command = [sys.executable, "-m", "app", "central", "serve", "--shop", "--port", str(port), "--workers", "2"]
    started = subprocess.Popen([*command, "--database-url", database_url], stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout.readline().strip() == f"http://127.0.0.1:{port}/shop"
        with Shopper(f"http://127.0.0.1:{port}") as shopper:
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline:
                try:
                    page = shopper.get("/shop")
                    break
                except httpx.TransportError:
                    time.sleep(0.2)  # a process starts; there is nothing to wait on but its port
            assert "本店" in page.text
            shopper.send(shopper.get(f"/shop/{SHOP}/member").form("/member"), name="林雅萱")
            for _ in range(6):
                shopper.client.close()  # another connection may be another worker's
                shopper.client = httpx.Client(
                    base_url=shopper.client.base_url, cookies=shopper.client.cookies, trust_env=False, timeout=30
                )
                assert "林○萱" in shopper.get(f"/shop/{SHOP}/member").text
    finally:
        started.send_signal(signal.SIGTERM)
        assert started.wait(60) in {0, -signal.SIGTERM, 128 + signal.SIGTERM}
        started.stdout.close()
