import sqlcipher3
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel


def test_the_environment_opens_a_window_and_a_store():
    app = QApplication.instance() or QApplication([])
    label = QLabel(QLocale.system().name())
    label.show()
    app.processEvents()
    assert not label.grab().isNull()
    connection = sqlcipher3.connect(":memory:")
    version = connection.execute("select sqlite_version()").fetchone()[0]
    connection.close()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
