"""Which CRMs can be chosen, a client of one, its key; what a person is told where that goes wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sdrdesk.core.changes import Changes
from sdrdesk.core.crm import catalogue
from sdrdesk.core.crm.client import FIELDED, CrmClient, CrmTrouble, Refused, Transient
from sdrdesk.core.crm.client import Direction as Direction
from sdrdesk.core.crm.client import FieldMap as FieldMap
from sdrdesk.core.crm.client import Kind as Kind
from sdrdesk.core.crm.client import RemoteField as RemoteField
from sdrdesk.core.crm.profile_files import profile_texts, read_profile
from sdrdesk.core.crm.secrets import Kept as Kept
from sdrdesk.core.crm.secrets import Secrets as Secrets
from sdrdesk.core.crm.vendor import Input as Input
from sdrdesk.core.crm.vendor import Prepares
from sdrdesk.core.crm.vendor import Vendor as Vendor
from sdrdesk.core.crm.webhook import WebhookClient
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Cancelled, Figures, Options, map_json
from sdrdesk.core.operations.crm.run import field_map as field_map
from sdrdesk.core.operations.crm.sync import Preview, Synced, preview, sync
from sdrdesk.core.operations.crm.webhooks import post_all
from sdrdesk.core.operations.rules import rule_text
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.crm import StoredConnection as StoredConnection
from sdrdesk.core.words import Words

WEBHOOK = "webhook"
"""The vendor that has an address and a secret, and neither fields nor anything to read."""
NO_KEY = "no_key"
"""Why nothing runs: the key was kept until sdrdesk closed, and has to be given again."""
WAYS = tuple(Direction)
GoOn = Callable[[], bool]


class Opener(Protocol):
    """How a client of a CRM is opened (catalogue.open_client)."""

    def __call__(
        self, vendor_id: str, given: Mapping[str, str], key: str, content: str = "", *, asked: Sequence[FieldMap] = ()
    ) -> CrmClient:
        """A client; nothing is sent yet."""
        ...


def every_vendor() -> Sequence[Vendor]:
    """The CRMs of the catalogue, then the webhook."""
    return (*catalogue.vendors(), Vendor(WEBHOOK, "Webhook", (Input("url", "url"),), key_page=WEBHOOK))


@dataclass(slots=True)
class Crms:
    """The CRMs that can be spoken to and the keys of all connections; one for each run of the program."""

    secrets: Secrets = field(default_factory=Secrets)
    vendors: Callable[[], Sequence[Vendor]] = every_vendor
    opener: Opener = catalogue.open_client

    def vendor(self, vendor_id: str) -> Vendor | None:
        """A CRM of the list, by its id."""
        return next((v for v in self.vendors() if v.id == vendor_id), None)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a key opens: the account by name, the fields of each kind with records, and how they are mapped at first."""

    account: str
    fields: Mapping[Kind, Sequence[RemoteField]]
    maps: Sequence[FieldMap]
    primary: Kind
    has_deals: bool
    """A contact stands for a lead there, and a deal is another record."""


@dataclass(frozen=True, slots=True)
class Made:
    """A connection just made, and where its key is kept."""

    id: str
    kept: Kept


def read_profile_file(path: Path) -> tuple[str, Vendor | None, tuple[Fault, ...]]:
    """The text of a profile, the CRM it describes, and its faults with their places; UserError where it is no text."""
    content = rule_text(path)
    profile, faults = read_profile(content)
    return content, (profile.vendor() if profile else None), faults


def vendor_of(crms: Crms, connection: StoredConnection) -> Vendor | None:
    """The CRM of a connection: of its own profile, else of the list."""
    if connection.profile:
        profile, _faults = read_profile(connection.profile)
        return profile.vendor() if profile else None
    return crms.vendor(connection.vendor)


def input_said(vendor: Vendor, asked: Input, content: str, words: Words) -> str:
    """What is to be given for a CRM, as a person reads it: in the words of its profile, else in ours."""
    profile, _faults = read_profile(content or profile_texts().get(vendor.id, ""))
    said = profile.labels.get(asked.id, {}) if profile else {}
    return said.get(words.language) or said.get("en") or words.text("crm_input", asked.id)


def drafted(
    workspace: Workspace,
    vendor: str,
    given: Mapping[str, str],
    *,
    profile: str = "",
    maps: Sequence[FieldMap] = (),
    options: Options | None = None,
) -> StoredConnection:
    """A connection that is not kept yet, to try a key and to look at what the first run would do."""
    chosen = (options or Options()).to_json()
    fields = [map_json(m) for m in maps]
    return StoredConnection("", vendor, vendor, workspace.now(), dict(given), profile, chosen, fields)


def trouble_error(trouble: CrmTrouble, words: Words) -> UserError:
    """What went wrong with a CRM, as a person is told it: by its class, what the CRM said, the remedy."""
    code = "connecting" if isinstance(trouble, Transient) else trouble.code  # nothing waits here to be tried again
    said, remedy = words.text("trouble", trouble.code), words.text("trouble_remedy", code)
    return UserError("crm_trouble", said=said, detail=detail_said(trouble.detail, words), remedy=remedy)


def detail_said(detail: str, words: Words) -> str:
    """What a CRM said, or in words what the network did."""
    return words.text("network", detail) if words.has("network", detail) else detail


@contextmanager
def opened(crms: Crms, connection: StoredConnection, key: str, words: Words) -> Iterator[CrmClient]:
    """A client of a connection, closed afterwards; what goes wrong, or is cancelled, comes out as a UserError."""
    asked = [field_map(m) for m in connection.fields]
    client = crms.opener(connection.vendor, connection.given, key, connection.profile, asked=asked)
    try:
        yield client
    except CrmTrouble as trouble:
        raise trouble_error(trouble, words) from None
    except Cancelled:
        raise UserError("cancelled") from None
    finally:
        client.close()


def try_key(crms: Crms, connection: StoredConnection, key: str, words: Words, go_on: GoOn = lambda: True) -> Tried:
    """Ask a CRM who the key opens it for, and which fields it has; nothing is written there."""
    with opened(crms, connection, key, words) as client:
        account = client.account()
        fields = {}
        for kind in (k for k in FIELDED if k in client.traits):
            if not go_on():
                raise Cancelled
            fields[kind] = client.fields(kind)
        has_deals = Kind.DEAL in client.traits and client.primary is not Kind.DEAL
        return Tried(account, fields, list(client.map), client.primary, has_deals)


def dry_run(
    workspace: Workspace,
    crms: Crms,
    connection: StoredConnection,
    key: str,
    words: Words,
    go_on: GoOn = lambda: True,
) -> Preview:
    """What the first run of a connection would do; nothing is written on either side."""
    with opened(crms, connection, key, words) as client:
        return preview(workspace, connection, client, words, go_on=go_on)


def make_connection(
    workspace: Workspace, crms: Crms, draft: StoredConnection, name: str, key: str, words: Words
) -> Made:
    """Keep a connection and its key; where the CRM needs fields of ours, they are made there first."""
    if draft.vendor == WEBHOOK:
        key = _with_address(draft.given["url"], key)
        draft = replace(draft, given={"url": _shown(draft.given["url"])})
    else:
        with opened(crms, draft, key, words) as client:
            if isinstance(client, Prepares):
                _prepare(client)
    made = connections.connect(
        workspace,
        draft.vendor,
        name,
        draft.given,
        maps=[field_map(m) for m in draft.fields],
        options=Options.from_json(draft.options),
        profile=draft.profile,
    )
    return Made(made, crms.secrets.keep(made, key))


def _with_address(url: str, secret: str) -> str:
    """What is kept of a webhook as its key: who knows its address can post there, so that is part of it.

    UserError where the address cannot be one.
    """
    address = url.strip()
    WebhookClient.at(address, secret, lambda: 0.0).close()
    return f"{address} {secret}"


def _shown(url: str) -> str:
    """An address as it may be shown and stored: without what makes it a secret."""
    parts = urlsplit(url.strip())
    return f"{parts.scheme}://{parts.netloc}/…"


def _prepare(client: Prepares) -> None:
    """Have the CRM hold the fields that sdrdesk needs; UserError with their names where the key may not make them."""
    try:
        client.prepare()
    except Refused as lacking:
        raise UserError("crm_fields_missing", fields=lacking.detail) from None


def key_of(crms: Crms, connection: StoredConnection) -> str:
    """The key of a connection; UserError where it has to be given again."""
    found = crms.secrets.secret_of(connection.id)
    if found is None:
        raise UserError("crm_no_key", name=connection.name)
    return found


def sync_connection(
    workspace: Workspace,
    crms: Crms,
    connection_id: str,
    words: Words,
    *,
    go_on: GoOn = lambda: True,
    full: bool = False,
    key: str | None = None,
) -> Synced:
    """One run of a connection with its own key; without one, nothing is asked and the answer says so."""
    found = connections.connection_of(workspace, connection_id)
    secret = key if key is not None else crms.secrets.secret_of(found.id)
    if secret is None:
        return Synced(Figures(), found.state, NO_KEY)
    if found.vendor == WEBHOOK:
        return _post(workspace, found, secret, words, go_on)
    asked = [field_map(m) for m in found.fields]
    client = crms.opener(found.vendor, found.given, secret, found.profile, asked=asked)
    try:
        return sync(workspace, found.id, client, words, go_on=go_on, full=full)
    finally:
        client.close()


def _post(workspace: Workspace, found: StoredConnection, secret: str, words: Words, go_on: GoOn) -> Synced:
    address, _, own = secret.partition(" ")
    poster = WebhookClient.at(address, own, lambda: workspace.now().timestamp())
    try:
        return post_all(workspace, found.id, poster, words, go_on=go_on)
    finally:
        poster.close()


def give_key(
    workspace: Workspace, crms: Crms, connection_id: str, key: str, given: Mapping[str, str], words: Words
) -> Kept:
    """Give a connection another key, tried first, with what else is asked for; a stopped one goes on."""
    found = connections.connection_of(workspace, connection_id)
    if found.vendor == WEBHOOK:
        before = (crms.secrets.secret_of(found.id) or "").partition(" ")[0]
        address = before if given["url"] == found.given["url"] else given["url"]
        if not address:
            raise UserError("crm_hook_key", name=found.name)
        key, given = _with_address(address, key), {"url": _shown(address)}
    else:
        with opened(crms, replace(found, given=dict(given)), key, words) as client:
            client.account()
    if dict(given) != dict(found.given):
        connections.change_connection(workspace, found.id, given=given)
    kept = crms.secrets.keep(found.id, key)
    connections.resume(workspace, found.id)
    return kept


def disconnect(workspace: Workspace, crms: Crms, connection_id: str) -> Changes:
    """Forget a connection and its key; both sides keep all they have."""
    found = connections.connection_of(workspace, connection_id)
    changes = connections.disconnect(workspace, found.id)
    crms.secrets.forget(found.id)
    return changes
