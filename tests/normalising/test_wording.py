"""What a row says, in the words that are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.answers import lower_bound
from sdrdesk.core.normalising.names import proper_case
from sdrdesk.core.normalising.wording import reworded
from sdrdesk.core.normalising.workforce import bracket_of


@pytest.mark.parametrize(
    ("fields", "ours"),
    [
        ({"first_name": "JEAN-PIERRE", "last_name": "dupont"}, {"first_name": "Jean-Pierre", "last_name": "Dupont"}),
        ({"first_name": "Zoé", "last_name": "McDonald", "company": "SNCF"}, {}),
        ({"siren": "732 829 320 00074"}, {"siren": "732829320"}),
        ({"siren": "732829320"}, {}),
        ({"siren": "123456789", "naf": "?"}, {}),
        ({"naf": "6201Z"}, {"naf": "62.01Z"}),
        ({"employees": "20 à 49 salariés"}, {}),
        ({"employees": "nov-50"}, {"employees": "11-50"}),
        ({"employees": "12"}, {}),
        ({"employees": "many", "first_name": "", "siren": ""}, {}),
    ],
)
def test_a_row_is_put_in_our_words_where_they_are_others(fields, ours):
    assert reworded(fields) == ours


def test_a_column_of_codes_is_read_as_codes():
    assert reworded({"employees": "12"}, insee=True) == {"employees": "20-49"}


NAMES = st.one_of(
    st.sampled_from(["La", "De la tour", "de la TOUR", "o'neil", "X", "JP", "MARTIN", "éric", "D’ANGELO", "Ng", ""]),
    st.text(st.sampled_from("aBcÉé-' ’"), max_size=8),
)


@given(NAMES)
def test_a_name_is_written_as_the_rule_for_names_says(name):
    assert reworded({"last_name": name}).get("last_name", name) == proper_case(name)


@given(st.one_of(st.integers(0, 10_000).map(str), st.sampled_from(["1 000 et plus", "<10", "10,000+", "2-10", "NN"])))
def test_a_size_in_our_words_has_the_lower_bound_that_was_said(size):
    assert lower_bound(reworded({"employees": size}).get("employees", size)) == bracket_of(size).lowest
