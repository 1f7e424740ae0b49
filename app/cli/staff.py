"""`omo-pos staff`: the people of a shop. A PIN, badge or code is typed, or read from standard input, line by line."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app import bootstrap, config
from app.cli.say import Verbs, alarm, data_dir, say
from app.cli.status import Status
from app.domain.errors import UserError
from app.domain.staff import Person, Role
from app.services.presence import Leaving

ROLES = [role.value for role in Role]


def add(verbs: Verbs) -> None:
    """Add the commands."""
    staff = verbs.add_parser("staff", help="the people of the shop")
    inner = staff.add_subparsers(dest="staff_verb", metavar="COMMAND", required=True)
    verb = inner.add_parser("list", help="everybody, also who left")
    data_dir(verb)
    verb.add_argument("--json", action="store_true", help="one JSON object a line")
    verb.set_defaults(run=_list)
    verb = inner.add_parser("add", help="add somebody, with a PIN; the first one is the manager")
    verb.add_argument("staff_id", metavar="ID")
    verb.add_argument("name", metavar="NAME")
    verb.add_argument("--name-en", default="", metavar="NAME", help="the name in English")
    verb.add_argument("--role", choices=ROLES, help="what they are (cashier; the first one manager)")
    _acting(verb, _add)
    verb = inner.add_parser("pin", help="give somebody another PIN")
    verb.add_argument("staff_id", metavar="ID")
    _acting(verb, _pin)
    verb = inner.add_parser("badge", help="give somebody another badge: scan it")
    verb.add_argument("staff_id", metavar="ID")
    verb.add_argument("--none", action="store_true", help="take the badge away")
    _acting(verb, _badge)
    verb = inner.add_parser("role", help="give somebody another role")
    verb.add_argument("staff_id", metavar="ID")
    verb.add_argument("role", choices=ROLES, metavar=f"{{{','.join(ROLES)}}}")
    _acting(verb, _role)
    for name, told in (("deactivate", "somebody left"), ("reactivate", "somebody came back")):
        verb = inner.add_parser(name, help=told)
        verb.add_argument("staff_id", metavar="ID")
        _acting(verb, _deactivate if name == "deactivate" else _reactivate)
    verb = inner.add_parser("reset", help="give a manager a new PIN by the recovery code")
    verb.add_argument("staff_id", metavar="ID")
    data_dir(verb)
    verb.set_defaults(run=_reset)


def _acting(verb: argparse.ArgumentParser, run: object) -> None:
    data_dir(verb)
    verb.add_argument("--by", metavar="ID", help="the manager who does it, whose PIN is asked for first")
    verb.set_defaults(run=run)


def _list(arguments: argparse.Namespace) -> Status:
    beside = bootstrap.open_beside(config.load(arguments.data_dir))
    try:
        people = beside.people()
    finally:
        beside.close()
    for one in people:
        if arguments.json:
            row = {"id": one.staff_id, "name": one.name, "name_en": one.name_en, "role": one.role.value,
                   "active": one.active}  # fmt: skip
            say(json.dumps(row, ensure_ascii=False))
        else:
            say(f"{one.staff_id}\t{one.role.value}\t{'' if one.active else 'left'}\t{one.name}")
    return Status.OK


def _add(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal:
        if not terminal.staff.exist():
            return _add_first(terminal, arguments)
        with _signed_in(terminal, arguments) as actor:
            role = Role(arguments.role or Role.CASHIER.value)
            one = Person(arguments.staff_id, arguments.name, arguments.name_en, role)
            terminal.staff.add(one, _new_pin(), actor).result()
    say(f"added {one.staff_id} ({one.role.value})")
    return Status.OK


def _add_first(terminal: bootstrap.Terminal, arguments: argparse.Namespace) -> Status:
    if arguments.role not in {None, Role.MANAGER.value}:
        raise UserError("staff.first_is_manager")
    has_code = bootstrap.has_recovery_code(terminal)
    code = terminal.staff.enrol_first_manager(
        arguments.staff_id, arguments.name, arguments.name_en, _new_pin(), new_code=not has_code
    ).result()
    say(f"added {arguments.staff_id} (manager), the first of the staff")
    if code is not None:
        say(f"recovery code: {code}")
        say("write it down and keep it away from this computer: it brings the key back and sets a manager's PIN anew")
    return Status.OK


def _pin(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal, _signed_in(terminal, arguments) as actor:
        terminal.staff.set_pin(arguments.staff_id, _new_pin(), actor).result()
    say(f"{arguments.staff_id} has a new PIN")
    return Status.OK


def _badge(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal, _signed_in(terminal, arguments) as actor:
        text = None if arguments.none else _secret("scan the badge: ")
        terminal.staff.set_badge(arguments.staff_id, text, actor).result()
    say(f"{arguments.staff_id} has {'no badge' if arguments.none else 'a new badge'}")
    return Status.OK


def _role(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal, _signed_in(terminal, arguments) as actor:
        terminal.staff.change_role(arguments.staff_id, Role(arguments.role), actor).result()
    say(f"{arguments.staff_id} is {arguments.role}")
    return Status.OK


def _deactivate(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal, _signed_in(terminal, arguments) as actor:
        terminal.staff.deactivate(arguments.staff_id, actor).result()
    say(f"{arguments.staff_id} can no longer sign in")
    return Status.OK


def _reactivate(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal, _signed_in(terminal, arguments) as actor:
        terminal.staff.reactivate(arguments.staff_id, actor).result()
    say(f"{arguments.staff_id} can sign in again")
    return Status.OK


def _reset(arguments: argparse.Namespace) -> Status:
    with _terminal(arguments) as terminal:
        code = _secret("recovery code: ")
        terminal.staff.reset_pin_by_code(code, arguments.staff_id, _new_pin()).result()
    say(f"{arguments.staff_id} has a new PIN")
    return Status.OK


@contextmanager
def _terminal(arguments: argparse.Namespace) -> Iterator[bootstrap.Terminal]:
    terminal = bootstrap.open_terminal(config.load(arguments.data_dir))
    try:
        alarm(terminal)
        yield terminal
    finally:
        terminal.close()


@contextmanager
def _signed_in(terminal: bootstrap.Terminal, arguments: argparse.Namespace) -> Iterator[str]:
    """Who does it, signed in like at the counter: the journal tells who changed the staff, here too."""
    if arguments.by is None:
        raise UserError("staff.nobody_named")
    terminal.staff.sign_in(arguments.by, _secret(f"PIN of {arguments.by}: ")).result()
    try:
        yield arguments.by
    finally:
        terminal.staff.sign_out(Leaving.ENDED).result()


def _new_pin() -> str:
    typed = _secret("new PIN: ")
    if sys.stdin.isatty() and _secret("once more: ") != typed:
        raise UserError("staff.pins_differ")
    return typed


def _secret(prompt: str) -> str:
    """A line that nobody shall see: never an argument, which other programs could read."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
