"""`sdrdesk calibrate`: its JSON, its words, the file it writes, and that it applies nothing."""

import json

import pytest

from sdrdesk.__main__ import main
from sdrdesk.core.domain.calibration import Goal
from sdrdesk.core.exchange.grid_file import read_grid
from sdrdesk.core.operations.calibration import Finding, Kept
from sdrdesk.core.operations.calibration_cases import KNOWN_SINCE, ROWS_LEFT_OUT
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.words import Words
from tests.operations.calibration_history import hand_over
from tests.operations.test_calibration import history, published, team_grid
from tests.support import desk_at


@pytest.fixture
def answered(tmp_path, request):
    """A workspace with as many answered hand-offs as the test says."""
    path = tmp_path / "team.sdrdesk"
    desk = desk_at(path)
    grid = published(desk.workspace, team_grid())
    hand_over(desk.workspace, grid, history(desk, request.param))
    desk.workspace.store.close()
    return path


def run(capsys, path, *arguments, lang="en"):
    status = main(["--workspace", str(path), "--lang", lang, "calibrate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize("answered", [200], indirect=True)
def test_it_says_what_it_proposes_and_writes_it_where_it_is_told(answered, capsys, tmp_path):
    file = tmp_path / "next.toml"
    status, out, _err = run(capsys, answered, "--write", file, "--json")
    said = json.loads(out)
    assert (status, said["finding"], said["outcomes"], said["file"]) == (0, "proposed", 200, str(file))
    assert said["grid"] == {"id": "team", "version": 1}
    assert said["proposal"]["auc"] > said["card"]["auc"]
    assert said["proposal"]["n"] == said["card"]["n"] == 120
    grid, faults = read_grid(file.read_text(encoding="utf-8"))
    assert faults == ()
    assert grid.version == 2
    for row in said["criteria"]:
        criterion = grid.criterion(row["criterion"])
        assert criterion.weights["medium"] == row["weight"]["after"]
        assert [s.percent for s in criterion.steps] == [a["percent"]["after"] for a in row["answers"]]
    workspace = open_workspace(answered, "Alix")
    assert workspace.grid.version == 1
    workspace.store.close()


@pytest.mark.parametrize("answered", [200], indirect=True)
def test_the_lines_say_every_figure_with_its_n_in_french_too(answered, capsys):
    status, out, _err = run(capsys, answered, "--grid", "team", lang="fr")
    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("200 résultats, ")
    assert any(line.startswith("La grille actuelle\u202f: AUC 0,") and line.endswith("(n = 120)") for line in lines)
    assert any(line.startswith("Seuil de «\u202fmaintenant\u202f»\u202f: 70 → ") for line in lines)


@pytest.mark.parametrize("answered", [20], indirect=True)
def test_with_too_few_outcomes_nothing_is_written_and_the_reason_is_said(answered, capsys, tmp_path):
    status, out, _err = run(capsys, answered, "--json")
    assert (status, json.loads(out)["message"]) == (0, "Not enough outcomes: 20 of the 50 it takes")
    status, out, err = run(capsys, answered, "--write", tmp_path / "next.toml")
    assert (status, (tmp_path / "next.toml").exists()) == (1, False)
    assert "Not enough outcomes: 20 of the 50 it takes." in err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_a_calibration_can_say_has_words(language):
    words = Words(language)
    assert set(words.codes("calibration_finding")) == {f.value for f in Finding}
    assert set(words.codes("calibration_kept")) == {k.value for k in Kept}
    assert set(words.codes("calibration_left_out")) == {*ROWS_LEFT_OUT, *KNOWN_SINCE}
    for table in ("calibration_goal", "calibration_good"):
        assert set(words.codes(table)) == {g.value for g in Goal}
