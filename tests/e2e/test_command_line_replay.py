from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.db.connection import connect_reader
from app.domain.errors import FaultError
from tests.db.conftest import ROOT, command, command_here

SAMPLE = ROOT.parent / "shared" / "data" / "online-retail" / "sample.csv.gz"
SUMS = {"sold_minor": 18_424_833, "returned_minor": -358_058, "stock_movements": 30}
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def sold_so_far(data: Path) -> int:
    try:
        with closing(connect_reader(data / "omo-pos.db", None)) as connection:
            return connection.execute("SELECT count(*) FROM sale").fetchone()[0]
    except (FaultError, Exception):  # noqa: BLE001 - it is being made this very moment
        return 0


def started(*words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "replay", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of real transactions lies beside the repository")
def test_real_days_stopped_in_the_middle_and_gone_on_give_the_exact_sums(tmp_path):
    data, out = tmp_path / "data", tmp_path / "out.json"
    words = (SAMPLE, "--data-dir", data, "--plain", "--currency", "GBP", "--report", out)
    for enough in (60, 200):
        process = started(*words)
        while sold_so_far(data) < enough:
            assert process.poll() is None, "it ended before it could be stopped"
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(60)
    assert not out.exists()
    command("replay", *words)
    first = json.loads(out.read_text("utf-8"))
    assert {name: first[name] for name in SUMS} == SUMS
    assert first["refunds"] == 43
    for name in ("sales", "refunds", "sold_minor", "returned_minor", "stock_movements"):
        assert first[name] == sum(day[name] for day in first["days"].values())
    verified = command_here("journal", "verify", "--data-dir", data, "--json")
    assert json.loads(verified.stdout)["ok"]
    assert (
        command_here("replay", *words)
        .stdout.splitlines()[0]
        .startswith(f"{first['sales']} sales, {first['refunds']} refunds")
    )
    assert json.loads(out.read_text("utf-8")) == first, "a second run adds nothing"


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_bad_rows_are_named_and_the_good_ones_go_in(tmp_path):
    file = write(
        tmp_path / "days.csv",
        "1,A,apple,2,2026-03-05 10:00:00,1.005,,",
        "1,B,bag,1,2026-03-05 10:00:00,0,,",
        "1,C,coat,x,2026-03-05 10:00:00,1,,",
        "",
        "2,A,apple,1,2026-02-31 10:00:00,1,,",
        "2,A,apple,1,2026-03-05 11:00,-1,,",
        "2,A,apple,1,2026-03-05 11:00,1E+999999,,",
        "2,A,apple,0,2026-03-05 11:00,1,,",
        "2,A,apple,1.5,2026-03-05 11:00,1,,",
        "2,A",
        ",A,apple,1,2026-03-05 11:00,1,,",
        "2,,apple,1,2026-03-05 11:00,1,,",
        "C3,A,apple,1,2026-03-05 11:00,1,,",
        f"2,{'A' * 201},apple,1,2026-03-05 11:00,1,,",
        "4,A,apple,1,2026-03-05 11:00,99999999999999,,",
        "C5,A,apple,-1,2026-03-05 11:00,99999999999999,,",
        "6,A,apple,-3,2026-03-06 11:00,1,,",
        "7,A,apple,1,2026-03-06 12:00,0.5,,",
        "C8,A,apple,-1,2026-03-06 12:00,0.5,,",
    )
    done = command_here("replay", file, "--data-dir", tmp_path / "data", "--plain", "--currency", "GBP")
    lines = done.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == [
        *(f"line {number}" for number in (4, 6, 7, 8, 9, 10, 11, 12, 13, 14)),
        "invoice 2", "invoice 4", "invoice C5",
    ]  # fmt: skip
    assert done.stdout.splitlines()[0].startswith(
        "2 sales, 1 refunds, 1 stock movements on 2 days: sold 251, returned -50"
    )
    assert json.loads(command_here("journal", "verify", "--data-dir", tmp_path / "data", "--json").stdout)["ok"]


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("missing.csv", None, 3, "there is no file"),
        ("empty.csv", b"", 3, "lacks the columns InvoiceNo"),
        ("columns.csv", b"InvoiceNo,StockCode,Description,Quantity,InvoiceDate\n", 3, "lacks the columns UnitPrice"),
        ("header.csv", HEADER.encode(), 3, "holds no transactions"),
        ("broken.csv.gz", gzip.compress(HEADER.encode() * 50)[:-30], 4, "cannot read"),
        ("garbled.csv.gz", b"\x1f\x8b\x08\x00garbled beyond recognition", 4, "cannot read"),
        ("quote.csv", HEADER.encode() + b'1,A,"' + b"x" * 200_000, 3, "no row of quote.csv can be used; line 2"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(("csv", "gz")) else "",
)
def test_a_file_that_cannot_be_used_makes_no_terminal(tmp_path, name, content, status, words):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    done = command_here("replay", file, "--data-dir", tmp_path / "data", status=status)
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_a_directory_keeps_its_currency_and_a_report_needs_a_place(tmp_path):
    file = write(tmp_path / "days.csv", "1,A,apple,2,2026-03-05 10:00:00,1,,")
    data = ("--data-dir", tmp_path / "data", "--plain")
    command_here("replay", file, *data, "--currency", "GBP")
    done = command_here("replay", file, *data, "--currency", "TWD", status=3)
    assert "counts in GBP, not TWD" in done.stderr
    done = command_here("replay", file, *data, "--report", tmp_path / "nowhere" / "out.json", status=4)
    assert "cannot write" in done.stderr
    more = write(tmp_path / "more.csv", "1,A,apple,3,2026-03-05 10:00:00,1,,", "2,A,apple,1,2026-03-05 11:00:00,1,,")
    done = command_here("replay", more, *data)
    assert "2 sales" in done.stdout, "an invoice that is in the journal stays what it is"
    assert "invoice 1: it was sold before with other lines; passed over" in done.stderr
    assert "sold 300," in done.stdout
    done = command_here("replay", file, *data, "--currency", "XXX", status=3)
    assert "unknown currency XXX" in done.stderr


def test_an_invoice_that_a_cut_file_left_unfinished_is_finished_by_the_whole_one(tmp_path):
    rows = [
        "1,A,apple,2,2026-03-05 10:00:00,1,,",
        "1,A,apple,2,2026-03-05 10:01:00,1,,",
        "1,B,bread,-1,2026-03-05 10:00:00,0,,",
    ]
    data = ("--data-dir", tmp_path / "data", "--plain", "--currency", "GBP")
    command_here("replay", write(tmp_path / "cut.csv", rows[0]), *data)
    done = command_here("replay", write(tmp_path / "whole.csv", *rows), *data)
    assert "sold 400" in done.stdout
    assert "1 stock movements" in done.stdout
    assert "invoice 1: 1 more lines than before" in done.stderr
    for order in (rows, rows[::-1]):  # whatever row comes first, and however late it is
        again = command_here("replay", write(tmp_path / "again.csv", *order), *data)
        assert (again.stdout, again.stderr) == (done.stdout, "")


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (("12/1/2010 8:26", "12/13/2010 8:26", "12/2/2010 8:26"), ("2010-12-01", "2010-12-02", "2010-12-13")),
        (("01/12/2010 08:26", "13/12/2010 08:26:30", "02/12/2010"), ("2010-12-01", "2010-12-02", "2010-12-13")),
        (("12/1/2010 8:26", "12/2/2010 8:26"), ("2010-12-01", "2010-12-02")),
        (
            ("2010-12-01T08:26:00Z", "2010/12/02", "2010-12-13 08:26:00.250"),
            ("2010-12-01", "2010-12-02", "2010-12-13"),
        ),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_file(tmp_path, dates, days):
    rows = [f"{number},A,apple,1,{text},1,," for number, text in enumerate(dates, 1)]
    out = tmp_path / "out.json"
    command_here(
        "replay", write(tmp_path / "d.csv", *rows), "--data-dir", tmp_path / "data", "--plain", "--report", out
    )
    assert tuple(json.loads(out.read_text(encoding="utf-8"))["days"]) == days


def test_a_quotation_mark_that_is_never_closed_takes_only_its_own_row(tmp_path):
    good = [f"{number},A,apple,1,2026-03-05 10:00:00,1,," for number in range(2, 52)]
    file = write(tmp_path / "open.csv", '1,A,"unclosed,1,2026-03-05 10:00:00,1,,', *good)
    done = command_here("replay", file, "--data-dir", tmp_path / "data", "--plain")
    assert "sold 51," in done.stdout or ("sold 50," in done.stdout and "line 2" in done.stderr)
