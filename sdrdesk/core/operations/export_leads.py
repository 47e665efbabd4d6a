"""Leads on their way out, in pages read column by column: one query a page, and only what the columns need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sdrdesk.core.domain.lead import COLUMNS, GIVEN_COLUMNS, PHONE_COLUMNS, Lead
from sdrdesk.core.domain.signals import Temperature, temperature_at
from sdrdesk.core.exchange.columns import EXPORT_CHOSEN, EXPORT_EXTRA, OPPOSED
from sdrdesk.core.exchange.out_table import CellKind
from sdrdesk.core.operations.leads import comes_back, local_time
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.standings import placed_at, seen_otherwise
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import export_rows, oppositions, states
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.schema import instant, micros
from sdrdesk.core.store.states import LeadState

PAGE = 1_000
TO_REACH = frozenset({*PHONE_COLUMNS, *GIVEN_COLUMNS, "any_phone", "email"})
"""The columns by which a person is reached."""
LEAD_COLUMNS = ("id", *COLUMNS, *GIVEN_COLUMNS, *EXPORT_EXTRA[1:])
"""What a file of leads has unless columns are chosen."""
CHOOSABLE = (*LEAD_COLUMNS, *EXPORT_CHOSEN, OPPOSED)

_KINDS = {
    **dict.fromkeys(("id", "stage", "temperature", "decision", "route", "grid", OPPOSED), CellKind.CODE),
    **dict.fromkeys(("score", "open", "grid_version", "attempts"), CellKind.NUMBER),
    **dict.fromkeys(("employees", "cost"), CellKind.FIGURE),
    **dict.fromkeys(("source_date", "next_date", "last_call"), CellKind.TIME),
    "notes": CellKind.PROSE,
}
_NAMES = ("first_name", "last_name", "company", "email", *PHONE_COLUMNS)
_NEEDS = {
    "notes": (), OPPOSED: (), "temperature": ("hot_at", "warm_at"), "full_name": ("first_name", "last_name"),
    "deal_title": ("first_name", "last_name", "company"), "any_phone": PHONE_COLUMNS,
    "next_date": ("next_date", "code", "zone"),
}  # fmt: skip
_OF_STATE = frozenset({
    "temperature", "decision", "route", "reason", "score", "open", "grid", "grid_version", "next_date", "last_call",
    "attempts",
})  # fmt: skip
_CLOCK = ("changes_at", "valid_from")


def kind_of(column: str) -> CellKind:
    """What the cells of a column of leads are."""
    return _KINDS.get(column, CellKind.TEXT)


@dataclass
class LeadRead:
    """Leads being read for a file; who objected is gathered meanwhile, and has nothing to be reached by."""

    workspace: Workspace
    columns: Sequence[str]
    rows: Sequence[int] | None = None
    full: bool = False
    opposed: set[str] = field(default_factory=set)

    def pages(self) -> Iterator[list[Sequence[Any]]]:
        """The leads a page at a time: their ids, then the columns."""
        needed = self._needed()
        at = self.workspace.now()
        after, done = 0, 0
        while True:
            with self.workspace.store.read() as tx:
                if self.rows is None:
                    found = export_rows.lead_page(tx, needed, after, PAGE)
                else:
                    found = export_rows.lead_rows(tx, needed, self.rows[done : done + PAGE])
                if not found and (self.rows is None or done >= len(self.rows)):
                    return
                by_column = list(zip(*found, strict=True))
                page = self._page(tx, dict(zip(needed, by_column[1:], strict=True)), at) if found else None
            done += PAGE
            if page is not None:
                after = found[-1][0]
                yield page

    def _needed(self) -> list[str]:
        needed = {n: None for c in self.columns for n in _NEEDS.get(c, (c,))}
        needed |= {"id": None, "placed": None} | (dict.fromkeys(_CLOCK) if "next_date" in self.columns else {})
        if self._asks_who_objected:
            needed |= dict.fromkeys(_NAMES)
        return list(needed)

    @property
    def _asks_who_objected(self) -> bool:
        return OPPOSED in self.columns or not TO_REACH.isdisjoint(self.columns)

    def _page(self, tx: Tx, page: dict[str, Sequence[Any]], at: datetime) -> list[Sequence[Any]]:
        ids = page["id"]
        silent = self._silent(tx, page) if self._asks_who_objected else set()
        self.opposed |= silent
        page = self._placed(tx, page, at)
        notes = export_rows.note_texts(tx, ids) if "notes" in self.columns else {}
        made: list[Sequence[Any]] = [ids]
        for column in self.columns:
            if column == "notes":
                made.append(["\n\n".join(notes[i]) if i in notes else "" for i in ids])
            elif column == OPPOSED:
                made.append(["yes" if i in silent else "" for i in ids])
            else:
                made.append(self._made(column, page, at))
            if silent and column in TO_REACH and not self.full:
                made[-1] = ["" if i in silent else said for i, said in zip(ids, made[-1], strict=True)]
        return made

    def _silent(self, tx: Tx, page: Mapping[str, Sequence[Any]]) -> set[str]:
        """Those who objected; a workspace in which nobody ever did is not asked lead by lead."""
        if oppositions.get_secret(tx) is None:
            return set()
        read = zip(page["id"], *(page[n] for n in _NAMES), strict=True)
        return opposed_leads(tx, {i: Lead(i, **dict(zip(_NAMES, said, strict=True))) for i, *said in read})

    def _placed(self, tx: Tx, page: dict[str, Sequence[Any]], at: datetime) -> dict[str, Sequence[Any]]:
        """The page with what stands of leads that were never placed, or that the clock has moved since."""
        if _OF_STATE.isdisjoint(self.columns):
            return page
        moved = {i for i, placed in zip(page["id"], page["placed"], strict=True) if placed is None}
        if "next_date" in self.columns:
            moved |= self._moved(tx, page, at)
        if not moved:
            return page
        fresh = placed_at(tx, self.workspace, sorted(moved), at)
        return {
            name: [_of(fresh[i], name) if i in moved else v for i, v in zip(page["id"], values, strict=True)]
            if name in export_rows.STATE
            else values
            for name, values in page.items()
        }

    def _moved(self, tx: Tx, page: Mapping[str, Sequence[Any]], at: datetime) -> set[str]:
        now = micros(at)
        others = seen_otherwise(tx, self.workspace, at)
        clock = zip(page["id"], page["code"], page["changes_at"], page["valid_from"], strict=True)
        return {
            i
            for i, code, changes, valid in clock
            if (changes and changes <= now) or (valid and valid > now) or code == states.CLAIMED or i in others
        }

    def _made(self, column: str, page: Mapping[str, Sequence[Any]], at: datetime) -> Sequence[Any]:
        workspace = self.workspace
        match column:
            case "score" | "open":
                return [tenths / 10 for tenths in page[column]]
            case "temperature":
                return [_temperature(h, w, at) for h, w in zip(page["hot_at"], page["warm_at"], strict=True)]
            case "last_call":
                return [local_time(workspace, instant(m)) if m else None for m in page[column]]
            case "next_date":
                asked = zip(page[column], page["code"], page["zone"], strict=True)
                return [comes_back(workspace, instant(m), code, zone) if m else None for m, code, zone in asked]
            case "full_name":
                return [_full_name(f, n) for f, n in zip(page["first_name"], page["last_name"], strict=True)]
            case "deal_title":
                said = zip(page["first_name"], page["last_name"], page["company"], strict=True)
                return [" – ".join(filter(None, (_full_name(f, n), c))) for f, n, c in said]
            case "any_phone":
                return [phone or mobile for phone, mobile in zip(page["phone"], page["mobile"], strict=True)]
            case "campaign":
                names = {c.id: c.name for c in workspace.campaigns.values()}
                return [names.get(i, "") for i in page[column]]
            case _:
                return page[column]


def _of(state: LeadState, name: str) -> Any:
    value = getattr(state, name)
    return micros(value) if isinstance(value, datetime) else value


def _temperature(hot: int | None, warm: int | None, at: datetime) -> str:
    if hot is None and warm is None:  # most leads
        return Temperature.COLD.value
    hot_at, warm_at = (instant(m) if m is not None else None for m in (hot, warm))
    return temperature_at(hot_at, warm_at, at).value


def _full_name(first: str, last: str) -> str:
    return f"{first} {last}".strip()
