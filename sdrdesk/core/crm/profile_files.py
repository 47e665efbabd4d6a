"""Profiles as TOML files: those the program ships, and those people write."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from sdrdesk.core.crm.http import Http
from sdrdesk.core.crm.profile import Profile
from sdrdesk.core.crm.profile_check import check_profile
from sdrdesk.core.crm.profile_client import ProfileClient
from sdrdesk.core.crm.profile_templates import Unfilled, filled, filled_path
from sdrdesk.core.crm.vendor import Vendor
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.errors import UserError
from sdrdesk.core.resources import resource_path


def read_profile(content: str) -> tuple[Profile | None, tuple[Fault, ...]]:
    """The profile a TOML text describes, or None and its faults."""
    try:
        raw: Any = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        return None, (Fault("", "toml_syntax", str(error)),)
    return check_profile(raw)


@cache
def profile_texts() -> Mapping[str, str]:
    """The TOML of every profile the program ships, by id."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(resource_path("crm").glob("*.toml"))}


@cache
def profile_vendors() -> tuple[Vendor, ...]:
    """The CRMs of the profiles the program ships."""
    found = []
    for content in profile_texts().values():
        profile, _faults = read_profile(content)
        assert profile is not None, "a shipped profile passes its own check"
        found.append(profile.vendor())
    return tuple(found)


def open_profile(content: str, given: Mapping[str, str], key: str) -> ProfileClient:
    """A client that speaks to a CRM as a profile says.

    `given` are its inputs by id, their defaults where absent. UserError: crm_profile where the text is no profile,
    crm_missing_input, crm_address.
    """
    profile, faults = read_profile(content)
    if profile is None:
        raise UserError("crm_profile", where=faults[0].where or "TOML", count=len(faults))
    inputs = {i.id: given.get(i.id, "").strip() or i.default for i in profile.inputs}
    for i in profile.inputs:
        if i.required and not inputs[i.id]:
            raise UserError("crm_missing_input", crm=profile.name["en"], input=i.id)
    if not key.strip():
        raise UserError("crm_missing_input", crm=profile.name["en"], input="key")
    return ProfileClient(profile, Http(_address(profile, inputs), _headers(profile, inputs, key)), inputs)


def _address(profile: Profile, inputs: Mapping[str, str]) -> str:
    """The base address: an address that was given as it is, any other piece as one safe segment."""
    urls = {i.id: inputs[i.id].rstrip("/") for i in profile.inputs if i.kind == "url"}
    address = profile.address
    for id, url in urls.items():
        address = address.replace(f"{{{id}}}", url)
    try:
        return filled_path(address, inputs) if "{" in address else address
    except Unfilled as nothing:
        raise UserError("crm_missing_input", crm=profile.name["en"], input=str(nothing)) from None


def _headers(profile: Profile, inputs: Mapping[str, str], key: str) -> dict[str, str]:
    found = {}
    for name, said in profile.headers.items():
        with suppress(Unfilled):  # an input that is not required
            found[name] = filled(said, {**inputs, "key": key.strip()})
    return found
