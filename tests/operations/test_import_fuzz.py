"""Any file at all: every row read has one fate, a refused one its line and reason, and only a UserError is raised."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.table_file import table_form, table_rows
from sdrdesk.core.operations.import_choices import DATE_ORDERS, ERASABLE
from sdrdesk.core.operations.imports import (
    FATES,
    FIXABLE,
    Choices,
    Policy,
    apply_import,
    distinct_values,
    look_at,
    plan_import,
    problem_sentence,
    remember_choices,
    write_refused,
)
from sdrdesk.core.operations.leads import count_leads
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.words import Words

HEADERS = st.sampled_from([
    "Nom", "Prénom", "Name", "Email", "E-mail 2", "Téléphone", "Mobile", "Société", "SIREN", "SIRET", "Code NAF",
    "Effectif", "Pays", "Ville", "Source", "Créé le", "Notes", "Ne pas appeler", "ID", "id", "Owner", "Coût", "Truc",
    "", "Refused line", "grid_version",
])  # fmt: skip
CELLS = st.one_of(
    st.sampled_from([
        "", "", "", "Martin", "MARTIN", "jean-pierre", "a@x.fr", "A@X.FR", "b@x", "0612345678", "+33 6 12 34 56 78",
        "6.12346E+08", "33612345678.0", "Atelier SAS", "ATELIER", "732 829 320 00074", "6201Z", "20 à 49 salariés",
        "12", "NN", "webinar", "Demande de démo", "03/04/2026", "13/04/2026", "04/13/2026", "46123", "France", "Narnie",
        "oui", "non", "=1+1", "'=x", '"', 'a"b', "x\ny", "\x00", "\ud7ff", "é" * 300,
    ]),
    st.text(max_size=12),
)  # fmt: skip
TABLES = st.tuples(
    st.tuples(st.sampled_from(["Nom", "Email", "Raison sociale"]), st.lists(HEADERS, max_size=8)),
    st.lists(st.lists(CELLS, max_size=10), min_size=1, max_size=8),
)


@st.composite
def files(draw):
    """A CSV as somebody's program may have written it, sometimes broken in a place or two."""
    (naming, others), rows = draw(TABLES)
    header = draw(st.permutations([naming, *others]))
    text = io.StringIO()
    title = draw(st.sampled_from(["", "", "", "Liste 2026\n", "sep=;\n"]))
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t|")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerow(header)
    writer.writerows(rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]))
    content = (title + text.getvalue()).encode(encoding, "replace")
    for place in draw(st.lists(st.integers(0, len(content)), max_size=2)):
        content = content[:place] + draw(st.sampled_from([b'"', b"\x00", b"\n", b"\xff", b";"])) + content[place:]
    return content


CHOICES = st.builds(
    Choices,
    policy=st.sampled_from(list(Policy)),
    country=st.sampled_from(["", "US", "FR"]),
    dates=st.sampled_from(["", "", *DATE_ORDERS]),
    columns=st.dictionaries(
        st.integers(0, 9), st.sampled_from(["", "company", "last_name", "notes", "siren"]), max_size=2
    ),
    values=st.dictionaries(st.sampled_from(FIXABLE), st.dictionaries(CELLS, CELLS, max_size=2), max_size=2),
    wins=st.dictionaries(st.sampled_from(ERASABLE), st.sampled_from(["kept", "file"]), max_size=3),
    erase=st.frozensets(st.sampled_from(ERASABLE), max_size=3),
)


def adds_up(desk, path, choices):
    """Import a file and take it back; the rows that were read, by an eye of its own, are the sum of the fates."""
    workspace = desk.workspace
    before = count_leads(workspace)
    remember_choices(workspace, look_at(workspace, path).form, choices)
    plan = plan_import(workspace, path, choices)
    try:
        assert set(plan.counts) == set(FATES)
        assert sum(plan.counts.values()) == sum(1 for _row in table_rows(path, table_form(path)))
        refused = plan.scratch.page(1, 1_000, ("refused",))
        assert len(refused) == plan.counts["refused"]
        assert all(row.line > 0 and row.why for row in refused)
        assert all(problem_sentence(p, Words(language)) for p in plan.problems() for language in ("en", "fr"))
        assert write_refused(plan, path.with_suffix(".refused"), Words("fr")) == len(refused)
        done = apply_import(workspace, plan)
    finally:
        plan.close()
    assert count_leads(workspace) == before + done.counts["created"]
    for column in FIXABLE[:3]:
        distinct_values(workspace, path, choices, column)
    if done.counts["created"] % 2:
        undo_operation(workspace, done.operation)
        assert count_leads(workspace) == before


def tried(desk, path, content, choices):
    path.write_bytes(content)
    try:
        adds_up(desk, path, choices)
    except UserError as error:
        said = [text for language in ("en", "fr") for text in Words(language).error(error)]
    else:
        return
    assert all(said)


@given(content=files(), choices=CHOICES)
@many(max_examples=100)
def test_any_file_adds_up_to_its_fates(desk, tmp_path, content, choices):
    tried(desk, tmp_path / "any.csv", content, choices)


@pytest.mark.long
@given(content=st.one_of(files(), files(), files(), st.binary(max_size=400)), choices=CHOICES)
@many(max_examples=1_000)
def test_a_thousand_files_add_up_to_their_fates(desk, tmp_path, content, choices):
    tried(desk, tmp_path / "any.csv", content, choices)
