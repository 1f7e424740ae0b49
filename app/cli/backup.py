"""`omo-pos backup` and `omo-pos restore`."""

from __future__ import annotations

import argparse
from pathlib import Path

from app import bootstrap, config
from app.cli.say import Verbs, at_least_one, data_dir, say, warn
from app.cli.status import Status


def add(verbs: Verbs) -> None:
    """Add the commands."""
    verb = verbs.add_parser("backup", help="take a checked copy; the counter may go on selling")
    data_dir(verb)
    verb.add_argument("--to", type=Path, metavar="FOLDER", help="where copies lie, best on another disk; remembered")
    verb.add_argument(
        "--every", type=at_least_one, metavar="MINUTES", help="how often the running terminal takes one"
    )
    verb.set_defaults(run=_backup)
    verb = verbs.add_parser("restore", help="put a checked copy in the database's place, in a new epoch")
    verb.add_argument("copy", type=Path, metavar="COPY")
    data_dir(verb)
    verb.add_argument("--yes", action="store_true", help="restore even if entries are lost by it")
    verb.set_defaults(run=_restore)


def _backup(arguments: argparse.Namespace) -> Status:
    copy = bootstrap.back_up(config.load(arguments.data_dir), arguments.to, arguments.every)
    say(f"copied and checked: {copy.path} ({copy.seq} entries)")
    return Status.OK


def _restore(arguments: argparse.Namespace) -> Status:
    with bootstrap.restoring_from(config.load(arguments.data_dir), arguments.copy) as act:
        say(_told(act.plan))
        if act.plan.loses and not arguments.yes:
            warn("nothing was changed; add --yes to restore all the same")
            return Status.INPUT
        act.run()
        replaced = f". The files that were replaced lie in {act.place.aside}" if act.plan.present else ""
        say(f"restored; epoch {act.plan.epoch} begins{replaced}")
    return Status.OK


def _told(plan: bootstrap.Plan) -> str:
    lines = [f"the copy is whole: {plan.copy.entries} entries, epoch {plan.copy.epoch}"]
    if plan.other_history:
        lines.append("the present journal has another history: none of it can be carried over")
    if plan.carried:
        lines.append(f"carried over from the present journal: {plan.carried} entries, {plan.carried_sales} sales")
    if plan.lost:
        lines.append(f"LOST by this restore: {plan.lost} entries that can be read no more")
    elif plan.present:
        lines.append("nothing is lost")
    else:
        lines.append("there is no database here: what was sold after the copy, and lies elsewhere, is not in it")
    return "\n".join(lines)
