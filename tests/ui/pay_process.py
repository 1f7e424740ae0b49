"""A counter in a process of its own, which a wallet's payment is taken at until it is killed at a chosen spot.

What the wallet took lies in a file of its own, as it would at the wallet's: no kill of the counter changes it.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from app.config import Config
from app.domain.tender import Tender, TenderKind
from app.services.sell import Sell
from app.services.tender import Tenders
from tests.db.conftest import Till
from tests.ui.counter import Counter

#: Where it may be killed: the wallet is asked and took nothing yet; it took it and did not answer; it answered, and
#: nothing is kept of that yet; that is kept, and the sale is not.
SPOTS = ("sent", "charged", "answered", "kept")
PRICE = 545


def config_in(work: Path) -> Config:
    """Where the counter's files lie."""
    return Config(work / "data", work / "keys", "file", plain=True)


def till_in(work: Path, run: int) -> Till:
    """The counter's till; ids of one run are no other's."""
    till = Till(config_in(work))
    till.ids.count = run * 1_000
    return till


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class FileWallet:
    """Takes what it is asked for once for each id, and answers at once.

    Attributes:
        dies: the spot at which the counter is killed.
    """

    book: Path
    dies: str = ""
    kind, name, icon, asks = TenderKind.WALLET, "LINE Pay", "phone", ""
    is_offered = True

    @property
    def charges(self) -> list[tuple[str, int]]:
        """What it took, by the tenders' ids, in the order in which it did."""
        lines = self.book.read_text("utf-8").splitlines() if self.book.exists() else []
        return [tuple(json.loads(line)) for line in lines]

    def obstacle(self) -> str:
        return ""

    def payer(self, reference: str) -> None:
        del reference

    def recognises(self, code: str) -> bool:
        return code.startswith("LP")

    def take(self, tender_id: str, amount: int, reference: str) -> Future[Tender]:
        if self.dies == "sent":
            die()
        if (tender_id, amount) not in self.charges:
            with self.book.open("a", encoding="utf-8") as file:
                file.write(json.dumps([tender_id, amount]) + "\n")
        if self.dies == "charged":
            die()
        future: Future[Tender] = Future()
        future.set_result(Tender(tender_id, self.kind, amount, amount, reference))
        return future

    def give_back(self, tender: Tender) -> Future[None]:
        raise NotImplementedError

    def detail(self, tender: Tender) -> str:
        return tender.reference


def wait(until: Callable[[], bool]) -> None:
    """Let the window's thread run."""
    deadline = QDeadlineTimer(20_000)
    while not until() and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    assert until()


def main() -> None:
    """Take a payment, or go on with one, and be killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--run", type=int, required=True)
    parser.add_argument("--dies", choices=SPOTS, required=True)
    asked = parser.parse_args()
    app = QApplication([])
    if asked.dies == "answered":
        Tenders.take = lambda *_, **__: die()  # type: ignore[assignment, method-assign]
    if asked.dies == "kept":
        Sell.complete = lambda *_, **__: die()  # type: ignore[assignment, method-assign]
    till = till_in(asked.work, asked.run)
    if till.reads.open_shift() is None:
        till.open_shift(1_000)
    counter = Counter(till, wait, [FileWallet(asked.work / "wallet.jsonl", asked.dies)])
    payment = counter.place.payment
    if payment.asked is None and not payment.has_taken:
        counter.goods(("A", 1, PRICE))
        payment.choose(TenderKind.WALLET)
        payment.accept()
    else:
        payment.begin()
    counter.settle()
    if payment.payment.is_settled:
        payment.accept()
        counter.settle()
    app.quit()


if __name__ == "__main__":
    main()
