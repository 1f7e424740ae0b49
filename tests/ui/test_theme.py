"""Tokens, looks, style sheet and icons."""

from __future__ import annotations

import ast
import dataclasses
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.resources import resource
from app.ui.theme.icons import icon, pixmap
from app.ui.theme.look import Look, look, make_look
from app.ui.theme.style import style_sheet
from app.ui.theme.tokens import DARK, LIGHT, Theme
from app.ui.widgets.art import art_names
from tests.architecture.source import ROOT, called, modules

TEXT, SHAPE = 4.5, 3.0
# Foreground, background, and how it comes out in the light and the dark theme, as the design's own table has it.
PAIRS = [
    ("ink", "surface", 17.40, 14.65, TEXT),
    ("ink", "bg", 15.42, 16.18, TEXT),
    ("ink_2", "surface", 8.67, 9.10, TEXT),
    ("ink_2", "bg", 7.68, 10.05, TEXT),
    ("ink_2", "surface_2", 8.17, 8.37, TEXT),
    ("ink_3", "surface", 5.96, 6.18, TEXT),
    ("ink_3", "bg", 5.28, 6.83, TEXT),
    ("ink_3", "surface_2", 5.62, 5.69, TEXT),
    ("ink_3", "surface_3", 4.92, 4.89, TEXT),
    ("on_accent", "accent", 7.59, 5.12, TEXT),
    ("on_accent", "accent_hover", 8.94, 4.68, TEXT),
    ("on_accent", "accent_press", 11.39, 6.29, TEXT),
    ("accent_ink", "surface", 8.38, 9.01, TEXT),
    ("accent_ink", "accent_tint", 7.31, 7.45, TEXT),
    ("ink_2", "accent_tint", 7.56, 7.52, TEXT),
    ("ink_3", "accent_tint", 5.20, 5.11, TEXT),
    ("ok", "surface", 7.00, 9.37, TEXT),
    ("ok", "ok_tint", 6.05, 7.65, TEXT),
    ("ink_2", "ok_tint", 7.50, 7.43, TEXT),
    ("ink_3", "ok_tint", 5.16, 5.05, TEXT),
    ("warn", "surface", 7.15, 9.57, TEXT),
    ("warn", "warn_tint", 6.33, 7.70, TEXT),
    ("bad", "surface", 6.84, 8.46, TEXT),
    ("bad", "bg", 6.06, 9.34, TEXT),
    ("bad", "bad_tint", 5.88, 7.43, TEXT),
    ("on_bad", "bad", 6.84, 9.26, TEXT),
    ("wheat_ink", "wheat", 7.10, 8.79, TEXT),
    ("wheat_ink", "wheat_2", 5.71, 5.72, TEXT),
    ("surface", "ink", 17.40, 14.65, TEXT),
    ("surface", "ok", 7.00, 9.37, TEXT),
    ("line_3", "surface", 3.98, 4.19, SHAPE),
    ("line_3", "bg", 3.52, 4.63, SHAPE),
    ("focus", "surface", 7.59, 9.01, SHAPE),
    ("focus", "bg", 6.73, 9.95, SHAPE),
    ("select", "accent_tint", 6.62, 4.86, SHAPE),
    ("select", "surface", 7.59, 5.87, SHAPE),
    ("focus_on_fill", "bg", 15.42, 18.41, SHAPE),
]


def luminance(value: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, one: str, other: str) -> float:
    """Return the contrast of two tokens."""
    high, low = sorted((luminance(getattr(theme, name)) for name in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("front", "back", "light", "dark", "least"), PAIRS)
def test_every_pair_can_be_read_in_both_themes(front, back, light, dark, least) -> None:
    found = [contrast(LIGHT, front, back), contrast(DARK, front, back)]
    assert min(found) >= least
    assert found == pytest.approx([light, dark], abs=0.006)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_token_is_a_colour(theme: Theme) -> None:
    for name, value in dataclasses.asdict(theme).items():
        assert re.fullmatch(r"#[0-9A-F]{6}" if name != "scrim" else r"#[0-9A-F]{8}", value), name
        assert QColor(value).isValid()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_sizes_grow_with_the_scale_and_a_hairline_stays(scale: float) -> None:
    here = make_look(scale=scale)
    assert here.px(48) == round(48 * scale)
    assert here.px(1) >= 1
    assert here.px(0) == 0
    assert here.px(-8) == -here.px(8)
    assert here.font(15).pixelSize() == here.px(15)
    assert here.font(15, bold=True).bold()
    assert not here.font(15).bold()


def test_fonts_and_colours_are_made_once() -> None:
    here = Look()
    assert here.font(15) is here.font(15)
    assert here.color("ink") is here.color("ink")


@pytest.mark.parametrize("dark", [False, True])
def test_a_look_dresses_the_application(wear, dark: bool) -> None:
    wear(dark=dark, scale=1.25)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = DARK if dark else LIGHT
    assert look().theme is theme
    assert app.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(theme.ink_3)
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(theme.bg)
    assert app.font().pixelSize() == 19
    assert theme.accent in app.styleSheet()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("dark", [False, True])
def test_the_sheet_has_only_its_themes_colours(dark: bool, scale: float) -> None:
    here = make_look(dark=dark, scale=scale)
    sheet = style_sheet(here)
    assert set(re.findall(r"#\w{6,8}\b", sheet)) <= set(dataclasses.asdict(here.theme).values())
    assert sheet.count("{") == sheet.count("}")
    assert "opacity" not in sheet
    assert "gradient" not in sheet


NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


def painted(picture, expected: QColor) -> int:
    """Count the pixels that are fully of a colour."""
    image = picture.toImage()
    return sum(image.pixelColor(x, y) == expected for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp, name: str) -> None:
    for colour in (QColor(200, 10, 30), QColor(20, 160, 250)):
        assert painted(pixmap(name, 24, colour, dpr=2.0), colour) > 0
    assert pixmap(name, 20, "ok") is not None
    assert not icon(name).isNull()


@pytest.mark.parametrize("name", sorted(art_names()))
def test_goods_are_drawn_with_stroke_and_fill(qapp, name: str) -> None:
    stroke, fill = QColor(200, 10, 30), QColor(20, 160, 250)
    picture = pixmap(f"art/{name}", 48, stroke, fill, dpr=2.0)
    assert painted(picture, stroke) > 20
    assert painted(picture, fill) > 20


def test_there_is_a_drawing_for_every_kind_of_goods() -> None:
    assert len(art_names()) >= 26
    assert {"croissant", "milk", "tea", "rice", "candle", "brush", "box"} <= art_names()


@pytest.mark.parametrize("name", [*NAMES, *(f"art/{name}" for name in sorted(art_names()))])
def test_icons_are_of_one_hand(name: str) -> None:
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    art = name.startswith("art/")
    assert f'viewBox="0 0 {"48 48" if art else "24 24"}"' in text
    assert f'stroke-width="{"1.7" if art else "2"}"' in text
    assert 'stroke-linecap="round"' in text
    assert not re.search(r"#[0-9a-fA-F]{3}", text)


def test_icons_are_remembered_by_size_colour_and_ratio(qapp) -> None:
    first = pixmap("trash", 20, "ink", dpr=1.0)
    assert pixmap("trash", 20, "ink", dpr=1.0).cacheKey() == first.cacheKey()
    others = [pixmap("trash", 24, "ink", dpr=1.0), pixmap("trash", 20, "bad", dpr=1.0)]
    others.append(pixmap("trash", 20, "ink", dpr=2.0))
    assert first.cacheKey() not in {one.cacheKey() for one in others}
    assert others[-1].width() == 40
    assert others[-1].deviceIndependentSize().width() == 20


def named_icons() -> dict[str, str]:
    """Collect the icons that the code names, each with a place that does."""
    places = {
        "IconButton": 0,
        "EmptyState": 0,
        "paint_icon": 3,
        "pixmap": 0,
        "icon": 0,
        "set_icon": 0,
        "set_badge": 2,
    }
    places |= {
        "Badge": 2,
        "Button": 3,
        "OptionButton": 2,
        "paint_badge": 5,
        "set_note": 2,
        "Field": 2,
        "LineField": 1,
    }
    found = {}
    for module in modules(ROOT, "app/ui"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and (name := called(node)) in places:
                given = [part.value for part in node.keywords if part.arg == "icon"]
                given += node.args[places[name] : places[name] + 1]
                texts = [part.value for part in given if isinstance(part, ast.Constant)]
                found |= {text: module.finding(node, text) for text in texts if isinstance(text, str) and text}
    return found


def test_every_icon_that_the_code_names_is_there() -> None:
    named = named_icons()
    assert len(named) > 5
    assert [place for name, place in named.items() if name not in NAMES and not name.startswith("art/")] == []
