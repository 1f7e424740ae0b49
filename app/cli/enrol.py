"""`omo-pos enrol`: a machine becomes a terminal of a centre."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

from app import bootstrap, config
from app.cli.say import Verbs, ca_file, data_dir, say, warn
from app.cli.status import Status, sentence
from app.domain.enrol import Filling
from app.domain.errors import UserError

#: Where nobody watches a line that counts: how often a line is written while a whole fill comes.
_LINES = 10
_LATER = "the rest follows by itself as soon as the counter is open"


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser("enrol", help="make this machine a terminal of a centre; what it sold before goes along")
    verb.add_argument("url", metavar="URL", help="where the centre is, such as https://centre.example")
    verb.add_argument("code", metavar="CODE", help="the one-time code that omo-pos central enrol-code gave")
    verb.add_argument("--lan", action="store_true", help="allow plain HTTP to another machine, on the shop's network")
    ca_file(verb)
    data_dir(verb)
    verb.set_defaults(run=_enrol)


class Counting:
    """Shows how far it is: a line that counts where somebody watches, else some lines.

    Args:
        to: where it is written.
    """

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._is_watched = to.isatty()
        self._shown = ""
        self._step = -1

    def tell(self, now: Filling) -> None:
        """Show it, where it is another than before."""
        if now.why or not (now.whole or now.unsent):
            return
        parts = [f"{now.came:,} of {now.whole:,} received"] if now.whole else []
        text = ", ".join([*parts, *([f"{now.unsent:,} entries to send"] if now.unsent else [])])
        step = _LINES * now.came // now.whole if now.whole else -1
        if text == self._shown or (not self._is_watched and step == self._step):
            return
        self._write(text)
        self._step = step

    def came(self, entries: int) -> None:
        """Show how many entries of a register whose place is taken came so far."""
        self._write(f"{entries:,} entries so far")

    def _write(self, text: str) -> None:
        self._to.write(f"\r{text.ljust(len(self._shown))}" if self._is_watched else f"{text}\n")
        self._to.flush()
        self._shown = text

    def end(self) -> None:
        """Whatever follows stands on a line of its own."""
        if self._is_watched and self._shown:
            self._to.write("\n")
            self._shown = ""


def _enrol(arguments: argparse.Namespace) -> Status:
    used = config.load(arguments.data_dir)
    way = {"plain": arguments.lan, "ca_file": arguments.ca_file}
    if bootstrap.is_fresh(used):
        counting = Counting(sys.stdout)
        try:
            begun = bootstrap.begin_terminal(used, arguments.url, arguments.code, **way, tell=counting.came)
        finally:
            counting.end()
        what = "enrolled" if begun.takes_over is None else f"took over {begun.takes_over.terminal_id}"
        say(f"{what}: store {begun.shop.store}, register {begun.shop.register}; {begun.entries} entries came along")
    else:
        terminal = bootstrap.open_terminal(used)
        try:
            shop = bootstrap.enrol_terminal(terminal, arguments.url, arguments.code, **way)
        finally:
            terminal.close()
        say(f"enrolled: store {shop.store}, register {shop.register}")
    return _fill(used)


def _fill(used: config.Config) -> Status:
    """Fetch what the centre has to tell at first; where that cannot be, the terminal is one all the same."""
    counting = Counting(sys.stdout)
    terminal = bootstrap.open_terminal(used)  # anew: the shop is another one from now on
    try:
        done = bootstrap.first_fill(terminal, counting.tell)
    except KeyboardInterrupt:
        counting.end()
        say(f"what came is kept; {_LATER}")
        raise
    finally:
        counting.end()
        terminal.close()
    if done.why:
        warn(f"{sentence(UserError(done.why))}; {_LATER}")
    else:
        say(f"{done.came:,} received: everything is here")
    return Status.OK
