"""A QR as a console shows it."""

from __future__ import annotations

import io

import segno


def console_qr(text: str) -> str:
    """A text as a QR of half blocks, lines of the same length, with the quiet zone that cameras need."""
    drawn = io.StringIO()
    segno.make_qr(text, error="m").terminal(drawn, compact=True)
    return drawn.getvalue().rstrip("\n")
