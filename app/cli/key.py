"""`omo-pos init` and `omo-pos key`: a terminal's beginning, and the ways not to lose its key."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from app import bootstrap, config
from app.cli.say import Verbs, data_dir, say
from app.cli.status import Status
from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.shop import Shop


def add(verbs: Verbs) -> None:
    """Add the commands."""
    verb = verbs.add_parser("init", help="make a terminal, and print its recovery code")
    data_dir(verb)
    verb.add_argument("--plain", action="store_true", help="make an unencrypted data directory")
    verb.add_argument("--store", default="S01", help="store code, 1 to 8 capitals and digits (S01)")
    verb.add_argument("--register", type=int, default=1, help="register number (1)")
    verb.add_argument("--name", default="", help="the shop's name")
    verb.add_argument("--currency", default="TWD", help="ISO 4217 code (TWD)")
    verb.add_argument("--zone", default="Asia/Taipei", help="time zone (Asia/Taipei)")
    verb.set_defaults(run=_init)
    key = verbs.add_parser("key", help="the ways not to lose the database's key")
    inner = key.add_subparsers(dest="key_verb", metavar="COMMAND", required=True)
    verb = inner.add_parser("code", help="make a new recovery code; an older one opens older copies only")
    data_dir(verb)
    verb.set_defaults(run=_code)
    verb = inner.add_parser("restore", help="bring the key back with the recovery code, typed or on standard input")
    data_dir(verb)
    verb.add_argument("--from", dest="source", type=Path, metavar="COPY", help="a copy whose key it is")
    verb.set_defaults(run=_restore)


def _init(arguments: argparse.Namespace) -> Status:
    settings = config.load(arguments.data_dir, plain=arguments.plain)
    if bootstrap.has_terminal(settings):
        raise UserError("data_dir.exists", path=str(settings.data_dir))
    shop = Shop(
        store=arguments.store,
        register=arguments.register,
        name=arguments.name,
        currency=currency(arguments.currency),
        zone=arguments.zone,
    )
    terminal = bootstrap.open_terminal(settings, shop)
    try:
        code = bootstrap.new_recovery_code(terminal)
        say(f"terminal {terminal.terminal_id} in {settings.data_dir}; its key lies in {terminal.secrets.where()}")
    finally:
        terminal.close()
    _show(code)
    return Status.OK


def _code(arguments: argparse.Namespace) -> Status:
    terminal = bootstrap.open_terminal(config.load(arguments.data_dir))
    try:
        code = bootstrap.new_recovery_code(terminal)
    finally:
        terminal.close()
    _show(code)
    return Status.OK


def _show(code: str) -> None:
    say(f"recovery code: {code}")
    say("write it down and keep it away from this computer: it brings the key back, and is shown only now")


def _restore(arguments: argparse.Namespace) -> Status:
    settings = config.load(arguments.data_dir)
    typed = getpass.getpass("recovery code: ") if sys.stdin.isatty() else sys.stdin.readline()
    where = bootstrap.bring_key_back(settings, typed, arguments.source)
    say(f"the key is back, in {where}")
    return Status.OK
