"""Review bundles: written, opened on another machine, merged back; and everything that is no bundle of ours."""

import hashlib
import json
import os
import random
import re
import stat
import time
import tomllib
import zlib
from datetime import timedelta
from pathlib import Path

import pytest

from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.remarks import RemarkKind
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange import bundle_file
from sdrdesk.core.exchange.bundle_content import bundle_json
from sdrdesk.core.exchange.grid_file import grid_toml, shipped_grids
from sdrdesk.core.exchange.private_folder import private_folder
from sdrdesk.core.operations.bundle_masking import hiding
from sdrdesk.core.operations.bundles import (
    look_at_bundle,
    merge_bundle,
    merged_lines,
    open_bundle,
    review_of,
    told_line,
    write_answer_bundle,
    write_bundle,
)
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.operations.grid_versions import publish_grid
from sdrdesk.core.operations.insights import insights
from sdrdesk.core.operations.leads import (
    LeadFilter,
    add_note,
    add_signal,
    dossier,
    edit_lead,
    find_leads,
    history,
    snooze_lead,
)
from sdrdesk.core.operations.merge_previews import left_note, preview_merge, sides
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.opposition_lists import apply_list, plan_list
from sdrdesk.core.operations.oppositions import is_opposed, lift_opposition, opposed_columns
from sdrdesk.core.operations.qualification import answer_criterion, decide, override_criterion
from sdrdesk.core.operations.remarks import rewrite_remark, withdraw_remark
from sdrdesk.core.operations.review import (
    ReviewFilter,
    add_remark,
    correct_answer,
    find_qualifications,
    review_rows,
    review_sheet,
)
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.operations.undo import undo_last, undo_operation
from sdrdesk.core.words import Words
from tests.operations.review_sides import rows
from tests.support import write_rows

COMMENT = RemarkKind.COMMENT


@pytest.fixture
def decided(desk):
    """A lead that was qualified, and the decision."""
    lead = desk.add(company="Atelier", last_name="Durand", job_title="Cheffe", email="d@atelier.fr")
    answer_criterion(desk.workspace, lead, "authority", "decides", "she signs")
    decide(desk.workspace, lead, Decision.LATER, note="Call back")
    desk.clock.at += timedelta(minutes=1)
    return lead, dossier(desk.workspace, lead).decisions[-1].id


@pytest.fixture
def bundle(desk, decided, tmp_path):
    path = tmp_path / "leads.sdrreview"
    write_bundle(desk.workspace, [decided[0]], path)
    return path


@pytest.fixture
def reviewer(desk, bundle, tmp_path, open_desk):
    """The workspace that the bundle was opened as, a minute later."""
    opened = open_bundle(bundle, tmp_path / "reviews", clock=desk.clock)
    return open_desk(opened, desk.clock.at + timedelta(minutes=1), "Nadia")


@pytest.fixture
def brought_back(desk, reviewer, tmp_path):
    """Writes what the reviewer says and merges it at the origin."""

    def bring():
        path = tmp_path / "answer.sdrreview"
        write_answer_bundle(reviewer.workspace, path)
        desk.clock.at += timedelta(hours=1)
        return merge_bundle(desk.workspace, path)

    return bring


def content_of(path):
    """What a bundle holds, read without the program."""
    raw = path.read_bytes()
    start = raw.index(b"\n", raw.index(b"\n") + 1) + 1
    return raw[:start], json.loads(zlib.decompress(raw[start:-32]))


def forged(path, change, target, head=None):
    """A bundle whose content somebody changed, its size and checksum made to fit."""
    first, said = content_of(path)
    change(said)
    content = json.dumps(said).encode()
    magic, header = first.split(b"\n")[:2]
    header = {**json.loads(header), "size": len(content), **(head or {})}
    whole = magic + b"\n" + json.dumps(header).encode() + b"\n" + zlib.compress(content)
    target.write_bytes(whole + hashlib.sha256(whole).digest())
    return target


# -- there and back --------------------------------------------------------------------------------------------------


def test_a_bundle_opens_as_a_workspace_that_shows_what_the_rep_saw(desk, decided, reviewer):
    lead, decision = decided
    assert find_qualifications(reviewer.workspace, ReviewFilter()) == [decision]
    here, there = review_sheet(desk.workspace, decision), review_sheet(reviewer.workspace, decision)
    assert there.answers == here.answers
    assert there.assessment == here.assessment
    assert [(m.at, m.kind, m.fact) for m in there.timeline] == [(m.at, m.kind, m.fact) for m in here.timeline]
    assert reviewer.lead(lead).standing == desk.lead(lead).standing
    assert review_of(reviewer.workspace).who == "Alix"
    assert review_of(desk.workspace) is None


def test_remarks_and_corrections_come_back(desk, decided, reviewer, brought_back):
    lead, decision = decided
    add_remark(reviewer.workspace, decision, COMMENT, text="Which budget?")
    correct_answer(reviewer.workspace, decision, "authority", "influences", "her manager signs")
    merged = brought_back()
    assert (merged.added, merged.changed, merged.told) == ({"remark": 2}, 1, ())
    row = review_rows(desk.workspace, [decision])[0]
    assert [(r.who, r.kind, r.text) for r in row.remarks] == [
        ("Nadia", "comment", "Which budget?"), ("Nadia", "correction", "her manager signs"),
    ]  # fmt: skip
    said = dossier(desk.workspace, lead).answers["authority"]
    assert (said.value, said.who) == ("influences", "Nadia")
    assert {(op.who, op.verb) for op, _entry in history(desk.workspace, lead)} >= {("Nadia", "correct")}


def test_remarks_are_counted_not_their_writings(desk, decided, reviewer, brought_back, tmp_path):
    _lead, decision = decided
    add_remark(reviewer.workspace, decision, COMMENT, text="One")
    add_remark(reviewer.workspace, decision, RemarkKind.TAG, value="listening")
    first, tag = (r.id for r in review_rows(reviewer.workspace, [decision])[0].remarks)
    for text in ("Two", "Three"):
        reviewer.clock.at += timedelta(minutes=1)
        rewrite_remark(reviewer.workspace, first, text=text)
    reviewer.clock.at += timedelta(minutes=1)
    withdraw_remark(reviewer.workspace, tag)
    written = write_answer_bundle(reviewer.workspace, tmp_path / "a.sdrreview")
    assert (written.remarks, look_at_bundle(tmp_path / "a.sdrreview").remarks) == (1, 1)
    merged = brought_back()
    assert merged.added == {"remark": 1, "withdrawn": 1}
    assert {"1 remarque reçue", "1 remarque retirée"} <= set(merged_lines(merged, Words("fr")))
    reviewer.clock.at = desk.clock.at + timedelta(minutes=1)
    withdraw_remark(reviewer.workspace, first)
    assert brought_back().added == {"withdrawn": 1}


def test_the_same_bundle_twice_changes_nothing(desk, decided, reviewer, brought_back, tmp_path):
    add_remark(reviewer.workspace, decided[1], COMMENT, text="Which budget?")
    assert brought_back().anything
    operations = desk.last_operation
    again = merge_bundle(desk.workspace, tmp_path / "answer.sdrreview")
    assert not again.anything
    assert again.look.merged
    assert not history(desk.workspace, decided[0])[0][0].id > operations


def test_of_a_value_set_on_both_sides_the_one_set_last_holds_and_the_other_is_told(
    desk, decided, reviewer, brought_back
):
    lead, _decision = decided
    edit_lead(desk.workspace, lead, {"job_title": "DAF", "city": "Lyon"})
    edit_lead(reviewer.workspace, lead, {"job_title": "PDG"})  # a minute later
    desk.clock.at = reviewer.clock.at + timedelta(minutes=1)
    edit_lead(reviewer.workspace, lead, {"city": "Lille"})
    edit_lead(desk.workspace, lead, {"city": "Nantes"})  # two minutes later
    merged = brought_back()
    now = desk.lead(lead).lead
    assert (now.job_title, now.city) == ("PDG", "Nantes")
    told = {(t.what, t.outcome): (t.before, t.after, t.who) for t in merged.told}
    assert told == {("job_title", "changed"): ("DAF", "PDG", "Nadia"), ("city", "kept"): ("Nantes", "Lille", "Nadia")}
    kept = {(e.before, e.after) for _op, e in history(desk.workspace, lead) if e.field in ("job_title", "city")}
    assert {("DAF", "PDG"), ("", "Lille")} <= kept
    assert any("PDG" in told_line(desk.workspace, t, Words("fr")) for t in merged.told)


def answer_of(desk, lead, criterion):
    said = dossier(desk.workspace, lead).answers[criterion]
    return said.value, said.evidence, said.override_reason, said.who


def test_the_words_that_prove_an_answer_stay_when_the_review_sets_the_same_without_any(
    desk, decided, reviewer, brought_back, tmp_path
):
    lead, decision = decided
    answer_criterion(desk.workspace, lead, "need", "blocking", "her line is down")
    override_criterion(desk.workspace, lead, "budget", "paid by the group")
    correct_answer(reviewer.workspace, decision, "need", "blocking", "heard it too")
    answer_criterion(reviewer.workspace, lead, "budget", None)
    merged = brought_back()
    assert answer_of(desk, lead, "need") == ("blocking", "her line is down", None, "Nadia")
    assert [t for t in merged.told if t.what == "bant/need"] == []
    write_bundle(desk.workspace, [lead], tmp_path / "there.sdrreview")
    merge_bundle(reviewer.workspace, tmp_path / "there.sdrreview")
    assert answer_of(reviewer, lead, "need") == ("blocking", "her line is down", None, "Nadia")
    assert not brought_back().anything


def test_older_words_reach_the_same_answer_that_was_given_here_without_any(desk, decided, reviewer, brought_back):
    lead, _decision = decided
    answer_criterion(reviewer.workspace, lead, "need", "blocking", "her line is down")
    override_criterion(reviewer.workspace, lead, "need", "she is the owner")
    desk.clock.at = reviewer.clock.at + timedelta(minutes=1)
    answer_criterion(desk.workspace, lead, "need", "blocking")
    merged = brought_back()
    assert (merged.changed, merged.told) == (1, ())
    assert answer_of(desk, lead, "need") == ("blocking", "her line is down", "she is the owner", "Alix")


def test_words_that_somebody_took_away_knowingly_stay_away(desk, decided, reviewer, brought_back):
    lead, _decision = decided
    answer_criterion(reviewer.workspace, lead, "authority", "decides", "")
    answer_criterion(desk.workspace, lead, "need", "stated", "")
    brought_back()
    assert answer_of(desk, lead, "authority")[:2] == ("decides", "")


def test_what_is_told_of_both_sides_is_said_in_words(desk, decided, reviewer, brought_back):
    lead, _decision = decided
    for side, role, number, stage, days, why in (
        (desk, "uses", "06 98 76 54 32", Stage.MQL, 3, "bad_moment"),
        (reviewer, "influences", "06 98 76 54 33", Stage.OPPORTUNITY, 9, "at the fair"),
    ):
        answer_criterion(side.workspace, lead, "authority", role)
        answer_criterion(side.workspace, lead, "need", "blocking", f"heard by {side.workspace.who}")
        answer_criterion(side.workspace, lead, "size", 1200 * days)
        edit_lead(side.workspace, lead, {"mobile": number})
        move_stage(side.workspace, lead, stage, "moved")
        snooze_lead(side.workspace, lead, desk.clock.at + timedelta(days=days), why)
        side.clock.at = desk.clock.at + timedelta(minutes=1)
    told = brought_back().told
    for language, said in (
        ("fr", (
            "Mobile\u202f: «\u202f+33 6 98 76 54 33\u202f» (Nadia, ", "Étape\u202f: «\u202fOpportunité\u202f» (",
            "remplace «\u202fMQL\u202f»", "Reporté au\u202f: «\u202fjeu. 3 déc.",
            "Motif du report\u202f: «\u202fat the fair",
            "remplace «\u202fmauvais moment\u202f»", " — heard by Nadia\u202f» (Nadia, ", " — heard by Alix\u202f»",
        )),
        ("en", ("Stage: “Opportunity” by Nadia (", "Put off until: “Thu 3 Dec", " — heard by Nadia” by")),
    ):  # fmt: skip
        lines = "\n".join(told_line(desk.workspace, t, Words(language)) for t in told)
        for part in said:
            assert part in lines, (part, lines)
        labels = {o.id: o.label[language] for o in desk.workspace.grid.criterion("authority").options}
        assert labels["influences"] in lines
        assert labels["uses"] in lines
        assert not re.findall(r"de Nadia|\+336|T\d\d:|blocking|decides|snooze|10800", lines)


def test_what_was_taken_back_on_one_side_is_so_on_the_other(desk, decided, reviewer, brought_back):
    _lead, decision = decided
    add_remark(reviewer.workspace, decision, COMMENT, text="Which budget?")
    brought_back()
    reviewer.clock.at += timedelta(hours=2)
    undo_last(reviewer.workspace)
    desk.clock.at += timedelta(hours=2)
    assert brought_back().removed == 1
    assert review_rows(desk.workspace, [decision])[0].remarks == ()


def test_an_answer_that_came_in_the_place_of_one_given_here_stays_when_its_act_is_taken_back(
    desk, decided, reviewer, brought_back
):
    lead, _decision = decided
    answer_criterion(desk.workspace, lead, "authority", "uses", "here")
    came = answer_criterion(reviewer.workspace, lead, "authority", "approves", "a minute later").changes.operation
    alone = answer_criterion(reviewer.workspace, lead, "need", "vague").changes.operation
    brought_back()
    kept = undo_operation(desk.workspace, came).kept
    assert [(k.lead, k.code, k.value) for k in kept] == [(lead, "changed_since", "authority")]
    assert undo_operation(desk.workspace, alone).kept == []
    answers = {(r["criterion"], json.loads(r["value"])) for r in rows(desk.workspace.store.path, "answer")}
    assert answers == {("authority", "approves")}


def test_ones_own_answer_that_an_older_one_came_beside_is_still_taken_back(desk, decided, reviewer, brought_back):
    lead, _decision = decided
    answer_criterion(reviewer.workspace, lead, "authority", "approves", "older")
    desk.clock.at = reviewer.clock.at + timedelta(minutes=1)
    answer_criterion(desk.workspace, lead, "authority", "uses", "newer")
    brought_back()
    assert undo_last(desk.workspace).kept == []
    assert [json.loads(r["value"]) for r in rows(desk.workspace.store.path, "answer")] == ["decides"]


def test_a_note_taken_back_here_does_not_return(desk, decided, reviewer, brought_back):
    lead, decision = decided
    note = add_note(desk.workspace, lead, "To be forgotten").operation
    undo_operation(desk.workspace, note)
    add_remark(reviewer.workspace, decision, COMMENT, text="Which budget?")
    brought_back()
    assert "To be forgotten" not in [n.text for n in dossier(desk.workspace, lead).notes]


def test_ctrl_z_takes_back_ones_own_act_not_one_that_came(desk, decided, reviewer, brought_back):
    lead, decision = decided
    reviewer.workspace.who = "Alix"
    add_note(desk.workspace, lead, "Mine")
    add_remark(reviewer.workspace, decision, COMMENT, text="Theirs")
    brought_back()
    assert undo_last(desk.workspace).verb == "note"
    assert [r.text for r in review_rows(desk.workspace, [decision])[0].remarks] == ["Theirs"]


def test_a_lead_that_came_is_not_taken_back_with_the_act_that_made_it(desk, decided, reviewer):
    made = min(op.id for op, _e in history(reviewer.workspace, decided[0]))
    with reviewer.workspace.store.read() as tx:
        created = tx.exec_driver_sql("SELECT operation FROM lead").scalar()
    assert created < made
    with pytest.raises(UserError, match="cannot_undo"):
        undo_operation(reviewer.workspace, created)


def test_a_remark_on_a_lead_merged_meanwhile_reaches_the_lead_that_is_kept(desk, decided, reviewer, brought_back):
    lead, decision = decided
    kept = desk.add(last_name="Durand", company="Atelier", phone="+33655443322")
    merge_leads(desk.workspace, kept, lead)
    add_remark(reviewer.workspace, decision, COMMENT, text="Which budget?")
    brought_back()
    row = review_rows(desk.workspace, [decision])[0]
    assert (row.lead_id, [r.text for r in row.remarks]) == (kept, ["Which budget?"])


def test_a_review_takes_over_that_two_leads_are_one(desk, decided, reviewer, tmp_path):
    lead, decision = decided
    kept = desk.add(last_name="Durand", company="Atelier", phone="+33655443322")
    merge_leads(desk.workspace, kept, lead)
    write_bundle(desk.workspace, [kept], tmp_path / "more.sdrreview")
    merged = merge_bundle(reviewer.workspace, tmp_path / "more.sdrreview")
    assert merged.created == 1
    assert review_rows(reviewer.workspace, [decision])[0].lead_id == kept


def test_leads_merged_one_way_here_and_the_other_way_there_are_no_circle(desk, tmp_path, open_desk):
    one, two, three = (desk.add(last_name=name, phone=f"+3365544332{n}") for n, name in enumerate("abc"))
    write_bundle(desk.workspace, [one, two, three], tmp_path / "b.sdrreview")
    opened = open_bundle(tmp_path / "b.sdrreview", tmp_path / "r", clock=desk.clock)
    other = open_desk(opened, desk.clock.at, "Nadia")
    merge_leads(other.workspace, one, two)
    merge_leads(other.workspace, three, one)
    desk.clock.at += timedelta(minutes=1)
    merge_leads(desk.workspace, two, one)
    write_bundle(desk.workspace, [one, two, three], tmp_path / "c.sdrreview")
    merge_bundle(other.workspace, tmp_path / "c.sdrreview")
    with other.workspace.store.read() as tx:
        into = dict(tx.exec_driver_sql("SELECT id, merged_into FROM lead").fetchall())
    assert into == {two: one, one: three, three: None}
    assert not merge_bundle(other.workspace, tmp_path / "c.sdrreview").anything


def test_an_erased_lead_comes_back_from_no_bundle(desk, decided, reviewer, brought_back):
    lead, decision = decided
    add_remark(reviewer.workspace, decision, COMMENT, text="Which budget?")
    erase_lead(desk.workspace, lead)
    merged = brought_back()
    assert (merged.gone, merged.anything) == ((lead,), False)
    assert [line for line in merged_lines(merged, Words("fr")) if lead in line and "effacez-le là-bas" in line]
    assert find_leads(desk.workspace, LeadFilter()) == []


def test_a_lead_erased_in_a_review_comes_back_from_no_bundle_either(desk, decided, reviewer, bundle, tmp_path):
    erase_lead(reviewer.workspace, decided[0])
    merge_bundle(reviewer.workspace, bundle)
    write_bundle(desk.workspace, [decided[0]], tmp_path / "again.sdrreview")
    merge_bundle(reviewer.workspace, tmp_path / "again.sdrreview")
    assert find_leads(reviewer.workspace, LeadFilter()) == []


def test_grid_versions_travel(desk, decided, tmp_path, open_desk):
    raw = tomllib.loads(shipped_grids()["bant"])
    publish_grid(desk.workspace, {**raw, "version": 2, "thresholds": {**raw["thresholds"], "now": 65}})
    decide(desk.workspace, decided[0], Decision.NEVER, reason="price")
    write_bundle(desk.workspace, [decided[0]], tmp_path / "v2.sdrreview")
    other = open_desk(open_bundle(tmp_path / "v2.sdrreview", tmp_path / "r", clock=desk.clock), desk.clock.at)
    rows = review_rows(other.workspace, find_qualifications(other.workspace, ReviewFilter()))
    assert [r.grid_version for r in rows] == [2, 1]
    assert review_sheet(other.workspace, rows[0].decision_id).grid.now == 65


def test_an_answer_that_the_grid_no_longer_has_is_told_and_takes_the_place_of_none(
    desk, decided, reviewer, brought_back
):
    lead, _decision = decided
    answer_criterion(desk.workspace, lead, "need", "blocking")
    raw = tomllib.loads(shipped_grids()["bant"])
    need = next(c for c in raw["criterion"] if c["id"] == "need")
    need["option"] = [o for o in need["option"] if o["id"] != "vague"]
    publish_grid(desk.workspace, {**raw, "version": 2})
    answer_criterion(reviewer.workspace, lead, "need", "stated")
    reviewer.clock.at += timedelta(minutes=1)
    answer_criterion(reviewer.workspace, lead, "need", "vague")
    merged = brought_back()
    told = [(t.what, t.outcome, json.loads(t.before)["value"], json.loads(t.after)["value"]) for t in merged.told]
    assert told == [
        ("bant/need", "changed", "blocking", "stated"),
        ("bant/need", "unfit", "stated", "vague"),
    ]
    said = {r["criterion"]: json.loads(r["value"]) for r in rows(desk.workspace.store.path, "answer")}
    assert said == {"authority": "decides", "need": "stated"}
    assert any("which the grid no longer has" in told_line(desk.workspace, t, Words("en")) for t in merged.told)
    assert not any("2 values" in line for line in merged_lines(merged, Words("en")))
    reviewer.clock.at += timedelta(minutes=1)
    answer_criterion(reviewer.workspace, lead, "need", "none")
    brought_back()
    said = {r["criterion"]: json.loads(r["value"]) for r in rows(desk.workspace.store.path, "answer")}
    assert said == {"authority": "decides", "need": "none"}
    assert not brought_back().anything


def test_a_review_publishes_no_grid_and_none_of_its_file_is_in_force_where_the_leads_are(desk, reviewer, tmp_path):
    raw = tomllib.loads(shipped_grids()["bant"])
    strict = {**raw, "version": 2, "thresholds": {**raw["thresholds"], "now": 95}}
    with pytest.raises(UserError, match="review_publishes_nothing"):
        publish_grid(reviewer.workspace, strict)
    write_answer_bundle(reviewer.workspace, tmp_path / "a.sdrreview")

    def publish(said):
        bant = next(row for row in said["grids"] if row["id"] == "bant")
        said["grids"].append({**bant, "version": 2, "content": grid_toml(strict)})

    merge_bundle(desk.workspace, forged(tmp_path / "a.sdrreview", publish, tmp_path / "forged.sdrreview"))
    assert desk.workspace.grid.version == 1


# -- objections ------------------------------------------------------------------------------------------------------


def test_whoever_objected_leaves_without_numbers_and_address(desk, decided, tmp_path):
    lead, _decision = decided
    edit_lead(desk.workspace, lead, {"mobile": "06 98 76 54 32"})
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    written = write_bundle(desk.workspace, [lead], tmp_path / "b.sdrreview")
    assert written.masked == 1
    said = json.dumps(content_of(tmp_path / "b.sdrreview")[1])
    for secret in ("612345678", "698765432", "98 76 54 32", "d@atelier.fr"):
        assert secret not in said
    secret = desk.workspace.store
    with secret.read() as tx:
        key = tx.exec_driver_sql("SELECT value FROM setting WHERE key = 'opposition_key'").scalar()
    assert key not in said


def test_what_was_typed_of_who_objected_leaves_without_numbers_and_addresses(desk, decided, tmp_path):
    lead, decision = decided
    other = desk.add(last_name="Durand", company="Atelier", phone="01 99 00 55 66", email="anne.d@gmail.com")
    pair = sides(desk.workspace, [lead, other])
    merge_leads(
        desk.workspace, lead, other, note=left_note(preview_merge(desk.workspace, pair, {}), Words("fr"))
    )  # fmt: skip
    add_note(desk.workspace, lead, "Rang 06.98.76.54.32, then 0033 6 98 76 54 33 (24/11/2026); budget 120 000 €")
    add_signal(desk.workspace, lead, "webinar", detail="as anne.durand@laposte.net")
    answer_criterion(desk.workspace, lead, "need", "blocking", "said on +33 (0)6 98 76 54 34, 10:30")
    override_criterion(desk.workspace, lead, "budget", "ask 06 98 76 54 35")
    add_remark(desk.workspace, decision, COMMENT, text="Try 0698765436")
    record_feedback(desk.workspace, lead, SalesAnswer.WON, text="signed by b@lumen.fr")
    move_stage(desk.workspace, lead, Stage.OPPORTUNITY, "bought at 06 98 76 54 37")
    snooze_lead(desk.workspace, lead, desk.clock.at + timedelta(days=3), "away: 0698 76 54 38")
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    write_bundle(desk.workspace, [lead], tmp_path / "b.sdrreview")
    said = json.dumps(content_of(tmp_path / "b.sdrreview")[1], ensure_ascii=False)
    assert not re.findall(r"(?:98|99)\W*(?:76|00)\W*(?:54|55)\W*(?:3\d|66)|\w@\w+", said)
    for kept in ("Rang ██████████████, then █", " (24/11/2026); budget 120 000 €", "█, 10:30", "Try █", "signed by █"):
        assert kept in said


def test_words_blanked_in_a_review_come_back_over_none_of_the_origin(desk, decided, tmp_path, open_desk):
    lead, decision = decided
    add_note(desk.workspace, lead, "Home: 06 98 76 54 32, evenings")
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    write_bundle(desk.workspace, [lead], tmp_path / "b.sdrreview")
    opened = open_bundle(tmp_path / "b.sdrreview", tmp_path / "r", clock=desk.clock)
    reviewer = open_desk(opened, desk.clock.at + timedelta(minutes=1), "Nadia")
    note = next(n for n in dossier(reviewer.workspace, lead).notes if "Home" in n.text)
    assert note.text == "Home: ██████████████, evenings"
    at = note.text.index("evenings")
    add_remark(
        reviewer.workspace, decision, COMMENT, about="note", about_id=note.id, start=at, length=8, text="Until?"
    )  # fmt: skip
    write_answer_bundle(reviewer.workspace, tmp_path / "a.sdrreview")
    before = rows(desk.workspace.store.path, "journal")
    merge_bundle(desk.workspace, tmp_path / "a.sdrreview")
    assert "Home: 06 98 76 54 32, evenings" in [n.text for n in dossier(desk.workspace, lead).notes]
    assert rows(desk.workspace.store.path, "journal")[: len(before)] == before
    assert "█" not in json.dumps(rows(desk.workspace.store.path, "journal"), ensure_ascii=False)
    assert not merge_bundle(desk.workspace, tmp_path / "a.sdrreview").anything


def test_a_corrected_answer_brings_its_proof_back_whole_though_it_was_blanked_in_the_review(
    desk, decided, tmp_path, open_desk
):
    lead, decision = decided
    answer_criterion(desk.workspace, lead, "need", "blocking", "said on 06 98 76 54 32")
    decide(desk.workspace, lead, Decision.LATER)
    decision = dossier(desk.workspace, lead).decisions[-1].id
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    write_bundle(desk.workspace, [lead], tmp_path / "b.sdrreview")
    opened = open_bundle(tmp_path / "b.sdrreview", tmp_path / "r", clock=desk.clock)
    reviewer = open_desk(opened, desk.clock.at + timedelta(minutes=1), "Nadia")
    correct_answer(reviewer.workspace, decision, "need", "stated", "not blocking yet")
    write_answer_bundle(reviewer.workspace, tmp_path / "a.sdrreview")
    merged = merge_bundle(desk.workspace, tmp_path / "a.sdrreview")
    assert answer_of(desk, lead, "need") == ("stated", "said on 06 98 76 54 32", None, "Nadia")
    assert merged.told == ()
    assert not merge_bundle(desk.workspace, tmp_path / "a.sdrreview").anything


def test_only_numbers_and_addresses_are_blanked_and_a_text_made_to_hurt_is_read_at_once():
    hide = hiding({"FR", "GB"})
    said = hide("06-12-34-56-78/01.42.34.00.01, anne@lumen.fr or 07700 900123")
    assert said == "█" * 29 + ", " + "█" * 13 + " or " + "█" * 12
    for kept in ("24/11/2026 10:30, 350 000 €", "2026-11-24, at 9:00; 12 people", "in 3 months, 120 seats"):
        assert hiding({"FR"})(kept) == kept
    began = time.process_time()
    for hostile in ("a@" * 20_000, "a." * 20_000, "12" * 50_000):
        hide(hostile)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("order", [(0, 1, 0), (1, 0, 1)])
def test_words_that_one_bundle_has_whole_and_another_blanked_are_whole_in_any_order(
    order, desk, decided, reviewer, tmp_path
):
    lead, decision = decided
    add_note(desk.workspace, lead, "Home: 06 98 76 54 32")
    answer_criterion(desk.workspace, lead, "need", "blocking", "said on 06 98 76 54 33")
    add_remark(desk.workspace, decision, COMMENT, text="Or anne@laposte.net")
    paths = [tmp_path / f"{n}.sdrreview" for n in range(2)]
    write_bundle(desk.workspace, [lead], paths[0])
    answer_criterion(desk.workspace, lead, "need", "stated")
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    write_bundle(desk.workspace, [lead], paths[1])
    changed = [merge_bundle(reviewer.workspace, paths[n]).anything for n in order]
    assert changed[0]
    assert not changed[2]
    assert "Home: 06 98 76 54 32" in [n.text for n in dossier(reviewer.workspace, lead).notes]
    assert answer_of(reviewer, lead, "need") == ("stated", "said on 06 98 76 54 33", None, "Alix")
    assert [r.text for r in review_rows(reviewer.workspace, [decision])[0].remarks] == ["Or anne@laposte.net"]


def test_an_objection_made_at_the_origin_closes_the_lead_in_the_review(desk, decided, reviewer, tmp_path):
    lead, _decision = decided
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    write_bundle(desk.workspace, [lead], tmp_path / "b.sdrreview")
    assert merge_bundle(reviewer.workspace, tmp_path / "b.sdrreview").objections == 1
    assert reviewer.lead(lead).standing.code == "opposed"
    assert is_opposed(reviewer.workspace, phone="06 12 34 56 78")  # which the review had been given before


def test_an_objection_made_in_the_review_closes_the_lead_and_who_shares_its_number(
    desk, decided, reviewer, brought_back
):
    lead, _decision = decided
    other = desk.add(last_name="Autre", company="Ailleurs")
    record_call(reviewer.workspace, lead, Outcome.OPPOSED)
    assert brought_back().objections == 1
    assert desk.lead(lead).standing.code == "opposed"
    assert desk.lead(other).standing.code == "opposed"


def test_an_objection_holds_though_the_lead_was_erased_meanwhile(desk, decided, reviewer, brought_back):
    lead, _decision = decided
    other = desk.add(last_name="Autre", company="Ailleurs")
    record_call(reviewer.workspace, lead, Outcome.OPPOSED)
    erase_lead(desk.workspace, lead)
    assert desk.lead(other).standing.code != "opposed"
    assert brought_back().objections == 1
    assert is_opposed(desk.workspace, phone="06 12 34 56 78")
    assert desk.lead(other).standing.code == "opposed"


def test_an_objection_at_the_origin_holds_in_the_review_though_the_lead_was_erased_there(
    desk, decided, reviewer, tmp_path
):
    lead, _decision = decided
    other = desk.add(last_name="Autre", company="Ailleurs", phone="+33655443322")
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    erase_lead(desk.workspace, lead)
    write_bundle(desk.workspace, [other], tmp_path / "b.sdrreview")
    assert merge_bundle(reviewer.workspace, tmp_path / "b.sdrreview").objections == 1
    assert reviewer.lead(lead).standing.code == "opposed"


def test_an_objection_of_an_erased_lead_closes_who_shares_its_number_though_the_merge_was_stopped(
    desk, tmp_path, open_desk
):
    mobile = "+33612345678"
    first = desk.add(last_name="Aubry", mobile=mobile)
    others = [desk.add(last_name=f"Nom{n}", phone=f"01990010{n:02d}") for n in range(12)]
    write_bundle(desk.workspace, [first, *others], tmp_path / "b.sdrreview")
    reviewer = open_desk(open_bundle(tmp_path / "b.sdrreview", tmp_path / "r", clock=desk.clock), desk.clock.at, "N")
    record_call(reviewer.workspace, first, Outcome.OPPOSED)
    write_answer_bundle(reviewer.workspace, tmp_path / "a.sdrreview")
    erase_lead(desk.workspace, first)
    sharer = desk.add(last_name="Benali", mobile=mobile)
    with pytest.raises(UserError, match="cancelled"):
        merge_bundle(desk.workspace, tmp_path / "a.sdrreview", progress=lambda done, _of: done == 0)
    assert desk.lead(sharer).standing.code == "opposed"
    merge_bundle(desk.workspace, tmp_path / "a.sdrreview")
    assert desk.lead(sharer).standing.code == "opposed"


def test_of_a_person_who_objected_what_was_merged_leaves_without_its_number_too(desk, tmp_path):
    kept, gone = desk.add(last_name="Aubry", phone="01 99 00 55 66"), desk.add(last_name="Aubry", mobile="0698765432")
    merge_leads(desk.workspace, kept, gone)
    edit_lead(desk.workspace, kept, {"mobile": "0611111111"})
    apply_list(desk.workspace, plan_list(desk.workspace, write_rows(tmp_path / "l.csv", ["phone"], [["0611111111"]])))
    assert desk.lead(kept).standing.code == "opposed"
    written = write_bundle(desk.workspace, [kept], tmp_path / "b.sdrreview")
    said = json.dumps(content_of(tmp_path / "b.sdrreview")[1])
    assert "698765432" not in said
    assert written.masked == 2


def test_an_objection_lifted_here_is_not_brought_again(desk, decided, reviewer, brought_back):
    lead, decision = decided
    record_call(reviewer.workspace, lead, Outcome.OPPOSED)
    brought_back()
    lift_opposition(desk.workspace, lead, "she asked to be called")
    add_remark(reviewer.workspace, decision, COMMENT, text="So?")
    merged = brought_back()
    assert (merged.objections, merged.added) == (0, {"remark": 1})
    assert not opposed_columns(desk.workspace, lead)


# -- the file --------------------------------------------------------------------------------------------------------


def test_a_bundle_is_for_its_owner_alone_and_nothing_is_left_of_the_opening(bundle, reviewer):
    assert stat.S_IMODE(os.stat(bundle).st_mode) == 0o600
    assert list(Path(private_folder()).glob("*.sdrdesk*")) == []


@pytest.mark.skipif(os.name == "nt", reason="no such modes there")
def test_a_review_that_was_opened_is_for_its_owner_alone(reviewer):
    opened = reviewer.workspace.store.path
    assert [stat.S_IMODE(path.stat().st_mode) for path in (opened.parent, opened)] == [0o700, 0o600]
    add_note(reviewer.workspace, find_leads(reviewer.workspace, LeadFilter())[0], "Written since")
    beside = [stat.S_IMODE(path.stat().st_mode) for path in opened.parent.glob(f"{opened.name}-*")]
    assert beside
    assert set(beside) == {0o600}


def test_a_locked_bundle_opens_with_its_pass_phrase_alone(desk, decided, tmp_path):
    path = tmp_path / "locked.sdrreview"
    write_bundle(desk.workspace, [decided[0]], path, "correct horse")
    assert b"Durand" not in path.read_bytes()
    assert look_at_bundle(path, "correct horse", desk.workspace).ours
    with pytest.raises(UserError, match="bundle_needs_passphrase"):
        look_at_bundle(path)
    for wrong in ("correct Horse", "correct horse "):
        with pytest.raises(UserError, match="bundle_wrong_passphrase"):
            look_at_bundle(path, wrong)


@pytest.mark.parametrize("passphrase", ["", "secret"])
def test_a_bundle_changed_anywhere_is_refused(desk, decided, tmp_path, passphrase):
    path, bad = tmp_path / "b.sdrreview", tmp_path / "bad.sdrreview"
    write_bundle(desk.workspace, [decided[0]], path, passphrase)
    raw = path.read_bytes()
    head = raw.index(b"\n", raw.index(b"\n") + 1) + 1
    places = [*range(head), *random.Random(8).sample(range(head, len(raw)), 60), *range(len(raw) - 32, len(raw))]
    for at in places:
        bad.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(UserError, match="bundle_"):
            merge_bundle(desk.workspace, bad, passphrase)
    for length in (0, 5, head - 1, head, head + 10, len(raw) - 32, len(raw) - 1):
        bad.write_bytes(raw[:length])
        with pytest.raises(UserError, match="bundle_"):
            merge_bundle(desk.workspace, bad, passphrase)
    bad.write_bytes(raw + b"x")
    with pytest.raises(UserError, match="bundle_damaged"):
        merge_bundle(desk.workspace, bad, passphrase)


def test_a_locked_bundle_changed_with_its_checksum_made_to_fit_is_refused(desk, decided, tmp_path):
    path = tmp_path / "b.sdrreview"
    write_bundle(desk.workspace, [decided[0]], path, "secret")
    raw = bytearray(path.read_bytes()[:-32])
    raw[-40] ^= 1
    path.write_bytes(bytes(raw) + hashlib.sha256(raw).digest())
    with pytest.raises(UserError, match="bundle_wrong_passphrase"):
        merge_bundle(desk.workspace, path, "secret")


def test_a_bundle_of_another_workspace_is_refused(desk, decided, bundle, new_desk, tmp_path):
    stranger = new_desk()
    lead = stranger.add()
    write_bundle(stranger.workspace, [lead], tmp_path / "s.sdrreview")
    for workspace, path in ((desk.workspace, tmp_path / "s.sdrreview"), (stranger.workspace, bundle)):
        with pytest.raises(UserError, match="bundle_foreign"):
            merge_bundle(workspace, path)
    assert not look_at_bundle(bundle, "", stranger.workspace).ours
    stranger.workspace.store.close()


def test_a_newer_format_is_told_as_such(bundle, desk, tmp_path):
    newer = forged(bundle, lambda said: said.clear(), tmp_path / "n.sdrreview", {"format": 2, "lock": "unheard of"})
    with pytest.raises(UserError, match="bundle_newer"):
        merge_bundle(desk.workspace, newer)


def test_another_file_is_no_bundle(desk, tmp_path):
    other = tmp_path / "other.sdrreview"
    for raw in (b"", b"PK\x03\x04", b"sdrdesk review bundl", b"\x00" * 1000):
        other.write_bytes(raw)
        with pytest.raises(UserError, match="bundle_not_one"):
            merge_bundle(desk.workspace, other)
    with pytest.raises(UserError, match="file_missing"):
        merge_bundle(desk.workspace, tmp_path / "nothing")


def test_what_unpacks_to_more_than_it_says_is_not_unpacked(desk, tmp_path, bundle):
    first = content_of(bundle)[0].split(b"\n")[0]
    packing = zlib.compressobj(9)
    bomb = b"".join([packing.compress(b"\0" * (1 << 20)) for _ in range(512)]) + packing.flush()
    bad = tmp_path / "bomb.sdrreview"
    for size in (1000, bundle_file.LARGEST_CONTENT, 1 << 29, 1 << 70):
        whole = first + b"\n" + json.dumps({"format": 1, "size": size, "lock": None}).encode() + b"\n" + bomb
        bad.write_bytes(whole + hashlib.sha256(whole).digest())
        began = time.process_time()
        with pytest.raises(UserError, match="bundle_damaged"):
            merge_bundle(desk.workspace, bad)
        assert time.process_time() - began < 5


def lead_of(said):
    return said["leads"][0]


FORGERIES = {
    "another stage": lambda said: lead_of(said).update(stage="king"),
    "a number for a text": lambda said: lead_of(said).update(company=7),
    "half a character": lambda said: lead_of(said).update(company="\ud800"),
    "a column nobody knows": lambda said: lead_of(said).update(colour="red"),
    "an instant of no year": lambda said: lead_of(said).update(created_at=1 << 62),
    "an act that is not there": lambda said: lead_of(said).update(operation="0"),
    "a lead that is not there": lambda said: lead_of(said).update(merged_into="0"),
    "a lead merged into itself": lambda said: lead_of(said).update(merged_into=lead_of(said)["id"]),
    "a lead twice": lambda said: said["leads"].append(lead_of(said)),
    "a decision without verdict": lambda said: lead_of(said)["facts"]["decision"][0].update(assessment="{}"),
    "a decision on odd facts": lambda said: lead_of(said)["facts"]["decision"][0].update(facts='{"now": 3}'),
    "a fact of another lead": lambda said: lead_of(said)["facts"]["note"][0].update(lead="0"),
    "a fact twice": lambda said: lead_of(said)["facts"]["note"].append(lead_of(said)["facts"]["note"][0]),
    "a kind of fact": lambda said: lead_of(said)["facts"].update(setting=[]),
    "an answer that is no JSON": lambda said: lead_of(said)["answers"][0].update(value="{"),
    "a change of another lead": lambda said: lead_of(said)["journal"][0].update(lead="0"),
    "a change of a setting": lambda said: lead_of(said)["journal"][0].update(entity="setting"),
    "a change to another stage": lambda said: lead_of(said)["journal"][0].update(
        entity="lead", field="stage", after="king"
    ),
    "a change of the id": lambda said: lead_of(said)["journal"][0].update(entity="lead", field="id", after="0"),
    "an answer of odd parts": lambda said: lead_of(said)["journal"][0].update(
        entity="answer", entity_id="bant/need", field="answer", after="{}"
    ),
    "no grid": lambda said: said["grids"][0].update(content="format = 1"),
    "no leads": lambda said: said.update(leads=None),
    "another part": lambda said: said.update(more=1),
    "a mark that is none": lambda said: lead_of(said)["marks"].append({"kind": "lead", "key": "0"}),
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_a_content_that_sdrdesk_never_writes_is_refused_whole(change, desk, decided, bundle, tmp_path):
    bad = forged(bundle, change, tmp_path / "bad.sdrreview")
    before = history(desk.workspace, decided[0])
    with pytest.raises(UserError, match="bundle_damaged"):
        merge_bundle(desk.workspace, bad)
    with pytest.raises(UserError, match="bundle_damaged"):
        open_bundle(bad, tmp_path / "r", clock=desk.clock)
    assert history(desk.workspace, decided[0]) == before
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("said", [{"answer": "promoted"}, {"missing": '["luck"]'}, {"missing": "[[]]"}])
def test_an_answer_of_sales_that_nobody_knows_is_refused(said, desk, decided, tmp_path):
    record_feedback(desk.workspace, decided[0], SalesAnswer.WON)
    write_bundle(desk.workspace, [decided[0]], tmp_path / "good.sdrreview")
    sales = lambda content: lead_of(content)["facts"]["feedback"][0].update(said)  # noqa: E731
    bad = forged(tmp_path / "good.sdrreview", sales, tmp_path / "bad.sdrreview")
    with pytest.raises(UserError, match="bundle_damaged"):
        open_bundle(bad, tmp_path / "r", clock=desk.clock)
    assert open_bundle(tmp_path / "good.sdrreview", tmp_path / "r", clock=desk.clock)


def test_a_decision_rests_on_no_words_that_a_reviewer_wrote_meanwhile(desk, decided, reviewer, brought_back):
    lead, decision = decided
    correct_answer(reviewer.workspace, decision, "authority", "uses", "he only uses it")
    reviewer.clock.at += timedelta(minutes=1)
    answer_criterion(reviewer.workspace, lead, "authority", "uses", "said so himself")
    desk.clock.at = reviewer.clock.at + timedelta(minutes=1)
    decide(desk.workspace, lead, Decision.LATER)
    brought_back()
    own = dossier(desk.workspace, lead).decisions[-1].id
    said = next(a for a in review_sheet(desk.workspace, own).answers if a.criterion == "authority")
    assert (said.value, said.evidence, said.changed) == ("decides", "she signs", True)


def test_a_stage_whose_act_the_reviewer_took_back_is_counted_no_more(desk, decided, reviewer, brought_back):
    lead, _decision = decided
    move_stage(desk.workspace, lead, Stage.SAL, "sales took it up")
    reviewer.clock.at = desk.clock.at + timedelta(minutes=1)
    taken = decide(reviewer.workspace, lead, Decision.NOW, route=Route.MEETING)
    brought_back()
    assert insights(desk.workspace).total.sql == 1
    reviewer.clock.at = desk.clock.at + timedelta(minutes=1)
    undo_operation(reviewer.workspace, taken.changes.operation)
    brought_back()
    total = insights(desk.workspace).total
    assert (total.sal, total.sql) == (1, 0)


def test_a_content_too_deep_is_refused(desk, bundle, tmp_path):
    first = content_of(bundle)[0].split(b"\n")[0]
    deep = b"[" * 200_000
    whole = first + b"\n" + json.dumps({"format": 1, "size": len(deep), "lock": None}).encode() + b"\n"
    whole += zlib.compress(deep)
    (tmp_path / "deep").write_bytes(whole + hashlib.sha256(whole).digest())
    with pytest.raises(UserError, match="bundle_damaged"):
        merge_bundle(desk.workspace, tmp_path / "deep")


def test_what_is_read_is_what_was_written(bundle):
    again = bundle_file.read_bundle_file(bundle)
    assert json.loads(bundle_json(again)) == content_of(bundle)[1]


def test_a_bundle_opened_twice_is_the_review_that_was_begun(desk, decided, bundle, reviewer, tmp_path):
    add_remark(reviewer.workspace, decided[1], COMMENT, text="Begun")
    assert open_bundle(bundle, tmp_path / "reviews", clock=desk.clock) == reviewer.workspace.store.path
    assert len(review_rows(reviewer.workspace, [decided[1]])[0].remarks) == 1


def test_a_bundle_is_never_written_over_a_workspace_or_another_file(desk, decided, bundle, tmp_path):
    other = tmp_path / "letter.txt"
    other.write_text("Dear Anne")
    for path in (desk.workspace.store.path, other):
        before = path.read_bytes()
        with pytest.raises(UserError, match="file_exists"):
            write_bundle(desk.workspace, [decided[0]], path)
        assert path.read_bytes() == before
    write_bundle(desk.workspace, [decided[0]], bundle)  # in the place of an older one


def test_only_a_review_answers_and_only_leads_are_written(desk, tmp_path):
    with pytest.raises(UserError, match="not_a_review"):
        write_answer_bundle(desk.workspace, tmp_path / "a.sdrreview")
    with pytest.raises(UserError, match="bundle_without_leads"):
        write_bundle(desk.workspace, [], tmp_path / "a.sdrreview")


def test_a_cancelled_writing_leaves_no_file_and_a_cancelled_merge_is_completed_by_the_next(
    desk, decided, reviewer, tmp_path
):
    with pytest.raises(UserError, match="cancelled"):
        write_bundle(desk.workspace, [decided[0]], tmp_path / "c.sdrreview", progress=lambda _done, _of: False)
    assert not (tmp_path / "c.sdrreview").exists()
    add_remark(reviewer.workspace, decided[1], COMMENT, text="Which budget?")
    write_answer_bundle(reviewer.workspace, tmp_path / "a.sdrreview")
    with pytest.raises(UserError, match="cancelled"):
        merge_bundle(desk.workspace, tmp_path / "a.sdrreview", progress=lambda _done, _of: False)
    assert merge_bundle(desk.workspace, tmp_path / "a.sdrreview").added == {"remark": 1}


@pytest.mark.long
def test_five_hundred_leads_are_written_opened_and_merged_in_seconds(demo, tmp_path, open_desk):
    for n in range(200):
        demo.add(last_name=f"Nom{n}", company=f"Maison {n}", phone=f"+336{n:08d}")
    ids = find_leads(demo.workspace, LeadFilter())[:500]
    began = time.process_time()
    write_bundle(demo.workspace, ids, tmp_path / "b.sdrreview")
    wrote = time.process_time()
    other = open_desk(open_bundle(tmp_path / "b.sdrreview", tmp_path / "r", clock=demo.clock), demo.clock.at, "Nadia")
    opened = time.process_time()
    decisions = find_qualifications(other.workspace, ReviewFilter())
    for decision in decisions:
        add_remark(other.workspace, decision, RemarkKind.AGREE)
    write_answer_bundle(other.workspace, tmp_path / "a.sdrreview")
    before = time.process_time()
    merged = merge_bundle(demo.workspace, tmp_path / "a.sdrreview")
    assert merged.added["remark"] == len(decisions) > 50
    spent = {"write": wrote - began, "open": opened - wrote, "merge": time.process_time() - before}
    print(spent)
    assert spent["write"] < 5, spent
    assert spent["open"] < 10, spent
    assert spent["merge"] < 10, spent


def test_what_a_merge_in_a_review_gave_a_lead_stays_there_and_what_is_said_since_travels(
    desk, decided, tmp_path, open_desk
):
    lead = decided[0]
    other = desk.add(company="Autre", last_name="Leroy", email="l@autre.fr")
    answer_criterion(desk.workspace, other, "need", "blocking", "Leroy said so")
    answer_criterion(desk.workspace, other, "budget", "approved", "Leroy again")
    override_criterion(desk.workspace, other, "authority", "Leroy is special")
    write_bundle(desk.workspace, [lead, other], tmp_path / "two.sdrreview")
    opened = open_bundle(tmp_path / "two.sdrreview", tmp_path / "two", clock=desk.clock)
    review = open_desk(opened, desk.clock.at + timedelta(minutes=1), "Nadia")
    merge_leads(review.workspace, lead, other, note="Also known: Leroy")
    review.clock.at += timedelta(minutes=1)
    add_note(review.workspace, lead, "Said since")
    answer_criterion(review.workspace, lead, "need", "vague", "to Nadia")
    taken_back = answer_criterion(review.workspace, lead, "budget", "to_find", "a slip")
    undo_operation(review.workspace, taken_back.changes.operation)
    write_answer_bundle(review.workspace, tmp_path / "back.sdrreview")
    merge_bundle(desk.workspace, tmp_path / "back.sdrreview")
    assert [n.text for n in dossier(desk.workspace, lead).notes] == ["Call back", "Said since"]
    said = {
        (r["lead"], r["criterion"]): (json.loads(r["value"] or "null"), r["override_reason"])
        for r in rows(desk.workspace.store.path, "answer")
    }
    assert said == {
        (lead, "authority"): ("decides", None), (lead, "need"): ("vague", None),
        (other, "authority"): (None, "Leroy is special"), (other, "need"): ("blocking", None),
        (other, "budget"): ("approved", None),
    }  # fmt: skip
