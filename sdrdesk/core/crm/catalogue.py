"""Every CRM that sdrdesk can speak to, and a client of one."""

from collections.abc import Callable, Mapping, Sequence

from sdrdesk.core.crm.client import CrmClient, FieldMap
from sdrdesk.core.crm.hubspot import ADDRESS as HUBSPOT
from sdrdesk.core.crm.hubspot import HubSpot
from sdrdesk.core.crm.vendor import Input, Vendor
from sdrdesk.core.errors import UserError

Opener = Callable[[Mapping[str, str], str, Sequence[FieldMap]], CrmClient]

CODED: Mapping[str, tuple[Vendor, Opener]] = {
    "hubspot": (
        Vendor(
            "hubspot",
            "HubSpot",
            (Input("url", "url", HUBSPOT, required=False),),
            key_page="hubspot",
            docs="https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/overview",
        ),
        lambda given, key, asked: HubSpot(key, given["url"], asked),
    ),
}
"""The CRMs that have a module of their own."""


def vendors() -> tuple[Vendor, ...]:
    """Every CRM that can be chosen, in the order in which they are offered."""
    return tuple(vendor for vendor, _open in CODED.values())  # profiles: join profile_vendors() here


def open_client(
    vendor_id: str, given: Mapping[str, str], key: str, content: str = "", *, asked: Sequence[FieldMap] = ()
) -> CrmClient:
    """A client of a CRM; nothing is sent yet. The caller closes it.

    `given` holds what the vendor's inputs ask for, `content` the text of a firm's own profile, `asked` the mapping in
    use (its fields are read along with those of the client's own). UserError where something is missing or unknown.
    """
    found = next((v for v in vendors() if v.id == vendor_id), None)
    if found is None:  # profiles: open `content`, and the vendors that profile_vendors() tells of, here
        raise UserError("crm_unknown", name=vendor_id)
    filled = filled_in(found, given, key)
    _vendor, opener = CODED[vendor_id]
    return opener(filled, key.strip(), asked)


def filled_in(vendor: Vendor, given: Mapping[str, str], key: str) -> dict[str, str]:
    """What was given for a vendor, with its defaults; UserError where something needed is missing."""
    filled = {i.id: given.get(i.id, "").strip() or i.default for i in vendor.inputs}
    lacking = [i.id for i in vendor.inputs if i.required and not filled[i.id]]
    if not key.strip():
        lacking.append("key")
    if lacking:
        raise UserError("crm_missing_input", crm=vendor.name, input=lacking[0])
    return filled
