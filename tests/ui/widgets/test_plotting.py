"""Charts are drawn without OpenGL: the program is built without it."""

import subprocess
import sys

import pytest

CODE = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtTest", "OpenGL", "unittest"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
from PySide6.QtWidgets import QApplication
application = QApplication(["sdrdesk", "-platform", "offscreen"])
from sdrdesk.ui.smoke import draw_a_chart
draw_a_chart()
print(sorted(name for name in sys.modules if "OpenGL" in name and "pyqtgraph" not in name))
"""


@pytest.mark.long
def test_a_chart_is_drawn_where_opengl_is_missing_and_nothing_stands_in_for_it_afterwards():
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout.strip() == "[]"
