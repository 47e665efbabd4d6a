"""A template: an e-mail or a short message, in both languages, with places such as {first_name} to be filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.campaign import filled
from sdrdesk.core.domain.plain_values import Fault, PlainReader

WRITTEN = (Channel.EMAIL, Channel.LINKEDIN)
"""The channels a template is for."""
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
