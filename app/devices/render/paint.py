"""Painting: sheets drawn as images and as PDF, by one painter.

Qt lets any thread paint on an image or a PDF, text included, as long as a QGuiApplication lives in the process; only
widgets belong to the GUI thread. So a print worker calls these functions from its own thread. Where there is no
window (the command line, a machine without a display), `begin` makes the application that fonts need.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter

from app.devices.render.layout import font, lay_out
from app.devices.render.sheet import DOTS_PER_MM, Face, Sheet
from app.domain.receipt import Document, Paper

_DPM = DOTS_PER_MM * 1_000
_PDF_DPI = 1_200
_MM_PER_INCH = 25.4  # not of money


def begin() -> QGuiApplication:
    """The application that fonts need: the one there is, or one without a display. Called in the main thread."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["omo-pos"])


def images(document: Document, paper: Paper, *, smooth: bool = False) -> tuple[QImage, ...]:
    """A document as the printer's head sees it: black dots on white, an image for each sheet.

    Args:
        smooth: with grey edges, for a screen.
    """
    return tuple(_image(sheet, smooth=smooth) for sheet in lay_out(document, paper))


def png(document: Document, paper: Paper, *, smooth: bool = False) -> tuple[bytes, ...]:
    """The images of a document as PNG files."""
    return tuple(_png(image) for image in images(document, paper, smooth=smooth))


def pdf(document: Document, paper: Paper) -> bytes:
    """A document as a PDF: a page for each sheet, as wide as the roll, text as text."""
    sheets = lay_out(document, paper)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.name)
    writer.setCreator("OMO POS")
    writer.setResolution(_PDF_DPI)
    _page(writer, paper, sheets[0])
    painter = QPainter(writer)
    scale = _PDF_DPI / _MM_PER_INCH / DOTS_PER_MM
    for place, sheet in enumerate(sheets):
        if place:
            _page(writer, paper, sheet)
            writer.newPage()
        painter.save()
        painter.scale(scale, scale)
        painter.translate((paper.value * DOTS_PER_MM - sheet.width) / 2, _MARGIN_MM * DOTS_PER_MM)
        _paint(painter, sheet)
        painter.restore()
    painter.end()
    return bytes(buffer.data().data())


_MARGIN_MM = 4


def _page(writer: QPdfWriter, paper: Paper, sheet: Sheet) -> None:
    """A page as long as its sheet."""
    size = QSizeF(paper.value, sheet.height / DOTS_PER_MM + 2 * _MARGIN_MM)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _image(sheet: Sheet, *, smooth: bool) -> QImage:
    image = QImage(sheet.width, sheet.height, QImage.Format.Format_Grayscale8)
    image.setDotsPerMeterX(_DPM)
    image.setDotsPerMeterY(_DPM)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _paint(painter, sheet)
    painter.end()
    return (
        image
        if smooth
        else image.convertToFormat(
            QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.MonoOnly
        )
    )


def _paint(painter: QPainter, sheet: Sheet) -> None:
    black, white = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
    for box in sheet.boxes:
        painter.fillRect(QRectF(box.x, box.y, box.width, box.height), black)
    set_in: Face | None = None
    for mark in sheet.marks:
        if mark.face != set_in:
            painter.setFont(font(mark.face))
            set_in = mark.face
        painter.setPen(white if mark.white else black)
        painter.drawText(QPointF(mark.x, mark.y), mark.text)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
