"""What the state machine of files knows by itself: the tables as they stand, the file it wrote, and what that asks for.

Nothing here calls the code under test: the store is read by plain SQL, and what a row means is said by its cells.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

NAMING = ("first_name", "last_name", "company", "email", "mobile")
PLAIN = ("city", "job_title", "industry", "owner")
"""The columns whose value after an import follows from the cells alone."""
TAKEN_ALONG = {"mobile_given": "mobile", "phone_given": "phone", "source_date": "source"}
COLUMNS = (*NAMING, *PLAIN, "phone", "source", "source_date", "external_id", "phone_given", "mobile_given", "stage",
           "campaign", "contact_kind")  # fmt: skip
FACTS = {"note": "text", "activity": "outcome", "signal": "type", "decision": "decision"}
HEADERS = {
    "fr": {
        "first_name": "Prénom", "last_name": "Nom", "company": "Société", "email": "Courriel", "mobile": "Portable",
        "city": "Ville", "job_title": "Fonction", "industry": "Secteur", "owner": "Commercial", "notes": "Commentaires",
        "source": "Source", "external_id": "Identifiant", "opposed": "Ne pas appeler", "id": "id",
    },
    "en": {
        "first_name": "First name", "last_name": "Last name", "company": "Company", "email": "Email",
        "mobile": "Mobile phone", "city": "City", "job_title": "Job title", "industry": "Industry",
        "owner": "Lead owner", "notes": "Notes", "source": "Lead source", "external_id": "Record ID",
        "opposed": "Do not call", "id": "id",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """The tables at one moment: leads by id, facts as (table, id) to (lead, text), answers, drafts, keys, standings."""

    leads: Mapping[str, Mapping[str, str]]
    facts: Mapping[tuple[str, str], tuple[str, str]]
    answers: Mapping[tuple[str, str, str], str]
    drafts: Mapping[str, str]
    keys: frozenset[tuple[str, str]]
    opposed: frozenset[str]

    def whole(self, lead: str) -> frozenset[str]:
        """Every lead that is one person with this one, by what was merged."""
        root = self.root(lead)
        return frozenset(i for i in self.leads if self.root(i) == root)

    def root(self, lead: str) -> str:
        """The lead that a lead is part of in the end."""
        while lead in self.leads and self.leads[lead]["merged_into"]:
            lead = self.leads[lead]["merged_into"]
        return lead

    def own(self, *ids: str) -> frozenset[tuple[str, str]]:
        """What is a person's own among the columns of these leads, as (column, value)."""
        found = set()
        for lead in (self.leads[i] for i in ids if i in self.leads):
            found |= {(c, lead[c]) for c in ("mobile", "email") if lead[c]}
            if lead["first_name"] and lead["last_name"] and lead["company"]:
                found.add(("person", f"{lead['first_name']} {lead['last_name']}|{lead['company']}"))
        return frozenset(found)

    def of(self, lead: str) -> tuple[object, ...]:
        """All that is known of one lead but where it stands."""
        return (
            self.leads.get(lead),
            {k: v for k, v in self.facts.items() if v[0] == lead},
            {k: v for k, v in self.answers.items() if k[0] == lead},
            {k for k in self.keys if k[1] == lead},
        )

    def of_all(self) -> tuple[object, ...]:
        """All that is known but what is being typed and where leads stand."""
        return self.leads, self.facts, self.answers, self.keys

    def differing(self, other: "Shot") -> set[str]:
        """The leads of which something is known otherwise there."""
        return {i for i in {*self.leads, *other.leads} if self.of(i) != other.of(i)}


def shot(tx) -> Shot:
    """The tables as they stand."""

    def rows(sql):
        return [row._mapping for row in tx.exec_driver_sql(sql)]

    columns = ", ".join(COLUMNS)
    leads = {
        r["id"]: {**{c: r[c] for c in COLUMNS}, "merged_into": r["merged_into"] or ""}
        for r in rows(f"SELECT id, merged_into, {columns} FROM lead")
    }
    facts = {
        (table, r["id"]): (r["lead"], r["said"])
        for table, text in FACTS.items()
        for r in rows(f"SELECT id, lead, {text} AS said FROM {table}")
    }
    answers = {
        (r["lead"], r["grid"], r["criterion"]): f"{r['value']}|{r['evidence']}" for r in rows("SELECT * FROM answer")
    }
    drafts = {r["lead"]: r["notes"] for r in rows("SELECT lead, notes FROM draft")}
    keys = frozenset((r["key"], r["lead"]) for r in rows("SELECT key, lead FROM lead_key"))
    opposed = frozenset(r["lead"] for r in rows("SELECT lead FROM lead_state WHERE code = 'opposed'"))
    return Shot(leads, facts, answers, drafts, keys, opposed)


@dataclass(frozen=True)
class File:
    """A file as the test wrote it: its rows by our columns, the last one perhaps cut by a quote nobody closed."""

    path: Path
    rows: Sequence[Mapping[str, str]]
    cut: bool = False

    def cells(self, n: int, meant: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """The n-th row (from 1), its values as they were said to be meant; "" where it says nothing."""
        return {c: meant.get(c, {}).get(v, v) for c, v in self.rows[n - 1].items()}

    def refused(self, known: Mapping[str, object]) -> set[int]:
        """The rows that must be refused: those that name nobody, and the one that cannot be read."""
        nobody = {
            n
            for n, row in enumerate(self.rows, 1)
            if not any(row.get(c) for c in NAMING) and row.get("id", "") not in known
        }
        return nobody | ({len(self.rows)} if self.cut else set())


def write_file(path: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str], language: str, cut: bool) -> File:
    """Write rows as a list of that language is written, the last one cut by a quote where asked."""
    names = HEADERS[language]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";" if language == "fr" else ",")
        writer.writerow([names[c] for c in columns])
        writer.writerows([r.get(c, "") for c in columns] for r in (rows[:-1] if cut else rows))
        if cut:
            stream.write('"' + (";" if language == "fr" else ",").join(rows[-1].get(c, "") for c in columns) + "\n")
    return File(path, [{c: r.get(c, "") for c in columns} for r in rows], cut)


def rewrite_cell(path: Path, lead: str, column: str, value: str) -> None:
    """Change one cell of a file of ours, as somebody would in a spreadsheet."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        delimiter = ";" if ";" in stream.readline() else ","
        stream.seek(0)
        header, *rows = csv.reader(stream, delimiter=delimiter)
    place, of = header.index(column), header.index("id")
    for row in rows:
        if row[of] == lead:
            row[place] = value
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([header, *rows])


def taken_in(
    known: Mapping[str, str], rows: Sequence[Mapping[str, str]], stays: frozenset[str], erase: frozenset[str]
) -> dict[str, str]:
    """The plain columns of a lead once these rows have been taken in, one after another."""
    now = {c: known.get(c, "") for c in PLAIN}
    for row in rows:
        for column in PLAIN:
            if column not in row or (row[column] and column in stays and now[column]):
                continue
            if row[column] or column in erase - stays:
                now[column] = row[column]
    return now


def conflicting(rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether two rows about one lead say two different things of one column."""
    return any(len({r[c] for r in rows if c in r}) > 1 for c in {c for r in rows for c in r} if c != "notes")


@dataclass(eq=False)
class Done:
    """One operation as the test remembers it: what was there before, what it changed, what a person typed with it."""

    operation: str
    verb: str
    who: str
    at: datetime
    before: Shot
    after: Shot
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    """(lead, column) to the value that a person typed."""
    words: list[tuple[str, str]] = field(default_factory=list)
    """(lead, words) that a person typed."""
    written: frozenset[tuple[str, str]] = frozenset()
    """(lead, column) of all it wrote, that which came back to what it was among it: a file may contradict itself."""

    closed: frozenset[str] = frozenset()
    """The leads in whose history it says that it closed them, those that were closed already among them."""

    @property
    def created(self) -> set[str]:
        """The leads it made."""
        return set(self.after.leads) - set(self.before.leads)

    @property
    def columns(self) -> dict[tuple[str, str], tuple[str, str]]:
        """What it wrote on leads that were there: (lead, column) to before and after."""
        return {
            (i, c): (lead[c], self.after.leads[i][c])
            for i, lead in self.before.leads.items()
            if i in self.after.leads
            for c in lead
            if lead[c] != self.after.leads[i][c] or (i, c) in self.written
        }

    @property
    def touched(self) -> set[str]:
        """The leads that it did something to."""
        return self.before.differing(self.after)
