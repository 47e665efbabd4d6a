"""The command line (formats, section 5): every verb, its JSON, its exit status, and no window loaded."""

import json
import os
import subprocess
import sys
import tomllib

import pytest

from sdrdesk.__main__ import main
from sdrdesk.core.operations.grid_versions import publish_grid
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.store.activities import calls_of
from tests.domain.grids import criterion, option
from tests.domain.test_cadence import GOOD as CADENCE_FILE
from tests.operations.test_calling import OWN as OWN_RULE
from tests.support import ROOT, write_leads, write_rows

NOW = "2026-11-24T10:00:00+01:00"
LEAD_KEYS = {
    "first_name", "last_name", "job_title", "email", "phone", "mobile", "linkedin", "company", "domain", "industry",
    "naf", "employees", "siren", "country", "region", "city", "postal_code", "source", "source_date", "cost", "tags",
    "notes", "external_id", "id", "stage", "temperature", "decision", "route", "reason", "score", "open", "grid",
    "grid_version", "next_date", "owner", "last_call", "attempts", "standing",
}  # fmt: skip
ASSESSMENT_KEYS = {"grid", "state", "leaning", "earned", "open", "lost", "eliminated_by", "unsafe", "flags",
                   "next_question", "suggested_route", "rows"}  # fmt: skip
STANDING_KEYS = {"state", "code", "until", "why"}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs one verb on a workspace: its JSON (or text) and its exit status."""
    monkeypatch.setenv("SDRDESK_NOW", NOW)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run_(*arguments, status=0, lang="en", plain=False, workspace=tmp_path / "w.sdrdesk"):
        words = [str(a) for a in arguments]
        got = main(["--workspace", str(workspace), "--lang", lang, *words, *([] if plain else ["--json"])])
        out, err = capsys.readouterr()
        assert got == status, (out, err)
        assert bool(err) == (status == 1 and not out.startswith('{\n "ok"'))
        return out if plain else json.loads(out)

    return run_


@pytest.fixture
def lead(run):
    return run("add", "last_name=Martin", "phone=0612345678", "company=Atelier")["lead"]


def test_add_and_show(run, lead):
    shown = run("show", lead[:30])
    assert set(shown) >= LEAD_KEYS
    assert set(shown["standing"]) == STANDING_KEYS
    assert (shown["id"], shown["phone"], shown["phone_given"]) == (lead, "+33612345678", "0612345678")
    assert shown["standing"] == {"state": "due", "code": "never_called", "until": None,
                                 "why": shown["standing"]["why"]}  # fmt: skip


def test_import_says_what_became_of_each_row(run, tmp_path):
    path = write_leads(tmp_path / "a.csv", {"last_name": "Martin", "phone": "12", "colour": "red"}, {"last_name": ""})
    path.write_text(path.read_text() + ",x@y.fr,\n,,red\n")
    got = run("import", path, "--dry-run")
    assert set(got) == {"operation", "rows", "created", "updated", "unchanged", "skipped", "refused", "problems",
                        "unmapped"}  # fmt: skip
    assert (got["operation"], got["rows"], got["created"], got["refused"]) == (None, 3, 2, 1)
    assert got["unmapped"] == ["colour"]
    assert all(set(p) == {"line", "column", "code", "message"} for p in got["problems"])
    assert [(p["line"], p["column"], p["code"]) for p in got["problems"]] == [
        (2, "phone", "bad_phone"), (4, "phone", "bad_phone"), (5, "", "names_nobody"),
    ]  # fmt: skip
    assert run("leads") == []
    done = run("import", path)
    assert done["operation"]
    assert len(run("leads")) == 2
    again = run("import", path, "--policy", "skip")
    assert (again["created"], again["skipped"]) == (0, 2)
    assert run("undo", done["operation"]) == {"undone": 2, "kept": []}
    assert run("leads") == []


def test_import_is_told_columns_dates_and_what_blanks_erase_and_writes_what_it_refused(run, tmp_path):
    run("import", write_leads(tmp_path / "a.csv", {"last_name": "Martin", "email": "m@x.fr", "city": "Lyon"}))
    rows = [["Martin", "m@x.fr", "", "03/04/2026", "Atelier"], ["", "", "", "", ""], ["", "", "Nice", "", ""]]
    path = write_rows(tmp_path / "b.csv", ["Nom", "Email", "Ville", "Créé le", "a=b"], rows)
    got = run("import", path, "--map", "A=B=company", "--dates", "mdy", "--erase", "city", "--refused",
              tmp_path / "refused.csv")  # fmt: skip
    assert (got["updated"], got["refused"], got["refused_file"], got["unmapped"]) == (1, 1, 1, [])
    (lead,) = run("leads")
    assert (lead["company"], lead["city"], lead["source_date"]) == ("Atelier", "", "2026-03-04")
    assert "Nice" in (tmp_path / "refused.csv").read_text("utf-8-sig")
    left = run("import", path, "--map", "Ville=", "--dry-run")
    assert left["unmapped"] == ["Ville", "a=b"]


def test_import_names_a_header_or_column_that_is_not_there(run, tmp_path):
    path = write_leads(tmp_path / "a.csv", {"last_name": "Martin"})
    for given in (["--map", "Truc=company"], ["--map", "last_name=colour"], ["--erase", "notes"]):
        assert run("import", path, *given, status=1)["error"]["title"]


def test_import_names_the_columns_it_left_out(run, tmp_path):
    path = write_leads(tmp_path / "a.csv", {"last_name": "Martin", "colour": "red"})
    assert "left out: colour" in run("import", path, plain=True)


def test_import_is_told_the_line_of_the_header(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nom;Prénom\nX;Y\nPrénom;Nom\nPaul;Durand\n", encoding="utf-8")
    run("import", path, "--header-line", "3")
    assert [(lead["first_name"], lead["last_name"]) for lead in run("leads")] == [("Paul", "Durand")]


def test_import_is_told_encoding_and_delimiter(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Nom\tVille\tE-mail\nLefèvre\tNîmes; Gard\tl@x.fr\n".encode("mac-roman"))
    run("import", path, "--encoding", "mac-roman", "--delimiter", "tab")
    (lead,) = run("leads")
    assert (lead["last_name"], lead["city"]) == ("Lefèvre", "Nîmes; Gard")


@pytest.mark.parametrize("given", [("--encoding", "rot13"), ("--encoding", "klingon"), ("--delimiter", "||")])
def test_import_names_an_encoding_or_delimiter_that_there_is_not(run, tmp_path, given):
    path = write_leads(tmp_path / "a.csv", {"last_name": "Martin"})
    error = run("import", path, *given, status=1)["error"]
    assert given[1] in str(error)


def test_import_reads_numbers_of_the_country_said(run, tmp_path):
    run("import", write_leads(tmp_path / "a.csv", {"last_name": "A", "phone": "020 7946 0000"}), "--country", "gb")
    assert run("leads")[0]["phone"] == "+442079460000"


def test_a_signal_has_a_channel_and_a_detail_and_is_shown_then_removed(run, lead):
    run("signal", lead, "webinar", "--at", "2026-11-20T14:00", "--detail", "Quality 4.0")
    run("signal", lead, "demo_request", "--channel", "phone")
    shown = run("show", lead)["signals"]
    assert [(s["type"], s["channel"], s["detail"]) for s in shown] == [
        ("demo_request", "phone", ""), ("webinar", "event", "Quality 4.0"),
    ]  # fmt: skip
    assert shown[1]["at"] == "2026-11-20T14:00:00+01:00"
    assert "Demo request · phone" in run("show", lead, plain=True)
    removed = run("signals", "remove", shown[0]["id"])
    assert removed["lead"] == lead
    assert [s["type"] for s in run("show", lead)["signals"]] == ["webinar"]
    run("undo", removed["operation"])
    assert run("show", lead)["signals"] == shown


def test_a_file_of_signals_is_previewed_imported_and_taken_back(run, lead, tmp_path):
    header, rows = ["phone", "type", "date", "x"], [["06 12 34 56 78", "Webinar", "20/11/2026", ""],
                                                    ["06 99 99 99 99", "Webinar", "20/11/2026", ""]]  # fmt: skip
    path = write_rows(tmp_path / "signals.csv", header, rows)
    dry = run("signals", "import", path, "--dry-run")
    assert (dry["operation"], dry["unmapped"]) == (None, ["x"])
    assert run("show", lead)["signals"] == []
    done = run("signals", "import", path)
    counts = {"rows": 2, "added": 1, "known": 0, "not_found": 1, "refused": 0}
    assert {k: done[k] for k in counts} == {k: dry[k] for k in counts} == counts
    assert [(p["line"], p["code"]) for p in done["problems"]] == [(3, "signal_not_found")]
    assert [s["type"] for s in run("show", lead)["signals"]] == ["webinar"]
    assert run("signals", "import", path)["known"] == 1
    assert run("undo", done["operation"])["undone"] == 1
    assert run("show", lead)["signals"] == []
    assert "signals.csv:3" in run("signals", "import", path, plain=True)


def test_signal_moves_the_lead_up(run, lead):
    assert set(run("signal", lead, "demo_request", "--at", "2026-11-24T09:00")) == {"operation", "lead"}
    shown = run("show", lead)
    assert (shown["temperature"], shown["standing"]["code"]) == ("hot", "hot")


def test_leads_are_searched_and_cut(run, lead):
    for n in range(3):
        run("add", f"last_name=Durand{n}")
    assert [x["last_name"] for x in run("leads", "--search", "dur")] == ["Durand0", "Durand1", "Durand2"]
    assert len(run("leads", "--limit", 2)) == 2
    assert run("leads", "--search", "martin atel")[0]["id"] == lead
    assert run("leads", "--search", "nobody") == []


def test_leads_are_cut_by_any_field(run, lead):
    other = run("add", "last_name=Élise", "city=Saint-Étienne", "employees=50–99", "phone=0612345679")["lead"]
    run("signal", other, "webinar")

    def found(*conditions, **also):
        return [x["id"] for x in run("leads", *(part for c in conditions for part in ("--where", c)), **also)]

    assert found("city is saint-etienne") == found("employees at_least 50", "never called") == [other]
    assert found("city is_empty") == found("signal is_not webinar within 7 days") == [lead]
    assert found("employees at_least 51") == []
    refused = run("leads", "--where", "city is Lyon", "--where", "colour is red", status=1, lang="fr")["error"]
    assert refused["detail"].startswith("Condition 2, le champ\u202f: «\u202fcolour\u202f» n’est pas un champ")


def test_a_campaign_is_made_changed_listed_filled_and_worked(run, lead, tmp_path):
    script = tmp_path / "script.txt"
    script.write_text("Hello {first_name}\n", encoding="utf-8")
    made = run("campaign", "Fair", "--grid", "five")
    changed = run("campaign", "fair", "--script", script, "--cadence", "gentle")
    assert (changed["id"], changed["name"], changed["grid"], changed["cadence"], changed["script"]) == (
        made["id"], "Fair", "five", "gentle", "Hello {first_name}")  # fmt: skip
    path = write_leads(tmp_path / "a.csv", {"last_name": "Berger", "phone": "0612345670"})
    run("import", path, "--campaign", "fair")
    assert [(c["name"], c["leads"]) for c in run("campaigns")] == [("Fair", 1)]
    assert run("queue", "--campaign", "Fair")["counts"] == {"due": 1, "waiting": 0, "closed": 0}
    assert [d["lead"] for d in run("queue", "--campaign", "")["due"]] == [lead]
    assert len(run("queue")["due"]) == 2
    assert run("import", path, "--campaign", "nothing", status=1)["error"]["title"] == "There is no such campaign"
    assert run("campaign", "Fair", "--script", tmp_path / "none.txt", status=1)["error"]["title"]
    assert "Fair · five · 1" in run("campaigns", plain=True)


def test_saved_views_are_listed_and_opened(run, lead, tmp_path):
    from sdrdesk.core.domain.segment import Condition, SavedView
    from sdrdesk.core.operations.views import save_view
    from sdrdesk.core.operations.workspace import open_workspace

    workspace = open_workspace(tmp_path / "w.sdrdesk", "Alix")
    save_view(workspace, SavedView("", "Ateliers", "atel", (Condition("city", "is_empty"),)))
    workspace.store.close()
    run("add", "last_name=Martin", "company=Bureau", "phone=0612345678")
    (view,) = run("views")
    assert (view["name"], view["search"], view["conditions"]) == (
        "Ateliers", "atel", [{"field": "city", "test": "is_empty", "value": ""}])  # fmt: skip
    assert run("views", plain=True).strip() == "Ateliers · atel · City is empty"
    assert [x["id"] for x in run("leads", "--view", "ateliers")] == [lead]
    assert run("leads", "--view", "none", status=1)["error"]["title"] == "There is no such view"


def test_the_queue_has_its_counts_and_reasons(run, lead):
    got = run("queue")
    assert set(got) == {"at", "counts", "due"}
    assert got["counts"] == {"due": 1, "waiting": 0, "closed": 0}
    assert [set(d) for d in got["due"]] == [{"lead", "tier", "code", "why"}]
    assert (got["due"][0]["lead"], got["due"][0]["tier"], got["due"][0]["code"]) == (lead, 5, "never_called")
    assert got["at"] == "2026-11-24T10:00:00+01:00"
    night = run("queue", "--at", "2026-11-24T22:00")  # no offset: the workspace's
    assert (night["counts"], night["at"]) == ({"due": 0, "waiting": 1, "closed": 0}, "2026-11-24T22:00:00+01:00")
    assert run("queue", "--limit", 0)["due"] == []


def test_log_says_where_the_lead_stands(run, lead):
    got = run("log", lead, "callback_promised", "--until", "2026-11-24T15:00", "--note", "At three")
    assert set(got) == {"operation", "activity", "standing"}
    assert set(got["standing"]) == STANDING_KEYS
    assert (got["standing"]["state"], got["standing"]["code"]) == ("waiting", "promise")
    assert (
        got["standing"]["until"].startswith("2026-11-24T14:00:00+00:00") or "15:00:00+01:00" in got["standing"]["until"]
    )
    assert run("queue", "--at", "2026-11-24T14:59:59")["counts"]["due"] == 0
    assert run("queue", "--at", "2026-11-24T15:00:00")["due"][0]["tier"] == 1
    assert run("show", lead)["notes"] == "At three"
    later = run("log", lead, "callback_later", "--until", "2026-11-30")
    assert later["standing"]["state"] == "waiting"


@pytest.mark.parametrize(
    ("whose", "owner"), [([], "Bea"), (["--owner", "Bo"], "Bo"), (["--anyone"], "")], ids=["mine", "named", "anyone"]
)
def test_log_says_whose_call_back_it_is(run, lead, tmp_path, whose, owner):
    settings = tmp_path / "config" / "sdrdesk" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"name": "Bea"}')
    got = run("log", lead, "callback_promised", "--until", "2026-11-24T15:00", *whose)
    assert (got["standing"]["code"], got["standing"]["until"][11:16]) == ("promise", "15:00")
    assert run("queue", "--at", "2026-11-24T15:14:59")["counts"]["due"] == (0 if owner == "Bo" else 1)
    assert run("queue", "--at", "2026-11-24T15:15")["counts"]["due"] == 1
    opened = open_workspace(tmp_path / "w.sdrdesk", "Bea")
    with opened.store.read() as tx:
        assert [c.owner for c in calls_of(tx, [lead])[lead]] == [owner]
    opened.store.close()


def test_log_says_which_number_was_wrong(run):
    lead = run("add", "last_name=Deux", "phone=0199001001", "mobile=0639981001")["lead"]
    run("log", lead, "wrong_number", "--number", "06 39 98 10 01")
    assert run("log", lead, "no_answer")["standing"]["state"] == "waiting"  # the first is right still
    error = run("log", lead, "wrong_number", "--number", "0199001009", status=1)["error"]
    assert "+33 6 39 98 10 01" in error["detail"]
    run("log", lead, "wrong_number")
    assert run("show", lead)["standing"]["code"] == "nothing_to_dial"


def test_log_takes_a_call_made_earlier(run, lead):
    got = run("log", lead, "no_answer", "--at", "2026-11-20T10:00")
    assert got["standing"] == {"state": "due", "code": "retry", "until": None, "why": got["standing"]["why"]}
    assert run("show", lead)["last_call"] == "2026-11-20T10:00:00+01:00"


def test_answers_overrides_and_decisions_return_the_verdict(run, lead):
    got = run("answer", lead, "need", "blocking", "--evidence", "“it stops us”")
    assert set(got) == {"operation", "assessment"}
    assert set(got["assessment"]) == ASSESSMENT_KEYS
    assert set(got["assessment"]["rows"][0]) == {"criterion", "family", "max", "earned", "open", "lost", "status"}
    assert got["assessment"]["earned"] == 220
    assert run("answer", lead, "size", "50")["assessment"]["earned"] == 290
    assert run("answer", lead, "size", "unknown")["assessment"]["earned"] == 220
    assert run("answer", lead, "timing", "2027-01-01")["assessment"]["earned"] == 360
    got = run("answer", lead, "authority", "cannot")["assessment"]
    assert got["eliminated_by"] == [{"criterion": "authority", "reason": "cannot_decide"}]
    assert run("override", lead, "authority", "--reason", "her manager joins")["assessment"]["eliminated_by"] == []
    done = run("decide", lead, "later", "--until", "2026-12-24", "--reason", "timing")
    assert set(done) == {"operation", "assessment"}
    shown = run("show", lead)
    assert (shown["decision"], shown["route"], shown["reason"], shown["standing"]["code"]) == (
        "later", "nurture", "timing", "nurture",
    )  # fmt: skip
    assert run("undo", done["operation"])["undone"] > 0
    assert run("show", lead)["decision"] == ""


def test_the_check_before_a_meeting_is_given_kept_and_shown(run, lead):
    assert run("show", lead)["check"] is None
    given = ("--check", "shared=the board = all of it", "--check", "deciders=unknown")
    run("decide", lead, "now", "--route", "meeting", *given)
    shown = run("show", lead)
    assert (shown["stage"], shown["route"]) == ("sql", "meeting")
    assert shown["check"]["complete"] is False
    assert shown["check"]["answers"] == {"shared": "the board = all of it", "deciders": None}
    assert "vérification incomplète" in run("show", lead, plain=True, lang="fr")
    run("decide", lead, "now", "--route", "meeting", *given, "--check", "unchanged=they lose the client")
    assert run("show", lead)["check"]["complete"] is True
    run("decide", lead, "now", "--route", "meeting")
    assert run("show", lead)["check"]["answers"] == {}
    assert "without the check" in run("show", lead, plain=True)


def test_a_lead_is_moved_to_another_stage_with_a_reason_and_back(run, lead):
    got = run("stage", lead, "sal", "--reason", "accepted by sales")
    assert (got["before"], got["stage"]) == ("lead", "sal")
    assert run("show", lead)["stage"] == "sal"
    assert run("undo", got["operation"])["undone"] == 1
    assert run("show", lead)["stage"] == "lead"
    assert run("stage", lead, "opportunity", "--reason", "x", plain=True, lang="fr").strip() == "Lead → Opportunité"


def test_assess_needs_no_workspace(run, tmp_path):
    request = {"now": NOW, "answers": {"need": "none"}, "overrides": [], "signals": [{"type": "webinar", "at": NOW}]}
    path = tmp_path / "request.json"
    path.write_text(json.dumps(request))
    got = run("assess", "--grid", "bant", "--answers", path, workspace=tmp_path / "never" / "made.sdrdesk")
    assert set(got) == ASSESSMENT_KEYS
    assert (got["grid"], got["state"]) == ({"id": "bant", "version": 1}, "never")
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"answers": {"luck": 1}}, "luck"),
        ({"answers": {"need": "perhaps"}}, "perhaps"),
        ({"signals": [{"type": "smoke", "at": NOW}]}, "smoke"),
        ({"overrides": ["luck"]}, "luck"),
        ({"answers": {"need": ["none"]}}, "answers"),
        ({"answers": []}, "answers"),
        ({"now": "yesterday"}, "now"),
        ({"now": "2026-11-22T10:00:00"}, "offset"),
        ({"answerz": {}}, "answerz"),
        ({"signals": [{"type": "webinar"}]}, "signals"),
        ({"signals": 3}, "signals"),
    ],
)
def test_assess_names_what_it_cannot_read(run, tmp_path, change, named):
    path = tmp_path / "request.json"
    path.write_text(json.dumps({"now": NOW, "answers": {}} | change))
    got = run("assess", "--grid", "bant", "--answers", path, status=1)
    assert named in got["error"]["detail"]


def grid_file(path, **changes):
    lines = ['format = 1', 'id = "mine"', "version = 1", 'level = "sales"', 'cycle = "short"',
             'name = { en = "Mine", fr = "Le mien" }', 'good_lead = { en = "x", fr = "x" }',
             "[thresholds]", f"now = {changes.get('now', 70)}", "later = 40", "[intent]", "share = 50",
             "[[criterion]]", 'id = "need"', 'family = "intent"', 'kind = "choice"', "weight = 1",
             'label = { en = "Need", fr = "Besoin" }', 'question = { en = "?", fr = "?" }',
             "[[criterion.option]]", 'id = "yes"', 'label = { en = "Yes", fr = "Oui" }', "percent = 100"]  # fmt: skip
    path.write_text("\n".join(lines) + changes.get("more", ""), encoding="utf-8")
    return path


def test_a_grid_file_is_replayed_on_what_was_decided(run, lead, tmp_path):
    for criterion_id, value in (("need", "blocking"), ("authority", "decides"), ("sector", "target")):
        run("answer", lead, criterion_id, value)
    run("decide", lead, "later")
    text = (ROOT / "resources" / "grids" / "bant.toml").read_text(encoding="utf-8")
    path = tmp_path / "new.toml"
    path.write_text(text.replace("now = 70", "now = 50"), encoding="utf-8")  # 22 + 18 + 10 points
    got = run("grid", "replay", path)
    assert {k: got[k] for k in ("of", "last", "examined", "changed", "leaning")} == {
        "of": "bant", "last": 500, "examined": 1, "changed": 0, "leaning": 1
    }  # fmt: skip
    assert (got["moves"]["open"]["open"], got["rows"][0]["lead"]) == (1, lead)
    assert got["rows"][0]["cause"]["code"] == "threshold_now"
    assert run("grid", "replay", path, "--last", "0")["examined"] == 0
    assert run("grid", "replay", path, "--last", "all", "--of", "champ")["left_out"]["other_grid"] == 1
    lines = run("grid", "replay", path, plain=True, lang="fr").splitlines()
    assert lines[0] == "1 qualification rejouée."
    assert lines[-1].endswith("s’atteint à 50 points au lieu de 70.")


def test_a_grid_named_by_its_id_is_the_one_of_the_workspace(run, lead, tmp_path):
    run("decide", lead, "later")
    workspace = open_workspace(tmp_path / "w.sdrdesk", "Alex")
    raw = tomllib.loads((ROOT / "resources" / "grids" / "bant.toml").read_text(encoding="utf-8"))
    publish_grid(workspace, raw)
    publish_grid(workspace, {**raw, "id": "ours", "version": 7})
    workspace.store.close()
    assert run("grid", "replay", "bant")["grid"] == {"id": "bant", "version": 2}
    assert run("grid", "replay", "ours", "--of", "bant")["grid"] == {"id": "ours", "version": 7}


def test_a_question_mark_says_that_an_answer_of_the_check_is_not_known(run, lead):
    run("decide", lead, "now", "--route", "meeting", "--check", "shared=?")
    assert run("show", lead)["check"]["answers"] == {"shared": None}


def test_a_grid_is_checked_and_its_faults_named(run, tmp_path):
    assert run("grid", "check", grid_file(tmp_path / "good.toml")) == {"ok": True, "faults": []}
    got = run("grid", "check", grid_file(tmp_path / "bad.toml", now=30), status=1)
    assert got["ok"] is False
    assert [set(f) for f in got["faults"]] == [{"where", "code", "message"}]
    assert (got["faults"][0]["where"], got["faults"][0]["code"]) == ("thresholds.later", "thresholds_order")
    got = run("grid", "check", grid_file(tmp_path / "torn.toml", more="\n["), status=1)
    assert got["faults"][0]["code"] == "toml_syntax"
    assert criterion("a", "intent", "choice", 1, option=[option("x", 1)])["id"] == "a"


def test_a_file_in_another_encoding_is_refused_with_its_line(run, tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes('format = 1\nname = "café"\n'.encode("latin-1"))
    for verb in (("grid", "check"), ("crm", "check"), ("assess", "--grid", "bant", "--answers")):
        error = run(*verb, path, status=1)["error"]
        assert (error["title"], "line 2" in error["detail"]) == ("The file is not written in UTF-8", True)


def test_cadences_and_calling_rules_are_checked_and_their_faults_named(run, tmp_path):
    for verb, folder in (("cadence", "cadences"), ("rule", "calling_rules")):
        files = sorted((ROOT / "resources" / folder).glob("*.toml"))
        assert len(files) >= 3
        for file in files:
            assert run(verb, "check", file) == {"ok": True, "faults": []}
        bad = tmp_path / "bad.toml"
        bad.write_text("format = 2", encoding="utf-8")
        got = run(verb, "check", bad, status=1)
        assert got["ok"] is False
        assert ("format", "unknown_format") in {(f["where"], f["code"]) for f in got["faults"]}
        assert all(f["message"] for f in got["faults"])


def test_a_cadence_and_a_calling_rule_of_one_s_own_are_kept_and_a_rule_dropped(run, lead, tmp_path):
    def until():
        return run("log", lead, "busy")["standing"]["until"]

    file = tmp_path / "mine.toml"
    file.write_text(CADENCE_FILE.replace('"mine"', '"default"'), encoding="utf-8")
    assert run("cadence", "keep", file) == {"cadence": "default"}
    assert until() == "2026-11-24T10:45:00+01:00"  # 45 minutes, as the file says
    file.write_text(OWN_RULE, encoding="utf-8")
    assert run("rule", "keep", file) == {"country": "FR", "kind": "professional"}
    other = run("add", "last_name=Autre", "phone=0612345679", "contact_kind=professional")["lead"]
    assert run("show", other)["standing"]["state"] == "due"  # ten on a Tuesday
    assert run("queue", "--at", "2026-11-24T14:00")["counts"]["due"] == 0
    assert run("rule", "drop", "FR", "professional") == {"country": "FR", "kind": "professional"}
    assert run("queue", "--at", "2026-11-24T14:00")["counts"]["due"] == 2


def test_the_grids_that_ship_are_listed_and_each_passes_its_check(run):
    files = sorted((ROOT / "resources" / "grids").glob("*.toml"))
    assert len(files) >= 11
    assert [g["id"] for g in run("grids")] == [file.stem for file in files]
    for file in files:
        assert run("grid", "check", file) == {"ok": True, "faults": []}


def test_export_says_how_many_rows_and_where(run, lead, tmp_path):
    for what, rows in (("leads", 1), ("qualifications", 0), ("activities", 0)):
        path = tmp_path / f"{what}.csv"
        assert run("export", path, "--what", what) == {"rows": rows, "file": str(path)}
        assert path.exists()
    assert run("import", tmp_path / "leads.csv")["unchanged"] == 1


def test_backup_restore_and_check(run, lead, tmp_path):
    copy = tmp_path / "copy.sdrdesk"
    assert run("backup", copy)["file"] == str(copy)
    run("add", "last_name=Later")
    run("restore", copy)
    assert [x["id"] for x in run("leads")] == [lead]
    assert run("check")["ok"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "zzz"),
        ("show", ""),
        ("undo", "zzz"),
        ("signal", "zzz", "webinar"),
        ("import", "none.csv"),
        ("add", "shoe_size=42"),
        ("add", "Martin"),
        ("add", "city=Lyon"),
        ("queue", "--at", "soon"),
        ("grid", "check", "none.toml"),
        ("cadence", "check", "none.toml"),
        ("cadence", "keep", "none.toml"),
        ("rule", "keep", "none.toml"),
        ("add", "last_name=Martin", "contact_kind=friend"),
        ("grid", "replay", "none.toml"),
        ("grid", "replay", "bant", "--of", "none"),
        ("assess", "--grid", "none", "--answers", "none.json"),
        ("assess", "--grid", "bant", "--answers", "none.json"),
        ("restore", "none.sdrdesk"),
        ("export", "out.txt"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_goes_wrong_is_one_error_in_json_and_words_on_stderr(run, arguments, lang):
    got = run(*arguments, status=1, lang=lang)
    assert set(got) == {"error"}
    assert set(got["error"]) == {"title", "detail", "hint"}
    assert all(got["error"].values())
    assert "{" not in "".join(got["error"].values()).replace("{'", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "LEAD", "callback_promised"),
        ("log", "LEAD", "callback_promised", "--until", "2026-11-01T10:00"),
        ("log", "LEAD", "busy", "--at", "2027-01-01"),
        ("answer", "LEAD", "luck", "1"),
        ("answer", "LEAD", "need", "perhaps"),
        ("override", "LEAD", "luck", "--reason", "x"),
        ("decide", "LEAD", "never", "--route", "meeting"),
        ("signal", "LEAD", "smoke"),
        ("stage", "LEAD", "sal", "--reason", " "),
        ("stage", "LEAD", "lead", "--reason", "x"),
        ("stage", "LEAD", "excluded", "--reason", "x"),
        ("decide", "LEAD", "now", "--check", "luck=yes"),
        ("signal", "LEAD", "webinar", "--at", "0001-01-01"),
        ("queue", "--at", "9999-12-31T23:59"),
        ("log", "LEAD", "callback_later", "--until", "9999-12-31"),
        ("template", "drop", "before"),
        ("rule", "drop", "FR", "professional"),
    ],
)
def test_an_act_that_cannot_be_is_an_error_too(run, lead, arguments):
    assert run(*(lead if a == "LEAD" else a for a in arguments), status=1)["error"]["title"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "1 to call · 0 waiting · 0 closed"), ("fr", "À appeler\u202f: 1 · en attente\u202f: 0 · clos\u202f: 0")],
)
def test_a_person_reads_sentences_and_no_structure(run, lead, lang, said):
    assert run("queue", plain=True, lang=lang).splitlines()[0] == said
    assert "{" not in run("show", lead, plain=True, lang=lang)


def test_a_meeting_decided_on_the_command_line_keeps_its_time_and_who_holds_it(run, lead, tmp_path):
    run("decide", lead, "now", "--route", "meeting", "--until", "2027-03-30T10:00", "--with", "Zoé Marchand")
    run("calendar", lead, tmp_path / "met.ics")
    said = (tmp_path / "met.ics").read_text(encoding="utf-8")
    assert "20270330T080000Z" in said
    assert "Zoé Marchand" in said


def test_a_merged_lead_is_not_claimed(run, lead):
    other = run("add", "last_name=Autre")["lead"]
    run("merge", lead, other)
    assert run("claim", other, status=1)["error"]["title"] == "It was merged already"


def test_a_reader_that_stops_early_is_no_failure(tmp_path):
    command = [sys.executable, "-m", "sdrdesk", "--workspace", str(tmp_path / "w.sdrdesk"), "grids", "--json"]
    pipe = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pipe.stdout.close()
    assert pipe.stderr.read() == b""
    pipe.stderr.close()
    assert pipe.wait(timeout=60) == 0


def test_a_beginning_that_several_leads_share_is_ambiguous(run, lead):
    run("add", "last_name=Autre")
    assert run("show", lead[:2], status=1)["error"]["title"] != run("show", "zzz", status=1)["error"]["title"]


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["log"], ["log", "x", "sneezed"], ["decide", "x", "perhaps"], ["queue", "--limit", "-1"],
     ["grid"], ["grid", "replay", "x", "--last", "-1"], ["import", "x", "--policy", "erase"], ["override", "x", "y"],
     ["decide", "x", "now", "--check", "shared"], ["decide", "x", "now", "--check", "shared= "],
     ["stage", "x", "sal"], ["stage", "x", "vip", "--reason", "y"]],
)  # fmt: skip
def test_wrong_usage_exits_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


def test_without_json_a_person_reads_lines(run, lead):
    assert "Martin" in run("leads", plain=True)
    assert "Martin" in run("queue", plain=True)
    assert "+33612345678" in run("show", lead, plain=True)
    assert "Jamais appelé" in run("queue", plain=True, lang="fr")


def test_a_frozen_clock_without_offset_is_the_workspaces(run, monkeypatch, lead):
    monkeypatch.setenv("SDRDESK_NOW", "2026-11-24T10:00:00")
    assert run("queue")["at"] == "2026-11-24T10:00:00+01:00"
    monkeypatch.setenv("SDRDESK_NOW", "teatime")
    assert "teatime" in run("queue", status=1)["error"]["detail"]


MAIN = "import sys; from sdrdesk.__main__ import main; sys.exit(main(sys.argv[1:]))"


def in_a_process(tmp_path, *arguments, code=MAIN, **also):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    environment |= {"SDRDESK_NOW": NOW, "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)} | also
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=60)
    done.stdout, done.stderr = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return done


def test_a_command_is_a_process_that_loads_no_window(tmp_path):
    code = (
        "import sys; from sdrdesk.__main__ import main; status = main(sys.argv[1:]);"
        "print(sorted(m for m in sys.modules if m.startswith(('PySide6', 'sdrdesk.ui', 'alembic'))), file=sys.stderr);"
        "sys.exit(status)"
    )
    done = in_a_process(tmp_path, "--workspace", tmp_path / "w.sdrdesk", "add", "last_name=Müller", "--json", code=code)
    assert done.returncode == 0
    assert done.stderr == "[]\n"
    assert set(json.loads(done.stdout)) == {"operation", "lead"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_a_command_writes_its_json_whatever_the_terminal(tmp_path, encoding):
    workspace = ("--workspace", tmp_path / "w.sdrdesk")
    for arguments in (["add", "last_name=Éluard", "company=株式会社"], ["leads"], ["leads", "--json"]):
        done = in_a_process(tmp_path, *workspace, *arguments, LC_ALL="C.UTF-8", PYTHONIOENCODING=encoding)
        assert done.returncode == 0, done.stderr
    assert [(x["last_name"], x["company"]) for x in json.loads(done.stdout)] == [("Éluard", "株式会社")]


def test_the_default_workspace_is_in_the_data_folder_of_the_user(tmp_path):
    if not sys.platform.startswith("linux"):
        pytest.skip("elsewhere the folder has another name")
    done = in_a_process(tmp_path, "check", "--json")
    assert done.returncode == 0
    assert (tmp_path / "sdrdesk" / "workspace.sdrdesk").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a session has its screen")
@pytest.mark.parametrize(("language", "said"), [("en", "There is no screen"), ("fr", "Il n’y a pas d’écran")])
def test_a_window_without_a_screen_is_a_sentence(tmp_path, monkeypatch, language, said):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    done = in_a_process(tmp_path, "--lang", language, "demo", PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


# -- opposition ------------------------------------------------------------------------------------------------------


def test_opposition_from_the_call_to_the_erasure(run, tmp_path):
    lead = run("add", "last_name=Martin", "mobile=06 12 34 56 78")["lead"]
    assert run("log", lead, "opposed")["standing"]["code"] == "opposed"
    added = run("add", "last_name=Petit", "phone=0033612345678")
    assert added["opposed"] == ["phone"]
    out = run("export", tmp_path / "out.csv")
    assert out == {"rows": 2, "file": str(tmp_path / "out.csv"), "opposed": 2}
    assert "612345678" not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    run("export", tmp_path / "full.csv", "--full")
    assert "612345678" in (tmp_path / "full.csv").read_text(encoding="utf-8-sig")
    erased = run("erase", lead)
    assert (erased["erased"], erased["opposed"], erased["complete"]) == (1, True, True)
    (tmp_path / "in.csv").write_text("Nom,Mobile\nRetour,06.12.34.56.78\n", encoding="utf-8")
    back = run("import", tmp_path / "in.csv")
    assert (back["created"], back["opposed"]) == (1, 1)
    assert [(p["line"], p["column"], p["code"]) for p in back["problems"]] == [(2, "mobile", "opposed_mobile")]
    assert run("oppositions")[0] | {"operation": "", "at": ""} == {
        "operation": "", "source": "call", "at": "", "numbers": 1, "addresses": 0, "people": 1,
    }  # fmt: skip


def test_an_opposition_list_is_previewed_imported_named_and_undone(run, tmp_path):
    lead = run("add", "last_name=Martin", "mobile=06 12 34 56 78")["lead"]
    path = tmp_path / "list.csv"
    path.write_text("phone\n+33612345678\nnobody\n", encoding="utf-8")
    shown = run("oppositions", "import", path, "--dry-run")
    assert (shown["operation"], shown["new"], shown["unreadable"], shown["closed"]) == (None, 1, 1, 0)
    assert [(p["line"], p["column"]) for p in shown["problems"]] == [(3, "phone")]
    done = run("oppositions", "import", path)
    assert (done["new"], done["closed"]) == (1, 1)
    assert run("oppositions", "lift", lead, "--reason", "x", status=1)["error"]["title"]
    lifted = run("oppositions", "lift", lead, "--reason", "not their number", "--list", "list.csv")
    assert lifted["standing"]["state"] == "due"
    run("undo", lifted["operation"])
    assert run("show", lead)["standing"]["code"] == "opposed"
    run("undo", done["operation"])
    assert run("show", lead)["standing"]["code"] == "never_called"


def test_a_promise_is_written_to_a_calendar_file(run, lead, tmp_path):
    run("calendar", lead, tmp_path / "a.ics", status=1)
    run("log", lead, "callback_promised", "--until", "2026-11-24T15:00")
    got = run("calendar", lead, tmp_path / "a.ics")
    (entry,) = got["entries"]
    assert (entry["sequence"], entry["start"], entry["summary"]) == (
        0, "2026-11-24T15:00:00+01:00", "Call back: Martin (Atelier)",
    )  # fmt: skip
    assert f"UID:{entry['uid']}\r\n" in (tmp_path / "a.ics").read_bytes().decode()


def test_a_lead_is_written_to_step_by_step_and_someone_else_there_is_added(run):
    lead = run("add", "first_name=Jean", "company=Forge", "phone=0612345678", "email=jean@forge.fr")["lead"]
    run("decide", lead, "later", "--until", "2027-03-01", "--warm-up")
    assert run("show", lead)["standing"]["code"] == "nurture_step"
    done = run("touch", lead, "email", "--template", "news", "--note", "sent the study")
    assert done["standing"]["code"] == "nurture_step"  # an e-mail sent early answers no step
    other = run("colleague", lead, "first_name=Zoé", "job_title=DAF")["lead"]
    assert (run("show", other)["company"], run("show", other)["first_name"]) == ("Forge", "Zoé")
    assert {t["id"] for t in run("template", "list")} >= {"news", "before", "missed", "connect"}


def test_a_lead_is_claimed_and_released_and_two_are_made_one(run):
    one = run("add", "first_name=Jean", "company=Forge", "phone=0612345678")["lead"]
    two = run("add", "first_name=Jean", "company=Forge SA", "email=jean@forge.fr")["lead"]
    assert run("claim", one)["lead"] == one
    assert run("release", one)["standing"]["code"] in ("never_called", "outside_hours")
    merged = run("merge", one, two, "job_title=DAF")
    assert (run("show", one)["email"], run("show", one)["job_title"]) == ("jean@forge.fr", "DAF")
    assert run("show", two)["standing"]["code"] == "merged"
    run("undo", merged["operation"])
    assert run("show", two)["standing"]["code"] != "merged"


def test_likely_duplicates_are_found_said_not_to_be_and_made_one(run):
    one = run("add", "first_name=Anne", "last_name=Martin", "company=Lumen SAS", "mobile=0612345678")["lead"]
    two = run("add", "first_name=A.", "last_name=Martin", "company=Lumen", "mobile=+33 6 12 34 56 78")["lead"]
    run("add", "first_name=Paul", "last_name=Martin", "company=Lumen")
    found = run("duplicates")
    assert found["leads"] == 3
    assert [(g["score"], {lead["id"] for lead in g["leads"]}) for g in found["groups"]] == [(94, {one, two})]
    assert found["groups"][0]["reasons"] == ["same_mobile", "name_initial", "same_company"]
    said = run("duplicates", plain=True, lang="fr").splitlines()
    assert said[0] == "94\u202f: même mobile, même initiale et même nom, même entreprise"
    assert said[1:] == [f"  {one}  Anne Martin, Lumen SAS", f"  {two}  A. Martin, Lumen"]
    apart = run("not-same", one, two)
    assert apart["others"] == [two]
    assert run("duplicates")["groups"] == []
    run("undo", apart["operation"])
    assert len(run("duplicates")["groups"]) == 1


def test_what_a_merge_has_no_place_for_is_kept_in_a_note(run):
    one = run("add", "last_name=Martin", "email=a@lumen.fr", "job_title=DAF")["lead"]
    two = run("add", "last_name=Martin", "email=b@lumen.fr", "job_title=daf")["lead"]
    run("merge", one, two)
    assert run("show", one)["notes"] == "Also known before the merge: E-mail b@lumen.fr"
    assert run("merge", one, one, status=1)["error"]["title"] == "Two leads are needed"


def test_the_figures_are_counted_cut_and_written(run, lead, tmp_path):
    run("add", "last_name=Autre", "source=Salon", "cost=12,50")
    run("log", lead, "reached")
    run("decide", lead, "now", "--route", "meeting")
    found = run("insights", "--by", "source")
    assert found["total"]["sql"] == 1
    mql = found["total"]["rates"][0]
    assert (mql["n"], mql["of"], mql["enough"]) == (1, 2, False)
    assert mql["low"] < mql["value"] == 0.5 < mql["high"]
    assert found["attempts"]["reached"]["of"] == 1
    assert run("insights", "--source", "salon")["leads"] == 1
    assert run("insights", "--until", "2026-11-23")["leads"] == 0
    assert run("insights", "--since", "2026-11-24", "--grid", "bant")["leads"] == 1
    for slip in (("--source", "Nope"), ("--rep", "Nobody"), ("--grid", "bnat")):
        assert run("insights", *slip, status=1)["error"]["title"] == "No lead is of that"
    reversed_ = ("--since", "2026-11-24", "--until", "2026-11-23")
    assert run("insights", *reversed_, status=1)["error"]["title"] == "The period ends before it begins"
    done = run("insights", "--out", tmp_path / "costs.csv", "--table", "costs")
    assert (tmp_path / "costs.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("Salon,1,1,12.5,")
    assert done["rows"] == 1
    assert "Entonnoir" in run("insights", plain=True, lang="fr")
