"""`omo-pos identify`: what a code is that was scanned or typed."""

from __future__ import annotations

import argparse
import json

from app import config
from app.cli.say import Verbs, data_dir, say
from app.cli.status import Status


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser("identify", help="say what scanned or typed codes are, as JSON, one a line")
    verb.add_argument("text", nargs="+", metavar="TEXT")
    data_dir(verb)
    verb.set_defaults(run=_identify)


def _identify(arguments: argparse.Namespace) -> Status:
    from app.bootstrap.identify import identify_texts  # noqa: PLC0415 - no other command needs it

    for told in identify_texts(config.load(arguments.data_dir), arguments.text):
        say(json.dumps(told, ensure_ascii=False))
    return Status.OK
