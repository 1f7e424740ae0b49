"""A real process is killed in the middle of a wallet's payment: what it took is neither forgotten nor taken twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.tender import TenderKind
from app.services.cart import restore
from tests.architecture.source import ROOT
from tests.ui.counter import Counter
from tests.ui.pay_process import PRICE, FileWallet, till_in

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed as a power cut would")
WALLET = TenderKind.WALLET


def killed(work: Path, run: int, spot: str) -> None:
    """Take the payment, or go on with it, in a process of its own that is killed at a spot."""
    command = [sys.executable, "-m", "tests.ui.pay_process", "--work", str(work), "--run", str(run), "--dies", spot]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr[-4_000:]


@pytest.mark.parametrize(
    "spots",
    [
        ("sent",),
        ("charged",),
        ("answered",),
        ("kept",),
        ("sent", "charged", "answered", "kept"),
    ],
    ids=" ".join,
)
def test_a_kill_neither_loses_nor_doubles_a_payment(tmp_path, qapp, qtbot, spots):
    for run, spot in enumerate(spots, 1):
        killed(tmp_path, run, spot)
    wallet, till = FileWallet(tmp_path / "wallet.jsonl"), till_in(tmp_path, 9)
    try:
        known = till.reads.open_requests() or till.reads.pending_tenders()
        assert len(known) == 1
        assert restore(till.reads).cart_id == known[0].cart_id
        counter = Counter(till, qtbot.waitUntil, [wallet])
        payment = counter.place.payment
        assert (payment.asked is None) == (spots[-1] == "kept")
        payment.begin()
        counter.settle()
        assert [(one.kind, one.amount) for one in payment.payment.tenders] == [(WALLET, PRICE)]
        payment.accept()
        counter.settle()
        assert payment.last is not None
        (tender,) = payment.last.sale.ticket.tenders
        assert wallet.charges == [(tender.tender_id, PRICE)]
        kinds = till.kinds()
        assert [kinds.count(one) for one in ("tender.requested", "tender.taken", "sale.completed")] == [1, 1, 1]
        assert till.reads.open_requests() == till.reads.pending_tenders() == []
        till.check()
        counter.close()
    finally:
        till.close()
