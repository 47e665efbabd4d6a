"""`sdrdesk review`: qualifications read and remarked on, bundles there and back, from the command line."""

import json

import pytest

from sdrdesk.__main__ import main

NOW = "2026-11-24T10:00:00+01:00"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs one verb on a workspace: its JSON and its exit status."""
    monkeypatch.setenv("SDRDESK_NOW", NOW)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run_(*arguments, status=0, lang="en", plain=False, workspace=tmp_path / "w.sdrdesk"):
        words = [str(a) for a in arguments]
        got = main(["--workspace", str(workspace), "--lang", lang, *words, *([] if plain else ["--json"])])
        said = capsys.readouterr()
        assert got == status, said.err
        return said.out if plain else json.loads(said.out)

    return run_


@pytest.fixture
def decided(run):
    lead = run("add", "last_name=Durand", "company=Atelier", "phone=0612345678")["lead"]
    run("answer", lead, "authority", "decides", "--evidence", "she signs")
    run("decide", lead, "later", "--reason", "timing")
    return lead


def test_a_review_is_done_from_the_command_line(run, decided):
    listed = run("review", "list", "--reviewed", "no", "--grid", "bant@1")
    assert (listed["found"], listed["qualifications"][0]["lead"]) == (1, decided)
    assert run("review", "list", "--grid", "bant/1", "--since", "2026-11-24", "--until", "2026-11-24") == listed
    assert run("review", "list", "--until", "2026-11-24T09:00")["found"] == 0
    decision = listed["qualifications"][0]["decision_id"]
    said = run("review", "remark", decision, "comment", "--text", "Which budget?")
    assert [r["text"] for r in said["remarks"]] == ["Which budget?"]
    run("review", "rewrite", said["remarks"][0]["id"], "Which budget, and whose?")
    run("review", "correct", decision, "authority", "influences", "--why", "her manager signs")
    shown = run("review", "show", decision)
    assert [(r["kind"], r["text"]) for r in shown["remarks"]] == [
        ("comment", "Which budget, and whose?"), ("correction", "her manager signs"),
    ]  # fmt: skip
    answer = next(a for a in shown["answers"] if a["criterion"] == "authority")
    assert (answer["value"], answer["evidence"], answer["changed_since"]) == ("decides", "she signs", True)
    run("review", "withdraw", shown["remarks"][0]["id"])
    assert "her manager signs" in run("review", "show", decision, plain=True)
    assert run("review", "list", "--reviewed", "no")["found"] == 0
    assert run("review", "show", "f00", status=1)["error"]["title"] == "There is no such qualification"


def test_a_bundle_goes_there_and_back_from_the_command_line(run, decided, tmp_path):
    phrase = tmp_path / "phrase"
    phrase.write_text("correct horse\n")
    lock = ("--passphrase-from", phrase)
    written = run("review", "export", tmp_path / "b.sdrreview", *lock)
    assert (written["leads"], written["decisions"], written["locked"]) == (1, 1, True)
    assert run("review", "open", tmp_path / "b.sdrreview", status=1)["error"]["title"] == "This review bundle is locked"
    there = run("review", "open", tmp_path / "b.sdrreview", "--folder", tmp_path / "r", *lock)["workspace"]
    decision = run("review", "list", workspace=there)["qualifications"][0]["decision_id"]
    run("review", "remark", decision, "disagree", "--value", "too_early", workspace=there)
    run("review", "export", tmp_path / "a.sdrreview", workspace=there)
    merged = run("review", "merge", tmp_path / "a.sdrreview")
    assert (merged["added"], merged["told"]) == ({"remark": 1}, [])
    assert run("review", "merge", tmp_path / "a.sdrreview")["operation"] is None
    assert "rien de nouveau" in run("review", "merge", tmp_path / "a.sdrreview", lang="fr", plain=True)
    assert run("review", "list", "--reviewed", "yes")["found"] == 1


def test_writing_says_how_many_leads_added_in_the_review_stay_there_and_that_all_can_read_it(run, decided, tmp_path):
    run("review", "export", tmp_path / "b.sdrreview")
    there = run("review", "open", tmp_path / "b.sdrreview", "--folder", tmp_path / "r")["workspace"]
    assert run("review", "export", tmp_path / "a.sdrreview", workspace=there)["made_here"] == 0
    run("add", "last_name=Seule", "phone=0655443322", workspace=there)
    written = run("review", "export", tmp_path / "a.sdrreview", workspace=there)
    assert (written["leads"], written["made_here"]) == (1, 1)
    said = run("review", "export", tmp_path / "a.sdrreview", workspace=there, plain=True)
    assert said.startswith("1 lead, 1 qualification, 0 remarks → ")
    assert "1 lead added in this review stays here" in said
    assert "it has no pass phrase" in said


def test_a_file_without_a_pass_phrase_is_told_as_such_and_nothing_is_written(run, decided, tmp_path):
    phrase = tmp_path / "phrase"
    phrase.write_text("\nsecond line\n")
    error = run("review", "export", tmp_path / "b.sdrreview", "--passphrase-from", phrase, status=1)["error"]
    assert error["title"] == "There is no pass phrase in the file"
    assert not (tmp_path / "b.sdrreview").exists()


def test_a_lead_erased_meanwhile_is_named_by_its_id(run, decided, tmp_path):
    run("review", "export", tmp_path / "b.sdrreview")
    there = run("review", "open", tmp_path / "b.sdrreview", "--folder", tmp_path / "r")["workspace"]
    run("review", "export", tmp_path / "a.sdrreview", workspace=there)
    (lead,) = (row["id"] for row in run("leads"))
    run("erase", lead)
    merged = run("review", "merge", tmp_path / "a.sdrreview")
    assert (merged["gone"], merged["gone_leads"]) == (1, [lead])
    assert lead in run("review", "merge", tmp_path / "a.sdrreview", plain=True)


def test_the_leads_of_a_bundle_are_those_whose_qualifications_fit(run, decided, tmp_path):
    other = run("add", "last_name=Petit", "phone=0655443322")["lead"]
    run("decide", other, "never", "--reason", "price")
    assert run("review", "export", tmp_path / "b.sdrreview", "--decision", "never")["leads"] == 1
    assert run("review", "export", tmp_path / "b.sdrreview")["leads"] == 2
    error = run("review", "export", tmp_path / "b.sdrreview", "--who", "Nobody", status=1)["error"]
    assert error["title"] == "No lead to write"
