"""A small grid for tests, as the plain values of a TOML file: change a copy, then check it."""

import copy
from typing import Any

from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_check import GridFault, check_grid


def text(said: str) -> dict[str, str]:
    return {"en": said, "fr": f"{said} (fr)"}


def option(id_: str, percent: int, eliminates: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": id_, "label": text(id_), "percent": percent, **({"eliminates": eliminates} if eliminates else {}), **more
    }  # fmt: skip


def criterion(id_: str, family: str, kind: str, weight: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": id_, "family": family, "kind": kind, "weight": weight, "label": text(id_), "question": text(f"{id_}?"),
        **more,
    }  # fmt: skip


_PLAIN: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "version": 1,
    "level": "sales",
    "cycle": "medium",
    "name": text("Small"),
    "good_lead": text("A good lead"),
    "thresholds": {"now": 70, "later": 40},
    "intent": {"share": 50},
    "criterion": [
        criterion(
            "size",
            "profile",
            "number",
            20,
            field="employees",
            band=[{"up_to": 9, "percent": 0}, {"up_to": 49, "percent": 50}, {"percent": 100}],
        ),
        criterion(
            "engagement",
            "behaviour",
            "signals",
            20,
            half_life_days=30,
            signal={"webinar": 40, "demo_request": 100, "email_open": 3},
        ),
        criterion(
            "need",
            "intent",
            "choice",
            30,
            option=[option("strong", 100), option("some", 50), option("none", 0, "no_need")],
        ),
        criterion(
            "role",
            "intent",
            "choice",
            20,
            after="need",
            field="job_title",
            option=[
                option("decides", 100, match=["*directeur*", "ceo"]),
                option("uses", 30),
                option("intern", 0, "cannot_decide", match=["*stagiaire*"]),
            ],
        ),
        criterion(
            "deadline", "intent", "months", 10, band=[{"up_to": 3, "percent": 100}, {"up_to": 12, "percent": 40},
                                                     {"percent": 0}],
        ),
    ],
}  # fmt: skip


def plain() -> dict[str, Any]:
    """The values of a grid without a fault. Maxima in tenths: 200, 200, 300, 200, 100; intent 600."""
    return copy.deepcopy(_PLAIN)


def part(raw: dict[str, Any], id_: str) -> dict[str, Any]:
    """One criterion of these values."""
    found: dict[str, Any] = next(c for c in raw["criterion"] if c["id"] == id_)
    return found


def grid_of(raw: dict[str, Any]) -> Grid:
    grid, faults = check_grid(raw)
    assert grid is not None, faults
    return grid


def faults_of(raw: object) -> set[tuple[str, str]]:
    grid, faults = check_grid(raw)
    assert grid is None
    assert all(isinstance(f, GridFault) for f in faults)
    return {(f.where, f.code) for f in faults}
