"""`omo-pos central`: from an empty place to a service with two workers, in one's own words and statuses."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from app.cli.main import run
from app.cli.status import Status
from app.services.invite import Invitation, read_invitation
from tests.central.admin import Asking
from tests.central.certificates import issue

SHEET = (
    "貨號,品名,條碼,售價,單位,計價單位,庫存,起,迄\n"
    "BR1,可頌,4710000000011,58,個,,14,,\n"
    "BR1,可頌,4710000000011,49,個,,14,2027-01-04,2027-01-10\n"
    "TE1,氣泡水,4710000300081,35,瓶,,48,,\n"
    "XX1,重複,4710000300081,35,瓶,,1,,\n"
    "DF1,切達,21001,78,公斤,100公克,3.2,,\n"
)


@pytest.fixture
def central(database_url, capsys):
    """Run a command on the centre; its status and what it said."""

    def command(verb: str, *arguments: str) -> tuple[int, str, str]:
        status = run(["central", verb, *arguments, "--database-url", database_url])
        said = capsys.readouterr()
        return status, said.out.strip(), said.err.strip()

    return command


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "goods.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_store_is_founded_once_and_keeps_its_name(central) -> None:
    assert central("init", "--name", "本店")[:1] == (Status.OK,)
    assert central("init")[1].startswith("store S01 was there already")
    status, _, error = central("init", "--currency", "GBP")
    assert (status, "for ever" in error) == (Status.INPUT, True)
    assert central("init", "--zone", "Nowhere/At")[0] == Status.INPUT


def test_the_same_file_goes_in_once(central, sheet, tmp_path) -> None:
    central("init")
    status, said, error = central("import", str(sheet))
    assert (status, said) == (Status.OK, "goods.csv: 3 added, 0 updated, 0 unchanged, 1 refused; stock set for 3")
    assert error == "line 5: 4710000300081 is already on line 4, for TE1: one code means one product"
    assert central("import", str(sheet))[1] == "goods.csv: 0 added, 0 updated, 3 unchanged, 1 refused"
    _, lines, _ = central("export", "products")
    found = {one["sku"]: one["product"] for one in map(json.loads, lines.splitlines())}
    assert [price["minor"] for price in found["BR1"]["prices"]] == [58, 49]
    assert (found["DF1"]["unit"], found["DF1"]["prices"][0]["per_milli"]) == ("kg", 100)
    back = tmp_path / "goods.jsonl"
    back.write_text(lines, encoding="utf-8")
    assert central("import", str(back))[1] == "goods.jsonl: 0 added, 0 updated, 3 unchanged, 0 refused"


def test_a_changed_file_changes_prices_from_now_on_and_leaves_the_past(central, sheet) -> None:
    central("init")
    central("import", str(sheet))
    sheet.write_text("貨號,品名,售價\nBR1,可頌,60\n", encoding="utf-8")
    assert central("import", str(sheet))[1] == "goods.csv: 0 added, 1 updated, 0 unchanged, 0 refused"
    found = json.loads(central("export", "products")[1].splitlines()[0])["product"]
    assert [price["minor"] for price in found["prices"]] == [58, 60, 49]
    assert [code["printed"] for code in found["codes"]] == ["4710000000011"], "the file is silent about codes"


def test_a_code_goes_from_one_product_to_another(central, sheet) -> None:
    central("init")
    central("import", str(sheet))
    sheet.write_text("貨號,品名,條碼,售價\nNEW,新,4710000000011,5\nBR1,可頌,,58\n", encoding="utf-8")
    assert central("import", str(sheet))[1] == "goods.csv: 1 added, 1 updated, 0 unchanged, 0 refused"


def test_a_token_is_of_what_it_names_and_ends(central, database_url) -> None:
    central("init")
    assert central("token", "shop")[0] == Status.INPUT
    assert central("token", "shop", "--scopes", "everything")[0] == Status.INPUT
    assert central("token", "shop", "--scopes", "all", "--store", "S99")[0] == Status.INPUT
    _, secret, _ = central("token", "shop", "--scopes", "product,stock.read", "--store", "S01")
    assert len(secret) > 40
    assert central("token", "shop", "--revoke")[:2] == (Status.OK, "1 ended")
    assert central("token", "shop", "--revoke")[:2] == (Status.BROKEN, "0 ended")


def test_a_code_is_for_a_register_of_a_store(central) -> None:
    assert central("enrol-code")[0] == Status.INPUT
    central("init")
    status, code, _ = central("enrol-code", "--register", "3")
    assert status == Status.OK
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", code)
    assert central("enrol-code", "--register", "1000")[0] == Status.INPUT
    status, told, _ = central("enrol-code", "--url", "http://192.168.1.20:8440", "--lan")
    code, text, *drawn = told.splitlines()
    assert (status, read_invitation(text)) == (Status.OK, Invitation("http://192.168.1.20:8440", code, plain=True))
    assert len({len(line) for line in drawn}) == 1
    assert len(drawn) > 10


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x", "not mysql"),
        ("nonsense", "not nonsense"),
        ("postgresql://nobody@127.0.0.1:9/none", "cannot be used"),
        ("sqlite:////dev/null/x/centre.db", "cannot be used"),
    ],
)
def test_a_database_that_is_none_is_one_sentence(capsys, url: str, words: str) -> None:
    assert run(["central", "init", "--database-url", url]) == Status.FAULT
    error = capsys.readouterr().err
    assert words in error
    assert len(error.splitlines()) == 1


def test_a_file_of_something_else_is_one_sentence(central, tmp_path) -> None:
    central("init")
    path = tmp_path / "x.jsonl"
    path.write_text('{"sku": "A"}\n', encoding="utf-8")
    assert central("import", str(path))[0] == Status.INPUT
    assert central("import", str(tmp_path / "none.csv"))[0] == Status.INPUT
    assert central("import", str(tmp_path / "none.jsonl"))[0] == Status.INPUT


def test_the_centre_of_tomorrow_is_left_alone(central, database_url) -> None:
    central("init")
    from sqlalchemy import text

    from app.central.database import open_database

    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    status, _, error = central("init")
    assert (status, "newer OMO POS" in error) == (Status.FAULT, True)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.skipif(os.name == "nt", reason="stops it by a signal")
def test_two_workers_serve_and_stop_when_told(central, database_url, tmp_path) -> None:
    central("init")
    ca, pem = issue(tmp_path, "centre")
    is_tls = database_url.startswith("sqlite")  # one of the two by HTTPS
    url = f"http{'s' if is_tls else ''}://127.0.0.1:"
    _, secret, _ = central("token", "tests", "--scopes", "all")
    port = free_port()
    command = [sys.executable, "-m", "app", "central", "serve", "--port", str(port), "--workers", "2"]
    command += ["--tls-cert", str(pem)] if is_tls else []
    started = subprocess.Popen([*command, "--database-url", database_url], stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout.readline().strip() == f"{url}{port}"
        with Asking(f"{url}{port}", secret, str(ca)) as ask:
            until = time.monotonic() + 120
            while time.monotonic() < until:
                try:
                    answer = ask("GET", "/v1/admin/stores")
                    break
                except httpx.TransportError:
                    time.sleep(0.2)  # a process starts; there is nothing to wait on but its port
            assert answer.json()["stores"][0]["code"] == "S01"
    finally:
        started.send_signal(signal.SIGTERM)
        assert started.wait(60) in {0, -signal.SIGTERM, 128 + signal.SIGTERM}
        started.stdout.close()
