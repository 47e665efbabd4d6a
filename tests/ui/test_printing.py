"""Pages on paper: what does not fit on one sheet goes on to the next, and to no other place."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument

from sdrdesk.ui.printing import draw_sheets

WIDTH, HEIGHT = 200, 300


class Stack:
    """A writer whose sheets all lie on one image."""

    def newPage(self) -> bool:
        return True


def test_a_sheet_shows_nothing_of_its_neighbours(qapp) -> None:
    document = QTextDocument()
    document.setHtml("".join(f"<p>line {n}</p>" for n in range(40)))
    document.setPageSize(QSizeF(WIDTH, HEIGHT))
    assert document.pageCount() > 2
    image = QImage(WIDTH, 2 * HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_sheets(document, painter, Stack(), 1.0)
    painter.end()
    rows = [y for y in range(2 * HEIGHT) if any(image.pixelColor(x, y) != QColor("white") for x in range(WIDTH))]
    assert rows
    assert max(rows) < HEIGHT
