"""The counter with nothing between the keys and the input method: what the guard is for. For a test alone."""

from __future__ import annotations

import sys

from app.cli.main import run
from app.ui.shell import scanfilter
from app.ui.shell.inputmethod import NoGuard


def main() -> int:
    """Run the command line on the process's arguments."""
    scanfilter.make_guard = lambda _link, parent=None: NoGuard(parent)
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
