"""Requests to Plain CRM as the standard library makes them."""

import http.client
import json
from contextlib import closing
from datetime import UTC, datetime

MARTIN = {"external_id": "L-1", "fields": {"last_name": "Martin"}}
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def ask(crm, method, path, body=None, key=None, timeout=5.0):
    """One request on a connection of its own: status, body as it came, headers."""
    with closing(http.client.HTTPConnection("127.0.0.1", crm.server.port, timeout=timeout)) as connection:
        headers = {"Authorization": f"Bearer {key or crm.key}"}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        with connection.getresponse() as response:
            return response.status, response.read(), response.headers


def told(crm, method, path, body=None, key=None):
    """Status and JSON of an answer."""
    status, answer, _headers = ask(crm, method, path, body, key)
    return status, json.loads(answer) if answer else None


def make(crm, kind="contacts", external_id="L-1", **fields):
    return told(crm, "POST", f"/{kind}", {"external_id": external_id, "fields": fields})[1]["data"]["id"]


def ids(page):
    return [record["id"] for record in page["data"]]
