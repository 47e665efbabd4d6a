"""Files of signals: each row finds its lead or says why not, nothing is added twice, all of it can be taken back."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from sdrdesk.core.domain.signals import SIGNAL_TYPES
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.signal_columns import map_signal_headers, signal_channel, signal_type
from sdrdesk.core.operations.fact_lists import FATES
from sdrdesk.core.operations.imports import problem_sentence
from sdrdesk.core.operations.leads import add_signal, dossier, remove_signal
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.signal_imports import apply_signals, plan_signals
from sdrdesk.core.operations.undo import take_back_unfinished, undo_operation
from sdrdesk.core.words import LANGUAGES, Words
from tests.support import NOW, PARIS, paris, write_rows

JEAN = {"first_name": "Jean", "last_name": "Martin", "email": "jean@atelier.fr", "phone": "01 40 20 30 40",
        "mobile": "06 12 34 56 78", "company": "Atelier SAS"}  # fmt: skip


def signals(desk, lead):
    return [
        (s.type, s.at.astimezone(PARIS).strftime("%d/%m %H:%M"), s.channel, s.detail)
        for s in dossier(desk.workspace, lead).signals
    ]


def planned(desk, path, **also):
    """The figures of a plan, and what it says: (line, column, code)."""
    plan = plan_signals(desk.workspace, path, **also)
    try:
        return tuple(plan.counts[f] for f in FATES), [(p.line, p.column, p.code) for p in plan.problems()]
    finally:
        plan.close()


def imported(desk, path):
    plan = plan_signals(desk.workspace, path)
    try:
        return apply_signals(desk.workspace, plan)
    finally:
        plan.close()


def code_of(act):
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


# -- the words of files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_and_channel_is_understood_as_we_say_it(language):
    words = Words(language)
    assert {k: signal_type(words.text("signal", k)) for k in SIGNAL_TYPES} == {k: k for k in SIGNAL_TYPES}
    channels = words.codes("channel")
    assert {c: signal_channel(words.text("channel", c)) for c in channels} == {c: c for c in channels}


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Form submission", "contact_form"), ("DEMANDE DE DEVIS", "quote_request"), ("Email Opened", "email_open"),
     ("email_click", "email_click"), ("Rappel demandé", "call_request"), ("Livre blanc", "download"),
     ("Attended", None)],
)  # fmt: skip
def test_the_words_of_people_and_crms_stand_for_types(said, kind):
    assert signal_type(said) == kind


def test_a_column_of_the_signal_comes_before_the_same_word_in_a_file_of_leads():
    columns = map_signal_headers(["Canal", "Date", "Type", "Notes", "E-mail", "Qui ?"])
    assert set(columns.sources) == {"signal_channel", "signal_at", "signal_type", "signal_detail", "email"}
    assert columns.unmapped == ("Qui ?",)


def test_a_file_of_leads_with_a_source_and_its_date_is_a_file_of_signals_too(desk, tmp_path):
    lead = desk.add(**JEAN)
    path = write_rows(
        tmp_path / "s.csv", ["Email", "Source", "Source date"], [["jean@atelier.fr", "Webinaire", "20/11/2026"]]
    )
    imported(desk, path)
    assert signals(desk, lead) == [("webinar", "20/11 00:00", "event", "")]


# -- whose it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        {"email": "JEAN@atelier.fr"},
        {"phone": "0033 1 40 20 30 40"},
        {"phone": "06 12 34 56 78", "name": "Jean Martin"},
        {"company": "ATELIER", "name": "Jean Martin"},
        {"email": "jean@atelier.fr", "name": "J. M."},
    ],
    ids=lambda who: "+".join(who),
)
def test_a_row_finds_its_lead(desk, tmp_path, who):
    desk.add(last_name="Autre", company="Autre", phone="+33199001122", email="autre@autre.fr")
    lead = desk.add(**JEAN)
    header, row = [*who, "type", "date"], [*who.values(), "Demo request", "2026-11-24 09:30"]
    done = imported(desk, write_rows(tmp_path / "s.csv", header, [row]))
    assert done.counts == {"added": 1, "known": 0, "not_found": 0, "refused": 0}
    assert signals(desk, lead) == [("demo_request", "24/11 09:30", "web", "")]
    assert desk.lead(lead).standing.code == "hot"


def test_a_row_finds_its_lead_by_our_id_and_by_its_id_elsewhere(desk, tmp_path):
    one = desk.add(**JEAN)
    two = desk.add(last_name="Petit", external_id="4711", source="HubSpot")
    rows = [[one, "", "", "Trial", "2026-11-20"], ["", "4711", "HubSpot", "Trial", "2026-11-20"]]
    done = imported(desk, write_rows(tmp_path / "s.csv", ["id", "Record ID", "Source", "Type", "Date"], rows))
    assert done.counts["added"] == 2
    assert [len(signals(desk, lead)) for lead in (one, two)] == [1, 1]


def test_a_row_that_fits_two_leads_is_refused_in_words_and_never_guessed(desk, tmp_path):
    desk.add(**JEAN)
    desk.add(**JEAN | {"email": "", "mobile": "", "first_name": "Anne"})
    path = write_rows(tmp_path / "s.csv", ["Phone", "Type", "Date"], [["01 40 20 30 40", "Trial", "2026-11-20"]])
    assert planned(desk, path) == ((0, 0, 0, 1), [(2, "", "signal_ambiguous")])
    plan = plan_signals(desk.workspace, path)
    said = [problem_sentence(p, Words("en")) for p in plan.problems()]
    plan.close()
    assert said == [
        "fits more than one lead, none is chosen: Jean Martin, Atelier SAS, jean@atelier.fr / Anne Martin, Atelier SAS"
    ]


def test_the_name_or_the_address_beside_a_shared_number_tells_who_it_is(desk, tmp_path):
    jean = desk.add(**JEAN)
    anne = desk.add(**JEAN | {"email": "anne@atelier.fr", "mobile": "", "first_name": "Anne"})
    rows = [["01 40 20 30 40", "Anne Martin", "", "Trial", "2026-11-20"],
            ["01 40 20 30 40", "", "jean@atelier.fr", "Webinar", "2026-11-20"]]  # fmt: skip
    imported(desk, write_rows(tmp_path / "s.csv", ["Phone", "Name", "Email", "Type", "Date"], rows))
    assert [[s[0] for s in signals(desk, lead)] for lead in (jean, anne)] == [["webinar"], ["trial"]]


def test_another_address_is_another_person_even_on_the_same_number(desk, tmp_path):
    lead = desk.add(**JEAN)
    rows = [["01 40 20 30 40", "paul@atelier.fr", "Trial", "2026-11-20"]]
    path = write_rows(tmp_path / "s.csv", ["Phone", "Email", "Type", "Date"], rows)
    assert planned(desk, path) == ((0, 0, 1, 0), [(2, "email", "signal_other_email"), (2, "", "signal_not_found")])
    imported(desk, path)
    assert signals(desk, lead) == []


def test_a_row_of_somebody_who_was_merged_is_of_the_lead_that_was_kept(desk, tmp_path):
    kept = desk.add(**JEAN)
    gone = desk.add(**JEAN | {"email": "j.martin@home.fr", "mobile": "06 99 99 99 98"})
    merge_leads(desk.workspace, kept, gone)
    rows = [[gone, "", "", "2026-11-20 01:00"], ["", "j.martin@home.fr", "", "2026-11-20 02:00"],
            ["", "", "06 99 99 99 98", "2026-11-20 03:00"], ["", "", "01 40 20 30 40", "2026-11-20 04:00"],
            [kept, "", "", "2026-11-20 04:00"]]  # fmt: skip
    path = write_rows(tmp_path / "s.csv", ["id", "Email", "Phone", "Date", "Type"], [[*row, "Trial"] for row in rows])
    assert imported(desk, path).counts == {"added": 4, "known": 1, "not_found": 0, "refused": 0}
    assert (len(signals(desk, kept)), len(signals(desk, gone))) == (4, 0)


def test_a_merge_between_the_preview_and_the_import_takes_the_signals_along(desk, tmp_path):
    kept, gone = desk.add(**JEAN), desk.add(last_name="Petit", email="petit@x.fr")
    path = write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], [["petit@x.fr", "Trial", "2026-11-20"]])
    plan = plan_signals(desk.workspace, path)
    merge_leads(desk.workspace, kept, gone)
    assert apply_signals(desk.workspace, plan).counts["added"] == 1
    plan.close()
    assert (len(signals(desk, kept)), len(signals(desk, gone))) == (1, 0)


# -- what a row says -------------------------------------------------------------------------------------------------


def test_each_row_that_cannot_be_used_says_why_and_the_figures_add_up_to_the_rows(desk, tmp_path):
    desk.add(**JEAN)
    rows = [
        ["jean@atelier.fr", "Trial", "2026-11-20"],
        ["jean@atelier.fr", "Trial", "20 nov. 2026"],
        ["nobody@else.fr", "Trial", "2026-11-20"],
        ["jean@atelier.fr", "Sneezed", "2026-11-20"],
        ["jean@atelier.fr", "", "2026-11-20"],
        ["jean@atelier.fr", "Trial", "soon"],
        ["jean@atelier.fr", "Trial", "2026-11-20 25:10"],
        ["jean@atelier.fr", "Trial", ""],
        ["", "Trial", "2026-11-20"],
        ["jean@atelier.fr", "Webinar", "2026-12-01"],
    ]
    path = write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], rows)
    counts, said = planned(desk, path)
    assert counts == (2, 1, 1, 6)
    assert sum(counts) == len(rows)
    assert said == [
        (4, "", "signal_not_found"), (5, "type", "signal_type"), (6, "type", "signal_type_missing"),
        (7, "at", "signal_date"), (8, "at", "signal_date"), (9, "at", "signal_date_missing"), (10, "", "signal_nobody"),
        (11, "at", "signal_ahead"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-11-20", "2026-11-20T00:00"),
        ("46346", "2026-11-20T00:00"),
        ("20/11/2026 14:05", "2026-11-20T14:05"),
        ("20/11/2026 14h05", "2026-11-20T14:05"),
        ("11/20/2026 2:05 PM", "2026-11-20T14:05"),
        ("20 novembre 2026, 9h", "2026-11-20T09:00"),
        ("Nov 20, 2026 12:00 AM", "2026-11-20T00:00"),
        ("2026-11-20T13:05:00Z", "2026-11-20T14:05"),
        ("2026-11-20 13:05:00 UTC", "2026-11-20T14:05"),
        ("2026-11-20T14:05:00+01:00", "2026-11-20T14:05"),
    ],
)
def test_dates_with_and_without_a_time_are_read_as_files_write_them(desk, tmp_path, said, at):
    lead = desk.add(**JEAN)
    imported(desk, write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], [["jean@atelier.fr", "Trial", said]]))
    assert dossier(desk.workspace, lead).signals[0].at == paris(at)


def test_a_time_in_its_own_column_and_a_day_where_the_lead_lives(desk, tmp_path):
    lead = desk.add(last_name="Smith", phone="+442079460000", email="s@x.co.uk")
    rows = [["s@x.co.uk", "Trial", "20/11/2026", "14:05"], ["s@x.co.uk", "Webinar", "20/11/2026", ""]]
    imported(desk, write_rows(tmp_path / "s.csv", ["Email", "Type", "Date", "Heure"], rows))
    assert sorted((s.type, s.at.astimezone(UTC)) for s in dossier(desk.workspace, lead).signals) == [
        ("trial", datetime(2026, 11, 20, 13, 5, tzinfo=UTC)), ("webinar", datetime(2026, 11, 20, tzinfo=UTC)),
    ]  # fmt: skip


def test_the_channel_is_what_the_file_says_and_an_unknown_one_is_kept_in_the_detail(desk, tmp_path):
    lead = desk.add(**JEAN)
    rows = [["jean@atelier.fr", "Trial", "2026-11-20", "Tchat", "/essai", "note"],
            ["jean@atelier.fr", "Trial", "2026-11-21", "Pigeon", "", ""],
            ["jean@atelier.fr", "Trial", "2026-11-22", "", "", "a\nb"]]  # fmt: skip
    path = write_rows(tmp_path / "s.csv", ["Email", "Type", "Date", "Canal", "Page", "Message"], rows)
    assert planned(desk, path) == ((3, 0, 0, 0), [(3, "channel", "signal_channel")])
    imported(desk, path)
    assert [s[2:] for s in signals(desk, lead)] == [("chat", "/essai · note"), ("web", "Pigeon"), ("web", "a b")]


@pytest.mark.parametrize(
    ("header", "missing"), [("Type,Date", "who"), ("Email,Date", "type"), ("Email,Type", "at"), ("a,b", "who,type,at")]
)
def test_a_file_that_does_not_say_who_what_and_when_is_refused_naming_what_is_missing(desk, tmp_path, header, missing):
    path = tmp_path / "s.csv"
    path.write_text(f"{header}\nx,y\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        plan_signals(desk.workspace, path)
    assert (caught.value.code, caught.value.values["missing"]) == ("no_signal_columns", missing.split(","))
    said = [Words("fr").text("signal_column", code) for code in missing.split(",")]
    assert all(part in Words("fr").error(caught.value)[1] for part in said)


def test_a_country_says_where_numbers_without_a_prefix_are_dialled(desk, tmp_path):
    desk.add(last_name="Smith", phone="+442079460000")
    path = write_rows(tmp_path / "s.csv", ["Phone", "Type", "Date"], [["020 7946 0000", "Trial", "2026-11-20"]])
    assert planned(desk, path)[0] == (0, 0, 1, 0)
    assert planned(desk, path, country="GB")[0] == (1, 0, 0, 0)
    assert code_of(lambda: planned(desk, path, country="XX")) == "unknown_country"


# -- twice, undone, cancelled ----------------------------------------------------------------------------------------


def test_a_file_imported_twice_adds_nothing_and_a_preview_touches_nothing(desk, tmp_path):
    lead = desk.add(**JEAN)
    add_signal(desk.workspace, lead, "trial", paris("2026-11-20T09:00"))
    rows = [["jean@atelier.fr", kind, "20/11/2026 09:00"] for kind in ("Trial", "Webinar", "Webinar")]
    path = write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], rows)
    before = dossier(desk.workspace, lead)
    assert planned(desk, path)[0] == (1, 2, 0, 0)
    assert dossier(desk.workspace, lead) == before
    assert imported(desk, path).counts == {"added": 1, "known": 2, "not_found": 0, "refused": 0}
    assert imported(desk, path).counts == {"added": 0, "known": 3, "not_found": 0, "refused": 0}
    assert len(signals(desk, lead)) == 2


def test_what_happened_between_the_preview_and_the_import_is_seen(desk, tmp_path):
    lead = desk.add(**JEAN)
    path = write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], [["jean@atelier.fr", "Trial", "2026-11-20"]])
    plan = plan_signals(desk.workspace, path)
    add_signal(desk.workspace, lead, "trial", paris("2026-11-20T00:00"))
    done = apply_signals(desk.workspace, plan)
    plan.close()
    assert done.counts == {"added": 0, "known": 1, "not_found": 0, "refused": 0}
    assert len(signals(desk, lead)) == 1


def test_the_undo_leaves_every_lead_as_it_was_and_keeps_what_was_removed_since(desk, tmp_path):
    one, two = desk.add(**JEAN), desk.add(last_name="Petit", email="petit@x.fr")
    add_signal(desk.workspace, one, "trial")
    before = [dossier(desk.workspace, lead) for lead in (one, two)]
    rows = [
        [address, "Demo request", f"2026-11-24 09:{n:02}"]
        for n in range(3)
        for address in ("jean@atelier.fr", "petit@x.fr")
    ]
    done = imported(desk, write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], rows))
    assert [desk.lead(lead).temperature for lead in (one, two)] == ["hot", "hot"]
    remove_signal(desk.workspace, dossier(desk.workspace, two).signals[0].id)
    undone = undo_operation(desk.workspace, done.operation)
    assert (undone.undone, [k.code for k in undone.kept]) == (5, ["removed_since"])
    assert [dossier(desk.workspace, lead) for lead in (one, two)] == before


def test_a_cancelled_import_leaves_nothing_behind(desk, tmp_path):
    lead = desk.add(**JEAN)
    rows = [
        ["jean@atelier.fr", "Email open", f"2026-11-{1 + n // 1440:02} {n // 60 % 24:02}:{n % 60:02}"]
        for n in range(300)
    ]
    path = write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], rows)
    plan = plan_signals(desk.workspace, path)
    steps = iter([True, False])
    assert code_of(lambda: apply_signals(desk.workspace, plan, lambda _d, _n: next(steps))) == "cancelled"
    plan.close()
    assert signals(desk, lead) == []
    assert take_back_unfinished(desk.workspace) == 0
    assert code_of(lambda: plan_signals(desk.workspace, path, progress=lambda _d, _n: False)) == "cancelled"


def test_figures_reconcile_on_random_files(desk, tmp_path):
    pick = random.Random(7)
    people = [desk.add(last_name=f"N{n}", email=f"n{n}@x.fr", phone=f"+3319900{n:04}") for n in range(12)]
    for turn in range(8):
        rows = [
            [
                pick.choice(["", *(f"n{n}@x.fr" for n in range(14))]),
                pick.choice(["", *(f"+3319900{n:04}" for n in range(14))]),
                pick.choice(["Trial", "Webinar", "?", "Demo"]),
                pick.choice(["2026-11-20", "21/11/2026 10:00", "no", "2027-01-01"]),
            ]
            for _ in range(120)
        ]
        path = write_rows(tmp_path / f"{turn}.csv", ["Email", "Phone", "Type", "Date"], rows)
        before = sum(len(signals(desk, lead)) for lead in people)
        done = imported(desk, path)
        assert sum(done.counts.values()) == len(rows)
        assert sum(len(signals(desk, lead)) for lead in people) - before == done.counts["added"]
        page = read_queue(desk.workspace)
        assert page.due + page.waiting + page.closed == len(people)


def test_no_batch_holds_the_writer_for_long(desk, tmp_path):
    for n in range(60):
        desk.add(last_name=f"N{n}", email=f"n{n}@x.fr")
    rows = [[f"n{n % 60}@x.fr", "Email open", (NOW - timedelta(minutes=n)).isoformat()] for n in range(600)]
    plan = plan_signals(desk.workspace, write_rows(tmp_path / "s.csv", ["Email", "Type", "Date"], rows))
    told = []
    apply_signals(desk.workspace, plan, lambda done, of: told.append((done, of)) or True)
    plan.close()
    assert told[-1] == (600, 600)
    assert len(told) > 2, "in several batches, so that what is typed meanwhile is saved between them"
