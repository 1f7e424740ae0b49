"""The parser, and the one place where an error becomes a line and an exit status."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli import commands
from app.cli.status import Status, sentence, status_of
from app.config import log_file
from app.domain.errors import AppError

Command = Callable[[argparse.Namespace], Status]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(Status.USAGE, f"{self.prog}: {message} (try {self.prog} --help)\n")


def parser(called: str = "") -> argparse.ArgumentParser:
    """The command line: of one command, where it is known which, otherwise the whole."""
    root = _Parser(prog="omo-pos", description="The counter of a shop that sells online and in the store as one.")
    verbs = root.add_subparsers(dest="verb", metavar="COMMAND", required=True, parser_class=_Parser)
    commands.add(verbs, called)
    return root


def run(argv: Sequence[str]) -> int:
    """Run a command line; its exit status. Errors are one clear line on standard error, never a traceback."""
    # Else every installed package is asked whether it has a plug-in for what travels. None may.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        named = _named(argv)
        arguments = parser(named[0]).parse_args(named)
    except SystemExit as stop:
        return int(stop.code or 0)
    command: Command = arguments.run
    try:
        return int(command(arguments))
    except AppError as error:
        _say(sentence(error))
        return int(status_of(error))
    except KeyboardInterrupt:
        _say("stopped; what was sold is kept")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read our output has gone
        return int(Status.OK)
    except Exception as error:  # noqa: BLE001 - the last door: whatever it was, the person gets a line and the log the rest
        where = _log(error)
        _say(f"something unexpected happened; nothing that was sold is lost. What happened is written in {where}")
        return int(Status.BUG)


def _named(argv: Sequence[str]) -> list[str]:
    """The command line with its command: without one, as a shop's own shortcut starts it, it opens the window."""
    opens = not argv or (argv[0].startswith("-") and argv[0] not in {"-h", "--help"})
    return ["window", *argv] if opens else list(argv)


def _say(line: str) -> None:
    sys.stderr.write(f"omo-pos: {line}\n")


def _log(error: Exception) -> Path:
    """Write the error at hand, with its traceback, into the log."""
    path = log_file()
    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("omo_pos")
    log.addHandler(handler)
    log.error("unexpected error", exc_info=error)
    log.removeHandler(handler)
    handler.close()
    return path
