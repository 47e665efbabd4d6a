"""Grids of a workspace: drafts, copies, files, publishing; old verdicts keep the version that made them."""

import json
import tomllib
from datetime import date, timedelta

import pytest

from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import shipped_grids
from sdrdesk.core.operations import grid_versions, qualification
from sdrdesk.core.operations.queue import place_all_anew
from sdrdesk.core.operations.standings import gather
from sdrdesk.core.store import grids as grid_store
from sdrdesk.core.words import Words

BANT = tomllib.loads(shipped_grids()["bant"])


def edited(**values):
    return {**BANT, **values}


def entry(desk, grid_id="bant"):
    return next(e for e in grid_versions.grid_library(desk.workspace) if e.id == grid_id)


def stored_version(desk, version):
    with desk.workspace.store.read() as tx:
        return grid_store.grid_content(tx, "bant", version)


def test_the_library_holds_every_shipped_grid_the_one_in_use_first(desk):
    found = grid_versions.grid_library(desk.workspace)
    assert {e.id for e in found} == set(shipped_grids())
    assert [e.id for e in found if e.in_use] == [found[0].id]
    assert all(len(e.versions) == 1 and e.versions[0].who == "" for e in found)


def test_a_draft_is_kept_with_its_faults_and_judges_nobody(desk):
    lead = desk.add()
    before = qualification.assessment_of(desk.workspace, lead)[0]
    raw = edited(thresholds={"now": 10, "later": 20})
    grid_versions.save_grid_draft(desk.workspace, "bant", raw, 1)
    assert grid_versions.draft_of(desk.workspace, "bant") == (raw, 1)
    assert entry(desk).has_draft
    assert qualification.assessment_of(desk.workspace, lead)[0] == before
    grid_versions.discard_grid_draft(desk.workspace, "bant")
    assert grid_versions.draft_of(desk.workspace, "bant") == (BANT, 1)


def test_a_grid_with_faults_is_not_published(desk):
    with pytest.raises(UserError) as caught:
        grid_versions.publish_grid(desk.workspace, edited(thresholds={"now": 10, "later": 20}))
    assert caught.value.code == "bad_grid"
    assert len(entry(desk).versions) == 1


def test_publishing_makes_the_next_version_and_ends_the_draft(desk):
    raw = edited(thresholds={"now": 80, "later": 40}, agreed_by=["Zoé", "Max"])
    grid_versions.save_grid_draft(desk.workspace, "bant", raw, 1)
    grid, changes = grid_versions.publish_grid(desk.workspace, raw)
    assert (grid.version, grid.now, grid.agreed_by) == (2, 80, ("Zoé", "Max"))
    assert changes.grids
    assert changes.queue
    assert desk.workspace.grid == grid
    found = entry(desk)
    assert [v.grid.version for v in found.versions] == [2, 1]
    assert found.versions[0].who == desk.workspace.who
    assert not found.has_draft


def test_a_version_published_is_never_rewritten(desk):
    first = stored_version(desk, 1)
    for now in (80, 85):
        grid_versions.publish_grid(desk.workspace, edited(thresholds={"now": now, "later": 40}))
    assert stored_version(desk, 1) == first
    assert [tomllib.loads(stored_version(desk, v))["thresholds"]["now"] for v in (2, 3)] == [80, 85]


def test_a_published_grid_changes_no_verdict_already_given_and_every_one_to_come(desk):
    lead = desk.add()
    done = qualification.decide(desk.workspace, lead, Decision.LATER)
    raw = edited(thresholds={"now": 99, "later": 98})
    published, _changes = grid_versions.publish_grid(desk.workspace, raw)
    while place_all_anew(desk.workspace):
        pass
    with desk.workspace.store.read() as tx:
        (decision,) = gather(tx, desk.workspace, [lead])[lead].decisions
    assert (decision.grid, decision.grid_version) == ("bant", 1)
    assert json.loads(decision.assessment) == qualification.assessment_json(
        qualification.assess(desk.workspace.grid_of("bant", 1), *qualification.facts_from(json.loads(decision.facts)))
    )
    assert qualification.assessment_of(desk.workspace, lead)[0].grid_version == published.version == 2
    assert done.assessment.grid_version == 1


def test_publishing_is_one_act_in_the_journal_and_is_not_taken_back_by_ctrl_z(desk):
    lead = desk.add()
    grid_versions.publish_grid(desk.workspace, edited(review_by=date(2028, 1, 1)))
    from sdrdesk.core.operations.undo import undo_last

    assert undo_last(desk.workspace).verb == "add"
    assert entry(desk).versions[0].grid.version == 2
    assert lead


def test_a_copy_is_edited_as_a_grid_of_its_own(desk):
    name = {"en": "Our BANT", "fr": "Notre BANT"}
    copy = grid_versions.copy_grid(desk.workspace, "bant", name)
    again = grid_versions.copy_grid(desk.workspace, "bant", name)
    assert (copy, again) == ("our_bant", "our_bant_2")
    raw, based_on = grid_versions.draft_of(desk.workspace, copy)
    assert (raw["name"], based_on) == (name, 0)
    assert not entry(desk, copy).versions
    grid, changes = grid_versions.publish_grid(desk.workspace, raw)
    assert (grid.id, grid.version) == ("our_bant", 1)
    assert not changes.queue  # it judges nobody yet
    assert grid_versions.use_grid(desk.workspace, copy).queue
    assert desk.workspace.grid == grid


def test_a_copy_put_in_use_keeps_what_was_answered_on_the_grid_it_was_made_from(desk):
    lead, other = desk.add(last_name="A"), desk.add(last_name="B")
    qualification.answer_criterion(desk.workspace, lead, "need", "blocking", "onze pour cent de rebuts")
    qualification.override_criterion(desk.workspace, lead, "sector", "a group of ours")
    copy = grid_versions.copy_grid(desk.workspace, "bant", {"en": "Ours", "fr": "La nôtre"})
    raw, _based_on = grid_versions.draft_of(desk.workspace, copy)
    grid_versions.publish_grid(desk.workspace, {**raw, "criterion": [c for c in raw["criterion"] if c["id"] != "size"]})
    before = qualification.assessment_of(desk.workspace, lead)[1]
    grid_versions.use_grid(desk.workspace, copy)
    facts = qualification.assessment_of(desk.workspace, lead)[1]
    assert (facts.answers, facts.overrides) == (before.answers, before.overrides)
    assert qualification.assessment_of(desk.workspace, other)[1].answers == {}
    # What was learnt under either grid since stays with it: nothing is overwritten on the way back.
    qualification.answer_criterion(desk.workspace, lead, "need", "vague")
    grid_versions.use_grid(desk.workspace, "bant")
    assert qualification.assessment_of(desk.workspace, lead)[1].answers["need"] == "blocking"


def test_another_framework_takes_over_only_what_it_asks_in_the_same_way(desk):
    lead = desk.add()
    qualification.answer_criterion(desk.workspace, lead, "need", "blocking")
    qualification.answer_criterion(desk.workspace, lead, "sector", "target")
    grid_versions.use_grid(desk.workspace, "meddic")
    answers = qualification.assessment_of(desk.workspace, lead)[1].answers
    assert "need" not in answers  # MEDDIC asks for the pain
    assert answers.get("sector") == "target"


def test_what_is_exported_comes_in_elsewhere_with_its_version(desk, new_desk, tmp_path):
    for now in (80, 85):
        grid_versions.publish_grid(desk.workspace, edited(thresholds={"now": now, "later": 40}))
    path = tmp_path / "ours.toml"
    grid_versions.export_grid(desk.workspace, "bant", path)
    other = new_desk()
    assert grid_versions.import_grid(other.workspace, path) == "bant"
    grid, _changes = grid_versions.publish_grid(other.workspace, grid_versions.draft_of(other.workspace, "bant")[0])
    assert grid == desk.workspace.grid
    assert grid.version == 3


def test_a_faulty_file_comes_in_as_a_draft_to_be_mended(desk, tmp_path):
    path = tmp_path / "g.toml"
    path.write_text(shipped_grids()["bant"].replace("now = 70", "now = 7"), encoding="utf-8")
    grid_versions.import_grid(desk.workspace, path)
    assert grid_versions.draft_of(desk.workspace, "bant")[0]["thresholds"]["now"] == 7
    with pytest.raises(UserError) as caught:
        grid_versions.import_grid(desk.workspace, path)
    assert caught.value.code == "grid_being_edited"


@pytest.mark.parametrize(
    ("content", "code"),
    [("not toml [", "bad_grid"), ("format = 1", "bad_grid"), (shipped_grids()["bant"], "grid_known")],
)
def test_a_file_that_is_no_grid_or_says_nothing_new_is_refused_in_words(desk, tmp_path, content, code):
    path = tmp_path / "g.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        grid_versions.import_grid(desk.workspace, path)
    assert caught.value.code == code
    assert all(Words(language).error(caught.value)[1] for language in ("en", "fr"))
    assert not entry(desk).has_draft


def test_the_review_day_reminds_when_it_has_come(desk):
    today = desk.workspace.now().date()
    grid_versions.publish_grid(desk.workspace, edited(review_by=today + timedelta(days=1)))
    assert grid_versions.review_due(desk.workspace) is None
    grid, _changes = grid_versions.publish_grid(desk.workspace, edited(review_by=today))
    assert grid_versions.review_due(desk.workspace) == (grid, today)
    assert entry(desk).review_due(today)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", shipped_grids())
def test_the_definition_says_every_criterion_threshold_and_elimination(desk, name, language):
    grid, words = desk.workspace.grid_of(name), Words(language)
    page = grid_versions.definition(grid, words, date(2026, 11, 22))
    text = page.replace("&#x27;", "'").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    for criterion in grid.criteria:
        if grid.maxima()[criterion.id]:
            assert criterion.label[language] in text
            assert criterion.question[language] in text
        for step in criterion.steps:
            if step.eliminates:
                assert words.text("reason", step.eliminates) in text
    assert grid.good_lead[language] in text
    assert f" {grid.now} points" in text
    assert ("in force since" in text) or ("en vigueur depuis" in text)
