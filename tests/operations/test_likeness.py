"""Who is taken for the same: measured on pairs worded by hand, with what is missed named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.name_likeness import NameMatch, compare_names, person_name, skeleton
from sdrdesk.core.operations.identity import blocks_of, identity_of
from sdrdesk.core.operations.likeness import LIKELY, compare_leads, likeness_said
from sdrdesk.core.words import Words
from tests.operations.likeness_pairs import APART, LATER_APART, LATER_SAME, SAME, lead

MISSED = {
    "a last name alone, a title and nothing else but the line",
    "moved without anything kept but a rare name and the town",
}
"""What no rule tells from chance: "Mr Benali" on a switchboard, a name that changed company and nothing more."""
LATER_MISSED, LATER_WRONG = {"an umlaut written out"}, {"Anne and Anne-Marie, an address each"}
EVERY = SAME + APART + LATER_SAME + LATER_APART


def score(one, other):
    return compare_leads(lead(one, 1), lead(other, 2)).score


def names(pairs, fits):
    return {why for why, one, other in pairs if fits(score(one, other))}


def test_precision_and_recall_on_pairs_worded_by_hand():
    found = names(SAME, lambda n: n >= LIKELY)
    wrong = names(APART, lambda n: n >= LIKELY)
    assert len(SAME) >= 40
    assert len(APART) >= 40
    assert wrong == set()
    assert {why for why, *_ in SAME} - found == MISSED
    assert len(found) / (len(found) + len(wrong)) == 1
    assert len(found) / len(SAME) >= 0.95


def test_precision_and_recall_on_pairs_that_no_weight_was_set_by():
    found = names(LATER_SAME, lambda n: n >= LIKELY)
    wrong = names(LATER_APART, lambda n: n >= LIKELY)
    assert {why for why, *_ in LATER_SAME} - found == LATER_MISSED
    assert wrong == LATER_WRONG
    assert len(found) / (len(found) + len(wrong)) > 0.95
    assert len(found) / len(LATER_SAME) > 0.95


@pytest.mark.parametrize(("why", "one", "other"), EVERY, ids=[why for why, *_ in EVERY])
def test_it_is_the_same_whichever_comes_first(why, one, other):
    a, b = lead(one, 1), lead(other, 2)
    assert compare_leads(a, b).score == compare_leads(b, a).score
    assert {r.code for r in compare_leads(a, b).reasons} == {r.code for r in compare_leads(b, a).reasons}


@pytest.mark.parametrize(("why", "one", "other"), SAME + LATER_SAME, ids=[why for why, *_ in SAME + LATER_SAME])
def test_whoever_is_likely_the_same_shares_a_block(why, one, other):
    if why not in MISSED | LATER_MISSED:
        assert set(blocks_of(identity_of(lead(one, 1)))) & set(blocks_of(identity_of(lead(other, 2))))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_has_words(language):
    words = Words(language)
    for _why, one, other in EVERY:
        for reason in compare_leads(lead(one, 1), lead(other, 2)).reasons:
            assert words.has("likeness", reason.code), reason.code


def test_the_reasons_are_said_with_what_speaks_for_it_first():
    one = Lead("1", first_name="Anne", last_name="Martin", company="Lumen", mobile="+33612345678", email="a@lumen.fr")
    other = Lead("2", first_name="A.", last_name="Martin", company="Bel", mobile="+33612345678", email="am@bel.fr")
    found = compare_leads(one, other)
    said = likeness_said(found, Words("en"))
    assert said == "same mobile, same initial and last name, another company (may have moved), but two e-mails"
    assert [r.code for r in found.reasons if r.against] == ["other_email"]


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (("Jean", "Martin"), ("JEAN", "MARTIN"), NameMatch.SAME),
        (("Martin", "Jean"), ("Jean", "Martin"), NameMatch.SWAPPED),
        (("Bernard", "Martin"), ("Martin", "Bernard"), NameMatch.SWAPPED),
        (("J", "Martin"), ("Jean", "Martin"), NameMatch.INITIAL),
        (("M.", "Martin"), ("Jean", "Martin"), NameMatch.PARTIAL),
        (("", "Martin"), ("Jean", "Martin"), NameMatch.PARTIAL),
        (("Jean", "Martin"), ("Jeanne", "Martin"), NameMatch.FAMILY),
        (("Jean", "Martin"), ("Jean", "Durand"), NameMatch.FIRST_ONLY),
        (("Jean", "Martin"), ("Paul", "Durand"), NameMatch.OTHER),
        (("Service", "achats"), ("Paul", "Durand"), NameMatch.UNKNOWN),
        (("Tony", "Blanc"), ("Antoine", "Blanc"), NameMatch.SHORT),
        (("Anthony", "Blanc"), ("Antoine", "Blanc"), NameMatch.FAMILY),  # both may be Tony
        (("Sophie", "M."), ("Sophie", "Martin"), NameMatch.INITIAL),
        (("", ""), ("", ""), NameMatch.UNKNOWN),
    ],
)
def test_two_names_are_to_each_other(one, other, match):
    assert compare_names(person_name(*one), person_name(*other)) is match
    assert compare_names(person_name(*other), person_name(*one)) is match


@pytest.mark.parametrize(("one", "other"), [("philippe", "filipe"), ("catherine", "katherine"), ("weber", "wheber")])
def test_spellings_by_ear_share_their_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_two_records_can_be_compared(first, last, company, email):
    one = Lead("1", first_name=first, last_name=last, company=company, email=email, phone=company, linkedin=last)
    other = Lead("2", first_name=last, last_name=first, company=email, email=company, mobile=company, siren=email)
    assert 0 <= compare_leads(one, other).score <= 99
    assert compare_leads(one, other).score == compare_leads(other, one).score
