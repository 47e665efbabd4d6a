"""A template: an e-mail or a short message, in both languages, with places such as {first_name} to be filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.campaign import filled
from sdrdesk.core.domain.lead import LEAD_FIELDS
from sdrdesk.core.domain.plain_values import LANGUAGES, Fault, PlainReader

WRITTEN = (Channel.EMAIL, Channel.LINKEDIN)
"""The channels a template is for."""
PLACES = ("first_name", "last_name", "name", "job_title", "company", "industry", "city", "me")
"""The places a letter most needs, in the order in which they are offered."""
KNOWN_PLACES = frozenset({*LEAD_FIELDS, "name", "me"})
"""Every place that is filled in: a column of the lead, its full name, the rep's own."""
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_KEYS = {"format", "id", "name", "channel", "subject", "body"}


@dataclass(frozen=True, slots=True)
class Template:
    """What is written to a lead, by language; a message on LinkedIn has no subject."""

    id: str
    channel: Channel
    name: Mapping[str, str]
    subject: Mapping[str, str]
    body: Mapping[str, str]

    def written(self, language: str, values: Mapping[str, str]) -> "Letter":
        """The letter to one lead, its places filled in."""
        return Letter(filled(self.subject[language], values), filled(self.body[language], values))


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out: a subject ("" where there is none) and a text."""

    subject: str
    body: str


def check_template(raw: object) -> tuple[Template | None, tuple[Fault, ...]]:
    """The template that plain values describe, or None and every fault found."""
    reader = PlainReader()
    if not isinstance(raw, Mapping):
        return None, (Fault("", "mistyped"),)
    reader.known_keys(raw, _KEYS, "")
    if reader.integer(raw, "format", "", 1) != 1:
        reader.fault("format", "unknown_format", raw.get("format"))
    template_id = reader.string(raw, "id", "")
    said = reader.one_of(raw, "channel", "", [c.value for c in WRITTEN], "unknown_channel")
    name, body = reader.text(raw, "name", ""), reader.text(raw, "body", "")
    subject = reader.text(raw, "subject", "", required=said == Channel.EMAIL)
    if reader.faults:
        return None, tuple(reader.faults)
    return Template(template_id, Channel(said), name, subject, body), ()


def plain_template(template: Template) -> dict[str, object]:
    """The plain values that `check_template` reads as this template."""
    subject = {"subject": dict(template.subject)} if any(template.subject.values()) else {}
    return {
        "format": 1,
        "id": template.id,
        "channel": template.channel.value,
        "name": dict(template.name),
        **subject,
        "body": dict(template.body),
    }


def unknown_places(template: Template) -> list[Fault]:
    """What stands in braces and will be sent as it stands: the first of each text, with its place in the file."""
    found = []
    for key, texts in (("subject", template.subject), ("body", template.body)):
        for language in LANGUAGES:
            unknown = [said for said in _BRACES.findall(texts[language]) if said not in KNOWN_PLACES]
            found += [Fault(f"{key}.{language}", "unknown_place", said) for said in unknown[:1]]
    return found
