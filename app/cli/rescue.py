"""`omo-pos rescue`: what a terminal could not send, carried to its centre by hand."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from app import bootstrap, config
from app.cli.say import Verbs, ca_file, data_dir, say
from app.cli.status import Status
from app.contract.push import Rescued
from app.domain.errors import UserError

# The centre's libraries are imported by the command that needs them.
# ruff: noqa: PLC0415

#: Where a token of the admin API is found: no command line shows it.
TOKEN = "OMO_POS_CENTRAL_TOKEN"  # noqa: S105 - the name of it


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
    where = verb.add_mutually_exclusive_group()
    where.add_argument("--database-url", metavar="URL", help="of the centre, on its own machine, see omo-pos central")
    where.add_argument("--url", metavar="URL", help=f"where the centre is, from any machine; its token in ${TOKEN}")
    verb.add_argument("--lan", action="store_true", help="allow plain HTTP to another machine, on the shop's network")
    ca_file(verb)
    verb.add_argument("--revoked", action="store_true", help="also of a machine that was revoked or replaced")
    verb.set_defaults(run=_import)


def _export(arguments: argparse.Namespace) -> Status:
    count = bootstrap.export_rescue(config.load(arguments.data_dir), arguments.file)
    say(f"{count} entries in {arguments.file}: bring it to the centre, omo-pos rescue import")
    return Status.OK


def _import(arguments: argparse.Namespace) -> Status:
    done = _here(arguments) if arguments.url is None else _there(arguments)
    say(f"{done.entries} entries of terminal {done.terminal_id} are at the centre")
    return Status.OK


def _here(arguments: argparse.Namespace) -> Rescued:
    from app.central.bootstrap import open_office

    content = bootstrap.read_rescue_file(arguments.file)
    with open_office(config.central_url(arguments.database_url)) as office:
        return office.take_rescue(content, revoked=arguments.revoked)


def _there(arguments: argparse.Namespace) -> Rescued:
    token = os.environ.get(TOKEN, "")
    if not token:
        raise UserError("token.none", variable=TOKEN)
    return bootstrap.send_rescue(
        arguments.file, arguments.url, token,
        plain=arguments.lan, revoked=arguments.revoked, ca_file=arguments.ca_file,
    )  # fmt: skip
