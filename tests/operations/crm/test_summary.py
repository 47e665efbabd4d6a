"""Which texts of a CRM a summary may stand in place of."""

import pytest

from sdrdesk.core.operations.crm.summary import may_replace, summary
from sdrdesk.core.words import LANGUAGES, Words

BARE = {"score": "18", "open": "72", "grid": "bant 1", "decision": "", "route": "", "reason": "", "next_date": ""}
DECIDED = BARE | {"decision": "later", "route": "nurture", "reason": "cannot_fund", "next_date": "2027-03-01"}


@pytest.mark.parametrize("ours", LANGUAGES)
@pytest.mark.parametrize("theirs", LANGUAGES)
def test_a_summary_stands_in_place_of_another_of_any_language_unless_it_tells_less(ours: str, theirs: str):
    bare, decided = summary(Words(ours), BARE), summary(Words(ours), DECIDED)
    assert may_replace(bare, summary(Words(theirs), BARE))
    assert may_replace(decided, summary(Words(theirs), BARE))
    assert may_replace(decided, summary(Words(theirs), DECIDED | {"route": "exclude", "next_date": "2027-12-31"}))
    assert not may_replace(bare, summary(Words(theirs), DECIDED))


def test_a_summary_is_known_again_however_a_crm_spaces_its_lines():
    said = "Score 18/100, 72 encore ouverts (grille bant 1)\r\n\r\n Prochaine étape : 1er mars 2027 \r\n"
    assert may_replace(summary(Words("fr"), DECIDED), said)


@pytest.mark.parametrize(
    "added",
    [
        "Next: call the boss",
        "Friend · of the boss",
        "Later · Nurture (he said so)",
        "(a note)",
        "2027",
    ],
)
def test_what_people_wrote_below_a_summary_is_not_written_over(added: str):
    said = "Score 18/100, 72 still open (grid bant 1)"
    decided = summary(Words("en"), DECIDED)
    assert may_replace(decided, said)
    assert not may_replace(decided, f"{said}\n{added}")
    assert not may_replace(decided, f"{added}\n{said}")
    assert not may_replace(decided, f"{said} {added}")
