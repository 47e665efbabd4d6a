"""A text that bears our key is told from one that does not, whatever people wrote around it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.crm.markers import key_in, short_key, with_marker, without_marker

KEY = "0198c2d4-6f00-7abc-8def-5d1f0c9a77e2"


def test_a_marker_is_the_last_line_and_holds_the_end_of_the_key():
    assert with_marker("Called back.\nBusy.", KEY) == "Called back.\nBusy.\n\n[sdrdesk 5d1f0c9a77e2]"
    assert with_marker("", KEY) == "[sdrdesk 5d1f0c9a77e2]"


def test_keys_made_in_the_same_moment_have_different_markers():
    assert short_key(KEY) != short_key("0198c2d4-6f00-7abc-8def-5d1f0c9a77e3")


def test_a_text_is_marked_once_however_often_it_is_written():
    assert with_marker(with_marker("Busy", KEY), KEY) == with_marker("Busy", KEY)


@pytest.mark.parametrize("text", ["", "a note", "[sdrdesk]", "[sdrdesk not-a-key]", "sdrdesk 5d1f0c9a77e2"])
def test_a_text_of_somebody_else_bears_no_key(text):
    assert key_in(text) == ""


def test_what_people_write_after_the_marker_hides_it_not():
    assert key_in("Busy\n\n[sdrdesk 5D1F0C9A77E2] and then Bo wrote this") == "5d1f0c9a77e2"


@given(st.text(), st.uuids(version=4))
def test_what_is_marked_reads_as_it_was(text: str, key: UUID):
    marked = with_marker(text, str(key))
    assert key_in(marked) == short_key(str(key))
    assert without_marker(marked) == without_marker(text)
    assert with_marker(without_marker(marked), str(key)) == marked
