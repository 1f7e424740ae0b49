"""Where the command line's words go."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.status import PROBLEMS

if TYPE_CHECKING:  # a command imports of the composition root what it needs
    from app.bootstrap import Terminal

#: What argparse's add_subparsers gives; its own type is private.
Verbs = Any


def say(text: str) -> None:
    """A result, on standard output."""
    sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    """A remark, on standard error."""
    sys.stderr.write(f"omo-pos: {text}\n")


def at_least_one(text: str) -> int:
    """A count on the command line."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def alarm(terminal: Terminal) -> None:
    """Say so where the anchor does not fit the journal: the counter goes on, but somebody must know."""
    if terminal.store.alarm is not None:
        warn(PROBLEMS.get(terminal.store.alarm, terminal.store.alarm))


def certificates(text: str) -> str:
    """A file of certificates on the command line; where it lies is kept, so it is no path from here."""
    return str(Path(text).expanduser().resolve()) if text else ""


def ca_file(verb: argparse.ArgumentParser) -> None:
    """The option that names who alone may vouch for a centre."""
    verb.add_argument(
        "--ca-file", type=certificates, default="", metavar="PEM",
        help="the shop's own CA, which alone may vouch for the centre (the usual authorities)",
    )  # fmt: skip


def data_dir(verb: argparse.ArgumentParser) -> None:
    """The option that names the data directory."""
    verb.add_argument("--data-dir", type=Path, metavar="D", help="the terminal's data directory")
