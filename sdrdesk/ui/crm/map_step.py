"""The step of the field map: a table, and beneath it the line in hand."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QTableView, QVBoxLayout, QWidget

from sdrdesk.core.operations.crm.opening import WAYS, Direction, FieldMap, Kind
from sdrdesk.core.operations.crm.passed import field_said
from sdrdesk.core.operations.crm.reading import TOLD, codes_of, unmapped, usual_kind
from sdrdesk.ui.crm.map_model import KIND, OURS, SAMPLE, THEIRS, WAY, MapModel, way_said
from sdrdesk.ui.crm.step import Setup, Step
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.flow_layout import clear_layout
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table


class MapStep(Step):
    """Where each of our fields stands over there; what stands nowhere is said."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.title = self.tr("Fields")
        self._say(
            self.tr("Which field is which?"),
            self.tr("As proposed for this CRM. What is left out does not travel; the rest of the record there is never touched."),
        )  # fmt: skip
        headers = [self.tr("Here"), self.tr("Record"), self.tr("There"), self.tr("Way"), self.tr("A value there")]
        self.model = MapModel(setup.words, headers, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Field map"))
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        calm_table(self.table, TableLook(muted=frozenset({KIND, SAMPLE}), pills=frozenset({WAY})))
        for column, width in ((OURS, 180), (KIND, 96), (THEIRS, 200), (WAY, 104)):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_line())
        self.kind, self.theirs, self.way = QComboBox(), QComboBox(), QComboBox()
        self.theirs.setEditable(False)
        self.theirs.setMaxVisibleItems(14)
        self.kind.activated.connect(self._kind_chosen)
        self.theirs.activated.connect(self._theirs_chosen)
        self.way.activated.connect(self._way_chosen)
        for box, name in ((self.kind, self.tr("Record")), (self.theirs, self.tr("Their field")), (self.way, self.tr("Way"))):  # fmt: skip
            box.setAccessibleName(name)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(self._line_in_hand())

    def _line_in_hand(self) -> QVBoxLayout:
        self.ours = QLabel()
        mark(self.ours, "strong")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.ours)
        row.addStretch(1)
        row.addWidget(self.kind)
        row.addWidget(self.theirs, 2)
        row.addWidget(self.way)
        self.pairs = QGridLayout()
        self.pairs.setHorizontalSpacing(12)
        self.pairs.setVerticalSpacing(4)
        self.boxes: dict[str, QComboBox] = {}
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addLayout(row)
        below.addLayout(self.pairs)
        return below

    def is_wanted(self) -> bool:
        return not self.setup.is_webhook

    def enter(self) -> None:
        tried = self.setup.tried
        assert tried is not None
        maps = list(self.setup.maps or tried.maps)
        kinds = tuple(tried.fields)
        out = [FieldMap(name, usual_kind(name, tried.primary, kinds), "") for name in unmapped(maps)]
        self.model.show_map([*maps, *out], tried.fields)
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.table.selectRow(0)

    def keep(self) -> str:
        """Hand on the lines that lead somewhere."""
        self.setup.maps = [line for line in self.model.rows if line.theirs]
        return ""

    # -- the line in hand ---------------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """Which line is in hand, -1 for none."""
        return self.table.currentIndex().row()

    def _show_line(self) -> None:
        if self.row < 0 or self.setup.tried is None:
            return
        line, words, tried = self.model.rows[self.row], self.setup.words, self.setup.tried
        self.ours.setText(field_said(line.ours, words))
        self.kind.clear()
        for kind in tried.fields:
            self.kind.addItem(words.text("crm_kind", kind), kind)
        self.kind.setCurrentIndex(self.kind.findData(line.kind))
        self._fill_theirs(line)
        self.way.clear()
        for way in WAYS if line.ours not in TOLD else ():
            self.way.addItem(way_said(FieldMap("", line.kind, "", way)), way)
        if not self.way.count():
            self.way.addItem(way_said(line), line.direction)
        self.way.setCurrentIndex(max(0, self.way.findData(line.direction)))
        self.way.setEnabled(self.way.count() > 1)
        self._show_pairs(line)
        QTimer.singleShot(0, self.table, self._keep_in_sight)  # once the table has given way to the pairs

    def _keep_in_sight(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _fill_theirs(self, line: FieldMap) -> None:
        assert self.setup.tried is not None
        self.theirs.clear()
        self.theirs.addItem(self.tr("— left out —"), "")
        found = self.setup.tried.fields.get(line.kind, ())
        for field in found:
            if field.writable or field.name == line.theirs:
                self.theirs.addItem(field.label, field.name)
        if line.theirs and line.theirs not in {f.name for f in found}:
            self.theirs.addItem(line.theirs, line.theirs)
        self.theirs.setCurrentIndex(max(0, self.theirs.findData(line.theirs)))

    def _show_pairs(self, line: FieldMap) -> None:
        """Our stages beside their options, where the field has codes of ours."""
        clear_layout(self.pairs)
        self.boxes = {}
        field = self.model.remote(line)
        codes = codes_of(line.ours, self.setup.workspace, self.setup.words) if line.theirs else []
        options = list(field.options) if field else []
        if not codes or not (options or line.values):
            return
        known = {value for value, _ in options}
        options += [(v, v) for v in dict.fromkeys(line.values.values()) if v not in known]
        for n, (code, label) in enumerate(codes):
            box = QComboBox()
            box.setAccessibleName(label)
            box.addItem(self.tr("— nothing —"), None)
            for value, text in options:
                box.addItem(text or self.tr("(empty)"), value)
            box.setCurrentIndex(max(0, box.findData(line.values.get(code))) if code in line.values else 0)
            box.activated.connect(self._pairs_chosen)
            said = QLabel(label)
            mark(said, "muted")
            self.pairs.addWidget(said, n // 2, (n % 2) * 2)
            self.pairs.addWidget(box, n // 2, (n % 2) * 2 + 1)
            self.boxes[code] = box
        for column in (1, 3):
            self.pairs.setColumnStretch(column, 1)

    def _kind_chosen(self) -> None:
        self.model.change(self.row, kind=Kind(self.kind.currentData()), theirs="", values={})
        self._show_line()

    def _theirs_chosen(self) -> None:
        line = self.model.rows[self.row]
        theirs = self.theirs.currentData()
        self.model.change(self.row, theirs=theirs, values=line.values if theirs == line.theirs else {})
        self._show_pairs(self.model.rows[self.row])

    def _way_chosen(self) -> None:
        self.model.change(self.row, direction=Direction(self.way.currentData()))

    def _pairs_chosen(self) -> None:
        values = {code: box.currentData() for code, box in self.boxes.items() if box.currentIndex() > 0}
        self.model.change(self.row, values=values)
