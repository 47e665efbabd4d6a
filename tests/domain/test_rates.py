"""A rate says what it rests on: its interval is Wilson's, its quartiles are those of a spreadsheet."""

import statistics
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.rates import Rate, Spread, spread


@given(st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_shares_from_which_what_was_seen_is_within_1_96_standard_errors(pair):
    n, of = pair
    rate = Rate(n, of)
    assert 0 <= rate.low <= rate.value <= rate.high <= 1
    for end in (rate.low, rate.high):
        # The definition: the share p for which |seen − p| is exactly so many of its standard errors; or the border.
        assert abs(n / of - end) == pytest.approx(1.959964 * sqrt(end * (1 - end) / of), abs=1e-6)


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    # Newcombe (1998), Table I, method 3: 81/263, 15/148, 0/20, 1/29.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(n, of, low, high):
    rate = Rate(n, of)
    assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


def test_a_share_of_nothing_is_none_and_thirty_are_enough():
    nothing = Rate(0, 0)
    assert (nothing.value, nothing.low, nothing.high, nothing.enough) == (None, None, None, False)
    assert [Rate(1, of).enough for of in (29, 30)] == [False, True]
    assert [Spread(n).enough for n in (29, 30)] == [False, True]


@given(st.lists(st.integers(-1_000, 1_000) | st.floats(-1e6, 1e6), min_size=2))
def test_quartiles_are_those_of_a_spreadsheet(values):
    found = spread(values)
    assert found.n == len(values)
    assert (found.low, found.median, found.high) == pytest.approx(
        statistics.quantiles(values, n=4, method="inclusive"), abs=1e-6
    )


def test_one_value_is_its_own_middle_and_none_has_none():
    assert spread([7]) == Spread(1, 7, 7, 7)
    assert spread([]) == Spread(0, None, None, None)
