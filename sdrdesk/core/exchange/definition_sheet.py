"""The written definition of a good lead, as one page: the same for marketing, reps and sales (M1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from sdrdesk.core.domain.grid import Family, Grid
from sdrdesk.core.grid_words import best_answers, step_words
from sdrdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a sheet, as CSS: text, secondary, lines, what ends the matter, what stands out, now, later."""

    ink: str = "#1b2330"
    muted: str = "#667085"
    line: str = "#e3e6eb"
    bad: str = "#c0281c"
    accent: str = "#2f5bea"
    ok: str = "#16803c"
    doubt: str = "#a15c00"


PAPER = Inks()


def definition_html(grid: Grid, words: Words, since: date | None, inks: Inks = PAPER) -> str:
    """The sheet as HTML of the few tags a text document draws; `since` is None for a draft."""
    return "".join(
        (
            f"<html><body style='color:{inks.ink}'>",
            _head(grid, words, since, inks),
            "<table width='100%' cellspacing='0' cellpadding='0'><tr><td width='50%' style='padding:8px 14px 0 0'>",
            _section(words.text("definition", "profile"), _profile(grid, words), inks),
            "</td><td width='50%' style='padding-top:8px'>",
            _section(words.text("definition", "out"), _eliminations(grid, words, inks), inks),
            "</td></tr></table>",
            _section(words.text("definition", "criteria"), _criteria(grid, words, inks), inks),
            _section(words.text("definition", "decision"), _decision(grid, words), inks),
            "</body></html>",
        )
    )


def _head(grid: Grid, words: Words, since: date | None, inks: Inks) -> str:
    facts = [
        words.text("grid_level", grid.level.value),
        words.text("cycle", grid.cycle),
        _said(words, "since", day=words.date(since)) if since else _said(words, "draft"),
        _said(words, "agreed", people=", ".join(grid.agreed_by)) if grid.agreed_by else _said(words, "nobody"),
    ]
    if grid.review_by:
        facts.append(_said(words, "review", day=words.date(grid.review_by)))
    named = f"{grid.name[words.language]} · {_said(words, 'version', version=grid.version)}"
    return (
        f"<p style='color:{inks.muted}; font-size:9pt; margin:0'>{escape(_said(words, 'title'))} · {escape(named)}</p>"
        f"<p style='font-size:15pt; font-weight:600; margin:6px 0 8px 0'>{escape(grid.good_lead[words.language])}</p>"
        f"<p style='color:{inks.muted}; font-size:9pt; margin:0 0 6px 0'>{escape(' · '.join(facts))}</p>"
    )


def _section(title: str, body: str, inks: Inks) -> str:
    heading = (
        f"<p style='color:{inks.accent}; font-size:10pt; font-weight:600; margin:10px 0 3px 0'>{escape(title)}</p>"
    )
    return heading + body


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<p style='font-size:9.5pt; margin:0 0 2px 0'>{line}</p>" for line in lines)


def _profile(grid: Grid, words: Words) -> str:
    asked = [c for c in grid.criteria if c.family is Family.PROFILE]
    lines = [f"<b>{escape(c.label[words.language])}</b>{words.colon}{escape(best_answers(c, words))}" for c in asked]
    return _lines(lines or [escape(words.text("definition", "any_profile"))])


def _eliminations(grid: Grid, words: Words, inks: Inks) -> str:
    lines = [
        f"<b>{escape(c.label[words.language])}</b> · {escape(step_words(c, n, words))} "
        f"<span style='color:{inks.bad}'>→ {escape(words.text('reason', step.eliminates))}</span>"
        for c in grid.criteria
        for n, step in enumerate(c.steps)
        if step.eliminates
    ]
    return _lines(lines or [escape(words.text("definition", "nothing_out"))])


def _criteria(grid: Grid, words: Words, inks: Inks) -> str:
    maxima = grid.maxima()
    cell = f"style='padding:3px 14px 3px 0; font-size:9.5pt; border-bottom:1px solid {inks.line}'"
    head = f"style='padding:0 14px 2px 0; font-size:8.5pt; color:{inks.muted}'"
    rows = [
        f"<tr><td {head}></td><td {head}>{escape(words.text('definition', 'question'))}</td>"
        f"<td {head} align='right'>{escape(words.text('definition', 'points'))}</td>"
        f"<td {head}>{escape(words.text('definition', 'best'))}</td></tr>"
    ]
    for c in grid.criteria:
        if not maxima[c.id]:
            continue
        family = words.text("family", c.family.value)
        rows.append(
            f"<tr><td {cell}><b>{escape(c.label[words.language])}</b><br>"
            f"<span style='color:{inks.muted}; font-size:8.5pt'>{escape(family)}</span></td>"
            f"<td {cell}>{escape(c.question[words.language])}</td>"
            f"<td {cell} align='right'>{escape(words.points(maxima[c.id]))}</td>"
            f"<td {cell}>{escape(best_answers(c, words))}</td></tr>"
        )
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(rows)}</table>"


def _decision(grid: Grid, words: Words) -> str:
    lines = (
        _said(words, "now_intent" if grid.intent_share else "now", now=grid.now, share=grid.intent_share),
        _said(words, "later", later=grid.later),
        _said(words, "never", later=grid.later),
    )
    return _lines(escape(line) for line in lines)


def _said(words: Words, code: str, **values: object) -> str:
    return words.text("definition", code, **values)
