"""All pictures, and how one is brought onto the screen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.shots import couponing, desk, handing, paying, picking, returning, selling, starting, syncing
from tests.shots.picture import Picture
from tests.shots.stage import Shop, Stage, open_scene

SCENES: dict[str, Picture[Any]] = {
    **starting.PICTURES,
    **desk.PICTURES,
    **selling.PICTURES,
    **couponing.PICTURES,
    **paying.PICTURES,
    **returning.PICTURES,
    **picking.PICTURES,
    **handing.PICTURES,
    **syncing.PICTURES,
}


@contextmanager
def staged(name: str, shop: Shop) -> Iterator[Stage]:
    """A window in the state of a picture; what it forgets in another look is left to the picture's `again`."""
    picture = SCENES[name]
    with tempfile.TemporaryDirectory(prefix="omo-pos-shot-") as folder:
        stage: Stage
        if name in starting.PICTURES:
            stage, close = starting.open_first(Path(folder))
        else:
            stage, close = open_scene(shop, Path(folder), provided=picture.provided)
        try:
            stage.wake()
            picture.prepare(stage)
            yield stage
        finally:
            close()
