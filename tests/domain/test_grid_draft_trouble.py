"""A draft under hostile hands: ids typed letter by letter, files that are grids in name only."""

import tomllib

import pytest

from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.grid_draft import GridDraft, new_criterion
from sdrdesk.core.exchange.grid_file import read_grid, shipped_grids

BANT = tomllib.loads(shipped_grids()["bant"])
NEED = next(n for n, c in enumerate(BANT["criterion"]) if c["id"] == "need")
FOLLOWERS = [n for n, c in enumerate(BANT["criterion"]) if c.get("after") == "need"]


def with_part(criterion: int, **parts):
    return {**BANT, "criterion": [c | parts if n == criterion else c for n, c in enumerate(BANT["criterion"])]}


def test_an_id_that_reads_as_anothers_on_the_way_takes_nothing_from_it():
    draft = GridDraft(BANT)
    ids = [c["id"] for c in BANT["criterion"]]
    at = draft.insert(("criterion",), new_criterion(ids, Kind.CHOICE))
    assert FOLLOWERS
    for typed in ("n", "ne", "nee", "need", "need_", "need_2"):
        draft.rename(at, typed)
    assert [draft.value(("criterion", n, "after")) for n in FOLLOWERS] == ["need"] * len(FOLLOWERS)


def test_what_comes_after_a_renamed_criterion_still_does_when_the_typing_met_another_id():
    draft = GridDraft(BANT)
    other = BANT["criterion"][NEED - 1]["id"]
    for typed in (other, f"{other}_x"):
        draft.rename(NEED, typed)
    assert [draft.value(("criterion", n, "after")) for n in FOLLOWERS] == [f"{other}_x"] * len(FOLLOWERS)
    draft.undo()
    assert draft.raw == BANT


def test_what_is_no_table_keeps_the_others_in_their_places():
    draft = GridDraft({**BANT, "criterion": ["x", *BANT["criterion"]]})
    tables = draft.tables(("criterion",))
    assert [draft.value(("criterion", n, "id")) for n in range(len(tables))] == [t.get("id") for t in tables]
    draft.remove(("criterion", 0))
    assert draft.raw == BANT


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (with_part(NEED, label={"en": "Need"}), ("criterion", NEED, "label", "fr")),
        (with_part(NEED, label="x"), ("criterion", NEED, "label")),
        ({**BANT, "name": {"en": "x"}}, ("name", "fr")),
        ({k: v for k, v in BANT.items() if k != "thresholds"}, ("thresholds",)),
        (with_part(NEED, weight={"short": 1, "medium": 1}), ("criterion", NEED, "weight", "long")),
    ],
)
def test_a_fault_leads_to_its_place_even_where_nothing_stands_yet(raw, path):
    draft = GridDraft(raw)
    assert draft.path_of(draft.faults[0].where) == path


@pytest.mark.parametrize(
    ("raw", "where", "code"),
    [
        ({**BANT, "version": 10**30}, "version", "out_of_range"),
        (with_part(0, kind="number", option=None, band=[{"up_to": 10**400, "percent": 0}, {"percent": 100}]),
         f"criterion.{BANT['criterion'][0]['id']}.band.1.up_to", "mistyped"),
        (with_part(0, kind="signals", half_life_days=10**400, signal={"webinar": 1}),
         f"criterion.{BANT['criterion'][0]['id']}.half_life_days", "half_life"),
    ],
)  # fmt: skip
def test_a_number_beyond_all_measure_is_a_fault(raw, where, code):
    grid, faults = check_grid(raw)
    assert grid is None
    assert (where, code) in [(f.where, f.code) for f in faults]


def test_a_number_of_thousands_of_digits_is_no_toml_for_us():
    grid, faults = read_grid("version = " + "9" * 5000)
    assert grid is None
    assert [f.code for f in faults] == ["toml_syntax"]


def test_a_fault_quotes_a_value_in_short():
    _grid, faults = check_grid({**BANT, "criterion": ["x", *BANT["criterion"]]})
    assert faults[0].where == "criterion"
    assert len(faults[0].value) == 80
