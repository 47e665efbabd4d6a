"""Pages as PDF: what the window shows as HTML, on one sheet of A4."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from sdrdesk.core.errors import UserError
from sdrdesk.ui.theme import current_theme

MARGIN_MM = 16
POINTS_AN_INCH = 72
SMALLEST = 0.6
"""Below this the print could not be read: the page goes on to a second sheet instead."""


def write_pdf(html: str, path: Path, title: str) -> int:
    """Write a page of HTML as PDF, made smaller where one sheet would not hold it; how many sheets it took."""
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setTitle(title)
    writer.setCreator("sdrdesk")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    dots = QGuiApplication.primaryScreen().logicalDotsPerInch()  # in which a text document measures its points
    area = writer.pageLayout().paintRect(QPageLayout.Unit.Point).size() * (dots / POINTS_AN_INCH)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(current_theme().font(13))
    document.setHtml(html)
    scale = 1.0
    document.setPageSize(area)
    while document.pageCount() > 1 and scale > SMALLEST:
        scale -= 0.04
        document.setPageSize(QSizeF(area.width() / scale, area.height() / scale))
    painter = QPainter(writer)
    try:
        draw_sheets(document, painter, writer, writer.resolution() / dots * scale)
    finally:
        painter.end()
    try:
        path.write_bytes(content.data().data())
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    return document.pageCount()


class Sheets(Protocol):
    """What can begin a new sheet."""

    def newPage(self) -> bool:
        """Begin the next sheet."""


def draw_sheets(document: QTextDocument, painter: QPainter, writer: Sheets, factor: float) -> None:
    """Draw a document sheet after sheet."""
    size = document.pageSize()
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        painter.save()
        painter.scale(factor, factor)
        painter.translate(0, -page * size.height())
        # Only what is of this sheet: its neighbours would stand in the margins.
        document.drawContents(painter, QRectF(0, page * size.height(), size.width(), size.height()))
        painter.restore()
