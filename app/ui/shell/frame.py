"""The frame: how the window's size divides into a work zone and a side zone (ux.md, section 4)."""

from __future__ import annotations

from enum import IntEnum

from app.domain.frozen import frozen

#: Logical pixels: between zone and edge, between tiles and panels, between buttons.
PAD, GAP, BUTTON_GAP = 16, 12, 8
TOP = 56
#: Of the bar that opens the drawer.
BAR = 76
#: Heights of a tile: the least whose name stands below its drawing, the least with the name beside it, and the most.
STANDING_TILE, LOWEST_TILE, HIGHEST_TILE = 129, 92, 196


class Room(IntEnum):
    """How much room there is, in logical pixels (pixels through the scale of the look)."""

    DRAWER = 0  # one zone; the cart is a drawer over it
    COMPACT = 1  # 1024 x 768
    NORMAL = 2  # 1280 x 800
    WIDE = 3  # 1536 x 864 and more


@frozen
class Frame:
    """The constants that every screen is laid out by, in logical pixels.

    Attributes:
        side: width of the side zone.
        columns, rows: tiles of one page.
        tile_height: of a product tile.
        line_height: least height of a cart line.
    """

    room: Room
    side: int
    columns: int
    rows: int
    tile_height: int
    line_height: int


def frame_of(width: int, height: int, scale: float) -> Frame:
    """The frame of a window.

    Args:
        width, height: of the window's inside, in pixels.
        scale: of the look.
    """
    wide, high = round(width / scale), round(height / scale)
    if wide >= 1500:
        room, side, columns = Room.WIDE, 480, 5
    elif wide >= 1200:
        room, side, columns = Room.NORMAL, 448, 4
    elif wide >= 1000:
        room, side, columns = Room.COMPACT, 392, 3
    else:
        room, side, columns = Room.DRAWER, min(392, wide), max(2, (wide - 2 * PAD + GAP) // (176 + GAP))
    low = high < 780
    tile = STANDING_TILE if low else (152 if room is Room.WIDE else 136)
    work = high - TOP - 2 * PAD - 56 - GAP - 48 - GAP  # below the scan field and the chips
    if room is Room.DRAWER:
        work -= BAR + GAP
        if (work + GAP) // (tile + GAP) < 2:  # two rows of lower tiles rather than one
            tile = LOWEST_TILE
    rows = max(1, (work + GAP) // (tile + GAP))
    if room is Room.DRAWER:
        tile = min(max(tile, (work + GAP) // rows - GAP), HIGHEST_TILE if rows > 1 else STANDING_TILE)
    return Frame(room, side, columns, rows, tile, 53 if low else 56)
