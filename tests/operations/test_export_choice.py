"""What a file that leaves may hold: which rows, which columns under which names, for whom."""

import csv
import json
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.segment import Condition, Test
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.export_targets import export_targets
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.campaigns import save_campaign
from sdrdesk.core.operations.export_presets import (
    ExportPreset,
    LastExport,
    export_presets,
    find_preset,
    last_export,
    remember_export,
    remove_preset,
    save_preset,
)
from sdrdesk.core.operations.exports import KINDS, ExportChoice, choosable_columns, columns_of, export
from sdrdesk.core.operations.leads import LeadFilter, add_note
from sdrdesk.core.operations.lists import find_rows
from sdrdesk.core.operations.qualification import answer_criterion
from sdrdesk.core.words import Words


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def names_of(path):
    return [row["last_name"] for row in rows_of(path)]


def code_of(doing):
    with pytest.raises(UserError) as caught:
        doing()
    return caught.value.code


def chosen(desk, path, *columns, **also):
    return export(desk.workspace, path, choice=ExportChoice(columns=columns), **also)


def test_columns_stand_in_the_order_chosen_under_the_names_chosen(desk, tmp_path):
    desk.add(first_name="Zoé", company="Étoile", city="Lyon")
    chosen(desk, tmp_path / "out.csv", ("city", "Ville"), ("last_name", ""), ("full_name", "Qui"), ("score", ""))
    assert rows_of(tmp_path / "out.csv") == [
        {"Ville": "Lyon", "last_name": "Martin", "Qui": "Zoé Martin", "score": "0"}
    ]
    assert list(rows_of(tmp_path / "out.csv")[0]) == ["Ville", "last_name", "Qui", "score"]


@pytest.mark.parametrize(
    ("first", "last", "company", "title"),
    [("Zoé", "Martin", "Étoile", "Zoé Martin – Étoile"), ("", "", "Étoile", "Étoile"), ("", "Martin", "", "Martin")],
)
def test_a_deal_is_named_by_who_and_where(desk, tmp_path, first, last, company, title):
    desk.add(first_name=first, last_name=last, company=company)
    chosen(desk, tmp_path / "out.csv", ("deal_title", "Opportunity"))
    assert rows_of(tmp_path / "out.csv") == [{"Opportunity": title}]


@pytest.mark.parametrize("target", ["pipedrive", "odoo"])
def test_who_has_but_a_mobile_leaves_with_it_where_a_crm_asks_for_one_number(desk, tmp_path, target):
    for phone, mobile in (("+33199001001", "+33639981001"), ("", "+33639981002"), ("+33199001003", "")):
        desk.add(phone=phone, mobile=mobile, email=f"{phone[-4:]}{mobile[-4:]}@x.fr")
    objector = desk.add(phone="", mobile="+33639981004")
    record_call(desk.workspace, objector, Outcome.OPPOSED)
    (name,) = [theirs for ours, theirs in find_preset(desk.workspace, target).columns if ours == "any_phone"]
    chosen(desk, tmp_path / "out.csv", ("any_phone", name))
    assert sorted(r[name] for r in rows_of(tmp_path / "out.csv")) == [
        "", "+33199001001", "+33199001003", "+33639981002"
    ]  # fmt: skip


def test_a_campaign_is_said_by_its_name(desk, tmp_path):
    save_campaign(desk.workspace, Campaign("", "Printemps", "", ""))
    (campaign,) = desk.workspace.campaigns
    lead = desk.add()
    with act(desk.workspace, "edit") as doing:
        doing.change_lead(lead, {"campaign": campaign})
    chosen(desk, tmp_path / "out.csv", ("campaign", ""))
    assert rows_of(tmp_path / "out.csv") == [{"campaign": "Printemps"}]


def test_an_unknown_column_and_a_name_given_twice_are_refused(desk, tmp_path):
    desk.add()
    assert code_of(lambda: chosen(desk, tmp_path / "out.csv", ("shoe_size", ""))) == "unknown_column"
    assert code_of(lambda: chosen(desk, tmp_path / "out.csv", ("phone", "T"), ("mobile", "T"))) == "column_twice"
    assert code_of(lambda: chosen(desk, tmp_path / "out.csv", ("outcome", ""))) == "unknown_column"
    assert list(tmp_path.glob("out*")) == []


def test_only_the_leads_of_a_cut_leave_in_the_order_of_its_list(desk, tmp_path):
    for name, city in (("Zola", "Lyon"), ("Arnaud", "Lyon"), ("Berger", "Nice"), ("Morel", "Lyon")):
        desk.add(last_name=name, city=city, phone="")
    cut = LeadFilter(conditions=(Condition("city", Test.IS, "Lyon"),))
    assert export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(cut=cut))["rows"] == 3
    assert names_of(tmp_path / "out.csv") == ["Arnaud", "Morel", "Zola"]
    export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(cut=LeadFilter("ber")))
    assert names_of(tmp_path / "out.csv") == ["Berger"]
    export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(cut=LeadFilter("nobody")))
    assert names_of(tmp_path / "out.csv") == []


def test_leads_chosen_one_by_one_leave_in_that_order_and_those_gone_are_left_out(desk, tmp_path):
    for name in ("Arnaud", "Berger", "Conti"):
        desk.add(last_name=name, phone="")
    arnaud, _berger, conti = find_rows(desk.workspace, LeadFilter())
    export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(rows=[conti, 999_999, arnaud]))
    assert names_of(tmp_path / "out.csv") == ["Conti", "Arnaud"]
    export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(rows=[999_999] * 1_500 + [arnaud]))
    assert names_of(tmp_path / "out.csv") == ["Arnaud"]
    assert export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(rows=[]))["rows"] == 0


def test_answers_and_calls_of_chosen_leads_leave_alone(desk, tmp_path):
    one, other = desk.add(last_name="One", phone="+33199001001"), desk.add(last_name="Other", phone="+33199001002")
    for lead in (one, other):
        answer_criterion(desk.workspace, lead, "need", "none")
        record_call(desk.workspace, lead, Outcome.NO_ANSWER)
    choice = ExportChoice(cut=LeadFilter("other"))
    for what in ("qualifications", "activities"):
        assert export(desk.workspace, tmp_path / "out.csv", what, choice=choice)["rows"] == 1
        assert names_of(tmp_path / "out.csv") == ["Other"]


def test_the_calls_of_the_session_are_ones_own_since_midnight_in_their_order(desk, open_desk, tmp_path):
    first, second = desk.add(last_name="One", phone="+33199001001"), desk.add(last_name="Two", phone="+33199001002")
    desk.clock.at -= timedelta(days=1)
    record_call(desk.workspace, first, Outcome.NO_ANSWER)
    desk.clock.at += timedelta(days=1)
    record_call(desk.workspace, second, Outcome.BUSY)
    desk.clock.at += timedelta(minutes=5)
    record_call(desk.workspace, first, Outcome.REACHED, note="talked")
    desk.workspace.who = "Sam"
    record_call(desk.workspace, second, Outcome.VOICEMAIL)
    desk.workspace.who = "Alix"
    assert export(desk.workspace, tmp_path / "out.csv", "session")["rows"] == 2
    found = rows_of(tmp_path / "out.csv")
    assert [(r["last_name"], r["outcome"], r["note"], r["at"][11:16]) for r in found] == [
        ("Two", "busy", "", "10:00"), ("One", "reached", "talked", "10:05"),
    ]  # fmt: skip


def test_answers_are_those_to_the_grid_of_the_leads_campaign(desk, tmp_path):
    save_campaign(desk.workspace, Campaign("", "CHAMP", "champ", ""))
    (campaign,) = desk.workspace.campaigns
    lead = desk.add()
    with act(desk.workspace, "edit") as doing:
        doing.change_lead(lead, {"campaign": campaign})
    criterion = desk.workspace.grid_of("champ").criteria[0].id
    answer_criterion(desk.workspace, lead, criterion, None)
    export(desk.workspace, tmp_path / "out.csv", "qualifications")
    assert [(r["grid"], r["criterion"], r["status"]) for r in rows_of(tmp_path / "out.csv")] == [
        ("champ", criterion, "unknown"),
    ]  # fmt: skip


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_every_kind_of_rows_leaves_in_every_format_with_every_column(desk, tmp_path, what, ending):
    lead = desk.add()
    answer_criterion(desk.workspace, lead, "need", "blocking")
    record_call(desk.workspace, lead, Outcome.NO_ANSWER)
    columns = choosable_columns(what)
    choice = ExportChoice(columns=tuple((c, "") for c in columns))
    path = tmp_path / f"out.{ending}"
    assert export(desk.workspace, path, what, choice=choice) == {"rows": 1, "file": str(path)}
    if ending == "csv":
        (row,) = rows_of(path)
    elif ending == "json":
        (row,) = json.loads(path.read_text(encoding="utf-8"))
    else:
        header, row = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        row = dict(zip(header, row, strict=True))
    assert list(row) == list(columns)
    assert (row["id"], row["last_name"]) == (lead, "Martin")


def test_a_workbook_says_when_it_took_more_sheets_and_when_texts_were_too_long(desk, tmp_path):
    for n in range(5):
        add_note(desk.workspace, desk.add(last_name=f"N{n}", phone=""), "x" * 40_000 if n == 3 else "short")
    done = export(desk.workspace, tmp_path / "out.xlsx", language="fr", rows_a_sheet=2)
    assert (done["rows"], done["sheets"], done["long_texts"]) == (5, 3, 1)
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    assert book.sheet_names == ["Leads", "Leads 2", "Leads 3", "Textes longs"]
    assert book.get_sheet_by_index(3).to_python()[1][0] == "Leads 2, 3"


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_the_time_a_cancel_takes_is_that_of_one_page_and_nothing_stays(desk, tmp_path, ending):
    for n in range(3):
        desk.add(last_name=f"N{n}", phone="")
    asked = []

    def progress(done, total):
        asked.append((done, total))
        return len(asked) < 2

    choice = ExportChoice(rows=[1] * 5_000)
    path = tmp_path / f"out.{ending}"
    assert code_of(lambda: export(desk.workspace, path, choice=choice, progress=progress)) == "cancelled"
    assert len(asked) == 2
    assert asked[0][1] == 5_000
    assert [p.name for p in tmp_path.iterdir() if "out" in p.name or p.name.endswith(".part")] == []


# -- presets -------------------------------------------------------------------------------------------------------


def test_every_shipped_target_names_columns_that_there_are_each_once():
    assert [t.name for t in export_targets()] == ["HubSpot", "Odoo", "Pipedrive", "Salesforce", "Zoho CRM"]
    for target in export_targets():
        ours, theirs = [o for o, _ in target.columns], [t for _, t in target.columns]
        assert set(ours) <= set(choosable_columns("leads")), target.id
        assert len(set(ours)) == len(ours), target.id
        assert len(set(theirs)) == len(theirs), target.id
        assert {"email", "company"} <= set(ours), target.id
        assert {"phone", "mobile"} <= set(ours) or "any_phone" in ours, target.id  # nobody leaves without a number


@pytest.mark.parametrize(
    ("preset", "header"),
    [
        ("HubSpot", {"First name", "Email", "Phone number", "Company name", "Website URL", "Country/Region"}),
        ("salesforce", {"First Name", "Last Name", "Company", "No. of Employees", "Postal Code", "Lead Source"}),
        ("Pipedrive", {"Person - Name", "Organization - Name", "Lead - Title"}),
        ("odoo", {"name", "contact_name", "partner_name", "email_from"}),
        ("zoho crm", {"Last Name", "Company", "Zip Code", "No. of Employees"}),
    ],
)
def test_a_preset_writes_the_names_that_its_program_reads(desk, tmp_path, preset, header):
    desk.add(first_name="Zoé", company="Étoile", email="zoe@etoile.fr")
    columns = find_preset(desk.workspace, preset).columns
    export(desk.workspace, tmp_path / "out.csv", choice=ExportChoice(columns))
    (row,) = rows_of(tmp_path / "out.csv")
    assert header <= set(row)
    assert "zoe@etoile.fr" in row.values()


def test_an_own_preset_is_kept_found_replaced_and_forgotten(desk, open_desk):
    workspace = desk.workspace
    save_preset(workspace, "  Pour Léa ", "leads", (("email", "Courriel"), ("phone", "")))
    save_preset(workspace, "pour lea", "leads", (("email", ""),))
    save_preset(workspace, "Pour Léa", "activities", (("at", "Quand"),))
    assert export_presets(workspace)[0] == ExportPreset("pour lea", (("email", ""),), "leads", own=True)
    assert find_preset(workspace, "POUR LÉA", "activities").columns == (("at", "Quand"),)
    again = open_desk(workspace.store.path).workspace
    assert [p.name for p in export_presets(again) if p.own] == ["pour lea"]
    remove_preset(workspace, export_presets(workspace)[0])
    assert [p.name for p in export_presets(workspace) if p.own] == []
    assert [p.name for p in export_presets(workspace, "activities")] == ["Pour Léa"]


def test_a_preset_needs_a_name_of_its_own_and_columns(desk):
    workspace = desk.workspace
    for name in ("", "  ", "hubspot", "Zoho CRM"):
        assert code_of(lambda name=name: save_preset(workspace, name, "leads", (("email", ""),))) == "preset_unnamed"
    assert code_of(lambda: save_preset(workspace, "Mine", "leads", ())) == "no_columns"
    assert code_of(lambda: find_preset(workspace, "Mine")) == "unknown_preset"


def test_the_last_export_is_remembered_without_columns_that_are_gone(desk, open_desk):
    workspace = desk.workspace
    assert last_export(workspace) == LastExport()
    last = LastExport("activities", ".csv", {"leads": "HubSpot"}, {"leads": (("email", "E"), ("gone", ""))})
    remember_export(workspace, last)
    found = last_export(open_desk(workspace.store.path).workspace)
    assert (found.what, found.ending, found.presets) == ("activities", ".csv", {"leads": "HubSpot"})
    assert found.columns == {"leads": (("email", "E"),)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_column_and_kind_of_rows_has_a_name_in_words(language):
    words = Words(language)
    for what in KINDS:
        assert words.has("export_kind", what)
        assert set(columns_of(what)) <= set(choosable_columns(what))
        for column in choosable_columns(what):
            assert words.has("column", column) or words.has("export_column", column), column
