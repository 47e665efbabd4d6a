"""Everything the core can say has words in English and French, with the same places to fill in both."""

import ast
import string
import tomllib
from datetime import date, timedelta
from itertools import product

import pytest

from sdrdesk.core.crm.secrets import Kept
from sdrdesk.core.domain import call_queue
from sdrdesk.core.domain.assessment import State, Status
from sdrdesk.core.domain.call_queue import Closed, Due, Waiting
from sdrdesk.core.domain.calling_rules import Basis, ContactKind
from sdrdesk.core.domain.grid import Family
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.human_check import CHECKS
from sdrdesk.core.domain.job_title import FUNCTIONS, SENIORITIES
from sdrdesk.core.domain.lead import COLUMNS, Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.segment import CONTACT_KINDS, SIGNAL_GROUPS
from sdrdesk.core.domain.segment import Test as Ask
from sdrdesk.core.domain.signals import SIGNAL_TYPES, Temperature
from sdrdesk.core.domain.turns import BEHIND, CALLED
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.imports import FATES
from sdrdesk.core.operations.leads import BY_HAND
from sdrdesk.core.operations.undo import UNDOABLE
from sdrdesk.core.words import BESIDE_THE_WORDS, LANGUAGES, UNSPOKEN_REASONS, Words
from tests.support import NOW, PARIS, ROOT

TABLES = {}
for _path in [*sorted((ROOT / "resources" / "words").glob("*.toml")),
              *(ROOT / "resources" / name for name in BESIDE_THE_WORDS)]:  # fmt: skip
    TABLES |= tomllib.loads(_path.read_text(encoding="utf-8"))
SOURCES = sorted((ROOT / "sdrdesk").rglob("*.py"))


def calls(*names):
    """Every call of these names in the program, as (file, node)."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".", 1)[-1] in names:
                yield path, node


def texts(node):
    """Every text within an expression: the codes that a conditional can choose from."""
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def first_codes(*names, at=0):
    return {code for _path, node in calls(*names) if len(node.args) > at for code in texts(node.args[at])}


def leaves(entry, path=()):
    """The texts of an entry by language: [(where, {language: text})]."""
    if set(entry) == set(LANGUAGES):
        if isinstance(entry["en"], dict):
            yield from (((*path, n), {language: entry[language][n] for language in LANGUAGES}) for n in entry["en"])
        else:
            yield path, entry
        return
    for key, value in entry.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), {"en": value, "fr": ""}


ALL = [(where, said) for where, said in leaves(TABLES)]


@pytest.mark.parametrize(("where", "said"), ALL, ids=[".".join(where) for where, _ in ALL])
def test_a_text_is_in_both_languages_with_the_same_places_to_fill(where, said):
    places = {
        language: {name for _text, name, _spec, _conversion in string.Formatter().parse(said[language]) if name}
        for language in LANGUAGES
    }
    assert all(said[language].strip() for language in LANGUAGES)
    assert places["en"] == places["fr"]


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("outcome", set(Outcome)),
        ("signal", SIGNAL_TYPES),
        ("stage", set(Stage)),
        ("stage_criteria", set(Stage)),
        ("check", set(CHECKS)),
        ("contact_kind", set(ContactKind)),
        ("basis", set(Basis)),
        ("temperature", set(Temperature)),
        ("decision", set(Decision)),
        ("route", set(Route)),
        ("family", set(Family)),
        ("column", {*COLUMNS, "id", "stage", "owner", "phone_given", "mobile_given", *BY_HAND}),
        ("fate", set(FATES)),
        ("contact_kind", set(CONTACT_KINDS)),
        ("job_function", set(FUNCTIONS)),
        ("seniority", set(SENIORITIES)),
        ("segment_test", set(Ask)),
        ("signal_group", set(SIGNAL_GROUPS)),
        ("verb", {*UNDOABLE, "undo"}),
        ("key_kept", set(Kept)),
    ],
)
def test_every_member_of_a_list_has_words(table, codes):
    assert {str(c) for c in codes} <= set(TABLES[table])


def test_no_two_files_hold_the_same_table():
    names = [name for path in [*sorted((ROOT / "resources" / "words").glob("*.toml")),
                               *(ROOT / "resources" / name for name in BESIDE_THE_WORDS)]
             for name in tomllib.loads(path.read_text(encoding="utf-8"))]  # fmt: skip
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)


def test_every_error_the_program_raises_has_a_title_what_happened_and_what_to_do():
    codes = first_codes("UserError") | first_codes("FactList", at=1)
    codes |= {code for path in SOURCES if path.name == "database.py" for code in STORE_CODES}
    assert len(codes) > 30
    assert codes <= set(TABLES["error"])
    assert all(set(entry) == {"title", "detail", "hint"} for entry in TABLES["error"].values())


STORE_CODES = {"disk_full", "read_only", "cannot_open", "store_foreign", "store_damaged", "store_busy", "disk_trouble"}


def test_no_error_has_words_for_nothing():
    used = first_codes("UserError") | first_codes("FactList", at=1) | STORE_CODES
    assert set(TABLES["error"]) - used <= {"second_window"}


def test_every_error_can_be_said_with_the_values_it_is_raised_with():
    for path, node in calls("UserError"):
        given = {k.arg for k in node.keywords}
        for code in texts(node.args[0]) if node.args else ():
            if code in TABLES["error"]:
                places = {
                    name
                    for part in TABLES["error"][code].values()
                    for _t, name, _s, _c in string.Formatter().parse(part["en"])
                    if name
                }
                assert places <= given, f"{path.name}:{node.lineno} {code} lacks {places - given}"


def test_every_fault_of_a_grid_has_words():
    codes = first_codes("fault", at=1) | first_codes("one_of", at=4)
    codes |= {"toml_syntax", "unknown_format"}
    assert len(codes) > 20
    assert codes <= set(TABLES["grid_fault"])
    assert check_grid(None)[1][0].code in TABLES["grid_fault"]


def test_every_fault_of_an_answer_has_words():
    assert first_codes("AnswerError") >= {"unknown_criterion", "unknown_option", "not_a_number"}
    assert first_codes("AnswerError") <= set(TABLES["answer_fault"])


def test_every_fault_of_a_condition_has_words():
    source = ast.parse((ROOT / "sdrdesk" / "core" / "domain" / "segment.py").read_text(encoding="utf-8"))
    made = {code for _path, node in calls("SegmentFault") if len(node.args) > 2 for code in texts(node.args[2])}
    made |= texts(source) & set(TABLES["segment_fault"])
    assert made == set(TABLES["segment_fault"])
    assert set(TABLES["segment_part"]) == {"field", "test", "value"}


PROBLEMS = {
    "bad_phone", "bad_email", "bad_date", "bad_number", "unknown_country", "extra_cells", "names_nobody",
    "unclosed_quote", "stray_quote", "after_unclosed_quote", "cell_too_long", "unreadable", "other_email", "unknown_id",
    "control_characters", "doubtful_date", "second_value", "bad_siren", "bad_naf", "free_mail", "lost_digits",
    "more_numbers", "more_addresses", "doubtful_phone", "too_many_cells", "total_row", "card_not_closed",
    "card_unreadable", "footer_row", "nobodys_email", "shared_email", "other_person",
}  # fmt: skip


def test_every_problem_of_a_row_has_words_and_no_other_code_is_made():
    assert set(TABLES["problem"]) >= PROBLEMS
    made = set()
    for path in SOURCES:
        if path.name.startswith("import_") or path.name in ("csv_file.py", "vcard_file.py", "repairs.py"):
            made |= texts(ast.parse(path.read_text(encoding="utf-8")))
    assert made >= PROBLEMS
    assert {"worked_on", "changed_since"} <= set(TABLES["kept"])


def standings():
    """Every code that call_queue can give, by kind, read from its source."""
    source = ast.parse((ROOT / "sdrdesk" / "core" / "domain" / "call_queue.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Due", "Waiting", "Closed"):
            kind = ast.unparse(node.func)
            found |= {(kind, code) for code in texts(node.args[0 if kind == "Closed" else 1])}
    # these come through a variable: a date's kind, the cadence's, and the turns of a company's contacts
    found |= set(product(("Due", "Waiting"), ("callback", "nurture")))
    return found | {("Waiting", code) for code in ("retry", "rest", "further", BEHIND, CALLED)}


@pytest.mark.parametrize(("kind", "code"), sorted(standings()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_can_be_said(kind, code, language):
    params = {"at": NOW - timedelta(hours=30), "day": date(2026, 11, 26), "signal": "demo_request", "by": "Bo",
              "attempts": 2, "limit": 6, "outcome": "busy", "reason": "no_need", "days": 30,
              "channel": "email", "step_day": date(2026, 11, 20),
              "holiday_en": "Christmas Day", "holiday_fr": "Noël"}  # fmt: skip
    made = {
        "Due": lambda: Due(1, code, (0, 0, 0), params),
        "Waiting": lambda: Waiting(NOW + timedelta(days=2), code, params),
        "Closed": lambda: Closed(code, params),
    }[kind]()
    said = Words(language).standing(made, PARIS, NOW)
    assert said
    assert "{" not in said
    assert "_" not in said
    assert f"{kind.lower()}_{code}" in TABLES["standing"]
    if kind != "Due":
        assert code in TABLES["cause"]


def test_no_standing_has_words_for_nothing():
    assert set(TABLES["standing"]) == {f"{kind.lower()}_{code}" for kind, code in standings()}
    assert call_queue.Standing


@pytest.mark.parametrize("path", sorted((ROOT / "resources" / "grids").glob("*.toml")), ids=lambda p: p.stem)
def test_every_reason_a_shipped_grid_eliminates_for_has_words(path):
    grid, _faults = check_grid(tomllib.loads(path.read_text(encoding="utf-8")))
    reasons = {step.eliminates for c in grid.criteria for step in c.steps if step.eliminates}
    assert reasons
    assert reasons | {"unstated", "other"} <= set(TABLES["reason"])


@pytest.mark.parametrize("path", sorted((ROOT / "resources" / "grids").glob("*.toml")), ids=lambda p: p.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_a_shipped_grid_eliminates_for_has_its_own_way_out(path, language):
    grid, _faults = check_grid(tomllib.loads(path.read_text(encoding="utf-8")))
    reasons = {step.eliminates for c in grid.criteria for step in c.steps if step.eliminates}
    said = {reason: Words(language).way_out(reason) for reason in reasons}
    assert set(said) <= set(TABLES["way_out"])
    assert len(set(said.values())) == len(said)
    for sentence in said.values():
        assert 1 <= len([s for s in sentence.replace("?", ".").replace("\u202f", " ").split(". ") if s.strip()]) <= 3
        assert sentence[0].isupper()
        assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_of_ones_own_and_a_verdict_without_elimination_have_a_way_out_and_wrong_data_none(language):
    words = Words(language)
    assert words.way_out("wears_a_hat") == words.text("way_out", "general") != words.way_out("too_few")
    assert words.way_out("too_few") == words.text("way_out", "too_few")
    assert {words.way_out(reason) for reason in UNSPOKEN_REASONS} == {""}


def test_a_stage_is_named_in_one_place_only():
    """A firm's own label must show wherever a stage does: only operations/stages reads the shipped one."""
    tables = {"stage", "stage_criteria"}
    named = {path.name for path, node in calls("text") if node.args and texts(node.args[0]) & tables}
    assert named == {"stages.py"}


def test_every_kind_of_file_that_is_no_text_is_named():
    kinds = {"spreadsheet", "web_page", "pdf", "picture", "archive", "database", "binary"}
    assert kinds <= set(TABLES["file_kind"])
    for kind, language in product(kinds, LANGUAGES):
        title, detail, hint = Words(language).error(UserError("not_text", path="a.csv", kind=kind))
        assert title
        assert TABLES["file_kind"][kind][language] in f"{title} {detail} {hint}"


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [("en", 0, "0 days ago"), ("en", 1, "1 day ago"), ("en", 2, "2 days ago"), ("fr", 0, "il y a 0 jour"),
     ("fr", 1, "il y a 1 jour"), ("fr", 2, "il y a 2 jours")],
)  # fmt: skip
def test_one_and_many_are_said_as_each_language_does(language, n, said):
    assert Words(language).text("time", "days_ago", n=n) == said


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("en", "2026-11-24T15:00:00+01:00", "15:00"),
        ("en", "2026-11-25T09:30:00+01:00", "tomorrow 09:30"),
        ("fr", "2026-11-23T09:30:00+01:00", "hier 09:30"),
        ("fr", "2026-11-27T09:30:00+01:00", "ven. 27 nov. 09:30"),
        ("en", "2027-11-30T09:30:00+01:00", "Tue 30 Nov 2027 09:30"),
        ("en", "2026-11-24T23:30:00+00:00", "tomorrow 00:30"),
    ],
)
def test_a_moment_is_said_as_people_say_it(language, at, said):
    assert Words(language).moment(NOW.fromisoformat(at), PARIS, NOW) == said


def test_numbers_are_grouped_and_unknown_languages_speak_english():
    assert Words("en").number(1234567) == "1,234,567"
    assert Words("fr").number(1234567) == "1\u202f234\u202f567"
    assert Words("xx").language == "en"


def test_states_and_statuses_are_those_the_page_names():
    assert set(State) == {"now", "later", "never", "open"}
    assert set(Status) == {"known", "unknown", "not_asked", "presumed"}


def test_a_proper_noun_keeps_its_capital_within_a_sentence():
    assert [Words("en").inside("way", way) for way in ("linkedin", "visit")] == ["LinkedIn", "visit"]
    assert Words("fr").inside("touch", "linkedin_done") == "contact sur LinkedIn"
