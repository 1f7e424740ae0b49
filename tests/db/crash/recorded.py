"""The process whose writes are recorded: ``python -m tests.db.crash.recorded``, one opening each."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from random import Random

from app.bootstrap import back_up, open_terminal
from app.config import Config
from app.db import anchor, writer
from app.domain.shop import Shop
from tests.db.crash import scripts, upgrades
from tests.db.crash.seller import Acks, Seller


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--acks", type=Path, required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--acts", type=int, required=True)
    parser.add_argument("--synchronous", default="FULL")
    parser.add_argument("--fold-after", type=int, default=1_000)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--leave", action="store_true")
    parser.add_argument("--online", action="store_true")
    parser.add_argument("--archive", action="store_true")
    parser.add_argument("--copy", action="store_true")
    parser.add_argument("--tomorrow", type=Path)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    """Open, sell, and close or stop short."""
    asked = _asked(arguments)
    writer.FOLD_NOW_AFTER = asked.fold_after
    anchor.AnchorKeeper.__init__.__defaults__ = (0.02,)
    config = Config(asked.root / "data", asked.root / "keys", "file", asked.plain)
    acks = Acks(asked.acks)
    if asked.tomorrow:
        terminal = upgrades.open_tomorrow(config, asked.tomorrow)
    else:
        terminal = open_terminal(config, Shop(), synchronous=asked.synchronous)
    acks.say("opened")
    seller = Seller(terminal, Random(asked.seed), acks)
    for _ in range(asked.acts):
        seller.act()
    if asked.online:
        scripts.busy_hour(seller)
    if asked.archive:
        while seller.cart is not None or seller.shift_id is None:
            seller.act()
        seller.close_shift()
        seller.archive()
    if asked.copy:
        back_up(config, asked.root / "stick")
    if asked.leave:
        # Nothing is under way while the process ends: the recording could not say whether it was still done.
        writer.FOLD_NOW_AFTER = sys.maxsize
        terminal.store.writer.write(lambda work: work.head()).result()  # behind whatever was being folded
        terminal.store.anchor.flush()
        os._exit(0)
    terminal.close()


if __name__ == "__main__":
    main(sys.argv[1:])
