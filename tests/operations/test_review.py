"""What a review found once, held by tests: reversals, reasons, agreed days, odd files, imports of another process."""

import os
import platform
import subprocess
import sys

import pytest

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.csv_file import csv_form
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.imports import plan_import
from sdrdesk.core.operations.leads import dossier, next_date
from sdrdesk.core.operations.qualification import decide, override_criterion
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.processes import is_running, this_process


def summary(desk, lead):
    return dossier(desk.workspace, lead).summary


def test_a_decision_taken_back_gives_the_stage_back_too(desk):
    lead = desk.add(company="Atelier", phone="01 99 00 12 34")
    move_stage(desk.workspace, lead, Stage.MQL, "two webinars")
    decide(desk.workspace, lead, Decision.NEVER, reason="price")
    assert summary(desk, lead).lead.stage is Stage.EXCLUDED
    decide(desk.workspace, lead, Decision.LATER, Route.FURTHER_QUALIFICATION)
    assert summary(desk, lead).lead.stage is Stage.MQL


def test_an_agreed_day_is_shown_as_that_day(desk):
    lead = desk.add(company="Atelier", phone="01 99 00 12 34")
    day = desk.workspace.now().date().replace(year=2027, month=7, day=1)
    decide(desk.workspace, lead, Decision.LATER, until=day)
    assert next_date(desk.workspace, summary(desk, lead)) == "2027-07-01"


def test_a_conversation_in_the_same_instant_as_a_decision_comes_after_it(desk):
    lead = desk.add(company="Atelier", phone="01 99 00 12 34")
    decide(desk.workspace, lead, Decision.NOW, Route.CHECK_THEN_MEETING)
    record_call(desk.workspace, lead, Outcome.REACHED)
    assert summary(desk, lead).standing.code == "undecided"


def test_a_reason_that_nobody_knows_is_refused(desk):
    lead = desk.add(company="Atelier", phone="01 99 00 12 34")
    with pytest.raises(UserError) as never:
        decide(desk.workspace, lead, Decision.NEVER, reason="zzz")
    with pytest.raises(UserError) as call:
        record_call(desk.workspace, lead, Outcome.NOT_INTERESTED, reason="zzz")
    with pytest.raises(UserError) as override:
        override_criterion(desk.workspace, lead, "budget", " ")
    assert [e.value.code for e in (never, call, override)] == ["unknown_reason", "unknown_reason", "needs_reason"]


def test_numbers_of_two_lists_without_a_source_join_nobody(desk, tmp_path):
    for name, rows in (("a", "1,Alice,a@a.example"), ("b", "1,Zed,z@z.example")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"id,last_name,email\n{rows}\n", encoding="utf-8")
        assert desk.imported(path).counts["created"] == 1


def test_a_second_value_is_said_and_a_second_phone_is_the_mobile(desk, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(
        "Nom,Email,E-mail,Phone,Work phone\nA,a@a.example,b@b.example,0199001001,0199001002\n", encoding="utf-8"
    )
    plan = plan_import(desk.workspace, path)
    assert [(p.line, p.column, p.code, p.value) for p in plan.problems()] == [
        (2, "email", "second_value", "b@b.example")
    ]
    plan.close()
    desk.imported(path)
    lead = desk.leads()[0].lead
    assert (lead.email, lead.phone, lead.mobile) == ("a@a.example", "+33199001001", "+33199001002")


def test_a_line_that_names_the_separator_is_no_header(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\nNom;Ville\nA;Lyon\n", encoding="utf-8")
    form = csv_form(path)
    assert (form.delimiter, form.header, form.header_line) == (";", ("Nom", "Ville"), 2)


def test_whether_another_process_still_runs_is_known():
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    known = {"process": other.pid, "machine": platform.node()}
    assert is_running(known)
    other.communicate(b"\n")
    assert not is_running(known)
    assert this_process()["process"] == os.getpid()
    assert not is_running(this_process())
    assert not is_running({})
