"""The command that the tests run: ``python -m tests.db.crash.run MODE``, in a process without threads.

It prints what it did as one line of JSON, or ends with a traceback.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from app.config import Config
from tests.db.crash.killer import Killer, Plan


def day(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Kill the sellers of one data directory at any instant of an ordinary day."""
    killer = Killer(Config(work / "data", work / "keys", "file", plain), work, random)
    while killer.kills < kills:
        killer.run(killer.plan())
    return killer.last_word()


def births(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Kill terminals while they are made for the first time, and again while that is taken up."""
    landed: Counter[str] = Counter()
    while landed["kills"] < kills:
        folder = work / str(landed["born"])
        folder.mkdir()
        killer = Killer(Config(folder / "data", folder / "keys", "file", plain), folder, random)
        for _ in range(3):
            killer.run(Plan("opening", random.uniform(0, 0.06), acts=3, anchor_delay=random.choice((0.005, 0.25))))
        while not killer.ledger.done:
            killer.run(Plan("elsewhere", 0.05))
        landed.update(killer.last_word(), born=1)
    return landed


MODES = {"day": day, "births": births}


def main(arguments: list[str]) -> None:
    """Run one of the modes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args(arguments)
    gc.freeze()  # what is warm stays shared with the sellers
    began = time.monotonic()
    landed = MODES[asked.mode](asked.work, Random(asked.seed), asked.kills, plain=asked.plain)
    with suppress(ChildProcessError):
        raise AssertionError(f"a process is left: {os.waitpid(-1, os.WNOHANG)}")
    print(json.dumps({"seed": asked.seed, "seconds": round(time.monotonic() - began, 1), **landed}))


if __name__ == "__main__":
    main(sys.argv[1:])
