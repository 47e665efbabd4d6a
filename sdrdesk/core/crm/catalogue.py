"""Every CRM that sdrdesk can speak to, and a client of one."""

from collections.abc import Callable, Mapping, Sequence

from sdrdesk.core.crm.client import CrmClient, FieldMap
from sdrdesk.core.crm.dolibarr import Dolibarr
from sdrdesk.core.crm.hubspot import ADDRESS as HUBSPOT
from sdrdesk.core.crm.hubspot import HubSpot
from sdrdesk.core.crm.odoo import Odoo
from sdrdesk.core.crm.profile_files import open_profile, profile_texts, profile_vendors
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
    "odoo": (
        Vendor(
            "odoo",
            "Odoo",
            (Input("url", "url"), Input("database", required=False), Input("login", required=False)),
            key_page="odoo",
            docs="https://www.odoo.com/documentation/19.0/developer/reference/external_api.html",
        ),
        lambda given, key, asked: Odoo(key, given["url"], given["database"], given["login"], asked),
    ),
    "dolibarr": (
        Vendor(
            "dolibarr",
            "Dolibarr",
            (Input("url", "url"),),
            key_page="dolibarr",
            docs="https://wiki.dolibarr.org/index.php/Module_Web_Services_API_REST_(developer)",
        ),
        lambda given, key, _asked: Dolibarr(key, given["url"]),
    ),
}
"""The CRMs that have a module of their own."""


def vendors() -> tuple[Vendor, ...]:
    """Every CRM that can be chosen, in the order in which they are offered."""
    return (*(vendor for vendor, _open in CODED.values()), *profile_vendors())


def open_client(
    vendor_id: str, given: Mapping[str, str], key: str, content: str = "", *, asked: Sequence[FieldMap] = ()
) -> CrmClient:
    """A client of a CRM; nothing is sent yet. The caller closes it.

    `given` holds what the vendor's inputs ask for; `content` is the text of a firm's own profile, which then says all
    of its vendor; `asked` is the mapping in use (its fields are read along with those of the client's own). UserError
    where something is missing or unknown.
    """
    if not content and vendor_id in CODED:
        vendor, opener = CODED[vendor_id]
        return opener(filled_in(vendor, given, key), key.strip(), asked)
    profile = content or profile_texts().get(vendor_id, "")
    if not profile:
        raise UserError("crm_unknown", name=vendor_id)
    return open_profile(profile, given, key)


def filled_in(vendor: Vendor, given: Mapping[str, str], key: str) -> dict[str, str]:
    """What was given for a vendor, with its defaults; UserError where something needed is missing."""
    filled = {i.id: given.get(i.id, "").strip() or i.default for i in vendor.inputs}
    lacking = [i.id for i in vendor.inputs if i.required and not filled[i.id]]
    if not key.strip():
        lacking.append("key")
    if lacking:
        raise UserError("crm_missing_input", crm=vendor.name, input=lacking[0])
    return filled
