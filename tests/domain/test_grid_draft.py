"""A grid while it is edited: faults where they are, every step back, the TOML it becomes, what differs."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.grid_compare import compare
from sdrdesk.core.domain.grid_draft import GridDraft, copied, free_id, new_criterion, new_option
from sdrdesk.core.exchange.grid_file import grid_toml, read_grid, shipped_grids
from sdrdesk.core.grid_words import difference_words, step_words
from sdrdesk.core.words import Words

SHIPPED = shipped_grids()
BANT = tomllib.loads(SHIPPED["bant"])


def place(draft, criterion_id):
    return next(n for n, c in enumerate(draft.raw["criterion"]) if c["id"] == criterion_id)


@pytest.fixture
def draft():
    return GridDraft(BANT)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_grid_written_reads_as_it_was(name):
    raw = tomllib.loads(SHIPPED[name])
    assert tomllib.loads(grid_toml(raw)) == raw
    assert read_grid(grid_toml(raw))[0] == read_grid(SHIPPED[name])[0]


def test_typing_at_one_place_is_one_step_back(draft):
    for text in ("N", "Ne", "Nee"):
        draft.type(("name", "en"), text)
    draft.type(("name", "fr"), "B")
    assert draft.undo()
    assert draft.value(("name", "fr")) == BANT["name"]["fr"]
    assert draft.value(("name", "en")) == "Nee"
    assert draft.undo()
    assert draft.raw == BANT
    assert not draft.undo()


def test_a_step_undone_comes_back_until_something_else_is_done(draft):
    draft.set(("thresholds", "now"), 80)
    draft.undo()
    assert draft.redo()
    assert draft.value(("thresholds", "now")) == 80
    draft.undo()
    draft.set(("thresholds", "later"), 10)
    assert not draft.redo()


def test_editing_never_changes_what_it_began_from(draft):
    before = grid_toml(BANT)
    draft.set(("criterion", 0, "option", 0, "percent"), 7)
    draft.move(("criterion", 0), 2)
    draft.remove(("criterion", 1))
    assert grid_toml(BANT) == before


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("thresholds", "later"), 70, "thresholds_order"),
        (("criterion", 0, "option", 1, "percent"), 101, "out_of_range"),
        (("criterion", 0, "option", 1, "label", "fr"), "", "untranslated"),
        (("criterion", 0, "weight", "long"), -1, "negative_weight"),
        (("criterion", 1, "band", 1, "up_to"), 5, "bands_do_not_rise"),
        (("good_lead", "en"), "  ", "untranslated"),
    ],
)
def test_a_fault_stands_at_the_place_that_was_edited(draft, path, value, code):
    draft.set(path, value)
    assert draft.grid is None
    assert [f.code for f in draft.faults_at(path)] == [code]
    assert draft.path_of(draft.faults[0].where) == path
    draft.undo()
    assert draft.grid is not None
    assert draft.faults == ()


def test_what_comes_after_a_criterion_follows_its_new_id_and_loses_it_when_it_goes(draft):
    need = place(draft, "need")
    followers = [c["id"] for c in BANT["criterion"] if c.get("after") == "need"]
    assert followers
    draft.rename(need, "problem")
    assert [c["id"] for c in draft.raw["criterion"] if c.get("after") == "problem"] == followers
    draft.remove(("criterion", need))
    assert all(c.get("after") != "problem" for c in draft.raw["criterion"])
    assert draft.grid is not None


def test_moving_stops_at_the_ends(draft):
    last = len(BANT["criterion"]) - 1
    assert draft.move(("criterion", 0), -1) == 0
    assert not draft.can_undo
    assert draft.move(("criterion", 0), 99) == last
    assert draft.raw["criterion"][last]["id"] == BANT["criterion"][0]["id"]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_criterion_lacks_nothing_but_its_words(draft, kind):
    draft.insert(("criterion",), new_criterion([c["id"] for c in BANT["criterion"]], kind))
    # a second criterion of behaviour makes behaviour too heavy, which is a fault of the grid and not of the criterion
    assert {f.code for f in draft.faults if f.where != "criterion"} == {"untranslated"}
    at = len(BANT["criterion"])
    for path in [p for p in map(draft.path_of, {f.where for f in draft.faults}) if p != ("criterion",)]:
        assert path[:2] == ("criterion", at)
        draft.set(path, "words")
    draft.set(("criterion", at, "weight"), 1)
    assert draft.grid is not None


def test_an_id_is_made_of_a_text_and_is_free():
    assert free_id("Société Générale — Q4", []) == "societe_generale_q4"
    assert free_id("BANT", ["bant", "bant_2"]) == "bant_3"
    assert free_id("—", []) == "grid"
    assert new_option(["answer"])["id"] == "answer_2"


def test_a_copy_is_a_grid_of_ones_own(draft):
    raw = copied({**BANT, "version": 4, "agreed_by": ["A"]}, "ours", {"en": "Ours", "fr": "La nôtre"})
    grid = GridDraft(raw).grid
    assert (grid.id, grid.version, grid.agreed_by, grid.review_by) == ("ours", 1, (), None)
    assert grid.criteria == draft.grid.criteria


# -- what differs ----------------------------------------------------------------------------------------------------


def differences(draft):
    old = read_grid(SHIPPED["bant"])[0]
    return [(d.criterion, d.part, d.detail, d.before, d.after) for d in compare(old, draft.grid)]


def test_nothing_differs_from_itself(draft):
    assert differences(draft) == []


def test_each_edit_is_one_difference(draft):
    need, size, signals = place(draft, "need"), place(draft, "size"), place(draft, "engagement")
    draft.set(("thresholds", "now"), 75)
    draft.set(("review_by",), date(2028, 1, 1))
    draft.set(("criterion", need, "weight", "long"), 44)
    draft.set(("criterion", need, "option", 0, "percent"), 90)
    draft.set(("criterion", need, "option", 4, "eliminates"), None)
    draft.set(("criterion", size, "band", 0, "percent"), 0)
    draft.set(("criterion", size, "band", 0, "up_to"), 4)
    draft.set(("criterion", signals, "signal", "demo_request"), 1)
    draft.set(("criterion", 0, "label", "fr"), "Filière")
    assert differences(draft) == [
        ("", "now", "", 70, 75),
        ("", "review_by", "", date(2027, 3, 1), date(2028, 1, 1)),
        ("sector", "label", "fr", "Secteur", "Filière"),
        ("size", "band_up_to", "1", 9.0, 4.0),
        ("size", "band_percent", "1", 20, 0),
        ("engagement", "signal", "demo_request", BANT["criterion"][signals]["signal"]["demo_request"], 1),
        ("need", "weight", "long", BANT["criterion"][need]["weight"]["long"], 44),
        ("need", "option_percent", "blocking", 100, 90),
        ("need", "option_eliminates", "none", "no_need", None),
    ]


def test_criteria_added_gone_and_moved_are_told(draft):
    draft.remove(("criterion", place(draft, "size")))
    assert differences(draft) == [("size", "criterion", "", "size", None)]
    draft.undo()
    draft.move(("criterion", 0), 1)
    assert {d[1] for d in differences(draft)} == {"place"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_difference_between_two_grids_has_words(name, language):
    old, new = read_grid(SHIPPED["bant"])[0], read_grid(SHIPPED[name])[0]
    words = Words(language)
    for difference in compare(old, new):
        assert words.has("grid_part", difference.part)
        label, part, before, after = difference_words(difference, old, new, words)
        assert part
        assert before != after
        assert (label == "") is (difference.criterion == "")


def test_bands_are_said_as_people_say_them():
    words = Words("en")
    size = read_grid(SHIPPED["bant"])[0].criterion("size")
    said = [step_words(size, n, words) for n in range(len(size.bands))]
    assert said == ["up to 9", "over 9, up to 49", "over 49, up to 999", "over 999"]


# -- whatever is done can be taken back ------------------------------------------------------------------------------

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["type", "set", "insert", "remove", "move", "option"]), st.integers(0, 20), st.integers(-9, 120)
    ),
    max_size=25,
)


@given(EDITS)
def test_any_run_of_edits_is_taken_back_whole_and_brought_back_whole(edits):
    draft = GridDraft(BANT)
    for what, n, value in edits:
        criteria = draft.tables(("criterion",))
        if what == "insert":
            draft.insert(("criterion",), new_criterion([str(c.get("id")) for c in criteria], list(Kind)[n % 5]), n)
        elif criteria:
            path = ("criterion", n % len(criteria))
            match what:
                case "type":
                    draft.type((*path, "label", "en"), str(value))
                case "set":
                    draft.set((*path, "weight"), value)
                case "remove":
                    draft.remove(path)
                case "move":
                    draft.move(path, value)
                case "option":
                    draft.insert((*path, "option"), new_option([]))
        assert (draft.grid is None) is bool(draft.faults)
    assert tomllib.loads(grid_toml(draft.raw)) == draft.raw
    end = draft.raw
    while draft.undo():
        pass
    assert draft.raw == BANT
    while draft.redo():
        pass
    assert draft.raw == end
