"""`omo-pos window`, and `omo-pos` alone: the counter in its window."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys

from app import config
from app.cli.say import Verbs, data_dir, warn
from app.cli.status import Status, sentence, status_of
from app.domain.errors import AppError, UserError

_SIZE = re.compile(r"([1-9]\d{2,4})x([1-9]\d{2,4})")
LANGUAGES, THEMES, TEXT_SIZES = ("zh_TW", "en"), ("light", "dark"), (100, 125, 150)


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser("window", help="open the counter's window (also what omo-pos alone does)")
    options(verb)


def options(verb: argparse.ArgumentParser) -> None:
    """Add the window's options to a parser, and make it open the window."""
    data_dir(verb)
    verb.add_argument("--demo", action="store_true", help="open the demo shop; a fresh directory becomes one")
    verb.add_argument("--plain", action="store_true", help="make an unencrypted data directory")
    verb.add_argument("--lang", choices=LANGUAGES, help="language, for this run")
    verb.add_argument("--theme", choices=THEMES, help="light or dark, for this run")
    verb.add_argument("--text-size", type=int, choices=TEXT_SIZES, help="per cent, for this run")
    verb.add_argument("--size", type=_size, metavar="WxH", help="of the window, such as 1280x800 (the whole screen)")
    verb.add_argument("--quiet", action="store_true", help="no sounds")
    verb.set_defaults(run=_window)


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text} is not a size such as 1280x800")
    return int(found[1]), int(found[2])


def _window(arguments: argparse.Namespace) -> Status:
    settings = config.load(arguments.data_dir, plain=arguments.plain)
    need_screen()
    gc.disable()  # nothing of what a start makes is garbage; from then on the window's own collector sees to it
    try:
        return _open(settings, arguments)
    finally:
        gc.enable()


def _open(settings: config.Config, arguments: argparse.Namespace) -> Status:
    from app.runtime import binding  # noqa: PLC0415 - Qt is loaded only here: no other command waits for it

    binding.load()
    from app.bootstrap.running import Options, run_window  # noqa: PLC0415
    from app.runtime.preferences import Language, Shade  # noqa: PLC0415

    chosen: dict[str, object] = {}
    if arguments.lang:
        chosen["language"] = Language(arguments.lang)
    if arguments.theme:
        chosen["shade"] = Shade(arguments.theme)
    if arguments.text_size:
        chosen["text_size"] = arguments.text_size
    wanted = Options(arguments.demo, chosen, arguments.size, arguments.quiet)
    return Status(run_window(settings, wanted, _refused))


def _refused(error: AppError) -> int:
    """The window says it too; a console, where there is one, gets its own line and status."""
    warn(sentence(error))
    return int(status_of(error))


def need_screen() -> None:
    """Refuse a machine without a screen in a sentence: Qt itself would end the program.

    Raises:
        UserError: ``window.no_screen``.
    """
    environment = os.environ
    if sys.platform.startswith("linux") and not any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise UserError("window.no_screen")
