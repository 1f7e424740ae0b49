"""How the lock divides the room that it has, in logical pixels."""

from __future__ import annotations

from app.domain.frozen import frozen
from app.ui.screens.lock.people import COLUMNS, ROWS

#: The picture's own measures.
PANEL, TILES, PAD, GAP = 440, 392, 304, 48
TILE_HEIGHT, KEY_HEIGHT, DOTS_HEIGHT = 148, 82, 64
TILE_GAP, STRIP = 12, 56
#: Title and hint above the tiles; badge strip and the space over it.
_HEAD, _BADGE = 83, 80
#: Name and note above the dots, and what stands below the pad with its space.
_NAME, _BELOW = 58, 64


@frozen
class Plan:
    """Measures of the lock.

    Attributes:
        panel: width of the wheat panel; 0 where there is none.
        strip: height of the wheat strip on top instead; 0 where there is none either.
        left: where the tiles begin.
        top: where tiles and PIN column begin.
        people: width of the tiles' column.
        gap: between the two columns.
        tile: width and height of a tile.
        key: height of a key of the pad.
        dots: height of the row of dots.
    """

    panel: int
    strip: int
    left: int
    top: int
    people: int
    gap: int
    tile: tuple[int, int]
    key: int
    dots: int


def plan(width: int, height: int, more: int = 0) -> Plan:
    """The measures for a window's inside, in logical pixels.

    Args:
        more: how much higher the words above the tiles are than two lines.
    """
    if width >= PANEL + TILES + PAD + 3 * GAP:
        panel, gap = PANEL, GAP
    elif width >= 240 + TILES + PAD + 3 * 24:
        panel, gap = width - TILES - PAD - 3 * 24, 24
    else:
        panel, gap = 0, 16
    strip = STRIP if not panel and height >= 500 else 0
    people = min(TILES, width - panel - PAD - 3 * gap)
    room = height - strip
    key, dots, tile = _heights(room, more)
    block = max(_NAME + dots + 4 * key + 24 + _BELOW, _HEAD + more + _BADGE + ROWS * tile + TILE_GAP)
    free = max(0, room - block)
    top = strip + (round(free * 150 / 261) if panel else free // 2)
    left = panel + (width - panel - people - gap - PAD) // 2
    return Plan(
        panel, strip, left, top, people, gap, ((people - (COLUMNS - 1) * TILE_GAP) // COLUMNS, tile), key, dots
    )


def _heights(room: int, more: int) -> tuple[int, int, int]:
    """Heights of a key, the dots and a tile in so much room: keys of at least 56, which is a finger and more."""
    free = room - 24 - _NAME - _BELOW - 24
    key = min(KEY_HEIGHT, (free - DOTS_HEIGHT) // 4)
    dots = DOTS_HEIGHT
    if key < KEY_HEIGHT:
        dots = 44
        key = max(56, min(KEY_HEIGHT, (free - dots) // 4))
    tile = min(TILE_HEIGHT, (room - 24 - _HEAD - more - _BADGE - TILE_GAP) // ROWS)
    return key, dots, max(104, tile)
