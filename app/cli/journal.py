"""`omo-pos journal`: check the chain, and make the state tables anew from it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from app import bootstrap, config
from app.cli.say import Verbs, data_dir, say
from app.cli.status import PROBLEMS, Status


def add(verbs: Verbs) -> None:
    """Add the commands."""
    journal = verbs.add_parser("journal", help="check the journal")
    inner = journal.add_subparsers(dest="journal_verb", metavar="COMMAND", required=True)
    verb = inner.add_parser("verify", help="walk the chain and recompute the totals")
    data_dir(verb)
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    verb.set_defaults(run=_verify)
    verb = inner.add_parser("rebuild", help="make the state tables anew from the journal")
    data_dir(verb)
    verb.set_defaults(run=_rebuild)
    verb = inner.add_parser("archive", help="move the entries before the last Z into a verified file")
    data_dir(verb)
    verb.set_defaults(run=_archive)


def _verify(arguments: argparse.Namespace) -> Status:
    beside = bootstrap.open_beside(config.load(arguments.data_dir))
    try:
        found = beside.verify()
    finally:
        beside.close()
    answer = Status.OK if found.ok else Status.BROKEN
    if arguments.json:
        say(json.dumps({"ok": found.ok, **asdict(found)}))
    elif found.problem is not None:
        words = PROBLEMS.get(found.problem, "the file is damaged: restore a copy with omo-pos restore")
        say(f"broken at seq {found.broken_seq}: {found.problem}: {words}")
    elif found.differences:
        say(f"the chain of {found.entries} entries holds, but totals differ: {', '.join(found.differences)}")
    else:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.counts.items()))
        say(f"ok: {found.entries} entries in epoch {found.epoch} ({kinds}), head {found.head}")
    return answer


def _rebuild(arguments: argparse.Namespace) -> Status:
    terminal = bootstrap.open_terminal(config.load(arguments.data_dir))
    try:
        count = terminal.store.rebuild()
    finally:
        terminal.close()
    say(f"made anew from {count} entries")
    return Status.OK


def _archive(arguments: argparse.Namespace) -> Status:
    terminal = bootstrap.open_terminal(config.load(arguments.data_dir))
    try:
        listed = terminal.store.archive()
    finally:
        terminal.close()
    say(f"archived entries {listed.first_seq} to {listed.last_seq} in {listed.file}")
    return Status.OK
