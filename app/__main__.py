"""The command `omo-pos`, the same as `python -m app`."""

from __future__ import annotations

import sys

from app.cli.main import run


def main() -> int:
    """Run the command line on the process's arguments."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
