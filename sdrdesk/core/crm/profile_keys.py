"""The keys that a profile may hold, table by table: what the check knows and what docs/crm-profiles.md explains."""

from collections.abc import Mapping

from sdrdesk.core.crm.client import Kind

_REQUEST = ("path", "method", "params", "json64", "records", "where")

KEYS: Mapping[str, tuple[str, ...]] = {
    "": (
        "format", "id", "name", "key_page", "docs", "primary", "address", "lists", "input", "headers", "account",
        "look_up", "errors", "error", *(k.value for k in Kind),
    ),
    "input": ("id", "kind", "label", "default", "required"),
    "account": ("path", "method", "params", "json64", "name"),
    "look_up": ("id", "path", "at"),
    "errors": ("message", "field", "reset"),
    "error": ("status", "says", "means"),
    "KIND": (
        "within", "id", "modified", "modified_type", "lag", "create", "update", "read", "delete", "list", "find",
        "key", "field", "link", "constants", "map",
    ),
    "KIND.create": (*_REQUEST, "id", "listed"),
    "KIND.update": ("path", "method", "keeps", "keeps_as_text"),
    "KIND.read": _REQUEST,
    "KIND.delete": ("path", "method", "first"),
    "KIND.list": (*_REQUEST, "paging", "size", "next", "since", "whole", "inner"),
    "KIND.find": (*_REQUEST, "same"),
    "KIND.key": ("at", "form"),
    "KIND.field": (
        "at", "type", "label", "line", "made_from", "longest", "writes", "time_at", "buttons", "options",
    ),
    "KIND.link": ("at", "type", "form", "reads"),
    "KIND.map": ("theirs", "direction", "values"),
}  # fmt: skip

PLACES = ("id", "our_key", "short_key", "since", "size", "offset", "page", "cursor", *(k.value for k in Kind))
"""What a request may be filled with besides the inputs, the look-ups and `value.FIELD` of what is looked for."""
SECRET = "key"
"""The key of the CRM, in headers only."""
