"""Every command: its arguments, and what it prints."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app import bootstrap, config
from app.cli.status import Status

Verbs = Any  # argparse's own type is private


def _data_dir(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--data-dir", type=Path, metavar="D", help="the terminal's data directory")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _warn(text: str) -> None:
    sys.stderr.write(f"omo-pos: {text}\n")


def add_all(verbs: Verbs) -> None:
    """Add every command to the parser."""
    _add_replay(verbs)
    _add_journal(verbs)


def _add_replay(verbs: Verbs) -> None:
    verb = verbs.add_parser("replay", help="sell a CSV of real transactions through the counter's services")
    verb.add_argument("file", type=Path, metavar="FILE")
    _data_dir(verb)
    verb.add_argument("--plain", action="store_true", help="make an unencrypted data directory")
    verb.add_argument("--currency", metavar="CODE", help="the file's currency (TWD)")
    verb.add_argument("--zone", default="UTC", help="time zone of the file's dates, for a fresh directory (UTC)")
    verb.add_argument("--report", type=Path, metavar="OUT", help="write the sums as JSON")
    verb.set_defaults(run=_replay)


def _replay(arguments: argparse.Namespace) -> Status:
    from app.cli.replay import replay  # noqa: PLC0415 - other commands need not wait for it

    settings = config.load(arguments.data_dir, plain=arguments.plain)
    result, refused = replay(arguments.file, settings, arguments.currency, arguments.zone, arguments.report)
    for one in refused:
        where = f"line {one.line}: " if one.line else ""
        _warn(f"{where}{one.reason}; passed over")
    days = len(result["days"])
    _say(
        f"{result['sales']} sales, {result['refunds']} refunds, {result['stock_movements']} stock movements on "
        f"{days} days: sold {result['sold_minor']}, returned {result['returned_minor']} (minor units)"
    )
    _say(f"journal: {result['journal']['entries']} entries, head {result['journal']['head']}")
    return Status.OK


def _add_journal(verbs: Verbs) -> None:
    journal = verbs.add_parser("journal", help="check the journal")
    inner = journal.add_subparsers(dest="journal_verb", metavar="COMMAND", required=True)
    verb = inner.add_parser("verify", help="walk the chain and recompute the totals")
    _data_dir(verb)
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    verb.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> Status:
    beside = bootstrap.open_beside(config.load(arguments.data_dir))
    try:
        found = beside.verify()
    finally:
        beside.close()
    if arguments.json:
        _say(json.dumps({"ok": found.ok, "entries": found.entries, "epoch": found.epoch, "head": found.head,
                         "broken_seq": found.broken_seq, "problem": found.problem,
                         "differences": list(found.differences), "counts": found.counts}))  # fmt: skip
        return Status.OK if found.ok else Status.BROKEN
    if found.problem is not None:
        _say(f"broken at seq {found.broken_seq}: {found.problem}")
        return Status.BROKEN
    if found.differences:
        _say(f"the chain of {found.entries} entries holds, but totals differ: {', '.join(found.differences)}")
        return Status.BROKEN
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.counts.items()))
    _say(f"ok: {found.entries} entries in epoch {found.epoch} ({kinds}), head {found.head}")
    return Status.OK
