"""The colours, by what they are for. The only place where one is written down."""

from __future__ import annotations

from app.domain.frozen import frozen


@frozen
class Theme:
    """One field per token: ``#RRGGBB``, or ``#AARRGGBB`` where what lies below shows through (the scrim)."""

    # grounds, from the window's own to what is pressed
    bg: str
    surface: str
    surface_2: str
    surface_3: str
    # a hairline; the border of a button; the border of a field, which alone says where the field is
    line: str
    line_2: str
    line_3: str
    # text: primary, secondary, and meta, placeholder and disabled
    ink: str
    ink_2: str
    ink_3: str
    # the one filled action of a screen, and what is selected
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_ink: str
    accent_tint: str
    accent_line: str
    select: str
    # done; look at it; overdue, invalid or destructive
    ok: str
    ok_tint: str
    ok_line: str
    warn: str
    warn_tint: str
    warn_line: str
    bad: str
    bad_tint: str
    bad_line: str
    on_bad: str
    # goods and what members are given
    wheat: str
    wheat_2: str
    wheat_ink: str
    # behind a dialog; around what has the focus, and around a filled button that has it
    scrim: str
    focus: str
    focus_on_fill: str


LIGHT = Theme(
    bg="#F3F1EC",
    surface="#FFFFFF",
    surface_2="#FAF8F4",
    surface_3="#ECE9E2",
    line="#E2DED5",
    line_2="#CAC5B9",
    line_3="#857F73",
    ink="#1B1A17",
    ink_2="#4F4B44",
    ink_3="#68635A",
    accent="#2F49B8",
    accent_hover="#273FA6",
    accent_press="#1E3187",
    on_accent="#FFFFFF",
    accent_ink="#2A43AD",
    accent_tint="#ECEFFB",
    accent_line="#AEBBEC",
    select="#2F49B8",
    ok="#17663B",
    ok_tint="#E4F2E8",
    ok_line="#A6D2B4",
    warn="#7F4C00",
    warn_tint="#FBF0DA",
    warn_line="#E2C07F",
    bad="#AE241C",
    bad_tint="#FBEAE8",
    bad_line="#E8AFAA",
    on_bad="#FFFFFF",
    wheat="#F4EAD6",
    wheat_2="#E6D2AA",
    wheat_ink="#5E4A22",
    scrim="#701B1A17",
    focus="#2F49B8",
    focus_on_fill="#1B1A17",
)

DARK = Theme(
    bg="#151412",
    surface="#1F1E1B",
    surface_2="#262521",
    surface_3="#32302B",
    line="#35332E",
    line_2="#4A4740",
    line_3="#857F73",
    ink="#F3F0E9",
    ink_2="#C4BFB4",
    ink_3="#A39D91",
    accent="#4A63DB",
    accent_hover="#516AE0",
    accent_press="#3D55C9",
    on_accent="#FFFFFF",
    accent_ink="#AEBBFF",
    accent_tint="#252B4A",
    accent_line="#4A5796",
    select="#8093F4",
    ok="#83D3A2",
    ok_tint="#1A3324",
    ok_line="#2F5C42",
    warn="#EDBD63",
    warn_tint="#3A2D14",
    warn_line="#6B5426",
    bad="#FF9F96",
    bad_tint="#421E1B",
    bad_line="#7A3A35",
    on_bad="#2A0B09",
    wheat="#38301F",
    wheat_2="#5A4B2C",
    wheat_ink="#E6D2AA",
    scrim="#99000000",
    focus="#AEBBFF",
    focus_on_fill="#FFFFFF",
)
