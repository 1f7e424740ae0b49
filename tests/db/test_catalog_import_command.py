"""`omo-pos catalog import` as a shop owner meets it: what it says, what it answers, and killed in the middle."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import import_catalogue, open_beside, open_demo, open_sheets, open_terminal
from app.bootstrap.demo import load_demo
from app.cli.main import run
from app.config import load
from app.contract.promotion import PromotionRule
from app.domain.shop import Shop
from app.services.ports import Priority

HEADER = "貨號,品名,條碼,售價,單位,庫存"
WEB_PAGE = "whatever its name: open it in a spreadsheet and save it as xlsx or CSV"
Command = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    def ran(file: Path | str, *options: str) -> tuple[int, list[str], list[str]]:
        path = tmp_path / "goods.csv"
        if isinstance(file, str):
            path.write_text(file, encoding="utf-8-sig")
        arguments = ["catalog", "import", str(path if isinstance(file, str) else file)]
        status = run([*arguments, "--data-dir", str(tmp_path / "data"), *options])
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err.splitlines()

    return ran


def test_a_fresh_directory_becomes_a_terminal(command: Command, tmp_path: Path) -> None:
    status, out, err = command(f"{HEADER}\nA,可頌,4710000000011,58,個,14\n", "--plain")
    assert (status, err) == (0, [])
    assert out == ["goods.csv: 1 product added, 0 updated, 0 unchanged, 0 rows refused; stock set for 1"]
    assert (tmp_path / "data" / "omo-pos.db").read_bytes()[:6] == b"SQLite"
    status, out, err = command(f"{HEADER}\nA,可頌,4710000000011,58,個,14\n")
    assert (status, out) == (0, ["goods.csv: 0 products added, 0 updated, 1 unchanged, 0 rows refused"])
    assert run(["journal", "verify", "--data-dir", str(tmp_path / "data")]) == 0


def test_a_fresh_directory_is_encrypted_unless_asked_otherwise(command: Command, tmp_path: Path) -> None:
    assert command(f"{HEADER}\nA,可頌,,58,個,\n")[0] == 0
    assert (tmp_path / "data" / "omo-pos.db").read_bytes()[:6] != b"SQLite"


def test_each_bad_row_is_one_line_with_everything_that_is_wrong_with_it(command: Command) -> None:
    status, out, err = command(
        f"{HEADER},備註\nA,可頌,,58,個,,\nB,,471x,-5,斗,多,\nA,可頌,,60,個,,\nC,鹽,2000015,9,包,,\n"
    )
    assert status == 0
    assert out == ["goods.csv: 2 products added, 0 updated, 0 unchanged, 2 rows refused"]
    more = "售價 -5 is below zero; 庫存 多 is not a quantity"
    assert err == [
        "note: columns not understood and left out: 備註",
        "line 3: 品名 is empty; 單位 斗 is not a unit: use 個, 包, 瓶, 公斤, 100g, 台斤 or the like; " + more,
        "line 4: A is already on line 2, which holds: rows of one product may differ in price dates only",
        "line 5: note: 2000015 seems to have lost its leading zeros: it is found as 02000015 too",
    ]


def test_nothing_usable_is_an_error_and_makes_no_terminal(command: Command, tmp_path: Path) -> None:
    status, out, err = command(f"{HEADER}\nA,可頌,,abc,個,\n", "--plain")
    assert (status, out) == (3, [])
    assert err == ["line 2: 售價 abc is not an amount", "omo-pos: nothing in goods.csv could be used"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("品名,售價\n可頌,58\n", "omo-pos: goods.csv has no column for sku; its columns are: 品名, 售價"),
        ("可頌;58\n吐司;95\n", "omo-pos: goods.csv has no column for sku, name; its columns are: 可頌, 58"),
        (f"{HEADER}\n", "omo-pos: goods.csv holds no products"),
        ("", "omo-pos: goods.csv is empty"),
        ("<html></html>", f"omo-pos: goods.csv is a web page, {WEB_PAGE}"),
    ],
)
def test_a_file_that_is_no_catalogue_is_one_clear_line(
    command: Command, tmp_path: Path, text: str, said: str
) -> None:
    assert command(text, "--plain") == (3, [], [said])
    assert not (tmp_path / "data").exists()


def test_a_missing_file_and_a_strange_currency(command: Command, tmp_path: Path) -> None:
    missing = tmp_path / "nothing.csv"
    assert command(missing) == (3, [], [f"omo-pos: there is no file {missing}"])
    assert command("x", "--currency", "XXX")[0] == 3


def test_the_currency_of_a_terminal_stays(command: Command, tmp_path: Path) -> None:
    assert command("sku,name,price\nA,Cup,1.25\n", "--plain", "--currency", "GBP")[0] == 0
    assert command("sku,name,price\nB,Bowl,2.50\n")[0] == 0  # read in the terminal's own currency
    status, _, err = command("sku,name,price\nC,Jar,3\n", "--currency", "TWD")
    assert status == 3
    assert "counts in GBP, not TWD" in err[0]


def test_a_workbook_goes_in_like_a_csv(command: Command, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["SKU", "Name", "Barcode", "Price"],
        [1001, "可頌", 4710000000011.0, 58.0],
        ["X", "吐司", 4.71e18, 95],
    ):
        book.active.append(row)
    book.save(tmp_path / "goods.xlsx")
    status, out, err = command(tmp_path / "goods.xlsx", "--plain")
    assert (status, out) == (0, ["goods.xlsx: 1 product added, 0 updated, 0 unchanged, 1 row refused"])
    (line,) = err
    assert line.startswith(
        "line 3: Barcode 4.71000000000000E+18 was cut short by a spreadsheet: make the column text"
    )


def many(path: Path, count: int) -> Path:
    lines = (
        f"S{number:05},第 {number} 號商品,H-{number},{number % 900 + 1},個,{number % 7}" for number in range(count)
    )
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return path


def state(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    beside = open_beside(load(folder))
    try:
        tables = ("product", "product_code", "price", "stock")
        report = beside.verify()
        assert report.ok, report
        found = {
            table: beside.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables
        }
        found["found"] = beside.connection.execute("SELECT sku, words, codes FROM search_doc ORDER BY sku").fetchall()
        rows = beside.connection.execute("SELECT body FROM journal WHERE kind='catalog.imported'").fetchall()
        assert [sorted(json.loads(body)) for (body,) in rows] == [["added", "digest", "refused", "updated"]]
        return found
    finally:
        beside.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_in_the_middle_the_same_file_completes_it(tmp_path: Path) -> None:
    file = many(tmp_path / "goods.csv", 2_000)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    arguments = [sys.executable, "-m", "app", "catalog", "import", str(file), "--plain", "--data-dir"]
    subprocess.run([*arguments, str(whole)], check=True, capture_output=True, env=os.environ)
    seen = []
    for wanted in (200, 900, 1_600):
        process = subprocess.Popen([*arguments, str(cut)], stdout=subprocess.DEVNULL, env=os.environ)
        try:
            while products(cut) < wanted and process.poll() is None:
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
        finally:
            process.wait()
        seen.append(products(cut))
    assert seen == sorted(seen)  # nothing that was in is lost
    assert seen[0] >= 200
    subprocess.run([*arguments, str(cut)], check=True, capture_output=True, env=os.environ)
    assert state(cut) == state(whole)


def products(folder: Path) -> int:
    if not (folder / "omo-pos.db").exists():
        return 0
    try:
        beside = open_beside(load(folder))
    except Exception:  # noqa: BLE001 - it is just being made
        return 0
    try:
        return int(beside.connection.execute("SELECT count(*) FROM product").fetchone()[0])
    except Exception:  # noqa: BLE001 - it has no tables yet
        return 0
    finally:
        beside.close()


def test_sales_go_between_the_products_of_a_large_file(tmp_path: Path) -> None:
    terminal = open_terminal(load(tmp_path / "data", plain=True), Shop())
    try:
        file = open_sheets(many(tmp_path / "goods.csv", 1_500))
        ended = threading.Event()

        def take() -> None:
            import_catalogue(terminal, file)
            ended.set()

        thread = threading.Thread(target=take)
        thread.start()
        counted = []
        while not ended.is_set():
            # Another queue's job stands for a sale: it never waits until the file is in.
            job = terminal.store.writer.on_connection(
                lambda connection: connection.execute("SELECT count(*) FROM product").fetchone()[0], Priority.SALE
            )
            counted.append(job.result())
        thread.join()
    finally:
        terminal.close()
    assert len({count for count in counted if 0 < count < 1_500}) >= 5


def test_the_demo_shop_goes_in_by_the_same_door_and_only_once(tmp_path: Path) -> None:
    terminal = open_demo(load(tmp_path / "data", plain=True))
    try:
        first = load_demo(terminal)
        assert (first.added >= 300, first.refused, first.notes) == (True, (), ())
        again = load_demo(terminal)
        assert (again.added, again.updated, again.stocked, again.unchanged) == (0, 0, 0, first.added)
        rules = terminal.store.promotions()
        assert len(rules) >= 20
        assert all(isinstance(rule, PromotionRule) for rule in rules)
        assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)
        terminal.store.put_promotions(rules)
        assert terminal.store.promotions() == rules
        cup = terminal.store.catalog().find("木合手捏馬克杯", terminal.desk.clock.now())
        assert cup is None  # a name is no code
        assert terminal.store.catalog().find("4710000700010", terminal.desk.clock.now()) is not None
    finally:
        terminal.close()


def test_the_example_of_the_readme_goes_in_without_a_remark(command: Command) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```csv\n(貨號.*?)```", readme, re.DOTALL)
    status, out, err = command(example.replace("2027-", "2099-"), "--plain")  # to come, whenever this runs
    assert (status, err) == (0, [])
    assert out == ["goods.csv: 5 products added, 0 updated, 0 unchanged, 0 rows refused; stock set for 4"]
