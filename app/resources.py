"""The files that are shipped beside the code: translations, icons, sounds, the demo shop. Read through here alone."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import FaultError

#: Where a wheel has them, and where the source tree does.
_PLACES = (Path(__file__).parent / "_resources", Path(__file__).parent.parent / "resources")


def resource(address: str) -> Path:
    """Where a shipped file or folder lies.

    Args:
        address: below the resources, with slashes, such as ``demo/catalog.csv``.

    Raises:
        FaultError: ``resources.missing``: the installation is not whole.
    """
    for place in _PLACES:
        if (found := place / address).exists():
            return found
    raise FaultError("resources.missing", address=address)
