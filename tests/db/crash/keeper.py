"""A shopkeeper who goes on when an act fails, and knows what must be there."""

from __future__ import annotations

import argparse
import resource
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

from app.bootstrap import open_beside, open_terminal
from app.cli.status import sentence
from app.config import Config
from app.db import writer
from app.domain.errors import FaultError
from app.domain.shop import Shop
from tests.db.crash.ledger import Ledger
from tests.db.crash.seller import Acks, Seller


class Shopkeeper:
    """Sells on one terminal."""

    def __init__(self, config: Config, acks: Path, seed: str) -> None:
        self.config = config
        self.acks = acks
        self.ledger = Ledger()
        self.random = Random(seed)
        self.heard = 0
        self.failures: Counter[str] = Counter()

    def open(self) -> None:
        self.terminal = open_terminal(self.config, Shop())
        lines = Acks(self.acks)
        lines.say("opened")
        self.seller = Seller(self.terminal, self.random, lines)

    def act(self) -> bool:
        """Do something; whether it went well."""
        try:
            self.seller.act()
        except FaultError as error:
            self.failures[sentence(error)] += 1
            return False
        return True

    def check(self, *, whole: bool = False) -> None:
        """Look from beside."""
        self.seller.drain()
        data = self.acks.read_bytes()
        self.ledger.hear(data[self.heard :])
        self.heard = len(data)
        with closing(open_beside(self.config)) as beside:
            self.ledger.check(beside)
            if whole:
                self.ledger.check_whole(beside)


def main(arguments: list[str]) -> None:
    """Sell while no file may grow, which is what there is where no small disk can be mounted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    asked = parser.parse_args(arguments)
    writer.FOLD_NOW_AFTER = 5
    keeper = Shopkeeper(Config(asked.work / "data", asked.work / "keys", "file"), asked.work / "acks.jsonl", "limit")
    keeper.open()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for _ in range(10):
        assert keeper.act()
        largest = max(path.stat().st_size for path in keeper.config.data_dir.iterdir())
        room = largest + keeper.random.randrange(1, 60_000)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        while keeper.act():
            pass
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        keeper.check(whole=True)
    keeper.terminal.close()
    print(keeper.failures.total())


if __name__ == "__main__":
    main(sys.argv[1:])
