"""What is left at the end of a day: a shift of 500 sales closed, and sellers killed right after their receipts.

Beside what was measured of Odoo 19's POS on a machine of this kind: closing a session of 500 orders took 8.7 s, and
of 20 sales made offline, each killed right after its receipt, 15 were lost in one run and 7 in another.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.config import Config
from app.domain.shop import Shop
from tests.architecture.source import ROOT
from tests.db.conftest import Till

pytestmark = pytest.mark.bench

SALES, KILLS = 500, 20
#: Seconds that closing may take.
ALLOWED_S = 0.5
TEN = [(f"SKU-{number:02d}", 1 + number % 3, 35 + 7 * number) for number in range(10)]
#: A seller: sells one cart of ten lines, says the number of its receipt, and is never heard of again.
SELLER = """
import json, signal, sys
from pathlib import Path
from app.config import Config
from app.domain.shop import Shop
from tests.bench.test_shift_end import TEN
from tests.db.conftest import START, SECOND, SetClock, Till
folder, number = Path(sys.argv[1]), int(sys.argv[2])
till = Till(Config(folder / "data", folder / "keys", "file"), Shop(), SetClock(START + 60 * number * SECOND))
if till.reads.open_shift() is None:
    till.open_shift()
print(json.dumps(till.sell(*TEN).number), flush=True)
signal.pause()
"""


def test_a_shift_of_five_hundred_sales_is_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    took = []
    for count in (10, SALES):
        folder = tmp_path / str(count)
        till = Till(Config(folder / "data", folder / "keys", "file"), Shop())
        till.open_shift()
        total = sum(till.sell(*TEN).ticket.total for _ in range(count))
        began = time.perf_counter()
        closed = till.close_shift(total)
        took.append(time.perf_counter() - began)
        assert (closed.sales, closed.over_short.minor) == (count, 0)
        till.close()
    with capsys.disabled():
        print(
            f"\na shift closed, encrypted: {took[0] * 1e3:.0f} ms after 10 sales, {took[1] * 1e3:.0f} after {SALES}"
        )
        print("  Odoo 19 POS: 8.7 s after 500 orders")
    assert took[1] < ALLOWED_S


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill on this system")
def test_what_has_a_receipt_is_there_after_a_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for number in range(KILLS):
        command = [sys.executable, "-P", "-c", SELLER, str(tmp_path), str(number)]
        paths = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=ROOT, env=paths, stdout=subprocess.PIPE, text=True) as seller:
            assert seller.stdout is not None
            said.append(json.loads(seller.stdout.readline()))
            seller.kill()
    till = Till(Config(tmp_path / "data", tmp_path / "keys", "file"), Shop())
    held = [number for (number,) in till.query("SELECT number FROM sale ORDER BY number")]
    till.check()
    till.close()
    with capsys.disabled():
        print(f"\n{KILLS} sellers killed right after the receipt: {KILLS - len(set(said) & set(held))} sales lost")
        print("  Odoo 19 POS, offline: 15 of 20 and 7 of 20 lost")
    assert held == said
