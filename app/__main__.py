"""The command `omo-pos`, the same as `python -m app`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line on the process's arguments."""
    try:
        gc.disable()  # what is imported stays: no collection finds anything in it
        from app.cli.main import run  # noqa: PLC0415 - interrupted here, too, it ends in a line

        gc.freeze()  # nor ever walks through it again
        gc.enable()
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("omo-pos: stopped; what was sold is kept\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
