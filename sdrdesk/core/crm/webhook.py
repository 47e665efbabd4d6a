"""A webhook, for every system that is no CRM we know: what happened is posted to one address, signed.

How a receiver checks it and what it is sent: docs/webhook.md. The signature covers the moment and the bytes as they
travel, so that neither can be changed, and an old message cannot be sent again as a new one.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from sdrdesk.core.crm.client import CrmTrouble, Gone, Refused, Transient, Unauthorised
from sdrdesk.core.crm.http import Answer, Http

SIGNATURE, EVENT, DELIVERY = "X-Sdrdesk-Signature", "X-Sdrdesk-Event", "X-Sdrdesk-Delivery"
"""`t=<seconds since 1970>,v1=<hex>`; what happened; the id of the message, the same each time it is sent."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}", re.IGNORECASE)


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The value of the signature header: HMAC-SHA256 with the secret over the timestamp, a dot and the body."""
    made = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"t={timestamp},v1={made.hexdigest()}"


class WebhookClient:
    """Posts messages to one address. `secret` signs and is never sent; `clock` gives seconds since 1970.

    `query` is what follows the question mark of the address: often a key itself, it is shown nowhere.
    """

    def __init__(self, http: Http, secret: str, clock: Callable[[], float], *, query: str = "") -> None:
        self._http, self._secret, self._clock = http, secret, clock
        self._path = f"?{query}" if query else ""

    @classmethod
    def at(cls, url: str, secret: str, clock: Callable[[], float]) -> "WebhookClient":
        """A client for an address as a receiver gives it, query and all; UserError where it cannot be one."""
        address, _, query = url.strip().partition("?")
        return cls(Http(address, {}), secret, clock, query=query)

    def __repr__(self) -> str:
        return f"WebhookClient({self._http!r})"

    def post(self, event_id: str, type: str, body: Mapping[str, Any]) -> None:
        """Send one message and return once it is taken; CrmTrouble otherwise.

        Gone: the receiver wants no more, ever (410). Transient: again later, with the same id. Unauthorised (401, 403):
        it does not accept the signature. Refused: anything else, for a person.
        """
        for name in (event_id, type):
            if not _NAME.fullmatch(name):
                raise ValueError(f"no name for a message: {name[:40]!r}")
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
            "utf-8", "replace"
        )
        headers = {
            SIGNATURE: sign(self._secret, int(self._clock()), content),
            EVENT: type,
            DELIVERY: event_id,
        }
        trouble = _trouble(self._http.call("POST", self._path, content=content, headers=headers))
        if trouble is not None:
            raise trouble

    def close(self) -> None:
        """Let go of the connection held open."""
        self._http.close()


def _trouble(answer: Answer) -> CrmTrouble | None:
    """What a receiver's answer means; its body is never read, since it promises none."""
    if answer.ok:
        return None
    said = str(answer.status)
    if answer.status == 410:
        return Gone(said)
    if answer.status in (401, 403):
        return Unauthorised(said)
    if answer.status in (408, 425, 429) or answer.status >= 500:
        return Transient(said, after=answer.after(), unsure=answer.status not in (425, 429))
    return Refused(said)
