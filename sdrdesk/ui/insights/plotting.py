"""pyqtgraph, loaded without the OpenGL that it asks for and no chart of ours uses: ten megabytes that the program goes without.

It is loaded where it is first wanted, on whatever thread; nothing else may import pyqtgraph by itself.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from PySide6.QtWidgets import QWidget

UNUSED = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets")
"""Asked for when pyqtgraph is loaded, used when a chart is drawn by the graphics card; ours are not."""


@contextmanager
def without_opengl() -> Iterator[None]:
    """Have empty modules stand where these would be loaded from, unless somebody has loaded them."""
    standing_in = [name for name in UNUSED if name not in sys.modules]
    for name in standing_in:
        module = ModuleType(name)
        module.QOpenGLWidget = QWidget  # type: ignore[attr-defined]  # a class of pyqtgraph's is made of it
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in standing_in:
            del sys.modules[name]


with without_opengl():
    import pyqtgraph as pg

__all__ = ["pg"]
