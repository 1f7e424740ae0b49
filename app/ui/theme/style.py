"""The style sheet: boxes of all kinds in all their states. What stands in a box is painted by its widget."""

from __future__ import annotations

from app.ui.theme.look import Look

#: Tones that a line of text may have, each a token.
TONES = ("ink", "ink_2", "ink_3", "accent_ink", "ok", "warn", "bad", "wheat_ink", "on_accent")


def style_sheet(look: Look) -> str:
    """Return the style sheet of a look.

    Sizes in a sheet are those of the content: where a border grows, the padding inside shrinks by as much, so that
    nothing moves. Heights are set by the widgets.
    """
    return "\n".join(
        [_ground(look), _buttons(look), _choices(look), _fields(look), _panels(look), _lists(look), _shell(look)]
    )


def _ground(look: Look) -> str:
    t, px = look.theme, look.px
    tones = "\n".join(f'QLabel[tone="{name}"] {{ color: {getattr(t, name)}; }}' for name in TONES)
    return f"""
QMainWindow, QWidget[ground="bg"] {{ background: {t.bg}; }}
QWidget[ground="surface"] {{ background: {t.surface}; }}
QWidget[ground="surface_2"] {{ background: {t.surface_2}; }}
QWidget[ground="wheat"] {{ background: {t.wheat}; }}
QWidget[ground="ok_tint"] {{ background: {t.ok_tint}; }}
{tones}
QToolTip {{ background: {t.ink}; color: {t.surface}; border: 0; padding: {px(6)}px {px(10)}px;
  font-size: {px(13)}px; }}
QMenu {{ background: {t.surface}; border: {px(1)}px solid {t.line_2}; padding: {px(6)}px; }}
QMenu::item {{ min-height: {px(48)}px; padding: 0 {px(20)}px; color: {t.ink}; border-radius: {px(8)}px;
  font-size: {px(15)}px; }}
QMenu::item:selected {{ background: {t.accent_tint}; color: {t.accent_ink}; }}
QMenu::item:disabled {{ color: {t.ink_3}; }}
QMenu::separator {{ height: {px(1)}px; background: {t.line}; margin: {px(4)}px {px(8)}px; }}
"""


def _buttons(look: Look) -> str:
    t, px = look.theme, look.px
    thin, thick, heavy = px(1), px(2), px(3)

    def box(fill: str, line: str, width: int = thin) -> str:
        return f"background: {fill}; border: {width}px solid {line};"

    return f"""
QPushButton {{ {box(t.surface, t.line_2)} border-radius: {px(10)}px; color: {t.ink}; padding: 0; margin: 0; }}
QPushButton:hover {{ background: {t.surface_2}; }}
QPushButton:pressed {{ background: {t.surface_3}; }}
QPushButton:focus {{ border: {thick}px solid {t.focus}; }}
QPushButton[size="xl"], QPushButton[kind="bar"], QPushButton[kind="bar_outlined"] {{ border-radius: {px(12)}px; }}

QPushButton[kind="primary"], QPushButton[kind="bar"] {{ {box(t.accent, t.accent)} }}
QPushButton[kind="primary"]:hover, QPushButton[kind="bar"]:hover {{ {box(t.accent_hover, t.accent_hover)} }}
QPushButton[kind="primary"]:pressed, QPushButton[kind="bar"]:pressed {{ {box(t.accent_press, t.accent_press)} }}
QPushButton[kind="primary"]:focus, QPushButton[kind="bar"]:focus {{ border: {heavy}px solid {t.focus_on_fill}; }}
QPushButton[kind="bar_outlined"] {{ {box(t.surface, t.select, thick)} }}
QPushButton[kind="bar_outlined"]:hover {{ {box(t.surface_2, t.select, thick)} }}
QPushButton[kind="bar_outlined"]:pressed {{ {box(t.surface_3, t.select, thick)} }}
QPushButton[kind="bar_outlined"]:focus {{ border: {heavy}px solid {t.focus}; }}

QPushButton[kind="fill_danger"] {{ {box(t.bad, t.bad)} }}
QPushButton[kind="fill_danger"]:focus {{ border: {heavy}px solid {t.focus_on_fill}; }}

QPushButton[kind="quiet"], QPushButton[kind="link"] {{ background: transparent; border: {thin}px solid transparent; }}
QPushButton[kind="quiet"]:hover, QPushButton[kind="link"]:hover {{ background: {t.surface_3}; }}
QPushButton[kind="quiet"]:pressed, QPushButton[kind="link"]:pressed {{ background: {t.line}; }}
QPushButton[kind="quiet"]:focus, QPushButton[kind="link"]:focus {{ border: {thick}px solid {t.focus}; }}

QPushButton[kind="pad_side"] {{ background: {t.surface_2}; }}
QPushButton[kind="pad"]:pressed, QPushButton[kind="pad_side"]:pressed {{ background: {t.surface_3}; }}

QPushButton:disabled {{ {box(t.surface_3, t.surface_3)} }}
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled {{
  background: transparent; border: {thin}px solid transparent; }}
QPushButton[kind="primary"]:disabled, QPushButton[kind="bar"]:disabled, QPushButton[kind="bar_outlined"]:disabled,
QPushButton[kind="fill_danger"]:disabled {{ {box(t.surface_3, t.surface_3)} }}
"""


def _choices(look: Look) -> str:
    t, px = look.theme, look.px
    thin, thick = px(1), px(2)
    return f"""
QPushButton[kind="option"]:checked, QPushButton[kind="row"]:checked {{
  background: {t.accent_tint}; border: {thick}px solid {t.select}; }}
QPushButton[kind="option"]:checked:focus, QPushButton[kind="row"]:checked:focus {{
  border: {px(3)}px solid {t.focus}; }}
QPushButton[kind="option"]:disabled, QPushButton[kind="row"]:disabled {{
  background: {t.surface_3}; border: {thin}px solid {t.surface_3}; }}

QPushButton[kind="chip"] {{ border-radius: {px(48) // 2}px; }}
QPushButton[kind="chip"]:checked {{ background: {t.ink}; border: {thin}px solid {t.ink}; }}
QPushButton[kind="chip"]:focus {{ border: {thick}px solid {t.focus}; }}

QPushButton[kind="segment"] {{ background: {t.surface_2}; border-radius: 0; border-left-width: 0; }}
QPushButton[kind="segment"]:hover {{ background: {t.surface_3}; }}
QPushButton[kind="segment"][place="first"], QPushButton[kind="segment"][place="only"] {{
  border-left-width: {thin}px; border-top-left-radius: {px(10)}px; border-bottom-left-radius: {px(10)}px; }}
QPushButton[kind="segment"][place="last"], QPushButton[kind="segment"][place="only"] {{
  border-top-right-radius: {px(10)}px; border-bottom-right-radius: {px(10)}px; }}
QPushButton[kind="segment"]:checked {{ background: {t.ink}; border-color: {t.ink}; }}
QPushButton[kind="segment"]:focus {{ border: {thick}px solid {t.focus}; }}

QPushButton[kind="check"] {{ background: transparent; border: {thin}px solid transparent; }}
QPushButton[kind="check"]:hover {{ background: {t.surface_2}; }}
QPushButton[kind="check"]:focus {{ border: {thick}px solid {t.focus}; }}

QPushButton[kind="pill"] {{ background: transparent; border: {thin}px solid transparent; margin: {px(4)}px 0; }}
QPushButton[kind="pill"]:hover {{ background: {t.surface_2}; }}
QPushButton[kind="pill"][state="offline"] {{ background: {t.surface_3}; border-color: {t.line_2}; }}
QPushButton[kind="pill"][state="attention"] {{ background: {t.warn_tint}; border-color: {t.warn_line}; }}
QPushButton[kind="pill"]:focus {{ border: {thick}px solid {t.focus}; }}
"""


def _fields(look: Look) -> str:
    t, px = look.theme, look.px
    thin, thick = px(1), px(2)
    inset = px(15) - 2  # from the outer edge to the text, whatever the border; Qt adds two of its own

    def edge(color: str, width: int) -> str:
        return f"border: {width}px solid {color}; padding: 0 {inset - width}px;"

    return f"""
QLineEdit {{ background: {t.surface}; color: {t.ink}; border-radius: {px(10)}px; {edge(t.line_3, thin)}
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; font-size: {px(15)}px;
  placeholder-text-color: {t.ink_3}; }}
QLineEdit[kind="scan"] {{ font-size: {px(17)}px; }}
QLineEdit[kind="number"] {{ font-size: {px(22)}px; }}
QLineEdit[kind="slips"] {{ font-size: {px(17)}px; }}
QLineEdit:focus {{ {edge(t.focus, thick)} }}
QLineEdit[error="true"] {{ {edge(t.bad, thick)} }}
QLineEdit:disabled {{ background: {t.surface_3}; color: {t.ink_3}; {edge(t.surface_3, thin)} }}
QLineEdit[readOnly="true"] {{ background: {t.surface_2}; }}
QPlainTextEdit, QTextEdit {{ background: {t.surface}; color: {t.ink}; border-radius: {px(10)}px;
  border: {thin}px solid {t.line_3}; padding: {px(8) - thin}px; font-size: {px(15)}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: {thick}px solid {t.focus}; padding: {px(8) - thick}px; }}
QComboBox {{ background: {t.surface}; color: {t.ink}; border-radius: {px(10)}px; {edge(t.line_3, thin)}
  min-height: {px(48) - 2 * thin}px; font-size: {px(15)}px; }}
QComboBox:focus {{ {edge(t.focus, thick)} min-height: {px(48) - 2 * thick}px; }}
QComboBox::drop-down {{ border: 0; width: {px(36)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox:disabled {{ background: {t.surface_3}; {edge(t.surface_3, thin)} }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: {thin}px solid {t.line_2};
  selection-background-color: {t.accent_tint}; selection-color: {t.accent_ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(48)}px; padding: 0 {px(14)}px; }}
"""


def _panels(look: Look) -> str:
    t, px = look.theme, look.px
    thin = px(1)
    tones = "\n".join(
        f'QFrame[kind="panel"][tone="{name}"] {{ background: {getattr(t, name + "_tint")}; '
        f"border-color: {getattr(t, name + '_line')}; }}"
        for name in ("ok", "warn", "bad", "accent")
    )
    return f"""
QFrame[kind="panel"] {{ background: {t.surface}; border: {thin}px solid {t.line}; border-radius: {px(14)}px; }}
{tones}
QFrame[kind="inset"] {{ background: {t.surface_2}; border: {thin}px solid {t.line}; border-radius: {px(10)}px; }}
QFrame[kind="dashed"] {{ background: transparent; border: 0; }}
QFrame[kind="floating"] {{ background: {t.surface}; border: {thin}px solid {t.line_3}; border-radius: {px(14)}px; }}
QFrame[kind="dialog"] {{ background: {t.surface}; border: {thin}px solid {t.line_2}; border-radius: {px(14)}px; }}
QFrame[kind="toast"] {{ background: {t.surface}; border: {thin}px solid {t.line_2}; border-radius: {px(10)}px; }}
QFrame[kind="hairline"] {{ background: {t.line}; border: 0; }}
"""


def _shell(look: Look) -> str:
    t, px = look.theme, look.px
    thin = px(1)
    return f"""
QWidget[kind="topbar"] {{ background: {t.surface}; border-bottom: {thin}px solid {t.line}; }}
QWidget[kind="side"] {{ background: {t.surface}; border-left: {thin}px solid {t.line}; }}
QPushButton[kind="tab"] {{ background: transparent; border: 0; border-radius: 0; }}
QPushButton[kind="tab"]:hover {{ background: {t.surface_2}; }}
QPushButton[kind="tab"]:pressed {{ background: {t.surface_3}; }}
QPushButton[kind="who"] {{ background: transparent; border: {thin}px solid transparent; }}
QPushButton[kind="who"]:hover {{ background: {t.surface_2}; }}
QPushButton[kind="who"]:pressed {{ background: {t.surface_3}; }}
QPushButton[kind="who"]:focus {{ border: {px(2)}px solid {t.focus}; }}
"""


def _lists(look: Look) -> str:
    t, px = look.theme, look.px
    bar, side = px(12), px(3)
    round_ = (bar - 2 * side) // 2  # half of what is left, for a larger one would silently be square
    return f"""
QScrollArea, QAbstractItemView {{ background: transparent; border: 0; outline: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.line_2}; min-height: {px(48)}px; border-radius: {round_}px;
  margin: {px(2)}px {side}px; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {t.line_2}; min-width: {px(48)}px; border-radius: {round_}px;
  margin: {side}px {px(2)}px; }}
QScrollBar::handle:hover {{ background: {t.line_3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QHeaderView::section {{ background: {t.surface_2}; color: {t.ink_2}; border: 0;
  border-bottom: {px(1)}px solid {t.line}; padding: 0 {px(12)}px; min-height: {px(40)}px; font-size: {px(14)}px; }}
QTableView {{ background: {t.surface}; gridline-color: {t.line}; selection-background-color: {t.accent_tint};
  selection-color: {t.ink}; }}
QTableView::item {{ padding: 0 {px(12)}px; }}
QTableView::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
"""
