"""Cutting the list of leads: what SQL finds is what a slow reading of every lead finds."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.answers import lower_bound
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.segment import FIELDS, Condition, Test, asked_of, check_segment
from sdrdesk.core.domain.signals import COLD_TYPES, HOT_TYPES, SIGNAL_TYPES, WARM_TYPES
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import bulk, campaigns, segments, views
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import LeadFilter, add_note, add_signal, dossier, find_leads, most_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.words import Words
from tests.support import NOW, PARIS

CITIES = ["Lyon", "LYON", "Saint-Étienne", "saint etienne", "Le Mans", "", "Ōsaka"]
NUMBERS = ["", "50", "50–99", "1 200", "12,5", "beaucoup", "1k"]
TAGS = ["", "salon", "Salon; été", "été, hiver", "salon d’été"]
DAYS = ["", "2026-11-24", "2026-11-20", "2025-01-01", "printemps"]
TITLES = {
    "": ("", ""),
    "DAF": ("finance", "director"),
    "Head of Sales": ("sales", "head"),
    "Gérante": ("management", "owner"),
    "Médecin": ("other", ""),
}
PHONES = ["+33612345678", "+33499001000", "+441632960000"]


def plain(text):
    """Written apart from the program: lower case, no accent, single blanks."""
    import unicodedata

    return " ".join(
        "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower().split()
    )


def holds(known, condition, today):
    """Whether a lead fits, read from its facts by hand."""
    field, test, value = condition.field, condition.test, condition.value
    if test == "is_not":
        return not holds(known, Condition(field, "is", value), today)
    if test == "is_not_empty":
        return not holds(known, Condition(field, "is_empty"), today)
    lead, state = known.summary.lead, known.summary.state
    if field == "signal":
        name, _, days = value.partition(" within ")
        types = {"any": SIGNAL_TYPES, "hot": HOT_TYPES, "warm": WARM_TYPES, "cold": COLD_TYPES}.get(name, {name})
        since = today - timedelta(int(days)) if days else date.min
        return any(s.type in types and s.at.astimezone(PARIS).date() >= since for s in known.signals)
    if field == "notes":
        return not known.notes if test == "is_empty" else any(plain(value) in plain(n.text) for n in known.notes)
    if field == "tag":
        tags = [plain(t) for t in lead.tags.replace(";", ",").split(",") if t.strip()]
        asked = {"is": plain(value).__eq__, "contains": lambda t: plain(value) in t, "is_empty": lambda t: True,
                 "starts_with": lambda t: t.startswith(plain(value))}[test]  # fmt: skip
        return (not tags) if test == "is_empty" else any(asked(t) for t in tags)
    if field == "temperature":
        return known.summary.temperature == value
    if field in ("next_date", "last_call"):
        at = getattr(state, field)
        day = at.astimezone(PARIS).date() if at else None
        return at is None if test == "is_empty" else day is not None and on_day(day, test, value, today)
    if field == "source_date":
        day = date.fromisoformat(lead.source_date) if lead.source_date[:1].isdigit() else None
        return lead.source_date == "" if test == "is_empty" else day is not None and on_day(day, test, value, today)
    if field in ("score", "open", "attempts", "grid_version", "employees", "cost"):
        if test == "is_empty":
            return getattr(lead, field) == ""
        number = {"score": lambda: state.score // 10, "open": lambda: state.open // 10,
                  "attempts": lambda: state.attempts, "grid_version": lambda: state.grid_version}.get(
            field, lambda: lower_bound(getattr(lead, field)))()  # fmt: skip
        asked = lower_bound(value)
        return (
            number is not None
            and {"is": number == asked, "at_least": number >= asked, "at_most": number <= asked}[test]
        )
    if field in ("function", "seniority"):
        said = TITLES[lead.job_title][("function", "seniority").index(field)]
        return said == (value if test == "is" else "")
    stored = getattr(state if field in ("decision", "route", "reason", "grid") else lead, field)
    if test == "is_empty":
        return stored == ""
    if field in ("phone", "mobile"):
        digits = [("".join(c for c in t if c in "0123456789")).lstrip("0") for t in (stored, value)]
        return digits[1] in digits[0] if test == "contains" else digits[0] == digits[1]
    if field in ("stage", "decision", "route", "reason", "campaign", "contact_kind"):
        return stored == value
    said, asked = plain(stored), plain(value)
    return {"is": said == asked, "contains": asked in said, "starts_with": said.startswith(asked)}[test]


def on_day(day, test, value, today):
    if test in ("within_last", "within_next"):
        low, high = (
            (today - timedelta(int(value)), today) if test == "within_last" else (today, today + timedelta(int(value)))
        )
        return low <= day <= high
    asked = date.fromisoformat(value)
    return {"is": day == asked, "before": day < asked, "after": day > asked}[test]


@pytest.fixture(scope="module")
def filled(new_desk):
    """Some sixty leads of every sort, with all that is known of each."""
    desk, pick = new_desk(), random.Random(4)
    workspace = desk.workspace
    campaign = campaigns.save_campaign(workspace, Campaign("", "Industrie"))[0]
    for n in range(60):
        lead = desk.add(
            last_name=f"Lead {n}", city=pick.choice(CITIES), employees=pick.choice(NUMBERS), cost=pick.choice(NUMBERS),
            tags=pick.choice(TAGS), source_date=pick.choice(DAYS), phone=pick.choice(PHONES), email=f"l{n}@ex.example",
            company=pick.choice(["Électro Rhône", "ELECTRO RHONE", "Bêta & fils", "100% net"]), source="salon",
            job_title=pick.choice(list(TITLES)),
        )  # fmt: skip
        if pick.random() < 0.5:
            add_signal(workspace, lead, pick.choice(sorted(SIGNAL_TYPES)), NOW - timedelta(days=pick.randrange(120)))
        if pick.random() < 0.3:
            add_note(workspace, lead, pick.choice(["Rappeler en été", "rien", "À relancer\nvite"]))
        if pick.random() < 0.4:
            outcome = pick.choice([Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.REACHED])
            record_call(workspace, lead, outcome, at=NOW - timedelta(hours=pick.randrange(200)))
        if pick.random() < 0.3:
            decide(workspace, lead, Decision.LATER, Route.NURTURE, until=NOW.date() + timedelta(pick.randrange(1, 40)))
        elif pick.random() < 0.2:
            decide(workspace, lead, Decision.NEVER, Route.EXCLUDE, reason="no_need")
        if pick.random() < 0.4:
            bulk.change_leads(workspace, [lead], bulk.put_in_campaign(campaign.id))
        if pick.random() < 0.4:
            bulk.change_leads(workspace, [lead], bulk.set_kind(pick.choice(["professional", "consumer"])))
        if pick.random() < 0.4:
            bulk.change_leads(workspace, [lead], bulk.give_to(pick.choice(["Zoé", "Alix"])))
    yield desk, [dossier(workspace, i) for i in find_leads(workspace, LeadFilter())], campaign
    workspace.store.close()


VALUES = st.sampled_from([
    "Lyon", "lyon", "saint", "etienne", "é", "50", "49", "12.5", "1200", "0", "salon", "ete", "été", "2026-11-24",
    "2026-11-21", "2025-06-01", "1", "7", "30", "hot", "warm", "cold", "any", "webinar", "any within 30",
    "hot within 7", "lead", "sql", "excluded", "nurturing", "later", "never", "nurture", "exclude", "no_need",
    "professional", "consumer", "zoe", "Alix", "06 12", "+33612345678", "612", "electro rhone", "%", "100%", "_",
    "rappeler", "vite", "bant", "''; --", "Industrie", "l1@ex.example", "sal", "",
    "finance", "other", "director", "owner",
])  # fmt: skip


CONDITIONS = st.builds(
    lambda field, n, value: Condition(
        field, (t := asked_of(field)[n % len(asked_of(field))]), "" if t.endswith("empty") else value
    ),
    st.sampled_from(sorted(FIELDS)),
    st.integers(0, 20),
    VALUES,
)


@given(st.lists(CONDITIONS, min_size=1, max_size=3))
@many(max_examples=300)
def test_sql_finds_what_a_slow_reading_finds(filled, conditions):
    desk, known, campaign = filled
    assume(not check_segment(conditions))
    assume(all(c.field != "campaign" or c.value in ("", "Industrie") for c in conditions))
    found = find_leads(desk.workspace, LeadFilter("", tuple(conditions)))
    by_hand = [Condition(c.field, c.test, campaign.id) if c.field == "campaign" and c.value else c for c in conditions]
    assert found == [k.summary.lead.id for k in known if all(holds(k, c, NOW.date()) for c in by_hand)]


def test_the_leads_filled_tell_the_conditions_apart(filled):
    desk, known, _campaign = filled
    for typed in (
        "city is lyon", "employees at_least 50", "tag is salon", "notes contains ete", "signal is any within 30",
        "temperature is warm", "decision is later", "never called", "campaign is Industrie", "score at_most 5",
        "next_date within_next 20", "owner is zoe", "contact_kind is consumer", "source_date before 2026-01-01",
        "function is finance", "seniority is owner",
    ):  # fmt: skip
        found = find_leads(desk.workspace, LeadFilter("", segments.read_segment(desk.workspace, [typed])))
        assert 0 < len(found) < len(known), typed


def test_a_search_and_conditions_cut_together(desk):
    wanted = desk.add(last_name="Arnaud", city="Lyon")
    desk.add(last_name="Arnaud", city="Metz")
    desk.add(last_name="Berger", city="Lyon")
    assert find_leads(desk.workspace, LeadFilter("arn", (Condition("city", "is", "LYON"),))) == [wanted]
    assert most_leads(desk.workspace) == 3


def test_what_people_type_is_understood_as_they_mean_it(desk):
    wanted = desk.add(last_name="A", country="FR", phone="06 12 34 56 78", source_date="2026-03-01")
    desk.add(last_name="B", country="BE", phone="+32 470 12 34 56", source_date="2026-05-01")
    for typed in (
        "country is France",
        "phone is 0612345678",
        "phone contains 06 12",
        "source_date is 01/03/2026",
        "source_date before 1 avril 2026",
    ):
        assert find_leads(desk.workspace, LeadFilter("", segments.read_segment(desk.workspace, [typed]))) == [wanted], (
            typed
        )


def test_a_bad_condition_is_refused_in_words_with_its_place(desk):
    with pytest.raises(UserError) as caught:
        segments.read_segment(desk.workspace, ["city is Lyon", "employees at_least many"])
    title, detail, _hint = Words("en").error(caught.value)
    assert (title, detail) == ("This filter cannot be used", "Condition 2, the value: “many” is no number.")
    with pytest.raises(UserError, match="bad_condition"):
        find_leads(desk.workspace, LeadFilter("", (Condition("campaign", "is", "nothing"),)))


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("city is Lyon", "City is Lyon", "Ville\u202f: Lyon"),
        ("stage is sql", "Stage is SQL", "Étape\u202f: SQL"),
        ("function is IT", "Function is IT", "Service\u202f: informatique"),
        ("seniority is director", "Seniority is director", "Niveau hiérarchique\u202f: directeur"),
        ("decision is_not later", "Decision is not Later", "Décision autre que Plus tard"),
        ("employees at_least 50", "Workforce at least 50", "Effectif\u202f: au moins 50"),
        ("last_call before 2026-03-01", "Last call before 1 Mar 2026", "Dernier appel avant le 1er mars 2026"),
        ("last_call within_last 7", "Last call in the last 7 days", "Dernier appel\u202f: 7 derniers jours"),
        ("next_date within_next 1", "Next date today or tomorrow", "Prochaine date\u202f: aujourd’hui ou demain"),
        ("tag is_not salon", "Without tag salon", "Sans l’étiquette salon"),
        ("signal is trial within 30", "Signal in the last 30 days: Trial", "Signal des 30 derniers jours\u202f: Essai"),
        ("never called", "Never called", "Jamais appelé"),
        ("campaign is industrie", "Campaign is Industrie", "Campagne\u202f: Industrie"),
    ],
)  # fmt: skip
def test_a_condition_is_said_as_people_say_it(filled, typed, english, french):
    workspace = filled[0].workspace
    (condition,) = segments.read_segment(workspace, [typed])
    assert segments.condition_words(workspace, condition, Words("en")) == english
    assert segments.condition_words(workspace, condition, Words("fr")) == french


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_condition_there_can_be_has_words(desk, field, language):
    words = Words(language)
    for test in asked_of(field):
        assert words.has("segment_test", test)
        said = segments.condition_words(
            desk.workspace, Condition(field, test, "" if test.endswith("empty") else "7"), words
        )
        assert not set(said) & set("{}_")
    assert words.has("column", field) or words.has("segment_field", field)


def test_a_day_begins_at_midnight_where_the_workspace_is(desk):
    late = desk.add(last_name="Late")
    at = datetime.combine(NOW.date() - timedelta(1), time(23, 59), PARIS)
    record_call(desk.workspace, late, Outcome.NO_ANSWER, at=at)
    for typed, fits in (
        ("last_call is 2026-11-23", True),
        ("last_call is 2026-11-24", False),
        ("last_call before 2026-11-24", True),
    ):
        found = find_leads(desk.workspace, LeadFilter("", segments.read_segment(desk.workspace, [typed])))
        assert bool(found) is fits


# -- saved views -------------------------------------------------------------------------------------------------------

LYON = (Condition("city", Test.IS, "Lyon"),)


def saved(desk, name, conditions=LYON, **also):
    return views.save_view(desk.workspace, views.SavedView("", name, "", conditions, **also))[0]


def names(desk):
    return [v.name for v in views.list_views(desk.workspace)]


def test_views_are_kept_renamed_put_in_order_and_dropped(desk):
    a, b, c = (saved(desk, name) for name in "ABC")
    assert names(desk) == ["A", "B", "C"]
    views.move_view(desk.workspace, c.id, -2)
    views.move_view(desk.workspace, a.id, 5)
    assert names(desk) == ["C", "B", "A"]
    views.rename_view(desk.workspace, b.id, " Béta ")
    views.delete_view(desk.workspace, c.id)
    assert names(desk) == ["Béta", "A"]
    assert views.find_view(desk.workspace, "béta").conditions == LYON
    assert saved(desk, "D").place > views.find_view(desk.workspace, "A").place


def test_a_view_is_changed_under_its_name(desk):
    kept = saved(desk, "A")
    other = (Condition("employees", Test.AT_LEAST, "50"),)
    views.save_view(desk.workspace, views.SavedView(kept.id, "A", "arn", other))
    (view,) = views.list_views(desk.workspace)
    assert (view.id, view.search, view.conditions) == (kept.id, "arn", other)


@pytest.mark.parametrize(
    ("name", "conditions", "code"),
    [(" ", LYON, "view_unnamed"), ("a", LYON, "view_known"), ("B", (Condition("x", "is", "y"),), "bad_condition")],
)
def test_a_view_that_cannot_be_kept_is_refused(desk, name, conditions, code):
    saved(desk, "A")
    with pytest.raises(UserError) as caught:
        saved(desk, name, conditions)
    assert caught.value.code == code
    assert names(desk) == ["A"]


def test_what_was_done_to_views_can_be_taken_back(desk):
    from sdrdesk.core.operations.undo import undo_last

    a, _b = saved(desk, "A"), saved(desk, "B")
    views.move_view(desk.workspace, a.id, 1)
    views.rename_view(desk.workspace, a.id, "C")
    views.delete_view(desk.workspace, a.id)
    seen = [names(desk)]
    for _ in range(5):
        assert undo_last(desk.workspace).changes.views
        seen.append(names(desk))
    assert seen == [["B"], ["B", "C"], ["B", "A"], ["A", "B"], ["A"], []]


def test_a_view_changed_since_is_kept_by_an_undo(desk):
    from sdrdesk.core.operations.undo import undo_operation

    made, changes = views.save_view(desk.workspace, views.SavedView("", "A", "", LYON))
    views.rename_view(desk.workspace, made.id, "B")
    done = undo_operation(desk.workspace, changes.operation)
    assert (done.undone, [k.code for k in done.kept], names(desk)) == (0, ["changed_since"], ["B"])


def test_the_leads_of_views_are_counted_when_asked(filled):
    desk = filled[0]
    kept = [
        saved(desk, "Lyon"),
        saved(desk, "Nobody", (Condition("city", Test.IS, "Atlantis"),)),
    ]
    broken = views.SavedView("x", "Broken", "", (Condition("campaign", Test.IS, "gone"),))
    counts = views.count_views(desk.workspace, [*kept, broken])
    assert counts == {
        kept[0].id: sum(k.summary.lead.city.lower() == "lyon" for k in filled[1]),
        kept[1].id: 0,
        "x": None,
    }
    with pytest.raises(UserError, match="cancelled"):
        views.count_views(desk.workspace, kept, lambda done, of: False)
