"""A text that bears our key is told from one that does not, whatever people wrote around it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.crm.markers import author_in, key_in, short_key, with_marker, without_marker

KEY = "0198c2d4-6f00-7abc-8def-5d1f0c9a77e2"
SHORT = "03eidv1gw8z78psixrad9csf6"


def test_a_marker_is_the_last_line_and_holds_the_whole_key():
    assert with_marker("Called back.\nBusy.", KEY) == f"Called back.\nBusy.\n\n[sdrdesk {SHORT}]"
    assert with_marker("", KEY) == f"[sdrdesk {SHORT}]"
    assert int(SHORT, 36) == UUID(KEY).int
    assert key_in(f"[sdrdesk {SHORT}]") == KEY


def test_who_wrote_it_stands_beside_the_key():
    marked = with_marker("Busy", KEY, "Ana [ADV]\nDurand")
    assert marked.endswith(f"[sdrdesk {SHORT}, Ana ADV Durand]")
    assert (author_in(marked), key_in(marked), without_marker(marked)) == ("Ana ADV Durand", KEY, "Busy")
    assert author_in(with_marker("Busy", KEY)) == ""


def test_a_key_that_is_no_id_is_its_own():
    assert key_in(with_marker("Busy", "lead-51")) == "lead-51"


def test_a_text_is_marked_once_however_often_it_is_written():
    assert with_marker(with_marker("Busy", KEY), KEY) == with_marker("Busy", KEY)


@pytest.mark.parametrize("text", ["", "a note", "[sdrdesk]", "[sdrdesk by hand]", "sdrdesk 5d1f0c9a77e2"])
def test_a_text_of_somebody_else_bears_no_key(text):
    assert key_in(text) == ""


def test_what_people_write_after_the_marker_hides_it_not():
    assert key_in(f"Busy\n\n[sdrdesk {SHORT.upper()}] and then Bo wrote this") == KEY


@given(st.text(), st.uuids(version=4))
def test_what_is_marked_reads_as_it_was(text: str, key: UUID):
    marked = with_marker(text, str(key))
    assert key_in(marked) == str(key)
    assert len(short_key(str(key))) == 25
    assert without_marker(marked) == without_marker(text)
    assert with_marker(without_marker(marked), str(key)) == marked
