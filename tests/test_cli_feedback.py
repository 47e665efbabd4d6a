"""The verbs for what sales answers of hand-offs: recorded, listed, imported, shown with the lead, undone."""

import pytest

from tests.support import write_rows
from tests.test_cli import lead, run  # noqa: F401 (fixtures)


@pytest.fixture
def handed(run, lead):  # noqa: F811
    run("decide", lead, "now", "--route", "meeting")
    return lead


def test_an_answer_is_recorded_shown_and_taken_back(run, handed):  # noqa: F811
    got = run("feedback", handed[:30], "rejected", "--reason", "need_alone", "--missing", "need_shared, role",
              "--text", "on his own", "--by", "Paul Rey", "--at", "2026-11-24")  # fmt: skip
    assert set(got) == {"operation", "lead"}
    (said,) = run("show", handed)["feedback"]
    assert {k: v for k, v in said.items() if k not in ("id", "decision")} == {
        "answer": "rejected", "at": "2026-11-24T00:00:00+01:00", "reason": "need_alone",
        "missing": ["need_shared", "role"], "text": "on his own", "via": "hand", "who": "Paul Rey",
    }  # fmt: skip
    assert "Sales: Rejected (Need felt by this person only), Paul Rey" in run("show", handed, plain=True)
    run("undo", got["operation"])
    assert run("show", handed)["feedback"] == []


def test_what_sales_owes_a_word_on_is_listed_until_it_has_answered(run, handed):  # noqa: F811
    (waiting,) = run("handoffs", "list")
    assert (waiting["lead"], waiting["waits_days"], waiting["overdue"], waiting["last_answer"]) == (
        handed, 0, False, None,
    )  # fmt: skip
    assert run("handoffs", "list", "--overdue") == []
    line = run("handoffs", "list", plain=True)
    assert "no answer yet, 0 days" in line
    assert line.split()[0] == handed  # the whole of it: leads of one import begin alike
    run("feedback", handed, "won")
    assert run("handoffs", "list") == []
    (answered,) = run("handoffs", "list", "--which", "answered")
    assert answered["last_answer"]["answer"] == "won"
    assert run("show", handed)["stage"] == "customer"


def test_an_answer_without_the_reason_it_needs_is_an_error_in_words(run, handed):  # noqa: F811
    error = run("feedback", handed, "rejected", status=1)["error"]
    assert set(error) == {"title", "detail", "hint"}
    codes = [r["code"] for r in run("handoffs", "reasons") if "rejected" in r["answers"]]
    assert all(code in error["detail"] for code in codes)


def test_a_list_is_looked_at_then_imported(run, handed, tmp_path):  # noqa: F811
    path = write_rows(
        tmp_path / "a.csv", ["Phone", "Answer", "Date"],
        [["0612345678", "Accepted", "2026-11-24"], ["0612345678", "?", "2026-11-24"]],
    )  # fmt: skip
    got = run("handoffs", "import", path, "--dry-run")
    assert (got["operation"], got["rows"], got["added"], got["refused"]) == (None, 2, 1, 1)
    assert [(p["line"], p["column"], p["code"]) for p in got["problems"]] == [(3, "answer", "feedback_answer")]
    assert run("show", handed)["feedback"] == []
    assert run("handoffs", "import", path)["operation"]
    assert [f["via"] for f in run("show", handed)["feedback"]] == ["import"]
