"""Rendering: a document drawn for paper of a width, by one renderer for the screen, for files and for printers."""

from __future__ import annotations

from app.devices.render.layout import lay_out
from app.devices.render.paint import begin, images, pdf, png
from app.devices.render.plain import plain_text
from app.domain.receipt import Document, Paper

__all__ = ["QtRenderer", "begin", "images", "lay_out", "pdf", "plain_text", "png"]


class QtRenderer:
    """Draws documents with Qt; fits the port `Renderer`. Any thread may call it once `begin` was called."""

    def png(self, document: Document, paper: Paper) -> tuple[bytes, ...]:
        """See `Renderer.png`."""
        return png(document, paper, smooth=True)

    def pdf(self, document: Document, paper: Paper) -> bytes:
        """See `Renderer.pdf`."""
        return pdf(document, paper)
