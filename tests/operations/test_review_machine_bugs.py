"""The state machine of reviews can fail: each of these bugs, planted by itself, is found."""

from collections.abc import Callable

import pytest

from sdrdesk.core.operations import bundle_collecting, bundle_merging
from sdrdesk.core.operations.bundle_merging import _Merging
from sdrdesk.core.store import bundle_rows
from tests.operations.test_review_machine import run

pytestmark = pytest.mark.long
PROGRAMS, STEPS = 200, 25
Plant = Callable[[pytest.MonkeyPatch], None]


def what_comes_always_wins(patch):
    patch.setattr(_Merging, "newest", lambda *_given: bundle_merging.NEVER)


def what_is_here_always_wins(patch):
    patch.setattr(_Merging, "newest", lambda *_given: (1 << 62, ""))


def an_objection_falls_with_an_erased_lead(patch):
    right = bundle_merging.merge_objections
    patch.setattr(
        bundle_merging,
        "merge_objections",
        lambda doing, rows, gone, *, marks: right(doing, [r for r in rows if r["id"] not in gone], gone, marks=marks),
    )


def an_erased_lead_comes_back(patch):
    patch.setattr(_Merging, "_is_made", lambda *_given: True)


def an_opposed_lead_leaves_with_its_number(patch):
    patch.setattr(bundle_collecting, "mask", lambda _said, _hide: None)


def only_the_newest_writing_of_a_remark_leaves(patch):
    right = bundle_rows.fact_rows

    def newest(tx, ids):
        found = right(tx, ids)
        for of in found.values():
            if "remark" in of:
                of["remark"] = list({r["first"]: r for r in of["remark"]}.values())
        return found

    patch.setattr(bundle_rows, "fact_rows", newest)


def a_merge_of_leads_in_a_review_travels(patch):
    patch.setattr(bundle_collecting, "_made_one_here", lambda _row: False)


BUGS: tuple[Plant, ...] = (
    what_comes_always_wins,
    what_is_here_always_wins,
    an_objection_falls_with_an_erased_lead,
    an_erased_lead_comes_back,
    an_opposed_lead_leaves_with_its_number,
    only_the_newest_writing_of_a_remark_leaves,
    a_merge_of_leads_in_a_review_travels,
)


@pytest.mark.parametrize("plant", BUGS, ids=[bug.__name__ for bug in BUGS])
def test_a_bug_planted_is_found(plant, monkeypatch, tmp_path_factory, new_desk):
    plant(monkeypatch)
    with pytest.raises(BaseException):  # noqa: B017, PT011 (whatever the machine meets it with)
        run(tmp_path_factory, new_desk, PROGRAMS, STEPS)


def test_the_page_names_each_bug():
    from tests.support import ROOT

    page = (ROOT / "docs" / "review-bundle.md").read_text(encoding="utf-8")
    assert [bug.__name__ for bug in BUGS if f"`{bug.__name__}`" not in page] == []
