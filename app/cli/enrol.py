"""`omo-pos enrol`: a machine becomes a terminal of a centre."""

from __future__ import annotations

import argparse

from app import bootstrap, config
from app.cli.say import Verbs, data_dir, say
from app.cli.status import Status


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser("enrol", help="make this machine a terminal of a centre; what it sold before goes along")
    verb.add_argument("url", metavar="URL", help="where the centre is, such as https://centre.example")
    verb.add_argument("code", metavar="CODE", help="the one-time code that omo-pos central enrol-code gave")
    verb.add_argument("--lan", action="store_true", help="allow plain HTTP to another machine, on the shop's network")
    data_dir(verb)
    verb.set_defaults(run=_enrol)


def _enrol(arguments: argparse.Namespace) -> Status:
    used = config.load(arguments.data_dir)
    if bootstrap.is_fresh(used):
        begun = bootstrap.begin_terminal(used, arguments.url, arguments.code, plain=arguments.lan)
        what = "enrolled" if begun.takes_over is None else f"took over {begun.takes_over.terminal_id}"
        say(f"{what}: store {begun.shop.store}, register {begun.shop.register}; {begun.entries} entries came along")
        return Status.OK
    terminal = bootstrap.open_terminal(used)
    try:
        shop = bootstrap.enrol_terminal(terminal, arguments.url, arguments.code, plain=arguments.lan)
        unsent = bootstrap.make_outbox(terminal).unsent()
    finally:
        terminal.close()
    say(f"enrolled: store {shop.store}, register {shop.register}; {unsent} entries will go to the centre")
    return Status.OK
