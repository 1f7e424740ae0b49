"""Qt's binding, loaded so that it leaves Python's own import alone."""

from __future__ import annotations

import builtins


def load() -> None:
    """Load Qt's binding, before anything that uses it.

    It puts itself before every import from then on: it reads the source of each module to find its own name in it,
    and has Python keep that source, for the sake of ``from __feature__ import``, which nothing here uses. That is a
    tenth of a start. What it laid aside is put back.
    """
    import PySide6.QtCore  # noqa: F401, PLC0415 - loading it is what is wanted here

    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
