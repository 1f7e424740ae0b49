"""`omo-pos rescue`: what a terminal could not send, carried to its centre by hand."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from app import bootstrap, config
from app.cli.say import Verbs, data_dir, say
from app.cli.status import Status
from app.contract.push import MAX_ENTRIES

# The centre's libraries are imported by the command that needs them.
# ruff: noqa: PLC0415


def add(verbs: Verbs) -> None:
    """Add the commands."""
    rescue = verbs.add_parser("rescue", help="what a terminal could not send, carried to its centre by hand")
    inner = rescue.add_subparsers(dest="rescue_verb", metavar="COMMAND", required=True)
    verb = inner.add_parser("export", help="write what the centre lacks into a file that only it can read")
    verb.add_argument("file", type=Path, metavar="FILE")
    data_dir(verb)
    verb.set_defaults(run=_export)
    verb = inner.add_parser("import", help="bring such a file in at the centre, any number of times")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--database-url", metavar="URL", help="of the centre, see omo-pos central")
    verb.add_argument("--revoked", action="store_true", help="also of a terminal that was revoked")
    verb.set_defaults(run=_import)


def _export(arguments: argparse.Namespace) -> Status:
    count = bootstrap.export_rescue(config.load(arguments.data_dir), arguments.file)
    say(f"{count} entries in {arguments.file}: bring it to the centre, omo-pos rescue import")
    return Status.OK


def _import(arguments: argparse.Namespace) -> Status:
    from app.central import rescue as centre
    from app.central.bootstrap import open_centre
    from app.central.door import now

    rescue = bootstrap.load_rescue(arguments.file)
    engine = open_centre(config.central_url(arguments.database_url))
    try:
        entries = bootstrap.rescued_entries(rescue, *centre.keys(engine, rescue.terminal_id, rescue.centre_id))
        count = 0
        while batch := list(islice(entries, MAX_ENTRIES)):
            centre.bring_in(engine, rescue.terminal_id, batch, now(), revoked=arguments.revoked)
            count += len(batch)
    finally:
        engine.dispose()
    say(f"{count} entries of terminal {rescue.terminal_id} are at the centre")
    return Status.OK
