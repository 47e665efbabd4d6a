"""The hand-off sheet: one page of the same shape every time, as HTML, Markdown, or text for an e-mail (M20)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from sdrdesk.core.exchange.definition_sheet import PAPER, Inks
from sdrdesk.core.words import Words

SECTIONS = ("who", "need", "proof", "role", "timing", "potential", "verdict", "unknown", "next")
"""The parts of a sheet, in their order; each is there every time, if only to say that nothing is known."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_LIST_MARK = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """Something known: what it is ("" where that is plain), what is known of it, and the words that prove it."""

    label: str
    text: str
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Handoff:
    """What sales is handed of one lead; `parts` has every section, `said` is the verdict in one line."""

    id: str
    name: str
    about: str
    said: str
    tone: str
    made: str
    parts: dict[str, tuple[Line, ...]]


def handoff_html(sheet: Handoff, words: Words, inks: Inks = PAPER) -> str:
    """The sheet as HTML of the few tags a text document draws."""
    tones = {"now": inks.ok, "later": inks.doubt, "never": inks.bad}
    head = (
        f"<p style='color:{inks.muted}; font-size:9pt; margin:0'>{escape(_title(sheet, words))}</p>"
        f"<p style='font-size:17pt; font-weight:600; margin:6px 0 0 0'>{escape(sheet.name)}</p>"
        f"<p style='color:{inks.muted}; font-size:10.5pt; margin:0 0 6px 0'>{escape(sheet.about)}</p>"
        f"<p style='color:{tones.get(sheet.tone, inks.ink)}; font-size:12pt; font-weight:600; margin:0'>"
        f"{escape(sheet.said)}</p>"
    )
    rows = "".join(_row(code, sheet.parts[code], words, inks) for code in SECTIONS)
    table = f"<table width='100%' cellspacing='0' cellpadding='0'>{rows}</table>"
    gap = "<p style='font-size:5pt; margin:0'>&nbsp;</p>"  # a text document gives tables no margin
    return f"<html><body style='color:{inks.ink}'>{head}{gap}{table}</body></html>"


def _row(code: str, lines: Iterable[Line], words: Words, inks: Inks) -> str:
    cell = f"style='padding:7px 0 7px 0; border-top:1px solid {inks.line}'"
    said = "".join(_paragraph(line, words, inks) for line in lines)
    if not said:
        said = f"<p style='color:{inks.muted}; font-size:9.5pt; margin:0'>{escape(_nothing(code, words))}</p>"
    heading = escape(words.text("handoff_part", code))
    return (
        f"<tr><td width='24%' {cell}><p style='color:{inks.accent}; font-size:9.5pt; font-weight:600; margin:0'>"
        f"{heading}</p></td><td {cell}>{said}</td></tr>"
    )


def _paragraph(line: Line, words: Words, inks: Inks) -> str:
    label = f"<span style='color:{inks.muted}'>{escape(line.label)}{words.colon}</span>" if line.label else ""
    proof = f"<br><i>{_breaks(_quoted(line.proof, words))}</i>" if line.proof else ""
    return f"<p style='font-size:9.5pt; margin:0 0 3px 0'>{label}{_breaks(line.text)}{proof}</p>"


def _breaks(text: str) -> str:
    return "<br>".join(escape(part) for part in text.splitlines())


def handoff_markdown(sheet: Handoff, words: Words) -> str:
    """The sheet as Markdown; what people typed is shown as they typed it, never read as markup."""
    out = [f"# {_plain(sheet.name)}", "", _plain(sheet.about), "", f"**{_plain(sheet.said)}**", ""]
    for code in SECTIONS:
        out += [f"## {_plain(words.text('handoff_part', code))}", ""]
        out += [_item(line, words) for line in sheet.parts[code]] or [f"*{_plain(_nothing(code, words))}*"]
        out.append("")
    return "\n".join([*out, f"*{_plain(_title(sheet, words))}*", ""])


def _item(line: Line, words: Words) -> str:
    label = f"**{_plain(line.label)}**{words.colon}" if line.label else ""
    said = "  \n  ".join(_plain(part) for part in line.text.splitlines() if part.strip())
    quoted = [f"  > {_plain(part)}" for part in _quoted(line.proof, words).splitlines()] if line.proof else []
    return "\n".join([f"- {label}{said}", *(["", *quoted] if quoted else [])])


def _plain(text: str) -> str:
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def handoff_text(sheet: Handoff, words: Words) -> str:
    """The sheet as text for an e-mail."""
    out = [sheet.name, *([sheet.about] if sheet.about else []), "", sheet.said, ""]
    for code in SECTIONS:
        out.append(words.text("handoff_part", code).upper())
        for line in sheet.parts[code]:
            label = f"{line.label}{words.colon}" if line.label else ""
            out += [f"- {label}{line.text}".replace("\n", "\n  ")]
            out += [f"  {part}" for part in _quoted(line.proof, words).splitlines()] if line.proof else []
        out += [] if sheet.parts[code] else [_nothing(code, words)]
        out.append("")
    return "\n".join([*out, _title(sheet, words), ""])


def _title(sheet: Handoff, words: Words) -> str:
    return f"{words.text('handoff', 'title')} · {sheet.made}"


def _nothing(code: str, words: Words) -> str:
    return words.text("handoff", "nothing_unknown" if code == "unknown" else "nothing")


def _quoted(text: str, words: Words) -> str:
    text = text.strip().strip('«»“”"\u202f\u00a0 ')  # whoever typed it may have quoted already
    return f"«\u202f{text}\u202f»" if words.language == "fr" else f"“{text}”"
