"""The current look: theme and scale, with the fonts and colours that painting asks for, made once each."""

from __future__ import annotations

import functools

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from app.domain.frozen import frozen
from app.ui.theme.tokens import DARK, LIGHT, Theme

#: The system's own fonts, none of which is shipped.
FAMILIES = ("Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei UI", "PingFang TC", "sans-serif")
#: Figures as large as this are set a little closer: their gaps grow with them.
_LARGE, _HUGE = 92, 160


@frozen
class Look:
    """What a widget asks when it is made and when it paints.

    Attributes:
        theme: the colours.
        scale: 1.0, 1.25 or 1.5; every size of the design goes through `px`.
        dark: whether the theme is the dark one.
        reduced_motion: nothing turns or flashes.
    """

    theme: Theme = LIGHT
    scale: float = 1.0
    dark: bool = False
    reduced_motion: bool = False

    def px(self, n: float) -> int:
        """Return a size of the design in this look's pixels; what is there at all stays at least 1."""
        return 0 if n == 0 else max(1, int(n * self.scale + 0.5)) if n > 0 else -self.px(-n)

    def font(self, px: int, bold: bool = False) -> QFont:  # noqa: FBT001, FBT002
        """Return the font of a size of the design. It is shared: copy it before changing it."""
        return _font(self.px(px), bold, px)

    def metrics(self, px: int, bold: bool = False) -> QFontMetrics:  # noqa: FBT001, FBT002
        """Return the measures of `font`."""
        return _metrics(self.px(px), bold, px)

    def color(self, name: str) -> QColor:
        """Return a token's colour by its name, such as ``ink_2``. It is shared: copy it before changing it."""
        return _color(getattr(self.theme, name))


@functools.lru_cache(maxsize=256)
def _font(pixels: int, bold: bool, px: int) -> QFont:  # noqa: FBT001
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)  # columns of figures, with families whose digits differ in width
    if px >= _LARGE:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -pixels * (0.029 if px >= _HUGE else 0.02))
    return font


@functools.lru_cache(maxsize=256)
def _metrics(pixels: int, bold: bool, px: int) -> QFontMetrics:  # noqa: FBT001
    return QFontMetrics(_font(pixels, bold, px))


@functools.lru_cache(maxsize=256)
def _color(value: str) -> QColor:
    return QColor(value)


_current = [Look()]


def look() -> Look:
    """Return the look of the moment."""
    return _current[0]


def make_look(*, dark: bool = False, scale: float = 1.0, reduced_motion: bool = False) -> Look:
    """Put a look together."""
    return Look(theme=DARK if dark else LIGHT, scale=scale, dark=dark, reduced_motion=reduced_motion)


def set_look(app: QApplication, to: Look) -> None:
    """Make a look the current one: palette, font and style sheet. Screens that are open are to be built anew."""
    from app.ui.theme.style import style_sheet  # noqa: PLC0415 - the style sheet is written from a look

    _current[0] = to
    if not app.styleSheet() and app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")  # the same base on every system, below the sheet, under which it has no name
    app.setPalette(_palette(to))
    app.setFont(to.font(15))
    app.setStyleSheet(style_sheet(to))


def _palette(to: Look) -> QPalette:
    role = QPalette.ColorRole
    names = {
        role.Window: "bg",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "surface_2",
        role.Text: "ink",
        role.PlaceholderText: "ink_3",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "on_accent",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent_ink",
        role.LinkVisited: "accent_ink",
        role.ToolTipBase: "ink",
        role.ToolTipText: "surface",
        role.Light: "surface",
        role.Midlight: "surface_2",
        role.Mid: "line_2",
        role.Dark: "line_3",
        role.Shadow: "line_3",
        role.Accent: "accent",
    }
    palette = QPalette()
    for one, name in names.items():
        palette.setColor(one, to.color(name))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, to.color("ink_3"))
    return palette
